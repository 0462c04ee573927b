//! Compares the pretrained network on a device with the same on the CPU (`crates/features`), with generated weights.

use burn::tensor::Device;
use facade_features::{Extractor, ExtractorError, Layer, WeightedLayer, layers};
use facade_nn::model::DeviceExtractor;

use super::resnet18::{around, drawn};

/// Largest difference of a mean, relative to the largest. They are sums in another order, and over 49 layers.
pub(crate) const LIMIT: f32 = 1e-4;
const PHOTOS: usize = 2;

/// Weights with which the values of each layer spread about as widely as those before it.
fn weighted(layer: Layer) -> WeightedLayer {
    let values = layer.shape.iter().product();
    let reach = (6.0 / layer.shape[1..].iter().product::<usize>() as f32).sqrt();
    let weight = around(&format!("{}.weight", layer.name), values, 0.0, reach);
    let bias = around(&format!("{}.bias", layer.name), layer.shape[0], 0.0, 0.2);
    WeightedLayer { layer, weight, bias }
}

/// The layers with their weights.
pub(crate) fn network() -> Vec<WeightedLayer> {
    layers().into_iter().map(weighted).collect()
}

/// The same network on the CPU.
pub(crate) fn on_cpu(layers: &[WeightedLayer]) -> Extractor {
    let weights = |layer: &Layer| {
        let found = layers.iter().find(|found| found.layer == *layer).ok_or(ExtractorError::Damaged)?;
        Ok((found.weight.clone(), found.bias.clone()))
    };
    Extractor::new(weights).expect("all layers")
}

/// RGB.
pub(crate) fn photo(number: usize) -> Vec<u8> {
    let name = format!("photo {number}");
    drawn(&name, 3 * Extractor::SIDE * Extractor::SIDE)
        .into_iter()
        .map(|drawn| (drawn * 255.0) as u8)
        .collect()
}

/// Milliseconds per photo: on the CPU by `crates/features`, and on a device. By turns, the best of some rounds.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn times(device: &Device, photos: usize) -> [f64; 2] {
    const ROUNDS: usize = 5;
    let layers = network();
    let (cpu, on_device) = (on_cpu(&layers), DeviceExtractor::new(&layers, device));
    let photos: Vec<Vec<u8>> = (0..photos).map(photo).collect();
    let photos: Vec<&[u8]> = photos.iter().map(Vec::as_slice).collect();
    let mut best = [f64::MAX; 2];
    for _ in 0..ROUNDS {
        let start = facade_platform::now_ms();
        let found: Vec<_> = photos.iter().map(|photo| cpu.look(photo).quarters()).collect();
        let between = facade_platform::now_ms();
        let again = on_device.quarters(&photos).await.expect("a device that works");
        assert_eq!(found.len(), again.len());
        let each = [between - start, facade_platform::now_ms() - between].map(|ms| ms / photos.len() as f64);
        best = [0, 1].map(|which| best[which].min(each[which]));
    }
    best
}

/// The largest difference between a device and the CPU, relative to the largest mean.
pub(crate) async fn difference(device: &Device) -> f32 {
    let layers = network();
    let cpu = on_cpu(&layers);
    let photos: Vec<Vec<u8>> = (0..PHOTOS).map(photo).collect();
    let expected: Vec<f32> = photos.iter().flat_map(|photo| cpu.look(photo).quarters()).collect();
    let photos: Vec<&[u8]> = photos.iter().map(Vec::as_slice).collect();
    let found = DeviceExtractor::new(&layers, device).quarters(&photos).await.expect("a device that works");
    let found = found.concat();
    assert_eq!(found.len(), expected.len());
    let largest = expected.iter().fold(0f32, |largest, value| largest.max(value.abs()));
    let apart = found.iter().zip(&expected).map(|(one, other)| (one - other).abs());
    // A difference that is not a number is the largest.
    apart.fold(0f32, |worst, each| if each <= worst { worst } else { each }) / largest
}
