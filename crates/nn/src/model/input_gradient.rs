//! Gradients of a network's output with respect to its inputs: one house at a time, with running statistics
//! and without dropout, on the CPU. Training instead needs gradients of the parameters, in batches.

use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use burn::tensor::Shape;

use super::feature_scaling;
use super::interpreter::Values;
use super::kernel::{Kernel, Pass, Training, Value};
use super::patches::PatchLayer;
use super::{Network, NetworkInput};
use crate::ops::{BatchNorm, ConvBlock, Dense, TAPS, cpu};
use facade_spec::graph::Op;

type CpuTensor = FloatTensor<Flex>;

/// A function from the gradient of a layer's output to those of its inputs.
type Back<'a> = Box<dyn FnOnce(CpuTensor) -> Vec<CpuTensor> + 'a>;

/// The output of a layer, and the way back.
type Tape<'a> = (CpuTensor, Back<'a>);

/// The same for one row of a layer with one input.
type RowTape<'a> = (Vec<f32>, Box<dyn FnOnce(Vec<f32>) -> Vec<f32> + 'a>);

/// Frozen values, trained parameters and running statistics, in the layout's order.
pub(crate) type Parameters<'a> = [&'a [f32]; 3];

impl Network {
    /// Gradient of the mean output with respect to each input of one house. Here the photos are an input even
    /// if layers over them are frozen.
    pub(crate) fn input_gradient(
        &self,
        parameters: Parameters<'_>,
        input: impl Fn(NetworkInput) -> Vec<f32>,
    ) -> Vec<(NetworkInput, Vec<f32>)> {
        let layers = &self.graph.layers;
        let flat = self.flat_tensors(parameters);
        let (outputs, backs) = self.tapes(layers.len(), parameters, &flat, input);
        let mut gradients: Values<Flex> = vec![None; layers.len()];
        if let (Some(last), Some(output)) = (gradients.last_mut(), outputs.last()) {
            let count = output.shape().num_elements();
            *last = Some(Value::Tensor(cpu::tensor(vec![1.0 / count as f32; count], output.shape())));
        }
        for (index, back) in backs.into_iter().enumerate().rev() {
            let Some(back) = back else { continue };
            let Some(gradient) = gradients[index].take() else { continue };
            for (&input, part) in layers[index].inputs.iter().zip(back(gradient.tensor())) {
                self.accumulate(&mut gradients, input, Value::Tensor(part));
            }
        }
        let of_inputs = layers.iter().zip(gradients).filter_map(|(layer, gradient)| match layer.op {
            Op::Input { input } => Some((input, cpu::values(&gradient?.tensor().to_contiguous()).to_vec())),
            _ => None,
        });
        of_inputs.collect()
    }

    /// Outputs of the first layers, up to `last`, for one house: of each row, flat.
    pub(crate) fn layer_outputs(
        &self,
        last: usize,
        parameters: Parameters<'_>,
        input: impl Fn(NetworkInput) -> Vec<f32>,
    ) -> Vec<Vec<f32>> {
        let flat = self.flat_tensors(parameters);
        let (outputs, _) = self.tapes(last + 1, parameters, &flat, input);
        outputs.iter().map(|output| cpu::values(output).to_vec()).collect()
    }

    /// Frozen values and trained parameters as tensors. Only convolutions of other sizes read them.
    fn flat_tensors(&self, [frozen, weights, _]: Parameters<'_>) -> [CpuTensor; 2] {
        let has_conv = self.kernels.iter().flatten().any(|kernel| matches!(kernel, Kernel::Conv(_)));
        let flat = [frozen, weights].map(|of| if has_conv { of.to_vec() } else { Vec::new() });
        flat.map(|values| cpu::tensor(values.clone(), [values.len()]))
    }

