//! Finds photos that are too dark, too blurred or too small to judge a house by.

use serde::{Deserialize, Serialize};

/// Width and height at which a photo is measured, in cells. With a fixed number, the sharpness of photos of different
/// resolutions can be compared.
const MEASURED_SIDE: usize = 256;
/// Samples along each side of a cell. Only these pixels of a photo are read.
const SAMPLES: usize = 2;

/// Photos with a shorter side in pixels are tiny: the pretrained network has to enlarge them to its 224 pixels.
const MIN_SIDE: usize = 224;
/// Photos of which half of the pixels are darker are dark, as luma from 0 to 255. Of the 2,140 photos of the Houses
/// dataset this flags 8: rooms without light, a front at night, dark furniture.
const MIN_MEDIAN_LUMA: u8 = 46;
/// Photos with a lower sharpness are blurred. The least sharp photo of the Houses dataset has 0.029, the next one 0.044,
/// and the median is 0.48. A Gaussian blur with a standard deviation of 0.5 % of the longer side takes all of 166 photos
/// below 0.027, one of 0.25 % half of them below 0.058.
const MIN_SHARPNESS: f64 = 0.04;
/// Photos with a lower variance of the luma show next to nothing, and have no sharpness.
const MIN_VARIANCE: f64 = 1.0;

/// Why a photo is of little use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoDefect {
    /// It has few pixels.
    Tiny {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Most of it is nearly black.
    Dark,
    /// It has no fine detail.
    Blurred,
}

impl PhotoDefect {
    /// What is wrong with a photo of `width` by `height` pixels with the grey level `luma(x, y)`, if anything.
    pub fn of([width, height]: [usize; 2], luma: impl FnMut(usize, usize) -> u8) -> Option<Self> {
        if width.min(height) < MIN_SIDE {
            let [width, height] = [width, height].map(|side| side.try_into().unwrap_or(u32::MAX));
            return Some(PhotoDefect::Tiny { width, height });
        }
        let cells = cells([width, height], luma);
        if median(&cells)? < MIN_MEDIAN_LUMA {
            return Some(PhotoDefect::Dark);
        }
        sharpness(&cells).is_some_and(|sharpness| sharpness < MIN_SHARPNESS).then_some(PhotoDefect::Blurred)
    }
}

/// Mean luma of each cell, `[MEASURED_SIDE, MEASURED_SIDE]`.
fn cells([width, height]: [usize; 2], mut luma: impl FnMut(usize, usize) -> u8) -> Vec<u8> {
    let samples = SAMPLES * MEASURED_SIDE;
    let centre = |sample: usize, size: usize| (2 * sample + 1) * size / (2 * samples);
    let columns: Vec<usize> = (0..samples).map(|sample| centre(sample, width)).collect();
    let mut cells = Vec::with_capacity(MEASURED_SIDE * MEASURED_SIDE);
    for row in 0..MEASURED_SIDE {
        let mut sums = [0u32; MEASURED_SIDE];
        for y in (0..SAMPLES).map(|sample| centre(SAMPLES * row + sample, height)) {
            for (sum, columns) in sums.iter_mut().zip(columns.chunks_exact(SAMPLES)) {
                *sum += columns.iter().map(|&x| u32::from(luma(x, y))).sum::<u32>();
            }
        }
        let count = (SAMPLES * SAMPLES) as u32;
        cells.extend(sums.map(|sum| ((sum + count / 2) / count) as u8));
    }
    cells
}

fn median(luma: &[u8]) -> Option<u8> {
    let mut sorted = luma.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied()
}

/// Variance of the Laplacian (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000), divided by the
/// variance of the luma, so that it does not depend on the contrast. `None` without contrast. `luma` is
/// `[MEASURED_SIDE, MEASURED_SIDE]`.
fn sharpness(luma: &[u8]) -> Option<f64> {
    let contrast = variance(luma.iter().map(|&level| i64::from(level)));
    let rows: Vec<&[u8]> = luma.chunks_exact(MEASURED_SIDE).collect();
    let laplacian = rows.windows(3).flat_map(|rows| {
        (1..MEASURED_SIDE - 1).map(|x| {
            let [above, here, below] = [0, 1, 2].map(|row: usize| i64::from(rows[row][x]));
            let [left, right] = [x - 1, x + 1].map(|x| i64::from(rows[1][x]));
            above + below + left + right - 4 * here
        })
    });
    (contrast >= MIN_VARIANCE).then(|| variance(laplacian) / contrast)
}

