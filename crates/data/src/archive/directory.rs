//! The central directory of a zip archive (APPNOTE.TXT, 4.3.12 to 4.3.16).
//!
//! Read by hand, since libraries trust the number of entries that the archive claims: macOS' Archive Utility writes
//! archives of more than 65,535 files, or of more than 4 GiB, without the zip64 fields that these need. The number and
//! the offsets then are what is left of them in 16 and 32 bits.

use std::io::{self, Read, Seek};

use flate2::Crc;

use super::block_reader::BlockReader;
use super::{ArchiveError, MAX_FILES};

const END_SIGNATURE: [u8; 4] = *b"PK\x05\x06";
const END64_SIGNATURE: [u8; 4] = *b"PK\x06\x06";
const LOCATOR64_SIGNATURE: [u8; 4] = *b"PK\x06\x07";
const ENTRY_SIGNATURE: [u8; 4] = *b"PK\x01\x02";
const LOCAL_SIGNATURE: [u8; 4] = *b"PK\x03\x04";

/// Length of the end record without its comment, whose length has 16 bits.
const END_LENGTH: u64 = 22;
const LOCATOR64_LENGTH: u64 = 20;
/// Length of zip64's end record without extensions.
const END64_LENGTH: u64 = 56;
/// Length of an entry without name, extra field and comment.
const ENTRY_LENGTH: usize = 46;

/// How many places that look like an end record are tried. A comment can hold thousands.
const MAX_END_RECORDS: usize = 64;
/// Total length of all names in bytes: 256 for each file. Memory is bounded so.
const MAX_NAME_BYTES: usize = MAX_FILES * 256;
/// 32-bit offsets are stored modulo this.
const WRAP: u64 = 1 << 32;
/// How many local headers are looked at to find where offsets have wrapped.
const MAX_HEADER_CHECKS: usize = 4096;

/// Values that say that the true one is in a zip64 field.
const IN_ZIP64_16: u16 = 0xffff;
const IN_ZIP64_32: u32 = 0xffff_ffff;

/// An entry as the directory has it. Offsets and sizes are in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawEntry {
    /// The name's bytes, in an unknown encoding.
    pub(super) name: Vec<u8>,
    /// Whether the archive says that the name is UTF-8.
    pub(super) marked_utf8: bool,
    /// The name in the Unicode extra field (Info-ZIP, 0x7075), if it belongs to the name.
    pub(super) unicode_name: Option<String>,
    pub(super) encrypted: bool,
    /// Compression method: 0 is none, 8 is Deflate.
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) packed: u64,
    pub(super) size: u64,
    /// Offset of the local header.
    pub(super) start: u64,
    /// Whether it is a symbolic link.
    pub(super) is_link: bool,
    /// Whether the offset is from a zip64 field.
    pub(super) is_zip64: bool,
}

/// The entries of a directory.
pub(super) struct Directory {
    pub(super) entries: Vec<RawEntry>,
    /// Offset of the first entry in the directory, where the last file ends.
    pub(super) start: u64,
}

/// Where the directory is.
#[derive(Clone, Copy, Debug)]
struct Location {
    start: u64,
    /// Offset of the record behind it.
    end: u64,
    /// Number of entries; of the true number, the lower 16 bits unless `zip64`.
    count: u64,
    /// What is added to stored offsets: the number of bytes before the archive, as in a self-extracting one.
    base: u64,
    /// The number of this part of an archive in several.
    part: u32,
    zip64: bool,
}

/// Reads the directory: all entries until its end, whatever number the archive claims.
///
/// # Errors
/// If there is none, it is incomplete, the archive is one of several parts, or there are more than [`MAX_FILES`]
/// entries.
pub(super) fn read<R: Read + Seek>(reader: &mut BlockReader<R>) -> Result<Directory, ArchiveError> {
    let location = locate(reader).map_err(super::unreadable)?.ok_or(ArchiveError::NotAnArchive)?;
    let claimed = usize::try_from(location.count).unwrap_or(usize::MAX);
    if claimed > MAX_FILES {
        return Err(ArchiveError::TooManyEntries { entries: claimed });
    }
    let (mut entries, mut position, mut name_bytes) = (Vec::new(), location.start, 0);
    while position < location.end {
        let Some((entry, length)) = read_entry(reader, position, &location).map_err(super::unreadable)?
        else {
            break;
        };
        if entries.len() == MAX_FILES {
            return Err(ArchiveError::TooManyEntries { entries: MAX_FILES + 1 });
        }
        name_bytes += entry.name.len();
        if name_bytes > MAX_NAME_BYTES {
            return Err(ArchiveError::NotAnArchive);
        }
        position += length;
        entries.push(entry);
    }
    if entries.len() < claimed {
        return Err(ArchiveError::NotAnArchive);
    }
    let may_have_wrapped =
        location.start >= WRAP && !location.zip64 && !entries.iter().any(|entry| entry.is_zip64);
    if may_have_wrapped {
        unwrap_offsets(reader, &mut entries, location.start).map_err(super::unreadable)?;
    }
    Ok(Directory { entries, start: location.start })
}

