//! What training is made of, as each backend computes it: layers forwards and backwards, the loss, the optimiser.
//!
//! Parameters stay in one flat vector, moving statistics in another. A layer knows where its own begin, reads them
//! there, and writes gradients and new statistics to the same places of other vectors. So nothing is cut out of a vector
//! or joined to one, and the optimiser takes a step in one go.

pub(crate) mod cpu;
#[cfg(feature = "gpu")]
mod gpu;
mod layer;
#[cfg(test)]
mod tests;

#[cfg(feature = "gpu")]
use burn::backend::Wgpu;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, DispatchKindConversion, DispatchTensor};
use burn::tensor::Tensor;
use burn::tensor::ops::ConvOptions;
use std::ops::Range;

pub(crate) use layer::{Block, Dense, Norm, TAPS};

/// What normalisation adds to a variance: Keras's default. Burn's is 1e-5.
pub(crate) const EPSILON: f64 = 1e-3;
/// Share of its old value that a moving statistic keeps: Keras's default momentum.
pub(crate) const MOMENTUM: f64 = 0.99;
/// The least that an error is divided by, as in Keras.
pub(crate) const LEAST_PRICE: f32 = 1e-7;

/// Share that Adam's first moment keeps (Kingma and Ba, 2015).
pub(crate) const BETA1: f64 = 0.9;
/// Share that its second moment keeps.
pub(crate) const BETA2: f64 = 0.999;
/// Added to the root of the second moment: Keras's default, as it is. Burn's optimiser scales it.
pub(crate) const ADAM_EPSILON: f32 = 1e-7;

/// What debug builds put where something is still to be written: of all that are no numbers one that no arithmetic makes.
const UNWRITTEN: f32 = f32::from_bits(0x7fca_0a0a);

/// What a batch is judged by: the mean of this over its houses, of predicted `p` and actual `y`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Criterion {
    /// `100 |y - p| / max(|y|, 1e-7)`, as in Keras.
    Mape,
    /// The same of what these are the logarithms of, less a mean and divided by this spread: `100 |exp(spread (p - y)) - 1|`.
    LogMape(f32),
    /// `|y - p|`
    Mae,
    /// `(y - p)^2`
    Mse,
    /// `(y - p)^2 / 2` up to this distance `d`, then `d |y - p| - d^2 / 2` (Huber, 1964).
    Huber(f32),
    /// `q (y - p)` where `p` is below `y`, `(1 - q) (p - y)` where it is above (Koenker and Bassett, 1978).
    Quantile(f32),
}

impl Criterion {
    /// What one house is worth, and the slope of that with respect to what was predicted, as a fraction. Percentages as shares.
    fn one(self, p: f32, y: f32) -> (f32, [f32; 2]) {
        let apart = p - y;
        // Right on the price, an absolute error has no slope.
        let sign = if apart == 0.0 { 0.0 } else { apart.signum() };
        match self {
            Criterion::Mape => {
                let price = y.abs().max(LEAST_PRICE);
                (apart.abs() / price, [sign, price])
            }
            Criterion::LogMape(spread) => {
                let ratio = (spread * apart).exp();
                ((ratio - 1.0).abs(), [sign * spread * ratio, 1.0])
            }
            Criterion::Mae => (apart.abs(), [sign, 1.0]),
            Criterion::Mse => (apart * apart, [2.0 * apart, 1.0]),
            Criterion::Huber(reach) if apart.abs() > reach => {
                (reach * apart.abs() - reach * reach / 2.0, [reach * sign, 1.0])
            }
            Criterion::Huber(_) => (apart * apart / 2.0, [apart, 1.0]),
            Criterion::Quantile(level) if apart > 0.0 => ((1.0 - level) * apart, [1.0 - level, 1.0]),
            Criterion::Quantile(level) => (-level * apart, [level * sign, 1.0]),
        }
    }

    /// Percentage errors are told in percent.
    fn percent(self) -> f32 {
        if matches!(self, Criterion::Mape | Criterion::LogMape(_)) { 100.0 } else { 1.0 }
    }

    /// The mean over pairs of predicted and actual values; zero of none.
    pub(crate) fn mean(self, pairs: impl Iterator<Item = (f32, f32)>) -> f64 {
        f64::from(self.percent())
            * facade_data::statistics::mean(pairs.map(|(p, y)| f64::from(self.one(p, y).0)))
    }
}

/// What a backend brings. Tensors are contiguous and of f32; what is called `weights`, `moving`, `after` or `found` is a
/// flat vector of all layers.
pub(crate) trait Ops: Backend {
    /// A flat vector in which layers write their parts.
    type Draft;
    /// Images of a batch, in whatever order the backend likes them.
    type Images;
    /// What a block keeps for the way back.
    type BlockState;
    /// What a normalisation keeps for the way back.
    type NormState;

    /// A vector of `count` values that are all still to be written, beside another. In debug builds none of them is a number, so
    /// that a part which no layer writes is noticed; else they are zeros on the CPU, and whatever lies there on a GPU.
    fn draft(count: usize, beside: &FloatTensor<Self>) -> Self::Draft;

    /// Writes values to a place of the vector.
    fn put(draft: &mut Self::Draft, at: usize, values: FloatTensor<Self>);

    /// The vector, once every part was written. On the CPU debug builds check that; on a GPU the loss ends as no number.
    fn written(draft: Self::Draft) -> FloatTensor<Self>;

    /// From `[batch, channels, height, width]`.
    fn images(x: FloatTensor<Self>) -> Self::Images;

