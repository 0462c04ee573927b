//! States recorded from Keras, and how far a device is from them. Used natively by `main.rs` and in the browser by
//! `browser.rs`.

use burn::tensor::{Device, Tensor, TensorData};
use facade::model::{Cnn, Entry, Fill, HIDDEN, Layout, Pass};
use facade::training::optimizer::Adam;
use facade::training::step::step;
use facade::training::{Config, Samples};
use safetensors::{Dtype, SafeTensors};
use serde::Serialize;

/// Training steps in the small fixture.
const STEPS: usize = 12;

/// The largest deviation from Keras of each kind.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Deviation {
    /// Of a training loss, relative.
    pub loss: f64,
    /// Of one parameter's gradient: L2, relative to Keras's own, or, where that is next to nothing, to a thousandth of
    /// the whole gradient.
    pub gradient: f64,
    /// Of a prediction in evaluation mode, relative to the largest of its batch.
    pub evaluation: f64,
    /// Of a moving statistic, relative to the largest of them.
    pub moving: f64,
    /// Of weights and moments after Adam alone on given gradients, relative to the largest of each vector: single
    /// moments pass through zero.
    pub adam: f64,
}

/// Deviations over the dozen recorded steps of the small network.
pub(crate) async fn small(device: &Device) -> Deviation {
    let mut worst = Deviation::default();
    for i in 0..STEPS {
        let take = |what: &str| SMALL.values(&format!("small.{i}.{what}"));
        let next = |what: &str| SMALL.values(&format!("small.{}.{what}", i + 1));
        let state = ["weights", "moving", "images", "targets"].map(take);
        let state = State::new(8, &[3, 5], state, device);
        state.compare(&mut worst, take, next("moving")).await;

        let on = |values| vector(values, device);
        let steps = SMALL.integer(&format!("small.{i}.t"));
        let mut adam = Adam { m: on(take("m")), v: on(take("v")), steps };
        let weights = adam.step(on(take("weights")), on(take("gradients")), &Config::default());
        for (what, ours) in [("weights", weights), ("m", adam.m), ("v", adam.v)] {
            worst.adam = worst.adam.max(largest_difference(&host(ours).await, &next(what)));
        }
    }
    worst
}

/// Deviations of one step of the full network.
pub(crate) async fn full(device: &Device) -> Deviation {
    let layout = Layout::of(&Cnn::new(64, &[16, 32, 64], device));
    let weights = generate(2631, &layout.weights);
    let moving = generate(2632, &layout.moving);
    let images = uniform(2633).take(8 * 3 * 64 * 64).collect();
    let take = |what: &str| FULL.values(&format!("full.{what}"));
    let state = State::new(64, &[16, 32, 64], [weights, moving, images, take("targets")], device);
    let mut worst = Deviation::default();
    state.compare(&mut worst, take, take("moving_after")).await;
    worst
}

/// One of the two fixture files.
struct Fixture(&'static [u8]);

const SMALL: Fixture = Fixture(include_bytes!("../fixtures/parity/small.safetensors"));
const FULL: Fixture = Fixture(include_bytes!("../fixtures/parity/full.safetensors"));

impl Fixture {
    fn bytes(&self, name: &str, dtype: Dtype) -> Vec<[u8; 4]> {
        let file = SafeTensors::deserialize(self.0).unwrap();
        let tensor = file.tensor(name).unwrap();
        assert_eq!(tensor.dtype(), dtype, "{name}");
        tensor.data().chunks_exact(4).map(|b| b.try_into().unwrap()).collect()
    }

    fn values(&self, name: &str) -> Vec<f32> {
        self.bytes(name, Dtype::F32).into_iter().map(f32::from_le_bytes).collect()
    }

    fn integer(&self, name: &str) -> usize {
        i32::from_le_bytes(self.bytes(name, Dtype::I32)[0]) as usize
    }
}

/// A recorded state and its batch.
struct State {
    network: Cnn,
    layout: Layout,
    weights: Tensor<1>,
    moving: Tensor<1>,
    batch: Samples,
}

impl State {
    fn new(side: usize, filters: &[usize], values: [Vec<f32>; 4], device: &Device) -> Self {
        let network = Cnn::new(side, filters, device);
        let layout = Layout::of(&network);
        let [weights, moving, images, targets] = values;
        assert_eq!([weights.len(), moving.len()], [layout.weights_len(), layout.moving_len()]);
        let images = TensorData::new(images, [targets.len(), 3, side, side]);
        let images = Tensor::from_data(images, device);
        let batch = Samples { images, targets: vector(targets, device) };
        State { network, layout, weights: vector(weights, device), moving: vector(moving, device), batch }
    }

    /// Raises `worst` to what this state deviates by.
    async fn compare(
        &self,
        worst: &mut Deviation,
        theirs: impl Fn(&str) -> Vec<f32>,
        moving_after: Vec<f32>,
    ) {
        let device = self.weights.device();
        let keep = Tensor::ones([self.batch.len(), HIDDEN], &device);
        let done = step(&self.network, &self.layout, &self.weights, &self.moving, self.batch.clone(), keep);
        let loss = largest_difference(&host(done.loss).await, &theirs("loss"));
        worst.loss = worst.loss.max(loss);
        let gradient = self.gradient(&host(done.gradient).await, &theirs("gradients"));
        worst.gradient = worst.gradient.max(gradient);
        let moving = largest_difference(&host(done.moving).await, &moving_after);
        worst.moving = worst.moving.max(moving);
        let network = self.layout.fill(self.network.clone(), &self.weights, &self.moving);
        let predicted = host(network.forward(self.batch.images.clone(), &mut Pass::Evaluation)).await;
        worst.evaluation = worst.evaluation.max(largest_difference(&predicted, &theirs("evaluation")));
    }

    fn gradient(&self, ours: &[f32], theirs: &[f32]) -> f64 {
        assert_eq!(ours.len(), theirs.len());
        let floor = norm(theirs) * 1e-3;
        let relative = |entry: &Entry| {
            let (ours, theirs) = (&ours[entry.range()], &theirs[entry.range()]);
            let distance: Vec<f32> = ours.iter().zip(theirs).map(|(a, b)| a - b).collect();
            norm(&distance) / norm(theirs).max(floor)
        };
        self.layout.weights.iter().map(relative).fold(0.0, worse)
    }
}

fn vector(values: Vec<f32>, device: &Device) -> Tensor<1> {
    let count = values.len();
    Tensor::from_data(TensorData::new(values, [count]), device)
}

async fn host(tensor: Tensor<1>) -> Vec<f32> {
    tensor.into_data_async().await.unwrap().try_into_vec().unwrap()
}

fn norm(values: &[f32]) -> f64 {
    values.iter().map(|&v| f64::from(v).powi(2)).sum::<f64>().sqrt()
}

/// The larger of the two; not a number is worse than any number.
fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::INFINITY } else { a.max(b) }
}

/// The largest distance of two values, against the largest of `theirs`.
fn largest_difference(ours: &[f32], theirs: &[f32]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
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
