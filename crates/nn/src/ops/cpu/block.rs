//! A block, forward and backward: 3x3 convolution, ReLU, batch normalisation, 2x2 max pooling.
#![allow(clippy::needless_range_loop, reason = "SIMD vectors must not pass through iterators")]

use macerator::{Scalar, Simd};

use super::buffer::Buffer;
use super::images::{Images, padded_channels};
use super::norm::{Statistics, inverse_std};
use super::vector::{load, store};
use super::winograd::{self, Convolved, Kernels, Size, largest};
use crate::ops::{ConvBlock, EPSILON};
use facade_platform as platform;

/// A block's parameters; vectors over outputs are padded.
#[derive(Debug)]
struct Parameters<'a> {
    /// `[outputs, inputs, 3, 3]`
    weight: &'a [f32],
    bias: Vec<f32>,
    gamma: Vec<f32>,
    beta: Vec<f32>,
    /// 1, or -1 if gamma is negative: then the maximum after normalisation is the minimum before it.
    sign: Vec<f32>,
}

impl<'a> Parameters<'a> {
    fn of(layer: &ConvBlock, weights: &'a [f32]) -> Self {
        let [bias, gamma, beta] =
            layer.vector_offsets().map(|at| pad_channels(&weights[at..at + layer.outputs]));
        let sign = gamma.iter().map(|gamma| if *gamma < 0.0 { -1.0 } else { 1.0 }).collect();
        Parameters {
            weight: &weights[layer.offset..layer.offset + layer.weight_len()],
            bias,
            gamma,
            beta,
            sign,
        }
    }
}

/// Pads with zeros.
fn pad_channels(values: &[f32]) -> Vec<f32> {
    let mut values = values.to_vec();
    values.resize(padded_channels(values.len()), 0.0);
    values
}

#[derive(Debug)]
pub(crate) struct SavedForBackward {
    x: Images,
    convolved: Vec<Convolved>,
    statistics: Statistics,
}

impl SavedForBackward {
    /// Statistics of the batch.
    pub(super) fn statistics(&self) -> &Statistics {
        &self.statistics
    }
}

/// Training pass with the batch's statistics. Output images have `[height / 2, width / 2]` pixels.
pub(super) fn train(x: Images, layer: &ConvBlock, weights: &[f32]) -> (Images, SavedForBackward) {
    let parameters = Parameters::of(layer, weights);
    let (convolved, moments): (Vec<Convolved>, Vec<Vec<Moments>>) =
        convolve_each(&x, layer, &parameters, |convolved| {
            let moments = Moments::of(&convolved.y, layer);
            (convolved, moments)
        })
        .into_iter()
        .unzip();
    let area = (layer.height * layer.width) as f64;
    let of_channel = |o: usize| {
        let images = moments.iter().enumerate();
        images.fold(Moments::default(), |all, (i, of)| all.with(of[o], i as f64, area))
    };
    let count = convolved.len() as f64 * area;
    let (mean, variance) =
        (0..layer.outputs).map(of_channel).map(|all| (all.mean as f32, (all.squares / count) as f32)).unzip();
    let statistics = Statistics { mean, variance };
    let transform = NormTransform::of(&parameters, &statistics);
    let buffers = platform::parallel_map(convolved.len(), |i| transform.apply(&convolved[i].maxima));
    (Images { buffers, channels: layer.outputs }, SavedForBackward { x, convolved, statistics })
}

/// Evaluation with running statistics. Shapes as in [`train`].
pub(super) fn evaluate(x: &Images, layer: &ConvBlock, weights: &[f32], statistics: &Statistics) -> Images {
    let parameters = Parameters::of(layer, weights);
    let transform = NormTransform::of(&parameters, statistics);
    let buffers = convolve_each(x, layer, &parameters, |convolved| transform.apply(&convolved.maxima));
    Images { buffers, channels: layer.outputs }
}

