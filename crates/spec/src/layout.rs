//! A network's parameters as flat vectors: trained parameters, running statistics and frozen values.
//!
//! Layers, the optimiser's moments, checkpoints and model files all use all parameters in one fixed order.

use super::graph::{Graph, Initializer};

/// One parameter in a flat vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamEntry {
    /// For example `blocks.0.conv.weight`.
    pub name: String,
    /// Its shape.
    pub shape: Vec<usize>,
    /// First index in its vector.
    pub start: usize,
    /// Its initial values.
    pub init: Initializer,
}

impl ParamEntry {
    /// Number of values.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether it has no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its range in the vector.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.len()
    }
}

/// Position of each parameter in the flat vectors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Trained parameters.
    pub weights: Vec<ParamEntry>,
    /// Running statistics: of each batch normalisation the mean, then the variance.
    pub running_stats: Vec<ParamEntry>,
    /// Frozen values, known before the first step.
    pub frozen: Vec<ParamEntry>,
    /// For each layer of the graph, the index of its first parameter's first value in `weights` or `frozen`,
    /// and that of its first running statistic.
    pub offsets: Vec<[usize; 2]>,
}

impl Layout {
    /// Of a graph's parameters, layer by layer. The graph must be [expanded](Graph::expanded).
    pub fn of(graph: &Graph) -> Self {
        let mut layout = Layout::default();
        for (index, layer) in graph.layers.iter().enumerate() {
            let is_frozen = index < graph.frozen;
            let start = if is_frozen { layout.frozen_len() } else { layout.weights_len() };
            layout.offsets.push([start, layout.running_stats_len()]);
            for parameter in graph.parameters(index) {
                let entries = match parameter.is_running_stat {
                    true => &mut layout.running_stats,
                    false if is_frozen => &mut layout.frozen,
                    false => &mut layout.weights,
                };
                entries.push(ParamEntry {
                    name: format!("{}.{}", layer.name, parameter.name),
                    shape: parameter.shape,
                    start: end(entries),
                    init: parameter.init,
                });
            }
        }
        layout
    }

    /// Length of the vector of trained parameters.
    pub fn weights_len(&self) -> usize {
        end(&self.weights)
    }

    /// Length of the vector of running statistics.
    pub fn running_stats_len(&self) -> usize {
        end(&self.running_stats)
    }

    /// Length of the vector of frozen values.
    pub fn frozen_len(&self) -> usize {
        end(&self.frozen)
    }
}

fn end(entries: &[ParamEntry]) -> usize {
    entries.last().map_or(0, |entry| entry.range().end)
}
