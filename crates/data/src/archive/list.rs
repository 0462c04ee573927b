//! Lists the files of an archive.

use std::collections::HashMap;
use std::io::{Read, Seek};

use super::block_reader::BlockReader;
use super::directory::{self, RawEntry};
use super::names::{NameEncoding, decode_names};
use super::{ArchiveEntry, ArchiveError, MAX_RATIO, MAX_TOTAL, MAX_UNPACKED};
use facade_text as text;

/// Maximum length of a local header: 30 bytes, and a file name and an extra field with 16-bit lengths.
const MAX_HEADER_LENGTH: u64 = 30 + 2 * 0xffff;

/// Compression methods (APPNOTE.TXT, 4.4.5).
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Lists the files of a zip archive in the order of its directory. Skips folders, hidden files, links, macOS metadata
/// (`__MACOSX`) and paths that lead out of the archive. Absolute paths become relative. The encoding of names that do
/// not say theirs is guessed.
///
/// Reads only the central directory, in blocks of 64 KiB.
///
/// # Errors
/// If this is not a zip archive, if it has no files or too many, if they would unpack to more than the limits
/// allow, or if a file is encrypted or compressed with a method other than Deflate.
pub fn list_archive(archive: impl Read + Seek) -> Result<Vec<ArchiveEntry>, ArchiveError> {
    list_archive_with_encoding(archive, None).map(|(entries, _)| entries)
}

/// As [`list_archive`], with the `encoding` of names that do not say theirs, such as `Shift_JIS` or `cp437`. Returns the
/// encoding that they were read in: the given one or, if it is `None` or unknown, a guess. `None` if all say theirs.
///
/// # Errors
/// As [`list_archive`].
pub fn list_archive_with_encoding(
    archive: impl Read + Seek,
    encoding: Option<&str>,
) -> Result<(Vec<ArchiveEntry>, Option<&'static str>), ArchiveError> {
    let mut reader = BlockReader::new(archive).map_err(super::unreadable)?;
    let length = reader.length();
    let directory = directory::read(&mut reader)?;
    let (names, encoding) = decode_names(&directory.entries, encoding.and_then(NameEncoding::of_name));
    let mut entries = Vec::new();
    for (raw, name) in directory.entries.iter().zip(names) {
        if let Some(path) = clean_path(&name).filter(|_| !raw.is_link) {
            entries.push(archive_entry(raw, path)?);
        }
    }
    tell_apart(&mut entries);
    if entries.is_empty() {
        return Err(ArchiveError::Empty);
    }
    // A single file above the limit is reported by name when it is unpacked.
    let sizes = entries.iter().map(|entry| entry.size).filter(|size| *size <= MAX_UNPACKED);
    let unpacked = sizes.fold(0u64, u64::saturating_add);
    if unpacked > MAX_TOTAL.max(length.saturating_mul(MAX_RATIO)) {
        return Err(ArchiveError::UnpacksTooLarge { megabytes: unpacked.div_ceil(1 << 20) });
    }
    // An entry ends before the next header.
    let mut starts: Vec<u64> = directory.entries.iter().map(|entry| entry.start.min(length)).collect();
    starts.extend([directory.start.min(length), length]);
    starts.sort_unstable();
    for entry in &mut entries {
        let next = starts.get(starts.partition_point(|&start| start <= entry.start));
        let max_end = entry.start.saturating_add(MAX_HEADER_LENGTH).saturating_add(entry.packed);
        entry.end = max_end.min(next.copied().unwrap_or(length));
    }
    Ok((entries, encoding.map(NameEncoding::name)))
}

/// The normalised path of an entry, or `None` for folders, hidden files and paths that lead out of the archive.
fn clean_path(name: &str) -> Option<String> {
    // Some programs write backslashes, start paths with `/`, `./` or a drive, or end them with a zero.
    let mut name = name.trim_end_matches('\0').to_owned();
    if !name.is_ascii() && !name.contains("\\..") {
        // In a wrongly guessed encoding, a backslash may be half a letter: the last before the ending is no folder.
        name = name.replace("\\.", "_.");
    }
    let name = name.replace('\\', "/");
    if name.ends_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let is_drive = |part: &&str| matches!(part.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic());
    if parts.len() > 1 && parts.first().is_some_and(is_drive) {
        parts.remove(0);
    }
    let is_hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
    (!is_hidden && !parts.is_empty()).then(|| parts.join("/"))
}

fn archive_entry(raw: &RawEntry, path: String) -> Result<ArchiveEntry, ArchiveError> {
    if raw.encrypted {
        return Err(ArchiveError::Encrypted { path });
    }
    let deflated = match raw.method {
        STORED => false,
        DEFLATED => true,
        other => return Err(ArchiveError::UnsupportedMethod { path, method: method_name(other) }),
    };
    let RawEntry { start, packed, size, crc, .. } = *raw;
    Ok(ArchiveEntry { path, start, end: 0, packed, size, crc, deflated })
}

/// The name of an unsupported compression method (APPNOTE.TXT, 4.4.5).
fn method_name(number: u16) -> String {
    match number {
        9 => "Deflate64".to_owned(),
        12 => "bzip2".to_owned(),
        14 => "LZMA".to_owned(),
        93 => "Zstandard".to_owned(),
        95 => "XZ".to_owned(),
        98 => "PPMd".to_owned(),
        99 => text::archive_method_aes().to_owned(),
        other => text::archive_method_number(other),
    }
}

/// Gives files of the same path different ones, as programs do that unpack both: `1_front (2).jpg`. A file that is there
/// twice is kept once.
fn tell_apart(entries: &mut Vec<ArchiveEntry>) {
    let mut known: HashMap<String, Vec<(u64, u32)>> = HashMap::with_capacity(entries.len());
    let mut renamed = Vec::new();
    let mut place = 0;
    entries.retain(|entry| {
        let contents = known.entry(entry.path.clone()).or_default();
        let content = (entry.size, entry.crc);
        let is_new = !contents.contains(&content);
        if is_new && !contents.is_empty() {
            renamed.push((place, contents.len() + 1));
        }
        if is_new {
            contents.push(content);
            place += 1;
        }
        is_new
    });
    for (place, first_number) in renamed {
        let Some(entry) = entries.get_mut(place) else { continue };
        let (stem, extension) = match entry.path.rsplit_once('.') {
            Some((stem, extension)) if !extension.contains('/') => (stem, format!(".{extension}")),
            _ => (entry.path.as_str(), String::new()),
        };
        let mut numbers = first_number..;
        let free = numbers
            .by_ref()
            .map(|number| format!("{stem} ({number}){extension}"))
            .find(|path| !known.contains_key(path));
        if let Some(path) = free {
            known.insert(path.clone(), vec![(entry.size, entry.crc)]);
            entry.path = path;
        }
    }
}
