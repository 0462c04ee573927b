//! Burn's tensors on the CPU as slices.

use burn::backend::Flex;
use burn::backend::ops::FloatTensorOps;
use burn::backend::tensor::FloatTensor;
use burn::tensor::{Shape, TensorData};

/// Burn's tensor on the CPU.
pub(crate) type Values = FloatTensor<Flex>;

/// A tensor of values.
pub(crate) fn tensor(values: Vec<f32>, shape: impl Into<Shape>) -> Values {
    Flex::float_from_data(TensorData::new(values, shape.into()), &Default::default())
}

/// A tensor's values.
#[allow(
    clippy::expect_used,
    reason = "what goes in is contiguous, what comes out too, and the networks know no other type"
)]
pub(crate) fn values(tensor: &Values) -> &[f32] {
    tensor.as_slice::<f32>().expect("contiguous, of f32")
}
