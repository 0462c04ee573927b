//! 3x3 convolution by Winograd's minimal algorithm F(2x2, 3x3), in the form of Lavin and Gray (2016): a tile
//! of 2x2 pixels takes 16 products per pair of channels instead of 36. All three convolutions of training are
//! sums of such products: forward, to the input gradient, and to the kernel gradient.
#![allow(clippy::needless_range_loop, reason = "SIMD vectors must not pass through iterators")]

use macerator::{Scalar, Simd, Vector};

use super::buffer::Buffer;
use super::images::{LANES, padded_channels};
use super::vector::{Matrix, load, product, store};
use crate::ops::TAPS;

/// Values of a transformed tile or kernel.
const POINTS: usize = 16;
/// Tiles per chunk: few enough to stay in the L2 cache.
const CHUNK: usize = 64;

/// Distance between the points of the tiles in a chunk. One cache line more than they take: with a power of
/// two, all points of a tile would fall into the same few lines of the L1 cache.
fn point_stride(padded: usize) -> usize {
    CHUNK * padded + LANES
}

/// Height and width.
pub(super) type Size = [usize; 2];

/// Rows and columns of tiles; the last may extend past the edge.
fn tiles([height, width]: Size) -> [usize; 2] {
    [height.div_ceil(2), width.div_ceil(2)]
}

/// The tile after this one, row by row. Counted, since a division per tile would take as long as transforming
/// it.
fn next_tile([row, column]: [usize; 2], columns: usize) -> [usize; 2] {
    if column + 1 == columns { [row + 1, 0] } else { [row, column + 1] }
}

/// Transformed kernels: `[16, inputs, padded outputs]`.
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

    /// For the gradient of the input: the same weights rotated by 180 degrees, outputs and inputs swapped.
    pub(super) fn flipped(weight: &[f32], [outputs, inputs]: [usize; 2]) -> Self {
        Self::transform([inputs, outputs], |i, o| {
            std::array::from_fn(|tap| weight[(o * inputs + i) * TAPS + TAPS - 1 - tap])
        })
    }

    fn transform([outputs, inputs]: [usize; 2], kernel: impl Fn(usize, usize) -> [f32; TAPS]) -> Self {
        let padded = padded_channels(outputs);
        let mut values = vec![0.0; POINTS * inputs * padded];
        for (o, i) in (0..outputs).flat_map(|o| (0..inputs).map(move |i| (o, i))) {
            let k = kernel(o, i);
            // Down, then across: [1 0 0; 1/2 1/2 1/2; 1/2 -1/2 1/2; 0 0 1].
            let line = |a: f32, b: f32, c: f32| [a, (a + b + c) / 2.0, (a - b + c) / 2.0, c];
            let down: [[f32; 4]; 3] = std::array::from_fn(|c| line(k[c], k[3 + c], k[6 + c]));
            for row in 0..4 {
                for (column, v) in line(down[0][row], down[1][row], down[2][row]).into_iter().enumerate() {
                    values[((row * 4 + column) * inputs + i) * padded + o] = v;
                }
            }
        }
        Kernels { values, inputs, outputs }
    }

    fn point(&self, point: usize) -> &[f32] {
        let length = self.inputs * padded_channels(self.outputs);
        &self.values[point * length..][..length]
    }
}

/// Input transform: `[1 0 -1 0; 0 1 1 0; 0 -1 1 0; 0 1 0 -1]`.
#[inline(always)]
fn input_line<S: Simd>(d: [Vector<S, f32>; 4]) -> [Vector<S, f32>; 4] {
    [d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]]
}

/// Output transform: `[1 1 1 0; 0 1 -1 -1]`.
#[inline(always)]
fn output_line<S: Simd>(m: [Vector<S, f32>; 4]) -> [Vector<S, f32>; 2] {
    [m[0] + m[1] + m[2], m[1] - m[2] - m[3]]
}

