//! A block of the network on the GPU: kernels of our own, four forwards and six backwards, in the place of some thirty.

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
    let batch = x.shape[0];
    let spec = |shape: [usize; 4]| TensorSpec::new(shape.into(), x.dtype);
    (
        spec([batch, sizes.outputs, height, width]),
        spec([batch, sizes.outputs, sizes.height, sizes.width]),
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
    let [_, inputs, height, width] = x.dims();
    Sizes { inputs, outputs, height, width }
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

/// Launches a kernel over so many units, with buffers, then numbers, the first of which are the units.
macro_rules! launch {
    ($kernel:ident, $client:expr, $units:expr, [$($buffer:expr),*], $($number:expr),*) => {{
        let units = $units;
        let (count, dim) = cubes($client, units);
        #[allow(unsafe_code, reason = "indices come from the sizes that the tensors, all contiguous, were made with")]
        unsafe {
            kernels::$kernel::launch_unchecked(
                $client,
                count,
                dim,
                $($buffer.clone().into_buffer_arg(),)*
                units,
                $($number),*
            )
        };
    }};
}

/// At most so many values hold the parts of a kernels' gradient: 16 MB.
const PARTS: usize = 1 << 22;

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
        let batch = x.shape()[0];
        let Sizes { outputs, height, width, .. } = sizes;
        let [pooled_height, pooled_width] = sizes.pooled();

        let y = new(&x, [batch, outputs, height, width]);
        let units = batch * outputs.div_ceil(GROUP) * height * width.div_ceil(RUN);
        launch!(convolve, &client, units, [x, weight, bias, y], sizes, false);
        let slices = batch * sizes.parts();
        let moments = new(&x, [outputs * slices * 2]);
        launch!(moments, &client, outputs * slices, [y, moments], slices, sizes);
        let (mean, variance) = (new(&x, [outputs]), new(&x, [outputs]));
        launch!(statistics, &client, outputs, [moments, mean, variance], slices, sizes);
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
        let [gamma, y, mean, variance, gradient] = [gamma, y, mean, variance, gradient].map(into_contiguous);
        let [batch, outputs, height, width] = y.shape().dims();
        // What went in does not matter here.
        let sizes = Sizes { inputs: 0, outputs, height, width };
        let client = y.client.clone();

        let slices = batch * sizes.parts();
        let sums = new(&y, [outputs * slices * 2]);
        launch!(arrivals, &client, outputs * slices, [y, mean, gamma, gradient, sums], slices, sizes);
        let (of_gamma, of_beta, coefficients) =
            (new(&y, [outputs]), new(&y, [outputs]), new(&y, [outputs, 4]));
        let count = (batch * height * width) as f32;
        launch!(
            scales,
            &client,
            outputs,
            [sums, mean, variance, gamma, of_gamma, of_beta, coefficients],
            slices,
            count,
            EPSILON_BITS
        );
        let of_y = new(&y, [batch, outputs, height, width]);
        let units = batch * outputs * height.div_ceil(2) * width.div_ceil(2);
        launch!(through, &client, units, [y, coefficients, gradient, of_y], sizes);
        (of_y, of_gamma, of_beta)
    }

    fn block_kernels(
        x: FloatTensor<Self>,
        gradient: FloatTensor<Self>,
    ) -> (FloatTensor<Self>, FloatTensor<Self>) {
        let [x, gradient] = [x, gradient].map(into_contiguous);
        let outputs = gradient.shape()[1];
        let sizes = sizes(&x.shape(), outputs);
        let (client, inputs) = (x.client.clone(), sizes.inputs);

        let all = x.shape()[0] * sizes.parts();
        let slices = all.min(PARTS / sizes.kernel_values()).max(1);
        let parts = new(&x, [slices * sizes.kernel_values()]);
        let units = slices * outputs.div_ceil(GROUP) * inputs * SIDE;
        launch!(kernel_parts, &client, units, [x, gradient, parts], all, slices, sizes);
        let (of_weight, of_bias) = (new(&x, [outputs, inputs, SIDE, SIDE]), new(&x, [outputs]));
        launch!(kernel_sums, &client, sizes.kernel_values(), [parts, of_weight, of_bias], slices, sizes);
        (of_weight, of_bias)
    }

    fn block_input(weight: FloatTensor<Self>, gradient: FloatTensor<Self>) -> FloatTensor<Self> {
        let [weight, gradient] = [weight, gradient].map(into_contiguous);
        let [batch, outputs, height, width] = gradient.shape().dims();
        let inputs = weight.shape()[1];
        // In reverse: outputs go in, and inputs come out.
        let sizes = Sizes { inputs: outputs, outputs: inputs, height, width };
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
