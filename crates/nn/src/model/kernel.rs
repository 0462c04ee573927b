//! The layers of a network over the kernels of [`Ops`]: forward, and backward.

use burn::backend::ops::ConvOptions;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{DispatchKindConversion, DispatchTensor, TensorMetadata};
use burn::tensor::{IntDType, Shape, Slice, Tensor, TensorData};

use crate::ops::{BatchNorm, ConvBlock, Dense, Ops, primitive};
use facade_spec::graph::{CHANNELS, Graph, Op, Padding};

/// Upper bound of ReLU6.
const SIX: f32 = 6.0;

/// A layer with its sizes and the offsets of its parameters.
#[derive(Clone, Debug)]
pub(super) enum Kernel {
    ConvBlock(ConvBlock),
    /// With the block before it.
    Flatten(Option<ConvBlock>),
    Dense(Dense),
    BatchNorm(BatchNorm),
    /// With the values of each part.
    Concat(Vec<usize>),
    Conv(Conv),
    MaxPool(MaxPool),
    Relu,
    Relu6,
    Add,
    GlobalAveragePool,
    /// With the mean and standard deviation of each channel.
    Normalise([[f32; CHANNELS]; 2]),
    /// With the photos of a house.
    Stack(usize),
}

/// A convolution with zero padding, of all channels together or of each by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Conv {
    /// `[outputs, inputs of an output, side, side]`
    shape: [usize; 4],
    stride: usize,
    /// Pixels above and below, left and right.
    padding: [[usize; 2]; 2],
    /// As many as channels if each is convolved by itself, else 1.
    groups: usize,
    /// Offset of its parameters: weight, then bias.
    offset: usize,
}

/// Kernel, stride and padding.
#[derive(Clone, Copy, Debug)]
pub(super) struct MaxPool([usize; 3]);

/// Output of a layer.
pub(super) enum Value<B: Ops> {
    /// Of a convolution block, in the backend's memory order.
    Images(B::Images),
    /// Of any other layer, `[rows, ...]`.
    Tensor(FloatTensor<B>),
}

/// What a layer saves for its backward pass.
pub(super) enum Saved<B: Ops> {
    Nothing,
    Block(B::BlockSaved),
    Norm(B::NormSaved),
    /// Its input.
    X(FloatTensor<B>),
    /// Its output.
    Y(FloatTensor<B>),
    /// Its input and output.
    Both(FloatTensor<B>, FloatTensor<B>),
    /// Its input, and the positions of the maxima.
    Maxima(FloatTensor<B>, IntTensor<B>),
    /// Shape of its input.
    Shape(Shape),
}

/// What layers read and write in a forward pass.
pub(super) struct Pass<'a, B: Ops> {
    /// Parameters.
    pub(super) weights: &'a FloatTensor<B>,
    pub(super) running_stats: &'a FloatTensor<B>,
    /// None in evaluation: then layers use the running statistics and drop nothing.
    pub(super) training: Option<Training<B>>,
}

/// What layers read and write besides in training.
pub(super) struct Training<B: Ops> {
    /// Running statistics after the step.
    pub(super) new_running_stats: B::ParamBuffer,
    /// Dropout factors of each batch normalisation, `[houses, units]`, in the order of the layers.
    pub(super) dropout: std::vec::IntoIter<Tensor<2>>,
}

impl<B: Ops> Clone for Value<B> {
    fn clone(&self) -> Self {
        match self {
            Value::Images(images) => Value::Images(images.clone()),
            Value::Tensor(tensor) => Value::Tensor(tensor.clone()),
        }
    }
}

impl<B: Ops> Value<B> {
    /// Images as `[rows, values]`.
    pub(super) fn tensor(self) -> FloatTensor<B> {
        match self {
            Value::Images(images) => B::flatten(images),
            Value::Tensor(tensor) => tensor,
        }
    }

