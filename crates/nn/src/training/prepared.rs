//! A run's data and everything that is fitted before its first step.

use std::rc::{Rc, Weak};

use burn::tensor::Device;

use super::Compute;
use super::checkpoint::{fingerprints, fingerprints_of_features};
use super::encoder::Encoder;
use super::ensemble::held_out_members;
use super::error::TrainingError;
use super::photos::photos;
use super::target_scaler::TargetScaler;
use crate::model::Backbone;
use crate::model::features::{self, FeatureStatistics, Features, FrozenLayers};
use crate::model::pretrained;
use facade_data::split::{Split, groups};
use facade_data::{Dataset, FeatureReader, House, PhotoFeatures};
use facade_platform as platform;
use facade_spec::Config;
use facade_spec::ModelKind;
use facade_text as text;

/// The houses of runs, and where the features of their photos are.
#[derive(Clone, Debug)]
pub struct RunData {
    /// All houses.
    pub dataset: Rc<Dataset>,
    /// In the data set, or elsewhere.
    pub photo_features: Rc<dyn PhotoFeatures>,
}

impl From<Rc<Dataset>> for RunData {
    fn from(dataset: Rc<Dataset>) -> Self {
        RunData { photo_features: Rc::clone(&dataset) as Rc<dyn PhotoFeatures>, dataset }
    }
}

/// A run's houses, and what was fitted on the training houses.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// All houses.
    pub data: Rc<Dataset>,
    /// Where the features of their photos are.
    pub photo_features: Rc<dyn PhotoFeatures>,
    /// Positions of the training houses.
    pub train: Vec<usize>,
    /// The ensemble member that each training house is held out from; empty without cross-fitting.
    pub(super) held_out_members: Vec<usize>,
    /// Positions of the validation houses; empty if a run is validated on others.
    pub validation: Vec<usize>,
    /// Positions of the test houses.
    pub test: Vec<usize>,
    /// Scales prices to targets.
    pub target_scaler: TargetScaler,
    /// Encodes attributes, if the network uses them.
    pub encoder: Option<Encoder>,
    /// The network's frozen values, in the layout's order.
    pub frozen: Vec<f32>,
    /// Features of each house from the frozen layers, in the order of the data set; empty without frozen
    /// layers.
    pub(super) features: Features,
    /// The network's backbone, if it has one.
    pub(super) backbone: Option<Rc<Backbone>>,
    /// Sentences about the houses for the visitor.
    pub warnings: Vec<String>,
    /// Hashes of the data, the split and the backbone: as in new checkpoints, and as in those of earlier versions.
    pub fingerprints: [u64; 2],
}

