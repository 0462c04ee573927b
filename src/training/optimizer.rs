//! Adam over flat vectors.

use burn::tensor::{Device, Tensor};

use super::Config;

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
    pub fn step(&mut self, weights: Tensor<1>, gradient: Tensor<1>, config: &Config) -> Tensor<1> {
        let rate = config.learning_rate / (1.0 + config.decay * self.steps as f64);
        self.steps += 1;
        let t = self.steps as f64;
        let rate = rate * (1.0 - BETA2.powf(t)).sqrt() / (1.0 - BETA1.powf(t));
        self.m = self.m.clone().mul_scalar(BETA1) + gradient.clone().mul_scalar(1.0 - BETA1);
        self.v = self.v.clone().mul_scalar(BETA2) + gradient.square().mul_scalar(1.0 - BETA2);
        weights - self.m.clone().mul_scalar(rate) / self.v.clone().sqrt().add_scalar(EPSILON)
    }
}
