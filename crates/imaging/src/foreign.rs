//! Files that our own decoders cannot read, by what they are: to name them, and to leave some to a browser.

use std::fmt;

use super::coded::{self, larger};
use facade_text as text;

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
/// lie in one file: a thumbnail, transparency, the parts of a mosaic and the whole. What the container says of a picture, and
/// what its coded data says of itself, need not be the same: a decoder makes room for either.
pub fn foreign_size(bytes: &[u8]) -> Option<[u32; 2]> {
    // A box of these kinds has four bytes of version and flags before its content.
    let meta = within(bytes, *b"meta").next()?.get(4..)?;
    let told = |content: &[u8]| Some([number(content, 4)?, number(content, 8)?]);
    let (mut told_size, mut coded_size) = (None, None);
    for container in within(meta, *b"iprp").flat_map(|properties| within(properties, *b"ipco")) {
        for (name, content) in boxes(container) {
            match &name {
                b"ispe" => told_size = larger(told_size, told(content)),
                _ => coded_size = larger(coded_size, configured(name, content)),
            }
        }
    }
    for table in within(meta, *b"iloc") {
        for [start, end] in locations(table)? {
            let [start, end] =
                [start, end].map(|at| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len()));
            let item = bytes.get(start..end).unwrap_or_default();
            coded_size = larger(larger(coded_size, coded::av1(item)), mosaic(item));
        }
    }
    for entry in sample_entries(bytes) {
        coded_size = larger(coded_size, entry);
    }
    larger(Some(told_size?), coded_size)
}

/// The size that a decoder's configuration tells.
fn configured(name: [u8; 4], content: &[u8]) -> Option<[u32; 2]> {
    match &name {
        b"av1C" => coded::av1(content.get(4..)?),
        b"hvcC" => coded::hevc(content),
        _ => None,
    }
}

/// The size of a mosaic (ISO/IEC 23008-12, 6.6.2.3.2), whose item is nothing but this.
fn mosaic(item: &[u8]) -> Option<[u32; 2]> {
    match *item {
        [0, 0, _, _, a, b, c, d] => Some([[a, b], [c, d]].map(|side| u32::from(u16::from_be_bytes(side)))),
        [0, 1, _, _, a, b, c, d, e, f, g, h] => Some([[a, b, c, d], [e, f, g, h]].map(u32::from_be_bytes)),
        _ => None,
    }
}

/// The sizes of a sequence's pictures, as its tracks tell them.
fn sample_entries(bytes: &[u8]) -> impl Iterator<Item = Option<[u32; 2]>> {
    let path = [*b"trak", *b"mdia", *b"minf", *b"stbl", *b"stsd"];
    let mut found: Vec<&[u8]> = within(bytes, *b"moov").collect();
    for name in path {
        found = found.into_iter().flat_map(|content| within(content, name)).collect();
    }
    // Of a table of entries the version and the count come first; of an entry, 78 bytes that all kinds have.
    let entries = found.into_iter().flat_map(|table| boxes(table.get(8..).unwrap_or_default()));
    entries.map(|(_, entry)| {
        let size = number(entry, 24).map(|both| [both >> 16, both & 0xffff]);
        let inner = boxes(entry.get(78..).unwrap_or_default());
        inner.fold(size, |size, (name, content)| larger(size, configured(name, content)))
    })
}

/// Items of a file whose places are looked at. A mosaic has some dozens.
const MOST_ITEMS: u64 = 1 << 16;

