//! Which files of a folder are the price list and the photos.

use std::collections::BTreeMap;

use super::rooms::MAX_PHOTOS;
use super::{DatasetError, House, Rooms};

/// House number -> room -> position among the paths.
pub type Photos = BTreeMap<u32, BTreeMap<String, usize>>;

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

/// Whether a path is that of the tutorial's price list.
pub fn is_houses_info(path: &str) -> bool {
    parts(path).1.eq_ignore_ascii_case(TABLE)
}

/// STUB
pub fn find_tables(paths: &[String]) -> Result<Vec<usize>, DatasetError> {
    Ok(vec![find_table(paths)?])
}

/// The photos in the table's own folder: by house, by room, positions in `paths`. Of two photos of the same room the first
/// by name counts.
pub fn photos(paths: &[String], table_position: usize) -> Photos {
    let folder = paths.get(table_position).map_or("", |table| parts(table).0);
    let mut houses = Photos::new();
    for (position, path) in paths.iter().enumerate() {
        let (its_folder, name) = parts(path);
        if its_folder != folder {
            continue;
        }
        let Some((house, room)) = photo(name) else { continue };
        let slot = houses.entry(house).or_default().entry(room).or_insert(position);
        if *path < paths[*slot] {
            *slot = position;
        }
    }
    houses
}

/// The rooms of which at least half of `houses` houses have a photo, in the order of their names; of more than nine, the
/// nine that most have. None where there is no such room.
pub(super) fn rooms(photos: &Photos, houses: &[&House]) -> Option<Rooms> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for house in houses {
        for room in photos.get(&house.number).into_iter().flat_map(BTreeMap::keys) {
            *counts.entry(room).or_default() += 1;
        }
    }
    let mut rooms: Vec<(&str, usize)> =
        counts.into_iter().filter(|(_, count)| 2 * count >= houses.len()).collect();
    rooms.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    rooms.truncate(MAX_PHOTOS);
    let mut words: Vec<String> = rooms.into_iter().map(|(word, _)| word.to_owned()).collect();
    words.sort_unstable();
    Rooms::new(words)
}

/// Folder and name of a path.
pub(super) fn parts(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// House and room that a file's name tells, as in `12_kitchen.jpg`; the room in small letters.
fn photo(name: &str) -> Option<(u32, String)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (number, word) = stem.split_once('_')?;
    let known = ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e));
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let number = number.parse().ok().filter(|&n| n > 0)?;
    (known && digits && !word.is_empty()).then(|| (number, word.to_lowercase()))
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
            "There is no price list in “Pictures”: no HousesInfo.txt and no CSV file. Choose the folder that holds the price list and the photos."
        );
        assert!(text(&["a.jpg", "b.jpg"]).starts_with("There is no price list in the files you chose:"));
    }

    fn found<'a>(photos: &'a Photos, house: u32) -> Vec<(&'a str, usize)> {
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
        let words = |list: &[String]| rooms(&photos(list, 0), &houses).map(|rooms| rooms.words().to_vec());
        assert_eq!(words(&list), Some(paths(&["a", "b"])));
        assert_eq!(words(&paths(&["t", "2_pool.jpg"])), None);
        let many: Vec<String> =
            (1..=3).flat_map(|k| (0..12).map(move |room| format!("{k}_{room:02}.jpg"))).collect();
        assert_eq!(words(&many).map(|words| words.len()), Some(9));
    }
}
