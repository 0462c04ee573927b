//! Checks an Excel workbook of 97 to 2003 (`.xls`) before it is read. The library that reads it follows chains of
//! sectors without an end, and lays out every sheet from its first to its last cell.
//!
//! Formats: [MS-CFB] for the container, [MS-XLS] for the records in it.

use super::super::table::{MAX_FIELDS, MAX_TABLE_BYTES};
use super::workbook_problem::Problem;

/// Marks the end of a chain; numbers from [`FIRST_MARK`] on are no sectors ([MS-CFB] 2.1).
const END_OF_CHAIN: u32 = 0xffff_fffe;
const FIRST_MARK: u32 = 0xffff_fffa;

/// Streams below this size lie in the mini stream, in sectors of 64 bytes ([MS-CFB] 2.2).
const MINI_STREAM: usize = 4096;
const MINI_SECTOR: usize = 64;

/// At most this many cells between the first and the last of each sheet, in all sheets together. A sheet of the
/// largest size would have 16 million.
const MAX_CELLS: u64 = 2 * MAX_FIELDS as u64;

/// At most this many bytes of text in all cells: a string that many cells share is copied for each.
const MAX_TEXT: u64 = 4 * MAX_TABLE_BYTES as u64;

/// Checks the container and the sheets in it.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Problem> {
    check_records(&workbook(bytes)?)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Problem> {
    bytes
        .get(at..at + 2)
        .and_then(|bytes| bytes.try_into().ok())
        .map(u16::from_le_bytes)
        .ok_or(Problem::Damaged)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Problem> {
    bytes
        .get(at..at + 4)
        .and_then(|bytes| bytes.try_into().ok())
        .map(u32::from_le_bytes)
        .ok_or(Problem::Damaged)
}

/// The sectors of a file, and which follows which.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
}

impl Sectors<'_> {
    /// A sector; shorter if the file ends in it.
    fn get(&self, sector: u32) -> Result<&[u8], Problem> {
        let start = (sector as usize).checked_add(1).and_then(|sector| sector.checked_mul(self.size));
        let start = start.filter(|start| *start < self.bytes.len()).ok_or(Problem::Damaged)?;
        Ok(&self.bytes[start..self.bytes.len().min(start.saturating_add(self.size))])
    }

    /// The bytes of a chain of sectors, at most `length`.
    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, Problem> {
        let (mut bytes, mut sector) = (Vec::new(), start);
        while sector != END_OF_CHAIN && bytes.len() < length {
            bytes.extend_from_slice(self.get(sector)?);
            // A chain that comes back to itself is longer than the file.
            if bytes.len() > self.bytes.len() {
                return Err(Problem::Damaged);
            }
            sector = *self.next.get(sector as usize).ok_or(Problem::Damaged)?;
        }
        bytes.truncate(length);
        Ok(bytes)
    }
}

/// Numbers of 32 bits.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes))
}

