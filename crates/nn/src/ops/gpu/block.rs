//! What a block does after its convolution: batch normalisation and the maximum over 2x2, forwards and backwards.
#![allow(clippy::needless_range_loop, reason = "a kernel has no iterators")]

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::convolution;
use super::launch::{launch, new};
use super::sizes::{Sizes, sizes};
use super::statistics::{fold_in, inverse};
use crate::ops::Block;

/// What a training pass keeps for the way back.
#[derive(Debug)]
pub(crate) struct Kept {
    /// What went in.
    x: CubeTensor,
    /// What came out of the convolution's ReLU.
    y: CubeTensor,
    /// Mean and biased variance, one behind the other.
    statistics: CubeTensor,
}

/// Rows of `y` that a unit sums.
const ROWS: usize = 8;

/// Parts that an image is summed in.
fn parts(layer: &Block) -> usize {
    layer.height.div_ceil(ROWS)
}

/// From which row to which a part reaches; the last of an image may be short, or empty.
#[cube]
fn part(number: usize, height: usize, #[comptime] rows: usize) -> (usize, usize) {
    let first = number * rows;
    (first, select(first + rows < height, first + rows, height))
}

/// Mean and sum of squared deviations of each part of each channel: `[outputs, slices, 2]`.
#[cube(launch_unchecked)]
fn moments(y: &[f32], out: &mut [f32], units: usize, slices: usize, sizes: Sizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let width = sizes.width;
    let slice = ABSOLUTE_POS % slices;
    let output = ABSOLUTE_POS / slices;
    let (first, last) = part(slice % sizes.height.div_ceil(ROWS), sizes.height, ROWS);
    let image = slice / sizes.height.div_ceil(ROWS);
    let plane = (image * sizes.outputs + output) * sizes.height * sizes.width;
    let mut sum = 0f32;
    for at in plane + first * width..plane + last * width {
        sum += y[at];
    }
    let mean = sum / f32::cast_from((last - first) * width);
    let mut squares = 0f32;
    for at in plane + first * width..plane + last * width {
        let deviation = y[at] - mean;
        squares += deviation * deviation;
    }
    out[2 * ABSOLUTE_POS] = mean;
    out[2 * ABSOLUTE_POS + 1] = squares;
}

/// Mean and biased variance of each channel from those of its parts (Chan, Golub and LeVeque, 1979), and the moving ones,
/// which begin at `at`, with these folded in.
#[cube(launch_unchecked)]
fn fold(
    moments: &[f32],
    moving: &[f32],
    statistics: &mut [f32],
    after: &mut [f32],
    units: usize,
    slices: usize,
    at: usize,
    sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let mut count = 0f32;
    let mut mean = 0f32;
    let mut squares = 0f32;
    for slice in 0..slices {
        let (first, last) = part(slice % sizes.height.div_ceil(ROWS), sizes.height, ROWS);
        let more = f32::cast_from((last - first) * sizes.width);
        let from = 2 * (ABSOLUTE_POS * slices + slice);
        let apart = moments[from] - mean;
        let all = count + more;
        mean += apart * more / all;
        squares += moments[from + 1] + apart * apart * count * more / all;
        count = all;
    }
    let variance = squares / count;
    statistics[ABSOLUTE_POS] = mean;
    statistics[sizes.outputs + ABSOLUTE_POS] = variance;
    fold_in(moving, after, at + ABSOLUTE_POS, sizes.outputs, mean, variance);
}

/// Of the 2x2 that begins at `start`, the value that `sign` makes the largest, and its corner, by rows. Of equal ones the
/// first.
#[cube]
fn largest(y: &[f32], start: usize, sign: f32, width: usize) -> (f32, u32) {
    let mut value = sign * y[start];
    let mut corner = 0u32.runtime();
    #[unroll]
    for i in 1..4u32 {
        let other = sign * y[start + comptime!((i % 2) as usize) + comptime!((i / 2) as usize) * width];
        if other > value {
            value = other;
            corner = i.runtime();
        }
    }
    (sign * value, corner)
}

