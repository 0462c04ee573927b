//! Part 1 of the series without its last layer: `create_mlp(dim, regress=False)`, dense layers of 8 and 4 over the attributes.

use burn::backend::tensor::FloatTensor;
use burn::backend::{DispatchKindConversion, DispatchTensor};

use super::pass::{Evaluation, Pass};
use super::slope::{self, Traced, given, then};
use super::{Layout, onnx};
use crate::onnx::graph::{Graph, Value};
use crate::ops::{Dense, Ops};

/// Units of the first layer.
pub(super) const HIDDEN: usize = 8;
/// Units of the second.
pub(super) const FEATURES: usize = 4;

/// Two dense layers.
#[derive(Clone, Debug)]
pub(crate) struct Mlp {
    dense1: Dense,
    dense2: Dense,
}

/// What a forward pass keeps for the way back.
pub(crate) struct Kept<B: Ops> {
    x: FloatTensor<B>,
    hidden: FloatTensor<B>,
    features: FloatTensor<B>,
}

impl Mlp {
    /// For so many encoded attributes. Its parameters' names begin with `prefix`.
    pub(super) fn new(layout: &mut Layout, prefix: &str, inputs: usize) -> Self {
        let dense1 = layout.dense(&format!("{prefix}dense1"), [inputs, HIDDEN], true);
        let dense2 = layout.dense(&format!("{prefix}dense2"), [HIDDEN, FEATURES], true);
        Mlp { dense1, dense2 }
    }

    /// From attributes `[batch, inputs]` to `[batch, 4]`.
    pub(super) fn forward<B: Ops>(&self, x: FloatTensor<B>, pass: &Pass<'_, B>) -> (FloatTensor<B>, Kept<B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let hidden = B::dense(&self.dense1, &x, pass.weights);
        let features = B::dense(&self.dense2, &hidden, pass.weights);
        (features.clone(), Kept { x, hidden, features })
    }

    /// The way back, from the gradient of what came out.
    pub(super) fn backward<B: Ops>(&self, kept: Kept<B>, gradient: FloatTensor<B>, pass: &mut Pass<'_, B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let (weights, found) = (pass.weights, &mut pass.found);
        let Kept { x, hidden, features } = kept;
        let gradient = B::dense_back(&self.dense2, hidden.clone(), features, gradient, weights, found);
        B::dense_back(&self.dense1, x, hidden, gradient, weights, found);
    }

    /// Shapes as in [`forward`](Self::forward).
    pub(super) fn evaluate<B: Ops>(&self, x: FloatTensor<B>, at: &Evaluation<'_, B>) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        B::dense(&self.dense2, &B::dense(&self.dense1, &x, at.weights), at.weights)
    }

    /// From attributes to `[homes, 4]`, as ONNX's operators.
    pub(super) fn onnx(&self, graph: &mut Graph<'_>, attributes: &Value) -> Value {
        let hidden = onnx::dense(&self.dense1, graph, attributes);
        onnx::dense(&self.dense2, graph, &hidden)
    }

    /// From the attributes of one house to four values.
    pub(super) fn slope<'a>(&'a self, attributes: Vec<f32>, weights: &'a [f32]) -> Traced<'a> {
        let traced = then(given(attributes), move |x| slope::dense(&self.dense1, &x, weights));
        then(traced, move |x| slope::dense(&self.dense2, &x, weights))
    }
}
