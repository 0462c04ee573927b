//! The 3x3 convolution by the minimal algorithm F(2x2, 3x3) of Winograd, as Lavin and Gray (2016) put it: a tile of 2x2
//! pixels takes 16 products for each pair of channels, where 36 are multiplied plainly. All three convolutions of training
//! are sums of such products: forwards, back to what went in, and to the kernels.
#![allow(clippy::needless_range_loop, reason = "an iterator would hand on vectors")]

use macerator::{Scalar, Simd, Vector};

use super::buffer::Buffer;
use super::images::{LANES, stride};
use super::vector::{Matrix, load, product, store};
use crate::ops::TAPS;

/// Values of a transformed tile or kernel.
const POINTS: usize = 16;
/// Tiles that are worked on in one go: few enough to stay in the second cache.
const CHUNK: usize = 64;

/// From one point of the tiles in a chunk to the next. A line more than they take: with a power of two, all points of a tile
/// would fall into the same few lines of the first cache.
fn apart(across: usize) -> usize {
    CHUNK * across + LANES
}

/// Height and width.
pub(super) type Size = [usize; 2];

/// Rows and columns of tiles; the last may reach over the edge.
fn tiles([height, width]: Size) -> [usize; 2] {
    [height.div_ceil(2), width.div_ceil(2)]
}

/// The tile after one, row by row. Counted: a division for each tile would take as long as transforming it.
fn next([row, column]: [usize; 2], columns: usize) -> [usize; 2] {
    if column + 1 == columns { [row + 1, 0] } else { [row, column + 1] }
}

/// Transformed kernels: `[16, inputs, outputs' stride]`.
#[derive(Debug)]
pub(super) struct Kernels {
    values: Vec<f32>,
    inputs: usize,
    outputs: usize,
}

impl Kernels {
    /// From `[outputs, inputs, 3, 3]`.
    pub(super) fn new(weight: &[f32], [outputs, inputs]: [usize; 2]) -> Self {
        Self::transform([outputs, inputs], |o, i| {
            std::array::from_fn(|tap| weight[(o * inputs + i) * TAPS + tap])
        })
    }

    /// For the gradient of the input: the same weights turned by half a turn, outputs and inputs exchanged.
    pub(super) fn reversed(weight: &[f32], [outputs, inputs]: [usize; 2]) -> Self {
        Self::transform([inputs, outputs], |i, o| {
            std::array::from_fn(|tap| weight[(o * inputs + i) * TAPS + TAPS - 1 - tap])
        })
    }

    fn transform([outputs, inputs]: [usize; 2], kernel: impl Fn(usize, usize) -> [f32; TAPS]) -> Self {
        let across = stride(outputs);
        let mut values = vec![0.0; POINTS * inputs * across];
        for (o, i) in (0..outputs).flat_map(|o| (0..inputs).map(move |i| (o, i))) {
            let k = kernel(o, i);
            // Down, then across: [1 0 0; 1/2 1/2 1/2; 1/2 -1/2 1/2; 0 0 1].
            let line = |a: f32, b: f32, c: f32| [a, (a + b + c) / 2.0, (a - b + c) / 2.0, c];
            let down: [[f32; 4]; 3] = std::array::from_fn(|c| line(k[c], k[3 + c], k[6 + c]));
            for row in 0..4 {
                for (column, v) in line(down[0][row], down[1][row], down[2][row]).into_iter().enumerate() {
                    values[((row * 4 + column) * inputs + i) * across + o] = v;
                }
            }
        }
        Kernels { values, inputs, outputs }
    }

    fn point(&self, point: usize) -> &[f32] {
        let length = self.inputs * stride(self.outputs);
        &self.values[point * length..][..length]
    }
}

/// What goes in, by lines: `[1 0 -1 0; 0 1 1 0; 0 -1 1 0; 0 1 0 -1]`.
#[inline(always)]
fn input_line<S: Simd>(d: [Vector<S, f32>; 4]) -> [Vector<S, f32>; 4] {
    [d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]]
}

/// What comes out: `[1 1 1 0; 0 1 -1 -1]`.
#[inline(always)]
fn output_line<S: Simd>(m: [Vector<S, f32>; 4]) -> [Vector<S, f32>; 2] {
    [m[0] + m[1] + m[2], m[1] - m[2] - m[3]]
}

