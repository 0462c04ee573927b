//! The page: draws what workers tell and passes on what the visitor asks.
//!
//! What is shown follows from [`state::State`], which folds [`Message`]s, and from [`form::Form`], which holds the
//! settings as typed. Both, and everything computed from them, know no browser and are tested natively; `view`, on
//! wasm only, draws them.

pub mod aside;
pub mod chart;
pub mod compare;
pub mod crew;
pub mod csv;
pub mod data_report;
pub mod explain;
pub mod export;
pub mod figures;
pub mod file_name;
mod fold;
pub mod form;
pub mod format;
pub mod homes;
pub mod intake;
pub mod keeper;
pub mod list;
pub mod mapping_form;
pub mod markup;
mod message;
mod pending;
pub mod pixels;
pub mod pool;
pub mod preferences;
pub mod recovery;
pub mod report;
pub mod run;
pub mod saved;
pub mod series;
pub mod shelf;
pub mod sound;
pub mod state;
pub mod steps;
pub mod words;
mod write;

#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub mod link;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod scope;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod sources;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod spawn;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod store;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod trusted;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod view;

pub use message::Message;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub use view::{Page, mount};
