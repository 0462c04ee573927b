//! Reads a folder as the command line does, and compares the houses with the truth.

use std::collections::{BTreeMap, BTreeSet};

use facade_data::{
    HouseId, HouseList, MAX_CANDIDATES, MemorySource, Pairing, ReadOptions, Source, Table, TableCandidate,
    check_table_size, choose_table, find_tables, is_clear, list_houses, photos_by_house, read_table_with,
    table_candidates,
};

/// What is true of a folder.
#[derive(Default)]
pub(super) struct Truth {
    pub(super) houses: Vec<TrueHouse>,
    /// The house and the room, or the number, of each photo, by its content.
    pub(super) photos: BTreeMap<Vec<u8>, (usize, String)>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct TrueHouse {
    /// `None` if the table has none.
    pub(super) price: Option<f64>,
    /// Columns' names and values.
    pub(super) attributes: Vec<(String, f64)>,
}

/// A folder as it was read.
pub(super) struct Reading {
    pub(super) source: MemorySource,
    pub(super) paths: Vec<String>,
    /// Index of the table in the paths.
    pub(super) position: usize,
    pub(super) table: Table,
    pub(super) pairings: Vec<Pairing>,
    pub(super) is_clear: bool,
}

/// What is wrong with the houses of a pairing, the worst first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// A house has another's price or photo.
    Wrong(String),
    /// A house or a photo is not there.
    Missing(String),
    /// Photos of different rooms are one room, or a room has another name.
    Room(String),
    Attribute(String),
}

/// Reads the tables of a folder, and takes the best.
pub(super) fn read(source: MemorySource) -> Result<Reading, String> {
    let paths = source.paths();
    let options = ReadOptions::default();
    let read = |position: usize| -> Result<Table, String> {
        let path = &paths[position];
        let bytes = source.read(path).map_err(|error| error.to_string())?;
        check_table_size(path, bytes.len() as u64).map_err(|error| error.to_string())?;
        read_table_with(path, &bytes, &options).map_err(|error| error.to_string())
    };
    let (mut tables, mut errors) = (Vec::new(), Vec::new());
    for position in find_tables(&paths).map_err(|error| error.to_string())?.into_iter().take(MAX_CANDIDATES) {
        match read(position) {
            Ok(table) => tables.push((table, position)),
            Err(error) => errors.push(error),
        }
    }
    let mut candidates = table_candidates(tables, None, &paths);
    let (best, _) = choose_table(&candidates).ok_or_else(|| errors.join("\n"))?;
    let TableCandidate { table, position, pairings, .. } = candidates.swap_remove(best);
    let is_clear = is_clear(&pairings);
    Ok(Reading { source, paths, position, table, pairings, is_clear })
}

impl Reading {
    /// The list of the houses that have the commonest room, by a pairing.
    pub(super) fn list(&self, pairing: &Pairing) -> Result<HouseList, String> {
        let mut mapping = pairing.mapping.clone();
        mapping.photos_per_house = Some(1);
        let list = list_houses("set", &self.table, &mapping, &self.paths, self.position);
        list.map_err(|error| error.to_string())
    }

    /// The photos of each house by room: paths.
    pub(super) fn photos(&self, pairing: &Pairing) -> BTreeMap<HouseId, BTreeMap<String, String>> {
        let photos = photos_by_house(&self.table, pairing);
        let path = |(room, index): (String, usize)| (room, self.paths[index].clone());
        photos.into_iter().map(|(house, rooms)| (house, rooms.into_iter().map(path).collect())).collect()
    }

    /// What the table's file holds.
    pub(super) fn table_bytes(&self) -> Vec<u8> {
        self.source.read(&self.paths[self.position]).unwrap()
    }

