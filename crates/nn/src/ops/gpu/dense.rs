//! A dense layer.

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use crate::ops::Dense;

/// Products that a unit sums; where there are more, their sums are summed after that.
const PIECE: usize = 64;

fn pieces(layer: &Dense) -> usize {
    layer.inputs.div_ceil(PIECE)
}

/// The layer as kernels take it: at launch, so that one does for all layers.
#[derive(CubeType, CubeLaunch, Clone, Copy)]
struct Place {
    inputs: usize,
    outputs: usize,
    at: usize,
    /// 1 where ReLU follows.
    relu: usize,
}

fn place(layer: &Dense) -> PlaceLaunch {
    PlaceLaunch::new(layer.inputs, layer.outputs, layer.at, usize::from(layer.relu))
}

/// Bias, and ReLU where it follows.
#[cube]
fn finish(sum: f32, output: usize, weights: &[f32], layer: &Place) -> f32 {
    let y = sum + weights[layer.at + layer.inputs * layer.outputs + output];
    // Not max, which may make a zero of what is no number.
    let negative = y < 0.0;
    let relu = layer.relu == 1;
    select(relu && negative, 0.0, y)
}

/// `[pieces, batch, outputs]`; where there is one piece only, what the layer gives.
#[cube(launch_unchecked)]
fn products(
    x: &[f32],
    weights: &[f32],
    out: &mut [f32],
    units: usize,
    values: usize,
    layer: Place,
    #[comptime] whole: bool,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let inputs = layer.inputs;
    let outputs = layer.outputs;
    let image = ABSOLUTE_POS % values / outputs;
    let output = ABSOLUTE_POS % values % outputs;
    let first = ABSOLUTE_POS / values * PIECE;
    let last = select(first + PIECE < inputs, first + PIECE, inputs);
    let mut sum = 0f32;
    for input in first..last {
        sum += x[image * inputs + input] * weights[layer.at + input * outputs + output];
    }
    if comptime!(whole) {
        sum = finish(sum, output, weights, &layer);
    }
    out[ABSOLUTE_POS] = sum;
}

/// Sums what [`products`] made in pieces: `[batch, outputs]`.
#[cube(launch_unchecked)]
fn sums(parts: &[f32], weights: &[f32], y: &mut [f32], units: usize, layer: Place) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let mut sum = 0f32;
    for piece in 0..layer.inputs.div_ceil(PIECE) {
        sum += parts[piece * units + ABSOLUTE_POS];
    }
    y[ABSOLUTE_POS] = finish(sum, ABSOLUTE_POS % layer.outputs, weights, &layer);
}

/// `[batch, outputs]`
pub(super) fn forward(layer: &Dense, x: &CubeTensor, weights: &CubeTensor) -> CubeTensor {
    let batch = x.meta.shape()[0];
    let values = batch * layer.outputs;
    let y = new(x, [batch, layer.outputs]);
    if pieces(layer) == 1 {
        launch!(products, x, values, [x, weights, y], values, place(layer), true);
    } else {
        let parts = new(x, [pieces(layer) * values]);
        launch!(products, x, pieces(layer) * values, [x, weights, parts], values, place(layer), false);
        launch!(sums, x, values, [parts, weights, y], place(layer));
    }
    y
}

/// What arrives before ReLU: `[batch, outputs]`.
#[cube(launch_unchecked)]
fn through(y: &[f32], gradient: &[f32], out: &mut [f32], units: usize) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    out[ABSOLUTE_POS] = select(y[ABSOLUTE_POS] > 0.0, gradient[ABSOLUTE_POS], 0.0);
}

/// Outputs whose weights a unit of [`back`] does.
const GROUP: usize = 4;

/// The gradients of weight and bias, then that of the input.
#[cube(launch_unchecked)]
fn back(
    x: &[f32],
    arrived: &[f32],
    weights: &[f32],
    found: &mut [f32],
    of_x: &mut [f32],
    units: usize,
    batch: usize,
    layer: Place,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let inputs = layer.inputs;
    let outputs = layer.outputs;
    let groups = outputs.div_ceil(GROUP);
    let of_weights = (inputs + 1) * groups;
    if ABSOLUTE_POS < of_weights {
        let first = ABSOLUTE_POS % groups * GROUP;
        let input = ABSOLUTE_POS / groups;
        let mut sums = Array::<f32>::new(GROUP);
        #[unroll]
        for o in 0..GROUP {
            sums[o] = 0.0;
        }
        // To the bias, every house brings a one.
        let is_weight = input < inputs;
        for image in 0..batch {
            let value = select(is_weight, x[image * inputs + select(is_weight, input, 0)], 1.0);
            #[unroll]
            for o in 0..GROUP {
                let output = select(first + o < outputs, first + o, first);
                sums[o] += value * arrived[image * outputs + output];
            }
        }
        #[unroll]
        for o in 0..GROUP {
            if first + o < outputs {
                found[layer.at + input * outputs + first + o] = sums[o];
            }
        }
    } else {
        let at = ABSOLUTE_POS - of_weights;
        let row = layer.at + at % inputs * outputs;
        let mut sum = 0f32;
        for output in 0..outputs {
            sum += weights[row + output] * arrived[at / inputs * outputs + output];
        }
        of_x[at] = sum;
    }
}

/// Writes the gradients of weight and bias, and returns that of the input.
pub(super) fn backward(
    layer: &Dense,
    x: &CubeTensor,
    y: &CubeTensor,
    gradient: &CubeTensor,
    weights: &CubeTensor,
    found: &CubeTensor,
) -> CubeTensor {
    let batch = x.meta.shape()[0];
    let mut arrived = gradient.clone();
    if layer.relu {
        arrived = new(x, y.meta.shape().clone());
        launch!(through, x, batch * layer.outputs, [y, gradient, arrived]);
    }
    let of_x = new(x, x.meta.shape().clone());
    let units = (layer.inputs + 1) * layer.outputs.div_ceil(GROUP) + batch * layer.inputs;
    launch!(back, x, units, [x, arrived, weights, found, of_x], batch, place(layer));
    of_x
}
