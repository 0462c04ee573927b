//! Layers forward and backward, the losses and the optimiser against Burn's own operations with autodiff.

use burn::tensor::activation::relu;
use burn::tensor::module::{batch_norm, batch_norm_train, conv2d, max_pool2d};
use burn::tensor::ops::{ConvOptions, MaxPoolOptions};
use burn::tensor::{Device, TensorData};

use super::*;
use facade_spec::random::{Purpose, Stream};

/// Values in -1 to 1.
fn random<const D: usize>(seed: u64, shape: [usize; D]) -> Tensor<D> {
    let mut stream = Stream::new(seed, Purpose::Weights, 0, 0);
    let values = (0..shape.iter().product()).map(|_| 2.0 * stream.unit() - 1.0).collect::<Vec<f32>>();
    Tensor::from_data(TensorData::new(values, shape), &Device::flex())
}

/// As a leaf that gets a gradient.
fn leaf<const D: usize>(tensor: &Tensor<D>) -> Tensor<D> {
    tensor.clone().autodiff().require_grad()
}

fn close<const D: usize>(ours: Tensor<D>, burns: Tensor<D>, what: &str) {
    near(ours, burns, 1e-5, what);
}

/// For sums over a whole batch in which most terms cancel: their order depends on threads and processor.
fn sums_close(ours: Tensor<1>, burns: Tensor<1>, what: &str) {
    near(ours, burns, 5e-5, what);
}

fn near<const D: usize>(ours: Tensor<D>, burns: Tensor<D>, share: f64, what: &str) {
    assert_eq!(ours.dims(), burns.dims(), "{what}");
    let [ours, burns] = [ours, burns].map(|t| t.into_data().try_into_vec::<f32>().unwrap());
    let norm = |v: &[f32]| v.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>().sqrt();
    let diff: Vec<f32> = ours.iter().zip(&burns).map(|(a, b)| a - b).collect();
    assert!(norm(&diff) <= share * norm(&burns), "{what}: {} of {}", norm(&diff), norm(&burns));
}

/// A layer's output, and its gradients when the output is weighted by `factors`.
struct LayerOutput<const D: usize, const E: usize> {
    y: Tensor<E>,
    /// Flat vectors: gradients of the parameters, and updated running statistics.
    grads: Tensor<1>,
    new_running_stats: Tensor<1>,
    /// Gradient of the input.
    gradient: Tensor<D>,
}

/// The finished vector.
fn vector<B: Ops>(buffer: B::ParamBuffer) -> Tensor<1>
where
    DispatchTensor: DispatchKindConversion<B>,
{
    Tensor::from_primitive::<B>(B::finish(buffer))
}

/// A layer and its inputs.
struct LayerRun<'a, L, const D: usize, const E: usize> {
    layer: L,
    x: &'a Tensor<D>,
    weights: &'a Tensor<1>,
    running_stats: &'a Tensor<1>,
    factors: &'a Tensor<E>,
}

impl BackendTask for LayerRun<'_, ConvBlock, 4, 4> {
    type Output = (LayerOutput<4, 4>, Tensor<4>);

    fn run<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [weights, running_stats] =
            [self.weights, self.running_stats].map(|v| primitive::<B, 1>(v.clone()));
        let mut new_running_stats = B::param_buffer(2 * self.layer.outputs, &running_stats);
        let mut grads = B::param_buffer(self.weights.dims()[0], &weights);
        let x = || B::to_images(primitive::<B, 4>(self.x.clone()));
        let (y, saved) = B::block(&self.layer, x(), &weights, &running_stats, &mut new_running_stats);
        let factors = B::to_images(primitive::<B, 4>(self.factors.clone()));
        let gradient = B::block_backward(&self.layer, saved, factors, &weights, &mut grads, true).unwrap();
        let evaluated = B::block_evaluate(&self.layer, x(), &weights, &running_stats);
        let image =
            |images, shape: [usize; 4]| Tensor::<2>::from_primitive::<B>(B::flatten(images)).reshape(shape);
        let gradient = image(gradient, self.x.dims());
        let evaluated = image(evaluated, self.factors.dims());
        (
            LayerOutput {
                y: image(y, self.factors.dims()),
                grads: vector::<B>(grads),
                new_running_stats: vector::<B>(new_running_stats),
                gradient,
            },
            evaluated,
        )
    }
}