impl Prepared {
    /// Fits everything on the training houses of a split, without those held out for validation. A backbone
    /// computes features on its device.
    ///
    /// # Errors
    /// If the network needs attributes or a backbone and there are none, if the backbone is another network, if too
    /// few houses are left, if the features of the photos cannot be read, or if the device fails.
    pub async fn new(
        config: &Config,
        run_data: &RunData,
        split: &Split,
        backbone: Option<(&Rc<Backbone>, &Compute)>,
        on_progress: impl Fn(&str),
    ) -> Result<Self, TrainingError> {
        let data = &run_data.dataset;
        let groups = groups(data, config.split_by);
        let (train, validation) = hold_out(config, split, groups.as_deref())?;
        let houses: Vec<&House> = train.iter().filter_map(|&position| data.houses.get(position)).collect();
        let prices: Vec<f64> = houses.iter().map(|house| house.price).collect();
        let mut warnings = Vec::new();
        let encoder = if config.model.uses_attributes() {
            let (encoder, left_out) = Encoder::fit(&houses, &data.attributes, config.encoding)?;
            let zip_codes = encoder.zip_codes().iter().map(String::as_str);
            config.check_inputs(data.houses.len(), encoder.columns().len(), zip_codes)?;
            warnings = left_out;
            Some(encoder)
        } else {
            None
        };
        if train.len() < config.batch_size {
            warnings.push(text::t!(prepared_single_step, batch = config.batch_size, houses = train.len()));
        }
        if config.model == ModelKind::Backbone {
            let found = backbone.ok_or(TrainingError::NoBackbone)?.0.architecture();
            let wanted = config.architecture;
            if found != wanted {
                return Err(TrainingError::OtherBackbone { wanted, found });
            }
        }
        if config.model.is_pretrained() && !data.montages.has_features() {
            return Err(TrainingError::NoFeatures);
        }
        let (frozen, features) = if config.is_frozen() {
            freeze(config, run_data, &train, backbone, on_progress).await?
        } else {
            Default::default()
        };
        let backbone = backbone.map(|(backbone, _)| Rc::clone(backbone));
        let preset = backbone.as_ref().map_or(&[][..], |backbone| &backbone.values);
        let fingerprints = if config.model.is_pretrained() {
            fingerprints_of_features(data, split, preset, &*run_data.photo_features)
        } else {
            Some(fingerprints(data, split, preset))
        };
        let fingerprints = fingerprints.ok_or(TrainingError::FeaturesLost)?;
        Ok(Prepared {
            frozen,
            features,
            data: Rc::clone(data),
            photo_features: Rc::clone(&run_data.photo_features),
            target_scaler: TargetScaler::fit(config.target, &prices),
            encoder,
            warnings,
            fingerprints,
            backbone,
            held_out_members: held_out_members(config.cross_fit_folds, &train, groups.as_deref()),
            train,
            validation,
            test: split.test.clone(),
        })
    }

    /// The houses at these positions.
    pub fn houses(&self, positions: &[usize]) -> Vec<&House> {
        positions.iter().filter_map(|&position| self.data.houses.get(position)).collect()
    }

    /// Training houses and test houses.
    pub fn train_and_test(&self) -> [Vec<&House>; 2] {
        [self.houses(&self.train), self.houses(&self.test)]
    }

    /// Encoded inputs per house.
    pub fn attributes(&self) -> usize {
        self.encoder.as_ref().map_or(0, Encoder::width)
    }
}

/// Frozen values, and the scaled features of each house.
async fn freeze(
    config: &Config,
    run_data: &RunData,
    train: &[usize],
    backbone: Option<(&Rc<Backbone>, &Compute)>,
    on_progress: impl Fn(&str),
) -> Result<(Vec<f32>, Features), TrainingError> {
    if config.model.is_pretrained() {
        return pretrained_features(config, run_data, train, on_progress).await;
    }
    let data = &run_data.dataset;
    let montages = &data.montages;
    let photos =
        |position: usize| photos(montages.get(position).unwrap_or_default(), config.tile, config.photos);
    let missing = |position: usize| data.houses.get(position).map_or(&[][..], |house| &house.missing_photos);
    let count = data.houses.len();
    let report = |done| on_progress(&text::t!(prepared_looking, done, houses = count));
    let (mut frozen, mut features) = match backbone {
        Some((backbone, compute)) => {
            let is_same = |houses: &Weak<Dataset>| std::ptr::eq(houses.as_ptr(), &**data);
            let cached = backbone.cached_features.take().filter(|(houses, _)| is_same(houses));
            let features = match cached {
                Some((_, features)) => features,
                None => {
                    let layers = FrozenLayers::new(config, &backbone.values, &compute.device);
                    layers.compute(config, count, photos, report).await?
                }
            };
            backbone.cached_features.replace(Some((Rc::downgrade(data), features.clone())));
            (backbone.values.clone(), features)
        }
        None => {
            on_progress(text::prepared_learning());
            platform::yield_now().await;
            let train_photos: Vec<Vec<f32>> =
                train.iter().map(|&position| present(photos(position), config, missing(position))).collect();
            let frozen = features::fit_patches(&train_photos, config);
            let layers = FrozenLayers::new(config, &frozen, &Device::flex());
            let features = layers.compute(config, count, photos, report).await?;
            (frozen, features)
        }
    };
    for (position, house) in features.iter_mut().enumerate() {
        features::mark_missing(house, config.photos, missing(position));
    }
    let mut statistics = FeatureStatistics::default();
    train.iter().filter_map(|&position| features.get(position)).for_each(|house| statistics.add(house));
    frozen.extend(statistics.scaling(0.0));
    features.iter_mut().for_each(|house| features::scale(house, &frozen, config.feature_length));
    Ok((frozen, Features::Single(features)))
}

