//! Features that frozen layers compute from photos.

use std::ops::Range;

use burn::tensor::{Device, Tensor, TensorData};

use super::patches::{self, PatchLayer};
use super::{Network, feature_scaling};
use crate::training::{TrainingError, read};
use facade_platform as platform;
use facade_spec::{Config, ModelKind};

/// Per house, the features of its photos.
pub(crate) type Features = Vec<Vec<f32>>;

/// Houses per step; after each step other work of the worker gets a turn.
const HOUSES_AT_ONCE: usize = 16;

/// The frozen layers of a network, without the feature scaling.
pub(crate) enum FrozenLayers<'a> {
    /// A patch layer, fitted on the training photos.
    Patches(PatchLayer<'a>),
    /// A backbone, with the network's frozen values on a device.
    Backbone(Box<Network>, Box<Tensor<1>>),
}

impl<'a> FrozenLayers<'a> {
    /// From a model's frozen values, which begin with the layers' own.
    pub(crate) fn new(config: &Config, frozen: &'a [f32], device: &Device) -> Self {
        if config.model == ModelKind::Backbone {
            let values = Tensor::from_data(TensorData::from(frozen), device);
            return FrozenLayers::Backbone(Box::new(Network::of(config, 0)), Box::new(values));
        }
        FrozenLayers::Patches(PatchLayer::new(config.tile, config.patch_filters(), frozen))
    }

    /// Features of these houses. `photos` returns a house's photos, `[photos, 3, tile, tile]` in 0 to 1.
    pub(crate) async fn compute(
        &self,
        config: &Config,
        count: usize,
        photos: impl Fn(usize) -> Vec<f32> + Sync,
        on_progress: impl Fn(usize),
    ) -> Result<Features, TrainingError> {
        let mut features = Vec::with_capacity(count);
        for first in (0..count).step_by(HOUSES_AT_ONCE) {
            on_progress(first);
            platform::yield_now().await;
            let houses = first..count.min(first + HOUSES_AT_ONCE);
            match self {
                FrozenLayers::Patches(layer) => {
                    features.extend(platform::parallel_map(houses.len(), |i| {
                        layer.house_features(&photos(first + i))
                    }));
                }
                FrozenLayers::Backbone(network, values) => {
                    let all: Vec<f32> = houses.clone().flat_map(&photos).collect();
                    let shape = [houses.len() * config.photos, 3, config.tile, config.tile];
                    let all = Tensor::from_data(TensorData::new(all, shape), &values.device());
                    let values = read(network.photo_features(values, all).flatten(0, 1)).await?;
                    features.extend(values.chunks_exact(values.len() / houses.len()).map(<[f32]>::to_vec));
                }
            }
        }
        Ok(features)
    }
}

impl FrozenLayers<'_> {
    /// Features of a photo `[3, tile, tile]` that differs only in these columns and rows of pixels from one
    /// with the features `before`. `None` for a backbone, where computing only the difference saves nothing.
    pub(crate) fn update(
        &self,
        photo: &[f32],
        pixels: [Range<usize>; 2],
        before: &[f32],
    ) -> Option<Vec<f32>> {
        match self {
            FrozenLayers::Patches(layer) => Some(layer.update(photo, pixels, before)),
            FrozenLayers::Backbone(..) => None,
        }
    }
}

/// Fits the patch layer on the photos of the training houses and returns its values.
pub(crate) fn fit_patches(houses: &[Vec<f32>], config: &Config) -> Vec<f32> {
    patches::fit(houses, config)
}

pub(crate) use feature_scaling::{fit, mark_missing, scale};