impl BackendTask for LayerRun<'_, Dense, 2, 2> {
    type Output = LayerOutput<2, 2>;

    fn run<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [weights, running_stats] =
            [self.weights, self.running_stats].map(|v| primitive::<B, 1>(v.clone()));
        let mut grads = B::param_buffer(self.weights.dims()[0], &weights);
        if self.layer.offset > 0 {
            // The values before the layer's own belong to other layers.
            B::write(&mut grads, 0, primitive::<B, 1>(self.weights.clone().slice(0..self.layer.offset)));
        }
        let x = primitive::<B, 2>(self.x.clone());
        let y = B::dense(&self.layer, &x, &weights);
        let factors = primitive::<B, 2>(self.factors.clone());
        let gradient = B::dense_backward(&self.layer, x, y.clone(), factors, &weights, &mut grads);
        LayerOutput {
            y: Tensor::from_primitive::<B>(y),
            grads: vector::<B>(grads),
            new_running_stats: Tensor::from_primitive::<B>(running_stats),
            gradient: Tensor::from_primitive::<B>(gradient),
        }
    }
}

/// Here `factors` are the dropout factors, and those of the loss are one.
impl BackendTask for LayerRun<'_, BatchNorm, 2, 2> {
    type Output = (LayerOutput<2, 2>, Tensor<2>);

    fn run<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [weights, running_stats] =
            [self.weights, self.running_stats].map(|v| primitive::<B, 1>(v.clone()));
        let mut new_running_stats = B::param_buffer(2 * self.layer.channels, &running_stats);
        let mut grads = B::param_buffer(self.weights.dims()[0], &weights);
        let x = primitive::<B, 2>(self.x.clone());
        let dropout = primitive::<B, 2>(self.factors.clone());
        let (y, saved) =
            B::norm(&self.layer, x.clone(), dropout, &weights, &running_stats, &mut new_running_stats);
        let ones = primitive::<B, 2>(self.factors.ones_like());
        let gradient = B::norm_backward(&self.layer, saved, ones, &weights, &mut grads);
        let evaluated = B::norm_evaluate(&self.layer, x, &weights, &running_stats);
        let (y, gradient) = (Tensor::from_primitive::<B>(y), Tensor::from_primitive::<B>(gradient));
        (
            LayerOutput {
                y,
                grads: vector::<B>(grads),
                new_running_stats: vector::<B>(new_running_stats),
                gradient,
            },
            Tensor::from_primitive::<B>(evaluated),
        )
    }
}

/// Batch, inputs, outputs, height and width: the reference network's shapes, and shapes that fill neither a
/// vector nor a group.
const BLOCKS: [[usize; 5]; 7] = [
    [8, 3, 16, 64, 64],
    [2, 16, 32, 32, 32],
    [2, 32, 64, 16, 16],
    [1, 5, 3, 8, 8],
    [3, 1, 1, 2, 2],
    [2, 4, 7, 5, 9],
    [2, 2, 6, 33, 6],
];

/// Parameters in -1 to 1, so that some gammas are negative: then the maximum after normalisation is the
/// minimum before it.
fn block([_, inputs, outputs, height, width]: [usize; 5]) -> (ConvBlock, Tensor<1>, Tensor<1>) {
    let layer = ConvBlock { inputs, outputs, height, width, offset: 0, running_stats: 0 };
    let running_stats = Tensor::cat(vec![random(3, [outputs]), random(4, [outputs]).abs()], 0);
    (layer, random(2, [layer.weight_len() + 3 * outputs]), running_stats)
}

