//! Gradients of the interpreter, for layers that feed several others and for photos that are joined.

use burn::tensor::{Device, Tensor, TensorData};

use super::{Batch, Network, NetworkInput};
use crate::ops::Criterion;
use facade_spec::graph::{Graph, Op, Padding};
use facade_spec::random::{Purpose, Stream};

const HOUSES: usize = 5;

fn random(stream: &mut Stream, count: usize, size: f32) -> Vec<f32> {
    (0..count).map(|_| size * (2.0 * stream.unit() - 1.0)).collect()
}

fn vector(values: &[f32]) -> Tensor<1> {
    Tensor::from_data(TensorData::from(values), &Device::flex())
}

fn host<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().try_into_vec().unwrap()
}

fn dense(graph: &mut Graph, name: &str, units: usize, x: usize) -> usize {
    graph.layer(name, Op::Dense { units, relu: false, zeros: false }, &[x])
}

/// A block, a dense layer and an input that each feed two layers, in two members.
fn shared_layers() -> Graph {
    let mut graph = Graph::new(1);
    let x = graph.input(NetworkInput::Montage, [3, 8, 8]);
    let block = graph.layer("a", Op::ConvBlock { filters: 2 }, &[x]);
    let deeper = graph.layer("b", Op::ConvBlock { filters: 3 }, &[block]);
    let parts = [block, deeper].map(|block| graph.layer("", Op::Flatten, &[block]));
    let both = graph.concat(&parts);
    let hidden = dense(&mut graph, "c", 4, both);
    let dropped = graph.layer("d", Op::BatchNorm, &[hidden]);
    let attributes = graph.input(NetworkInput::Attributes, [4]);
    let sums = [hidden, dropped].map(|x| graph.layer("", Op::Add, &[x, attributes]));
    let relu = graph.layer("", Op::Relu, &[sums[0]]);
    let sum = graph.layer("", Op::Add, &[relu, sums[1]]);
    dense(&mut graph, "e", 1, sum);
    graph.members = 2;
    graph
}

/// A convolution with padding of half a kernel.
fn conv(filters: usize, kernel: usize, stride: usize) -> Op {
    Op::Conv { filters, kernel, stride, padding: Padding::Half }
}

/// A small network of inverted residuals over two photos.
fn inverted_residual() -> Graph {
    let mut graph = Graph::new(2);
    let x = graph.input(NetworkInput::EachPhoto, [3, 9, 9]);
    // Some of the values are above the bound of ReLU6.
    let x = graph.layer("", Op::Normalise { mean: [0.5; 3], deviation: [0.2; 3] }, &[x]);
    let stem = Op::Conv { filters: 4, kernel: 3, stride: 2, padding: Padding::Same };
    let x = graph.layer("a", stem, &[x]);
    let x = graph.layer("", Op::Relu6, &[x]);
    let y = graph.layer("b", conv(8, 1, 1), &[x]);
    let y = graph.layer("", Op::Relu6, &[y]);
    let y = graph.layer("c", Op::DepthwiseConv { kernel: 3, stride: 1 }, &[y]);
    let y = graph.layer("", Op::Relu6, &[y]);
    let y = graph.layer("d", conv(4, 1, 1), &[y]);
    let sum = graph.layer("", Op::Add, &[y, x]);
    let x = graph.layer("e", Op::DepthwiseConv { kernel: 5, stride: 2 }, &[sum]);
    let mean = graph.layer("", Op::GlobalAveragePool, &[x]);
    let house = graph.layer("", Op::Stack, &[mean]);
    dense(&mut graph, "f", 1, house);
    graph
}

