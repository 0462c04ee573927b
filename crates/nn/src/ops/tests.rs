//! Every layer forwards and backwards, the loss and the optimiser, against Burn's own operations with autodiff.

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

/// As a leaf whose gradient is asked for.
fn leaf<const D: usize>(tensor: &Tensor<D>) -> Tensor<D> {
    tensor.clone().autodiff().require_grad()
}

fn close<const D: usize>(ours: Tensor<D>, burns: Tensor<D>, what: &str) {
    near(ours, burns, 1e-5, what);
}

/// The same for sums over a whole batch, in which most cancels: in which order they are taken depends on threads and processor.
fn sums_close(ours: Tensor<1>, burns: Tensor<1>, what: &str) {
    near(ours, burns, 5e-5, what);
}

fn near<const D: usize>(ours: Tensor<D>, burns: Tensor<D>, share: f64, what: &str) {
    assert_eq!(ours.dims(), burns.dims(), "{what}");
    let [ours, burns] = [ours, burns].map(|t| t.into_data().try_into_vec::<f32>().unwrap());
    let norm = |v: &[f32]| v.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>().sqrt();
    let apart: Vec<f32> = ours.iter().zip(&burns).map(|(a, b)| a - b).collect();
    assert!(norm(&apart) <= share * norm(&burns), "{what}: {} of {}", norm(&apart), norm(&burns));
}

/// What a layer makes of its input, and the gradients if each value of that counts as much as `factors` say.
struct Pass<const D: usize, const E: usize> {
    y: Tensor<E>,
    /// As flat vectors: the parameters' gradients, and the moving statistics after it.
    found: Tensor<1>,
    after: Tensor<1>,
    /// Of the input.
    gradient: Tensor<D>,
}

/// What was written, once all of it was.
fn vector<B: Ops>(draft: B::Draft) -> Tensor<1>
where
    DispatchTensor: DispatchKindConversion<B>,
{
    Tensor::from_primitive::<B>(B::written(draft))
}

/// A layer given its input.
struct Run<'a, L, const D: usize, const E: usize> {
    layer: L,
    x: &'a Tensor<D>,
    weights: &'a Tensor<1>,
    moving: &'a Tensor<1>,
    factors: &'a Tensor<E>,
}

impl Computed for Run<'_, Block, 4, 4> {
    type Output = (Pass<4, 4>, Tensor<4>);

    fn on<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [weights, moving] = [self.weights, self.moving].map(|v| primitive::<B, 1>(v.clone()));
        let mut after = B::draft(2 * self.layer.outputs, &moving);
        let mut found = B::draft(self.weights.dims()[0], &weights);
        let x = || B::images(primitive::<B, 4>(self.x.clone()));
        let (y, state) = B::block(&self.layer, x(), &weights, &moving, &mut after);
        let factors = B::images(primitive::<B, 4>(self.factors.clone()));
        let gradient = B::block_back(&self.layer, state, factors, &weights, &mut found, true).unwrap();
        let evaluated = B::block_evaluate(&self.layer, x(), &weights, &moving);
        let image =
            |images, shape: [usize; 4]| Tensor::<2>::from_primitive::<B>(B::flatten(images)).reshape(shape);
        let gradient = image(gradient, self.x.dims());
        let evaluated = image(evaluated, self.factors.dims());
        (
            Pass {
                y: image(y, self.factors.dims()),
                found: vector::<B>(found),
                after: vector::<B>(after),
                gradient,
            },
            evaluated,
        )
    }
}

impl Computed for Run<'_, Dense, 2, 2> {
    type Output = Pass<2, 2>;

    fn on<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [weights, moving] = [self.weights, self.moving].map(|v| primitive::<B, 1>(v.clone()));
        let mut found = B::draft(self.weights.dims()[0], &weights);
        if self.layer.at > 0 {
            // What stands before the layer belongs to others.
            B::put(&mut found, 0, primitive::<B, 1>(self.weights.clone().slice(0..self.layer.at)));
        }
        let x = primitive::<B, 2>(self.x.clone());
        let y = B::dense(&self.layer, &x, &weights);
        let factors = primitive::<B, 2>(self.factors.clone());
        let gradient = B::dense_back(&self.layer, x, y.clone(), factors, &weights, &mut found);
        Pass {
            y: Tensor::from_primitive::<B>(y),
            found: vector::<B>(found),
            after: Tensor::from_primitive::<B>(moving),
            gradient: Tensor::from_primitive::<B>(gradient),
        }
    }
}

