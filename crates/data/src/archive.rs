//! Zip archives: what is in one, and how a file comes out of it. An archive is never held whole: its directory is listed
//! once, and then each file's own bytes are enough.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::MAX_FILES;
use facade_text as text;

/// The largest file that is unpacked, in bytes.
pub const MAX_UNPACKED: u64 = 256 << 20;

/// All files together may be so many bytes unpacked, or so many times the archive's own: a few bytes can unpack to far more
/// than photos ever do.
const MAX_TOTAL: u64 = 1 << 30;
const MAX_RATIO: u64 = 20;

/// A file in an archive. Numbers are bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the archive, folders parted by `/`.
    pub path: String,
    /// Where its local header begins.
    pub start: u64,
    /// The byte after the last that can belong to it: `start..end` is what [`unpack`] wants. A little more than it needs,
    /// since only the local header itself tells how long it is.
    pub end: u64,
    /// Its length as it lies in the archive.
    pub packed: u64,
    /// Its length unpacked.
    pub size: u64,
    /// The check sum of the unpacked bytes.
    pub crc: u32,
    /// Whether it is deflated; else it is stored as it is.
    pub deflated: bool,
}

/// An archive, or a file in one, that cannot be read. Its text is a sentence that says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// No directory where a zip archive has one.
    #[error("{}", text::archive_not_one())]
    NotAnArchive,
    /// It could not be read.
    #[error("{}", text::archive_unreadable(.why))]
    Unreadable {
        /// What the platform says.
        why: String,
    },
    /// More files than are sensible.
    #[error("{}", text::archive_many_entries(.entries, MAX_FILES))]
    TooManyEntries {
        /// How many.
        entries: usize,
    },
    /// No file in it.
    #[error("{}", text::archive_empty())]
    Empty,
    /// A password is needed.
    #[error("{}", text::archive_encrypted(.path))]
    Encrypted {
        /// The first such file.
        path: String,
    },
    /// Packed in a way that few programs use.
    #[error("{}", text::archive_method(.path, .method))]
    Method {
        /// The first such file.
        path: String,
        /// The method's name.
        method: String,
    },
    /// Files that unpack to far more than they are.
    #[error("{}", text::archive_unpacks_to(.megabytes, MAX_RATIO))]
    UnpacksTo {
        /// All of them unpacked, rounded up.
        megabytes: u64,
    },
    /// A file larger than is sensible.
    #[error("{}", text::archive_too_large(.path, .megabytes, MAX_UNPACKED >> 20))]
    TooLarge {
        /// The file.
        path: String,
        /// Its size, rounded up.
        megabytes: u64,
    },
    /// The bytes of a file do not give what the directory promises.
    #[error("{}", text::archive_damaged(.path, .what))]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong: a word that the text is chosen by.
        what: &'static str,
    },
}

pub use reading::{list_archive, unpack, unpack_start, unpackable};

mod reading {
    use std::io::{self, Read, Seek, SeekFrom};

    use flate2::Crc;
    use flate2::read::DeflateDecoder;
    use zip::CompressionMethod;
    use zip::read::{Config, ZipFileEntry};
    use zip::result::ZipError;
    // Entry by entry: an index of the whole directory would believe any number of entries that an archive claims.
    use zip::unstable::read::ZipIterable;

    use super::{ArchiveError, Entry, MAX_FILES, MAX_RATIO, MAX_TOTAL, MAX_UNPACKED};
    use facade_text as text;

    /// Length of a local header without the name and the extra field that follow it.
    const HEADER: usize = 30;

    /// Length of the longest local header: name and extra field have 16-bit lengths.
    const LONGEST_HEADER: u64 = HEADER as u64 + 2 * 0xffff;