/// The gradient of what came out, its transpose: `[1 0; 1 1; 1 -1; 0 -1]`.
#[inline(always)]
fn gradient_line<S: Simd>([a, b]: [Vector<S, f32>; 2]) -> [Vector<S, f32>; 4] {
    [a, a + b, a - b, 0f32.splat::<S>() - b]
}

/// Four pixels of a column, from the one above a tile to the one below it, transformed. Around the image lie zeros.
#[inline(always)]
fn input_column<S: Simd>(
    image: &[f32],
    [height, width]: Size,
    across: usize,
    [top, column]: [usize; 2],
    channel: usize,
) -> [Vector<S, f32>; 4] {
    let mut pixels = [0f32.splat::<S>(); 4];
    // Left of the first column it wraps around.
    if column < width {
        let row = width * across;
        let at = top * row + column * across + channel;
        if top > 0 {
            pixels[0] = load(image, at - row);
        }
        pixels[1] = load(image, at);
        if top + 1 < height {
            pixels[2] = load(image, at + row);
        }
        if top + 2 < height {
            pixels[3] = load(image, at + 2 * row);
        }
    }
    input_line(pixels)
}

/// Writes the transformed tiles from `first` on: `[16, CHUNK, stride]`, [`apart`].
#[inline(always)]
fn transform_input<S: Simd>(image: &[f32], size: Size, across: usize, first: usize, to: &mut [f32]) {
    let [rows, columns] = tiles(size);
    let count = CHUNK.min(rows * columns - first);
    for channel in (0..across).step_by(f32::lanes::<S>()) {
        let mut tile = [first / columns, first % columns];
        let mut down = [[0f32.splat::<S>(); 4]; 4];
        for n in 0..count {
            let (top, left) = (2 * tile[0], 2 * tile[1]);
            // Two columns are those of the tile before.
            if n == 0 || left == 0 {
                down[0] = input_column(image, size, across, [top, left.wrapping_sub(1)], channel);
                down[1] = input_column(image, size, across, [top, left], channel);
            } else {
                (down[0], down[1]) = (down[2], down[3]);
            }
            down[2] = input_column(image, size, across, [top, left + 1], channel);
            down[3] = input_column(image, size, across, [top, left + 2], channel);
            let mut at = n * across + channel;
            for row in 0..4 {
                let values = input_line([down[0][row], down[1][row], down[2][row], down[3][row]]);
                for column in 0..4 {
                    store(to, at, values[column]);
                    at += apart(across);
                }
            }
            tile = next(tile, columns);
        }
    }
}

/// The same for the gradient of what came out.
#[inline(always)]
fn transform_gradient<S: Simd>(image: &[f32], size: Size, across: usize, first: usize, to: &mut [f32]) {
    let ([height, width], [rows, columns]) = (size, tiles(size));
    let count = CHUNK.min(rows * columns - first);
    for channel in (0..across).step_by(f32::lanes::<S>()) {
        let mut tile = [first / columns, first % columns];
        for n in 0..count {
            let (top, left) = (2 * tile[0], 2 * tile[1]);
            let mut down = [[0f32.splat::<S>(); 4]; 2];
            for column in 0..2 {
                let mut pixels = [0f32.splat::<S>(); 2];
                for row in 0..2 {
                    if top + row < height && left + column < width {
                        let at = ((top + row) * width + left + column) * across + channel;
                        pixels[row] = load(image, at);
                    }
                }
                down[column] = gradient_line(pixels);
            }
            let mut at = n * across + channel;
            for row in 0..4 {
                let values = gradient_line([down[0][row], down[1][row]]);
                for column in 0..4 {
                    store(to, at, values[column]);
                    at += apart(across);
                }
            }
            tile = next(tile, columns);
        }
    }
}

/// What becomes of a tile's 2x2 pixels at some channels: where the tile stands, and the first of the channels.
trait Finish<S: Simd> {
    fn tile(&mut self, tile: [usize; 2], channel: usize, pixels: [Vector<S, f32>; 4]);
}

