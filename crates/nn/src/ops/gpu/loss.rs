//! Loss functions.
#![allow(clippy::needless_range_loop, reason = "a kernel has no iterators")]

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use crate::ops::{Criterion, MIN_DENOMINATOR};

/// The criteria as compile-time constants of the kernel.
const MAPE: u32 = 0;
const LOG_MAPE: u32 = 1;
const MAE: u32 = 2;
const MSE: u32 = 3;
const HUBER: u32 = 4;
const QUANTILE: u32 = 5;

/// Mean loss of a batch, and its gradient with respect to the predictions. One unit computes the batch.
#[cube(launch_unchecked)]
fn loss_and_gradient(
    predicted: &[f32],
    actual: &[f32],
    mask: &[f32],
    loss: &mut [f32],
    gradient: &mut [f32],
    units: usize,
    batch: usize,
    members: usize,
    setting: f32,
    #[comptime] kind: u32,
    #[comptime] all: bool,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let percent = if comptime!(kind <= LOG_MAPE) { 100f32 } else { 1f32 };
    let mut count = f32::cast_from(batch * members);
    if comptime!(!all) {
        count = 0f32;
        for at in 0..batch * members {
            count += mask[at];
        }
    }
    let share = percent / count;
    let mut sum = 0f32;
    for at in 0..batch * members {
        let y = actual[at / members];
        let diff = predicted[at] - y;
        let size = diff.abs();
        // An absolute error has no gradient at zero.
        let sign = select(diff > 0.0, 1f32, select(diff < 0.0, -1f32, 0f32));
        let mut value = size;
        let mut derivative = sign;
        if comptime!(kind == MAPE) {
            let price = max(y.abs(), MIN_DENOMINATOR);
            value = size / price;
            derivative = sign / price;
        } else if comptime!(kind == LOG_MAPE) {
            let ratio = (setting * diff).exp();
            value = (ratio - 1.0).abs();
            derivative = sign * setting * ratio;
        } else if comptime!(kind == MSE) {
            value = diff * diff;
            derivative = 2.0 * diff;
        } else if comptime!(kind == HUBER) {
            let far = size > setting;
            value = select(far, setting * size - setting * setting / 2.0, diff * diff / 2.0);
            derivative = select(far, setting * sign, diff);
        } else if comptime!(kind == QUANTILE) {
            let side = select(diff > 0.0, 1.0 - setting, setting);
            value = side * size;
            derivative = side * sign;
        }
        if comptime!(!all) {
            value *= mask[at];
            derivative *= mask[at];
        }
        sum += value;
        gradient[at] = share * derivative;
    }
    loss[0] = sum * share;
}

pub(super) fn mean(
    criterion: Criterion,
    predicted: &CubeTensor,
    actual: &CubeTensor,
    mask: Option<CubeTensor>,
) -> [CubeTensor; 2] {
    let (loss, gradient) = (new(predicted, [1]), new(predicted, predicted.meta.shape().clone()));
    let (kind, setting) = match criterion {
        Criterion::Mape => (MAPE, 0.0),
        Criterion::LogMape(spread) => (LOG_MAPE, spread),
        Criterion::Mae => (MAE, 0.0),
        Criterion::Mse => (MSE, 0.0),
        Criterion::Huber(reach) => (HUBER, reach),
        Criterion::Quantile(level) => (QUANTILE, level),
    };
    let batch = actual.meta.shape()[0];
    let members = predicted.meta.num_elements() / batch;
    let all = mask.is_none();
    // A kernel needs every buffer, even one that it does not read.
    let mask = mask.unwrap_or_else(|| actual.clone());
    launch!(
        loss_and_gradient,
        predicted,
        1,
        [predicted, actual, mask, loss, gradient],
        batch,
        members,
        setting,
        kind,
        all
    );
    [loss, gradient]
}
