//! Which files of a folder are the price list and the photos.

use std::collections::BTreeMap;

use super::{DatasetError, Room};

/// The price list's name; upper and lower case are alike.
pub const TABLE: &str = "HousesInfo.txt";

/// Endings of photos' names. What a photo really is, its bytes tell.
const ENDINGS: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "bmp"];

/// Finds the price list: the position of the `HousesInfo.txt` that lies in the fewest folders; among equals the first by
/// name.
///
/// # Errors
/// If there is no file, or none of this name.
pub fn find_table(paths: &[String]) -> Result<usize, DatasetError> {
    if paths.is_empty() {
        return Err(DatasetError::EmptyFolder);
    }
    (0..paths.len())
        .filter(|&i| parts(&paths[i]).1.eq_ignore_ascii_case(TABLE))
        .min_by_key(|&i| (paths[i].matches('/').count(), &paths[i]))
        .ok_or_else(|| DatasetError::NoTable { folder: picked(paths) })
}

/// The photos in the table's own folder: by house, in the order of [`Room::ALL`], positions in `paths`. Of two photos of
/// the same room the first by name counts.
pub fn photos(paths: &[String], table_position: usize) -> BTreeMap<u32, [Option<usize>; 4]> {
    let folder = paths.get(table_position).map_or("", |table| parts(table).0);
    let mut houses: BTreeMap<u32, [Option<usize>; 4]> = BTreeMap::new();
    for (position, path) in paths.iter().enumerate() {
        let (its_folder, name) = parts(path);
        if its_folder != folder {
            continue;
        }
        let Some((house, room)) = photo(name) else { continue };
        let slot = &mut houses.entry(house).or_default()[room as usize];
        if slot.is_none_or(|other| *path < paths[other]) {
            *slot = Some(position);
        }
    }
    houses
}

/// Folder and name of a path.
pub(super) fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// House and room that a file's name tells, as in `12_kitchen.jpg`.
fn photo(name: &str) -> Option<(u32, Room)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (number, word) = stem.split_once('_')?;
    let known = ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e));
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let room = Room::ALL.into_iter().find(|room| word.eq_ignore_ascii_case(room.word()))?;
    let number = number.parse().ok().filter(|&n| n > 0)?;
    (known && digits).then_some((number, room))
}

/// What was picked, in words: the first folder, where all paths begin with the same.
fn picked(paths: &[String]) -> String {
    let first = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
    match first(&paths[0]) {
        Some(folder) if paths.iter().all(|path| first(path).as_ref() == Some(&folder)) => {
            format!("“{folder}”")
        }
        _ => "the files you chose".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(list: &[&str]) -> Vec<String> {
        list.iter().map(|&path| path.to_owned()).collect()
    }

    #[test]
    fn the_table_in_the_fewest_folders_is_found() {
        let list = paths(&[
            "r/old/copy/HousesInfo.txt",
            "r/README.md",
            "r/photos/housesinfo.TXT",
            "r/z/HousesInfo.txt",
        ]);
        assert_eq!(find_table(&list), Ok(2));
        assert_eq!(find_table(&paths(&["HousesInfo.txt"])), Ok(0));
    }

    #[test]
    fn a_folder_without_a_table_is_named() {
        assert_eq!(find_table(&[]), Err(DatasetError::EmptyFolder));
        let text = |list: &[&str]| find_table(&paths(list)).unwrap_err().to_string();
        assert_eq!(
            text(&["Pictures/a.jpg", "Pictures/2024/MyHousesInfo.txt"]),
            "There is no HousesInfo.txt in “Pictures”. Choose the folder that holds the price list and the photos."
        );
        assert!(text(&["a.jpg", "b.jpg"]).starts_with("There is no HousesInfo.txt in the files you chose."));
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
        ]);
        let found = photos(&list, 1);
        assert_eq!(found[&1], [Some(4), Some(2), None, Some(0)]);
        assert_eq!(found[&12], [None, None, Some(3), None]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn of_two_photos_of_a_room_the_first_by_name_counts() {
        let list = paths(&["HousesInfo.txt", "1_kitchen.png", "1_kitchen.jpg"]);
        assert_eq!(photos(&list, 0)[&1][3], Some(2));
    }
}
