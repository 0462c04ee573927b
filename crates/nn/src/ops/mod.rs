//! The operations of training, implemented by each backend: layers forward and backward, loss, optimiser.
//!
//! Parameters are one flat vector, running statistics another. A layer reads its own part at its offset, and
//! writes gradients and new statistics to the same offsets of other vectors. So vectors are neither split nor
//! joined, and one optimiser step covers all parameters.

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

pub(crate) use layer::{BatchNorm, ConvBlock, Dense, TAPS};

/// Batch-norm epsilon: Keras's default. Burn's is 1e-5.
pub(crate) const EPSILON: f64 = 1e-3;
/// Batch-norm momentum, the share of its old value that a running statistic keeps: Keras's default.
pub(crate) const MOMENTUM: f64 = 0.99;
/// Lower bound on the denominator of a percentage error: Keras's `epsilon`.
pub(crate) const MIN_DENOMINATOR: f32 = 1e-7;

/// Decay rate of Adam's first moment (Kingma and Ba, 2015).
pub(crate) const BETA1: f64 = 0.9;
/// Decay rate of Adam's second moment.
pub(crate) const BETA2: f64 = 0.999;
/// Adam's epsilon, added to the root of the second moment: Keras's default, unscaled. Burn's optimiser scales
/// it.
pub(crate) const ADAM_EPSILON: f32 = 1e-7;

/// Debug builds fill unwritten memory with this NaN, which no arithmetic produces.
const UNWRITTEN: f32 = f32::from_bits(0x7fca_0a0a);

/// Loss function: the mean of this over a batch, for predicted `p` and actual `y`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Criterion {
    /// `100 |y - p| / max(|y|, 1e-7)`, as in Keras.
    Mape,
    /// MAPE of the price when `p` and `y` are log prices, standardised with this standard deviation:
    /// `100 |exp(std (p - y)) - 1|`.
    LogMape(f32),
    /// `|y - p|`
    Mae,
    /// `(y - p)^2`
    Mse,
    /// `(y - p)^2 / 2` up to this delta `d`, then `d |y - p| - d^2 / 2` (Huber, 1964).
    Huber(f32),
    /// `q (y - p)` if `p` is below `y`, `(1 - q) (p - y)` if it is above (Koenker and Bassett, 1978).
    Quantile(f32),
}

impl Criterion {
    /// Loss of one prediction, and its derivative as numerator and denominator. Percentage errors as shares.
    fn loss_and_gradient(self, p: f32, y: f32) -> (f32, [f32; 2]) {
        let diff = p - y;
        // An absolute error has no gradient at zero.
        let sign = if diff == 0.0 { 0.0 } else { diff.signum() };
        match self {
            Criterion::Mape => {
                let price = y.abs().max(MIN_DENOMINATOR);
                (diff.abs() / price, [sign, price])
            }
            Criterion::LogMape(spread) => {
                let ratio = (spread * diff).exp();
                ((ratio - 1.0).abs(), [sign * spread * ratio, 1.0])
            }
            Criterion::Mae => (diff.abs(), [sign, 1.0]),
            Criterion::Mse => (diff * diff, [2.0 * diff, 1.0]),
            Criterion::Huber(reach) if diff.abs() > reach => {
                (reach * diff.abs() - reach * reach / 2.0, [reach * sign, 1.0])
            }
            Criterion::Huber(_) => (diff * diff / 2.0, [diff, 1.0]),
            Criterion::Quantile(level) if diff > 0.0 => ((1.0 - level) * diff, [1.0 - level, 1.0]),
            Criterion::Quantile(level) => (-level * diff, [level * sign, 1.0]),
        }
    }

    /// Percentage errors are reported in percent.
    fn percent_factor(self) -> f32 {
        if matches!(self, Criterion::Mape | Criterion::LogMape(_)) { 100.0 } else { 1.0 }
    }

