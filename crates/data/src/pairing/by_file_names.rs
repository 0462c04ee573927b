//! Pairs photos with the rows whose cells name them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::file_lookup::{FileLookup, Lookup, file_names};
use super::ids::{Ids, Target};
use super::names::fold;
use super::room_names::normalise_room;
use super::{MissingFile, PairedPhoto};
use crate::paths::split_path;
use crate::{Mapping, Table};

/// The photos that cells name.
#[derive(Default)]
pub(super) struct PairedByName {
    pub(super) photos: Vec<PairedPhoto>,
    pub(super) missing: Vec<MissingFile>,
    pub(super) ambiguous: usize,
    /// Names in all cells.
    pub(super) named: usize,
}

/// A name in a cell.
struct Claim {
    row: usize,
    room: String,
    name: String,
    found: Lookup,
}

/// Pairs photos by the names in the mapping's photo columns.
///
/// With several columns, each is a room, called like the column; further names in a cell are numbered. A single column
/// whose cells hold several names gives the rooms “photo 1”, “photo 2” and so on, and so does one row a photo
/// unless a column names the room.
pub(super) fn pair_by_file_names(
    table: &Table,
    mapping: &Mapping,
    files: &FileLookup<'_>,
    paths: &[String],
) -> PairedByName {
    let houses = first_rows(table, mapping);
    let repeated = houses.iter().enumerate().any(|(row, &first)| row != first);
    let field = |row: usize, column: usize| {
        let fields = table.rows.get(row).and_then(|row| row.fields.as_ref().ok());
        fields.and_then(|fields| fields.get(column)).map_or("", |field| field.trim())
    };
    let cells: Vec<Vec<Vec<String>>> = (0..table.rows.len())
        .map(|row| mapping.photos.iter().map(|&column| file_names(field(row, column), files)).collect())
        .collect();
    let is_list = mapping.photos.len() == 1
        && (repeated || cells.iter().any(|cells| cells.iter().any(|names| names.len() > 1)));
    let rooms = column_rooms(table, &mapping.photos);
    let mut claims: Vec<Claim> = Vec::new();
    let mut taken: HashSet<(usize, String)> = HashSet::new();
    let mut suffixes: HashMap<(usize, String), usize> = HashMap::new();
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    for (row, cells) in cells.into_iter().enumerate() {
        let first = houses.get(row).copied().unwrap_or(row);
        let shown =
            mapping.room.map(|column| normalise_room(field(row, column))).filter(|room| !room.is_empty());
        for (column_room, names) in rooms.iter().zip(cells) {
            for name in names {
                let wanted = match &shown {
                    Some(room) => room.clone(),
                    None if is_list => {
                        let number = numbers.entry(first).or_default();
                        *number += 1;
                        format!("photo_{number}")
                    }
                    None => column_room.clone(),
                };
                let room = free_room(first, wanted, &mut taken, &mut suffixes);
                let found = files.find(&name);
                claims.push(Claim { row: first, room, name, found });
            }
        }
    }
    settle(claims, paths)
}

/// The room, or the room with the next number if the house has a photo of it.
fn free_room(
    row: usize,
    wanted: String,
    taken: &mut HashSet<(usize, String)>,
    suffixes: &mut HashMap<(usize, String), usize>,
) -> String {
    if taken.insert((row, wanted.clone())) {
        return wanted;
    }
    // Counts on where it ended for this room, so that many photos of a room do not take quadratic time.
    let suffix = suffixes.entry((row, wanted.clone())).or_insert(1);
    loop {
        *suffix += 1;
        let room = format!("{wanted}_{suffix}");
        if taken.insert((row, room.clone())) {
            return room;
        }
    }
}

