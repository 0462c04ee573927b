//! Where the pixels of montages are on the page: with the browser, in blobs, and never in the page's own memory. What a
//! thousand houses look like is twelve megabytes, of which the page shows a few at a time.

use std::ops::Range;
use std::rc::{Rc, Weak};

use facade_data::Dataset;

/// Where a montage lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which chunk, by its number.
    pub chunk: usize,
    /// Montages before it in the chunk.
    pub before: usize,
}

/// The bytes of chunks that, one behind the other, are the montages in the order of `places`: a chunk's number and the
/// part of it. `stride` is the bytes of a montage. What follows one another in a chunk is one part.
pub fn parts(places: &[Place], stride: usize) -> Vec<(usize, Range<usize>)> {
    let mut parts: Vec<(usize, Range<usize>)> = Vec::new();
    for Place { chunk, before } in places {
        let bytes = before * stride..(before + 1) * stride;
        match parts.last_mut() {
            Some((last, part)) if last == chunk && part.end == bytes.start => part.end = bytes.end,
            _ => parts.push((*chunk, bytes)),
        }
    }
    parts
}

/// What belongs to each of the data sets that are still in use somewhere.
#[derive(Debug)]
pub struct Album<T>(Vec<(Weak<Dataset>, T)>);

impl<T> Default for Album<T> {
    fn default() -> Self {
        Album(Vec::new())
    }
}

impl<T> Album<T> {
    /// Keeps something for a data set, and lets go of what belonged to those that nobody uses any more.
    pub fn put(&mut self, dataset: &Rc<Dataset>, what: T) {
        self.0.retain(|(owner, _)| owner.strong_count() > 0);
        self.0.push((Rc::downgrade(dataset), what));
    }

    /// What was kept for this data set.
    pub fn get(&self, dataset: &Rc<Dataset>) -> Option<&T> {
        self.0.iter().find(|(owner, _)| owner.as_ptr() == Rc::as_ptr(dataset)).map(|(_, what)| what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_imaging::sample;

    #[test]
    fn neighbours_of_a_chunk_are_one_part() {
        let place = |chunk, before| Place { chunk, before };
        let places = [place(1, 0), place(1, 1), place(0, 0), place(0, 2), place(2, 3)];
        assert_eq!(parts(&places, 10), [(1, 0..20), (0, 0..10), (0, 20..30), (2, 30..40)]);
        assert_eq!(parts(&[], 10), []);
    }

    #[test]
    fn what_belongs_to_a_data_set_goes_when_the_set_goes() {
        let (first, second) = (Rc::new(sample::dataset(1)), Rc::new(sample::dataset(1)));
        let (told, mut album) = (Rc::new(()), Album::default());
        album.put(&first, told.clone());
        album.put(&second, told.clone());
        assert!(album.get(&first).is_some() && album.get(&second).is_some());
        drop(first);
        let third = Rc::new(sample::dataset(1));
        assert!(album.get(&third).is_none());
        album.put(&third, told.clone());
        assert_eq!(Rc::strong_count(&told), 3, "second, third and our own");
    }
}
