//! Puts a folder's files into archives, and reads them back as the page and the command line do.

use std::io::{Cursor, Write};

use facade_data::{ArchiveError, ListedFiles, MemorySource, list_archive, mount_archive, unpack};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::random::Random;
use super::words::{dos, shift_jis};

/// A file's path and bytes.
pub(super) type File = (String, Vec<u8>);

/// What holds the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Folder,
    /// An archive in which all is in one folder, or not.
    Zip {
        top: bool,
    },
    /// Two archives that share the tree.
    TwoZips {
        top: bool,
    },
    /// The table beside an archive of the photos.
    ZipBeside {
        top: bool,
    },
}

impl Container {
    pub(super) fn draw(random: &mut Random) -> Self {
        let top = random.one_in(2);
        match random.below(8) {
            0..=3 => Container::Folder,
            4 | 5 => Container::Zip { top },
            6 => Container::TwoZips { top },
            _ => Container::ZipBeside { top },
        }
    }
}

/// What somebody chooses: files, and archives, which lie at their paths.
#[derive(Default)]
pub(super) struct Chosen {
    pub(super) files: Vec<File>,
    pub(super) archives: Vec<File>,
    /// Whether it is a single archive.
    single: bool,
}

/// The code page of names in an archive that do not say theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamePage {
    Unicode,
    ShiftJis,
    Dos,
}

impl NamePage {
    /// The name's bytes; UTF-8 where the page lacks a letter.
    fn encode(self, name: &str) -> Vec<u8> {
        let bytes = match self {
            NamePage::Unicode => None,
            NamePage::ShiftJis => shift_jis(name),
            NamePage::Dos => dos(name),
        };
        bytes.unwrap_or_else(|| name.as_bytes().to_vec())
    }

    /// Whether all names can be written so, and some differ from ASCII.
    pub(super) fn fits<'a>(self, names: impl Iterator<Item = &'a str> + Clone) -> bool {
        let writes = |name: &str| match self {
            NamePage::Unicode => true,
            NamePage::ShiftJis => shift_jis(name).is_some(),
            NamePage::Dos => dos(name).is_some(),
        };
        names.clone().all(writes) && names.clone().any(|name| !name.is_ascii())
    }
}

/// A zip archive of these files.
pub(super) fn zip(files: &[File], page: NamePage) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let name = page.encode(path);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).name(&name);
        writer.start_file_with_options(options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Puts the files of the folder `top` into a container. `table` is the path of the table.
pub(super) fn pack(
    container: Container,
    top: &str,
    files: &[File],
    table: &str,
    page: NamePage,
    random: &mut Random,
) -> Chosen {
    let below = |folder: &str, (path, bytes): &File| -> File { (format!("{folder}/{path}"), bytes.clone()) };
    match container {
        Container::Folder => {
            Chosen { files: files.iter().map(|file| below(top, file)).collect(), ..Chosen::default() }
        }
        Container::Zip { top: with_top } => {
            let mut inside: Vec<File> =
                if with_top { files.iter().map(|file| below(top, file)).collect() } else { files.to_vec() };
            if random.one_in(3) {
                // What a Mac adds.
                let forks: Vec<File> = inside
                    .iter()
                    .filter(|(path, _)| path.is_ascii())
                    .map(|(path, _)| {
                        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
                        (format!("__MACOSX/{folder}/._{name}"), b"fork".to_vec())
                    })
                    .collect();
                inside.extend(forks);
                inside.push((".DS_Store".to_owned(), b"Bud1".to_vec()));
            }
            let archives = vec![("houses.zip".to_owned(), zip(&inside, page))];
            Chosen { archives, single: true, ..Chosen::default() }
        }
        Container::TwoZips { top: with_top } => {
            let mut parts = [Vec::new(), Vec::new()];
            for file in files {
                let file = if with_top { below(top, file) } else { file.clone() };
                parts[random.below(2)].push(file);
            }
            let name = |number: usize| format!("drive-download-20240611T081500Z-{number:03}.zip");
            let archives = (1..).zip(&parts).filter(|(_, part)| !part.is_empty());
            let archives = archives.map(|(number, part)| (name(number), zip(part, page))).collect();
            Chosen { archives, ..Chosen::default() }
        }
        Container::ZipBeside { top: with_top } => {
            let (beside, inside): (Vec<&File>, Vec<&File>) =
                files.iter().partition(|(path, _)| path == table);
            let inside: Vec<File> = inside
                .into_iter()
                .map(|file| if with_top { below("all", file) } else { file.clone() })
                .collect();
            Chosen {
                files: beside.into_iter().map(|file| below(top, file)).collect(),
                archives: vec![(format!("{top}/photos.zip"), zip(&inside, page))],
                single: false,
            }
        }
    }
}

impl Chosen {
    /// The files, with those in archives.
    pub(super) fn open(&self) -> Result<MemorySource, ArchiveError> {
        let mut source = MemorySource::default();
        let mut listed = ListedFiles::default();
        for (path, bytes) in &self.files {
            listed.insert(path.as_str(), bytes.len() as u64);
            source.insert(path.as_str(), bytes.clone());
        }
        for (path, archive) in &self.archives {
            let mut entries = list_archive(Cursor::new(archive))?;
            if !self.single {
                mount_archive(path, &mut entries, &mut listed);
            }
            for entry in entries {
                let content = unpack(&entry, &archive[entry.start as usize..entry.end as usize])?;
                source.insert(entry.path, content);
            }
        }
        Ok(source)
    }
}
