//! Compares the other networks of the tutorial's series, and the losses, with states recorded from Keras
//! (`tests/fixtures/make_networks.py`).

use burn::tensor::{Device, Tensor, TensorData};
use facade_nn::model::{Batch, Layout, Network};
use facade_nn::training::Criterion;
use facade_spec::{Config, ModelKind};

use super::recorded::{Fixture, Outputs, host, split, vector};

/// Networks other than the reference.
pub(crate) const KINDS: [ModelKind; 4] =
    [ModelKind::Single, ModelKind::Branches, ModelKind::Mlp, ModelKind::Mixed];

/// Every loss, with its name and settings in the fixture.
pub(crate) const CRITERIA: [(&str, Criterion); 6] = [
    ("mape", Criterion::Mape),
    ("log_mape", Criterion::LogMape(0.9)),
    ("mae", Criterion::Mae),
    ("mse", Criterion::Mse),
    ("huber", Criterion::Huber(1.0)),
    ("quantile", Criterion::Quantile(0.3)),
];

const RECORDED: Fixture = Fixture(include_bytes!("../fixtures/parity/networks.safetensors"));
const TILE: usize = 8;
const HOUSES: usize = 6;
const ATTRIBUTES: usize = 7;

fn network(model: ModelKind) -> Network {
    Network::of(&Config { model, tile: TILE, filters: vec![3, 5], ..Config::default() }, ATTRIBUTES)
}

/// Keras's outputs for a network.
pub(crate) fn in_keras(model: ModelKind) -> Outputs {
    let network = network(model);
    let name = model.name();
    let running_stats = RECORDED.maybe(&format!("{name}.moving_after"));
    RECORDED.outputs(name, &network.layout().weights, running_stats, Vec::new())
}

/// A device's outputs for the same state.
pub(crate) async fn on(device: &Device, model: ModelKind, criterion: Criterion) -> Outputs {
    let network = network(model);
    let Layout { weights, .. } = network.layout();
    let name = model.name();
    let take = |what: &str| RECORDED.maybe(&format!("{name}.{what}"));
    let state = [&vector(take("weights"), device), &vector(take("moving"), device)];
    let inputs = inputs(model, &take("photos"), take("attributes"), device);
    let ones = |units| Tensor::ones([HOUSES, units], device);
    let batch = Batch {
        inputs: inputs.clone(),
        dropout: network.dropout_units().into_iter().map(ones).collect(),
        targets: vector(take("targets"), device),
        member_mask: None,
    };
    let done = network.step(state, batch, criterion);
    Outputs {
        loss: host(done.loss).await,
        gradients: split(&host(done.gradient).await, weights),
        evaluation: host(network.predict(state, inputs).flatten(0, 1)).await,
        running_stats: if network.layout().running_stats.is_empty() {
            Vec::new()
        } else {
            host(done.running_stats).await
        },
        adam: Vec::new(),
    }
}

/// The inputs of each branch.
fn inputs(model: ModelKind, photos: &[f32], attributes: Vec<f32>, device: &Device) -> Vec<Tensor<2>> {
    let size = 3 * TILE * TILE;
    let rows = |values: Vec<f32>| {
        let across = values.len() / HOUSES;
        Tensor::from_data(TensorData::new(values, [HOUSES, across]), device)
    };
    match model {
        ModelKind::Single => vec![rows(photos.to_vec())],
        ModelKind::Branches => (0..4)
            .map(|photo| rows(photos.chunks(size).skip(photo).step_by(4).flatten().copied().collect()))
            .collect(),
        ModelKind::Mlp => vec![rows(attributes)],
        _ => vec![rows(attributes), rows(montages(photos))],
    }
}

/// The montages: bathroom, bedroom, frontal, kitchen clockwise.
fn montages(photos: &[f32]) -> Vec<f32> {
    let mut all = Vec::new();
    for house in photos.chunks(4 * 3 * TILE * TILE) {
        for channel in 0..3 {
            for y in 0..2 * TILE {
                for x in 0..2 * TILE {
                    let photo = [[0, 1], [3, 2]][y / TILE][x / TILE];
                    all.push(house[((photo * 3 + channel) * TILE + y % TILE) * TILE + x % TILE]);
                }
            }
        }
    }
    all
}

/// A loss and its slopes by the predictions, measured with a network of one linear unit.
pub(crate) async fn loss(device: &Device, criterion: Criterion) -> (f32, Vec<f32>) {
    // Each house has a weight of its own, its prediction, so the gradient of the weights is the slopes of the loss.
    let config =
        Config { model: ModelKind::TunedPhotos, tile: 16, photos: 1, filters: vec![1], ..Config::default() };
    let network = Network::of(&config, 0);
    let features = config.features();
    let predicted = RECORDED.values("loss.predicted");
    let mut weights = predicted.clone();
    weights.resize(features + 1, 0.0);
    let mut inputs = vec![0.0; HOUSES * features];
    (0..HOUSES).for_each(|house| inputs[house * features + house] = 1.0);
    let batch = Batch {
        inputs: vec![Tensor::from_data(TensorData::new(inputs, [HOUSES, features]), device)],
        dropout: vec![Tensor::ones([HOUSES, 1], device)],
        targets: vector(RECORDED.values("loss.actual"), device),
        member_mask: None,
    };
    let done = network.step([&vector(weights, device), &vector(vec![0.0], device)], batch, criterion);
    let slopes = host(done.gradient).await;
    (host(done.loss).await[0], slopes[..HOUSES].to_vec())
}

/// The value and slopes of a loss in Keras.
pub(crate) fn loss_in_keras(name: &str) -> (f32, Vec<f32>) {
    (RECORDED.values(&format!("loss.{name}.value"))[0], RECORDED.values(&format!("loss.{name}.slopes")))
}

/// The largest difference of two losses and their slopes, relative where a value is above one.
pub(crate) fn difference(ours: &(f32, Vec<f32>), theirs: &(f32, Vec<f32>)) -> f32 {
    let of = |(ours, theirs): (&f32, &f32)| (ours - theirs).abs() / theirs.abs().max(1.0);
    let slopes = ours.1.iter().zip(&theirs.1).map(of);
    slopes.chain([of((&ours.0, &theirs.0))]).fold(0.0, |worst, of| if of <= worst { worst } else { of })
}
