//! Zip archives: lists the files and unpacks one of them. An archive is never held in memory as a whole: its
//! directory is read once, and after that the bytes of a single file are enough to unpack it.

mod block_reader;
mod directory;
mod list;
mod mount;
mod names;
mod oem_pages;
mod plausibility;
mod unpack;

use std::io;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::MAX_FILES;
use super::paths::has_extension;
use facade_text as text;

pub use list::{list_archive, list_archive_with_encoding};
pub use mount::{ListedFiles, mount_archive};
pub use unpack::{check_unpacked_size, unpack, unpack_prefix};

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

/// Whether the file is not hidden and is an archive by its name.
pub fn is_archive(path: &str) -> bool {
    has_extension(super::split_path(path).1, &["zip"])
}

fn unreadable(error: io::Error) -> ArchiveError {
    let text = error.to_string();
    let why = text.split(" (os error").next().unwrap_or(&text);
    ArchiveError::Unreadable { why: why.trim_end_matches('.').to_owned() }
}

#[cfg(test)]
pub(crate) mod tests;