fn variance(values: impl Iterator<Item = i64>) -> f64 {
    let (mut count, mut sum, mut squares) = (0i64, 0i64, 0i64);
    for value in values {
        (count, sum, squares) = (count + 1, sum + value, squares + value * value);
    }
    let count = count.max(1) as f64;
    squares as f64 / count - (sum as f64 / count).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A checkerboard with fields of this many pixels.
    fn checkerboard(field: usize, levels: [u8; 2]) -> Vec<u8> {
        let level = |at: usize| levels[(at % MEASURED_SIDE / field + at / MEASURED_SIDE / field) % 2];
        (0..MEASURED_SIDE * MEASURED_SIDE).map(level).collect()
    }

    /// The mean over squares of `2 * radius + 1` pixels.
    fn blurred(luma: &[u8], radius: usize) -> Vec<u8> {
        let mean = |at: usize| {
            let (x, y) = (at % MEASURED_SIDE, at / MEASURED_SIDE);
            let range =
                |centre: usize| centre.saturating_sub(radius)..(centre + radius + 1).min(MEASURED_SIDE);
            let levels = range(y).flat_map(|y| range(x).map(move |x| u32::from(luma[y * MEASURED_SIDE + x])));
            (levels.clone().sum::<u32>() / levels.count() as u32) as u8
        };
        (0..luma.len()).map(mean).collect()
    }

    /// What is wrong with a photo of 640 by `height` pixels that shows this, `[MEASURED_SIDE, MEASURED_SIDE]`.
    fn defect(height: usize, luma: &[u8]) -> Option<PhotoDefect> {
        let at =
            |x: usize, y: usize| luma[y * MEASURED_SIDE / height * MEASURED_SIDE + x * MEASURED_SIDE / 640];
        PhotoDefect::of([640, height], at)
    }

    #[test]
    fn dark_blurred_and_tiny_photos_are_found() {
        let sharp = checkerboard(16, [60, 200]);
        assert_eq!(defect(480, &sharp), None);
        assert_eq!(defect(223, &sharp), Some(PhotoDefect::Tiny { width: 640, height: 223 }));
        assert_eq!(defect(480, &blurred(&sharp, 5)), Some(PhotoDefect::Blurred));
        assert_eq!(defect(480, &checkerboard(16, [10, 45])), Some(PhotoDefect::Dark));
        assert_eq!(defect(480, &checkerboard(16, [10, 60])), None, "half of it is lighter");
        assert_eq!(PhotoDefect::of([640, 480], |_, _| 200), None, "a wall has no sharpness");
        assert_eq!(PhotoDefect::of([0, 0], |_, _| 0), Some(PhotoDefect::Tiny { width: 0, height: 0 }));
    }

    #[test]
    fn cells_are_means_of_their_samples() {
        // Twice as many pixels as cells: each cell has four.
        let side = 2 * MEASURED_SIDE;
        let found = cells([side, side], |x, y| ((x % 2) * 10 + (y % 2) * 100 + x / 2 % 7) as u8);
        let expected: Vec<u8> =
            (0..MEASURED_SIDE * MEASURED_SIDE).map(|at| (55 + at % MEASURED_SIDE % 7) as u8).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn contrast_does_not_make_a_photo_sharp() {
        let [strong, weak] =
            [[50, 250], [100, 120]].map(|levels| sharpness(&checkerboard(8, levels)).unwrap());
        assert!((strong / weak - 1.0).abs() < 1e-9, "{strong} {weak}");
        assert_eq!(sharpness(&checkerboard(8, [100, 101])), None, "next to no contrast");
    }
}
