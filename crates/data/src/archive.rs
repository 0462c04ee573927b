//! Zip archives: lists the files and unpacks one of them. An archive is never held in memory as a whole: its
//! directory is read once, and after that the bytes of a single file are enough to unpack it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::MAX_FILES;
use facade_text as text;

/// The largest file that is unpacked, in bytes.
pub const MAX_UNPACKED: u64 = 256 << 20;

/// Limits against zip bombs: all files together may unpack to `MAX_TOTAL` bytes or to `MAX_RATIO` times the archive's
/// size, whichever is more. Photos hardly compress, so real archives stay far below.
const MAX_TOTAL: u64 = 1 << 30;
const MAX_RATIO: u64 = 20;

/// A file in an archive. Offsets and sizes are in bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveEntry {
    /// Path in the archive, with `/` between folders.
    pub path: String,
    /// Offset of the local header.
    pub start: u64,
    /// Upper bound of the entry's last byte, exclusive: [`unpack`] takes the bytes `start..end`. The exact end is
    /// known only after reading the local header, whose length varies.
    pub end: u64,
    /// Compressed size.
    pub packed: u64,
    /// Uncompressed size.
    pub size: u64,
    /// CRC-32 of the uncompressed bytes.
    pub crc: u32,
    /// Whether the entry is compressed with Deflate; otherwise it is stored.
    pub deflated: bool,
}

/// An archive, or a file in one, that cannot be read. Its text says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// No central directory was found.
    #[error("{}", text::archive_not_one())]
    NotAnArchive,
    /// Reading failed.
    #[error("{}", text::archive_unreadable(.why))]
    Unreadable {
        /// The platform's error message.
        why: String,
    },
    /// More than [`MAX_FILES`] files.
    #[error("{}", text::t!(archive_many_entries, entries = .entries, most = MAX_FILES))]
    TooManyEntries {
        /// Number of files.
        entries: usize,
    },
    /// The archive has no file.
    #[error("{}", text::archive_empty())]
    Empty,
    /// The archive is encrypted.
    #[error("{}", text::archive_encrypted(.path))]
    Encrypted {
        /// The first encrypted file.
        path: String,
    },
    /// A file is compressed with a method other than Deflate.
    #[error("{}", text::t!(archive_method, path = .path, method = .method))]
    UnsupportedMethod {
        /// The first such file.
        path: String,
        /// Name of the compression method.
        method: String,
    },
    /// The files would unpack to more than the limits allow.
    #[error("{}", text::t!(archive_unpacks_to, megabytes = .megabytes, times = MAX_RATIO))]
    UnpacksTooLarge {
        /// Total uncompressed size in MiB, rounded up.
        megabytes: u64,
    },
    /// A file is larger than [`MAX_UNPACKED`].
    #[error("{}", text::t!(archive_too_large, path = .path, megabytes = .megabytes, most = MAX_UNPACKED >> 20))]
    TooLarge {
        /// The file.
        path: String,
        /// Its size in MiB, rounded up.
        megabytes: u64,
    },
    /// A file's bytes do not match its directory entry.
    #[error("{}", text::t!(archive_damaged, path = .path, what = .what))]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong: the variant of the text `archive-damaged`.
        what: &'static str,
    },
}

pub use reading::{check_unpacked_size, list_archive, unpack, unpack_prefix};

mod reading {
    use std::io::{self, Read, Seek, SeekFrom};

    use flate2::Crc;
    use flate2::read::DeflateDecoder;
    use zip::CompressionMethod;
    use zip::read::{Config, ZipFileEntry};
    use zip::result::ZipError;
    // Iterates over the entries: `ZipArchive` builds an index first and trusts the number of entries that the archive
    // claims.
    use zip::unstable::read::ZipIterable;

    use super::{ArchiveEntry, ArchiveError, MAX_FILES, MAX_RATIO, MAX_TOTAL, MAX_UNPACKED};
    use facade_text as text;

    /// Length of a local header without the file name and the extra field that follow it.
    const HEADER_LENGTH: usize = 30;

    /// Maximum length of a local header: file name and extra field have 16-bit lengths.
    const MAX_HEADER_LENGTH: u64 = HEADER_LENGTH as u64 + 2 * 0xffff;

