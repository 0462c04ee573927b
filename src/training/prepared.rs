//! What a run knows of its houses before its first step.

use std::rc::Rc;

use super::config::Config;
use super::encoder::Encoder;
use super::samples::photos;
use super::scale::Scale;
use super::trainer::TrainingError;
use crate::dataset::{Dataset, House};
use crate::model::patches::{self, Patches};
use crate::platform;
use crate::split::{Split, train_test_split};

/// A run's houses, and what was fitted on those that it trains on.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// All houses.
    pub data: Rc<Dataset>,
    /// Positions of the houses that are trained on.
    pub train: Vec<usize>,
    /// Positions of those that each epoch is validated on; none where that is done on others.
    pub validation: Vec<usize>,
    /// Positions of the houses that test.
    pub test: Vec<usize>,
    /// What turns prices into targets.
    pub scale: Scale,
    /// What turns attributes into numbers, where the network is told them.
    pub encoder: Option<Encoder>,
    /// Values of the network that are known before its first step, in the layout's order.
    pub fixed: Vec<f32>,
    /// What a frozen layer makes of each house, in the order of the data set; empty where there is none.
    pub(super) features: Vec<Vec<f32>>,
    /// What a person should know about the houses, in sentences.
    pub warnings: Vec<String>,
    /// Of what it was made, and of everything in it.
    pub fingerprint: u64,
}

impl Prepared {
    /// Fits on the training houses of a split, less those held back for validation.
    ///
    /// # Errors
    /// If the network lives on attributes and there are none, or if too few houses are left.
    pub async fn new(
        config: &Config,
        data: &Rc<Dataset>,
        split: &Split,
        tell: impl Fn(&str),
    ) -> Result<Self, TrainingError> {
        let (train, validation) = held_back(config, &split.train)?;
        let houses: Vec<&House> = train.iter().filter_map(|&position| data.houses.get(position)).collect();
        let prices: Vec<f64> = houses.iter().map(|house| house.price).collect();
        let mut warnings = Vec::new();
        let encoder = if config.model.sees_attributes() {
            let (encoder, left_out) = Encoder::fit(&houses, &data.attributes, config.encoding)?;
            warnings = left_out;
            Some(encoder)
        } else {
            None
        };
        if train.len() < config.batch_size {
            warnings.push(format!(
                "A batch of {} is more than the {} training houses: each epoch is a single step. Choose a smaller batch.",
                config.batch_size,
                train.len()
            ));
        }
        let (fixed, features) = if config.model.is_frozen() {
            tell("Learning filters from the photos");
            platform::yield_now().await;
            freeze(config, data, &train).await
        } else {
            Default::default()
        };
        Ok(Prepared {
            fixed,
            features,
            data: Rc::clone(data),
            scale: Scale::fit(config.target, &prices),
            encoder,
            warnings,
            fingerprint: super::checkpoint::fingerprint(data, split),
            train,
            validation,
            test: split.test.clone(),
        })
    }

    /// The houses at these positions.
    pub fn houses(&self, positions: &[usize]) -> Vec<&House> {
        positions.iter().filter_map(|&position| self.data.houses.get(position)).collect()
    }

    /// Those that are trained on, and those that test.
    pub fn sides(&self) -> [Vec<&House>; 2] {
        [self.houses(&self.train), self.houses(&self.test)]
    }

    /// How many numbers the network is told of a house's attributes.
    pub fn attributes(&self) -> usize {
        self.encoder.as_ref().map_or(0, Encoder::width)
    }
}

/// Houses whose features are computed between two looks at other work.
const AT_ONCE: usize = 16;

/// The values of a frozen layer, and what it makes of each house.
async fn freeze(config: &Config, data: &Dataset, train: &[usize]) -> (Vec<f32>, Vec<Vec<f32>>) {
    let (tile, count) = (config.tile, config.photos);
    let montages = |position: usize| data.montages.get(position).unwrap_or_default();
    let learned: Vec<Vec<f32>> =
        train.iter().map(|&position| photos(montages(position), tile, count)).collect();
    let fixed = patches::fit(&learned, config);
    let layer = Patches::new(config, &fixed);
    let mut features = Vec::with_capacity(data.houses.len());
    for first in (0..data.houses.len()).step_by(AT_ONCE) {
        let houses = AT_ONCE.min(data.houses.len() - first);
        features.extend(platform::map(houses, |i| layer.house(&photos(montages(first + i), tile, count))));
        platform::yield_now().await;
    }
    (fixed, features)
}

/// The houses to train on, and those that are held back from that, both in the order of a shuffle by the split's seed.
fn held_back(config: &Config, train: &[usize]) -> Result<(Vec<usize>, Vec<usize>), TrainingError> {
    let too_few = || TrainingError::TooFewHouses { houses: train.len() };
    if config.members > train.len() {
        return Err(TrainingError::Members { members: config.members, houses: train.len() });
    }
    if config.validation_share == 0.0 {
        return Ok((train.to_vec(), Vec::new()));
    }
    let parts =
        train_test_split(train.len(), config.validation_share, config.split_seed).map_err(|_| too_few())?;
    let places = |places: &[usize]| places.iter().filter_map(|&place| train.get(place).copied()).collect();
    Ok((places(&parts.train), places(&parts.test)))
}
