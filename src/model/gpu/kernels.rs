//! The kernels of a block. Every tensor is contiguous, so its sizes, known when a kernel is compiled, say where each
//! value stands.
#![allow(clippy::needless_range_loop, reason = "a kernel has no iterators")]

use burn_cubecl::cubecl;
use cubecl::prelude::*;

/// Sides of a kernel.
pub(super) const SIDE: usize = 3;
/// Weights of one.
pub(super) const TAPS: usize = SIDE * SIDE;
/// Output channels that a unit computes.
pub(super) const GROUP: usize = 4;
/// Neighbouring pixels that a unit computes.
pub(super) const RUN: usize = 4;
/// Rows that a unit sums.
pub(super) const ROWS: usize = 8;

/// Sizes of a block's input and output. Not that of the batch: the last of an epoch is smaller, and would have every
/// kernel compiled again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::model) struct Sizes {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) height: usize,
    pub(super) width: usize,
}

impl Sizes {
    /// Parts that an image's rows are summed in.
    pub(super) fn parts(&self) -> usize {
        self.height.div_ceil(ROWS)
    }

    /// Values in a part of the kernels' gradient: that of the weights, then that of the bias.
    pub(super) fn kernel_values(&self) -> usize {
        self.outputs * (self.inputs * TAPS + 1)
    }

    /// Height and width after the maximum over 2x2.
    pub(super) fn pooled(&self) -> [usize; 2] {
        [self.height / 2, self.width / 2]
    }
}

/// Convolution of `x` `[batch, inputs, height, width]` to `y` `[batch, outputs, height, width]`. Forwards, with `weight`
/// `[outputs, inputs, 3, 3]`, bias and ReLU; in reverse, with `weight` `[inputs, outputs, 3, 3]` turned by half a turn, as
/// the gradient of an input asks for.
#[cube(launch_unchecked)]
pub(super) fn convolve(
    x: &[f32],
    weight: &[f32],
    bias: &[f32],
    y: &mut [f32],
    units: usize,
    #[comptime] sizes: Sizes,
    #[comptime] reverse: bool,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let inputs = comptime!(sizes.inputs);
    let outputs = comptime!(sizes.outputs);
    let height = comptime!(sizes.height);
    let width = comptime!(sizes.width);
    let runs = comptime!(sizes.width.div_ceil(RUN));
    let groups = comptime!(sizes.outputs.div_ceil(GROUP));

    let column = ABSOLUTE_POS % runs * RUN;
    let row = ABSOLUTE_POS / runs % height;
    let first = ABSOLUTE_POS / (runs * height) % groups * GROUP;
    let image = ABSOLUTE_POS / (runs * height * groups);

    let mut sums = Array::<f32>::new(comptime!(GROUP * RUN));
    #[unroll]
    for i in 0..comptime!(GROUP * RUN) {
        sums[i] = 0.0;
    }
    let mut pixels = Array::<f32>::new(comptime!(RUN + SIDE - 1));
    for input in 0..inputs {
        #[unroll]
        for line in 0..SIDE {
            // One row above the first and one below the last are zeros; unsigned, the row above wraps around.
            let from = row + line - 1;
            let start = (image * inputs + input) * height * width + from * width;
            #[unroll]
            for i in 0..comptime!(RUN + SIDE - 1) {
                let at = column + i - 1;
                let inside = from < height && at < width;
                pixels[i] = select(inside, x[select(inside, start + at, 0)], 0.0);
            }
            #[unroll]
            for o in 0..GROUP {
                let output = select(first + o < outputs, first + o, first);
                #[unroll]
                for tap in 0..SIDE {
                    let place = comptime!(line * SIDE + tap);
                    let weight = if comptime!(reverse) {
                        weight[(input * outputs + output) * TAPS + comptime!(TAPS - 1 - place)]
                    } else {
                        weight[(output * inputs + input) * TAPS + place]
                    };
                    #[unroll]
                    for i in 0..RUN {
                        sums[comptime!(o * RUN + i)] += weight * pixels[comptime!(i + tap)];
                    }
                }
            }
        }
    }
    #[unroll]
    for o in 0..GROUP {
        if first + o < outputs {
            let start = ((image * outputs + first + o) * height + row) * width + column;
            #[unroll]
            for i in 0..RUN {
                if column + i < width {
                    let sum = sums[comptime!(o * RUN + i)];
                    if comptime!(reverse) {
                        y[start + i] = sum;
                    } else {
                        // Not max, which may make a zero of what is no number.
                        let sum = sum + bias[first + o];
                        y[start + i] = select(sum < 0.0, 0.0, sum);
                    }
                }
            }
        }
    }
}