/// Weight, bias, gamma and beta of a block.
fn split_params(layer: &ConvBlock, weights: &Tensor<1>) -> (Tensor<4>, [Tensor<1>; 3]) {
    let weight = weights.clone().slice(0..layer.weight_len()).reshape([layer.outputs, layer.inputs, 3, 3]);
    (weight, layer.vector_offsets().map(|at| weights.clone().slice(at..at + layer.outputs)))
}

fn convolved(x: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>) -> Tensor<4> {
    relu(conv2d(x, weight, Some(bias), ConvOptions::new([1, 1], [1, 1], [1, 1], 1)))
}

fn updated_stats(running_stats: &Tensor<1>, mean: Tensor<1>, variance: Tensor<1>) -> Tensor<1> {
    running_stats.clone() * MOMENTUM + Tensor::cat(vec![mean, variance], 0) * (1.0 - MOMENTUM)
}

#[test]
fn a_block_matches_burns_conv_relu_batch_norm_and_max_pool() {
    for shape in BLOCKS {
        let (layer, weights, running_stats) = block(shape);
        let x = random(1, [shape[0], layer.inputs, layer.height, layer.width]);
        let [height, width] = layer.pooled_size();
        let factors = random(5, [shape[0], layer.outputs, height, width]);
        let run =
            LayerRun { layer, x: &x, weights: &weights, running_stats: &running_stats, factors: &factors };
        let (ours, evaluated) = dispatch(&x, run);

        let (weight, [bias, gamma, beta]) = split_params(&layer, &weights);
        let pooled = |y| max_pool2d(y, MaxPoolOptions::new([2, 2]));
        let (leaf_x, weight) = (leaf(&x), leaf(&weight));
        let vectors = [&bias, &gamma, &beta].map(leaf);
        let y = convolved(leaf_x.clone(), weight.clone(), vectors[0].clone());
        let y = batch_norm_train(y, vectors[1].clone(), vectors[2].clone(), EPSILON);
        let new_running_stats =
            updated_stats(&running_stats, y.mean.without_autodiff(), y.variance.without_autodiff());
        let burns = pooled(y.output);
        let mut gradients = (burns.clone() * factors.autodiff()).sum().backward();
        close(ours.y, burns.without_autodiff(), &format!("{shape:?} forwards"));
        close(ours.new_running_stats, new_running_stats, &format!("{shape:?} running statistics"));
        close(ours.gradient, leaf_x.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} input"));
        let (weight_grad, vector_grads) = split_params(&layer, &ours.grads);
        close(weight_grad, weight.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} weight"));
        for (ours, vector) in vector_grads.into_iter().zip(vectors) {
            sums_close(ours, vector.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} vector"));
        }

        let y = convolved(x, weight.without_autodiff(), bias);
        let mean = running_stats.clone().slice(0..layer.outputs);
        let variance = running_stats.slice(layer.outputs..2 * layer.outputs);
        let burns = batch_norm(y, gamma, beta, mean, variance, EPSILON);
        close(evaluated, pooled(burns), &format!("{shape:?} evaluation"));
    }
}

#[test]
fn nan_stays_nan() {
    let (layer, weights, running_stats) = block([1, 2, 3, 4, 4]);
    let weights = weights.mul_scalar(f32::NAN);
    let (x, factors) = (random(1, [1, 2, 4, 4]), random(5, [1, 3, 2, 2]));
    let run = LayerRun { layer, x: &x, weights: &weights, running_stats: &running_stats, factors: &factors };
    let (pass, evaluated) = dispatch(&x, run);
    for values in [pass.y, evaluated] {
        assert!(values.into_data().iter::<f32>().all(f32::is_nan));
    }
    let layer = Dense { inputs: 2, outputs: 1, relu: true, offset: 0 };
    let (x, factors) = (random(1, [1, 2]), random(5, [1, 1]));
    let weights = weights.slice(0..3);
    let run = LayerRun { layer, x: &x, weights: &weights, running_stats: &running_stats, factors: &factors };
    assert!(dispatch(&x, run).y.into_data().iter::<f32>().all(f32::is_nan));
}

