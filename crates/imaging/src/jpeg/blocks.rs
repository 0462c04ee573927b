//! Whether all blocks of a JPEG are in the file. Needed only where the end mark is not, as in panoramas, in photos with a
//! film behind them, and in files that lost their last bytes: viewers show them, but they also show half photos, whose
//! other half is grey. Counts the blocks by reading their Huffman codes, without decoding them (ITU-T T.81, annexes F
//! and G).

use super::bits::{BitReader, HuffmanTable};
use super::header::JpegHeader;
use super::scans::MAX_SCANS;
use super::segments::segments;
use crate::limits::MAX_MEGAPIXELS;

/// Number of coefficients in a block.
const COEFFICIENTS: usize = 64;

/// The precision of a coefficient that was in no scan.
const UNSEEN: u8 = u8::MAX;

/// The offset behind the last scan's data if all blocks are there, in full precision. `None` if some are missing, or if
/// the JPEG is of a kind that no browser shows.
pub(super) fn end_of_blocks(bytes: &[u8]) -> Option<usize> {
    let mut image = Image::default();
    let mut scans = 0;
    let mut position = 2;
    loop {
        // Markers may be preceded by any number of FF.
        while bytes.get(position..)?.starts_with(&[0xff, 0xff]) {
            position += 1;
        }
        let (marker, segment, _) = segments(bytes.get(position.checked_sub(2)?..)?).next()?;
        let behind = position + 4 + segment.len();
        position = behind;
        match marker {
            0xc0..=0xc2 => image.begin(bytes, marker, segment)?,
            0xc4 => image.add_huffman_tables(segment)?,
            0xdd => image.restart_interval = u32::from(u16::from_be_bytes(*segment.first_chunk()?)),
            0xda => {
                scans += 1;
                if scans > MAX_SCANS {
                    return None;
                }
                position = image.read_scan(bytes, behind, segment)?;
                if image.is_complete() {
                    return (!is_filled_with_zeros(bytes, position)).then_some(position);
                }
            }
            // Other frames, a new image, or the end before all scans were read.
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcf | 0xd8 | 0xd9 => return None,
            _ => {}
        }
    }
}

/// Whether the data ends in a zero, and zeros follow it. Interrupted downloads fill the file's length with them, and they
/// often are valid codes. The last byte of true data hardly ever is zero, since it is filled up with ones.
fn is_filled_with_zeros(bytes: &[u8], end: usize) -> bool {
    let rest = bytes.get(end..).unwrap_or_default();
    let last = end.checked_sub(1).and_then(|last| bytes.get(last));
    last == Some(&0) && !rest.is_empty() && rest.iter().take(8).all(|byte| *byte == 0)
}

/// What is known of the image so far.
#[derive(Default)]
struct Image {
    progressive: bool,
    /// Width and height in pixels.
    size: [u32; 2],
    components: Vec<Component>,
    /// Number of MCUs between restart markers; 0 if there are none.
    restart_interval: u32,
    dc_tables: [Option<HuffmanTable>; 4],
    ac_tables: [Option<HuffmanTable>; 4],
}

struct Component {
    id: u8,
    /// Horizontal and vertical sampling factors.
    sampling: [u32; 2],
    /// For each coefficient: how many of its lower bits are missing.
    missing_bits: [u8; COEFFICIENTS],
    /// For each block, row by row: which coefficients are not zero, a bit each. Empty unless progressive.
    nonzero: Vec<u64>,
    /// Blocks from one row of `nonzero` to the next.
    stride: usize,
}

/// The part of the image that a scan has.
#[derive(Clone, Copy)]
struct Band {
    /// First and last coefficient.
    first: u8,
    last: u8,
    /// Whether it adds a bit to what earlier scans had.
    refines: bool,
}

/// A component in a scan: its index, and its tables.
struct Scanned<'a> {
    component: usize,
    dc: Option<&'a HuffmanTable>,
    ac: Option<&'a HuffmanTable>,
}

