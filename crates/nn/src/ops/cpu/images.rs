//! Images with all channels of a pixel together (NHWC): a SIMD vector holds neighbouring channels, so no
//! image is too narrow for one, and no shuffles are needed.

use super::buffer::Buffer;
use facade_platform as platform;

/// Channels are padded with zeros to a multiple of the widest SIMD vector.
pub(super) const LANES: usize = 16;

/// Number of channels with padding.
pub(super) fn padded_channels(channels: usize) -> usize {
    channels.next_multiple_of(LANES)
}

/// The images of a batch.
#[derive(Clone, Debug)]
pub(crate) struct Images {
    /// Each image `[height, width, padded channels]`.
    pub(super) buffers: Vec<Buffer>,
    pub(super) channels: usize,
}

impl Images {
    /// From `[batch, channels, area]`.
    pub(super) fn new(values: &[f32], channels: usize, area: usize) -> Self {
        let stride = padded_channels(channels);
        let buffers = platform::parallel_map(values.len() / (channels * area), |i| {
            let mut image = Buffer::zeros(area * stride);
            let planes = values[i * channels * area..][..channels * area].chunks_exact(area);
            for (channel, plane) in planes.enumerate() {
                for (pixel, value) in image.chunks_exact_mut(stride).zip(plane) {
                    pixel[channel] = *value;
                }
            }
            image
        });
        Images { buffers, channels }
    }

    /// As `[batch, channels, area]`.
    pub(super) fn planes(&self) -> Vec<f32> {
        let stride = padded_channels(self.channels);
        let mut values = Vec::new();
        for image in &self.buffers {
            for channel in 0..self.channels {
                values.extend(image.chunks_exact(stride).map(|pixel| pixel[channel]));
            }
        }
        values
    }
}
