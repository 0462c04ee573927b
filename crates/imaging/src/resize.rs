//! OpenCV's `cv2.resize(photo, (width, height))` on 8-bit pixels: bilinear, in fixed point, without smoothing, so that
//! each pixel made mixes four pixels read, however large the photo.
//!
//! After `resize.cpp` of OpenCV 4 and 5, whose steps are kept to the last bit: weights of 11 bits, a horizontal pass in
//! 19 bits, a vertical pass that throws away 4 bits before it multiplies and 16 after.

use super::Pixels;

/// Bits of a weight: OpenCV's `INTER_RESIZE_COEF_BITS`.
const WEIGHT_BITS: u32 = 11;

/// The two pixels that one made pixel mixes along an axis, and their weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tap {
    first: usize,
    second: usize,
    weights: [i32; 2],
}

/// Resizes a photo to `width` by `height` pixels, into a larger RGB picture with rows of `stride` bytes: the first pixel
/// goes to `out[0..3]`.
///
/// # Panics
/// If `out` is too small, `width` or `height` is zero, or the photo's bytes do not fit its size: faults of the caller.
pub fn resize_into(photo: &impl Pixels, width: usize, height: usize, out: &mut [u8], stride: usize) {
    let rows = out.chunks_mut(stride).take(height).map(|row| &mut row[..3 * width]);
    let [from_width, from_height] = photo.size();
    let columns: Vec<Tap> = (0..width).map(|x| column(x, from_width, width)).collect();
    for (y, row) in rows.enumerate() {
        let down = line_pair(y, from_height, height);
        for (x, (to, across)) in row.chunks_exact_mut(3).zip(&columns).enumerate() {
            let pixel = if [from_width, from_height] == [width, height] {
                photo.pixel(x, y)
            } else if [from_width, from_height] == [2 * width, 2 * height] {
                halve(photo, x, y)
            } else {
                mix(photo, *across, down)
            };
            to.copy_from_slice(&pixel);
        }
    }
}

/// The four pixels of which one is made, by rows.
fn four(photo: &impl Pixels, [left, right]: [usize; 2], [upper, lower]: [usize; 2]) -> [[u8; 3]; 4] {
    [(left, upper), (right, upper), (left, lower), (right, lower)].map(|(x, y)| photo.pixel(x, y))
}

/// Exactly half the size in both directions: OpenCV then takes the mean of each square of four.
fn halve(photo: &impl Pixels, x: usize, y: usize) -> [u8; 3] {
    let four = four(photo, [2 * x, 2 * x + 1], [2 * y, 2 * y + 1]);
    [0, 1, 2]
        .map(|channel| ((four.map(|pixel| u32::from(pixel[channel])).iter().sum::<u32>() + 2) >> 2) as u8)
}

fn mix(photo: &impl Pixels, across: Tap, down: Tap) -> [u8; 3] {
    let four = four(photo, [across.first, across.second], [down.first, down.second]);
    [0, 1, 2].map(|channel| {
        let [a, b, c, d] = four.map(|pixel| i32::from(pixel[channel]));
        let mixed = |left: i32, right: i32| left * across.weights[0] + right * across.weights[1];
        let part = |mixed: i32, weight: i32| (weight * (mixed >> 4)) >> 16;
        let sum = part(mixed(a, b), down.weights[0]) + part(mixed(c, d), down.weights[1]);
        ((sum + 2) >> 2).clamp(0, 255) as u8
    })
}

/// Where the centre of pixel `at` of `to` lies among `from` pixels: the pixel before it, and how far past that, 0 to 1.
fn centre(at: usize, from: usize, to: usize) -> (isize, f32) {
    // OpenCV divides twice, which is not always the same as `from / to`.
    let scale = 1.0 / (to as f64 / from as f64);
    let centre = ((at as f64 + 0.5) * scale - 0.5) as f32;
    let before = centre.floor();
    (before as isize, centre - before)
}

fn weights(past: f32) -> [i32; 2] {
    let one = (1u32 << WEIGHT_BITS) as f32;
    [1.0 - past, past].map(|weight| (weight * one).round_ties_even() as i32)
}

/// Across, the edge pixel alone stands for what lies beyond it.
fn column(x: usize, from: usize, to: usize) -> Tap {
    let (before, past) = centre(x, from, to);
    let last = from - 1;
    match usize::try_from(before) {
        Err(_) => Tap { first: 0, second: 0, weights: weights(0.0) },
        Ok(first) if first >= last => Tap { first: last, second: last, weights: weights(0.0) },
        Ok(first) => Tap { first, second: first + 1, weights: weights(past) },
    }
}

/// Down, both weights stay and the edge row is read twice, which rounds differently.
fn line_pair(y: usize, from: usize, to: usize) -> Tap {
    let (before, past) = centre(y, from, to);
    let inside = |y: isize| y.clamp(0, from as isize - 1) as usize;
    Tap { first: inside(before), second: inside(before + 1), weights: weights(past) }
}

#[cfg(test)]
mod tests {
    use super::super::Picture;
    use super::*;

    fn resized(photo: &Picture, width: usize, height: usize) -> Vec<u8> {
        let mut out = vec![0; 3 * width * height];
        resize_into(photo, width, height, &mut out, 3 * width);
        out
    }

    fn grey(width: usize, levels: &[u8]) -> Picture {
        let rgb = levels.iter().flat_map(|&level| [level; 3]).collect();
        Picture { width, height: levels.len() / width, rgb }
    }

    #[test]
    fn flat_stays_flat() {
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
    fn between_two_pixels_lies_their_mix() {
        // Centres at -0.25, 0.25, 0.75, 1.25 of a 2-pixel row.
        let row = resized(&grey(2, &[0, 100]), 4, 1);
        let levels: Vec<u8> = row.chunks(3).map(|pixel| pixel[0]).collect();
        assert_eq!(levels, [0, 25, 75, 100]);
    }

    #[test]
    fn only_the_square_asked_for_is_written() {
        let mut out = [9; 4 * 12];
        resize_into(&grey(1, &[200]), 2, 2, &mut out[12 + 6..], 12);
        let written: Vec<usize> = (0..out.len()).filter(|&i| out[i] != 9).collect();
        let expected: Vec<usize> = (18..24).chain(30..36).collect();
        assert_eq!(written, expected);
    }
}
