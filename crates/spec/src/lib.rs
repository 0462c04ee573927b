//! What can be trained, with what settings, and what comes of it. No Burn: the page sees this.

mod config;
pub mod evaluation;
pub mod random;
mod recipe;
pub mod repeats;

pub use config::{
    BACKBONE_FEATURES, BACKBONE_PARAMETERS, Config, ConfigError, EVALUATION_BATCH, LEAST_PATCHED, PATCH_CELLS,
};
pub use recipe::{Asks, Augmentation, Encoding, HUBER, Loss, ModelKind, Schedule, Target};
