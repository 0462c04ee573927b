//! A network: its graph, the layout of its parameters, and the kernels of its layers.
//!
//! It holds no values: they are in flat vectors, in the order of its [`Layout`].

use super::kernel::Kernel;
use super::{Layout, NetworkInput};
use facade_spec::graph::{Graph, Layer, Op};
use facade_spec::{Config, networks};

/// A network: its graph, layout and kernels.
#[derive(Clone, Debug)]
pub struct Network {
    /// With the layers of every member.
    pub(super) graph: Graph,
    layout: Layout,
    /// Of each layer; none for inputs, and for frozen layers that are computed elsewhere.
    pub(super) kernels: Vec<Option<Kernel>>,
    /// Inputs of a house, in the order of [`Batch::inputs`](super::Batch::inputs), and the layer of each.
    pub(super) inputs: Vec<(NetworkInput, usize)>,
    /// Whether a layer's output depends on trained parameters.
    pub(super) is_trained: Vec<bool>,
    /// Rows of a layer's output per house.
    pub(super) rows: Vec<usize>,
}

impl Network {
    /// The network for these settings and this many encoded attributes.
    pub fn of(config: &Config, attributes: usize) -> Self {
        Network::new(&networks::graph(config, attributes))
    }

    /// The network with this graph.
    pub(crate) fn new(graph: &Graph) -> Self {
        let graph = graph.expanded();
        let layout = Layout::of(&graph);
        let kernel = |(index, &offsets)| Kernel::new(&graph, index, offsets);
        let kernels = layout.offsets.iter().enumerate().map(kernel).collect();
        let features = graph.frozen.checked_sub(1).map(|last| (NetworkInput::Features, last));
        let layers = graph.layers.iter().enumerate().skip(graph.frozen);
        let inputs = layers.filter_map(|(index, layer)| match layer.op {
            Op::Input { input } => Some((input, index)),
            _ => None,
        });
        let inputs = features.into_iter().chain(inputs).collect();
        let mut is_trained = vec![false; graph.frozen];
        for index in graph.frozen..graph.layers.len() {
            let before = graph.layers[index].inputs.iter().any(|&input| is_trained[input]);
            is_trained.push(before || !graph.parameters(index).is_empty());
        }
        Network { rows: graph.rows(), graph, layout, kernels, inputs, is_trained }
    }

    /// The layers, of every member.
    pub(crate) fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Layout of the parameters.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Inputs per house.
    pub fn input_kinds(&self) -> impl Iterator<Item = NetworkInput> {
        self.inputs.iter().map(|(kind, _)| *kind)
    }

    /// Units per house of each layer with dropout.
    pub fn dropout_units(&self) -> Vec<usize> {
        let layers = self.graph.layers.iter().zip(&self.rows);
        let dropped = layers.filter(|(layer, _)| layer.op == Op::BatchNorm);
        dropped.map(|(layer, rows)| rows * layer.values()).collect()
    }

    /// Members of the ensemble, which is the number of outputs per house.
    pub fn members(&self) -> usize {
        self.graph.layers.last().map_or(0, Layer::values)
    }

    /// Values per house in [`features`](Self::features).
    pub fn feature_count(&self) -> usize {
        self.graph.feature_count()
    }

    /// Rows of outputs per house: one, or one per photo if photos are taken one at a time.
    pub(crate) fn output_rows(&self) -> usize {
        self.rows.last().copied().unwrap_or(1)
    }

    /// The input with a row for each photo, and the last layer before the photos of a house are joined.
    pub(super) fn stack(&self) -> Option<[usize; 2]> {
        let layers = &self.graph.layers;
        let stack = layers.iter().find(|layer| layer.op == Op::Stack)?;
        let photos = Op::Input { input: NetworkInput::EachPhoto };
        Some([layers.iter().position(|layer| layer.op == photos)?, *stack.inputs.first()?])
    }
}
