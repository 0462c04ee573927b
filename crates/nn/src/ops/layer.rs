//! The layers: their sizes, and the offsets of their parameters.

/// Weights of a 3x3 kernel.
pub(crate) const TAPS: usize = 9;

/// 3x3 convolution with zero padding, ReLU, batch normalisation, 2x2 max pooling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ConvBlock {
    /// Input channels.
    pub(crate) inputs: usize,
    /// Output channels.
    pub(crate) outputs: usize,
    /// Input height; the output has half of it.
    pub(crate) height: usize,
    /// Input width; the output has half of it.
    pub(crate) width: usize,
    /// Offset of its parameters: weight `[outputs, inputs, 3, 3]`, then bias, gamma and beta, `[outputs]`
    /// each.
    pub(crate) offset: usize,
    /// Offset of its running statistics: mean, then variance, `[outputs]` each.
    pub(crate) running_stats: usize,
}

impl ConvBlock {
    /// Values in the weight.
    pub(crate) fn weight_len(&self) -> usize {
        self.outputs * self.inputs * TAPS
    }

    /// Offsets of bias, gamma and beta.
    pub(crate) fn vector_offsets(&self) -> [usize; 3] {
        [0, 1, 2].map(|i| self.offset + self.weight_len() + i * self.outputs)
    }

    /// Height and width of the output.
    pub(crate) fn pooled_size(&self) -> [usize; 2] {
        [self.height / 2, self.width / 2]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Dense {
    /// Input values.
    pub(crate) inputs: usize,
    /// Output values.
    pub(crate) outputs: usize,
    /// Whether ReLU follows.
    pub(crate) relu: bool,
    /// Offset of its parameters: weight `[inputs, outputs]`, then bias `[outputs]`.
    pub(crate) offset: usize,
}

/// Batch normalisation over `[batch, channels]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct BatchNorm {
    /// Input and output values.
    pub(crate) channels: usize,
    /// Offset of its parameters: gamma, then beta, `[channels]` each.
    pub(crate) offset: usize,
    /// Offset of its running statistics: mean, then variance, `[channels]` each.
    pub(crate) running_stats: usize,
}