/// From where to where the first part of each item lies in the file (ISO/IEC 14496-12, 8.11.3). None where that is not told
/// as the standard says. Items that lie elsewhere are left out.
fn locations(table: &[u8]) -> Option<Vec<[u64; 2]>> {
    let mut found = Vec::new();
    let mut rest = Rest(table);
    let version = rest.number(1)?;
    rest.number(3)?;
    let [offset, length] = halves(rest.number(1)?);
    let [base, index] = halves(rest.number(1)?);
    let index = if version == 0 { 0 } else { index };
    let wide = if version < 2 { 2 } else { 4 };
    let count = rest.number(wide)?;
    if count > MOST_ITEMS {
        return None;
    }
    for _ in 0..count {
        rest.number(wide)?;
        // Zero says that it lies in the file itself.
        let method = if version == 0 { 0 } else { rest.number(2)? & 15 };
        rest.number(2)?;
        let from = rest.number(base)?;
        let parts = usize::try_from(rest.number(2)?).ok()?;
        if parts == 0 {
            continue;
        }
        rest.number(index)?;
        let start = from.saturating_add(rest.number(offset)?);
        // A length of nought is all that follows.
        let end = match rest.number(length)? {
            0 => u64::MAX,
            length => start.saturating_add(length),
        };
        rest.skip((parts - 1) * (index + offset + length))?;
        if method == 0 {
            found.push([start, end]);
        }
    }
    Some(found)
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// The next bytes as a number, 8 at most.
    fn number(&mut self, bytes: usize) -> Option<u64> {
        let (first, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(first.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }
}

/// The two numbers of four bits in a byte, of which each is a count of bytes.
fn halves(byte: u64) -> [usize; 2] {
    [byte >> 4, byte & 15].map(|half| half.min(8) as usize)
}

/// Four bytes as a number.
fn number(content: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(content.get(at..at + 4)?.try_into().ok()?))
}

/// The contents of the boxes of this name.
fn within(bytes: &[u8], name: [u8; 4]) -> impl Iterator<Item = &[u8]> {
    boxes(bytes).filter(move |(other, _)| *other == name).map(|(_, content)| content)
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

    const AVIF: &[u8] = include_bytes!("../../../tests/fixtures/photos/plain.avif");

    /// The file with other bytes in the place of some.
    fn with(at: usize, bytes: &[u8]) -> Vec<u8> {
        let mut file = AVIF.to_vec();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        file
    }

    fn find(bytes: &[u8]) -> usize {
        AVIF.windows(bytes.len()).position(|window| window == bytes).unwrap()
    }

    #[test]
    fn a_picture_that_is_coded_larger_than_it_is_told_counts_as_it_is_coded() {
        assert_eq!(foreign_size(AVIF), Some([24, 17]));
        let told = find(b"ispe") + 8;
        let small = [1u32.to_be_bytes(), 1u32.to_be_bytes()].concat();
        assert_eq!(foreign_size(&with(told, &small)), Some([24, 17]), "by its sequence header");
        // The header's eight bytes as ones: sides of 16 bits.
        let sequence = find(&[0x0a, 8, 0x38]);
        let mut lie = with(told, &small);
        lie[sequence + 2..sequence + 10].copy_from_slice(&[0x38, 0x3f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        assert_eq!(foreign_size(&lie), Some([65_536, 65_536]));
    }

    #[test]
    fn mosaics_and_sequences_tell_their_size_too() {
        let item = |item: &[u8]| {
            let mut file = picture(&[[100, 100]]);
            let place = [&(file.len() as u32 + 8 + 30).to_be_bytes()[..], &(item.len() as u32).to_be_bytes()]
                .concat();
            // One item, of one part, whose offset and length have four bytes.
            let head: &[u8] = &[0, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1];
            let iloc = boxed(b"iloc", &[head, &place].concat());
            let meta = file.windows(4).position(|name| name == b"meta").unwrap();
            let length = u32::from_be_bytes(file[meta - 4..meta].try_into().unwrap()) + iloc.len() as u32;
            file[meta - 4..meta].copy_from_slice(&length.to_be_bytes());
            file.splice(meta + 8..meta + 8, iloc);
            file.extend(boxed(b"mdat", item));
            file
        };
        assert_eq!(foreign_size(&item(&[0, 0, 1, 1, 0x20, 0, 0x30, 0])), Some([0x2000, 0x3000]));
        assert_eq!(foreign_size(&item(&[0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0])), Some([65_536, 256]));
        assert_eq!(foreign_size(&item(b"Exif")), Some([100, 100]));

        let mut entry = vec![0; 78];
        entry[24..28].copy_from_slice(&[0x40, 0, 0x30, 0]);
        let mut moov = boxed(b"stsd", &[&[0; 8][..], &boxed(b"av01", &entry)].concat());
        for name in [b"stbl", b"minf", b"mdia", b"trak", b"moov"] {
            moov = boxed(name, &moov);
        }
        assert_eq!(foreign_size(&[picture(&[[100, 100]]), moov].concat()), Some([0x4000, 0x3000]));
    }

    #[test]
    fn a_damaged_header_says_no_more_than_stands_in_it() {
        for at in 0..AVIF.len() {
            let _ = foreign_size(&AVIF[..at]);
            for value in [0, 1, 0x7f, 0xff] {
                let _ = foreign_size(&with(at, &[value]));
            }
        }
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
