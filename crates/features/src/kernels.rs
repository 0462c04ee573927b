//! Convolutions of images whose channels are adjacent, `[height, width, channels]`, with vector instructions.
//!
//! No SIMD vector passes through a closure or an iterator: code that is not compiled for the machine's vector instructions
//! passes them through memory and takes ten times as long.
#![allow(clippy::needless_range_loop, reason = "SIMD vectors must not pass through iterators")]

use macerator::{Scalar, Simd, Vector, vload_unaligned, vstore_unaligned};

/// Upper bound of the activation ReLU6.
const SIX: f32 = 6.0;
/// Channels of a depthwise convolution whose weights are adjacent. Their number is a multiple of it.
const GROUP: usize = 16;
/// Pixels of a row that a depthwise convolution computes together.
const COLUMNS: usize = 4;

/// Loads a vector. Callers have checked that it lies within the values.
#[inline(always)]
#[allow(unsafe_code, reason = "callers check the bounds once for all vectors of a tile")]
fn load<S: Simd>(values: &[f32], at: usize) -> Vector<S, f32> {
    debug_assert!(at + f32::lanes::<S>() <= values.len());
    // SAFETY: the caller has checked the bounds; no alignment is required.
    unsafe { vload_unaligned(values.as_ptr().add(at)) }
}

/// Stores a vector. Callers have checked that it lies within the values.
#[inline(always)]
#[allow(unsafe_code, reason = "callers check the bounds once for all vectors of a tile")]
fn store<S: Simd>(values: &mut [f32], at: usize, value: Vector<S, f32>) {
    debug_assert!(at + f32::lanes::<S>() <= values.len());
    // SAFETY: as in `load`; the values are borrowed mutably.
    unsafe { vstore_unaligned(values.as_mut_ptr().add(at), value) }
}

/// The activation ReLU6, by integers: floats from zero on are in the order of their bits, and negative ones are negative integers. The
/// minimum and maximum of floats in WebAssembly take several instructions, since they propagate NaN.
#[inline(always)]
fn relu6<S: Simd>(value: Vector<S, f32>) -> Vector<S, f32> {
    let (zero, six) = (0i32.splat::<S>(), SIX.to_bits().cast_signed().splat::<S>());
    value.reinterpret::<i32>().max(zero).min(six).reinterpret()
}

/// A convolution of single pixels, or a dense layer: each pixel's channels to others.
pub(crate) struct Pointwise {
    inputs: usize,
    pub(crate) outputs: usize,
    /// Outputs of a panel: as many as a tile computes.
    width: usize,
    /// Weights `[panels, inputs, width]`. The last panel is filled with zeros.
    panels: Vec<f32>,
    /// Filled with zeros to whole panels.
    bias: Vec<f32>,
}

