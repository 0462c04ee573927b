//! The network.

use std::mem;
use std::sync::{Mutex, PoisonError};

use crate::kernels::{Depthwise, End, Pointwise, Sizes};
use crate::layers::{CENTRE, Layer, Purpose, SIDE, SPREAD, layers};
use crate::weights::{ExtractorError, Weights};

/// Red, green, blue.
const CHANNELS: usize = 3;
/// Largest size of the widened image between two layers of a block, in bytes: what fits into the cache of a core. Larger
/// images are computed in bands of rows.
const BAND: usize = 256 << 10;

/// The pretrained network.
pub struct Extractor {
    stem: Stem,
    blocks: Vec<Block>,
    last: Pointwise,
    /// Buffers of photos looked at before, as many as were looked at together. Allocating them again for each photo costs a fifth of the
    /// time, since the system zeroes every page.
    buffers: Mutex<Vec<Buffers>>,
}

/// The first convolution: 3x3, stride 2.
struct Stem {
    layer: Pointwise,
    kernel: usize,
    stride: usize,
}

/// An inverted residual block (Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018).
struct Block {
    expand: Option<Pointwise>,
    depthwise: Depthwise,
    project: Pointwise,
    is_residual: bool,
}

/// What a photo takes between layers.
#[derive(Default)]
struct Buffers {
    /// Input and output of a block.
    x: Vec<f32>,
    out: Vec<f32>,
    between: Between,
}

/// Between two layers of a block.
#[derive(Default)]
struct Between {
    /// Widened rows with padding.
    wide: Vec<f32>,
    /// Rows after the depthwise convolution.
    narrow: Vec<f32>,
}

/// What the network makes of a photo: values from 0 to 6 in each place.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureMap {
    /// Places across, and down.
    pub side: usize,
    /// Values of a place.
    pub channels: usize,
    /// `[side, side, channels]`, from the top left.
    pub values: Vec<f32>,
}

impl Extractor {
    /// Width and height of the photos that it takes, in pixels.
    pub const SIDE: usize = SIDE;

    /// The network with the weights of a file.
    ///
    /// # Errors
    /// If the file is damaged or of another version.
    pub fn read(file: &[u8]) -> Result<Self, ExtractorError> {
        let weights = Weights::read(file)?;
        Self::new(|layer| weights.layer(layer))
    }

    /// The network with these weights and biases of each layer; weights are in the order of [`Layer::shape`].
    ///
    /// # Errors
    /// That of `weights`, or if they do not fit the layer.
    pub fn new(
        mut weights: impl FnMut(&Layer) -> Result<(Vec<f32>, Vec<f32>), ExtractorError>,
    ) -> Result<Self, ExtractorError> {
        let mut weights = |layer: &Layer| {
            let (weight, bias) = weights(layer)?;
            let values: usize = layer.shape.iter().product();
            let fits = weight.len() == values && bias.len() == layer.shape[0];
            fits.then_some((weight, bias)).ok_or(ExtractorError::Damaged)
        };
        let (mut stem, mut expand, mut depthwise) = (None, None, None);
        let mut blocks = Vec::new();
        for layer in layers() {
            let [_, _, kernel, _] = layer.shape;
            match layer.purpose {
                Purpose::Stem => {
                    stem = Some(Stem {
                        layer: convolution(weights(&layer)?, &layer),
                        kernel,
                        stride: layer.stride,
                    });
                }
                Purpose::Expand => expand = Some(convolution(weights(&layer)?, &layer)),
                Purpose::Depthwise => depthwise = Some(channelwise(weights(&layer)?, &layer)),
                Purpose::Project { is_residual } => blocks.push(Block {
                    expand: expand.take(),
                    depthwise: depthwise.take().ok_or(ExtractorError::Damaged)?,
                    project: convolution(weights(&layer)?, &layer),
                    is_residual,
                }),
            }
        }
        // No block follows the last expansion.
        let (stem, last) = stem.zip(expand).ok_or(ExtractorError::Damaged)?;
        Ok(Extractor { stem, blocks, last, buffers: Mutex::default() })
    }

