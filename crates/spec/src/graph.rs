//! A network as a graph of layers: names, shapes and parameters.
//!
//! Everything that is done with a network follows from its graph: the number of parameters, their initial
//! values, training, evaluation, gradients of the photos, the ONNX file, and the Python reader, which finds the
//! graph in the model file.

use facade_data::QUARTERS;
use serde::Serialize;

/// Red, green, blue.
pub const CHANNELS: usize = 3;
/// Width and height of a patch in [`Op::Patches`], in pixels.
pub const PATCH_SIZE: usize = 6;
/// Cells of a photo in [`Op::Patches`], across and down. Each cell gives one feature per filter and sign.
pub const PATCH_CELLS: usize = 6;
/// Width and height of the kernels in [`Op::ConvBlock`].
const BLOCK_KERNEL: usize = 3;

/// An input of a network, per house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NetworkInput {
    /// The montage, `[3, height, width]` in 0 to 1.
    Montage,
    /// One photo, `[3, tile, tile]` in 0 to 1.
    Photo(usize),
    /// All photos, one by one, `[photos, 3, tile, tile]` in 0 to 1.
    EachPhoto,
    /// Features of each photo by the pretrained network, `[photos, PHOTO_FEATURES]`.
    PhotoFeatures,
    /// Encoded attributes.
    Attributes,
    /// The output of the frozen layers, computed before the first step. Never in a graph.
    Features,
}

/// The layers of a network. The last one is the output: one value per member or cross-fitted head.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Graph {
    /// Photos of a house. Layers after [`NetworkInput::EachPhoto`], until [`Op::Stack`], have a row for each.
    pub photos: usize,
    /// Members of an ensemble: each is a copy of the layers with its own parameters, whose names start with
    /// `members.N.`, and the outputs are concatenated. Inputs and frozen layers are shared. With 0 there is
    /// one network, without a prefix.
    pub members: usize,
    /// The first layers up to this index (exclusive) are frozen. The last of them is what training starts
    /// from, [`NetworkInput::Features`].
    pub frozen: usize,
    /// Layers whose outputs together are the feature space of a house.
    pub features: Vec<usize>,
    /// In the order of computation.
    pub layers: Vec<Layer>,
}

/// A layer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Layer {
    /// Start of its parameters' names; empty for layers without parameters.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it computes.
    #[serde(flatten)]
    pub op: Op,
    /// Indices of the layers whose outputs it takes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<usize>,
    /// Shape of its output, for one row.
    pub shape: Vec<usize>,
}

/// What a layer computes, per row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub enum Op {
    /// An input of the network.
    Input {
        /// Which.
        input: NetworkInput,
    },
    /// 3x3 convolution with zero padding, ReLU, batch normalisation, 2x2 max pooling:
    /// `[channels, height, width]` to `[filters, height / 2, width / 2]`. Its output goes to another block or
    /// to [`Op::Flatten`].
    ConvBlock {
        /// Output channels.
        filters: usize,
    },
    /// To one dimension, in the order channel, height, width.
    Flatten,
    /// A dense layer: `[values]` to `[units]`.
    Dense {
        /// Output values.
        units: usize,
        /// Whether ReLU follows.
        relu: bool,
        /// Whether the weights are zero before training.
        #[serde(skip)]
        zeros: bool,
    },
    /// Batch normalisation of `[values]`. In training dropout follows.
    BatchNorm,
    /// Concatenates `[values]`.
    Concat,
    /// Convolution with zero padding, and a bias.
    Conv {
        /// Output channels.
        filters: usize,
        /// Width and height of the kernels, an odd number.
        kernel: usize,
        /// Pixels from one position to the next.
        stride: usize,
        /// Zero padding.
        #[serde(skip_serializing_if = "Padding::is_half")]
        padding: Padding,
    },
    /// Convolution of each channel by itself, with TensorFlow's zero padding "same", and a bias.
    DepthwiseConv {
        /// Width and height of the kernels, an odd number.
        kernel: usize,
        /// Pixels from one position to the next.
        stride: usize,
    },
    /// Max pooling. Padding never wins.
    MaxPool {
        /// Width and height of a window.
        kernel: usize,
        /// Pixels from one window to the next.
        stride: usize,
        /// Pixels added at each edge.
        padding: usize,
    },
    /// ReLU.
    Relu,
    /// ReLU, at most 6.
    Relu6,
    /// Sum of two layers of the same shape.
    Add,
    /// Mean over height and width: `[channels, height, width]` to `[channels]`.
    GlobalAveragePool,
    /// Normalises each channel by constants.
    Normalise {
        /// Mean of each channel.
        mean: [f32; CHANNELS],
        /// Standard deviation of each channel.
        deviation: [f32; CHANNELS],
    },
    /// A row for each photo to one row for the house, `[photos * values]`.
    Stack,
    /// Means over the whole photo from those over its quarters: `[QUARTERS * values]` to `[values]`.
    WholePhoto,
    /// Mean over the photos that a house has: a row for each photo to one row for the house.
    MeanPhotos,
    /// Maximum over the photos that a house has: a row for each photo to one row for the house.
    MaxPhotos,
    /// The patch layer, which is fitted on the training photos without their prices: a photo
    /// `[3, tile, tile]` to one value per cell, filter and sign.
    Patches {
        /// Filters.
        filters: usize,
    },
    /// Standardises `[values]` by the mean and standard deviation of the training houses, and multiplies by
    /// `length / sqrt(values)`.
    Standardise {
        /// Mean length of the output.
        length: f64,
    },
}