    /// As `[batch, channels * height * width]`.
    fn flatten(images: Self::Images) -> FloatTensor<Self>;

    /// Back from what [`flatten`](Self::flatten) made of a batch that comes out of a block.
    fn unflatten(layer: &Block, flat: FloatTensor<Self>) -> Self::Images;

    /// A training pass over images of `[inputs, height, width]`, which become `[outputs, height / 2, width / 2]`. The moving
    /// statistics go to `after` with the batch's folded in.
    fn block(
        layer: &Block,
        x: Self::Images,
        weights: &FloatTensor<Self>,
        moving: &FloatTensor<Self>,
        after: &mut Self::Draft,
    ) -> (Self::Images, Self::BlockState);

    /// The way back, from the gradient of what came out: the gradients of the parameters go to `found`, that of the input
    /// comes out where it is wanted.
    fn block_back(
        layer: &Block,
        state: Self::BlockState,
        gradient: Self::Images,
        weights: &FloatTensor<Self>,
        found: &mut Self::Draft,
        wants_x: bool,
    ) -> Option<Self::Images>;

    /// A pass with moving statistics. Shapes as in [`block`](Self::block).
    fn block_evaluate(
        layer: &Block,
        x: Self::Images,
        weights: &FloatTensor<Self>,
        moving: &FloatTensor<Self>,
    ) -> Self::Images;

    /// `[batch, inputs]` becomes `[batch, outputs]`.
    fn dense(layer: &Dense, x: &FloatTensor<Self>, weights: &FloatTensor<Self>) -> FloatTensor<Self>;

    /// The way back, from what went in, what came out, and the gradient of that. Returns the gradient of the input.
    fn dense_back(
        layer: &Dense,
        x: FloatTensor<Self>,
        y: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        weights: &FloatTensor<Self>,
        found: &mut Self::Draft,
    ) -> FloatTensor<Self>;

    /// A training pass: `x` `[batch, channels]` is normalised, then multiplied by the factors of dropout, of its shape.
    fn norm(
        layer: &Norm,
        x: FloatTensor<Self>,
        dropout: FloatTensor<Self>,
        weights: &FloatTensor<Self>,
        moving: &FloatTensor<Self>,
        after: &mut Self::Draft,
    ) -> (FloatTensor<Self>, Self::NormState);

    /// The way back, from the gradient of what came out.
    fn norm_back(
        layer: &Norm,
        state: Self::NormState,
        gradient: FloatTensor<Self>,
        weights: &FloatTensor<Self>,
        found: &mut Self::Draft,
    ) -> FloatTensor<Self>;

    /// A pass with moving statistics and without dropout.
    fn norm_evaluate(
        layer: &Norm,
        x: FloatTensor<Self>,
        weights: &FloatTensor<Self>,
        moving: &FloatTensor<Self>,
    ) -> FloatTensor<Self>;

    /// A convolution of any size and stride: `x` `[batch, inputs, height, width]`, `weight` `[outputs, inputs, side, side]`.
    fn convolve(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self>;

    /// The gradient of what went into it, from that of what came out.
    fn convolve_back(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self>;

    /// The gradient of its weight, from that of what came out.
    fn convolve_weight(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self>;

    /// Values from outside, in order.
    fn given(x: FloatTensor<Self>) -> FloatTensor<Self>;

    /// The values of several, `[batch, inputs]` each, side by side.
    fn join(parts: Vec<FloatTensor<Self>>) -> FloatTensor<Self>;

    /// What [`join`](Self::join) put at these places: `[batch, places]`.
    fn part(joined: &FloatTensor<Self>, places: Range<usize>) -> FloatTensor<Self>;

    /// The loss, `[1]`, of predicted and actual values, `[batch, members]` and `[batch]`; and its gradient with respect to what was
    /// predicted. Where `counted` is given, `[batch, members]`, it is the mean of those that are 1 there, and not 0.
    fn loss(
        criterion: Criterion,
        predicted: FloatTensor<Self>,
        actual: FloatTensor<Self>,
        counted: Option<FloatTensor<Self>>,
    ) -> [FloatTensor<Self>; 2];

    /// Weights and both moments after a step along the gradient. Of each step `rates` holds the learning rate, then the share of
    /// the weights that it leaves. They stand in a tensor because CubeCL keeps each number that a kernel was launched with.
    fn adam(
        rates: &FloatTensor<Self>,
        at: usize,
        weights: &FloatTensor<Self>,
        moments: [&FloatTensor<Self>; 2],
        gradient: &FloatTensor<Self>,
    ) -> [FloatTensor<Self>; 3];
}

/// Something to be computed on whichever backend holds the tensors.
pub(crate) trait Computed {
    /// What comes of it.
    type Output;

    /// Computes it on a backend that holds all its tensors.
    fn on<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>;
}

/// Computes it on the backend that holds this tensor.
pub(crate) fn compute<C: Computed, const D: usize>(beside: &Tensor<D>, what: C) -> C::Output {
    #[cfg(feature = "gpu")]
    if beside.clone().try_into_primitive::<Wgpu>().is_ok() {
        return what.on::<Wgpu>();
    }
    let _ = beside;
    what.on::<burn::backend::Flex>()
}

/// A tensor as its backend knows it.
#[allow(clippy::expect_used, reason = "all tensors of a run are on its one device, and none has autodiff")]
pub(crate) fn primitive<B: Ops, const D: usize>(tensor: Tensor<D>) -> FloatTensor<B>
where
    DispatchTensor: DispatchKindConversion<B>,
{
    tensor.try_into_primitive::<B>().expect("a tensor on the run's device")
}
