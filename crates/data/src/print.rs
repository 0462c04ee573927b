//! Finds photos that are the same picture: saved again, resized, brightened or cropped by a hair.
//!
//! A difference hash (after "dHash", N. Krawetz, 2013) in both directions proposes pairs; the correlation of a coarse
//! grey picture confirms them. Only 120 x 120 pixels of a photo are read.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

/// Points read along each side. Both 5 and 8 cells divide it, and with 64 points small crops were missed.
const GRID: usize = 120;
/// Cells along the side that is not compared, and along each side of the coarse picture.
const CELLS: usize = 8;
const CELL_COUNT: usize = 64;
/// Cells along the side that is compared: 4 differences for each of 8 rows make 32 bits, in two directions 64.
const COMPARED: usize = 5;
/// Most bits by which two hashes of one picture may differ. Of random crops by up to 2 % a side, 99 in 100 stay below.
const MOST_BITS: u32 = 6;
/// Least correlation of two coarse pictures. Copies cropped at random by up to 2 % a side had more than 0.96, by 2 % on
/// every side all but a few in a thousand more than 0.93; photos that only the hash took for the same, less than 0.88.
const CORRELATION: f64 = 0.93;
/// Least levels between the darkest and the lightest cell: a wall or an empty frame says nothing about which it is.
const CONTRAST: u8 = 16;
/// Two hashes that differ in `MOST_BITS` bits are equal in at least one of this many bands.
const BANDS: u32 = MOST_BITS + 1;
/// How many of a band's latest photos one is compared with. Drawings can be alike by the thousand.
const WIDEST: usize = 1000;

/// What is kept of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    hash: u64,
    /// Mean grey levels, `[8, 8]`.
    cells: ByteArray<CELL_COUNT>,
}

/// Reads a photo of `width` by `height` pixels, whose grey level at a place is `luma(x, y)`. None if it has no pixels or
/// too little contrast to be told from others.
pub fn print(width: usize, height: usize, mut luma: impl FnMut(usize, usize) -> u8) -> Option<Print> {
    if width == 0 || height == 0 {
        return None;
    }
    let centre = |at: usize, size: usize| (2 * at + 1) * size / (2 * GRID);
    let mut grid = Vec::with_capacity(GRID * GRID);
    for y in 0..GRID {
        grid.extend((0..GRID).map(|x| luma(centre(x, width), centre(y, height))));
    }
    let points = (GRID / CELLS) * (GRID / CELLS);
    let mut cells = [0; CELL_COUNT];
    for (cell, sum) in cells.iter_mut().zip(sums(&grid, CELLS, CELLS)) {
        *cell = (sum as usize / points).min(255) as u8;
    }
    let darkest = cells.iter().min().copied().unwrap_or(0);
    let lightest = cells.iter().max().copied().unwrap_or(0);
    (lightest - darkest >= CONTRAST).then(|| Print { hash: hash(&grid), cells: ByteArray::new(cells) })
}

/// Sums of the grid's levels over `across` by `down` cells, by rows.
fn sums(grid: &[u8], across: usize, down: usize) -> Vec<u32> {
    let mut sums = vec![0; across * down];
    for (y, row) in grid.chunks(GRID).enumerate() {
        for (x, &level) in row.iter().enumerate() {
            sums[y * down / GRID * across + x * across / GRID] += u32::from(level);
        }
    }
    sums
}

fn hash(grid: &[u8]) -> u64 {
    let (wide, tall) = (sums(grid, COMPARED, CELLS), sums(grid, CELLS, COMPARED));
    let rightward = wide.chunks(COMPARED).flat_map(|row| row.windows(2).map(|pair| pair[1] > pair[0]));
    let downward = tall.iter().zip(&tall[CELLS..]).map(|(upper, lower)| lower > upper);
    rightward.chain(downward).fold(0, |hash, bit| hash << 1 | u64::from(bit))
}

impl Print {
    /// In how many of 64 bits the hashes differ.
    pub fn distance(&self, other: &Print) -> u32 {
        (self.hash ^ other.hash).count_ones()
    }

    /// Whether both are the same picture.
    pub fn same(&self, other: &Print) -> bool {
        self.distance(other) <= MOST_BITS && self.correlates(other)
    }

    /// Correlation does not mind another brightness or contrast.
    fn correlates(&self, other: &Print) -> bool {
        let (a, b) = (centred(&self.cells), centred(&other.cells));
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        product(&a, &b) >= CORRELATION * (product(&a, &a) * product(&b, &b)).sqrt()
    }
}

fn centred(cells: &[u8; CELL_COUNT]) -> [f64; CELL_COUNT] {
    let mean = cells.iter().map(|&level| f64::from(level)).sum::<f64>() / cells.len() as f64;
    cells.map(|level| f64::from(level) - mean)
}

