//! Which files are photos of which house: as their names say, or as the table does.

use std::collections::{BTreeMap, HashMap};

use super::paths::{parts, photo_stem};
use super::rooms::MAX_PHOTOS;
use super::{House, Rooms, Table};
use crate::sorting;

/// House number -> room -> position among the paths.
pub type Photos = BTreeMap<u32, BTreeMap<String, usize>>;

/// The photos that files' names tell: by house, by room, positions in `paths`. They lie in the table's own folder, or, where
/// that has none, in the folder with photos of most houses (of equals first those below the table, then the first by
/// name). A name begins with the house's number and goes on, after `_`, `-` or a blank, with the room; a name that is
/// nothing but the number is the room “photo”. A folder whose name is a number is a house, and the files in it are its
/// rooms. Of two photos of the same room the first by name counts.
pub fn photos(paths: &[String], table_position: usize) -> Photos {
    let own = paths.get(table_position).map_or("", |table| parts(table).0);
    let mut folders: BTreeMap<&str, Photos> = BTreeMap::new();
    for (position, path) in paths.iter().enumerate() {
        let (folder, name) = parts(path);
        let Some(stem) = photo_stem(name) else { continue };
        let (above, last) = parts(folder);
        let (base, number, rest) = match (house_number(last), house_of(stem)) {
            // In a house's own folder a file may still be named in full.
            (Some(number), Some((same, rest))) if same == number => (above, number, rest),
            (Some(number), _) => (above, number, stem),
            (None, Some((number, rest))) => (folder, number, rest),
            (None, None) => continue,
        };
        let room = word(rest);
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

/// What a table's own columns say of photos.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) photos: Photos,
    /// Files that are named and are not there, by house and room.
    pub(super) missing: BTreeMap<(u32, String), String>,
}

/// Finds files that a table names. A name may be a path, with slashes either way; it is looked up from the table's folder
/// on, then by its end in all folders, if only one file has it. Upper and lower case count only where both are there.
pub(super) struct Files<'a> {
    folder: &'a str,
    exact: HashMap<&'a str, usize>,
    /// Paths in small letters, as [`ending`] turns them round, and their positions; sorted. Paths with the same end are
    /// neighbours, however many have it.
    by_end: Vec<(Vec<u8>, usize)>,
}

impl<'a> Files<'a> {
    pub(super) fn new(paths: &'a [String], table_position: usize) -> Self {
        let folder = paths.get(table_position).map_or("", |table| parts(table).0);
        let exact = paths.iter().enumerate().map(|(position, path)| (path.as_str(), position)).collect();
        let mut by_end: Vec<_> =
            paths.iter().enumerate().map(|(position, path)| (ending(path), position)).collect();
        sorting::sort(&mut by_end, Ord::cmp);
        Files { folder, exact, by_end }
    }

    /// The position of the file that is named.
    pub(super) fn find(&self, named: &str) -> Option<usize> {
        let named = named.replace('\\', "/");
        let mut steps: Vec<&str> =
            if named.starts_with('/') { Vec::new() } else { self.folder.split('/').collect() };
        for step in named.split('/') {
            match step {
                "" | "." => {}
                ".." => drop(steps.pop()),
                step => steps.push(step),
            }
        }
        steps.retain(|step| !step.is_empty());
        let whole = steps.join("/");
        if let Some(position) = self.exact.get(whole.as_str()) {
            return Some(*position);
        }
        let whole = ending(&whole);
        if let Some(position) = self.only(|path| path == whole.as_slice(), &whole) {
            return Some(position);
        }
        let name = ending(parts(&named).1);
        if let Some(position) = self.only(|path| path.starts_with(&name), &name) {
            return Some(position);
        }
        // Several folders have such a file: as much of the path as is named has to tell which.
        let tail = ending(named.trim_start_matches(['.', '/']));
        self.only(|path| path.starts_with(&tail), &tail).filter(|_| tail.starts_with(&name))
    }

    /// The one file whose path fits; none where a second one does. Those that fit follow each other from `first` on.
    fn only(&self, fits: impl Fn(&[u8]) -> bool, first: &[u8]) -> Option<usize> {
        let from = self.by_end.partition_point(|(path, _)| path.as_slice() < first);
        let mut found = self.by_end.get(from..)?.iter().take_while(|(path, _)| fits(path));
        let (_, position) = found.next()?;
        found.next().is_none().then_some(*position)
    }
}

