//! From photos to montages.

#[cfg(feature = "imaging")]
mod decode;
mod montage;
mod resize;

#[cfg(feature = "imaging")]
pub use decode::{MAX_MEGAPIXELS, PhotoError, decode};
#[cfg(feature = "imaging")]
pub use montage::{HomeError, tile_home, tile_house};
pub use montage::{montage_bytes, place};
pub use resize::resize_into;

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
