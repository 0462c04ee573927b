//! A picture of a network: its layers with the shapes of their outputs, drawn from its graph.

use std::fmt::Write as _;

use super::export::escaped;
use facade_spec::graph::{Graph, NetworkInput, Op};
use facade_text as text;
use facade_text::format::count;

/// Frozen layers beyond this number are drawn as one: those of a backbone.
const MAX_FROZEN: usize = 12;
/// Width and height of a layer, and the space around it, in pixels.
const BOX: [usize; 2] = [176, 46];
const SPACE: [usize; 2] = [14, 24];

/// A layer as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerBox {
    pub name: String,
    /// Shape of its output, and the number of its parameters if it has any.
    pub shape: String,
    pub is_frozen: bool,
    /// Indices of the layers above it whose outputs it takes.
    inputs: Vec<usize>,
}

/// The layers, in the order of computation.
pub fn layer_boxes(graph: &Graph) -> Vec<LayerBox> {
    let folded = if graph.frozen > MAX_FROZEN { graph.frozen } else { 0 };
    // Inputs of the network stay; the other frozen layers become one, at the place of the last of them.
    let is_input = |at: usize| matches!(graph.layers[at].op, Op::Input { .. });
    let stays = |at: usize| at >= folded || is_input(at) || at + 1 == folded;
    let mut places = vec![0; graph.layers.len()];
    let mut boxes: Vec<LayerBox> = Vec::new();
    for (at, layer) in graph.layers.iter().enumerate() {
        if !stays(at) {
            continue;
        }
        let is_folded = folded > 0 && at + 1 == folded;
        let inputs: Vec<usize> = match is_folded {
            true => (0..at).filter(|other| is_input(*other)).collect(),
            false => layer.inputs.clone(),
        };
        let parameters: u64 = match is_folded {
            true => graph.frozen_values(),
            false => graph.parameters(at).iter().map(|p| p.shape.iter().product::<usize>() as u64).sum(),
        };
        let shape = layer.shape.iter().map(usize::to_string).collect::<Vec<_>>().join(" × ");
        let shape = match parameters {
            0 => shape,
            parameters => text::t!(net_shape, shape = &shape, parameters = count(parameters as usize)),
        };
        places[at] = boxes.len();
        boxes.push(LayerBox {
            name: if is_folded { text::net_backbone(folded) } else { op_name(&layer.op) },
            shape,
            is_frozen: at < graph.frozen && !is_input(at),
            inputs: inputs.into_iter().map(|input| places[input]).collect(),
        });
    }
    boxes
}

fn op_name(op: &Op) -> String {
    let fixed = match op {
        Op::Input { input } => match input {
            NetworkInput::Montage => text::net_montage(),
            NetworkInput::Photo(photo) => return text::net_photo(photo + 1),
            NetworkInput::EachPhoto => text::net_each_photo(),
            NetworkInput::PhotoFeatures => text::net_photo_features(),
            NetworkInput::Attributes => text::net_attributes(),
            NetworkInput::Features => text::net_features(),
        },
        Op::ConvBlock { .. } => text::net_block(),
        Op::Conv { kernel, .. } => return text::net_conv(*kernel),
        Op::DepthwiseConv { kernel, .. } => return text::net_depthwise(*kernel),
        Op::Flatten => text::net_flatten(),
        Op::Dense { relu: true, .. } => text::net_dense_relu(),
        Op::Dense { .. } => text::net_dense(),
        Op::BatchNorm => text::net_norm(),
        Op::Concat => text::net_concat(),
        Op::MaxPool { .. } => text::net_pool(),
        Op::Relu => "ReLU",
        Op::Relu6 => "ReLU6",
        Op::Add => text::net_add(),
        Op::GlobalAveragePool => text::net_average(),
        Op::Normalise { .. } => text::net_normalise(),
        Op::Stack => text::net_stack(),
        Op::WholePhoto => text::net_whole(),
        Op::MeanPhotos => text::net_mean(),
        Op::MaxPhotos => text::net_max(),
        Op::Patches { .. } => text::net_patches(),
        Op::Standardise { .. } => text::net_standardise(),
    };
    fixed.to_owned()
}

