//! `backbone`: a ResNet-18 from a file of the visitor's, frozen or fine-tuned, and a linear layer over what it makes of a house's
//! photos.

use std::cell::RefCell;
use std::rc::Weak;

use safetensors::{Dtype, SafeTensors};
use thiserror::Error;

use super::features::Features;
use super::member::{Branch, Member};
use super::network::Network;
use super::resnet::{Conv, ResNet};
use super::{Layout, View, standard};
use facade_data::Dataset;
use facade_protocol::MAX_FILE;
use facade_spec::Config;
use facade_text as text;

/// A ResNet-18's weights, each normalisation folded into the convolution before it.
#[derive(Debug)]
pub struct Backbone {
    /// In the layout's order: of each convolution weight and bias.
    pub(crate) values: Vec<f32>,
    /// The houses that it has seen last, and what it makes of each: the next run need not look at them again.
    pub(crate) seen: RefCell<Option<(Weak<Dataset>, Features)>>,
}

/// What a normalisation adds to a variance: PyTorch's default. Keras's is 1e-3.
const EPSILON: f32 = 1e-5;
/// Its names and shapes take a tenth of this.
const MAX_HEADER: u64 = 1 << 20;

/// Why a file is no ResNet-18. Its text is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BackboneError {
    /// Something else altogether.
    #[error("{}", text::resnet_other())]
    NotSafetensors,
    /// Of something much larger.
    #[error("{}", text::resnet_large())]
    TooLarge,
    /// Something that it needs is not there.
    #[error("{}", text::resnet_missing(.0))]
    Missing(String),
    /// Something is there that it would not use.
    #[error("{}", text::resnet_deeper(.0))]
    Deeper(String),
    /// Another shape.
    #[error("{}", text::resnet_shape(name, format!("{found:?}"), format!("{wanted:?}")))]
    Shape {
        /// Of which.
        name: String,
        /// As it is.
        found: Vec<usize>,
        /// As it should be.
        wanted: Vec<usize>,
    },
    /// Another type.
    #[error("{}", text::resnet_type(name, found))]
    Type {
        /// Of which.
        name: String,
        /// As it is.
        found: String,
    },
    /// Values that are none.
    #[error("{}", text::resnet_values(.0))]
    Values(String),
}

impl Backbone {
    /// Its parameters, in the layout's order.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// From a safetensors file in the names of torchvision and timm.
    ///
    /// # Errors
    /// If it is no ResNet-18 in single precision.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BackboneError> {
        let length = bytes.first_chunk().map(|length| u64::from_le_bytes(*length));
        let length = length.ok_or(BackboneError::NotSafetensors)?;
        if bytes.len() > MAX_FILE || (MAX_HEADER..bytes.len() as u64).contains(&length) {
            return Err(BackboneError::TooLarge);
        }
        let file = SafeTensors::deserialize(bytes).map_err(|_| BackboneError::NotSafetensors)?;
        let network = ResNet::new();
        let mut values = Vec::with_capacity(network.len());
        for conv in network.convolutions() {
            fold(&file, conv, &mut values)?;
        }
        // A deeper network has all of these names, and more of the same.
        let known = |name: &str| {
            !name.starts_with("layer")
                || network
                    .convolutions()
                    .flat_map(|conv| &conv.names)
                    .any(|own| name.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('.')))
        };
        match file.names().into_iter().filter(|name| !known(name)).min() {
            Some(name) => Err(BackboneError::Deeper(name.to_owned())),
            None => Ok(Backbone { values, seen: RefCell::default() }),
        }
    }
}

/// Adds a convolution's weight and bias, with its normalisation in them.
fn fold(file: &SafeTensors<'_>, conv: &Conv, values: &mut Vec<f32>) -> Result<(), BackboneError> {
    let [name, norm] = &conv.names;
    let outputs = conv.shape[0];
    let weight = take(file, &format!("{name}.weight"), &conv.shape)?;
    let vector = |part: &str| take(file, &format!("{norm}.{part}"), &[outputs]);
    let (gamma, beta) = (vector("weight")?, vector("bias")?);
    let (mean, variance) = (vector("running_mean")?, vector("running_var")?);
    if variance.iter().any(|variance| *variance < 0.0) {
        return Err(BackboneError::Values(format!("{norm}.running_var")));
    }
    let scales: Vec<f32> = gamma.iter().zip(&variance).map(|(g, v)| g / (v + EPSILON).sqrt()).collect();
    let each = weight.len() / outputs;
    values.extend(
        weight.chunks_exact(each).zip(&scales).flat_map(|(w, scale)| w.iter().map(move |w| w * scale)),
    );
    values.extend(beta.iter().zip(&mean).zip(&scales).map(|((beta, mean), scale)| beta - mean * scale));
    let own = &values[values.len() - conv.len()..];
    if own.iter().all(|value| value.is_finite()) { Ok(()) } else { Err(BackboneError::Values(name.clone())) }
}

fn take(file: &SafeTensors<'_>, name: &str, shape: &[usize]) -> Result<Vec<f32>, BackboneError> {
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

/// The network that the settings name. Fine-tuned, its convolutions' parameters are the first of the weights; frozen, of the fixed
/// values.
pub(super) fn network(mut layout: Layout, config: &Config) -> Network {
    let resnet = ResNet::new();
    let mut lay = |name: &str, shape: Vec<usize>| {
        let name = format!("backbone.{name}");
        if config.fine_tune { layout.known(&name, shape) } else { layout.fixed(&name, shape) }
    };
    for conv in resnet.convolutions() {
        lay(&format!("{}.weight", conv.names[0]), conv.shape.to_vec());
        lay(&format!("{}.bias", conv.names[0]), vec![conv.shape[0]]);
    }
    let branch = if config.fine_tune {
        (View::Each, Branch::Backbone(Box::new(resnet), config.photos))
    } else {
        standard::lay(&mut layout, "backbone", config.features());
        (View::Features, Branch::Given(config.features()))
    };
    let member = Member::linear(&mut layout, vec![branch], config.members.max(1));
    Network::new(layout, vec![member])
}

#[cfg(test)]
mod tests {
    use super::super::resnet::FEATURES;
    use super::*;
    use facade_spec::{BACKBONE_FEATURES, BACKBONE_PARAMETERS};

    #[test]
    fn the_settings_know_how_large_it_is() {
        assert_eq!(ResNet::new().len(), BACKBONE_PARAMETERS);
        assert_eq!(FEATURES, BACKBONE_FEATURES);
    }
}
