//! Perceptual hash: finds duplicate photos that were re-encoded, resized, brightened or slightly cropped.
//!
//! A difference hash (after "dHash", N. Krawetz, 2013) in both directions proposes pairs; the correlation of an 8 x 8
//! greyscale thumbnail confirms them. Only 120 x 120 pixels of a photo are read.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

/// Samples along each side. Divisible by 5 and by 8 cells; with 64 samples, small crops were missed.
const GRID: usize = 120;
/// Cells along each side of the thumbnail, and along the side of the hash grid that is not differenced.
const CELLS: usize = 8;
const CELL_COUNT: usize = 64;
/// Cells along the differenced side: 4 differences in each of 8 rows give 32 bits, 64 in both directions.
const DIFFERENCED_CELLS: usize = 5;
/// Maximum Hamming distance between hashes of duplicates. 99 % of random crops by up to 2 % a side stay within it.
const MAX_DISTANCE: u32 = 6;
/// Minimum correlation of the thumbnails of duplicates. Measured: random crops by up to 2 % a side correlate above
/// 0.96, crops by 2 % on every side above 0.93 except for a few in a thousand, and different photos with close hashes
/// below 0.88.
const MIN_CORRELATION: f64 = 0.93;
/// Minimum difference between the darkest and the lightest cell. Plain walls and blank frames cannot be told apart.
const MIN_CONTRAST: u8 = 16;
/// Number of bands a hash is split into: by the pigeonhole principle, two hashes within [`MAX_DISTANCE`] bits are
/// equal in at least one band.
const BANDS: u32 = MAX_DISTANCE + 1;
/// Maximum number of candidates (the latest) compared per band. Thousands of drawings can share a band.
const MAX_CANDIDATES: usize = 1000;

/// The perceptual hash of a photo and the thumbnail that confirms a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoHash {
    hash: u64,
    /// Mean grey levels, `[8, 8]`.
    cells: ByteArray<CELL_COUNT>,
}

/// Sums of the samples in each of `columns` by `rows` cells, row-major.
fn cell_sums(grid: &[u8], columns: usize, rows: usize) -> Vec<u32> {
    let mut sums = vec![0; columns * rows];
    for (y, row) in grid.chunks(GRID).enumerate() {
        for (x, &level) in row.iter().enumerate() {
            sums[y * rows / GRID * columns + x * columns / GRID] += u32::from(level);
        }
    }
    sums
}

fn difference_hash(grid: &[u8]) -> u64 {
    let wide = cell_sums(grid, DIFFERENCED_CELLS, CELLS);
    let tall = cell_sums(grid, CELLS, DIFFERENCED_CELLS);
    let rightward =
        wide.chunks(DIFFERENCED_CELLS).flat_map(|row| row.windows(2).map(|pair| pair[1] > pair[0]));
    let downward = tall.iter().zip(&tall[CELLS..]).map(|(upper, lower)| lower > upper);
    rightward.chain(downward).fold(0, |hash, bit| hash << 1 | u64::from(bit))
}

impl PhotoHash {
    /// Hashes a photo of `width` by `height` pixels with the grey level `luma(x, y)`. `None` if it has no pixels or
    /// less than the minimum contrast.
    pub fn of(width: usize, height: usize, mut luma: impl FnMut(usize, usize) -> u8) -> Option<PhotoHash> {
        if width == 0 || height == 0 {
            return None;
        }
        let centre = |sample: usize, size: usize| (2 * sample + 1) * size / (2 * GRID);
        let mut grid = Vec::with_capacity(GRID * GRID);
        for y in 0..GRID {
            grid.extend((0..GRID).map(|x| luma(centre(x, width), centre(y, height))));
        }
        let samples = (GRID / CELLS) * (GRID / CELLS);
        let mut cells = [0; CELL_COUNT];
        for (cell, sum) in cells.iter_mut().zip(cell_sums(&grid, CELLS, CELLS)) {
            *cell = (sum as usize / samples).min(255) as u8;
        }
        let darkest = cells.iter().min().copied().unwrap_or(0);
        let lightest = cells.iter().max().copied().unwrap_or(0);
        let has_contrast = lightest - darkest >= MIN_CONTRAST;
        has_contrast.then(|| PhotoHash { hash: difference_hash(&grid), cells: ByteArray::new(cells) })
    }

    /// Hamming distance between the 64-bit hashes.
    pub fn distance(&self, other: &PhotoHash) -> u32 {
        (self.hash ^ other.hash).count_ones()
    }

    /// Whether both photos are duplicates of each other.
    pub fn matches(&self, other: &PhotoHash) -> bool {
        self.distance(other) <= MAX_DISTANCE && self.correlates(other)
    }

    /// Pearson correlation of the thumbnails, which does not depend on brightness and contrast, against the minimum.
    fn correlates(&self, other: &PhotoHash) -> bool {
        let (a, b) = (centred(&self.cells), centred(&other.cells));
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        product(&a, &b) >= MIN_CORRELATION * (product(&a, &a) * product(&b, &b)).sqrt()
    }
}

fn centred(cells: &[u8; CELL_COUNT]) -> [f64; CELL_COUNT] {
    let mean = cells.iter().map(|&level| f64::from(level)).sum::<f64>() / cells.len() as f64;
    cells.map(|level| f64::from(level) - mean)
}