/// The least standard deviation of a pretrained feature, as a share of their root mean square. A channel that a few training
/// houses hardly excite, divided by its own, gave a home that excites it a price of 31 digits.
const LEAST_SPREAD: f64 = 0.1;

/// Houses after which other work of the worker gets a turn.
const HOUSES_AT_ONCE: usize = 256;

/// The same for a network on features of a pretrained one. They may be more than there is memory for, so they are read twice:
/// once for what scales them.
async fn pretrained_features(
    config: &Config,
    run_data: &RunData,
    train: &[usize],
    on_progress: impl Fn(&str),
) -> Result<(Vec<f32>, Features), TrainingError> {
    let RunData { dataset, photo_features } = run_data;
    let houses = || dataset.houses.iter().enumerate();
    let mut is_training = vec![false; dataset.houses.len()];
    train.iter().for_each(|&position| is_training[position] = true);
    let mut reader = FeatureReader::new(&**photo_features, dataset);
    let mut statistics = FeatureStatistics::default();
    let mut of_house = |position: usize, house: &House| {
        let bytes = reader.get(position).ok_or(TrainingError::FeaturesLost)?;
        Ok::<_, TrainingError>(pretrained::house_features(config, bytes, &house.missing_photos))
    };
    for (position, house) in houses().filter(|(position, _)| is_training[*position]) {
        statistics.add(&of_house(position, house)?);
        if position % HOUSES_AT_ONCE == 0 {
            platform::yield_now().await;
        }
    }
    let frozen = statistics.scaling(LEAST_SPREAD);
    let mut features = Features::for_houses(dataset.houses.len(), config.features());
    for (position, house) in houses() {
        let mut of_house = of_house(position, house)?;
        features::scale(&mut of_house, &frozen, config.feature_length);
        features.push(of_house);
        if position % HOUSES_AT_ONCE == 0 {
            on_progress(&text::t!(prepared_looking, done = position, houses = dataset.houses.len()));
            platform::yield_now().await;
        }
    }
    Ok((frozen, features))
}

/// The photos that are not missing.
fn present(photos: Vec<f32>, config: &Config, missing: &[usize]) -> Vec<f32> {
    if missing.is_empty() {
        return photos;
    }
    let size = photos.len() / config.photos.max(1);
    let kept = photos.chunks_exact(size.max(1)).enumerate().filter(|(photo, _)| !missing.contains(photo));
    kept.flat_map(|(_, photo)| photo).copied().collect()
}

/// Training houses and houses held out for validation, both shuffled by the split's seed; houses of a group stay
/// together.
fn hold_out(
    config: &Config,
    split: &Split,
    groups: Option<&[usize]>,
) -> Result<(Vec<usize>, Vec<usize>), TrainingError> {
    let houses = split.train.len();
    if config.cross_fit_folds > houses {
        return Err(TrainingError::Members { members: config.cross_fit_folds, houses });
    }
    if config.validation_share == 0.0 {
        return Ok((split.train.clone(), Vec::new()));
    }
    let parts = split.hold_out(config.validation_share, config.split_seed, groups);
    let Split { train, test } = parts.map_err(|_| TrainingError::TooFewHouses { houses })?;
    Ok((train, test))
}
