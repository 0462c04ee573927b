//! A run's state after a whole epoch, in bytes.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Config, EpochRecord};
use crate::dataset::Dataset;

/// Everything from which a run goes on as if it had never stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Settings of the run.
    pub config: Config,
    /// Of the data that it trains on.
    pub fingerprint: u64,
    /// Optimiser steps taken.
    pub steps: usize,
    /// The epochs done.
    pub history: Vec<EpochRecord>,
    /// Trained parameters.
    pub weights: Vec<f32>,
    /// First moments.
    pub m: Vec<f32>,
    /// Second moments.
    pub v: Vec<f32>,
    /// Moving statistics.
    pub moving: Vec<f32>,
}

/// Why a checkpoint is of no use here.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CheckpointError {
    /// Not a checkpoint, or damaged.
    #[error("The saved state of the run cannot be read. Start the run again.")]
    Unreadable,
    /// Other houses or other photos.
    #[error("The saved run was trained on other houses. Load the same folder again, or start a new run.")]
    OtherData,
    /// Other settings.
    #[error("The saved run had other settings. Put them back, or start a new run.")]
    OtherConfig,
}

/// Marks the bytes, with the version of their form.
const MAGIC: [u8; 8] = *b"facade\x00\x01";

impl Checkpoint {
    /// As bytes.
    ///
    /// # Errors
    /// None in practice.
    pub fn pack(&self) -> Result<Vec<u8>, CheckpointError> {
        let body = postcard::to_stdvec(self).map_err(|_| CheckpointError::Unreadable)?;
        Ok([&MAGIC[..], &body].concat())
    }

    /// From bytes, for a run with these settings on this data. Epochs may be more than they were: a run can be
    /// prolonged.
    ///
    /// # Errors
    /// If the bytes are no checkpoint, are of another run, or hold another number of values or values that no run has.
    pub fn unpack(
        bytes: &[u8],
        config: &Config,
        fingerprint: u64,
        weights: usize,
        moving: usize,
    ) -> Result<Self, CheckpointError> {
        let body = bytes.strip_prefix(&MAGIC).ok_or(CheckpointError::Unreadable)?;
        let (saved, rest): (Checkpoint, _) =
            postcard::take_from_bytes(body).map_err(|_| CheckpointError::Unreadable)?;
        if saved.fingerprint != fingerprint {
            return Err(CheckpointError::OtherData);
        }
        if (Config { epochs: config.epochs, ..saved.config.clone() }) != *config {
            return Err(CheckpointError::OtherConfig);
        }
        let lengths = [saved.weights.len(), saved.m.len(), saved.v.len(), saved.moving.len()];
        let numbers = [&saved.weights, &saved.m, &saved.v, &saved.moving];
        // A damaged state would go on as a run whose loss is never a number again.
        let possible = rest.is_empty()
            && lengths == [weights, weights, weights, moving]
            && numbers.iter().all(|values| values.iter().all(|value| value.is_finite()))
            && saved.v.iter().all(|&value| value >= 0.0);
        if !possible {
            return Err(CheckpointError::Unreadable);
        }
        Ok(saved)
    }
}

/// A number that differs between datasets: FNV-1a over prices and pixels.
pub fn fingerprint(data: &Dataset) -> u64 {
    let prices = data.houses.iter().flat_map(|house| house.price.to_le_bytes());
    let bytes = prices.chain(data.montages.pixels.iter().copied());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
