//! The tutorial's network: `create_cnn(width, height, 3, filters, regress=True)`.

use burn::backend::tensor::FloatTensor;
use burn::backend::{DispatchKindConversion, DispatchTensor};
use burn::tensor::Tensor;

use super::Layout;
use crate::ops::{Block, Computed, Dense, Norm, Ops, compute, primitive};

/// Units of the first dense layer, which dropout acts on.
pub const HIDDEN: usize = 16;
/// Units of the second dense layer.
const HIDDEN2: usize = 4;
/// Red, green, blue.
const CHANNELS: usize = 3;

/// Convolution blocks, then dense layers of 16, 4 and 1, of which the first is normalised and thinned out. It holds no
/// values: they lie in flat vectors, in the order of its [`Layout`].
#[derive(Clone, Debug)]
pub struct Cnn {
    blocks: Vec<Block>,
    dense1: Dense,
    norm: Norm,
    dense2: Dense,
    output: Dense,
    layout: Layout,
}

/// What a batch brings. Nothing of it is read back yet.
#[derive(Clone, Debug)]
pub struct Step {
    /// `[1]`, in percent, dropout on.
    pub loss: Tensor<1>,
    /// `[parameters]`
    pub gradient: Tensor<1>,
    /// The moving statistics with the batch's folded in.
    pub moving: Tensor<1>,
}

impl Cnn {
    /// A network for montages of `[width, height]` pixels, one block for each entry of `filters`.
    pub fn new(size: [usize; 2], filters: &[usize]) -> Self {
        let mut layout = Layout::default();
        let [width, height] = size;
        let mut image = [CHANNELS, height, width];
        let mut blocks = Vec::with_capacity(filters.len());
        for (i, &outputs) in filters.iter().enumerate() {
            let block = layout.block(&format!("blocks.{i}"), image, outputs);
            let [height, width] = block.pooled();
            image = [outputs, height, width];
            blocks.push(block);
        }
        let dense1 = layout.dense("dense1", [image.iter().product(), HIDDEN], true);
        let norm = layout.norm("norm", HIDDEN);
        let dense2 = layout.dense("dense2", [HIDDEN, HIDDEN2], true);
        let output = layout.dense("output", [HIDDEN2, 1], false);
        Cnn { blocks, dense1, norm, dense2, output, layout }
    }

    /// Where each parameter lies.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Loss, gradient and new moving statistics for a batch of montages `[batch, 3, height, width]` in 0 to 1 with their
    /// prices as a share of the scale, `[batch]`. `weights` and `moving` are the state before it; `dropout` `[batch, hidden]`
    /// are the factors of that layer: 0 for a dropped unit, `1 / (1 - rate)` for a kept one.
    pub fn step(
        &self,
        weights: &Tensor<1>,
        moving: &Tensor<1>,
        montages: Tensor<4>,
        prices: Tensor<1>,
        dropout: Tensor<2>,
    ) -> Step {
        compute(weights, Train { network: self, weights, moving, montages, prices, dropout })
    }

    /// Prices as a share of the scale, `[batch]`, of montages `[batch, 3, height, width]` in 0 to 1: moving statistics, no
    /// dropout.
    pub fn predict(&self, weights: &Tensor<1>, moving: &Tensor<1>, montages: Tensor<4>) -> Tensor<1> {
        let [batch, ..] = montages.dims();
        compute(weights, Predict { network: self, weights, moving, montages }).reshape([batch])
    }
}

struct Train<'a> {
    network: &'a Cnn,
    weights: &'a Tensor<1>,
    moving: &'a Tensor<1>,
    montages: Tensor<4>,
    prices: Tensor<1>,
    dropout: Tensor<2>,
}

impl Computed for Train<'_> {
    type Output = Step;

    fn on<B: Ops>(self) -> Step
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let Cnn { blocks, dense1, norm, dense2, output, layout } = self.network;
        let weights: FloatTensor<B> = primitive::<B, 1>(self.weights.clone());
        let moving = primitive::<B, 1>(self.moving.clone());
        let mut after = B::draft(layout.moving_len(), &moving);
        let mut found = B::draft(layout.weights_len(), &weights);

        let mut x = B::images(primitive::<B, 4>(self.montages));
        let mut states = Vec::with_capacity(blocks.len());
        for block in blocks {
            let (pooled, state) = B::block(block, x, &weights, &moving, &mut after);
            x = pooled;
            states.push(state);
        }
        let x = B::flatten(x);
        let hidden = B::dense(dense1, &x, &weights);
        let dropout = primitive::<B, 2>(self.dropout);
        let (thinned, normalised) = B::norm(norm, hidden.clone(), dropout, &weights, &moving, &mut after);
        let hidden2 = B::dense(dense2, &thinned, &weights);
        let predicted = B::dense(output, &hidden2, &weights);
        let [loss, gradient] = B::mape(predicted.clone(), primitive::<B, 1>(self.prices));

        let gradient = B::dense_back(output, hidden2.clone(), predicted, gradient, &weights, &mut found);
        let gradient = B::dense_back(dense2, thinned, hidden2, gradient, &weights, &mut found);
        let gradient = B::norm_back(norm, normalised, gradient, &weights, &mut found);
        let flat = B::dense_back(dense1, x, hidden, gradient, &weights, &mut found);
        let mut gradient = blocks.last().map(|last| B::unflatten(last, flat));
        for (i, (block, state)) in blocks.iter().zip(states).enumerate().rev() {
            let arrived = gradient.take();
            gradient = arrived.and_then(|arrived| {
                // Nobody asks how the photos should change.
                B::block_back(block, state, arrived, &weights, &mut found, i > 0)
            });
        }
        let [gradient, moving] = [found, after].map(|draft| Tensor::from_primitive::<B>(B::written(draft)));
        Step { loss: Tensor::from_primitive::<B>(loss), gradient, moving }
    }
}

struct Predict<'a> {
    network: &'a Cnn,
    weights: &'a Tensor<1>,
    moving: &'a Tensor<1>,
    montages: Tensor<4>,
}

impl Computed for Predict<'_> {
    /// `[batch, 1]`
    type Output = Tensor<2>;

    fn on<B: Ops>(self) -> Tensor<2>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let Cnn { blocks, dense1, norm, dense2, output, .. } = self.network;
        let weights: FloatTensor<B> = primitive::<B, 1>(self.weights.clone());
        let moving = primitive::<B, 1>(self.moving.clone());
        let montages = B::images(primitive::<B, 4>(self.montages));
        let x = blocks.iter().fold(montages, |x, block| B::block_evaluate(block, x, &weights, &moving));
        let x = B::norm_evaluate(norm, B::dense(dense1, &B::flatten(x), &weights), &weights, &moving);
        let x = B::dense(output, &B::dense(dense2, &x, &weights), &weights);
        Tensor::from_primitive::<B>(x)
    }
}
