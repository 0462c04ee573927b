//! What a run knows of its houses before its first step.

use std::rc::Rc;

use burn::tensor::Device;

use super::Compute;
use super::encoder::Encoder;
use super::error::TrainingError;
use super::photos::photos;
use super::scale::Scale;
use crate::model::Backbone;
use crate::model::features::{self, Features, Frozen};
use facade_data::split::{Split, train_test_split};
use facade_data::{Dataset, House};
use facade_platform as platform;
use facade_spec::Config;
use facade_spec::ModelKind;
use facade_text as text;

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
    /// What frozen layers make of each house, in the order of the data set; empty where there are none.
    pub(super) features: Features,
    /// The backbone of the network, where it has one.
    pub(super) backbone: Option<Rc<Backbone>>,
    /// What a person should know about the houses, in sentences.
    pub warnings: Vec<String>,
    /// Of what it was made, and of everything in it.
    pub fingerprint: u64,
}

impl Prepared {
    /// Fits on the training houses of a split, less those held back for validation. A backbone looks at photos on its device.
    ///
    /// # Errors
    /// If the network lives on attributes or on a backbone and there are none, if too few houses are left, or if the device fails.
    pub async fn new(
        config: &Config,
        data: &Rc<Dataset>,
        split: &Split,
        backbone: Option<(&Rc<Backbone>, &Compute)>,
        tell: impl Fn(&str),
    ) -> Result<Self, TrainingError> {
        let (train, validation) = held_back(config, &split.train)?;
        let houses: Vec<&House> = train.iter().filter_map(|&position| data.houses.get(position)).collect();
        let prices: Vec<f64> = houses.iter().map(|house| house.price).collect();
        let mut warnings = Vec::new();
        let encoder = if config.model.sees_attributes() {
            let (encoder, left_out) = Encoder::fit(&houses, &data.attributes, config.encoding)?;
            let zip_codes = encoder.zip_codes().iter().map(String::as_str);
            config.check_inputs(data.houses.len(), encoder.columns().len(), zip_codes)?;
            warnings = left_out;
            Some(encoder)
        } else {
            None
        };
        if train.len() < config.batch_size {
            warnings.push(text::prepared_single_step(config.batch_size, train.len()));
        }
        if config.model == ModelKind::Backbone && backbone.is_none() {
            return Err(TrainingError::NoBackbone);
        }
        let (fixed, features) = if config.is_frozen() {
            freeze(config, data, &train, backbone, tell).await?
        } else {
            Default::default()
        };
        let backbone = backbone.map(|(backbone, _)| Rc::clone(backbone));
        let known = backbone.as_ref().map_or(&[][..], |backbone| &backbone.values);
        Ok(Prepared {
            fixed,
            features,
            data: Rc::clone(data),
            scale: Scale::fit(config.target, &prices),
            encoder,
            warnings,
            fingerprint: super::checkpoint::fingerprint(data, split, known),
            backbone,
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

/// The values of the frozen layers, and what they make of each house.
async fn freeze(
    config: &Config,
    data: &Rc<Dataset>,
    train: &[usize],
    backbone: Option<(&Rc<Backbone>, &Compute)>,
    tell: impl Fn(&str),
) -> Result<(Vec<f32>, Features), TrainingError> {
    let montages = &data.montages;
    let photos =
        |position: usize| photos(montages.get(position).unwrap_or_default(), config.tile, config.photos);
    let count = data.houses.len();
    let said = |done| tell(&text::prepared_looking(done, count));
    let (mut fixed, mut seen) = match backbone {
        Some((backbone, compute)) => {
            let before = backbone.seen.take().filter(|(houses, _)| std::ptr::eq(houses.as_ptr(), &**data));
            let seen = match before {
                Some((_, seen)) => seen,
                None => {
                    let layers = Frozen::new(config, &backbone.values, &compute.device);
                    layers.houses(config, count, photos, said).await?
                }
            };
            backbone.seen.replace(Some((Rc::downgrade(data), seen.clone())));
            (backbone.values.clone(), seen)
        }
        None => {
            tell(text::prepared_learning());
            platform::yield_now().await;
            let learned: Vec<Vec<f32>> = train.iter().map(|&position| photos(position)).collect();
            let fixed = features::learn(&learned, config);
            let layers = Frozen::new(config, &fixed, &Device::flex());
            let seen = layers.houses(config, count, photos, said).await?;
            (fixed, seen)
        }
    };
    let learned: Vec<&[f32]> = train.iter().filter_map(|&position| Some(&**seen.get(position)?)).collect();
    fixed.extend(features::fit(&learned));
    seen.iter_mut().for_each(|house| features::scale(house, &fixed, config));
    Ok((fixed, seen))
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