/// The factors of dropout come in the place of those of the loss, which are one.
impl Computed for Run<'_, Norm, 2, 2> {
    type Output = (Pass<2, 2>, Tensor<2>);

    fn on<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [weights, moving] = [self.weights, self.moving].map(|v| primitive::<B, 1>(v.clone()));
        let mut after = B::draft(2 * self.layer.channels, &moving);
        let mut found = B::draft(self.weights.dims()[0], &weights);
        let x = primitive::<B, 2>(self.x.clone());
        let dropout = primitive::<B, 2>(self.factors.clone());
        let (y, state) = B::norm(&self.layer, x.clone(), dropout, &weights, &moving, &mut after);
        let ones = primitive::<B, 2>(self.factors.ones_like());
        let gradient = B::norm_back(&self.layer, state, ones, &weights, &mut found);
        let evaluated = B::norm_evaluate(&self.layer, x, &weights, &moving);
        let (y, gradient) = (Tensor::from_primitive::<B>(y), Tensor::from_primitive::<B>(gradient));
        (
            Pass { y, found: vector::<B>(found), after: vector::<B>(after), gradient },
            Tensor::from_primitive::<B>(evaluated),
        )
    }
}

/// Batch, inputs, outputs, height and width: the reference's shapes, and such as fill no vector and no group.
const BLOCKS: [[usize; 5]; 7] = [
    [8, 3, 16, 64, 64],
    [2, 16, 32, 32, 32],
    [2, 32, 64, 16, 16],
    [1, 5, 3, 8, 8],
    [3, 1, 1, 2, 2],
    [2, 4, 7, 5, 9],
    [2, 2, 6, 33, 6],
];

/// Parameters in -1 to 1, so that some gammas are negative: the maximum after normalisation is then the smallest before it.
fn block([_, inputs, outputs, height, width]: [usize; 5]) -> (Block, Tensor<1>, Tensor<1>) {
    let layer = Block { inputs, outputs, height, width, at: 0, moving: 0 };
    let moving = Tensor::cat(vec![random(3, [outputs]), random(4, [outputs]).abs()], 0);
    (layer, random(2, [layer.weight() + 3 * outputs]), moving)
}

/// Weight, bias, gamma and beta of a block.
fn apart(layer: &Block, weights: &Tensor<1>) -> (Tensor<4>, [Tensor<1>; 3]) {
    let weight = weights.clone().slice(0..layer.weight()).reshape([layer.outputs, layer.inputs, 3, 3]);
    (weight, layer.vectors().map(|at| weights.clone().slice(at..at + layer.outputs)))
}

fn convolved(x: Tensor<4>, weight: Tensor<4>, bias: Tensor<1>) -> Tensor<4> {
    relu(conv2d(x, weight, Some(bias), ConvOptions::new([1, 1], [1, 1], [1, 1], 1)))
}

fn folded(moving: &Tensor<1>, mean: Tensor<1>, variance: Tensor<1>) -> Tensor<1> {
    moving.clone() * MOMENTUM + Tensor::cat(vec![mean, variance], 0) * (1.0 - MOMENTUM)
}