/// Zero padding of a convolution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Padding {
    /// Half a kernel at each edge.
    #[default]
    Half,
    /// TensorFlow's "same": as many outputs as strides begin in the image. An odd pixel lies behind.
    Same,
}

impl Padding {
    /// Pixels before and behind an axis of this length.
    pub fn pixels(self, length: usize, kernel: usize, stride: usize) -> [usize; 2] {
        match self {
            Padding::Half => [kernel / 2; 2],
            Padding::Same => {
                let outputs = length.div_ceil(stride);
                let total = (outputs.saturating_sub(1) * stride + kernel).saturating_sub(length);
                [total / 2, total - total / 2]
            }
        }
    }

    fn is_half(&self) -> bool {
        *self == Padding::Half
    }
}

/// Initial values: Keras's defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initializer {
    /// Uniform in plus or minus `sqrt(6 / (fan_in + fan_out))` (Glorot and Bengio, 2010).
    GlorotUniform {
        /// Inputs of a unit.
        fan_in: usize,
        /// Outputs that an input reaches.
        fan_out: usize,
    },
    /// 0
    Zeros,
    /// 1
    Ones,
}

/// A parameter of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name after that of the layer.
    pub name: &'static str,
    /// Its shape.
    pub shape: Vec<usize>,
    /// Its initial values.
    pub init: Initializer,
    /// Whether it is a running statistic.
    pub is_running_stat: bool,
}

impl Graph {
    /// A graph without layers, for houses with this many photos.
    pub fn new(photos: usize) -> Self {
        Graph { photos, members: 0, frozen: 0, features: Vec::new(), layers: Vec::new() }
    }

    /// Adds an input with this shape per row, and returns its index.
    pub fn input(&mut self, input: NetworkInput, shape: impl Into<Vec<usize>>) -> usize {
        self.push(Layer {
            name: String::new(),
            op: Op::Input { input },
            inputs: Vec::new(),
            shape: shape.into(),
        })
    }

    /// Adds a layer that takes the outputs of these layers, and returns its index.
    pub fn layer(&mut self, name: impl Into<String>, op: Op, inputs: &[usize]) -> usize {
        let shapes: Vec<&[usize]> = inputs.iter().map(|&input| &*self.layers[input].shape).collect();
        let shape = op.shape(&shapes, self.photos);
        self.push(Layer { name: name.into(), op, inputs: inputs.to_vec(), shape })
    }

    /// Adds a layer that concatenates these; a single one is returned unchanged.
    pub fn concat(&mut self, parts: &[usize]) -> usize {
        if let [part] = parts { *part } else { self.layer("", Op::Concat, parts) }
    }

    fn push(&mut self, layer: Layer) -> usize {
        self.layers.push(layer);
        self.layers.len() - 1
    }

    /// Parameters of the layer at this index.
    pub fn parameters(&self, index: usize) -> Vec<Parameter> {
        let layer = &self.layers[index];
        layer.inputs.first().map_or_else(Vec::new, |&input| layer.op.parameters(&self.layers[input].shape))
    }

    /// Trained parameters, of all members together.
    pub fn weights(&self) -> u64 {
        self.count(self.frozen..self.layers.len()).saturating_mul(self.members.max(1) as u64)
    }

    /// Values of the frozen layers.
    pub fn frozen_values(&self) -> u64 {
        self.count(0..self.frozen)
    }

