//! The 3x3 convolution, one image at a time, in whatever SIMD the machine has.
//!
//! Burn's CPU backend turns a convolution into matrix products by copying each pixel's neighbours out, and takes a
//! generic path backwards. On bordered planes no copy is needed: a run of neighbouring pixels is a load at another
//! distance. What that gains stands in docs/decisions.md.

use macerator::{Scalar, Simd, Vector, vload_unaligned, vstore_unaligned};

use super::planes::{Planes, SLACK};

/// Sides of a kernel.
const SIDE: usize = 3;
/// Weights of one.
pub(super) const TAPS: usize = SIDE * SIDE;
/// Output channels that share what was loaded.
const GROUP: usize = 4;
/// Vectors of pixels in a run. With four channels and 16 registers, this is what fits.
const RUN: usize = 3;
/// The widest vector, in pixels.
const WIDEST: usize = 16;
const _: () = assert!(RUN * WIDEST < SLACK);

/// Kernels in the order in which [`convolve`] reads them: by groups of outputs, then inputs, taps, outputs of the group.
#[derive(Clone, Debug)]
pub(super) struct Kernels {
    packed: Vec<f32>,
    inputs: usize,
    outputs: usize,
}

impl Kernels {
    /// From `[outputs, inputs, 3, 3]`.
    pub(super) fn new(weights: &[f32], [outputs, inputs]: [usize; 2]) -> Self {
        Self::pack([outputs, inputs], |o, i, tap| weights[(o * inputs + i) * TAPS + tap])
    }

    /// For the gradient of the input: the same weights turned by half a turn, outputs and inputs exchanged.
    pub(super) fn reversed(weights: &[f32], [outputs, inputs]: [usize; 2]) -> Self {
        Self::pack([inputs, outputs], |o, i, tap| weights[(i * inputs + o) * TAPS + TAPS - 1 - tap])
    }

    fn pack([outputs, inputs]: [usize; 2], weight: impl Fn(usize, usize, usize) -> f32) -> Self {
        let mut packed = Vec::with_capacity(outputs.next_multiple_of(GROUP) * inputs * TAPS);
        for first in (0..outputs).step_by(GROUP) {
            for (input, tap) in (0..inputs).flat_map(|i| (0..TAPS).map(move |tap| (i, tap))) {
                let weights =
                    (first..first + GROUP).map(|o| if o < outputs { weight(o, input, tap) } else { 0.0 });
                packed.extend(weights);
            }
        }
        Kernels { packed, inputs, outputs }
    }
}

#[inline(always)]
#[allow(unsafe_code, reason = "the length is checked on the line before")]
fn load<S: Simd>(from: &[f32]) -> Vector<S, f32> {
    assert!(from.len() >= f32::lanes::<S>());
    unsafe { vload_unaligned(from.as_ptr()) }
}

#[inline(always)]
#[allow(unsafe_code, reason = "the length is checked on the line before")]
fn store<S: Simd>(to: &mut [f32], value: Vector<S, f32>) {
    assert!(to.len() >= f32::lanes::<S>());
    unsafe { vstore_unaligned(to.as_mut_ptr(), value) }
}

