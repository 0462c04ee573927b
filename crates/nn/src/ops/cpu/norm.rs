//! Batch normalisation: its statistics, and the layer for single values, with the dropout that follows it.

use crate::ops::{EPSILON, MOMENTUM, Norm};

/// Mean and biased variance, `[channels]` each.
#[derive(Clone, Debug)]
pub(super) struct Statistics {
    pub(super) mean: Vec<f32>,
    pub(super) variance: Vec<f32>,
}

/// The moving statistics of a layer.
pub(super) fn moving(at: usize, channels: usize, moving: &[f32]) -> Statistics {
    let (mean, variance) = moving[at..at + 2 * channels].split_at(channels);
    Statistics { mean: mean.to_vec(), variance: variance.to_vec() }
}

/// Writes a layer's moving statistics with those of a batch folded in.
pub(super) fn fold(seen: &Statistics, at: usize, moving: &[f32], after: &mut [f32]) {
    let seen = seen.mean.iter().chain(&seen.variance);
    for ((after, moving), seen) in after[at..].iter_mut().zip(&moving[at..]).zip(seen) {
        *after = moving * MOMENTUM as f32 + seen * (1.0 - MOMENTUM) as f32;
    }
}

/// What a training pass keeps for the way back.
#[derive(Debug)]
pub(crate) struct Kept {
    /// What went in, without the mean, `[batch, channels]`.
    apart: Vec<f32>,
    dropout: Vec<f32>,
    statistics: Statistics,
}

impl Kept {
    /// What the batch was normalised by.
    pub(super) fn statistics(&self) -> &Statistics {
        &self.statistics
    }
}

fn parameters<'a>(layer: &Norm, weights: &'a [f32]) -> (&'a [f32], &'a [f32]) {
    weights[layer.at..layer.at + 2 * layer.channels].split_at(layer.channels)
}

/// One by the deviation of a channel.
pub(crate) fn inverse(variance: f32) -> f32 {
    1.0 / (variance + EPSILON as f32).sqrt()
}

/// Sums each channel of `[batch, channels]`.
fn sums(values: impl Iterator<Item = f32>, channels: usize) -> Vec<f32> {
    let mut sums = vec![0.0; channels];
    values.enumerate().for_each(|(i, value)| sums[i % channels] += value);
    sums
}

/// `[batch, channels]`, normalised by its own statistics and multiplied by the factors of dropout.
pub(super) fn train(layer: &Norm, x: &[f32], dropout: &[f32], weights: &[f32]) -> (Vec<f32>, Kept) {
    let channels = layer.channels;
    let average = |mut sums: Vec<f32>| {
        sums.iter_mut().for_each(|sum| *sum /= (x.len() / channels) as f32);
        sums
    };
    let mean = average(sums(x.iter().copied(), channels));
    let apart: Vec<f32> = x.iter().enumerate().map(|(i, x)| x - mean[i % channels]).collect();
    let variance = average(sums(apart.iter().map(|a| a * a), channels));
    let (gamma, beta) = parameters(layer, weights);
    let scale: Vec<f32> = variance.iter().zip(gamma).map(|(v, gamma)| gamma * inverse(*v)).collect();
    let one = |(i, (apart, dropout)): (usize, (&f32, &f32))| {
        (apart * scale[i % channels] + beta[i % channels]) * dropout
    };
    let y = apart.iter().zip(dropout).enumerate().map(one).collect();
    (y, Kept { apart, dropout: dropout.to_vec(), statistics: Statistics { mean, variance } })
}

/// The same with moving statistics and without dropout.
pub(super) fn evaluate(layer: &Norm, x: &[f32], weights: &[f32], statistics: &Statistics) -> Vec<f32> {
    let (gamma, beta) = parameters(layer, weights);
    let one = |(i, x): (usize, &f32)| {
        let i = i % layer.channels;
        (x - statistics.mean[i]) * (gamma[i] * inverse(statistics.variance[i])) + beta[i]
    };
    x.iter().enumerate().map(one).collect()
}

/// Writes the gradients of gamma and beta, and returns that of the input, `[batch, channels]`: Ioffe and Szegedy (2015),
/// section 3.
pub(super) fn backward(
    layer: &Norm,
    kept: &Kept,
    gradient: &[f32],
    weights: &[f32],
    found: &mut [f32],
) -> Vec<f32> {
    let channels = layer.channels;
    let Kept { apart, dropout, statistics } = kept;
    let arrived: Vec<f32> =
        gradient.iter().zip(dropout).map(|(gradient, dropout)| gradient * dropout).collect();
    let plain = sums(arrived.iter().copied(), channels);
    let times = sums(arrived.iter().zip(apart).map(|(arrived, apart)| arrived * apart), channels);
    let inverse: Vec<f32> = statistics.variance.iter().map(|v| inverse(*v)).collect();
    let (of_gamma, of_beta) = found[layer.at..layer.at + 2 * channels].split_at_mut(channels);
    of_beta.copy_from_slice(&plain);
    for (i, of_gamma) in of_gamma.iter_mut().enumerate() {
        *of_gamma = times[i] * inverse[i];
    }
    let count = (apart.len() / channels) as f32;
    let (gamma, _) = parameters(layer, weights);
    let one = |(i, (arrived, apart)): (usize, (&f32, &f32))| {
        let i = i % channels;
        let slope = times[i] * inverse[i] * inverse[i];
        gamma[i] * inverse[i] * (arrived - (plain[i] + apart * slope) / count)
    };
    arrived.iter().zip(apart).enumerate().map(one).collect()
}
