//! A block of the network on the CPU, in the place of Burn's own four operations.

mod block;
mod convolution;
mod planes;

use block::{Kept, Parameters, Statistics};
use burn::backend::ops::FloatTensorOps;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Flex, TensorMetadata};
use burn::tensor::{Tensor, TensorData};

use super::block::{Found, Fused, Learned, Trained};

/// Burn's tensor on the CPU.
type Values = FloatTensor<Flex>;

/// What the way back needs.
#[derive(Clone, Debug)]
pub(in crate::model) struct State {
    kept: Kept,
    learned: Primitives,
    /// Of what went in.
    shape: [usize; 4],
}

impl Fused for Flex {
    type State = State;

    fn forward(x: Values, learned: [Values; 4]) -> Trained<Self> {
        let shape = x.shape().dims::<4>();
        let learned = Primitives(learned.map(|tensor| tensor.to_contiguous()));
        let size = [shape[2], shape[3]];
        let (pooled, kept) = block::train(values(&x.to_contiguous()), size, learned.parameters());
        let Statistics { mean, variance } = kept.statistics().clone();
        let outputs = mean.len();
        Trained {
            pooled: tensor(pooled, [shape[0], outputs, size[0] / 2, size[1] / 2]),
            statistics: [mean, variance].map(|v| tensor(v, [outputs])),
            state: State { kept, learned, shape },
        }
    }

    fn backward(State { kept, learned, shape }: State, gradient: Values, wants_x: bool) -> Found<Self> {
        let found = block::backward(&kept, learned.parameters(), values(&gradient.to_contiguous()), wants_x);
        let outputs = found.bias.len();
        Found {
            x: found.x.map(|x| tensor(x, shape)),
            weight: tensor(found.weight, [outputs, shape[1], 3, 3]),
            vectors: [found.bias, found.gamma, found.beta].map(|v| tensor(v, [outputs])),
        }
    }
}

/// A pass with moving statistics, `[outputs]` each. None where `x` is not on the CPU, or has autodiff.
pub(super) fn evaluate(
    x: &Tensor<4>,
    learned: Learned,
    [mean, variance]: [Tensor<1>; 2],
) -> Option<Tensor<4>> {
    let x = x.clone().try_into_primitive::<Flex>().ok()?;
    let weight = learned.weight.try_into_primitive::<Flex>().ok()?.to_contiguous();
    let vector = |v: Tensor<1>| Some(v.try_into_primitive::<Flex>().ok()?.to_contiguous());
    let learned = Primitives([weight, vector(learned.bias)?, vector(learned.gamma)?, vector(learned.beta)?]);
    let host = |v: Tensor<1>| Some(values(&vector(v)?).to_vec());
    let statistics = Statistics { mean: host(mean)?, variance: host(variance)? };
    let [batch, _, height, width] = x.shape().dims::<4>();
    let pooled =
        block::evaluate(values(&x.to_contiguous()), [height, width], learned.parameters(), &statistics);
    let shape = [batch, statistics.mean.len(), height / 2, width / 2];
    Some(Tensor::from_primitive::<Flex>(tensor(pooled, shape)))
}

/// A contiguous tensor's values.
#[allow(
    clippy::expect_used,
    reason = "every caller makes it contiguous, and the network knows no other type"
)]
fn values(tensor: &Values) -> &[f32] {
    tensor.as_slice::<f32>().expect("contiguous, of f32")
}

fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> Values {
    Flex::float_from_data(TensorData::new(values, shape), &Default::default())
}

/// Weight, bias, gamma and beta, contiguous.
#[derive(Clone, Debug)]
struct Primitives([Values; 4]);

impl Primitives {
    fn parameters(&self) -> Parameters<'_> {
        let [weight, bias, gamma, beta] = self.0.each_ref().map(values);
        Parameters { weight, bias, gamma, beta }
    }
}
