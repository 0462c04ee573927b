//! Batch normalisation: its statistics, and the layer over `[batch, channels]` with the dropout after it.

use crate::ops::{BatchNorm, EPSILON, MOMENTUM};

/// Mean and biased variance, `[channels]` each.
#[derive(Clone, Debug)]
pub(super) struct Statistics {
    pub(super) mean: Vec<f32>,
    pub(super) variance: Vec<f32>,
}

/// Running statistics of the layer with this offset.
pub(super) fn running_stats(at: usize, channels: usize, running_stats: &[f32]) -> Statistics {
    let (mean, variance) = running_stats[at..at + 2 * channels].split_at(channels);
    Statistics { mean: mean.to_vec(), variance: variance.to_vec() }
}

/// Writes a layer's running statistics, updated with those of a batch.
pub(super) fn update_running_stats(
    batch: &Statistics,
    at: usize,
    running_stats: &[f32],
    new_running_stats: &mut [f32],
) {
    let batch = batch.mean.iter().chain(&batch.variance);
    for ((new_running_stats, running_stats), batch) in
        new_running_stats[at..].iter_mut().zip(&running_stats[at..]).zip(batch)
    {
        *new_running_stats = running_stats * MOMENTUM as f32 + batch * (1.0 - MOMENTUM) as f32;
    }
}

#[derive(Debug)]
pub(crate) struct SavedForBackward {
    /// Input minus mean, `[batch, channels]`.
    centred: Vec<f32>,
    dropout: Vec<f32>,
    statistics: Statistics,
}

impl SavedForBackward {
    /// Statistics of the batch.
    pub(super) fn statistics(&self) -> &Statistics {
        &self.statistics
    }
}

fn parameters<'a>(layer: &BatchNorm, weights: &'a [f32]) -> (&'a [f32], &'a [f32]) {
    weights[layer.offset..layer.offset + 2 * layer.channels].split_at(layer.channels)
}

/// 1 / standard deviation of a channel.
pub(crate) fn inverse_std(variance: f32) -> f32 {
    1.0 / (variance + EPSILON as f32).sqrt()
}

/// Sums each channel of `[batch, channels]`.
fn sums(values: impl Iterator<Item = f32>, channels: usize) -> Vec<f32> {
    let mut sums = vec![0.0; channels];
    values.enumerate().for_each(|(i, value)| sums[i % channels] += value);
    sums
}

/// Normalises `[batch, channels]` by the batch's statistics and multiplies by the dropout factors.
pub(super) fn train(
    layer: &BatchNorm,
    x: &[f32],
    dropout: &[f32],
    weights: &[f32],
) -> (Vec<f32>, SavedForBackward) {
    let channels = layer.channels;
    let average = |mut sums: Vec<f32>| {
        sums.iter_mut().for_each(|sum| *sum /= (x.len() / channels) as f32);
        sums
    };
    let mean = average(sums(x.iter().copied(), channels));
    let centred: Vec<f32> = x.iter().enumerate().map(|(i, x)| x - mean[i % channels]).collect();
    let variance = average(sums(centred.iter().map(|a| a * a), channels));
    let (gamma, beta) = parameters(layer, weights);
    let scale: Vec<f32> = variance.iter().zip(gamma).map(|(v, gamma)| gamma * inverse_std(*v)).collect();
    let one = |(i, (centred, dropout)): (usize, (&f32, &f32))| {
        (centred * scale[i % channels] + beta[i % channels]) * dropout
    };
    let y = centred.iter().zip(dropout).enumerate().map(one).collect();
    (y, SavedForBackward { centred, dropout: dropout.to_vec(), statistics: Statistics { mean, variance } })
}

/// The same with running statistics and without dropout.
pub(super) fn evaluate(layer: &BatchNorm, x: &[f32], weights: &[f32], statistics: &Statistics) -> Vec<f32> {
    let (gamma, beta) = parameters(layer, weights);
    let one = |(i, x): (usize, &f32)| {
        let i = i % layer.channels;
        (x - statistics.mean[i]) * (gamma[i] * inverse_std(statistics.variance[i])) + beta[i]
    };
    x.iter().enumerate().map(one).collect()
}

/// Writes the gradients of gamma and beta, and returns that of the input, `[batch, channels]`: Ioffe and
/// Szegedy (2015), section 3.
pub(super) fn backward(
    layer: &BatchNorm,
    saved: &SavedForBackward,
    gradient: &[f32],
    weights: &[f32],
    grads: &mut [f32],
) -> Vec<f32> {
    let channels = layer.channels;
    let SavedForBackward { centred, dropout, statistics } = saved;
    let upstream: Vec<f32> =
        gradient.iter().zip(dropout).map(|(gradient, dropout)| gradient * dropout).collect();
    let sum_upstream = sums(upstream.iter().copied(), channels);
    let sum_upstream_x =
        sums(upstream.iter().zip(centred).map(|(upstream, centred)| upstream * centred), channels);
    let inverse_stds: Vec<f32> = statistics.variance.iter().map(|v| inverse_std(*v)).collect();
    let (gamma_grad, beta_grad) = grads[layer.offset..layer.offset + 2 * channels].split_at_mut(channels);
    beta_grad.copy_from_slice(&sum_upstream);
    for (i, gamma_grad) in gamma_grad.iter_mut().enumerate() {
        *gamma_grad = sum_upstream_x[i] * inverse_stds[i];
    }
    let count = (centred.len() / channels) as f32;
    let (gamma, _) = parameters(layer, weights);
    let one = |(i, (upstream, centred)): (usize, (&f32, &f32))| {
        let i = i % channels;
        let linear = sum_upstream_x[i] * inverse_stds[i] * inverse_stds[i];
        gamma[i] * inverse_stds[i] * (upstream - (sum_upstream[i] + centred * linear) / count)
    };
    upstream.iter().zip(centred).enumerate().map(one).collect()
}
