//! Finds files by the names that a table gives.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::names::{fold, fold_name};
use super::photos::table_stem;
use super::trees::is_version;
use crate::paths::{is_photo, photo_stem, split_path};

/// Looks up files by the names given in a table. A name may be an address or a path with either kind of slash, counted
/// from the table's folder or from anywhere. Case and the form of composed letters are ignored unless an exact match
/// exists.
pub(crate) struct FileLookup<'a> {
    paths: &'a [String],
    folder: &'a str,
    /// The table's name without its ending, in the form of names.
    table: String,
    exact: OnceCell<HashMap<&'a str, usize>>,
    /// All files by [`suffix_key`].
    by_suffix: OnceCell<SuffixList>,
    /// The photos by [`suffix_key`] of their paths without endings.
    by_stem: OnceCell<SuffixList>,
}

/// Keys and indices, sorted, so that paths with the same ending are adjacent.
type SuffixList = Vec<(Vec<u8>, usize)>;

/// What a name in a table refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// No file.
    Missing,
    /// Several files, none of which fits better than the others.
    Ambiguous,
    /// The file with this index.
    File(usize),
}

impl Lookup {
    /// The file's index.
    pub(crate) fn file(self) -> Option<usize> {
        match self {
            Lookup::File(index) => Some(index),
            _ => None,
        }
    }
}

/// Most folders of a name that are compared.
const MAX_FOLDERS: usize = 16;

impl<'a> FileLookup<'a> {
    pub(crate) fn new(paths: &'a [String], table_position: usize) -> Self {
        FileLookup {
            paths,
            folder: paths.get(table_position).map_or("", |table| split_path(table).0),
            table: paths.get(table_position).map_or_else(String::new, |table| fold_name(table_stem(table))),
            exact: OnceCell::new(),
            by_suffix: OnceCell::new(),
            by_stem: OnceCell::new(),
        }
    }

    /// The path of a file.
    pub(crate) fn path(&self, file: usize) -> &'a str {
        self.paths.get(file).map_or("", String::as_str)
    }

    /// The file that `named` refers to.
    pub(crate) fn find(&self, named: &str) -> Lookup {
        let as_written = self.find_path(&named.replace('\\', "/"));
        if as_written != Lookup::Missing {
            return as_written;
        }
        // An address, or a name as it stands in one.
        let bare = named.split(['?', '#']).next().unwrap_or_default();
        let bare = bare.split_once("://").map_or(bare, |(_, rest)| rest);
        let decoded = percent_decoded(bare).replace('\\', "/");
        let in_path = if decoded == named { Lookup::Missing } else { self.find_path(&decoded) };
        if in_path != Lookup::Missing {
            return in_path;
        }
        // A path in the query: `/data/local-files/?d=images/house%205.jpg` (Label Studio).
        let query = named.split_once('?').map_or("", |(_, query)| query);
        let values = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(_, value)| value);
        values
            .map(|value| percent_decoded(value).replace('\\', "/"))
            .filter(|value| is_photo(value))
            .map(|value| self.find_path(&value))
            .find(|found| *found != Lookup::Missing)
            .unwrap_or(Lookup::Missing)
    }

    /// Of several files with one name: the only one that is not in a folder of small pictures or of other versions, or the
    /// only one in a folder that is called like the table.
    fn preferred(&self, files: &[usize]) -> Lookup {
        // Folders above all of them say nothing.
        let shared = files.iter().map(|&file| split_path(self.path(file)).0).reduce(common_folders);
        let shared = shared.map_or(0, str::len);
        let below = |file: usize| self.path(file).get(shared..).unwrap_or_default();
        let only = |is_left_out: &dyn Fn(&str) -> bool| {
            let mut kept = files.iter().filter(|&&file| !is_left_out(below(file)));
            kept.next().filter(|_| kept.next().is_none()).map(|&file| Lookup::File(file))
        };
        let is_of_version =
            |path: &str| split_path(path).0.split('/').any(|folder| is_version(&fold_name(folder)));
        let is_of_other =
            |path: &str| !split_path(path).0.split('/').any(|folder| fold_name(folder) == self.table);
        only(&is_thumbnail)
            .or_else(|| only(&is_of_version))
            .or_else(|| only(&is_of_other))
            .unwrap_or(Lookup::Ambiguous)
    }

    fn find_path(&self, named: &str) -> Lookup {
        let mut components: Vec<&str> =
            if named.starts_with('/') { Vec::new() } else { self.folder.split('/').collect() };
        for component in named.split('/') {
            match component {
                "" | "." => {}
                ".." => drop(components.pop()),
                component => components.push(component),
            }
        }
        components.retain(|component| !component.is_empty());
        let full = components.join("/");
        let exact = self.exact.get_or_init(|| {
            self.paths.iter().enumerate().map(|(index, path)| (path.as_str(), index)).collect()
        });
        if let Some(index) = exact.get(full.as_str()) {
            return Lookup::File(*index);
        }
        let full = fold(&full);
        let named = fold(named);
        let components = || named.split('/').filter(|component| !matches!(*component, "" | "." | ".."));
        let Some(name) = components().next_back() else { return Lookup::Missing };
        let by_suffix = self.by_suffix.get_or_init(|| {
            suffix_list(self.paths.iter().enumerate().map(|(index, path)| (path.as_str(), index)))
        });
        let found = self.closest(by_suffix, &full, components());
        if found != Lookup::Missing {
            return found;
        }
        // Without ending, or with another one: only a photo can be meant.
        let cut = |path: &str| {
            if is_photo(name) {
                path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned()
            } else {
                path.to_owned()
            }
        };
        let by_stem = self.by_stem.get_or_init(|| {
            let photos = self.paths.iter().enumerate().filter_map(|(index, path)| {
                let stem = without_suffix(photo_stem(split_path(path).1)?);
                Some((path.get(..path.len() - split_path(path).1.len() + stem.len())?, index))
            });
            suffix_list(photos)
        });
        let named = cut(&named);
        let components = named.split('/').filter(|component| !matches!(*component, "" | "." | ".."));
        self.closest(by_stem, &cut(&full), components)
    }
}

