//! A network's parameters as flat vectors: one for what is trained, one for moving statistics.
//!
//! The optimiser's moments, a checkpoint and a model file all need "all parameters, in a fixed order". Burn's modules
//! can be walked in the order of their fields; a [`Layout`] is the record of one such walk.

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Gradients, Tensor};

/// One parameter in the flat vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path of its fields, as in `blocks.0.conv.weight`.
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
}

impl Layout {
    /// Walks a network.
    pub fn of<M: Module>(network: &M) -> Self {
        let mut walk = Record::default();
        network.visit(&mut walk);
        walk.layout
    }

    /// Values in the vector of trained parameters.
    pub fn weights_len(&self) -> usize {
        self.weights.last().map_or(0, |e| e.range().end)
    }

    /// Values in the vector of moving statistics.
    pub fn moving_len(&self) -> usize {
        self.moving.last().map_or(0, |e| e.range().end)
    }

    /// The network with these values: `weights` `[weights_len]`, `moving` `[moving_len]`. Where `weights` is on an
    /// autodiff device, each parameter becomes a leaf whose gradient [`gradients`](Layout::gradients) collects.
    pub fn fill<M: Module>(&self, network: M, weights: &Tensor<1>, moving: &Tensor<1>) -> M {
        network.map(&mut Load { layout: self, weights, moving, next: [0, 0], path: Vec::new() })
    }

    /// The gradient of every trained parameter, `[weights_len]`, without autodiff. A parameter that the loss does not
    /// depend on has gradient zero.
    pub fn gradients<M: Module>(&self, network: &M, gradients: &mut Gradients) -> Tensor<1> {
        let mut walk = Collect { gradients, found: Vec::new(), path: Vec::new() };
        network.visit(&mut walk);
        Tensor::cat(walk.found, 0)
    }
}

/// Whether a path ends in a moving statistic of [`super::BatchNorm`].
fn is_moving(path: &[String]) -> bool {
    path.last().is_some_and(|name| name.starts_with("moving_"))
}

#[derive(Default)]
struct Record {
    layout: Layout,
    path: Vec<String>,
}

impl ModuleVisitor for Record {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let shape = param.dims().to_vec();
        let name = self.path.join(".");
        let fill = match (&shape[..], self.path.last().map(String::as_str)) {
            (&[outputs, inputs, height, width], _) => {
                Fill::GlorotUniform { fan_in: inputs * height * width, fan_out: outputs * height * width }
            }
            (&[inputs, outputs], _) => Fill::GlorotUniform { fan_in: inputs, fan_out: outputs },
            (_, Some("gamma" | "moving_variance")) => Fill::Ones,
            _ => Fill::Zeros,
        };
        let entries = if is_moving(&self.path) { &mut self.layout.moving } else { &mut self.layout.weights };
        let start = entries.last().map_or(0, |e| e.range().end);
        entries.push(Entry { name, shape, start, fill });
    }
}

struct Load<'a> {
    layout: &'a Layout,
    weights: &'a Tensor<1>,
    moving: &'a Tensor<1>,
    /// Entries taken so far, of weights and of moving statistics.
    next: [usize; 2],
    path: Vec<String>,
}

impl ModuleMapper for Load<'_> {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let moving = is_moving(&self.path);
        let (values, entries) =
            if moving { (self.moving, &self.layout.moving) } else { (self.weights, &self.layout.weights) };
        let next = &mut self.next[usize::from(moving)];
        let entry = &entries[*next];
        *next += 1;
        let (id, old, mapper) = param.consume();
        // Without autodiff first: the cut must not become part of the graph, or the parameter were no leaf.
        let value = values.clone().without_autodiff().slice(entry.range()).reshape(old.dims());
        let value = if values.is_autodiff() { value.autodiff().set_require_grad(!moving) } else { value };
        Param::from_mapped_value(id, value, mapper)
    }
}

struct Collect<'a> {
    gradients: &'a mut Gradients,
    found: Vec<Tensor<1>>,
    path: Vec<String>,
}

impl ModuleVisitor for Collect<'_> {
    fn enter_module(&mut self, name: &str, _container: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if is_moving(&self.path) {
            return;
        }
        let value = param.val();
        let gradient = match value.grad_remove(self.gradients) {
            Some(gradient) => gradient,
            None => value.without_autodiff().zeros_like(),
        };
        let length = gradient.shape().num_elements();
        self.found.push(gradient.reshape([length]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cnn;
    use super::*;
    use burn::tensor::Device;

    #[test]
    fn the_reference_network_has_the_tutorials_parameters() {
        let layout = Layout::of(&Cnn::new([64, 64], &[16, 32, 64], &Device::flex()));
        assert_eq!(layout.weights_len(), 89_465);
        assert_eq!(layout.weights_len() + layout.moving_len(), 89_721);
        assert_eq!(layout.weights[0].name, "blocks.0.conv.weight");
        assert_eq!(layout.weights[0].fill, Fill::GlorotUniform { fan_in: 27, fan_out: 144 });
        assert_eq!(layout.weights.last().map(|e| e.name.as_str()), Some("output.bias"));
        assert_eq!(layout.moving[1].name, "blocks.0.norm.moving_variance");
        assert_eq!(layout.moving[1].fill, Fill::Ones);
    }

    #[test]
    fn what_is_filled_in_comes_back_in_the_same_order() {
        let device = Device::flex();
        let network = Cnn::new([8, 8], &[2, 3], &device);
        let layout = Layout::of(&network);
        let count = layout.weights_len();
        let weights = Tensor::<1, burn::tensor::Int>::arange(0..count as i64, &device).float();
        let moving = Tensor::<1>::zeros([layout.moving_len()], &device);
        let filled = layout.fill(network, &weights, &moving);
        struct Read(Vec<f32>);
        impl ModuleVisitor for Read {
            fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
                self.0.extend(param.val().into_data().try_to_vec::<f32>().unwrap());
            }
        }
        let mut read = Read(Vec::new());
        filled.visit(&mut read);
        let mut kept: Vec<f32> = read.0.into_iter().collect();
        kept.retain(|v| *v != 0.0);
        let wanted: Vec<f32> = (1..count).map(|v| v as f32).collect();
        // Moving statistics are zero and sorted out with the first weight.
        assert_eq!(kept, wanted);
    }
}