/// From which row to which a part reaches; the last of an image may be short, or empty.
#[cube]
fn part(number: usize, #[comptime] rows: usize, #[comptime] height: usize) -> (usize, usize) {
    let first = number * rows;
    (first, select(first + rows < height, first + rows, height))
}

/// Mean and sum of squared deviations of each part of each channel: `[outputs, slices, 2]`.
#[cube(launch_unchecked)]
pub(super) fn moments(y: &[f32], out: &mut [f32], units: usize, slices: usize, #[comptime] sizes: Sizes) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let height = comptime!(sizes.height);
    let width = comptime!(sizes.width);
    let parts = comptime!(sizes.parts());

    let slice = ABSOLUTE_POS % slices;
    let output = ABSOLUTE_POS / slices;
    let (first, last) = part(slice % parts, ROWS, height);
    let plane = (slice / parts * comptime!(sizes.outputs) + output) * height * width;
    let mut sum = 0f32;
    for at in plane + first * width..plane + last * width {
        sum += y[at];
    }
    let mean = sum / f32::cast_from((last - first) * width);
    let mut squares = 0f32;
    for at in plane + first * width..plane + last * width {
        let deviation = y[at] - mean;
        squares += deviation * deviation;
    }
    out[2 * ABSOLUTE_POS] = mean;
    out[2 * ABSOLUTE_POS + 1] = squares;
}

/// Mean and biased variance of each channel from those of its parts (Chan, Golub and LeVeque, 1979).
#[cube(launch_unchecked)]
pub(super) fn statistics(
    moments: &[f32],
    mean: &mut [f32],
    variance: &mut [f32],
    units: usize,
    slices: usize,
    #[comptime] sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let parts = comptime!(sizes.parts());
    let height = comptime!(sizes.height);
    let width = comptime!(sizes.width);
    let mut count = 0f32;
    let mut average = 0f32;
    let mut squares = 0f32;
    for slice in 0..slices {
        let (first, last) = part(slice % parts, ROWS, height);
        let more = f32::cast_from((last - first) * width);
        let at = 2 * (ABSOLUTE_POS * slices + slice);
        let apart = moments[at] - average;
        let all = count + more;
        average += apart * more / all;
        squares += moments[at + 1] + apart * apart * count * more / all;
        count = all;
    }
    mean[ABSOLUTE_POS] = average;
    variance[ABSOLUTE_POS] = squares / count;
}

/// Of the 2x2 that begins at `start`, the value that `sign` makes the largest, and its corner, by rows. Of equal ones the
/// first.
#[cube]
fn largest(y: &[f32], start: usize, sign: f32, #[comptime] width: usize) -> (f32, u32) {
    let mut value = sign * y[start];
    let mut corner = 0u32.runtime();
    #[unroll]
    for i in 1..4u32 {
        let other = sign * y[start + comptime!((i % 2) as usize + (i / 2) as usize * width)];
        if other > value {
            value = other;
            corner = i.runtime();
        }
    }
    (sign * value, corner)
}

/// Normalises `y` and takes the maximum of each 2x2: `[batch, outputs, height / 2, width / 2]`.
#[cube(launch_unchecked)]
pub(super) fn pool(
    y: &[f32],
    mean: &[f32],
    variance: &[f32],
    gamma: &[f32],
    beta: &[f32],
    pooled: &mut [f32],
    units: usize,
    #[comptime] sizes: Sizes,
    #[comptime] epsilon: u32,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let width = comptime!(sizes.width);
    let pooled_height = comptime!(sizes.pooled()[0]);
    let pooled_width = comptime!(sizes.pooled()[1]);
    let column = ABSOLUTE_POS % pooled_width;
    let row = ABSOLUTE_POS / pooled_width % pooled_height;
    let plane = ABSOLUTE_POS / (pooled_width * pooled_height);
    let output = plane % comptime!(sizes.outputs);

    let start = (plane * comptime!(sizes.height) + 2 * row) * width + 2 * column;
    let scale = gamma[output] / (variance[output] + comptime!(f32::from_bits(epsilon))).sqrt();
    let sign = select(gamma[output] < 0.0, -1f32, 1f32);
    let (largest, _) = largest(y, start, sign, comptime!(sizes.width));
    pooled[ABSOLUTE_POS] = (largest - mean[output]) * scale + beta[output];
}

