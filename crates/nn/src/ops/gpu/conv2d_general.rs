//! Convolutions of any size and stride, for a backbone. Burn's would work, but add half a megabyte to the
//! module for matrix units that browsers do not offer.

use burn::tensor::ops::ConvOptions;
use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};

/// Output channels per unit, for one pixel; the number of channels is a multiple of it.
const GROUP: usize = 4;

/// The layer as an argument at launch, so that one compiled kernel serves all layers.
#[derive(CubeType, CubeLaunch, Clone, Copy)]
struct ConvSizes {
    inputs: usize,
    /// Inputs of an output: all, or one.
    depth: usize,
    outputs: usize,
    /// Of the input.
    height: usize,
    width: usize,
    /// Of the output.
    rows: usize,
    columns: usize,
    /// Side of a kernel.
    side: usize,
    stride: usize,
    /// Pixels above the first row, and left of the first column.
    above: usize,
    before: usize,
}

/// Sizes for a launch, and the output's shape.
fn sizes(x: &CubeTensor, weight: &CubeTensor, options: &ConvOptions<2>) -> (ConvSizesLaunch, [usize; 4]) {
    let [images, inputs, height, width] = x.meta.shape().dims();
    let [outputs, depth, side, _] = weight.meta.shape().dims();
    let (stride, [above, before], [below, behind]) =
        (options.stride[0], options.padding_begin(), options.padding_end());
    let (rows, columns) =
        ((height + above + below - side) / stride + 1, (width + before + behind - side) / stride + 1);
    let sizes = ConvSizesLaunch::new(
        inputs, depth, outputs, height, width, rows, columns, side, stride, above, before,
    );
    (sizes, [images, outputs, rows, columns])
}

/// From `x` `[images, inputs, height, width]` to `y` `[images, outputs, rows, columns]`.
#[cube(launch_unchecked)]
fn convolve(x: &[f32], weight: &[f32], bias: &[f32], y: &mut [f32], units: usize, sizes: ConvSizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let pixels = sizes.rows * sizes.columns;
    let groups = sizes.outputs / GROUP;
    let pixel = ABSOLUTE_POS % pixels;
    let first = ABSOLUTE_POS / pixels % groups * GROUP;
    let image = ABSOLUTE_POS / (pixels * groups);
    // Positions are unsigned: above the first row and left of the first column they wrap around.
    let top = pixel / sizes.columns * sizes.stride - sizes.above;
    let left = pixel % sizes.columns * sizes.stride - sizes.before;
    let taps = sizes.side * sizes.side;
    let filter_stride = sizes.inputs * taps;

    let mut sums = Array::<f32>::new(GROUP);
    #[unroll]
    for o in 0..GROUP {
        sums[o] = bias[first + o];
    }
    for input in 0..sizes.inputs {
        let plane = (image * sizes.inputs + input) * sizes.height * sizes.width;
        for tap in 0..taps {
            let row = top + tap / sizes.side;
            let column = left + tap % sizes.side;
            let in_row = row < sizes.height;
            let in_column = column < sizes.width;
            let inside = in_row && in_column;
            let value = select(inside, x[select(inside, plane + row * sizes.width + column, 0)], 0.0);
            let at = first * filter_stride + input * taps + tap;
            #[unroll]
            for o in 0..GROUP {
                sums[o] += value * weight[at + o * filter_stride];
            }
        }
    }
    #[unroll]
    for o in 0..GROUP {
        y[(image * sizes.outputs + first + o) * pixels + pixel] = sums[o];
    }
}

/// The same for each channel by itself: a unit for each output value.
#[cube(launch_unchecked)]
fn convolve_channel(x: &[f32], weight: &[f32], bias: &[f32], y: &mut [f32], units: usize, sizes: ConvSizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let pixels = sizes.rows * sizes.columns;
    let pixel = ABSOLUTE_POS % pixels;
    let plane = ABSOLUTE_POS / pixels;
    let channel = plane % sizes.inputs;
    let top = pixel / sizes.columns * sizes.stride - sizes.above;
    let left = pixel % sizes.columns * sizes.stride - sizes.before;
    let taps = sizes.side * sizes.side;
    let from = plane * sizes.height * sizes.width;

    let mut sum = bias[channel];
    for tap in 0..taps {
        let row = top + tap / sizes.side;
        let column = left + tap % sizes.side;
        let in_row = row < sizes.height;
        let in_column = column < sizes.width;
        let inside = in_row && in_column;
        let value = select(inside, x[select(inside, from + row * sizes.width + column, 0)], 0.0);
        sum += value * weight[channel * taps + tap];
    }
    y[ABSOLUTE_POS] = sum;
}

