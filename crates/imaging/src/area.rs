//! Squeezes a photo to a square by area: each output pixel is the mean of the input pixels below it, those at its edge in
//! parts, as OpenCV's `INTER_AREA`. Photos that are smaller than the square are interpolated.

use super::PixelSource;

/// Input pixels of an output pixel along one axis, and their weights, which sum to 1.
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

/// A photo as RGB bytes `[side, side, 3]`.
pub fn squeeze(photo: &(impl PixelSource + ?Sized), side: usize) -> Vec<u8> {
    let [width, height] = photo.size();
    let columns: Vec<Taps> = (0..side).map(|x| taps(x, width, side)).collect();
    let mut out = Vec::with_capacity(3 * side * side);
    // A row of the photo, squeezed in width, and its number. Output rows share the ones at their edges.
    let (mut pixels, mut narrow, mut narrow_row) = (vec![[0; 3]; width], vec![[0f32; 3]; side], usize::MAX);
    let mut sums = vec![[0f32; 3]; side];
    for y in 0..side {
        let rows = taps(y, height, side);
        sums.fill([0.0; 3]);
        for (row, weight) in (rows.first..).zip(&rows.weights) {
            if row != narrow_row {
                photo.row(row, &mut pixels);
                squeeze_row(&pixels, &columns, &mut narrow);
                narrow_row = row;
            }
            for (sum, level) in sums.as_flattened_mut().iter_mut().zip(narrow.as_flattened()) {
                *sum += weight * level;
            }
        }
        let levels = sums.as_flattened().iter();
        out.extend(levels.map(|level| level.round_ties_even().clamp(0.0, 255.0) as u8));
    }
    out
}

/// Squeezes a row of RGB pixels in width.
fn squeeze_row(pixels: &[[u8; 3]], columns: &[Taps], out: &mut [[f32; 3]]) {
    for (out, Taps { first, weights }) in out.iter_mut().zip(columns) {
        let mut sums = [0.0; 3];
        for (pixel, weight) in pixels[*first..].iter().zip(weights) {
            for channel in 0..3 {
                sums[channel] += weight * f32::from(pixel[channel]);
            }
        }
        *out = sums;
    }
}

fn taps(index: usize, from: usize, to: usize) -> Taps {
    let scale = from as f64 / to as f64;
    if from < to {
        let centre = ((index as f64 + 0.5) * scale - 0.5).clamp(0.0, (from - 1) as f64);
        let first = (centre as usize).min(from - 1);
        let fraction = (centre - first as f64) as f32;
        let weights = if first + 1 < from { vec![1.0 - fraction, fraction] } else { vec![1.0] };
        return Taps { first, weights };
    }
    let (start, end) = (index as f64 * scale, (index + 1) as f64 * scale);
    let first = start as usize;
    let last = (end.ceil() as usize).min(from);
    let part = |pixel: usize| ((pixel as f64 + 1.0).min(end) - (pixel as f64).max(start)) / scale;
    Taps { first, weights: (first..last).map(|pixel| part(pixel) as f32).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::Image;
    use super::*;

    fn image(width: usize, height: usize) -> Image {
        let rgb = (0..3 * width * height).map(|i| (i * 37 % 251) as u8).collect();
        Image { width, height, rgb }
    }

    /// Against the definition: the mean over the area below each pixel.
    #[test]
    fn each_pixel_is_the_mean_of_the_area_below_it() {
        for (width, height, side) in [(9, 6, 3), (10, 7, 4), (5, 5, 5), (31, 23, 8)] {
            let photo = image(width, height);
            let squeezed = squeeze(&photo, side);
            let overlap = |pixel: usize, index: usize, from: usize| {
                let [start, end] = [index, index + 1].map(|at| at as f64 * from as f64 / side as f64);
                ((pixel as f64 + 1.0).min(end) - (pixel as f64).max(start)).max(0.0)
            };
            for (at, level) in squeezed.iter().enumerate() {
                let (x, y, channel) = (at / 3 % side, at / 3 / side, at % 3);
                let (mut sum, mut area) = (0.0, 0.0);
                for (row, column) in (0..height).flat_map(|row| (0..width).map(move |column| (row, column))) {
                    let part = overlap(column, x, width) * overlap(row, y, height);
                    sum += part * f64::from(photo.rgb[3 * (row * width + column) + channel]);
                    area += part;
                }
                assert!((sum / area - f64::from(*level)).abs() <= 0.501, "{width} {height} {side}: {at}");
            }
        }
    }

    #[test]
    fn small_photos_are_interpolated() {
        let photo = Image { width: 2, height: 1, rgb: vec![0, 0, 0, 100, 200, 40] };
        let found = squeeze(&photo, 4);
        assert_eq!(found[..12], [0, 0, 0, 25, 50, 10, 75, 150, 30, 100, 200, 40]);
        assert_eq!(found[12..24], found[..12]);
    }
}
