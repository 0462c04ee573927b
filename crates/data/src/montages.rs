//! The pictures that the network sees.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::rooms::grid;

/// Montages of equal size, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Montages {
    /// Width and height of one photo in the montage, in pixels.
    pub tile: usize,
    /// Photos a montage; [`grid`] tells how they lie.
    pub photos: usize,
    /// RGB, 8 bits a channel, `[houses, height, width, 3]`. Empty on the page, where the browser keeps them.
    #[serde(default, with = "serde_bytes")]
    pub pixels: Vec<u8>,
}

impl Montages {
    /// Width and height of one montage, in pixels.
    pub fn size(&self) -> [usize; 2] {
        montage_size(self.tile, self.photos)
    }

    /// Bytes of one montage.
    pub fn stride(&self) -> usize {
        montage_bytes(self.tile, self.photos)
    }

    /// The montage at `position`, `[height, width, 3]`, where there is one.
    pub fn get(&self, position: usize) -> Option<&[u8]> {
        let Range { start, end } = self.place(position);
        self.pixels.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }

    /// Which of the bytes of all montages are those of the one at `position`. With large tiles some thousand houses have more
    /// bytes than 32 bits count.
    pub fn place(&self, position: usize) -> Range<u64> {
        let [position, stride] = [position, self.stride()].map(|count| count as u64);
        position * stride..(position + 1) * stride
    }
}

/// Width and height in pixels of a montage of so many photos of `tile` by `tile` pixels.
pub fn montage_size(tile: usize, photos: usize) -> [usize; 2] {
    grid(photos).map(|tiles| tiles * tile)
}

/// Bytes of such a montage, `[height, width, 3]`.
pub fn montage_bytes(tile: usize, photos: usize) -> usize {
    let [width, height] = montage_size(tile, photos);
    width * height * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_montage_beyond_four_gigabytes_has_a_place_of_its_own() {
        let montages = Montages { tile: 256, photos: 4, pixels: vec![7; 786_432] };
        assert_eq!(montages.place(6000), 4_718_592_000..4_719_378_432);
        assert_eq!(montages.get(0), Some(&[7; 786_432][..]));
        assert_eq!(montages.get(6000), None);
        // With 32 bits its place wrapped round to the first one's.
        assert_eq!(Montages { tile: 256, photos: 1, ..montages }.get(1 << 16), None);
    }
}