impl Image {
    /// Reads a frame header. Tables may precede it.
    fn begin(&mut self, bytes: &[u8], marker: u8, header: &[u8]) -> Option<()> {
        let [_precision, a, b, c, d, count, ref components @ ..] = *header else { return None };
        let size = [[c, d], [a, b]].map(|side| u32::from(u16::from_be_bytes(side)));
        let pixels = u64::from(size[0]) * u64::from(size[1]);
        if pixels == 0 || pixels > MAX_MEGAPIXELS * 1_000_000 || !JpegHeader::can_hold(bytes, size) {
            return None;
        }
        let component = |&[id, factors, _]: &[u8; 3]| {
            let sampling = [u32::from(factors >> 4), u32::from(factors & 15)];
            let valid = sampling.iter().all(|factor| (1..=4).contains(factor));
            let missing_bits = [UNSEEN; COEFFICIENTS];
            valid.then_some(Component { id, sampling, missing_bits, nonzero: Vec::new(), stride: 0 })
        };
        let components: Option<Vec<Component>> =
            components.as_chunks::<3>().0.iter().map(component).collect();
        let components =
            components.filter(|found| found.len() == usize::from(count) && (1..=4).contains(&count))?;
        (self.progressive, self.size, self.components) = (marker == 0xc2, size, components);
        if self.progressive {
            let [columns, rows] = self.mcus();
            for component in &mut self.components {
                let [width, height] = [columns * component.sampling[0], rows * component.sampling[1]];
                component.stride = width as usize;
                component.nonzero = vec![0; component.stride * height as usize];
            }
        }
        Some(())
    }

    fn add_huffman_tables(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((&class, rest)) = segment.split_first() {
            let (table, rest) = HuffmanTable::parse(rest)?;
            let tables = if class >> 4 == 0 { &mut self.dc_tables } else { &mut self.ac_tables };
            *tables.get_mut(usize::from(class & 15))? = Some(table);
            segment = rest;
        }
        Some(())
    }

    fn max_sampling(&self) -> [u32; 2] {
        [0, 1].map(|side| self.components.iter().map(|component| component.sampling[side]).max().unwrap_or(1))
    }

    /// Columns and rows of minimum coded units of a scan of several components.
    fn mcus(&self) -> [u32; 2] {
        let max = self.max_sampling();
        [0, 1].map(|side| self.size[side].div_ceil(8 * max[side]))
    }

    /// Whether all coefficients are there in full precision.
    fn is_complete(&self) -> bool {
        self.components.iter().all(|component| component.missing_bits.iter().all(|bits| *bits == 0))
    }

    /// Reads a scan whose data begins at `position`. Returns the offset behind it.
    fn read_scan(&mut self, bytes: &[u8], position: usize, header: &[u8]) -> Option<usize> {
        let (&count, rest) = header.split_first()?;
        let (selectors, rest) = rest.split_at_checked(2 * usize::from(count))?;
        let [first, last, bits, ..] = *rest else { return None };
        let (previous, missing) = (bits >> 4, bits & 15);
        let band = match self.progressive {
            true => Band { first, last, refines: previous > 0 },
            false => Band { first: 0, last: 63, refines: false },
        };
        let mixed = self.progressive && band.first == 0 && band.last > 0;
        if mixed || band.first > band.last || band.last > 63 || band.first > 0 && count != 1 {
            return None;
        }
        let (dc_tables, ac_tables) = (self.dc_tables.clone(), self.ac_tables.clone());
        let scanned = |&[id, tables]: &[u8; 2]| {
            let component = self.components.iter().position(|component| component.id == id)?;
            let [dc, ac] = [dc_tables.get(usize::from(tables >> 4)), ac_tables.get(usize::from(tables & 15))]
                .map(|table| table.and_then(Option::as_ref));
            Some(Scanned { component, dc, ac })
        };
        let scanned: Vec<Scanned<'_>> =
            selectors.as_chunks::<2>().0.iter().map(scanned).collect::<Option<_>>()?;
        let [columns, rows] = match scanned.as_slice() {
            [] => return None,
            [only] => self.blocks_of(only.component)?,
            _ => self.mcus(),
        };
        let mut bits = BitReader::new(bytes, position);
        let (mut block_run, mut mcu) = (0, 0u32);
        for row in 0..rows {
            for column in 0..columns {
                if self.restart_interval > 0 && mcu == self.restart_interval {
                    bits.restart()?;
                    (block_run, mcu) = (0, 0);
                }
                mcu += 1;
                for part in &scanned {
                    let component = self.components.get_mut(part.component)?;
                    let [wide, high] = if scanned.len() == 1 { [1, 1] } else { component.sampling };
                    for y in row * high..(row + 1) * high {
                        for x in column * wide..(column + 1) * wide {
                            let place = y as usize * component.stride + x as usize;
                            if self.progressive {
                                let nonzero = component.nonzero.get_mut(place)?;
                                read_progressive(&mut bits, part, band, &mut block_run, nonzero)?;
                            } else {
                                read_sequential(&mut bits, part)?;
                            }
                        }
                    }
                }
            }
        }
        for part in &scanned {
            let component = self.components.get_mut(part.component)?;
            let covered = component.missing_bits.get_mut(usize::from(band.first)..=usize::from(band.last))?;
            covered.fill(if self.progressive { missing } else { 0 });
        }
        Some(bits.position())
    }

