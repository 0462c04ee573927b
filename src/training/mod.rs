//! How a network learns: configuration, optimiser, randomness, one step, one epoch.

mod config;

pub use config::{Config, ConfigError};

#[cfg(feature = "training")]
pub mod checkpoint;
#[cfg(feature = "training")]
mod device;
#[cfg(feature = "training")]
pub mod optimizer;
#[cfg(feature = "training")]
pub mod random;
#[cfg(feature = "training")]
mod samples;
#[cfg(feature = "training")]
mod trainer;

#[cfg(feature = "training")]
pub(crate) use trainer::read;
#[cfg(feature = "training")]
pub use {
    device::Compute,
    samples::{Samples, image},
    trainer::{EpochRecord, Progress, Trainer, TrainingError},
};