/// For each row, the first row of its house.
fn first_rows(table: &Table, mapping: &Mapping) -> Vec<usize> {
    let ids = mapping.id.and_then(|column| Some((column, Ids::column(table, column, mapping.price)?)));
    let mut key = String::new();
    let mut first = |row: usize| {
        let (column, ids) = ids.as_ref()?;
        let fields = table.rows.get(row)?.fields.as_ref().ok()?;
        match ids.of_field(fields.get(*column)?, &mut key)? {
            Target::Row(first) => Some(first),
            Target::Ambiguous => None,
        }
    };
    (0..table.rows.len()).map(|row| first(row).unwrap_or(row)).collect()
}

/// The rooms of the photo columns, from the columns' names; a suffix makes them unique.
fn column_rooms(table: &Table, columns: &[usize]) -> Vec<String> {
    let mut rooms: Vec<String> = Vec::new();
    // Names of columns from a list of photos may have a suffix.
    let list = table.reading.photo_list.as_ref();
    for &column in columns {
        let listed = list.and_then(|list| list.rooms.get(column.checked_sub(list.first_column)?));
        let name = listed.or_else(|| table.columns.get(column)).map_or("", String::as_str);
        let name = normalise_room(name);
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

/// Decides which names mean the files that were found for them. A file that is found by its last part only may be
/// another house's: `A-002/front.jpg` is not what `A-001/front.jpg` means.
fn settle(claims: Vec<Claim>, paths: &[String]) -> PairedByName {
    let written: Vec<Vec<String>> = claims.iter().map(|claim| components(&claim.name)).collect();
    // File names that occur below several folders in the table.
    let mut folders: HashMap<&str, BTreeSet<Option<&String>>> = HashMap::new();
    for name in &written {
        if let Some(last) = name.last() {
            folders.entry(last).or_default().insert(name.len().checked_sub(2).and_then(|k| name.get(k)));
        }
    }
    // Names by file.
    let mut names: BTreeMap<usize, HashSet<&[String]>> = BTreeMap::new();
    for (claim, name) in claims.iter().zip(&written) {
        if let Some(index) = claim.found.file() {
            names.entry(index).or_default().insert(name);
        }
    }
    let ends_with = |index: usize, name: &[String]| {
        let path = paths.get(index).map(|path| components(path)).unwrap_or_default();
        path.ends_with(name)
    };
    let mut paired = PairedByName { named: claims.len(), ..PairedByName::default() };
    for (claim, name) in claims.iter().zip(&written) {
        let missing = || MissingFile { row: claim.row, room: claim.room.clone(), name: claim.name.clone() };
        let index = match claim.found {
            Lookup::File(index) => index,
            Lookup::Ambiguous => {
                // Several files have the name. None of them is the one that is meant for sure.
                paired.ambiguous += 1;
                paired.missing.push(missing());
                continue;
            }
            Lookup::Missing => {
                paired.missing.push(missing());
                continue;
            }
        };
        let in_several =
            name.last().and_then(|last| folders.get(last.as_str())).is_some_and(|names| names.len() > 1);
        let own_folder = name.len().checked_sub(2).and_then(|k| name.get(k));
        let folder = paths.get(index).map(|path| fold(split_path(split_path(path).0).1));
        if in_several && own_folder.is_some() && folder.as_ref() != own_folder {
            paired.missing.push(missing());
            continue;
        }
        let claimed = names.get(&index);
        if claimed.is_some_and(|names| names.len() > 1) {
            let exact = claimed.into_iter().flatten().filter(|name| ends_with(index, name)).count();
            if !(exact == 1 && ends_with(index, name)) {
                paired.ambiguous += 1;
                continue;
            }
        }
        paired.photos.push(PairedPhoto { row: claim.row, room: claim.room.clone(), path: index });
    }
    // A house's row may name a photo twice.
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    paired.photos.retain(|photo| seen.insert((photo.row, photo.path)));
    paired
}

/// The folders and the file of a name, folded, without what addresses have before and behind.
fn components(name: &str) -> Vec<String> {
    let name = name.replace('\\', "/");
    let bare = match name.split_once("://") {
        Some((_, rest)) => rest.split(['?', '#']).next().unwrap_or_default(),
        None => name.as_str(),
    };
    bare.split('/').filter(|component| !matches!(*component, "" | "." | "..")).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_table;

    fn pair(text: &str, files: &[&str], mapping: Mapping) -> PairedByName {
        let paths: Vec<String> = ["f/t.csv"].iter().chain(files).map(|&path| path.to_owned()).collect();
        let table = read_table("f/t.csv", text.as_bytes()).unwrap();
        let lookup = FileLookup::new(&paths, 0);
        let mut paired = pair_by_file_names(&table, &mapping, &lookup, &paths);
        paired.photos.sort();
        paired
    }

    fn shown(paired: &PairedByName) -> Vec<(usize, &str, usize)> {
        paired.photos.iter().map(|photo| (photo.row, photo.room.as_str(), photo.path)).collect()
    }

    #[test]
    fn columns_are_rooms_and_lists_are_numbered() {
        let columns = Mapping { photos: vec![1, 2], ..Mapping::default() };
        let paired = pair(
            "price,Front,bath\n1,a.jpg,b.jpg\n2,c.jpg,d.jpg;e.jpg\n",
            &["f/a.jpg", "f/b.jpg", "f/c.jpg", "f/e.jpg"],
            columns,
        );
        assert_eq!(shown(&paired), [(0, "bath", 2), (0, "front", 1), (1, "bath_2", 4), (1, "front", 3)]);
        assert_eq!(paired.missing, [MissingFile { row: 1, room: "bath".into(), name: "d.jpg".into() }]);
        let list = Mapping { photos: vec![1], ..Mapping::default() };
        let paired = pair("price,pics\n1,a.jpg|b.jpg\n2,c.jpg\n", &["f/a.jpg", "f/b.jpg", "f/c.jpg"], list);
        assert_eq!(shown(&paired), [(0, "photo_1", 1), (0, "photo_2", 2), (1, "photo_1", 3)]);
    }

    #[test]
    fn rows_with_the_same_id_are_one_house() {
        let text = "id,photo,price,view\n5,a.jpg,10,Front\n5,b.jpg,10,Bath\n6,c.jpg,20,Front\n";
        let files = ["f/a.jpg", "f/b.jpg", "f/c.jpg"];
        let mapping = Mapping { price: 2, id: Some(0), photos: vec![1], ..Mapping::default() };
        let expected = [(0, "photo_1", 1), (0, "photo_2", 2), (2, "photo_1", 3)];
        assert_eq!(shown(&pair(text, &files, mapping.clone())), expected);
        let rooms = Mapping { room: Some(3), ..mapping };
        assert_eq!(shown(&pair(text, &files, rooms)), [(0, "bath", 2), (0, "front", 1), (2, "front", 3)]);
    }

    #[test]
    fn a_file_of_another_folder_is_not_taken() {
        let mapping = Mapping { photos: vec![1], ..Mapping::default() };
        let text = "price,p\n1,A-001/front.jpg\n2,A-002/front.jpg\n3,A-003/front.jpg\n";
        let paired = pair(text, &["f/A-002/front.jpg"], mapping.clone());
        assert_eq!((shown(&paired), paired.missing.len()), (vec![(1, "p", 1)], 2));
        let text = "price,p\n1,one/x.jpg\n2,two/x.png\n";
        let paired = pair(text, &["f/three/x.jpg"], mapping);
        assert_eq!((paired.photos.len(), paired.ambiguous), (0, 2), "two names, one file");
    }

    #[test]
    fn a_photo_of_two_houses_is_named_twice() {
        let mapping = Mapping { photos: vec![1], ..Mapping::default() };
        let paired = pair("price,p\n1,x.jpg\n2,x.jpg\n", &["f/x.jpg"], mapping);
        assert_eq!(shown(&paired), [(0, "p", 1), (1, "p", 1)]);
    }
}
