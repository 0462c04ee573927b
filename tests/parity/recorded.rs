//! States recorded from Keras, and the deviation of a device from them. `main.rs` uses them natively, `browser.rs` in the browser.

use burn::tensor::{Device, Tensor, TensorData};
use facade_nn::model::{Batch, Initializer, Layout, Network, ParamEntry};
use facade_nn::training::Criterion;
use facade_nn::training::optimizer::Adam;
use facade_spec::Config;
use safetensors::{Dtype, SafeTensors};
use serde::Serialize;

/// Training steps of the small fixture.
const STEPS: usize = 12;
/// Montage sizes and filters of the two networks.
const SMALL_SHAPE: (usize, &[usize]) = (8, &[3, 5]);
const FULL_SHAPE: (usize, &[usize]) = (64, &[16, 32, 64]);

/// The outputs of a training step and an evaluation from a recorded state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outputs {
    /// Training loss.
    pub(crate) loss: Vec<f32>,
    /// The gradient of each parameter.
    pub(crate) gradients: Vec<Vec<f32>>,
    /// Predictions in evaluation mode.
    pub(crate) evaluation: Vec<f32>,
    /// Running statistics after the step.
    pub(crate) running_stats: Vec<f32>,
    /// Weights and both moments after an Adam step on recorded gradients; empty for the full network.
    pub(crate) adam: Vec<Vec<f32>>,
}

/// The largest deviation of each kind.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Deviation {
    /// Of the training loss, relative.
    pub loss: f64,
    /// Of a parameter's gradient: L2 distance, relative to its norm or, if that is tiny, to a thousandth of the norm of the whole
    /// gradient.
    pub gradient: f64,
    /// Of a prediction in evaluation mode, relative to the largest of its batch.
    pub evaluation: f64,
    /// Of a running statistic, relative to the largest of them.
    pub running_stats: f64,
    /// Of weights and moments, relative to the largest of each vector: single moments pass through zero.
    pub adam: f64,
}

/// The largest deviations between two float32 implementations.
pub(crate) const LIMITS: Deviation =
    Deviation { loss: 1e-4, gradient: 1e-3, evaluation: 1e-5, running_stats: 1e-5, adam: 1e-6 };

impl Deviation {
    /// Compares two lists of outputs of the same states.
    pub(crate) fn between(ours: &[Outputs], theirs: &[Outputs]) -> Self {
        assert_eq!(ours.len(), theirs.len());
        let mut worst = Deviation::default();
        let raise = |worst: &mut f64, found: f64| *worst = worse(*worst, found);
        for (a, b) in ours.iter().zip(theirs) {
            assert_eq!([a.gradients.len(), a.adam.len()], [b.gradients.len(), b.adam.len()]);
            raise(&mut worst.loss, largest_difference(&a.loss, &b.loss));
            let floor = norm(&b.gradients.concat()) * 1e-3;
            for (a, b) in a.gradients.iter().zip(&b.gradients) {
                raise(&mut worst.gradient, distance(a, b) / norm(b).max(floor));
            }
            raise(&mut worst.evaluation, largest_difference(&a.evaluation, &b.evaluation));
            raise(&mut worst.running_stats, largest_difference(&a.running_stats, &b.running_stats));
            for (a, b) in a.adam.iter().zip(&b.adam) {
                raise(&mut worst.adam, largest_difference(a, b));
            }
        }
        worst
    }
}

/// Keras's outputs for a dozen states of the small network.
pub(crate) fn small_in_keras() -> Vec<Outputs> {
    let entries = layout(SMALL_SHAPE).weights;
    let outputs = |i: usize| {
        let next = |what: &str| SMALL.values(&format!("small.{}.{what}", i + 1));
        let adam = ["weights", "m", "v"].map(next).to_vec();
        SMALL.outputs(&format!("small.{i}"), &entries, next("moving"), adam)
    };
    (0..STEPS).map(outputs).collect()
}

