//! Pairs photos whose paths have an id or a row number at a certain place.

use std::collections::{BTreeMap, HashSet};

use super::ids::{Ids, number_at};
use super::names::{fold_name, natural_key};
use super::photos::{Photo, Photos};
use super::place::{Found, IdPlace};
use super::room_names::rooms_of_names;
use super::serials::{has_date, is_serial};
use super::trees::{add_room_folders, choose_trees, is_in_version, is_of_table};
use super::{Located, PairedPhoto};

/// The photos that have an id at a place.
#[derive(Default)]
pub(super) struct PairedById {
    pub(super) photos: Vec<PairedPhoto>,
    pub(super) copies: Vec<usize>,
    /// Photos without an id there, or with ambiguous ones.
    pub(super) unpaired: Vec<usize>,
    pub(super) ambiguous: usize,
    /// Paired photos, and their copies in the same folder.
    pub(super) explained: usize,
    /// Photos left out because another folder has photos of the same houses and rooms.
    pub(super) in_other_trees: usize,
    /// Those of them that may be other houses' photos.
    pub(super) in_rival_trees: usize,
    /// Photos whose house has another photo of the same room.
    pub(super) same_room: usize,
    /// Photos with an id that is unlikely to be there by accident.
    pub(super) telling: usize,
    /// Photos with a number that a camera or a chat program gave them, or that is part of a date.
    pub(super) by_serial: usize,
    /// Photos whose names have a date.
    pub(super) with_date: usize,
    /// Photos with a number at the place that is no id.
    pub(super) other_numbers: usize,
    /// The lowest and the highest number at the place.
    pub(super) numbers: Option<(u64, u64)>,
}

pub(super) fn pair_by_id(
    photos: &Photos<'_>,
    table_position: usize,
    ids: &Ids,
    place: IdPlace,
) -> PairedById {
    let mut paired = PairedById::default();
    let mut located: Vec<Located> = Vec::new();
    // File names without the id that they repeat from the folder: `A-001/A-001_front.jpg`.
    let mut without_repeated: Vec<Option<String>> = Vec::new();
    let mut key = String::new();
    photos.visit(photos.indices.iter().copied(), |index, photo| {
        let number = place.number(photo);
        if let Some(number) = number {
            let (low, high) = paired.numbers.unwrap_or((number, number));
            paired.numbers = Some((low.min(number), high.max(number)));
        }
        match place.find(photo, ids, &mut key) {
            Found::Row(row, runs) => {
                let Some(name) = photo.part(place.part) else { return };
                paired.telling += usize::from(is_telling(name.text_of(runs.clone())));
                paired.by_serial += usize::from(runs.len() == 1 && is_serial(name, runs.start));
                paired.with_date += usize::from(has_date(name));
                let (before, after) = name.around(runs);
                located.push(locate(index, row, photo, place, before, after));
                without_repeated.push(if place.part == 0 {
                    None
                } else {
                    repeated_id(photo, row, ids, &mut key)
                });
            }
            Found::Ambiguous => {
                paired.ambiguous += 1;
                paired.unpaired.push(index);
            }
            Found::Nothing => {
                paired.other_numbers += usize::from(number.is_some());
                paired.unpaired.push(index);
            }
        }
    });
    let repeated = without_repeated.iter().flatten().count();
    if 10 * repeated >= 9 * located.len() {
        for (photo, rest) in located.iter_mut().zip(without_repeated) {
            photo.rest = rest.unwrap_or_else(|| std::mem::take(&mut photo.rest));
        }
    }
    located.sort_by_key(|photo| (photo.row, photos.path(photo.path)));
    let mut rooms = rooms_of_names(&located);
    add_room_folders(&mut located, &mut rooms);
    let own = own_folder(photos, table_position);
    let table = photos.table_name();
    let used = choose_trees(&located, &own, &table);
    // The folder was not chosen by mere size if it is the table's own, or if the names say what the others are.
    let is_known = |photo: &Located| photo.above == own || is_in_version(photo) || is_of_table(photo, &table);
    let is_sure = located.iter().zip(&used).any(|(photo, used)| *used && is_known(photo));
    let others = located.iter().zip(&used).filter(|(photo, used)| !**used && !is_in_version(photo)).count();
    paired.in_rival_trees = if is_sure { 0 } else { others };
    paired.take(photos, &located, rooms, &used);
    paired.unpaired.extend(&photos.foreign);
    paired
}

