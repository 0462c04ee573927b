//! Where bytes come from. What reads a dataset sees paths and bytes, never the platform.

use std::collections::BTreeMap;

use thiserror::Error;

/// Files by path. Reading blocks: in a browser it happens in a worker.
pub trait Source {
    /// The path of every file, folders parted by `/`, the folder that was picked first, as in `houses/1_kitchen.jpg`.
    fn paths(&self) -> Vec<String>;

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
    #[error("There is no file “{path}”. Check that it was not moved or renamed.")]
    Missing {
        /// The path.
        path: String,
    },
    /// The platform refused.
    #[error("“{path}” could not be read: {why}. Check that it may be opened and was not moved.")]
    Unreadable {
        /// The path.
        path: String,
        /// What the platform says.
        why: String,
    },
    /// In an archive, and not to be had from it.
    #[error(transparent)]
    Archive(#[from] super::ArchiveError),
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

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        self.files.get(path).cloned().ok_or_else(|| SourceError::Missing { path: path.to_owned() })
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use folder::FolderSource;

#[cfg(not(target_arch = "wasm32"))]
mod folder {
    use std::{fs, io, path::Path, path::PathBuf};

    use super::{Source, SourceError};

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
        /// If it is not a folder or cannot be listed.
        pub fn open(folder: &Path) -> Result<Self, SourceError> {
            let refused = |why: io::Error| SourceError::Unreadable {
                path: folder.display().to_string(),
                why: in_words(&why),
            };
            // `.` and `..` have no name of their own.
            let whole = folder.canonicalize().map_err(refused)?;
            let name = whole.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let parent = whole.parent().unwrap_or(&whole).to_owned();
            let mut source = FolderSource { parent, name: name.clone(), paths: Vec::new() };
            source.walk(&whole, &name).map_err(refused)?;
            source.paths.sort_unstable();
            Ok(source)
        }

        /// The folder's own name.
        pub fn name(&self) -> &str {
            &self.name
        }

        fn walk(&mut self, folder: &Path, path: &str) -> io::Result<()> {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                // A name that is not Unicode can belong to no photo.
                let Ok(name) = entry.file_name().into_string() else { continue };
                if name.starts_with('.') {
                    continue;
                }
                let path = if path.is_empty() { name } else { format!("{path}/{name}") };
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    // A locked folder beside the photos must not lock the photos away.
                    match self.walk(&entry.path(), &path) {
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

        fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
            fs::read(self.parent.join(path))
                .map_err(|why| SourceError::Unreadable { path: path.to_owned(), why: in_words(&why) })
        }
    }

    /// The error without Rust's "(os error 2)", its first letter small, to stand within a sentence.
    fn in_words(error: &io::Error) -> String {
        let text = error.to_string();
        let text = text.split(" (os error").next().unwrap_or(&text);
        let mut letters = text.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
    }
}
