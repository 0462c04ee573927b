//! Image sizes from the headers of AVIF and HEIC files (HEIF, ISO/IEC 23008-12), before anything is decoded.

use super::codec_headers::{self, larger};

/// Width and height of the largest image in an AVIF or HEIC file. `None` if the header does not give them.
///
/// A file may hold several images: a thumbnail, an alpha plane, the tiles of a grid and the grid itself. The size in
/// the container and the size in the coded data may differ, and a decoder allocates for either, so the larger is
/// returned.
pub fn heif_dimensions(bytes: &[u8]) -> Option<[u32; 2]> {
    // `meta` is a full box: four bytes of version and flags precede the content.
    let meta = contents(bytes, *b"meta").next()?.get(4..)?;
    let spatial_extents = |content: &[u8]| Some([read_u32(content, 4)?, read_u32(content, 8)?]);
    let (mut container_size, mut coded_size) = (None, None);
    for container in contents(meta, *b"iprp").flat_map(|properties| contents(properties, *b"ipco")) {
        for (name, content) in boxes(container) {
            match &name {
                b"ispe" => container_size = larger(container_size, spatial_extents(content)),
                _ => coded_size = larger(coded_size, configuration_size(name, content)),
            }
        }
    }
    for table in contents(meta, *b"iloc") {
        for [start, end] in item_extents(table)? {
            let [start, end] =
                [start, end].map(|offset| usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len()));
            let item = bytes.get(start..end).unwrap_or_default();
            coded_size = larger(larger(coded_size, codec_headers::av1(item)), grid_size(item));
        }
    }
    for size in sample_entry_sizes(bytes) {
        coded_size = larger(coded_size, size);
    }
    larger(Some(container_size?), coded_size)
}

/// The size in a decoder configuration box.
fn configuration_size(name: [u8; 4], content: &[u8]) -> Option<[u32; 2]> {
    match &name {
        b"av1C" => codec_headers::av1(content.get(4..)?),
        b"hvcC" => codec_headers::hevc(content),
        _ => None,
    }
}

/// The output size of an image grid (ISO/IEC 23008-12, 6.6.2.3.2), which is all that its item holds.
fn grid_size(item: &[u8]) -> Option<[u32; 2]> {
    match *item {
        [0, 0, _, _, a, b, c, d] => Some([[a, b], [c, d]].map(|side| u32::from(u16::from_be_bytes(side)))),
        [0, 1, _, _, a, b, c, d, e, f, g, h] => Some([[a, b, c, d], [e, f, g, h]].map(u32::from_be_bytes)),
        _ => None,
    }
}

/// The image sizes of an image sequence, from the sample entries of its tracks.
fn sample_entry_sizes(bytes: &[u8]) -> impl Iterator<Item = Option<[u32; 2]>> {
    let path = [*b"trak", *b"mdia", *b"minf", *b"stbl", *b"stsd"];
    let mut found: Vec<&[u8]> = contents(bytes, *b"moov").collect();
    for name in path {
        found = found.into_iter().flat_map(|content| contents(content, name)).collect();
    }
    // The table starts with version and count, and each visual sample entry has 78 bytes before its own boxes.
    let entries = found.into_iter().flat_map(|table| boxes(table.get(8..).unwrap_or_default()));
    entries.map(|(_, entry)| {
        let size = read_u32(entry, 24).map(|both| [both >> 16, both & 0xffff]);
        let inner = boxes(entry.get(78..).unwrap_or_default());
        inner.fold(size, |size, (name, content)| larger(size, configuration_size(name, content)))
    })
}

/// Maximum number of items in a file; a grid has some dozens.
const MAX_ITEMS: u64 = 1 << 16;

/// Start and end of the first extent of each item in the file, from the item location box (ISO/IEC 14496-12, 8.11.3).
/// `None` if the box is invalid. Items stored elsewhere are skipped.
fn item_extents(table: &[u8]) -> Option<Vec<[u64; 2]>> {
    let mut found = Vec::new();
    let mut reader = Reader(table);
    let version = reader.read(1)?;
    reader.read(3)?;
    let [offset_size, length_size] = nibbles(reader.read(1)?);
    let [base_size, index_size] = nibbles(reader.read(1)?);
    let index_size = if version == 0 { 0 } else { index_size };
    let id_size = if version < 2 { 2 } else { 4 };
    let count = reader.read(id_size)?;
    if count > MAX_ITEMS {
        return None;
    }
    for _ in 0..count {
        reader.read(id_size)?;
        // Construction method 0: offsets are relative to the file.
        let method = if version == 0 { 0 } else { reader.read(2)? & 15 };
        reader.read(2)?;
        let base = reader.read(base_size)?;
        let extents = usize::try_from(reader.read(2)?).ok()?;
        if extents == 0 {
            continue;
        }
        reader.read(index_size)?;
        let start = base.saturating_add(reader.read(offset_size)?);
        // A length of zero means up to the end of the file.
        let end = match reader.read(length_size)? {
            0 => u64::MAX,
            length => start.saturating_add(length),
        };
        reader.skip((extents - 1) * (index_size + offset_size + length_size))?;
        if method == 0 {
            found.push([start, end]);
        }
    }
    Some(found)
}