/// The folders, from the outside in, that two paths of folders have in common.
fn common_folders<'p>(a: &'p str, b: &str) -> &'p str {
    let same = a.split('/').zip(b.split('/')).take_while(|(one, other)| one == other);
    let length: usize = same.map(|(folder, _)| folder.len() + 1).sum();
    a.get(..length.min(a.len())).unwrap_or_default()
}

fn suffix_list<'a>(paths: impl Iterator<Item = (&'a str, usize)>) -> SuffixList {
    let mut list: SuffixList = paths.map(|(path, index)| (suffix_key(&fold(path)), index)).collect();
    list.sort();
    list
}

/// Sort key that turns common suffixes into common prefixes: the folded path, preceded by a slash, its bytes reversed.
fn suffix_key(path: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = path.bytes().rev().collect();
    bytes.push(b'/');
    bytes
}

/// Most files of one name that are compared.
const MAX_SAME: usize = 64;

impl FileLookup<'_> {
    /// The file whose path is `full`; otherwise the one that shares most components with the end of a name.
    fn closest<'n>(
        &self,
        list: &SuffixList,
        full: &str,
        components: impl DoubleEndedIterator<Item = &'n str>,
    ) -> Lookup {
        // Keys that begin with this one are adjacent, from the first that is not less.
        let from = |key: &[u8]| {
            list.get(list.partition_point(|(path, _)| path.as_slice() < key)..).unwrap_or_default()
        };
        let full = suffix_key(full);
        match from(&full) {
            [(a, _), (b, _), ..] if *a == full && *b == full => return Lookup::Ambiguous,
            [(a, index), ..] if *a == full => return Lookup::File(*index),
            _ => {}
        }
        let mut key: Vec<u8> = Vec::new();
        let mut best = Lookup::Missing;
        for component in components.rev().take(MAX_FOLDERS) {
            key.extend(suffix_key(component));
            let same = from(&key);
            match same {
                [(a, _), (b, _), ..] if a.starts_with(&key) && b.starts_with(&key) => {
                    let mut all = same.iter().take_while(|(path, _)| path.starts_with(&key));
                    let few: Vec<usize> = all.by_ref().take(MAX_SAME).map(|(_, file)| *file).collect();
                    best = match all.next() {
                        None => self.preferred(&few),
                        Some(_) => Lookup::Ambiguous,
                    };
                }
                [(a, index), ..] if a.starts_with(&key) => return Lookup::File(*index),
                _ => return best,
            }
        }
        best
    }
}

/// Words in names of folders with small pictures of the same photos.
const SMALL: [&str; 8] =
    ["thumb", "thumbs", "thumbnail", "thumbnails", "small", "mini", "preview", "previews"];

/// Whether a file is in a folder of small pictures.
pub(super) fn is_thumbnail(path: &str) -> bool {
    split_path(path).0.split('/').any(|folder| {
        folder
            .split(|letter: char| !letter.is_alphabetic())
            .any(|word| SMALL.iter().any(|small| word.eq_ignore_ascii_case(small)))
    })
}

