//! States recorded from Keras, and how far a device is from them. Used natively by `main.rs` and in the browser by
//! `browser.rs`.

use burn::tensor::{Device, Tensor, TensorData};
use facade_nn::model::{Batch, Entry, Fill, Layout, Network};
use facade_nn::training::Criterion;
use facade_nn::training::optimizer::Adam;
use facade_spec::Config;
use safetensors::{Dtype, SafeTensors};
use serde::Serialize;

/// Training steps in the small fixture.
const STEPS: usize = 12;
/// Sides of the montages and filters of the two networks.
const SMALL_SHAPE: (usize, &[usize]) = (8, &[3, 5]);
const FULL_SHAPE: (usize, &[usize]) = (64, &[16, 32, 64]);

/// What comes out of one recorded state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outputs {
    /// Training loss.
    pub(crate) loss: Vec<f32>,
    /// Of each parameter.
    pub(crate) gradients: Vec<Vec<f32>>,
    /// Predictions in evaluation mode.
    pub(crate) evaluation: Vec<f32>,
    /// Moving statistics after the step.
    pub(crate) moving: Vec<f32>,
    /// Weights and both moments after Adam alone on recorded gradients; none for the full network.
    pub(crate) adam: Vec<Vec<f32>>,
}

/// The largest deviation of each kind.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Deviation {
    /// Of a training loss, relative.
    pub loss: f64,
    /// Of one parameter's gradient: L2, relative to the other's own, or, where that is next to nothing, to a thousandth
    /// of the whole gradient.
    pub gradient: f64,
    /// Of a prediction in evaluation mode, relative to the largest of its batch.
    pub evaluation: f64,
    /// Of a moving statistic, relative to the largest of them.
    pub moving: f64,
    /// Of weights and moments, relative to the largest of each vector: single moments pass through zero.
    pub adam: f64,
}

/// At most so much is one framework's float32 beside another's.
pub(crate) const LIMITS: Deviation =
    Deviation { loss: 1e-4, gradient: 1e-3, evaluation: 1e-5, moving: 1e-5, adam: 1e-6 };

impl Deviation {
    /// Between two lists of outputs of the same states.
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
            raise(&mut worst.moving, largest_difference(&a.moving, &b.moving));
            for (a, b) in a.adam.iter().zip(&b.adam) {
                raise(&mut worst.adam, largest_difference(a, b));
            }
        }
        worst
    }
}

/// What Keras made of a dozen states of the small network.
pub(crate) fn small_in_keras() -> Vec<Outputs> {
    let entries = layout(SMALL_SHAPE).weights;
    let outputs = |i: usize| {
        let next = |what: &str| SMALL.values(&format!("small.{}.{what}", i + 1));
        let adam = ["weights", "m", "v"].map(next).to_vec();
        SMALL.outputs(&format!("small.{i}"), &entries, next("moving"), adam)
    };
    (0..STEPS).map(outputs).collect()
}

/// What a device makes of them.
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

/// What Keras made of one state of the full network.
pub(crate) fn full_in_keras() -> Vec<Outputs> {
    let entries = layout(FULL_SHAPE).weights;
    vec![FULL.outputs("full", &entries, FULL.values("full.moving_after"), Vec::new())]
}

/// What a device makes of it.
pub(crate) async fn full(device: &Device) -> Vec<Outputs> {
    let layout = layout(FULL_SHAPE);
    let weights = generate(2631, &layout.weights);
    let moving = generate(2632, &layout.moving);
    let images = uniform(2633).take(8 * 3 * 64 * 64).collect();
    vec![outputs(FULL_SHAPE, [weights, moving, images, FULL.values("full.targets")], device).await]
}

/// What a device makes of a network whose sides turn odd, whose filters fill no group, and whose gammas are of both signs.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn odd(device: &Device) -> Vec<Outputs> {
    const SHAPE: (usize, &[usize]) = (20, &[5, 3, 6]);
    let layout = layout(SHAPE);
    let spread = |seed, count| uniform(seed).take(count).map(|u| 2.0 * u - 1.0).collect();
    let moving = uniform(2642).take(layout.moving_len()).collect();
    let images = uniform(2643).take(5 * 3 * 20 * 20).collect();
    let targets = uniform(2644).take(5).map(|u| 0.5 + u).collect();
    vec![outputs(SHAPE, [spread(2641, layout.weights_len()), moving, images, targets], device).await]
}

