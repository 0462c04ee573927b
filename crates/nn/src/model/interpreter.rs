//! Runs a network's graph: training steps and evaluation. [`input_gradient`](super::input_gradient) has the
//! gradients of inputs.

use burn::backend::tensor::FloatTensor;
use burn::backend::{DispatchKindConversion, DispatchTensor, TensorMetadata};
use burn::tensor::{Slice, Tensor};

use super::Network;
use super::kernel::{Kernel, Pass, Saved, Training, Value};
use crate::ops::{BackendTask, Criterion, Ops, dispatch, primitive};
#[cfg(doc)]
use facade_spec::graph::Op;

/// Photos that the layers before an [`Op::Stack`] take at a time in evaluation.
const PHOTOS_AT_ONCE: usize = 16;

/// The houses of one step.
#[derive(Clone, Debug)]
pub struct Batch {
    /// One tensor per input, `[batch, values]`.
    pub inputs: Vec<Tensor<2>>,
    /// Dropout factors for each layer with dropout, `[batch, units]`: 0 for a dropped unit, `1 / (1 - rate)`
    /// for a kept one.
    pub dropout: Vec<Tensor<2>>,
    /// Targets, `[batch]`.
    pub targets: Tensor<1>,
    /// 1 for each member that trains on a house and 0 for the others, `[batch, members]`; none if all do.
    pub member_mask: Option<Tensor<2>>,
}

/// Output of a training step, not read back yet.
#[derive(Clone, Debug)]
pub struct Step {
    /// `[1]`, with dropout; percentage errors in percent.
    pub loss: Tensor<1>,
    /// `[parameters]`
    pub gradient: Tensor<1>,
    /// Running statistics, updated with the batch.
    pub running_stats: Tensor<1>,
}

/// Inputs of an evaluation.
enum Inputs {
    /// As in [`Batch::inputs`].
    Houses(Vec<Tensor<2>>),
    /// Photos, `[photos, channels, height, width]`.
    Photos(Box<Tensor<4>>),
}

/// Outputs of layers, or their gradients; none where not computed yet, or dropped.
pub(super) type Values<B> = Vec<Option<Value<B>>>;

/// What each layer saved.
type AllSaved<B> = Vec<Option<Saved<B>>>;

impl Network {
    /// Loss, gradient and updated running statistics for a batch, from the weights and running statistics
    /// before it.
    pub fn step(&self, state: [&Tensor<1>; 2], batch: Batch, criterion: Criterion) -> Step {
        let [weights, running_stats] = state;
        dispatch(weights, Train { network: self, weights, running_stats, batch, criterion })
    }

    /// Outputs of each member for each house, `[batch, members]`, with running statistics and without
    /// dropout. `inputs` as in [`Batch`].
    pub fn predict(&self, state: [&Tensor<1>; 2], inputs: Vec<Tensor<2>>) -> Tensor<2> {
        let last = self.graph.layers.len() - 1;
        let outputs = self.evaluate(state, Inputs::Houses(inputs), &[last]).swap_remove(0);
        let [rows, _] = outputs.dims();
        // Photos that are taken one at a time: their mean.
        let each = self.output_rows();
        if each == 1 { outputs } else { outputs.reshape([rows / each, each]).mean_dim(1) }
    }

    /// Features of houses before the output layer, `[batch, values]`: of their photos, or of their attributes
    /// if the network has no photos. Arguments as for [`predict`](Self::predict).
    pub fn features(&self, state: [&Tensor<1>; 2], inputs: Vec<Tensor<2>>) -> Tensor<2> {
        let layers = &self.graph.features;
        let parts = self.evaluate(state, Inputs::Houses(inputs), layers);
        let by_house = parts.into_iter().zip(layers).map(|(part, &layer)| {
            let ([rows, values], each) = (part.dims(), self.rows[layer]);
            if each == 1 { part } else { part.reshape([rows / each, each * values]) }
        });
        let mut parts: Vec<Tensor<2>> = by_house.collect();
        if parts.len() == 1 { parts.swap_remove(0) } else { Tensor::cat(parts, 1) }
    }

    /// What the layers before the [`Op::Stack`] compute from photos `[photos, 3, tile, tile]` in 0 to 1:
    /// `[photos, values]`; the photos if there are none. `values` are the parameters of these layers.
    pub(crate) fn photo_features(&self, values: &Tensor<1>, photos: Tensor<4>) -> Tensor<2> {
        let Some([_, last]) = self.stack() else { return photos.flatten(1, 3) };
        self.evaluate([values, values], Inputs::Photos(Box::new(photos)), &[last]).swap_remove(0)
    }

