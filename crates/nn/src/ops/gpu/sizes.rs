//! A block's sizes as arguments at launch instead of compile-time constants, so that one kernel serves all
//! blocks. Generating a kernel and compiling it on the device takes as long as some dozen launches. Only the
//! convolutions, which take most of the time, are compiled per size.

use burn_cubecl::cubecl;
use cubecl::prelude::*;

use crate::ops::ConvBlock;

/// See [`ConvBlock`].
#[derive(CubeType, CubeLaunch, Clone, Copy)]
pub(super) struct BlockSizes {
    pub(super) outputs: usize,
    pub(super) height: usize,
    pub(super) width: usize,
    /// Offsets of gamma and beta.
    pub(super) gamma: usize,
    pub(super) beta: usize,
}

/// Sizes of a block.
pub(super) fn sizes(layer: &ConvBlock) -> BlockSizesLaunch {
    let [_, gamma, beta] = layer.vector_offsets();
    BlockSizesLaunch::new(layer.outputs, layer.height, layer.width, gamma, beta)
}
