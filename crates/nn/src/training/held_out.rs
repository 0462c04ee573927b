//! What a network on features of a pretrained one predicts for training houses if something about them is changed: each house is
//! predicted by the head that was not trained on it.

use std::collections::{BTreeMap, BTreeSet};

use super::Prepared;
use crate::model::{features, pretrained};
use facade_data::statistics::mean_and_std;
use facade_data::{FeatureReader, House};
use facade_spec::Config;
use facade_spec::evaluation::{InputImportance, ModelInput};
use facade_spec::random::{Purpose, Stream};

/// Bytes of the features of a photo.
const PHOTO_BYTES: usize = facade_data::feature_bytes(1);
/// Times that the values of an input are shuffled.
const SHUFFLES: usize = 5;
/// Houses whose values are shuffled: so many are precise enough, and take a second or two.
const MAX_SHUFFLED_HOUSES: usize = 400;

/// Trained heads, and the training houses that each has not seen.
#[derive(Clone, Copy)]
pub struct HeldOut<'a> {
    /// The houses, and what was fitted on them.
    pub prepared: &'a Prepared,
    /// Settings of the run.
    pub config: &'a Config,
    /// Weights of the heads, in the layout's order.
    pub weights: &'a [f32],
}

impl HeldOut<'_> {
    /// Out-of-fold prices of the training houses from `missing` photos fewer, drawn at random: the position of each house,
    /// and dollars. Houses without so many photos are left out.
    pub fn with_fewer_photos(&self, missing: usize) -> Vec<(usize, f64)> {
        let mut reader = self.reader();
        let mut price = |(position, head): (usize, usize)| {
            let house = self.prepared.data.houses.get(position)?;
            let bytes = reader.get(position)?;
            let mut lacks = house.missing_photos.clone();
            let mut photos: Vec<usize> =
                (0..self.config.photos).filter(|photo| !lacks.contains(photo)).collect();
            if photos.len() <= missing {
                return None;
            }
            Stream::new(self.config.seed, Purpose::MissingPhotos, missing, position).shuffle(&mut photos);
            lacks.extend(&photos[..missing]);
            Some((position, self.price(head, &self.features(bytes, &lacks), house)?))
        };
        // In the order in which they are read fastest.
        let mut houses: Vec<(usize, usize)> = self.houses().collect();
        houses.sort_unstable();
        houses.into_iter().filter_map(&mut price).collect()
    }

    /// How much the MAPE of the out-of-fold prices, times `factor`, rises if the values of one input are shuffled among the
    /// houses: permutation importance (Breiman, "Random Forests", 2001), for each room's photo, each attribute and the zip
    /// code. It tells what this model relies on: of two inputs that say the same, each may seem to matter little.
    pub fn permutation_importance(&self, factor: f64) -> Vec<InputImportance> {
        let all: Vec<(usize, usize)> = self.houses().collect();
        let step = all.len().div_ceil(MAX_SHUFFLED_HOUSES).max(1);
        let houses: Vec<(usize, usize)> = all.into_iter().step_by(step).collect();
        let photos = self.photo_features(&houses);
        let Some(before) = self.mape(&houses, factor, |at| self.unchanged(houses[at])) else {
            return Vec::new();
        };
        let importance = |(index, input): (usize, ModelInput)| {
            let rises: Option<Vec<f64>> = (0..SHUFFLES)
                .map(|shuffle| {
                    let mut others: Vec<usize> = (0..houses.len()).collect();
                    Stream::new(self.config.seed, Purpose::Importance, shuffle, index).shuffle(&mut others);
                    let changed =
                        |at: usize| self.with_input_of(&input, houses[at], houses[others[at]].0, &photos);
                    Some(self.mape(&houses, factor, changed)? - before)
                })
                .collect();
            let (mean, std) = mean_and_std(rises?.into_iter());
            Some(InputImportance { input, mean, std })
        };
        self.inputs().into_iter().enumerate().filter_map(importance).collect()
    }

    /// The inputs of the network that can be shuffled.
    fn inputs(&self) -> Vec<ModelInput> {
        let rooms = self.prepared.data.rooms.names().iter().cloned().map(ModelInput::Room);
        let schema = self.prepared.encoder.as_ref().map(|encoder| encoder.input_schema()).unwrap_or_default();
        let zip_code = (!schema.zip_codes.is_empty()).then_some(ModelInput::ZipCode);
        rooms.chain(schema.attributes.into_iter().map(ModelInput::Attribute)).chain(zip_code).collect()
    }

    /// Positions of the training houses, each with the head that was not trained on it.
    fn houses(&self) -> impl Iterator<Item = (usize, usize)> {
        self.prepared.train.iter().copied().zip(self.prepared.held_out_members.iter().copied())
    }

    fn reader(&self) -> FeatureReader<'_> {
        FeatureReader::new(&*self.prepared.photo_features, &self.prepared.data)
    }

    /// The features of these houses' photos, by position.
    fn photo_features(&self, houses: &[(usize, usize)]) -> BTreeMap<usize, Vec<u8>> {
        let mut reader = self.reader();
        let positions: BTreeSet<usize> = houses.iter().map(|(position, _)| *position).collect();
        positions
            .into_iter()
            .filter_map(|position| Some((position, reader.get(position)?.to_vec())))
            .collect()
    }

    fn unchanged(&self, (position, head): (usize, usize)) -> Option<f64> {
        self.price(head, &self.prepared.features.get(position)?, self.prepared.data.houses.get(position)?)
    }

    /// The price of a house that has one input of another house. `photos` are the features of their photos.
    fn with_input_of(
        &self,
        input: &ModelInput,
        (position, head): (usize, usize),
        other: usize,
        photos: &BTreeMap<usize, Vec<u8>>,
    ) -> Option<f64> {
        let data = &self.prepared.data;
        let (house, other_house) = (data.houses.get(position)?, data.houses.get(other)?);
        let mut changed = house.clone();
        match input {
            ModelInput::Room(room) => {
                let photo = data.rooms.names().iter().position(|name| name == room)?;
                let range = photo * PHOTO_BYTES..(photo + 1) * PHOTO_BYTES;
                let mut bytes = photos.get(&position)?.clone();
                bytes.get_mut(range.clone())?.copy_from_slice(photos.get(&other)?.get(range)?);
                changed.missing_photos.retain(|missing| *missing != photo);
                if other_house.missing_photos.contains(&photo) {
                    changed.missing_photos.push(photo);
                }
                // A house without any photo has no price.
                if changed.missing_photos.len() >= self.config.photos {
                    return self.unchanged((position, head));
                }
                return self.price(head, &self.features(&bytes, &changed.missing_photos), house);
            }
            ModelInput::Attribute(name) => {
                let at = data.attributes.iter().position(|attribute| attribute == name)?;
                *changed.attributes.get_mut(at)? = other_house.attributes.get(at).copied().flatten();
            }
            ModelInput::ZipCode => changed.zip_code.clone_from(&other_house.zip_code),
        }
        self.price(head, &self.prepared.features.get(position)?, &changed)
    }

    /// Scaled features of a house, of the features of its photos.
    fn features(&self, bytes: &[u8], missing: &[usize]) -> Vec<f32> {
        let mut features = pretrained::house_features(self.config, bytes, missing);
        features::scale(&mut features, &self.prepared.frozen, self.config.feature_length);
        features
    }

    /// Dollars that a head predicts from scaled features and the attributes of a house.
    fn price(&self, head: usize, features: &[f32], house: &House) -> Option<f64> {
        let heads = self.config.cross_fit_folds.max(1);
        let encoder = self.prepared.encoder.as_ref();
        let attributes = encoder.map(|encoder| encoder.encode_house(house)).unwrap_or_default();
        let (weights, biases) = self.weights.split_at_checked((features.len() + attributes.len()) * heads)?;
        let of_head = weights.iter().skip(head).step_by(heads);
        let output: f32 = features.iter().chain(&attributes).zip(of_head).map(|(x, weight)| x * weight).sum();
        Some(self.prepared.target_scaler.price(output + biases.get(head)?))
    }

    /// MAPE of prices times a factor; `None` without houses or prices. `price` takes an index of `houses`.
    fn mape(
        &self,
        houses: &[(usize, usize)],
        factor: f64,
        price: impl Fn(usize) -> Option<f64>,
    ) -> Option<f64> {
        let error = |(at, (position, _)): (usize, &(usize, usize))| {
            let actual = self.prepared.data.houses.get(*position)?.price;
            Some(100.0 * ((factor * price(at)? - actual) / actual).abs())
        };
        let errors: Option<Vec<f64>> = houses.iter().enumerate().map(error).collect();
        errors.filter(|errors| !errors.is_empty()).map(|errors| mean_and_std(errors.into_iter()).0)
    }
}
