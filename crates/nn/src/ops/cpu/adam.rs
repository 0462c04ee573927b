//! Adam.

use crate::ops::{ADAM_EPSILON, BETA1, BETA2};

/// New weights and moments after a step. `rate` is the bias-corrected learning rate; `left` is the share of
/// the weights left by weight decay.
pub(super) fn step(
    [rate, left]: [f32; 2],
    weights: &[f32],
    [m, v]: [&[f32]; 2],
    gradient: &[f32],
) -> [Vec<f32>; 3] {
    let [beta1, rest1, beta2, rest2] = [BETA1, 1.0 - BETA1, BETA2, 1.0 - BETA2].map(|c| c as f32);
    let m: Vec<f32> = m.iter().zip(gradient).map(|(m, g)| m * beta1 + g * rest1).collect();
    let v: Vec<f32> = v.iter().zip(gradient).map(|(v, g)| v * beta2 + g * g * rest2).collect();
    let moved = |((w, m), v): ((&f32, &f32), &f32)| w * left - m * rate / (v.sqrt() + ADAM_EPSILON);
    let weights = weights.iter().zip(&m).zip(&v).map(moved).collect();
    [weights, m, v]
}
