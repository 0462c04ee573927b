//! Unusable photos, model files and saved runs: each is reported with its own sentence and affects nothing else.

mod checkpoints;
mod models;
mod photos;
mod pictures;