    /// The worst fault of a pairing.
    pub(super) fn fault(&self, pairing: &Pairing, truth: &Truth) -> Option<Fault> {
        let mut faults = Vec::new();
        let mut houses: BTreeMap<HouseId, usize> = BTreeMap::new();
        let mut found: BTreeSet<Vec<u8>> = BTreeSet::new();
        let (mut room_of, mut true_room_of) = (BTreeMap::new(), BTreeMap::new());
        // Where all photos show the same, its name does not matter.
        let true_rooms: BTreeSet<&String> = truth.photos.values().map(|(_, room)| room).collect();
        let of_houses = self.photos(pairing);
        for (id, rooms) in &of_houses {
            for (room, path) in rooms {
                let content = self.source.read(path).unwrap();
                let Some((house, true_room)) = truth.photos.get(&content) else {
                    faults.push(Fault::Wrong(format!("{id} has {path}, which is no house's")));
                    continue;
                };
                let first = *houses.entry(id.clone()).or_insert(*house);
                if first != *house {
                    faults.push(Fault::Wrong(format!("{id} has photos of two houses: {path}")));
                }
                if !found.insert(content) {
                    faults.push(Fault::Wrong(format!("{path} is there twice")));
                }
                let is_named = true_rooms.len() == 1 || names(room, true_room);
                let (other, true_other) = (
                    room_of.entry(true_room.clone()).or_insert_with(|| room.clone()).clone(),
                    true_room_of.entry(room.clone()).or_insert_with(|| true_room.clone()).clone(),
                );
                if !is_named || other != *room || true_other != *true_room {
                    faults.push(Fault::Room(format!("{path} of {true_room} is {room}")));
                }
            }
        }
        let distinct: BTreeSet<usize> = houses.values().copied().collect();
        if distinct.len() < houses.len() {
            faults.push(Fault::Wrong("two houses have photos of one".to_owned()));
        }
        for (content, (house, room)) in &truth.photos {
            if truth.houses[*house].price.is_some() && !found.contains(content) {
                let name = String::from_utf8_lossy(content);
                faults.push(Fault::Missing(format!("{room} of house {house} ({name})")));
            }
        }
        match self.list(pairing) {
            Ok(list) => {
                // The list is paired anew, by the mapping alone.
                let is_listed = |position: usize| {
                    let rooms = of_houses.get(&list.houses[position].id);
                    let of = |photo: &usize| {
                        rooms.is_some_and(|rooms| rooms.values().any(|path| *path == self.paths[*photo]))
                    };
                    list.photos_of(position).iter().flatten().all(of)
                };
                if !(0..list.houses.len()).all(is_listed) {
                    faults.push(Fault::Wrong("the list has other photos".to_owned()));
                }
                faults.extend(self.listed_faults(&list, &houses, truth));
            }
            Err(error) => faults.push(Fault::Missing(error)),
        }
        faults.into_iter().min()
    }

    fn listed_faults(
        &self,
        list: &HouseList,
        houses: &BTreeMap<HouseId, usize>,
        truth: &Truth,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        for house in &list.houses {
            let Some(known) = houses.get(&house.id).and_then(|known| truth.houses.get(*known)) else {
                faults.push(Fault::Wrong(format!("{} is no house", house.id)));
                continue;
            };
            if !known.price.is_some_and(|price| is_same(price, house.price)) {
                faults
                    .push(Fault::Wrong(format!("{} costs {}, not {:?}", house.id, house.price, known.price)));
            }
            for (name, value) in &known.attributes {
                let column = list.attributes.iter().position(|column| column == name);
                let read = column.and_then(|column| house.attributes.get(column).copied().flatten());
                if !read.is_some_and(|read| is_same(read, *value)) {
                    faults
                        .push(Fault::Attribute(format!("{} has the {name} {read:?}, not {value}", house.id)));
                }
            }
        }
        faults
    }
}

/// Whether a room is called rightly: by its name, or by its number.
fn names(room: &str, truth: &str) -> bool {
    let number = |text: &str| text.trim_start_matches("photo").trim_start_matches('_').parse::<usize>().ok();
    match truth.parse::<usize>() {
        Ok(wanted) => number(room) == Some(wanted) || room == "photo" && wanted == 1,
        Err(_) => room == truth || room == "photo" || room.starts_with("photo_"),
    }
}

fn is_same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * b.abs()
}
