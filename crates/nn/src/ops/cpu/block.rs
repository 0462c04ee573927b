//! A block of the network, forwards and backwards: convolution 3x3, ReLU, batch normalisation, maximum over 2x2.
#![allow(clippy::needless_range_loop, reason = "an iterator would hand on vectors")]

use macerator::{Scalar, Simd};

use super::buffer::Buffer;
use super::images::{Images, stride};
use super::norm::{Statistics, inverse};
use super::vector::{load, store};
use super::winograd::{self, Convolved, Kernels, Size, largest};
use crate::ops::{Block, EPSILON};
use facade_platform as platform;

/// What a block has learned, filled up to the stride where it is of the outputs.
#[derive(Debug)]
struct Parameters<'a> {
    /// `[outputs, inputs, 3, 3]`
    weight: &'a [f32],
    bias: Vec<f32>,
    gamma: Vec<f32>,
    beta: Vec<f32>,
    /// 1, or -1 where gamma is negative: the largest after normalisation is then the smallest before it.
    sign: Vec<f32>,
}

impl<'a> Parameters<'a> {
    fn of(layer: &Block, weights: &'a [f32]) -> Self {
        let [bias, gamma, beta] = layer.vectors().map(|at| fill_up(&weights[at..at + layer.outputs]));
        let sign = gamma.iter().map(|gamma| if *gamma < 0.0 { -1.0 } else { 1.0 }).collect();
        Parameters { weight: &weights[layer.at..layer.at + layer.weight()], bias, gamma, beta, sign }
    }
}

/// With zeros up to the stride.
fn fill_up(values: &[f32]) -> Vec<f32> {
    let mut values = values.to_vec();
    values.resize(stride(values.len()), 0.0);
    values
}

/// What a forward pass keeps for the way back.
#[derive(Debug)]
pub(crate) struct Kept {
    x: Images,
    convolved: Vec<Convolved>,
    statistics: Statistics,
}

impl Kept {
    /// What the batch was normalised by.
    pub(super) fn statistics(&self) -> &Statistics {
        &self.statistics
    }
}

