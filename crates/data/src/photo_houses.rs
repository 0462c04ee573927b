//! Houses of a folder without a table: which photos belong to one house, and its price if the names hold it.

mod price_in_name;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::house_id::natural_order;
use super::locate_table::root_folder;
use super::pairing::Photos;
use super::paths::{photo_stem, split_path};
use super::rooms::MAX_PHOTOS;
use price_in_name::{find_price, is_price_word, value, words};
use serde::{Deserialize, Serialize};

/// Where the price list of such houses is put: into the folder that holds all files, unless that has one of this name.
pub fn price_list_path(paths: &[String]) -> String {
    let root = root_folder(paths);
    let path = |number: usize| match number {
        1 => join(&root, "prices.csv"),
        number => join(&root, &format!("prices_{number}.csv")),
    };
    (1..).map(path).find(|path| !paths.contains(path)).unwrap_or_default()
}

/// Photos of a folder that may be one house's: more are those of a room, or of a year.
const MAX_PER_FOLDER: usize = 30;
/// One photo in this many may be of no house.
const MAX_STRAYS: usize = 10;
/// A house that only its photos tell of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhotoHouse {
    /// What its photos' names have in common.
    pub name: String,
    /// Its price, if it is in the names.
    pub price: Option<f64>,
    /// Its photos: what else the name says, such as the room, and the index in the list of paths.
    pub photos: Vec<(String, usize)>,
}

/// The houses of a folder without a table, in natural order of their names. Their photos are told apart by a word in the
/// names that many houses share, such as the room; otherwise those of a folder are a house; otherwise each photo is one.
pub fn houses_by_photos(paths: &[String]) -> Vec<PhotoHouse> {
    let photos = Photos::new(paths, usize::MAX);
    let names: Vec<PhotoName<'_>> = photos.indices.iter().map(|&at| PhotoName::of(&photos, at)).collect();
    let best = SCHEMES.into_iter().enumerate().filter_map(|(order, scheme)| {
        let groups = Groups::by(&names, scheme)?;
        Some((
            (Reverse(groups.shared), groups.strays, groups.has_more_rooms, groups.without_number, order),
            groups,
        ))
    });
    let groups = best.min_by_key(|(rank, _)| *rank).map(|(_, groups)| groups.houses);
    let groups = groups.or_else(|| by_folder(&names)).unwrap_or_else(|| {
        let alone = |name: &PhotoName<'_>| (name.whole(), BTreeMap::from([(PHOTO.to_owned(), name.index)]));
        names.iter().map(alone).collect()
    });
    named_and_priced(groups)
}

/// The houses as a table: name, price, and the file of each room; paths are counted from the folder that holds all files.
/// `./` is put before what a spreadsheet would take for a formula.
pub fn price_list(houses: &[PhotoHouse], paths: &[String]) -> String {
    let root = join(&root_folder(paths), "");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (room, _) in houses.iter().flat_map(|house| &house.photos) {
        *counts.entry(room).or_default() += 1;
    }
    let mut rooms: Vec<(&str, usize)> = counts.into_iter().collect();
    rooms.sort_by_key(|(_, count)| Reverse(*count));
    let mut rooms: Vec<&str> = rooms.into_iter().take(MAX_PHOTOS).map(|(room, _)| room).collect();
    rooms.sort_by(|a, b| natural_order(a, b));
    let mut out = csv::Writer::from_writer(Vec::new());
    let heading = |room: &str| match room {
        "house" | "price" => format!("{PHOTO}_{room}"),
        room if room.bytes().all(|byte| byte.is_ascii_digit()) => format!("{PHOTO}_{room}"),
        room => room.to_owned(),
    };
    let header =
        ["house", "price"].map(str::to_owned).into_iter().chain(rooms.iter().map(|room| heading(room)));
    let mut rows = vec![header.collect::<Vec<String>>()];
    rows.extend(houses.iter().map(|house| {
        let price = house.price.map_or_else(String::new, |price| price.to_string());
        let file = |room: &&str| {
            let photo = house.photos.iter().find(|(of_house, _)| of_house == room);
            photo.map_or_else(String::new, |&(_, at)| {
                let path = paths.get(at).map_or("", String::as_str);
                path.strip_prefix(&root).unwrap_or(path).to_owned()
            })
        };
        let texts = [house.name.clone()].into_iter().chain(rooms.iter().map(file)).map(no_formula);
        let mut row: Vec<String> = texts.collect();
        row.insert(1, price);
        row
    }));
    let written =
        rows.iter().try_for_each(|row| out.write_record(row)).ok().and_then(|()| out.into_inner().ok());
    // Writing to memory cannot fail.
    String::from_utf8(written.unwrap_or_default()).unwrap_or_default()
}

