//! Networks over the kernels: an interpreter of the graphs in `facade_spec`, and the layers that are frozen.

mod backbone;
mod extractor;
mod feature_scaling;
pub(crate) mod features;
mod input_gradient;
mod interpreter;
mod kernel;
mod network;
pub(crate) mod patches;
pub(crate) mod pretrained;
#[cfg(test)]
mod tests;

pub(crate) use feature_scaling::factor as scaling_factor;

pub use backbone::{Backbone, BackboneError};
pub use extractor::DeviceExtractor;
pub use facade_spec::graph::NetworkInput;
pub use facade_spec::{Initializer, Layout, ParamEntry};
pub use interpreter::{Batch, Step};
pub use network::Network;
