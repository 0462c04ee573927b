//! A zip archive on disk.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::folder::unreadable;
use super::{Source, SourceError};
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
        read_entry(&self.archive, self.entry(path)?, path)
    }
}

/// Unpacks an entry of the archive on disk; `path` names it in errors.
pub(super) fn read_entry(archive: &Path, entry: &ArchiveEntry, path: &str) -> Result<Vec<u8>, SourceError> {
    check_unpacked_size(entry)?;
    let bytes = || -> io::Result<Vec<u8>> {
        // Opened again for each read, since threads would have to share a file's position.
        let mut file = File::open(archive)?;
        file.seek(SeekFrom::Start(entry.start))?;
        let mut bytes = Vec::new();
        file.take(entry.end.saturating_sub(entry.start)).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = bytes().map_err(|why| unreadable(path, &why))?;
    Ok(unpack(entry, &bytes)?)
}