/// Gradient of `x` from that of `y`.
#[cube(launch_unchecked)]
fn x_grad_kernel(weight: &[f32], upstream: &[f32], x_grad: &mut [f32], units: usize, sizes: ConvSizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let position = ABSOLUTE_POS % (sizes.height * sizes.width);
    let input = ABSOLUTE_POS / (sizes.height * sizes.width) % sizes.inputs;
    let image = ABSOLUTE_POS / (sizes.height * sizes.width * sizes.inputs);
    let bottom = position / sizes.width + sizes.above;
    let right = position % sizes.width + sizes.before;
    let pixels = sizes.rows * sizes.columns;
    let taps = sizes.side * sizes.side;
    // The outputs that this input reaches.
    let reached = sizes.outputs * sizes.depth / sizes.inputs;
    let first = input / sizes.depth * reached;

    let mut sum = 0f32;
    for tap in 0..taps {
        // The output position from which the tap reaches this pixel; if there is none, it may wrap around
        // below zero.
        let row = bottom - tap / sizes.side;
        let column = right - tap % sizes.side;
        let is_row = row / sizes.stride * sizes.stride == row;
        let is_column = column / sizes.stride * sizes.stride == column;
        let in_row = row / sizes.stride < sizes.rows;
        let in_column = column / sizes.stride < sizes.columns;
        let on_grid = is_row && is_column;
        let inside = in_row && in_column;
        if on_grid && inside {
            let pixel = row / sizes.stride * sizes.columns + column / sizes.stride;
            for output in first..first + reached {
                sum += weight[(output * sizes.depth + input % sizes.depth) * taps + tap]
                    * upstream[(image * sizes.outputs + output) * pixels + pixel];
            }
        }
    }
    x_grad[ABSOLUTE_POS] = sum;
}

/// Gradient of the weight from that of `y`.
#[cube(launch_unchecked)]
fn weight_grad_kernel(
    x: &[f32],
    upstream: &[f32],
    weight_grad: &mut [f32],
    units: usize,
    images: usize,
    sizes: ConvSizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let taps = sizes.side * sizes.side;
    let tap = ABSOLUTE_POS % taps;
    let output = ABSOLUTE_POS / (taps * sizes.depth);
    let reached = sizes.outputs * sizes.depth / sizes.inputs;
    let input = output / reached * sizes.depth + ABSOLUTE_POS / taps % sizes.depth;
    let pixels = sizes.rows * sizes.columns;

    let mut sum = 0f32;
    for image in 0..images {
        let plane = (image * sizes.inputs + input) * sizes.height * sizes.width;
        let from = (image * sizes.outputs + output) * pixels;
        // Summed per image first: a single sum over thousands of pixels loses more precision.
        let mut part = 0f32;
        for pixel in 0..pixels {
            let row = pixel / sizes.columns * sizes.stride + tap / sizes.side - sizes.above;
            let column = pixel % sizes.columns * sizes.stride + tap % sizes.side - sizes.before;
            let in_row = row < sizes.height;
            let in_column = column < sizes.width;
            let inside = in_row && in_column;
            let value = select(inside, x[select(inside, plane + row * sizes.width + column, 0)], 0.0);
            part += value * upstream[from + pixel];
        }
        sum += part;
    }
    weight_grad[ABSOLUTE_POS] = sum;
}

pub(super) fn forward(
    x: &CubeTensor,
    weight: &CubeTensor,
    bias: &CubeTensor,
    options: &ConvOptions<2>,
) -> CubeTensor {
    let (sizes, shape) = sizes(x, weight, options);
    let y = new(x, shape);
    let values = shape.iter().product::<usize>();
    if options.groups > 1 {
        launch!(convolve_channel, x, values, [x, weight, bias, y], sizes);
    } else {
        launch!(convolve, x, values / GROUP, [x, weight, bias, y], sizes);
    }
    y
}

pub(super) fn x_backward(
    x: &CubeTensor,
    weight: &CubeTensor,
    upstream: &CubeTensor,
    options: &ConvOptions<2>,
) -> CubeTensor {
    let x_grad = new(x, x.meta.shape().clone());
    let units = x.meta.shape().num_elements();
    launch!(x_grad_kernel, x, units, [weight, upstream, x_grad], sizes(x, weight, options).0);
    x_grad
}

pub(super) fn weight_backward(
    x: &CubeTensor,
    weight: &CubeTensor,
    upstream: &CubeTensor,
    options: &ConvOptions<2>,
) -> CubeTensor {
    let weight_grad = new(x, weight.meta.shape().clone());
    let (sizes, [images, ..]) = sizes(x, weight, options);
    launch!(
        weight_grad_kernel,
        x,
        weight.meta.shape().num_elements(),
        [x, upstream, weight_grad],
        images,
        sizes
    );
    weight_grad
}