/// A device's outputs for these states.
pub(crate) async fn small(device: &Device) -> Vec<Outputs> {
    let mut all = Vec::new();
    for i in 0..STEPS {
        let take = |what: &str| SMALL.values(&format!("small.{i}.{what}"));
        let state = ["weights", "moving", "images", "targets"].map(take);
        let mut outputs = outputs(SMALL_SHAPE, state, device).await;

        let on = |what| vector(take(what), device);
        let steps = SMALL.integer(&format!("small.{i}.t"));
        let mut adam = Adam { m: on("m"), v: on("v"), steps };
        let rates = adam.rates(&Config::default(), 1);
        let weights = adam.step(&on("weights"), &on("gradients"), &rates, 0);
        outputs.adam = vec![host(weights).await, host(adam.m).await, host(adam.v).await];
        all.push(outputs);
    }
    all
}

/// Keras's outputs for one state of the full network.
pub(crate) fn full_in_keras() -> Vec<Outputs> {
    let entries = layout(FULL_SHAPE).weights;
    vec![FULL.outputs("full", &entries, FULL.values("full.moving_after"), Vec::new())]
}

/// A device's outputs for this state.
pub(crate) async fn full(device: &Device) -> Vec<Outputs> {
    let layout = layout(FULL_SHAPE);
    let weights = generate(2631, &layout.weights);
    let running_stats = generate(2632, &layout.running_stats);
    let images = uniform(2633).take(8 * 3 * 64 * 64).collect();
    vec![outputs(FULL_SHAPE, [weights, running_stats, images, FULL.values("full.targets")], device).await]
}

/// A device's outputs for a network with odd sizes, filter counts that do not fill a kernel's group, and gammas of both signs.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn odd(device: &Device) -> Vec<Outputs> {
    const SHAPE: (usize, &[usize]) = (20, &[5, 3, 6]);
    let layout = layout(SHAPE);
    let spread = |seed, count| uniform(seed).take(count).map(|u| 2.0 * u - 1.0).collect();
    let running_stats = uniform(2642).take(layout.running_stats_len()).collect();
    let images = uniform(2643).take(5 * 3 * 20 * 20).collect();
    let targets = uniform(2644).take(5).map(|u| 0.5 + u).collect();
    vec![outputs(SHAPE, [spread(2641, layout.weights_len()), running_stats, images, targets], device).await]
}

fn layout((side, filters): (usize, &[usize])) -> Layout {
    network((side, filters)).layout().clone()
}

/// The reference network for montages of `side` pixels.
fn network((side, filters): (usize, &[usize])) -> Network {
    Network::of(&Config { tile: side / 2, filters: filters.to_vec(), ..Config::default() }, 0)
}

/// Runs a training step without dropout, and an evaluation, from weights, running statistics, images and targets.
async fn outputs(
    (side, filters): (usize, &[usize]),
    [weights, running_stats, images, targets]: [Vec<f32>; 4],
    device: &Device,
) -> Outputs {
    let network = network((side, filters));
    let layout = network.layout();
    assert_eq!([weights.len(), running_stats.len()], [layout.weights_len(), layout.running_stats_len()]);
    let (weights, running_stats) = (vector(weights, device), vector(running_stats, device));
    let houses = targets.len();
    let inputs = vec![Tensor::from_data(TensorData::new(images, [houses, 3 * side * side]), device)];
    let dropout =
        network.dropout_units().into_iter().map(|units| Tensor::ones([houses, units], device)).collect();
    let batch =
        Batch { inputs: inputs.clone(), dropout, targets: vector(targets, device), member_mask: None };
    let state = [&weights, &running_stats];
    let done = network.step(state, batch, Criterion::Mape);
    Outputs {
        loss: host(done.loss).await,
        gradients: split(&host(done.gradient).await, &layout.weights),
        evaluation: host(network.predict(state, inputs).flatten(0, 1)).await,
        running_stats: host(done.running_stats).await,
        adam: Vec::new(),
    }
}

/// Splits a flat vector into the parameters.
pub(crate) fn split(flat: &[f32], entries: &[ParamEntry]) -> Vec<Vec<f32>> {
    assert_eq!(Some(flat.len()), entries.last().map(|e| e.range().end));
    entries.iter().map(|entry| flat[entry.range()].to_vec()).collect()
}