/// The layers as boxes, inputs at the top, with a line to each layer that takes their outputs. Returns width and height in pixels too.
pub fn network_picture(boxes: &[LayerBox]) -> (String, [usize; 2]) {
    // A layer stands below all of its inputs.
    let mut rows: Vec<usize> = Vec::new();
    for layer in boxes {
        rows.push(layer.inputs.iter().map(|input| rows[*input] + 1).max().unwrap_or(0));
    }
    let row_count = rows.iter().max().map_or(0, |last| last + 1);
    // Below the middle of its inputs, as far as there is room: a chain is straight, and what joins later stays beside it.
    let width = (BOX[0] + SPACE[0]) as f64;
    let mut columns: Vec<f64> = vec![0.0; boxes.len()];
    for row in 0..row_count {
        let members = (0..boxes.len()).filter(|at| rows[*at] == row);
        let wanted = |(place, at): (usize, usize)| {
            let inputs = &boxes[at].inputs;
            let mean = inputs.iter().map(|input| columns[*input]).sum::<f64>() / inputs.len() as f64;
            (at, if inputs.is_empty() { place as f64 } else { mean })
        };
        let mut placed: Vec<(usize, f64)> = members.enumerate().map(wanted).collect();
        placed.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut free = f64::MIN;
        for (at, column) in placed {
            columns[at] = column.max(free);
            free = columns[at] + 1.0;
        }
    }
    let last_column = columns.iter().copied().fold(0.0, f64::max);
    let size = [
        ((last_column + 1.0) * width).ceil() as usize + SPACE[0],
        row_count * (BOX[1] + SPACE[1]) + SPACE[1],
    ];
    let centre = |(column, row): (&f64, &usize)| {
        let x = (column * width) as usize + SPACE[0] + BOX[0] / 2;
        [x, SPACE[1] + row * (BOX[1] + SPACE[1]) + BOX[1] / 2]
    };
    let centres: Vec<[usize; 2]> = columns.iter().zip(&rows).map(centre).collect();
    let mut out = String::new();
    for (layer, [x, y]) in boxes.iter().zip(&centres) {
        for [from_x, from_y] in layer.inputs.iter().map(|input| centres[*input]) {
            let (top, bottom) = (from_y + BOX[1] / 2, y - BOX[1] / 2);
            // Straight down beside the layers between, and then across.
            let turn = bottom - SPACE[1];
            let _ = write!(out, r#"<path class="wire" d="M{from_x} {top}V{turn}L{x} {bottom}"/>"#);
        }
    }
    for (layer, [x, y]) in boxes.iter().zip(&centres) {
        let (left, top) = (x - BOX[0] / 2, y - BOX[1] / 2);
        let class = if layer.is_frozen { "layer frozen" } else { "layer" };
        let [width, height] = BOX;
        let _ = write!(
            out,
            r#"<rect class="{class}" x="{left}" y="{top}" width="{width}" height="{height}"/><text class="k" x="{x}" y="{}" text-anchor="middle">{}</text><text x="{x}" y="{}" text-anchor="middle">{}</text>"#,
            y - 4,
            escaped(&layer.name),
            y + 13,
            escaped(&layer.shape)
        );
    }
    (out, size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::networks::graph;
    use facade_spec::{Config, ModelKind};

    #[test]
    fn every_network_is_drawn_with_its_parameters() {
        for model in ModelKind::ALL {
            let config = Config::recipe(model);
            let boxes = layer_boxes(&graph(&config, 11));
            let (drawing, [width, height]) = network_picture(&boxes);
            assert_eq!(drawing.matches("<rect").count(), boxes.len(), "{model:?}");
            let wires: usize = boxes.iter().map(|layer| layer.inputs.len()).sum();
            assert_eq!(drawing.matches("<path").count(), wires, "{model:?}");
            assert!(boxes.len() <= 40 && width <= 1000 && height <= 2200, "{model:?}: {width} × {height}");
            assert!(boxes[1..].iter().all(|layer| !layer.name.is_empty() && !layer.shape.is_empty()));
        }
    }

    #[test]
    fn the_reference_has_the_layers_of_the_tutorial() {
        let boxes = layer_boxes(&graph(&Config::default(), 0));
        let names: Vec<&str> = boxes.iter().map(|layer| layer.name.as_str()).collect();
        assert_eq!(names[0], "All photos in one image");
        assert_eq!(boxes[1].shape, "16 × 32 × 32, 512 parameters");
        assert_eq!(names.iter().filter(|name| name.starts_with("Convolution")).count(), 3);
        assert_eq!(boxes.last().unwrap().name, "Dense");
    }
}
