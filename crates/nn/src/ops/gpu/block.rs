//! A block after its convolution: batch normalisation and 2x2 max pooling, forward and backward.
#![allow(clippy::needless_range_loop, reason = "a kernel has no iterators")]

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::conv3x3;
use super::launch::{launch, new};
use super::sizes::{BlockSizes, sizes};
use super::statistics::{inverse_std, update_running_stats};
use crate::ops::ConvBlock;

#[derive(Debug)]
pub(crate) struct SavedForBackward {
    /// Input.
    x: CubeTensor,
    /// Output of the convolution, after ReLU.
    y: CubeTensor,
    /// Mean, then biased variance.
    statistics: CubeTensor,
}

/// Rows of `y` that a unit sums.
const ROWS: usize = 8;

/// Parts that an image is summed in.
fn parts(layer: &ConvBlock) -> usize {
    layer.height.div_ceil(ROWS)
}

/// First row of a part, and the row after its last. The last part of an image may be short or empty.
#[cube]
fn row_range(number: usize, height: usize, #[comptime] rows: usize) -> (usize, usize) {
    let first = number * rows;
    (first, select(first + rows < height, first + rows, height))
}

/// Mean and sum of squared deviations of each part of each channel: `[outputs, slices, 2]`.
#[cube(launch_unchecked)]
fn moments(y: &[f32], out: &mut [f32], units: usize, slices: usize, sizes: BlockSizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let width = sizes.width;
    let slice = ABSOLUTE_POS % slices;
    let output = ABSOLUTE_POS / slices;
    let (first, last) = row_range(slice % sizes.height.div_ceil(ROWS), sizes.height, ROWS);
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

/// Mean and biased variance of each channel from those of its parts (Chan, Golub and LeVeque, 1979), and the
/// updated running statistics, which start at `at`.
#[cube(launch_unchecked)]
fn merge_moments(
    moments: &[f32],
    running_stats: &[f32],
    statistics: &mut [f32],
    new_running_stats: &mut [f32],
    units: usize,
    slices: usize,
    at: usize,
    sizes: BlockSizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let mut count = 0f32;
    let mut mean = 0f32;
    let mut squares = 0f32;
    for slice in 0..slices {
        let (first, last) = row_range(slice % sizes.height.div_ceil(ROWS), sizes.height, ROWS);
        let more = f32::cast_from((last - first) * sizes.width);
        let from = 2 * (ABSOLUTE_POS * slices + slice);
        let diff = moments[from] - mean;
        let all = count + more;
        mean += diff * more / all;
        squares += moments[from + 1] + diff * diff * count * more / all;
        count = all;
    }
    let variance = squares / count;
    statistics[ABSOLUTE_POS] = mean;
    statistics[sizes.outputs + ABSOLUTE_POS] = variance;
    update_running_stats(running_stats, new_running_stats, at + ABSOLUTE_POS, sizes.outputs, mean, variance);
}

/// Of the 2x2 at `start`, the value that is largest when multiplied by `sign`, and its corner, by rows; the
/// first of equal ones.
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

/// Normalises `y` and pools each 2x2: `[batch, outputs, height / 2, width / 2]`. Mean, then variance, start
/// at `from`.
#[cube(launch_unchecked)]
fn normalise_and_pool(
    y: &[f32],
    statistics: &[f32],
    weights: &[f32],
    pooled: &mut [f32],
    units: usize,
    from: usize,
    sizes: BlockSizes,
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
    let scale = gamma * inverse_std(statistics[from + sizes.outputs + output]);
    let start = (plane * sizes.height + 2 * row) * sizes.width + 2 * column;
    let sign = select(gamma < 0.0, -1f32, 1f32);
    let (largest, _) = largest(y, start, sign, sizes.width);
    pooled[ABSOLUTE_POS] = (largest - mean) * scale + beta;
}

/// For each part of each channel, the sum of the upstream gradients and the sum of the gradients times the
/// centred maxima: `[outputs, slices, 2]`. Parts are rows of the pooled image.
#[cube(launch_unchecked)]
fn upstream_sums(
    y: &[f32],
    statistics: &[f32],
    weights: &[f32],
    gradient: &[f32],
    out: &mut [f32],
    units: usize,
    slices: usize,
    sizes: BlockSizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let height = sizes.height / 2;
    let width = sizes.width / 2;
    let slice = ABSOLUTE_POS % slices;
    let output = ABSOLUTE_POS / slices;
    let plane = slice / sizes.height.div_ceil(ROWS) * sizes.outputs + output;
    let (first, last) = row_range(slice % sizes.height.div_ceil(ROWS), height, comptime!(ROWS / 2));
    let mean = statistics[output];
    let sign = select(weights[sizes.gamma + output] < 0.0, -1f32, 1f32);
    let mut sum_upstream = 0f32;
    let mut sum_upstream_x = 0f32;
    for row in first..last {
        for column in 0..width {
            let start = (plane * sizes.height + 2 * row) * sizes.width + 2 * column;
            let (largest, _) = largest(y, start, sign, sizes.width);
            let upstream = gradient[(plane * height + row) * width + column];
            sum_upstream += upstream;
            sum_upstream_x += upstream * (largest - mean);
        }
    }
    out[2 * ABSOLUTE_POS] = sum_upstream;
    out[2 * ABSOLUTE_POS + 1] = sum_upstream_x;
}

/// Gradients of gamma and beta from the sums of all parts, and the coefficients of
/// [`pool_norm_relu_backward`]: `[outputs, 4]`. Ioffe and Szegedy (2015), section 3: a constant and a linear
/// term for every pixel, and one more for the maxima.
#[cube(launch_unchecked)]
fn norm_backward_coefficients(
    sums: &[f32],
    statistics: &[f32],
    weights: &[f32],
    grads: &mut [f32],
    coefficients: &mut [f32],
    units: usize,
    slices: usize,
    count: f32,
    sizes: BlockSizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let mut sum_upstream = 0f32;
    let mut sum_upstream_x = 0f32;
    for slice in 0..slices {
        let at = 2 * (ABSOLUTE_POS * slices + slice);
        sum_upstream += sums[at];
        sum_upstream_x += sums[at + 1];
    }
    let inverse_std = inverse_std(statistics[sizes.outputs + ABSOLUTE_POS]);
    let gamma_at = sizes.gamma + ABSOLUTE_POS;
    let scale = weights[gamma_at] * inverse_std;
    grads[gamma_at] = sum_upstream_x * inverse_std;
    grads[sizes.beta + ABSOLUTE_POS] = sum_upstream;
    coefficients[4 * ABSOLUTE_POS] = scale;
    coefficients[4 * ABSOLUTE_POS + 1] = -scale * sum_upstream / count;
    coefficients[4 * ABSOLUTE_POS + 2] = -scale * sum_upstream_x * inverse_std * inverse_std / count;
    coefficients[4 * ABSOLUTE_POS + 3] = statistics[ABSOLUTE_POS];
}

/// Backward pass of max pooling, normalisation and ReLU: `[batch, outputs, height, width]`. A unit computes a
/// 2x2; with odd sizes the last row and column have less.
#[cube(launch_unchecked)]
fn pool_norm_relu_backward(
    y: &[f32],
    coefficients: &[f32],
    gradient: &[f32],
    out: &mut [f32],
    units: usize,
    sizes: BlockSizes,
) {
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
    let linear = coefficients[4 * output + 2];
    let mean = coefficients[4 * output + 3];
    let sign = select(scale < 0.0, -1f32, 1f32);

    let mut corner = 4u32.runtime();
    let mut upstream = 0f32;
    if whole {
        let (_, argmax) = largest(y, start, sign, sizes.width);
        corner = argmax;
        upstream = scale * gradient[(plane * pooled_height + row) * pooled_width + column];
    }
    #[unroll]
    for i in 0..4u32 {
        let right = comptime!((i % 2) as usize);
        let down = comptime!((i / 2) as usize);
        if 2 * row + down < height && 2 * column + right < width {
            let at = start + right + down * sizes.width;
            let value = y[at];
            let own = select(corner == i, upstream, 0.0);
            out[at] = select(value > 0.0, own + constant + linear * (value - mean), 0.0);
        }
    }
}

/// Training pass: `[batch, outputs, height / 2, width / 2]`.
pub(super) fn train(
    layer: &ConvBlock,
    x: CubeTensor,
    weights: &CubeTensor,
    running_stats: &CubeTensor,
    new_running_stats: &CubeTensor,
) -> (CubeTensor, SavedForBackward) {
    let y = conv3x3::forward(layer, &x, weights);
    let slices = x.meta.shape()[0] * parts(layer);
    let part_moments = new(&x, [layer.outputs * slices * 2]);
    launch!(moments, x, layer.outputs * slices, [y, part_moments], slices, sizes(layer));
    let statistics = new(&x, [2 * layer.outputs]);
    launch!(
        merge_moments,
        x,
        layer.outputs,
        [part_moments, running_stats, statistics, new_running_stats],
        slices,
        layer.running_stats,
        sizes(layer)
    );
    (pooled(layer, &y, &statistics, weights, 0), SavedForBackward { x, y, statistics })
}

/// Evaluation with running statistics. Shapes as in [`train`].
pub(super) fn evaluate(
    layer: &ConvBlock,
    x: &CubeTensor,
    weights: &CubeTensor,
    running_stats: &CubeTensor,
) -> CubeTensor {
    pooled(layer, &conv3x3::forward(layer, x, weights), running_stats, weights, layer.running_stats)
}

fn pooled(
    layer: &ConvBlock,
    y: &CubeTensor,
    statistics: &CubeTensor,
    weights: &CubeTensor,
    from: usize,
) -> CubeTensor {
    let [height, width] = layer.pooled_size();
    let shape = [y.meta.shape()[0], layer.outputs, height, width];
    let pooled = new(y, shape);
    launch!(
        normalise_and_pool,
        y,
        shape.iter().product(),
        [y, statistics, weights, pooled],
        from,
        sizes(layer)
    );
    pooled
}

/// Backward pass from the gradient of the output. Writes the gradients of the parameters.
pub(super) fn backward(
    layer: &ConvBlock,
    SavedForBackward { x, y, statistics }: SavedForBackward,
    gradient: &CubeTensor,
    weights: &CubeTensor,
    grads: &CubeTensor,
    needs_x_grad: bool,
) -> Option<CubeTensor> {
    let batch = y.meta.shape()[0];
    let slices = batch * parts(layer);
    let sums = new(&y, [layer.outputs * slices * 2]);
    launch!(
        upstream_sums,
        y,
        layer.outputs * slices,
        [y, statistics, weights, gradient, sums],
        slices,
        sizes(layer)
    );
    let coefficients = new(&y, [layer.outputs, 4]);
    let count = (batch * layer.height * layer.width) as f32;
    launch!(
        norm_backward_coefficients,
        y,
        layer.outputs,
        [sums, statistics, weights, grads, coefficients],
        slices,
        count,
        sizes(layer)
    );
    let y_grad = new(&y, [batch, layer.outputs, layer.height, layer.width]);
    let units = batch * layer.outputs * layer.height.div_ceil(2) * layer.width.div_ceil(2);
    launch!(pool_norm_relu_backward, y, units, [y, coefficients, gradient, y_grad], sizes(layer));
    conv3x3::kernel_grad(layer, &x, &y_grad, grads);
    needs_x_grad.then(|| conv3x3::input_grad(layer, &y_grad, weights))
}
