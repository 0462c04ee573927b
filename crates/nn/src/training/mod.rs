//! How a network learns: what is prepared, optimiser, one step, one epoch.

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
mod scale;
mod trainer;

pub use crate::ops::Criterion;
pub use {
    device::Compute,
    encoder::{Encoder, EncoderError},
    error::TrainingError,
    history::EpochRecord,
    prepared::Prepared,
    scale::Scale,
    trainer::{Predictions, Progress, Trainer, shade},
};
pub(crate) use {
    device::read,
    encoder::Column,
    photos::photos,
    samples::{Told, by_photo, inputs_of},
    trainer::middle,
};
