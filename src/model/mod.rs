//! The networks, one file each, and how their parameters lie in flat vectors.

mod block;
mod cnn;
mod cpu;
mod flat;
#[cfg(feature = "gpu")]
mod gpu;
mod norm;

pub use cnn::{Cnn, HIDDEN};
pub use flat::{Entry, Fill, Layout};
pub use norm::BatchNorm;

use burn::tensor::Tensor;

/// What a forward pass is for.
#[allow(clippy::large_enum_variant, reason = "there is one at a time, on the stack")]
#[derive(Debug)]
pub enum Pass {
    /// Batch statistics and dropout, as while training.
    Training {
        /// Factors of the dropout layer, `[batch, hidden]`: 0 for a dropped unit, `1 / (1 - rate)` for a kept one.
        dropout: Tensor<2>,
        /// Filled by the pass: mean, then biased variance, `[channels]` each, of every normalisation in order.
        statistics: Vec<Tensor<1>>,
    },
    /// Moving statistics, no dropout.
    Evaluation,
}

impl Pass {
    /// A training pass with these dropout factors.
    pub fn training(dropout: Tensor<2>) -> Self {
        Pass::Training { dropout, statistics: Vec::new() }
    }

    /// Multiplies by the dropout factors while training.
    fn dropout(&self, x: Tensor<2>) -> Tensor<2> {
        match self {
            Pass::Training { dropout, .. } => x * dropout.clone(),
            Pass::Evaluation => x,
        }
    }
}