#[test]
fn a_block_is_burns_convolution_relu_normalisation_and_maximum() {
    for shape in BLOCKS {
        let (layer, weights, moving) = block(shape);
        let x = random(1, [shape[0], layer.inputs, layer.height, layer.width]);
        let [height, width] = layer.pooled();
        let factors = random(5, [shape[0], layer.outputs, height, width]);
        let run = Run { layer, x: &x, weights: &weights, moving: &moving, factors: &factors };
        let (ours, evaluated) = compute(&x, run);

        let (weight, [bias, gamma, beta]) = apart(&layer, &weights);
        let pooled = |y| max_pool2d(y, MaxPoolOptions::new([2, 2]));
        let (leaf_x, weight) = (leaf(&x), leaf(&weight));
        let vectors = [&bias, &gamma, &beta].map(leaf);
        let y = convolved(leaf_x.clone(), weight.clone(), vectors[0].clone());
        let y = batch_norm_train(y, vectors[1].clone(), vectors[2].clone(), EPSILON);
        let after = folded(&moving, y.mean.without_autodiff(), y.variance.without_autodiff());
        let burns = pooled(y.output);
        let mut gradients = (burns.clone() * factors.autodiff()).sum().backward();
        close(ours.y, burns.without_autodiff(), &format!("{shape:?} forwards"));
        close(ours.after, after, &format!("{shape:?} moving statistics"));
        close(ours.gradient, leaf_x.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} input"));
        let (of_weight, of_vectors) = apart(&layer, &ours.found);
        close(of_weight, weight.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} weight"));
        for (ours, vector) in of_vectors.into_iter().zip(vectors) {
            sums_close(ours, vector.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} vector"));
        }

        let y = convolved(x, weight.without_autodiff(), bias);
        let mean = moving.clone().slice(0..layer.outputs);
        let variance = moving.slice(layer.outputs..2 * layer.outputs);
        let burns = batch_norm(y, gamma, beta, mean, variance, EPSILON);
        close(evaluated, pooled(burns), &format!("{shape:?} evaluation"));
    }
}

#[test]
fn what_is_not_a_number_stays_so() {
    let (layer, weights, moving) = block([1, 2, 3, 4, 4]);
    let weights = weights.mul_scalar(f32::NAN);
    let (x, factors) = (random(1, [1, 2, 4, 4]), random(5, [1, 3, 2, 2]));
    let run = Run { layer, x: &x, weights: &weights, moving: &moving, factors: &factors };
    let (pass, evaluated) = compute(&x, run);
    for values in [pass.y, evaluated] {
        assert!(values.into_data().iter::<f32>().all(f32::is_nan));
    }
    let layer = Dense { inputs: 2, outputs: 1, relu: true, at: 0 };
    let (x, factors) = (random(1, [1, 2]), random(5, [1, 1]));
    let weights = weights.slice(0..3);
    let run = Run { layer, x: &x, weights: &weights, moving: &moving, factors: &factors };
    assert!(compute(&x, run).y.into_data().iter::<f32>().all(f32::is_nan));
}

#[test]
fn a_dense_layer_is_burns_product_bias_and_relu() {
    for (batch, inputs, outputs, relu_follows) in [(8, 4096, 16, true), (3, 16, 4, true), (5, 65, 1, false)] {
        let at = 2;
        let layer = Dense { inputs, outputs, relu: relu_follows, at };
        let count = inputs * outputs;
        let weights = random(2, [at + count + outputs]);
        let (x, factors) = (random(1, [batch, inputs]), random(5, [batch, outputs]));
        let run = Run {
            layer,
            x: &x,
            weights: &weights,
            moving: &Tensor::zeros([1], &Device::flex()),
            factors: &factors,
        };
        let ours = compute(&x, run);

        let what = format!("{batch} {inputs} {outputs}");
        let weight = leaf(&weights.clone().slice(at..at + count).reshape([inputs, outputs]));
        let bias = leaf(&weights.slice(at + count..at + count + outputs));
        let leaf_x = leaf(&x);
        let y = leaf_x.clone().matmul(weight.clone()) + bias.clone().unsqueeze();
        let y = if relu_follows { relu(y) } else { y };
        let mut gradients = (y.clone() * factors.autodiff()).sum().backward();
        close(ours.y, y.without_autodiff(), &format!("{what} forwards"));
        close(ours.gradient, leaf_x.grad_remove(&mut gradients).unwrap(), &format!("{what} input"));
        let of_weight = ours.found.clone().slice(at..at + count).reshape([inputs, outputs]);
        close(of_weight, weight.grad_remove(&mut gradients).unwrap(), &format!("{what} weight"));
        let of_bias = ours.found.slice(at + count..at + count + outputs);
        close(of_bias, bias.grad_remove(&mut gradients).unwrap(), &format!("{what} bias"));
    }
}

