//! A block of the network in one operation of our own, with its way back: convolution 3x3, ReLU, batch normalisation,
//! maximum over 2x2. [`Fused`] is what a backend brings to it.

use burn::backend::autodiff::checkpoint::base::Checkpointer;
use burn::backend::autodiff::checkpoint::strategy::NoCheckpointing;
use burn::backend::autodiff::grads::Gradients;
use burn::backend::autodiff::ops::{Backward, Ops, OpsKind};
use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, Backend, DispatchKindConversion, DispatchTensor};
use burn::tensor::Tensor;

/// A block's parameters: weight `[outputs, inputs, 3, 3]`, bias, gamma and beta `[outputs]`.
#[derive(Clone, Debug)]
pub(super) struct Learned {
    pub(super) weight: Tensor<4>,
    pub(super) bias: Tensor<1>,
    pub(super) gamma: Tensor<1>,
    pub(super) beta: Tensor<1>,
}

/// What a training pass brings.
#[derive(Debug)]
pub(super) struct Trained<B: Fused> {
    /// `[batch, outputs, height / 2, width / 2]`
    pub(super) pooled: FloatTensor<B>,
    /// Mean and biased variance of the batch, `[outputs]` each.
    pub(super) statistics: [FloatTensor<B>; 2],
    /// What the way back needs.
    pub(super) state: B::State,
}

/// The gradients of what a block was given.
#[derive(Debug)]
pub(super) struct Found<B: Backend> {
    /// None where nobody asked for it.
    pub(super) x: Option<FloatTensor<B>>,
    /// `[outputs, inputs, 3, 3]`
    pub(super) weight: FloatTensor<B>,
    /// Of bias, gamma and beta, `[outputs]` each.
    pub(super) vectors: [FloatTensor<B>; 3],
}

/// A backend with a block of our own.
pub(super) trait Fused: Backend {
    /// What the way back needs.
    type State: Clone + Send + std::fmt::Debug + 'static;

    /// A training pass over `x` `[batch, inputs, height, width]` with weight, bias, gamma and beta.
    fn forward(x: FloatTensor<Self>, learned: [FloatTensor<Self>; 4]) -> Trained<Self>;

    /// The way back, from the gradient of what came out.
    fn backward(state: Self::State, gradient: FloatTensor<Self>, wants_x: bool) -> Found<Self>;
}

/// A training pass: `[batch, inputs, height, width]` becomes `[batch, outputs, height / 2, width / 2]`, and mean and
/// biased variance of the batch, `[outputs]` each. None where `x` is not on this backend with autodiff.
pub(super) fn train<B: Fused>(x: &Tensor<4>, learned: &Learned) -> Option<(Tensor<4>, [Tensor<1>; 2])>
where
    DispatchTensor: DispatchKindConversion<Autodiff<B>> + DispatchKindConversion<B>,
{
    let Learned { weight, bias, gamma, beta } = learned.clone();
    let vector = |v: Tensor<1>| v.try_into_primitive::<Autodiff<B>>().ok();
    let (x, from_x) = x.clone().try_into_primitive::<Autodiff<B>>().ok()?.into_parts();
    let (weight, from_weight) = weight.try_into_primitive::<Autodiff<B>>().ok()?.into_parts();
    let (bias, from_bias) = vector(bias)?.into_parts();
    let (gamma, from_gamma) = vector(gamma)?.into_parts();
    let (beta, from_beta) = vector(beta)?.into_parts();

    let Trained { pooled, statistics, state } = B::forward(x, [weight, bias, gamma, beta]);
    let nodes = [from_x, from_weight, from_bias, from_gamma, from_beta];
    let pooled = match WayBack.prepare::<NoCheckpointing>(nodes).compute_bound().stateful() {
        OpsKind::Tracked(prepared) => prepared.finish(state, pooled),
        OpsKind::UnTracked(prepared) => prepared.finish(pooled),
    };
    Some((Tensor::from_primitive::<Autodiff<B>>(pooled), statistics.map(Tensor::from_primitive::<B>)))
}

#[derive(Debug)]
struct WayBack;

impl<B: Fused> Backward<B, 5> for WayBack {
    type State = B::State;

