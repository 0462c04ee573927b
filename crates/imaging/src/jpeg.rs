//! Which JPEGs can be left to the browser's decoder, from their headers alone: thousands of photos go through here, and
//! to set up a decoder for each only to ask it for the size took as long as tiling.

use image::metadata::Orientation;

/// Scans of a JPEG. Ten are usual; each goes over all blocks again, for a few bytes of the file.
pub(super) const MAX_SCANS: usize = 100;

/// The largest picture that is left to the browser, in pixels. The photos of a house are decoded there at once, in each
/// decoder; larger ones are decoded here, one after the other.
const MAX_PIXELS: u64 = 16_000_000;

/// Whether a file is a whole JPEG of three components that need not be turned and is not too large, so that its planes can
/// be read as they are ([`super::Ycc`]). What is wrong with one that is not, [`super::decode`] says.
pub fn is_upright_jpeg(bytes: &[u8]) -> bool {
    let mut plain = false;
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return false;
    }
    for (marker, segment, tail) in segments(bytes) {
        match marker {
            // The first scan. The end mark follows; a thumbnail's own lies before.
            0xda => {
                return plain
                    && tail.windows(2).rev().any(|pair| pair == [0xff, 0xd9])
                    && has_few_scans(bytes);
            }
            // Baseline, extended and progressive: what browsers decode.
            0xc0..=0xc2 => plain = fits(bytes, segment),
            0xc3..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => return false,
            0xe1 if turned(segment) => return false,
            _ => {}
        }
    }
    false
}

/// What a JPEG tells before its first scan.
pub(super) struct Jpeg<'a> {
    /// Whether its first scan holds the whole picture.
    pub(super) at_once: bool,
    /// Blocks across and down of each component, in a square of [`Jpeg::most`] blocks.
    samples: Vec<[u32; 2]>,
    /// From the first scan's header on.
    scans: &'a [u8],
}

impl<'a> Jpeg<'a> {
    /// None where it is not laid out as the standard says: left to the decoder.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let (mut progressive, mut samples) = (false, Vec::new());
        for (marker, segment, tail) in segments(bytes) {
            match (marker, segment) {
                (0xda, [components, ..]) => {
                    let at_once = !progressive && usize::from(*components) >= samples.len();
                    return Some(Jpeg { at_once, samples, scans: tail });
                }
                // A frame's header; among its numbers, C4, C8 and CC mean other things.
                (0xc0..=0xcf, [_, _, _, _, _, _, components @ ..])
                    if !matches!(marker, 0xc4 | 0xc8 | 0xcc) =>
                {
                    progressive = !matches!(marker, 0xc0 | 0xc1);
                    let sides = |c: &[u8]| [u32::from(c[1] >> 4).max(1), u32::from(c[1] & 15).max(1)];
                    samples = components.chunks_exact(3).map(sides).collect();
                }
                _ => {}
            }
        }
        None
    }

    /// Blocks of the component that has most, across and down, in the smallest part that holds all components.
    fn most(&self) -> [u32; 2] {
        [0, 1].map(|side| self.samples.iter().map(|sample| sample[side]).max().unwrap_or(1))
    }

    /// Bytes of all coefficients, two each.
    pub(super) fn coefficients(&self, size: [u32; 2]) -> u64 {
        let most = self.most();
        let parts: u64 = [0, 1].map(|side| u64::from(size[side].div_ceil(8 * most[side]))).iter().product();
        let blocks: u64 = self.samples.iter().map(|[across, down]| u64::from(across * down)).sum();
        parts * blocks * 64 * 2
    }

    /// Scans after another, where one does not hold all.
    pub(super) fn scans(&self) -> usize {
        if self.at_once {
            return 1;
        }
        // Within a scan, FF is followed by 0.
        self.scans.windows(2).filter(|pair| *pair == [0xff, 0xda]).count() + 1
    }

    /// Whether so many bytes can hold so many pixels: each block of 8 by 8 takes a bit at the least.
    pub(super) fn fits(bytes: &[u8], size: [u32; 2]) -> bool {
        let blocks: u64 = size.map(|side| u64::from(side.div_ceil(8))).iter().product();
        blocks <= 8 * bytes.len() as u64
    }
}

