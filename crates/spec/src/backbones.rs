//! Networks that were trained on other photos, up to their last layer.
//!
//! Layers have the names that they have in their files. Each batch normalisation is folded into the convolution before it:
//! the running statistics of its pretraining are kept.

use super::graph::{CHANNELS, Graph, NetworkInput, Op, Padding};

/// Filters of each stage of a ResNet-18; each stage but the first halves width and height.
const STAGES: [usize; 4] = [64, 128, 256, 512];
/// Residual blocks per stage.
const BLOCKS: usize = 2;
/// Mean and standard deviation of ImageNet's channels, by which its inputs are normalised
/// (torchvision, `IMAGENET1K_V1.transforms`).
const MEAN: [f32; CHANNELS] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; CHANNELS] = [0.229, 0.224, 0.225];

/// Stages of blocks of an EfficientNet-Lite0.
const LITE0_STAGES: [Stage; 7] = [
    Stage { expansion: 1, filters: 16, blocks: 1, stride: 1, kernel: 3 },
    Stage { expansion: 6, filters: 24, blocks: 2, stride: 2, kernel: 3 },
    Stage { expansion: 6, filters: 40, blocks: 2, stride: 2, kernel: 5 },
    Stage { expansion: 6, filters: 80, blocks: 3, stride: 2, kernel: 3 },
    Stage { expansion: 6, filters: 112, blocks: 3, stride: 1, kernel: 5 },
    Stage { expansion: 6, filters: 192, blocks: 4, stride: 2, kernel: 5 },
    Stage { expansion: 6, filters: 320, blocks: 1, stride: 1, kernel: 3 },
];
/// Its filters before the first stage, and after the last.
const LITE0_STEM: usize = 32;
const LITE0_HEAD: usize = 1280;

/// Width and height of the photos that the pretrained network takes, and the level on which theirs are centred and that by
/// which they are scaled: those of `facade_features`.
const EXTRACTOR_SIDE: usize = 224;
const EXTRACTOR_LEVELS: [f32; 2] = [127.0, 128.0];

struct Stage {
    /// Factor by which a block widens its channels.
    expansion: usize,
    filters: usize,
    blocks: usize,
    /// Of the first block; the others have 1.
    stride: usize,
    kernel: usize,
}

/// ResNet-18 (He et al., "Deep Residual Learning for Image Recognition", 2016), with the names of torchvision and
/// timm: `[3, height, width]` in 0 to 1 to `[512]`.
pub(super) fn resnet18(graph: &mut Graph, prefix: &str, photo: usize) -> usize {
    let conv = |graph: &mut Graph, name: String, [filters, kernel, stride]: [usize; 3], x: usize| {
        graph.layer(name, Op::Conv { filters, kernel, stride, padding: Padding::Half }, &[x])
    };
    let x = graph.layer("", Op::Normalise { mean: MEAN, deviation: DEVIATION }, &[photo]);
    let x = conv(graph, format!("{prefix}conv1"), [STAGES[0], 7, 2], x);
    let x = graph.layer("", Op::Relu, &[x]);
    let mut x = graph.layer("", Op::MaxPool { kernel: 3, stride: 2, padding: 1 }, &[x]);
    for (stage, filters) in STAGES.into_iter().enumerate() {
        for block in 0..BLOCKS {
            let stride = if stage > 0 && block == 0 { 2 } else { 1 };
            let name = format!("{prefix}layer{}.{block}.", stage + 1);
            let hidden = conv(graph, format!("{name}conv1"), [filters, 3, stride], x);
            let hidden = graph.layer("", Op::Relu, &[hidden]);
            let hidden = conv(graph, format!("{name}conv2"), [filters, 3, 1], hidden);
            if stride > 1 {
                x = conv(graph, format!("{name}downsample.0"), [filters, 1, stride], x);
            }
            let sum = graph.layer("", Op::Add, &[hidden, x]);
            x = graph.layer("", Op::Relu, &[sum]);
        }
    }
    graph.layer("", Op::GlobalAveragePool, &[x])
}