impl Pointwise {
    /// From weights `[outputs, inputs]`.
    pub(crate) fn new(weight: &[f32], bias: &[f32], inputs: usize, outputs: usize) -> Self {
        let width = panel_width();
        let count = outputs.div_ceil(width);
        let mut panels = vec![0.0; count * inputs * width];
        for (output, row) in weight.chunks_exact(inputs).enumerate().take(outputs) {
            let first = output / width * width * inputs + output % width;
            for (input, value) in row.iter().enumerate() {
                panels[first + input * width] = *value;
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(count * width, 0.0);
        Pointwise { inputs, outputs, width, panels, bias }
    }

    /// `[pixels, inputs]` to `[pixels, outputs]`, with ReLU6 or plus another image.
    pub(crate) fn run(&self, x: &[f32], out: &mut [f32], end: End<'_>) {
        pointwise(self, x, out, end);
    }
}

/// What follows a convolution.
#[derive(Clone, Copy)]
pub(crate) enum End<'a> {
    Relu6,
    Linear,
    /// The sum with this image.
    Plus(&'a [f32]),
}

#[macerator::with_simd]
fn panel_width<S: Simd>() -> usize {
    // Two vectors. Without vectors, eight values.
    if f32::lanes::<S>() == 1 { 8 } else { 2 * f32::lanes::<S>() }
}

#[macerator::with_simd]
fn pointwise<'a, S: Simd>(layer: &'a Pointwise, x: &'a [f32], out: &'a mut [f32], end: End<'a>) {
    // As many sums as fit in the registers besides the loaded values: 16 registers, or 32 if a vector has 16 lanes.
    match f32::lanes::<S>() {
        16 => panels::<S, 8, 2>(layer, x, out, end),
        8 => panels::<S, 6, 2>(layer, x, out, end),
        4 => panels::<S, 4, 2>(layer, x, out, end),
        _ => panels::<S, 1, 8>(layer, x, out, end),
    }
}

/// Panel by panel, in tiles of `ROWS` pixels.
#[inline(always)]
fn panels<S: Simd, const ROWS: usize, const VECTORS: usize>(
    layer: &Pointwise,
    x: &[f32],
    out: &mut [f32],
    end: End<'_>,
) {
    let Pointwise { inputs, outputs, width, .. } = *layer;
    let rows = x.len() / inputs;
    assert!(out.len() == rows * outputs && width == VECTORS * f32::lanes::<S>());
    for (number, panel) in layer.panels.chunks_exact(width * inputs).enumerate() {
        let column = number * width;
        let tile = Tile {
            inputs,
            outputs,
            column,
            valid: width.min(outputs - column),
            panel,
            bias: &layer.bias[column..column + width],
        };
        let mut row = 0;
        // Two tiles of 4 are faster than a tile of 6 and one of 2, whose few sums wait for each other.
        while rows - row >= ROWS && !(ROWS > 4 && rows - row == ROWS + 2) {
            tile.run::<S, ROWS, VECTORS>(x, row, out, end);
            row += ROWS;
        }
        while rows - row >= 4 {
            tile.run::<S, 4, VECTORS>(x, row, out, end);
            row += 4;
        }
        if rows - row >= 2 {
            tile.run::<S, 2, VECTORS>(x, row, out, end);
            row += 2;
        }
        while row < rows {
            tile.run::<S, 1, VECTORS>(x, row, out, end);
            row += 1;
        }
    }
}

/// A panel of outputs.
struct Tile<'a> {
    inputs: usize,
    outputs: usize,
    /// The first output.
    column: usize,
    /// Outputs of the panel that exist.
    valid: usize,
    panel: &'a [f32],
    bias: &'a [f32],
}

impl Tile<'_> {
    /// The outputs of the panel for `ROWS` pixels from `row` on.
    #[inline(always)]
    fn run<S: Simd, const ROWS: usize, const VECTORS: usize>(
        &self,
        x: &[f32],
        row: usize,
        out: &mut [f32],
        end: End<'_>,
    ) {
        let lanes = f32::lanes::<S>();
        let Tile { inputs, outputs, column, valid, panel, bias } = *self;
        let x = &x[row * inputs..(row + ROWS) * inputs];
        assert!(panel.len() == inputs * VECTORS * lanes && bias.len() == VECTORS * lanes);
        let mut sums = [[0f32.splat::<S>(); VECTORS]; ROWS];
        for v in 0..VECTORS {
            for r in 0..ROWS {
                sums[r][v] = load(bias, v * lanes);
            }
        }
        for k in 0..inputs {
            let mut weights = [0f32.splat::<S>(); VECTORS];
            for v in 0..VECTORS {
                weights[v] = load(panel, (k * VECTORS + v) * lanes);
            }
            for r in 0..ROWS {
                #[allow(unsafe_code, reason = "the length is checked before the loop")]
                // SAFETY: `x` has `ROWS * inputs` values, `r < ROWS` and `k < inputs`.
                let value = unsafe { *x.get_unchecked(r * inputs + k) }.splat::<S>();
                for v in 0..VECTORS {
                    sums[r][v] = weights[v].mul_add(value, sums[r][v]);
                }
            }
        }
        if let End::Relu6 = end {
            for r in 0..ROWS {
                for v in 0..VECTORS {
                    sums[r][v] = relu6(sums[r][v]);
                }
            }
        }
        let first = row * outputs + column;
        let last = first + (ROWS - 1) * outputs + valid;
        assert!(last <= out.len());
        if let End::Plus(image) = end {
            assert!(last <= image.len());
        }
        for r in 0..ROWS {
            let at = first + r * outputs;
            if valid == VECTORS * lanes {
                for v in 0..VECTORS {
                    let value = match end {
                        End::Plus(image) => sums[r][v] + load(image, at + v * lanes),
                        _ => sums[r][v],
                    };
                    store(out, at + v * lanes, value);
                }
            } else {
                let mut all = [0f32; 32];
                for v in 0..VECTORS {
                    store(&mut all, v * lanes, sums[r][v]);
                }
                for channel in 0..valid {
                    let other = if let End::Plus(image) = end { image[at + channel] } else { 0.0 };
                    out[at + channel] = all[channel] + other;
                }
            }
        }
    }
}

