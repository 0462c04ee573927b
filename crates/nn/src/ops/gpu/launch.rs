//! Launches of kernels.

use burn::tensor::Shape;
use burn_cubecl::cubecl;
use burn_cubecl::cubecl::prelude::*;
use burn_cubecl::cubecl::{CubeDim, calculate_cube_count_elemwise};
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use burn_cubecl::tensor::CubeTensor;

/// A new tensor on the device of `like`, with uninitialised memory.
pub(super) fn new(like: &CubeTensor, shape: impl Into<Shape>) -> CubeTensor {
    empty_device_contiguous_dtype(like.client.clone(), like.device.clone(), shape.into(), like.dtype)
}

/// The same values with another shape.
pub(super) fn reshaped(tensor: CubeTensor, shape: impl Into<Shape>) -> CubeTensor {
    let CubeTensor { client, handle, device, dtype, .. } = tensor;
    CubeTensor::new_contiguous(client, device, shape.into(), handle, dtype)
}

/// Number and size of cubes for this many units.
pub(super) fn cubes(client: &Client, units: usize) -> (CubeCount, CubeDim) {
    let dim = CubeDim::new(client, units);
    (calculate_cube_count_elemwise(client, units, dim), dim)
}

/// Launches a kernel with this many units on the device of `$like`: buffers, then numbers, then compile-time
/// arguments. The number of units is passed as the first number.
macro_rules! launch {
    ($kernel:ident, $like:expr, $units:expr, [$($buffer:expr),* $(,)?] $(, $number:expr)* $(,)?) => {{
        let units = $units;
        let client = $like.client.clone();
        let (count, dim) = $crate::ops::gpu::launch::cubes(&client, units);
        #[allow(unsafe_code, reason = "indices come from the sizes that the contiguous tensors were created with")]
        // SAFETY: units from the first number on return at once, and the others stay within the sizes that
        // the tensors were created with. WebGPU itself checks every access and keeps it inside the buffer, so
        // CubeCL's own checks would only repeat that.
        unsafe {
            $kernel::launch_unchecked(
                &client,
                count,
                dim,
                $($buffer.clone().into_buffer_arg(),)*
                units,
                $($number),*
            )
        };
    }};
}
pub(super) use launch;

#[cube(launch_unchecked)]
fn copy(from: &[f32], to: &mut [f32], units: usize, at: usize) {
    if ABSOLUTE_POS >= units {
        terminate!();
    }
    to[at + ABSOLUTE_POS] = from[ABSOLUTE_POS];
}

/// Writes values into a vector at an offset.
pub(super) fn write(to: &CubeTensor, at: usize, values: CubeTensor) {
    launch!(copy, values, values.meta.shape().num_elements(), [values, to], at);
}
