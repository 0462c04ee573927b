//! The losses.

use crate::ops::Criterion;

/// The mean over a batch of `[batch, members]`, and its gradient with respect to what was predicted.
pub(super) fn mean(
    criterion: Criterion,
    predicted: &[f32],
    actual: &[f32],
    counted: Option<&[f32]>,
) -> (f32, Vec<f32>) {
    let members = predicted.len() / actual.len();
    let percent = criterion.percent();
    let count = counted.map_or(predicted.len() as f32, |counted| counted.iter().sum());
    let mut sum = 0.0;
    let one = |(i, &p): (usize, &f32)| {
        let (value, [above, below]) = criterion.one(p, actual[i / members]);
        let counts = counted.map_or(1.0, |counted| counted[i]);
        sum += counts * value;
        percent * (counts * above) / (below * count)
    };
    let gradient = predicted.iter().enumerate().map(one).collect();
    (percent * sum / count, gradient)
}
