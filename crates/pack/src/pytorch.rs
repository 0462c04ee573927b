//! PyTorch files of the form that was in use before version 1.6 (`torch/serialization.py`, `_legacy_load`): a mark, the
//! version, sizes of types, the dictionary of tensors, the keys of their storages, and the storages.

use std::collections::HashMap;

use crate::PackError;
use crate::pickle::{self, Value, slice, take};

/// What such a file begins with (`MAGIC_NUMBER`), as far as a 64-bit number goes.
const MAGIC: i64 = 0x1950_a86a_20f9_469c_fc6c_u128 as i64;

/// Tensors by name.
pub(crate) struct StateDict {
    tensors: HashMap<String, Tensor>,
    storages: HashMap<String, Vec<f32>>,
}

/// A view of a storage.
struct Tensor {
    storage: String,
    offset: usize,
    shape: Vec<usize>,
    stride: Vec<usize>,
}

impl StateDict {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, PackError> {
        Self::parse(bytes).ok_or_else(|| PackError::Weights("the PyTorch file has another form".to_owned()))
    }

    fn parse(mut bytes: &[u8]) -> Option<Self> {
        if pickle::read(&mut bytes)? != Value::Int(MAGIC) {
            return None;
        }
        let (_version, _sizes) = (pickle::read(&mut bytes)?, pickle::read(&mut bytes)?);
        let Value::Dict(pairs) = pickle::read(&mut bytes)? else { return None };
        let Value::List(keys) = pickle::read(&mut bytes)? else { return None };
        let mut state = StateDict { tensors: HashMap::new(), storages: HashMap::new() };
        // Bytes of a value, by storage.
        let mut sizes: HashMap<String, usize> = HashMap::new();
        for (name, tensor) in &pairs {
            let (Value::Text(name), Some((tensor, size))) = (name, Tensor::of(tensor)) else { return None };
            sizes.insert(tensor.storage.clone(), size);
            state.tensors.insert(name.clone(), tensor);
        }
        for key in keys {
            let Value::Text(key) = key else { return None };
            let count = usize::try_from(i64::from_le_bytes(take(&mut bytes)?)).ok()?;
            let size = *sizes.get(&key)?;
            let values = slice(&mut bytes, count.checked_mul(size)?)?;
            // Others than floats are counters, which nothing needs.
            let floats = if size == 4 { values.as_chunks::<4>().0 } else { &[] };
            state.storages.insert(key, floats.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect());
        }
        Some(state)
    }

    /// The values of a tensor with this shape, in its order.
    pub(crate) fn tensor(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, PackError> {
        let tensor = self.tensors.get(name).filter(|tensor| tensor.shape == shape);
        let values = tensor.and_then(|tensor| tensor.values(self.storages.get(&tensor.storage)?));
        values.ok_or_else(|| PackError::Weights(format!("{name} is missing or has another shape")))
    }
}

impl Tensor {
    /// A call of `torch._utils._rebuild_tensor_v2(storage, offset, shape, stride, ...)`, and the size of its values in bytes.
    fn of(value: &Value) -> Option<(Self, usize)> {
        let Value::Call(function, arguments) = value else { return None };
        let (Value::Global(function), Value::List(arguments)) = (&**function, &**arguments) else {
            return None;
        };
        let [Value::Persistent(storage), Value::Int(offset), shape, stride, ..] = &arguments[..] else {
            return None;
        };
        let Value::List(storage) = &**storage else { return None };
        let [_, Value::Global(kind), Value::Text(key), ..] = &storage[..] else { return None };
        let size = match kind.as_str() {
            "torch.FloatStorage" => 4,
            "torch.LongStorage" => 8,
            _ => return None,
        };
        let tensor = Tensor {
            storage: key.clone(),
            offset: usize::try_from(*offset).ok()?,
            shape: sizes(shape)?,
            stride: sizes(stride)?,
        };
        (function == "torch._utils._rebuild_tensor_v2" && tensor.shape.len() == tensor.stride.len())
            .then_some((tensor, size))
    }

    fn values(&self, storage: &[f32]) -> Option<Vec<f32>> {
        let count: usize = self.shape.iter().product();
        let value = |index: usize| {
            let (mut rest, mut at) = (index, self.offset);
            for (side, stride) in self.shape.iter().zip(&self.stride).rev() {
                at += rest % side * stride;
                rest /= side;
            }
            storage.get(at).copied()
        };
        (0..count).map(value).collect()
    }
}

fn sizes(value: &Value) -> Option<Vec<usize>> {
    let Value::List(items) = value else { return None };
    let size = |item: &Value| match item {
        Value::Int(size) => usize::try_from(*size).ok(),
        _ => None,
    };
    items.iter().map(size).collect()
}
