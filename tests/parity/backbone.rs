//! Compares a ResNet-18 and an EfficientNet-Lite0 with PyTorch's (`tests/fixtures/make_backbone.py`): loading a file with the names of
//! torchvision and timm, features, loss, and gradients.

use burn::tensor::{Device, Tensor, TensorData};
use facade_nn::model::{Backbone, Batch, Network};
use facade_nn::training::Criterion;
use facade_spec::{Architecture, Config, ModelKind};

use super::lite0;
use super::recorded::{Fixture, Outputs, host, split, vector};
use super::resnet18::{self, around, drawn, file};

/// Both networks.
pub(crate) const BOTH: [Architecture; 2] = [Architecture::Resnet18, Architecture::EfficientnetLite0];

const RESNET18: Fixture = Fixture(include_bytes!("../fixtures/parity/backbone.safetensors"));
const LITE0: Fixture = Fixture(include_bytes!("../fixtures/parity/lite0.safetensors"));
const HOUSES: usize = 2;
const PHOTOS: usize = 2;
const TILE: usize = 40;
/// The largest number of recorded values per gradient.
const SAMPLES: usize = 64;

/// With trained convolutions, for the gradients.
fn network(architecture: Architecture) -> Network {
    let config =
        Config { model: ModelKind::Backbone, architecture, tile: TILE, photos: PHOTOS, ..Config::default() };
    Network::of(&config.fine_tuned(), 0)
}

/// The recorded values of a gradient, at equal distances.
fn sampled(gradient: Vec<f32>) -> Vec<f32> {
    let step = gradient.len().div_ceil(SAMPLES);
    gradient.into_iter().step_by(step).collect()
}

/// PyTorch's outputs.
pub(crate) fn in_pytorch(architecture: Architecture) -> Outputs {
    let recorded = match architecture {
        Architecture::Resnet18 => RESNET18,
        Architecture::EfficientnetLite0 => LITE0,
    };
    let network = network(architecture);
    let gradients = network.layout().weights.iter().map(|entry| recorded.values(&entry.name)).collect();
    Outputs {
        loss: recorded.values("loss"),
        gradients,
        evaluation: recorded.values("predicted"),
        ..Outputs::default()
    }
}

/// A device's outputs.
pub(crate) async fn on(device: &Device, architecture: Architecture) -> Outputs {
    let network = network(architecture);
    let (parameters, features, middle) = match architecture {
        Architecture::Resnet18 => (resnet18::parameters(), 512, 0.0),
        Architecture::EfficientnetLite0 => (lite0::parameters(), 1280, 0.02),
    };
    let backbone = Backbone::from_bytes(&file(&parameters)).expect("a backbone");
    assert_eq!(backbone.architecture(), architecture);
    let head = around("head", PHOTOS * features, middle, 0.1);
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