fn locate(index: usize, row: usize, photo: &Photo, place: IdPlace, before: &str, after: &str) -> Located {
    let bare = |text: &str| !text.contains(char::is_alphanumeric);
    let joined = |a: &str, b: &str| if bare(a) { b.to_owned() } else { format!("{a}_{b}") };
    let names = |folders: &[super::names::Name]| -> Vec<String> {
        folders.iter().rev().map(|folder| folder.text.clone()).collect()
    };
    let mut located =
        Located { path: index, row, number: photo.number, begins_with_id: true, ..Located::default() };
    match photo.folder_index(place.part) {
        None => {
            located.rest = joined(before, after);
            located.begins_with_id = bare(before);
            located.above = names(&photo.folders);
        }
        Some(folder) => {
            located.rest = photo.stem.text.clone();
            located.id_rest = joined(before, after);
            located.inner = names(photo.folders.get(..folder).unwrap_or_default()).join("_");
            located.above = names(photo.folders.get(folder + 1..).unwrap_or_default());
        }
    }
    located
}

/// The file name without the id of the house, if it begins with it or ends with it.
fn repeated_id(photo: &Photo, row: usize, ids: &Ids, key: &mut String) -> Option<String> {
    [false, true].into_iter().find_map(|from_end| {
        match IdPlace::at(0, from_end, 0, 0).find(photo, ids, key) {
            Found::Row(same, runs) if same == row => {
                let (before, after) = photo.stem.around(runs);
                Some(format!("{before}_{after}"))
            }
            _ => None,
        }
    })
}

/// Whether an id, found in a name, is there because it is the id: a code or a long number.
fn is_telling(id: &str) -> bool {
    let letters = id.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = id.chars().filter(char::is_ascii_digit).count();
    letters + digits >= 5 || (letters > 0 && digits > 0)
}

/// The table's folder, in the form of [`Located::above`].
fn own_folder(photos: &Photos<'_>, table_position: usize) -> Vec<String> {
    let folder = photos.folder(table_position);
    folder.split('/').filter(|component| !component.is_empty()).map(fold_name).collect()
}

impl PairedById {
    /// Takes over the photos to use: one for each room of a house. Further ones are copies if their names say the
    /// same; otherwise they are numbered, in natural order.
    fn take(&mut self, photos: &Photos<'_>, located: &[Located], rooms: Vec<String>, used: &[bool]) {
        let mut all: Vec<(&Located, String)> = Vec::with_capacity(located.len());
        for ((photo, room), used) in located.iter().zip(rooms).zip(used) {
            if *used {
                all.push((photo, room));
            } else {
                self.in_other_trees += 1;
                self.copies.push(photo.path);
            }
        }
        let mut groups: Vec<RoomPhotos> = Vec::new();
        for of_row in all.chunk_by(|a, b| a.0.row == b.0.row) {
            let mut rooms: BTreeMap<&str, Vec<&Located>> = BTreeMap::new();
            let mut names: HashSet<(&str, &str, Option<u32>, &str, &str)> = HashSet::new();
            // As sorted, the first by name comes first; another whose name says the same is a copy.
            for (photo, room) in of_row {
                if names.insert((room, &photo.rest, photo.number, &photo.inner, &photo.id_rest)) {
                    rooms.entry(room).or_default().push(photo);
                } else {
                    self.copies.push(photo.path);
                    self.explained += 1;
                }
            }
            groups
                .extend(rooms.into_iter().map(|(room, photos)| RoomPhotos { room: room.to_owned(), photos }));
        }
        let are_numbered = groups.iter().any(|group| group.room.is_empty() && group.photos.len() > 1);
        for of_row in groups.chunk_by_mut(|a, b| a.row() == b.row()) {
            let taken: HashSet<String> = of_row.iter().map(|group| group.room.clone()).collect();
            for group in of_row {
                self.explained += group.photos.len();
                if group.photos.len() > 1 {
                    group.photos.sort_by_cached_key(|photo| natural_key(photos.path(photo.path)));
                    self.same_room += if group.room.is_empty() { 0 } else { group.photos.len() - 1 };
                }
                let mut number = 0;
                for photo in &group.photos {
                    number += 1;
                    let room = match (group.room.is_empty(), number) {
                        (true, _) if are_numbered => format!("photo_{number}"),
                        (true, _) => "photo".to_owned(),
                        (false, 1) => group.room.clone(),
                        (false, _) => loop {
                            let numbered = format!("{}_{number}", group.room);
                            if !taken.contains(&numbered) {
                                break numbered;
                            }
                            number += 1;
                        },
                    };
                    self.photos.push(PairedPhoto { row: photo.row, room, path: photo.path });
                }
            }
        }
    }
}

/// The photos of a room of a house.
struct RoomPhotos<'a> {
    room: String,
    photos: Vec<&'a Located>,
}

impl RoomPhotos<'_> {
    fn row(&self) -> Option<usize> {
        self.photos.first().map(|photo| photo.row)
    }
}

impl IdPlace {
    /// The number at this place of a photo's path, whether it is an id or not.
    pub(super) fn number(&self, photo: &Photo) -> Option<u64> {
        let name = photo.part(self.part).filter(|_| !self.anywhere)?;
        let position = self.position(name)?;
        number_at(name, position..position + 1)
    }
}