    /// What the network makes of a photo, `[224, 224, 3]` as RGB bytes.
    ///
    /// # Panics
    /// If the photo has another size.
    pub fn look(&self, rgb: &[u8]) -> FeatureMap {
        assert_eq!(rgb.len(), Self::SIDE * Self::SIDE * CHANNELS, "a photo of another size");
        let spare = || self.buffers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffers = spare().pop().unwrap_or_default();
        let Buffers { x, out, between } = &mut buffers;
        let mut side = self.stem(rgb, x);
        for block in &self.blocks {
            side = block.run(x, side, out, between);
            mem::swap(x, out);
        }
        let channels = self.last.outputs;
        let mut values = vec![0.0; side * side * channels];
        self.last.run(x, &mut values, End::Relu6);
        spare().push(buffers);
        FeatureMap { side, channels, values }
    }

    /// The first convolution of a photo to `out`; returns its width and height.
    fn stem(&self, rgb: &[u8], out: &mut Vec<f32>) -> usize {
        let Stem { layer, kernel, stride } = &self.stem;
        let side = Self::SIDE.div_ceil(*stride);
        let [before, _] = padding(Self::SIDE, *kernel, *stride);
        out.resize(side * side * layer.outputs, 0.0);
        // The rows of the photo below an output row, with padding, and what each output pixel takes of them.
        let width_in = (side - 1) * stride + kernel;
        let mut rows = vec![0.0; kernel * width_in * CHANNELS];
        let mut windows = vec![0.0; side * kernel * kernel * CHANNELS];
        for (row, out) in out.chunks_exact_mut(side * layer.outputs).enumerate() {
            for (down, to) in rows.chunks_exact_mut(width_in * CHANNELS).enumerate() {
                let inside = (row * stride + down).checked_sub(before).filter(|from| *from < Self::SIDE);
                let Some(from) = inside else {
                    to.fill(0.0);
                    continue;
                };
                let pixels = &rgb[from * Self::SIDE * CHANNELS..(from + 1) * Self::SIDE * CHANNELS];
                for (to, level) in to[before * CHANNELS..].iter_mut().zip(pixels) {
                    *to = (f32::from(*level) - CENTRE) / SPREAD;
                }
            }
            for (number, taps) in windows.chunks_exact_mut(kernel * CHANNELS).enumerate() {
                let (column, down) = (number / kernel, number % kernel);
                taps.copy_from_slice(
                    &rows[(down * width_in + column * stride) * CHANNELS..][..kernel * CHANNELS],
                );
            }
            layer.run(&windows, out, End::Relu6);
        }
        side
    }
}

impl Block {
    /// The block of an image to `out`; returns its width and height.
    fn run(
        &self,
        x: &[f32],
        side: usize,
        out: &mut Vec<f32>,
        Between { wide, narrow }: &mut Between,
    ) -> usize {
        let Depthwise { channels, kernel, stride, .. } = self.depthwise;
        let (inputs, outputs) = (x.len() / (side * side), self.project.outputs);
        let side_out = side.div_ceil(stride);
        let [before, after] = padding(side, kernel, stride);
        let width_in = before + side + after;
        out.resize(side_out * side_out * outputs, 0.0);
        let row_len = width_in * channels;
        let rows_at_once = (BAND / (row_len * stride * size_of::<f32>())).clamp(1, side_out);
        // Rows that the previous band has widened. The last of them are the first of this one.
        let mut widened = 0;
        for first in (0..side_out).step_by(rows_at_once) {
            let rows_out = rows_at_once.min(side_out - first);
            let rows_in = (rows_out - 1) * stride + kernel;
            let shared = kernel.saturating_sub(stride).min(widened);
            wide.copy_within((widened - shared) * row_len..widened * row_len, 0);
            wide.resize(rows_in * row_len, 0.0);
            for (row, wide) in wide.chunks_exact_mut(row_len).enumerate().skip(shared) {
                let Some(from) = (first * stride + row).checked_sub(before).filter(|from| *from < side)
                else {
                    wide.fill(0.0);
                    continue;
                };
                let from = &x[from * side * inputs..(from + 1) * side * inputs];
                wide[..before * channels].fill(0.0);
                wide[(before + side) * channels..].fill(0.0);
                let to = &mut wide[before * channels..(before + side) * channels];
                match &self.expand {
                    Some(expand) => expand.run(from, to, End::Relu6),
                    None => to.copy_from_slice(from),
                }
            }
            widened = rows_in;
            narrow.resize(rows_out * side_out * channels, 0.0);
            self.depthwise.run(wide, narrow, Sizes { width_in, width_out: side_out, rows_out });
            let rows = first * side_out * outputs..(first + rows_out) * side_out * outputs;
            let end = if self.is_residual { End::Plus(&x[rows.clone()]) } else { End::Linear };
            self.project.run(narrow, &mut out[rows], end);
        }
        side_out
    }
}

