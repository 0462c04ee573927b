//! What goes with a way through a network, forward and back.

use burn::backend::tensor::FloatTensor;

use crate::ops::Ops;

/// A training pass: the state before it, and where layers write what it brings.
pub(super) struct Pass<'a, B: Ops> {
    pub(super) weights: &'a FloatTensor<B>,
    pub(super) moving: &'a FloatTensor<B>,
    /// Moving statistics after it.
    pub(super) after: B::Draft,
    /// Gradients.
    pub(super) found: B::Draft,
}

/// A pass that changes nothing.
pub(super) struct Evaluation<'a, B: Ops> {
    pub(super) weights: &'a FloatTensor<B>,
    pub(super) moving: &'a FloatTensor<B>,
}
