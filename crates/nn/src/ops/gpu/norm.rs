//! Batch normalisation of single values, and the dropout that follows it. A batch is small: a unit does a channel.

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use super::statistics::{fold_in, inverse};
use crate::ops::Norm;

/// What a training pass keeps for the way back.
#[derive(Debug)]
pub(crate) struct Kept {
    /// What went in.
    x: CubeTensor,
    dropout: CubeTensor,
    /// Mean and biased variance, one behind the other.
    statistics: CubeTensor,
}

#[cube(launch_unchecked)]
fn normalise(
    x: &[f32],
    dropout: &[f32],
    weights: &[f32],
    moving: &[f32],
    y: &mut [f32],
    statistics: &mut [f32],
    after: &mut [f32],
    units: usize,
    batch: usize,
    #[comptime] layer: Norm,
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
        let apart = x[image * channels + ABSOLUTE_POS] - mean;
        variance += apart * apart;
    }
    variance /= f32::cast_from(batch);
    let scale = weights[comptime!(layer.at) + ABSOLUTE_POS] * inverse(variance);
    let beta = weights[comptime!(layer.at + layer.channels) + ABSOLUTE_POS];
    for image in 0..batch {
        let at = image * channels + ABSOLUTE_POS;
        y[at] = ((x[at] - mean) * scale + beta) * dropout[at];
    }
    statistics[ABSOLUTE_POS] = mean;
    statistics[channels + ABSOLUTE_POS] = variance;
    fold_in(moving, after, comptime!(layer.moving) + ABSOLUTE_POS, channels, mean, variance);
}

/// A training pass: `[batch, channels]`.
pub(super) fn train(
    layer: &Norm,
    x: CubeTensor,
    dropout: CubeTensor,
    weights: &CubeTensor,
    moving: &CubeTensor,
    after: &CubeTensor,
) -> (CubeTensor, Kept) {
    let y = new(&x, x.meta.shape().clone());
    let statistics = new(&x, [2 * layer.channels]);
    let batch = x.meta.shape()[0];
    launch!(normalise, x, layer.channels, [x, dropout, weights, moving, y, statistics, after], batch, *layer);
    (y, Kept { x, dropout, statistics })
}

/// Ioffe and Szegedy (2015), section 3.
#[cube(launch_unchecked)]
fn back(
    x: &[f32],
    dropout: &[f32],
    statistics: &[f32],
    gradient: &[f32],
    weights: &[f32],
    found: &mut [f32],
    of_x: &mut [f32],
    units: usize,
    batch: usize,
    #[comptime] layer: Norm,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let channels = comptime!(layer.channels);
    let mean = statistics[ABSOLUTE_POS];
    let inverse = inverse(statistics[channels + ABSOLUTE_POS]);
    let mut plain = 0f32;
    let mut times = 0f32;
    for image in 0..batch {
        let at = image * channels + ABSOLUTE_POS;
        let arrived = gradient[at] * dropout[at];
        plain += arrived;
        times += arrived * (x[at] - mean);
    }
    let of_gamma = comptime!(layer.at) + ABSOLUTE_POS;
    found[of_gamma] = times * inverse;
    found[comptime!(layer.at + layer.channels) + ABSOLUTE_POS] = plain;
    let scale = weights[of_gamma] * inverse;
    let slope = times * inverse * inverse;
    let count = f32::cast_from(batch);
    for image in 0..batch {
        let at = image * channels + ABSOLUTE_POS;
        of_x[at] = scale * (gradient[at] * dropout[at] - (plain + (x[at] - mean) * slope) / count);
    }
}

/// Writes the gradients of gamma and beta, and returns that of the input.
pub(super) fn backward(
    layer: &Norm,
    Kept { x, dropout, statistics }: Kept,
    gradient: &CubeTensor,
    weights: &CubeTensor,
    found: &CubeTensor,
) -> CubeTensor {
    let of_x = new(&x, x.meta.shape().clone());
    let batch = x.meta.shape()[0];
    launch!(back, x, layer.channels, [x, dropout, statistics, gradient, weights, found, of_x], batch, *layer);
    of_x
}

#[cube(launch_unchecked)]
fn normalise_by_moving(
    x: &[f32],
    weights: &[f32],
    moving: &[f32],
    y: &mut [f32],
    units: usize,
    #[comptime] layer: Norm,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let channel = ABSOLUTE_POS % comptime!(layer.channels);
    let scale = weights[comptime!(layer.at) + channel]
        * inverse(moving[comptime!(layer.moving + layer.channels) + channel]);
    let beta = weights[comptime!(layer.at + layer.channels) + channel];
    y[ABSOLUTE_POS] = (x[ABSOLUTE_POS] - moving[comptime!(layer.moving) + channel]) * scale + beta;
}

/// A pass with moving statistics and without dropout.
pub(super) fn evaluate(
    layer: &Norm,
    x: &CubeTensor,
    weights: &CubeTensor,
    moving: &CubeTensor,
) -> CubeTensor {
    let y = new(x, x.meta.shape().clone());
    launch!(normalise_by_moving, x, x.meta.num_elements(), [x, weights, moving, y], *layer);
    y
}