#[test]
fn a_dense_layer_matches_burn() {
    for (batch, inputs, outputs, relu_follows) in [(8, 4096, 16, true), (3, 16, 4, true), (5, 65, 1, false)] {
        let offset = 2;
        let layer = Dense { inputs, outputs, relu: relu_follows, offset };
        let count = inputs * outputs;
        let weights = random(2, [offset + count + outputs]);
        let (x, factors) = (random(1, [batch, inputs]), random(5, [batch, outputs]));
        let run = LayerRun {
            layer,
            x: &x,
            weights: &weights,
            running_stats: &Tensor::zeros([1], &Device::flex()),
            factors: &factors,
        };
        let ours = dispatch(&x, run);

        let what = format!("{batch} {inputs} {outputs}");
        let weight = leaf(&weights.clone().slice(offset..offset + count).reshape([inputs, outputs]));
        let bias = leaf(&weights.slice(offset + count..offset + count + outputs));
        let leaf_x = leaf(&x);
        let y = leaf_x.clone().matmul(weight.clone()) + bias.clone().unsqueeze();
        let y = if relu_follows { relu(y) } else { y };
        let mut gradients = (y.clone() * factors.autodiff()).sum().backward();
        close(ours.y, y.without_autodiff(), &format!("{what} forwards"));
        close(ours.gradient, leaf_x.grad_remove(&mut gradients).unwrap(), &format!("{what} input"));
        let weight_grad = ours.grads.clone().slice(offset..offset + count).reshape([inputs, outputs]);
        close(weight_grad, weight.grad_remove(&mut gradients).unwrap(), &format!("{what} weight"));
        let bias_grad = ours.grads.slice(offset + count..offset + count + outputs);
        close(bias_grad, bias.grad_remove(&mut gradients).unwrap(), &format!("{what} bias"));
    }
}

/// A network of one layer with more parameters than the layer writes.
fn run_with_extra_parameters(before: usize, behind: usize) {
    let layer = Dense { inputs: 2, outputs: 3, relu: false, offset: before };
    let run = LayerRun {
        layer,
        x: &random(1, [4, 2]),
        weights: &random(2, [before + 9 + behind]),
        running_stats: &Tensor::zeros([1], &Device::flex()),
        factors: &random(5, [4, 3]),
    };
    let of = dispatch(run.x, run).grads.into_data().try_into_vec::<f32>().unwrap();
    assert!(of.iter().all(|value| value.is_finite()), "{of:?}");
}

#[test]
fn a_network_whose_layers_write_everything_passes() {
    run_with_extra_parameters(0, 0);
    run_with_extra_parameters(5, 0);
}

#[test]
#[should_panic(expected = "no layer wrote")]
fn a_parameter_that_no_layer_writes_is_detected() {
    run_with_extra_parameters(0, 1);
}

/// The same for running statistics, which a block writes.
#[test]
#[should_panic(expected = "no layer wrote")]
fn a_statistic_that_no_layer_writes_is_detected() {
    let (layer, weights, running_stats) = block([1, 2, 3, 4, 4]);
    struct ExtraStatistic<'a>(ConvBlock, &'a Tensor<1>, &'a Tensor<1>);
    impl BackendTask for ExtraStatistic<'_> {
        type Output = Tensor<1>;

        fn run<B: Ops>(self) -> Tensor<1>
        where
            DispatchTensor: DispatchKindConversion<B>,
        {
            let [weights, running_stats] = [self.1, self.2].map(|v| primitive::<B, 1>(v.clone()));
            let mut new_running_stats = B::param_buffer(2 * self.0.outputs + 1, &running_stats);
            let x =
                B::to_images(primitive::<B, 4>(random(1, [1, self.0.inputs, self.0.height, self.0.width])));
            B::block(&self.0, x, &weights, &running_stats, &mut new_running_stats);
            vector::<B>(new_running_stats)
        }
    }
    dispatch(&weights.clone(), ExtraStatistic(layer, &weights, &running_stats));
}