fn no_formula(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("./{text}") } else { text }
}

/// The room of photos of which nothing else is known.
const PHOTO: &str = "photo";

/// What a photo's path says.
struct PhotoName<'a> {
    /// Index in the list of paths.
    index: usize,
    /// Its folder, without the one that holds all files.
    folder: &'a str,
    stem: &'a str,
    /// The words of its file name.
    words: Vec<&'a str>,
}

impl<'a> PhotoName<'a> {
    fn of(photos: &Photos<'a>, index: usize) -> Self {
        let stem = photo_stem(split_path(photos.path(index)).1).unwrap_or_default();
        PhotoName { index, folder: photos.folder(index), stem, words: words(stem) }
    }

    fn whole(&self) -> String {
        join(self.folder, self.stem)
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Which part of a path is the house; the rest is the room.
#[derive(Clone, Copy)]
enum Scheme {
    /// The first words of the file name.
    FirstWords(usize),
    /// The last words of the file name.
    LastWords(usize),
    /// All words of the file name but this one, from the start.
    AllBut(usize),
    /// The number that stands before or behind letters: `kitchen17`.
    Number,
    /// The folder.
    Folder,
    /// The file name: each folder is a room.
    File,
}

/// In order of preference.
const SCHEMES: [Scheme; 12] = [
    Scheme::Folder,
    Scheme::FirstWords(1),
    Scheme::FirstWords(2),
    Scheme::FirstWords(3),
    Scheme::LastWords(1),
    Scheme::LastWords(2),
    Scheme::LastWords(3),
    Scheme::AllBut(1),
    Scheme::AllBut(2),
    Scheme::AllBut(3),
    Scheme::Number,
    Scheme::File,
];

impl Scheme {
    /// The house and the room, if the name has both.
    fn split(self, name: &PhotoName<'_>) -> Option<(String, String)> {
        let words = &name.words;
        let of_words = |house: &[&str], room: &[&str]| {
            (!house.is_empty() && !room.is_empty())
                .then(|| (join(name.folder, &house.join(" ")), room.join("_").to_lowercase()))
        };
        match self {
            Scheme::FirstWords(count) => {
                let (house, room) = words.split_at_checked(count)?;
                of_words(house, room)
            }
            Scheme::LastWords(count) => {
                let (room, house) = words.split_at_checked(words.len().checked_sub(count)?)?;
                of_words(house, room)
            }
            Scheme::AllBut(word) => {
                let room = *words.get(word).filter(|_| word + 1 < words.len())?;
                let house: Vec<&str> = [&words[..word], &words[word + 1..]].concat();
                of_words(&house, &[room])
            }
            Scheme::Number => {
                let digits = name.stem.trim_matches(|letter: char| !letter.is_ascii_digit());
                let letters = name.stem.trim_matches(|letter: char| letter.is_ascii_digit());
                (digits.len() + letters.len() == name.stem.len()).then_some(())?;
                (!digits.is_empty() && !letters.is_empty()).then(|| of_words(&[digits], &[letters]))?
            }
            Scheme::Folder => {
                (!name.folder.is_empty()).then(|| (name.folder.to_owned(), name.stem.to_lowercase()))
            }
            Scheme::File => {
                let (above, room) = split_path(name.folder);
                (!room.is_empty()).then(|| (join(above, name.stem), room.to_lowercase()))
            }
        }
    }
}

/// Photos by house and room.
struct Groups {
    /// Photos of no house, such as a logo.
    strays: usize,
    houses: BTreeMap<String, BTreeMap<String, usize>>,
    /// Photos of rooms that several houses have, in twentieths of all.
    shared: usize,
    /// Whether there are more rooms than houses.
    has_more_rooms: bool,
    /// Whether most houses are called by no number.
    without_number: bool,
}

impl Groups {
    /// `None` if the photos are not told apart by rooms that several houses have.
    fn by(names: &[PhotoName<'_>], scheme: Scheme) -> Option<Groups> {
        let mut houses: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let mut strays = 0;
        for name in names {
            let Some((house, room)) = scheme.split(name) else {
                strays += 1;
                if MAX_STRAYS * strays > names.len() {
                    return None;
                }
                continue;
            };
            if houses.entry(house).or_default().insert(room, name.index).is_some() {
                return None;
            }
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for room in houses.values().flat_map(BTreeMap::keys) {
            *counts.entry(room).or_default() += 1;
        }
        let mut shared: Vec<usize> = counts.values().copied().filter(|&count| count >= 2).collect();
        shared.sort_unstable_by_key(|&count| Reverse(count));
        let explained: usize = shared.iter().take(MAX_PHOTOS).sum();
        let several = 2 * names.len() >= 3 * houses.len() && houses.len() >= 2;
        if !several || 4 * explained < 3 * names.len() {
            return None;
        }
        let has_digit = |house: &&String| house.bytes().any(|byte| byte.is_ascii_digit());
        Some(Groups {
            strays,
            shared: 20 * explained / names.len(),
            has_more_rooms: counts.len() > houses.len(),
            without_number: 2 * houses.keys().filter(has_digit).count() < houses.len(),
            houses,
        })
    }
}

/// A house for each folder, its photos numbered in natural order.
fn by_folder(names: &[PhotoName<'_>]) -> Option<BTreeMap<String, BTreeMap<String, usize>>> {
    let mut folders: BTreeMap<&str, Vec<&PhotoName<'_>>> = BTreeMap::new();
    for name in names {
        folders.entry(name.folder).or_default().push(name);
    }
    let strays = folders.remove("").map_or(0, |photos| photos.len());
    let fits = folders.len() >= 2
        && MAX_STRAYS * strays <= names.len()
        && names.len() >= 2 * folders.len()
        && names.len() <= MAX_PER_FOLDER * folders.len();
    let house = |(folder, mut photos): (&str, Vec<&PhotoName<'_>>)| {
        photos.sort_by(|a, b| natural_order(a.stem, b.stem));
        let rooms = (1..).zip(photos).map(|(number, photo)| (format!("{PHOTO}_{number}"), photo.index));
        (folder.to_owned(), rooms.collect())
    };
    fits.then(|| folders.into_iter().map(house).collect())
}

/// Gives the houses their prices and the shortest names that tell them apart, in natural order.
fn named_and_priced(groups: BTreeMap<String, BTreeMap<String, usize>>) -> Vec<PhotoHouse> {
    let (full, photos): (Vec<String>, Vec<BTreeMap<String, usize>>) = groups.into_iter().unzip();
    let keys: Vec<Vec<&str>> = full.iter().map(|key| key.split('/').flat_map(words).collect()).collect();
    let price = find_price(&keys);
    let without_price = |key: &[&str]| {
        let left = key.iter().enumerate().filter(|(at, word)| {
            price.is_none_or(|place| place.index(key.len()) != Some(*at) && !is_price_word(word))
        });
        left.map(|(_, word)| *word).collect::<Vec<&str>>().join(" ")
    };
    let short: Vec<String> = keys.iter().map(|key| without_price(key)).collect();
    let last: Vec<String> = full.iter().map(|key| split_path(key).1.to_owned()).collect();
    let is_unique = |names: &[String]| {
        names.iter().collect::<BTreeSet<_>>().len() == names.len()
            && names.iter().all(|name| !name.is_empty())
    };
    let names = match price {
        Some(_) if is_unique(&short) => short,
        _ if is_unique(&last) => last,
        _ => full.clone(),
    };
    let mut houses: Vec<PhotoHouse> = names
        .into_iter()
        .zip(photos)
        .zip(&keys)
        .map(|((name, photos), key)| PhotoHouse {
            name,
            price: price.and_then(|place| value(key.get(place.index(key.len())?)?)),
            photos: photos.into_iter().collect(),
        })
        .collect();
    houses.sort_by(|a, b| natural_order(&a.name, &b.name));
    houses
}