/// EfficientNet-Lite0 with the names and the input of timm's `tf_efficientnet_lite0`: `[3, height, width]` in 0 to 1 to
/// `[1280]`.
///
/// EfficientNet (Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019) without
/// squeeze-and-excitation and with ReLU6.
pub(super) fn efficientnet_lite0(graph: &mut Graph, prefix: &str, photo: usize) -> usize {
    let half = [0.5; CHANNELS];
    let x = graph.layer("", Op::Normalise { mean: half, deviation: half }, &[photo]);
    let x = lite0_stages(graph, prefix, &LITE0_STAGES, x);
    let x = pointwise(graph, format!("{prefix}conv_head"), LITE0_HEAD, x);
    let x = graph.layer("", Op::Relu6, &[x]);
    graph.layer("", Op::GlobalAveragePool, &[x])
}

/// The pretrained network, which is an EfficientNet-Lite0 cut behind the expansion of a block: a photo `[3, 224, 224]` in 0
/// to 1 to a map `[672, 14, 14]`, flattened. Its layers have the names and the order of `facade_features::layers`.
pub fn extractor() -> Graph {
    let mut graph = Graph::new(1);
    let photo = graph.input(NetworkInput::EachPhoto, [CHANNELS, EXTRACTOR_SIDE, EXTRACTOR_SIDE]);
    let [mean, deviation] = EXTRACTOR_LEVELS.map(|level| [level / 255.0; CHANNELS]);
    let x = graph.layer("", Op::Normalise { mean, deviation }, &[photo]);
    let [stages @ .., cut, _] = &LITE0_STAGES;
    let x = lite0_stages(&mut graph, "", stages, x);
    let wide = graph.layers[x].shape[0] * cut.expansion;
    let x = pointwise(&mut graph, format!("blocks.{}.0.conv_pw", stages.len()), wide, x);
    let x = graph.layer("", Op::Relu6, &[x]);
    graph.layer("", Op::Flatten, &[x]);
    graph
}

/// The first convolution and these stages.
fn lite0_stages(graph: &mut Graph, prefix: &str, stages: &[Stage], x: usize) -> usize {
    let stem = Op::Conv { filters: LITE0_STEM, kernel: 3, stride: 2, padding: Padding::Same };
    let x = graph.layer(format!("{prefix}conv_stem"), stem, &[x]);
    let mut x = graph.layer("", Op::Relu6, &[x]);
    for (number, stage) in stages.iter().enumerate() {
        for block in 0..stage.blocks {
            let name = format!("{prefix}blocks.{number}.{block}.");
            let stride = if block == 0 { stage.stride } else { 1 };
            x = inverted_residual(graph, &name, stage, stride, block > 0, x);
        }
    }
    x
}

/// An inverted residual block (Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018).
fn inverted_residual(
    graph: &mut Graph,
    name: &str,
    stage: &Stage,
    stride: usize,
    is_residual: bool,
    x: usize,
) -> usize {
    let mut hidden = x;
    if stage.expansion > 1 {
        let wide = graph.layers[x].shape[0] * stage.expansion;
        hidden = pointwise(graph, format!("{name}conv_pw"), wide, hidden);
        hidden = graph.layer("", Op::Relu6, &[hidden]);
    }
    let depthwise = Op::DepthwiseConv { kernel: stage.kernel, stride };
    hidden = graph.layer(format!("{name}conv_dw"), depthwise, &[hidden]);
    hidden = graph.layer("", Op::Relu6, &[hidden]);
    // A block that does not widen calls its last convolution as others call their first.
    let last = if stage.expansion > 1 { "conv_pwl" } else { "conv_pw" };
    hidden = pointwise(graph, format!("{name}{last}"), stage.filters, hidden);
    if is_residual { graph.layer("", Op::Add, &[hidden, x]) } else { hidden }
}

/// A convolution of single pixels.
fn pointwise(graph: &mut Graph, name: String, filters: usize, x: usize) -> usize {
    graph.layer(name, Op::Conv { filters, kernel: 1, stride: 1, padding: Padding::Half }, &[x])
}
