//! Training: preparation, optimiser, steps and epochs.

mod augment;
pub mod checkpoint;
mod device;
mod encoder;
mod ensemble;
mod error;
mod held_out;
mod history;
mod initial_values;
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
    ensemble::calibration_factor,
    error::TrainingError,
    held_out::HeldOut,
    history::EpochRecord,
    prepared::{Prepared, RunData},
    target_scaler::TargetScaler,
    trainer::{Predictions, Progress, Trainer},
};
pub(crate) use {
    device::read,
    encoder::Column,
    ensemble::ensemble_mean,
    photos::photos,
    samples::{EncodedHome, home_inputs, montage_to_photos},
};