    /// Lists the files of a zip archive in the order of its directory. Skips folders, hidden files, links, macOS metadata
    /// (`__MACOSX`) and paths that lead out of the archive.
    ///
    /// Reads only the central directory, in blocks of 64 KiB.
    ///
    /// # Errors
    /// If this is not a zip archive, if it has no files or too many, if they would unpack to more than the limits
    /// allow, or if a file is encrypted or compressed with a method other than Deflate.
    pub fn list_archive(archive: impl Read + Seek) -> Result<Vec<ArchiveEntry>, ArchiveError> {
        let mut reader = BlockReader::new(archive).map_err(unreadable)?;
        let length = reader.length;
        let mut directory = ZipIterable::try_new(&mut reader, Config::default()).map_err(zip_error)?;
        let count = directory.len();
        if count > MAX_FILES {
            return Err(ArchiveError::TooManyEntries { entries: count });
        }
        let (mut entries, mut starts) = (Vec::new(), vec![length]);
        for entry in directory.files().map_err(zip_error)? {
            let entry = entry.map_err(zip_error)?;
            starts.push(entry.header_start().min(length));
            starts.push(entry.central_header_start().min(length));
            if let Some(path) = path(&entry) {
                entries.push(archive_entry(&entry, path)?);
            }
        }
        if entries.is_empty() {
            return Err(ArchiveError::Empty);
        }
        // A single file above the limit is reported by name when it is unpacked.
        let sizes = entries.iter().map(|entry| entry.size).filter(|size| *size <= MAX_UNPACKED);
        let unpacked = sizes.fold(0u64, u64::saturating_add);
        if unpacked > MAX_TOTAL.max(length.saturating_mul(MAX_RATIO)) {
            return Err(ArchiveError::UnpacksTooLarge { megabytes: unpacked.div_ceil(1 << 20) });
        }
        starts.sort_unstable();
        for entry in &mut entries {
            // An entry ends before the next header.
            let next = starts.get(starts.partition_point(|&start| start <= entry.start));
            let max_end = entry.start.saturating_add(MAX_HEADER_LENGTH).saturating_add(entry.packed);
            entry.end = max_end.min(next.copied().unwrap_or(length));
        }
        Ok(entries)
    }

    /// The normalised path of an entry, or `None` for folders, links and hidden files.
    fn path(entry: &ZipFileEntry<'_>) -> Option<String> {
        if !entry.is_file() {
            return None;
        }
        // Some programs write backslashes, or start paths with `./`.
        let name = entry.name().ok()?.replace('\\', "/");
        let parts: Vec<&str> = name.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
        let folder = name.ends_with('/');
        (!hidden && !folder && !parts.is_empty()).then(|| parts.join("/"))
    }

    fn archive_entry(entry: &ZipFileEntry<'_>, path: String) -> Result<ArchiveEntry, ArchiveError> {
        if entry.encrypted() {
            return Err(ArchiveError::Encrypted { path });
        }
        let deflated = match entry.compression() {
            CompressionMethod::Stored => false,
            CompressionMethod::Deflated => true,
            other => return Err(ArchiveError::UnsupportedMethod { path, method: method_name(other) }),
        };
        Ok(ArchiveEntry {
            path,
            start: entry.header_start(),
            end: 0,
            packed: entry.compressed_size(),
            size: entry.size(),
            crc: entry.crc32(),
            deflated,
        })
    }

