//! ResNet-18 without its last layer (He et al., "Deep Residual Learning for Image Recognition", 2016), as torchvision and timm
//! have it, with each batch normalisation folded into the convolution before it: what it learned about its own photos stays as it
//! is.

use burn::backend::ops::ConvOptions;
use burn::backend::tensor::{FloatTensor, IntTensor};
use burn::backend::{DispatchKindConversion, DispatchTensor, Flex, TensorMetadata};
use burn::tensor::{IntDType, Shape, Slice, Tensor, TensorData};

use super::layout::CHANNELS;
use super::onnx;
use super::pass::Pass;
use super::slope::Traced;
use crate::onnx::graph::{Graph, Part, Setting, Value};
use crate::ops::{Computed, Ops, compute, cpu, primitive};

/// Values that it makes of a photo.
pub(crate) const FEATURES: usize = 512;
/// Channels of each stage; each but the first halves width and height.
const STAGES: [usize; 4] = [64, 128, 256, 512];
/// Residual blocks of a stage.
const BLOCKS: usize = 2;
/// Mean and standard deviation of each channel of ImageNet's photos, which its weights expect to be taken out
/// (torchvision, `IMAGENET1K_V1.transforms`).
const MEAN: [f32; CHANNELS] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; CHANNELS] = [0.229, 0.224, 0.225];
/// Photos that go through it together where nothing is kept for the way back.
const AT_ONCE: usize = 16;
/// Kernel, stride and padding of the maximum behind the first convolution.
const POOL: [[usize; 2]; 3] = [[3; 2], [2; 2], [1; 2]];

/// A convolution, with a normalisation behind it in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conv {
    /// Its name, and that of its normalisation, in torchvision's and timm's files.
    pub(crate) names: [String; 2],
    /// `[outputs, inputs, height, width]`
    pub(crate) shape: [usize; 4],
    stride: usize,
    /// Where its parameters begin in the flat vector: weight, then bias.
    at: usize,
}

/// Two convolutions and what is added to them.
#[derive(Clone, Debug)]
struct Block {
    first: Conv,
    second: Conv,
    /// Where it changes size: of what went in.
    shortcut: Option<Conv>,
}

/// The network. Its values lie in a flat vector, from its beginning, in the order of [`ResNet::convolutions`].
#[derive(Clone, Debug)]
pub(crate) struct ResNet {
    stem: Conv,
    blocks: Vec<Block>,
}

/// Is told of a convolution what went in, and the gradient of what came out.
type Learn<'a, B> = &'a mut dyn FnMut(&Conv, FloatTensor<B>, FloatTensor<B>);

/// What a forward pass keeps for the way back.
pub(crate) struct Kept<B: Ops> {
    photos: FloatTensor<B>,
    stem: FloatTensor<B>,
    /// Where in it each maximum was.
    places: IntTensor<B>,
    /// Of each block, what went in, and what came out of its first convolution and of itself.
    blocks: Vec<[FloatTensor<B>; 3]>,
}

impl Conv {
    fn weight_len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Weight and bias.
    pub(crate) fn len(&self) -> usize {
        self.weight_len() + self.shape[0]
    }

    fn options(&self) -> ConvOptions<2> {
        let [stride, padding] = [self.stride, self.shape[2] / 2];
        ConvOptions::new([stride; 2], [padding; 2], [1; 2], 1)
    }

    fn weight<B: Ops>(&self, values: &FloatTensor<B>) -> FloatTensor<B> {
        let own = B::float_slice(values.clone(), &[Slice::from(self.at..self.at + self.weight_len())]);
        B::float_reshape(own, Shape::from(self.shape))
    }

    fn forward<B: Ops>(&self, x: FloatTensor<B>, values: &FloatTensor<B>) -> FloatTensor<B> {
        let bias = self.at + self.weight_len()..self.at + self.len();
        let bias = B::float_slice(values.clone(), &[Slice::from(bias)]);
        B::convolve(x, self.weight::<B>(values), bias, self.options())
    }

    /// Writes the gradients of weight and bias, from what went in and the gradient of what came out.
    fn learn<B: Ops>(&self, x: FloatTensor<B>, gradient: FloatTensor<B>, pass: &mut Pass<'_, B>) {
        let weight = self.weight::<B>(pass.weights);
        let of_weight = B::convolve_weight(x, weight, gradient.clone(), self.options());
        let of_bias = [3, 2, 0].into_iter().fold(gradient, |sum, axis| B::float_sum_dim(sum, axis));
        B::put(&mut pass.found, self.at, flat::<B>(of_weight));
        B::put(&mut pass.found, self.at + self.weight_len(), flat::<B>(of_bias));
    }

