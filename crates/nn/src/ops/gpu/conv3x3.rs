//! 3x3 convolution, and its gradients with respect to the input and the kernels.
#![allow(clippy::needless_range_loop, reason = "a kernel has no iterators")]

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use crate::ops::{ConvBlock, TAPS};

/// Side of a kernel.
const SIDE: usize = 3;
/// Output channels per unit.
const GROUP: usize = 4;
/// Neighbouring pixels of a row per unit.
const RUN: usize = 4;
/// Rows per unit.
const LINES: usize = 2;
/// Pixels that a unit reads of one input: per row, and rows.
const READ: [usize; 2] = [RUN + SIDE - 1, LINES + SIDE - 1];
// The sums of the kernels' gradient are written out for four.
const _: () = assert!(RUN == 4);

/// Value at a position in a plane, zero outside. Positions are unsigned: above the first row and left of the
/// first column they wrap around.
#[cube]
fn pixel(x: &[f32], plane: usize, row: usize, column: usize, #[comptime] layer: ConvBlock) -> f32 {
    let height = comptime!(layer.height);
    let width = comptime!(layer.width);
    // In two steps: a comparison after && becomes a branch, and a kernel with 24 of them takes minutes to
    // compile.
    let in_row = row < height;
    let in_column = column < width;
    let inside = in_row && in_column;
    select(inside, x[select(inside, plane + row * width + column, 0)], 0.0)
}

// Sequences instead of arrays: they are resolved when a kernel is compiled, so their values stay in
// registers. An array is bounds-checked at each access, and on some devices its values go through memory.

/// Pixels that the kernels cover for a tile of `LINES` by `RUN` pixels, row by row.
#[cube]
fn window(x: &[f32], plane: usize, row: usize, column: usize, #[comptime] layer: ConvBlock) -> Sequence<f32> {
    let mut pixels = Sequence::<f32>::new();
    #[unroll]
    for line in 0..comptime!(READ[1]) {
        #[unroll]
        for i in 0..comptime!(READ[0]) {
            pixels.push(pixel(x, plane, row + line - 1, column + i - 1, layer));
        }
    }
    pixels
}

/// This many sums, starting at zero.
#[cube]
fn zeros(#[comptime] count: usize) -> Sequence<f32> {
    let mut sums = Sequence::<f32>::new();
    #[unroll]
    for _ in 0..count {
        // Only the addition makes this a variable of its own.
        let mut sum = 0f32;
        sum += 0.0;
        sums.push(sum);
    }
    sums
}

