//! The file with the network's weights: 8-bit integers with a scale for each output channel. The first layers have few weights,
//! and what is rounded there goes through all others: small layers are in half precision.

use std::collections::HashMap;

use half::f16;
use safetensors::{Dtype, SafeTensorError, SafeTensors, tensor::TensorView};
use thiserror::Error;

use crate::layers::{Layer, layers};
use facade_text as text;

/// Layers with fewer weights are in half precision. That adds 44 kB to the file, and more than halves the error of features.
const SMALL: usize = 8192;

/// Version of the file. It is changed with everything that changes features.
pub const VERSION: &str = "1";

/// Why a file with weights cannot be used. As text it is a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExtractorError {
    /// It is damaged or no such file.
    #[error("{}", text::extractor_damaged())]
    Damaged,
    /// There is none: the page was built without it.
    #[error("{}", text::extractor_missing())]
    Missing,
    /// It belongs to another version of the page.
    #[error("{}", text::extractor_other_version())]
    OtherVersion,
}

impl From<SafeTensorError> for ExtractorError {
    fn from(_: SafeTensorError) -> Self {
        ExtractorError::Damaged
    }
}

/// Weights and biases by the names of their layers.
pub(crate) struct Weights<'a> {
    tensors: SafeTensors<'a>,
}

impl<'a> Weights<'a> {
    /// Reads a file.
    ///
    /// # Errors
    /// If it is damaged or of another version.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, ExtractorError> {
        let (_, header) = SafeTensors::read_metadata(bytes)?;
        let version = header.metadata().as_ref().and_then(|metadata| metadata.get("version"));
        if version.is_none_or(|version| version != VERSION) {
            return Err(ExtractorError::OtherVersion);
        }
        Ok(Weights { tensors: SafeTensors::deserialize(bytes)? })
    }

    /// The weights of a layer, in the order of [`Layer::shape`], and its biases.
    pub(crate) fn layer(&self, layer: &Layer) -> Result<(Vec<f32>, Vec<f32>), ExtractorError> {
        let (name, [outputs, inputs, height, width]) = (&layer.name, layer.shape);
        let values = inputs * height * width;
        let weight = self.tensors.tensor(&format!("{name}.weight"))?;
        let bias = self.floats(&format!("{name}.bias"), outputs)?;
        let bytes = match weight.dtype() {
            Dtype::I8 => 1,
            Dtype::F16 => 2,
            _ => return Err(ExtractorError::Damaged),
        };
        if weight.data().len() != outputs * values * bytes {
            return Err(ExtractorError::Damaged);
        }
        if weight.dtype() == Dtype::F16 {
            let weight: Vec<f32> = weight
                .data()
                .as_chunks::<2>()
                .0
                .iter()
                .map(|bytes| f16::from_le_bytes(*bytes).to_f32())
                .collect();
            let finite = weight.iter().all(|value| value.is_finite());
            return if finite { Ok((weight, bias)) } else { Err(ExtractorError::Damaged) };
        }
        let scale = self.floats(&format!("{name}.scale"), outputs)?;
        let rows = weight.data().chunks_exact(values.max(1)).zip(&scale);
        let weight = rows
            .flat_map(|(row, scale)| row.iter().map(move |&level| f32::from(level.cast_signed()) * scale))
            .collect();
        Ok((weight, bias))
    }

    fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, ExtractorError> {
        let tensor = self.tensors.tensor(name)?;
        if tensor.dtype() != Dtype::F32 || tensor.data().len() != 4 * count {
            return Err(ExtractorError::Damaged);
        }
        let values: Vec<f32> =
            tensor.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if values.iter().all(|value| value.is_finite()) { Ok(values) } else { Err(ExtractorError::Damaged) }
    }
}

/// A layer with its weights and biases.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedLayer {
    /// The layer.
    pub layer: Layer,
    /// In the order of [`Layer::shape`].
    pub weight: Vec<f32>,
    /// One for each output.
    pub bias: Vec<f32>,
}

/// All layers of a file, in the order of computation.
///
/// # Errors
/// If it is damaged or of another version.
pub fn read_layers(file: &[u8]) -> Result<Vec<WeightedLayer>, ExtractorError> {
    let weights = Weights::read(file)?;
    let read = |layer: Layer| {
        let (weight, bias) = weights.layer(&layer)?;
        Ok(WeightedLayer { layer, weight, bias })
    };
    layers().into_iter().map(read).collect()
}

/// The weights of a file that is being made.
#[derive(Default)]
pub struct WeightsFile {
    tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)>,
}