/// For each photo that is the same picture as an earlier one: `(the nearest earlier one, it)`, by the second. Photos
/// without a print are the same as none. So there are never more pairs than photos, however often a picture is used.
pub(super) fn pairs(prints: &[Option<Print>]) -> Vec<(usize, usize)> {
    // Hashes alone: with the pictures in them, the bands of 400,000 photos took 220 MB.
    let mut seen: HashMap<(u32, u64), Vec<(usize, u64)>> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, print) in prints.iter().enumerate() {
        let Some(print) = print else { continue };
        let keys = (0..BANDS).map(|band| (band, bits(print.hash, band)));
        let mut nearest = None;
        for bucket in keys.clone().filter_map(|key| seen.get(&key)) {
            nearest = nearer((print, prints), bucket, nearest);
        }
        // The earlier one stands for those with its very hash: thousands of copies take no longer than as many photos.
        if nearest.is_none_or(|(distance, _)| distance > 0) {
            keys.for_each(|key| seen.entry(key).or_default().push((at, print.hash)));
        }
        pairs.extend(nearest.map(|(_, earlier)| (earlier, at)));
    }
    pairs
}

/// Distance and position of the nearest same picture among `prints`: `nearest` or one of a bucket's latest. Among equals
/// the earliest counts.
fn nearer(
    (print, prints): (&Print, &[Option<Print>]),
    bucket: &[(usize, u64)],
    nearest: Option<(u32, usize)>,
) -> Option<(u32, usize)> {
    let mut nearest = nearest;
    for (at, hash) in bucket.iter().rev().take(WIDEST) {
        let found = ((print.hash ^ hash).count_ones(), *at);
        // Correlating costs far more than counting bits, so it comes last.
        if found.0 <= MOST_BITS
            && nearest.is_none_or(|nearest| found < nearest)
            && prints.get(*at).is_some_and(|other| other.is_some_and(|other| print.same(&other)))
        {
            nearest = Some(found);
        }
    }
    nearest
}

/// A band of a hash: of 64 bits the first bands have 9, the last one 10.
fn bits(hash: u64, band: u32) -> u64 {
    let (from, to) = (64 * band / BANDS, 64 * (band + 1) / BANDS);
    (hash >> from) & ((1 << (to - from)) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slope(brighter: usize) -> Option<Print> {
        print(300, 200, |x, y| ((x * x / 600 + y / 3 + brighter) % 256) as u8)
    }

    #[test]
    fn bands_cover_every_bit_once() {
        let covered: u32 = (0..BANDS).map(|band| bits(u64::MAX, band).count_ones()).sum();
        assert_eq!(covered, 64);
    }

    #[test]
    fn a_brighter_copy_is_the_same() {
        let prints = [slope(0), slope(20)];
        assert!(prints.iter().all(Option::is_some));
        assert_eq!(pairs(&prints), [(0, 1)]);
    }

    #[test]
    fn a_mirrored_one_is_another() {
        let mirrored = print(300, 200, |x, y| ((299 - x) * (299 - x) / 600 + y / 3) as u8);
        assert_eq!(pairs(&[slope(0), mirrored]), []);
    }

    #[test]
    fn flat_and_empty_ones_have_no_print() {
        assert_eq!(print(300, 200, |_, _| 90), None);
        assert_eq!(print(0, 5, |_, _| 90), None);
        assert_eq!(pairs(&[None, None]), []);
    }

    #[test]
    fn one_pixel_is_enough_not_to_fail() {
        assert_eq!(print(1, 1, |x, y| (x + y) as u8), None);
    }

    #[test]
    fn a_picture_used_often_gives_a_pair_for_each_copy() {
        assert_eq!(pairs(&vec![slope(0); 20_000]).len(), 19_999);
    }

    #[test]
    fn banding_finds_what_comparing_all_with_all_finds() {
        let mut state = 1u64;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let Some(base) = slope(0) else { panic!("no print") };
        let prints: Vec<Option<Print>> = (0..400)
            .map(|_| {
                let flips = (0..4).fold(0, |bits, _| bits | 1 << (random() % 64));
                let far = if random() % 2 == 0 { 0 } else { random() };
                Some(Print { hash: base.hash ^ flips ^ far, cells: base.cells })
            })
            .collect();
        let found = pairs(&prints);
        let mut expected = Vec::new();
        for (at, one) in prints.iter().enumerate() {
            let near = (0..at).filter_map(|i| Some((i, one.as_ref()?.distance(prints[i].as_ref()?))));
            let near =
                near.filter(|&(_, distance)| distance <= MOST_BITS).map(|(i, distance)| (distance, i)).min();
            expected.extend(near.map(|(_, i)| (i, at)));
        }
        assert_eq!(found, expected);
    }
}
