//! The state of a run after an epoch, in bytes.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::history::EpochRecord;
use facade_data::split::Split;
use facade_data::{Dataset, FeatureReader, PhotoFeatures};
use facade_record as record;
use facade_record::{Record, RecordKind, kinds};
use facade_spec::Config;
use facade_text as text;

/// Everything that a run needs to resume as if it had never stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Settings of the run.
    pub config: Config,
    /// Fingerprint of the data that it trains on.
    pub fingerprint: u64,
    /// Optimiser steps done.
    pub steps: usize,
    /// Epochs done.
    pub history: Vec<EpochRecord>,
    /// Trained parameters.
    #[serde(with = "floats")]
    pub weights: Vec<f32>,
    /// Adam's first moments.
    #[serde(with = "floats")]
    pub m: Vec<f32>,
    /// Adam's second moments.
    #[serde(with = "floats")]
    pub v: Vec<f32>,
    /// Running statistics.
    #[serde(rename = "moving", with = "floats")]
    pub running_stats: Vec<f32>,
    /// The model of the best epoch, if the run keeps it.
    pub best: Option<Best>,
}

/// The model of an epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Best {
    /// The epoch, from 1.
    pub epoch: usize,
    /// Trained parameters.
    #[serde(with = "floats")]
    pub weights: Vec<f32>,
    /// Running statistics.
    #[serde(rename = "moving", with = "floats")]
    pub running_stats: Vec<f32>,
}

/// Vectors of millions of values as bytes, four each, little-endian.
mod floats {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use serde_bytes::Bytes;

    pub(super) fn serialize<S: Serializer>(values: &[f32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(bytemuck::cast_slice(values))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<f32>, D::Error> {
        let bytes = <&Bytes>::deserialize(from)?;
        let (numbers, []) = bytes.as_chunks::<4>() else {
            return Err(D::Error::custom("bytes that are no numbers of four"));
        };
        Ok(numbers.iter().map(|number| f32::from_le_bytes(*number)).collect())
    }
}

impl Record for Checkpoint {
    const KIND: RecordKind = kinds::CHECKPOINT;

    fn size(&self) -> usize {
        let best = self.best.as_ref().map_or(0, |best| best.weights.len() + best.running_stats.len());
        let numbers = self.weights.len() + self.m.len() + self.v.len() + self.running_stats.len() + best;
        size_of_val(&*self.history) * 3 + numbers * size_of::<f32>() + 2048
    }
}

/// Why a checkpoint cannot be used.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CheckpointError {
    /// Not a checkpoint, or damaged.
    #[error("{}", text::checkpoint_unreadable())]
    Unreadable,
    /// Of other houses or other photos.
    #[error("{}", text::checkpoint_other_houses())]
    OtherData,
    /// Of other settings.
    #[error("{}", text::checkpoint_other_settings())]
    OtherConfig,
}

impl Checkpoint {
    /// Encodes the checkpoint.
    ///
    /// # Errors
    /// None in practice.
    pub fn pack(&self) -> Result<Vec<u8>, CheckpointError> {
        record::pack(self).ok_or(CheckpointError::Unreadable)
    }

