//! A block of the network, forwards and backwards: convolution 3x3, ReLU, batch normalisation, maximum over 2x2.
//!
//! What lies between the convolution and the maximum takes no tensor of its own.

use std::sync::Arc;

use super::convolution::{Kernels, convolve, kernel_gradient};
use super::planes::Planes;
use crate::model::norm::EPSILON;
use crate::platform;

/// What a block has learned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameters<'a> {
    /// `[outputs, inputs, 3, 3]`
    pub(super) weight: &'a [f32],
    /// `[outputs]`
    pub(super) bias: &'a [f32],
    /// `[outputs]`
    pub(super) gamma: &'a [f32],
    /// `[outputs]`
    pub(super) beta: &'a [f32],
}

impl Parameters<'_> {
    fn outputs(&self) -> usize {
        self.bias.len()
    }

    fn inputs(&self) -> usize {
        self.weight.len() / self.outputs() / super::convolution::TAPS
    }

    fn channels(&self) -> [usize; 2] {
        [self.outputs(), self.inputs()]
    }
}

/// Mean and biased variance, `[outputs]` each.
#[derive(Clone, Debug)]
pub(super) struct Statistics {
    pub(super) mean: Vec<f32>,
    pub(super) variance: Vec<f32>,
}

/// What a forward pass keeps for the way back.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    images: Arc<Vec<Image>>,
    statistics: Statistics,
}

impl Kept {
    /// What the batch was normalised by.
    pub(super) fn statistics(&self) -> &Statistics {
        &self.statistics
    }
}

/// One image of a batch.
#[derive(Clone, Debug)]
struct Image {
    /// What went in.
    x: Planes,
    /// What came out of the convolution's ReLU.
    y: Planes,
    maxima: Maxima,
}

/// A pass with the batch's own statistics. `x` is `[batch, inputs, height, width]`, the result
/// `[batch, outputs, height / 2, width / 2]`.
pub(super) fn train(x: &[f32], size: [usize; 2], parameters: Parameters<'_>) -> (Vec<f32>, Kept) {
    let images = each(x, size, parameters, |x, y| (x, y));
    let count = (images.len() * size[0] * size[1]) as f64;
    let average =
        |sums: Vec<Vec<f64>>| -> Vec<f32> { add(sums).iter().map(|sum| (sum / count) as f32).collect() };
    let sums = platform::map(images.len(), |i| {
        let of = |o| sum(images[i].1.inside(o), |_, v| v);
        (0..parameters.outputs()).map(of).collect::<Vec<f64>>()
    });
    let mean = average(sums);
    let squares = platform::map(images.len(), |i| {
        let of =
            |o: usize| images[i].1.rows(o).map(|row| sum(row, |_, v| (v - mean[o]) * (v - mean[o]))).sum();
        (0..parameters.outputs()).map(of).collect::<Vec<f64>>()
    });
    let statistics = Statistics { mean, variance: average(squares) };
    let maxima = platform::map(images.len(), |i| Maxima::of(&images[i].1, parameters));
    let pooled = maxima.iter().flat_map(|m| m.normalised(parameters, &statistics)).collect();
    let images = images.into_iter().zip(maxima).map(|((x, y), maxima)| Image { x, y, maxima }).collect();
    (pooled, Kept { images: Arc::new(images), statistics })
}

/// A pass with statistics from before. Shapes as in [`train`].
pub(super) fn evaluate(
    x: &[f32],
    size: [usize; 2],
    parameters: Parameters<'_>,
    statistics: &Statistics,
) -> Vec<f32> {
    each(x, size, parameters, |_, y| Maxima::of(&y, parameters).normalised(parameters, statistics)).concat()
}

/// What becomes of each image, given with its border, and of what the convolution and ReLU make of it.
fn each<T: Send>(
    x: &[f32],
    size: [usize; 2],
    parameters: Parameters<'_>,
    of: impl Fn(Planes, Planes) -> T + Send + Sync,
) -> Vec<T> {
    let kernels = Kernels::new(parameters.weight, parameters.channels());
    let length = parameters.inputs() * size[0] * size[1];
    platform::map(x.len() / length, |i| {
        let x = Planes::new(&x[i * length..(i + 1) * length], size);
        let mut y = convolve(&x, &kernels);
        for (o, bias) in parameters.bias.iter().enumerate() {
            let stride = y.stride();
            for row in y.inside_mut(o).chunks_exact_mut(stride) {
                // Not f32::max, which would make a zero of what is no number.
                row.iter_mut().for_each(|v| *v = if *v + bias < 0.0 { 0.0 } else { *v + bias });
                row[stride - 1] = 0.0;
            }
        }
        of(x, y)
    })
}

