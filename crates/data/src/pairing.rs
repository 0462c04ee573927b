//! Pairs photos with houses, by file name or by the columns of the table that name photos.

use std::collections::{BTreeMap, HashMap};

use super::paths::{photo_stem, split_path};
use super::rooms::MAX_PHOTOS;
use super::{House, Rooms, Table};

/// House number -> room -> index in the list of paths.
pub type PhotoIndex = BTreeMap<u32, BTreeMap<String, usize>>;

/// Pairs photos with houses by file name. The result holds indices into `paths`.
///
/// A file name starts with the house's number, followed by `_`, `-` or a space and the room; if it is only the
/// number, the room is “photo”. If a folder's name is a number, the folder is a house and its files are the rooms. If
/// two photos have the same house and room, the first by name is used.
///
/// Only one folder is searched: the one with photos of the most houses. On ties, the table's own folder wins, then
/// folders below it, then the first by name.
pub fn pair_by_name(paths: &[String], table_position: usize) -> PhotoIndex {
    let own = paths.get(table_position).map_or("", |table| split_path(table).0);
    let mut folders: BTreeMap<&str, PhotoIndex> = BTreeMap::new();
    for (position, path) in paths.iter().enumerate() {
        let (folder, name) = split_path(path);
        let Some(stem) = photo_stem(name) else { continue };
        let (above, last) = split_path(folder);
        let (base, number, room) = match (house_number(last), split_house_number(stem)) {
            // In a house's folder, a file name may still start with the number.
            (Some(number), Some((same, room))) if same == number => (above, number, room),
            (Some(number), _) => (above, number, stem),
            (None, Some((number, room))) => (folder, number, room),
            (None, None) => continue,
        };
        let room = normalise_room(room);
        let room = if room.is_empty() { "photo".to_owned() } else { room };
        let rooms = folders.entry(base).or_default().entry(number).or_default();
        let slot = rooms.entry(room).or_insert(position);
        if *path < paths[*slot] {
            *slot = position;
        }
    }
    let below =
        |folder: &str| own.is_empty() || folder.strip_prefix(own).is_some_and(|rest| rest.starts_with('/'));
    folders
        .into_iter()
        .min_by_key(|(folder, photos)| {
            (std::cmp::Reverse(photos.len()), *folder != own, !below(folder), *folder)
        })
        .map(|(_, photos)| photos)
        .unwrap_or_default()
}

/// The photos paired with houses.
#[derive(Debug, Default)]
pub(super) struct PairedPhotos {
    pub(super) photos: PhotoIndex,
    /// Files that the table names but that do not exist, by house and room.
    pub(super) missing: BTreeMap<(u32, String), String>,
}

/// Looks up files by the names given in a table. A name may be a path with either kind of slash. It is resolved
/// relative to the table's folder; otherwise a file anywhere whose path ends with it is used, if there is only one.
/// Case is ignored unless an exact match exists.
pub(super) struct FileLookup<'a> {
    folder: &'a str,
    exact: HashMap<&'a str, usize>,
    /// [`suffix_key`] of each path, and its index; sorted, so that paths with the same ending are adjacent.
    by_suffix: Vec<(Vec<u8>, usize)>,
}

impl<'a> FileLookup<'a> {
    pub(super) fn new(paths: &'a [String], table_position: usize) -> Self {
        let folder = paths.get(table_position).map_or("", |table| split_path(table).0);
        let exact = paths.iter().enumerate().map(|(position, path)| (path.as_str(), position)).collect();
        let mut by_suffix: Vec<_> =
            paths.iter().enumerate().map(|(position, path)| (suffix_key(path), position)).collect();
        by_suffix.sort();
        FileLookup { folder, exact, by_suffix }
    }

    /// The index of the file that `named` refers to.
    pub(super) fn find(&self, named: &str) -> Option<usize> {
        let named = named.replace('\\', "/");
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
        if let Some(position) = self.exact.get(full.as_str()) {
            return Some(*position);
        }
        let full = suffix_key(&full);
        if let Some(position) = self.unique(|path| path == full.as_slice(), &full) {
            return Some(position);
        }
        let name = suffix_key(split_path(&named).1);
        if let Some(position) = self.unique(|path| path.starts_with(&name), &name) {
            return Some(position);
        }
        // Several folders have a file of this name: the path as given has to identify one of them.
        let suffix = suffix_key(named.trim_start_matches(['.', '/']));
        self.unique(|path| path.starts_with(&suffix), &suffix).filter(|_| suffix.starts_with(&name))
    }