#[test]
fn batch_norm_and_dropout_match_burn() {
    for (batch, channels) in [(8, 16), (1, 3), (7, 5)] {
        let layer = BatchNorm { channels, offset: 0, running_stats: 0 };
        let weights = random(2, [2 * channels]);
        let running_stats = Tensor::cat(vec![random(3, [channels]), random(4, [channels]).abs()], 0);
        // With a batch of one the mean is the value, and the rest is rounding error.
        let x = random(1, [batch, channels]);
        let factors = random(5, [batch, channels]);
        let run =
            LayerRun { layer, x: &x, weights: &weights, running_stats: &running_stats, factors: &factors };
        let (ours, evaluated) = dispatch(&x, run);

        let what = format!("{batch} {channels}");
        let [gamma, beta] = [0, 1].map(|i| weights.clone().slice(i * channels..(i + 1) * channels));
        let [leaf_gamma, leaf_beta] = [&gamma, &beta].map(leaf);
        let leaf_x = leaf(&x);
        let y = batch_norm_train(leaf_x.clone(), leaf_gamma.clone(), leaf_beta.clone(), EPSILON);
        let new_running_stats =
            updated_stats(&running_stats, y.mean.without_autodiff(), y.variance.without_autodiff());
        let y = y.output * factors.autodiff();
        let mut gradients = y.clone().sum().backward();
        close(ours.y, y.without_autodiff(), &format!("{what} forwards"));
        close(ours.new_running_stats, new_running_stats, &format!("{what} running statistics"));
        let beta_grad = ours.grads.clone().slice(channels..2 * channels);
        close(beta_grad, leaf_beta.grad_remove(&mut gradients).unwrap(), &format!("{what} beta"));
        if batch > 1 {
            close(ours.gradient, leaf_x.grad_remove(&mut gradients).unwrap(), &format!("{what} input"));
            let gamma_grad = ours.grads.slice(0..channels);
            close(gamma_grad, leaf_gamma.grad_remove(&mut gradients).unwrap(), &format!("{what} gamma"));
        }
        let [mean, variance] = [0, 1].map(|i| running_stats.clone().slice(i * channels..(i + 1) * channels));
        close(evaluated, batch_norm(x, gamma, beta, mean, variance, EPSILON), &format!("{what} evaluation"));
    }
}

/// Predicted, actual, and the criterion.
struct Loss<'a>(&'a Tensor<1>, &'a Tensor<1>, Criterion);

impl BackendTask for Loss<'_> {
    type Output = [Tensor<1>; 2];

    fn run<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [predicted, actual] = [self.0, self.1].map(|v| primitive::<B, 1>(v.clone()));
        B::loss(self.2, predicted, actual, None).map(Tensor::from_primitive::<B>)
    }
}

#[test]
fn mape_matches_keras_and_has_no_gradient_at_zero_error() {
    let device = Device::flex();
    let vector = |values: &[f32]| Tensor::<1>::from_data(TensorData::from(values), &device);
    let predicted = vector(&[0.5, 0.25, 2.0, 1.0]);
    let [loss, gradient] =
        dispatch(&predicted, Loss(&predicted, &vector(&[1.0, 0.25, 1.0, 0.0]), Criterion::Mape));
    let [loss, gradient] = [loss, gradient].map(|t| t.into_data().try_into_vec::<f32>().unwrap());
    // The denominator is at least 1e-7.
    let worst = 1.0 / 1e-7;
    assert!((loss[0] / (25.0 * (0.5 + 0.0 + 1.0 + worst)) - 1.0).abs() < 1e-6, "{loss:?}");
    assert_eq!(gradient[..3], [-25.0, 0.0, 25.0]);
    assert!((gradient[3] / (25.0 * worst) - 1.0).abs() < 1e-6, "{gradient:?}");
}