    /// The files of a zip archive, in the order of its directory. Folders, hidden files, links and what macOS adds
    /// (`__MACOSX`) are left out; paths that lead out of the archive are too.
    ///
    /// Only the end of the archive is read, in blocks of 64 kB.
    ///
    /// # Errors
    /// If it is not a zip archive, holds no file or too many, unpacks to far more than it is, or holds a file that needs a
    /// password or another method than Deflate.
    pub fn list_archive(archive: impl Read + Seek) -> Result<Vec<Entry>, ArchiveError> {
        let mut blocks = Blocks::new(archive).map_err(unreadable)?;
        let length = blocks.length;
        let mut directory = ZipIterable::try_new(&mut blocks, Config::default()).map_err(told)?;
        let count = directory.len();
        if count > MAX_FILES {
            return Err(ArchiveError::TooManyEntries { entries: count });
        }
        let (mut entries, mut starts) = (Vec::new(), vec![length]);
        for entry in directory.files().map_err(told)? {
            let entry = entry.map_err(told)?;
            starts.push(entry.header_start().min(length));
            starts.push(entry.central_header_start().min(length));
            if let Some(path) = path(&entry) {
                entries.push(listed(&entry, path)?);
            }
        }
        if entries.is_empty() {
            return Err(ArchiveError::Empty);
        }
        // A file beyond the limit is refused by itself, under its name.
        let sizes = entries.iter().map(|entry| entry.size).filter(|size| *size <= MAX_UNPACKED);
        let unpacked = sizes.fold(0u64, u64::saturating_add);
        if unpacked > MAX_TOTAL.max(length.saturating_mul(MAX_RATIO)) {
            return Err(ArchiveError::UnpacksTo { megabytes: unpacked.div_ceil(1 << 20) });
        }
        starts.sort_unstable();
        for entry in &mut entries {
            // Nothing of an entry lies behind the next header.
            let next = starts.get(starts.partition_point(|&start| start <= entry.start));
            let longest = entry.start.saturating_add(LONGEST_HEADER).saturating_add(entry.packed);
            entry.end = longest.min(next.copied().unwrap_or(length));
        }
        Ok(entries)
    }

    /// The path of an entry that is a file to be seen.
    fn path(entry: &ZipFileEntry<'_>) -> Option<String> {
        if !entry.is_file() {
            return None;
        }
        // Some programs write backslashes, or begin with `./`.
        let name = entry.name().ok()?.replace('\\', "/");
        let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
        let folder = name.ends_with('/');
        (!hidden && !folder && !parts.is_empty()).then(|| parts.join("/"))
    }

