//! Kernels, networks, training, evaluation, explanations and model files: everything that uses Burn.

mod contributions;
pub mod estimate;
pub mod evaluation;
pub mod explanation;
#[cfg(feature = "gpu")]
pub mod gpu;
mod layer_pictures;
pub mod model;
pub mod model_file;
mod onnx;
mod ops;
pub mod training;

pub use onnx::pretrained_to_onnx;
