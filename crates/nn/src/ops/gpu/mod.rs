//! Training on the GPU: CubeCL kernels of our own over Burn's tensors. Every tensor is contiguous, and sizes say where
//! each value stands.

mod adam;
mod block;
mod convolution;
mod dense;
mod launch;
mod loss;
mod norm;
mod sizes;
mod statistics;
mod strided;

use std::ops::Range;

use burn::backend::Wgpu;
use burn::backend::ops::FloatTensorOps;
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Slice, TensorData};
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::tensor::CubeTensor;

use super::{Block, Criterion, Dense, Norm, Ops, UNWRITTEN};

impl Ops for Wgpu {
    /// Kernels write into the vector itself.
    type Draft = CubeTensor;
    /// `[batch, channels, height, width]`
    type Images = CubeTensor;
    type BlockState = block::Kept;
    type NormState = norm::Kept;

    fn draft(count: usize, beside: &CubeTensor) -> CubeTensor {
        if cfg!(debug_assertions) {
            let unwritten = TensorData::new(vec![UNWRITTEN; count], [count]);
            return Wgpu::float_from_data(unwritten, &beside.device);
        }
        launch::new(beside, [count])
    }

    fn put(draft: &mut CubeTensor, at: usize, values: CubeTensor) {
        launch::put(draft, at, into_contiguous(values));
    }

    fn written(draft: CubeTensor) -> CubeTensor {
        draft
    }

    fn images(x: CubeTensor) -> CubeTensor {
        into_contiguous(x)
    }

    fn flatten(images: CubeTensor) -> CubeTensor {
        let shape = images.meta.shape();
        let (batch, flat) = (shape[0], shape.num_elements() / shape[0]);
        launch::reshaped(images, [batch, flat])
    }

    fn unflatten(layer: &Block, flat: CubeTensor) -> CubeTensor {
        let [height, width] = layer.pooled();
        let batch = flat.meta.shape()[0];
        launch::reshaped(flat, [batch, layer.outputs, height, width])
    }

    fn block(
        layer: &Block,
        x: CubeTensor,
        weights: &CubeTensor,
        moving: &CubeTensor,
        after: &mut CubeTensor,
    ) -> (CubeTensor, block::Kept) {
        block::train(layer, x, weights, moving, after)
    }

    fn block_back(
        layer: &Block,
        state: block::Kept,
        gradient: CubeTensor,
        weights: &CubeTensor,
        found: &mut CubeTensor,
        wants_x: bool,
    ) -> Option<CubeTensor> {
        block::backward(layer, state, &gradient, weights, found, wants_x)
    }

    fn block_evaluate(layer: &Block, x: CubeTensor, weights: &CubeTensor, moving: &CubeTensor) -> CubeTensor {
        block::evaluate(layer, &x, weights, moving)
    }

    fn dense(layer: &Dense, x: &CubeTensor, weights: &CubeTensor) -> CubeTensor {
        dense::forward(layer, x, weights)
    }

    fn dense_back(
        layer: &Dense,
        x: CubeTensor,
        y: CubeTensor,
        gradient: CubeTensor,
        weights: &CubeTensor,
        found: &mut CubeTensor,
    ) -> CubeTensor {
        dense::backward(layer, &x, &y, &gradient, weights, found)
    }

    fn norm(
        layer: &Norm,
        x: CubeTensor,
        dropout: CubeTensor,
        weights: &CubeTensor,
        moving: &CubeTensor,
        after: &mut CubeTensor,
    ) -> (CubeTensor, norm::Kept) {
        norm::train(layer, x, into_contiguous(dropout), weights, moving, after)
    }

    fn norm_back(
        layer: &Norm,
        state: norm::Kept,
        gradient: CubeTensor,
        weights: &CubeTensor,
        found: &mut CubeTensor,
    ) -> CubeTensor {
        norm::backward(layer, state, &gradient, weights, found)
    }

    fn norm_evaluate(layer: &Norm, x: CubeTensor, weights: &CubeTensor, moving: &CubeTensor) -> CubeTensor {
        norm::evaluate(layer, &x, weights, moving)
    }

    fn convolve(x: CubeTensor, weight: CubeTensor, bias: CubeTensor, options: ConvOptions<2>) -> CubeTensor {
        let [x, weight, bias] = [x, weight, bias].map(into_contiguous);
        strided::forward(&x, &weight, &bias, &options)
    }

    fn convolve_back(
        x: CubeTensor,
        weight: CubeTensor,
        gradient: CubeTensor,
        options: ConvOptions<2>,
    ) -> CubeTensor {
        let [x, weight, gradient] = [x, weight, gradient].map(into_contiguous);
        strided::of_x(&x, &weight, &gradient, &options)
    }

    fn convolve_weight(
        x: CubeTensor,
        weight: CubeTensor,
        gradient: CubeTensor,
        options: ConvOptions<2>,
    ) -> CubeTensor {
        let [x, weight, gradient] = [x, weight, gradient].map(into_contiguous);
        strided::of_weight(&x, &weight, &gradient, &options)
    }

    fn given(x: CubeTensor) -> CubeTensor {
        into_contiguous(x)
    }

    fn join(parts: Vec<CubeTensor>) -> CubeTensor {
        into_contiguous(Wgpu::float_cat(parts, 1))
    }

    fn part(joined: &CubeTensor, places: Range<usize>) -> CubeTensor {
        into_contiguous(Wgpu::float_slice(joined.clone(), &[Slice::full(), places.into()]))
    }

    fn loss(
        criterion: Criterion,
        predicted: CubeTensor,
        actual: CubeTensor,
        counted: Option<CubeTensor>,
    ) -> [CubeTensor; 2] {
        loss::mean(criterion, &predicted, &into_contiguous(actual), counted.map(into_contiguous))
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