    /// From `[rows, channels, height, width]`.
    fn images(self) -> B::Images {
        match self {
            Value::Images(images) => images,
            Value::Tensor(tensor) => B::to_images(tensor),
        }
    }
}

impl Kernel {
    /// The kernel of a layer, for its offsets in the flat vectors. None for inputs, and for frozen layers that
    /// are computed elsewhere.
    pub(super) fn new(graph: &Graph, index: usize, [offset, running_stats]: [usize; 2]) -> Option<Self> {
        let layer = &graph.layers[index];
        let x = &graph.layers[*layer.inputs.first()?];
        let sizes = |axis: usize| x.shape.get(axis).copied().unwrap_or(1);
        let [inputs, height, width] = [0, 1, 2].map(sizes);
        Some(match layer.op {
            Op::Input { .. }
            | Op::Patches { .. }
            | Op::WholePhoto
            | Op::MeanPhotos
            | Op::MaxPhotos
            | Op::Standardise { .. } => return None,
            Op::ConvBlock { filters: outputs } => {
                Kernel::ConvBlock(ConvBlock { inputs, outputs, height, width, offset, running_stats })
            }
            Op::Flatten => Kernel::Flatten(match x.op {
                Op::ConvBlock { filters: outputs } => {
                    let &[_, height, width] = &*graph.layers[*x.inputs.first()?].shape else { return None };
                    Some(ConvBlock { inputs, outputs, height, width, offset, running_stats })
                }
                _ => None,
            }),
            Op::Dense { units: outputs, relu, .. } => Kernel::Dense(Dense { inputs, outputs, relu, offset }),
            Op::BatchNorm => Kernel::BatchNorm(BatchNorm { channels: inputs, offset, running_stats }),
            Op::Concat => {
                Kernel::Concat(layer.inputs.iter().map(|&input| graph.layers[input].values()).collect())
            }
            Op::Conv { filters, kernel, stride, padding } => {
                let padding = [height, width].map(|side| padding.pixels(side, kernel, stride));
                let shape = [filters, inputs, kernel, kernel];
                Kernel::Conv(Conv { shape, stride, padding, groups: 1, offset })
            }
            Op::DepthwiseConv { kernel, stride } => {
                let padding = [height, width].map(|side| Padding::Same.pixels(side, kernel, stride));
                let shape = [inputs, 1, kernel, kernel];
                Kernel::Conv(Conv { shape, stride, padding, groups: inputs, offset })
            }
            Op::MaxPool { kernel, stride, padding } => Kernel::MaxPool(MaxPool([kernel, stride, padding])),
            Op::Relu => Kernel::Relu,
            Op::Relu6 => Kernel::Relu6,
            Op::Add => Kernel::Add,
            Op::GlobalAveragePool => Kernel::GlobalAveragePool,
            Op::Normalise { mean, deviation } => Kernel::Normalise([mean, deviation]),
            Op::Stack => Kernel::Stack(graph.photos),
        })
    }

