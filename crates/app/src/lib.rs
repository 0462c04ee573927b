//! What the page decides, without a browser: everything here is tested natively.
//!
//! What is shown follows from [`state::State`], which folds [`Message`]s, and from [`form::Form`], which holds the
//! settings as typed.

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
pub mod homes;
pub mod intake;
pub mod keeper;
pub mod list;
pub mod mapping_form;
pub mod markup;
mod message;
pub mod model;
pub mod notice;
mod pending;
pub mod pixels;
pub mod pool;
pub mod preferences;
mod pricing;
pub mod recovery;
pub mod report;
pub mod rooms;
pub mod run;
pub mod saved;
pub mod series;
pub mod shelf;
pub mod sound;
pub mod state;
pub mod steps;
pub mod store_status;
pub mod words;
mod write;

pub use message::Message;