    /// Outputs of some layers, `[rows, values]` each, with running statistics and without dropout.
    fn evaluate(
        &self,
        [weights, running_stats]: [&Tensor<1>; 2],
        inputs: Inputs,
        targets: &[usize],
    ) -> Vec<Tensor<2>> {
        dispatch(weights, Evaluate { network: self, weights, running_stats, inputs, targets })
    }

    /// The inputs, as outputs of their layers. Pictures are `[rows, channels, height, width]`.
    fn supplied<B: Ops>(&self, inputs: Inputs) -> Values<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let mut values = vec![None; self.kernels.len()];
        match inputs {
            Inputs::Photos(photos) => {
                if let Some([layer, _]) = self.stack() {
                    values[layer] = Some(Value::Tensor(primitive::<B, 4>(*photos)));
                }
            }
            Inputs::Houses(inputs) => {
                for (input, &(_, layer)) in inputs.into_iter().zip(&self.inputs) {
                    let [houses, _] = input.dims();
                    values[layer] = Some(Value::Tensor(match *self.graph.layers[layer].shape {
                        [channels, height, width] => {
                            let rows = houses * self.rows[layer];
                            primitive::<B, 4>(input.reshape([rows, channels, height, width]))
                        }
                        _ => B::contiguous(primitive::<B, 2>(input)),
                    }));
                }
            }
        }
        values
    }

    /// Outputs of the `targets` from those of other layers, and what the layers saved. Only layers that the
    /// targets need are computed, and an output is dropped after its last use.
    pub(super) fn forward<B: Ops>(
        &self,
        mut values: Values<B>,
        targets: &[usize],
        pass: &mut Pass<'_, B>,
    ) -> (Vec<FloatTensor<B>>, AllSaved<B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let layers = &self.graph.layers;
        let mut uses = vec![0usize; layers.len()];
        targets.iter().for_each(|&target| uses[target] += 1);
        for (index, layer) in layers.iter().enumerate().rev() {
            if uses[index] > 0 && values[index].is_none() {
                layer.inputs.iter().for_each(|&input| uses[input] += 1);
            }
        }
        let take = |values: &mut Values<B>, uses: &mut [usize], index: usize| {
            uses[index] -= 1;
            if uses[index] == 0 { values[index].take() } else { values[index].clone() }
        };
        let mut all_saved: AllSaved<B> = layers.iter().map(|_| None).collect();
        for (index, (layer, kernel)) in layers.iter().zip(&self.kernels).enumerate() {
            let Some(kernel) = kernel.as_ref().filter(|_| uses[index] > 0 && values[index].is_none()) else {
                continue;
            };
            let inputs =
                layer.inputs.iter().filter_map(|&input| take(&mut values, &mut uses, input)).collect();
            let (output, saved) = kernel.forward(inputs, pass);
            values[index] = Some(output);
            all_saved[index] = pass.training.is_some().then_some(saved);
        }
        let outputs = targets.iter().filter_map(|&target| take(&mut values, &mut uses, target));
        (outputs.map(Value::tensor).collect(), all_saved)
    }

    /// Writes the gradients of all parameters, from that of the output.
    fn backward<B: Ops>(
        &self,
        mut saved: AllSaved<B>,
        gradient: FloatTensor<B>,
        weights: &FloatTensor<B>,
        grads: &mut B::ParamBuffer,
    ) where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let layers = &self.graph.layers;
        let mut gradients: Values<B> = vec![None; layers.len()];
        gradients[layers.len() - 1] = Some(Value::Tensor(gradient));
        for (index, layer) in layers.iter().enumerate().rev() {
            let (Some(kernel), Some(saved), Some(gradient)) =
                (&self.kernels[index], saved[index].take(), gradients[index].take())
            else {
                continue;
            };
            // The gradient of the inputs is not needed in training.
            let needed: Vec<bool> = layer.inputs.iter().map(|&input| self.is_trained[input]).collect();
            let parts = kernel.backward(saved, gradient, &needed, weights, Some(&mut *grads));
            for ((&input, needed), part) in layer.inputs.iter().zip(needed).zip(parts) {
                if let Some(part) = part.filter(|_| needed) {
                    self.accumulate(&mut gradients, input, part);
                }
            }
        }
    }

    /// Adds a part to the gradient of a layer's output: the layer may feed several others.
    pub(super) fn accumulate<B: Ops>(&self, gradients: &mut Values<B>, layer: usize, part: Value<B>) {
        gradients[layer] = Some(match (gradients[layer].take(), &self.kernels[layer]) {
            (None, _) => part,
            (Some(sum), Some(Kernel::ConvBlock(block))) => {
                Value::Images(B::unflatten(block, B::float_add(sum.tensor(), part.tensor())))
            }
            (Some(sum), _) => Value::Tensor(B::float_add(sum.tensor(), part.tensor())),
        });
    }

    /// What the layers before the [`Op::Stack`] compute from photos, in
    /// batches: `[photos, values]`.
    fn in_batches<B: Ops>(
        &self,
        [input, last]: [usize; 2],
        photos: &FloatTensor<B>,
        pass: &mut Pass<'_, B>,
    ) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let count = photos.shape()[0];
        let batch = |first: usize| {
            let rows = Slice::from(first..count.min(first + PHOTOS_AT_ONCE));
            let mut values = vec![None; self.kernels.len()];
            values[input] = Some(Value::Tensor(B::float_slice(photos.clone(), &[rows])));
            self.forward(values, &[last], pass).0.swap_remove(0)
        };
        B::float_cat((0..count).step_by(PHOTOS_AT_ONCE).map(batch).collect(), 0)
    }
}

