//! A network's layers in ONNX operators, with running statistics and without dropout.

use super::graph::{OnnxGraph, OpAttribute, ParamGroup, Value};
use super::pretrained;
use crate::model::{Network, NetworkInput, patches, scaling_factor};
use crate::ops::EPSILON;
use facade_spec::graph::{CHANNELS, Op, Padding};

/// Output of the network, `[rows, members]`; `input` supplies each input. Photos that are taken one at a time
/// have a row each, but their features by the pretrained network are `[homes, photos, values]`.
pub(super) fn network<'a>(
    network: &'a Network,
    graph: &mut OnnxGraph<'a>,
    mut input: impl FnMut(&mut OnnxGraph<'a>, NetworkInput) -> Value,
) -> Value {
    let layers = &network.graph().layers;
    let mut values: Vec<Value> = Vec::with_capacity(layers.len());
    for (index, (layer, &[offset, running_stats])) in layers.iter().zip(&network.layout().offsets).enumerate()
    {
        let group = if index < network.graph().frozen { ParamGroup::Frozen } else { ParamGroup::Weights };
        let x = |number: usize| &values[layer.inputs[number]];
        let sides = |number: usize| [1, 2].map(|axis| layers[layer.inputs[number]].shape[axis]);
        let value = match layer.op {
            Op::Input { input: kind } => input(graph, kind),
            Op::ConvBlock { .. } => {
                let [weight, bias, gamma, beta] = graph.parameters(group, offset);
                let y = convolution(graph, [x(0), &weight, &bias], [1, 1], [[1; 2]; 2]);
                let y = graph.apply("Relu", &[&y]);
                let y = normalisation(graph, [&y, &gamma, &beta], running_stats);
                max_pool(graph, &y, [2, 2, 0])
            }
            Op::Flatten => graph.apply("Flatten", &[x(0)]),
            Op::Dense { relu, .. } => {
                let [weight, bias] = graph.parameters(group, offset);
                let y = graph.apply("Gemm", &[x(0), &weight, &bias]);
                if relu { graph.apply("Relu", &[&y]) } else { y }
            }
            Op::BatchNorm => {
                let [gamma, beta] = graph.parameters(group, offset);
                normalisation(graph, [x(0), &gamma, &beta], running_stats)
            }
            Op::Concat => graph.concat((0..layer.inputs.len()).map(|part| x(part).clone()).collect(), 1),
            Op::Conv { kernel, stride, padding, .. } => {
                let [weight, bias] = graph.parameters(group, offset);
                let padding = sides(0).map(|side| padding.pixels(side, kernel, stride));
                convolution(graph, [x(0), &weight, &bias], [stride, 1], padding)
            }
            Op::DepthwiseConv { kernel, stride } => {
                let [weight, bias] = graph.parameters(group, offset);
                let padding = sides(0).map(|side| Padding::Same.pixels(side, kernel, stride));
                convolution(graph, [x(0), &weight, &bias], [stride, layer.shape[0]], padding)
            }
            Op::MaxPool { kernel, stride, padding } => max_pool(graph, x(0), [kernel, stride, padding]),
            Op::Relu => graph.apply("Relu", &[x(0)]),
            Op::Relu6 => {
                let [low, high] = [0.0, 6.0].map(|bound| graph.constant(&[], &[bound]));
                graph.apply("Clip", &[x(0), &low, &high])
            }
            Op::Add => graph.apply("Add", &[x(0), x(1)]),
            Op::GlobalAveragePool => {
                let mean = graph.apply("GlobalAveragePool", &[x(0)]);
                graph.apply("Flatten", &[&mean])
            }
            Op::Normalise { mean, deviation } => {
                let [mean, deviation] =
                    [mean, deviation].map(|values| graph.constant(&[1, CHANNELS, 1, 1], &values));
                let centred = graph.apply("Sub", &[x(0), &mean]);
                graph.apply("Div", &[&centred, &deviation])
            }
            Op::WholePhoto => pretrained::whole_photo(graph, x(0), layer.values()),
            Op::MeanPhotos | Op::MaxPhotos => {
                let axes = [("axes", OpAttribute::Integers(&[1])), ("keepdims", OpAttribute::Integer(0))];
                let pooling = if layer.op == Op::MaxPhotos { "ReduceMax" } else { "ReduceMean" };
                graph.apply_with(pooling, &[x(0)], &axes)
            }
            Op::Stack => graph.reshape(x(0), &[-1, layer.values() as i64]),
            Op::Patches { filters } => {
                let tile = layers[layer.inputs[0]].shape[1];
                patches::onnx(graph, x(0), [tile, filters])
            }
            Op::Standardise { length } => {
                let [centre, spread] = graph.parameters(group, offset);
                let factor = graph.constant(&[], &[scaling_factor(layer.values(), length)]);
                let centred = graph.apply("Sub", &[x(0), &centre]);
                let scaled = graph.apply("Div", &[&centred, &spread]);
                graph.apply("Mul", &[&scaled, &factor])
            }
        };
        values.push(value);
    }
    values.swap_remove(layers.len() - 1)
}

/// `inputs` are x, gamma and beta.
fn normalisation(graph: &mut OnnxGraph<'_>, [x, gamma, beta]: [&Value; 3], running_stats: usize) -> Value {
    let [mean, variance] = graph.parameters(ParamGroup::RunningStats, running_stats);
    let epsilon = ("epsilon", OpAttribute::Float(EPSILON as f32));
    graph.apply_with("BatchNormalization", &[x, gamma, beta, &mean, &variance], &[epsilon])
}

/// `inputs` are x, weight and bias; then stride and groups, and the padding of both axes, before and behind, in pixels.
fn convolution(
    graph: &mut OnnxGraph<'_>,
    inputs: [&Value; 3],
    [stride, groups]: [usize; 2],
    [[above, below], [before, behind]]: [[usize; 2]; 2],
) -> Value {
    let pads = [above, before, below, behind].map(|pixels| pixels as i64);
    let strides = [stride as i64; 2];
    let attributes = [
        ("strides", OpAttribute::Integers(&strides)),
        ("pads", OpAttribute::Integers(&pads)),
        ("group", OpAttribute::Integer(groups as i64)),
    ];
    // One group is the default.
    graph.apply_with("Conv", &inputs, if groups == 1 { &attributes[..2] } else { &attributes })
}

/// `sizes` are kernel, stride and padding in pixels.
fn max_pool(graph: &mut OnnxGraph<'_>, x: &Value, sizes: [usize; 3]) -> Value {
    let [kernel, stride, padding] = sizes.map(|size| size as i64);
    let (kernel, strides, pads) = ([kernel; 2], [stride; 2], [padding; 4]);
    let attributes = [("kernel_shape", &kernel[..]), ("strides", &strides), ("pads", &pads)];
    let attributes = attributes.map(|(name, values)| (name, OpAttribute::Integers(values)));
    // No padding is the default.
    graph.apply_with("MaxPool", &[x], if padding == 0 { &attributes[..2] } else { &attributes })
}
