//! Features that frozen layers compute from photos.

use std::borrow::Cow;
use std::ops::Range;

use half::f16;

use burn::tensor::{Device, Tensor, TensorData};

use super::patches::{self, PatchLayer};
use super::{Network, feature_scaling};
use crate::training::{TrainingError, read};
use facade_platform as platform;
use facade_spec::{Config, ModelKind};

/// Features of each house, from those of its photos.
#[derive(Clone, Debug)]
pub(crate) enum Features {
    /// In single precision.
    Single(Vec<Vec<f32>>),
    /// In half precision, `[houses, features]`, with the number of features.
    Half(Vec<f16>, usize),
}

/// Above this many bytes, features of a pretrained network are kept in half precision, as those of its photos are.
const MAX_SINGLE_BYTES: usize = 64 << 20;

impl Default for Features {
    fn default() -> Self {
        Features::Single(Vec::new())
    }
}

impl Features {
    /// Room for features of this many houses, in half precision if they are many.
    pub(crate) fn for_houses(houses: usize, features: usize) -> Self {
        if houses.saturating_mul(features) > MAX_SINGLE_BYTES / size_of::<f32>() {
            Features::Half(Vec::with_capacity(houses * features), features)
        } else {
            Features::Single(Vec::with_capacity(houses))
        }
    }

    /// Adds a house.
    pub(crate) fn push(&mut self, house: Vec<f32>) {
        match self {
            Features::Single(houses) => houses.push(house),
            Features::Half(values, _) => values.extend(house.into_iter().map(f16::from_f32)),
        }
    }

    /// Those of the house at `position`.
    pub(crate) fn get(&self, position: usize) -> Option<Cow<'_, [f32]>> {
        match self {
            Features::Single(houses) => houses.get(position).map(|house| Cow::Borrowed(&**house)),
            Features::Half(values, features) => {
                let house = values.get(position * features..(position + 1) * features)?;
                Some(house.iter().map(|value| value.to_f32()).collect())
            }
        }
    }

    /// Features per house.
    pub(crate) fn width(&self) -> usize {
        match self {
            Features::Single(houses) => houses.first().map_or(0, Vec::len),
            Features::Half(_, features) => *features,
        }
    }
}

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
    ) -> Result<Vec<Vec<f32>>, TrainingError> {
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

pub(crate) use feature_scaling::{FeatureStatistics, mark_missing, scale};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_of_many_houses_are_kept_in_half_precision() {
        let house = |number: usize| vec![0.1 * number as f32, -0.02, 3.0];
        let kept = |mut features: Features| {
            (0..3).for_each(|number| features.push(house(number)));
            assert_eq!((features.width(), features.get(3)), (3, None));
            (0..3).map(|number| features.get(number).unwrap().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(kept(Features::for_houses(3, 3)), [house(0), house(1), house(2)]);
        let many = Features::for_houses(MAX_SINGLE_BYTES / 8, 3);
        assert!(matches!(many, Features::Half(..)));
        for (number, found) in kept(many).iter().enumerate() {
            for (value, found) in house(number).iter().zip(found) {
                assert!((value - found).abs() <= value.abs() / 1024.0, "{value} {found}");
            }
        }
    }
}
