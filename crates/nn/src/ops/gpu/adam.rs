//! Adam.

use burn_cubecl::cubecl;
use burn_cubecl::tensor::CubeTensor;
use cubecl::prelude::*;

use super::launch::{launch, new};
use crate::ops::{ADAM_EPSILON, BETA1, BETA2};

#[cube(launch_unchecked)]
fn update(
    weights: &[f32],
    m: &[f32],
    v: &[f32],
    gradient: &[f32],
    rates: &[f32],
    new_weights: &mut [f32],
    new_m: &mut [f32],
    new_v: &mut [f32],
    units: usize,
    at: usize,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let [beta1, rest1] = comptime!([BETA1 as f32, (1.0 - BETA1) as f32]);
    let [beta2, rest2] = comptime!([BETA2 as f32, (1.0 - BETA2) as f32]);
    let g = gradient[ABSOLUTE_POS];
    let m = m[ABSOLUTE_POS] * beta1 + g * rest1;
    let v = v[ABSOLUTE_POS] * beta2 + g * g * rest2;
    new_m[ABSOLUTE_POS] = m;
    new_v[ABSOLUTE_POS] = v;
    new_weights[ABSOLUTE_POS] =
        weights[ABSOLUTE_POS] * rates[2 * at + 1] - m * rates[2 * at] / (v.sqrt() + ADAM_EPSILON);
}

/// New weights and moments after a step.
pub(super) fn step(
    rates: &CubeTensor,
    at: usize,
    weights: &CubeTensor,
    [m, v]: [&CubeTensor; 2],
    gradient: &CubeTensor,
) -> [CubeTensor; 3] {
    let count = weights.meta.num_elements();
    let [new_weights, new_m, new_v] = [0; 3].map(|_| new(weights, [count]));
    launch!(update, weights, count, [weights, m, v, gradient, rates, new_weights, new_m, new_v], at);
    [new_weights, new_m, new_v]
}
