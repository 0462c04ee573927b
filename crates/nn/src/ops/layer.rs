//! The layers: their sizes, and where their parameters lie.

/// Weights of a 3x3 kernel.
pub(crate) const TAPS: usize = 9;

/// Convolution 3x3 with zeros around the image, ReLU, batch normalisation, maximum over 2x2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Block {
    /// Channels of what goes in.
    pub(crate) inputs: usize,
    /// Channels of what comes out.
    pub(crate) outputs: usize,
    /// Of what goes in; half of it comes out.
    pub(crate) height: usize,
    /// As for the height.
    pub(crate) width: usize,
    /// Where its parameters begin: weight `[outputs, inputs, 3, 3]`, then bias, gamma and beta, `[outputs]` each.
    pub(crate) at: usize,
    /// Where its moving statistics begin: mean, then variance, `[outputs]` each.
    pub(crate) moving: usize,
}

impl Block {
    /// Values in the weight.
    pub(crate) fn weight(&self) -> usize {
        self.outputs * self.inputs * TAPS
    }

    /// Where bias, gamma and beta begin.
    pub(crate) fn vectors(&self) -> [usize; 3] {
        [0, 1, 2].map(|i| self.at + self.weight() + i * self.outputs)
    }

    /// Height and width of what comes out.
    pub(crate) fn pooled(&self) -> [usize; 2] {
        [self.height / 2, self.width / 2]
    }
}

/// A dense layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Dense {
    /// Values that go in.
    pub(crate) inputs: usize,
    /// Values that come out.
    pub(crate) outputs: usize,
    /// Whether ReLU follows.
    pub(crate) relu: bool,
    /// Where its parameters begin: weight `[inputs, outputs]`, then bias `[outputs]`.
    pub(crate) at: usize,
}

/// Batch normalisation of single values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Norm {
    /// Values that go in and come out.
    pub(crate) channels: usize,
    /// Where its parameters begin: gamma, then beta, `[channels]` each.
    pub(crate) at: usize,
    /// Where its moving statistics begin: mean, then variance, `[channels]` each.
    pub(crate) moving: usize,
}