/// A small residual network over two photos.
fn residual() -> Graph {
    let mut graph = Graph::new(2);
    let x = graph.input(NetworkInput::EachPhoto, [3, 9, 9]);
    let x = graph.layer("", Op::Normalise { mean: [0.5, 0.4, 0.3], deviation: [0.2, 0.3, 0.4] }, &[x]);
    let x = graph.layer("a", conv(4, 3, 1), &[x]);
    let x = graph.layer("", Op::MaxPool { kernel: 3, stride: 2, padding: 1 }, &[x]);
    let y = graph.layer("b", conv(6, 3, 2), &[x]);
    let y = graph.layer("", Op::Relu, &[y]);
    let shortcut = graph.layer("c", conv(6, 1, 2), &[x]);
    let sum = graph.layer("", Op::Add, &[y, shortcut]);
    let mean = graph.layer("", Op::GlobalAveragePool, &[sum]);
    let house = graph.layer("", Op::Stack, &[mean]);
    dense(&mut graph, "d", 1, house);
    graph
}

/// Photos one at a time.
fn each_photo() -> Graph {
    let mut graph = Graph::new(3);
    let x = graph.input(NetworkInput::EachPhoto, [3, 4, 4]);
    let block = graph.layer("a", Op::ConvBlock { filters: 2 }, &[x]);
    let flat = graph.layer("", Op::Flatten, &[block]);
    let hidden = dense(&mut graph, "b", 3, flat);
    let dropped = graph.layer("c", Op::BatchNorm, &[hidden]);
    dense(&mut graph, "d", 1, dropped);
    graph
}

/// Convolutions whose pooled output is flattened.
fn flattened() -> Graph {
    let mut graph = Graph::new(1);
    let x = graph.input(NetworkInput::Montage, [3, 9, 9]);
    let x = graph.layer("a", conv(2, 3, 1), &[x]);
    let x = graph.layer("", Op::Relu, &[x]);
    let x = graph.layer("b", conv(3, 3, 1), &[x]);
    let x = graph.layer("", Op::Relu, &[x]);
    let x = graph.layer("", Op::MaxPool { kernel: 2, stride: 2, padding: 0 }, &[x]);
    let flat = graph.layer("", Op::Flatten, &[x]);
    dense(&mut graph, "c", 1, flat);
    graph
}

struct Case {
    network: Network,
    weights: Vec<f32>,
    running_stats: Vec<f32>,
    inputs: Vec<Vec<f32>>,
}

impl Case {
    fn new(graph: &Graph, stream: &mut Stream) -> Self {
        let network = Network::new(graph);
        let layout = network.layout();
        let running_stats = layout.running_stats.iter().flat_map(|entry| {
            let shift = if entry.name.ends_with("variance") { 1.0 } else { 0.0 };
            random(stream, entry.len(), 0.5).into_iter().map(move |value| value + shift).collect::<Vec<_>>()
        });
        let running_stats = running_stats.collect();
        let size = |&(_, layer): &(NetworkInput, usize)| {
            HOUSES * network.rows[layer] * network.graph.layers[layer].values()
        };
        let sizes: Vec<usize> = network.inputs.iter().map(size).collect();
        let inputs = sizes.into_iter().map(|count| random(stream, count, 1.0)).collect();
        Case { weights: random(stream, layout.weights_len(), 0.5), running_stats, inputs, network }
    }

    fn tensors(&self) -> Vec<Tensor<2>> {
        let tensor = |values: &Vec<f32>| vector(values).reshape([HOUSES, values.len() / HOUSES]);
        self.inputs.iter().map(tensor).collect()
    }

    /// Loss and gradient of a step.
    fn step(&self, weights: &[f32]) -> (f64, Vec<f32>) {
        let factors = |units| {
            let values = (0..HOUSES * units).map(|i| if i % 3 == 0 { 0.0 } else { 1.5 });
            vector(&values.collect::<Vec<_>>()).reshape([HOUSES, units])
        };
        let batch = Batch {
            inputs: self.tensors(),
            dropout: self.network.dropout_units().into_iter().map(factors).collect(),
            targets: vector(&[0.5, -1.0, 2.0, 0.0, 1.0]),
            member_mask: None,
        };
        let state = [&vector(weights), &vector(&self.running_stats)];
        let step = self.network.step(state, batch, Criterion::Mse);
        (f64::from(host(step.loss)[0]), host(step.gradient))
    }