/// Normalises `y` and takes the maximum of each 2x2: `[batch, outputs, height / 2, width / 2]`. Mean and variance lie one
/// behind the other from `from` on.
#[cube(launch_unchecked)]
fn pool(
    y: &[f32],
    statistics: &[f32],
    weights: &[f32],
    pooled: &mut [f32],
    units: usize,
    from: usize,
    sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let height = sizes.height / 2;
    let width = sizes.width / 2;
    let column = ABSOLUTE_POS % width;
    let row = ABSOLUTE_POS / width % height;
    let plane = ABSOLUTE_POS / (width * height);
    let output = plane % sizes.outputs;

    let gamma = weights[sizes.gamma + output];
    let beta = weights[sizes.beta + output];
    let mean = statistics[from + output];
    let scale = gamma * inverse(statistics[from + sizes.outputs + output]);
    let start = (plane * sizes.height + 2 * row) * sizes.width + 2 * column;
    let sign = select(gamma < 0.0, -1f32, 1f32);
    let (largest, _) = largest(y, start, sign, sizes.width);
    pooled[ABSOLUTE_POS] = (largest - mean) * scale + beta;
}

/// Of each part of each channel, the sum of the gradients and the sum of the gradients times the deviation of what was
/// the maximum: `[outputs, slices, 2]`. Parts are of rows of the pooled image.
#[cube(launch_unchecked)]
fn arrivals(
    y: &[f32],
    statistics: &[f32],
    weights: &[f32],
    gradient: &[f32],
    out: &mut [f32],
    units: usize,
    slices: usize,
    sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let height = sizes.height / 2;
    let width = sizes.width / 2;
    let slice = ABSOLUTE_POS % slices;
    let output = ABSOLUTE_POS / slices;
    let plane = slice / sizes.height.div_ceil(ROWS) * sizes.outputs + output;
    let (first, last) = part(slice % sizes.height.div_ceil(ROWS), height, comptime!(ROWS / 2));
    let centre = statistics[output];
    let sign = select(weights[sizes.gamma + output] < 0.0, -1f32, 1f32);
    let mut plain = 0f32;
    let mut times = 0f32;
    for row in first..last {
        for column in 0..width {
            let start = (plane * sizes.height + 2 * row) * sizes.width + 2 * column;
            let (largest, _) = largest(y, start, sign, sizes.width);
            let arrived = gradient[(plane * height + row) * width + column];
            plain += arrived;
            times += arrived * (largest - centre);
        }
    }
    out[2 * ABSOLUTE_POS] = plain;
    out[2 * ABSOLUTE_POS + 1] = times;
}

/// The gradients of gamma and beta from the sums of all parts, and what [`through`] needs of each channel: `[outputs, 4]`.
/// Ioffe and Szegedy (2015), section 3, in two terms that every pixel has and one for the maxima.
#[cube(launch_unchecked)]
fn scales(
    sums: &[f32],
    statistics: &[f32],
    weights: &[f32],
    found: &mut [f32],
    coefficients: &mut [f32],
    units: usize,
    slices: usize,
    count: f32,
    sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let mut plain = 0f32;
    let mut times = 0f32;
    for slice in 0..slices {
        let at = 2 * (ABSOLUTE_POS * slices + slice);
        plain += sums[at];
        times += sums[at + 1];
    }
    let deviation = inverse(statistics[sizes.outputs + ABSOLUTE_POS]);
    let of_gamma = sizes.gamma + ABSOLUTE_POS;
    let scale = weights[of_gamma] * deviation;
    found[of_gamma] = times * deviation;
    found[sizes.beta + ABSOLUTE_POS] = plain;
    coefficients[4 * ABSOLUTE_POS] = scale;
    coefficients[4 * ABSOLUTE_POS + 1] = -scale * plain / count;
    coefficients[4 * ABSOLUTE_POS + 2] = -scale * times * deviation * deviation / count;
    coefficients[4 * ABSOLUTE_POS + 3] = statistics[ABSOLUTE_POS];
}