/// Convolves `x` `[batch, inputs, height, width]` to `y` `[batch, outputs, height, width]`. Forward with
/// `weight` `[outputs, inputs, 3, 3]`, bias and ReLU. In reverse, for the gradient of the input, from outputs
/// to inputs with the same weight rotated by 180 degrees.
#[cube(launch_unchecked)]
fn convolve(
    x: &[f32],
    weights: &[f32],
    y: &mut [f32],
    units: usize,
    #[comptime] layer: ConvBlock,
    #[comptime] reverse: bool,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let inputs = comptime!(if reverse { layer.outputs } else { layer.inputs });
    let outputs = comptime!(if reverse { layer.inputs } else { layer.outputs });
    let height = comptime!(layer.height);
    let width = comptime!(layer.width);
    let runs = comptime!(layer.width.div_ceil(RUN));
    let lines = comptime!(layer.height.div_ceil(LINES));
    let groups = comptime!(outputs.div_ceil(GROUP));

    let column = ABSOLUTE_POS % runs * RUN;
    let row = ABSOLUTE_POS / runs % lines * LINES;
    let first = ABSOLUTE_POS / (runs * lines) % groups * GROUP;
    let image = ABSOLUTE_POS / (runs * lines * groups);

    let mut sums = zeros(comptime!(GROUP * LINES * RUN));
    for input in 0..inputs {
        let pixels = window(x, (image * inputs + input) * height * width, row, column, layer);
        #[unroll]
        for o in 0..GROUP {
            let output = select(first + o < outputs, first + o, first);
            let kernel = if comptime!(reverse) {
                comptime!(layer.offset) + (input * outputs + output) * TAPS
            } else {
                comptime!(layer.offset) + (output * inputs + input) * TAPS
            };
            #[unroll]
            for tap in 0..SIDE {
                let place = comptime!(tap * SIDE);
                let left = weights[kernel + comptime!(if reverse { TAPS - 1 - place } else { place })];
                let middle = weights[kernel + comptime!(if reverse { TAPS - 2 - place } else { place + 1 })];
                let right = weights[kernel + comptime!(if reverse { TAPS - 3 - place } else { place + 2 })];
                #[unroll]
                for line in 0..LINES {
                    #[unroll]
                    for i in 0..RUN {
                        let from = comptime!((line + tap) * READ[0] + i);
                        sums[comptime!((o * LINES + line) * RUN + i)] += left * pixels[from]
                            + middle * pixels[comptime!(from + 1)]
                            + right * pixels[comptime!(from + 2)];
                    }
                }
            }
        }
    }
    #[unroll]
    for o in 0..GROUP {
        if first + o < outputs {
            let mut bias = 0f32;
            if comptime!(!reverse) {
                bias = weights[comptime!(layer.vector_offsets()[0]) + first + o];
            }
            #[unroll]
            for line in 0..LINES {
                #[unroll]
                for i in 0..RUN {
                    let mut sum = sums[comptime!((o * LINES + line) * RUN + i)];
                    if comptime!(!reverse) {
                        sum += bias;
                        // Not `max`, which may turn NaN into zero.
                        sum = select(sum < 0.0, 0.0, sum);
                    }
                    store_pixel(
                        y,
                        (image * outputs + first + o) * height * width,
                        row + line,
                        column + i,
                        sum,
                        layer,
                    );
                }
            }
        }
    }
}

/// Stores a pixel if it lies in the image. If tiles fill the image, all do.
#[cube]
#[allow(clippy::if_same_then_else, reason = "the first condition is decided when the kernel is compiled")]
fn store_pixel(
    y: &mut [f32],
    plane: usize,
    row: usize,
    column: usize,
    value: f32,
    #[comptime] layer: ConvBlock,
) {
    let height = comptime!(layer.height);
    let width = comptime!(layer.width);
    let at = plane + row * width + column;
    if comptime!(layer.height.is_multiple_of(LINES) && layer.width.is_multiple_of(RUN)) {
        y[at] = value;
    } else if row < height && column < width {
        y[at] = value;
    }
}

/// `[batch, outputs, height, width]`, after ReLU.
pub(super) fn forward(layer: &ConvBlock, x: &CubeTensor, weights: &CubeTensor) -> CubeTensor {
    launch_convolve(layer, x, weights, false)
}

/// Gradient of the input, `[batch, inputs, height, width]`.
pub(super) fn input_grad(layer: &ConvBlock, gradient: &CubeTensor, weights: &CubeTensor) -> CubeTensor {
    launch_convolve(layer, gradient, weights, true)
}

fn launch_convolve(layer: &ConvBlock, x: &CubeTensor, weights: &CubeTensor, reverse: bool) -> CubeTensor {
    let channels = if reverse { layer.inputs } else { layer.outputs };
    let batch = x.meta.shape()[0];
    let y = new(x, [batch, channels, layer.height, layer.width]);
    let tiles = layer.height.div_ceil(LINES) * layer.width.div_ceil(RUN);
    launch!(convolve, x, batch * channels.div_ceil(GROUP) * tiles, [x, weights, y], *layer, reverse);
    y
}

/// Rows of an image that a unit of [`kernel_grad_parts`] sums.
const ROWS: usize = 4;