/// The stream with the workbook's records.
fn workbook(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let size = match u16_at(bytes, 30)? {
        9 => 512,
        12 => 4096,
        _ => return Err(Problem::Damaged),
    };
    // The library takes these bytes for the number of entries to reserve.
    if u32_at(bytes, 62)? > 1 << 24 {
        return Err(Problem::Damaged);
    }
    let mut sectors = Sectors { bytes, size, next: Vec::new() };
    // The table of sectors lies in sectors that the header lists, and further lists, the last entry of which is the
    // next list.
    let mut lists: Vec<u32> = numbers(bytes.get(76..512).ok_or(Problem::Damaged)?).collect();
    let mut list = u32_at(bytes, 68)?;
    let most = bytes.len() / size + 1;
    let mut read = 0;
    while list < FIRST_MARK {
        read += 1;
        if read > most {
            return Err(Problem::Damaged);
        }
        lists.extend(numbers(sectors.get(list)?));
        list = lists.pop().unwrap_or(END_OF_CHAIN);
    }
    if lists.len() > most + 109 + size {
        return Err(Problem::Damaged);
    }
    let mut next = Vec::new();
    for sector in lists.into_iter().filter(|sector| *sector < FIRST_MARK) {
        next.extend(numbers(sectors.get(sector)?));
        if next.len() > most.saturating_mul(4).max(1 << 16) {
            return Err(Problem::Damaged);
        }
    }
    sectors.next = next;
    let directory = sectors.chain(u32_at(bytes, 48)?, usize::MAX)?;
    if directory.is_empty() || directory.len() % 128 != 0 {
        return Err(Problem::Damaged);
    }
    let root = directory.get(..128).ok_or(Problem::Damaged)?;
    let has_mini = u32_at(bytes, 64)? > 0;
    let (mut mini_next, mut mini) = (Vec::new(), Vec::new());
    if has_mini {
        mini = sectors.chain(u32_at(root, 116)?, u32_at(root, 120)? as usize)?;
        mini_next = numbers(&sectors.chain(u32_at(bytes, 60)?, usize::MAX)?).collect();
    }
    let mut found = None;
    for entry in directory.chunks_exact(128) {
        let length = usize::from(u16_at(entry, 64)?).min(64).saturating_sub(2);
        let units: Vec<u16> =
            entry[..length].as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
        let name = String::from_utf16_lossy(&units).to_ascii_lowercase();
        match name.as_str() {
            "encryptedpackage" => return Err(Problem::Password),
            "workbook" => found = Some(entry),
            "book" if found.is_none() => found = Some(entry),
            _ => {}
        }
    }
    let entry = found.ok_or(Problem::Damaged)?;
    let (start, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    if length >= MINI_STREAM {
        return sectors.chain(start, length);
    }
    let (mut stream, mut sector) = (Vec::new(), start);
    while sector != END_OF_CHAIN && stream.len() < length {
        let from = (sector as usize).checked_mul(MINI_SECTOR).ok_or(Problem::Damaged)?;
        let part =
            mini.get(from..mini.len().min(from.saturating_add(MINI_SECTOR))).ok_or(Problem::Damaged)?;
        if part.is_empty() {
            return Err(Problem::Damaged);
        }
        stream.extend_from_slice(part);
        sector = *mini_next.get(sector as usize).ok_or(Problem::Damaged)?;
    }
    stream.truncate(length);
    Ok(stream)
}

/// The records of a stream from a position on: type and data.
struct Records<'a> {
    stream: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, &'a [u8]), Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let [kind0, kind1, length0, length1, rest @ ..] = self.stream else {
            return (!self.stream.is_empty()).then(|| {
                self.stream = &[];
                Err(Problem::Damaged)
            });
        };
        let length = usize::from(u16::from_le_bytes([*length0, *length1]));
        let Some((data, rest)) = rest.split_at_checked(length) else {
            self.stream = &[];
            return Some(Err(Problem::Damaged));
        };
        self.stream = rest;
        Some(Ok((u16::from_le_bytes([*kind0, *kind1]), data)))
    }
}

/// Checks the records of the workbook and of its sheets.
fn check_records(stream: &[u8]) -> Result<(), Problem> {
    let mut sheets = Vec::new();
    let mut strings: Vec<&[u8]> = Vec::new();
    let mut in_strings = false;
    for record in (Records { stream }) {
        let (kind, data) = record?;
        match kind {
            0x000a => break,
            // FilePass.
            0x002f => return Err(Problem::Password),
            // CodePage, DateMode, BOF.
            0x0042 | 0x0022 | 0x0809 if data.len() < 2 => return Err(Problem::Damaged),
            // BoundSheet8.
            0x0085 => sheets.push(u32_at(data, 0)? as usize),
            // SST, and the records that continue it.
            0x00fc => strings.push(data.get(8..).ok_or(Problem::Damaged)?),
            0x003c if in_strings => strings.push(data),
            _ => {}
        }
        in_strings = kind == 0x00fc || kind == 0x003c && in_strings;
    }
    let lengths = string_lengths(&strings)?;
    let (mut cells, mut text) = (0, 0);
    for start in sheets {
        check_sheet(stream.get(start..).ok_or(Problem::Damaged)?, &lengths, &mut cells, &mut text)?;
    }
    Ok(())
}