fn layout((side, filters): (usize, &[usize])) -> Layout {
    network((side, filters)).layout().clone()
}

/// The reference network for montages of `side` pixels.
fn network((side, filters): (usize, &[usize])) -> Network {
    Network::of(&Config { tile: side / 2, filters: filters.to_vec(), ..Config::default() }, 0)
}

/// Runs a state, given as weights, moving statistics, images and targets: one step without dropout, and an evaluation.
async fn outputs(
    (side, filters): (usize, &[usize]),
    [weights, moving, images, targets]: [Vec<f32>; 4],
    device: &Device,
) -> Outputs {
    let network = network((side, filters));
    let layout = network.layout();
    assert_eq!([weights.len(), moving.len()], [layout.weights_len(), layout.moving_len()]);
    let (weights, moving) = (vector(weights, device), vector(moving, device));
    let houses = targets.len();
    let inputs = vec![Tensor::from_data(TensorData::new(images, [houses, 3 * side * side]), device)];
    let keep = network.dropped(4).into_iter().map(|units| Tensor::ones([houses, units], device)).collect();
    let batch =
        Batch { inputs: inputs.clone(), dropout: keep, targets: vector(targets, device), counted: None };
    let state = [&weights, &moving];
    let done = network.step(state, batch, Criterion::Mape);
    Outputs {
        loss: host(done.loss).await,
        gradients: apart(&host(done.gradient).await, &layout.weights),
        evaluation: host(network.predict(state, inputs).flatten(0, 1)).await,
        moving: host(done.moving).await,
        adam: Vec::new(),
    }
}

/// A flat vector as one for each entry.
pub(crate) fn apart(flat: &[f32], entries: &[Entry]) -> Vec<Vec<f32>> {
    assert_eq!(Some(flat.len()), entries.last().map(|e| e.range().end));
    entries.iter().map(|entry| flat[entry.range()].to_vec()).collect()
}

/// One of the two fixture files.
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

    /// None of what a network does not have.
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
        entries: &[Entry],
        moving: Vec<f32>,
        adam: Vec<Vec<f32>>,
    ) -> Outputs {
        let take = |what: &str| self.values(&format!("{name}.{what}"));
        let gradients = apart(&take("gradients"), entries);
        Outputs { loss: take("loss"), gradients, evaluation: take("evaluation"), moving, adam }
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

/// L2.
fn distance(a: &[f32], b: &[f32]) -> f64 {
    assert_eq!(a.len(), b.len());
    norm(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>())
}

/// The larger of the two; not a number is worse than any number.
fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::INFINITY } else { a.max(b) }
}

/// The largest distance of two values, against the largest of `theirs`.
fn largest_difference(ours: &[f32], theirs: &[f32]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    if theirs.is_empty() {
        return 0.0;
    }
    let largest = theirs.iter().map(|&v| f64::from(v).abs()).fold(0.0, worse);
    let pairs = ours.iter().zip(theirs);
    pairs.map(|(&a, &b)| (f64::from(a) - f64::from(b)).abs()).fold(0.0, worse) / largest
}

/// The stream that stands in for stored numbers: SplitMix64, as make_parity.py defines it.
fn uniform(seed: u64) -> impl Iterator<Item = f32> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 40) as f32 / (1 << 24) as f32
    })
}

fn generate(seed: u64, entries: &[Entry]) -> Vec<f32> {
    let mut stream = uniform(seed);
    let mut values = Vec::new();
    for entry in entries {
        let (centre, spread) = match (entry.fill, entry.name.rsplit('.').next()) {
            (Fill::GlorotUniform { fan_in, fan_out }, _) => {
                (0.0, (6.0 / (fan_in + fan_out) as f64).sqrt() as f32)
            }
            (Fill::Ones, _) => (1.0, 0.1),
            (Fill::Zeros, Some("bias")) => (0.0, 0.05),
            (Fill::Zeros, _) => (0.0, 0.1),
        };
        values.extend(stream.by_ref().take(entry.len()).map(|u| centre + (2.0 * u - 1.0) * spread));
    }
    values
}
