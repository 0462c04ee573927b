//! A block's sizes as most kernels take them: at launch and not when they are compiled, so that one does for all blocks. To
//! make a kernel and have the device compile it takes as long as some dozen launches of it. Only the convolutions, where
//! the time goes, are compiled for each size.

use burn_cubecl::cubecl;
use cubecl::prelude::*;

use crate::ops::Block;

/// As in [`Block`].
#[derive(CubeType, CubeLaunch, Clone, Copy)]
pub(super) struct Sizes {
    pub(super) outputs: usize,
    pub(super) height: usize,
    pub(super) width: usize,
    /// Where gamma and beta begin.
    pub(super) gamma: usize,
    pub(super) beta: usize,
}

/// Those of a block.
pub(super) fn sizes(layer: &Block) -> SizesLaunch {
    let [_, gamma, beta] = layer.vectors();
    SizesLaunch::new(layer.outputs, layer.height, layer.width, gamma, beta)
}