    /// Mean output of the first house.
    fn output(&self, inputs: &[Vec<f32>]) -> f64 {
        let tensor = |values: &Vec<f32>| vector(values).reshape([1, values.len()]);
        let state = [&vector(&self.weights), &vector(&self.running_stats)];
        let outputs = host(self.network.predict(state, inputs.iter().map(tensor).collect()));
        outputs.iter().map(|&output| f64::from(output)).sum::<f64>() / outputs.len() as f64
    }
}

/// Along most directions the gradient is the slope; along the others a maximum or a ReLU switches.
fn assert_slope(mut slope: impl FnMut(&mut Stream) -> [f64; 2], stream: &mut Stream, what: &str) {
    let slopes: Vec<[f64; 2]> = (0..12).map(|_| slope(stream)).collect();
    let steepest = slopes.iter().map(|[_, measured]| measured.abs()).fold(0.0, f64::max);
    let near = slopes.iter().filter(|[ours, measured]| (ours - measured).abs() < 0.01 * steepest);
    assert!(near.count() >= 10 && steepest > 1e-3, "{what}: {slopes:?}");
}

#[test]
fn gradients_are_those_of_finite_differences() {
    let mut stream = Stream::new(5, Purpose::Weights, 0, 0);
    for (what, graph) in [
        ("shared", shared_layers()),
        ("residual", residual()),
        ("inverted residual", inverted_residual()),
        ("each photo", each_photo()),
        ("flattened", flattened()),
    ] {
        let case = Case::new(&graph, &mut stream);
        let (_, gradient) = case.step(&case.weights);
        let of_weights = |stream: &mut Stream| {
            let direction = random(stream, gradient.len(), 1.0);
            let at = |step: f32| {
                let moved = case.weights.iter().zip(&direction).map(|(weight, d)| weight + step * d);
                case.step(&moved.collect::<Vec<_>>()).0
            };
            let ours = gradient.iter().zip(&direction).map(|(g, d)| f64::from(g * d)).sum();
            [ours, (at(1e-3) - at(-1e-3)) / 2e-3]
        };
        assert_slope(of_weights, &mut stream, what);

        let house: Vec<Vec<f32>> =
            case.inputs.iter().map(|values| values[..values.len() / HOUSES].to_vec()).collect();
        let kinds: Vec<NetworkInput> = case.network.input_kinds().collect();
        let input = |kind| house[kinds.iter().position(|each| *each == kind).unwrap()].clone();
        let gradients = case.network.input_gradient([&[], &case.weights, &case.running_stats], input);
        assert_eq!(gradients.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), kinds);
        let of_inputs = |stream: &mut Stream| {
            let directions: Vec<Vec<f32>> =
                gradients.iter().map(|(_, gradient)| random(stream, gradient.len(), 1.0)).collect();
            let at = |step: f32| {
                let moved = house.iter().zip(&directions);
                let moved = moved.map(|(x, d)| x.iter().zip(d).map(|(x, d)| x + step * d).collect());
                case.output(&moved.collect::<Vec<_>>())
            };
            let pairs = gradients.iter().flat_map(|(_, gradient)| gradient).zip(directions.iter().flatten());
            [pairs.map(|(g, d)| f64::from(g * d)).sum(), (at(1e-3) - at(-1e-3)) / 2e-3]
        };
        assert_slope(of_inputs, &mut stream, what);
    }
}

/// At most 16 photos are taken at a time.
#[test]
fn photos_in_several_batches_give_the_same_features() {
    let mut stream = Stream::new(6, Purpose::Weights, 0, 0);
    let case = Case::new(&residual(), &mut stream);
    let photos = random(&mut stream, 37 * 3 * 81, 1.0);
    let photos: Tensor<4> = Tensor::from_data(TensorData::new(photos, [37, 3, 9, 9]), &Device::flex());
    let weights = vector(&case.weights);
    let together = host(case.network.photo_features(&weights, photos.clone()));
    let one =
        |at: usize| host(case.network.photo_features(&weights, photos.clone().slice_dim(0, at..at + 1)));
    assert_eq!(together, (0..37).flat_map(one).collect::<Vec<_>>());
}