/// Reads big-endian integers.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    /// The next `bytes` bytes, at most 8, as an integer.
    fn read(&mut self, bytes: usize) -> Option<u64> {
        let (first, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(first.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.get(bytes..)?;
        Some(())
    }
}

/// The two 4-bit field sizes in a byte, in bytes and at most 8.
fn nibbles(byte: u64) -> [usize; 2] {
    [byte >> 4, byte & 15].map(|half| half.min(8) as usize)
}

fn read_u32(content: &[u8], offset: usize) -> Option<u32> {
    Some(u32::from_be_bytes(content.get(offset..offset + 4)?.try_into().ok()?))
}

/// The contents of the boxes with this type.
fn contents(bytes: &[u8], name: [u8; 4]) -> impl Iterator<Item = &[u8]> {
    boxes(bytes).filter(move |(other, _)| *other == name).map(|(_, content)| content)
}

/// Type and content of consecutive boxes of an ISO base media file. Stops at a box that does not fit.
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
    use crate::UnsupportedFormat;

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
    fn the_largest_size_is_returned() {
        assert_eq!(heif_dimensions(&picture(&[[160, 120], [4032, 3024], [512, 512]])), Some([4032, 3024]));
        assert_eq!(heif_dimensions(&picture(&[])), None);
        assert_eq!(heif_dimensions(&boxed(b"meta", &[0; 3])), None);
    }

    const AVIF: &[u8] = include_bytes!("../../../tests/fixtures/photos/plain.avif");

    /// The file with some bytes replaced.
    fn with(at: usize, bytes: &[u8]) -> Vec<u8> {
        let mut file = AVIF.to_vec();
        file[at..at + bytes.len()].copy_from_slice(bytes);
        file
    }

    fn find(bytes: &[u8]) -> usize {
        AVIF.windows(bytes.len()).position(|window| window == bytes).unwrap()
    }

    #[test]
    fn the_coded_size_is_used_if_it_is_larger() {
        assert_eq!(heif_dimensions(AVIF), Some([24, 17]));
        let extents = find(b"ispe") + 8;
        let small = [1u32.to_be_bytes(), 1u32.to_be_bytes()].concat();
        assert_eq!(heif_dimensions(&with(extents, &small)), Some([24, 17]), "from its sequence header");
        // All size bits of the sequence header set: 16 bits per side.
        let sequence = find(&[0x0a, 8, 0x38]);
        let mut changed = with(extents, &small);
        changed[sequence + 2..sequence + 10]
            .copy_from_slice(&[0x38, 0x3f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        assert_eq!(heif_dimensions(&changed), Some([65_536, 65_536]));
    }

    #[test]
    fn grids_and_sequences_have_a_size_too() {
        let item = |item: &[u8]| {
            let mut file = picture(&[[100, 100]]);
            let extent =
                [&(file.len() as u32 + 8 + 30).to_be_bytes()[..], &(item.len() as u32).to_be_bytes()]
                    .concat();
            // One item with one extent, whose offset and length have four bytes each.
            let header: &[u8] = &[0, 0, 0, 0, 0x44, 0, 0, 1, 0, 1, 0, 0, 0, 1];
            let iloc = boxed(b"iloc", &[header, &extent].concat());
            let meta = file.windows(4).position(|name| name == b"meta").unwrap();
            let length = u32::from_be_bytes(file[meta - 4..meta].try_into().unwrap()) + iloc.len() as u32;
            file[meta - 4..meta].copy_from_slice(&length.to_be_bytes());
            file.splice(meta + 8..meta + 8, iloc);
            file.extend(boxed(b"mdat", item));
            file
        };
        assert_eq!(heif_dimensions(&item(&[0, 0, 1, 1, 0x20, 0, 0x30, 0])), Some([0x2000, 0x3000]));
        assert_eq!(heif_dimensions(&item(&[0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0])), Some([65_536, 256]));
        assert_eq!(heif_dimensions(&item(b"Exif")), Some([100, 100]));

        let mut entry = vec![0; 78];
        entry[24..28].copy_from_slice(&[0x40, 0, 0x30, 0]);
        let mut moov = boxed(b"stsd", &[&[0; 8][..], &boxed(b"av01", &entry)].concat());
        for name in [b"stbl", b"minf", b"mdia", b"trak", b"moov"] {
            moov = boxed(name, &moov);
        }
        assert_eq!(heif_dimensions(&[picture(&[[100, 100]]), moov].concat()), Some([0x4000, 0x3000]));
    }

    #[test]
    fn sizes_of_a_damaged_header_occur_in_its_bytes() {
        for at in 0..AVIF.len() {
            let _ = heif_dimensions(&AVIF[..at]);
            for value in [0, 1, 0x7f, 0xff] {
                let _ = heif_dimensions(&with(at, &[value]));
            }
        }
        let whole = picture(&[[160, 120], [4032, 3024]]);
        let meta = whole.len() - (8 + 99);
        for at in 0..whole.len() {
            // A truncated box is ignored.
            let size = heif_dimensions(&whole[..at]);
            assert_eq!(size, (at >= meta).then_some([4032, 3024]), "cut at {at}");
            for value in [0, 1, 0x7f, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] = value;
                if let Some([width, height]) = heif_dimensions(&damaged) {
                    let both = [width.to_be_bytes(), height.to_be_bytes()].concat();
                    assert!(
                        damaged.windows(8).any(|eight| eight == both),
                        "{value} at {at}: {width}x{height}"
                    );
                    // Bytes after the header have no effect.
                    assert!(at < meta || [width, height] == [4032, 3024], "{value} at {at}");
                } else {
                    assert!(at < meta, "{value} at {at}");
                }
                // The first box determines the format.
                assert!(
                    at < 24 || UnsupportedFormat::detect(&damaged) == Some(UnsupportedFormat::Avif),
                    "{value} at {at}"
                );
            }
        }
    }
}