impl WeightsFile {
    /// Adds a layer: its weights, `shape`, whose first axis is that of the outputs, and a bias for each output.
    pub fn add(&mut self, name: &str, shape: &[usize], weight: &[f32], bias: &[f32]) {
        let bytes = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect();
        self.tensors.push((format!("{name}.bias"), Dtype::F32, vec![bias.len()], bytes(bias)));
        if weight.len() < SMALL {
            let halves = weight.iter().flat_map(|value| f16::from_f32(*value).to_le_bytes()).collect();
            self.tensors.push((format!("{name}.weight"), Dtype::F16, shape.to_vec(), halves));
            return;
        }
        let (levels, scale) = quantise(weight, bias.len());
        let levels = levels.into_iter().map(i8::cast_unsigned).collect();
        self.tensors.push((format!("{name}.weight"), Dtype::I8, shape.to_vec(), levels));
        self.tensors.push((format!("{name}.scale"), Dtype::F32, vec![scale.len()], bytes(&scale)));
    }

    /// The file's bytes. `about` says where the weights are from.
    ///
    /// # Errors
    /// If a shape does not fit its weights.
    pub fn bytes(&self, about: &[(&str, &str)]) -> Result<Vec<u8>, SafeTensorError> {
        let mut views: Vec<(&str, TensorView<'_>)> = Vec::new();
        for (name, dtype, shape, data) in &self.tensors {
            views.push((name, TensorView::new(*dtype, shape.clone(), data)?));
        }
        let about = about.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let version = ("version".to_owned(), VERSION.to_owned());
        let metadata: HashMap<String, String> = about.chain([version]).collect();
        safetensors::serialize(views, Some(metadata))
    }
}

/// Weights, `[outputs, values]`, as 8-bit integers, and the scale of each output: its largest weight is 127.
pub fn quantise(weight: &[f32], outputs: usize) -> (Vec<i8>, Vec<f32>) {
    let (mut levels, mut scales) = (Vec::with_capacity(weight.len()), Vec::with_capacity(outputs));
    for row in weight.chunks_exact((weight.len() / outputs.max(1)).max(1)) {
        let largest = row.iter().fold(0f32, |largest, value| largest.max(value.abs()));
        let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        levels.extend(row.iter().map(|value| (value / scale).round() as i8));
        scales.push(scale);
    }
    (levels, scales)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::Purpose;

    fn layer(name: &str, outputs: usize, inputs: usize) -> Layer {
        Layer { name: name.to_owned(), purpose: Purpose::Expand, shape: [outputs, inputs, 1, 1], stride: 1 }
    }

    #[test]
    fn weights_are_read_back_to_half_a_level() {
        let (mut weight, bias) = (vec![0f32; 2 * SMALL], [1.5f32, -2.0]);
        weight[..3].copy_from_slice(&[0.5, -1.27, 0.013]);
        let mut file = WeightsFile::default();
        file.add("a", &[2, SMALL], &weight, &bias);
        let bytes = file.bytes(&[("origin", "a test")]).unwrap();
        let read = Weights::read(&bytes).unwrap();
        let (again, biases) = read.layer(&layer("a", 2, SMALL)).unwrap();
        assert_eq!(biases, bias);
        for (one, other) in weight.iter().zip(&again) {
            assert!((one - other).abs() <= 0.005, "{one} {other}");
        }
        assert_eq!(
            read.layer(&layer("a", 4, SMALL / 2)).err(),
            Some(ExtractorError::Damaged),
            "another shape"
        );
        assert_eq!(read.layer(&layer("b", 2, 3)).err(), Some(ExtractorError::Damaged));
    }

    #[test]
    fn small_layers_are_in_half_precision() {
        let (weight, bias) = ([0.5f32, -1.27, 0.013, 12.0, 0.0, -0.001], [1.5f32, -2.0]);
        let mut file = WeightsFile::default();
        file.add("a", &[2, 3], &weight, &bias);
        let bytes = file.bytes(&[]).unwrap();
        let (again, biases) = Weights::read(&bytes).unwrap().layer(&layer("a", 2, 3)).unwrap();
        assert_eq!(biases, bias);
        assert!(weight.iter().zip(&again).all(|(one, other)| (one - other).abs() <= 0.0005 * one.abs()));
    }

    #[test]
    fn damaged_files_and_other_versions_are_errors() {
        let error = |bytes: &[u8]| Weights::read(bytes).err();
        assert_eq!(error(b""), Some(ExtractorError::Damaged));
        assert_eq!(error(b"<!doctype html>"), Some(ExtractorError::Damaged));
        let other = HashMap::from([("version".to_owned(), "0".to_owned())]);
        let none: Vec<(&str, TensorView<'_>)> = Vec::new();
        let bytes = safetensors::serialize(none, Some(other)).unwrap();
        assert_eq!(error(&bytes), Some(ExtractorError::OtherVersion));
        let mut file = WeightsFile::default();
        file.add("a", &[1, 2], &[1.0, 2.0], &[f32::NAN]);
        let bytes = file.bytes(&[]).unwrap();
        let read = Weights::read(&bytes).unwrap();
        assert_eq!(read.layer(&layer("a", 1, 2)).err(), Some(ExtractorError::Damaged), "not a number");
        assert_eq!(error(&bytes[..bytes.len() - 1]), Some(ExtractorError::Damaged), "cut off");
    }
}
