//! Sources of files. Dataset code sees only paths and bytes, not the platform.

use std::collections::BTreeMap;

use thiserror::Error;

use super::ArchiveError;
use facade_text as text;

/// Maximum number of files in a folder or archive: five per row of the longest table. A home directory, chosen by
/// mistake, may have millions.
pub const MAX_FILES: usize = 500_000;

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

#[cfg(not(target_arch = "wasm32"))]
pub use folder::FolderSource;

#[cfg(not(target_arch = "wasm32"))]
pub use zipped::ZipSource;

#[cfg(not(target_arch = "wasm32"))]
mod folder {
    use std::{fs, io, path::Path, path::PathBuf};

    use super::{MAX_FILES, Source, SourceError};

    /// A folder on disk, including subfolders.
    #[derive(Clone, Debug)]
    pub struct FolderSource {
        /// The parent of the folder: paths are relative to it.
        parent: PathBuf,
        name: String,
        paths: Vec<String>,
    }

    impl FolderSource {
        /// Lists the folder and its subfolders, sorted by path. Hidden files and linked folders are skipped.
        ///
        /// # Errors
        /// If it is not a folder, cannot be listed, or has more than [`MAX_FILES`] files.
        pub fn open(folder: &Path) -> Result<Self, SourceError> {
            FolderSource::open_with_limit(folder, MAX_FILES)
        }

        fn open_with_limit(folder: &Path, max: usize) -> Result<Self, SourceError> {
            let error = |why: io::Error| SourceError::Unreadable {
                path: folder.display().to_string(),
                why: message(&why),
            };
            // `.` and `..` have no file name.
            let full = folder.canonicalize().map_err(error)?;
            let name = full.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let parent = full.parent().unwrap_or(&full).to_owned();
            let mut source = FolderSource { parent, name: name.clone(), paths: Vec::new() };
            source.walk(&full, &name, max).map_err(error)?;
            if source.paths.len() > max {
                return Err(SourceError::TooManyFiles { name });
            }
            source.paths.sort_unstable();
            Ok(source)
        }

        /// The folder's name.
        pub fn name(&self) -> &str {
            &self.name
        }

        /// Lists a folder recursively; stops at one file above the limit.
        fn walk(&mut self, folder: &Path, path: &str, max: usize) -> io::Result<()> {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if self.paths.len() > max {
                    break;
                }
                // Names that are not Unicode cannot be matched with the table.
                let Ok(name) = entry.file_name().into_string() else { continue };
                if name.starts_with('.') {
                    continue;
                }
                let path = if path.is_empty() { name } else { format!("{path}/{name}") };
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    // An inaccessible subfolder must not make the dataset unusable.
                    match self.walk(&entry.path(), &path, max) {
                        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {}
                        other => other?,
                    }
                } else if kind.is_file() || entry.path().is_file() {
                    self.paths.push(path);
                }
            }
            Ok(())
        }
    }

    impl Source for FolderSource {
        fn paths(&self) -> Vec<String> {
            self.paths.clone()
        }

        fn size(&self, path: &str) -> Result<u64, SourceError> {
            let metadata = fs::metadata(self.parent.join(path));
            metadata.map(|file| file.len()).map_err(|why| unreadable(path, &why))
        }

        fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
            fs::read(self.parent.join(path)).map_err(|why| unreadable(path, &why))
        }
    }

    pub(super) fn unreadable(path: &str, why: &io::Error) -> SourceError {
        SourceError::Unreadable { path: path.to_owned(), why: message(why) }
    }

    /// The error's message for use within a sentence: without Rust's "(os error 2)", starting in lower case.
    fn message(error: &io::Error) -> String {
        let text = error.to_string();
        let text = text.split(" (os error").next().unwrap_or(&text);
        let mut letters = text.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn listing_ends_at_one_file_too_many() {
            let folder = std::env::temp_dir().join(format!("facade-many-{}", std::process::id()));
            fs::create_dir_all(folder.join("deep")).unwrap();
            for number in 0..4 {
                fs::write(folder.join(format!("{number}.jpg")), b"").unwrap();
                fs::write(folder.join(format!("deep/{number}.jpg")), b"").unwrap();
            }
            let paths = |max| FolderSource::open_with_limit(&folder, max).map(|source| source.paths().len());
            assert_eq!(paths(8), Ok(8));
            let error = paths(7).unwrap_err();
            assert!(matches!(error, SourceError::TooManyFiles { .. }), "{error}");
            fs::remove_dir_all(&folder).unwrap();
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod zipped {
    use std::fs::File;
    use std::io::{self, Read, Seek, SeekFrom};
    use std::path::{Path, PathBuf};

    use super::folder::unreadable;
    use super::{BTreeMap, Source, SourceError};
    use crate::{ArchiveEntry, check_unpacked_size, list_archive, unpack};

    /// A zip archive on disk. Only its directory is kept in memory.
    #[derive(Clone, Debug)]
    pub struct ZipSource {
        archive: PathBuf,
        entries: BTreeMap<String, ArchiveEntry>,
    }

    impl ZipSource {
        /// Reads the archive's directory.
        ///
        /// # Errors
        /// If it cannot be opened, or as [`list_archive`].
        pub fn open(archive: &Path) -> Result<Self, SourceError> {
            let file = File::open(archive).map_err(|why| unreadable(&archive.display().to_string(), &why))?;
            let entries = list_archive(file)?.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
            Ok(ZipSource { archive: archive.to_owned(), entries })
        }

        fn entry(&self, path: &str) -> Result<&ArchiveEntry, SourceError> {
            self.entries.get(path).ok_or_else(|| SourceError::Missing { path: path.to_owned() })
        }

        /// The archive's file name.
        pub fn name(&self) -> String {
            self.archive.file_name().unwrap_or_default().to_string_lossy().into_owned()
        }
    }

    impl Source for ZipSource {
        fn paths(&self) -> Vec<String> {
            self.entries.keys().cloned().collect()
        }

        fn size(&self, path: &str) -> Result<u64, SourceError> {
            Ok(self.entry(path)?.size)
        }

        fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
            let entry = self.entry(path)?;
            check_unpacked_size(entry)?;
            let bytes = || -> io::Result<Vec<u8>> {
                // Opened again for each read, since threads would have to share a file's position.
                let mut file = File::open(&self.archive)?;
                file.seek(SeekFrom::Start(entry.start))?;
                let mut bytes = Vec::new();
                file.take(entry.end.saturating_sub(entry.start)).read_to_end(&mut bytes)?;
                Ok(bytes)
            };
            let bytes = bytes().map_err(|why| unreadable(path, &why))?;
            Ok(unpack(entry, &bytes)?)
        }
    }
}