/// Finds the directory by the end record, searched from the end.
fn locate<R: Read + Seek>(reader: &mut BlockReader<R>) -> io::Result<Option<Location>> {
    let length = reader.length();
    let tail_start = length.saturating_sub(END_LENGTH + u64::from(u16::MAX));
    let tail = reader.read_at(tail_start, usize::try_from(length - tail_start).unwrap_or(usize::MAX))?;
    let places = tail.windows(4).enumerate().rev().filter(|(_, bytes)| *bytes == END_SIGNATURE);
    for (place, _) in places.take(MAX_END_RECORDS) {
        let Some(record) = tail.get(place..).and_then(<[u8]>::first_chunk::<{ END_LENGTH as usize }>) else {
            continue;
        };
        if let Some(location) = locate_by(reader, record, tail_start + place as u64)? {
            return Ok(Some(location));
        }
    }
    Ok(None)
}

/// The directory that an end record at `position` describes. `None` if none is there.
fn locate_by<R: Read + Seek>(
    reader: &mut BlockReader<R>,
    record: &[u8; END_LENGTH as usize],
    position: u64,
) -> io::Result<Option<Location>> {
    let [part, part_of_directory] = [u16_at(record, 4), u16_at(record, 6)];
    if let Some(location) = locate_zip64(reader, position)? {
        return Ok(Some(location));
    }
    if part != part_of_directory {
        return Ok(None);
    }
    let [size, offset] = [u32_at(record, 12), u32_at(record, 16)].map(u64::from);
    let count = u64::from(u16_at(record, 10));
    let found = find_start(reader, position, size, offset, count == 0)?;
    Ok(found.map(|start| {
        // The offset may be what is left of a larger one.
        let base = start.wrapping_sub(offset) % WRAP;
        Location { start, end: position, count, base, part: u32::from(part), zip64: false }
    }))
}

/// The directory that a zip64 end record describes; its locator precedes the end record at `position`.
fn locate_zip64<R: Read + Seek>(reader: &mut BlockReader<R>, position: u64) -> io::Result<Option<Location>> {
    let Some(locator_start) = position.checked_sub(LOCATOR64_LENGTH) else { return Ok(None) };
    let locator = reader.array_at::<{ LOCATOR64_LENGTH as usize }>(locator_start)?;
    let Some(locator) = locator.filter(|locator| locator.starts_with(&LOCATOR64_SIGNATURE)) else {
        return Ok(None);
    };
    // With bytes before the archive, the record is not where the locator says.
    for end in [Some(u64_at(&locator, 8)), locator_start.checked_sub(END64_LENGTH)].into_iter().flatten() {
        let record = reader.array_at::<{ END64_LENGTH as usize }>(end)?;
        let Some(record) = record.filter(|record| end < position && record.starts_with(&END64_SIGNATURE))
        else {
            continue;
        };
        let [count, size, offset] = [32, 40, 48].map(|at| u64_at(&record, at));
        let [part, part_of_directory] = [u32_at(&record, 16), u32_at(&record, 20)];
        if part != part_of_directory {
            continue;
        }
        if let Some(start) = find_start(reader, end, size, offset, count == 0)? {
            let base = start.wrapping_sub(offset);
            return Ok(Some(Location { start, end, count, base, part, zip64: true }));
        }
    }
    Ok(None)
}

/// Offset of the directory's first entry: it ends where the end record begins or, with other bytes between them, is
/// where the end record says.
fn find_start<R: Read + Seek>(
    reader: &mut BlockReader<R>,
    end: u64,
    size: u64,
    offset: u64,
    empty: bool,
) -> io::Result<Option<u64>> {
    if empty && size == 0 {
        return Ok(Some(end));
    }
    let behind = offset.checked_add(size).filter(|&behind| behind <= end).map(|_| offset);
    for start in [end.checked_sub(size), behind].into_iter().flatten() {
        if start < end && reader.array_at(start)? == Some(ENTRY_SIGNATURE) {
            return Ok(Some(start));
        }
    }
    Ok(None)
}

