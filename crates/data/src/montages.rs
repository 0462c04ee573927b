//! Montages: the images that the network sees, one per house, with its photos as tiles.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::rooms::grid;

/// Montages of equal size in one buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Montages {
    /// Width and height of a tile, in pixels.
    pub tile: usize,
    /// Number of photos per montage, laid out by [`grid`].
    pub photos: usize,
    /// RGB, 8 bits per channel, `[houses, height, width, 3]`. Empty on the page, where the pixels are stored in blobs.
    #[serde(default, with = "serde_bytes")]
    pub pixels: Vec<u8>,
}

impl Montages {
    /// Width and height of one montage, in pixels.
    pub fn size(&self) -> [usize; 2] {
        montage_size(self.tile, self.photos)
    }

    /// Size of one montage in bytes.
    pub fn stride(&self) -> usize {
        montage_bytes(self.tile, self.photos)
    }

    /// The montage of the house at `position`, `[height, width, 3]`.
    pub fn get(&self, position: usize) -> Option<&[u8]> {
        let Range { start, end } = self.byte_range(position);
        self.pixels.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }

    /// The bytes of the montage at `position` in the buffer. As `u64`, since a few thousand houses with large tiles
    /// exceed 4 GiB, and `usize` has 32 bits on wasm32.
    pub fn byte_range(&self, position: usize) -> Range<u64> {
        let [position, stride] = [position, self.stride()].map(|count| count as u64);
        position * stride..(position + 1) * stride
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
        let montages = Montages { tile: 256, photos: 4, pixels: vec![7; 786_432] };
        assert_eq!(montages.byte_range(6000), 4_718_592_000..4_719_378_432);
        assert_eq!(montages.get(0), Some(&[7; 786_432][..]));
        assert_eq!(montages.get(6000), None);
        // With 32 bits, the range wrapped around to the first montage.
        assert_eq!(Montages { tile: 256, photos: 1, ..montages }.get(1 << 16), None);
    }
}