/// Convolves the image `x` with kernels of as many inputs: a plane for each output. What it leaves in the zeros after
/// the rows is for the caller to clear.
#[macerator::with_simd]
pub(super) fn convolve<S: Simd>(x: &Planes, kernels: &Kernels) -> Planes {
    let lanes = f32::lanes::<S>();
    let run = RUN * lanes;
    let mut out = Planes::zeros(kernels.outputs, x.size());
    let area = out.inside(0).len();
    let mut spare = [0.0; RUN * WIDEST];
    for (group, packed) in kernels.packed.chunks_exact(kernels.inputs * TAPS * GROUP).enumerate() {
        let outputs = group * GROUP..(group * GROUP + GROUP).min(kernels.outputs);
        for from in (0..area).step_by(run) {
            let mut sums = [[0f32.splat::<S>(); RUN]; GROUP];
            for (i, kernel) in packed.chunks_exact(TAPS * GROUP).enumerate() {
                for (line, weights) in kernel.chunks_exact(SIDE * GROUP).enumerate() {
                    let start = i * x.plane() + line * x.stride() + from;
                    let pixels = &x.values()[start..start + run + SIDE - 1];
                    for (column, weights) in weights.chunks_exact(GROUP).enumerate() {
                        let pixels: [Vector<S, f32>; RUN] =
                            std::array::from_fn(|v| load(&pixels[column + v * lanes..]));
                        for (sums, weight) in sums.iter_mut().zip(weights) {
                            let weight = weight.splat::<S>();
                            for (sum, pixels) in sums.iter_mut().zip(pixels) {
                                *sum = pixels.mul_add(weight, *sum);
                            }
                        }
                    }
                }
            }
            let count = run.min(area - from);
            for (output, sums) in outputs.clone().zip(sums) {
                let to = &mut out.inside_mut(output)[from..from + count];
                if count == run {
                    (0..RUN).for_each(|v| store(&mut to[v * lanes..], sums[v]));
                } else {
                    (0..RUN).for_each(|v| store(&mut spare[v * lanes..], sums[v]));
                    to.copy_from_slice(&spare[..count]);
                }
            }
        }
    }
    out
}

/// Pixels that are multiplied in one go: few enough that they stay in the first cache.
const CHUNK: usize = 1024;

/// The gradient of the kernels, `[outputs, inputs, 3, 3]`, from the image that went in and the gradient of what came
/// out, whose borders are zero.
#[macerator::with_simd]
pub(super) fn kernel_gradient<S: Simd>(x: &Planes, gradient: &Planes) -> Vec<f32> {
    let (inputs, outputs) = (x.count(), gradient.count());
    let area = gradient.inside(0).len();
    let mut kernels = vec![0.0; outputs * inputs * TAPS];
    for from in (0..area).step_by(CHUNK) {
        let to = area.min(from + CHUNK);
        for first in (0..outputs).step_by(GROUP) {
            // A group that is not full repeats its last output, and leaves the result unused.
            let group = std::array::from_fn(|o| &gradient.inside((first + o).min(outputs - 1))[from..to]);
            for (input, line) in (0..inputs).flat_map(|i| (0..SIDE).map(move |line| (i, line))) {
                let start = input * x.plane() + line * x.stride();
                let products = products::<S>(&x.values()[start + from..start + to + SIDE - 1], group);
                for (output, products) in (first..outputs).zip(products) {
                    let at = (output * inputs + input) * TAPS + line * SIDE;
                    for (sum, product) in kernels[at..at + SIDE].iter_mut().zip(products) {
                        *sum += product;
                    }
                }
            }
        }
    }
    kernels
}

/// The dot product of each gradient with the pixels, and with the pixels one and two further on.
#[inline(always)]
fn products<S: Simd>(pixels: &[f32], gradients: [&[f32]; GROUP]) -> [[f32; SIDE]; GROUP] {
    let lanes = f32::lanes::<S>();
    let count = pixels.len() - (SIDE - 1);
    let gradients = gradients.map(|g| &g[..count]);
    let mut sums = [[0f32.splat::<S>(); SIDE]; GROUP];
    let mut at = 0;
    while at + lanes <= count {
        let pixels: [Vector<S, f32>; SIDE] = std::array::from_fn(|column| load(&pixels[at + column..]));
        for (sums, gradient) in sums.iter_mut().zip(gradients) {
            let gradient = load::<S>(&gradient[at..]);
            for (sum, pixels) in sums.iter_mut().zip(pixels) {
                *sum = gradient.mul_add(pixels, *sum);
            }
        }
        at += lanes;
    }
    let mut sums = sums.map(|sums| sums.map(Vector::reduce_add));
    for at in at..count {
        for (sums, gradient) in sums.iter_mut().zip(gradients) {
            for (sum, pixel) in sums.iter_mut().zip(&pixels[at..]) {
                *sum += gradient[at] * pixel;
            }
        }
    }
    sums
}