/// The largest of each 2x2 once it is normalised, which is the largest before, or, for a negative gamma, the smallest.
#[derive(Clone, Debug)]
struct Maxima {
    /// Before normalisation, `[outputs, height / 2, width / 2]`.
    values: Vec<f32>,
    /// Where in their 2x2 they stood, by rows.
    corners: Vec<u8>,
}

impl Maxima {
    fn of(y: &Planes, parameters: Parameters<'_>) -> Self {
        let [height, width] = y.size();
        let length = y.count() * (height / 2) * (width / 2);
        let (mut values, mut corners) = (Vec::with_capacity(length), Vec::with_capacity(length));
        for (o, gamma) in parameters.gamma.iter().enumerate() {
            let sign = if *gamma < 0.0 { -1.0 } else { 1.0 };
            for rows in y.inside(o).chunks_exact(2 * y.stride()) {
                let (upper, lower) = rows.split_at(y.stride());
                for (upper, lower) in upper.chunks_exact(2).zip(lower.chunks_exact(2)).take(width / 2) {
                    let larger = |a: (f32, u8), b: (f32, u8)| if sign * b.0 > sign * a.0 { b } else { a };
                    let upper = larger((upper[0], 0), (upper[1], 1));
                    let lower = larger((lower[0], 2), (lower[1], 3));
                    let (value, corner) = larger(upper, lower);
                    values.push(value);
                    corners.push(corner);
                }
            }
        }
        Maxima { values, corners }
    }

    /// What each channel's maxima become.
    fn normalised(&self, parameters: Parameters<'_>, statistics: &Statistics) -> Vec<f32> {
        let mut normalised = Vec::with_capacity(self.values.len());
        let channel = self.values.len() / parameters.outputs();
        for (o, values) in self.values.chunks_exact(channel).enumerate() {
            let scale = parameters.gamma[o] / (statistics.variance[o] + EPSILON as f32).sqrt();
            let (mean, shift) = (statistics.mean[o], parameters.beta[o]);
            normalised.extend(values.iter().map(|v| (v - mean) * scale + shift));
        }
        normalised
    }

    /// Adds a gradient for each, times the channel's scale, to where they stood, as far as ReLU let them through.
    fn scatter(&self, gradient: &[f32], scales: &[f32], to: &mut Planes) {
        let stride = to.stride();
        let [height, width] = to.size().map(|side| side / 2);
        let mut each = self.values.iter().zip(&self.corners).zip(gradient);
        for (o, scale) in scales.iter().enumerate() {
            let plane = to.inside_mut(o);
            for (row, column) in (0..height).flat_map(|row| (0..width).map(move |column| (row, column))) {
                let Some(((&value, &corner), gradient)) = each.next() else { return };
                let (down, right) = (usize::from(corner / 2), usize::from(corner % 2));
                if value > 0.0 {
                    plane[(2 * row + down) * stride + 2 * column + right] += scale * gradient;
                }
            }
        }
    }
}

/// The gradients of a block's input and parameters, each in the shape of what it belongs to.
#[derive(Debug)]
pub(super) struct Gradients {
    /// None where nobody asked for it.
    pub(super) x: Option<Vec<f32>>,
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
    pub(super) gamma: Vec<f32>,
    pub(super) beta: Vec<f32>,
}

/// Images whose shares of the gradients are held at the same time; each is as large as the weights.
const AT_ONCE: usize = 16;

/// What one image adds to the gradients.
struct Share {
    x: Vec<f32>,
    weight: Vec<f32>,
    bias: Vec<f64>,
}