/// Checks a sheet; adds the cells between its first and its last, and the bytes of their text.
fn check_sheet(stream: &[u8], lengths: &[u32], cells: &mut u64, text: &mut u64) -> Result<(), Problem> {
    let (mut first, mut last) = ((u16::MAX, u16::MAX), (0u16, 0u16));
    let mut filled = false;
    for record in (Records { stream }) {
        let (kind, data) = record?;
        match kind {
            0x000a => break,
            0x0200 => check_dimensions(data)?,
            // Number, Label, RString, BoolErr, RK, LabelSst, Formula, MulRk.
            0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd | 0x0006 | 0x00bd => {
                let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
                let end = if kind == 0x00bd { u16_at(data, data.len().saturating_sub(2))? } else { column };
                first = (first.0.min(row), first.1.min(column));
                last = (last.0.max(row), last.1.max(column).max(end));
                filled = true;
                if kind == 0x00fd {
                    let string = lengths.get(u32_at(data, 6)? as usize).copied().unwrap_or(0);
                    *text += u64::from(string) + 24;
                }
            }
            _ => {}
        }
    }
    if filled {
        let size = |from: u16, to: u16| u64::from(to.saturating_sub(from)) + 1;
        *cells += size(first.0, last.0) * size(first.1, last.1);
    }
    if *cells > MAX_CELLS || *text > MAX_TEXT { Err(Problem::TooLarge) } else { Ok(()) }
}

/// Checks the size that a sheet declares, for which the library reserves memory: at most that of the largest sheet.
fn check_dimensions(data: &[u8]) -> Result<(), Problem> {
    let (top, bottom, at) = match data.len() {
        10 => (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?), 4),
        14 => (u32_at(data, 0)?, u32_at(data, 4)?, 8),
        _ => return Err(Problem::Damaged),
    };
    let (left, right) = (u16_at(data, at)?, u16_at(data, at + 2)?);
    if bottom == 0 || right == 0 {
        return Ok(());
    }
    let left = if left > 0xff || right < left { 0 } else { left };
    let possible = top < bottom && bottom <= 1 << 16 && left < right && right <= 1 << 8;
    if possible { Ok(()) } else { Err(Problem::Damaged) }
}

/// The lengths in bytes of the shared strings ([MS-XLS] 2.5.293), which the parts of a record hold one after another.
/// Characters have one or two bytes, as a flag says, once more at the start of a part that continues them.
fn string_lengths(parts: &[&[u8]]) -> Result<Vec<u32>, Problem> {
    let mut lengths = Vec::new();
    let mut parts = parts.iter().copied();
    let mut part = parts.next().unwrap_or_default();
    loop {
        while part.is_empty() {
            match parts.next() {
                Some(next) => part = next,
                None => return Ok(lengths),
            }
        }
        let (count, flags) = (u16_at(part, 0)?, *part.get(2).ok_or(Problem::Damaged)?);
        let mut at = 3;
        let runs = if flags & 8 != 0 { u16_at(part, at)? } else { 0 };
        at += if flags & 8 != 0 { 2 } else { 0 };
        let more = if flags & 4 != 0 { u32_at(part, at)? } else { 0 };
        at += if flags & 4 != 0 { 4 } else { 0 };
        part = part.get(at..).ok_or(Problem::Damaged)?;
        let (mut left, mut wide) = (usize::from(count), flags & 1 != 0);
        loop {
            let size = if wide { 2 } else { 1 };
            let taken = left.min(part.len() / size);
            part = &part[taken * size..];
            left -= taken;
            if left == 0 {
                break;
            }
            let next = parts.next().ok_or(Problem::Damaged)?;
            let (flag, rest) = next.split_first().ok_or(Problem::Damaged)?;
            (wide, part) = (flag & 1 != 0, rest);
        }
        let mut skip = usize::from(runs) * 4 + usize::try_from(more).map_err(|_| Problem::Damaged)?;
        while skip > part.len() {
            skip -= part.len();
            part = parts.next().ok_or(Problem::Damaged)?;
        }
        part = &part[skip..];
        // A character has at most three bytes in UTF-8.
        lengths.push(3 * u32::from(count));
    }
}

#[cfg(test)]
#[path = "compound_file_tests.rs"]
mod tests;