    /// The gradient of what went in.
    fn back<B: Ops>(
        &self,
        x: FloatTensor<B>,
        gradient: FloatTensor<B>,
        values: &FloatTensor<B>,
    ) -> FloatTensor<B> {
        B::convolve_back(x, self.weight::<B>(values), gradient, self.options())
    }
}

impl ResNet {
    pub(crate) fn new() -> Self {
        let mut at = 0;
        let mut conv = |names: [String; 2], shape: [usize; 4], stride| {
            let conv = Conv { names, shape, stride, at };
            at += conv.len();
            conv
        };
        let named = |names: [&str; 2]| names.map(str::to_owned);
        let stem = conv(named(["conv1", "bn1"]), [STAGES[0], CHANNELS, 7, 7], 2);
        let mut blocks = Vec::new();
        let mut inputs = STAGES[0];
        for (stage, outputs) in STAGES.into_iter().enumerate() {
            for block in 0..BLOCKS {
                let stride = if stage > 0 && block == 0 { 2 } else { 1 };
                let name = |part: &str| format!("layer{}.{block}.{part}", stage + 1);
                let first = conv(["conv1", "bn1"].map(name), [outputs, inputs, 3, 3], stride);
                let second = conv(["conv2", "bn2"].map(name), [outputs, outputs, 3, 3], 1);
                let shortcut = (inputs != outputs).then(|| {
                    conv(["downsample.0", "downsample.1"].map(name), [outputs, inputs, 1, 1], stride)
                });
                blocks.push(Block { first, second, shortcut });
                inputs = outputs;
            }
        }
        ResNet { stem, blocks }
    }

    /// All convolutions, in the order of their parameters.
    pub(crate) fn convolutions(&self) -> impl Iterator<Item = &Conv> {
        std::iter::once(&self.stem).chain(self.blocks.iter().flat_map(|block| {
            [Some(&block.first), Some(&block.second), block.shortcut.as_ref()].into_iter().flatten()
        }))
    }

    /// Parameters in all.
    pub(crate) fn len(&self) -> usize {
        self.convolutions().map(Conv::len).sum()
    }

    /// From photos `[photos, 3, tile, tile]` in 0 to 1 to `[photos, 512]`.
    pub(super) fn forward<B: Ops>(
        &self,
        photos: FloatTensor<B>,
        values: &FloatTensor<B>,
    ) -> (FloatTensor<B>, Kept<B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let photos = normalised::<B>(photos);
        let stem = B::relu(self.stem.forward::<B>(photos.clone(), values));
        let [kernel, stride, padding] = POOL;
        let pooled =
            B::max_pool2d_with_indices(stem.clone(), kernel, stride, padding, [1; 2], false, IntDType::I32);
        let mut x = pooled.output;
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for block in &self.blocks {
            let (middle, out) = block.forward::<B>(x.clone(), values);
            blocks.push([x, middle, out.clone()]);
            x = out;
        }
        (mean_of_places::<B>(x), Kept { photos, stem, places: pooled.indices, blocks })
    }

    /// The way back, from the gradient of what came out.
    pub(super) fn backward<B: Ops>(&self, kept: Kept<B>, gradient: FloatTensor<B>, pass: &mut Pass<'_, B>)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let photos = kept.photos.clone();
        let weights = pass.weights;
        let arrived = self
            .to_stem::<B>(kept, gradient, weights, &mut |conv, x, gradient| conv.learn(x, gradient, pass));
        self.stem.learn(photos, arrived, pass);
    }

