//! Places an archive's files among other files: an archive may lie in the chosen folder beside the price list, or be one
//! of several that together are a folder.

use std::collections::HashMap;

use super::{ArchiveEntry, is_archive};
use crate::paths::split_path;

/// The files that are listed so far, by path, to place archives among them.
#[derive(Clone, Debug, Default)]
pub struct ListedFiles {
    contents: HashMap<String, Content>,
    /// Where the parts of a download lie, by its name without the parts' numbers.
    downloads: HashMap<String, String>,
}

/// What tells contents apart without reading them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Content {
    /// Size in bytes.
    size: u64,
    /// CRC-32, known of files in archives.
    crc: Option<u32>,
}

impl Content {
    fn of(entry: &ArchiveEntry) -> Self {
        Content { size: entry.size, crc: Some(entry.crc) }
    }

    /// Whether both may be the same: equal sizes and, as far as both are known, equal checksums.
    fn matches(self, other: Content) -> bool {
        self.size == other.size && (self.crc.is_none() || other.crc.is_none() || self.crc == other.crc)
    }
}

impl ListedFiles {
    /// Adds a file of `size` bytes that is in no archive.
    pub fn insert(&mut self, path: impl Into<String>, size: u64) {
        self.contents.insert(path.into(), Content { size, crc: None });
    }

    /// Whether there is a file at this path.
    pub fn contains(&self, path: &str) -> bool {
        self.contents.contains_key(path)
    }

    /// Whether the file is listed at this path with the same content.
    fn has(&self, path: &str, entry: &ArchiveEntry) -> bool {
        self.contents.get(path).is_some_and(|content| content.matches(Content::of(entry)))
    }

    /// Whether the file is listed at this path, with the same size, and in no archive.
    fn has_unpacked(&self, path: &str, entry: &ArchiveEntry) -> bool {
        self.contents.get(path).is_some_and(|content| content.crc.is_none() && content.size == entry.size)
    }

    /// Whether another file is listed at this path.
    fn is_taken(&self, path: &str, entry: &ArchiveEntry) -> bool {
        self.contents.get(path).is_some_and(|content| !content.matches(Content::of(entry)))
    }
}

/// Places the files of the archive at `archive_path`, as [`super::list_archive`] lists them, among the `listed` ones:
/// changes their paths, removes those that are there already, and adds the others to `listed`.
///
/// The files come where the archive is: those of `set/photos.zip` to `set/photos/1.jpg`, whether or not the archive
/// itself has the folder `photos`. The parts of a download, as in `houses-001.zip` and `houses-002.zip`, come into one
/// folder: where the first of them is. If that would put a file in another's place, they come into a folder with the archive's full name.
///
/// An archive whose files lie unpacked beside it is left out: what is unpacked may have been corrected since.
pub fn mount_archive(archive_path: &str, entries: &mut Vec<ArchiveEntry>, listed: &mut ListedFiles) {
    let (folder, name) = split_path(archive_path);
    let stem = if is_archive(name) { name.rsplit_once('.').map_or(name, |(stem, _)| stem) } else { name };
    let own = join(folder, stem);
    // Unpacked where it lies, or into a folder of its own name. The date of its table may differ, but not most photos.
    for base in [folder, &own] {
        let there = entries.iter().filter(|entry| listed.has(&join(base, &entry.path), entry)).count();
        let unpacked =
            entries.iter().filter(|entry| listed.has_unpacked(&join(base, &entry.path), entry)).count();
        if unpacked > 0 && 2 * there >= entries.len() {
            entries.clear();
            return;
        }
    }
    let set = join(folder, set_name(stem));
    let is_part = set_name(stem) != stem;
    // A part may happen to have one folder only, and the next one files beside it.
    let beside = listed.downloads.get(&set).filter(|_| is_part).cloned();
    let near = if top_folder(entries).is_some() { folder.to_owned() } else { set.clone() };
    let fits = |base: &str| !entries.iter().any(|entry| listed.is_taken(&join(base, &entry.path), entry));
    let numbered = (2..).map(|number| format!("{own} ({number})"));
    let mut bases = beside.into_iter().chain([near, own.clone()]).chain(numbered);
    let base = bases.find(|base| fits(base)).unwrap_or(own);
    if is_part {
        listed.downloads.entry(set).or_insert_with(|| base.clone());
    }
    entries.retain_mut(|entry| {
        let path = join(&base, &entry.path);
        if listed.contains(&path) {
            return false;
        }
        listed.contents.insert(path.clone(), Content::of(entry));
        entry.path = path;
        true
    });
}

/// The path of a file or folder in a folder; the folder may be empty.
fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// The folder that contains all entries.
fn top_folder(entries: &[ArchiveEntry]) -> Option<&str> {
    let mut tops = entries.iter().map(|entry| entry.path.split_once('/').map(|(top, _)| top));
    let first = tops.next()??;
    tops.all(|top| top == Some(first)).then_some(first)
}

