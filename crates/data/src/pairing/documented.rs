//! The names that the tutorial's folder has: number, then room, as in `12_kitchen.jpg`. `HousesInfo.txt` is paired by
//! these rules alone.

use std::collections::BTreeMap;

use super::PhotoIndex;
use super::room_names::normalise_room;
use crate::paths::{photo_stem, split_path};

/// Pairs photos with houses by file name. The result holds indices into `paths`.
///
/// A file name starts with the house's number, followed by `_`, `-` or a space and the room; if it is only the
/// number, the room is “photo”. If a folder's name is a number, the folder is a house and its files are the rooms. If
/// two photos have the same house and room, the first by name is used.
///
/// Only one folder is searched: the one with photos of the most houses. On ties, the table's own folder wins, then
/// folders below it, then the first by name.
pub(crate) fn pair_by_name(paths: &[String], table_position: usize) -> PhotoIndex {
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

/// Parses a name that is only a house number, above zero.
fn house_number(name: &str) -> Option<u32> {
    let digits = name.bytes().all(|byte| byte.is_ascii_digit());
    name.parse().ok().filter(|&number| digits && number > 0)
}

/// Splits `12_kitchen`, `12-kitchen`, `12 kitchen` or `12` into the house number and the room.
fn split_house_number(stem: &str) -> Option<(u32, &str)> {
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
}
