//! Convolutions of any size and stride, as a backbone has them: one product for many images at a time. Burn's take one for each image
//! and so read all weights for each, of which deep layers have millions.

use burn::backend::ops::{ConvOptions, FloatTensorOps};
use burn::backend::{Flex, TensorMetadata};

use super::values::{Values, tensor, values};
use facade_platform as platform;

/// Columns of images that are multiplied at a time have at most so many values, or are those of one image.
const AT_ONCE: usize = 1 << 20;

/// What goes in and comes out.
struct Sizes {
    images: usize,
    inputs: usize,
    outputs: usize,
    /// Height and width.
    from: [usize; 2],
    to: [usize; 2],
    side: usize,
    stride: usize,
    padding: usize,
}

/// Places of a row of columns that lie side by side, and pixels of an image that lie a stride apart.
struct Run {
    place: usize,
    pixel: usize,
    count: usize,
}

impl Sizes {
    fn new(x: &Values, weight: &Values, options: &ConvOptions<2>) -> Self {
        let [images, inputs, height, width] = x.shape().dims();
        let [outputs, _, side, _] = weight.shape().dims();
        let ([stride, _], [padding, _]) = (options.stride, options.padding_begin());
        let to = [height, width].map(|length| (length + 2 * padding - side) / stride + 1);
        Sizes { images, inputs, outputs, from: [height, width], to, side, stride, padding }
    }

    fn pixels(&self) -> usize {
        self.from.iter().product()
    }

    fn places(&self) -> usize {
        self.to.iter().product()
    }

    /// Rows of the columns: the values that one output is a sum of.
    fn depth(&self) -> usize {
        self.inputs * self.side * self.side
    }

    /// Images that are multiplied at a time: the first, and how many.
    fn parts(&self) -> Vec<[usize; 2]> {
        let most = (AT_ONCE / (self.depth() * self.places())).max(1);
        (0..self.images).step_by(most).map(|first| [first, most.min(self.images - first)]).collect()
    }

    /// For a tap of the kernel, the places of one channel of one image whose pixels lie in it: beyond the edge are zeros.
    fn each_run(&self, [down, across]: [usize; 2], mut of: impl FnMut(Run)) {
        // The first place along an axis whose pixel is in the image, and the one behind the last.
        let within = |tap: usize, axis: usize| {
            let first = self.padding.saturating_sub(tap).div_ceil(self.stride);
            let end = (self.from[axis] + self.padding).saturating_sub(tap).div_ceil(self.stride);
            first..end.min(self.to[axis])
        };
        let columns = within(across, 1);
        for row in within(down, 0).filter(|_| !columns.is_empty()) {
            let pixel = |tap: usize, at: usize| at * self.stride + tap - self.padding;
            of(Run {
                place: row * self.to[1] + columns.start,
                pixel: pixel(down, row) * self.from[1] + pixel(across, columns.start),
                count: columns.len(),
            });
        }
    }

    /// For each channel, tap and image of a part: its runs, with places from the beginning of the columns and pixels from that of
    /// the part.
    fn each(&self, count: usize, mut of: impl FnMut(Run)) {
        for row in 0..self.depth() {
            let (channel, tap) = (row / (self.side * self.side), row % (self.side * self.side));
            for image in 0..count {
                let place = (row * count + image) * self.places();
                let pixel = (image * self.inputs + channel) * self.pixels();
                self.each_run([tap / self.side, tap % self.side], |run| {
                    of(Run { place: place + run.place, pixel: pixel + run.pixel, count: run.count });
                });
            }
        }
    }

    /// What each output of a part of the images is a sum of: `[inputs * side * side, images * places]`.
    fn columns(&self, x: &[f32], [first, count]: [usize; 2]) -> Values {
        let x = &x[first * self.inputs * self.pixels()..];
        let mut columns = vec![0.0; self.depth() * count * self.places()];
        self.each(count, |Run { place, pixel, count }| {
            let to = &mut columns[place..place + count];
            if self.stride == 1 {
                to.copy_from_slice(&x[pixel..pixel + count]);
            } else {
                to.iter_mut().zip(x[pixel..].iter().step_by(self.stride)).for_each(|(to, x)| *to = *x);
            }
        });
        tensor(columns, [self.depth(), count * self.places()])
    }