/// The way back, from the gradient of what came out, `[batch, outputs, height / 2, width / 2]`.
pub(super) fn backward(
    kept: &Kept,
    parameters: Parameters<'_>,
    gradient: &[f32],
    wants_x: bool,
) -> Gradients {
    let Kept { images, statistics } = kept;
    let outputs = parameters.outputs();
    let length = gradient.len() / images.len();
    let of_image = |i: usize| &gradient[i * length..(i + 1) * length];

    // Of each channel: the sum of the gradients, and the sum of the gradients times the normalised values.
    let sums = platform::map(images.len(), |i| {
        let channel = length / outputs;
        let parts = |o: usize| {
            (&of_image(i)[o * channel..][..channel], &images[i].maxima.values[o * channel..][..channel])
        };
        let plain = (0..outputs).map(|o| sum(parts(o).0, |_, gradient| gradient));
        let times = (0..outputs).map(|o| {
            let ((gradients, values), mean) = (parts(o), statistics.mean[o]);
            sum(gradients, |at, gradient| gradient * (values[at] - mean))
        });
        plain.chain(times).collect()
    });
    let mut beta = add(sums);
    let mut gamma = beta.split_off(outputs);
    let deviation = |o: usize| 1.0 / (f64::from(statistics.variance[o]) + EPSILON).sqrt();
    gamma.iter_mut().enumerate().for_each(|(o, gamma)| *gamma *= deviation(o));

    let kernels = wants_x.then(|| Kernels::reversed(parameters.weight, parameters.channels()));
    let share = |i: usize| {
        let image = &images[i];
        let count = (images.len() * image.y.size().iter().product::<usize>()) as f64;
        let mut through = Planes::zeros(outputs, image.y.size());
        let mut scales = Vec::with_capacity(outputs);
        for o in 0..outputs {
            // Ioffe and Szegedy (2015), section 3, in two terms that every pixel has and one for the maxima.
            let scale = f64::from(parameters.gamma[o]) * deviation(o);
            let constant = (-scale * beta[o] / count) as f32;
            let slope = (-scale * gamma[o] * deviation(o) / count) as f32;
            let mean = statistics.mean[o];
            for (to, &v) in through.inside_mut(o).iter_mut().zip(image.y.inside(o)) {
                *to = if v > 0.0 { constant + slope * (v - mean) } else { 0.0 };
            }
            scales.push(scale as f32);
        }
        image.maxima.scatter(of_image(i), &scales, &mut through);
        let bias = (0..outputs).map(|o| sum(through.inside(o), |_, v| v)).collect();
        let mut x = Vec::new();
        if let Some(kernels) = &kernels {
            convolve(&through, kernels).append_to(&mut x);
        }
        Share { x, weight: kernel_gradient(&image.x, &through), bias }
    };

    let mut weight = vec![0.0; parameters.weight.len()];
    let (mut x, mut bias) = (Vec::new(), Vec::new());
    for first in (0..images.len()).step_by(AT_ONCE) {
        let shares = platform::map(AT_ONCE.min(images.len() - first), |i| share(first + i));
        for share in shares {
            weight.iter_mut().zip(&share.weight).for_each(|(sum, v)| *sum += v);
            x.extend(share.x);
            bias.push(share.bias);
        }
    }
    let single = |sums: Vec<f64>| sums.into_iter().map(|v| v as f32).collect::<Vec<f32>>();
    let (gamma, beta, bias) = (single(gamma), single(beta), single(add(bias)));
    Gradients { x: wants_x.then_some(x), weight, bias, gamma, beta }
}

/// Sums vectors in their order.
fn add(vectors: Vec<Vec<f64>>) -> Vec<f64> {
    let mut vectors = vectors.into_iter();
    let mut sums = vectors.next().unwrap_or_default();
    vectors.for_each(|vector| sums.iter_mut().zip(vector).for_each(|(sum, v)| *sum += v));
    sums
}

/// Sums what each value comes to: in eight lanes, which the compiler can do at once, and not too many in single precision.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(usize, f32) -> f32) -> f64 {
    const LANES: usize = 8;
    let mut total = 0.0;
    for first in (0..values.len()).step_by(1024) {
        let mut lanes = [0.0; LANES];
        let piece = &values[first..values.len().min(first + 1024)];
        let whole = piece.len() / LANES * LANES;
        for at in (0..whole).step_by(LANES) {
            for (lane, sum) in lanes.iter_mut().enumerate() {
                *sum += of(first + at + lane, piece[at + lane]);
            }
        }
        let rest = (whole..piece.len()).map(|at| of(first + at, piece[at]));
        total += lanes.into_iter().chain(rest).map(f64::from).sum::<f64>();
    }
    total
}
