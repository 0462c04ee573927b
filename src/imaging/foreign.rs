//! Files that our own decoders cannot read, by what they are: to name them, and to leave some to a browser.

use std::fmt;

use crate::text;

/// A kind of picture, or of file that people take for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// AV1 pictures.
    Avif,
    /// HEVC pictures, as telephones take them.
    Heic,
    /// JPEG XL.
    JpegXl,
    /// TIFF.
    Tiff,
    /// A drawing in XML.
    Svg,
    /// A document.
    Pdf,
    /// Photoshop's own format.
    Psd,
    /// What a camera's sensor saw.
    Raw,
}

impl Foreign {
    /// What a file is, from its first bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.get(4..8) == Some(b"ftyp") {
            return brand(bytes);
        }
        match bytes {
            [0xff, 0x0a, ..] | [0, 0, 0, 0x0c, b'J', b'X', b'L', b' ', ..] => Some(Foreign::JpegXl),
            [b'%', b'P', b'D', b'F', ..] => Some(Foreign::Pdf),
            [b'8', b'B', b'P', b'S', ..] => Some(Foreign::Psd),
            [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', ..]
            | [b'I', b'I', b'R', b'O' | b'R' | b'U', ..]
            | [b'I', b'I', b'U', 0, ..]
            | [0, b'M', b'R', b'M', ..] => Some(Foreign::Raw),
            [b'I', b'I', 42, 0, ..] if bytes.get(8..10) == Some(b"CR") => Some(Foreign::Raw),
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => Some(Foreign::Tiff),
            _ => is_svg(bytes).then_some(Foreign::Svg),
        }
    }

    /// Whether a browser may know how to decode it, and its header tells how large it is before that.
    pub fn for_browsers(self) -> bool {
        matches!(self, Foreign::Avif | Foreign::Heic)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Foreign::Avif => "AVIF",
            Foreign::Heic => "HEIC",
            Foreign::JpegXl => "JPEG XL",
            Foreign::Tiff => "TIFF",
            Foreign::Svg => text::picture_svg(),
            Foreign::Pdf => text::picture_pdf(),
            Foreign::Psd => text::picture_psd(),
            Foreign::Raw => text::picture_raw(),
        })
    }
}

