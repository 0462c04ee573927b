//! Weights of a ResNet-18 from the visitor's file.

use std::cell::RefCell;
use std::rc::Weak;

use safetensors::{Dtype, SafeTensors};
use thiserror::Error;

use super::features::Features;
use super::{Layout, ParamEntry};
use facade_data::Dataset;
use facade_protocol::MAX_FILE;
use facade_spec::{Config, ModelKind, networks};
use facade_text as text;

/// Weights of a ResNet-18, each batch normalisation folded into the convolution before it.
#[derive(Debug)]
pub struct Backbone {
    /// Weight, then bias, of each convolution, in the layout's order.
    pub(crate) values: Vec<f32>,
    /// Features of the data set that it was last applied to, so the next run need not compute them again.
    pub(crate) cached_features: RefCell<Option<(Weak<Dataset>, Features)>>,
}

/// Batch-norm epsilon: PyTorch's default. Keras's is 1e-3.
const EPSILON: f32 = 1e-5;
/// Upper bound on the header; a ResNet-18's takes a tenth.
const MAX_HEADER: u64 = 1 << 20;

/// Why a file is not a usable ResNet-18. The message is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BackboneError {
    /// Not a safetensors file.
    #[error("{}", text::resnet_other())]
    NotSafetensors,
    /// A safetensors file that is too large.
    #[error("{}", text::resnet_large())]
    TooLarge,
    /// A tensor is missing.
    #[error("{}", text::resnet_missing(.0))]
    Missing(String),
    /// A tensor of a deeper network, which a ResNet-18 does not have.
    #[error("{}", text::resnet_deeper(.0))]
    Deeper(String),
    /// A tensor has the wrong shape.
    #[error("{}", text::t!(resnet_shape, name, found = format!("{found:?}"), wanted = format!("{wanted:?}")))]
    Shape {
        /// The tensor.
        name: String,
        /// Its shape.
        found: Vec<usize>,
        /// Expected shape.
        wanted: Vec<usize>,
    },
    /// A tensor has the wrong data type.
    #[error("{}", text::t!(resnet_type, name, found))]
    Type {
        /// The tensor.
        name: String,
        /// Its data type.
        found: String,
    },
    /// A tensor holds values that are not finite, or a negative variance.
    #[error("{}", text::resnet_values(.0))]
    Values(String),
}

impl Backbone {
    /// Parameters in the layout's order.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Reads a safetensors file with the names of torchvision or timm.
    ///
    /// # Errors
    /// If it is not a ResNet-18 in single precision.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BackboneError> {
        let length = bytes.first_chunk().map(|length| u64::from_le_bytes(*length));
        let length = length.ok_or(BackboneError::NotSafetensors)?;
        if bytes.len() > MAX_FILE || (MAX_HEADER..bytes.len() as u64).contains(&length) {
            return Err(BackboneError::TooLarge);
        }
        let file = SafeTensors::deserialize(bytes).map_err(|_| BackboneError::NotSafetensors)?;
        let convolutions = convolutions();
        let mut values = Vec::new();
        for conv in &convolutions {
            fold_batch_norm(&file, conv, &mut values)?;
        }
        // A deeper network has all of these names and more.
        let expected = |name: &str| {
            !name.starts_with("layer")
                || convolutions
                    .iter()
                    .flat_map(|conv| &conv.names)
                    .any(|own| name.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('.')))
        };
        match file.names().into_iter().filter(|name| !expected(name)).min() {
            Some(name) => Err(BackboneError::Deeper(name.to_owned())),
            None => Ok(Backbone { values, cached_features: RefCell::default() }),
        }
    }
}

/// A convolution in the file, and the batch normalisation that follows it.
struct Conv {
    /// Names of both.
    names: [String; 2],
    /// `[outputs, inputs, height, width]`
    shape: Vec<usize>,
}

/// All convolutions, in the layout's order.
fn convolutions() -> Vec<Conv> {
    let config = Config { model: ModelKind::Backbone, ..Config::default() };
    let conv = |entry: ParamEntry| {
        let name = entry.name.strip_prefix("backbone.")?.strip_suffix(".weight")?.to_owned();
        let norm = name.replace("conv", "bn").replace("downsample.0", "downsample.1");
        Some(Conv { names: [name, norm], shape: entry.shape })
    };
    Layout::of(&networks::graph(&config, 0)).frozen.into_iter().filter_map(conv).collect()
}

/// Appends a convolution's weight and bias, with the batch normalisation folded in.
fn fold_batch_norm(file: &SafeTensors<'_>, conv: &Conv, values: &mut Vec<f32>) -> Result<(), BackboneError> {
    let [name, norm] = &conv.names;
    let outputs = conv.shape[0];
    let weight = read_tensor(file, &format!("{name}.weight"), &conv.shape)?;
    let vector = |part: &str| read_tensor(file, &format!("{norm}.{part}"), &[outputs]);
    let (gamma, beta) = (vector("weight")?, vector("bias")?);
    let (mean, variance) = (vector("running_mean")?, vector("running_var")?);
    if variance.iter().any(|variance| *variance < 0.0) {
        return Err(BackboneError::Values(format!("{norm}.running_var")));
    }
    let scales: Vec<f32> = gamma.iter().zip(&variance).map(|(g, v)| g / (v + EPSILON).sqrt()).collect();
    let (each, start) = (weight.len() / outputs, values.len());
    values.extend(
        weight.chunks_exact(each).zip(&scales).flat_map(|(w, scale)| w.iter().map(move |w| w * scale)),
    );
    values.extend(beta.iter().zip(&mean).zip(&scales).map(|((beta, mean), scale)| beta - mean * scale));
    let own = &values[start..];
    if own.iter().all(|value| value.is_finite()) { Ok(()) } else { Err(BackboneError::Values(name.clone())) }
}

fn read_tensor(file: &SafeTensors<'_>, name: &str, shape: &[usize]) -> Result<Vec<f32>, BackboneError> {
    let tensor = file.tensor(name).map_err(|_| BackboneError::Missing(name.to_owned()))?;
    if tensor.shape() != shape {
        let (found, wanted) = (tensor.shape().to_vec(), shape.to_vec());
        return Err(BackboneError::Shape { name: name.to_owned(), found, wanted });
    }
    if tensor.dtype() != Dtype::F32 {
        return Err(BackboneError::Type { name: name.to_owned(), found: format!("{:?}", tensor.dtype()) });
    }
    let values: Vec<f32> =
        tensor.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    if values.iter().all(|value| value.is_finite()) {
        Ok(values)
    } else {
        Err(BackboneError::Values(name.to_owned()))
    }
}