/// Pairs each duplicate with the nearest earlier photo: `(earlier, index)`, ordered by index. Photos without a hash match
/// nothing. Since each photo is in at most one pair as the second, there are never more pairs than photos.
///
/// Candidates come from locality-sensitive hashing: photos whose hashes are equal in one of [`BANDS`] bands.
pub(super) fn duplicate_pairs(hashes: &[Option<PhotoHash>]) -> Vec<(usize, usize)> {
    // Buckets hold hashes only: with the thumbnails, those of 400,000 photos took 220 MB.
    let mut buckets: HashMap<(u32, u64), Vec<(usize, u64)>> = HashMap::new();
    let mut pairs = Vec::new();
    for (index, photo) in hashes.iter().enumerate() {
        let Some(photo) = photo else { continue };
        let keys = (0..BANDS).map(|band| (band, band_bits(photo.hash, band)));
        let mut nearest = None;
        for bucket in keys.clone().filter_map(|key| buckets.get(&key)) {
            nearest = nearest_match((photo, hashes), bucket, nearest);
        }
        // Photos with the same hash share the first one's bucket entries, so that thousands of copies cost no extra time.
        if nearest.is_none_or(|(distance, _)| distance > 0) {
            keys.for_each(|key| buckets.entry(key).or_default().push((index, photo.hash)));
        }
        pairs.extend(nearest.map(|(_, earlier)| (earlier, index)));
    }
    pairs
}

/// Distance and index of the nearest match in a bucket, or `nearest` if that is nearer; on ties the earliest photo wins.
fn nearest_match(
    (photo, hashes): (&PhotoHash, &[Option<PhotoHash>]),
    bucket: &[(usize, u64)],
    nearest: Option<(u32, usize)>,
) -> Option<(u32, usize)> {
    let mut nearest = nearest;
    for (index, hash) in bucket.iter().rev().take(MAX_CANDIDATES) {
        let found = ((photo.hash ^ hash).count_ones(), *index);
        // The correlation is far more expensive than counting bits, so it comes last.
        if found.0 <= MAX_DISTANCE
            && nearest.is_none_or(|nearest| found < nearest)
            && hashes.get(*index).is_some_and(|other| other.is_some_and(|other| photo.matches(&other)))
        {
            nearest = Some(found);
        }
    }
    nearest
}

/// The bits of one band: 9 each, 10 in the last band.
fn band_bits(hash: u64, band: u32) -> u64 {
    let (from, to) = (64 * band / BANDS, 64 * (band + 1) / BANDS);
    (hash >> from) & ((1 << (to - from)) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gradient(brightness: usize) -> Option<PhotoHash> {
        PhotoHash::of(300, 200, |x, y| ((x * x / 600 + y / 3 + brightness) % 256) as u8)
    }

    #[test]
    fn bands_cover_every_bit_once() {
        let covered: u32 = (0..BANDS).map(|band| band_bits(u64::MAX, band).count_ones()).sum();
        assert_eq!(covered, 64);
    }

    #[test]
    fn a_brighter_copy_matches() {
        let hashes = [gradient(0), gradient(20)];
        assert!(hashes.iter().all(Option::is_some));
        assert_eq!(duplicate_pairs(&hashes), [(0, 1)]);
    }

    #[test]
    fn a_mirrored_photo_does_not_match() {
        let mirrored = PhotoHash::of(300, 200, |x, y| ((299 - x) * (299 - x) / 600 + y / 3) as u8);
        assert_eq!(duplicate_pairs(&[gradient(0), mirrored]), []);
    }

    #[test]
    fn flat_and_empty_photos_have_no_hash() {
        assert_eq!(PhotoHash::of(300, 200, |_, _| 90), None);
        assert_eq!(PhotoHash::of(0, 5, |_, _| 90), None);
        assert_eq!(duplicate_pairs(&[None, None]), []);
    }

    #[test]
    fn a_single_pixel_has_no_hash() {
        assert_eq!(PhotoHash::of(1, 1, |x, y| (x + y) as u8), None);
    }

    #[test]
    fn a_photo_used_often_gives_a_pair_for_each_copy() {
        assert_eq!(duplicate_pairs(&vec![gradient(0); 20_000]).len(), 19_999);
    }

    #[test]
    fn banding_finds_the_same_pairs_as_comparing_all_with_all() {
        let mut state = 1u64;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let Some(base) = gradient(0) else { panic!("no hash") };
        let hashes: Vec<Option<PhotoHash>> = (0..400)
            .map(|_| {
                let flips = (0..4).fold(0, |bits, _| bits | 1 << (random() % 64));
                let far = if random() % 2 == 0 { 0 } else { random() };
                Some(PhotoHash { hash: base.hash ^ flips ^ far, cells: base.cells })
            })
            .collect();
        let found = duplicate_pairs(&hashes);
        let mut expected = Vec::new();
        for (index, one) in hashes.iter().enumerate() {
            let near = (0..index).filter_map(|i| Some((i, one.as_ref()?.distance(hashes[i].as_ref()?))));
            let near = near
                .filter(|&(_, distance)| distance <= MAX_DISTANCE)
                .map(|(i, distance)| (distance, i))
                .min();
            expected.extend(near.map(|(_, i)| (i, index)));
        }
        assert_eq!(found, expected);
    }
}