    /// Mean over pairs of predicted and actual values; zero without pairs.
    pub(crate) fn mean(self, pairs: impl Iterator<Item = (f32, f32)>) -> f64 {
        f64::from(self.percent_factor())
            * facade_data::statistics::mean(pairs.map(|(p, y)| f64::from(self.loss_and_gradient(p, y).0)))
    }
}

/// What a backend implements. Tensors are contiguous and of type f32; `weights`, `running_stats`,
/// `new_running_stats` and `grads` are flat vectors of all layers.
pub(crate) trait Ops: Backend {
    /// A flat vector that layers write, each its own part.
    type ParamBuffer;
    /// Images of a batch, in the backend's memory order.
    type Images: Clone;
    /// What a block saves for its backward pass.
    type BlockSaved;
    /// What batch normalisation saves for its backward pass.
    type NormSaved;

    /// An unwritten vector of `count` values on the device of `like`. In debug builds it is filled with NaN,
    /// so that a part which no layer writes is detected; else with zeros on the CPU, and uninitialised on a
    /// GPU.
    fn param_buffer(count: usize, like: &FloatTensor<Self>) -> Self::ParamBuffer;

    /// Writes values into the vector at an offset.
    fn write(buffer: &mut Self::ParamBuffer, at: usize, values: FloatTensor<Self>);

    /// The vector, once every part is written. Debug builds check that on the CPU; on a GPU the loss becomes
    /// NaN.
    fn finish(buffer: Self::ParamBuffer) -> FloatTensor<Self>;

    /// From `[batch, channels, height, width]`.
    fn to_images(x: FloatTensor<Self>) -> Self::Images;

    /// To `[batch, channels * height * width]`.
    fn flatten(images: Self::Images) -> FloatTensor<Self>;

    /// The reverse of [`flatten`](Self::flatten) for the output of a block.
    fn unflatten(layer: &ConvBlock, flat: FloatTensor<Self>) -> Self::Images;

    /// Training pass over images `[inputs, height, width]` to `[outputs, height / 2, width / 2]`. Writes the
    /// updated running statistics to `new_running_stats`.
    fn block(
        layer: &ConvBlock,
        x: Self::Images,
        weights: &FloatTensor<Self>,
        running_stats: &FloatTensor<Self>,
        new_running_stats: &mut Self::ParamBuffer,
    ) -> (Self::Images, Self::BlockSaved);

    /// Backward pass from the gradient of the output. Writes the gradients of the parameters to `grads`, and
    /// returns that of the input if needed.
    fn block_backward(
        layer: &ConvBlock,
        state: Self::BlockSaved,
        gradient: Self::Images,
        weights: &FloatTensor<Self>,
        grads: &mut Self::ParamBuffer,
        needs_x_grad: bool,
    ) -> Option<Self::Images>;

    /// Evaluation with running statistics. Shapes as in [`block`](Self::block).
    fn block_evaluate(
        layer: &ConvBlock,
        x: Self::Images,
        weights: &FloatTensor<Self>,
        running_stats: &FloatTensor<Self>,
    ) -> Self::Images;

    /// `[batch, inputs]` to `[batch, outputs]`.
    fn dense(layer: &Dense, x: &FloatTensor<Self>, weights: &FloatTensor<Self>) -> FloatTensor<Self>;

    /// Backward pass from the input, the output and the output's gradient. Returns the gradient of the input.
    fn dense_backward(
        layer: &Dense,
        x: FloatTensor<Self>,
        y: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        weights: &FloatTensor<Self>,
        grads: &mut Self::ParamBuffer,
    ) -> FloatTensor<Self>;

    /// Training pass: normalises `x` `[batch, channels]`, then multiplies by the dropout factors of the same
    /// shape.
    fn norm(
        layer: &BatchNorm,
        x: FloatTensor<Self>,
        dropout: FloatTensor<Self>,
        weights: &FloatTensor<Self>,
        running_stats: &FloatTensor<Self>,
        new_running_stats: &mut Self::ParamBuffer,
    ) -> (FloatTensor<Self>, Self::NormSaved);