/// Transform of the output's gradient, the transpose: `[1 0; 1 1; 1 -1; 0 -1]`.
#[inline(always)]
fn gradient_line<S: Simd>([a, b]: [Vector<S, f32>; 2]) -> [Vector<S, f32>; 4] {
    [a, a + b, a - b, 0f32.splat::<S>() - b]
}

/// Four transformed pixels of a column, from the one above a tile to the one below it. Zero padding outside
/// the image.
#[inline(always)]
fn input_column<S: Simd>(
    image: &[f32],
    [height, width]: Size,
    padded: usize,
    [top, column]: [usize; 2],
    channel: usize,
) -> [Vector<S, f32>; 4] {
    let mut pixels = [0f32.splat::<S>(); 4];
    // Left of the first column the index wraps around.
    if column < width {
        let row = width * padded;
        let at = top * row + column * padded + channel;
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

/// Writes the transformed tiles from `first` on, `[16, CHUNK, padded channels]`; see [`point_stride`].
#[inline(always)]
fn transform_input<S: Simd>(image: &[f32], size: Size, padded: usize, first: usize, to: &mut [f32]) {
    let [rows, columns] = tiles(size);
    let count = CHUNK.min(rows * columns - first);
    for channel in (0..padded).step_by(f32::lanes::<S>()) {
        let mut tile = [first / columns, first % columns];
        let mut down = [[0f32.splat::<S>(); 4]; 4];
        for n in 0..count {
            let (top, left) = (2 * tile[0], 2 * tile[1]);
            // Two columns are shared with the tile before.
            if n == 0 || left == 0 {
                down[0] = input_column(image, size, padded, [top, left.wrapping_sub(1)], channel);
                down[1] = input_column(image, size, padded, [top, left], channel);
            } else {
                (down[0], down[1]) = (down[2], down[3]);
            }
            down[2] = input_column(image, size, padded, [top, left + 1], channel);
            down[3] = input_column(image, size, padded, [top, left + 2], channel);
            let mut at = n * padded + channel;
            for row in 0..4 {
                let values = input_line([down[0][row], down[1][row], down[2][row], down[3][row]]);
                for column in 0..4 {
                    store(to, at, values[column]);
                    at += point_stride(padded);
                }
            }
            tile = next_tile(tile, columns);
        }
    }
}

/// The same for the gradient of the output.
#[inline(always)]
fn transform_gradient<S: Simd>(image: &[f32], size: Size, padded: usize, first: usize, to: &mut [f32]) {
    let ([height, width], [rows, columns]) = (size, tiles(size));
    let count = CHUNK.min(rows * columns - first);
    for channel in (0..padded).step_by(f32::lanes::<S>()) {
        let mut tile = [first / columns, first % columns];
        for n in 0..count {
            let (top, left) = (2 * tile[0], 2 * tile[1]);
            let mut down = [[0f32.splat::<S>(); 4]; 2];
            for column in 0..2 {
                let mut pixels = [0f32.splat::<S>(); 2];
                for row in 0..2 {
                    if top + row < height && left + column < width {
                        let at = ((top + row) * width + left + column) * padded + channel;
                        pixels[row] = load(image, at);
                    }
                }
                down[column] = gradient_line(pixels);
            }
            let mut at = n * padded + channel;
            for row in 0..4 {
                let values = gradient_line([down[0][row], down[1][row]]);
                for column in 0..4 {
                    store(to, at, values[column]);
                    at += point_stride(padded);
                }
            }
            tile = next_tile(tile, columns);
        }
    }
}

/// Receives a tile's 2x2 pixels for some channels: the tile's row and column, and the first channel.
trait TileSink<S: Simd> {
    fn tile(&mut self, tile: [usize; 2], channel: usize, pixels: [Vector<S, f32>; 4]);
}

/// Transforms the products, `[16, CHUNK, padded channels]`, back to pixels.
#[inline(always)]
fn transform_output<S: Simd>(
    sums: &[f32],
    columns: usize,
    padded: usize,
    [first, count]: [usize; 2],
    sink: &mut impl TileSink<S>,
) {
    for channel in (0..padded).step_by(f32::lanes::<S>()) {
        let mut tile = [first / columns, first % columns];
        for n in 0..count {
            let mut down = [[0f32.splat::<S>(); 2]; 4];
            for column in 0..4 {
                let mut points = [0f32.splat::<S>(); 4];
                for row in 0..4 {
                    points[row] =
                        load(sums, (row * 4 + column) * point_stride(padded) + n * padded + channel);
                }
                down[column] = output_line(points);
            }
            let upper = output_line([down[0][0], down[1][0], down[2][0], down[3][0]]);
            let lower = output_line([down[0][1], down[1][1], down[2][1], down[3][1]]);
            sink.tile(tile, channel, [upper[0], upper[1], lower[0], lower[1]]);
            tile = next_tile(tile, columns);
        }
    }
}

/// Convolves an image chunk by chunk.
#[inline(always)]
fn convolve<S: Simd>(image: &[f32], size: Size, kernels: &Kernels, sink: &mut impl TileSink<S>) {
    let [padded_inputs, padded] = [kernels.inputs, kernels.outputs].map(padded_channels);
    let [rows, columns] = tiles(size);
    let mut input = Buffer::unwritten(POINTS * point_stride(padded_inputs));
    let mut sums = Buffer::unwritten(POINTS * point_stride(padded));
    for first in (0..rows * columns).step_by(CHUNK) {
        let count = CHUNK.min(rows * columns - first);
        transform_input::<S>(image, size, padded_inputs, first, &mut input);
        let parts =
            input.chunks_exact(point_stride(padded_inputs)).zip(sums.chunks_exact_mut(point_stride(padded)));
        for (point, (input, sums)) in parts.enumerate() {
            let input = Matrix { values: input, row: padded_inputs, column: 1 };
            product::<S, false>(sums, input, kernels.point(point), [count, kernels.inputs, padded]);
        }
        transform_output::<S>(&sums, columns, padded, [first, count], sink);
    }
}

/// A block's outputs for one image.
#[derive(Debug)]
pub(super) struct Convolved {
    /// After ReLU, `[height, width, padded channels]`.
    pub(super) y: Buffer,
    /// For each 2x2 the value that is largest after normalisation: the maximum, or the minimum if gamma is
    /// negative. `[height / 2, width / 2, padded channels]`
    pub(super) maxima: Buffer,
}

struct ForwardSink<'a> {
    convolved: Convolved,
    size: Size,
    padded: usize,
    /// `[padded channels]`
    bias: &'a [f32],
    /// 1, or -1 for the minimum: `[padded channels]`.
    sign: &'a [f32],
}

impl<S: Simd> TileSink<S> for ForwardSink<'_> {
    #[inline(always)]
    fn tile(&mut self, [row, column]: [usize; 2], channel: usize, pixels: [Vector<S, f32>; 4]) {
        let ([height, width], padded) = (self.size, self.padded);
        let bias = load::<S>(self.bias, channel);
        let zero = 0f32.splat::<S>();
        // Not the maximum, which turns NaN into zero.
        let mut pixels = pixels;
        for i in 0..4 {
            let sum = pixels[i] + bias;
            pixels[i] = sum.lt(zero).select(zero, sum);
        }
        store_tile(&mut self.convolved.y, self.size, padded, [row, column], channel, pixels);
        if row < height / 2 && column < width / 2 {
            let largest = largest(pixels, load(self.sign, channel)).0;
            store(&mut self.convolved.maxima, (row * (width / 2) + column) * padded + channel, largest);
        }
    }
}