/// A pass with the batch's own statistics, of which each image comes out as `[height / 2, width / 2]` pixels.
pub(super) fn train(x: Images, layer: &Block, weights: &[f32]) -> (Images, Kept) {
    let parameters = Parameters::of(layer, weights);
    let (convolved, moments): (Vec<Convolved>, Vec<Vec<Moments>>) =
        each(&x, layer, &parameters, |convolved| {
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
    let scale = Scale::of(&parameters, &statistics);
    let each = platform::map(convolved.len(), |i| scale.normalised(&convolved[i].maxima));
    (Images { each, channels: layer.outputs }, Kept { x, convolved, statistics })
}

/// A pass with statistics from before. Shapes as in [`train`].
pub(super) fn evaluate(x: &Images, layer: &Block, weights: &[f32], statistics: &Statistics) -> Images {
    let parameters = Parameters::of(layer, weights);
    let scale = Scale::of(&parameters, statistics);
    let each = each(x, layer, &parameters, |convolved| scale.normalised(&convolved.maxima));
    Images { each, channels: layer.outputs }
}

/// What becomes of what each image's convolution makes.
fn each<T: Send>(
    x: &Images,
    layer: &Block,
    parameters: &Parameters<'_>,
    of: impl Fn(Convolved) -> T + Send + Sync,
) -> Vec<T> {
    let kernels = Kernels::new(parameters.weight, [layer.outputs, layer.inputs]);
    let size = [layer.height, layer.width];
    platform::map(x.each.len(), |i| {
        of(winograd::forwards(&x.each[i], size, &kernels, &parameters.bias, &parameters.sign))
    })
}

/// What normalisation comes to: `(value - mean) * factor + shift`.
struct Scale {
    mean: Vec<f32>,
    factor: Vec<f32>,
    shift: Vec<f32>,
}

impl Scale {
    fn of(parameters: &Parameters<'_>, statistics: &Statistics) -> Self {
        let factor = statistics.variance.iter().zip(&parameters.gamma);
        let factor: Vec<f32> = factor.map(|(variance, gamma)| inverse(*variance) * gamma).collect();
        Scale { mean: fill_up(&statistics.mean), factor: fill_up(&factor), shift: parameters.beta.clone() }
    }

    fn normalised(&self, maxima: &[f32]) -> Buffer {
        normalise(maxima, &self.mean, &self.factor, &self.shift)
    }
}

#[macerator::with_simd]
fn normalise<S: Simd>(maxima: &[f32], mean: &[f32], factor: &[f32], shift: &[f32]) -> Buffer {
    let mut all = Buffer::stale(maxima.len());
    for (to, from) in all.chunks_exact_mut(mean.len()).zip(maxima.chunks_exact(mean.len())) {
        for channel in (0..mean.len()).step_by(f32::lanes::<S>()) {
            let apart = load::<S>(from, channel) - load(mean, channel);
            store(to, channel, apart.mul_add(load(factor, channel), load(shift, channel)));
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
    /// Those of an image, for each channel.
    fn of(y: &[f32], layer: &Block) -> Vec<Self> {
        let area = (layer.height * layer.width) as f64;
        let across = stride(layer.outputs);
        let mean: Vec<f64> =
            sums(y, layer.width, &vec![0.0; across], false).iter().map(|sum| sum / area).collect();
        let single: Vec<f32> = mean.iter().map(|mean| *mean as f32).collect();
        let squares = sums(y, layer.width, &single, true);
        mean.into_iter().zip(squares).map(|(mean, squares)| Moments { mean, squares }).collect()
    }

    /// Those of `images` images, and of one more, of `area` pixels each (Chan, Golub and LeVeque, 1979).
    fn with(self, one: Moments, images: f64, area: f64) -> Self {
        let apart = one.mean - self.mean;
        Moments {
            mean: self.mean + apart / (images + 1.0),
            squares: self.squares + one.squares + apart * apart * area * images / (images + 1.0),
        }
    }
}

/// Of each channel, the sum of what its pixels are away from `from`, or of that squared. A row is summed in single precision,
/// and rows in double.
#[macerator::with_simd]
fn sums<S: Simd>(pixels: &[f32], width: usize, from: &[f32], squared: bool) -> Vec<f64> {
    let (lanes, across) = (f32::lanes::<S>(), from.len());
    let mut all = vec![0.0; across];
    let mut spare = vec![0.0; lanes];
    for row in pixels.chunks_exact(width * across) {
        for channel in (0..across).step_by(lanes) {
            let from = load::<S>(from, channel);
            let mut sum = 0f32.splat::<S>();
            for pixel in row.chunks_exact(across) {
                let apart = load::<S>(pixel, channel) - from;
                sum = if squared { apart.mul_add(apart, sum) } else { sum + apart };
            }
            store(&mut spare, 0, sum);
            all[channel..].iter_mut().zip(&spare).for_each(|(all, sum)| *all += f64::from(*sum));
        }
    }
    all
}

/// Of each channel, the sum of the gradients, then that of the gradients times what was the maximum without the mean. Rows as
/// in [`sums`].
#[macerator::with_simd]
fn arrivals<S: Simd>(gradient: &[f32], maxima: &[f32], width: usize, mean: &[f32]) -> Vec<f64> {
    let (lanes, across) = (f32::lanes::<S>(), mean.len());
    let mut all = vec![0.0; 2 * across];
    let mut spare = vec![0.0; lanes];
    let rows = gradient.chunks_exact(width * across).zip(maxima.chunks_exact(width * across));
    for (gradient, maxima) in rows {
        for channel in (0..across).step_by(lanes) {
            let mean = load::<S>(mean, channel);
            let mut both = [0f32.splat::<S>(); 2];
            for (gradient, maxima) in gradient.chunks_exact(across).zip(maxima.chunks_exact(across)) {
                let arrived = load::<S>(gradient, channel);
                both[0] += arrived;
                both[1] = arrived.mul_add(load::<S>(maxima, channel) - mean, both[1]);
            }
            for i in 0..2 {
                store(&mut spare, 0, both[i]);
                let all = all[i * across + channel..].iter_mut();
                all.zip(&spare).for_each(|(all, sum)| *all += f64::from(*sum));
            }
        }
    }
    all
}

/// Images whose shares of the gradients are held at the same time; each is as large as the weights.
const AT_ONCE: usize = 16;

/// What one image adds to the gradients.
struct Share {
    x: Buffer,
    kernels: Buffer,
    bias: Vec<f64>,
}

/// The way back, from the gradient of what came out: writes the gradients of the parameters, and returns that of the input
/// where it is wanted.
pub(super) fn backward(
    Kept { x, convolved, statistics }: &Kept,
    layer: &Block,
    weights: &[f32],
    gradient: &Images,
    wants_x: bool,
    found: &mut [f32],
) -> Option<Images> {
    let (size, outputs) = ([layer.height, layer.width], layer.outputs);
    let channels = [outputs, layer.inputs];
    let parameters = Parameters::of(layer, weights);
    let mean = fill_up(&statistics.mean);
    let [_, width] = layer.pooled();
    let across = mean.len();
    let batch = convolved.len();
    let sums = platform::map(batch, |i| arrivals(&gradient.each[i], &convolved[i].maxima, width, &mean));
    let mut beta = add(sums);
    let mut gamma = beta.split_off(across);
    let count = (batch * layer.height * layer.width) as f64;
    let mut through = Through { mean, sign: parameters.sign, ..Through::default() };
    for vector in [&mut through.scale, &mut through.constant, &mut through.slope] {
        vector.resize(across, 0.0);
    }
    for o in 0..outputs {
        // Ioffe and Szegedy (2015), section 3, in two terms that every pixel has and one for the maxima.
        let deviation = 1.0 / (f64::from(statistics.variance[o]) + EPSILON).sqrt();
        gamma[o] *= deviation;
        let scale = f64::from(parameters.gamma[o]) * deviation;
        through.scale[o] = scale as f32;
        through.constant[o] = (-scale * beta[o] / count) as f32;
        through.slope[o] = (-scale * gamma[o] * deviation / count) as f32;
    }

    let kernels = wants_x.then(|| Kernels::reversed(parameters.weight, channels));
    let zeros = vec![0.0; across];
    let share = |i: usize| {
        let of_y = back(&convolved[i].y, &gradient.each[i], size, &through);
        Share {
            x: kernels.as_ref().map(|kernels| winograd::to_input(&of_y, size, kernels)).unwrap_or_default(),
            kernels: winograd::to_kernels(&x.each[i], &of_y, size, channels),
            bias: self::sums(&of_y, layer.width, &zeros, false),
        }
    };
    let (mut kernels, mut bias, mut of_x) = (Buffer::default(), Vec::new(), Vec::new());
    for first in (0..batch).step_by(AT_ONCE) {
        for share in platform::map(AT_ONCE.min(batch - first), |i| share(first + i)) {
            if kernels.is_empty() {
                kernels = share.kernels;
            } else {
                kernels.iter_mut().zip(share.kernels.iter()).for_each(|(sum, v)| *sum += v);
            }
            bias.push(share.bias);
            of_x.push(share.x);
        }
    }
    winograd::kernels_from(&kernels, channels, &mut found[layer.at..]);
    for (at, sums) in layer.vectors().into_iter().zip([add(bias), gamma, beta]) {
        found[at..at + outputs].iter_mut().zip(sums).for_each(|(to, sum)| *to = sum as f32);
    }
    wants_x.then_some(Images { each: of_x, channels: layer.inputs })
}

/// What takes a gradient back through maximum, normalisation and ReLU, for each channel up to the stride.
#[derive(Default)]
struct Through {
    mean: Vec<f32>,
    sign: Vec<f32>,
    scale: Vec<f32>,
    constant: Vec<f32>,
    slope: Vec<f32>,
}

/// The gradient of what came out of an image's convolution, `[height, width, stride]`.
#[macerator::with_simd]
fn back<S: Simd>(y: &[f32], gradient: &[f32], size: Size, through: &Through) -> Buffer {
    let [height, width] = size;
    let (lanes, across) = (f32::lanes::<S>(), through.mean.len());
    let mut all = Buffer::stale(y.len());
    let zero = 0f32.splat::<S>();
    let (rows, columns) = (height / 2, width / 2);
    for channel in (0..across).step_by(lanes) {
        let mean = load::<S>(&through.mean, channel);
        let sign = load::<S>(&through.sign, channel);
        let scale = load::<S>(&through.scale, channel);
        let constant = load::<S>(&through.constant, channel);
        let slope = load::<S>(&through.slope, channel);
        for row in 0..rows {
            for column in 0..columns {
                let first = (2 * row * width + 2 * column) * across + channel;
                let places = [first, first + across, first + width * across, first + (width + 1) * across];
                let mut pixels = [zero; 4];
                for i in 0..4 {
                    pixels[i] = load(y, places[i]);
                }
                let (_, corner) = largest(pixels, sign);
                let arrived = load::<S>(gradient, (row * columns + column) * across + channel) * scale;
                for i in 0..4 {
                    let (value, place) = (pixels[i], places[i]);
                    let own = corner.eq((i as f32).splat::<S>()).select(arrived, zero);
                    let all_have = (value - mean).mul_add(slope, constant);
                    store(&mut all, place, value.gt(zero).select(own + all_have, zero));
                }
            }
        }
        // Of odd sizes, the last row and the last column are in no maximum.
        for row in 0..height {
            for column in if row < 2 * rows { 2 * columns..width } else { 0..width } {
                let place = (row * width + column) * across + channel;
                let value = load::<S>(y, place);
                let all_have = (value - mean).mul_add(slope, constant);
                store(&mut all, place, value.gt(zero).select(all_have, zero));
            }
        }
    }
    all
}

/// Sums vectors in their order.
fn add(vectors: Vec<Vec<f64>>) -> Vec<f64> {
    let mut vectors = vectors.into_iter();
    let mut sums = vectors.next().unwrap_or_default();
    vectors.for_each(|vector| sums.iter_mut().zip(vector).for_each(|(sum, v)| *sum += v));
    sums
}
