//! Weights of a network that was trained on other photos, from the visitor's file.

use std::cell::RefCell;
use std::rc::Weak;

use safetensors::{Dtype, SafeTensors};
use thiserror::Error;

use super::{Layout, ParamEntry};
use facade_data::Dataset;
use facade_protocol::MAX_FILE;
use facade_spec::{Architecture, Config, ModelKind, networks};
use facade_text as text;

/// Features of the photos of each house.
type HouseFeatures = Vec<Vec<f32>>;

/// Weights of a network, each batch normalisation folded into the convolution before it.
#[derive(Debug)]
pub struct Backbone {
    architecture: Architecture,
    /// Weight, then bias, of each convolution, in the layout's order.
    pub(crate) values: Vec<f32>,
    /// Features of the data set that it was last applied to, so the next run need not compute them again.
    pub(crate) cached_features: RefCell<Option<(Weak<Dataset>, HouseFeatures)>>,
}

/// Upper bound on the header; that of an EfficientNet-Lite0 takes a thirtieth.
const MAX_HEADER: u64 = 1 << 20;

/// Why a file is not a usable backbone. The message is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BackboneError {
    /// Not a safetensors file.
    #[error("{}", text::backbone_other())]
    NotSafetensors,
    /// A safetensors file that is too large.
    #[error("{}", text::backbone_large())]
    TooLarge,
    /// It has the first convolution of none of the networks.
    #[error("{}", text::backbone_unknown())]
    Unknown,
    /// A tensor is missing.
    #[error("{}", text::t!(backbone_missing, name = .0, network = .1.title()))]
    Missing(String, Architecture),
    /// A tensor of a deeper network.
    #[error("{}", text::t!(backbone_deeper, name = .0, network = .1.title()))]
    Deeper(String, Architecture),
    /// A tensor has the wrong shape.
    #[error("{}", text::t!(backbone_shape, name, found = format!("{found:?}"), wanted = format!("{wanted:?}"), network = network.title()))]
    Shape {
        /// The tensor.
        name: String,
        /// Its shape.
        found: Vec<usize>,
        /// Expected shape.
        wanted: Vec<usize>,
        /// The network that the file is taken for.
        network: Architecture,
    },
    /// A tensor has the wrong data type.
    #[error("{}", text::t!(backbone_type, name, found))]
    Type {
        /// The tensor.
        name: String,
        /// Its data type.
        found: String,
    },
    /// A tensor holds values that are not finite, or a negative variance.
    #[error("{}", text::backbone_values(.0))]
    Values(String),
}

impl Backbone {
    /// Parameters in the layout's order.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// What the file contains.
    pub fn architecture(&self) -> Architecture {
        self.architecture
    }

