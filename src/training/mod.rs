//! How a network learns: configuration, loss, optimiser, randomness, one step, one epoch.

mod config;

pub use config::{Config, ConfigError};
