//! What decoding a picture may cost. A few bytes can claim any size, so what a decoder is going to ask for is worked out
//! from the headers before it is let loose.

use image::ImageFormat;

use super::jpeg::Jpeg;

/// The largest picture that is read, in millions of pixels: 300 MB once decoded, which a browser's tab can still hold.
pub const MAX_MEGAPIXELS: u64 = 100;
/// The longest side, JPEG's own limit: decoders keep whole rows beside the picture.
pub(super) const MAX_SIDE: u32 = 65_535;
/// Unpacked notes, colour profiles above all, which nobody reads.
pub(super) const MAX_NOTES: u64 = 8 << 20;

/// The largest file of a photo, in bytes: a hundred million pixels without any compression.
pub(super) const MAX_PHOTO_BYTES: u64 = 300 << 20;
/// Bytes of photos that are read at the same time. What is more than that is read one photo after the other.
const AT_ONCE: u64 = 48 << 20;
/// The first bytes of a file, which tell what it is.
pub const HEAD: usize = 64 << 10;

/// Which of a home's photos are read at the same time, from the sizes of their files; the others go one by one.
pub fn at_once(sizes: &[u64]) -> Vec<bool> {
    let mut room = AT_ONCE;
    let fits = |&size: &u64| {
        let left = room.checked_sub(size);
        room = left.unwrap_or(room);
        left.is_some()
    };
    sizes.iter().map(fits).collect()
}

/// What decoding one picture may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pixels.
    pub pixels: u64,
    /// Bytes held at once, beside the file's own.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { pixels: MAX_MEGAPIXELS * 1_000_000, bytes: 500_000_000 }
    }
}

/// Bytes that a format's decoder holds beside the picture that it hands over, for `size` pixels across and down.
pub(super) fn beside(format: ImageFormat, bytes: &[u8], size: [u32; 2]) -> u64 {
    let pixels = u64::from(size[0]) * u64::from(size[1]);
    match format {
        // The decoder keeps a copy of the file. Where a scan does not hold all, it keeps every coefficient.
        ImageFormat::Jpeg => {
            let kept = Jpeg::of(bytes).filter(|jpeg| !jpeg.at_once).map_or(0, |jpeg| jpeg.coefficients(size));
            bytes.len() as u64 + kept
        }
        ImageFormat::WebP => {
            let webp = WebP::of(bytes);
            let pixels = pixels.max(webp.frame);
            // Planes of half the colour; all four channels and what they were predicted from; those for transparency
            // beside planes; a canvas and a frame beside that.
            match webp.kind {
                WebPKind::Lossy => pixels * 3 / 2,
                WebPKind::Lossless => 5 * pixels,
                WebPKind::Transparent => 8 * pixels,
                WebPKind::Animated => 16 * pixels,
            }
        }
        // GIF's frame is kept to the limit by its decoder, and the others decode row by row.
        _ => 0,
    }
}

/// What a WebP's chunks tell.
pub(super) struct WebP {
    kind: WebPKind,
    /// Pixels of its largest lossy frame, whose own header the decoder believes before it compares it with the file's.
    pub(super) frame: u64,
    /// Whether each frame beside its transparency is as large as it: the decoder takes that for granted.
    pub(super) fits: bool,
}

enum WebPKind {
    Lossy,
    Lossless,
    Transparent,
    Animated,
}

impl WebP {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut webp = WebP { kind: WebPKind::Lossy, frame: 0, fits: true };
        for (name, content) in chunks(bytes.get(12..).unwrap_or_default()) {
            if &name == b"ANMF" {
                webp.kind = WebPKind::Animated;
                webp.frame_of(content);
            } else {
                webp.still(name, content);
            }
        }
        webp
    }

    /// A frame of an animation: 16 bytes, its size among them, then its chunks.
    fn frame_of(&mut self, content: &[u8]) {
        let Some(([_, _, _, _, _, _, w0, w1, w2, h0, h1, h2, ..], rest)) = content.split_first_chunk::<16>()
        else {
            return;
        };
        let side = |low, middle, high| u64::from(u32::from_le_bytes([low, middle, high, 0])) + 1;
        let size = [side(*w0, *w1, *w2), side(*h0, *h1, *h2)];
        chunks(rest).for_each(|(name, content)| self.still(name, content));
        let mut inner = chunks(rest);
        if inner.next().is_some_and(|(name, _)| &name == b"ALPH") {
            // The decoder takes whatever comes next for the lossy frame.
            let lossy =
                inner.next().filter(|(name, _)| name == b"VP8 ").and_then(|(_, content)| lossy(content));
            self.fits &= lossy == Some(size);
        }
    }

    fn still(&mut self, name: [u8; 4], content: &[u8]) {
        match &name {
            b"VP8 " => {
                let [width, height] = lossy(content).unwrap_or_default();
                self.frame = self.frame.max(width * height);
            }
            b"VP8L" if matches!(self.kind, WebPKind::Lossy) => self.kind = WebPKind::Lossless,
            b"ALPH" if !matches!(self.kind, WebPKind::Animated) => self.kind = WebPKind::Transparent,
            _ => {}
        }
    }
}

/// Names and contents of chunks in a row, as far as they are whole, and the last one's beginning.
fn chunks(mut bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (name, rest) = bytes.split_first_chunk::<4>()?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        let size = u32::from_le_bytes(*size) as usize;
        bytes = rest.get(size.saturating_add(size & 1)..).unwrap_or_default();
        Some((*name, rest.get(..size).unwrap_or(rest)))
    })
}

/// Width and height that a lossy frame's header tells. The two upper bits of each ask for scaling.
fn lossy(content: &[u8]) -> Option<[u64; 2]> {
    let [_, _, _, _, _, _, w0, w1, h0, h1, ..] = content else { return None };
    let side = |low: u8, high: u8| u64::from(u16::from_le_bytes([low, high]) & 0x3fff);
    Some([side(*w0, *w1), side(*h0, *h1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_are_read_together_as_long_as_there_is_room() {
        let megabytes = |sizes: &[u64]| at_once(&sizes.iter().map(|size| size << 20).collect::<Vec<_>>());
        assert_eq!(megabytes(&[5, 5, 5, 5]), [true; 4]);
        assert_eq!(megabytes(&[100, 5, 40, 30, 3]), [false, true, true, false, true]);
        assert_eq!(at_once(&[u64::MAX, 0]), [false, true]);
    }
}