/// Of each part of each channel, the sum of the gradients and the sum of the gradients times the deviation of what was
/// the maximum: `[outputs, slices, 2]`. Parts are of rows of the pooled image.
#[cube(launch_unchecked)]
pub(super) fn arrivals(
    y: &[f32],
    mean: &[f32],
    gamma: &[f32],
    gradient: &[f32],
    out: &mut [f32],
    units: usize,
    slices: usize,
    #[comptime] sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let height = comptime!(sizes.height);
    let width = comptime!(sizes.width);
    let pooled_height = comptime!(sizes.pooled()[0]);
    let pooled_width = comptime!(sizes.pooled()[1]);
    let parts = comptime!(sizes.parts());

    let slice = ABSOLUTE_POS % slices;
    let output = ABSOLUTE_POS / slices;
    let plane = slice / parts * comptime!(sizes.outputs) + output;
    let (first, last) = part(slice % parts, comptime!(ROWS / 2), pooled_height);
    let centre = mean[output];
    let sign = select(gamma[output] < 0.0, -1f32, 1f32);
    let mut plain = 0f32;
    let mut times = 0f32;
    for row in first..last {
        for column in 0..pooled_width {
            let start = (plane * height + 2 * row) * width + 2 * column;
            let (largest, _) = largest(y, start, sign, comptime!(sizes.width));
            let arrived = gradient[(plane * pooled_height + row) * pooled_width + column];
            plain += arrived;
            times += arrived * (largest - centre);
        }
    }
    out[2 * ABSOLUTE_POS] = plain;
    out[2 * ABSOLUTE_POS + 1] = times;
}

/// The gradients of gamma and beta from the sums of all parts, and what [`through`] needs of each channel: `[outputs, 4]`.
#[cube(launch_unchecked)]
pub(super) fn scales(
    sums: &[f32],
    mean: &[f32],
    variance: &[f32],
    gamma: &[f32],
    of_gamma: &mut [f32],
    of_beta: &mut [f32],
    coefficients: &mut [f32],
    units: usize,
    slices: usize,
    count: f32,
    #[comptime] epsilon: u32,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let mut plain = 0f32;
    let mut times = 0f32;
    for slice in 0..slices {
        let at = 2 * (ABSOLUTE_POS * slices + slice);
        plain += sums[at];
        times += sums[at + 1];
    }
    let deviation = 1.0 / (variance[ABSOLUTE_POS] + comptime!(f32::from_bits(epsilon))).sqrt();
    let scale = gamma[ABSOLUTE_POS] * deviation;
    of_beta[ABSOLUTE_POS] = plain;
    of_gamma[ABSOLUTE_POS] = times * deviation;
    coefficients[4 * ABSOLUTE_POS] = scale;
    coefficients[4 * ABSOLUTE_POS + 1] = -scale * plain / count;
    coefficients[4 * ABSOLUTE_POS + 2] = -scale * times * deviation * deviation / count;
    coefficients[4 * ABSOLUTE_POS + 3] = mean[ABSOLUTE_POS];
}

/// Back through maximum, normalisation and ReLU: `[batch, outputs, height, width]`. A unit does a 2x2, of which the last
/// row and column of odd sizes hold only a part.
#[cube(launch_unchecked)]
pub(super) fn through(
    y: &[f32],
    coefficients: &[f32],
    gradient: &[f32],
    out: &mut [f32],
    units: usize,
    #[comptime] sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let height = comptime!(sizes.height);
    let width = comptime!(sizes.width);
    let pooled_height = comptime!(sizes.pooled()[0]);
    let pooled_width = comptime!(sizes.pooled()[1]);
    let columns = comptime!(sizes.width.div_ceil(2));
    let rows = comptime!(sizes.height.div_ceil(2));

    let column = ABSOLUTE_POS % columns;
    let row = ABSOLUTE_POS / columns % rows;
    let plane = ABSOLUTE_POS / (columns * rows);
    let output = plane % comptime!(sizes.outputs);
    let start = (plane * height + 2 * row) * width + 2 * column;
    let whole = row < pooled_height && column < pooled_width;

    let scale = coefficients[4 * output];
    let constant = coefficients[4 * output + 1];
    let slope = coefficients[4 * output + 2];
    let centre = coefficients[4 * output + 3];
    let sign = select(scale < 0.0, -1f32, 1f32);

    let mut corner = 4u32.runtime();
    let mut arrived = 0f32;
    if whole {
        let (_, found) = largest(y, start, sign, comptime!(sizes.width));
        corner = found;
        arrived = scale * gradient[(plane * pooled_height + row) * pooled_width + column];
    }
    #[unroll]
    for i in 0..4u32 {
        let right = comptime!((i % 2) as usize);
        let down = comptime!((i / 2) as usize);
        if 2 * row + down < height && 2 * column + right < width {
            let at = start + right + comptime!(down * sizes.width);
            let value = y[at];
            let own = select(corner == i, arrived, 0.0);
            out[at] = select(value > 0.0, own + constant + slope * (value - centre), 0.0);
        }
    }
}

