//! Burn's CPU tensors as slices.

use burn::backend::Flex;
use burn::backend::ops::FloatTensorOps;
use burn::backend::tensor::FloatTensor;
use burn::tensor::{Shape, TensorData};

/// Burn's CPU tensor.
pub(crate) type CpuTensor = FloatTensor<Flex>;

/// A tensor with these values.
pub(crate) fn tensor(values: Vec<f32>, shape: impl Into<Shape>) -> CpuTensor {
    Flex::float_from_data(TensorData::new(values, shape.into()), &Default::default())
}

/// A tensor's values.
#[allow(clippy::expect_used, reason = "all tensors of the networks are contiguous and of type f32")]
pub(crate) fn values(tensor: &CpuTensor) -> &[f32] {
    tensor.as_slice::<f32>().expect("contiguous, of f32")
}
