//! Unusable photos, model files and saved runs: each is reported with its own sentence and affects nothing else.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

mod checkpoints;
mod models;
mod photos;
mod pictures;