/// The segments of a JPEG behind its first two bytes: marker, content, and all from its length on. Ends where it is not laid
/// out as the standard says, and means nothing behind the first scan's header.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8], &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        while let [0xff, 0xff, ..] = rest {
            rest = &rest[1..];
        }
        let [0xff, marker, tail @ ..] = rest else { return None };
        let length = u16::from_be_bytes(*tail.first_chunk()?);
        let segment = tail.get(2..usize::from(length))?;
        rest = &tail[segment.len() + 2..];
        Some((*marker, segment, tail))
    })
}

/// Whether a frame's header tells of 8 bits, three components and not too many pixels.
fn fits(bytes: &[u8], header: &[u8]) -> bool {
    let [8, a, b, c, d, 3, ..] = *header else { return false };
    let size = [[c, d], [a, b]].map(|side| u32::from(u16::from_be_bytes(side)));
    let pixels = u64::from(size[0]) * u64::from(size[1]);
    (1..=MAX_PIXELS).contains(&pixels) && Jpeg::fits(bytes, size)
}

/// Whether it has no more scans than are read here: each goes over all blocks again, and a browser's decoder does not
/// count them.
fn has_few_scans(bytes: &[u8]) -> bool {
    Jpeg::of(bytes).is_none_or(|jpeg| jpeg.scans() <= MAX_SCANS)
}

/// Whether a segment of notes says that the camera was not held upright.
fn turned(notes: &[u8]) -> bool {
    let exif = notes.strip_prefix(b"Exif\0\0").and_then(Orientation::from_exif_chunk);
    exif.is_some_and(|orientation| orientation != Orientation::NoTransforms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat, RgbImage};

    fn jpeg(image: DynamicImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        image.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
        bytes
    }

    fn colour() -> Vec<u8> {
        jpeg(DynamicImage::ImageRgb8(RgbImage::from_fn(40, 30, |x, y| {
            image::Rgb([6 * x as u8, 8 * y as u8, 77])
        })))
    }

    /// The same with a note in front that it was turned: TIFF of one entry, 0x112.
    fn noted(orientation: u8) -> Vec<u8> {
        let mut note = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        note.extend([orientation, 0, 0, 0, 0, 0, 0]);
        let whole = colour();
        let length = (note.len() as u16 + 2).to_be_bytes();
        [&whole[..2], &[0xff, 0xe1], &length, &note, &whole[2..]].concat()
    }

    #[test]
    fn upright_colour_and_whole() {
        assert!(is_upright_jpeg(&colour()));
        assert!(is_upright_jpeg(&noted(1)));
        for orientation in 2..=8 {
            assert!(!is_upright_jpeg(&noted(orientation)), "{orientation}");
        }
        assert!(!is_upright_jpeg(&jpeg(DynamicImage::ImageLuma8(image::GrayImage::new(9, 9)))), "grey");
        let whole = colour();
        for end in 0..whole.len() {
            assert!(!is_upright_jpeg(&whole[..end]), "cut at {end}");
        }
    }

    #[test]
    fn no_more_scans_than_are_read_here() {
        let whole = include_bytes!("../../../tests/fixtures/photos/progressive.jpg");
        assert!(is_upright_jpeg(whole));
        let end = whole.len() - 2;
        let with = |scans: usize| [&whole[..end], &[0xff, 0xda].repeat(scans), &whole[end..]].concat();
        let own = Jpeg::of(whole).map_or(0, |jpeg| jpeg.scans());
        assert!(is_upright_jpeg(&with(MAX_SCANS - own)));
        assert!(!is_upright_jpeg(&with(MAX_SCANS - own + 1)));
        assert!(!is_upright_jpeg(&with(20_000)));
    }

    #[test]
    fn no_size_that_is_too_large() {
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