/// A convolution of each channel by itself, and ReLU6.
pub(crate) struct Depthwise {
    pub(crate) channels: usize,
    pub(crate) kernel: usize,
    pub(crate) stride: usize,
    /// `[channels / GROUP, kernel, kernel, GROUP]`
    weight: Vec<f32>,
    bias: Vec<f32>,
}

/// Sizes of images with their padding.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    /// Width of the input with its padding.
    pub(crate) width_in: usize,
    pub(crate) width_out: usize,
    pub(crate) rows_out: usize,
}

impl Depthwise {
    /// From weights `[channels, kernel, kernel]`. The number of channels is a multiple of [`GROUP`].
    pub(crate) fn new(weight: &[f32], bias: &[f32], [kernel, stride]: [usize; 2]) -> Self {
        let (channels, taps) = (bias.len(), kernel * kernel);
        let at = |index: usize| {
            let (group, tap) = (index / (taps * GROUP), index / GROUP % taps);
            weight[(group * GROUP + index % GROUP) * taps + tap]
        };
        let weight = (0..taps * channels).map(at).collect();
        Depthwise { channels, kernel, stride, weight, bias: bias.to_vec() }
    }

    /// From rows of an image with padding to rows without.
    pub(crate) fn run(&self, x: &[f32], out: &mut [f32], sizes: Sizes) {
        depthwise(self, x, out, sizes);
    }
}

#[macerator::with_simd]
fn depthwise<S: Simd>(layer: &Depthwise, x: &[f32], out: &mut [f32], sizes: Sizes) {
    match (layer.kernel, layer.stride) {
        (3, 1) => rows::<S, 3, 1>(layer, x, out, sizes),
        (3, _) => rows::<S, 3, 2>(layer, x, out, sizes),
        (_, 1) => rows::<S, 5, 1>(layer, x, out, sizes),
        _ => rows::<S, 5, 2>(layer, x, out, sizes),
    }
}

#[inline(always)]
fn rows<S: Simd, const KERNEL: usize, const STRIDE: usize>(
    layer: &Depthwise,
    x: &[f32],
    out: &mut [f32],
    sizes: Sizes,
) {
    let Sizes { width_in, width_out, rows_out } = sizes;
    let channels = layer.channels;
    assert!(layer.kernel == KERNEL && layer.stride == STRIDE);
    assert!(channels.is_multiple_of(GROUP) && GROUP.is_multiple_of(f32::lanes::<S>()));
    assert!(layer.weight.len() == KERNEL * KERNEL * channels && layer.bias.len() == channels);
    let last_row = (rows_out - 1) * STRIDE + KERNEL - 1;
    assert!((last_row * width_in + (width_out - 1) * STRIDE + KERNEL) * channels <= x.len());
    assert!((width_out - 1) * STRIDE + KERNEL <= width_in && rows_out * width_out * channels == out.len());
    for row in 0..rows_out {
        let mut column = 0;
        while width_out - column >= COLUMNS {
            columns::<S, KERNEL, STRIDE, COLUMNS>(layer, x, out, sizes, [row, column]);
            column += COLUMNS;
        }
        while column < width_out {
            columns::<S, KERNEL, STRIDE, 1>(layer, x, out, sizes, [row, column]);
            column += 1;
        }
    }
}

