//! All integration tests in one program: it is linked once, and its tests share the cores. `cargo test --test all MODULE::` runs one file.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

mod attributes;
mod backbone;
mod bad_files;
mod bad_input;
mod data;
mod data_checks;
mod explanation;
mod features;
mod folders;
mod hostile;
mod large_models;
mod model_file;
mod networks;
mod parity;
mod records;
mod restore;
mod results;
mod scale;
mod series;
mod session;
mod splits;
mod state;
mod tables;
mod texts;
mod training;

#[path = "fixtures/lite0.rs"]
mod lite0;
#[path = "fixtures/photo_features.rs"]
mod photo_features;
#[path = "fixtures/resnet18.rs"]
mod resnet18;
#[path = "fixtures/small_model.rs"]
mod small_model;
