//! Compares a ResNet-18 with PyTorch's (`tests/fixtures/make_backbone.py`): loading a file with torchvision's names, features, loss, and
//! gradients.

use burn::tensor::{Device, Tensor, TensorData};
use facade_nn::model::{Backbone, Batch, Network};
use facade_nn::training::Criterion;
use facade_spec::{Config, ModelKind};

use super::recorded::{Fixture, Outputs, host, split, vector};
use super::resnet18::{around, drawn, file, parameters};

const RECORDED: Fixture = Fixture(include_bytes!("../fixtures/parity/backbone.safetensors"));
const HOUSES: usize = 2;
const PHOTOS: usize = 2;
const TILE: usize = 40;
/// The largest number of recorded values per gradient.
const SAMPLES: usize = 64;

fn network() -> Network {
    let config = Config { model: ModelKind::Backbone, tile: TILE, photos: PHOTOS, ..Config::default() };
    Network::of(&config.fine_tuned(), 0)
}

/// The recorded values of a gradient, at equal distances.
fn sampled(gradient: Vec<f32>) -> Vec<f32> {
    let step = gradient.len().div_ceil(SAMPLES);
    gradient.into_iter().step_by(step).collect()
}

/// PyTorch's outputs.
pub(crate) fn in_pytorch() -> Outputs {
    let gradients = network().layout().weights.iter().map(|entry| RECORDED.values(&entry.name)).collect();
    Outputs {
        loss: RECORDED.values("loss"),
        gradients,
        evaluation: RECORDED.values("predicted"),
        ..Outputs::default()
    }
}

/// A device's outputs.
pub(crate) async fn on(device: &Device) -> Outputs {
    let network = network();
    let backbone = Backbone::from_bytes(&file(&parameters())).expect("a ResNet-18");
    let features = PHOTOS * 512;
    let head = around("head", features, 0.0, 0.1);
    let weights = [backbone.values(), &head, &[0.5]].concat();
    let state = [&vector(weights, device), &vector(vec![0.0], device)];
    let photos = drawn("photos", HOUSES * PHOTOS * 3 * TILE * TILE);
    let across = photos.len() / HOUSES;
    let inputs = vec![Tensor::from_data(TensorData::new(photos, [HOUSES, across]), device)];
    let batch = Batch {
        inputs: inputs.clone(),
        dropout: vec![Tensor::ones([HOUSES, 1], device)],
        targets: vector(vec![0.25, -0.5], device),
        member_mask: None,
    };
    let done = network.step(state, batch, Criterion::Mse);
    let gradients = split(&host(done.gradient).await, &network.layout().weights);
    Outputs {
        loss: host(done.loss).await,
        gradients: gradients.into_iter().map(sampled).collect(),
        evaluation: host(network.predict(state, inputs).flatten(0, 1)).await,
        ..Outputs::default()
    }
}