/// Adjacent pixels of a row, which have most of their inputs in common. The caller has checked the sizes.
#[inline(always)]
fn columns<S: Simd, const KERNEL: usize, const STRIDE: usize, const COLUMNS: usize>(
    layer: &Depthwise,
    x: &[f32],
    out: &mut [f32],
    Sizes { width_in, width_out, .. }: Sizes,
    [row, column]: [usize; 2],
) {
    let (lanes, channels) = (f32::lanes::<S>(), layer.channels);
    let first = (row * width_in + column) * STRIDE * channels;
    let to = (row * width_out + column) * channels;
    for channel in (0..channels).step_by(lanes) {
        let within = channel % GROUP;
        let weight = (channel - within) * KERNEL * KERNEL + within;
        let mut sums = [load::<S>(&layer.bias, channel); COLUMNS];
        for down in 0..KERNEL {
            let from = first + down * width_in * channels + channel;
            for c in 0..COLUMNS {
                for across in 0..KERNEL {
                    let value = load::<S>(x, from + (c * STRIDE + across) * channels);
                    let weight = load(&layer.weight, weight + (down * KERNEL + across) * GROUP);
                    sums[c] = value.mul_add(weight, sums[c]);
                }
            }
        }
        for c in 0..COLUMNS {
            store(out, to + c * channels + channel, relu6(sums[c]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Different numbers from -1 to 1.
    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    fn assert_close(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        for (one, other) in found.iter().zip(expected) {
            assert!((one - other).abs() < 1e-4, "{one} {other}");
        }
    }

    #[test]
    fn a_pointwise_convolution_is_a_matrix_product() {
        for (rows, inputs, outputs) in [(1, 3, 8), (7, 27, 32), (13, 16, 24), (49, 40, 5), (6, 1, 1)] {
            let (weight, bias) = (numbers(inputs * outputs, 1), numbers(outputs, 2));
            let (x, image) = (numbers(rows * inputs, 3), numbers(rows * outputs, 4));
            let layer = Pointwise::new(&weight, &bias, inputs, outputs);
            let expected: Vec<f32> = (0..rows * outputs)
                .map(|at| {
                    let (row, output) = (at / outputs, at % outputs);
                    let products = (0..inputs).map(|k| x[row * inputs + k] * weight[output * inputs + k]);
                    bias[output] + products.sum::<f32>()
                })
                .collect();
            let mut out = vec![f32::NAN; rows * outputs];
            layer.run(&x, &mut out, End::Linear);
            assert_close(&out, &expected);
            layer.run(&x, &mut out, End::Relu6);
            assert_close(&out, &expected.iter().map(|value| value.clamp(0.0, 6.0)).collect::<Vec<_>>());
            layer.run(&x, &mut out, End::Plus(&image));
            assert_close(&out, &expected.iter().zip(&image).map(|(a, b)| a + b).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_depthwise_convolution_keeps_channels_apart() {
        for (kernel, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
            let (channels, width_out, rows_out) = (2 * GROUP, COLUMNS + 2, 2);
            let width_in = (width_out - 1) * stride + kernel;
            let rows_in = (rows_out - 1) * stride + kernel;
            let (weight, bias) = (numbers(channels * kernel * kernel, 1), numbers(channels, 2));
            let x = numbers(rows_in * width_in * channels, 3);
            let mut out = vec![f32::NAN; rows_out * width_out * channels];
            let layer = Depthwise::new(&weight, &bias, [kernel, stride]);
            layer.run(&x, &mut out, Sizes { width_in, width_out, rows_out });
            let expected: Vec<f32> = (0..out.len())
                .map(|at| {
                    let (pixel, channel) = (at / channels, at % channels);
                    let (row, column) = (pixel / width_out * stride, pixel % width_out * stride);
                    let taps = (0..kernel * kernel).map(|tap| {
                        let from = (row + tap / kernel) * width_in + column + tap % kernel;
                        x[from * channels + channel] * weight[channel * kernel * kernel + tap]
                    });
                    (bias[channel] + taps.sum::<f32>()).clamp(0.0, 6.0)
                })
                .collect();
            assert_close(&out, &expected);
        }
    }
}