    /// Output, and what [`backward`](Self::backward) needs.
    pub(super) fn forward<B: Ops>(
        &self,
        mut inputs: Vec<Value<B>>,
        pass: &mut Pass<'_, B>,
    ) -> (Value<B>, Saved<B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let (weights, running_stats) = (pass.weights, pass.running_stats);
        let mut tensor = || inputs.remove(0).tensor();
        let (y, saved) = match self {
            Kernel::ConvBlock(layer) => {
                let x = inputs.remove(0).images();
                let (y, saved) = match &mut pass.training {
                    Some(Training { new_running_stats, .. }) => {
                        let (y, saved) = B::block(layer, x, weights, running_stats, new_running_stats);
                        (y, Saved::Block(saved))
                    }
                    None => (B::block_evaluate(layer, x, weights, running_stats), Saved::Nothing),
                };
                return (Value::Images(y), saved);
            }
            Kernel::Concat(_) => (B::concat(inputs.into_iter().map(Value::tensor).collect()), Saved::Nothing),
            Kernel::Flatten(_) => {
                let x = tensor();
                let shape = x.shape();
                (B::contiguous(by_rows::<B>(x)), Saved::Shape(shape))
            }
            Kernel::Dense(layer) => {
                let x = tensor();
                let y = B::dense(layer, &x, weights);
                (y.clone(), Saved::Both(x, y))
            }
            Kernel::BatchNorm(layer) => match &mut pass.training {
                Some(training) => {
                    let x = tensor();
                    let dropout = training.dropout_factors(layer, &x);
                    let new = &mut training.new_running_stats;
                    let (y, saved) = B::norm(layer, x, dropout, weights, running_stats, new);
                    (y, Saved::Norm(saved))
                }
                None => (B::norm_evaluate(layer, tensor(), weights, running_stats), Saved::Nothing),
            },
            Kernel::Conv(layer) => {
                let x = tensor();
                (layer.forward::<B>(x.clone(), weights), Saved::X(x))
            }
            Kernel::MaxPool(layer) if pass.training.is_some() => {
                let x = tensor();
                let (y, indices) = layer.forward::<B>(x.clone());
                (y, Saved::Maxima(x, indices))
            }
            Kernel::MaxPool(layer) => (layer.evaluate::<B>(tensor()), Saved::Nothing),
            Kernel::Relu => {
                let y = B::relu(tensor());
                (y.clone(), Saved::Y(y))
            }
            Kernel::Relu6 => {
                let y = B::float_clamp(tensor(), 0f32.into(), SIX.into());
                (y.clone(), Saved::Y(y))
            }
            Kernel::Add => (B::float_add(tensor(), tensor()), Saved::Nothing),
            Kernel::GlobalAveragePool => {
                let x = tensor();
                let shape = x.shape();
                (global_average_pool::<B>(x), Saved::Shape(shape))
            }
            Kernel::Normalise([mean, deviation]) => {
                let x = Tensor::<4>::from_primitive::<B>(tensor());
                let [mean, deviation] = [mean, deviation].map(|of| channels(of, &x));
                (primitive::<B, 4>((x - mean) / deviation), Saved::Nothing)
            }
            Kernel::Stack(photos) => {
                let x = tensor();
                let [rows, across] = x.shape().dims();
                let shape = Shape::from([rows / photos, photos * across]);
                (B::contiguous(B::float_reshape(x, shape)), Saved::Nothing)
            }
        };
        (Value::Tensor(y), saved)
    }