    /// The only file whose key matches, or `None` if there are several. Matching keys are adjacent, starting at `first`.
    fn unique(&self, matches: impl Fn(&[u8]) -> bool, first: &[u8]) -> Option<usize> {
        let from = self.by_suffix.partition_point(|(path, _)| path.as_slice() < first);
        let mut found = self.by_suffix.get(from..)?.iter().take_while(|(path, _)| matches(path));
        let (_, position) = found.next()?;
        found.next().is_none().then_some(*position)
    }
}

/// Sort key that turns common suffixes into common prefixes: the path in lower case, preceded by a slash, its bytes
/// reversed.
fn suffix_key(path: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = path.to_lowercase().into_bytes();
    bytes.reverse();
    bytes.push(b'/');
    bytes
}

/// The file names in a cell, separated by `;` or `|`.
pub(super) fn file_names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|'])
        .map(|name| name.trim().trim_matches(['"', '\'', '[', ']']))
        .filter(|name| !name.is_empty())
}

/// Pairs photos with houses by the table's photo columns. With several columns, each is a room. A single column whose
/// cells hold several names gives the rooms “photo 1”, “photo 2” and so on.
pub(super) fn pair_by_columns<'a>(
    table: &Table,
    columns: &[usize],
    houses: &[(u32, &'a [String])],
    files: &FileLookup<'_>,
) -> PairedPhotos {
    let rooms = column_rooms(table, columns);
    let cell = |fields: &'a [String], column: usize| fields.get(column).map_or("", String::as_str);
    let is_list = match columns {
        [column] => houses.iter().any(|(_, fields)| file_names(cell(fields, *column)).count() > 1),
        _ => false,
    };
    let mut paired = PairedPhotos::default();
    for (number, fields) in houses {
        let mut pair = |room: String, name: &str| match files.find(name) {
            Some(position) => drop(paired.photos.entry(*number).or_default().insert(room, position)),
            None => drop(paired.missing.insert((*number, room), name.to_owned())),
        };
        for (room, &column) in rooms.iter().zip(columns) {
            let cell = cell(fields, column);
            if is_list {
                (1..).zip(file_names(cell)).for_each(|(k, name)| pair(format!("photo_{k}"), name));
            } else if let Some(name) = file_names(cell).next() {
                pair(room.clone(), name);
            }
        }
    }
    paired
}

/// The rooms of the photo columns, from the columns' names; a suffix makes them unique.
fn column_rooms(table: &Table, columns: &[usize]) -> Vec<String> {
    let mut rooms: Vec<String> = Vec::new();
    for &column in columns {
        let name = normalise_room(table.columns.get(column).map_or("", String::as_str));
        let name = if name.is_empty() { "photo".to_owned() } else { name };
        let mut room = name.clone();
        let mut suffix = 2;
        while rooms.contains(&room) {
            room = format!("{name}_{suffix}");
            suffix += 1;
        }
        rooms.push(room);
    }
    rooms
}

/// The rooms that at least half of `houses` have a photo of, sorted by name, and the rooms left out: if more than
/// nine qualify, the nine with the most photos are used. `None` if no room qualifies.
pub(super) fn common_rooms(photos: &PhotoIndex, houses: &[&House]) -> Option<(Rooms, Vec<String>)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for house in houses {
        for room in photos.get(&house.number).into_iter().flat_map(BTreeMap::keys) {
            *counts.entry(room).or_default() += 1;
        }
    }
    let mut rooms: Vec<(&str, usize)> =
        counts.into_iter().filter(|(_, count)| 2 * count >= houses.len()).collect();
    rooms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let names = |rooms: Vec<(&str, usize)>| {
        let mut names: Vec<String> = rooms.into_iter().map(|(name, _)| name.to_owned()).collect();
        names.sort_unstable();
        names
    };
    let left_out = names(rooms.split_off(MAX_PHOTOS.min(rooms.len())));
    Some((Rooms::new(names(rooms))?, left_out))
}

/// Parses a name that is only a house number, above zero.
fn house_number(name: &str) -> Option<u32> {
    let digits = name.bytes().all(|byte| byte.is_ascii_digit());
    name.parse().ok().filter(|&number| digits && number > 0)
}

/// Splits `12_kitchen`, `12-kitchen`, `12 kitchen` or `12` into the house number and the room.
pub(super) fn split_house_number(stem: &str) -> Option<(u32, &str)> {
    let end = stem.find(|c: char| !c.is_ascii_digit()).unwrap_or(stem.len());
    let number = house_number(&stem[..end])?;
    let rest = &stem[end..];
    let room = rest.strip_prefix(['_', '-', ' ']);
    match room {
        Some(room) if !normalise_room(room).is_empty() => Some((number, room)),
        None if rest.is_empty() => Some((number, "")),
        _ => None,
    }
}

