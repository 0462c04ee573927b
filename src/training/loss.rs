//! The tutorial's loss.

use burn::tensor::Tensor;

/// Mean absolute percentage error: `100 * mean(|y - p| / max(|y|, 1e-7))`, as in Keras. Both `[batch]`; result `[1]`.
pub fn mape(predicted: Tensor<1>, actual: Tensor<1>) -> Tensor<1> {
    let share = (actual.clone() - predicted).abs() / actual.abs().clamp_min(1e-7);
    share.mean().mul_scalar(100.0)
}