/// By the brands of an ISO media file, of which a general one may stand first.
fn brand(bytes: &[u8]) -> Option<Foreign> {
    let length = u32::from_be_bytes(bytes.first_chunk().copied()?) as usize;
    let brands = bytes.get(8..length.min(256).min(bytes.len()))?.as_chunks::<4>().0;
    let any = |known: &[&[u8; 4]]| brands.iter().any(|brand| known.contains(&brand));
    if any(&[b"avif", b"avis"]) {
        Some(Foreign::Avif)
    } else if any(&[b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"]) {
        Some(Foreign::Heic)
    } else if any(&[b"crx "]) {
        Some(Foreign::Raw)
    } else {
        None
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    text.starts_with(b"<svg") || text.starts_with(b"<?xml") && head.windows(4).any(|four| four == b"<svg")
}

/// Width and height of an AVIF or HEIC picture, of the largest in the file; none where the header does not tell. Several
/// lie in one file: a thumbnail, transparency, the parts of a mosaic and the whole.
pub fn foreign_size(bytes: &[u8]) -> Option<[u32; 2]> {
    // A box of these two kinds has four bytes of version and flags before its content.
    let meta = boxes(bytes).find(|(name, _)| name == b"meta")?.1.get(4..)?;
    let properties = boxes(meta).find(|(name, _)| name == b"iprp")?.1;
    let container = boxes(properties).find(|(name, _)| name == b"ipco")?.1;
    let sizes = boxes(container).filter(|(name, _)| name == b"ispe").filter_map(|(_, content)| {
        let side = |at: usize| Some(u32::from_be_bytes(content.get(at..at + 4)?.try_into().ok()?));
        Some([side(4)?, side(8)?])
    });
    sizes.max_by_key(|[width, height]| u64::from(*width) * u64::from(*height))
}

/// The boxes of an ISO media file that lie one behind the other, with their names. Ends where one does not fit.
fn boxes(mut rest: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let ([short, name], _) = rest.first_chunk::<8>()?.as_chunks::<4>() else { return None };
        let (start, length) = match u32::from_be_bytes(*short) {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?),
            length => (8, length as usize),
        };
        let content = rest.get(start..length)?;
        rest = &rest[length..];
        Some((*name, content))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        [&(content.len() as u32 + 8).to_be_bytes()[..], name, content].concat()
    }

    fn ispe(width: u32, height: u32) -> Vec<u8> {
        boxed(b"ispe", &[&[0; 4][..], &width.to_be_bytes(), &height.to_be_bytes()].concat())
    }

    fn picture(sizes: &[[u32; 2]]) -> Vec<u8> {
        let sizes: Vec<u8> = sizes.iter().flat_map(|[w, h]| ispe(*w, *h)).collect();
        let iprp = boxed(b"iprp", &boxed(b"ipco", &sizes));
        let meta = [&[0; 4][..], &boxed(b"hdlr", &[0; 25]), &iprp].concat();
        [boxed(b"ftyp", b"mif1\0\0\0\0mif1avif"), boxed(b"meta", &meta), boxed(b"mdat", &[7; 99])].concat()
    }

    #[test]
    fn files_are_named_by_their_first_bytes() {
        let named: [(&[u8], &str); 17] = [
            (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "AVIF"),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
            (b"\0\0\0\x18ftypheic", "HEIC"),
            (b"\0\0\0\x14ftypmif1\0\0\0\0mif1", "HEIC"),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "a camera's RAW file"),
            (b"\xff\x0a\xfa\x1f", "JPEG XL"),
            (b"\0\0\0\x0cJXL \x0d\x0a\x87\x0a", "JPEG XL"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"MM\0*\0\0\0\x08", "TIFF"),
            (b"II*\0\x10\0\0\0CR\x02\0", "a camera's RAW file"),
            (b"FUJIFILMCCD-RAW 0201", "a camera's RAW file"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
            (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- --><svg/>", "an SVG drawing"),
            (b"%PDF-1.7", "a PDF document"),
            (b"8BPS\0\x01", "a Photoshop file"),
            (b"IIRO\x08\0", "a camera's RAW file"),
        ];
        for (bytes, name) in named {
            let found = Foreign::of(bytes).map(|foreign| foreign.to_string());
            assert_eq!(found.as_deref(), Some(name), "{}", bytes.escape_ascii());
        }
        let unnamed: [&[u8]; 6] = [
            b"",
            b"no image",
            b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
            b"<?xml version='1.0'?><html/>",
            b"\xff\xd8\xff\xe0",
            b"\0\0\0\x02ftyp",
        ];
        for bytes in unnamed {
            assert_eq!(Foreign::of(bytes), None, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn the_largest_size_is_that_of_the_picture() {
        assert_eq!(foreign_size(&picture(&[[160, 120], [4032, 3024], [512, 512]])), Some([4032, 3024]));
        assert_eq!(foreign_size(&picture(&[])), None);
        assert_eq!(foreign_size(&boxed(b"meta", &[0; 3])), None);
    }

    #[test]
    fn a_damaged_header_says_no_more_than_stands_in_it() {
        let whole = picture(&[[160, 120], [4032, 3024]]);
        let meta = whole.len() - (8 + 99);
        for at in 0..whole.len() {
            // A box that is cut off is none.
            let said = foreign_size(&whole[..at]);
            assert_eq!(said, (at >= meta).then_some([4032, 3024]), "cut at {at}");
            for value in [0, 1, 0x7f, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] = value;
                if let Some([width, height]) = foreign_size(&damaged) {
                    let both = [width.to_be_bytes(), height.to_be_bytes()].concat();
                    assert!(
                        damaged.windows(8).any(|eight| eight == both),
                        "{value} at {at}: {width}x{height}"
                    );
                    // Behind the header nothing counts.
                    assert!(at < meta || [width, height] == [4032, 3024], "{value} at {at}");
                } else {
                    assert!(at < meta, "{value} at {at}");
                }
                // What kind it is stands in the first box.
                assert!(at < 24 || Foreign::of(&damaged) == Some(Foreign::Avif), "{value} at {at}");
            }
        }
    }
}
