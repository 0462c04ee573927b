//! Convolutions of any size and stride, for a backbone, by im2col: one matrix product for many images. Burn's
//! take one product per image and so read all weights for each image; deep layers have millions.

use burn::backend::ops::{ConvOptions, FloatTensorOps};
use burn::backend::{Flex, TensorMetadata};

use super::values::{CpuTensor, tensor, values};
use facade_platform as platform;

/// Maximum number of values in the columns of one product, unless one image has more.
const MAX_COLUMN_VALUES: usize = 1 << 20;

/// Sizes of input and output.
pub(super) struct ConvSizes {
    pub(super) images: usize,
    pub(super) inputs: usize,
    outputs: usize,
    /// Height and width of the input.
    from: [usize; 2],
    pub(super) to: [usize; 2],
    pub(super) side: usize,
    pub(super) stride: usize,
    /// Pixels above the first row, and left of the first column.
    padding: [usize; 2],
}

/// A run of positions that are adjacent in a row of the columns, and whose pixels are a stride apart.
pub(super) struct Run {
    pub(super) position: usize,
    pub(super) pixel: usize,
    pub(super) count: usize,
}

impl ConvSizes {
    pub(super) fn new(x: &CpuTensor, weight: &CpuTensor, options: &ConvOptions<2>) -> Self {
        let [images, inputs, height, width] = x.shape().dims();
        let [outputs, _, side, _] = weight.shape().dims();
        let ([stride, _], padding, behind) = (options.stride, options.padding_begin(), options.padding_end());
        let from = [height, width];
        let to = [0, 1].map(|axis| (from[axis] + padding[axis] + behind[axis] - side) / stride + 1);
        ConvSizes { images, inputs, outputs, from, to, side, stride, padding }
    }

    pub(super) fn pixels(&self) -> usize {
        self.from.iter().product()
    }

    pub(super) fn positions(&self) -> usize {
        self.to.iter().product()
    }

    /// Rows of the columns: the values that one output sums.
    fn depth(&self) -> usize {
        self.inputs * self.side * self.side
    }

    /// Batches of images for one product each: the first image, and how many.
    fn batches(&self) -> Vec<[usize; 2]> {
        let most = (MAX_COLUMN_VALUES / (self.depth() * self.positions())).max(1);
        (0..self.images).step_by(most).map(|first| [first, most.min(self.images - first)]).collect()
    }

    /// For a tap of the kernel, the positions in one channel of one image whose pixels lie inside it; the
    /// rest is zero padding.
    pub(super) fn each_run(&self, [tap_row, tap_column]: [usize; 2], mut visit: impl FnMut(Run)) {
        // Positions along an axis whose pixel lies inside the image.
        let within = |tap: usize, axis: usize| {
            let first = self.padding[axis].saturating_sub(tap).div_ceil(self.stride);
            let end = (self.from[axis] + self.padding[axis]).saturating_sub(tap).div_ceil(self.stride);
            first..end.min(self.to[axis])
        };
        let columns = within(tap_column, 1);
        for row in within(tap_row, 0).filter(|_| !columns.is_empty()) {
            let pixel = |axis: usize, tap: usize, at: usize| at * self.stride + tap - self.padding[axis];
            visit(Run {
                position: row * self.to[1] + columns.start,
                pixel: pixel(0, tap_row, row) * self.from[1] + pixel(1, tap_column, columns.start),
                count: columns.len(),
            });
        }
    }

    /// All runs for each channel, tap and image of a batch; positions are relative to the columns, pixels to
    /// the batch.
    fn each(&self, count: usize, mut visit: impl FnMut(Run)) {
        for row in 0..self.depth() {
            let (channel, tap) = (row / (self.side * self.side), row % (self.side * self.side));
            for image in 0..count {
                let position = (row * count + image) * self.positions();
                let pixel = (image * self.inputs + channel) * self.pixels();
                self.each_run([tap / self.side, tap % self.side], |run| {
                    visit(Run {
                        position: position + run.position,
                        pixel: pixel + run.pixel,
                        count: run.count,
                    });
                });
            }
        }
    }

    /// im2col of a batch of images: `[inputs * side * side, images * positions]`.
    fn columns(&self, x: &[f32], [first, count]: [usize; 2]) -> CpuTensor {
        let x = &x[first * self.inputs * self.pixels()..];
        let mut columns = vec![0.0; self.depth() * count * self.positions()];
        self.each(count, |Run { position, pixel, count }| {
            let to = &mut columns[position..position + count];
            if self.stride == 1 {
                to.copy_from_slice(&x[pixel..pixel + count]);
            } else {
                to.iter_mut().zip(x[pixel..].iter().step_by(self.stride)).for_each(|(to, x)| *to = *x);
            }
        });
        tensor(columns, [self.depth(), count * self.positions()])
    }

