//! The layers of the network, with their names in timm (`efficientnet_lite0`).
//!
//! EfficientNet (Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019) as its Lite
//! variant 0: without squeeze-and-excitation, with ReLU6.

/// Width and height of the photos that the network takes, in pixels.
pub(crate) const SIDE: usize = 224;
/// A pixel's level is centred by this: `(level - CENTRE) / SPREAD`.
pub const CENTRE: f32 = 127.0;
/// And scaled by this.
pub const SPREAD: f32 = 128.0;
/// Channels after the first convolution.
const STEM: usize = 32;
/// Stages of blocks.
const STAGES: [Stage; 5] = [
    Stage { expansion: 1, channels: 16, blocks: 1, stride: 1, kernel: 3 },
    Stage { expansion: 6, channels: 24, blocks: 2, stride: 2, kernel: 3 },
    Stage { expansion: 6, channels: 40, blocks: 2, stride: 2, kernel: 5 },
    Stage { expansion: 6, channels: 80, blocks: 3, stride: 2, kernel: 3 },
    Stage { expansion: 6, channels: 112, blocks: 3, stride: 1, kernel: 5 },
];
/// Expansion of the block behind which the network is cut.
const LAST_EXPANSION: usize = 6;

struct Stage {
    expansion: usize,
    channels: usize,
    blocks: usize,
    /// Of the first block; the others have 1.
    stride: usize,
    kernel: usize,
}

/// What a layer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The first convolution. ReLU6 follows.
    Stem,
    /// Widens the channels at the start of a block. ReLU6 follows.
    Expand,
    /// A convolution of each channel by itself. ReLU6 follows.
    Depthwise,
    /// Narrows the channels at the end of a block.
    Project {
        /// Whether the block's input is added.
        is_residual: bool,
    },
}

/// A convolution. Its padding is TensorFlow's “same”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Start of its weights' names.
    pub name: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Shape of its weights: outputs, inputs of an output, height, width.
    pub shape: [usize; 4],
    /// Pixels from one position to the next.
    pub stride: usize,
}

/// The network's layers, in their order. The last one is the expansion behind which it is cut.
pub fn layers() -> Vec<Layer> {
    let mut layers = Vec::new();
    let mut add = |name: String, purpose, [outputs, inputs, kernel]: [usize; 3], stride| {
        layers.push(Layer { name, purpose, shape: [outputs, inputs, kernel, kernel], stride });
    };
    add("conv_stem".to_owned(), Purpose::Stem, [STEM, 3, 3], 2);
    let mut inputs = STEM;
    for (stage, Stage { expansion, channels, blocks, stride, kernel }) in STAGES.iter().enumerate() {
        for block in 0..*blocks {
            let name = |part: &str| format!("blocks.{stage}.{block}.{part}");
            let wide = inputs * expansion;
            if *expansion > 1 {
                add(name("conv_pw"), Purpose::Expand, [wide, inputs, 1], 1);
            }
            let stride = if block == 0 { *stride } else { 1 };
            add(name("conv_dw"), Purpose::Depthwise, [wide, 1, *kernel], stride);
            let project = if *expansion > 1 { "conv_pwl" } else { "conv_pw" };
            let is_residual = block > 0;
            add(name(project), Purpose::Project { is_residual }, [*channels, wide, 1], 1);
            inputs = *channels;
        }
    }
    let name = format!("blocks.{}.0.conv_pw", STAGES.len());
    add(name, Purpose::Expand, [inputs * LAST_EXPANSION, inputs, 1], 1);
    layers
}

/// Number of blocks before a stage.
pub fn blocks_before(stage: usize) -> usize {
    STAGES.iter().take(stage).map(|stage| stage.blocks).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_network_has_the_published_number_of_weights() {
        let layers = layers();
        let values = |layer: &Layer| layer.shape.iter().product::<usize>() + layer.shape[0];
        assert_eq!(layers.iter().map(values).sum::<usize>(), 768_624);
        assert_eq!(layers.last().map(|layer| layer.shape), Some([672, 112, 1, 1]));
        assert_eq!(blocks_before(5), 11);
    }
}
