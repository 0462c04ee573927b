//! The photos of each house, and the rooms that the houses have in common.

use std::collections::{BTreeMap, HashMap};

use super::house_id::natural_order;
use super::houses::TableHouses;
use super::rooms::MAX_PHOTOS;
use super::{DropReason, HouseId, Pairing, Rooms, Table};

/// The photos of each house by room, as indices in the list of paths.
pub fn photos_by_house(table: &Table, pairing: &Pairing) -> BTreeMap<HouseId, BTreeMap<String, usize>> {
    let rows = pairing.mapping.houses(table);
    let photos = HousePhotos::of(&rows, pairing).photos;
    let houses = rows.houses.into_iter().zip(photos);
    houses
        .filter_map(|(house, photos)| Some((house.ok()?.id, photos)))
        .filter(|(_, photos)| !photos.is_empty())
        .collect()
}

/// The photos that belong to each house of a table.
#[derive(Debug, Default)]
pub(super) struct HousePhotos {
    /// By index of the house: room -> index in the list of paths.
    photos: Vec<BTreeMap<String, usize>>,
    /// By index of the house and room: a name in the table that no file has.
    missing: HashMap<(usize, String), String>,
}

impl HousePhotos {
    /// Joins the photos of all rows of a house. A room that a house has several photos of is numbered.
    pub(super) fn of(rows: &TableHouses, pairing: &Pairing) -> Self {
        let house = |row: usize| {
            let house = *rows.of_rows.get(row)?;
            rows.houses.get(house)?.is_ok().then_some(house)
        };
        // House and room -> its photos, in the order of the rows.
        let mut of_rooms: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
        for photo in &pairing.photos {
            let Some(house) = house(photo.row) else { continue };
            of_rooms.entry((house, &photo.room)).or_default().push(photo.path);
        }
        let mut repeated: BTreeMap<&str, bool> = BTreeMap::new();
        for ((_, room), photos) in &of_rooms {
            *repeated.entry(room).or_default() |= photos.len() > 1;
        }
        let mut joined = HousePhotos { photos: vec![BTreeMap::new(); rows.houses.len()], ..Self::default() };
        for ((house, room), photos) in &of_rooms {
            let Some(of_house) = joined.photos.get_mut(*house) else { continue };
            for (number, path) in (1..).zip(photos) {
                let several = repeated.get(room).is_some_and(|several| *several);
                let name = if several { format!("{room}_{number}") } else { (*room).to_owned() };
                of_house.entry(name).or_insert(*path);
            }
        }
        for missing in &pairing.missing {
            let Some(house) = house(missing.row) else { continue };
            joined.missing.entry((house, missing.room.clone())).or_insert_with(|| missing.name.clone());
        }
        joined
    }

    /// The photos of a house in natural order of the rooms: the room, and the index in the list of paths.
    pub(super) fn photos_of(&self, house: usize) -> impl Iterator<Item = (&str, usize)> {
        let photos = self.photos.get(house).into_iter().flatten();
        let mut photos: Vec<(&str, usize)> = photos.map(|(room, path)| (room.as_str(), *path)).collect();
        photos.sort_by(|(a, _), (b, _)| natural_order(a, b));
        photos.into_iter()
    }

    /// Number of houses with a photo.
    pub(super) fn houses(&self) -> usize {
        self.photos.iter().filter(|rooms| !rooms.is_empty()).count()
    }

    /// Number of photos of these rooms.
    pub(super) fn count(&self, rooms: &Rooms) -> usize {
        let of_house = |photos: &BTreeMap<String, usize>| {
            rooms.names().iter().filter(|room| photos.contains_key(*room)).count()
        };
        self.photos.iter().map(of_house).sum()
    }

    /// Each room with the number of houses that have it, the commonest first.
    fn rooms_by_count(&self) -> Vec<(&str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for room in self.photos.iter().flat_map(BTreeMap::keys) {
            *counts.entry(room).or_default() += 1;
        }
        let mut rooms: Vec<(&str, usize)> = counts.into_iter().collect();
        // `photo_2` goes before `photo_10`.
        rooms.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| natural_order(a, b)));
        rooms
    }

    /// For one photo per house and more, the number of houses that have all of them.
    pub(super) fn complete_houses(&self) -> Vec<usize> {
        let rooms = self.rooms_by_count();
        let mut missing: Vec<bool> = self.photos.iter().map(BTreeMap::is_empty).collect();
        let mut counts = Vec::new();
        for (room, _) in rooms.into_iter().take(MAX_PHOTOS) {
            for (missing, photos) in missing.iter_mut().zip(&self.photos) {
                *missing |= !photos.contains_key(room);
            }
            counts.push(missing.iter().filter(|missing| !**missing).count());
        }
        counts
    }

    /// The rooms that are used, sorted by name, and the rooms left out. They are the commonest `count` rooms, or those
    /// that at least half of the houses with photos have, at most nine. `None` if there is no such room.
    pub(super) fn common_rooms(&self, count: Option<usize>) -> Option<(Rooms, Vec<String>)> {
        let houses = self.houses();
        let mut rooms = self.rooms_by_count();
        let most = match count {
            Some(count) => count,
            None => {
                rooms.retain(|(_, count)| 2 * count >= houses);
                MAX_PHOTOS
            }
        };
        let names = |rooms: Vec<(&str, usize)>| {
            let mut names: Vec<String> = rooms.into_iter().map(|(name, _)| name.to_owned()).collect();
            names.sort_by(|a, b| natural_order(a, b));
            names
        };
        let left_out = names(rooms.split_off(most.clamp(1, MAX_PHOTOS).min(rooms.len())));
        Some((Rooms::new(names(rooms))?, left_out))
    }

    /// Whether houses that lack some of the photos are kept, if it was not chosen: if more than a tenth of the houses would be
    /// dropped, but not all.
    pub(super) fn keeps_incomplete(&self, rooms: &Rooms, chosen: Option<bool>) -> bool {
        let is_complete =
            |photos: &&BTreeMap<String, usize>| rooms.names().iter().all(|room| photos.contains_key(room));
        let complete = self.photos.iter().filter(is_complete).count();
        chosen.unwrap_or(complete > 0 && 10 * complete < 9 * self.houses())
    }

    /// The photos of a house in the order of the rooms, or why it cannot be used. If `keep_incomplete`, one photo is enough.
    pub(super) fn of_house(
        &self,
        house: usize,
        rooms: &Rooms,
        keep_incomplete: bool,
    ) -> Result<Vec<Option<usize>>, DropReason> {
        let photos = self.photos.get(house).filter(|photos| !photos.is_empty());
        let missing = |room: &String| self.missing.get(&(house, room.clone())).cloned();
        let Some(photos) = photos else {
            let named = rooms.names().iter().find_map(|room| Some((room, missing(room)?)));
            return Err(match named {
                Some((room, file)) => DropReason::MissingPhoto { room: room.clone(), file: Some(file) },
                None => DropReason::NoPhotos,
            });
        };
        let found: Vec<Option<usize>> = rooms.names().iter().map(|room| photos.get(room).copied()).collect();
        let first_missing = rooms.names().iter().zip(&found).find(|(_, photo)| photo.is_none());
        match first_missing {
            Some((room, _)) if !keep_incomplete || found.iter().all(Option::is_none) => {
                Err(DropReason::MissingPhoto { room: room.clone(), file: missing(room) })
            }
            _ => Ok(found),
        }
    }
}
