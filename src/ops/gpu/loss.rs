//! The tutorial's loss.

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use crate::ops::LEAST_PRICE;

/// Loss, and its gradient with respect to what was predicted. One unit does a batch.
#[cube(launch_unchecked)]
fn apart(
    predicted: &[f32],
    actual: &[f32],
    loss: &mut [f32],
    gradient: &mut [f32],
    units: usize,
    batch: usize,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let share = 100.0 / f32::cast_from(batch);
    let mut sum = 0f32;
    for image in 0..batch {
        let price = max(actual[image].abs(), LEAST_PRICE);
        let apart = predicted[image] - actual[image];
        sum += apart.abs() / price;
        // Right on the price, the loss has no slope.
        let sign = select(apart > 0.0, 1f32, select(apart < 0.0, -1f32, 0f32));
        gradient[image] = share * sign / price;
    }
    loss[0] = sum * share;
}

pub(super) fn mape(predicted: &CubeTensor, actual: &CubeTensor) -> [CubeTensor; 2] {
    let (loss, gradient) = (new(predicted, [1]), new(predicted, predicted.meta.shape().clone()));
    launch!(apart, predicted, 1, [predicted, actual, loss, gradient], actual.meta.shape()[0]);
    [loss, gradient]
}
