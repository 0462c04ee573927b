//! Adam.

use crate::ops::AdamStep;

/// Weights and both moments after a step.
pub(super) fn step(step: AdamStep, weights: &[f32], [m, v]: [&[f32]; 2], gradient: &[f32]) -> [Vec<f32>; 3] {
    let [beta1, beta2, epsilon, rate] = [step.beta1, step.beta2, step.epsilon, step.rate].map(|c| c as f32);
    let [rest1, rest2] = [(1.0 - step.beta1) as f32, (1.0 - step.beta2) as f32];
    let m: Vec<f32> = m.iter().zip(gradient).map(|(m, g)| m * beta1 + g * rest1).collect();
    let v: Vec<f32> = v.iter().zip(gradient).map(|(v, g)| v * beta2 + g * g * rest2).collect();
    let moved = |((w, m), v): ((&f32, &f32), &f32)| w - m * rate / (v.sqrt() + epsilon);
    let weights = weights.iter().zip(&m).zip(&v).map(moved).collect();
    [weights, m, v]
}
