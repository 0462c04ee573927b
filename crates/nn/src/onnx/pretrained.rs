//! The pretrained network in ONNX operators.

use facade_data::{PHOTO_FEATURES, QUARTERS};
use facade_features::{CENTRE, Extractor, Purpose, SPREAD, WeightedLayer, padding};

use super::graph::{OnnxGraph, OpAttribute, Value};
use facade_spec::graph::CHANNELS;

/// Features of photos `[homes, photos, 3, side, side]`, RGB from 0 to 255: `[homes, photos, PHOTO_FEATURES]`.
pub(super) fn features(graph: &mut OnnxGraph<'_>, photos: &Value, layers: &[WeightedLayer]) -> Value {
    let [centre, spread] = [CENTRE, SPREAD].map(|value| graph.constant(&[], &[value]));
    let side = Extractor::SIDE as i64;
    let each = graph.reshape(photos, &[-1, CHANNELS as i64, side, side]);
    let centred = graph.apply("Sub", &[&each, &centre]);
    let mut x = graph.apply("Div", &[&centred, &spread]);
    let (mut side, mut block) = (Extractor::SIDE, x.clone());
    for WeightedLayer { layer, weight, bias } in layers {
        let [outputs, _, kernel, _] = layer.shape;
        // A block starts with its first layer behind a projection, or behind the stem.
        let starts = matches!(layer.purpose, Purpose::Expand) || layer.name.ends_with("0.0.conv_dw");
        if starts {
            block = x.clone();
        }
        let [weight, bias] = [(&layer.shape[..], weight), (&[outputs], bias)]
            .map(|(shape, values)| graph.constant(shape, values));
        let [before, after] = padding(side, kernel, layer.stride).map(|pixels| pixels as i64);
        let group = if layer.purpose == Purpose::Depthwise { outputs } else { 1 };
        x = graph.apply_with(
            "Conv",
            &[&x, &weight, &bias],
            &[
                ("pads", OpAttribute::Integers(&[before, before, after, after])),
                ("strides", OpAttribute::Integers(&[layer.stride as i64; 2])),
                ("group", OpAttribute::Integer(group as i64)),
            ],
        );
        side = side.div_ceil(layer.stride);
        match layer.purpose {
            Purpose::Project { is_residual: true } => x = graph.apply("Add", &[&x, &block]),
            Purpose::Project { is_residual: false } => {}
            _ => {
                let [low, high] = [0.0, 6.0].map(|bound| graph.constant(&[], &[bound]));
                x = graph.apply("Clip", &[&x, &low, &high]);
            }
        }
    }
    let half = [(side / 2) as i64; 2];
    let sizes = [("kernel_shape", OpAttribute::Integers(&half)), ("strides", OpAttribute::Integers(&half))];
    let quarters = graph.apply_with("AveragePool", &[&x], &sizes);
    let order = [("perm", OpAttribute::Integers(&[0, 2, 3, 1]))];
    let quarters = graph.apply_with("Transpose", &[&quarters], &order);
    // Both numbers of the input, since in a reshape only one may be left open.
    let (shape, index) = (graph.apply("Shape", &[photos]), graph.integers(&[0, 1]));
    let numbers = graph.apply("Gather", &[&shape, &index]);
    let values = graph.integers(&[PHOTO_FEATURES as i64]);
    let shape = graph.concat(vec![numbers, values], 0);
    graph.apply("Reshape", &[&quarters, &shape])
}

/// Means over the whole photo, of this many values, from those over its quarters: `[homes, photos, QUARTERS * values]` to
/// `[homes, photos, values]`.
pub(super) fn whole_photo(graph: &mut OnnxGraph<'_>, quarters: &Value, values: usize) -> Value {
    // 0 keeps a length.
    let each = graph.reshape(quarters, &[0, 0, QUARTERS as i64, values as i64]);
    graph.mean(&each, 2, false)
}
