//! The pretrained network on a device of Burn's.

use burn::tensor::{Device, Tensor, TensorData};

use super::Network;
use crate::training::{TrainingError, read};
use facade_data::{CHANNELS, QUARTERS};
use facade_features::{Extractor, WeightedLayer};
use facade_spec::networks;

/// Red, green, blue.
const COLOURS: usize = 3;
/// Quarters of a map, across and down.
const HALVES: usize = 2;

/// The pretrained network on a device: what [`Extractor`] is on the CPU.
#[derive(Debug)]
pub struct DeviceExtractor {
    network: Network,
    /// Weight, then bias, of each layer.
    values: Tensor<1>,
}

impl DeviceExtractor {
    /// The network with these layers, in the order of `facade_features::layers`.
    pub fn new(layers: &[WeightedLayer], device: &Device) -> Self {
        let values: Vec<f32> =
            layers.iter().flat_map(|layer| layer.weight.iter().chain(&layer.bias)).copied().collect();
        let network = Network::new(&networks::extractor());
        assert_eq!(values.len(), network.layout().weights_len(), "layers of another network");
        DeviceExtractor { network, values: Tensor::from_data(TensorData::from(&*values), device) }
    }

    /// Means over the quarters of each photo, `[QUARTERS, CHANNELS]`. Photos are `[224, 224, 3]` as RGB bytes.
    ///
    /// # Errors
    /// If the device fails.
    ///
    /// # Panics
    /// If a photo has another size.
    pub async fn quarters(&self, photos: &[&[u8]]) -> Result<Vec<Vec<f32>>, TrainingError> {
        let pixels = Extractor::SIDE * Extractor::SIDE;
        let mut planes = Vec::with_capacity(photos.len() * COLOURS * pixels);
        for photo in photos {
            assert_eq!(photo.len(), COLOURS * pixels, "a photo of another size");
            for colour in 0..COLOURS {
                planes.extend(
                    photo.iter().skip(colour).step_by(COLOURS).map(|level| f32::from(*level) / 255.0),
                );
            }
        }
        let shape = [photos.len(), COLOURS * pixels];
        let planes = Tensor::<2>::from_data(TensorData::new(planes, shape), &self.values.device());
        let maps = self.network.predict([&self.values, &self.values], vec![planes]);
        let [photos, values] = maps.dims();
        let side = (values / CHANNELS).isqrt();
        let quarters = maps
            .reshape([photos * CHANNELS, HALVES, side / HALVES, HALVES, side / HALVES])
            .mean_dim(4)
            .mean_dim(2)
            .reshape([photos, CHANNELS, QUARTERS])
            .swap_dims(1, 2)
            .reshape([photos * QUARTERS * CHANNELS]);
        let quarters = read(quarters).await?;
        Ok(quarters.chunks_exact(QUARTERS * CHANNELS).map(<[f32]>::to_vec).collect())
    }
}