/// The transformed products, `[16, CHUNK, stride]`, [`apart`], back to pixels.
#[inline(always)]
fn transform_output<S: Simd>(
    sums: &[f32],
    columns: usize,
    across: usize,
    [first, count]: [usize; 2],
    finish: &mut impl Finish<S>,
) {
    for channel in (0..across).step_by(f32::lanes::<S>()) {
        let mut tile = [first / columns, first % columns];
        for n in 0..count {
            let mut down = [[0f32.splat::<S>(); 2]; 4];
            for column in 0..4 {
                let mut points = [0f32.splat::<S>(); 4];
                for row in 0..4 {
                    points[row] = load(sums, (row * 4 + column) * apart(across) + n * across + channel);
                }
                down[column] = output_line(points);
            }
            let upper = output_line([down[0][0], down[1][0], down[2][0], down[3][0]]);
            let lower = output_line([down[0][1], down[1][1], down[2][1], down[3][1]]);
            finish.tile(tile, channel, [upper[0], upper[1], lower[0], lower[1]]);
            tile = next(tile, columns);
        }
    }
}

/// Convolves an image chunk by chunk.
#[inline(always)]
fn convolve<S: Simd>(image: &[f32], size: Size, kernels: &Kernels, finish: &mut impl Finish<S>) {
    let [from, across] = [kernels.inputs, kernels.outputs].map(stride);
    let [rows, columns] = tiles(size);
    let mut input = Buffer::stale(POINTS * apart(from));
    let mut sums = Buffer::stale(POINTS * apart(across));
    for first in (0..rows * columns).step_by(CHUNK) {
        let count = CHUNK.min(rows * columns - first);
        transform_input::<S>(image, size, from, first, &mut input);
        let parts = input.chunks_exact(apart(from)).zip(sums.chunks_exact_mut(apart(across)));
        for (point, (input, sums)) in parts.enumerate() {
            let input = Matrix { values: input, row: from, column: 1 };
            product::<S, false>(sums, input, kernels.point(point), [count, kernels.inputs, across]);
        }
        transform_output::<S>(&sums, columns, across, [first, count], finish);
    }
}

/// What a block makes of an image.
#[derive(Debug)]
pub(super) struct Convolved {
    /// After ReLU, `[height, width, stride]`.
    pub(super) y: Buffer,
    /// The largest of each 2x2 once it is normalised, which is the largest before, or, for a negative gamma, the smallest:
    /// `[height / 2, width / 2, stride]`.
    pub(super) maxima: Buffer,
}

struct Forwards<'a> {
    convolved: Convolved,
    size: Size,
    across: usize,
    /// `[stride]`
    bias: &'a [f32],
    /// 1, or -1 where the smallest is wanted: `[stride]`.
    sign: &'a [f32],
}

impl<S: Simd> Finish<S> for Forwards<'_> {
    #[inline(always)]
    fn tile(&mut self, [row, column]: [usize; 2], channel: usize, pixels: [Vector<S, f32>; 4]) {
        let ([height, width], across) = (self.size, self.across);
        let bias = load::<S>(self.bias, channel);
        let zero = 0f32.splat::<S>();
        // Not the maximum, which would make a zero of what is no number.
        let mut pixels = pixels;
        for i in 0..4 {
            let sum = pixels[i] + bias;
            pixels[i] = sum.lt(zero).select(zero, sum);
        }
        put(&mut self.convolved.y, self.size, across, [row, column], channel, pixels);
        if row < height / 2 && column < width / 2 {
            let largest = largest(pixels, load(self.sign, channel)).0;
            store(&mut self.convolved.maxima, (row * (width / 2) + column) * across + channel, largest);
        }
    }
}

/// Puts the pixels of a tile to their places, but those beyond the edge.
#[inline(always)]
fn put<S: Simd>(
    to: &mut [f32],
    [height, width]: Size,
    across: usize,
    [row, column]: [usize; 2],
    channel: usize,
    pixels: [Vector<S, f32>; 4],
) {
    for i in 0..4 {
        let (row, column) = (2 * row + i / 2, 2 * column + i % 2);
        if row < height && column < width {
            store(to, (row * width + column) * across + channel, pixels[i]);
        }
    }
}

/// The one that `sign` makes the largest, and which it is; of equal ones the first.
#[inline(always)]
pub(super) fn largest<S: Simd>(
    pixels: [Vector<S, f32>; 4],
    sign: Vector<S, f32>,
) -> (Vector<S, f32>, Vector<S, f32>) {
    let mut value = pixels[0] * sign;
    let mut corner = 0f32.splat::<S>();
    for i in 1..4 {
        let pixel = pixels[i] * sign;
        corner = pixel.gt(value).select((i as f32).splat::<S>(), corner);
        value = pixel.gt(value).select(pixel, value);
    }
    (value * sign, corner)
}

