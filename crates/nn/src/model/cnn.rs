//! The tutorial's network without its last layer: `create_cnn(width, height, 3, filters, regress=False)`. Part 3 of the series
//! joins it to others; with one linear unit behind it, it is the tutorial's model.

use burn::backend::tensor::FloatTensor;
use burn::backend::{DispatchKindConversion, DispatchTensor};

use super::layout::CHANNELS;
use super::pass::{Evaluation, Pass};
use super::slope::{self, Traced, given, then};
use super::{Layout, onnx};
use crate::onnx::graph::{Graph, Value};
use crate::ops::{Block, Dense, Norm, Ops};

/// Units of the first dense layer, which dropout acts on.
pub(super) const HIDDEN: usize = 16;
/// Units of the second dense layer.
pub(super) const FEATURES: usize = 4;
/// Convolution blocks, then dense layers of 16 and 4, of which the first is normalised and thinned out.
#[derive(Clone, Debug)]
pub(crate) struct Cnn {
    blocks: Vec<Block>,
    dense1: Dense,
    norm: Norm,
    dense2: Dense,
}

/// What a forward pass keeps for the way back.
pub(crate) struct Kept<B: Ops> {
    blocks: Vec<B::BlockState>,
    flat: FloatTensor<B>,
    hidden: FloatTensor<B>,
    normalised: B::NormState,
    thinned: FloatTensor<B>,
    features: FloatTensor<B>,
}

impl Cnn {
    /// A branch for pictures of `[width, height]` pixels, one block for each entry of `filters`. Its parameters' names begin
    /// with `prefix`.
    pub(super) fn new(layout: &mut Layout, prefix: &str, size: [usize; 2], filters: &[usize]) -> Self {
        let [width, height] = size;
        let mut image = [CHANNELS, height, width];
        let mut blocks = Vec::with_capacity(filters.len());
        for (i, &outputs) in filters.iter().enumerate() {
            let block = layout.block(&format!("{prefix}blocks.{i}"), image, outputs);
            let [height, width] = block.pooled();
            image = [outputs, height, width];
            blocks.push(block);
        }
        let dense1 = layout.dense(&format!("{prefix}dense1"), [image.iter().product(), HIDDEN], true);
        let norm = layout.norm(&format!("{prefix}norm"), HIDDEN);
        let dense2 = layout.dense(&format!("{prefix}dense2"), [HIDDEN, FEATURES], true);
        Cnn { blocks, dense1, norm, dense2 }
    }

    /// Channels, height and width of a picture.
    pub(super) fn image(&self) -> [usize; 3] {
        self.blocks.first().map_or([CHANNELS, 1, 1], |first| [first.inputs, first.height, first.width])
    }

    /// From pictures `[batch, channels, height, width]` and the factors of dropout, `[batch, 16]`, to `[batch, 4]`.
    pub(super) fn forward<B: Ops>(
        &self,
        pictures: FloatTensor<B>,
        dropout: FloatTensor<B>,
        pass: &mut Pass<'_, B>,
    ) -> (FloatTensor<B>, Kept<B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let (weights, moving) = (pass.weights, pass.moving);
        let mut x = B::images(pictures);
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            let (pooled, state) = B::block(block, x, weights, moving, &mut pass.after);
            x = pooled;
            blocks.push(state);
        }
        let flat = B::flatten(x);
        let hidden = B::dense(&self.dense1, &flat, weights);
        let (thinned, normalised) =
            B::norm(&self.norm, hidden.clone(), dropout, weights, moving, &mut pass.after);
        let features = B::dense(&self.dense2, &thinned, weights);
        (features.clone(), Kept { blocks, flat, hidden, normalised, thinned, features })
    }

    /// The way back, from the gradient of what came out.
    pub(super) fn backward<B: Ops>(&self, kept: Kept<B>, gradient: FloatTensor<B>, pass: &mut Pass<'_, B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let (weights, found) = (pass.weights, &mut pass.found);
        let Kept { blocks, flat, hidden, normalised, thinned, features } = kept;
        let gradient = B::dense_back(&self.dense2, thinned, features, gradient, weights, found);
        let gradient = B::norm_back(&self.norm, normalised, gradient, weights, found);
        let flat = B::dense_back(&self.dense1, flat, hidden, gradient, weights, found);
        let mut gradient = self.blocks.last().map(|last| B::unflatten(last, flat));
        for (i, (block, state)) in self.blocks.iter().zip(blocks).enumerate().rev() {
            let arrived = gradient.take();
            gradient = arrived.and_then(|arrived| {
                // Nobody asks how the photos should change.
                B::block_back(block, state, arrived, weights, found, i > 0)
            });
        }
    }

    /// Shapes as in [`forward`](Self::forward), with moving statistics and without dropout.
    pub(super) fn evaluate<B: Ops>(&self, pictures: FloatTensor<B>, at: &Evaluation<'_, B>) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let Evaluation { weights, moving } = at;
        let x = B::dense(&self.dense1, &self.seen(pictures, at), weights);
        B::dense(&self.dense2, &B::norm_evaluate(&self.norm, x, weights, moving), weights)
    }

    /// What its convolutions make of pictures, `[batch, values]`.
    pub(super) fn seen<B: Ops>(
        &self,
        pictures: FloatTensor<B>,
        Evaluation { weights, moving }: &Evaluation<'_, B>,
    ) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let pictures = B::images(pictures);
        B::flatten(self.blocks.iter().fold(pictures, |x, block| B::block_evaluate(block, x, weights, moving)))
    }

    /// How many values that are.
    pub(super) fn seen_count(&self) -> usize {
        self.dense1.inputs
    }

    /// From pictures to `[pictures, 4]`, as ONNX's operators.
    pub(super) fn onnx(&self, graph: &mut Graph<'_>, pictures: &Value) -> Value {
        let seen = self.blocks.iter().fold(pictures.clone(), |x, block| onnx::block(block, graph, &x));
        let flat = graph.apply("Flatten", &[&seen]);
        let hidden = onnx::dense(&self.dense1, graph, &flat);
        let hidden = onnx::norm(&self.norm, graph, &hidden);
        onnx::dense(&self.dense2, graph, &hidden)
    }

    /// From one picture, `[channels, height, width]`, to four values.
    pub(super) fn slope<'a>(&'a self, picture: Vec<f32>, at: [&'a [f32]; 2]) -> Traced<'a> {
        let [weights, _] = at;
        let pass = |traced, block: &'a Block| then(traced, move |x| slope::block(block, &x, at));
        let traced = self.blocks.iter().fold(given(picture), pass);
        let traced = then(traced, move |x| slope::dense(&self.dense1, &x, weights));
        let traced = then(traced, move |x| slope::norm(&self.norm, &x, at));
        then(traced, move |x| slope::dense(&self.dense2, &x, weights))
    }
}