    /// The way back from that: `[images, inputs, height, width]`.
    fn image(&self, columns: &[f32], count: usize) -> Vec<f32> {
        let mut x = vec![0.0; count * self.inputs * self.pixels()];
        self.each(count, |Run { place, pixel, count }| {
            let to = x[pixel..].iter_mut().step_by(self.stride);
            to.zip(&columns[place..place + count]).for_each(|(to, from)| *to += from);
        });
        x
    }

    /// Of a part of the images, `[images, outputs, places]` as `[outputs, images * places]`.
    fn by_output(&self, y: &[f32], [first, count]: [usize; 2]) -> Values {
        let places = self.places();
        let mut all = Vec::with_capacity(self.outputs * count * places);
        for output in 0..self.outputs {
            for image in first..first + count {
                all.extend_from_slice(&y[(image * self.outputs + output) * places..][..places]);
            }
        }
        tensor(all, [self.outputs, count * places])
    }

    /// The way back from that, and a bias added.
    fn by_image(&self, y: &[f32], bias: &[f32], count: usize) -> Vec<f32> {
        let places = self.places();
        let mut all = Vec::with_capacity(y.len());
        for image in 0..count {
            for (output, bias) in bias.iter().enumerate() {
                all.extend(y[(output * count + image) * places..][..places].iter().map(|y| y + bias));
            }
        }
        all
    }

    /// The weight as a matrix, `[outputs, inputs * side * side]`.
    fn matrix(&self, weight: Values) -> Values {
        Flex::float_reshape(weight, [self.outputs, self.depth()].into())
    }
}

/// See [`Ops::convolve`](super::Ops::convolve).
pub(super) fn forward(x: Values, weight: Values, bias: &Values, options: &ConvOptions<2>) -> Values {
    let x = x.to_contiguous();
    let sizes = Sizes::new(&x, &weight, options);
    let weight = sizes.matrix(weight);
    let parts = sizes.parts();
    let all = platform::map(parts.len(), |part| {
        let y = Flex::float_matmul(weight.clone(), sizes.columns(values(&x), parts[part]));
        sizes.by_image(values(&y), values(bias), parts[part][1])
    });
    let [down, across] = sizes.to;
    tensor(all.concat(), [sizes.images, sizes.outputs, down, across])
}

/// See [`Ops::convolve_back`](super::Ops::convolve_back).
pub(super) fn of_x(x: &Values, weight: Values, gradient: Values, options: &ConvOptions<2>) -> Values {
    let gradient = gradient.to_contiguous();
    let sizes = Sizes::new(x, &weight, options);
    let turned = Flex::float_swap_dims(sizes.matrix(weight), 0, 1);
    let parts = sizes.parts();
    let all = platform::map(parts.len(), |part| {
        let gradient = sizes.by_output(values(&gradient), parts[part]);
        sizes.image(values(&Flex::float_matmul(turned.clone(), gradient)), parts[part][1])
    });
    tensor(all.concat(), x.shape())
}

/// See [`Ops::convolve_weight`](super::Ops::convolve_weight).
pub(super) fn of_weight(x: Values, weight: &Values, gradient: Values, options: &ConvOptions<2>) -> Values {
    let (x, gradient) = (x.to_contiguous(), gradient.to_contiguous());
    let sizes = Sizes::new(&x, weight, options);
    let parts = sizes.parts();
    let all = platform::map(parts.len(), |part| {
        let columns = Flex::float_swap_dims(sizes.columns(values(&x), parts[part]), 0, 1);
        let of_part = Flex::float_matmul(sizes.by_output(values(&gradient), parts[part]), columns);
        Flex::float_reshape(of_part, weight.shape())
    });
    let none = || tensor(vec![0.0; sizes.outputs * sizes.depth()], weight.shape());
    all.into_iter().reduce(Flex::float_add).unwrap_or_else(none)
}