/// A room's name in normal form: lower-case letters, digits, `_` and `-`, at most 40 characters.
pub(super) fn normalise_room(text: &str) -> String {
    let mut name = String::new();
    for letter in text.to_lowercase().chars() {
        if letter.is_alphanumeric() || matches!(letter, '-' | '_') {
            name.push(letter);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    name.trim_matches(['_', '-']).chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(list: &[&str]) -> Vec<String> {
        list.iter().map(|&path| path.to_owned()).collect()
    }

    fn found(photos: &PhotoIndex, house: u32) -> Vec<(&str, usize)> {
        photos[&house].iter().map(|(room, position)| (room.as_str(), *position)).collect()
    }

    #[test]
    fn photos_are_paired_by_folder_and_name() {
        let list = paths(&[
            "r/p/1_kitchen.JPG",
            "r/p/HousesInfo.txt",
            "r/p/1_Bedroom.jpeg",
            "r/p/12_frontal.webp",
            "r/p/1_bathroom.png",
            "r/1_frontal.jpg",
            "r/p/more/1_frontal.jpg",
            "r/p/1_garden.jpg",
            "r/p/+1_frontal.jpg",
            "r/p/0_frontal.jpg",
            "r/p/._1_frontal.jpg",
            "r/p/1_frontal.txt",
            "r/p/1_frontal",
            "r/p/1_.jpg",
        ]);
        let photos = pair_by_name(&list, 1);
        assert_eq!(found(&photos, 1), [("bathroom", 4), ("bedroom", 2), ("garden", 7), ("kitchen", 0)]);
        assert_eq!(found(&photos, 12), [("frontal", 3)]);
        assert_eq!(photos.len(), 2);
    }

    #[test]
    fn a_stray_image_beside_the_table_does_not_hide_the_photos() {
        let list = paths(&["s/prices.csv", "s/2024-05 overview.png", "s/photos/1_a.jpg", "s/photos/2_a.jpg"]);
        assert_eq!(pair_by_name(&list, 0).keys().copied().collect::<Vec<_>>(), [1, 2]);
        let list = paths(&["s/prices.csv", "s/1_a.jpg", "s/2_a.jpg", "s/other/1_a.jpg", "s/other/2_a.jpg"]);
        assert_eq!(found(&pair_by_name(&list, 0), 2), [("a", 2)], "on ties, the table's folder wins");
    }

    #[test]
    fn of_two_photos_of_a_room_the_first_by_name_is_used() {
        let list = paths(&["HousesInfo.txt", "1_kitchen.png", "1_kitchen.jpg"]);
        assert_eq!(found(&pair_by_name(&list, 0), 1), [("kitchen", 2)]);
    }

    #[test]
    fn a_room_is_used_if_half_of_the_houses_have_it() {
        let house = |number| House { number, price: 1.0, zip_code: String::new(), attributes: Vec::new() };
        let houses = [house(1), house(2), house(3)];
        let houses: Vec<&House> = houses.iter().collect();
        let list =
            paths(&["t", "1_b.jpg", "2_b.jpg", "3_b.jpg", "1_a.jpg", "3_a.jpg", "2_pool.jpg", "9_pool.jpg"]);
        let rooms = |list: &[String]| {
            common_rooms(&pair_by_name(list, 0), &houses).map(|(rooms, _)| rooms.names().to_vec())
        };
        assert_eq!(rooms(&list), Some(paths(&["a", "b"])));
        assert_eq!(rooms(&paths(&["t", "2_pool.jpg"])), None);
        let many: Vec<String> =
            (1..=3).flat_map(|k| (0..12).map(move |room| format!("{k}_{room:02}.jpg"))).collect();
        assert_eq!(rooms(&many).map(|names| names.len()), Some(9));
    }

    #[test]
    fn a_file_name_gives_house_and_room() {
        let parsed = |stem| split_house_number(stem).map(|(number, room)| (number, normalise_room(room)));
        let expected = |room: &str| Some((12, room.to_owned()));
        for stem in ["12_kitchen", "12-kitchen", "12 kitchen", "12_Kitchen", "12_ kitchen!", "012_kitchen"] {
            assert_eq!(parsed(stem), expected("kitchen"), "{stem}");
        }
        assert_eq!(
            (parsed("12"), parsed("12_1"), parsed("12_Living room")),
            (expected(""), expected("1"), expected("living_room"))
        );
        for stem in ["kitchen", "12kitchen", "12_", "12_!", "0_kitchen", "-12_kitchen", "99999999999_a", ""] {
            assert_eq!(parsed(stem), None, "{stem}");
        }
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
            ("/data/y/b.jpg", None),
            ("/home/me/photos/c d.jpg", Some(5)),
            ("p/e.jpg", Some(6)),
            ("P/e.jpg", Some(7)),
            ("p/E.jpg", None),
            ("none.jpg", None),
            ("..", None),
            ("", None),
        ] {
            assert_eq!(files.find(named), position, "{named}");
        }
    }
}