/// A network of one layer whose parameters are one more than that layer knows of.
fn forgetful(before: usize, behind: usize) {
    let layer = Dense { inputs: 2, outputs: 3, relu: false, at: before };
    let run = Run {
        layer,
        x: &random(1, [4, 2]),
        weights: &random(2, [before + 9 + behind]),
        moving: &Tensor::zeros([1], &Device::flex()),
        factors: &random(5, [4, 3]),
    };
    let of = compute(run.x, run).found.into_data().try_into_vec::<f32>().unwrap();
    assert!(of.iter().all(|value| value.is_finite()), "{of:?}");
}

#[test]
fn a_network_whose_layers_write_everything_passes() {
    forgetful(0, 0);
    forgetful(5, 0);
}

#[test]
#[should_panic(expected = "no layer wrote")]
fn a_parameter_that_no_layer_writes_is_noticed() {
    forgetful(0, 1);
}

/// The same of moving statistics, which a block writes.
#[test]
#[should_panic(expected = "no layer wrote")]
fn a_statistic_that_no_layer_writes_is_noticed() {
    let (layer, weights, moving) = block([1, 2, 3, 4, 4]);
    struct More<'a>(Block, &'a Tensor<1>, &'a Tensor<1>);
    impl Computed for More<'_> {
        type Output = Tensor<1>;

        fn on<B: Ops>(self) -> Tensor<1>
        where
            DispatchTensor: DispatchKindConversion<B>,
        {
            let [weights, moving] = [self.1, self.2].map(|v| primitive::<B, 1>(v.clone()));
            let mut after = B::draft(2 * self.0.outputs + 1, &moving);
            let x = B::images(primitive::<B, 4>(random(1, [1, self.0.inputs, self.0.height, self.0.width])));
            B::block(&self.0, x, &weights, &moving, &mut after);
            vector::<B>(after)
        }
    }
    compute(&weights.clone(), More(layer, &weights, &moving));
}

#[test]
fn a_normalisation_is_burns_with_dropout_after_it() {
    for (batch, channels) in [(8, 16), (1, 3), (7, 5)] {
        let layer = Norm { channels, at: 0, moving: 0 };
        let weights = random(2, [2 * channels]);
        let moving = Tensor::cat(vec![random(3, [channels]), random(4, [channels]).abs()], 0);
        // A batch of one is all mean, and what is left of it all rounding.
        let x = random(1, [batch, channels]);
        let factors = random(5, [batch, channels]);
        let run = Run { layer, x: &x, weights: &weights, moving: &moving, factors: &factors };
        let (ours, evaluated) = compute(&x, run);

        let what = format!("{batch} {channels}");
        let [gamma, beta] = [0, 1].map(|i| weights.clone().slice(i * channels..(i + 1) * channels));
        let [leaf_gamma, leaf_beta] = [&gamma, &beta].map(leaf);
        let leaf_x = leaf(&x);
        let y = batch_norm_train(leaf_x.clone(), leaf_gamma.clone(), leaf_beta.clone(), EPSILON);
        let after = folded(&moving, y.mean.without_autodiff(), y.variance.without_autodiff());
        let y = y.output * factors.autodiff();
        let mut gradients = y.clone().sum().backward();
        close(ours.y, y.without_autodiff(), &format!("{what} forwards"));
        close(ours.after, after, &format!("{what} moving statistics"));
        let of_beta = ours.found.clone().slice(channels..2 * channels);
        close(of_beta, leaf_beta.grad_remove(&mut gradients).unwrap(), &format!("{what} beta"));
        if batch > 1 {
            close(ours.gradient, leaf_x.grad_remove(&mut gradients).unwrap(), &format!("{what} input"));
            let of_gamma = ours.found.slice(0..channels);
            close(of_gamma, leaf_gamma.grad_remove(&mut gradients).unwrap(), &format!("{what} gamma"));
        }
        let [mean, variance] = [0, 1].map(|i| moving.clone().slice(i * channels..(i + 1) * channels));
        close(evaluated, batch_norm(x, gamma, beta, mean, variance, EPSILON), &format!("{what} evaluation"));
    }
}

/// Predicted and actual, and by what they are judged.
struct Loss<'a>(&'a Tensor<1>, &'a Tensor<1>, Criterion);