/// The convolution, ReLU and the maxima of an image. `bias` and `sign` are filled up to the stride.
#[macerator::with_simd]
pub(super) fn forwards<S: Simd>(
    image: &[f32],
    size: Size,
    kernels: &Kernels,
    bias: &[f32],
    sign: &[f32],
) -> Convolved {
    let across = stride(kernels.outputs);
    let [height, width] = size;
    let convolved = Convolved {
        y: Buffer::stale(height * width * across),
        maxima: Buffer::stale((height / 2) * (width / 2) * across),
    };
    let mut finish = Forwards { convolved, size, across, bias, sign };
    convolve::<S>(image, size, kernels, &mut finish);
    finish.convolved
}

struct Pixels {
    values: Buffer,
    size: Size,
    across: usize,
}

impl<S: Simd> Finish<S> for Pixels {
    #[inline(always)]
    fn tile(&mut self, tile: [usize; 2], channel: usize, pixels: [Vector<S, f32>; 4]) {
        put(&mut self.values, self.size, self.across, tile, channel, pixels);
    }
}

/// The gradient of what went in, `[height, width, stride]`, from that of what came out and the reversed kernels.
#[macerator::with_simd]
pub(super) fn to_input<S: Simd>(gradient: &[f32], size: Size, kernels: &Kernels) -> Buffer {
    let across = stride(kernels.outputs);
    let mut finish = Pixels { values: Buffer::stale(size[0] * size[1] * across), size, across };
    convolve::<S>(gradient, size, kernels, &mut finish);
    finish.values
}

/// The gradient of the transformed kernels, `[16, inputs, outputs' stride]`, from what went in and the gradient of what
/// came out.
#[macerator::with_simd]
pub(super) fn to_kernels<S: Simd>(
    image: &[f32],
    gradient: &[f32],
    size: Size,
    channels: [usize; 2],
) -> Buffer {
    let [outputs, inputs] = channels;
    let [from, across] = [inputs, outputs].map(stride);
    let [rows, columns] = tiles(size);
    let mut input = Buffer::stale(POINTS * apart(from));
    let mut arrived = Buffer::stale(POINTS * apart(across));
    let mut sums = Buffer::zeros(POINTS * inputs * across);
    for first in (0..rows * columns).step_by(CHUNK) {
        let count = CHUNK.min(rows * columns - first);
        transform_input::<S>(image, size, from, first, &mut input);
        transform_gradient::<S>(gradient, size, across, first, &mut arrived);
        let parts = input.chunks_exact(apart(from)).zip(arrived.chunks_exact(apart(across)));
        for (sums, (input, arrived)) in sums.chunks_exact_mut(inputs * across).zip(parts) {
            let input = Matrix { values: input, row: 1, column: from };
            product::<S, true>(sums, input, arrived, [inputs, count, across]);
        }
    }
    sums
}

/// Writes the gradient of the kernels, `[outputs, inputs, 3, 3]`, from that of the transformed ones.
pub(super) fn kernels_from(sums: &[f32], [outputs, inputs]: [usize; 2], to: &mut [f32]) {
    let across = stride(outputs);
    for (o, i) in (0..outputs).flat_map(|o| (0..inputs).map(move |i| (o, i))) {
        let point = |row: usize, column: usize| sums[((row * 4 + column) * inputs + i) * across + o];
        // Down, then across, the transpose of what kernels are transformed by.
        let line =
            |p: [f32; 4]| [p[0] + (p[1] + p[2]) / 2.0, (p[1] - p[2]) / 2.0, (p[1] + p[2]) / 2.0 + p[3]];
        let down: [[f32; 3]; 4] =
            std::array::from_fn(|column| line(std::array::from_fn(|row| point(row, column))));
        let kernel = &mut to[(o * inputs + i) * TAPS..][..TAPS];
        for row in 0..3 {
            let values = line(std::array::from_fn(|column| down[column][row]));
            kernel[row * 3..][..3].copy_from_slice(&values);
        }
    }
}