    /// What it makes of photos `[photos, 3, tile, tile]` in 0 to 1, and what turns a gradient of that into the photos' own.
    fn slope<'a, B: Ops>(
        &'a self,
        photos: FloatTensor<B>,
        values: FloatTensor<B>,
    ) -> (FloatTensor<B>, impl FnOnce(FloatTensor<B>) -> FloatTensor<B> + 'a)
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let (features, kept) = self.forward::<B>(photos, &values);
        let back = move |gradient| {
            let photos = kept.photos.clone();
            let arrived = self.to_stem::<B>(kept, gradient, &values, &mut |_, _, _| {});
            let of_photos = Tensor::<4>::from_primitive::<B>(self.stem.back::<B>(photos, arrived, &values));
            let [_, deviation] = channels(&of_photos);
            primitive::<B, 4>(of_photos / deviation)
        };
        (features, back)
    }

    /// The same on the CPU, of the photos of one house side by side: from `[photos, 3, tile, tile]` to `[photos, 512]`.
    pub(crate) fn traced<'a>(&'a self, photos: Vec<f32>, count: usize, values: &'a [f32]) -> Traced<'a> {
        let tile = (photos.len() / (count * CHANNELS)).isqrt();
        let plain = |tensor: FloatTensor<Flex>| cpu::values(&tensor.to_contiguous()).to_vec();
        let photos = cpu::tensor(photos, [count, CHANNELS, tile, tile]);
        let (features, back) = self.slope::<Flex>(photos, cpu::tensor(values.to_vec(), [values.len()]));
        (plain(features), Box::new(move |gradient| plain(back(cpu::tensor(gradient, [count, FEATURES])))))
    }

    /// The gradient of what the first convolution makes. `learn` is told of every other one what went in, and the gradient of what
    /// came out.
    fn to_stem<B: Ops>(
        &self,
        kept: Kept<B>,
        gradient: FloatTensor<B>,
        values: &FloatTensor<B>,
        learn: Learn<'_, B>,
    ) -> FloatTensor<B> {
        let Kept { stem, places, blocks, .. } = kept;
        let Some([_, _, last]) = blocks.last() else { return gradient };
        let mut gradient = spread_to_places::<B>(gradient, last.shape());
        for (block, kept) in self.blocks.iter().zip(blocks).rev() {
            gradient = block.backward::<B>(kept, gradient, values, learn);
        }
        let [kernel, stride, padding] = POOL;
        let arrived = B::max_pool2d_with_indices_backward(
            stem.clone(),
            kernel,
            stride,
            padding,
            [1; 2],
            false,
            gradient,
            places,
        );
        B::relu_backward(stem, arrived.x_grad)
    }

    /// Shapes as in [`forward`](Self::forward); nothing is kept, and of many photos some at a time are under way.
    pub(super) fn evaluate<B: Ops>(&self, photos: FloatTensor<B>, values: &FloatTensor<B>) -> FloatTensor<B>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let count = photos.shape()[0];
        let some = |first: usize| {
            let rows = Slice::from(first..count.min(first + AT_ONCE));
            let photos = normalised::<B>(B::float_slice(photos.clone(), &[rows]));
            let stem = B::relu(self.stem.forward::<B>(photos, values));
            let [kernel, stride, padding] = POOL;
            let pooled = B::max_pool2d(stem, kernel, stride, padding, [1; 2], false);
            mean_of_places::<B>(self.blocks.iter().fold(pooled, |x, block| block.forward::<B>(x, values).1))
        };
        B::float_cat((0..count).step_by(AT_ONCE).map(some).collect(), 0)
    }

    /// The same as ONNX's operators, with its values at the beginning of that vector.
    pub(crate) fn onnx(&self, graph: &mut Graph<'_>, part: Part, photos: &Value) -> Value {
        let [mean, deviation] = [MEAN, DEVIATION].map(|of| onnx::channels(graph, of));
        let photos = graph.apply("Sub", &[photos, &mean]);
        let photos = graph.apply("Div", &[&photos, &deviation]);
        let convolve = |graph: &mut Graph<'_>, conv: &Conv, x: &Value| {
            let [weight, bias] = graph.parameters(part, conv.at);
            onnx::convolution(graph, [x, &weight, &bias], [conv.stride, conv.shape[2] / 2].map(|n| n as i64))
        };
        let stem = convolve(graph, &self.stem, &photos);
        let stem = graph.apply("Relu", &[&stem]);
        let [kernel, strides, [padding, _]] = POOL.map(|of| of.map(|n| n as i64));
        let pads = [padding; 4];
        let settings = [("kernel_shape", &kernel[..]), ("strides", &strides), ("pads", &pads)];
        let settings = settings.map(|(name, values)| (name, Setting::Integers(values)));
        let mut x = graph.apply_with("MaxPool", &[&stem], &settings);
        for block in &self.blocks {
            let middle = convolve(graph, &block.first, &x);
            let middle = graph.apply("Relu", &[&middle]);
            let middle = convolve(graph, &block.second, &middle);
            let added = block.shortcut.as_ref().map(|shortcut| convolve(graph, shortcut, &x));
            let sum = graph.apply("Add", &[&middle, added.as_ref().unwrap_or(&x)]);
            x = graph.apply("Relu", &[&sum]);
        }
        let mean = graph.apply("GlobalAveragePool", &[&x]);
        graph.apply("Flatten", &[&mean])
    }

    /// What it makes of photos `[photos, 3, tile, tile]`, `[photos, 512]`, with its values on their device.
    pub(crate) fn look(&self, values: &Tensor<1>, photos: Tensor<4>) -> Tensor<2> {
        compute(values, Look { network: self, values, photos })
    }
}

