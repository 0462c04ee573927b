//! A folder on disk.

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

    /// The file on disk at a path of the list.
    pub(super) fn file(&self, path: &str) -> PathBuf {
        self.parent.join(path)
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
        let metadata = fs::metadata(self.file(path));
        metadata.map(|file| file.len()).map_err(|why| unreadable(path, &why))
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        fs::read(self.file(path)).map_err(|why| unreadable(path, &why))
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