/// The entry at `position`, and its length in the directory. `None` if no whole one is there.
fn read_entry<R: Read + Seek>(
    reader: &mut BlockReader<R>,
    position: u64,
    location: &Location,
) -> io::Result<Option<(RawEntry, u64)>> {
    let Some(header) = reader.array_at::<ENTRY_LENGTH>(position)? else { return Ok(None) };
    if !header.starts_with(&ENTRY_SIGNATURE) {
        return Ok(None);
    }
    let [made_by, flags, method] = [4, 8, 10].map(|at| u16_at(&header, at));
    let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(u16_at(&header, at)));
    let length = ENTRY_LENGTH + name + extra + comment;
    let rest = reader.read_at(position + ENTRY_LENGTH as u64, name + extra)?;
    let Some((name, extra)) = rest.split_at_checked(name).filter(|_| rest.len() == name + extra) else {
        return Ok(None);
    };
    let part = u16_at(&header, 34);
    if u32::from(part) != location.part && part != IN_ZIP64_16 {
        return Ok(None);
    }
    let [packed, size, offset] = [20, 24, 42].map(|at| u32_at(&header, at));
    let mut wide = zip64_values(extra);
    // Only the values that do not fit are in the zip64 field, in this order.
    let mut widened = |value: u32| {
        let wide = if value == IN_ZIP64_32 { wide.next() } else { None };
        wide.unwrap_or(u64::from(value))
    };
    let [size, packed, wide_offset] = [size, packed, offset].map(&mut widened);
    // Unix (3) and macOS (19) keep the kind of a file in the upper half of the external attributes: S_IFMT, S_IFLNK.
    let is_link = matches!(made_by >> 8, 3 | 19) && u32_at(&header, 38) >> 28 == 0xa;
    let entry = RawEntry {
        name: name.to_vec(),
        marked_utf8: flags & 1 << 11 != 0,
        unicode_name: unicode_name(name, extra),
        encrypted: flags & 1 != 0,
        method,
        crc: u32_at(&header, 16),
        packed,
        size,
        start: location.base.wrapping_add(wide_offset),
        is_link,
        is_zip64: wide_offset != u64::from(offset),
    };
    Ok(Some((entry, length as u64)))
}

/// The fields of an extra field: their kinds and contents.
fn extra_fields(mut extra: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, rest) = extra.split_first_chunk::<2>()?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (content, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
        extra = rest;
        Some((u16::from_le_bytes(*kind), content))
    })
}

/// The 64-bit values of the zip64 extra field.
fn zip64_values(extra: &[u8]) -> impl Iterator<Item = u64> {
    let content = extra_fields(extra).find(|(kind, _)| *kind == 1).map_or(&[][..], |(_, content)| content);
    content.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The name in the Unicode extra field: a version, the checksum of the ordinary name, and UTF-8. Programs that rename
/// an entry without knowing the field leave a wrong checksum.
fn unicode_name(name: &[u8], extra: &[u8]) -> Option<String> {
    let (_, content) = extra_fields(extra).find(|(kind, _)| *kind == 0x7075)?;
    let ([1, sum @ ..], text) = content.split_first_chunk::<5>()? else { return None };
    let mut crc = Crc::new();
    crc.update(name);
    let text = String::from_utf8(text.to_vec()).ok()?;
    (crc.sum() == u32::from_le_bytes(*sum) && !text.is_empty()).then_some(text)
}

/// Adds the multiples of 2^32 that offsets have lost. Files follow each other in the order of the directory, so an
/// offset below the one before has wrapped. A file above 4 GiB can hide that, so the local headers tell.
fn unwrap_offsets<R: Read + Seek>(
    reader: &mut BlockReader<R>,
    entries: &mut [RawEntry],
    directory_start: u64,
) -> io::Result<()> {
    let most = directory_start / WRAP;
    let mut checks = MAX_HEADER_CHECKS;
    let mut is_header = |start: u64| -> io::Result<bool> {
        checks = checks.saturating_sub(1);
        Ok(checks == 0 || reader.array_at(start)? == Some(LOCAL_SIGNATURE))
    };
    let (mut rest, mut wraps) = (entries, 0u64);
    while let Some(first) = rest.first() {
        // Where the first file of a rising run begins.
        for more in (wraps..=most).chain(0..wraps) {
            if is_header(first.start + more * WRAP)? {
                wraps = more;
                break;
            }
        }
        let rising = rest.windows(2).position(|pair| matches!(pair, [a, b] if b.start <= a.start));
        let end = rising.map_or(rest.len(), |position| position + 1);
        let run = rest.get(..end).unwrap_or_default();
        // The first of the run that is elsewhere, found by halving.
        let (mut known, mut beyond) = (1, end);
        let holds = |entry: Option<&RawEntry>| entry.map(|entry| entry.start + wraps * WRAP);
        if let Some(last) = holds(run.last())
            && end > 1
            && wraps < most
            && !is_header(last)?
        {
            beyond = end - 1;
            while known < beyond {
                let middle = known.midpoint(beyond);
                match holds(run.get(middle)) {
                    Some(start) if is_header(start)? => known = middle + 1,
                    _ => beyond = middle,
                }
            }
        }
        let (run, others) = rest.split_at_mut(beyond);
        for entry in run {
            entry.start += wraps * WRAP;
        }
        rest = others;
        wraps = (wraps + 1).min(most);
    }
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(array_at(bytes, at))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(array_at(bytes, at))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(array_at(bytes, at))
}

/// The bytes at a place within a record; zeros beyond its end.
fn array_at<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or([0; N])
}
