//! Training on the GPU: CubeCL kernels over Burn's tensors. Every tensor is contiguous, and values are
//! addressed by the layers' sizes.

mod adam;
mod block;
mod conv2d_general;
mod conv3x3;
mod dense;
mod launch;
mod loss;
mod norm;
mod sizes;
mod statistics;

use std::ops::Range;

use burn::backend::Wgpu;
use burn::backend::ops::FloatTensorOps;
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Slice, TensorData};
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use super::{BatchNorm, ConvBlock, Criterion, Dense, Ops, UNWRITTEN};

impl Ops for Wgpu {
    /// Kernels write into the vector directly.
    type ParamBuffer = CubeTensor;
    /// `[batch, channels, height, width]`
    type Images = CubeTensor;
    type BlockSaved = block::SavedForBackward;
    type NormSaved = norm::SavedForBackward;

    fn param_buffer(count: usize, like: &CubeTensor) -> CubeTensor {
        if cfg!(debug_assertions) {
            let unwritten = TensorData::new(vec![UNWRITTEN; count], [count]);
            return Wgpu::float_from_data(unwritten, &like.device);
        }
        launch::new(like, [count])
    }

    fn write(buffer: &mut CubeTensor, at: usize, values: CubeTensor) {
        launch::write(buffer, at, into_contiguous(values));
    }

    fn finish(buffer: CubeTensor) -> CubeTensor {
        buffer
    }

    fn to_images(x: CubeTensor) -> CubeTensor {
        into_contiguous(x)
    }

    fn flatten(images: CubeTensor) -> CubeTensor {
        let shape = images.meta.shape();
        let (batch, flat) = (shape[0], shape.num_elements() / shape[0]);
        launch::reshaped(images, [batch, flat])
    }

    fn unflatten(layer: &ConvBlock, flat: CubeTensor) -> CubeTensor {
        let [height, width] = layer.pooled_size();
        let batch = flat.meta.shape()[0];
        launch::reshaped(flat, [batch, layer.outputs, height, width])
    }

    fn block(
        layer: &ConvBlock,
        x: CubeTensor,
        weights: &CubeTensor,
        running_stats: &CubeTensor,
        new_running_stats: &mut CubeTensor,
    ) -> (CubeTensor, block::SavedForBackward) {
        block::train(layer, x, weights, running_stats, new_running_stats)
    }

    fn block_backward(
        layer: &ConvBlock,
        state: block::SavedForBackward,
        gradient: CubeTensor,
        weights: &CubeTensor,
        grads: &mut CubeTensor,
        needs_x_grad: bool,
    ) -> Option<CubeTensor> {
        block::backward(layer, state, &gradient, weights, grads, needs_x_grad)
    }

    fn block_evaluate(
        layer: &ConvBlock,
        x: CubeTensor,
        weights: &CubeTensor,
        running_stats: &CubeTensor,
    ) -> CubeTensor {
        block::evaluate(layer, &x, weights, running_stats)
    }

    fn dense(layer: &Dense, x: &CubeTensor, weights: &CubeTensor) -> CubeTensor {
        dense::forward(layer, x, weights)
    }

    fn dense_backward(
        layer: &Dense,
        x: CubeTensor,
        y: CubeTensor,
        gradient: CubeTensor,
        weights: &CubeTensor,
        grads: &mut CubeTensor,
    ) -> CubeTensor {
        dense::backward(layer, &x, &y, &gradient, weights, grads)
    }

    fn norm(
        layer: &BatchNorm,
        x: CubeTensor,
        dropout: CubeTensor,
        weights: &CubeTensor,
        running_stats: &CubeTensor,
        new_running_stats: &mut CubeTensor,
    ) -> (CubeTensor, norm::SavedForBackward) {
        norm::train(layer, x, into_contiguous(dropout), weights, running_stats, new_running_stats)
    }

    fn norm_backward(
        layer: &BatchNorm,
        state: norm::SavedForBackward,
        gradient: CubeTensor,
        weights: &CubeTensor,
        grads: &mut CubeTensor,
    ) -> CubeTensor {
        norm::backward(layer, state, &gradient, weights, grads)
    }

    fn norm_evaluate(
        layer: &BatchNorm,
        x: CubeTensor,
        weights: &CubeTensor,
        running_stats: &CubeTensor,
    ) -> CubeTensor {
        norm::evaluate(layer, &x, weights, running_stats)
    }

    fn conv2d_general(
        x: CubeTensor,
        weight: CubeTensor,
        bias: CubeTensor,
        options: ConvOptions<2>,
    ) -> CubeTensor {
        let [x, weight, bias] = [x, weight, bias].map(into_contiguous);
        conv2d_general::forward(&x, &weight, &bias, &options)
    }

    fn conv2d_general_x_backward(
        x: CubeTensor,
        weight: CubeTensor,
        gradient: CubeTensor,
        options: ConvOptions<2>,
    ) -> CubeTensor {
        let [x, weight, gradient] = [x, weight, gradient].map(into_contiguous);
        conv2d_general::x_backward(&x, &weight, &gradient, &options)
    }

    fn conv2d_general_weight_backward(
        x: CubeTensor,
        weight: CubeTensor,
        gradient: CubeTensor,
        options: ConvOptions<2>,
    ) -> CubeTensor {
        let [x, weight, gradient] = [x, weight, gradient].map(into_contiguous);
        conv2d_general::weight_backward(&x, &weight, &gradient, &options)
    }

    fn contiguous(x: CubeTensor) -> CubeTensor {
        into_contiguous(x)
    }

    fn concat(parts: Vec<CubeTensor>) -> CubeTensor {
        into_contiguous(Wgpu::float_cat(parts, 1))
    }

    fn slice_columns(x: &CubeTensor, columns: Range<usize>) -> CubeTensor {
        into_contiguous(Wgpu::float_slice(x.clone(), &[Slice::full(), columns.into()]))
    }

    fn loss(
        criterion: Criterion,
        predicted: CubeTensor,
        actual: CubeTensor,
        mask: Option<CubeTensor>,
    ) -> [CubeTensor; 2] {
        loss::mean(criterion, &predicted, &into_contiguous(actual), mask.map(into_contiguous))
    }

    fn adam(
        rates: &CubeTensor,
        at: usize,
        weights: &CubeTensor,
        moments: [&CubeTensor; 2],
        gradient: &CubeTensor,
    ) -> [CubeTensor; 3] {
        adam::step(rates, at, weights, moments, gradient)
    }
}
