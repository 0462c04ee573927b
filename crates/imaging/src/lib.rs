//! Decodes photos and builds montages.

mod area;
mod check;
mod codec_headers;
mod decode;
mod error;
mod heif;
mod jpeg;
mod limits;
mod montage;
mod resize;
pub mod sample;
mod unsupported_format;
mod ycc;

pub use area::squeeze;
pub use check::{check_photo_header, check_photo_size};
pub use decode::{decode, decode_within};
pub use error::PhotoError;
pub use heif::heif_dimensions;
pub use jpeg::{is_rgb_jpeg, is_upright_jpeg};
pub use limits::{HEADER_BYTES, Limits, MAX_MEGAPIXELS, concurrent_reads};
pub use montage::{
    Looking, PhotoRead, TileError, TiledHome, photo_features, photo_hash, read_photo, resize_into_tile,
    tile_home, tile_house, tile_photos,
};
pub use resize::resize_into;
pub use unsupported_format::UnsupportedFormat;
pub use ycc::{Plane, Ycc};

/// A decoded image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Width in pixels; above zero.
    pub width: usize,
    /// Height in pixels; above zero.
    pub height: usize,
    /// RGB, 8 bits per channel, `[height, width, 3]`.
    pub rgb: Vec<u8>,
}

/// Random access to the pixels of an image.
pub trait PixelSource {
    /// Width and height; above zero.
    fn size(&self) -> [usize; 2];

    /// Red, green and blue of a pixel. `x` and `y` must be inside the image.
    fn pixel(&self, x: usize, y: usize) -> [u8; 3];

    /// Red, green and blue of all pixels of a row. `y` must be inside the image, and `out` as long as it is wide.
    fn row(&self, y: usize, out: &mut [[u8; 3]]) {
        out.iter_mut().enumerate().for_each(|(x, pixel)| *pixel = self.pixel(x, y));
    }

    /// Luma of a pixel (ITU-R BT.601, as in JPEG).
    fn luma(&self, x: usize, y: usize) -> u8 {
        let [red, green, blue] = self.pixel(x, y).map(u32::from);
        ((77 * red + 150 * green + 29 * blue + 128) >> 8) as u8
    }
}

impl PixelSource for Image {
    fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        let at = 3 * (y * self.width + x);
        [self.rgb[at], self.rgb[at + 1], self.rgb[at + 2]]
    }
}
