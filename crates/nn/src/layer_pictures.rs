//! Convolutions as pictures, for a learner to look at: the filters of the first one, and what the first ones make of a home's photos.

use crate::estimate::Estimator;
use crate::model_file::Model;
use crate::training::EncodedHome;
use facade_protocol::{Bytes, LayerPictures};
use facade_spec::graph::{CHANNELS, Op, PATCH_CELLS, PATCH_SIZE};

/// Filters that are shown of a layer.
const MAX_FILTERS: usize = 32;
/// Layers whose outputs are shown.
const MAX_LAYERS: usize = 3;

impl Estimator<'_> {
    /// The filters of the first convolution, then the outputs of the first convolutions for the first photo of a home, or for all
    /// photos in one image where the network takes them so. Empty without a convolution over pixels.
    pub(crate) fn layer_pictures(&self, home: &EncodedHome) -> Vec<LayerPictures> {
        let graph = self.network.graph();
        let is_convolution = |at: &usize| {
            matches!(graph.layers[*at].op, Op::ConvBlock { .. } | Op::Conv { .. } | Op::Patches { .. })
        };
        let shown: Vec<usize> = (0..graph.layers.len()).filter(is_convolution).take(MAX_LAYERS).collect();
        let Some(&last) = shown.last() else { return Vec::new() };
        let config = &self.model.summary.config;
        let sizes = (config.tile, config.photos);
        let input = |kind| {
            let mut values = Vec::new();
            home.append_input(kind, sizes, &mut values);
            values
        };
        let Model { frozen, weights, running_stats, .. } = self.model;
        let outputs = self.network.layer_outputs(last, [frozen, weights, running_stats], input);
        let filters = self.first_filters(shown[0]).into_iter();
        let views = shown.iter().filter_map(|&at| {
            let layer = &graph.layers[at];
            match (&layer.op, &layer.shape[..]) {
                (Op::Patches { filters }, _) => Some(patch_responses(&outputs[at], *filters)),
                (_, &[channels, height, width]) => Some(activations(&outputs[at], [channels, height, width])),
                _ => None,
            }
        });
        filters.chain(views).collect()
    }

    /// The filters of a layer over the three channels of the photos.
    fn first_filters(&self, at: usize) -> Option<LayerPictures> {
        let layout = self.network.layout();
        let Model { frozen, weights, .. } = self.model;
        let (values, entries) = match at < self.network.graph().frozen {
            true => (frozen, &layout.frozen),
            false => (weights, &layout.weights),
        };
        let start = layout.offsets[at][0];
        if let Op::Patches { filters } = self.network.graph().layers[at].op {
            // `[channels, rows, columns, filters]`
            let taps = CHANNELS * PATCH_SIZE * PATCH_SIZE;
            let kernels = values.get(start..start + taps * filters)?;
            let filter = |filter: usize| (0..taps).map(|tap| kernels[tap * filters + filter]).collect();
            return Some(filter_pictures((0..filters).map(filter).collect(), PATCH_SIZE));
        }
        let entry = entries.iter().find(|entry| entry.start == start)?;
        let &[_, CHANNELS, side, _] = &entry.shape[..] else { return None };
        let kernels = values.get(entry.range())?;
        let filters = kernels.chunks_exact(CHANNELS * side * side).map(<[f32]>::to_vec);
        Some(filter_pictures(filters.collect(), side))
    }
}

/// Filters `[CHANNELS, side, side]` as RGB: grey is zero.
fn filter_pictures(filters: Vec<Vec<f32>>, side: usize) -> LayerPictures {
    let mut pixels = Vec::new();
    for filter in filters.iter().take(MAX_FILTERS) {
        let most = filter.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        for at in 0..side * side {
            let level = |channel: usize| 127.5 * (1.0 + filter[channel * side * side + at] / most);
            pixels.extend((0..CHANNELS).map(|channel| level(channel) as u8));
        }
    }
    LayerPictures { are_filters: true, filters: filters.len(), size: [side; 2], pixels: Bytes(pixels) }
}

/// Channels `[channels, height, width]` of the first row of an output: black is the lowest value of a channel, white the highest.
fn activations(values: &[f32], [channels, height, width]: [usize; 3]) -> LayerPictures {
    let mut pixels = Vec::new();
    for channel in values.chunks_exact(height * width).take(channels.min(MAX_FILTERS)) {
        grey(channel, &mut pixels);
    }
    LayerPictures { are_filters: false, filters: channels, size: [width, height], pixels: Bytes(pixels) }
}

/// Responses of each filter in the cells of the first photo, from `[cells, 2 * filters]`.
fn patch_responses(values: &[f32], filters: usize) -> LayerPictures {
    let mut pixels = Vec::new();
    for filter in 0..filters.min(MAX_FILTERS) {
        let cell = |at: usize| values.get(at * 2 * filters + filter).copied().unwrap_or_default();
        let channel: Vec<f32> = (0..PATCH_CELLS * PATCH_CELLS).map(cell).collect();
        grey(&channel, &mut pixels);
    }
    LayerPictures { are_filters: false, filters, size: [PATCH_CELLS; 2], pixels: Bytes(pixels) }
}

fn grey(channel: &[f32], pixels: &mut Vec<u8>) {
    let (low, high) = channel.iter().fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(*v), high.max(*v)));
    let span = (high - low).max(f32::MIN_POSITIVE);
    pixels.extend(channel.iter().flat_map(|value| [(255.0 * (value - low) / span) as u8; CHANNELS]));
}
