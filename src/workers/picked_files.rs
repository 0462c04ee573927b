//! What the visitor picked: files, or an archive of files.

use web_sys::{Blob, File};

use facade_data::ArchiveEntry;
use facade_protocol::SourceFile;

#[derive(Debug)]
pub(crate) enum PickedFiles {
    Files {
        paths: Vec<String>,
        /// In the same order.
        files: Vec<File>,
    },
    Archive {
        paths: Vec<String>,
        file: File,
        /// In the same order.
        entries: Vec<ArchiveEntry>,
    },
}

impl PickedFiles {
    pub(crate) fn files(paths: Vec<String>, files: Vec<File>) -> Self {
        PickedFiles::Files { paths, files }
    }

    /// An archive with the entries that a decoder found in it.
    pub(crate) fn archive(file: File, entries: Vec<ArchiveEntry>) -> Self {
        let paths = entries.iter().map(|entry| entry.path.clone()).collect();
        PickedFiles::Archive { paths, file, entries }
    }

    pub(crate) fn paths(&self) -> &[String] {
        match self {
            PickedFiles::Files { paths, .. } | PickedFiles::Archive { paths, .. } => paths,
        }
    }

    /// The name of the file at this position; empty if there is none.
    pub(crate) fn name(&self, position: usize) -> String {
        let path = self.paths().get(position).map_or("", String::as_str);
        path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned()
    }

    /// The file at this position: its description for a decoder, and its bytes.
    pub(crate) fn part(&self, position: usize) -> Option<(SourceFile, Blob)> {
        let path = self.paths().get(position)?.clone();
        match self {
            PickedFiles::Files { files, .. } => {
                Some((SourceFile { path, packed: None }, files.get(position)?.clone().into()))
            }
            PickedFiles::Archive { file, entries, .. } => {
                let entry = entries.get(position)?;
                let slice = file.slice_with_f64_and_f64(entry.start as f64, entry.end as f64).ok()?;
                Some((SourceFile { path, packed: Some(entry.clone()) }, slice))
            }
        }
    }
}