/// A fixture file.
pub(crate) struct Fixture(pub(crate) &'static [u8]);

const SMALL: Fixture = Fixture(include_bytes!("../fixtures/parity/small.safetensors"));
const FULL: Fixture = Fixture(include_bytes!("../fixtures/parity/full.safetensors"));

impl Fixture {
    fn bytes(&self, name: &str, dtype: Dtype) -> Vec<[u8; 4]> {
        let file = SafeTensors::deserialize(self.0).unwrap();
        let tensor = file.tensor(name).unwrap();
        assert_eq!(tensor.dtype(), dtype, "{name}");
        tensor.data().chunks_exact(4).map(|b| b.try_into().unwrap()).collect()
    }

    /// Empty if the network does not have these values.
    pub(crate) fn maybe(&self, name: &str) -> Vec<f32> {
        let file = SafeTensors::deserialize(self.0).unwrap();
        if file.tensor(name).is_ok() { self.values(name) } else { Vec::new() }
    }

    pub(crate) fn values(&self, name: &str) -> Vec<f32> {
        self.bytes(name, Dtype::F32).into_iter().map(f32::from_le_bytes).collect()
    }

    pub(crate) fn outputs(
        &self,
        name: &str,
        entries: &[ParamEntry],
        running_stats: Vec<f32>,
        adam: Vec<Vec<f32>>,
    ) -> Outputs {
        let take = |what: &str| self.values(&format!("{name}.{what}"));
        let gradients = split(&take("gradients"), entries);
        Outputs { loss: take("loss"), gradients, evaluation: take("evaluation"), running_stats, adam }
    }

    fn integer(&self, name: &str) -> usize {
        i32::from_le_bytes(self.bytes(name, Dtype::I32)[0]) as usize
    }
}

pub(crate) fn vector(values: Vec<f32>, device: &Device) -> Tensor<1> {
    let count = values.len();
    Tensor::from_data(TensorData::new(values, [count]), device)
}

pub(crate) async fn host(tensor: Tensor<1>) -> Vec<f32> {
    tensor.into_data_async().await.unwrap().try_into_vec().unwrap()
}

fn norm(values: &[f32]) -> f64 {
    values.iter().map(|&v| f64::from(v).powi(2)).sum::<f64>().sqrt()
}

/// The L2 distance.
fn distance(a: &[f32], b: &[f32]) -> f64 {
    assert_eq!(a.len(), b.len());
    norm(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>())
}

/// The larger of the two. NaN counts as larger than any number.
fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::INFINITY } else { a.max(b) }
}

/// The largest difference of two values, relative to the largest of `theirs`.
fn largest_difference(ours: &[f32], theirs: &[f32]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    if theirs.is_empty() {
        return 0.0;
    }
    let largest = theirs.iter().map(|&v| f64::from(v).abs()).fold(0.0, worse);
    let pairs = ours.iter().zip(theirs);
    pairs.map(|(&a, &b)| (f64::from(a) - f64::from(b)).abs()).fold(0.0, worse) / largest
}

/// Generated numbers, which need not be stored in the fixture: SplitMix64, as defined in make_parity.py.
fn uniform(seed: u64) -> impl Iterator<Item = f32> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / (1 << 24) as f32
    })
}

fn generate(seed: u64, entries: &[ParamEntry]) -> Vec<f32> {
    let mut stream = uniform(seed);
    let mut values = Vec::new();
    for entry in entries {
        let (centre, spread) = match (entry.init, entry.name.rsplit('.').next()) {
            (Initializer::GlorotUniform { fan_in, fan_out }, _) => {
                (0.0, (6.0 / (fan_in + fan_out) as f64).sqrt() as f32)
            }
            (Initializer::Ones, _) => (1.0, 0.1),
            (Initializer::Zeros, Some("bias")) => (0.0, 0.05),
            (Initializer::Zeros, _) => (0.0, 0.1),
        };
        values.extend(stream.by_ref().take(entry.len()).map(|u| centre + (2.0 * u - 1.0) * spread));
    }
    values
}