struct Train<'a> {
    network: &'a Network,
    weights: &'a Tensor<1>,
    running_stats: &'a Tensor<1>,
    batch: Batch,
    criterion: Criterion,
}

impl BackendTask for Train<'_> {
    type Output = Step;

    fn run<B: Ops>(self) -> Step
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let (network, layout) = (self.network, self.network.layout());
        let weights: &FloatTensor<B> = &primitive::<B, 1>(self.weights.clone());
        let running_stats = &primitive::<B, 1>(self.running_stats.clone());
        let new_running_stats = B::param_buffer(layout.running_stats_len(), running_stats);
        let mut grads = B::param_buffer(layout.weights_len(), weights);
        let Batch { inputs, dropout, targets, member_mask } = self.batch;

        let values = network.supplied(Inputs::Houses(inputs));
        let training = Training { new_running_stats, dropout: dropout.into_iter() };
        let mut pass = Pass { weights, running_stats, training: Some(training) };
        let (mut outputs, saved) = network.forward(values, &[network.graph.layers.len() - 1], &mut pass);
        let outputs = outputs.swap_remove(0);

        // Each photo of a house has the house's price as its target.
        let ([houses], each) = (targets.dims(), network.output_rows());
        let targets = if each == 1 {
            targets
        } else {
            targets.reshape([houses, 1]).repeat_dim(1, each).reshape([houses * each])
        };
        let member_mask = member_mask.map(primitive::<B, 2>);
        let [loss, gradient] = B::loss(self.criterion, outputs, primitive::<B, 1>(targets), member_mask);
        network.backward(saved, gradient, weights, &mut grads);
        let new_running_stats = pass.training.map(|training| training.new_running_stats);
        let [loss, gradient] = [loss, B::finish(grads)].map(Tensor::from_primitive::<B>);
        let running_stats = new_running_stats.map_or_else(
            || self.running_stats.clone(),
            |buffer| Tensor::from_primitive::<B>(B::finish(buffer)),
        );
        Step { loss, gradient, running_stats }
    }
}

struct Evaluate<'a> {
    network: &'a Network,
    weights: &'a Tensor<1>,
    running_stats: &'a Tensor<1>,
    inputs: Inputs,
    targets: &'a [usize],
}

impl BackendTask for Evaluate<'_> {
    /// `[rows, values]` of each target.
    type Output = Vec<Tensor<2>>;

    fn run<B: Ops>(self) -> Vec<Tensor<2>>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let network = self.network;
        let weights: &FloatTensor<B> = &primitive::<B, 1>(self.weights.clone());
        let running_stats = &primitive::<B, 1>(self.running_stats.clone());
        let mut pass = Pass { weights, running_stats, training: None };
        let mut values = network.supplied(self.inputs);
        if let Some(stack @ [photos, last]) = network.stack()
            && let Some(photos) = values[photos].take()
        {
            values[last] = Some(Value::Tensor(network.in_batches(stack, &photos.tensor(), &mut pass)));
        }
        let (outputs, _) = network.forward(values, self.targets, &mut pass);
        outputs.into_iter().map(Tensor::from_primitive::<B>).collect()
    }
}