/// Convolves each image and maps the result.
fn convolve_each<T: Send>(
    x: &Images,
    layer: &ConvBlock,
    parameters: &Parameters<'_>,
    of: impl Fn(Convolved) -> T + Send + Sync,
) -> Vec<T> {
    let kernels = Kernels::new(parameters.weight, [layer.outputs, layer.inputs]);
    let size = [layer.height, layer.width];
    platform::parallel_map(x.buffers.len(), |i| {
        of(winograd::forward(&x.buffers[i], size, &kernels, &parameters.bias, &parameters.sign))
    })
}

/// Normalisation as `(value - mean) * factor + shift`.
struct NormTransform {
    mean: Vec<f32>,
    factor: Vec<f32>,
    shift: Vec<f32>,
}

impl NormTransform {
    fn of(parameters: &Parameters<'_>, statistics: &Statistics) -> Self {
        let factor = statistics.variance.iter().zip(&parameters.gamma);
        let factor: Vec<f32> = factor.map(|(variance, gamma)| inverse_std(*variance) * gamma).collect();
        NormTransform {
            mean: pad_channels(&statistics.mean),
            factor: pad_channels(&factor),
            shift: parameters.beta.clone(),
        }
    }

    fn apply(&self, maxima: &[f32]) -> Buffer {
        normalise(maxima, &self.mean, &self.factor, &self.shift)
    }
}

#[macerator::with_simd]
fn normalise<S: Simd>(maxima: &[f32], mean: &[f32], factor: &[f32], shift: &[f32]) -> Buffer {
    let mut all = Buffer::unwritten(maxima.len());
    for (to, from) in all.chunks_exact_mut(mean.len()).zip(maxima.chunks_exact(mean.len())) {
        for channel in (0..mean.len()).step_by(f32::lanes::<S>()) {
            let diff = load::<S>(from, channel) - load(mean, channel);
            store(to, channel, diff.mul_add(load(factor, channel), load(shift, channel)));
        }
    }
    all
}

/// Mean and sum of squared deviations of one channel.
#[derive(Clone, Copy, Debug, Default)]
struct Moments {
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Moments of an image, per channel.
    fn of(y: &[f32], layer: &ConvBlock) -> Vec<Self> {
        let area = (layer.height * layer.width) as f64;
        let padded = padded_channels(layer.outputs);
        let mean: Vec<f64> =
            sums(y, layer.width, &vec![0.0; padded], false).iter().map(|sum| sum / area).collect();
        let single: Vec<f32> = mean.iter().map(|mean| *mean as f32).collect();
        let squares = sums(y, layer.width, &single, true);
        mean.into_iter().zip(squares).map(|(mean, squares)| Moments { mean, squares }).collect()
    }

    /// Combines the moments of `images` images with those of one more, of `area` pixels each (Chan, Golub and
    /// LeVeque, 1979).
    fn with(self, one: Moments, images: f64, area: f64) -> Self {
        let diff = one.mean - self.mean;
        Moments {
            mean: self.mean + diff / (images + 1.0),
            squares: self.squares + one.squares + diff * diff * area * images / (images + 1.0),
        }
    }
}

/// Per channel, the sum of the pixels' differences from `from`, or of their squares. Rows are summed in
/// single precision, and their sums in double.
#[macerator::with_simd]
fn sums<S: Simd>(pixels: &[f32], width: usize, from: &[f32], squared: bool) -> Vec<f64> {
    let (lanes, padded) = (f32::lanes::<S>(), from.len());
    let mut all = vec![0.0; padded];
    let mut spare = vec![0.0; lanes];
    for row in pixels.chunks_exact(width * padded) {
        for channel in (0..padded).step_by(lanes) {
            let from = load::<S>(from, channel);
            let mut sum = 0f32.splat::<S>();
            for pixel in row.chunks_exact(padded) {
                let diff = load::<S>(pixel, channel) - from;
                sum = if squared { diff.mul_add(diff, sum) } else { sum + diff };
            }
            store(&mut spare, 0, sum);
            all[channel..].iter_mut().zip(&spare).for_each(|(all, sum)| *all += f64::from(*sum));
        }
    }
    all
}

