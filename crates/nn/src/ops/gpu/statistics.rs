//! Batch-norm statistics of a channel, for images and for single values.

use burn_cubecl::cubecl;
use cubecl::prelude::*;

use crate::ops::{EPSILON, MOMENTUM};

/// 1 / standard deviation of a channel.
#[cube]
pub(super) fn inverse_std(variance: f32) -> f32 {
    1.0 / (variance + comptime!(EPSILON as f32)).sqrt()
}

/// Writes a channel's running statistics, updated with those of a batch. The running mean is at `at`, the
/// variance `channels` after it.
#[cube]
pub(super) fn update_running_stats(
    running_stats: &[f32],
    new_running_stats: &mut [f32],
    at: usize,
    channels: usize,
    mean: f32,
    variance: f32,
) {
    let momentum = comptime!(MOMENTUM as f32);
    let rest = comptime!((1.0 - MOMENTUM) as f32);
    new_running_stats[at] = running_stats[at] * momentum + mean * rest;
    new_running_stats[at + channels] = running_stats[at + channels] * momentum + variance * rest;
}
