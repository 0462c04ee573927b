//! A dense layer.

use crate::ops::Dense;

/// Products that are summed in single precision before they join the others.
const PIECE: usize = 256;

/// Weight and bias.
pub(crate) fn parameters<'a>(layer: &Dense, weights: &'a [f32]) -> (&'a [f32], &'a [f32]) {
    let own = &weights[layer.at..layer.at + (layer.inputs + 1) * layer.outputs];
    own.split_at(layer.inputs * layer.outputs)
}

/// `[batch, inputs] -> [batch, outputs]`
pub(crate) fn forward(layer: &Dense, x: &[f32], weights: &[f32]) -> Vec<f32> {
    let &Dense { inputs, outputs, relu, .. } = layer;
    let (weight, bias) = parameters(layer, weights);
    let mut y: Vec<f32> = x.chunks_exact(inputs).flat_map(|_| bias).copied().collect();
    let mut sums = vec![0.0; outputs];
    for (x, y) in x.chunks_exact(inputs).zip(y.chunks_exact_mut(outputs)) {
        for (x, weight) in x.chunks(PIECE).zip(weight.chunks(PIECE * outputs)) {
            sums.fill(0.0);
            for (x, weight) in x.iter().zip(weight.chunks_exact(outputs)) {
                sums.iter_mut().zip(weight).for_each(|(sum, weight)| *sum += x * weight);
            }
            y.iter_mut().zip(&sums).for_each(|(y, sum)| *y += sum);
        }
        if relu {
            // Not f32::max, which would make a zero of what is no number.
            y.iter_mut().filter(|y| **y < 0.0).for_each(|y| *y = 0.0);
        }
    }
    y
}

/// Back through ReLU, where there is one.
pub(crate) fn through(layer: &Dense, y: &[f32], gradient: &[f32]) -> Vec<f32> {
    let pass = |(&y, &gradient): (&f32, &f32)| if !layer.relu || y > 0.0 { gradient } else { 0.0 };
    y.iter().zip(gradient).map(pass).collect()
}

/// Writes the gradients of weight and bias, and returns that of the input, `[batch, inputs]`.
pub(super) fn backward(
    layer: &Dense,
    x: &[f32],
    arrived: Vec<f32>,
    weights: &[f32],
    found: &mut [f32],
) -> Vec<f32> {
    let &Dense { inputs, outputs, at, .. } = layer;
    let (weight, _) = parameters(layer, weights);
    let (of_weight, rest) = found[at..].split_at_mut(inputs * outputs);
    let of_bias = &mut rest[..outputs];
    of_weight.fill(0.0);
    of_bias.fill(0.0);
    let mut of_x = Vec::with_capacity(x.len());
    for (x, arrived) in x.chunks_exact(inputs).zip(arrived.chunks_exact(outputs)) {
        of_bias.iter_mut().zip(arrived).for_each(|(sum, arrived)| *sum += arrived);
        for (x, sums) in x.iter().zip(of_weight.chunks_exact_mut(outputs)) {
            sums.iter_mut().zip(arrived).for_each(|(sum, arrived)| *sum += x * arrived);
        }
        let dot =
            |row: &[f32]| row.iter().zip(arrived).map(|(weight, arrived)| weight * arrived).sum::<f32>();
        of_x.extend(weight.chunks_exact(outputs).map(dot));
    }
    of_x
}
