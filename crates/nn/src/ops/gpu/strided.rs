//! Convolutions of any size and stride, as a backbone has them. Burn's would do, and take half a megabyte of the module for
//! matrix units that a browser does not offer.

use burn::tensor::ops::ConvOptions;
use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};

/// Output channels that a unit computes of one pixel; their number is a multiple of it.
const GROUP: usize = 4;

/// The layer as kernels take it: at launch, so that one does for all layers.
#[derive(CubeType, CubeLaunch, Clone, Copy)]
struct Sizes {
    inputs: usize,
    outputs: usize,
    /// Of what goes in.
    height: usize,
    width: usize,
    /// Of what comes out.
    rows: usize,
    columns: usize,
    /// Of the kernels.
    side: usize,
    stride: usize,
    padding: usize,
}

/// Sizes for a launch, and the shape of what comes out.
fn sizes(x: &CubeTensor, weight: &CubeTensor, options: &ConvOptions<2>) -> (SizesLaunch, [usize; 4]) {
    let [images, inputs, height, width] = x.meta.shape().dims();
    let [outputs, _, side, _] = weight.meta.shape().dims();
    let (stride, padding) = (options.stride[0], options.padding_begin()[0]);
    let [rows, columns] = [height, width].map(|across| (across + 2 * padding - side) / stride + 1);
    let sizes = SizesLaunch::new(inputs, outputs, height, width, rows, columns, side, stride, padding);
    (sizes, [images, outputs, rows, columns])
}

/// From `x` `[images, inputs, height, width]` to `y` `[images, outputs, rows, columns]`.
#[cube(launch_unchecked)]
fn convolve(x: &[f32], weight: &[f32], bias: &[f32], y: &mut [f32], units: usize, sizes: Sizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let pixels = sizes.rows * sizes.columns;
    let groups = sizes.outputs / GROUP;
    let pixel = ABSOLUTE_POS % pixels;
    let first = ABSOLUTE_POS / pixels % groups * GROUP;
    let image = ABSOLUTE_POS / (pixels * groups);
    // Unsigned, what is above the first row and left of the first column wraps around.
    let top = pixel / sizes.columns * sizes.stride - sizes.padding;
    let left = pixel % sizes.columns * sizes.stride - sizes.padding;
    let taps = sizes.side * sizes.side;
    let apart = sizes.inputs * taps;

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
            let at = first * apart + input * taps + tap;
            #[unroll]
            for o in 0..GROUP {
                sums[o] += value * weight[at + o * apart];
            }
        }
    }
    #[unroll]
    for o in 0..GROUP {
        y[(image * sizes.outputs + first + o) * pixels + pixel] = sums[o];
    }
}

/// The gradient of `x`, from that of `y`.
#[cube(launch_unchecked)]
fn back_to_x(weight: &[f32], arrived: &[f32], of_x: &mut [f32], units: usize, sizes: Sizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let place = ABSOLUTE_POS % (sizes.height * sizes.width);
    let input = ABSOLUTE_POS / (sizes.height * sizes.width) % sizes.inputs;
    let image = ABSOLUTE_POS / (sizes.height * sizes.width * sizes.inputs);
    let bottom = place / sizes.width + sizes.padding;
    let right = place % sizes.width + sizes.padding;
    let pixels = sizes.rows * sizes.columns;
    let taps = sizes.side * sizes.side;

    let mut sum = 0f32;
    for tap in 0..taps {
        // Where the tap reached this place from; where it did not, what is below zero wraps around.
        let row = bottom - tap / sizes.side;
        let column = right - tap % sizes.side;
        let is_row = row / sizes.stride * sizes.stride == row;
        let is_column = column / sizes.stride * sizes.stride == column;
        let in_row = row / sizes.stride < sizes.rows;
        let in_column = column / sizes.stride < sizes.columns;
        let there = is_row && is_column;
        let inside = in_row && in_column;
        if there && inside {
            let pixel = row / sizes.stride * sizes.columns + column / sizes.stride;
            for output in 0..sizes.outputs {
                sum += weight[(output * sizes.inputs + input) * taps + tap]
                    * arrived[(image * sizes.outputs + output) * pixels + pixel];
            }
        }
    }
    of_x[ABSOLUTE_POS] = sum;
}

/// The gradient of the weight, from that of `y`.
#[cube(launch_unchecked)]
fn back_to_weight(x: &[f32], arrived: &[f32], found: &mut [f32], units: usize, images: usize, sizes: Sizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let taps = sizes.side * sizes.side;
    let tap = ABSOLUTE_POS % taps;
    let input = ABSOLUTE_POS / taps % sizes.inputs;
    let output = ABSOLUTE_POS / (taps * sizes.inputs);
    let pixels = sizes.rows * sizes.columns;

    let mut sum = 0f32;
    for image in 0..images {
        let plane = (image * sizes.inputs + input) * sizes.height * sizes.width;
        let from = (image * sizes.outputs + output) * pixels;
        // Of each image by itself: a sum of thousands of pixels loses less so.
        let mut part = 0f32;
        for pixel in 0..pixels {
            let row = pixel / sizes.columns * sizes.stride + tap / sizes.side - sizes.padding;
            let column = pixel % sizes.columns * sizes.stride + tap % sizes.side - sizes.padding;
            let in_row = row < sizes.height;
            let in_column = column < sizes.width;
            let inside = in_row && in_column;
            let value = select(inside, x[select(inside, plane + row * sizes.width + column, 0)], 0.0);
            part += value * arrived[from + pixel];
        }
        sum += part;
    }
    found[ABSOLUTE_POS] = sum;
}

pub(super) fn forward(
    x: &CubeTensor,
    weight: &CubeTensor,
    bias: &CubeTensor,
    options: &ConvOptions<2>,
) -> CubeTensor {
    let (sizes, shape) = sizes(x, weight, options);
    let y = new(x, shape);
    let units = shape.iter().product::<usize>() / GROUP;
    launch!(convolve, x, units, [x, weight, bias, y], sizes);
    y
}

pub(super) fn of_x(
    x: &CubeTensor,
    weight: &CubeTensor,
    arrived: &CubeTensor,
    options: &ConvOptions<2>,
) -> CubeTensor {
    let of_x = new(x, x.meta.shape().clone());
    let units = x.meta.shape().num_elements();
    launch!(back_to_x, x, units, [weight, arrived, of_x], sizes(x, weight, options).0);
    of_x
}

pub(super) fn of_weight(
    x: &CubeTensor,
    weight: &CubeTensor,
    arrived: &CubeTensor,
    options: &ConvOptions<2>,
) -> CubeTensor {
    let found = new(x, weight.meta.shape().clone());
    let (sizes, [images, ..]) = sizes(x, weight, options);
    launch!(back_to_weight, x, weight.meta.shape().num_elements(), [x, arrived, found], images, sizes);
    found
}
