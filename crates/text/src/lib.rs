//! Every text that a visitor reads, in each language: `texts/en.ftl` and its translations, of which `build.rs` makes a function
//! each; and numbers, money and units as a language writes them.
//!
//! What the command line says of itself, and what files tell machines, stays English.

/// A text with its values by name, as in `format!`: `t!(run_blocked, next = 3, current)`.
#[macro_export]
macro_rules! t {
    ($id:ident, $($name:ident $(= $value:expr)?),+ $(,)?) => { $crate::$id($crate::$id { $($name $(: $value)?),+ }) };
}

pub mod format;
mod format_message;
mod language;
mod messages;

pub use language::{Language, language, speak};
pub use messages::*;
