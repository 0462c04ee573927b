//! The pixels of montages, which the browser holds in blobs and not the page in its own memory: a thousand houses take twelve
//! megabytes, of which the page shows a few at a time.

use std::ops::Range;
use std::sync::{Arc, Weak};

use facade_data::Dataset;

/// Where the montage of a house is, and in the chunk of the same index its features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseLocation {
    /// Index of the chunk.
    pub chunk: usize,
    /// Number of houses before it in the chunk.
    pub before: usize,
}

/// The ranges of chunks that, concatenated, are the houses in the order of `locations`: the index of a chunk and a range of its
/// bytes. Each house takes `size` bytes. Adjacent houses of a chunk become one range.
pub fn chunk_ranges(locations: &[HouseLocation], size: usize) -> Vec<(usize, Range<usize>)> {
    let mut ranges: Vec<(usize, Range<usize>)> = Vec::new();
    for HouseLocation { chunk, before } in locations {
        let bytes = before * size..(before + 1) * size;
        match ranges.last_mut() {
            Some((last, range)) if last == chunk && range.end == bytes.start => range.end = bytes.end,
            _ => ranges.push((*chunk, bytes)),
        }
    }
    ranges
}

/// The pixels of each dataset that is still in use somewhere.
#[derive(Debug)]
pub struct PixelStore<T>(Vec<(Weak<Dataset>, T)>);

impl<T> Default for PixelStore<T> {
    fn default() -> Self {
        PixelStore(Vec::new())
    }
}

impl<T> PixelStore<T> {
    /// Also drops the pixels of datasets that are not in use any more.
    pub fn insert(&mut self, dataset: &Arc<Dataset>, pixels: T) {
        self.0.retain(|(owner, _)| owner.strong_count() > 0);
        self.0.push((Arc::downgrade(dataset), pixels));
    }

    /// Puts others in the place of the pixels of a dataset, if there are any.
    pub fn replace(&mut self, dataset: &Arc<Dataset>, pixels: T) {
        let is_owner = |owner: &Weak<Dataset>| owner.as_ptr() == Arc::as_ptr(dataset);
        if let Some((_, old)) = self.0.iter_mut().find(|(owner, _)| is_owner(owner)) {
            *old = pixels;
        }
    }

    pub fn get(&self, dataset: &Arc<Dataset>) -> Option<&T> {
        self.0.iter().find(|(owner, _)| owner.as_ptr() == Arc::as_ptr(dataset)).map(|(_, pixels)| pixels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_imaging::sample;

    #[test]
    fn adjacent_houses_of_a_chunk_are_one_range() {
        let location = |chunk, before| HouseLocation { chunk, before };
        let locations = [location(1, 0), location(1, 1), location(0, 0), location(0, 2), location(2, 3)];
        assert_eq!(chunk_ranges(&locations, 10), [(1, 0..20), (0, 0..10), (0, 20..30), (2, 30..40)]);
        assert_eq!(chunk_ranges(&[], 10), []);
    }

    #[test]
    fn pixels_are_dropped_with_their_dataset() {
        let (first, second) = (Arc::new(sample::dataset(1)), Arc::new(sample::dataset(1)));
        let (pixels, mut store) = (Arc::new(()), PixelStore::default());
        store.insert(&first, pixels.clone());
        store.insert(&second, pixels.clone());
        assert!(store.get(&first).is_some() && store.get(&second).is_some());
        drop(first);
        let third = Arc::new(sample::dataset(1));
        assert!(store.get(&third).is_none());
        store.insert(&third, pixels.clone());
        assert_eq!(Arc::strong_count(&pixels), 3, "second, third and our own");
        store.replace(&third, Arc::new(()));
        store.replace(&Arc::new(sample::dataset(1)), Arc::new(()));
        assert_eq!(Arc::strong_count(&pixels), 2, "second and our own");
    }
}
