//! Every text that a visitor reads, in each language: `texts/en.ftl` and its translations, of which `build.rs` makes a function
//! each; and numbers, money and units as a language writes them.
//!
//! What the command line says of itself, and what files tell machines, stays English.

mod fill;
pub mod format;
mod language;
mod messages;

pub use language::{Language, language, speak};
pub use messages::*;