    /// Parameters of these layers, without running statistics.
    fn count(&self, layers: std::ops::Range<usize>) -> u64 {
        let values = |shape: &[usize]| shape.iter().fold(1u64, |all, &side| all.saturating_mul(side as u64));
        let parameters = layers.flat_map(|index| self.parameters(index));
        parameters
            .filter(|parameter| !parameter.is_running_stat)
            .fold(0, |sum, parameter| sum.saturating_add(values(&parameter.shape)))
    }

    /// Rows of each layer's output for one house: one, or one per photo.
    pub fn rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            rows.push(match layer.op {
                Op::Input { input: NetworkInput::EachPhoto | NetworkInput::PhotoFeatures } => self.photos,
                Op::Stack | Op::MeanPhotos | Op::MaxPhotos => 1,
                _ => layer.inputs.iter().map(|&input| rows[input]).max().unwrap_or(1),
            });
        }
        rows
    }

    /// Values of a house in the feature space.
    pub fn feature_count(&self) -> usize {
        let rows = self.rows();
        let values = |&index: &usize| rows[index].saturating_mul(self.layers[index].values());
        self.features.iter().map(values).sum::<usize>().saturating_mul(self.members.max(1))
    }

    /// Output values of the widest layer for one house, before pooling. Only layers that a training step
    /// computes count, and the output of the frozen ones.
    pub fn widest(&self) -> u64 {
        let rows = self.rows();
        let values = |index: usize| {
            let layer = &self.layers[index];
            let values = match (&layer.op, layer.inputs.first()) {
                (Op::Input { .. }, _) => 0,
                (Op::ConvBlock { filters }, Some(&input)) => {
                    let [_, height, width] = image(&self.layers[input].shape);
                    filters.saturating_mul(height).saturating_mul(width)
                }
                _ => layer.values(),
            };
            (rows[index] as u64).saturating_mul(values as u64)
        };
        (self.frozen.saturating_sub(1)..self.layers.len()).map(values).max().unwrap_or(0)
    }

    /// The same network with the layers of every member spelled out.
    pub fn expanded(&self) -> Graph {
        let mut all = Graph { members: 0, ..self.clone() };
        if self.members == 0 {
            return all;
        }
        (all.layers, all.features) = (Vec::new(), Vec::new());
        let mut outputs = Vec::new();
        // Index of each layer of a member in the whole graph.
        let mut indices: Vec<usize> = vec![0; self.layers.len()];
        for member in 0..self.members {
            for (index, layer) in self.layers.iter().enumerate() {
                let is_shared = index < self.frozen || matches!(layer.op, Op::Input { .. });
                if is_shared && member > 0 {
                    continue;
                }
                let mut layer = layer.clone();
                layer.inputs.iter_mut().for_each(|input| *input = indices[*input]);
                if !is_shared && !layer.name.is_empty() {
                    layer.name = format!("members.{member}.{}", layer.name);
                }
                indices[index] = all.push(layer);
            }
            all.features.extend(self.features.iter().map(|&feature| indices[feature]));
            outputs.extend(indices.last());
        }
        all.concat(&outputs);
        all
    }
}

impl Layer {
    /// Number of values of its output, for one row.
    pub fn values(&self) -> usize {
        self.shape.iter().fold(1, |all, &side| all.saturating_mul(side))
    }
}

impl Op {
    /// Shape of the output per row, from those of the inputs.
    fn shape(&self, inputs: &[&[usize]], photos: usize) -> Vec<usize> {
        let first = inputs.first().copied().unwrap_or_default();
        let [channels, height, width] = image(first);
        let windows = |kernel: usize, stride: usize, padding: &dyn Fn(usize) -> [usize; 2]| {
            [height, width].map(|side| {
                let [before, behind] = padding(side);
                (before + side + behind).saturating_sub(kernel) / stride + 1
            })
        };
        let values = channels.saturating_mul(height).saturating_mul(width);
        match *self {
            Op::Input { .. }
            | Op::BatchNorm
            | Op::Relu
            | Op::Relu6
            | Op::Add
            | Op::Normalise { .. }
            | Op::MeanPhotos
            | Op::MaxPhotos
            | Op::Standardise { .. } => first.to_vec(),
            Op::ConvBlock { filters } => vec![filters, height / 2, width / 2],
            Op::Flatten => vec![values],
            Op::Dense { units, .. } => vec![units],
            Op::Concat => vec![inputs.iter().fold(0, |sum, shape| sum.saturating_add(image(shape)[0]))],
            Op::Conv { filters, kernel, stride, padding } => {
                let [height, width] = windows(kernel, stride, &|side| padding.pixels(side, kernel, stride));
                vec![filters, height, width]
            }
            Op::DepthwiseConv { kernel, stride } => {
                let padding = |side| Padding::Same.pixels(side, kernel, stride);
                let [height, width] = windows(kernel, stride, &padding);
                vec![channels, height, width]
            }
            Op::MaxPool { kernel, stride, padding } => {
                let [height, width] = windows(kernel, stride, &|_| [padding; 2]);
                vec![channels, height, width]
            }
            Op::GlobalAveragePool => vec![channels],
            Op::Stack => vec![photos.saturating_mul(values)],
            Op::WholePhoto => vec![values / QUARTERS],
            Op::Patches { filters } => vec![PATCH_CELLS * PATCH_CELLS * 2 * filters],
        }
    }

