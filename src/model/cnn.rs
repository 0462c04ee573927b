//! The tutorial's network: `create_cnn(width, height, 3, filters, regress=True)`.

use burn::backend::Flex;
#[cfg(feature = "gpu")]
use burn::backend::Wgpu;
use burn::module::Module;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{Initializer, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::activation::relu;
use burn::tensor::module::max_pool2d;
use burn::tensor::ops::MaxPoolOptions;
use burn::tensor::{Device, Tensor};

use super::block::{self, Learned};
use super::{BatchNorm, Pass, cpu};

/// Convolution 3x3, ReLU, batch normalisation, maximum over 2x2.
#[derive(Module, Debug)]
struct Block {
    conv: Conv2d,
    norm: BatchNorm,
}

impl Block {
    /// `[batch, inputs, height, width] -> [batch, outputs, height / 2, width / 2]`
    fn forward(&self, x: Tensor<4>, pass: &mut Pass) -> Tensor<4> {
        if let Some(x) = self.fused(&x, pass) {
            return x;
        }
        let x = self.norm.forward(relu(self.conv.forward(x)), pass);
        max_pool2d(x, MaxPoolOptions::new([2, 2]))
    }

    /// The same in one operation of ours, where there is one.
    fn fused(&self, x: &Tensor<4>, pass: &mut Pass) -> Option<Tensor<4>> {
        let Block { conv, norm } = self;
        let (gamma, beta) = (norm.gamma.val(), norm.beta.val());
        let learned = Learned { weight: conv.weight.val(), bias: conv.bias.as_ref()?.val(), gamma, beta };
        match pass {
            Pass::Training { statistics, .. } => {
                let trained = block::train::<Flex>(x, &learned);
                #[cfg(feature = "gpu")]
                let trained = trained.or_else(|| block::train::<Wgpu>(x, &learned));
                let (x, seen) = trained?;
                statistics.extend(seen);
                Some(x)
            }
            Pass::Evaluation => {
                cpu::evaluate(x, learned, [norm.moving_mean.val(), norm.moving_variance.val()])
            }
        }
    }
}

/// Convolution blocks, then dense layers of 16, 4 and 1.
#[derive(Module, Debug)]
pub struct Cnn {
    blocks: Vec<Block>,
    dense1: Linear,
    norm: BatchNorm,
    dense2: Linear,
    output: Linear,
}

/// Units of the first dense layer, which dropout acts on.
pub const HIDDEN: usize = 16;
/// Units of the second dense layer.
const HIDDEN2: usize = 4;
/// Red, green, blue.
const CHANNELS: usize = 3;

impl Cnn {
    /// A network for montages of `[width, height]` pixels, one block for each entry of `filters`. Its values are
    /// placeholders: [`super::Layout`] fills in real ones, so that they never depend on the device's own generator.
    pub fn new(size: [usize; 2], filters: &[usize], device: &Device) -> Self {
        let zeros = Initializer::Zeros;
        let mut channels = CHANNELS;
        let blocks = filters.iter().map(|&count| {
            let conv = Conv2dConfig::new([channels, count], [3, 3])
                .with_padding(PaddingConfig2d::Same)
                .with_initializer(zeros.clone())
                .init(device);
            channels = count;
            Block { conv, norm: BatchNorm::new(count, device) }
        });
        let blocks: Vec<Block> = blocks.collect();
        let [width, height] = size.map(|side| side >> filters.len());
        let dense = |from, to| LinearConfig::new(from, to).with_initializer(zeros.clone()).init(device);
        Cnn {
            blocks,
            dense1: dense(width * height * channels, HIDDEN),
            norm: BatchNorm::new(HIDDEN, device),
            dense2: dense(HIDDEN, HIDDEN2),
            output: dense(HIDDEN2, 1),
        }
    }

    /// Prices as a share of the scale: montages `[batch, 3, height, width]` in 0 to 1, result `[batch]`.
    pub fn forward(&self, montages: Tensor<4>, pass: &mut Pass) -> Tensor<1> {
        let mut x = montages;
        for block in &self.blocks {
            x = block.forward(x, pass);
        }
        let x = relu(self.dense1.forward(x.flatten::<2>(1, 3)));
        let x = self.norm.forward(x, pass);
        let x = pass.dropout(x);
        let x = relu(self.dense2.forward(x));
        let out = self.output.forward(x);
        let [batch, _] = out.dims();
        out.reshape([batch])
    }
}
