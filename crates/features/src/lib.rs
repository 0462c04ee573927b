//! Features of photos by a pretrained network: EfficientNet-Lite0, cut behind an expansion, on the CPU.
//!
//! An [`Extractor`] is read from a file with 8-bit weights. It turns a photo of 224 by 224 pixels into a map of 14 by 14
//! places with 672 values each, from 0 to 6. Networks use means of the map over regions: [`FeatureMap::quarters`].

mod extractor;
mod kernels;
mod layers;
mod weights;

pub use extractor::{Extractor, FeatureMap, padding, quarter_of};
pub use layers::{CENTRE, Layer, Purpose, SPREAD, blocks_before, layers};
pub use weights::{ExtractorError, VERSION, WeightedLayer, WeightsFile, quantise, read_layers};