/// A photo's name without what Roboflow adds to it: `house-5_jpg.rf.<hash>`.
fn without_suffix(stem: &str) -> &str {
    let Some((before, hash)) = stem.rsplit_once(".rf.") else { return stem };
    if hash.len() < 16 || !hash.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return stem;
    }
    before.rsplit_once('_').map_or(before, |(name, _)| name)
}

/// Replaces `%20` and the like by what they stand for, if that is text.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut position = 0;
    while let Some(&byte) = bytes.get(position) {
        let digit =
            |offset: usize| bytes.get(position + offset).and_then(|&byte| char::from(byte).to_digit(16));
        match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((16 * high + low) as u8);
                position += 3;
            }
            _ => {
                decoded.push(byte);
                position += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The file names in a cell: a list in Python's or JSON's form, or names separated by `;`, `|` or line breaks, or by
/// commas or spaces if that gives names of files.
pub(crate) fn file_names(cell: &str, files: &FileLookup<'_>) -> Vec<String> {
    let bare = without_addresses(cell.trim());
    let cell = bare.trim();
    if cell.is_empty() {
        return Vec::new();
    }
    if let Some(list) = list_items(cell) {
        return list;
    }
    if has_whole_name(cell, &[';', '|', '\n'], files) {
        return comma_list(cell, files).unwrap_or_else(|| vec![cell.to_owned()]);
    }
    let mut names = Vec::new();
    for piece in cell.split([';', '|', '\n', '\r']).map(unquoted).filter(|piece| !piece.is_empty()) {
        match comma_list(&piece, files) {
            Some(pieces) => names.extend(pieces),
            None => names.push(piece),
        }
    }
    names
}

/// A cell without the addresses that Airtable puts in brackets behind the names: `a.jpg (https://…), b.jpg (https://…)`.
fn without_addresses(cell: &str) -> Cow<'_, str> {
    if !cell.contains("(http") {
        return Cow::Borrowed(cell);
    }
    let mut bare = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some((name, address)) = rest.split_once("(http") {
        // Without a name before it, the address is all there is.
        if !looks_like_photo(name.trim()) {
            return Cow::Borrowed(cell);
        }
        bare.push_str(name.trim_end());
        rest = address.split_once(')').map_or("", |(_, rest)| rest);
    }
    bare.push_str(rest);
    Cow::Owned(bare)
}

fn unquoted(name: &str) -> String {
    name.trim().trim_matches(['"', '\'', '[', ']']).trim().to_owned()
}

/// The names in a text that are separated by commas or spaces, if all are names of photos or files, and there is no file
/// whose name is the whole text.
fn comma_list(text: &str, files: &FileLookup<'_>) -> Option<Vec<String>> {
    let separators: [&[char]; 2] = [&[','], &[',', ' ', '\t']];
    separators.into_iter().find_map(|separators| {
        let names: Vec<String> =
            text.split(separators).map(unquoted).filter(|name| !name.is_empty()).collect();
        let is_list = names.len() > 1
            && names.iter().all(|name| looks_like_photo(name) || files.find(name) != Lookup::Missing)
            && !has_whole_name(text, separators, files);
        is_list.then_some(names)
    })
}

/// Whether there is a file with this name, the separators being in the name and not only in the folders before it.
fn has_whole_name(name: &str, separators: &[char], files: &FileLookup<'_>) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    (last.contains(separators) || !name.contains(separators)) && files.find(name) != Lookup::Missing
}

/// Whether a name in a table ends like a photo's, perhaps with what addresses have behind it.
pub(crate) fn looks_like_photo(name: &str) -> bool {
    let bare = name.split(['?', '#']).next().unwrap_or_default().replace('\\', "/");
    is_photo(&bare) || is_photo(&name.replace('\\', "/"))
}

