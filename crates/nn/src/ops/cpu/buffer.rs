//! Buffers that are reused: a batch's images are allocated and freed at every step, and the zeroing of new
//! pages by the system took a sixth of the time.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::ops::UNWRITTEN;

/// Buffers that are not in use.
static FREE: Mutex<FreeList> = Mutex::new(FreeList { by_length: BTreeMap::new(), values: 0 });

/// At most this many values are kept, 128 MB. When there are more, all are freed: they may belong to another
/// network.
const MAX_FREE_VALUES: usize = 32 << 20;

/// A vector that layers write, each its own part.
pub(super) fn param_buffer(count: usize) -> Vec<f32> {
    vec![if cfg!(debug_assertions) { UNWRITTEN } else { 0.0 }; count]
}

/// Debug builds check that every value was written.
pub(super) fn finish(buffer: Vec<f32>) -> Vec<f32> {
    debug_assert_eq!(
        buffer.iter().position(|value| value.to_bits() == UNWRITTEN.to_bits()),
        None,
        "no layer wrote the value at this place"
    );
    buffer
}

struct FreeList {
    by_length: BTreeMap<usize, Vec<Vec<f32>>>,
    values: usize,
}

fn free() -> MutexGuard<'static, FreeList> {
    FREE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A vector whose memory is reused by the next of the same length.
#[derive(Clone, Debug, Default)]
pub(super) struct Buffer(Vec<f32>);

impl Buffer {
    /// With this length and arbitrary contents; the caller writes all of it.
    pub(super) fn unwritten(length: usize) -> Self {
        let mut free = free();
        let kept = free.by_length.get_mut(&length).and_then(Vec::pop);
        free.values -= kept.as_ref().map_or(0, Vec::len);
        drop(free);
        let mut values = kept.unwrap_or_else(|| vec![0.0; length]);
        if cfg!(debug_assertions) {
            // Reading a value that was not written gives NaN, instead of zero or a value that happens to be
            // right.
            values.fill(UNWRITTEN);
        }
        Buffer(values)
    }

    /// With this length, all zeros.
    pub(super) fn zeros(length: usize) -> Self {
        let mut buffer = Self::unwritten(length);
        buffer.fill(0.0);
        buffer
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let values = std::mem::take(&mut self.0);
        // An empty vector has no memory to reuse, and would be kept for ever since none is requested.
        if values.is_empty() || values.len() > MAX_FREE_VALUES {
            return;
        }
        let mut free = free();
        if free.values + values.len() > MAX_FREE_VALUES {
            free.by_length.clear();
            free.values = 0;
        }
        free.values += values.len();
        free.by_length.entry(values.len()).or_default().push(values);
    }
}

impl Deref for Buffer {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.0
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_and_huge_buffers_are_not_kept() {
        for _ in 0..1000 {
            drop(Buffer::default());
        }
        drop(Buffer(vec![0.0; MAX_FREE_VALUES + 1]));
        let free = free();
        assert!(!free.by_length.contains_key(&0) && !free.by_length.contains_key(&(MAX_FREE_VALUES + 1)));
        assert!(free.values <= MAX_FREE_VALUES);
    }
}
