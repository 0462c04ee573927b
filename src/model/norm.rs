//! Batch normalisation whose moving statistics are ours to keep.

use burn::module::{Module, Param};
use burn::tensor::module::{batch_norm, batch_norm_train};
use burn::tensor::{Device, Tensor};

use super::Pass;

/// Keras's default. Burn's is 1e-5.
pub(super) const EPSILON: f64 = 1e-3;

/// Normalises each channel, then scales by `gamma` and shifts by `beta`.
///
/// Unlike [`burn::nn::BatchNorm`], a training pass changes nothing in the layer: it hands its statistics to the
/// [`Pass`], and the trainer folds them into the moving ones in one operation for all layers.
#[derive(Module, Debug)]
pub struct BatchNorm {
    /// `[channels]`
    pub gamma: Param<Tensor<1>>,
    /// `[channels]`
    pub beta: Param<Tensor<1>>,
    /// `[channels]`, not trained.
    pub moving_mean: Param<Tensor<1>>,
    /// `[channels]`, not trained; biased, as in Keras.
    pub moving_variance: Param<Tensor<1>>,
}

impl BatchNorm {
    /// A layer that changes nothing yet: gamma and variance 1, beta and mean 0.
    pub fn new(channels: usize, device: &Device) -> Self {
        let ones = || Param::from_tensor(Tensor::ones([channels], device));
        let zeros = || Param::from_tensor(Tensor::zeros([channels], device));
        BatchNorm { gamma: ones(), beta: zeros(), moving_mean: zeros(), moving_variance: ones() }
    }

    /// `[batch, channels, ...] -> [batch, channels, ...]`
    pub fn forward<const D: usize>(&self, x: Tensor<D>, pass: &mut Pass) -> Tensor<D> {
        match pass {
            Pass::Training { statistics, .. } => {
                let out = batch_norm_train(x, self.gamma.val(), self.beta.val(), EPSILON);
                statistics.push(out.mean);
                statistics.push(out.variance);
                out.output
            }
            Pass::Evaluation => batch_norm(
                x,
                self.gamma.val(),
                self.beta.val(),
                self.moving_mean.val(),
                self.moving_variance.val(),
                EPSILON,
            ),
        }
    }
}
