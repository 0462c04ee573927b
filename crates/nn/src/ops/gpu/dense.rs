//! Dense layer.

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use crate::ops::Dense;

/// Products that a unit sums; if there are more, a second kernel adds the sums.
const PARTIAL_SUM: usize = 64;

fn pieces(layer: &Dense) -> usize {
    layer.inputs.div_ceil(PARTIAL_SUM)
}

/// The layer as an argument at launch, so that one compiled kernel serves all layers.
#[derive(CubeType, CubeLaunch, Clone, Copy)]
struct DenseLayout {
    inputs: usize,
    outputs: usize,
    offset: usize,
    /// 1 if ReLU follows.
    relu: usize,
}

fn dense_layout(layer: &Dense) -> DenseLayoutLaunch {
    DenseLayoutLaunch::new(layer.inputs, layer.outputs, layer.offset, usize::from(layer.relu))
}

/// Adds the bias, and applies ReLU if it follows.
#[cube]
fn bias_and_relu(sum: f32, output: usize, weights: &[f32], layer: &DenseLayout) -> f32 {
    let y = sum + weights[layer.offset + layer.inputs * layer.outputs + output];
    // Not `max`, which may turn NaN into zero.
    let negative = y < 0.0;
    let relu = layer.relu == 1;
    select(relu && negative, 0.0, y)
}

/// `[pieces, batch, outputs]`; if there is one piece, the layer's output.
#[cube(launch_unchecked)]
fn partial_products(
    x: &[f32],
    weights: &[f32],
    out: &mut [f32],
    units: usize,
    values: usize,
    layer: DenseLayout,
    #[comptime] whole: bool,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let inputs = layer.inputs;
    let outputs = layer.outputs;
    let image = ABSOLUTE_POS % values / outputs;
    let output = ABSOLUTE_POS % values % outputs;
    let first = ABSOLUTE_POS / values * PARTIAL_SUM;
    let last = select(first + PARTIAL_SUM < inputs, first + PARTIAL_SUM, inputs);
    let mut sum = 0f32;
    for input in first..last {
        sum += x[image * inputs + input] * weights[layer.offset + input * outputs + output];
    }
    if comptime!(whole) {
        sum = bias_and_relu(sum, output, weights, &layer);
    }
    out[ABSOLUTE_POS] = sum;
}

/// Adds the pieces of [`partial_products`]: `[batch, outputs]`.
#[cube(launch_unchecked)]
fn sum_partials(parts: &[f32], weights: &[f32], y: &mut [f32], units: usize, layer: DenseLayout) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let mut sum = 0f32;
    for piece in 0..layer.inputs.div_ceil(PARTIAL_SUM) {
        sum += parts[piece * units + ABSOLUTE_POS];
    }
    y[ABSOLUTE_POS] = bias_and_relu(sum, ABSOLUTE_POS % layer.outputs, weights, &layer);
}

/// `[batch, outputs]`
pub(super) fn forward(layer: &Dense, x: &CubeTensor, weights: &CubeTensor) -> CubeTensor {
    let batch = x.meta.shape()[0];
    let values = batch * layer.outputs;
    let y = new(x, [batch, layer.outputs]);
    if pieces(layer) == 1 {
        launch!(partial_products, x, values, [x, weights, y], values, dense_layout(layer), true);
    } else {
        let parts = new(x, [pieces(layer) * values]);
        launch!(
            partial_products,
            x,
            pieces(layer) * values,
            [x, weights, parts],
            values,
            dense_layout(layer),
            false
        );
        launch!(sum_partials, x, values, [parts, weights, y], dense_layout(layer));
    }
    y
}

/// Gradient before ReLU: `[batch, outputs]`.
#[cube(launch_unchecked)]
fn relu_backward(y: &[f32], gradient: &[f32], out: &mut [f32], units: usize) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    out[ABSOLUTE_POS] = select(y[ABSOLUTE_POS] > 0.0, gradient[ABSOLUTE_POS], 0.0);
}

/// Outputs whose weights a unit of [`dense_backward`] computes.
const GROUP: usize = 4;

/// Gradients of weight and bias, then that of the input.
#[cube(launch_unchecked)]
fn dense_backward(
    x: &[f32],
    upstream: &[f32],
    weights: &[f32],
    grads: &mut [f32],
    x_grad: &mut [f32],
    units: usize,
    batch: usize,
    layer: DenseLayout,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let inputs = layer.inputs;
    let outputs = layer.outputs;
    let groups = outputs.div_ceil(GROUP);
    let weight_units = (inputs + 1) * groups;
    if ABSOLUTE_POS < weight_units {
        let first = ABSOLUTE_POS % groups * GROUP;
        let input = ABSOLUTE_POS / groups;
        let mut sums = Array::<f32>::new(GROUP);
        #[unroll]
        for o in 0..GROUP {
            sums[o] = 0.0;
        }
        // The bias has an input of 1 for every house.
        let is_weight = input < inputs;
        for image in 0..batch {
            let value = select(is_weight, x[image * inputs + select(is_weight, input, 0)], 1.0);
            #[unroll]
            for o in 0..GROUP {
                let output = select(first + o < outputs, first + o, first);
                sums[o] += value * upstream[image * outputs + output];
            }
        }
        #[unroll]
        for o in 0..GROUP {
            if first + o < outputs {
                grads[layer.offset + input * outputs + first + o] = sums[o];
            }
        }
    } else {
        let at = ABSOLUTE_POS - weight_units;
        let row = layer.offset + at % inputs * outputs;
        let mut sum = 0f32;
        for output in 0..outputs {
            sum += weights[row + output] * upstream[at / inputs * outputs + output];
        }
        x_grad[at] = sum;
    }
}

/// Writes the gradients of weight and bias, and returns that of the input.
pub(super) fn backward(
    layer: &Dense,
    x: &CubeTensor,
    y: &CubeTensor,
    gradient: &CubeTensor,
    weights: &CubeTensor,
    grads: &CubeTensor,
) -> CubeTensor {
    let batch = x.meta.shape()[0];
    let mut upstream = gradient.clone();
    if layer.relu {
        upstream = new(x, y.meta.shape().clone());
        launch!(relu_backward, x, batch * layer.outputs, [y, gradient, upstream]);
    }
    let x_grad = new(x, x.meta.shape().clone());
    let units = (layer.inputs + 1) * layer.outputs.div_ceil(GROUP) + batch * layer.inputs;
    launch!(dense_backward, x, units, [x, upstream, weights, grads, x_grad], batch, dense_layout(layer));
    x_grad
}