    /// Outputs of the first `count` layers, and the way back through each that is no input.
    fn tapes<'a>(
        &'a self,
        count: usize,
        parameters: Parameters<'a>,
        flat: &'a [CpuTensor; 2],
        input: impl Fn(NetworkInput) -> Vec<f32>,
    ) -> (Vec<CpuTensor>, Vec<Option<Back<'a>>>) {
        let (mut outputs, mut backs) = (Vec::<CpuTensor>::with_capacity(count), Vec::with_capacity(count));
        for (index, layer) in self.graph.layers.iter().enumerate().take(count) {
            if let Op::Input { input: kind } = layer.op {
                outputs.push(cpu::tensor(input(kind), self.output_shape(index)));
                backs.push(None);
                continue;
            }
            let inputs = layer.inputs.iter().map(|&input| outputs[input].clone()).collect();
            let (output, back) = self.tape(index, inputs, parameters, flat);
            outputs.push(output.to_contiguous());
            backs.push(Some(back));
        }
        (outputs, backs)
    }

    /// Shape of a layer's output for one house, with the rows.
    fn output_shape(&self, index: usize) -> Shape {
        let shape = [self.rows[index]].into_iter().chain(self.graph.layers[index].shape.iter().copied());
        Shape::from(shape.collect::<Vec<_>>())
    }

    /// The tape of a layer. `flat` has the frozen values and the trained parameters as tensors.
    fn tape<'a>(
        &'a self,
        index: usize,
        inputs: Vec<CpuTensor>,
        [frozen, weights, running_stats]: Parameters<'a>,
        flat: &'a [CpuTensor; 2],
    ) -> Tape<'a> {
        let trained = usize::from(index >= self.graph.frozen);
        let values = [frozen, weights][trained];
        let by_row = |tape: &dyn Fn(&[f32]) -> RowTape<'a>| self.by_row(index, &inputs[0], tape);
        match (&self.graph.layers[index].op, &self.kernels[index]) {
            (&Op::Patches { filters }, _) => by_row(&|photo| {
                let tile = (photo.len() / 3).isqrt();
                let layer = PatchLayer::new(tile, filters, frozen);
                let (features, photo) = (layer.house_features(photo), photo.to_vec());
                (features, Box::new(move |gradient| layer.input_gradient(&photo, &gradient)))
            }),
            (&Op::Standardise { length }, _) => by_row(&|x| {
                let mut y = x.to_vec();
                feature_scaling::scale(&mut y, frozen, length);
                let back = move |mut gradient: Vec<f32>| {
                    feature_scaling::scale_backward(&mut gradient, frozen, length);
                    gradient
                };
                (y, Box::new(back))
            }),
            (_, Some(Kernel::ConvBlock(layer))) => by_row(&|x| block(layer, x, [values, running_stats])),
            (_, Some(Kernel::Dense(layer))) => by_row(&|x| dense(layer, x, values)),
            (_, Some(Kernel::BatchNorm(layer))) => by_row(&|x| norm(layer, x, [values, running_stats])),
            (_, None | Some(Kernel::Flatten(_))) => by_row(&|x| (x.to_vec(), Box::new(|gradient| gradient))),
            // The others do the same in training and evaluation.
            (_, Some(kernel)) => {
                let weights = &flat[trained];
                let training = Training { new_running_stats: Vec::new(), dropout: Vec::new().into_iter() };
                let mut pass = Pass { weights, running_stats: weights, training: Some(training) };
                let needed = vec![true; inputs.len()];
                let inputs = inputs.into_iter().map(Value::Tensor).collect();
                let (output, saved) = kernel.forward::<Flex>(inputs, &mut pass);
                let back = move |gradient| {
                    let parts =
                        kernel.backward::<Flex>(saved, Value::Tensor(gradient), &needed, weights, None);
                    parts.into_iter().flatten().map(Value::tensor).collect()
                };
                (output.tensor(), Box::new(back))
            }
        }
    }

    /// The tape of a layer that treats each row of its input alike.
    fn by_row<'a>(&self, index: usize, x: &CpuTensor, tape: &dyn Fn(&[f32]) -> RowTape<'a>) -> Tape<'a> {
        let (rows, shape) = (self.rows[index], x.shape());
        let x = cpu::values(x);
        let each = x.len() / rows;
        let (outputs, backs): (Vec<Vec<f32>>, Vec<_>) =
            (0..rows).map(|row| tape(&x[row * each..(row + 1) * each])).unzip();
        let back = move |gradient: CpuTensor| {
            let gradient = gradient.to_contiguous();
            let gradients = cpu::values(&gradient);
            let each = gradients.len() / backs.len();
            let x_grads = backs.into_iter().enumerate();
            let x_grads =
                x_grads.flat_map(|(row, back)| back(gradients[row * each..(row + 1) * each].to_vec()));
            vec![cpu::tensor(x_grads.collect(), shape)]
        };
        (cpu::tensor(outputs.concat(), self.output_shape(index)), Box::new(back))
    }
}

/// `[inputs]` to `[outputs]`.
fn dense<'a>(layer: &'a Dense, x: &[f32], weights: &'a [f32]) -> RowTape<'a> {
    let y = cpu::dense::forward(layer, x, weights);
    let output = y.clone();
    let back = move |gradient: Vec<f32>| {
        let upstream = cpu::dense::relu_backward(layer, &output, &gradient);
        let (weight, _) = cpu::dense::parameters(layer, weights);
        let dot = |row: &[f32]| row.iter().zip(&upstream).map(|(weight, g)| weight * g).sum();
        weight.chunks_exact(layer.outputs).map(dot).collect()
    };
    (y, Box::new(back))
}