    /// Parameters, for an input of this shape.
    fn parameters(&self, input: &[usize]) -> Vec<Parameter> {
        use Initializer::{GlorotUniform, Ones, Zeros};
        let values = image(input)[0];
        let parameter = |name, shape: &[usize], init| Parameter {
            name,
            shape: shape.to_vec(),
            init,
            is_running_stat: false,
        };
        let running_stat =
            |name, count, init| Parameter { name, shape: vec![count], init, is_running_stat: true };
        match *self {
            Op::ConvBlock { filters } => {
                let taps = BLOCK_KERNEL * BLOCK_KERNEL;
                let glorot = GlorotUniform { fan_in: values * taps, fan_out: filters * taps };
                vec![
                    parameter("conv.weight", &[filters, values, BLOCK_KERNEL, BLOCK_KERNEL], glorot),
                    parameter("conv.bias", &[filters], Zeros),
                    parameter("norm.gamma", &[filters], Ones),
                    parameter("norm.beta", &[filters], Zeros),
                    running_stat("norm.moving_mean", filters, Zeros),
                    running_stat("norm.moving_variance", filters, Ones),
                ]
            }
            Op::Dense { units, zeros, .. } => {
                let glorot = GlorotUniform { fan_in: values, fan_out: units };
                let init = if zeros { Zeros } else { glorot };
                vec![parameter("weight", &[values, units], init), parameter("bias", &[units], Zeros)]
            }
            Op::BatchNorm => vec![
                parameter("gamma", &[values], Ones),
                parameter("beta", &[values], Zeros),
                running_stat("moving_mean", values, Zeros),
                running_stat("moving_variance", values, Ones),
            ],
            // Those of a backbone are replaced by the values in its file.
            Op::Conv { filters, kernel, .. } => {
                let taps = kernel * kernel;
                let glorot = GlorotUniform { fan_in: values * taps, fan_out: filters * taps };
                let weight = parameter("weight", &[filters, values, kernel, kernel], glorot);
                vec![weight, parameter("bias", &[filters], Zeros)]
            }
            Op::DepthwiseConv { kernel, .. } => {
                let taps = kernel * kernel;
                let glorot = GlorotUniform { fan_in: taps, fan_out: taps };
                let weight = parameter("weight", &[values, 1, kernel, kernel], glorot);
                vec![weight, parameter("bias", &[values], Zeros)]
            }
            // These are fitted before the first step.
            Op::Patches { filters } => vec![
                parameter("kernels", &[PATCH_SIZE * PATCH_SIZE * values, filters], Zeros),
                parameter("bias", &[filters], Zeros),
            ],
            Op::Standardise { .. } => {
                vec![parameter("centre", &[values], Zeros), parameter("spread", &[values], Zeros)]
            }
            Op::Input { .. }
            | Op::Flatten
            | Op::Concat
            | Op::MaxPool { .. }
            | Op::Relu
            | Op::Relu6
            | Op::Add
            | Op::GlobalAveragePool
            | Op::Normalise { .. }
            | Op::WholePhoto
            | Op::MeanPhotos
            | Op::MaxPhotos
            | Op::Stack => Vec::new(),
        }
    }
}

/// A shape as channels, height and width; a vector has width and height 1.
fn image(shape: &[usize]) -> [usize; 3] {
    [0, 1, 2].map(|axis| shape.get(axis).copied().unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_pixel_of_padding_is_behind() {
        let same = |length, kernel, stride| Padding::Same.pixels(length, kernel, stride);
        assert_eq!(
            [same(224, 3, 2), same(56, 5, 2), same(14, 5, 1), same(7, 3, 2)],
            [[0, 1], [1, 2], [2, 2], [1, 1]]
        );
        assert_eq!([same(1, 5, 2), same(8, 1, 1)], [[2, 2], [0, 0]]);
        assert_eq!(Padding::Half.pixels(224, 3, 2), [1, 1]);
    }
}
