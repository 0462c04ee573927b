//! Adam over flat vectors.

use burn::backend::{DispatchKindConversion, DispatchTensor};
use burn::tensor::{Device, Tensor, TensorData};

use super::Config;
use crate::ops::{BETA1, BETA2, Computed, Ops, compute, primitive};

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

    /// The learning rates of the next `count` steps, with both moments' corrections for having begun at zero, `[count]`.
    pub fn rates(&self, config: &Config, count: usize) -> Tensor<1> {
        let rate = |steps: usize| {
            let t = (steps + 1) as f64;
            let corrections = (1.0 - BETA2.powf(t)).sqrt() / (1.0 - BETA1.powf(t));
            (config.learning_rate / (1.0 + config.decay * steps as f64) * corrections) as f32
        };
        let rates: Vec<f32> = (self.steps..).map(rate).take(count).collect();
        Tensor::from_data(TensorData::from(rates.as_slice()), &self.m.device())
    }

    /// The weights after one step along the gradient, at one of the [`rates`](Self::rates); vectors are `[parameters]`.
    pub fn step(
        &mut self,
        weights: &Tensor<1>,
        gradient: &Tensor<1>,
        rates: &Tensor<1>,
        at: usize,
    ) -> Tensor<1> {
        let update = Update { rates, at, vectors: [weights, &self.m, &self.v, gradient] };
        let [weights, m, v] = compute(weights, update);
        [self.m, self.v] = [m, v];
        self.steps += 1;
        weights
    }
}

struct Update<'a> {
    rates: &'a Tensor<1>,
    at: usize,
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
        let rates = primitive::<B, 1>(self.rates.clone());
        B::adam(&rates, self.at, &weights, [&m, &v], &gradient).map(Tensor::from_primitive::<B>)
    }
}
