//! Montages: the images that the network sees, one per house, with its photos as tiles.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::photo_features::feature_bytes;
use super::rooms::grid;

/// Montages of equal size in one buffer, followed by features of their photos if there are any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Montages {
    /// Width and height of a tile, in pixels; 0 if there are features and no montages.
    pub tile: usize,
    /// Number of photos per montage, laid out by [`grid`].
    pub photos: usize,
    /// Name and version of the pretrained network that computed features of the photos; empty if none did.
    #[serde(default)]
    pub network: String,
    /// The montages, RGB with 8 bits per channel, `[houses, height, width, 3]`, and then the features of their photos,
    /// `[houses, photos, PHOTO_FEATURES]` in half precision, where those of a missing photo are zero. Empty on the page,
    /// where these bytes are stored in blobs.
    #[serde(default, with = "serde_bytes")]
    pub pixels: Vec<u8>,
}

impl Montages {
    /// Montages without pixels, with features by the network of this name, or without if it is empty.
    pub fn new(tile: usize, photos: usize, network: &str) -> Self {
        Montages { tile, photos, network: network.to_owned(), pixels: Vec::new() }
    }

    /// Width and height of one montage, in pixels.
    pub fn size(&self) -> [usize; 2] {
        montage_size(self.tile, self.photos)
    }

    /// Size of one montage in bytes.
    pub fn montage_bytes(&self) -> usize {
        montage_bytes(self.tile, self.photos)
    }

    /// Whether there are features of the photos.
    pub fn has_features(&self) -> bool {
        !self.network.is_empty()
    }

    /// Size of the features of one house in bytes; 0 if there are none.
    pub fn feature_bytes(&self) -> usize {
        if self.has_features() { feature_bytes(self.photos) } else { 0 }
    }

    /// Size of one montage and the features of its photos in bytes.
    pub fn house_bytes(&self) -> usize {
        self.montage_bytes() + self.feature_bytes()
    }

    /// The montage of the house at `position`, `[height, width, 3]`.
    pub fn get(&self, position: usize) -> Option<&[u8]> {
        self.bytes(self.byte_range(position))
    }

    /// The features of the photos of the house at `position`.
    pub fn features(&self, position: usize) -> Option<&[u8]> {
        self.features_of(position..position + 1)
    }

    /// The features of the photos of these houses.
    pub(crate) fn features_of(&self, houses: Range<usize>) -> Option<&[u8]> {
        let count = self.pixels.len() / self.house_bytes().max(1);
        if self.has_features() { self.bytes(self.feature_range(houses, count)) } else { None }
    }

    fn bytes(&self, Range { start, end }: Range<u64>) -> Option<&[u8]> {
        self.pixels.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }

    /// The bytes of the montage at `position` in the buffer. As `u64`, since a few thousand houses with large tiles
    /// exceed 4 GiB, and `usize` has 32 bits on wasm32.
    pub fn byte_range(&self, position: usize) -> Range<u64> {
        let size = self.montage_bytes() as u64;
        position as u64 * size..(position as u64 + 1) * size
    }

    /// The bytes of the features of these houses in the buffer of `count` houses; empty if there are none.
    pub fn feature_range(&self, houses: Range<usize>, count: usize) -> Range<u64> {
        let (first, size) = (self.byte_range(count).start, self.feature_bytes() as u64);
        first + houses.start as u64 * size..first + houses.end as u64 * size
    }

    /// Size of the buffer for this many houses in bytes.
    pub fn len(&self, houses: usize) -> u64 {
        houses as u64 * self.house_bytes() as u64
    }
}

/// Width and height in pixels of a montage of `photos` tiles of `tile` by `tile` pixels.
pub fn montage_size(tile: usize, photos: usize) -> [usize; 2] {
    grid(photos).map(|tiles| tiles * tile)
}

/// Size in bytes of such a montage, `[height, width, 3]`.
pub fn montage_bytes(tile: usize, photos: usize) -> usize {
    let [width, height] = montage_size(tile, photos);
    width * height * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_ranges_above_four_gibibytes_do_not_wrap() {
        let montages = Montages { tile: 256, photos: 4, pixels: vec![7; 786_432], ..Montages::default() };
        assert_eq!(montages.byte_range(6000), 4_718_592_000..4_719_378_432);
        assert_eq!(montages.get(0), Some(&[7; 786_432][..]));
        assert_eq!(montages.get(6000), None);
        let with_features = Montages { network: "test".to_owned(), ..montages.clone() };
        assert_eq!(with_features.house_bytes(), 786_432 + 4 * 4 * 672 * 2);
        assert_eq!(with_features.feature_range(1..2, 2), 1_594_368..1_615_872);
        assert_eq!(with_features.len(2), 1_615_872);
        assert_eq!(with_features.feature_range(1..3, 6000), 4_718_613_504..4_718_656_512);
        // With 32 bits, the range wrapped around to the first montage.
        assert_eq!(Montages { tile: 256, photos: 1, ..montages }.get(1 << 16), None);
    }
}
