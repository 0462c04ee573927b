//! A block of the network on the GPU: ten kernels of our own, forwards and backwards, in the place of some fifty.

mod kernels;

use burn::backend::fusion::custom::TensorSpec;
use burn::backend::tensor::FloatTensor;
use burn::backend::{Backend, TensorMetadata, Wgpu, backend_extension};
use burn::tensor::Shape;
use burn_cubecl::kernel::into_contiguous;
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use burn_cubecl::tensor::CubeTensor;
use burn_cubecl::{CubeBackend, cubecl};
use cubecl::prelude::*;
use cubecl::{CubeDim, calculate_cube_count_elemwise};
use kernels::{GROUP, RUN, SIDE, Sizes};

use super::block::{Found, Fused, Trained};
use super::norm::EPSILON;

/// The operations as Burn's fusion sees them: opaque, with outputs of known shapes.
#[backend_extension(Cube, Fusion)]
pub(in crate::model) trait Block: Backend {
    /// Pooled `[batch, outputs, height / 2, width / 2]`, what the convolution's ReLU let through `[batch, outputs, height,
    /// width]`, mean and variance `[outputs]`.
    #[fusion(meta = forward_specs)]
    fn block_forward(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>);

    /// Back to what came out of the convolution: its gradient, and those of gamma and beta.
    #[fusion(meta = through_specs)]
    fn block_through(
        gamma: FloatTensor<Self>,
        y: FloatTensor<Self>,
        mean: FloatTensor<Self>,
        variance: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>);

    /// From there, the gradients of weight and bias.
    #[fusion(meta = kernels_specs)]
    fn block_kernels(
        x: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>);

    /// And the gradient of the input.
    #[fusion(meta = input_spec)]
    fn block_input(weight: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self>;
}

fn forward_specs(
    x: &TensorSpec,
    weight: &TensorSpec,
    bias: &TensorSpec,
    _gamma: &TensorSpec,
    _beta: &TensorSpec,
) -> (TensorSpec, TensorSpec, TensorSpec, TensorSpec) {
    let sizes = sizes(&x.shape, weight.shape[0]);
    let [height, width] = sizes.pooled();
    let spec = |shape: [usize; 4]| TensorSpec::new(shape.into(), x.dtype);
    (
        spec([sizes.batch, sizes.outputs, height, width]),
        spec([sizes.batch, sizes.outputs, sizes.height, sizes.width]),
        bias.clone(),
        bias.clone(),
    )
}

fn through_specs(
    gamma: &TensorSpec,
    y: &TensorSpec,
    _mean: &TensorSpec,
    _variance: &TensorSpec,
    _gradient: &TensorSpec,
) -> (TensorSpec, TensorSpec, TensorSpec) {
    (y.clone(), gamma.clone(), gamma.clone())
}

fn kernels_specs(x: &TensorSpec, gradient: &TensorSpec) -> (TensorSpec, TensorSpec) {
    let (inputs, outputs) = (x.shape[1], gradient.shape[1]);
    let weight = TensorSpec::new([outputs, inputs, SIDE, SIDE].into(), x.dtype);
    (weight, TensorSpec::new([outputs].into(), x.dtype))
}

fn input_spec(weight: &TensorSpec, gradient: &TensorSpec) -> TensorSpec {
    let [batch, _, height, width] = gradient.shape.dims();
    TensorSpec::new([batch, weight.shape[1], height, width].into(), gradient.dtype)
}

fn sizes(x: &Shape, outputs: usize) -> Sizes {
    let [batch, inputs, height, width] = x.dims();
    Sizes { batch, inputs, outputs, height, width }
}

/// As a kernel takes it.
const EPSILON_BITS: u32 = (EPSILON as f32).to_bits();

/// A new tensor beside another.
fn new<const D: usize>(beside: &CubeTensor, shape: [usize; D]) -> CubeTensor {
    empty_device_contiguous_dtype(beside.client.clone(), beside.device.clone(), shape.into(), beside.dtype)
}

/// How many cubes of what size do so many units of work.
fn cubes(client: &Client, units: usize) -> (CubeCount, CubeDim) {
    let dim = CubeDim::new(client, units);
    (calculate_cube_count_elemwise(client, units, dim), dim)
}

fn input(tensor: &CubeTensor) -> BufferArg {
    tensor.clone().into_buffer_arg()
}

/// Launches a kernel over so many units. The last arguments of a kernel are the units and what is known when it is
/// compiled.
macro_rules! launch {
    ($kernel:ident, $client:expr, $units:expr, [$($buffer:expr),*], $($known:expr),*) => {{
        let units = $units;
        let (count, dim) = cubes($client, units);
        #[allow(unsafe_code, reason = "every index comes from the sizes that the tensors were made with")]
        unsafe {
            kernels::$kernel::launch_unchecked($client, count, dim, $(input(&$buffer),)* units, $($known),*)
        };
    }};
}

impl Block for CubeBackend {
    fn block_forward(
        x: FloatTensor<Self>,
        weight: FloatTensor<Self>,
        bias: FloatTensor<Self>,
        gamma: FloatTensor<Self>,
        beta: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let [x, weight, bias, gamma, beta] = [x, weight, bias, gamma, beta].map(into_contiguous);
        let sizes = sizes(&x.shape(), weight.shape()[0]);
        let client = x.client.clone();
        let Sizes { batch, outputs, height, width, .. } = sizes;
        let [pooled_height, pooled_width] = sizes.pooled();

        let y = new(&x, [batch, outputs, height, width]);
        let units = batch * outputs.div_ceil(GROUP) * height * width.div_ceil(RUN);
        launch!(convolve, &client, units, [x, weight, bias, y], sizes, false);
        let moments = new(&x, [outputs * sizes.slices() * 2]);
        launch!(moments, &client, outputs * sizes.slices(), [y, moments], sizes);
        let (mean, variance) = (new(&x, [outputs]), new(&x, [outputs]));
        launch!(statistics, &client, outputs, [moments, mean, variance], sizes);
        let pooled = new(&x, [batch, outputs, pooled_height, pooled_width]);
        let units = batch * outputs * pooled_height * pooled_width;
        launch!(pool, &client, units, [y, mean, variance, gamma, beta, pooled], sizes, EPSILON_BITS);
        (pooled, y, mean, variance)
    }