    /// The reverse of [`columns`](Self::columns), summed: `[images, inputs, height, width]`.
    fn image(&self, columns: &[f32], count: usize) -> Vec<f32> {
        let mut x = vec![0.0; count * self.inputs * self.pixels()];
        self.each(count, |Run { position, pixel, count }| {
            let to = x[pixel..].iter_mut().step_by(self.stride);
            to.zip(&columns[position..position + count]).for_each(|(to, from)| *to += from);
        });
        x
    }

    /// From `[images, outputs, positions]` to `[outputs, images * positions]`, for a batch of images.
    fn by_output(&self, y: &[f32], [first, count]: [usize; 2]) -> CpuTensor {
        let positions = self.positions();
        let mut all = Vec::with_capacity(self.outputs * count * positions);
        for output in 0..self.outputs {
            for image in first..first + count {
                all.extend_from_slice(&y[(image * self.outputs + output) * positions..][..positions]);
            }
        }
        tensor(all, [self.outputs, count * positions])
    }

    /// The reverse of [`by_output`](Self::by_output), plus a bias.
    fn by_image(&self, y: &[f32], bias: &[f32], count: usize) -> Vec<f32> {
        let positions = self.positions();
        let mut all = Vec::with_capacity(y.len());
        for image in 0..count {
            for (output, bias) in bias.iter().enumerate() {
                all.extend(y[(output * count + image) * positions..][..positions].iter().map(|y| y + bias));
            }
        }
        all
    }

    /// The weight as a matrix, `[outputs, inputs * side * side]`.
    fn matrix(&self, weight: CpuTensor) -> CpuTensor {
        Flex::float_reshape(weight, [self.outputs, self.depth()].into())
    }
}

/// See [`Ops::conv2d_general`](super::Ops::conv2d_general).
pub(super) fn forward(
    x: CpuTensor,
    weight: CpuTensor,
    bias: &CpuTensor,
    options: &ConvOptions<2>,
) -> CpuTensor {
    let x = x.to_contiguous();
    let sizes = ConvSizes::new(&x, &weight, options);
    let weight = sizes.matrix(weight);
    let batches = sizes.batches();
    let all = platform::parallel_map(batches.len(), |i| {
        let y = Flex::float_matmul(weight.clone(), sizes.columns(values(&x), batches[i]));
        sizes.by_image(values(&y), values(bias), batches[i][1])
    });
    let [height, width] = sizes.to;
    tensor(all.concat(), [sizes.images, sizes.outputs, height, width])
}

/// See [`Ops::conv2d_general_x_backward`](super::Ops::conv2d_general_x_backward).
pub(super) fn x_backward(
    x: &CpuTensor,
    weight: CpuTensor,
    gradient: CpuTensor,
    options: &ConvOptions<2>,
) -> CpuTensor {
    let gradient = gradient.to_contiguous();
    let sizes = ConvSizes::new(x, &weight, options);
    let transposed = Flex::float_swap_dims(sizes.matrix(weight), 0, 1);
    let batches = sizes.batches();
    let all = platform::parallel_map(batches.len(), |i| {
        let gradient = sizes.by_output(values(&gradient), batches[i]);
        sizes.image(values(&Flex::float_matmul(transposed.clone(), gradient)), batches[i][1])
    });
    tensor(all.concat(), x.shape())
}

/// See [`Ops::conv2d_general_weight_backward`](super::Ops::conv2d_general_weight_backward).
pub(super) fn weight_backward(
    x: CpuTensor,
    weight: &CpuTensor,
    gradient: CpuTensor,
    options: &ConvOptions<2>,
) -> CpuTensor {
    let (x, gradient) = (x.to_contiguous(), gradient.to_contiguous());
    let sizes = ConvSizes::new(&x, weight, options);
    let batches = sizes.batches();
    let all = platform::parallel_map(batches.len(), |i| {
        let columns = Flex::float_swap_dims(sizes.columns(values(&x), batches[i]), 0, 1);
        let batch_grad = Flex::float_matmul(sizes.by_output(values(&gradient), batches[i]), columns);
        Flex::float_reshape(batch_grad, weight.shape())
    });
    let none = || tensor(vec![0.0; sizes.outputs * sizes.depth()], weight.shape());
    all.into_iter().reduce(Flex::float_add).unwrap_or_else(none)
}
