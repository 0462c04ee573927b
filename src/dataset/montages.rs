//! The pictures that the network sees.

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
    #[serde(with = "serde_bytes")]
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
        let stride = self.stride();
        self.pixels.get(position * stride..(position + 1) * stride)
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