/// Back through maximum, normalisation and ReLU: `[batch, outputs, height, width]`. A unit does a 2x2, of which the last
/// row and column of odd sizes hold only a part.
#[cube(launch_unchecked)]
fn through(y: &[f32], coefficients: &[f32], gradient: &[f32], out: &mut [f32], units: usize, sizes: Sizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let height = sizes.height;
    let width = sizes.width;
    let pooled_height = sizes.height / 2;
    let pooled_width = sizes.width / 2;
    let columns = sizes.width.div_ceil(2);
    let rows = sizes.height.div_ceil(2);

    let column = ABSOLUTE_POS % columns;
    let row = ABSOLUTE_POS / columns % rows;
    let plane = ABSOLUTE_POS / (columns * rows);
    let output = plane % sizes.outputs;
    let start = (plane * height + 2 * row) * width + 2 * column;
    let whole = row < pooled_height && column < pooled_width;

    let scale = coefficients[4 * output];
    let constant = coefficients[4 * output + 1];
    let slope = coefficients[4 * output + 2];
    let centre = coefficients[4 * output + 3];
    let sign = select(scale < 0.0, -1f32, 1f32);

    let mut corner = 4u32.runtime();
    let mut arrived = 0f32;
    if whole {
        let (_, found) = largest(y, start, sign, sizes.width);
        corner = found;
        arrived = scale * gradient[(plane * pooled_height + row) * pooled_width + column];
    }
    #[unroll]
    for i in 0..4u32 {
        let right = comptime!((i % 2) as usize);
        let down = comptime!((i / 2) as usize);
        if 2 * row + down < height && 2 * column + right < width {
            let at = start + right + down * sizes.width;
            let value = y[at];
            let own = select(corner == i, arrived, 0.0);
            out[at] = select(value > 0.0, own + constant + slope * (value - centre), 0.0);
        }
    }
}

/// A training pass: `[batch, outputs, height / 2, width / 2]`.
pub(super) fn train(
    layer: &Block,
    x: CubeTensor,
    weights: &CubeTensor,
    moving: &CubeTensor,
    after: &CubeTensor,
) -> (CubeTensor, Kept) {
    let y = convolution::forward(layer, &x, weights);
    let slices = x.meta.shape()[0] * parts(layer);
    let of_parts = new(&x, [layer.outputs * slices * 2]);
    launch!(moments, x, layer.outputs * slices, [y, of_parts], slices, sizes(layer));
    let statistics = new(&x, [2 * layer.outputs]);
    launch!(
        fold,
        x,
        layer.outputs,
        [of_parts, moving, statistics, after],
        slices,
        layer.moving,
        sizes(layer)
    );
    (pooled(layer, &y, &statistics, weights, 0), Kept { x, y, statistics })
}

/// A pass with moving statistics. Shapes as in [`train`].
pub(super) fn evaluate(
    layer: &Block,
    x: &CubeTensor,
    weights: &CubeTensor,
    moving: &CubeTensor,
) -> CubeTensor {
    pooled(layer, &convolution::forward(layer, x, weights), moving, weights, layer.moving)
}

fn pooled(
    layer: &Block,
    y: &CubeTensor,
    statistics: &CubeTensor,
    weights: &CubeTensor,
    from: usize,
) -> CubeTensor {
    let [height, width] = layer.pooled();
    let shape = [y.meta.shape()[0], layer.outputs, height, width];
    let pooled = new(y, shape);
    launch!(pool, y, shape.iter().product(), [y, statistics, weights, pooled], from, sizes(layer));
    pooled
}

/// The way back, from the gradient of what came out. Writes the gradients of the parameters.
pub(super) fn backward(
    layer: &Block,
    Kept { x, y, statistics }: Kept,
    gradient: &CubeTensor,
    weights: &CubeTensor,
    found: &CubeTensor,
    wants_x: bool,
) -> Option<CubeTensor> {
    let batch = y.meta.shape()[0];
    let slices = batch * parts(layer);
    let sums = new(&y, [layer.outputs * slices * 2]);
    launch!(
        arrivals,
        y,
        layer.outputs * slices,
        [y, statistics, weights, gradient, sums],
        slices,
        sizes(layer)
    );
    let coefficients = new(&y, [layer.outputs, 4]);
    let count = (batch * layer.height * layer.width) as f32;
    launch!(
        scales,
        y,
        layer.outputs,
        [sums, statistics, weights, found, coefficients],
        slices,
        count,
        sizes(layer)
    );
    let of_y = new(&y, [batch, layer.outputs, layer.height, layer.width]);
    let units = batch * layer.outputs * layer.height.div_ceil(2) * layer.width.div_ceil(2);
    launch!(through, y, units, [y, coefficients, gradient, of_y], sizes(layer));
    convolution::to_kernels(layer, &x, &of_y, found);
    wants_x.then(|| convolution::to_input(layer, &of_y, weights))
}
