//! Images pixel by pixel, all channels of a pixel together: a vector holds neighbouring channels, so no image is too narrow
//! for one, and nothing need be shuffled.

use super::buffer::Buffer;
use facade_platform as platform;

/// Channels are filled up with zeros to a multiple of this: the widest vector.
pub(super) const LANES: usize = 16;

/// Channels of an image with those that fill it up.
pub(super) fn stride(channels: usize) -> usize {
    channels.next_multiple_of(LANES)
}

/// The images of a batch.
#[derive(Debug)]
pub(crate) struct Images {
    /// Of each image `[height, width, stride]`.
    pub(super) each: Vec<Buffer>,
    pub(super) channels: usize,
}

impl Images {
    /// From `[batch, channels, area]`.
    pub(super) fn new(values: &[f32], channels: usize, area: usize) -> Self {
        let stride = stride(channels);
        let each = platform::map(values.len() / (channels * area), |i| {
            let mut image = Buffer::zeros(area * stride);
            let planes = values[i * channels * area..][..channels * area].chunks_exact(area);
            for (channel, plane) in planes.enumerate() {
                for (pixel, value) in image.chunks_exact_mut(stride).zip(plane) {
                    pixel[channel] = *value;
                }
            }
            image
        });
        Images { each, channels }
    }

    /// As `[batch, channels, area]`.
    pub(super) fn planes(&self) -> Vec<f32> {
        let stride = stride(self.channels);
        let mut values = Vec::new();
        for image in &self.each {
            for channel in 0..self.channels {
                values.extend(image.chunks_exact(stride).map(|pixel| pixel[channel]));
            }
        }
        values
    }
}