    /// Columns and rows of blocks of a component in a scan of its own.
    fn blocks_of(&self, component: usize) -> Option<[u32; 2]> {
        let (max, sampling) = (self.max_sampling(), self.components.get(component)?.sampling);
        Some([0, 1].map(|side| (self.size[side] * sampling[side]).div_ceil(max[side]).div_ceil(8)))
    }
}

/// Passes a block of a sequential scan (T.81, F.2.2).
fn read_sequential(bits: &mut BitReader<'_>, tables: &Scanned<'_>) -> Option<()> {
    let dc = bits.decode(tables.dc?)?;
    bits.skip(u32::from(dc))?;
    let mut at = 1;
    while at < COEFFICIENTS {
        let [run, length] = halves(bits.decode(tables.ac?)?);
        match (run, length) {
            (15, 0) => at += 16,
            // The rest is zero.
            (_, 0) => break,
            _ => {
                at += usize::from(run) + 1;
                if at > COEFFICIENTS {
                    return None;
                }
                bits.skip(u32::from(length))?;
            }
        }
    }
    Some(())
}

/// Passes a block of a progressive scan (T.81, G.1.2 and G.2). `block_run` is the number of blocks whose rest of the band
/// is zero, this one included.
fn read_progressive(
    bits: &mut BitReader<'_>,
    tables: &Scanned<'_>,
    band: Band,
    block_run: &mut u32,
    nonzero: &mut u64,
) -> Option<()> {
    match (band.first, band.refines) {
        (0, false) => {
            let dc = bits.decode(tables.dc?)?;
            bits.skip(u32::from(dc))
        }
        (0, true) => bits.skip(1),
        (_, false) => read_band(bits, tables.ac?, band, block_run, nonzero),
        (_, true) => refine_band(bits, tables.ac?, band, block_run, nonzero),
    }
}

fn read_band(
    bits: &mut BitReader<'_>,
    table: &HuffmanTable,
    band: Band,
    block_run: &mut u32,
    nonzero: &mut u64,
) -> Option<()> {
    let mut at = band.first;
    while *block_run == 0 && at <= band.last {
        let [run, length] = halves(bits.decode(table)?);
        match (run, length) {
            (15, 0) => at += 16,
            (_, 0) => *block_run = (1 << run) + bits.take(run)?,
            _ => {
                at += run;
                if at > band.last {
                    return None;
                }
                bits.skip(u32::from(length))?;
                *nonzero |= 1 << at;
                at += 1;
            }
        }
    }
    *block_run = block_run.saturating_sub(1);
    Some(())
}