/// A path in small letters, a slash before it and all its bytes in reverse: what ends alike then begins alike.
fn ending(path: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = path.to_lowercase().into_bytes();
    bytes.reverse();
    bytes.push(b'/');
    bytes
}

/// The names in a cell: parted by `;` or `|`.
pub(super) fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|'])
        .map(|name| name.trim().trim_matches(['"', '\'', '[', ']']))
        .filter(|name| !name.is_empty())
}

/// The photos that columns name: of several columns each is a room; a single one whose cells hold several names, parted by
/// `;` or `|`, makes the rooms “photo 1”, “photo 2” and so on.
pub(super) fn by_columns<'a>(
    table: &Table,
    columns: &[usize],
    houses: &[(u32, &'a [String])],
    files: &Files<'_>,
) -> Named {
    let rooms = column_rooms(table, columns);
    let cell = |fields: &'a [String], column: usize| fields.get(column).map_or("", String::as_str);
    let single = match columns {
        [column] => houses.iter().any(|(_, fields)| names(cell(fields, *column)).count() > 1),
        _ => false,
    };
    let mut named = Named::default();
    for (number, fields) in houses {
        let mut note = |room: String, name: &str| match files.find(name) {
            Some(position) => drop(named.photos.entry(*number).or_default().insert(room, position)),
            None => drop(named.missing.insert((*number, room), name.to_owned())),
        };
        for (room, &column) in rooms.iter().zip(columns) {
            let cell = cell(fields, column);
            if single {
                (1..).zip(names(cell)).for_each(|(k, name)| note(format!("photo_{k}"), name));
            } else if let Some(name) = names(cell).next() {
                note(room.clone(), name);
            }
        }
    }
    named
}

/// The rooms that photo columns stand for, all different.
fn column_rooms(table: &Table, columns: &[usize]) -> Vec<String> {
    let mut rooms: Vec<String> = Vec::new();
    for &column in columns {
        let name = word(table.columns.get(column).map_or("", String::as_str));
        let name = if name.is_empty() { "photo".to_owned() } else { name };
        let mut room = name.clone();
        let mut again = 2;
        while rooms.contains(&room) {
            room = format!("{name}_{again}");
            again += 1;
        }
        rooms.push(room);
    }
    rooms
}

/// The rooms of which at least half of `houses` have a photo, in the order of their names; of more than nine, the nine that
/// most have, and beside them those that were left out for that. None where there is no such room.
pub(super) fn rooms(photos: &Photos, houses: &[&House]) -> Option<(Rooms, Vec<String>)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for house in houses {
        for room in photos.get(&house.number).into_iter().flat_map(BTreeMap::keys) {
            *counts.entry(room).or_default() += 1;
        }
    }
    let mut rooms: Vec<(&str, usize)> =
        counts.into_iter().filter(|(_, count)| 2 * count >= houses.len()).collect();
    rooms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let words = |rooms: Vec<(&str, usize)>| {
        let mut words: Vec<String> = rooms.into_iter().map(|(word, _)| word.to_owned()).collect();
        words.sort_unstable();
        words
    };
    let left_out = words(rooms.split_off(MAX_PHOTOS.min(rooms.len())));
    Some((Rooms::new(words(rooms))?, left_out))
}

/// The number that a whole name is; above zero.
fn house_number(name: &str) -> Option<u32> {
    let digits = name.bytes().all(|byte| byte.is_ascii_digit());
    name.parse().ok().filter(|&number| digits && number > 0)
}

/// The house's number that a name begins with, and what follows, as in `12_kitchen`, `12-kitchen`, `12 kitchen` and `12`.
pub(super) fn house_of(stem: &str) -> Option<(u32, &str)> {
    let end = stem.find(|c: char| !c.is_ascii_digit()).unwrap_or(stem.len());
    let number = house_number(&stem[..end])?;
    let rest = &stem[end..];
    let room = rest.strip_prefix(['_', '-', ' ']);
    match room {
        Some(room) if !word(room).is_empty() => Some((number, room)),
        None if rest.is_empty() => Some((number, "")),
        _ => None,
    }
}

