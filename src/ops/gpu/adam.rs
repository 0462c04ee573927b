//! Adam.

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use crate::ops::AdamStep;

#[cube(launch_unchecked)]
fn update(
    weights: &[f32],
    m: &[f32],
    v: &[f32],
    gradient: &[f32],
    new_weights: &mut [f32],
    new_m: &mut [f32],
    new_v: &mut [f32],
    units: usize,
    beta1: f32,
    rest1: f32,
    beta2: f32,
    rest2: f32,
    epsilon: f32,
    rate: f32,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let slope = gradient[ABSOLUTE_POS];
    let m = m[ABSOLUTE_POS] * beta1 + slope * rest1;
    let v = v[ABSOLUTE_POS] * beta2 + slope * slope * rest2;
    new_m[ABSOLUTE_POS] = m;
    new_v[ABSOLUTE_POS] = v;
    new_weights[ABSOLUTE_POS] = weights[ABSOLUTE_POS] - m * rate / (v.sqrt() + epsilon);
}

/// Weights and both moments after a step.
pub(super) fn step(
    step: AdamStep,
    weights: &CubeTensor,
    [m, v]: [&CubeTensor; 2],
    gradient: &CubeTensor,
) -> [CubeTensor; 3] {
    let count = weights.meta.num_elements();
    let [new_weights, new_m, new_v] = [0; 3].map(|_| new(weights, [count]));
    let AdamStep { beta1, beta2, epsilon, rate } = step;
    launch!(
        update,
        weights,
        count,
        [weights, m, v, gradient, new_weights, new_m, new_v],
        beta1 as f32,
        (1.0 - beta1) as f32,
        beta2 as f32,
        (1.0 - beta2) as f32,
        epsilon as f32,
        rate as f32
    );
    [new_weights, new_m, new_v]
}
