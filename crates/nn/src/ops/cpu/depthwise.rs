//! Convolutions of each channel by itself. As matrix products they would have one row each.

use burn::backend::TensorMetadata;
use burn::tensor::ops::ConvOptions;

use super::conv2d_general::{ConvSizes, Run};
use super::values::{CpuTensor, tensor, values};
use facade_platform as platform;

/// Calls `visit` for each tap of a channel's kernel and each run of positions that it reaches.
fn each_tap(sizes: &ConvSizes, mut visit: impl FnMut(usize, Run)) {
    for tap in 0..sizes.side * sizes.side {
        sizes.each_run([tap / sizes.side, tap % sizes.side], |run| visit(tap, run));
    }
}

/// See [`Ops::conv2d_general`](super::Ops::conv2d_general), with as many groups as channels.
pub(super) fn forward(
    x: CpuTensor,
    weight: &CpuTensor,
    bias: &CpuTensor,
    options: &ConvOptions<2>,
) -> CpuTensor {
    let x = x.to_contiguous();
    let sizes = ConvSizes::new(&x, weight, options);
    let (pixels, positions, taps) = (sizes.pixels(), sizes.positions(), sizes.side * sizes.side);
    let (x, weight, bias) = (values(&x), values(weight), values(bias));
    let all = platform::parallel_map(sizes.images, |image| {
        let mut y: Vec<f32> = bias.iter().flat_map(|bias| std::iter::repeat_n(*bias, positions)).collect();
        let x = &x[image * sizes.inputs * pixels..];
        for (channel, y) in y.chunks_exact_mut(positions).enumerate() {
            let (x, kernel) = (&x[channel * pixels..][..pixels], &weight[channel * taps..][..taps]);
            each_tap(&sizes, |tap, Run { position, pixel, count }| {
                let (weight, y) = (kernel[tap], &mut y[position..position + count]);
                if sizes.stride == 1 {
                    y.iter_mut().zip(&x[pixel..pixel + count]).for_each(|(y, x)| *y += weight * x);
                } else {
                    y.iter_mut()
                        .zip(x[pixel..].iter().step_by(sizes.stride))
                        .for_each(|(y, x)| *y += weight * x);
                }
            });
        }
        y
    });
    let [height, width] = sizes.to;
    tensor(all.concat(), [sizes.images, sizes.inputs, height, width])
}

/// See [`Ops::conv2d_general_x_backward`](super::Ops::conv2d_general_x_backward), with as many groups as channels.
pub(super) fn x_backward(
    x: &CpuTensor,
    weight: &CpuTensor,
    gradient: CpuTensor,
    options: &ConvOptions<2>,
) -> CpuTensor {
    let gradient = gradient.to_contiguous();
    let sizes = ConvSizes::new(x, weight, options);
    let (pixels, positions, taps) = (sizes.pixels(), sizes.positions(), sizes.side * sizes.side);
    let (weight, gradient) = (values(weight), values(&gradient));
    let all = platform::parallel_map(sizes.images, |image| {
        let mut x_grad = vec![0.0; sizes.inputs * pixels];
        let gradient = &gradient[image * sizes.inputs * positions..];
        for (channel, x_grad) in x_grad.chunks_exact_mut(pixels).enumerate() {
            let gradient = &gradient[channel * positions..][..positions];
            each_tap(&sizes, |tap, Run { position, pixel, count }| {
                let weight = weight[channel * taps + tap];
                let to = x_grad[pixel..].iter_mut().step_by(sizes.stride);
                to.zip(&gradient[position..position + count]).for_each(|(to, g)| *to += weight * g);
            });
        }
        x_grad
    });
    tensor(all.concat(), x.shape())
}

/// See [`Ops::conv2d_general_weight_backward`](super::Ops::conv2d_general_weight_backward), with as many groups as
/// channels.
pub(super) fn weight_backward(
    x: CpuTensor,
    weight: &CpuTensor,
    gradient: CpuTensor,
    options: &ConvOptions<2>,
) -> CpuTensor {
    let (x, gradient) = (x.to_contiguous(), gradient.to_contiguous());
    let sizes = ConvSizes::new(&x, weight, options);
    let (pixels, positions, taps) = (sizes.pixels(), sizes.positions(), sizes.side * sizes.side);
    let (x, gradient) = (values(&x), values(&gradient));
    let all = platform::parallel_map(sizes.inputs, |channel| {
        let mut weight_grad = vec![0.0; taps];
        for image in 0..sizes.images {
            let plane = image * sizes.inputs + channel;
            let (x, gradient) = (&x[plane * pixels..][..pixels], &gradient[plane * positions..][..positions]);
            each_tap(&sizes, |tap, Run { position, pixel, count }| {
                let pairs =
                    x[pixel..].iter().step_by(sizes.stride).zip(&gradient[position..position + count]);
                weight_grad[tap] += pairs.map(|(x, g)| x * g).sum::<f32>();
            });
        }
        weight_grad
    });
    tensor(all.concat(), weight.shape())
}
