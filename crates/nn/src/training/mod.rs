//! Training: preparation, optimiser, steps and epochs.

mod augment;
pub mod checkpoint;
mod device;
mod encoder;
mod error;
mod history;
pub mod optimizer;
mod photos;
mod prepared;
mod samples;
mod target_scaler;
mod trainer;

pub use crate::ops::Criterion;
pub use {
    device::Compute,
    encoder::{Encoder, EncoderError},
    error::TrainingError,
    history::EpochRecord,
    prepared::Prepared,
    target_scaler::TargetScaler,
    trainer::{Predictions, Progress, Trainer, calibration_factor},
};
pub(crate) use {
    device::read,
    encoder::Column,
    photos::photos,
    samples::{EncodedHome, home_inputs, montage_to_photos},
    trainer::ensemble_mean,
};