/// The items of a list such as `['a.jpg', "b.jpg"]` or `[a.jpg, b.jpg]`.
fn list_items(cell: &str) -> Option<Vec<String>> {
    let inner = [('[', ']'), ('(', ')'), ('{', '}')]
        .iter()
        .find_map(|&(open, close)| cell.strip_prefix(open)?.strip_suffix(close))?;
    let mut items = Vec::new();
    let mut item = String::new();
    let mut quote: Option<char> = None;
    let mut closed = false;
    let mut letters = inner.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(_), '\\') => match letters.next() {
                // Of a Windows path in Python's form, each backslash is doubled. JSON escapes slashes and Unicode.
                Some('u') => {
                    let digits: String =
                        std::iter::from_fn(|| letters.next_if(char::is_ascii_hexdigit)).take(4).collect();
                    let letter = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                    item.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                Some(escaped) => item.push(escaped),
                None => {}
            },
            (Some(mark), letter) if letter == mark => (quote, closed) = (None, true),
            (Some(_), letter) => item.push(letter),
            // NumPy writes no commas.
            (None, '"' | '\'') if closed || item.trim().is_empty() => {
                items.push(std::mem::take(&mut item));
                (quote, closed) = (Some(letter), false);
            }
            (None, ',' | '\n') => {
                items.push(std::mem::take(&mut item));
                closed = false;
            }
            (None, letter) => item.push(letter),
        }
    }
    items.push(item);
    let items = items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty());
    Some(items.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(list: &[&str]) -> Vec<String> {
        list.iter().map(|&path| path.to_owned()).collect()
    }

    #[test]
    fn a_named_file_is_found_relative_to_the_table_or_by_its_suffix() {
        let list = paths(&[
            "s/t.csv",
            "s/a.jpg",
            "s/x/A.jpg",
            "s/x/b.jpg",
            "s/y/B.jpg",
            "s/y/c d.jpg",
            "s/p/e.jpg",
            "s/P/e.jpg",
        ]);
        let files = FileLookup::new(&list, 0);
        for (named, position) in [
            ("a.jpg", Some(1)),
            ("A.JPG", Some(1)),
            ("x/a.jpg", Some(2)),
            ("x\\b.jpg", Some(3)),
            ("b.jpg", None),
            ("y/b.jpg", Some(4)),
            ("../s/x/b.jpg", Some(3)),
            ("/data/y/b.jpg", Some(4)),
            ("D:\\data\\y\\b.jpg", Some(4)),
            ("/data/z/b.jpg", None),
            ("/home/me/photos/c d.jpg", Some(5)),
            ("https://h.test/q/c%20d.jpg?w=720#1", Some(5)),
            ("c%20d.jpg", Some(5)),
            ("c d", Some(5)),
            ("c d.png", Some(5)),
            ("p/e.jpg", Some(6)),
            ("P/e.jpg", Some(7)),
            ("p/E.jpg", None),
            ("none.jpg", None),
            ("c d.txt", None),
            ("..", None),
            ("", None),
        ] {
            assert_eq!(files.find(named).file(), position, "{named}");
        }
        assert_eq!(files.find("b.jpg"), Lookup::Ambiguous);
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        let list = paths(&["s/t.csv", "s/Ku\u{308}che-7.jpg"]);
        assert_eq!(FileLookup::new(&list, 0).find("K\u{fc}che-7.jpg"), Lookup::File(1));
    }

    #[test]
    fn a_cell_lists_names_in_many_forms() {
        let list = paths(&["t.csv", "a.jpg", "b.jpg", "c, d.jpg"]);
        let files = FileLookup::new(&list, 0);
        for cell in [
            "a.jpg;b.jpg",
            "a.jpg | b.jpg",
            "a.jpg, b.jpg",
            "a.jpg b.jpg",
            "a.jpg\nb.jpg",
            "['a.jpg', 'b.jpg']",
            "[\"a.jpg\",\"b.jpg\"]",
            "('a.jpg', \"b.jpg\")",
            "[a.jpg, b.jpg]",
            "['a.jpg'\n 'b.jpg']",
            "['a.jpg' 'b.jpg']",
        ] {
            assert_eq!(file_names(cell, &files), ["a.jpg", "b.jpg"], "{cell}");
        }
        assert_eq!(file_names("c, d.jpg", &files), ["c, d.jpg"], "a file has the whole name");
        assert_eq!(file_names("a,b", &files), ["a", "b"], "without endings");
        assert_eq!(file_names("x/a.jpg, x/b.jpg", &files), ["x/a.jpg", "x/b.jpg"]);
        assert_eq!(file_names("C:\\x\\a.jpg;C:\\x\\b.jpg", &files), ["C:\\x\\a.jpg", "C:\\x\\b.jpg"]);
        assert_eq!(file_names("my, own/a.jpg", &files), ["my, own/a.jpg"]);
        assert_eq!(file_names("x, y", &files), ["x, y"]);
        assert_eq!(file_names("[\"x\\/a.jpg\", \"\\u00fc.jpg\"]", &files), ["x/a.jpg", "ü.jpg"]);
        assert_eq!(file_names("['it''s.jpg", &files), ["it''s.jpg"], "not closed");
        assert_eq!(file_names(" ;", &files), Vec::<String>::new());
    }
}
