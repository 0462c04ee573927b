//! Detects file formats that our decoders do not support, to name them in errors and to leave some to the browser.

use std::fmt;

use facade_text as text;

/// An image or document format that our decoders do not support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsupportedFormat {
    /// AVIF (AV1).
    Avif,
    /// HEIC (HEVC), used by phones.
    Heic,
    /// JPEG XL.
    JpegXl,
    /// TIFF.
    Tiff,
    /// SVG.
    Svg,
    /// PDF.
    Pdf,
    /// Photoshop.
    Psd,
    /// A camera's RAW format.
    Raw,
}

impl UnsupportedFormat {
    /// Detects the format from a file's first bytes.
    pub fn detect(bytes: &[u8]) -> Option<Self> {
        if bytes.get(4..8) == Some(b"ftyp") {
            return brand(bytes);
        }
        match bytes {
            [0xff, 0x0a, ..] | [0, 0, 0, 0x0c, b'J', b'X', b'L', b' ', ..] => Some(UnsupportedFormat::JpegXl),
            [b'%', b'P', b'D', b'F', ..] => Some(UnsupportedFormat::Pdf),
            [b'8', b'B', b'P', b'S', ..] => Some(UnsupportedFormat::Psd),
            [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', ..]
            | [b'I', b'I', b'R', b'O' | b'R' | b'U', ..]
            | [b'I', b'I', b'U', 0, ..]
            | [0, b'M', b'R', b'M', ..] => Some(UnsupportedFormat::Raw),
            [b'I', b'I', 42, 0, ..] if bytes.get(8..10) == Some(b"CR") => Some(UnsupportedFormat::Raw),
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some(UnsupportedFormat::Tiff),
            _ => is_svg(bytes).then_some(UnsupportedFormat::Svg),
        }
    }

    /// Whether some browsers decode the format and [`super::heif_dimensions`] can read the image's size first.
    pub fn browser_may_decode(self) -> bool {
        matches!(self, UnsupportedFormat::Avif | UnsupportedFormat::Heic)
    }
}

impl fmt::Display for UnsupportedFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            UnsupportedFormat::Avif => "AVIF",
            UnsupportedFormat::Heic => "HEIC",
            UnsupportedFormat::JpegXl => "JPEG XL",
            UnsupportedFormat::Tiff => "TIFF",
            UnsupportedFormat::Svg => text::picture_svg(),
            UnsupportedFormat::Pdf => text::picture_pdf(),
            UnsupportedFormat::Psd => text::picture_psd(),
            UnsupportedFormat::Raw => text::picture_raw(),
        })
    }
}

/// Detects the format from the brands in the `ftyp` box of an ISO base media file. The major brand may be a generic one.
fn brand(bytes: &[u8]) -> Option<UnsupportedFormat> {
    let length = u32::from_be_bytes(bytes.first_chunk().copied()?) as usize;
    let brands = bytes.get(8..length.min(256).min(bytes.len()))?.as_chunks::<4>().0;
    let has = |known: &[&[u8; 4]]| brands.iter().any(|brand| known.contains(&brand));
    if has(&[b"avif", b"avis"]) {
        Some(UnsupportedFormat::Avif)
    } else if has(&[b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"]) {
        Some(UnsupportedFormat::Heic)
    } else if has(&[b"crx "]) {
        Some(UnsupportedFormat::Raw)
    } else {
        None
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    text.starts_with(b"<svg") || text.starts_with(b"<?xml") && head.windows(4).any(|four| four == b"<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_detected_by_their_first_bytes() {
        let formats: [(&[u8], &str); 17] = [
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "AVIF"),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
            (b"\0\0\0\x18ftypheic", "HEIC"),
            (b"\0\0\0\x14ftypmif1\0\0\0\0mif1", "HEIC"),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "a camera’s RAW file"),
            (b"\xff\x0a\xfa\x1f", "JPEG XL"),
            (b"\0\0\0\x0cJXL \x0d\x0a\x87\x0a", "JPEG XL"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"MM\0*\0\0\0\x08", "TIFF"),
            (b"II*\0\x10\0\0\0CR\x02\0", "a camera’s RAW file"),
            (b"FUJIFILMCCD-RAW 0201", "a camera’s RAW file"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
            (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- --><svg/>", "an SVG drawing"),
            (b"%PDF-1.7", "a PDF document"),
            (b"8BPS\0\x01", "a Photoshop file"),
            (b"IIRO\x08\0", "a camera’s RAW file"),
        ];
        for (bytes, name) in formats {
            let found = UnsupportedFormat::detect(bytes).map(|format| format.to_string());
            assert_eq!(found.as_deref(), Some(name), "{}", bytes.escape_ascii());
        }
        let others: [&[u8]; 6] = [
            b"",
            b"no image",
            b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
            b"<?xml version='1.0'?><html/>",
            b"\xff\xd8\xff\xe0",
            b"\0\0\0\x02ftyp",
        ];
        for bytes in others {
            assert_eq!(UnsupportedFormat::detect(bytes), None, "{}", bytes.escape_ascii());
        }
    }
}