/// A room as a word that file names can hold: small letters, digits, `_` and `-`; at most 40 of them.
pub(super) fn word(text: &str) -> String {
    let mut word = String::new();
    for letter in text.to_lowercase().chars() {
        if letter.is_alphanumeric() || matches!(letter, '-' | '_') {
            word.push(letter);
        } else if !word.ends_with('_') {
            word.push('_');
        }
    }
    word.trim_matches(['_', '-']).chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(list: &[&str]) -> Vec<String> {
        list.iter().map(|&path| path.to_owned()).collect()
    }

    fn found(photos: &Photos, house: u32) -> Vec<(&str, usize)> {
        photos[&house].iter().map(|(room, position)| (room.as_str(), *position)).collect()
    }

    #[test]
    fn photos_are_known_by_folder_and_name() {
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
        let photos = photos(&list, 1);
        assert_eq!(found(&photos, 1), [("bathroom", 4), ("bedroom", 2), ("garden", 7), ("kitchen", 0)]);
        assert_eq!(found(&photos, 12), [("frontal", 3)]);
        assert_eq!(photos.len(), 2);
    }

    #[test]
    fn a_stray_picture_beside_the_table_does_not_hide_the_photos() {
        let list = paths(&["s/prices.csv", "s/2024-05 overview.png", "s/photos/1_a.jpg", "s/photos/2_a.jpg"]);
        assert_eq!(photos(&list, 0).keys().copied().collect::<Vec<_>>(), [1, 2]);
        let list = paths(&["s/prices.csv", "s/1_a.jpg", "s/2_a.jpg", "s/other/1_a.jpg", "s/other/2_a.jpg"]);
        assert_eq!(found(&photos(&list, 0), 2), [("a", 2)], "of as many, those beside the table");
    }

    #[test]
    fn of_two_photos_of_a_room_the_first_by_name_counts() {
        let list = paths(&["HousesInfo.txt", "1_kitchen.png", "1_kitchen.jpg"]);
        assert_eq!(found(&photos(&list, 0), 1), [("kitchen", 2)]);
    }

    #[test]
    fn a_room_counts_if_half_of_the_houses_have_it() {
        let house = |number| House { number, price: 1.0, zip_code: String::new(), attributes: Vec::new() };
        let houses = [house(1), house(2), house(3)];
        let houses: Vec<&House> = houses.iter().collect();
        let list =
            paths(&["t", "1_b.jpg", "2_b.jpg", "3_b.jpg", "1_a.jpg", "3_a.jpg", "2_pool.jpg", "9_pool.jpg"]);
        let words =
            |list: &[String]| rooms(&photos(list, 0), &houses).map(|(rooms, _)| rooms.words().to_vec());
        assert_eq!(words(&list), Some(paths(&["a", "b"])));
        assert_eq!(words(&paths(&["t", "2_pool.jpg"])), None);
        let many: Vec<String> =
            (1..=3).flat_map(|k| (0..12).map(move |room| format!("{k}_{room:02}.jpg"))).collect();
        assert_eq!(words(&many).map(|words| words.len()), Some(9));
    }

    #[test]
    fn a_name_tells_house_and_room() {
        let told = |stem| house_of(stem).map(|(number, rest)| (number, word(rest)));
        let room = |word: &str| Some((12, word.to_owned()));
        for stem in ["12_kitchen", "12-kitchen", "12 kitchen", "12_Kitchen", "12_ kitchen!", "012_kitchen"] {
            assert_eq!(told(stem), room("kitchen"), "{stem}");
        }
        assert_eq!(
            (told("12"), told("12_1"), told("12_Living room")),
            (room(""), room("1"), room("living_room"))
        );
        for stem in ["kitchen", "12kitchen", "12_", "12_!", "0_kitchen", "-12_kitchen", "99999999999_a", ""] {
            assert_eq!(told(stem), None, "{stem}");
        }
    }

    #[test]
    fn a_named_file_is_found_from_the_table_on_or_by_its_end() {
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
        let files = Files::new(&list, 0);
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
