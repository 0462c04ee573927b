//! Adam over flat vectors.

use burn::backend::{DispatchKindConversion, DispatchTensor};
use burn::tensor::{Device, Tensor, TensorData};

use crate::ops::{BETA1, BETA2, BackendTask, Ops, dispatch, primitive};
use facade_spec::{Config, Schedule};

/// Adam's moments (Kingma and Ba, 2015), in Keras's form.
#[derive(Clone, Debug)]
pub struct Adam {
    /// First moment, `[parameters]`.
    pub m: Tensor<1>,
    /// Second moment, `[parameters]`.
    pub v: Tensor<1>,
    /// Steps done.
    pub steps: usize,
}

impl Adam {
    /// Moments of zero.
    pub fn new(parameters: usize, device: &Device) -> Self {
        Adam { m: Tensor::zeros([parameters], device), v: Tensor::zeros([parameters], device), steps: 0 }
    }

    /// Rates of the next epoch of `count` steps, `[2 * count]`: for each step the learning rate, with the
    /// bias correction of both moments, then the share of the weights left by weight decay.
    pub fn rates(&self, config: &Config, count: usize) -> Tensor<1> {
        let rate = |steps: usize| {
            let t = (steps + 1) as f64;
            let corrections = (1.0 - BETA2.powf(t)).sqrt() / (1.0 - BETA1.powf(t));
            let rate = learning_rate(config, steps, count);
            [(rate * corrections) as f32, (1.0 - rate * config.weight_decay) as f32]
        };
        let rates: Vec<f32> = (self.steps..).take(count).flat_map(rate).collect();
        Tensor::from_data(TensorData::from(rates.as_slice()), &self.m.device())
    }

    /// Weights after step `at` of these [`rates`](Self::rates); vectors are `[parameters]`.
    pub fn step(
        &mut self,
        weights: &Tensor<1>,
        gradient: &Tensor<1>,
        rates: &Tensor<1>,
        at: usize,
    ) -> Tensor<1> {
        let update = Update { rates, at, vectors: [weights, &self.m, &self.v, gradient] };
        let [weights, m, v] = dispatch(weights, update);
        [self.m, self.v] = [m, v];
        self.steps += 1;
        weights
    }
}

/// Learning rate after this many steps; an epoch has `epoch` steps.
fn learning_rate(config: &Config, steps: usize, epoch: usize) -> f64 {
    let rising = config.warm_up * epoch;
    let risen = if steps < rising { (steps + 1) as f64 / (rising + 1) as f64 } else { 1.0 };
    let scheduled = match config.schedule {
        Schedule::Decay => 1.0 / (1.0 + config.decay * steps as f64),
        Schedule::Cosine => {
            let all = config.epochs * epoch;
            let done = steps.saturating_sub(rising) as f64 / all.saturating_sub(rising).max(1) as f64;
            0.5 * (1.0 + (std::f64::consts::PI * done.min(1.0)).cos())
        }
    };
    config.learning_rate * risen * scheduled
}

struct Update<'a> {
    rates: &'a Tensor<1>,
    at: usize,
    /// Weights, both moments, gradient.
    vectors: [&'a Tensor<1>; 4],
}

impl BackendTask for Update<'_> {
    type Output = [Tensor<1>; 3];

    fn run<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [weights, m, v, gradient] = self.vectors.map(|vector| primitive::<B, 1>(vector.clone()));
        let rates = primitive::<B, 1>(self.rates.clone());
        B::adam(&rates, self.at, &weights, [&m, &v], &gradient).map(Tensor::from_primitive::<B>)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_rises_in_the_warm_up_and_falls_as_scheduled() {
        let config = Config { epochs: 10, learning_rate: 0.1, warm_up: 2, ..Config::default() };
        let cosine = Config { schedule: Schedule::Cosine, ..config.clone() };
        let rate = |config: &Config, steps| learning_rate(config, steps, 4);
        for (steps, share) in [(0, 1.0 / 9.0), (7, 8.0 / 9.0)] {
            assert!((rate(&cosine, steps) / (0.1 * share) - 1.0).abs() < 1e-12);
            assert!((rate(&config, steps) / (0.1 * share) - 1.0).abs() < 1e-4);
        }
        assert_eq!(rate(&cosine, 8), 0.1);
        assert!((rate(&cosine, 24) - 0.05).abs() < 1e-12, "halfway down");
        assert!(rate(&cosine, 39) < 1e-3 && rate(&cosine, 39) > 0.0);
        assert_eq!(rate(&Config { warm_up: 0, ..config }, 200_000), 0.1 / 2.0);
    }

    /// Expected values from keras.optimizers.AdamW, for weights 1 and -2, gradients 0.5 and -0.25, learning
    /// rate 0.01 and decay 0.1.
    #[test]
    fn weight_decay_matches_adamw() {
        let device = Device::flex();
        let vector = |values: [f32; 2]| Tensor::<1>::from_data(TensorData::from(values), &device);
        let config = Config { learning_rate: 0.01, decay: 0.0, weight_decay: 0.1, ..Config::default() };
        let mut adam = Adam::new(2, &device);
        let rates = adam.rates(&config, 1);
        let weights = adam.step(&vector([1.0, -2.0]), &vector([0.5, -0.25]), &rates, 0);
        let weights = weights.into_data().try_into_vec::<f32>().unwrap();
        assert!((weights[0] - 0.989).abs() < 1e-6 && (weights[1] + 1.988).abs() < 1e-6, "{weights:?}");
    }
}