/// The gradients of weights and bias by parts: `[slices, outputs * inputs * 9 + outputs]`. A unit does one line of the
/// kernels between one input and a group of outputs, for every `slices`-th of the batch's `parts`.
#[cube(launch_unchecked)]
pub(super) fn kernel_parts(
    x: &[f32],
    gradient: &[f32],
    out: &mut [f32],
    units: usize,
    parts: usize,
    slices: usize,
    #[comptime] sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let inputs = comptime!(sizes.inputs);
    let outputs = comptime!(sizes.outputs);
    let height = comptime!(sizes.height);
    let width = comptime!(sizes.width);
    let groups = comptime!(sizes.outputs.div_ceil(GROUP));

    let line = ABSOLUTE_POS % SIDE;
    let input = ABSOLUTE_POS / SIDE % inputs;
    let first = ABSOLUTE_POS / comptime!(SIDE * sizes.inputs) % groups * GROUP;
    let slice = ABSOLUTE_POS / (comptime!(SIDE * sizes.inputs) * groups);

    let mut sums = Array::<f32>::new(comptime!(GROUP * SIDE));
    #[unroll]
    for i in 0..comptime!(GROUP * SIDE) {
        sums[i] = 0.0;
    }
    let mut bias = Array::<f32>::new(GROUP);
    #[unroll]
    for o in 0..GROUP {
        bias[o] = 0.0;
    }
    for number in range_stepped(slice, parts, slices) {
        let image = number / comptime!(sizes.parts());
        let (top, bottom) = part(number % comptime!(sizes.parts()), ROWS, height);
        for row in top..bottom {
            // One row above the first and one below the last are zeros; unsigned, the row above wraps around.
            let from = row + line - 1;
            let inside = from < height;
            let start = select(inside, ((image * inputs + input) * height + from) * width, 0);
            let mut left = 0f32;
            let mut middle = select(inside, x[start], 0.0);
            for column in 0..width {
                let next = column + 1;
                let right = select(inside && next < width, x[select(next < width, start + next, start)], 0.0);
                #[unroll]
                for o in 0..GROUP {
                    let output = select(first + o < outputs, first + o, first);
                    let value = gradient[((image * outputs + output) * height + row) * width + column];
                    bias[o] += value;
                    sums[comptime!(o * SIDE)] += value * left;
                    sums[comptime!(o * SIDE + 1)] += value * middle;
                    sums[comptime!(o * SIDE + 2)] += value * right;
                }
                left = middle;
                middle = right;
            }
        }
    }
    let to = slice * comptime!(sizes.kernel_values());
    #[unroll]
    for o in 0..GROUP {
        if first + o < outputs {
            let at = to + ((first + o) * inputs + input) * TAPS + line * SIDE;
            #[unroll]
            for tap in 0..SIDE {
                out[at + tap] = sums[comptime!(o * SIDE + tap)];
            }
            if input == 0 && line == 0 {
                out[to + comptime!(sizes.outputs * sizes.inputs * TAPS) + first + o] = bias[o];
            }
        }
    }
}

/// Sums the parts of [`kernel_parts`].
#[cube(launch_unchecked)]
pub(super) fn kernel_sums(
    parts: &[f32],
    weight: &mut [f32],
    bias: &mut [f32],
    units: usize,
    slices: usize,
    #[comptime] sizes: Sizes,
) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    let weights = comptime!(sizes.outputs * sizes.inputs * TAPS);
    let mut sum = 0f32;
    for slice in 0..slices {
        sum += parts[slice * comptime!(sizes.kernel_values()) + ABSOLUTE_POS];
    }
    if ABSOLUTE_POS < weights {
        weight[ABSOLUTE_POS] = sum;
    } else {
        bias[ABSOLUTE_POS - weights] = sum;
    }
}
