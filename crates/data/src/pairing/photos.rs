//! The photos among the files, with what their paths say.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::names::{CopyMark, Name, copy_mark, fold_name};
use crate::paths::{SPREADSHEET_EXTENSIONS, has_extension, is_houses_info, photo_stem, split_path};

/// Extensions of texts that are tables.
const TABLES: [&str; 4] = ["csv", "tsv", "jsonl", "ndjson"];

/// Deepest folder above a photo that may be a house, counted from the photo.
const MAX_DEPTH: usize = 6;
/// Highest number in brackets that is still the mark of a copy, if there are no higher ones.
const MAX_COPIES: usize = 5;
/// As many names, each with several numbers in brackets, are rooms: `kitchen (1)`, `kitchen (2)`.
const MAX_ROOMS: usize = 9;

/// The photos of a folder or archive.
pub(crate) struct Photos<'a> {
    paths: &'a [String],
    /// Length of the folder that all photos and the table share; its name is never a house's.
    root: usize,
    /// Indices in `paths` of the photos that are no copies of others, in order.
    pub(crate) indices: Vec<usize>,
    /// Indices in `paths` of copies: `17_front (1).jpg` beside `17_front.jpg`.
    pub(super) copies: Vec<usize>,
    /// Indices in `paths` of photos that belong to another table.
    pub(super) foreign: Vec<usize>,
    table_position: usize,
    /// Whether ` (1)` is the mark of a copy. It is not if all files are numbered that way, as Windows renames many.
    brackets_are_marks: bool,
    /// Number of marked photos by path without ending and mark, where the path without the mark does not exist.
    marked: HashMap<String, usize>,
}

/// What a photo's path says.
#[derive(Clone, Debug, Default)]
pub(super) struct Photo {
    /// The file's name without ending and mark of a copy.
    pub(super) stem: Name,
    /// The folders above it, from the inside out, without the root.
    pub(super) folders: Vec<Name>,
    /// The number in brackets, where it tells photos apart.
    pub(super) number: Option<u32>,
}

impl Photo {
    /// The file's name for 0, the k-th folder above it for k, the k-th folder from the top for -k.
    pub(super) fn part(&self, part: i8) -> Option<&Name> {
        if part == 0 { Some(&self.stem) } else { self.folders.get(self.folder_index(part)?) }
    }

    /// The index in `folders` of a part; `None` for the file's name, or if there is no such folder.
    pub(super) fn folder_index(&self, part: i8) -> Option<usize> {
        let steps = usize::from(part.unsigned_abs());
        match part {
            0 => None,
            1.. => Some(steps - 1).filter(|&index| index < self.folders.len()),
            _ => self.folders.len().checked_sub(steps),
        }
    }
}

