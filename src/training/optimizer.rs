//! Adam over flat vectors.

use burn::backend::{DispatchKindConversion, DispatchTensor};
use burn::tensor::{Device, Tensor};

use super::Config;
use crate::ops::{AdamStep, Computed, Ops, compute, primitive};

const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
/// Keras's default, added to the root as it is; Burn's optimiser scales it.
const EPSILON: f64 = 1e-7;

/// Adam's two moments (Kingma and Ba, 2015), in Keras's form.
#[derive(Clone, Debug)]
pub struct Adam {
    /// First moment, `[parameters]`.
    pub m: Tensor<1>,
    /// Second moment, `[parameters]`.
    pub v: Tensor<1>,
    /// Steps taken.
    pub steps: usize,
}

impl Adam {
    /// Moments of zero.
    pub fn new(parameters: usize, device: &Device) -> Self {
        Adam { m: Tensor::zeros([parameters], device), v: Tensor::zeros([parameters], device), steps: 0 }
    }

    /// The weights after one step along the gradient; all `[parameters]`.
    pub fn step(&mut self, weights: &Tensor<1>, gradient: &Tensor<1>, config: &Config) -> Tensor<1> {
        let rate = config.learning_rate / (1.0 + config.decay * self.steps as f64);
        self.steps += 1;
        let t = self.steps as f64;
        let rate = rate * (1.0 - BETA2.powf(t)).sqrt() / (1.0 - BETA1.powf(t));
        let step = AdamStep { beta1: BETA1, beta2: BETA2, epsilon: EPSILON, rate };
        let [weights, m, v] =
            compute(weights, Update { step, vectors: [weights, &self.m, &self.v, gradient] });
        [self.m, self.v] = [m, v];
        weights
    }
}

struct Update<'a> {
    step: AdamStep,
    /// Weights, both moments, gradient.
    vectors: [&'a Tensor<1>; 4],
}

impl Computed for Update<'_> {
    type Output = [Tensor<1>; 3];

    fn on<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [weights, m, v, gradient] = self.vectors.map(|vector| primitive::<B, 1>(vector.clone()));
        B::adam(self.step, &weights, [&m, &v], &gradient).map(Tensor::from_primitive::<B>)
    }
}