impl Computed for Loss<'_> {
    type Output = [Tensor<1>; 2];

    fn on<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [predicted, actual] = [self.0, self.1].map(|v| primitive::<B, 1>(v.clone()));
        B::loss(self.2, predicted, actual, None).map(Tensor::from_primitive::<B>)
    }
}

#[test]
fn the_loss_is_kerass_with_no_slope_on_the_price() {
    let device = Device::flex();
    let vector = |values: &[f32]| Tensor::<1>::from_data(TensorData::from(values), &device);
    let predicted = vector(&[0.5, 0.25, 2.0, 1.0]);
    let [loss, gradient] =
        compute(&predicted, Loss(&predicted, &vector(&[1.0, 0.25, 1.0, 0.0]), Criterion::Mape));
    let [loss, gradient] = [loss, gradient].map(|t| t.into_data().try_into_vec::<f32>().unwrap());
    // Nothing is worth less than 1e-7.
    let worst = 1.0 / 1e-7;
    assert!((loss[0] / (25.0 * (0.5 + 0.0 + 1.0 + worst)) - 1.0).abs() < 1e-6, "{loss:?}");
    assert_eq!(gradient[..3], [-25.0, 0.0, 25.0]);
    assert!((gradient[3] / (25.0 * worst) - 1.0).abs() < 1e-6, "{gradient:?}");
}

/// Of convolutions of any size and stride: images, inputs, height, width, outputs, side and stride. The last is of more images than are
/// multiplied at a time.
const CONVOLUTIONS: [[usize; 7]; 7] = [
    [2, 3, 16, 16, 5, 7, 2],
    [1, 3, 9, 13, 2, 7, 2],
    [3, 4, 8, 6, 5, 3, 1],
    [2, 4, 7, 5, 6, 3, 2],
    [2, 5, 6, 6, 4, 1, 2],
    [2, 3, 1, 1, 2, 3, 1],
    [3, 64, 32, 32, 2, 3, 1],
];

/// What comes out of a convolution, and the gradients of its input and weight.
struct Strided<'a> {
    x: &'a Tensor<4>,
    weight: &'a Tensor<4>,
    bias: &'a Tensor<1>,
    factors: &'a Tensor<4>,
    options: ConvOptions<2>,
}

impl Computed for Strided<'_> {
    type Output = [Tensor<4>; 3];

    fn on<B: Ops>(self) -> Self::Output
    where
        DispatchTensor: DispatchKindConversion<B>,
    {
        let [x, weight, factors] =
            [self.x, self.weight, self.factors].map(|t| move || primitive::<B, 4>(t.clone()));
        let bias = primitive::<B, 1>(self.bias.clone());
        [
            B::convolve(x(), weight(), bias, self.options.clone()),
            B::convolve_back(x(), weight(), factors(), self.options.clone()),
            B::convolve_weight(x(), weight(), factors(), self.options),
        ]
        .map(Tensor::from_primitive::<B>)
    }
}

#[test]
fn a_convolution_of_any_size_and_stride_is_burns() {
    for shape in CONVOLUTIONS {
        let [images, inputs, height, width, outputs, side, stride] = shape;
        let options = ConvOptions::new([stride; 2], [side / 2; 2], [1; 2], 1);
        let (x, weight) =
            (random(1, [images, inputs, height, width]), random(2, [outputs, inputs, side, side]));
        let bias = random(3, [outputs]);
        let (leaf_x, leaf_weight) = (leaf(&x), leaf(&weight));
        let burns =
            conv2d(leaf_x.clone(), leaf_weight.clone(), Some(bias.clone().autodiff()), options.clone());
        let factors = random(5, burns.dims());
        let mut gradients = (burns.clone() * factors.clone().autodiff()).sum().backward();
        let strided = Strided { x: &x, weight: &weight, bias: &bias, factors: &factors, options };
        let [y, of_x, of_weight] = compute(&x, strided);
        close(y, burns.without_autodiff(), &format!("{shape:?} forwards"));
        close(of_x, leaf_x.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} input"));
        close(of_weight, leaf_weight.grad_remove(&mut gradients).unwrap(), &format!("{shape:?} weight"));
    }
}
