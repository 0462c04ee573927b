//! Limits on the memory for decoding. A few bytes can claim any size, so a decoder's memory is estimated from the
//! headers before it runs.

use image::ImageFormat;

use super::jpeg::header::JpegHeader;

/// Maximum image size in megapixels: 300 MB decoded, which fits into a browser tab.
pub const MAX_MEGAPIXELS: u64 = 100;
/// Maximum width and height, which is JPEG's own limit. Decoders allocate whole rows besides the image.
pub(super) const MAX_SIDE: u32 = 65_535;
/// Maximum size of decompressed metadata, mainly colour profiles, which are not used.
pub(super) const MAX_METADATA_BYTES: u64 = 8 << 20;

/// Maximum size of a photo's file in bytes: a hundred megapixels uncompressed.
pub(super) const MAX_PHOTO_BYTES: u64 = 300 << 20;
/// Total size in bytes of the photos that are read concurrently. The others are read one at a time.
const CONCURRENT_BYTES: u64 = 48 << 20;
/// Number of bytes at the start of a file that are read to check its format.
pub const HEADER_BYTES: usize = 64 << 10;

/// Decides from the file sizes which of a home's photos are read concurrently; the others are read one at a time.
pub fn concurrent_reads(sizes: &[u64]) -> Vec<bool> {
    let mut budget = CONCURRENT_BYTES;
    let fits = |&size: &u64| {
        let left = budget.checked_sub(size);
        budget = left.unwrap_or(budget);
        left.is_some()
    };
    sizes.iter().map(fits).collect()
}

/// Limits for decoding one image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Maximum number of pixels.
    pub pixels: u64,
    /// Maximum memory in bytes, not counting the file itself.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { pixels: MAX_MEGAPIXELS * 1_000_000, bytes: 500_000_000 }
    }
}

/// Memory in bytes that a format's decoder allocates besides its output, for an image of `size` (width and height).
pub(super) fn decoder_overhead(format: ImageFormat, bytes: &[u8], size: [u32; 2]) -> u64 {
    let pixels = u64::from(size[0]) * u64::from(size[1]);
    match format {
        // The decoder copies the file. With several scans, it keeps all coefficients.
        ImageFormat::Jpeg => {
            let jpeg = JpegHeader::parse(bytes).filter(|jpeg| !jpeg.single_scan);
            bytes.len() as u64 + jpeg.map_or(0, |jpeg| jpeg.coefficient_bytes(size))
        }
        ImageFormat::WebP => {
            let webp = WebPHeader::parse(bytes);
            let pixels = pixels.max(webp.max_frame_pixels);
            // Lossy: 4:2:0 planes. Lossless: four channels and the predictor's input. Transparent: lossless alpha
            // besides planes. Animated: a canvas and a frame in addition.
            match webp.kind {
                WebPKind::Lossy => pixels * 3 / 2,
                WebPKind::Lossless => 5 * pixels,
                WebPKind::Transparent => 8 * pixels,
                WebPKind::Animated => 16 * pixels,
            }
        }
        // The GIF decoder limits its own frame, and the other formats are decoded row by row.
        _ => 0,
    }
}

/// The chunk headers of a WebP.
pub(super) struct WebPHeader {
    kind: WebPKind,
    /// Pixels of the largest lossy frame. The decoder allocates for a frame's own header before comparing it with the
    /// file's.
    pub(super) max_frame_pixels: u64,
    /// Whether each frame with alpha has the same size as its alpha plane, which the decoder assumes.
    pub(super) consistent: bool,
}

enum WebPKind {
    Lossy,
    Lossless,
    Transparent,
    Animated,
}

impl WebPHeader {
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut webp = WebPHeader { kind: WebPKind::Lossy, max_frame_pixels: 0, consistent: true };
        for (name, content) in chunks(bytes.get(12..).unwrap_or_default()) {
            if &name == b"ANMF" {
                webp.kind = WebPKind::Animated;
                webp.add_animation_frame(content);
            } else {
                webp.add_chunk(name, content);
            }
        }
        webp
    }

    /// An ANMF chunk: 16 bytes, including the frame's size, then the frame's chunks.
    fn add_animation_frame(&mut self, content: &[u8]) {
        let Some(([_, _, _, _, _, _, w0, w1, w2, h0, h1, h2, ..], rest)) = content.split_first_chunk::<16>()
        else {
            return;
        };
        let side = |low, middle, high| u64::from(u32::from_le_bytes([low, middle, high, 0])) + 1;
        let size = [side(*w0, *w1, *w2), side(*h0, *h1, *h2)];
        chunks(rest).for_each(|(name, content)| self.add_chunk(name, content));
        let mut inner = chunks(rest);
        if inner.next().is_some_and(|(name, _)| &name == b"ALPH") {
            // The decoder takes the next chunk as the lossy frame, whatever it is.
            let frame = inner.next().filter(|(name, _)| name == b"VP8 ");
            self.consistent &= frame.and_then(|(_, content)| lossy_size(content)) == Some(size);
        }
    }

    fn add_chunk(&mut self, name: [u8; 4], content: &[u8]) {
        match &name {
            b"VP8 " => {
                let [width, height] = lossy_size(content).unwrap_or_default();
                self.max_frame_pixels = self.max_frame_pixels.max(width * height);
            }
            b"VP8L" if matches!(self.kind, WebPKind::Lossy) => self.kind = WebPKind::Lossless,
            b"ALPH" if !matches!(self.kind, WebPKind::Animated) => self.kind = WebPKind::Transparent,
            _ => {}
        }
    }
}

/// Names and contents of consecutive RIFF chunks. The last one may be truncated.
fn chunks(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (name, rest) = bytes.split_first_chunk::<4>()?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        let size = u32::from_le_bytes(*size) as usize;
        bytes = rest.get(size.saturating_add(size & 1)..).unwrap_or_default();
        Some((*name, rest.get(..size).unwrap_or(rest)))
    })
}

/// Width and height in a VP8 frame header (RFC 6386, 9.1). The two upper bits of each are the scaling.
fn lossy_size(content: &[u8]) -> Option<[u64; 2]> {
    let [_, _, _, _, _, _, w0, w1, h0, h1, ..] = content else { return None };
    let side = |low: u8, high: u8| u64::from(u16::from_le_bytes([low, high]) & 0x3fff);
    Some([side(*w0, *w1), side(*h0, *h1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_are_read_concurrently_within_the_budget() {
        let megabytes =
            |sizes: &[u64]| concurrent_reads(&sizes.iter().map(|size| size << 20).collect::<Vec<_>>());
        assert_eq!(megabytes(&[5, 5, 5, 5]), [true; 4]);
        assert_eq!(megabytes(&[100, 5, 40, 30, 3]), [false, true, true, false, true]);
        assert_eq!(concurrent_reads(&[u64::MAX, 0]), [false, true]);
    }
}
