//! The tutorial's loss.

use crate::ops::LEAST_PRICE;

/// Loss, and its gradient with respect to what was predicted.
pub(super) fn mape(predicted: &[f32], actual: &[f32]) -> (f32, Vec<f32>) {
    let mut sum = 0.0;
    let one = |(&p, &y): (&f32, &f32)| {
        let apart = p - y;
        let price = y.abs().max(LEAST_PRICE);
        sum += apart.abs() / price;
        // Right on the price, the loss has no slope.
        let sign = if apart == 0.0 { 0.0 } else { apart.signum() };
        100.0 * sign / (price * predicted.len() as f32)
    };
    let gradient = predicted.iter().zip(actual).map(one).collect();
    (100.0 * sum / predicted.len() as f32, gradient)
}