struct Look<'a> {
    network: &'a ResNet,
    values: &'a Tensor<1>,
    photos: Tensor<4>,
}

impl Computed for Look<'_> {
    type Output = Tensor<2>;

    fn on<B: Ops>(self) -> Tensor<2>
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let values = primitive::<B, 1>(self.values.clone());
        Tensor::from_primitive::<B>(self.network.evaluate::<B>(primitive::<B, 4>(self.photos), &values))
    }
}

impl Block {
    /// What comes out of its first convolution, and of itself.
    fn forward<B: Ops>(
        &self,
        x: FloatTensor<B>,
        values: &FloatTensor<B>,
    ) -> (FloatTensor<B>, FloatTensor<B>) {
        let middle = B::relu(self.first.forward::<B>(x.clone(), values));
        let added = match &self.shortcut {
            Some(shortcut) => shortcut.forward::<B>(x, values),
            None => x,
        };
        let out = B::relu(B::float_add(self.second.forward::<B>(middle.clone(), values), added));
        (middle, out)
    }

    /// The gradient of what went in.
    fn backward<B: Ops>(
        &self,
        [x, middle, out]: [FloatTensor<B>; 3],
        gradient: FloatTensor<B>,
        values: &FloatTensor<B>,
        learn: Learn<'_, B>,
    ) -> FloatTensor<B> {
        let mut back = |conv: &Conv, x: FloatTensor<B>, gradient: FloatTensor<B>| {
            learn(conv, x.clone(), gradient.clone());
            conv.back::<B>(x, gradient, values)
        };
        let gradient = B::relu_backward(out, gradient);
        let of_middle = back(&self.second, middle.clone(), gradient.clone());
        let of_x = back(&self.first, x.clone(), B::relu_backward(middle, of_middle));
        let added = match &self.shortcut {
            Some(shortcut) => back(shortcut, x, gradient),
            None => gradient,
        };
        B::float_add(of_x, added)
    }
}

/// Photos in 0 to 1 as the network was taught to see them.
fn normalised<B: Ops>(photos: FloatTensor<B>) -> FloatTensor<B>
where
    DispatchTensor: DispatchKindConversion<B>,
{
    let photos = Tensor::<4>::from_primitive::<B>(photos);
    let [mean, deviation] = channels(&photos);
    primitive::<B, 4>((photos - mean) / deviation)
}

/// Mean and deviation of each channel, to be taken from photos.
fn channels(photos: &Tensor<4>) -> [Tensor<4>; 2] {
    let values = |values: [f32; CHANNELS]| TensorData::new(values.to_vec(), [1, CHANNELS, 1, 1]);
    [MEAN, DEVIATION].map(|of| Tensor::from_data(values(of), &photos.device()))
}

/// `[photos, channels, height, width]` as `[photos, channels]`.
fn mean_of_places<B: Ops>(x: FloatTensor<B>) -> FloatTensor<B> {
    let [photos, channels, height, width] = x.shape().dims();
    let x = B::float_reshape(x, Shape::from([photos, channels, height * width]));
    B::float_reshape(B::float_mean_dim(x, 2), Shape::from([photos, channels]))
}

/// The way back from that.
fn spread_to_places<B: Ops>(gradient: FloatTensor<B>, shape: Shape) -> FloatTensor<B> {
    let [photos, channels, height, width] = shape.dims();
    let gradient = B::float_div_scalar(gradient, ((height * width) as f32).into());
    B::float_expand(B::float_reshape(gradient, Shape::from([photos, channels, 1, 1])), shape)
}

fn flat<B: Ops>(tensor: FloatTensor<B>) -> FloatTensor<B> {
    let count = tensor.shape().num_elements();
    B::float_reshape(tensor, Shape::from([count]))
}
