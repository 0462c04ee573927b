//! Decides from a JPEG's headers whether the browser can decode it. Parsed by hand: thousands of photos pass here,
//! and creating a decoder for each only to read its size took as long as tiling.

mod bits;
mod blocks;
mod colour;
pub(super) mod header;
mod mend;
mod scans;
mod segments;

use image::metadata::Orientation;

pub use colour::is_rgb_jpeg;
use header::JpegHeader;
pub(super) use mend::mend;
pub(super) use scans::MAX_SCANS;
use scans::scan_data;
use segments::segments;

/// Maximum number of pixels for the browser's decoder, which decodes all photos of a house at the same time. Larger
/// photos are decoded by our decoder, one at a time.
const MAX_PIXELS: u64 = 16_000_000;

/// Whether a file is a complete JPEG in YCbCr, without rotation, and of at most 16 megapixels: then the browser's decoder
/// can provide its planes ([`super::Ycc`]). [`super::decode`] decodes all others, or reports the problem.
pub fn is_upright_jpeg(bytes: &[u8]) -> bool {
    let mut supported = false;
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return false;
    }
    for (marker, segment, tail) in segments(bytes) {
        match marker {
            // Start of scan. The end mark must follow; that of a thumbnail precedes it.
            0xda => {
                return supported
                    && !is_rgb_jpeg(bytes)
                    && (tail.ends_with(&[0xff, 0xd9]) || scan_data(tail).end.is_some())
                    && has_few_scans(bytes);
            }
            // Baseline, extended and progressive, which browsers decode.
            0xc0..=0xc2 => supported = is_supported_frame(bytes, segment),
            0xc3..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => return false,
            0xe1 if is_rotated(segment) => return false,
            _ => {}
        }
    }
    false
}

/// Whether a frame header has 8 bits per sample, three components and at most [`MAX_PIXELS`].
fn is_supported_frame(bytes: &[u8], header: &[u8]) -> bool {
    let [8, a, b, c, d, 3, ..] = *header else { return false };
    let size = [[c, d], [a, b]].map(|side| u32::from(u16::from_be_bytes(side)));
    let pixels = u64::from(size[0]) * u64::from(size[1]);
    (1..=MAX_PIXELS).contains(&pixels) && JpegHeader::can_hold(bytes, size)
}

/// Whether the number of scans is within [`MAX_SCANS`], which browsers do not limit.
fn has_few_scans(bytes: &[u8]) -> bool {
    JpegHeader::parse(bytes).is_none_or(|jpeg| jpeg.scans() <= MAX_SCANS)
}

/// Whether an APP1 segment has an EXIF orientation other than upright.
fn is_rotated(app1: &[u8]) -> bool {
    let exif = app1.strip_prefix(b"Exif\0\0").and_then(Orientation::from_exif_chunk);
    exif.is_some_and(|orientation| orientation != Orientation::NoTransforms)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat, RgbImage};

    pub(crate) fn jpeg(image: DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
        bytes
    }

    pub(crate) fn colour() -> Vec<u8> {
        jpeg(DynamicImage::ImageRgb8(RgbImage::from_fn(40, 30, |x, y| {
            image::Rgb([6 * x as u8, 8 * y as u8, 77])
        })))
    }

    /// Inserts a segment behind the first marker.
    pub(crate) fn with_segment(bytes: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
        let length = (content.len() as u16 + 2).to_be_bytes();
        [&bytes[..2], &[0xff, marker], &length, content, &bytes[2..]].concat()
    }

    /// The offset of a marker.
    pub(crate) fn find(bytes: &[u8], marker: u8) -> usize {
        bytes.windows(2).position(|pair| pair == [0xff, marker]).unwrap()
    }

    /// The same picture with a restart marker behind each block. The codes of `image` are those of T.81, annex K, in which
    /// a block of zeros is 00 1010 (luma) or 00 00 (chroma): the data is made anew, as a grey picture of one component.
    pub(crate) fn with_restarts(bytes: &[u8]) -> Vec<u8> {
        let scan = find(bytes, 0xda);
        let header = usize::from(bytes[scan + 3]) + scan + 2;
        let blocks = 5 * 4;
        // One MCU of 4:4:4: luma 00 1010, chroma twice 00 00, and ones to the end of the byte.
        let data: Vec<u8> = (0..blocks)
            .flat_map(|mcu: usize| {
                let marker: &[u8] = if mcu == 0 { &[] } else { &[0xff, 0xd0 + ((mcu - 1) % 8) as u8] };
                [marker, &[0b0010_1000, 0b0000_0011]].concat()
            })
            .collect();
        let whole = [&bytes[..header], &data, &[0xff, 0xd9]].concat();
        with_segment(&whole, 0xdd, &[0, 1])
    }
    /// The same with an EXIF orientation: TIFF with one entry, tag 0x112.
    fn with_orientation(orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        with_segment(&colour(), 0xe1, &exif)
    }

    #[test]
    fn it_must_be_upright_coloured_and_complete() {
        assert!(is_upright_jpeg(&colour()));
        assert!(is_upright_jpeg(&with_orientation(1)));
        for orientation in 2..=8 {
            assert!(!is_upright_jpeg(&with_orientation(orientation)), "{orientation}");
        }
        assert!(!is_upright_jpeg(&jpeg(DynamicImage::ImageLuma8(image::GrayImage::new(9, 9)))), "grey");
        let whole = colour();
        for end in 0..whole.len() {
            assert!(!is_upright_jpeg(&whole[..end]), "cut at {end}");
        }
    }

    #[test]
    fn the_number_of_scans_is_limited() {
        let whole = include_bytes!("../../../../tests/fixtures/photos/progressive.jpg");
        assert!(is_upright_jpeg(whole));
        let end = whole.len() - 2;
        let with = |scans: usize| [&whole[..end], &[0xff, 0xda].repeat(scans), &whole[end..]].concat();
        let own = JpegHeader::parse(whole).map_or(0, |jpeg| jpeg.scans());
        assert!(is_upright_jpeg(&with(MAX_SCANS - own)));
        assert!(!is_upright_jpeg(&with(MAX_SCANS - own + 1)));
        assert!(!is_upright_jpeg(&with(20_000)));
    }

    #[test]
    fn the_size_is_limited() {
        let whole = colour();
        let frame = whole.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        for (height, width) in [(0, 40), (30, 0), (60_000, 60_000), (4001, 4000)] {
            let mut other = whole.clone();
            other[frame + 5..frame + 7].copy_from_slice(&u16::to_be_bytes(height));
            other[frame + 7..frame + 9].copy_from_slice(&u16::to_be_bytes(width));
            assert!(!is_upright_jpeg(&other), "{width} x {height}");
        }
    }
}
