//! Kernels, networks, training, evaluation, explanations and model files: everything that uses Burn.

pub mod estimate;
pub mod evaluation;
pub mod explanation;
#[cfg(feature = "gpu")]
pub mod gpu;
pub mod model;
pub mod model_file;
mod onnx;
mod ops;
pub mod training;
