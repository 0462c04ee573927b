//! Photos in several folders: folders that are rooms, folders that only hold a part of the houses, and folders with
//! other versions of the same photos.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Located;
use super::room_names::normalise_room;

/// Words in names of folders that hold other versions of the same photos.
const VERSIONS: [&str; 25] = [
    "original",
    "originals",
    "orig",
    "resized",
    "resize",
    "rescaled",
    "small",
    "medium",
    "large",
    "big",
    "full",
    "fullsize",
    "thumb",
    "thumbs",
    "thumbnail",
    "thumbnails",
    "raw",
    "export",
    "backup",
    "copy",
    "old",
    "new",
    "web",
    "hires",
    "lowres",
];
/// Words that may stand beside them.
const PLAIN: [&str; 13] = [
    "image", "images", "img", "imgs", "photo", "photos", "pic", "pics", "picture", "pictures", "data", "x",
    "px",
];

/// Whether the folder's name says that it holds a version of photos: `originals`, `resized_224`, `thumbs`.
pub(super) fn is_version(folder: &str) -> bool {
    let name = super::names::Name::new(folder);
    let is = |words: &[&str], run: usize| words.contains(&name.run(run));
    (0..name.len()).any(|run| is(&VERSIONS, run))
        && (0..name.len()).all(|run| name.is_number(run) || is(&VERSIONS, run) || is(&PLAIN, run))
}

/// Names of folders that hold a part of a dataset.
const SPLITS: [&str; 17] = [
    "train",
    "training",
    "test",
    "testing",
    "val",
    "valid",
    "validation",
    "dev",
    "eval",
    "holdout",
    "part",
    "split",
    "fold",
    "set",
    "batch",
    "teil",
    "subset",
];

/// Whether the folder's name says that it holds a part of a dataset, and no room: `train`, `part1`.
fn is_split(folder: &str) -> bool {
    let name = super::names::Name::new(folder);
    let is = |words: &[&str], run: usize| words.contains(&name.run(run));
    (0..name.len()).any(|run| is(&SPLITS, run))
        && (0..name.len()).all(|run| name.is_number(run) || is(&SPLITS, run) || is(&PLAIN, run))
}

/// Whether a photo lies in a folder that is called like its table.
pub(super) fn is_of_table(photo: &Located, table: &str) -> bool {
    photo.above.iter().any(|folder| folder == table)
}

/// Number of photos whose house and room another photo has as well. `photos` is sorted by row.
fn collisions(photos: &[Located], rooms: &[String]) -> usize {
    let mut rooms = rooms.iter();
    let of_row = photos.chunk_by(|a, b| a.row == b.row).map(|of_row| {
        let mut names: Vec<&String> = rooms.by_ref().take(of_row.len()).collect();
        names.sort_unstable();
        names.dedup();
        of_row.len() - names.len()
    });
    of_row.sum()
}

/// Adds the names of folders to the rooms, where they tell photos of a house apart that their file names do not.
/// Removes those folders from [`Located::above`].
pub(super) fn add_room_folders(photos: &mut [Located], rooms: &mut [String]) {
    let mut remaining = collisions(photos, rooms);
    if 10 * remaining <= photos.len() {
        return;
    }
    // `kitchen/7.jpg`, but not `resized/7_kitchen.jpg`.
    let wordless = rooms.iter().filter(|room| !room.contains(char::is_alphabetic)).count();
    let wordless = 10 * wordless >= 8 * rooms.len();
    let depth = photos.iter().map(|photo| photo.above.len()).max().unwrap_or(0);
    // Folders within the house's, its own name besides the id, then the folders above, from the inside out.
    for piece in 0..2 + depth {
        let text = |photo: &Located| match piece {
            0 => photo.inner.clone(),
            1 => photo.id_rest.clone(),
            _ => photo.above.iter().rev().nth(piece - 2).cloned().unwrap_or_default(),
        };
        if piece >= 2 && !wordless {
            return;
        }
        let texts: Vec<String> = photos.iter().map(text).collect();
        let names: BTreeSet<&String> = texts.iter().collect();
        if names.len() < 2 || names.iter().any(|name| is_version(name) || is_split(name)) {
            continue;
        }
        let longer: Vec<String> = texts
            .iter()
            .zip(rooms.iter())
            .map(|(folder, room)| {
                let folder = normalise_room(folder);
                match (folder.is_empty(), room.is_empty()) {
                    (true, _) => room.clone(),
                    (_, true) => folder,
                    _ => normalise_room(&format!("{folder}_{room}")),
                }
            })
            .collect();
        let now = collisions(photos, &longer);
        if 2 * now > remaining {
            continue;
        }
        rooms.clone_from_slice(&longer);
        remaining = now;
        if piece >= 2 {
            for photo in photos.iter_mut() {
                let above = photo.above.len();
                if let Some(component) = above.checked_sub(piece - 1).and_then(|k| photo.above.get_mut(k)) {
                    component.clear();
                }
            }
        }
        if 10 * remaining <= photos.len() {
            return;
        }
    }
}

