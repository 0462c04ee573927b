//! Training on the CPU, in plain Rust over slices. Burn's CPU backend holds the tensors.

mod adam;
mod block;
mod buffer;
pub(crate) mod dense;
mod images;
mod loss;
pub(crate) mod norm;
mod strided;
mod values;
mod vector;
mod winograd;

use burn::backend::ops::{ConvOptions, FloatTensorOps};
use burn::backend::{Flex, TensorMetadata};
use std::ops::Range;

use images::Images;
use values::Values;
pub(crate) use values::{tensor, values};

use super::{Block, Criterion, Dense, Norm, Ops};

impl Ops for Flex {
    type Draft = Vec<f32>;
    type Images = Images;
    type BlockState = block::Kept;
    type NormState = norm::Kept;

    fn draft(count: usize, _beside: &Values) -> Vec<f32> {
        buffer::draft(count)
    }

    fn put(draft: &mut Vec<f32>, at: usize, part: Values) {
        let part = part.to_contiguous();
        let part = values(&part);
        draft[at..at + part.len()].copy_from_slice(part);
    }

    fn written(draft: Vec<f32>) -> Values {
        let shape = [draft.len()];
        tensor(buffer::written(draft), shape)
    }

    fn images(x: Values) -> Images {
        let [_, channels, height, width] = x.shape().dims();
        Images::new(values(&x), channels, height * width)
    }

    fn flatten(images: Images) -> Values {
        let (batch, flat) = (images.each.len(), images.planes());
        let shape = [batch, flat.len() / batch];
        tensor(flat, shape)
    }

    fn unflatten(layer: &Block, flat: Values) -> Images {
        Images::new(values(&flat), layer.outputs, layer.pooled().iter().product())
    }

    fn block(
        layer: &Block,
        x: Images,
        weights: &Values,
        moving: &Values,
        after: &mut Vec<f32>,
    ) -> (Images, block::Kept) {
        let (pooled, kept) = block::train(x, layer, values(weights));
        norm::fold(kept.statistics(), layer.moving, values(moving), after);
        (pooled, kept)
    }

    fn block_back(
        layer: &Block,
        state: block::Kept,
        gradient: Images,
        weights: &Values,
        found: &mut Vec<f32>,
        wants_x: bool,
    ) -> Option<Images> {
        block::backward(&state, layer, values(weights), &gradient, wants_x, found)
    }

    fn block_evaluate(layer: &Block, x: Images, weights: &Values, moving: &Values) -> Images {
        let statistics = norm::moving(layer.moving, layer.outputs, values(moving));
        block::evaluate(&x, layer, values(weights), &statistics)
    }

    fn dense(layer: &Dense, x: &Values, weights: &Values) -> Values {
        let y = dense::forward(layer, values(x), values(weights));
        tensor(y, [x.shape()[0], layer.outputs])
    }

    fn dense_back(
        layer: &Dense,
        x: Values,
        y: Values,
        gradient: Values,
        weights: &Values,
        found: &mut Vec<f32>,
    ) -> Values {
        let arrived = dense::through(layer, values(&y), values(&gradient));
        tensor(dense::backward(layer, values(&x), arrived, values(weights), found), x.shape())
    }

    fn norm(
        layer: &Norm,
        x: Values,
        dropout: Values,
        weights: &Values,
        moving: &Values,
        after: &mut Vec<f32>,
    ) -> (Values, norm::Kept) {
        let (y, kept) = norm::train(layer, values(&x), values(&dropout), values(weights));
        norm::fold(kept.statistics(), layer.moving, values(moving), after);
        (tensor(y, x.shape()), kept)
    }

    fn norm_back(
        layer: &Norm,
        state: norm::Kept,
        gradient: Values,
        weights: &Values,
        found: &mut Vec<f32>,
    ) -> Values {
        let x = norm::backward(layer, &state, values(&gradient), values(weights), found);
        tensor(x, gradient.shape())
    }

    fn norm_evaluate(layer: &Norm, x: Values, weights: &Values, moving: &Values) -> Values {
        let statistics = norm::moving(layer.moving, layer.channels, values(moving));
        tensor(norm::evaluate(layer, values(&x), values(weights), &statistics), x.shape())
    }

    fn convolve(x: Values, weight: Values, bias: Values, options: ConvOptions<2>) -> Values {
        strided::forward(x, weight, &bias, &options)
    }

    fn convolve_back(x: Values, weight: Values, gradient: Values, options: ConvOptions<2>) -> Values {
        strided::of_x(&x, weight, gradient, &options)
    }

    fn convolve_weight(x: Values, weight: Values, gradient: Values, options: ConvOptions<2>) -> Values {
        strided::of_weight(x, &weight, gradient, &options)
    }

    fn given(x: Values) -> Values {
        x
    }

    fn join(parts: Vec<Values>) -> Values {
        Flex::float_cat(parts, 1)
    }

    fn part(joined: &Values, places: Range<usize>) -> Values {
        let [batch, across] = joined.shape().dims();
        let rows = values(joined).chunks_exact(across);
        let shape = [batch, places.len()];
        tensor(rows.flat_map(|row| &row[places.clone()]).copied().collect(), shape)
    }

    fn loss(criterion: Criterion, predicted: Values, actual: Values, counted: Option<Values>) -> [Values; 2] {
        let counted = counted.as_ref().map(values);
        let (loss, gradient) = loss::mean(criterion, values(&predicted), values(&actual), counted);
        [tensor(vec![loss], [1]), tensor(gradient, predicted.shape())]
    }

    fn adam(
        rates: &Values,
        at: usize,
        weights: &Values,
        [m, v]: [&Values; 2],
        gradient: &Values,
    ) -> [Values; 3] {
        let rate = &values(rates)[2 * at..2 * at + 2];
        let done = adam::step([rate[0], rate[1]], values(weights), [values(m), values(v)], values(gradient));
        done.map(|vector| tensor(vector, weights.shape()))
    }
}