    /// Gradients of the inputs from that of the output; none for inputs whose gradient is not needed. Writes
    /// the gradients of the parameters to `grads`; without it those of convolutions are not computed.
    pub(super) fn backward<B: Ops>(
        &self,
        saved: Saved<B>,
        gradient: Value<B>,
        needed: &[bool],
        weights: &FloatTensor<B>,
        grads: Option<&mut B::ParamBuffer>,
    ) -> Vec<Option<Value<B>>>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let needs_x_grad = needed.first().is_some_and(|needed| *needed);
        let single = |x_grad: FloatTensor<B>| vec![Some(Value::Tensor(x_grad))];
        match (self, saved, grads) {
            (Kernel::ConvBlock(layer), Saved::Block(saved), Some(grads)) => {
                let x_grad = B::block_backward(layer, saved, gradient.images(), weights, grads, needs_x_grad);
                vec![x_grad.map(Value::Images)]
            }
            (Kernel::Dense(layer), Saved::Both(x, y), Some(grads)) => {
                single(B::dense_backward(layer, x, y, gradient.tensor(), weights, grads))
            }
            (Kernel::BatchNorm(layer), Saved::Norm(saved), Some(grads)) => {
                single(B::norm_backward(layer, saved, gradient.tensor(), weights, grads))
            }
            (Kernel::Conv(layer), Saved::X(x), grads) => {
                let gradient = gradient.tensor();
                if let Some(grads) = grads {
                    layer.write_grads::<B>(x.clone(), gradient.clone(), weights, grads);
                }
                let x_grad = needs_x_grad.then(|| layer.x_backward::<B>(x, gradient, weights));
                vec![x_grad.map(Value::Tensor)]
            }
            _ if !needed.contains(&true) => vec![None; needed.len()],
            (Kernel::Flatten(Some(block)), ..) => {
                vec![Some(Value::Images(B::unflatten(block, gradient.tensor())))]
            }
            (Kernel::Flatten(None), Saved::Shape(shape), _) => {
                single(B::float_reshape(gradient.tensor(), shape))
            }
            (Kernel::Concat(widths), ..) => {
                let gradient = gradient.tensor();
                let mut end = 0;
                let parts = widths.iter().zip(needed).map(|(width, needed)| {
                    end += width;
                    needed.then(|| Value::Tensor(B::slice_columns(&gradient, end - width..end)))
                });
                parts.collect()
            }
            (Kernel::MaxPool(layer), Saved::Maxima(x, indices), _) => {
                single(layer.backward::<B>(x, indices, gradient.tensor()))
            }
            (Kernel::Relu, Saved::Y(y), _) => single(B::relu_backward(y, gradient.tensor())),
            (Kernel::Relu6, Saved::Y(y), _) => {
                // What is left below the bound is zero where the bound was reached.
                let below = B::float_add_scalar(B::float_neg(y.clone()), SIX.into());
                single(B::relu_backward(below, B::relu_backward(y, gradient.tensor())))
            }
            (Kernel::Add, ..) => vec![Some(gradient.clone()), Some(gradient)],
            (Kernel::GlobalAveragePool, Saved::Shape(shape), _) => {
                single(global_average_pool_backward::<B>(gradient.tensor(), shape))
            }
            (Kernel::Normalise([_, deviation]), ..) => {
                let gradient = Tensor::<4>::from_primitive::<B>(gradient.tensor());
                let deviation = channels(deviation, &gradient);
                single(primitive::<B, 4>(gradient / deviation))
            }
            (Kernel::Stack(photos), ..) => {
                let gradient = gradient.tensor();
                let [houses, across] = gradient.shape().dims();
                single(B::float_reshape(gradient, Shape::from([houses * photos, across / photos])))
            }
            // A layer always gets back what it saved itself.
            _ => vec![None; needed.len()],
        }
    }
}

impl<B: Ops> Training<B> {
    /// Factors of the next layer, `[rows, channels]`.
    fn dropout_factors(&mut self, layer: &BatchNorm, x: &FloatTensor<B>) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [rows, _] = x.shape().dims();
        let none = || Tensor::from_primitive::<B>(x.clone()).ones_like();
        primitive::<B, 2>(self.dropout.next().unwrap_or_else(none).reshape([rows, layer.channels]))
    }
}

impl Conv {
    fn weight_len(&self) -> usize {
        self.shape.iter().product()
    }

    fn options(&self) -> ConvOptions<2> {
        let padding = self.padding.map(|[before, behind]| (before, behind));
        ConvOptions::new_with_padding([self.stride; 2], padding, [1; 2], self.groups)
    }

    fn weight<B: Ops>(&self, weights: &FloatTensor<B>) -> FloatTensor<B> {
        let own =
            B::float_slice(weights.clone(), &[Slice::from(self.offset..self.offset + self.weight_len())]);
        B::float_reshape(own, Shape::from(self.shape))
    }

    fn forward<B: Ops>(&self, x: FloatTensor<B>, weights: &FloatTensor<B>) -> FloatTensor<B> {
        let at = self.offset + self.weight_len();
        let bias = B::float_slice(weights.clone(), &[Slice::from(at..at + self.shape[0])]);
        B::conv2d_general(x, self.weight::<B>(weights), bias, self.options())
    }

