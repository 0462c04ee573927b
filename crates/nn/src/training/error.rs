//! Why a run cannot begin or go on.

use thiserror::Error;

use super::checkpoint::CheckpointError;
use super::encoder::EncoderError;
use facade_spec::ConfigError;
use facade_text as text;

/// Why a run cannot begin or go on.
#[derive(Debug, Error)]
pub enum TrainingError {
    /// The device gave no answer.
    #[error("{}", text::trainer_device(.0))]
    Device(String),
    /// The numbers ran away.
    #[error("{}", text::trainer_not_finite(step, epoch))]
    NotFinite {
        /// Epoch, from 1.
        epoch: usize,
        /// Step in it, from 1.
        step: usize,
    },
    /// Weights from a file that multiply beyond what a number can be.
    #[error("{}", text::trainer_no_price())]
    NoPrice,
    /// Nothing would be left.
    #[error("{}", text::trainer_too_few(*houses))]
    TooFewHouses {
        /// Training houses.
        houses: usize,
    },
    /// Parts without a house.
    #[error("{}", text::trainer_members(members, *houses))]
    Members {
        /// Parts asked for.
        members: usize,
        /// Training houses.
        houses: usize,
    },
    /// Nothing to stand on.
    #[error("{}", text::trainer_no_backbone())]
    NoBackbone,
    /// Nothing to be told.
    #[error(transparent)]
    Attributes(#[from] EncoderError),
    /// Too much to be told.
    #[error(transparent)]
    Inputs(#[from] ConfigError),
    /// The checkpoint belongs to something else.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}