/// Stores the pixels of a tile, except those past the edge.
#[inline(always)]
fn store_tile<S: Simd>(
    to: &mut [f32],
    [height, width]: Size,
    padded: usize,
    [row, column]: [usize; 2],
    channel: usize,
    pixels: [Vector<S, f32>; 4],
) {
    for i in 0..4 {
        let (row, column) = (2 * row + i / 2, 2 * column + i % 2);
        if row < height && column < width {
            store(to, (row * width + column) * padded + channel, pixels[i]);
        }
    }
}

/// The value that is largest when multiplied by `sign`, and its index; the first of equal ones.
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

/// Convolution, ReLU and maxima of an image. `bias` and `sign` are padded.
#[macerator::with_simd]
pub(super) fn forward<S: Simd>(
    image: &[f32],
    size: Size,
    kernels: &Kernels,
    bias: &[f32],
    sign: &[f32],
) -> Convolved {
    let padded = padded_channels(kernels.outputs);
    let [height, width] = size;
    let convolved = Convolved {
        y: Buffer::unwritten(height * width * padded),
        maxima: Buffer::unwritten((height / 2) * (width / 2) * padded),
    };
    let mut sink = ForwardSink { convolved, size, padded, bias, sign };
    convolve::<S>(image, size, kernels, &mut sink);
    sink.convolved
}

