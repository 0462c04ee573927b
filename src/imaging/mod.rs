//! From photos to montages.

#[cfg(feature = "intake")]
mod coded;
#[cfg(feature = "intake")]
mod decode;
#[cfg(feature = "intake")]
mod foreign;
#[cfg(feature = "intake")]
mod jpeg;
#[cfg(feature = "intake")]
mod limits;
mod montage;
mod resize;
mod ycc;

#[cfg(feature = "intake")]
pub use decode::{PhotoError, decode, decode_within};
#[cfg(feature = "intake")]
pub use foreign::{Foreign, foreign_size};
#[cfg(feature = "intake")]
pub use jpeg::is_upright_jpeg;
#[cfg(feature = "intake")]
pub use limits::{HEAD, Limits, MAX_MEGAPIXELS, at_once, check_photo_head, check_photo_size};
pub use montage::place;
#[cfg(feature = "intake")]
pub use montage::{Home, HomeError, look, read_photo, tile_home, tile_house, tile_photos};
pub use resize::resize_into;
pub use ycc::{Plane, Ycc};

/// A photo in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels across; above zero.
    pub width: usize,
    /// Pixels down; above zero.
    pub height: usize,
    /// RGB, 8 bits a channel, `[height, width, 3]`.
    pub rgb: Vec<u8>,
}

/// Where pixels can be read one by one.
pub trait Pixels {
    /// Width and height; above zero.
    fn size(&self) -> [usize; 2];

    /// Red, green and blue at a place inside.
    fn pixel(&self, x: usize, y: usize) -> [u8; 3];

    /// Brightness at a place inside, by the weights of JPEG (ITU-R BT.601).
    fn luma(&self, x: usize, y: usize) -> u8 {
        let [red, green, blue] = self.pixel(x, y).map(u32::from);
        ((77 * red + 150 * green + 29 * blue + 128) >> 8) as u8
    }
}

impl Pixels for Picture {
    fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        let at = 3 * (y * self.width + x);
        [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]]
    }
}
