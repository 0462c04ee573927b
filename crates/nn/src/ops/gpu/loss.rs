//! The losses.
#![allow(clippy::needless_range_loop, reason = "a kernel has no iterators")]

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use crate::ops::{Criterion, LEAST_PRICE};

/// The criteria, as kernels are compiled for them.
const MAPE: u32 = 0;
const LOG_MAPE: u32 = 1;
const MAE: u32 = 2;
const MSE: u32 = 3;
const HUBER: u32 = 4;
const QUANTILE: u32 = 5;

/// The mean over a batch, and its gradient with respect to what was predicted. One unit does a batch.
#[cube(launch_unchecked)]
fn judge(
    predicted: &[f32],
    actual: &[f32],
    counted: &[f32],
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
            count += counted[at];
        }
    }
    let share = percent / count;
    let mut sum = 0f32;
    for at in 0..batch * members {
        let y = actual[at / members];
        let apart = predicted[at] - y;
        let size = apart.abs();
        // Right on the price, an absolute error has no slope.
        let sign = select(apart > 0.0, 1f32, select(apart < 0.0, -1f32, 0f32));
        let mut value = size;
        let mut slope = sign;
        if comptime!(kind == MAPE) {
            let price = max(y.abs(), LEAST_PRICE);
            value = size / price;
            slope = sign / price;
        } else if comptime!(kind == LOG_MAPE) {
            let ratio = (setting * apart).exp();
            value = (ratio - 1.0).abs();
            slope = sign * setting * ratio;
        } else if comptime!(kind == MSE) {
            value = apart * apart;
            slope = 2.0 * apart;
        } else if comptime!(kind == HUBER) {
            let far = size > setting;
            value = select(far, setting * size - setting * setting / 2.0, apart * apart / 2.0);
            slope = select(far, setting * sign, apart);
        } else if comptime!(kind == QUANTILE) {
            let side = select(apart > 0.0, 1.0 - setting, setting);
            value = side * size;
            slope = side * sign;
        }
        if comptime!(!all) {
            value *= counted[at];
            slope *= counted[at];
        }
        sum += value;
        gradient[at] = share * slope;
    }
    loss[0] = sum * share;
}

pub(super) fn mean(
    criterion: Criterion,
    predicted: &CubeTensor,
    actual: &CubeTensor,
    counted: Option<CubeTensor>,
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
    let all = counted.is_none();
    // A kernel takes each of its buffers, whether it looks at it or not.
    let counted = counted.unwrap_or_else(|| actual.clone());
    launch!(
        judge,
        predicted,
        1,
        [predicted, actual, counted, loss, gradient],
        batch,
        members,
        setting,
        kind,
        all
    );
    [loss, gradient]
}
