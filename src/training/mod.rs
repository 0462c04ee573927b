//! How a network learns: configuration, optimiser, randomness, one step, one epoch.

mod config;
mod recipe;
pub mod repeats;

#[cfg(test)]
pub(crate) use config::BACKBONE_FEATURES;
pub(crate) use config::BACKBONE_PARAMETERS;
pub use config::{Config, ConfigError};
#[cfg(feature = "training")]
pub(crate) use config::{LEAST_PATCHED, PATCH_CELLS};
pub use recipe::{Asks, Augmentation, Encoding, HUBER, Loss, ModelKind, Schedule, Target};

#[cfg(feature = "training")]
mod augment;
#[cfg(feature = "training")]
pub mod checkpoint;
#[cfg(feature = "training")]
mod device;
#[cfg(feature = "training")]
mod encoder;
#[cfg(feature = "training")]
pub mod optimizer;
#[cfg(feature = "training")]
mod prepared;
pub mod random;
#[cfg(feature = "training")]
mod samples;
#[cfg(feature = "training")]
mod scale;
#[cfg(feature = "training")]
mod trainer;

#[cfg(feature = "training")]
pub use crate::ops::Criterion;
#[cfg(feature = "training")]
pub use {
    device::Compute,
    encoder::{Encoder, EncoderError},
    prepared::Prepared,
    scale::Scale,
    trainer::{EpochRecord, Predictions, Progress, Trainer, TrainingError},
};
#[cfg(feature = "training")]
pub(crate) use {
    encoder::Column,
    samples::{Told, by_photo, inputs_of, photos},
    trainer::{middle, read, shade},
};