    fn listed(entry: &ZipFileEntry<'_>, path: String) -> Result<Entry, ArchiveError> {
        if entry.encrypted() {
            return Err(ArchiveError::Encrypted { path });
        }
        let deflated = match entry.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            other => return Err(ArchiveError::Method { path, method: method(other) }),
        };
        Ok(Entry {
            path,
            start: entry.header_start(),
            end: 0,
            packed: entry.compressed_size(),
            size: entry.size(),
            crc: entry.crc32(),
            deflated,
        })
    }

    /// The name of a method that cannot be read.
    fn method(method: CompressionMethod) -> String {
        // Deprecated where it is made up, not where it is read: there is no other way to the number. Not an expectation,
        // since it is not deprecated in a build for fuzzing.
        #[allow(deprecated)]
        let CompressionMethod::Unsupported(number) = method else { return format!("{method:?}") };
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

    /// The bytes of a file, from those of the archive from `entry.start` to `entry.end`.
    ///
    /// # Errors
    /// If the file is larger than [`MAX_UNPACKED`], or the bytes are not such a file: what comes out has the length and
    /// the check sum that the directory names, or nothing comes out.
    pub fn unpack(entry: &Entry, bytes: &[u8]) -> Result<Vec<u8>, ArchiveError> {
        let damaged = |what| ArchiveError::Damaged { path: entry.path.clone(), what };
        unpackable(entry)?;
        let from = header(bytes).map_err(damaged)?;
        let data =
            usize::try_from(entry.packed).ok().and_then(|packed| bytes.get(from..from.checked_add(packed)?));
        let data = data.ok_or_else(|| damaged("end"))?;

        let unpacked = if entry.deflated {
            inflate(data, entry.size as usize).ok_or_else(|| damaged("packed"))?
        } else {
            data.to_vec()
        };
        if unpacked.len() as u64 != entry.size {
            return Err(damaged("length"));
        }
        let mut crc = Crc::new();
        crc.update(&unpacked);
        if crc.sum() != entry.crc {
            return Err(damaged("sum"));
        }
        Ok(unpacked)
    }

    /// Whether a file is small enough to be unpacked: to be asked before its bytes are read.
    ///
    /// # Errors
    /// If it is not, packed or unpacked.
    pub fn unpackable(entry: &Entry) -> Result<(), ArchiveError> {
        let largest = entry.size.max(entry.packed);
        if largest <= MAX_UNPACKED {
            return Ok(());
        }
        Err(ArchiveError::TooLarge { path: entry.path.clone(), megabytes: largest.div_ceil(1 << 20) })
    }

    /// The first `count` bytes of a file, from the first of its slice of the archive; none where these do not hold so many.
    pub fn unpack_start(entry: &Entry, bytes: &[u8], count: usize) -> Option<Vec<u8>> {
        let data = bytes.get(header(bytes).ok()?..)?;
        if !entry.deflated {
            return data.get(..count).map(<[u8]>::to_vec);
        }
        let mut start = vec![0; count];
        DeflateDecoder::new(data).read_exact(&mut start).ok()?;
        Some(start)
    }

    /// The length of a local header, or what is wrong with it.
    fn header(bytes: &[u8]) -> Result<usize, &'static str> {
        let [b'P', b'K', 3, 4, .., name_low, name_high, extra_low, extra_high] =
            *bytes.get(..HEADER).ok_or("behind")?
        else {
            return Err("begin");
        };
        let name = usize::from(u16::from_le_bytes([name_low, name_high]));
        Ok(HEADER + name + usize::from(u16::from_le_bytes([extra_low, extra_high])))
    }

    /// What deflated bytes hold: `size` bytes, or a byte more where they hold more. None if they are not deflated.
    fn inflate(data: &[u8], size: usize) -> Option<Vec<u8>> {
        let mut decoder = DeflateDecoder::new(data);
        let mut unpacked = Vec::new();
        let most = size.saturating_add(1);
        while unpacked.len() < most {
            // Twice as much each time, since the size may be a lie, and never more than it: a `Vec` that grows by itself
            // would end with up to twice the room.
            let before = unpacked.len();
            let room = (most - before).min(before.max(data.len().saturating_mul(8)).max(4096));
            unpacked.try_reserve_exact(room).ok()?;
            decoder.by_ref().take(room as u64).read_to_end(&mut unpacked).ok()?;
            if unpacked.len() - before < room {
                break;
            }
        }
        Some(unpacked)
    }

    fn unreadable(error: io::Error) -> ArchiveError {
        let text = error.to_string();
        let why = text.split(" (os error").next().unwrap_or(&text);
        ArchiveError::Unreadable { why: why.trim_end_matches('.').to_owned() }
    }

    fn told(error: ZipError) -> ArchiveError {
        match error {
            ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => unreadable(error),
            _ => ArchiveError::NotAnArchive,
        }
    }

    /// Reads in blocks and keeps the last one: the directory is read with many small steps back and forth, each of which
    /// would be a call of its own in a browser.
    struct Blocks<R> {
        inner: R,
        length: u64,
        at: u64,
        block: Vec<u8>,
        /// Where the block lies.
        from: u64,
    }

    const BLOCK: u64 = 1 << 16;

    impl<R: Read + Seek> Blocks<R> {
        fn new(mut inner: R) -> io::Result<Self> {
            let length = inner.seek(SeekFrom::End(0))?;
            Ok(Blocks { inner, length, at: 0, block: Vec::new(), from: 0 })
        }

        /// What the block holds from here on; empty only at the end.
        fn here(&mut self) -> io::Result<&[u8]> {
            let inside = self.from <= self.at && self.at < self.from + self.block.len() as u64;
            if !inside && self.at < self.length {
                self.from = self.at - self.at % BLOCK;
                self.block.clear();
                self.inner.seek(SeekFrom::Start(self.from))?;
                (&mut self.inner).take(BLOCK.min(self.length - self.from)).read_to_end(&mut self.block)?;
            }
            let offset = usize::try_from(self.at.saturating_sub(self.from)).unwrap_or(usize::MAX);
            Ok(self.block.get(offset..).unwrap_or_default())
        }
    }

    impl<R: Read + Seek> Read for Blocks<R> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.at >= self.length {
                return Ok(0);
            }
            let here = self.here()?;
            let count = here.len().min(out.len());
            out[..count].copy_from_slice(&here[..count]);
            self.at += count as u64;
            Ok(count)
        }
    }

    impl<R: Read + Seek> Seek for Blocks<R> {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            let target = match to {
                SeekFrom::Start(at) => Some(at),
                SeekFrom::End(back) => self.length.checked_add_signed(back),
                SeekFrom::Current(by) => self.at.checked_add_signed(by),
            };
            self.at = target.ok_or(io::ErrorKind::InvalidInput)?;
            Ok(self.at)
        }
    }
}