/// Pixels before and behind an image that a convolution with TensorFlow's padding “same” adds: as many outputs as strides
/// begin in the image, and an odd one behind.
pub fn padding(side: usize, kernel: usize, stride: usize) -> [usize; 2] {
    let total = ((side.div_ceil(stride) - 1) * stride + kernel).saturating_sub(side);
    [total / 2, total - total / 2]
}

/// A convolution as a product: its weights `[outputs, inputs, kernel, kernel]` in the order of the pixels' channels.
fn convolution((weight, bias): (Vec<f32>, Vec<f32>), layer: &Layer) -> Pointwise {
    let [outputs, inputs, kernel, _] = layer.shape;
    let (taps, values) = (kernel * kernel, inputs * kernel * kernel);
    let at = |index: usize| {
        let (output, within) = (index / values, index % values);
        weight[output * values + within % inputs * taps + within / inputs]
    };
    let weight: Vec<f32> = (0..weight.len()).map(at).collect();
    Pointwise::new(&weight, &bias, values, outputs)
}

fn channelwise((weight, bias): (Vec<f32>, Vec<f32>), layer: &Layer) -> Depthwise {
    let [_, _, kernel, _] = layer.shape;
    Depthwise::new(&weight, &bias, [kernel, layer.stride])
}

/// The quarter of a map in which a place lies: 0 top left, 1 top right, 2 bottom left, 3 bottom right.
pub fn quarter_of(place: usize, side: usize) -> usize {
    let half = side / 2;
    2 * usize::from(place / side >= half) + usize::from(place % side >= half)
}

impl FeatureMap {
    /// Means of each value over the quarters of the photo: top left, top right, bottom left, bottom right. `[4, channels]`.
    pub fn quarters(&self) -> Vec<f32> {
        let (side, channels, half) = (self.side, self.channels, self.side / 2);
        let mut sums = vec![0f32; 4 * channels];
        for (place, values) in self.values.chunks_exact(channels).enumerate() {
            let quarter = quarter_of(place, side);
            for (sum, value) in sums[quarter * channels..(quarter + 1) * channels].iter_mut().zip(values) {
                *sum += value;
            }
        }
        let places = |quarter: usize| {
            let along = |second: bool| if second { side - half } else { half };
            (along(quarter / 2 == 1) * along(quarter % 2 == 1)) as f32
        };
        sums.iter().enumerate().map(|(at, sum)| sum / places(at / channels)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_pixel_of_padding_is_behind() {
        assert_eq!(padding(224, 3, 2), [0, 1]);
        assert_eq!(padding(56, 5, 2), [1, 2]);
        assert_eq!(padding(14, 5, 1), [2, 2]);
        assert_eq!(padding(7, 3, 2), [1, 1]);
    }

    #[test]
    fn quarters_are_means_over_their_places() {
        let values = (0..9).flat_map(|place| [place as f32, 1.0]).collect();
        let quarters = FeatureMap { side: 3, channels: 2, values }.quarters();
        assert_eq!(quarters, [0.0, 1.0, 1.5, 1.0, 4.5, 1.0, 6.0, 1.0]);
    }
}