    fn backward(self, ops: Ops<B::State, 5>, gradients: &mut Gradients, _: &mut Checkpointer) {
        let arrived = gradients.consume::<B>(&ops.node);
        let [from_x, from_weight, from_bias, from_gamma, from_beta] = ops.parents;
        let found = B::backward(ops.state, arrived, from_x.is_some());
        let [bias, gamma, beta] = found.vectors.map(Some);
        let all = [
            (from_x, found.x),
            (from_weight, Some(found.weight)),
            (from_bias, bias),
            (from_gamma, gamma),
            (from_beta, beta),
        ];
        for (node, gradient) in all {
            if let (Some(node), Some(gradient)) = (node, gradient) {
                gradients.register::<B>(node.id, gradient);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use burn::backend::Flex;
    use burn::tensor::activation::relu;
    use burn::tensor::module::{batch_norm, batch_norm_train, conv2d, max_pool2d};
    use burn::tensor::ops::{ConvOptions, MaxPoolOptions};
    use burn::tensor::{Device, TensorData};

    use super::*;
    use crate::model::cpu::evaluate;
    use crate::model::norm::EPSILON;
    use crate::training::random::{Purpose, Stream};

    /// Values in -1 to 1.
    fn random<const D: usize>(stream: &mut Stream, shape: [usize; D], device: &Device) -> Tensor<D> {
        let values = (0..shape.iter().product()).map(|_| 2.0 * stream.unit() - 1.0).collect::<Vec<f32>>();
        Tensor::from_data(TensorData::new(values, shape), device)
    }

    fn close<const D: usize>(ours: Tensor<D>, burns: Tensor<D>, what: &str) {
        assert_eq!(ours.dims(), burns.dims(), "{what}");
        let [ours, burns] = [ours, burns].map(|t| t.into_data().try_into_vec::<f32>().unwrap());
        let norm = |v: &[f32]| v.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>().sqrt();
        let apart: Vec<f32> = ours.iter().zip(&burns).map(|(a, b)| a - b).collect();
        assert!(norm(&apart) <= 1e-5 * norm(&burns), "{what}: {} of {}", norm(&apart), norm(&burns));
    }

    /// Batch, inputs, outputs, height and width: the reference's shapes, and such as fill no vector and no group.
    const SHAPES: [[usize; 5]; 6] = [
        [8, 3, 16, 64, 64],
        [2, 16, 32, 32, 32],
        [1, 5, 3, 8, 8],
        [3, 1, 1, 2, 2],
        [2, 4, 7, 5, 9],
        [2, 2, 6, 33, 6],
    ];

    fn setting([batch, inputs, outputs, height, width]: [usize; 5], device: &Device) -> (Tensor<4>, Learned) {
        let mut stream = Stream::new(7, Purpose::Weights, batch, inputs * outputs * height * width);
        let x = random(&mut stream, [batch, inputs, height, width], device);
        let weight = random(&mut stream, [outputs, inputs, 3, 3], device);
        // Some gammas are negative: the maximum after normalisation is then the smallest before it.
        let [bias, gamma, beta] = [0; 3].map(|_| random(&mut stream, [outputs], device));
        (x, Learned { weight, bias, gamma, beta })
    }

    fn convolved(x: Tensor<4>, learned: &Learned) -> Tensor<4> {
        let options = ConvOptions::new([1, 1], [1, 1], [1, 1], 1);
        relu(conv2d(x, learned.weight.clone(), Some(learned.bias.clone()), options))
    }

    #[test]
    fn a_training_pass_and_its_gradients_are_those_of_burns_own_operations() {
        let device = Device::flex();
        for shape in SHAPES {
            let (x, learned) = setting(shape, &device);
            let run = |ours: bool| {
                let x = x.clone().autodiff().require_grad();
                let vector = |v: &Tensor<1>| v.clone().autodiff().require_grad();
                let learned = Learned {
                    weight: learned.weight.clone().autodiff().require_grad(),
                    bias: vector(&learned.bias),
                    gamma: vector(&learned.gamma),
                    beta: vector(&learned.beta),
                };
                let (pooled, statistics) = if ours {
                    train::<Flex>(&x, &learned).unwrap()
                } else {
                    let y = convolved(x.clone(), &learned);
                    let y = batch_norm_train(y, learned.gamma.clone(), learned.beta.clone(), EPSILON);
                    let statistics = [y.mean.without_autodiff(), y.variance.without_autodiff()];
                    (max_pool2d(y.output, MaxPoolOptions::new([2, 2])), statistics)
                };
                // A loss in which every value counts differently.
                let factors = random(&mut Stream::new(3, Purpose::Weights, 0, 0), pooled.dims(), &device);
                let mut gradients = (pooled.clone() * factors.autodiff()).sum().backward();
                let gradient = |v: &Tensor<1>, gradients: &mut _| v.grad_remove(gradients).unwrap();
                let vectors =
                    [&learned.bias, &learned.gamma, &learned.beta].map(|v| gradient(v, &mut gradients));
                let of_x = x.grad_remove(&mut gradients).unwrap();
                let of_weight = learned.weight.grad_remove(&mut gradients).unwrap();
                (pooled.without_autodiff(), statistics, of_x, of_weight, vectors)
            };
            let (ours, burns) = (run(true), run(false));
            close(ours.0, burns.0, &format!("{shape:?} pooled"));
            close(ours.2, burns.2, &format!("{shape:?} gradient of the input"));
            close(ours.3, burns.3, &format!("{shape:?} gradient of the weight"));
            for (ours, burns) in ours.1.into_iter().zip(burns.1) {
                close(ours, burns, &format!("{shape:?} statistics"));
            }
            for (ours, burns) in ours.4.into_iter().zip(burns.4) {
                close(ours, burns, &format!("{shape:?} gradient of a vector"));
            }
        }
    }

    #[test]
    fn a_pass_with_moving_statistics_is_that_of_burns_own_operations() {
        let device = Device::flex();
        for shape in SHAPES {
            let (x, learned) = setting(shape, &device);
            let mut stream = Stream::new(5, Purpose::Weights, 0, 0);
            let mean = random(&mut stream, [shape[2]], &device);
            let variance = random(&mut stream, [shape[2]], &device).abs();
            let ours = evaluate(&x, learned.clone(), [mean.clone(), variance.clone()]).unwrap();
            let Learned { gamma, beta, .. } = learned.clone();
            let burns = batch_norm(convolved(x, &learned), gamma, beta, mean, variance, EPSILON);
            close(ours, max_pool2d(burns, MaxPoolOptions::new([2, 2])), &format!("{shape:?}"));
        }
    }

    #[test]
    fn what_is_not_a_number_stays_so() {
        let device = Device::flex();
        let (x, mut learned) = setting([1, 2, 3, 4, 4], &device);
        learned.weight = learned.weight.mul_scalar(f32::NAN);
        let pooled =
            evaluate(&x, learned, [Tensor::zeros([3], &device), Tensor::ones([3], &device)]).unwrap();
        assert!(pooled.into_data().iter::<f32>().all(f32::is_nan));
    }
}
