//! Forward, backward and moving statistics of one batch: a pure function of the state.

use burn::tensor::Tensor;

use super::Samples;
use super::loss::mape;
use crate::model::{Cnn, Layout, Pass};

/// Share of its old value that a moving statistic keeps: Keras's default momentum.
const MOMENTUM: f64 = 0.99;

/// What a batch brings.
#[derive(Clone, Debug)]
pub struct Step {
    /// `[1]`, in percent, dropout on.
    pub loss: Tensor<1>,
    /// `[parameters]`
    pub gradient: Tensor<1>,
    /// The moving statistics with the batch's folded in.
    pub moving: Tensor<1>,
}

/// Loss, gradient and new moving statistics for a batch. `weights` `[parameters]` and `moving` are the state before
/// it, `dropout` `[batch, hidden]` the factors of the dropout layer; everything is on a device without autodiff, and so
/// is what comes back.
pub fn step(
    network: &Cnn,
    layout: &Layout,
    weights: &Tensor<1>,
    moving: &Tensor<1>,
    batch: Samples,
    dropout: Tensor<2>,
) -> Step {
    let network = layout.fill(network.clone(), &weights.clone().autodiff(), moving);
    let mut pass = Pass::training(dropout.autodiff());
    let predicted = network.forward(batch.images.autodiff(), &mut pass);
    let loss = mape(predicted, batch.targets.autodiff());
    let mut gradients = loss.backward();
    let gradient = layout.gradients(&network, &mut gradients);
    let moving = match pass {
        Pass::Training { statistics, .. } => {
            let seen = statistics.into_iter().map(Tensor::without_autodiff).collect();
            moving.clone().mul_scalar(MOMENTUM) + Tensor::<1>::cat(seen, 0).mul_scalar(1.0 - MOMENTUM)
        }
        Pass::Evaluation => moving.clone(),
    };
    Step { loss: loss.without_autodiff(), gradient, moving }
}