/// Batch normalisation as one factor and one shift per channel.
fn scale_and_shift([gamma, beta]: [&[f32]; 2], at: usize, running_stats: &[f32]) -> (Vec<f32>, Vec<f32>) {
    let (mean, variance) = running_stats[at..at + 2 * gamma.len()].split_at(gamma.len());
    let factor: Vec<f32> = gamma
        .iter()
        .zip(variance)
        .map(|(gamma, variance)| gamma * cpu::norm::inverse_std(*variance))
        .collect();
    let shift =
        beta.iter().zip(mean).zip(&factor).map(|((beta, mean), factor)| beta - mean * factor).collect();
    (factor, shift)
}

/// `[channels]` to the same.
fn norm<'a>(layer: &BatchNorm, x: &[f32], [weights, running_stats]: [&[f32]; 2]) -> RowTape<'a> {
    let (gamma, beta) = weights[layer.offset..layer.offset + 2 * layer.channels].split_at(layer.channels);
    let (factor, shift) = scale_and_shift([gamma, beta], layer.running_stats, running_stats);
    let y = x.iter().zip(&factor).zip(&shift).map(|((x, factor), shift)| x * factor + shift).collect();
    let back = move |gradient: Vec<f32>| gradient.iter().zip(&factor).map(|(g, factor)| g * factor).collect();
    (y, Box::new(back))
}

/// `[inputs, height, width]` to `[outputs, height / 2, width / 2]`.
fn block<'a>(layer: &'a ConvBlock, x: &[f32], [weights, running_stats]: [&'a [f32]; 2]) -> RowTape<'a> {
    let &ConvBlock { inputs, outputs, height, width, .. } = layer;
    let weight = &weights[layer.offset..layer.offset + layer.weight_len()];
    let [bias, gamma, beta] = layer.vector_offsets().map(|at| &weights[at..at + outputs]);
    let (factor, shift) = scale_and_shift([gamma, beta], layer.running_stats, running_stats);
    let area = height * width;
    let [down, across] = layer.pooled_size();
    let mut y = Vec::with_capacity(outputs * down * across);
    // Position of each maximum in its plane, and whether ReLU passed it.
    let mut argmax = Vec::with_capacity(outputs * down * across);
    for o in 0..outputs {
        let mut plane = vec![bias[o]; area];
        for i in 0..inputs {
            each_tap([height, width], |tap, to, from| {
                let weight = weight[(o * inputs + i) * TAPS + tap];
                let source = &x[i * area..][from];
                plane[to].iter_mut().zip(source).for_each(|(sum, x)| *sum += weight * x);
            });
        }
        for row in 0..down {
            for column in 0..across {
                let corner = 2 * row * width + 2 * column;
                let normalised = |at: usize| plane[at].max(0.0) * factor[o] + shift[o];
                let mut best = (corner, normalised(corner));
                for at in [corner + 1, corner + width, corner + width + 1] {
                    if normalised(at) > best.1 {
                        best = (at, normalised(at));
                    }
                }
                y.push(best.1);
                argmax.push((best.0, plane[best.0] > 0.0));
            }
        }
    }
    let back = move |gradient: Vec<f32>| {
        let mut x_grad = vec![0.0; inputs * area];
        let pooled = down * across;
        for o in 0..outputs {
            let mut plane = vec![0.0; area];
            for ((at, passes), g) in argmax[o * pooled..].iter().zip(&gradient[o * pooled..][..pooled]) {
                if *passes {
                    plane[*at] += g * factor[o];
                }
            }
            for i in 0..inputs {
                let x_grad = &mut x_grad[i * area..][..area];
                each_tap([height, width], |tap, to, from| {
                    let weight = weight[(o * inputs + i) * TAPS + tap];
                    x_grad[from].iter_mut().zip(&plane[to]).for_each(|(sum, g)| *sum += weight * g);
                });
            }
        }
        x_grad
    };
    (y, Box::new(back))
}

/// For each of the nine taps of a kernel, and each row: the pixels that are written and those that are read.
fn each_tap(
    [height, width]: [usize; 2],
    mut of: impl FnMut(usize, std::ops::Range<usize>, std::ops::Range<usize>),
) {
    for tap in 0..TAPS {
        let (down, across) = (tap / 3, tap % 3);
        for row in 0..height {
            // Zero padding.
            let Some(source) = (row + down).checked_sub(1).filter(|source| *source < height) else {
                continue;
            };
            let first = usize::from(across == 0);
            let count = width - usize::from(across != 1);
            let from = source * width + first + across - 1;
            of(tap, row * width + first..row * width + first + count, from..from + count);
        }
    }
}
