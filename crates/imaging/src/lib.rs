//! From photos to montages.

mod check;
mod coded;
mod decode;
mod error;
mod foreign;
mod jpeg;
mod limits;
mod montage;
mod resize;
pub mod sample;
mod ycc;

pub use check::{check_photo_head, check_photo_size};
pub use decode::{decode, decode_within};
pub use error::PhotoError;
pub use foreign::{Foreign, foreign_size};
pub use jpeg::is_upright_jpeg;
pub use limits::{HEAD, Limits, MAX_MEGAPIXELS, at_once};
pub use montage::{Home, HomeError, look, place, read_photo, tile_home, tile_house, tile_photos};
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