    /// The name of an unsupported compression method (APPNOTE.TXT, 4.4.5).
    fn method_name(method: CompressionMethod) -> String {
        // The variant is deprecated for constructing values; reading the number has no other way. `allow` instead of
        // `expect`, since fuzzing builds do not deprecate it.
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

    /// Unpacks a file from `bytes`, the archive's bytes `entry.start..entry.end`.
    ///
    /// # Errors
    /// If the file is larger than [`MAX_UNPACKED`], or its length or CRC-32 differ from the directory entry.
    pub fn unpack(entry: &ArchiveEntry, bytes: &[u8]) -> Result<Vec<u8>, ArchiveError> {
        let damaged = |what| ArchiveError::Damaged { path: entry.path.clone(), what };
        check_unpacked_size(entry)?;
        let from = header_length(bytes).map_err(damaged)?;
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

    /// Checks a file's size before its bytes are read.
    ///
    /// # Errors
    /// If its compressed or uncompressed size is above [`MAX_UNPACKED`].
    pub fn check_unpacked_size(entry: &ArchiveEntry) -> Result<(), ArchiveError> {
        let largest = entry.size.max(entry.packed);
        if largest <= MAX_UNPACKED {
            return Ok(());
        }
        Err(ArchiveError::TooLarge { path: entry.path.clone(), megabytes: largest.div_ceil(1 << 20) })
    }

    /// Unpacks the first `count` bytes of a file from the start of its slice of the archive. `None` if the slice is
    /// too short.
    pub fn unpack_prefix(entry: &ArchiveEntry, bytes: &[u8], count: usize) -> Option<Vec<u8>> {
        let data = bytes.get(header_length(bytes).ok()?..)?;
        if !entry.deflated {
            return data.get(..count).map(<[u8]>::to_vec);
        }
        let mut start = vec![0; count];
        DeflateDecoder::new(data).read_exact(&mut start).ok()?;
        Some(start)
    }

    /// The length of a local header, or the problem with it.
    fn header_length(bytes: &[u8]) -> Result<usize, &'static str> {
        let [b'P', b'K', 3, 4, .., name_low, name_high, extra_low, extra_high] =
            *bytes.get(..HEADER_LENGTH).ok_or("behind")?
        else {
            return Err("begin");
        };
        let name = usize::from(u16::from_le_bytes([name_low, name_high]));
        Ok(HEADER_LENGTH + name + usize::from(u16::from_le_bytes([extra_low, extra_high])))
    }

    /// Inflates `data`: `size` bytes, or one more if the data holds more. `None` if it is not a Deflate stream.
    fn inflate(data: &[u8], size: usize) -> Option<Vec<u8>> {
        let mut decoder = DeflateDecoder::new(data);
        let mut unpacked = Vec::new();
        let max = size.saturating_add(1);
        while unpacked.len() < max {
            // The size may be wrong, so the buffer doubles instead of starting at it. It never exceeds it: a `Vec`
            // that grows by itself could end up twice as large.
            let before = unpacked.len();
            let room = (max - before).min(before.max(data.len().saturating_mul(8)).max(4096));
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

    fn zip_error(error: ZipError) -> ArchiveError {
        match error {
            ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => unreadable(error),
            _ => ArchiveError::NotAnArchive,
        }
    }

    /// Reads whole blocks and caches the last one: the directory is read in many small reads and seeks, and in a
    /// browser each would be a separate call.
    struct BlockReader<R> {
        inner: R,
        length: u64,
        position: u64,
        block: Vec<u8>,
        /// Offset of the cached block.
        block_start: u64,
    }

    const BLOCK_SIZE: u64 = 1 << 16;

    impl<R: Read + Seek> BlockReader<R> {
        fn new(mut inner: R) -> io::Result<Self> {
            let length = inner.seek(SeekFrom::End(0))?;
            Ok(BlockReader { inner, length, position: 0, block: Vec::new(), block_start: 0 })
        }

        /// The bytes of the current block from the position on; empty only at the end.
        fn buffered(&mut self) -> io::Result<&[u8]> {
            let block_end = self.block_start + self.block.len() as u64;
            let inside = self.block_start <= self.position && self.position < block_end;
            if !inside && self.position < self.length {
                self.block_start = self.position - self.position % BLOCK_SIZE;
                self.block.clear();
                self.inner.seek(SeekFrom::Start(self.block_start))?;
                let size = BLOCK_SIZE.min(self.length - self.block_start);
                (&mut self.inner).take(size).read_to_end(&mut self.block)?;
            }
            let offset = self.position.saturating_sub(self.block_start);
            let offset = usize::try_from(offset).unwrap_or(usize::MAX);
            Ok(self.block.get(offset..).unwrap_or_default())
        }
    }

    impl<R: Read + Seek> Read for BlockReader<R> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.position >= self.length {
                return Ok(0);
            }
            let buffered = self.buffered()?;
            let count = buffered.len().min(out.len());
            out[..count].copy_from_slice(&buffered[..count]);
            self.position += count as u64;
            Ok(count)
        }
    }

    impl<R: Read + Seek> Seek for BlockReader<R> {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            let target = match to {
                SeekFrom::Start(position) => Some(position),
                SeekFrom::End(offset) => self.length.checked_add_signed(offset),
                SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
            };
            self.position = target.ok_or(io::ErrorKind::InvalidInput)?;
            Ok(self.position)
        }
    }
}