/// Images, inputs, height, width, outputs, side and stride. The last has more images than one matrix product
/// takes.
const CONVOLUTIONS: [[usize; 7]; 7] = [
    [2, 3, 16, 16, 5, 7, 2],
    [1, 3, 9, 13, 2, 7, 2],
    [3, 4, 8, 6, 5, 3, 1],
    [2, 4, 7, 5, 6, 3, 2],
    [2, 5, 6, 6, 4, 1, 2],
    [2, 3, 1, 1, 2, 3, 1],
    [3, 64, 32, 32, 2, 3, 1],
];

/// Channels, height, width, side, stride, and pixels of padding before and behind.
const DEPTHWISE: [[usize; 7]; 6] = [
    [4, 8, 8, 3, 2, 0, 1],
    [3, 9, 7, 3, 2, 1, 1],
    [5, 8, 8, 5, 2, 1, 2],
    [4, 6, 6, 5, 1, 2, 2],
    [2, 1, 1, 5, 1, 2, 2],
    [1, 7, 5, 3, 1, 1, 1],
];

/// Inputs of a convolution; the output is its result and the gradients of `x` and `weight`.
struct GeneralConv<'a> {
    x: &'a Tensor<4>,
    weight: &'a Tensor<4>,
    bias: &'a Tensor<1>,
    factors: &'a Tensor<4>,
    options: ConvOptions<2>,
}

impl BackendTask for GeneralConv<'_> {
    type Output = [Tensor<4>; 3];

    fn run<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [x, weight, factors] =
            [self.x, self.weight, self.factors].map(|t| move || primitive::<B, 4>(t.clone()));
        let bias = primitive::<B, 1>(self.bias.clone());
        [
            B::conv2d_general(x(), weight(), bias, self.options.clone()),
            B::conv2d_general_x_backward(x(), weight(), factors(), self.options.clone()),
            B::conv2d_general_weight_backward(x(), weight(), factors(), self.options),
        ]
        .map(Tensor::from_primitive::<B>)
    }
}

#[test]
fn general_convolutions_match_burn() {
    for shape in CONVOLUTIONS {
        let [images, inputs, height, width, outputs, side, stride] = shape;
        let options = ConvOptions::new([stride; 2], [side / 2; 2], [1; 2], 1);
        matches_burn([images, inputs, height, width], [outputs, inputs, side, side], options);
    }
}

#[test]
fn convolutions_with_an_odd_pixel_of_padding_behind_match_burn() {
    let options = ConvOptions::new_with_padding([2; 2], [(0, 1); 2], [1; 2], 1);
    matches_burn([2, 3, 8, 6], [4, 3, 3, 3], options);
}

#[test]
fn convolutions_of_each_channel_match_burn() {
    for [channels, height, width, side, stride, before, behind] in DEPTHWISE {
        let options = ConvOptions::new_with_padding([stride; 2], [(before, behind); 2], [1; 2], channels);
        matches_burn([2, channels, height, width], [channels, 1, side, side], options);
    }
}

/// Compares a convolution and its gradients with Burn's, for an input and a weight of these shapes.
fn matches_burn(x: [usize; 4], weight: [usize; 4], options: ConvOptions<2>) {
    let shape = (x, weight, &options);
    let (x, weight, bias) = (random(1, x), random(2, weight), random(3, [weight[0]]));
    let (leaf_x, leaf_weight) = (leaf(&x), leaf(&weight));
    let burns = conv2d(leaf_x.clone(), leaf_weight.clone(), Some(bias.clone().autodiff()), options.clone());
    let factors = random(5, burns.dims());
    let mut gradients = (burns.clone() * factors.clone().autodiff()).sum().backward();
    let conv =
        GeneralConv { x: &x, weight: &weight, bias: &bias, factors: &factors, options: options.clone() };
    let [y, x_grad, weight_grad] = dispatch(&x, conv);
    close(y, burns.without_autodiff(), &format!("{shape:?} forwards"));
    close(x_grad, leaf_x.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} input"));
    close(weight_grad, leaf_weight.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} weight"));
}
