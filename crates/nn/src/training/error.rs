//! Why a run cannot start or continue.

use thiserror::Error;

use super::checkpoint::CheckpointError;
use super::encoder::EncoderError;
use facade_spec::{Architecture, ConfigError};
use facade_text as text;

/// Why a run cannot start or continue.
#[derive(Debug, Error)]
pub enum TrainingError {
    /// The device does not answer.
    #[error("{}", text::trainer_device(.0))]
    Device(String),
    /// The loss is not finite.
    #[error("{}", text::t!(trainer_not_finite, step, epoch))]
    NotFinite {
        /// Epoch, from 1.
        epoch: usize,
        /// Step in the epoch, from 1.
        step: usize,
    },
    /// A model's weights, from a file, give a price that is not finite.
    #[error("{}", text::trainer_no_price())]
    NoPrice,
    /// No training houses are left.
    #[error("{}", text::trainer_too_few(*houses))]
    TooFewHouses {
        /// Training houses.
        houses: usize,
    },
    /// More cross-fit folds than training houses.
    #[error("{}", text::t!(trainer_members, members, houses = *houses))]
    Members {
        /// Folds.
        members: usize,
        /// Training houses.
        houses: usize,
    },
    /// The network needs a backbone, and none is loaded.
    #[error("{}", text::trainer_no_backbone())]
    NoBackbone,
    /// The backbone is another network than the settings say.
    #[error("{}", text::t!(trainer_other_backbone, wanted = wanted.title(), found = found.title()))]
    OtherBackbone {
        /// The network of the settings.
        wanted: Architecture,
        /// The network of the file.
        found: Architecture,
    },
    /// The network needs features of the photos, and the pretrained network has not looked at them.
    #[error("{}", text::trainer_no_features())]
    NoFeatures,
    /// The features of the photos cannot be read.
    #[error("{}", text::worker_houses_lost())]
    FeaturesLost,
    /// The network needs attributes, and none can be encoded.
    #[error(transparent)]
    Attributes(#[from] EncoderError),
    /// The encoded inputs take too much memory.
    #[error(transparent)]
    Inputs(#[from] ConfigError),
    /// The checkpoint belongs to another run.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}
