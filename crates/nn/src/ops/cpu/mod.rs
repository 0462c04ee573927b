//! Training on the CPU, in plain Rust over slices. Tensors are those of Burn's CPU backend.

mod adam;
mod block;
mod buffer;
mod conv2d_general;
pub(crate) mod dense;
mod depthwise;
mod images;
mod loss;
pub(crate) mod norm;
mod values;
mod vector;
mod winograd;

use burn::backend::ops::{ConvOptions, FloatTensorOps};
use burn::backend::{Flex, TensorMetadata};
use std::ops::Range;

use images::Images;
use values::CpuTensor;
pub(crate) use values::{tensor, values};

use super::{BatchNorm, ConvBlock, Criterion, Dense, Ops};

impl Ops for Flex {
    type ParamBuffer = Vec<f32>;
    type Images = Images;
    type BlockSaved = block::SavedForBackward;
    type NormSaved = norm::SavedForBackward;

    fn param_buffer(count: usize, _like: &CpuTensor) -> Vec<f32> {
        buffer::param_buffer(count)
    }

    fn write(buffer: &mut Vec<f32>, at: usize, part: CpuTensor) {
        let part = part.to_contiguous();
        let part = values(&part);
        buffer[at..at + part.len()].copy_from_slice(part);
    }

    fn finish(buffer: Vec<f32>) -> CpuTensor {
        let shape = [buffer.len()];
        tensor(buffer::finish(buffer), shape)
    }

    fn to_images(x: CpuTensor) -> Images {
        let [_, channels, height, width] = x.shape().dims();
        Images::new(values(&x), channels, height * width)
    }

    fn flatten(images: Images) -> CpuTensor {
        let (batch, flat) = (images.buffers.len(), images.planes());
        let shape = [batch, flat.len() / batch];
        tensor(flat, shape)
    }

    fn unflatten(layer: &ConvBlock, flat: CpuTensor) -> Images {
        Images::new(values(&flat), layer.outputs, layer.pooled_size().iter().product())
    }

    fn block(
        layer: &ConvBlock,
        x: Images,
        weights: &CpuTensor,
        running_stats: &CpuTensor,
        new_running_stats: &mut Vec<f32>,
    ) -> (Images, block::SavedForBackward) {
        let (pooled, saved) = block::train(x, layer, values(weights));
        norm::update_running_stats(
            saved.statistics(),
            layer.running_stats,
            values(running_stats),
            new_running_stats,
        );
        (pooled, saved)
    }

    fn block_backward(
        layer: &ConvBlock,
        saved: block::SavedForBackward,
        gradient: Images,
        weights: &CpuTensor,
        grads: &mut Vec<f32>,
        needs_x_grad: bool,
    ) -> Option<Images> {
        block::backward(&saved, layer, values(weights), &gradient, needs_x_grad, grads)
    }

    fn block_evaluate(
        layer: &ConvBlock,
        x: Images,
        weights: &CpuTensor,
        running_stats: &CpuTensor,
    ) -> Images {
        let statistics = norm::running_stats(layer.running_stats, layer.outputs, values(running_stats));
        block::evaluate(&x, layer, values(weights), &statistics)
    }

    fn dense(layer: &Dense, x: &CpuTensor, weights: &CpuTensor) -> CpuTensor {
        let y = dense::forward(layer, values(x), values(weights));
        tensor(y, [x.shape()[0], layer.outputs])
    }

    fn dense_backward(
        layer: &Dense,
        x: CpuTensor,
        y: CpuTensor,
        gradient: CpuTensor,
        weights: &CpuTensor,
        grads: &mut Vec<f32>,
    ) -> CpuTensor {
        let upstream = dense::relu_backward(layer, values(&y), values(&gradient));
        tensor(dense::backward(layer, values(&x), upstream, values(weights), grads), x.shape())
    }

    fn norm(
        layer: &BatchNorm,
        x: CpuTensor,
        dropout: CpuTensor,
        weights: &CpuTensor,
        running_stats: &CpuTensor,
        new_running_stats: &mut Vec<f32>,
    ) -> (CpuTensor, norm::SavedForBackward) {
        let (y, saved) = norm::train(layer, values(&x), values(&dropout), values(weights));
        norm::update_running_stats(
            saved.statistics(),
            layer.running_stats,
            values(running_stats),
            new_running_stats,
        );
        (tensor(y, x.shape()), saved)
    }

    fn norm_backward(
        layer: &BatchNorm,
        saved: norm::SavedForBackward,
        gradient: CpuTensor,
        weights: &CpuTensor,
        grads: &mut Vec<f32>,
    ) -> CpuTensor {
        let x = norm::backward(layer, &saved, values(&gradient), values(weights), grads);
        tensor(x, gradient.shape())
    }

    fn norm_evaluate(
        layer: &BatchNorm,
        x: CpuTensor,
        weights: &CpuTensor,
        running_stats: &CpuTensor,
    ) -> CpuTensor {
        let statistics = norm::running_stats(layer.running_stats, layer.channels, values(running_stats));
        tensor(norm::evaluate(layer, values(&x), values(weights), &statistics), x.shape())
    }

    fn conv2d_general(
        x: CpuTensor,
        weight: CpuTensor,
        bias: CpuTensor,
        options: ConvOptions<2>,
    ) -> CpuTensor {
        if options.groups > 1 {
            return depthwise::forward(x, &weight, &bias, &options);
        }
        conv2d_general::forward(x, weight, &bias, &options)
    }

    fn conv2d_general_x_backward(
        x: CpuTensor,
        weight: CpuTensor,
        gradient: CpuTensor,
        options: ConvOptions<2>,
    ) -> CpuTensor {
        if options.groups > 1 {
            return depthwise::x_backward(&x, &weight, gradient, &options);
        }
        conv2d_general::x_backward(&x, weight, gradient, &options)
    }

    fn conv2d_general_weight_backward(
        x: CpuTensor,
        weight: CpuTensor,
        gradient: CpuTensor,
        options: ConvOptions<2>,
    ) -> CpuTensor {
        if options.groups > 1 {
            return depthwise::weight_backward(x, &weight, gradient, &options);
        }
        conv2d_general::weight_backward(x, &weight, gradient, &options)
    }

    fn contiguous(x: CpuTensor) -> CpuTensor {
        x
    }

    fn concat(parts: Vec<CpuTensor>) -> CpuTensor {
        Flex::float_cat(parts, 1)
    }

    fn slice_columns(x: &CpuTensor, columns: Range<usize>) -> CpuTensor {
        let [batch, width] = x.shape().dims();
        let rows = values(x).chunks_exact(width);
        let shape = [batch, columns.len()];
        tensor(rows.flat_map(|row| &row[columns.clone()]).copied().collect(), shape)
    }

    fn loss(
        criterion: Criterion,
        predicted: CpuTensor,
        actual: CpuTensor,
        mask: Option<CpuTensor>,
    ) -> [CpuTensor; 2] {
        let mask = mask.as_ref().map(values);
        let (loss, gradient) = loss::mean(criterion, values(&predicted), values(&actual), mask);
        [tensor(vec![loss], [1]), tensor(gradient, predicted.shape())]
    }

    fn adam(
        rates: &CpuTensor,
        at: usize,
        weights: &CpuTensor,
        [m, v]: [&CpuTensor; 2],
        gradient: &CpuTensor,
    ) -> [CpuTensor; 3] {
        let rate = &values(rates)[2 * at..2 * at + 2];
        let done = adam::step([rate[0], rate[1]], values(weights), [values(m), values(v)], values(gradient));
        done.map(|vector| tensor(vector, weights.shape()))
    }
}
