//! OpenCV's `cv2.resize(photo, (width, height))` for 8-bit images: bilinear interpolation in fixed point, without
//! antialiasing, so that each output pixel mixes four input pixels regardless of the photo's size.
//!
//! Bit-exact with `resize.cpp` of OpenCV 4 and 5: weights of 11 bits, a horizontal pass in 19 bits, and a vertical
//! pass that drops 4 bits before the multiplication and 16 after it.

use super::PixelSource;

/// Fractional bits of a weight: OpenCV's `INTER_RESIZE_COEF_BITS`.
const WEIGHT_BITS: u32 = 11;

/// The two input pixels of an output pixel along one axis, and their weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tap {
    first: usize,
    second: usize,
    weights: [i32; 2],
}

/// Resizes a photo to `width` by `height` pixels into a region of an RGB image with rows of `stride` bytes. The
/// region starts at `out[0]`.
///
/// # Panics
/// If `out` is too small, or the photo has fewer bytes than its size implies.
pub fn resize_into(photo: &impl PixelSource, width: usize, height: usize, out: &mut [u8], stride: usize) {
    if width == 0 || height == 0 {
        return;
    }
    let rows = out.chunks_mut(stride).take(height).map(|row| &mut row[..3 * width]);
    let [from_width, from_height] = photo.size();
    let columns: Vec<Tap> = (0..width).map(|x| column_tap(x, from_width, width)).collect();
    for (y, row) in rows.enumerate() {
        let vertical = row_tap(y, from_height, height);
        for (x, (to, horizontal)) in row.chunks_exact_mut(3).zip(&columns).enumerate() {
            let pixel = if [from_width, from_height] == [width, height] {
                photo.pixel(x, y)
            } else if [from_width, from_height] == [2 * width, 2 * height] {
                halve(photo, x, y)
            } else {
                interpolate(photo, *horizontal, vertical)
            };
            to.copy_from_slice(&pixel);
        }
    }
}

/// The four input pixels of an output pixel, row-major.
fn neighbours(
    photo: &impl PixelSource,
    [left, right]: [usize; 2],
    [upper, lower]: [usize; 2],
) -> [[u8; 3]; 4] {
    [(left, upper), (right, upper), (left, lower), (right, lower)].map(|(x, y)| photo.pixel(x, y))
}

/// Downscaling by exactly two in both directions: OpenCV then uses the mean of four pixels.
fn halve(photo: &impl PixelSource, x: usize, y: usize) -> [u8; 3] {
    let four = neighbours(photo, [2 * x, 2 * x + 1], [2 * y, 2 * y + 1]);
    [0, 1, 2]
        .map(|channel| ((four.map(|pixel| u32::from(pixel[channel])).iter().sum::<u32>() + 2) >> 2) as u8)
}

fn interpolate(photo: &impl PixelSource, horizontal: Tap, vertical: Tap) -> [u8; 3] {
    let four = neighbours(photo, [horizontal.first, horizontal.second], [vertical.first, vertical.second]);
    [0, 1, 2].map(|channel| {
        let [a, b, c, d] = four.map(|pixel| i32::from(pixel[channel]));
        let mixed = |left: i32, right: i32| left * horizontal.weights[0] + right * horizontal.weights[1];
        let weighted = |mixed: i32, weight: i32| (weight * (mixed >> 4)) >> 16;
        let sum = weighted(mixed(a, b), vertical.weights[0]) + weighted(mixed(c, d), vertical.weights[1]);
        ((sum + 2) >> 2).clamp(0, 255) as u8
    })
}

/// The position of output pixel `index` of `to` among `from` input pixels: the input pixel before its centre, and the
/// fraction past it, 0 to 1.
fn source_position(index: usize, from: usize, to: usize) -> (isize, f32) {
    // OpenCV divides twice, which is not always the same as `from / to`.
    let scale = 1.0 / (to as f64 / from as f64);
    let centre = ((index as f64 + 0.5) * scale - 0.5) as f32;
    let before = centre.floor();
    (before as isize, centre - before)
}

fn weights(fraction: f32) -> [i32; 2] {
    let one = (1u32 << WEIGHT_BITS) as f32;
    [1.0 - fraction, fraction].map(|weight| (weight * one).round_ties_even() as i32)
}

/// Beyond the left and right edges, OpenCV uses the edge pixel with full weight.
fn column_tap(x: usize, from: usize, to: usize) -> Tap {
    let (before, fraction) = source_position(x, from, to);
    let last = from - 1;
    match usize::try_from(before) {
        Err(_) => Tap { first: 0, second: 0, weights: weights(0.0) },
        Ok(first) if first >= last => Tap { first: last, second: last, weights: weights(0.0) },
        Ok(first) => Tap { first, second: first + 1, weights: weights(fraction) },
    }
}

/// Beyond the top and bottom edges, OpenCV keeps both weights and reads the edge row twice, which rounds differently.
fn row_tap(y: usize, from: usize, to: usize) -> Tap {
    let (before, fraction) = source_position(y, from, to);
    let clamped = |y: isize| y.clamp(0, from as isize - 1) as usize;
    Tap { first: clamped(before), second: clamped(before + 1), weights: weights(fraction) }
}

#[cfg(test)]
mod tests {
    use super::super::Image;
    use super::*;

    fn resized(photo: &Image, width: usize, height: usize) -> Vec<u8> {
        let mut out = vec![0; 3 * width * height];
        resize_into(photo, width, height, &mut out, 3 * width);
        out
    }

    fn grey(width: usize, levels: &[u8]) -> Image {
        let rgb = levels.iter().flat_map(|&level| [level; 3]).collect();
        Image { width, height: levels.len() / width, rgb }
    }

    #[test]
    fn uniform_images_stay_uniform() {
        for level in [0, 1, 100, 255] {
            for (width, height) in [(1, 1), (3, 7), (50, 20)] {
                let photo = grey(width, &vec![level; width * height]);
                let out = resized(&photo, 5, 4);
                assert!(out.iter().all(|&byte| byte == level), "{width}x{height} at {level}");
            }
        }
    }

    #[test]
    fn half_the_size_is_the_mean_of_four() {
        assert_eq!(resized(&grey(2, &[10, 20, 31, 41]), 1, 1), [26; 3]);
    }

    #[test]
    fn pixels_between_two_are_interpolated() {
        // Centres at -0.25, 0.25, 0.75 and 1.25 in a row of 2 pixels.
        let row = resized(&grey(2, &[0, 100]), 4, 1);
        let levels: Vec<u8> = row.chunks(3).map(|pixel| pixel[0]).collect();
        assert_eq!(levels, [0, 25, 75, 100]);
    }

    #[test]
    fn only_the_target_region_is_written() {
        let mut out = [9; 4 * 12];
        resize_into(&grey(1, &[200]), 2, 2, &mut out[12 + 6..], 12);
        let written: Vec<usize> = (0..out.len()).filter(|&i| out[i] != 9).collect();
        let expected: Vec<usize> = (18..24).chain(30..36).collect();
        assert_eq!(written, expected);
    }
}
