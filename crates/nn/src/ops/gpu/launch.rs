//! Launching kernels.

use burn::tensor::Shape;
use burn_cubecl::cubecl;
use burn_cubecl::cubecl::prelude::*;
use burn_cubecl::cubecl::{CubeDim, calculate_cube_count_elemwise};
use burn_cubecl::ops::numeric::empty_device_contiguous_dtype;
use burn_cubecl::tensor::CubeTensor;

/// A new tensor beside another, with nothing written to it yet.
pub(super) fn new(beside: &CubeTensor, shape: impl Into<Shape>) -> CubeTensor {
    empty_device_contiguous_dtype(beside.client.clone(), beside.device.clone(), shape.into(), beside.dtype)
}

/// The same values in another shape.
pub(super) fn reshaped(tensor: CubeTensor, shape: impl Into<Shape>) -> CubeTensor {
    let CubeTensor { client, handle, device, dtype, .. } = tensor;
    CubeTensor::new_contiguous(client, device, shape.into(), handle, dtype)
}

/// How many cubes of what size do so many units of work.
pub(super) fn cubes(client: &Client, units: usize) -> (CubeCount, CubeDim) {
    let dim = CubeDim::new(client, units);
    (calculate_cube_count_elemwise(client, units, dim), dim)
}

/// Launches a kernel over so many units beside a tensor, with buffers, then numbers and what is known when it is compiled.
/// The number of units is the first of the numbers.
macro_rules! launch {
    ($kernel:ident, $beside:expr, $units:expr, [$($buffer:expr),* $(,)?] $(, $number:expr)* $(,)?) => {{
        let units = $units;
        let client = $beside.client.clone();
        let (count, dim) = $crate::ops::gpu::launch::cubes(&client, units);
        #[allow(unsafe_code, reason = "indices come from the sizes that the tensors, all contiguous, were made with")]
        // SAFETY: units beyond the first number end at once, and the others reach no further than the sizes that the tensors were
        // made with. What a kernel did beyond them WebGPU would keep from memory that is not the buffer's: it checks every access
        // itself, which CubeCL's checks would only repeat.
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

/// Writes values to a place of a vector.
pub(super) fn put(to: &CubeTensor, at: usize, values: CubeTensor) {
    launch!(copy, values, values.meta.shape().num_elements(), [values, to], at);
}
