//! Loss functions.

use crate::ops::Criterion;

/// Mean loss of a batch `[batch, members]`, and its gradient with respect to the predictions.
pub(super) fn mean(
    criterion: Criterion,
    predicted: &[f32],
    actual: &[f32],
    mask: Option<&[f32]>,
) -> (f32, Vec<f32>) {
    let members = predicted.len() / actual.len();
    let factor = criterion.percent_factor();
    let count = mask.map_or(predicted.len() as f32, |mask| mask.iter().sum());
    let mut sum = 0.0;
    let one = |(i, &p): (usize, &f32)| {
        let (value, [numerator, denominator]) = criterion.loss_and_gradient(p, actual[i / members]);
        let weight = mask.map_or(1.0, |mask| mask[i]);
        sum += weight * value;
        factor * (weight * numerator) / (denominator * count)
    };
    let gradient = predicted.iter().enumerate().map(one).collect();
    (factor * sum / count, gradient)
}
