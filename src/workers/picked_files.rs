//! What the visitor picked: files, and the files in archives among them.

use std::collections::HashSet;

use web_sys::{Blob, File};

use facade_data::{ArchiveEntry, ListedFiles, is_archive, mount_archive};
use facade_protocol::SourceFile;

/// A file or a part of an archive, with its description for a worker.
pub(crate) type FilePart = (SourceFile, Blob);

#[derive(Clone, Debug, Default)]
pub(crate) struct PickedFiles {
    paths: Vec<String>,
    /// In the same order.
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    File(File),
    /// A file in an archive.
    Entry(File, ArchiveEntry),
}

impl Part {
    /// In bytes, unpacked.
    fn size(&self) -> u64 {
        match self {
            Part::File(file) => file.size() as u64,
            Part::Entry(_, entry) => entry.size,
        }
    }
}

impl PickedFiles {
    pub(crate) fn new(paths: Vec<String>, files: Vec<File>) -> Self {
        PickedFiles { paths, parts: files.into_iter().map(Part::File).collect() }
    }

    /// The archives, as indices, in the order of their paths.
    pub(crate) fn archives(&self) -> Vec<usize> {
        let mut archives: Vec<usize> =
            (0..self.paths.len()).filter(|&file| is_archive(&self.paths[file])).collect();
        archives.sort_by_key(|&file| &self.paths[file]);
        archives
    }

    /// The archive at this position.
    pub(crate) fn archive(&self, position: usize) -> Option<&File> {
        match self.parts.get(position)? {
            Part::File(file) => Some(file),
            Part::Entry(..) => None,
        }
    }

    /// Replaces archives, by position, by the files that were found in them.
    pub(crate) fn unpack(&mut self, listed: Vec<(usize, Vec<ArchiveEntry>)>) {
        let is_only = self.paths.len() == 1;
        let archives: HashSet<usize> = listed.iter().map(|(position, _)| *position).collect();
        let mut known = ListedFiles::default();
        for (position, path) in
            self.paths.iter().enumerate().filter(|(position, _)| !archives.contains(position))
        {
            known.insert(path, self.parts.get(position).map_or(0, Part::size));
        }
        for (position, mut entries) in listed {
            let Some(Part::File(file)) = self.parts.get(position) else { continue };
            let (file, path) = (file.clone(), self.paths[position].clone());
            // A single archive is a folder of its own.
            if !is_only {
                mount_archive(&path, &mut entries, &mut known);
            }
            for entry in entries {
                self.paths.push(entry.path.clone());
                self.parts.push(Part::Entry(file.clone(), entry));
            }
        }
        let mut position = 0..;
        self.paths.retain(|_| position.next().is_none_or(|position| !archives.contains(&position)));
        let mut position = 0..;
        self.parts.retain(|_| position.next().is_none_or(|position| !archives.contains(&position)));
    }

    /// With another file.
    pub(crate) fn with_file(&self, path: String, file: File) -> Self {
        let mut all = self.clone();
        all.paths.push(path);
        all.parts.push(Part::File(file));
        all
    }

    pub(crate) fn paths(&self) -> &[String] {
        &self.paths
    }

    /// The name of the file at this position; empty if there is none.
    pub(crate) fn name(&self, position: usize) -> String {
        let path = self.paths().get(position).map_or("", String::as_str);
        path.rsplit_once('/').map_or(path, |(_, name)| name).to_owned()
    }

    /// The file at this position: its description for a worker, and its bytes.
    pub(crate) fn part(&self, position: usize) -> Option<FilePart> {
        let path = self.paths.get(position)?.clone();
        match self.parts.get(position)? {
            Part::File(file) => Some((SourceFile { path, packed: None }, file.clone().into())),
            Part::Entry(file, entry) => {
                let slice = file.slice_with_f64_and_f64(entry.start as f64, entry.end as f64).ok()?;
                Some((SourceFile { path, packed: Some(entry.clone()) }, slice))
            }
        }
    }
}
