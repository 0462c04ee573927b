//! Sources of files. Dataset code sees only paths and bytes, not the platform.

#[cfg(not(target_arch = "wasm32"))]
mod folder;
#[cfg(not(target_arch = "wasm32"))]
mod joined;
#[cfg(not(target_arch = "wasm32"))]
mod zipped;

use std::collections::BTreeMap;

use thiserror::Error;

use super::ArchiveError;
use super::paths::MAX_FILES;
use facade_text as text;

#[cfg(not(target_arch = "wasm32"))]
pub use folder::FolderSource;
#[cfg(not(target_arch = "wasm32"))]
pub use joined::{JoinedSource, open_source};
#[cfg(not(target_arch = "wasm32"))]
pub use zipped::ZipSource;

/// Files by path. Reading blocks.
pub trait Source {
    /// The path of every file, with `/` between folders, starting with the chosen folder, as in `houses/1_kitchen.jpg`.
    fn paths(&self) -> Vec<String>;

    /// Size in bytes of the file at `path`, to check before reading it.
    ///
    /// # Errors
    /// If there is no such file, or its size cannot be determined.
    fn size(&self, path: &str) -> Result<u64, SourceError>;

    /// The bytes of the file at `path`.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError>;
}

/// A file that cannot be read. Its text is for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SourceError {
    /// There is no file at this path.
    #[error("{}", text::dataset_file_missing(.path))]
    Missing {
        /// The path.
        path: String,
    },
    /// The platform failed to read it.
    #[error("{}", text::t!(dataset_file_unreadable, path = .path, why = .why))]
    Unreadable {
        /// The path.
        path: String,
        /// The platform's error message.
        why: String,
    },
    /// More than [`MAX_FILES`] files.
    #[error("{}", text::t!(dataset_many_files, name = .name, most = MAX_FILES))]
    TooManyFiles {
        /// The folder's name.
        name: String,
    },
    /// An archive, or a file in one, is invalid.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct MemorySource {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemorySource {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// Removes a file.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }
}

impl Source for MemorySource {
    fn paths(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    fn size(&self, path: &str) -> Result<u64, SourceError> {
        let file = self.files.get(path);
        file.map(|bytes| bytes.len() as u64).ok_or_else(|| SourceError::Missing { path: path.to_owned() })
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        self.files.get(path).cloned().ok_or_else(|| SourceError::Missing { path: path.to_owned() })
    }
}
