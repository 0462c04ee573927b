//! Facade prices a home from its photographs, in a browser tab or at the command line.
//!
//! Modules stand in the order in which data passes through them, and each uses only those before it:
//!
//! ```text
//! files -> dataset -> imaging -> split -> model + training -> evaluation -> page
//! ```
//!
//! - [`platform`], below them all: every difference between native and wasm. Beside it [`sorting`],
//!   [`statistics`] and [`text`], in which every sentence for a visitor stands.
//! - [`dataset`]: a folder's table and photos become houses and a report of what was left out.
//! - [`imaging`]: photos become montages.
//! - [`sample`]: the built-in houses, drawn.
//! - [`split`]: which houses train and which test.
//! - `ops`: what training is made of, on the CPU and on the GPU.
//! - [`model`] and [`training`]: the network, its loss, its optimiser, one step, one epoch.
//! - [`evaluation`]: how wrong it is, and what guessing one price would have cost.
//! - [`protocol`]: the only words that page and workers exchange; [`record`]: the one form of what is kept.
//! - [`model_file`]: weights and everything needed to predict again, in one file.
//! - `onnx`: the same for other programs.
//! - [`estimate`] and [`explanation`]: what a model says of a home, and why.
//! - [`session`]: requests in, events out; knows no browser.
//! - `worker`: carries messages and files (wasm only).
//! - [`ui`]: what is shown, and its views (the views wasm only).
//! - `cli`: the command line, in the page's words (native only).
//!
//! One package makes four binaries. Cargo features keep apart what each may hold: `page` no Burn, `decode` no Burn,
//! `compute` no image decoder.

// The markup of a view is taken apart piece by piece.
#![recursion_limit = "512"]

pub mod dataset;
pub mod evaluation;
pub mod imaging;
pub mod platform;
pub mod protocol;
pub mod record;
pub mod sample;
pub mod sorting;
pub mod split;
pub mod statistics;
pub mod text;
pub mod training;
pub mod ui;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "training")]
pub mod estimate;
#[cfg(feature = "training")]
pub mod explanation;
#[cfg(feature = "training")]
pub mod model;
#[cfg(feature = "training")]
pub mod model_file;
#[cfg(feature = "training")]
mod onnx;
#[cfg(feature = "training")]
mod ops;
#[cfg(feature = "training")]
pub mod session;

#[cfg(all(any(feature = "decode", feature = "compute"), target_arch = "wasm32"))]
pub mod worker;
