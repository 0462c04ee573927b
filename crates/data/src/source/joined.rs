//! Several folders, archives and files as one folder.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Cursor;
use std::path::{Path, PathBuf};

use super::folder::unreadable;
use super::zipped::read_entry;
use super::{FolderSource, MAX_FILES, Source, SourceError};
use crate::paths::{SPREADSHEET_EXTENSIONS, has_extension};
use crate::{
    ArchiveEntry, ArchiveError, ListedFiles, check_unpacked_size, is_archive, list_archive, mount_archive,
    unpack,
};

/// Total size in bytes of the archives within archives, which are held in memory.
const MAX_NESTED_BYTES: u64 = 1 << 30;

/// Folders, archives and files on disk as one folder. The archives in it, and those directly within an archive, are read
/// like folders (see [`mount_archive`]).
#[derive(Clone, Debug, Default)]
pub struct JoinedSource {
    name: String,
    files: BTreeMap<String, Place>,
    archives: Vec<ArchiveBytes>,
    /// Size of those in memory.
    nested_bytes: u64,
    unread: Vec<(String, SourceError)>,
}

/// Where a file's bytes are.
#[derive(Clone, Debug)]
enum Place {
    Disk(PathBuf),
    /// In the archive of this index.
    Packed(usize, ArchiveEntry),
}

#[derive(Clone, Debug)]
enum ArchiveBytes {
    Disk(PathBuf),
    /// An archive within an archive, unpacked.
    Memory(Vec<u8>),
}

/// Opens what was chosen: a folder, an archive, or several of them and single files. A single file that is not called
/// like a table is opened as an archive.
///
/// # Errors
/// If one of `paths` cannot be opened, or they have more than [`MAX_FILES`] files. An archive in a folder that cannot be
/// read stays in the list as a file: see [`JoinedSource::unread_archives`].
pub fn open_source(paths: &[PathBuf]) -> Result<JoinedSource, SourceError> {
    let mut source = JoinedSource::default();
    match paths {
        [path] if path.is_dir() => {
            let folder = FolderSource::open(path)?;
            source.name = folder.name().to_owned();
            source.add_folder(&folder);
            source.mount_all(&[])?;
        }
        [path] if !is_table(&name(path)) => {
            source.name = name(path);
            let entries = source.list(path)?;
            let nested = source.add_entries(entries);
            if !nested.is_empty() {
                let mut listed = source.listed_files();
                source.mount_nested(nested, &mut listed)?;
            }
        }
        several => {
            source.name = several.first().map(|path| name(path)).unwrap_or_default();
            let mut archives = Vec::new();
            for path in several {
                if path.is_dir() {
                    source.add_folder(&FolderSource::open(path)?);
                } else if is_archive(&name(path)) {
                    archives.push(path.as_path());
                } else {
                    source.add_file(&name(path), path.clone());
                }
                source.check_count()?;
            }
            source.mount_all(&archives)?;
            source.name = source.top_folder().unwrap_or(&source.name).to_owned();
        }
    }
    Ok(source)
}

/// Whether a file has the extension of a table.
fn is_table(name: &str) -> bool {
    has_extension(name, &SPREADSHEET_EXTENSIONS)
        || has_extension(name, &["csv", "tsv", "jsonl", "ndjson", "json", "txt"])
}

impl JoinedSource {
    /// The name of the folder or archive; of several, that of the folder that has all files or, if there is none, of the
    /// first.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The archives in folders and archives that could not be read, by path, and why.
    pub fn unread_archives(&self) -> &[(String, SourceError)] {
        &self.unread
    }

    fn add_folder(&mut self, folder: &FolderSource) {
        for path in folder.paths() {
            self.add_file(&path, folder.file(&path));
        }
    }

    /// Adds a file on disk: at the path or, if another chosen file has it, at the same in a numbered folder.
    fn add_file(&mut self, path: &str, file: PathBuf) {
        let numbered = (2..).map(|number| match path.split_once('/') {
            Some((folder, rest)) => format!("{folder} ({number})/{rest}"),
            None => format!("({number})/{path}"),
        });
        let mut free = std::iter::once(path.to_owned()).chain(numbered);
        if let Some(path) = free.find(|path| !self.files.contains_key(path)) {
            self.files.insert(path, Place::Disk(file));
        }
    }

    /// Lists an archive on disk, which becomes the last one.
    fn list(&mut self, path: &Path) -> Result<Vec<ArchiveEntry>, SourceError> {
        let file = File::open(path).map_err(|why| unreadable(&path.display().to_string(), &why))?;
        let entries = list_archive(file)?;
        self.archives.push(ArchiveBytes::Disk(path.to_owned()));
        Ok(entries)
    }

    /// Adds the entries of the last archive. Returns those that are archives themselves.
    fn add_entries(&mut self, entries: Vec<ArchiveEntry>) -> Vec<ArchiveEntry> {
        let archive = self.archives.len().saturating_sub(1);
        let nested = entries.iter().filter(|entry| is_archive(&entry.path)).cloned().collect();
        let places = entries.into_iter().map(|entry| (entry.path.clone(), Place::Packed(archive, entry)));
        self.files.extend(places);
        nested
    }

