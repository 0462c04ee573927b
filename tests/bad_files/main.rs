//! Photos, model files and saved runs that cannot be used: each ends in its own sentence, and costs nothing else.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

mod checkpoints;
mod models;
mod photos;
mod pictures;
