//! A network's parameters as flat vectors: one for what is trained, one for moving statistics.
//!
//! Layers, the optimiser's moments, a checkpoint and a model file all need "all parameters, in a fixed order".

use crate::ops::{Block, Dense, Norm, TAPS};

/// Red, green, blue.
pub(super) const CHANNELS: usize = 3;

/// One parameter in the flat vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As in `blocks.0.conv.weight`.
    pub name: String,
    /// Its shape.
    pub shape: Vec<usize>,
    /// Where it begins in its vector.
    pub start: usize,
    /// How it starts out.
    pub fill: Fill,
}

impl Entry {
    /// How many values.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where it lies in its vector.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.len()
    }
}

/// Initial values: Keras's defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Uniform in plus or minus `sqrt(6 / (fan_in + fan_out))` (Glorot and Bengio, 2010).
    GlorotUniform {
        /// Inputs of a unit.
        fan_in: usize,
        /// Outputs that an input reaches.
        fan_out: usize,
    },
    /// 0
    Zeros,
    /// 1
    Ones,
}

/// Where each parameter lies in the flat vectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Trained parameters.
    pub weights: Vec<Entry>,
    /// Moving statistics: of each normalisation its mean, then its variance.
    pub moving: Vec<Entry>,
    /// What is known before the first step, and stays so.
    pub fixed: Vec<Entry>,
}

impl Layout {
    /// Values in the vector of trained parameters.
    pub fn weights_len(&self) -> usize {
        self.weights.last().map_or(0, |e| e.range().end)
    }

    /// Values in the vector of moving statistics.
    pub fn moving_len(&self) -> usize {
        self.moving.last().map_or(0, |e| e.range().end)
    }

    /// Adds a block for images of `[inputs, height, width]`.
    pub(super) fn block(&mut self, name: &str, [inputs, height, width]: [usize; 3], outputs: usize) -> Block {
        let (fan_in, fan_out) = (inputs * TAPS, outputs * TAPS);
        let at = self.weight(&format!("{name}.conv.weight"), vec![outputs, inputs, 3, 3], [fan_in, fan_out]);
        self.vector(&format!("{name}.conv.bias"), outputs, Fill::Zeros);
        let (_, moving) = self.normalisation(&format!("{name}.norm"), outputs);
        Block { inputs, outputs, height, width, at, moving }
    }

    /// Adds a dense layer.
    pub(super) fn dense(&mut self, name: &str, [inputs, outputs]: [usize; 2], relu: bool) -> Dense {
        let at = self.weight(&format!("{name}.weight"), vec![inputs, outputs], [inputs, outputs]);
        self.vector(&format!("{name}.bias"), outputs, Fill::Zeros);
        Dense { inputs, outputs, relu, at }
    }

    /// Values that stay as they are.
    pub fn fixed_len(&self) -> usize {
        self.fixed.last().map_or(0, |e| e.range().end)
    }

    /// Adds values that stay as they are.
    pub(super) fn fixed(&mut self, name: &str, shape: Vec<usize>) {
        add(&mut self.fixed, name.to_owned(), shape, Fill::Zeros);
    }

    /// Adds a dense layer without ReLU that starts out as zeros.
    pub(super) fn zeros(&mut self, name: &str, [inputs, outputs]: [usize; 2]) -> Dense {
        let at = add(&mut self.weights, format!("{name}.weight"), vec![inputs, outputs], Fill::Zeros);
        self.vector(&format!("{name}.bias"), outputs, Fill::Zeros);
        Dense { inputs, outputs, relu: false, at }
    }

    /// Adds values that are known before the first step.
    pub(super) fn known(&mut self, name: &str, shape: Vec<usize>) {
        add(&mut self.weights, name.to_owned(), shape, Fill::Zeros);
    }

    /// Adds a normalisation of single values.
    pub(super) fn norm(&mut self, name: &str, channels: usize) -> Norm {
        let (at, moving) = self.normalisation(name, channels);
        Norm { channels, at, moving }
    }

    fn weight(&mut self, name: &str, shape: Vec<usize>, [fan_in, fan_out]: [usize; 2]) -> usize {
        add(&mut self.weights, name.to_owned(), shape, Fill::GlorotUniform { fan_in, fan_out })
    }

    fn vector(&mut self, name: &str, length: usize, fill: Fill) -> usize {
        add(&mut self.weights, name.to_owned(), vec![length], fill)
    }

    /// Where its parameters and its moving statistics begin.
    fn normalisation(&mut self, name: &str, channels: usize) -> (usize, usize) {
        let at = self.vector(&format!("{name}.gamma"), channels, Fill::Ones);
        self.vector(&format!("{name}.beta"), channels, Fill::Zeros);
        let moving = add(&mut self.moving, format!("{name}.moving_mean"), vec![channels], Fill::Zeros);
        add(&mut self.moving, format!("{name}.moving_variance"), vec![channels], Fill::Ones);
        (at, moving)
    }
}

/// Adds an entry, and tells where it begins.
fn add(entries: &mut Vec<Entry>, name: String, shape: Vec<usize>, fill: Fill) -> usize {
    let start = entries.last().map_or(0, |entry| entry.range().end);
    entries.push(Entry { name, shape, start, fill });
    start
}

#[cfg(test)]
mod tests {
    use super::super::Network;
    use super::*;
    use facade_spec::{Config, ModelKind};

    #[test]
    fn the_reference_network_has_the_tutorials_parameters() {
        let network = Network::of(&Config::default(), 0);
        let layout = network.layout();
        assert_eq!(layout.weights_len(), 89_465);
        assert_eq!(layout.weights_len() + layout.moving_len(), 89_721);
        assert_eq!(layout.weights[0].name, "blocks.0.conv.weight");
        assert_eq!(layout.weights[0].fill, Fill::GlorotUniform { fan_in: 27, fan_out: 144 });
        assert_eq!(layout.weights.last().map(|e| e.name.as_str()), Some("output.bias"));
        assert_eq!(layout.moving[1].name, "blocks.0.norm.moving_variance");
        assert_eq!(layout.moving[1].fill, Fill::Ones);
    }

    #[test]
    fn entries_follow_each_other_without_gaps() {
        for model in ModelKind::ALL {
            for members in [0, 3] {
                let config = Config { model, members, tile: 4, filters: vec![2, 3], ..Config::default() };
                let network = Network::of(&config, 5);
                for entries in [&network.layout().weights, &network.layout().moving] {
                    assert!(entries.first().is_none_or(|first| first.start == 0));
                    assert!(entries.windows(2).all(|pair| pair[0].range().end == pair[1].start));
                }
                assert_eq!(config.parameters(5), network.layout().weights_len(), "{model:?}");
                assert_eq!(network.members(), members.max(1), "{model:?}");
            }
        }
    }
}