/// Per channel, the sum of the upstream gradients, then the sum of the gradients times the centred maxima.
/// Precision as in [`sums`].
#[macerator::with_simd]
fn upstream_sums<S: Simd>(gradient: &[f32], maxima: &[f32], width: usize, mean: &[f32]) -> Vec<f64> {
    let (lanes, padded) = (f32::lanes::<S>(), mean.len());
    let mut all = vec![0.0; 2 * padded];
    let mut spare = vec![0.0; lanes];
    let rows = gradient.chunks_exact(width * padded).zip(maxima.chunks_exact(width * padded));
    for (gradient, maxima) in rows {
        for channel in (0..padded).step_by(lanes) {
            let mean = load::<S>(mean, channel);
            let mut both = [0f32.splat::<S>(); 2];
            for (gradient, maxima) in gradient.chunks_exact(padded).zip(maxima.chunks_exact(padded)) {
                let upstream = load::<S>(gradient, channel);
                both[0] += upstream;
                both[1] = upstream.mul_add(load::<S>(maxima, channel) - mean, both[1]);
            }
            for i in 0..2 {
                store(&mut spare, 0, both[i]);
                let all = all[i * padded + channel..].iter_mut();
                all.zip(&spare).for_each(|(all, sum)| *all += f64::from(*sum));
            }
        }
    }
    all
}

/// Images whose gradients are held at the same time; each is as large as the weights.
const IMAGES_AT_ONCE: usize = 16;

/// One image's contribution to the gradients.
struct ImageGrads {
    x: Buffer,
    kernels: Buffer,
    bias: Vec<f64>,
}

/// Backward pass from the gradient of the output. Writes the gradients of the parameters to `grads`, and
/// returns that of the input if needed.
pub(super) fn backward(
    SavedForBackward { x, convolved, statistics }: &SavedForBackward,
    layer: &ConvBlock,
    weights: &[f32],
    gradient: &Images,
    needs_x_grad: bool,
    grads: &mut [f32],
) -> Option<Images> {
    let (size, outputs) = ([layer.height, layer.width], layer.outputs);
    let channels = [outputs, layer.inputs];
    let parameters = Parameters::of(layer, weights);
    let mean = pad_channels(&statistics.mean);
    let [_, width] = layer.pooled_size();
    let padded = mean.len();
    let batch = convolved.len();
    let sums = platform::parallel_map(batch, |i| {
        upstream_sums(&gradient.buffers[i], &convolved[i].maxima, width, &mean)
    });
    let mut beta = add(sums);
    let mut gamma = beta.split_off(padded);
    let count = (batch * layer.height * layer.width) as f64;
    let mut coefficients =
        BackwardCoefficients { mean, sign: parameters.sign, ..BackwardCoefficients::default() };
    for vector in [&mut coefficients.scale, &mut coefficients.constant, &mut coefficients.linear] {
        vector.resize(padded, 0.0);
    }
    for o in 0..outputs {
        // Ioffe and Szegedy (2015), section 3: a constant and a linear term for every pixel, and one more for
        // the maxima.
        let inverse_std = 1.0 / (f64::from(statistics.variance[o]) + EPSILON).sqrt();
        gamma[o] *= inverse_std;
        let scale = f64::from(parameters.gamma[o]) * inverse_std;
        coefficients.scale[o] = scale as f32;
        coefficients.constant[o] = (-scale * beta[o] / count) as f32;
        coefficients.linear[o] = (-scale * gamma[o] * inverse_std / count) as f32;
    }

    let kernels = needs_x_grad.then(|| Kernels::flipped(parameters.weight, channels));
    let zeros = vec![0.0; padded];
    let image_grads = |i: usize| {
        let y_grad = pool_norm_relu_backward(&convolved[i].y, &gradient.buffers[i], size, &coefficients);
        ImageGrads {
            x: kernels
                .as_ref()
                .map(|kernels| winograd::input_grad(&y_grad, size, kernels))
                .unwrap_or_default(),
            kernels: winograd::kernel_grad(&x.buffers[i], &y_grad, size, channels),
            bias: self::sums(&y_grad, layer.width, &zeros, false),
        }
    };
    let (mut kernels, mut bias, mut x_grad) = (Buffer::default(), Vec::new(), Vec::new());
    for first in (0..batch).step_by(IMAGES_AT_ONCE) {
        for image_grads in
            platform::parallel_map(IMAGES_AT_ONCE.min(batch - first), |i| image_grads(first + i))
        {
            if kernels.is_empty() {
                kernels = image_grads.kernels;
            } else {
                kernels.iter_mut().zip(image_grads.kernels.iter()).for_each(|(sum, v)| *sum += v);
            }
            bias.push(image_grads.bias);
            x_grad.push(image_grads.x);
        }
    }
    winograd::write_kernel_grad(&kernels, channels, &mut grads[layer.offset..]);
    for (at, sums) in layer.vector_offsets().into_iter().zip([add(bias), gamma, beta]) {
        grads[at..at + outputs].iter_mut().zip(sums).for_each(|(to, sum)| *to = sum as f32);
    }
    needs_x_grad.then_some(Images { buffers: x_grad, channels: layer.inputs })
}

