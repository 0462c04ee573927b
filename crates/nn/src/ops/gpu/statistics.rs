//! What normalisation does with a channel's mean and variance, of images as of single values.

use burn_cubecl::cubecl;
use cubecl::prelude::*;

use crate::ops::{EPSILON, MOMENTUM};

/// One by the deviation of a channel.
#[cube]
pub(super) fn inverse(variance: f32) -> f32 {
    1.0 / (variance + comptime!(EPSILON as f32)).sqrt()
}

/// Writes a channel's moving statistics with those of a batch folded in. Its moving mean stands at `at`, and its variance
/// `channels` further on.
#[cube]
pub(super) fn fold_in(
    moving: &[f32],
    after: &mut [f32],
    at: usize,
    channels: usize,
    mean: f32,
    variance: f32,
) {
    let momentum = comptime!(MOMENTUM as f32);
    let rest = comptime!((1.0 - MOMENTUM) as f32);
    after[at] = moving[at] * momentum + mean * rest;
    after[at + channels] = moving[at + channels] * momentum + variance * rest;
}