/// Whether a photo lies in a folder that holds versions of photos.
pub(super) fn is_in_version(photo: &Located) -> bool {
    photo.above.iter().any(|folder| is_version(folder))
}

/// Which photos are used if several folders hold photos of the same houses: `true` for those that are.
///
/// The folder with photos of the most houses counts; on ties the table's own folder, then folders below it, then the
/// first by name. Another folder is added if at most half of its houses are there already (photos that are there
/// already are not), or if it shows other rooms.
///
/// A folder called like the table, `table`, precedes all others, and then folders of other parts of a dataset that number
/// their houses anew are left out: `test/1.jpg` is no photo of the first house in `train.csv`.
pub(super) fn choose_trees(photos: &[Located], own: &[String], table: &str) -> Vec<bool> {
    let mut used = vec![true; photos.len()];
    if photos.iter().zip(photos.iter().skip(1)).all(|(a, b)| a.above == b.above) {
        return used;
    }
    let mut trees: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (position, photo) in photos.iter().enumerate() {
        trees.entry(&photo.above).or_default().push(position);
    }
    let rows = |positions: &[usize]| -> BTreeSet<usize> {
        positions.iter().filter_map(|&position| Some(photos.get(position)?.row)).collect()
    };
    let mut trees: Vec<(BTreeSet<usize>, &[String], Vec<usize>)> =
        trees.into_iter().map(|(folder, positions)| (rows(&positions), folder, positions)).collect();
    let is_of_table = |folder: &[String]| folder.iter().any(|folder| folder == table);
    let has_own_folder = trees.iter().any(|(_, folder, _)| is_of_table(folder));
    trees.sort_by_cached_key(|(rows, folder, _)| {
        (!is_of_table(folder), Reverse(rows.len()), *folder != own, !folder.starts_with(own), folder.to_vec())
    });
    let mut taken_rows: BTreeSet<usize> = BTreeSet::new();
    let mut taken_rooms: HashSet<&str> = HashSet::new();
    let mut taken: HashSet<(usize, &str, Option<u32>)> = HashSet::new();
    for (rows, folder, positions) in trees {
        let known = rows.iter().filter(|row| taken_rows.contains(row)).count();
        let photos_here = || positions.iter().filter_map(|&position| Some((position, photos.get(position)?)));
        let other_rooms = || photos_here().all(|(_, photo)| !taken_rooms.contains(photo.rest.as_str()));
        let is_of_other = has_own_folder
            && known > 0
            && !is_of_table(folder)
            && folder.iter().any(|folder| is_split(folder));
        let is_added = taken_rows.is_empty() || !is_of_other && (2 * known <= rows.len() || other_rooms());
        let (mut new_rooms, mut new) = (Vec::new(), Vec::new());
        for (position, photo) in photos_here() {
            let key = (photo.row, photo.rest.as_str(), photo.number);
            let is_used = is_added && !taken.contains(&key);
            if let Some(slot) = used.get_mut(position) {
                *slot = is_used;
            }
            if is_used {
                new_rooms.push(photo.rest.as_str());
                new.push(key);
            }
        }
        if is_added {
            taken_rooms.extend(new_rooms);
            taken.extend(new);
            taken_rows.extend(rows);
        }
    }
    used
}
