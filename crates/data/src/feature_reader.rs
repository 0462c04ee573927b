//! Reading features of photos that need not be in memory.

use std::borrow::Cow;
use std::fmt::Debug;
use std::ops::Range;

use super::Dataset;

/// Features of the photos of a dataset's houses, wherever they are.
pub trait PhotoFeatures: Debug {
    /// Those of these houses, `[houses, photos, PHOTO_FEATURES]` in half precision. `None` if they cannot be read.
    fn read(&self, houses: Range<usize>) -> Option<Cow<'_, [u8]>>;
}

impl PhotoFeatures for Dataset {
    fn read(&self, houses: Range<usize>) -> Option<Cow<'_, [u8]>> {
        self.montages.features_of(houses).map(Cow::Borrowed)
    }
}

/// Bytes that are read at a time, about.
const WINDOW_BYTES: usize = 4 << 20;

/// Reads features house by house, of which a few hundred are in memory at a time. Houses in ascending order are read fastest.
#[derive(Debug)]
pub struct FeatureReader<'a> {
    source: &'a dyn PhotoFeatures,
    houses: usize,
    house_bytes: usize,
    window: Range<usize>,
    bytes: Cow<'a, [u8]>,
}

impl<'a> FeatureReader<'a> {
    /// Of the photos of a dataset.
    pub fn new(source: &'a dyn PhotoFeatures, data: &Dataset) -> Self {
        let (houses, house_bytes) = (data.houses.len(), data.montages.feature_bytes());
        FeatureReader { source, houses, house_bytes, window: 0..0, bytes: Cow::Borrowed(&[]) }
    }

    /// The features of the house at `position`, `[photos, PHOTO_FEATURES]` in half precision. `None` if they cannot be read.
    pub fn get(&mut self, position: usize) -> Option<&[u8]> {
        if !self.window.contains(&position) {
            let count = (WINDOW_BYTES / self.house_bytes.max(1)).max(1);
            let window = position..self.houses.min(position + count);
            self.bytes = self.source.read(window.clone())?;
            self.window = window;
        }
        let start = (position - self.window.start) * self.house_bytes;
        self.bytes.get(start..start + self.house_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DataReport, House, Montages, Rooms};
    use std::cell::RefCell;

    /// Records which houses were read.
    #[derive(Debug)]
    struct Recorder<'a>(&'a Dataset, RefCell<Vec<Range<usize>>>);

    impl PhotoFeatures for Recorder<'_> {
        fn read(&self, houses: Range<usize>) -> Option<Cow<'_, [u8]>> {
            self.1.borrow_mut().push(houses.clone());
            self.0.read(houses)
        }
    }

    #[test]
    fn houses_are_read_many_at_a_time() {
        let house = |number: u32| House {
            id: number.into(),
            price: 1e5,
            zip_code: String::new(),
            attributes: Vec::new(),
            date: None,
            missing_photos: Vec::new(),
        };
        let mut montages = Montages::new(1, 1, "network");
        let (count, each) = (1000, montages.feature_bytes());
        montages.pixels = vec![9; 3 * count];
        montages.pixels.extend((0..count).flat_map(|position| vec![(position % 251) as u8; each]));
        assert_eq!(montages.pixels.len() as u64, montages.len(count));
        let data = Dataset {
            name: String::new(),
            rooms: Rooms::default(),
            attributes: Vec::new(),
            houses: (0..count as u32).map(house).collect(),
            montages,
            report: DataReport::default(),
        };
        let recorder = Recorder(&data, RefCell::default());
        let mut reader = FeatureReader::new(&recorder, &data);
        for position in 3..count {
            assert_eq!(reader.get(position), Some(&vec![(position % 251) as u8; each][..]));
        }
        assert_eq!(reader.get(count), None);
        assert_eq!(recorder.1.into_inner(), [3..783, 783..1000, 1000..1000]);
    }
}