    /// What is listed so far, without archives.
    fn listed_files(&self) -> ListedFiles {
        let mut listed = ListedFiles::default();
        for path in self.files.keys().filter(|path| !is_archive(path)) {
            if let Ok(size) = self.size(path) {
                listed.insert(path.as_str(), size);
            }
        }
        listed
    }

    /// Mounts the archives in the folders, and the `chosen` ones.
    fn mount_all(&mut self, chosen: &[&Path]) -> Result<(), SourceError> {
        let found: Vec<(String, PathBuf)> = self
            .files
            .iter()
            .filter_map(|(path, place)| match place {
                Place::Disk(file) if is_archive(path) => Some((path.clone(), file.clone())),
                _ => None,
            })
            .collect();
        if found.is_empty() && chosen.is_empty() {
            return Ok(());
        }
        let mut listed = self.listed_files();
        for (path, file) in found {
            match self.list(&file) {
                Ok(entries) => {
                    self.files.remove(&path);
                    self.mount(&path, entries, &mut listed)?;
                }
                Err(error) => self.unread.push((path, error)),
            }
        }
        for file in chosen {
            let entries = self.list(file)?;
            self.mount(&name(file), entries, &mut listed)?;
        }
        Ok(())
    }

    /// Mounts the last archive, and the archives in it.
    fn mount(
        &mut self,
        path: &str,
        mut entries: Vec<ArchiveEntry>,
        listed: &mut ListedFiles,
    ) -> Result<(), SourceError> {
        mount_archive(path, &mut entries, listed);
        let nested = self.add_entries(entries);
        self.check_count()?;
        self.mount_nested(nested, listed)
    }

    /// Mounts archives within an archive. Those within them stay files.
    fn mount_nested(
        &mut self,
        nested: Vec<ArchiveEntry>,
        listed: &mut ListedFiles,
    ) -> Result<(), SourceError> {
        for entry in nested {
            match self.list_nested(&entry) {
                Ok((bytes, mut entries)) => {
                    self.files.remove(&entry.path);
                    self.nested_bytes += bytes.len() as u64;
                    self.archives.push(ArchiveBytes::Memory(bytes));
                    mount_archive(&entry.path, &mut entries, listed);
                    self.add_entries(entries);
                    self.check_count()?;
                }
                Err(error) => self.unread.push((entry.path, error)),
            }
        }
        Ok(())
    }

    /// Unpacks an archive within an archive, and lists it.
    fn list_nested(&self, entry: &ArchiveEntry) -> Result<(Vec<u8>, Vec<ArchiveEntry>), SourceError> {
        if self.nested_bytes.saturating_add(entry.size) > MAX_NESTED_BYTES {
            let megabytes = entry.size.div_ceil(1 << 20);
            return Err(ArchiveError::TooLarge { path: entry.path.clone(), megabytes }.into());
        }
        let bytes = self.read(&entry.path)?;
        let entries = list_archive(Cursor::new(&bytes))?;
        Ok((bytes, entries))
    }

    fn check_count(&self) -> Result<(), SourceError> {
        if self.files.len() > MAX_FILES {
            return Err(SourceError::TooManyFiles { name: self.name.clone() });
        }
        Ok(())
    }

    /// The folder that has all files.
    fn top_folder(&self) -> Option<&str> {
        let mut tops = self.files.keys().map(|path| path.split_once('/').map(|(top, _)| top));
        let first = tops.next()??;
        tops.all(|top| top == Some(first)).then_some(first)
    }

    fn place(&self, path: &str) -> Result<&Place, SourceError> {
        self.files.get(path).ok_or_else(|| SourceError::Missing { path: path.to_owned() })
    }
}

/// The name of a file or folder on disk.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Source for JoinedSource {
    fn paths(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    fn size(&self, path: &str) -> Result<u64, SourceError> {
        match self.place(path)? {
            Place::Disk(file) => {
                let metadata = fs::metadata(file);
                metadata.map(|file| file.len()).map_err(|why| unreadable(path, &why))
            }
            Place::Packed(_, entry) => Ok(entry.size),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        match self.place(path)? {
            Place::Disk(file) => fs::read(file).map_err(|why| unreadable(path, &why)),
            Place::Packed(archive, entry) => match self.archives.get(*archive) {
                Some(ArchiveBytes::Disk(file)) => read_entry(file, entry, path),
                Some(ArchiveBytes::Memory(bytes)) => {
                    check_unpacked_size(entry)?;
                    let [start, end] =
                        [entry.start, entry.end].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
                    let slice = bytes.get(start..end.min(bytes.len())).unwrap_or_default();
                    Ok(unpack(entry, slice)?)
                }
                None => Err(SourceError::Missing { path: path.to_owned() }),
            },
        }
    }
}

#[cfg(test)]
mod tests;
