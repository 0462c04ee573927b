//! Dense layer.

use crate::ops::Dense;

/// Products that are summed in single precision before they are added to the rest.
const PARTIAL_SUM: usize = 256;

/// Weight and bias.
pub(crate) fn parameters<'a>(layer: &Dense, weights: &'a [f32]) -> (&'a [f32], &'a [f32]) {
    let own = &weights[layer.offset..layer.offset + (layer.inputs + 1) * layer.outputs];
    own.split_at(layer.inputs * layer.outputs)
}

/// `[batch, inputs]` to `[batch, outputs]`.
pub(crate) fn forward(layer: &Dense, x: &[f32], weights: &[f32]) -> Vec<f32> {
    let &Dense { inputs, outputs, relu, .. } = layer;
    let (weight, bias) = parameters(layer, weights);
    let mut y: Vec<f32> = x.chunks_exact(inputs).flat_map(|_| bias).copied().collect();
    let mut sums = vec![0.0; outputs];
    for (x, y) in x.chunks_exact(inputs).zip(y.chunks_exact_mut(outputs)) {
        for (x, weight) in x.chunks(PARTIAL_SUM).zip(weight.chunks(PARTIAL_SUM * outputs)) {
            sums.fill(0.0);
            for (x, weight) in x.iter().zip(weight.chunks_exact(outputs)) {
                sums.iter_mut().zip(weight).for_each(|(sum, weight)| *sum += x * weight);
            }
            y.iter_mut().zip(&sums).for_each(|(y, sum)| *y += sum);
        }
        if relu {
            // Not `f32::max`, which turns NaN into zero.
            y.iter_mut().filter(|y| **y < 0.0).for_each(|y| *y = 0.0);
        }
    }
    y
}

/// Backward pass of ReLU, if the layer has one.
pub(crate) fn relu_backward(layer: &Dense, y: &[f32], gradient: &[f32]) -> Vec<f32> {
    let pass = |(&y, &gradient): (&f32, &f32)| if !layer.relu || y > 0.0 { gradient } else { 0.0 };
    y.iter().zip(gradient).map(pass).collect()
}

/// Writes the gradients of weight and bias, and returns that of the input, `[batch, inputs]`.
pub(super) fn backward(
    layer: &Dense,
    x: &[f32],
    upstream: Vec<f32>,
    weights: &[f32],
    grads: &mut [f32],
) -> Vec<f32> {
    let &Dense { inputs, outputs, offset, .. } = layer;
    let (weight, _) = parameters(layer, weights);
    let (weight_grad, rest) = grads[offset..].split_at_mut(inputs * outputs);
    let bias_grad = &mut rest[..outputs];
    weight_grad.fill(0.0);
    bias_grad.fill(0.0);
    let mut x_grad = Vec::with_capacity(x.len());
    for (x, upstream) in x.chunks_exact(inputs).zip(upstream.chunks_exact(outputs)) {
        bias_grad.iter_mut().zip(upstream).for_each(|(sum, upstream)| *sum += upstream);
        for (x, sums) in x.iter().zip(weight_grad.chunks_exact_mut(outputs)) {
            sums.iter_mut().zip(upstream).for_each(|(sum, upstream)| *sum += x * upstream);
        }
        let dot =
            |row: &[f32]| row.iter().zip(upstream).map(|(weight, upstream)| weight * upstream).sum::<f32>();
        x_grad.extend(weight.chunks_exact(outputs).map(dot));
    }
    x_grad
}