fn refine_band(
    bits: &mut BitReader<'_>,
    table: &HuffmanTable,
    band: Band,
    block_run: &mut u32,
    nonzero: &mut u64,
) -> Option<()> {
    let mut at = band.first;
    while *block_run == 0 && at <= band.last {
        let [mut run, length] = halves(bits.decode(table)?);
        if length == 0 && run < 15 {
            *block_run = (1 << run) + bits.take(run)?;
            break;
        }
        // The new coefficient's sign.
        bits.skip(u32::from(length > 0))?;
        // Passes `run` coefficients that are still zero, and one bit of each that is not.
        while at <= band.last {
            if *nonzero >> at & 1 == 1 {
                bits.skip(1)?;
            } else if run == 0 {
                break;
            } else {
                run -= 1;
            }
            at += 1;
        }
        if length > 0 && at <= band.last {
            *nonzero |= 1 << at;
        }
        at += 1;
    }
    if *block_run > 0 {
        // `at` may be beyond the last, but not beyond 64.
        let rest = (u64::MAX << band.first.max(at.min(63))) & (u64::MAX >> (63 - band.last));
        let rest = if at > band.last { 0 } else { rest };
        bits.skip((*nonzero & rest).count_ones())?;
        *block_run -= 1;
    }
    Some(())
}

/// The upper and lower four bits.
fn halves(byte: u8) -> [u8; 2] {
    [byte >> 4, byte & 15]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jpeg::tests::{colour, with_restarts};

    /// Without its end mark.
    fn unmarked(bytes: &[u8]) -> &[u8] {
        bytes.strip_suffix(&[0xff, 0xd9]).unwrap()
    }

    fn photos() -> Vec<(&'static str, Vec<u8>)> {
        let fixture = |name: &str| {
            std::fs::read(format!("{}/../../tests/fixtures/photos/{name}", env!("CARGO_MANIFEST_DIR")))
                .unwrap()
        };
        let [progressive, cmyk] = ["progressive.jpg", "cmyk.jpg"].map(fixture);
        vec![
            ("baseline", colour()),
            ("restart marks", with_restarts(&colour())),
            ("progressive", progressive),
            ("CMYK", cmyk),
        ]
    }

    #[test]
    fn the_blocks_end_where_the_end_mark_is() {
        for (name, bytes) in photos() {
            let whole = unmarked(&bytes);
            let end = end_of_blocks(whole);
            assert_eq!(end, Some(whole.len()), "{name}");
            for behind in [&b"\xff"[..], b"\xff\xd9", b"\0\0\0\x20ftypisom", &[0xff, 5], b"a film"] {
                assert_eq!(
                    end_of_blocks(&[whole, behind].concat()),
                    end,
                    "{name} and {}",
                    behind.escape_ascii()
                );
            }
        }
    }

    #[test]
    fn a_photo_that_lost_a_block_is_not_whole() {
        for (name, bytes) in photos() {
            let whole = unmarked(&bytes);
            for end in 0..whole.len() {
                let rest = &whole[..end];
                assert_eq!(end_of_blocks(rest), None, "{name} cut at {end} of {}", whole.len());
                assert_eq!(end_of_blocks(&[rest, b"\xff\xd9"].concat()), None, "{name} cut at {end}");
            }
        }
    }

    #[test]
    fn zeros_are_no_blocks() {
        for (name, bytes) in photos() {
            for end in [bytes.len() / 2, bytes.len() * 3 / 4] {
                let filled = [&bytes[..end], &vec![0; 60_000][..]].concat();
                assert_eq!(end_of_blocks(&filled), None, "{name} cut at {end}");
            }
        }
    }

    #[test]
    fn damage_does_not_panic_or_hang() {
        for (_, bytes) in photos() {
            for at in 0..bytes.len() {
                for flip in [0xff, 1, 0x80] {
                    let mut damaged = unmarked(&bytes).to_vec();
                    if let Some(byte) = damaged.get_mut(at) {
                        *byte ^= flip;
                    }
                    let end = end_of_blocks(&damaged);
                    assert!(end.is_none_or(|end| end <= damaged.len()));
                }
            }
        }
    }
}