struct PixelSink {
    values: Buffer,
    size: Size,
    padded: usize,
}

impl<S: Simd> TileSink<S> for PixelSink {
    #[inline(always)]
    fn tile(&mut self, tile: [usize; 2], channel: usize, pixels: [Vector<S, f32>; 4]) {
        store_tile(&mut self.values, self.size, self.padded, tile, channel, pixels);
    }
}

/// Gradient of the input, `[height, width, padded channels]`, from that of the output and the flipped
/// kernels.
#[macerator::with_simd]
pub(super) fn input_grad<S: Simd>(gradient: &[f32], size: Size, kernels: &Kernels) -> Buffer {
    let padded = padded_channels(kernels.outputs);
    let mut sink = PixelSink { values: Buffer::unwritten(size[0] * size[1] * padded), size, padded };
    convolve::<S>(gradient, size, kernels, &mut sink);
    sink.values
}

/// Gradient of the transformed kernels, `[16, inputs, padded outputs]`, from the input and the gradient of
/// the output.
#[macerator::with_simd]
pub(super) fn kernel_grad<S: Simd>(
    image: &[f32],
    gradient: &[f32],
    size: Size,
    channels: [usize; 2],
) -> Buffer {
    let [outputs, inputs] = channels;
    let [padded_inputs, padded] = [inputs, outputs].map(padded_channels);
    let [rows, columns] = tiles(size);
    let mut input = Buffer::unwritten(POINTS * point_stride(padded_inputs));
    let mut upstream = Buffer::unwritten(POINTS * point_stride(padded));
    let mut sums = Buffer::zeros(POINTS * inputs * padded);
    for first in (0..rows * columns).step_by(CHUNK) {
        let count = CHUNK.min(rows * columns - first);
        transform_input::<S>(image, size, padded_inputs, first, &mut input);
        transform_gradient::<S>(gradient, size, padded, first, &mut upstream);
        let parts =
            input.chunks_exact(point_stride(padded_inputs)).zip(upstream.chunks_exact(point_stride(padded)));
        for (sums, (input, upstream)) in sums.chunks_exact_mut(inputs * padded).zip(parts) {
            let input = Matrix { values: input, row: 1, column: padded_inputs };
            product::<S, true>(sums, input, upstream, [inputs, count, padded]);
        }
    }
    sums
}

/// Writes the gradient of the kernels, `[outputs, inputs, 3, 3]`, from that of the transformed kernels.
pub(super) fn write_kernel_grad(sums: &[f32], [outputs, inputs]: [usize; 2], to: &mut [f32]) {
    let padded = padded_channels(outputs);
    for (o, i) in (0..outputs).flat_map(|o| (0..inputs).map(move |i| (o, i))) {
        let point = |row: usize, column: usize| sums[((row * 4 + column) * inputs + i) * padded + o];
        // Down, then across: the transpose of the kernel transform.
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