    fn block_through(
        gamma: FloatTensor<Self>,
        y: FloatTensor<Self>,
        mean: FloatTensor<Self>,
        variance: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>, FloatTensor<Self>) {
        let [gamma, gradient] = [gamma, gradient].map(into_contiguous);
        let [batch, outputs, height, width] = y.shape().dims();
        // What went in does not matter here.
        let sizes = Sizes { batch, inputs: 0, outputs, height, width };
        let client = y.client.clone();

        let sums = new(&y, [outputs * sizes.slices() * 2]);
        launch!(maxima, &client, outputs * sizes.slices(), [y, mean, gamma, gradient, sums], sizes);
        let (of_gamma, of_beta) = (new(&y, [outputs]), new(&y, [outputs]));
        launch!(scales, &client, outputs, [sums, variance, of_gamma, of_beta], sizes, EPSILON_BITS);
        let of_y = new(&y, [batch, outputs, height, width]);
        let units = batch * outputs * height.div_ceil(2) * width.div_ceil(2);
        launch!(
            through,
            &client,
            units,
            [y, mean, variance, gamma, of_gamma, of_beta, gradient, of_y],
            sizes,
            EPSILON_BITS
        );
        (of_y, of_gamma, of_beta)
    }

    fn block_kernels(
        x: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let x = into_contiguous(x);
        let outputs = gradient.shape()[1];
        let sizes = sizes(&x.shape(), outputs);
        let (client, inputs) = (x.client.clone(), sizes.inputs);

        let parts = new(&x, [sizes.slices() * sizes.gradient()]);
        let units = sizes.slices() * outputs.div_ceil(GROUP) * inputs * SIDE;
        launch!(kernel_parts, &client, units, [x, gradient, parts], sizes);
        let (of_weight, of_bias) = (new(&x, [outputs, inputs, SIDE, SIDE]), new(&x, [outputs]));
        launch!(kernel_sums, &client, sizes.gradient(), [parts, of_weight, of_bias], sizes);
        (of_weight, of_bias)
    }

    fn block_input(weight: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let [weight, gradient] = [weight, gradient].map(into_contiguous);
        let [batch, outputs, height, width] = gradient.shape().dims();
        let inputs = weight.shape()[1];
        // In reverse: outputs go in, and inputs come out.
        let sizes = Sizes { batch, inputs: outputs, outputs: inputs, height, width };
        let client = gradient.client.clone();
        let x = new(&gradient, [batch, inputs, height, width]);
        let units = batch * inputs.div_ceil(GROUP) * height * width.div_ceil(RUN);
        // There is no bias; the kernel does not read what stands in its place.
        launch!(convolve, &client, units, [gradient, weight, weight, x], sizes, true);
        x
    }
}

/// What the way back needs.
#[derive(Clone, Debug)]
pub(in crate::model) struct State {
    x: FloatTensor<Wgpu>,
    weight: FloatTensor<Wgpu>,
    gamma: FloatTensor<Wgpu>,
    y: FloatTensor<Wgpu>,
    statistics: [FloatTensor<Wgpu>; 2],
}

impl Fused for Wgpu {
    type State = State;

    fn forward(x: FloatTensor<Self>, [weight, bias, gamma, beta]: [FloatTensor<Self>; 4]) -> Trained<Self> {
        let (pooled, y, mean, variance) =
            Self::block_forward(x.clone(), weight.clone(), bias, gamma.clone(), beta);
        let statistics = [mean, variance];
        let state = State { x, weight, gamma, y, statistics: statistics.clone() };
        Trained { pooled, statistics, state }
    }

    fn backward(state: State, gradient: FloatTensor<Self>, wants_x: bool) -> Found<Self> {
        let State { x, weight, gamma, y, statistics: [mean, variance] } = state;
        let (of_y, of_gamma, of_beta) = Self::block_through(gamma, y, mean, variance, gradient);
        let (of_weight, of_bias) = Self::block_kernels(x, of_y.clone());
        let x = wants_x.then(|| Self::block_input(weight, of_y));
        Found { x, weight: of_weight, vectors: [of_bias, of_gamma, of_beta] }
    }
}
