//! Batch normalisation over `[batch, channels]`, and the dropout after it. Batches are small, so a unit
//! computes a channel.

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use super::statistics::{inverse_std, update_running_stats};
use crate::ops::BatchNorm;

#[derive(Debug)]
pub(crate) struct SavedForBackward {
    /// Input.
    x: CubeTensor,
    dropout: CubeTensor,
    /// Mean, then biased variance.
    statistics: CubeTensor,
}

#[cube(launch_unchecked)]
fn normalise(
    x: &[f32],
    dropout: &[f32],
    weights: &[f32],
    running_stats: &[f32],
    y: &mut [f32],
    statistics: &mut [f32],
    new_running_stats: &mut [f32],
    units: usize,
    batch: usize,
    #[comptime] layer: BatchNorm,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let channels = comptime!(layer.channels);
    let mut mean = 0f32;
    for image in 0..batch {
        mean += x[image * channels + ABSOLUTE_POS];
    }
    mean /= f32::cast_from(batch);
    let mut variance = 0f32;
    for image in 0..batch {
        let centred = x[image * channels + ABSOLUTE_POS] - mean;
        variance += centred * centred;
    }
    variance /= f32::cast_from(batch);
    let scale = weights[comptime!(layer.offset) + ABSOLUTE_POS] * inverse_std(variance);
    let beta = weights[comptime!(layer.offset + layer.channels) + ABSOLUTE_POS];
    for image in 0..batch {
        let at = image * channels + ABSOLUTE_POS;
        y[at] = ((x[at] - mean) * scale + beta) * dropout[at];
    }
    statistics[ABSOLUTE_POS] = mean;
    statistics[channels + ABSOLUTE_POS] = variance;
    update_running_stats(
        running_stats,
        new_running_stats,
        comptime!(layer.running_stats) + ABSOLUTE_POS,
        channels,
        mean,
        variance,
    );
}

/// Training pass: `[batch, channels]`.
pub(super) fn train(
    layer: &BatchNorm,
    x: CubeTensor,
    dropout: CubeTensor,
    weights: &CubeTensor,
    running_stats: &CubeTensor,
    new_running_stats: &CubeTensor,
) -> (CubeTensor, SavedForBackward) {
    let y = new(&x, x.meta.shape().clone());
    let statistics = new(&x, [2 * layer.channels]);
    let batch = x.meta.shape()[0];
    launch!(
        normalise,
        x,
        layer.channels,
        [x, dropout, weights, running_stats, y, statistics, new_running_stats],
        batch,
        *layer
    );
    (y, SavedForBackward { x, dropout, statistics })
}

/// Ioffe and Szegedy (2015), section 3.
#[cube(launch_unchecked)]
fn normalise_backward(
    x: &[f32],
    dropout: &[f32],
    statistics: &[f32],
    gradient: &[f32],
    weights: &[f32],
    grads: &mut [f32],
    x_grad: &mut [f32],
    units: usize,
    batch: usize,
    #[comptime] layer: BatchNorm,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let channels = comptime!(layer.channels);
    let mean = statistics[ABSOLUTE_POS];
    let inverse_std = inverse_std(statistics[channels + ABSOLUTE_POS]);
    let mut sum_upstream = 0f32;
    let mut sum_upstream_x = 0f32;
    for image in 0..batch {
        let at = image * channels + ABSOLUTE_POS;
        let upstream = gradient[at] * dropout[at];
        sum_upstream += upstream;
        sum_upstream_x += upstream * (x[at] - mean);
    }
    let gamma_at = comptime!(layer.offset) + ABSOLUTE_POS;
    grads[gamma_at] = sum_upstream_x * inverse_std;
    grads[comptime!(layer.offset + layer.channels) + ABSOLUTE_POS] = sum_upstream;
    let scale = weights[gamma_at] * inverse_std;
    let linear = sum_upstream_x * inverse_std * inverse_std;
    let count = f32::cast_from(batch);
    for image in 0..batch {
        let at = image * channels + ABSOLUTE_POS;
        x_grad[at] = scale * (gradient[at] * dropout[at] - (sum_upstream + (x[at] - mean) * linear) / count);
    }
}

/// Writes the gradients of gamma and beta, and returns that of the input.
pub(super) fn backward(
    layer: &BatchNorm,
    SavedForBackward { x, dropout, statistics }: SavedForBackward,
    gradient: &CubeTensor,
    weights: &CubeTensor,
    grads: &CubeTensor,
) -> CubeTensor {
    let x_grad = new(&x, x.meta.shape().clone());
    let batch = x.meta.shape()[0];
    launch!(
        normalise_backward,
        x,
        layer.channels,
        [x, dropout, statistics, gradient, weights, grads, x_grad],
        batch,
        *layer
    );
    x_grad
}

#[cube(launch_unchecked)]
fn normalise_by_running_stats(
    x: &[f32],
    weights: &[f32],
    running_stats: &[f32],
    y: &mut [f32],
    units: usize,
    #[comptime] layer: BatchNorm,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let channel = ABSOLUTE_POS % comptime!(layer.channels);
    let scale = weights[comptime!(layer.offset) + channel]
        * inverse_std(running_stats[comptime!(layer.running_stats + layer.channels) + channel]);
    let beta = weights[comptime!(layer.offset + layer.channels) + channel];
    y[ABSOLUTE_POS] =
        (x[ABSOLUTE_POS] - running_stats[comptime!(layer.running_stats) + channel]) * scale + beta;
}

/// Evaluation with running statistics and without dropout.
pub(super) fn evaluate(
    layer: &BatchNorm,
    x: &CubeTensor,
    weights: &CubeTensor,
    running_stats: &CubeTensor,
) -> CubeTensor {
    let y = new(x, x.meta.shape().clone());
    launch!(normalise_by_running_stats, x, x.meta.num_elements(), [x, weights, running_stats, y], *layer);
    y
}
