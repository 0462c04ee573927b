//! The pretrained network on the GPU.

use facade_data::pack_features;
use facade_features::{Extractor, WeightedLayer};
use facade_nn::model::DeviceExtractor;
use facade_nn::training::{Compute, TrainingError};
use facade_platform as platform;
use facade_protocol::DeviceKind;

/// Bytes of a photo, `[SIDE, SIDE, 3]`.
const PHOTO_BYTES: usize = 3 * Extractor::SIDE * Extractor::SIDE;
/// Photos by which it is timed: as many as four houses of the tutorial have.
const TIMED_PHOTOS: usize = 16;

/// The pretrained network on the GPU, once it is prepared.
#[derive(Default)]
pub(super) struct Looker(Option<DeviceExtractor>);

impl Looker {
    /// Prepares it with these layers, those of its file. Returns the seconds that it takes for a photo, or zero if it is not `timed`;
    /// `None` if the device is no GPU.
    pub(super) async fn prepare(
        &mut self,
        layers: &[WeightedLayer],
        compute: &Compute,
        timed: bool,
    ) -> Result<Option<f64>, TrainingError> {
        if compute.name.kind == DeviceKind::Cpu {
            return Ok(None);
        }
        let extractor = DeviceExtractor::new(layers, &compute.device);
        let count = if timed { TIMED_PHOTOS } else { 1 };
        let photos = vec![0; count * PHOTO_BYTES];
        let photos: Vec<&[u8]> = photos.chunks_exact(PHOTO_BYTES).collect();
        // The first time, kernels are compiled.
        extractor.quarters(&photos).await?;
        let start = platform::now_ms();
        if timed {
            extractor.quarters(&photos).await?;
        }
        self.0 = Some(extractor);
        Ok(Some(if timed { (platform::now_ms() - start) / 1e3 / count as f64 } else { 0.0 }))
    }

    /// Features of photos, `[photos, SIDE, SIDE, 3]`, in half precision; `None` if it is not prepared.
    pub(super) async fn look(&self, photos: &[u8]) -> Result<Option<Vec<u8>>, TrainingError> {
        let Some(extractor) = &self.0 else { return Ok(None) };
        let photos: Vec<&[u8]> = photos.chunks_exact(PHOTO_BYTES).collect();
        let quarters = extractor.quarters(&photos).await?;
        Ok(Some(quarters.iter().flat_map(|photo| pack_features(photo)).collect()))
    }
}
