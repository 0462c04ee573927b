//! Layers as ONNX's operators, with moving statistics and without dropout.

use super::layout::CHANNELS;
use crate::onnx::graph::{Graph, Part, Setting, Value};
use crate::ops::{Block, Dense, EPSILON, Norm};

/// `[homes, inputs]` to `[homes, outputs]`.
pub(super) fn dense(layer: &Dense, graph: &mut Graph<'_>, x: &Value) -> Value {
    let [weight, bias] = graph.parameters(Part::Weights, layer.at);
    let y = graph.apply("Gemm", &[x, &weight, &bias]);
    if layer.relu { graph.apply("Relu", &[&y]) } else { y }
}

/// `[homes, channels]` to the same.
pub(super) fn norm(layer: &Norm, graph: &mut Graph<'_>, x: &Value) -> Value {
    normalisation(graph, x, [layer.at, layer.moving])
}

/// `[homes, inputs, height, width]` to `[homes, outputs, height / 2, width / 2]`.
pub(super) fn block(layer: &Block, graph: &mut Graph<'_>, x: &Value) -> Value {
    let [weight, bias] = graph.parameters(Part::Weights, layer.at);
    let found = convolution(graph, [x, &weight, &bias], [1, 1]);
    let found = graph.apply("Relu", &[&found]);
    let found = normalisation(graph, &found, [layer.vectors()[1], layer.moving]);
    let two = || Setting::Integers(&[2, 2]);
    graph.apply_with("MaxPool", &[&found], &[("kernel_shape", two()), ("strides", two())])
}

fn normalisation(graph: &mut Graph<'_>, x: &Value, [at, moving]: [usize; 2]) -> Value {
    let [gamma, beta] = graph.parameters(Part::Weights, at);
    let [mean, variance] = graph.parameters(Part::Moving, moving);
    let epsilon = ("epsilon", Setting::Float(EPSILON as f32));
    graph.apply_with("BatchNormalization", &[x, &gamma, &beta, &mean, &variance], &[epsilon])
}

/// Of input, weight and bias, with so many pixels of stride and padding.
pub(super) fn convolution(graph: &mut Graph<'_>, inputs: [&Value; 3], [stride, padding]: [i64; 2]) -> Value {
    let (strides, pads) = ([stride; 2], [padding; 4]);
    graph.apply_with(
        "Conv",
        &inputs,
        &[("strides", Setting::Integers(&strides)), ("pads", Setting::Integers(&pads))],
    )
}

/// Numbers of channels, to be taken from pictures.
pub(super) fn channels(graph: &mut Graph<'_>, values: [f32; CHANNELS]) -> Value {
    graph.constant(&[1, CHANNELS, 1, 1], &values)
}