/// The name of a table without its ending.
pub(super) fn table_stem(path: &str) -> &str {
    let name = split_path(path).1;
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// The beginning of the paths of files in a folder below another one, in lower case.
fn subfolder(folder: &str, name: &str) -> String {
    if folder.is_empty() { format!("{name}/") } else { format!("{folder}/{name}/") }.to_lowercase()
}

/// Whether a folder is another one or below it.
fn is_below(folder: &str, other: &str) -> bool {
    other.is_empty()
        || folder.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a photo's name ends with a number in brackets.
fn has_brackets(path: &str) -> bool {
    let stem = photo_stem(split_path(path).1).unwrap_or_default();
    let number = stem.strip_suffix(')').and_then(|stem| stem.rsplit_once('('));
    number.is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The path without ending and mark, as a key.
fn plain_path(folder: &str, plain: &str) -> String {
    format!("{folder}/{plain}")
}

impl<'a> Photos<'a> {
    pub(crate) fn new(paths: &'a [String], table_position: usize) -> Self {
        let mut photos = Photos {
            paths,
            root: 0,
            indices: Vec::new(),
            copies: Vec::new(),
            foreign: Vec::new(),
            table_position,
            brackets_are_marks: false,
            marked: HashMap::new(),
        };
        let mut marks: Vec<(usize, CopyMark)> = Vec::new();
        for (index, path) in paths.iter().enumerate() {
            let Some(stem) = photo_stem(split_path(path).1) else { continue };
            photos.indices.push(index);
            marks.extend(copy_mark(stem).map(|mark| (index, mark)));
        }
        photos.leave_to_other_tables();
        photos.root = common_root(
            photos
                .indices
                .iter()
                .chain(&photos.foreign)
                .chain([&table_position])
                .filter_map(|&index| paths.get(index)),
        );
        if !marks.is_empty() {
            photos.sort_out_copies(marks);
        }
        photos
    }

    /// The name of the table without its ending, in the form of names.
    pub(super) fn table_name(&self) -> String {
        fold_name(table_stem(self.path(self.table_position)))
    }

    /// Whether there are other tables, which may be the list of photos that this one does not have.
    pub(super) fn has_other_tables(&self) -> bool {
        let is_table =
            |path: &str| has_extension(path, &TABLES) || has_extension(path, &SPREADSHEET_EXTENSIONS);
        let own = self.table_position;
        self.paths.iter().enumerate().any(|(index, path)| index != own && is_table(split_path(path).1))
    }

    /// Leaves out the photos of other tables: those below a table in a folder beside, and those in a folder that is
    /// called like another table, if there is one that is called like this one.
    fn leave_to_other_tables(&mut self) {
        let own = self.path(self.table_position);
        if own.is_empty() || is_houses_info(own) {
            return;
        }
        let (own_folder, _) = split_path(own);
        let mut others: BTreeSet<String> = BTreeSet::new();
        let mut beside = false;
        for path in self.paths {
            let (folder, name) = split_path(path);
            if path == own || !(has_extension(name, &TABLES) || has_extension(name, &SPREADSHEET_EXTENSIONS))
            {
                continue;
            }
            if folder == own_folder {
                others.insert(subfolder(folder, table_stem(path)));
            } else if !is_below(folder, own_folder) && !is_below(own_folder, folder) {
                others.insert(format!("{folder}/").to_lowercase());
                beside = true;
            }
        }
        if others.is_empty() {
            return;
        }
        let own_parts = [subfolder(own_folder, table_stem(own)), format!("{own_folder}/").to_lowercase()];
        let own_parts = if beside { &own_parts[..] } else { &own_parts[..1] };
        let is_in =
            |index: &usize, folder: &String| self.path(*index).to_lowercase().starts_with(folder.as_str());
        let is_own = |index: &usize| own_parts.iter().any(|folder| is_in(index, folder));
        if !self.indices.iter().any(is_own) {
            return;
        }
        let is_foreign = |index: &usize| !is_own(index) && others.iter().any(|folder| is_in(index, folder));
        let (foreign, indices) = self.indices.iter().partition(|index| is_foreign(index));
        (self.foreign, self.indices) = (foreign, indices);
    }

    fn sort_out_copies(&mut self, marks: Vec<(usize, CopyMark)>) {
        let in_brackets: BTreeSet<u32> =
            marks.iter().map(|(_, mark)| mark.number).filter(|&number| number > 0).collect();
        let bracketed = self.indices.iter().filter(|&&index| has_brackets(self.path(index))).count();
        self.brackets_are_marks = 10 * bracketed < 9 * self.indices.len() && in_brackets.len() <= MAX_COPIES;
        let existing: HashSet<String> = self
            .indices
            .iter()
            .filter_map(|&index| {
                let (folder, name) = split_path(&self.paths[index]);
                Some(plain_path(folder, &super::names::fold(photo_stem(name)?)))
            })
            .collect();
        let mut numbers: HashMap<String, BTreeSet<u32>> = HashMap::new();
        for (index, mark) in marks.iter().filter(|(_, mark)| mark.number > 0) {
            let plain = plain_path(split_path(self.path(*index)).0, &mark.plain);
            numbers.entry(plain).or_default().insert(mark.number);
        }
        // Nobody has three copies of a room and not the first one.
        let is_room =
            |(plain, numbers): (&String, &BTreeSet<u32>)| numbers.len() > 2 && !existing.contains(plain);
        self.brackets_are_marks &= numbers.len() > MAX_ROOMS || !numbers.iter().any(is_room);
        let mut copies = BTreeSet::new();
        for (index, mark) in marks {
            if !self.is_mark(&mark) {
                continue;
            }
            let folder = split_path(&self.paths[index]).0;
            let plain = plain_path(folder, &mark.plain);
            let first =
                || existing.contains(&format!("{plain} (1)")) || existing.contains(&format!("{plain}(1)"));
            if existing.contains(&plain) && (mark.number <= 1 || first()) {
                copies.insert(index);
            } else {
                let others = self.marked.entry(plain).or_default();
                *others += 1;
            }
        }
        self.indices.retain(|index| !copies.contains(index));
        self.copies = copies.into_iter().collect();
    }

    /// Whether a mark is that of a copy. `front (17) (1)` is a copy of `front (17)` even if brackets number the houses.
    fn is_mark(&self, mark: &CopyMark) -> bool {
        mark.number == 0 || self.brackets_are_marks || copy_mark(&mark.plain).is_some()
    }

    /// Number of photos that are no copies.
    pub(super) fn len(&self) -> usize {
        self.indices.len()
    }

    /// The path of a photo.
    pub(crate) fn path(&self, index: usize) -> &'a str {
        self.paths.get(index).map_or("", String::as_str)
    }

    /// The folder of a photo, without the root.
    pub(crate) fn folder(&self, index: usize) -> &'a str {
        let folder = split_path(self.path(index)).0;
        folder.get(self.root..).unwrap_or_default().trim_start_matches('/')
    }

    /// Visits the photos with these indices.
    pub(super) fn visit(&self, indices: impl Iterator<Item = usize>, mut visit: impl FnMut(usize, &Photo)) {
        let mut photo = Photo::default();
        let mut last_folder: Option<&str> = None;
        for index in indices {
            let folder = self.folder(index);
            // Photos of a folder are usually listed one after another.
            if last_folder != Some(folder) {
                photo.folders = folder
                    .rsplit('/')
                    .filter(|component| !component.is_empty())
                    .take(MAX_DEPTH)
                    .map(Name::new)
                    .collect();
                last_folder = Some(folder);
            }
            let stem = photo_stem(split_path(self.path(index)).1).unwrap_or_default();
            (photo.stem, photo.number) = self.stem(index, stem);
            visit(index, &photo);
        }
    }

    fn stem(&self, index: usize, stem: &str) -> (Name, Option<u32>) {
        let mark = if self.marked.is_empty() { None } else { copy_mark(stem) };
        let mark = mark.filter(|mark| self.is_mark(mark));
        if let Some(mark) = mark {
            let plain = plain_path(split_path(self.path(index)).0, &mark.plain);
            if let Some(&others) = self.marked.get(&plain) {
                let number = (others > 1 || mark.number > 1).then_some(mark.number).filter(|&n| n > 0);
                return (Name::new(&mark.plain), number);
            }
        }
        (Name::new(stem), None)
    }
}

/// Length of the first component of all paths, if they share it; otherwise 0.
fn common_root<'a>(mut paths: impl Iterator<Item = &'a String>) -> usize {
    let Some((root, _)) = paths.next().and_then(|path| path.split_once('/')) else { return 0 };
    let shared = paths.all(|path| path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/')));
    if shared { root.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(paths: &[&str]) -> (Vec<(String, Option<u32>)>, Vec<usize>) {
        let paths: Vec<String> = paths.iter().map(|&path| path.to_owned()).collect();
        let photos = Photos::new(&paths, 0);
        let mut stems = Vec::new();
        photos.visit(photos.indices.iter().copied(), |_, photo| {
            stems.push((photo.stem.text.clone(), photo.number))
        });
        (stems, photos.copies)
    }

    #[test]
    fn the_shared_folder_is_left_out() {
        let paths: Vec<String> = ["2024/t.csv", "2024/a/b/1.jpg", "2024/2.jpg"].map(str::to_owned).into();
        let photos = Photos::new(&paths, 0);
        let mut folders = Vec::new();
        photos.visit(photos.indices.iter().copied(), |_, photo| {
            folders.push(photo.folders.iter().map(|name| name.text.clone()).collect::<Vec<_>>());
        });
        assert_eq!(folders, [vec!["b", "a"], vec![]]);
        let paths: Vec<String> = ["t.csv", "1.jpg", "x/2.jpg"].map(str::to_owned).into();
        assert_eq!(Photos::new(&paths, 0).folder(2), "x");
    }

    #[test]
    fn a_second_download_is_a_copy() {
        let (found, copies) =
            stems(&["f/t", "f/3_a.jpg", "f/3_a (1).jpg", "f/4_a (1).jpg", "f/5_a.jpg", "f/6_a.jpg"]);
        assert_eq!(
            found.iter().map(|(stem, _)| stem.as_str()).collect::<Vec<_>>(),
            ["3_a", "4_a", "5_a", "6_a"]
        );
        assert_eq!(copies, [2]);
    }

    #[test]
    fn two_marked_photos_without_a_plain_one_are_two_photos() {
        let (found, copies) = stems(&["f/t", "f/3_a (1).jpg", "f/3_a (2).jpg", "f/4_a.jpg", "f/5_a.jpg"]);
        assert_eq!(found[..2], [("3_a".to_owned(), Some(1)), ("3_a".to_owned(), Some(2))]);
        assert!(copies.is_empty());
    }

    #[test]
    fn numbers_in_brackets_of_all_files_are_no_marks() {
        let paths: Vec<String> = (1..=9).map(|k| format!("f/kitchen ({k}).jpg")).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).chain(["f/kitchen (3) (1).jpg"]).collect();
        let (found, copies) = stems(&paths);
        assert_eq!(found[8].0, "kitchen (9)");
        assert_eq!(copies, [9]);
        let few = stems(&["f/a (0).jpg", "f/a (1).jpg", "f/a (2).jpg", "f/a (4).jpg", "f/map.jpg"]).0;
        assert_eq!(few[2].0, "a (2)", "of few houses");
    }
}