    /// Reads a safetensors file: a ResNet-18 with the names of torchvision or timm, or an EfficientNet-Lite0 with those of
    /// timm. It is recognised by the name of its first convolution.
    ///
    /// # Errors
    /// If it is neither, or not in single precision.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BackboneError> {
        let length = bytes.first_chunk().map(|length| u64::from_le_bytes(*length));
        let length = length.ok_or(BackboneError::NotSafetensors)?;
        if bytes.len() > MAX_FILE || (MAX_HEADER..bytes.len() as u64).contains(&length) {
            return Err(BackboneError::TooLarge);
        }
        let tensors = SafeTensors::deserialize(bytes).map_err(|_| BackboneError::NotSafetensors)?;
        let has = |convolution: &str| tensors.tensor(&format!("{convolution}.weight")).is_ok();
        let architecture = match [has("conv1"), has("conv_stem")] {
            [true, _] => Architecture::Resnet18,
            [_, true] => Architecture::EfficientnetLite0,
            _ => return Err(BackboneError::Unknown),
        };
        let file = File { tensors, architecture };
        let convolutions = convolutions(architecture);
        let mut values = Vec::new();
        for conv in &convolutions {
            file.fold_batch_norm(conv, &mut values)?;
        }
        // A deeper network has all of these names and more.
        let block = match architecture {
            Architecture::Resnet18 => "layer",
            Architecture::EfficientnetLite0 => "blocks.",
        };
        let expected = |name: &str| {
            !name.starts_with(block)
                || convolutions
                    .iter()
                    .flat_map(|conv| &conv.names)
                    .any(|own| name.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('.')))
        };
        match file.tensors.names().into_iter().filter(|name| !expected(name)).min() {
            Some(name) => Err(BackboneError::Deeper(name.to_owned(), architecture)),
            None => Ok(Backbone { architecture, values, cached_features: RefCell::default() }),
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
fn convolutions(architecture: Architecture) -> Vec<Conv> {
    let config = Config { model: ModelKind::Backbone, architecture, ..Config::default() };
    let conv = |entry: ParamEntry| {
        let name = entry.name.strip_prefix("backbone.")?.strip_suffix(".weight")?.to_owned();
        Some((name, entry.shape))
    };
    let entries = Layout::of(&networks::graph(&config, 0)).frozen.into_iter().filter_map(conv);
    let mut all: Vec<Conv> = Vec::new();
    for (name, shape) in entries {
        // In each block, normalisations are numbered as the convolutions before them follow each other.
        let (block, last) = name.rfind('.').map_or(("", &*name), |dot| name.split_at(dot + 1));
        let of_block =
            |conv: &&Conv| conv.names[0].strip_prefix(block).is_some_and(|rest| !rest.contains('.'));
        let norm = match last {
            "0" => format!("{block}1"),
            _ => format!("{block}bn{}", all.iter().filter(of_block).count() + 1),
        };
        all.push(Conv { names: [name, norm], shape });
    }
    all
}

/// A file that is taken for a network.
struct File<'a> {
    tensors: SafeTensors<'a>,
    architecture: Architecture,
}

impl File<'_> {
    /// Epsilon of its batch normalisations: PyTorch's default, or TensorFlow's.
    fn epsilon(&self) -> f32 {
        match self.architecture {
            Architecture::Resnet18 => 1e-5,
            Architecture::EfficientnetLite0 => 1e-3,
        }
    }

    /// Appends a convolution's weight and bias, with the batch normalisation folded in.
    fn fold_batch_norm(&self, conv: &Conv, values: &mut Vec<f32>) -> Result<(), BackboneError> {
        let [name, norm] = &conv.names;
        let outputs = conv.shape[0];
        let weight = self.tensor(&format!("{name}.weight"), &conv.shape)?;
        let vector = |part: &str| self.tensor(&format!("{norm}.{part}"), &[outputs]);
        let (gamma, beta) = (vector("weight")?, vector("bias")?);
        let (mean, variance) = (vector("running_mean")?, vector("running_var")?);
        if variance.iter().any(|variance| *variance < 0.0) {
            return Err(BackboneError::Values(format!("{norm}.running_var")));
        }
        let epsilon = self.epsilon();
        let scales: Vec<f32> = gamma.iter().zip(&variance).map(|(g, v)| g / (v + epsilon).sqrt()).collect();
        let (each, start) = (weight.len() / outputs, values.len());
        values.extend(
            weight.chunks_exact(each).zip(&scales).flat_map(|(w, scale)| w.iter().map(move |w| w * scale)),
        );
        values.extend(beta.iter().zip(&mean).zip(&scales).map(|((beta, mean), scale)| beta - mean * scale));
        let own = &values[start..];
        if own.iter().all(|value| value.is_finite()) {
            Ok(())
        } else {
            Err(BackboneError::Values(name.clone()))
        }
    }

    fn tensor(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, BackboneError> {
        let network = self.architecture;
        let tensor =
            self.tensors.tensor(name).map_err(|_| BackboneError::Missing(name.to_owned(), network))?;
        if tensor.shape() != shape {
            let (found, wanted) = (tensor.shape().to_vec(), shape.to_vec());
            return Err(BackboneError::Shape { name: name.to_owned(), found, wanted, network });
        }
        if tensor.dtype() != Dtype::F32 {
            return Err(BackboneError::Type {
                name: name.to_owned(),
                found: format!("{:?}", tensor.dtype()),
            });
        }
        let values: Vec<f32> =
            tensor.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(BackboneError::Values(name.to_owned()))
        }
    }
}