    /// Decodes a checkpoint for a run with these settings on this data. The number of epochs may differ, so
    /// that a run can be extended.
    ///
    /// # Errors
    /// If the bytes are not a checkpoint, belong to another run, or hold the wrong number of values or
    /// impossible ones.
    pub fn unpack(
        bytes: &[u8],
        config: &Config,
        fingerprints: [u64; 2],
        weights: usize,
        running_stats: usize,
    ) -> Result<Self, CheckpointError> {
        let saved: Checkpoint = record::unpack(bytes).map_err(|_| CheckpointError::Unreadable)?;
        if !fingerprints.contains(&saved.fingerprint) {
            return Err(CheckpointError::OtherData);
        }
        if (Config { epochs: config.epochs, ..saved.config.clone() }) != *config {
            return Err(CheckpointError::OtherConfig);
        }
        let lengths = [saved.weights.len(), saved.m.len(), saved.v.len(), saved.running_stats.len()];
        let numbers = [&saved.weights, &saved.m, &saved.v, &saved.running_stats];
        let best_fits = saved.best.as_ref().is_none_or(|best| {
            (1..=saved.history.len()).contains(&best.epoch)
                && [best.weights.len(), best.running_stats.len()] == [weights, running_stats]
                && best.weights.iter().chain(&best.running_stats).all(|value| value.is_finite())
        });
        // A damaged state would resume as a run whose loss stays NaN.
        let possible = best_fits
            && lengths == [weights, weights, weights, running_stats]
            && numbers.iter().all(|values| values.iter().all(|value| value.is_finite()))
            && saved.v.iter().all(|&value| value >= 0.0);
        if !possible {
            return Err(CheckpointError::Unreadable);
        }
        Ok(saved)
    }
}

/// Hashes of a data set's prices, split and pixels, and of preset parameters: as in new checkpoints, and as in those of
/// earlier versions.
pub fn fingerprints(data: &Dataset, split: &Split, preset: &[f32]) -> [u64; 2] {
    [fingerprint(data, split, preset, digest(&data.montages.pixels)); 2]
}

/// The same for a network on features of the photos: the new one covers these and not the pixels. `None` if they cannot be
/// read.
pub fn fingerprints_of_features(
    data: &Dataset,
    split: &Split,
    preset: &[f32],
    features: &dyn PhotoFeatures,
) -> Option<[u64; 2]> {
    let mut reader = FeatureReader::new(features, data);
    let all =
        (0..data.houses.len()).try_fold(0, |hash, house| Some(mix(hash, digest(reader.get(house)?))))?;
    let [_, earlier] = fingerprints(data, split, preset);
    Some([fingerprint(data, split, preset, all), earlier])
}

/// `photos` is a hash of pixels or features.
fn fingerprint(data: &Dataset, split: &Split, preset: &[f32], photos: u64) -> u64 {
    let prices = data.houses.iter().fold(0, |hash, house| mix(hash, house.price.to_bits()));
    // The split also shows which houses are excluded.
    let positions = split.train.iter().chain(&split.test).map(|&position| position as u64);
    let split = positions.fold(split.test.len() as u64, mix);
    let houses = mix(mix(prices, split), photos);
    if preset.is_empty() { houses } else { mix(houses, digest(bytemuck::cast_slice(preset))) }
}

/// Mixes a word into a hash; different words give different hashes.
fn mix(hash: u64, word: u64) -> u64 {
    (hash ^ word).wrapping_mul(0x9e37_79b1_85eb_ca87).rotate_left(31)
}

/// Hash of bytes. Four words at a time, since each product would otherwise wait for the one before: a hundred
/// megabytes take a twentieth of a second.
fn digest(bytes: &[u8]) -> u64 {
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut lanes = [1, 2, 3, 4];
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = mix(*lane, u64::from_le_bytes(*word));
        }
    }
    let ends = lanes.into_iter().chain(rest.iter().map(|&byte| u64::from(byte)));
    ends.fold(bytes.len() as u64, mix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_data::{DataReport, House, Montages, Rooms};

    #[test]
    fn any_changed_moved_or_missing_byte_changes_the_digest() {
        let bytes: Vec<u8> = (0..1003u32).map(|i| (i * i / 7) as u8).collect();
        let whole = digest(&bytes);
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1 << (at % 8);
            assert_ne!(digest(&other), whole, "{at}");
            assert_ne!(digest(&bytes[..at]), whole, "{at}");
        }
        let mut moved = bytes.clone();
        moved.rotate_left(32);
        assert_ne!(digest(&moved), whole);
        assert_ne!(digest(&[]), digest(&[0]));
    }

    #[test]
    fn a_network_on_features_resumes_what_an_earlier_version_saved() {
        let house = |number: u32| House {
            id: number.into(),
            price: 1e5,
            zip_code: String::new(),
            attributes: Vec::new(),
            date: None,
            missing_photos: Vec::new(),
        };
        let mut montages = Montages::new(1, 1, "network");
        montages.pixels = (0..montages.len(3)).map(|at| at as u8).collect();
        let data = Dataset {
            name: String::new(),
            rooms: Rooms::default(),
            attributes: Vec::new(),
            houses: (1..4).map(house).collect(),
            montages,
            report: DataReport::default(),
        };
        let split = Split { train: vec![0, 2], test: vec![1] };
        let of = |data: &Dataset| fingerprints_of_features(data, &split, &[], data).unwrap();
        let [new, earlier] = of(&data);
        assert_eq!([earlier; 2], fingerprints(&data, &split, &[]));
        let mut other = data.clone();
        other.montages.pixels[0] ^= 1;
        assert_eq!(of(&other)[0], new, "a pixel");
        *other.montages.pixels.last_mut().unwrap() ^= 1;
        assert_ne!(of(&other)[0], new, "a feature");
    }
}