/// Partial gradients of weights and bias: `[slices, weights and bias]`. A unit computes the kernels between
/// one input and a group of outputs, over every `slices`-th part of the batch.
#[cube(launch_unchecked)]
fn kernel_grad_parts(
    x: &[f32],
    gradient: &[f32],
    out: &mut [f32],
    units: usize,
    parts: usize,
    slices: usize,
    #[comptime] layer: ConvBlock,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let inputs = comptime!(layer.inputs);
    let outputs = comptime!(layer.outputs);
    let area = comptime!(layer.height * layer.width);
    let groups = comptime!(layer.outputs.div_ceil(GROUP));
    let of_image = comptime!(layer.height.div_ceil(ROWS));
    let runs = comptime!(layer.width.div_ceil(RUN));

    let input = ABSOLUTE_POS % inputs;
    let first = ABSOLUTE_POS / inputs % groups * GROUP;
    let slice = ABSOLUTE_POS / (inputs * groups);

    let mut sums = zeros(comptime!(GROUP * TAPS));
    let mut bias = zeros(GROUP);
    for number in range_stepped(slice, parts, slices) {
        let image = number / of_image;
        let top = number % of_image * ROWS;
        for tile in 0..comptime!(ROWS / LINES) * runs {
            let row = top + tile / runs * LINES;
            let column = tile % runs * RUN;
            let pixels = window(x, (image * inputs + input) * area, row, column, layer);
            #[unroll]
            for o in 0..GROUP {
                let output = select(first + o < outputs, first + o, first);
                let plane = (image * outputs + output) * area;
                #[unroll]
                for line in 0..LINES {
                    let a = pixel(gradient, plane, row + line, column, layer);
                    let b = pixel(gradient, plane, row + line, column + 1, layer);
                    let c = pixel(gradient, plane, row + line, column + 2, layer);
                    let d = pixel(gradient, plane, row + line, column + 3, layer);
                    bias[o] += a + b + c + d;
                    #[unroll]
                    for tap in 0..TAPS {
                        let from = comptime!((line + tap / SIDE) * READ[0] + tap % SIDE);
                        sums[comptime!(o * TAPS + tap)] += a * pixels[from]
                            + b * pixels[comptime!(from + 1)]
                            + c * pixels[comptime!(from + 2)]
                            + d * pixels[comptime!(from + 3)];
                    }
                }
            }
        }
    }
    let to = slice * comptime!(layer.weight_len() + layer.outputs);
    #[unroll]
    for o in 0..GROUP {
        if first + o < outputs {
            let at = to + ((first + o) * inputs + input) * TAPS;
            #[unroll]
            for tap in 0..TAPS {
                out[at + tap] = sums[comptime!(o * TAPS + tap)];
            }
            if input == 0 {
                out[to + comptime!(layer.weight_len()) + first + o] = bias[o];
            }
        }
    }
}

/// Sums the parts of [`kernel_grad_parts`] and writes them at `at`.
#[cube(launch_unchecked)]
fn sum_kernel_grad_parts(parts: &[f32], grads: &mut [f32], units: usize, slices: usize, at: usize) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let mut sum = 0f32;
    for slice in 0..slices {
        sum += parts[slice * units + ABSOLUTE_POS];
    }
    grads[at + ABSOLUTE_POS] = sum;
}

/// Maximum number of values for the partial gradients of the kernels: 16 MB.
const PARTS: usize = 1 << 22;

/// Writes the gradients of weight and bias, one after the other.
pub(super) fn kernel_grad(layer: &ConvBlock, x: &CubeTensor, gradient: &CubeTensor, grads: &CubeTensor) {
    let values = layer.weight_len() + layer.outputs;
    let all = x.meta.shape()[0] * layer.height.div_ceil(ROWS);
    let slices = all.min(PARTS / values).max(1);
    let parts = new(x, [slices * values]);
    let units = slices * layer.outputs.div_ceil(GROUP) * layer.inputs;
    launch!(kernel_grad_parts, x, units, [x, gradient, parts], all, slices, *layer);
    launch!(sum_kernel_grad_parts, x, values, [parts, grads], slices, layer.offset);
}