/// The name of the set that an archive is a part of: without the number of the part that Google (`-001`) and Apple
/// (` Part 1 of 2`) add.
fn set_name(stem: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let google = stem.rsplit_once('-').filter(|(_, part)| part.len() == 3 && is_number(part));
    let apple = stem.rsplit_once(" Part ").filter(|(_, part)| {
        part.split_once(" of ").is_some_and(|(number, count)| is_number(number) && is_number(count))
    });
    google.or(apple).map(|(name, _)| name).filter(|name| !name.is_empty()).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(paths: &[&str]) -> Vec<ArchiveEntry> {
        let sum = |path: &&str| path.bytes().map(u32::from).sum::<u32>();
        let entry = |path: &&str| ArchiveEntry {
            path: (*path).to_owned(),
            start: 0,
            end: 0,
            packed: 1,
            size: u64::from(sum(path)),
            crc: sum(path),
            deflated: false,
        };
        paths.iter().map(entry).collect()
    }

    fn mounted(archive: &str, paths: &[&str], listed: &mut ListedFiles) -> Vec<String> {
        let mut entries = entries(paths);
        mount_archive(archive, &mut entries, listed);
        entries.into_iter().map(|entry| entry.path).collect()
    }

    /// Files on disk of these sizes.
    fn files(paths: &[(&str, u64)]) -> ListedFiles {
        let mut listed = ListedFiles::default();
        for (path, size) in paths {
            listed.insert(*path, *size);
        }
        listed
    }

    #[test]
    fn files_come_where_the_archive_is() {
        let mut listed = files(&[("set/prices.csv", 9)]);
        assert_eq!(
            mounted("set/photos.zip", &["photos/1.jpg", "photos/2.jpg"], &mut listed),
            ["set/photos/1.jpg", "set/photos/2.jpg"]
        );
        assert_eq!(
            mounted("set/more.zip", &["1.jpg", "a/2.jpg"], &mut listed),
            ["set/more/1.jpg", "set/more/a/2.jpg"]
        );
        assert_eq!(mounted("photos.zip", &["1.jpg"], &mut ListedFiles::default()), ["photos/1.jpg"]);
        assert_eq!(mounted("photos.zip", &["houses/1.jpg"], &mut ListedFiles::default()), ["houses/1.jpg"]);
        assert!(listed.contains("set/photos/1.jpg") && !listed.contains("photos/1.jpg"));
    }

    #[test]
    fn parts_of_a_download_become_one_folder() {
        let mut listed = ListedFiles::default();
        assert_eq!(mounted("drive-001.zip", &["houses/1.jpg"], &mut listed), ["houses/1.jpg"]);
        // A file that both have is listed once.
        assert_eq!(
            mounted("drive-002.zip", &["houses/1.jpg", "houses/2.jpg"], &mut listed),
            ["houses/2.jpg"]
        );
        // Without a common folder.
        assert_eq!(mounted("d/x-001.zip", &["1.jpg"], &mut listed), ["d/x/1.jpg"]);
        assert_eq!(mounted("d/x-002.zip", &["2.jpg", "t.csv"], &mut listed), ["d/x/2.jpg", "d/x/t.csv"]);
        assert_eq!(mounted("d/y Part 2 of 3.zip", &["5.jpg"], &mut listed), ["d/y/5.jpg"]);
        // A part of which all lies in one folder.
        assert_eq!(mounted("z-001.zip", &["t.csv", "p/1.jpg"], &mut listed), ["z/t.csv", "z/p/1.jpg"]);
        assert_eq!(mounted("z-002.zip", &["p/2.jpg"], &mut listed), ["z/p/2.jpg"]);
        assert_eq!(mounted("w-001.zip", &["p/1.jpg"], &mut listed), ["p/1.jpg"]);
        assert_eq!(mounted("w-002.zip", &["w.csv", "p/3.jpg"], &mut listed), ["w.csv", "p/3.jpg"]);
        for (stem, name) in
            [("a-01", "a-01"), ("-001", "-001"), ("a-0011", "a-0011"), ("a Part b of 2", "a Part b of 2")]
        {
            assert_eq!(set_name(stem), name);
        }
    }

    #[test]
    fn no_file_takes_the_place_of_another() {
        let mut listed = files(&[("photos/1.jpg", 5)]);
        let both = ["photos/1.jpg", "photos/2.jpg"];
        assert_eq!(mounted("photos.zip", &both, &mut listed), ["photos/photos/1.jpg", "photos/photos/2.jpg"]);
        assert_eq!(mounted("kitchen-001.zip", &["1.jpg"], &mut listed), ["kitchen/1.jpg"]);
        let mut other = entries(&["1.jpg"]);
        other[0].crc += 1;
        mount_archive("kitchen-002.zip", &mut other, &mut listed);
        assert_eq!(other[0].path, "kitchen-002/1.jpg");
        let mut third = entries(&["1.jpg"]);
        third[0].crc += 2;
        mount_archive("kitchen-002.zip", &mut third, &mut listed);
        assert_eq!(third[0].path, "kitchen-002 (2)/1.jpg");
    }

    #[test]
    fn an_archive_that_lies_unpacked_beside_itself_is_left_out() {
        let sizes = |base: &str, paths: &[&str]| {
            let mut listed = ListedFiles::default();
            for entry in entries(paths) {
                listed.insert(join(base, &entry.path), entry.size);
            }
            listed
        };
        let inside = ["h/1.jpg", "h/2.jpg", "h/3.jpg", "h/prices.csv"];
        for base in ["set", "set/photos"] {
            let mut listed = sizes(base, &inside);
            assert!(mounted("set/photos.zip", &inside, &mut listed).is_empty(), "{base}");
            // The table was corrected.
            listed.insert(join(base, "h/prices.csv"), 1);
            assert!(mounted("set/photos.zip", &inside, &mut listed).is_empty(), "{base}");
        }
        // Other files of the same names are no unpacked ones.
        let mut listed = files(&[("set/h/1.jpg", 1), ("set/h/2.jpg", 2)]);
        assert_eq!(mounted("set/photos.zip", &inside, &mut listed)[0], "set/photos/h/1.jpg");
    }
}