    /// Writes the gradients of weight and bias, from the input and the gradient of the output.
    fn write_grads<B: Ops>(
        &self,
        x: FloatTensor<B>,
        gradient: FloatTensor<B>,
        weights: &FloatTensor<B>,
        grads: &mut B::ParamBuffer,
    ) {
        let weight = self.weight::<B>(weights);
        let weight_grad = B::conv2d_general_weight_backward(x, weight, gradient.clone(), self.options());
        let bias_grad = [3, 2, 0].into_iter().fold(gradient, |sum, axis| B::float_sum_dim(sum, axis));
        B::write(grads, self.offset, flat::<B>(weight_grad));
        B::write(grads, self.offset + self.weight_len(), flat::<B>(bias_grad));
    }

    /// Gradient of the input.
    fn x_backward<B: Ops>(
        &self,
        x: FloatTensor<B>,
        gradient: FloatTensor<B>,
        weights: &FloatTensor<B>,
    ) -> FloatTensor<B> {
        B::conv2d_general_x_backward(x, self.weight::<B>(weights), gradient, self.options())
    }
}

impl MaxPool {
    /// Output, and positions of the maxima in the input.
    fn forward<B: Ops>(&self, x: FloatTensor<B>) -> (FloatTensor<B>, IntTensor<B>) {
        let [kernel, stride, padding] = self.0.map(|size| [size; 2]);
        let pooled = B::max_pool2d_with_indices(x, kernel, stride, padding, [1; 2], false, IntDType::I32);
        (pooled.output, pooled.indices)
    }

    fn evaluate<B: Ops>(&self, x: FloatTensor<B>) -> FloatTensor<B> {
        let [kernel, stride, padding] = self.0.map(|size| [size; 2]);
        B::max_pool2d(x, kernel, stride, padding, [1; 2], false)
    }

    fn backward<B: Ops>(
        &self,
        x: FloatTensor<B>,
        indices: IntTensor<B>,
        gradient: FloatTensor<B>,
    ) -> FloatTensor<B> {
        let [kernel, stride, padding] = self.0.map(|size| [size; 2]);
        let x_grads =
            B::max_pool2d_with_indices_backward(x, kernel, stride, padding, [1; 2], false, gradient, indices);
        x_grads.x_grad
    }
}

/// A value per channel, to be broadcast over the images of `like`.
fn channels(values: &[f32; CHANNELS], like: &Tensor<4>) -> Tensor<4> {
    Tensor::from_data(TensorData::new(values.to_vec(), [1, CHANNELS, 1, 1]), &like.device())
}

/// `[rows, channels, height, width]` to `[rows, channels]`.
fn global_average_pool<B: Ops>(x: FloatTensor<B>) -> FloatTensor<B> {
    let [rows, channels, height, width] = x.shape().dims();
    let x = B::float_reshape(x, Shape::from([rows, channels, height * width]));
    B::float_reshape(B::float_mean_dim(x, 2), Shape::from([rows, channels]))
}

/// The backward pass of [`global_average_pool`], for an input of this shape.
fn global_average_pool_backward<B: Ops>(gradient: FloatTensor<B>, shape: Shape) -> FloatTensor<B> {
    let [rows, channels, height, width] = shape.dims();
    let gradient = B::float_div_scalar(gradient, ((height * width) as f32).into());
    B::float_expand(B::float_reshape(gradient, Shape::from([rows, channels, 1, 1])), shape)
}

fn flat<B: Ops>(tensor: FloatTensor<B>) -> FloatTensor<B> {
    let count = tensor.shape().num_elements();
    B::float_reshape(tensor, Shape::from([count]))
}

/// `[rows, ...]` to `[rows, values]`.
fn by_rows<B: Ops>(tensor: FloatTensor<B>) -> FloatTensor<B> {
    let shape = tensor.shape();
    if shape.num_dims() == 2 {
        return tensor;
    }
    let rows = shape[0];
    B::float_reshape(tensor, Shape::from([rows, shape.num_elements() / rows]))
}
