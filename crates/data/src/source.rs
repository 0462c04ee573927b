//! Where bytes come from. What reads a dataset sees paths and bytes, never the platform.

use std::collections::BTreeMap;

use thiserror::Error;

use super::ArchiveError;
use facade_text as text;

/// Files that a folder or an archive may hold at most: five for each row of the longest table. A home directory, picked by
/// mistake, may hold millions.
pub const MAX_FILES: usize = 500_000;

/// Files by path. Reading blocks: in a browser it happens in a worker.
pub trait Source {
    /// The path of every file, folders parted by `/`, the folder that was picked first, as in `houses/1_kitchen.jpg`.
    fn paths(&self) -> Vec<String>;

    /// How many bytes the file at `path` has: to be asked before they are read.
    ///
    /// # Errors
    /// If there is no such file, or that cannot be told.
    fn size(&self, path: &str) -> Result<u64, SourceError>;

    /// The bytes of the file at `path`.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError>;
}

/// A file that cannot be read. Its text is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SourceError {
    /// Nothing at this path.
    #[error("{}", text::dataset_file_missing(.path))]
    Missing {
        /// The path.
        path: String,
    },
    /// The platform refused.
    #[error("{}", text::dataset_file_unreadable(.path, .why))]
    Unreadable {
        /// The path.
        path: String,
        /// What the platform says.
        why: String,
    },
    /// More files than houses can have.
    #[error("{}", text::dataset_many_files(.name, MAX_FILES))]
    TooManyFiles {
        /// The folder's name.
        name: String,
    },
    /// An archive, or a file in one, is not as it should be.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
}

/// Files held in memory.
#[derive(Clone, Debug, Default)]
pub struct MemorySource {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemorySource {
    /// Adds a file, or replaces it.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// Takes a file out.
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

    /// A folder on disk, with all its folders.
    #[derive(Clone, Debug)]
    pub struct FolderSource {
        /// The folder that holds the one picked: paths are told from here on.
        parent: PathBuf,
        name: String,
        paths: Vec<String>,
    }

    impl FolderSource {
        /// Lists the folder and the folders in it, in the order of their names. Hidden files and linked folders are left
        /// out.
        ///
        /// # Errors
        /// If it is not a folder, cannot be listed, or holds more than [`MAX_FILES`] files.
        pub fn open(folder: &Path) -> Result<Self, SourceError> {
            FolderSource::open_within(folder, MAX_FILES)
        }

        /// The same with so many files at most.
        fn open_within(folder: &Path, most: usize) -> Result<Self, SourceError> {
            let refused = |why: io::Error| SourceError::Unreadable {
                path: folder.display().to_string(),
                why: in_words(&why),
            };
            // `.` and `..` have no name of their own.
            let whole = folder.canonicalize().map_err(refused)?;
            let name = whole.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let parent = whole.parent().unwrap_or(&whole).to_owned();
            let mut source = FolderSource { parent, name: name.clone(), paths: Vec::new() };
            source.walk(&whole, &name, most).map_err(refused)?;
            if source.paths.len() > most {
                return Err(SourceError::TooManyFiles { name });
            }
            source.paths.sort_unstable();
            Ok(source)
        }

        /// The folder's own name.
        pub fn name(&self) -> &str {
            &self.name
        }

        /// Lists a folder, until there is one file too many.
        fn walk(&mut self, folder: &Path, path: &str, most: usize) -> io::Result<()> {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if self.paths.len() > most {
                    break;
                }
                // A name that is not Unicode can belong to no photo.
                let Ok(name) = entry.file_name().into_string() else { continue };
                if name.starts_with('.') {
                    continue;
                }
                let path = if path.is_empty() { name } else { format!("{path}/{name}") };
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    // A locked folder beside the photos must not lock the photos away.
                    match self.walk(&entry.path(), &path, most) {
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
            let told = fs::metadata(self.parent.join(path));
            told.map(|file| file.len()).map_err(|why| unreadable(path, &why))
        }

        fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
            fs::read(self.parent.join(path)).map_err(|why| unreadable(path, &why))
        }
    }

    pub(super) fn unreadable(path: &str, why: &io::Error) -> SourceError {
        SourceError::Unreadable { path: path.to_owned(), why: in_words(why) }
    }

    /// The error without Rust's "(os error 2)", its first letter small, to stand within a sentence.
    fn in_words(error: &io::Error) -> String {
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
            let paths = |most| FolderSource::open_within(&folder, most).map(|source| source.paths().len());
            assert_eq!(paths(8), Ok(8));
            let refused = paths(7).unwrap_err();
            assert!(matches!(refused, SourceError::TooManyFiles { .. }), "{refused}");
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
    use crate::{Entry, list_archive, unpack, unpackable};

    /// A zip archive on disk. Its directory is held, its files are not.
    #[derive(Clone, Debug)]
    pub struct ZipSource {
        archive: PathBuf,
        entries: BTreeMap<String, Entry>,
    }

    impl ZipSource {
        /// Lists the archive.
        ///
        /// # Errors
        /// If it cannot be opened, or is not an archive that can be read ([`list_archive`]).
        pub fn open(archive: &Path) -> Result<Self, SourceError> {
            let file = File::open(archive).map_err(|why| unreadable(&archive.display().to_string(), &why))?;
            let entries = list_archive(file)?.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
            Ok(ZipSource { archive: archive.to_owned(), entries })
        }

        fn entry(&self, path: &str) -> Result<&Entry, SourceError> {
            self.entries.get(path).ok_or_else(|| SourceError::Missing { path: path.to_owned() })
        }

        /// The archive's own name.
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
            unpackable(entry)?;
            let bytes = || -> io::Result<Vec<u8>> {
                // Opened anew, so that threads do not wait for each other's place in the file.
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