    /// Backward pass from the gradient of the output. Returns the gradient of the input.
    fn norm_backward(
        layer: &BatchNorm,
        state: Self::NormSaved,
        gradient: FloatTensor<Self>,
        weights: &FloatTensor<Self>,
        grads: &mut Self::ParamBuffer,
    ) -> FloatTensor<Self>;

    /// Evaluation with running statistics and without dropout.
    fn norm_evaluate(
        layer: &BatchNorm,
        x: FloatTensor<Self>,
        weights: &FloatTensor<Self>,
        running_stats: &FloatTensor<Self>,
    ) -> FloatTensor<Self>;

    /// Convolution of any size, stride and zero padding: `x` is `[batch, inputs, height, width]`, `weight` is
    /// `[outputs, inputs, side, side]`. With as many groups as channels each is convolved by itself, and `weight` is
    /// `[inputs, 1, side, side]`. The implementations say why it replaces Burn's `conv2d`.
    fn conv2d_general(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self>;

    /// Gradient of its input from that of its output.
    fn conv2d_general_x_backward(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self>;

    /// Gradient of its weight from that of its output.
    fn conv2d_general_weight_backward(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
        options: ConvOptions<2>,
    ) -> FloatTensor<Self>;

    /// A contiguous tensor with the same values.
    fn contiguous(x: FloatTensor<Self>) -> FloatTensor<Self>;

    /// Concatenates tensors `[batch, inputs]` along the columns.
    fn concat(parts: Vec<FloatTensor<Self>>) -> FloatTensor<Self>;

    /// The reverse of [`concat`](Self::concat): these columns, `[batch, columns]`.
    fn slice_columns(x: &FloatTensor<Self>, columns: Range<usize>) -> FloatTensor<Self>;

    /// Loss `[1]` of predictions `[batch, members]` against targets `[batch]`, and its gradient with respect
    /// to the predictions. With a `mask` `[batch, members]`, the mean is over the entries where it is 1.
    fn loss(
        criterion: Criterion,
        predicted: FloatTensor<Self>,
        actual: FloatTensor<Self>,
        mask: Option<FloatTensor<Self>>,
    ) -> [FloatTensor<Self>; 2];

    /// New weights and moments after one step. `rates` holds for each step the learning rate and the share of
    /// the weights left by weight decay. It is a tensor because CubeCL keeps each scalar that a kernel was
    /// launched with.
    fn adam(
        rates: &FloatTensor<Self>,
        at: usize,
        weights: &FloatTensor<Self>,
        moments: [&FloatTensor<Self>; 2],
        gradient: &FloatTensor<Self>,
    ) -> [FloatTensor<Self>; 3];
}

/// A computation that is generic over the backend of its tensors.
pub(crate) trait BackendTask {
    /// Its result.
    type Output;

    /// Runs it on a backend that holds all its tensors.
    fn run<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>;
}

/// Runs a task on the backend that holds `like`.
pub(crate) fn dispatch<C: BackendTask, const D: usize>(like: &Tensor<D>, task: C) -> C::Output {
    #[cfg(feature = "gpu")]
    if like.clone().try_into_primitive::<Wgpu>().is_ok() {
        return task.run::<Wgpu>();
    }
    let _ = like;
    task.run::<burn::backend::Flex>()
}

/// The backend's primitive of a tensor.
#[allow(clippy::expect_used, reason = "all tensors of a run are on its one device, and none has autodiff")]
pub(crate) fn primitive<B: Ops, const D: usize>(tensor: Tensor<D>) -> FloatTensor<B>
where
    DispatchTensor: DispatchKindConversion<B>,
{
    tensor.try_into_primitive::<B>().expect("a tensor on the run's device")
}
