//! Memory that is used again: images of a batch come and go at every step, and to have the system clear new pages for them
//! took a sixth of the time.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::ops::UNWRITTEN;

/// Buffers that nobody holds.
static FREE: Mutex<Free> = Mutex::new(Free { by_length: BTreeMap::new(), values: 0 });

/// At most so many values are kept, 128 MB: what is of no use, of another network perhaps, goes when they are more.
const MOST: usize = 32 << 20;

/// Values that layers will write, each a part.
pub(super) fn draft(count: usize) -> Vec<f32> {
    vec![if cfg!(debug_assertions) { UNWRITTEN } else { 0.0 }; count]
}

/// That each of them was written is what debug builds check.
pub(super) fn written(draft: Vec<f32>) -> Vec<f32> {
    debug_assert_eq!(
        draft.iter().position(|value| value.to_bits() == UNWRITTEN.to_bits()),
        None,
        "no layer wrote the value at this place"
    );
    draft
}

struct Free {
    by_length: BTreeMap<usize, Vec<Vec<f32>>>,
    values: usize,
}

fn free() -> MutexGuard<'static, Free> {
    FREE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Values whose memory goes to the next of the same length.
#[derive(Debug, Default)]
pub(super) struct Buffer(Vec<f32>);

impl Buffer {
    /// Of this length, with whatever was in it last, for who writes all of it.
    pub(super) fn stale(length: usize) -> Self {
        let mut free = free();
        let kept = free.by_length.get_mut(&length).and_then(Vec::pop);
        free.values -= kept.as_ref().map_or(0, Vec::len);
        drop(free);
        let mut values = kept.unwrap_or_else(|| vec![0.0; length]);
        if cfg!(debug_assertions) {
            // Whoever reads what it did not write gets no number, and not zeros, or what happens to be right.
            values.fill(UNWRITTEN);
        }
        Buffer(values)
    }

    /// Of this length, all zeros.
    pub(super) fn zeros(length: usize) -> Self {
        let mut buffer = Self::stale(length);
        buffer.fill(0.0);
        buffer
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let values = std::mem::take(&mut self.0);
        // One without values has no memory to use again, and would stay for ever, since nobody asks for it.
        if values.is_empty() || values.len() > MOST {
            return;
        }
        let mut free = free();
        if free.values + values.len() > MOST {
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
    fn what_is_dropped_is_kept_only_where_it_is_of_use() {
        for _ in 0..1000 {
            drop(Buffer::default());
        }
        drop(Buffer(vec![0.0; MOST + 1]));
        let free = free();
        assert!(!free.by_length.contains_key(&0) && !free.by_length.contains_key(&(MOST + 1)));
        assert!(free.values <= MOST);
    }
}
