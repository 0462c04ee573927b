//! Networks, settings and metrics. No Burn, so the page can depend on it.

mod backbones;
mod check;
mod config;
mod config_error;
pub mod evaluation;
pub mod graph;
mod layout;
pub mod networks;
pub mod random;
mod recipe;
pub mod repeats;
pub mod settings;

pub use config::{Config, EVALUATION_BATCH, MIN_PATCH_TILE};
pub use config_error::ConfigError;
pub use graph::Initializer;
pub use layout::{Layout, ParamEntry};
pub use recipe::{
    Architecture, AttributeRange, Augmentation, Encoding, HUBER_DELTA, InputSchema, Loss, ModelKind,
    Schedule, Target,
};