/// Per padded channel, the coefficients of the backward pass through max pooling, normalisation and ReLU.
#[derive(Default)]
struct BackwardCoefficients {
    mean: Vec<f32>,
    sign: Vec<f32>,
    scale: Vec<f32>,
    constant: Vec<f32>,
    linear: Vec<f32>,
}

/// Gradient of the convolution's output for one image, `[height, width, padded channels]`.
#[macerator::with_simd]
fn pool_norm_relu_backward<S: Simd>(
    y: &[f32],
    gradient: &[f32],
    size: Size,
    coefficients: &BackwardCoefficients,
) -> Buffer {
    let [height, width] = size;
    let (lanes, padded) = (f32::lanes::<S>(), coefficients.mean.len());
    let mut all = Buffer::unwritten(y.len());
    let zero = 0f32.splat::<S>();
    let (rows, columns) = (height / 2, width / 2);
    for channel in (0..padded).step_by(lanes) {
        let mean = load::<S>(&coefficients.mean, channel);
        let sign = load::<S>(&coefficients.sign, channel);
        let scale = load::<S>(&coefficients.scale, channel);
        let constant = load::<S>(&coefficients.constant, channel);
        let linear = load::<S>(&coefficients.linear, channel);
        for row in 0..rows {
            for column in 0..columns {
                let first = (2 * row * width + 2 * column) * padded + channel;
                let corners = [first, first + padded, first + width * padded, first + (width + 1) * padded];
                let mut pixels = [zero; 4];
                for i in 0..4 {
                    pixels[i] = load(y, corners[i]);
                }
                let (_, corner) = largest(pixels, sign);
                let upstream = load::<S>(gradient, (row * columns + column) * padded + channel) * scale;
                for i in 0..4 {
                    let (value, place) = (pixels[i], corners[i]);
                    let own = corner.eq((i as f32).splat::<S>()).select(upstream, zero);
                    let shared = (value - mean).mul_add(linear, constant);
                    store(&mut all, place, value.gt(zero).select(own + shared, zero));
                }
            }
        }
        // With odd sizes the last row and column are not pooled.
        for row in 0..height {
            for column in if row < 2 * rows { 2 * columns..width } else { 0..width } {
                let place = (row * width + column) * padded + channel;
                let value = load::<S>(y, place);
                let shared = (value - mean).mul_add(linear, constant);
                store(&mut all, place, value.gt(zero).select(shared, zero));
            }
        }
    }
    all
}

/// Sums vectors in order.
fn add(vectors: Vec<Vec<f64>>) -> Vec<f64> {
    let mut vectors = vectors.into_iter();
    let mut sums = vectors.next().unwrap_or_default();
    vectors.for_each(|vector| sums.iter_mut().zip(vector).for_each(|(sum, v)| *sum += v));
    sums
}
