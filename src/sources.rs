//! Where the bytes of what was picked come from: files, or one archive that holds them.

use web_sys::{Blob, File};

use facade_data::Entry;
use facade_protocol::Part;

/// What was picked.
#[derive(Debug)]
pub(super) enum Sources {
    /// Files, with the paths that the browser tells.
    Files {
        /// Their paths.
        paths: Vec<String>,
        /// The files, in the same order.
        files: Vec<File>,
    },
    /// An archive.
    Archive {
        /// Paths of the files in it.
        paths: Vec<String>,
        /// The archive.
        file: File,
        /// The files in it, in the same order.
        entries: Vec<Entry>,
    },
}

impl Sources {
    /// Files with their paths, in the same order.
    pub(super) fn files(paths: Vec<String>, files: Vec<File>) -> Self {
        Sources::Files { paths, files }
    }

    /// An archive and what a decoder found in it.
    pub(super) fn archive(file: File, entries: Vec<Entry>) -> Self {
        let paths = entries.iter().map(|entry| entry.path.clone()).collect();
        Sources::Archive { paths, file, entries }
    }

    /// The path of every file.
    pub(super) fn paths(&self) -> &[String] {
        match self {
            Sources::Files { paths, .. } | Sources::Archive { paths, .. } => paths,
        }
    }

    /// The file's name at this position; empty where there is none.
    pub(super) fn name(&self, position: usize) -> String {
        let path = self.paths().get(position).map_or("", String::as_str);
        path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned()
    }

    /// The file at this position: what a decoder is told of it, and the bytes that hold it.
    pub(super) fn part(&self, position: usize) -> Option<(Part, Blob)> {
        let path = self.paths().get(position)?.clone();
        match self {
            Sources::Files { files, .. } => {
                Some((Part { path, packed: None }, files.get(position)?.clone().into()))
            }
            Sources::Archive { file, entries, .. } => {
                let entry = entries.get(position)?;
                let slice = file.slice_with_f64_and_f64(entry.start as f64, entry.end as f64).ok()?;
                Some((Part { path, packed: Some(entry.clone()) }, slice))
            }
        }
    }
}
