//! A table of photos beside the table of houses: each of its rows has the name of a photo and the id of a house, as a
//! database keeps them.

mod keys;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use self::keys::{HouseColumn, HouseKeys, KeyForm};
use super::infer_mapping::{Columns, Roles};
use super::pairing::{FileLookup, Lookup, file_names, normalise_room};
use super::paths::split_path;
use super::rooms::MAX_PHOTOS;
use super::table::PhotoList;
use super::table_names::{is_outdated, version};
use super::tables::grid::unique_names;
use super::{Table, TableFormat};

/// Maximum number of rows, evenly spaced, by which columns are compared.
const SAMPLE_ROWS: usize = 1000;
/// Of a hundred photos, so many must be of houses in the table, if the ids may agree by accident.
const LEAST_WEAK: usize = 90;
/// The same for other ids: the table may have few of the houses.
const LEAST_STRONG: usize = 10;
/// Another pair of columns, whose ids may agree by accident, is a rival if it explains at least this share.
const RIVAL: f64 = 0.5;

/// The tables that list photos.
pub(crate) struct PhotoLists<'t>(Vec<List<'t>>);

/// A table whose rows name photos that exist.
struct List<'t> {
    columns: Columns<'t>,
    /// Its index in the list of paths.
    position: usize,
    /// Tables that are called old or copies go last, then those with older versions.
    preference: (bool, Reverse<Vec<u64>>),
    /// The column with the photos.
    photos: usize,
    /// What its columns mean: all that name photos.
    roles: Roles,
    /// The rows that name photos.
    rows: Vec<ListRow<'t>>,
    /// Whether photos are named by ids without endings, which may be other ids.
    is_by_id: bool,
}

/// A row that names photos.
struct ListRow<'t> {
    fields: &'t [String],
    /// The photos' paths, or their names if there are no such files.
    names: Vec<String>,
    /// Whether one of them exists.
    exists: bool,
}

/// Two columns with the same ids.
struct Fit<'h> {
    key: usize,
    ids: &'h HouseKeys,
    /// Number of photos in the sample whose house is known.
    matched: usize,
    /// Number of houses of these.
    houses: usize,
    /// Whether the ids do not agree by accident.
    is_strong: bool,
    /// Whether the key counts the rows of the list.
    counts_rows: bool,
}

impl Fit<'_> {
    /// A column with few different numbers, as an order from 1 to 5, fits many photos but few houses.
    fn score(&self) -> f64 {
        self.matched as f64 * self.houses as f64
    }

    fn is_enough(&self, photos: usize) -> bool {
        let least = if self.is_strong { LEAST_STRONG } else { LEAST_WEAK };
        100 * self.matched >= least * photos && self.houses > 1
    }
}

/// The list of a table's photos, and the row of the house that each of its photos shows.
struct Match<'l, 't> {
    list: &'l List<'t>,
    key: usize,
    id: usize,
    is_strong: bool,
    is_doubtful: bool,
    houses: Vec<Option<usize>>,
}

impl<'t> PhotoLists<'t> {
    /// The lists among tables, each with its index in `paths`.
    pub(crate) fn find(tables: &'t [(Table, usize)], paths: &[String]) -> Self {
        PhotoLists(tables.iter().filter_map(|(table, position)| List::of(table, paths, *position)).collect())
    }

    /// A table of houses with the photos that a list says, and the list's index in the paths. `None` if there is no list of
    /// its photos, or if it names photos itself. `position` is the table's index in `paths`.
    pub(crate) fn join(&self, houses: &Table, position: usize, paths: &[String]) -> Option<(Table, usize)> {
        let others = || self.0.iter().filter(|list| list.position != position);
        if houses.format == TableFormat::HousesInfo || others().next().is_none() {
            return None;
        }
        let columns = Columns::examine(houses);
        if !columns.roles(&FileLookup::new(paths, position)).photos.is_empty() {
            return None;
        }
        let ids: Vec<HouseColumn> =
            (0..houses.columns.len()).filter_map(|column| HouseColumn::of(&columns, column)).collect();
        let mut found: Vec<Match<'_, 't>> = others().filter_map(|list| list.of_houses(&ids)).collect();
        found.sort_by(|a, b| {
            let rank = |one: &Match<'_, 't>| (one.list.preference.clone(), !one.is_strong);
            rank(a).cmp(&rank(b)).then_with(|| b.photos().cmp(&a.photos()))
        });
        let (best, rest) = found.split_first()?;
        let contradicts = rest.iter().any(|other| best.contradicts(other));
        Some((best.join(houses, contradicts), best.list.position))
    }
}

/// The table of houses with the photos of a list beside it; unchanged if it is no list of its photos. Both have an index in
/// `paths`.
pub fn join_photo_list(houses: (Table, usize), list: (Table, usize), paths: &[String]) -> Table {
    let lists = [list];
    let joined = PhotoLists::find(&lists, paths).join(&houses.0, houses.1, paths);
    joined.map_or(houses.0, |(table, _)| table)
}

/// The first `count` readable rows, to be shown. In the columns that a list of photos has added, photos are named without
/// their folders.
pub fn preview_rows(table: &Table, count: usize) -> Vec<Vec<String>> {
    let list = table.reading.photo_list.as_ref();
    let added = list.map_or(0..0, |list| list.first_column..list.first_column + list.rooms.len());
    let names = |field: &mut String| {
        if let Ok(paths) = serde_json::from_str::<Vec<String>>(field) {
            let names: Vec<&str> = paths.iter().map(|path| split_path(path).1).collect();
            *field = names.join(", ");
        }
    };
    let shown = |fields: &Vec<String>| {
        let mut fields = fields.clone();
        fields.get_mut(added.clone()).into_iter().flatten().for_each(names);
        fields
    };
    table.rows.iter().filter_map(|row| row.fields.as_ref().ok()).take(count).map(shown).collect()
}

/// Words for a photo in the names of columns.
const PHOTO_WORDS: [&str; 6] = ["photo", "foto", "image", "img", "pic", "file"];

/// Whether a column's name says that it holds photos.
fn names_photo(column: &str) -> bool {
    let name = column.to_lowercase();
    PHOTO_WORDS.iter().any(|word| name.contains(word))
}

impl<'t> List<'t> {
    fn of(table: &'t Table, paths: &[String], position: usize) -> Option<Self> {
        if table.format == TableFormat::HousesInfo {
            return None;
        }
        let columns = Columns::examine(table);
        let files = FileLookup::new(paths, position);
        let roles = columns.roles(&files);
        let rows_of = |column: usize| -> Vec<ListRow<'t>> {
            let rows = table.rows.iter().filter_map(|row| row.fields.as_deref().ok());
            let row = |fields: &'t [String]| {
                let names = file_names(fields.get(column)?, &files);
                let found: Vec<Lookup> = names.iter().map(|name| files.find(name)).collect();
                let exists = found.iter().any(|found| *found != Lookup::Missing);
                // Names count from the list's folder, which may be another one than that of the houses.
                let path = |(name, found): (String, Lookup)| match found {
                    Lookup::File(file) => format!("/{}", files.path(file)),
                    _ => name,
                };
                let names: Vec<String> = names.into_iter().zip(found).map(path).collect();
                (!names.is_empty()).then_some(ListRow { fields, names, exists })
            };
            rows.filter_map(row).collect()
        };
        // Of several columns (a small and a large picture), the one with most files.
        let existing = |rows: &[ListRow<'_>]| rows.iter().filter(|row| row.exists).count();
        let is_by_id = roles.photos.is_empty();
        let is_of_photos = names_photo(&table.file);
        let may_name = |column: &usize| {
            names_photo(columns.name(*column)) || is_of_photos && columns.is_named_id(*column)
        };
        let by_id = || (0..table.columns.len()).filter(may_name).collect();
        let named = if is_by_id { by_id() } else { roles.photos.clone() };
        let is_id = |rows: &[ListRow<'_>]| {
            let names: HashSet<&String> = rows.iter().flat_map(|row| &row.names).collect();
            existing(rows) == rows.len() && names.len() == rows.len()
        };
        let found = named.into_iter().map(|column| (column, rows_of(column)));
        let found = found.filter(|(_, rows)| !is_by_id || is_id(rows));
        let (photos, rows) = found.rev().max_by_key(|(_, rows)| existing(rows))?;
        let path = paths.get(position).map_or("", String::as_str);
        let preference = (is_outdated(path), Reverse(version(path)));
        let is_list = !roles.price_is_named && existing(&rows) > 1;
        is_list.then_some(List { columns, position, preference, photos, roles, rows, is_by_id })
    }

    /// Rows of the sample, whose photos exist.
    fn sample(&self) -> impl Iterator<Item = &ListRow<'t>> {
        let step = self.rows.len().div_ceil(SAMPLE_ROWS).max(1);
        self.rows.iter().step_by(step).filter(|row| row.exists)
    }

    /// The columns that may hold the houses' ids.
    fn keys(&self) -> impl Iterator<Item = usize> {
        let names_photos = |column: &usize| {
            *column == self.photos
                || self.roles.photos.contains(column)
                || self.roles.unfound.contains(column)
        };
        let may_be = move |column: &usize| !self.is_by_id || self.columns.is_named_id(*column);
        (0..self.columns.table.columns.len()).filter(move |column| !names_photos(column) && may_be(column))
    }

    /// The houses of the photos, by the columns with the same ids that explain most.
    fn of_houses(&self, columns: &[HouseColumn]) -> Option<Match<'_, 't>> {
        let photos = self.sample().count();
        let mut fits: Vec<Fit<'_>> = Vec::new();
        for key in self.keys() {
            // Ids that differ only by zeros or case are other houses.
            let is_loose = keys::is_loose(self.rows.iter().filter_map(|row| row.fields.get(key)));
            let field = |row: &ListRow<'t>| row.fields.get(key).map_or("", String::as_str);
            let counts_rows = keys::counts_rows(self.rows.iter().map(field));
            for column in columns {
                let Some(ids) = column.keys(if is_loose { KeyForm::Loose } else { KeyForm::Exact }) else {
                    continue;
                };
                let found: Vec<usize> = self.sample().filter_map(|row| ids.house(row.fields, key)).collect();
                let (matched, houses) = (found.len(), found.into_iter().collect::<HashSet<_>>().len());
                let is_strong = !ids.are_short_numbers && !counts_rows;
                fits.push(Fit { key, ids, matched, houses, is_strong, counts_rows });
            }
        }
        fits.retain(|fit| fit.is_enough(photos));
        fits.sort_by(|a, b| b.is_strong.cmp(&a.is_strong).then_with(|| b.score().total_cmp(&a.score())));
        let (best, others) = fits.split_first()?;
        let of_photos = |fit: &Fit<'_>| -> Vec<Option<usize>> {
            self.rows.iter().map(|row| fit.ids.house(row.fields, fit.key)).collect()
        };
        let houses = of_photos(best);
        let is_rival = |other: &Fit<'_>| {
            let differ =
                |(one, other): (&Option<usize>, &Option<usize>)| one.zip(*other).is_some_and(|(a, b)| a != b);
            (other.is_strong || other.score() >= RIVAL * best.score())
                && houses.iter().zip(&of_photos(other)).any(differ)
        };
        let with_photos = houses.iter().flatten().collect::<HashSet<_>>().len();
        // Short numbers are ids only if they are called so, and those of most houses.
        let is_weak = !best.is_strong
            && (2 * with_photos < best.ids.len() || !self.columns.is_named_id(best.key) || best.counts_rows);
        Some(Match {
            list: self,
            key: best.key,
            id: best.ids.column,
            is_strong: best.is_strong,
            is_doubtful: is_weak || self.is_by_id || others.iter().any(is_rival),
            houses,
        })
    }

    /// The column that says which room a photo shows: few rooms, most of which several houses have.
    fn room_column(&self, key: usize, houses: &[Option<usize>]) -> Option<usize> {
        let mut photos = self.roles.photos.clone();
        photos.extend(&self.roles.unfound);
        let roles = Roles { price: key, photos, ..Roles::default() };
        let column = self.columns.room_column(key, &roles)?;
        let mut of_rooms: HashMap<String, HashSet<usize>> = HashMap::new();
        for (row, house) in self.rows.iter().zip(houses) {
            let room = row.fields.get(column).map_or(String::new(), |field| normalise_room(field));
            of_rooms.entry(room).or_default().extend(house);
        }
        let shared = of_rooms.values().filter(|houses| houses.len() > 1).count();
        (of_rooms.len() <= MAX_PHOTOS && 2 * shared >= of_rooms.len()).then_some(column)
    }
}

/// Names of the photos of a room, by the row of the house.
type RoomPhotos<'a> = HashMap<usize, Vec<&'a str>>;

impl Match<'_, '_> {
    /// Number of photos whose house is known.
    fn photos(&self) -> usize {
        self.houses.iter().flatten().count()
    }

    /// Whether a photo shows another house by the other list.
    fn contradicts(&self, other: &Self) -> bool {
        let names = |one: &Self| -> Vec<(String, usize)> {
            let rows = one.list.rows.iter().zip(&one.houses);
            rows.filter_map(|(row, house)| Some((row, (*house)?)))
                .flat_map(|(row, house)| row.names.iter().map(move |name| (name.clone(), house)))
                .collect()
        };
        let ours: HashMap<String, usize> = names(self).into_iter().collect();
        names(other).iter().any(|(name, house)| ours.get(name).is_some_and(|ours| ours != house))
    }

    /// The table of houses with a column of photos for each room.
    fn join(&self, houses: &Table, contradicts: bool) -> Table {
        let List { columns, photos, rows, .. } = self.list;
        let room_column = self.list.room_column(self.key, &self.houses);
        let mut rooms: BTreeMap<String, RoomPhotos<'_>> = BTreeMap::new();
        for (row, house) in rows.iter().zip(&self.houses) {
            let Some(house) = *house else { continue };
            let field = room_column.and_then(|column| row.fields.get(column));
            let room = field.map(|field| normalise_room(field)).unwrap_or_default();
            let names = rooms.entry(room).or_default().entry(house).or_default();
            names.extend(row.names.iter().map(String::as_str));
        }
        let mut joined = houses.clone();
        for (room, of_houses) in &rooms {
            let column = joined.columns.len();
            joined.columns.push(if room.is_empty() { columns.name(*photos) } else { room }.to_owned());
            for (row, fields) in joined.rows.iter_mut().enumerate() {
                let Ok(fields) = &mut fields.fields else { continue };
                let names = of_houses.get(&row);
                fields.resize(column, String::new());
                fields.push(names.and_then(|names| serde_json::to_string(names).ok()).unwrap_or_default());
            }
        }
        joined.columns = unique_names(&joined.columns);
        joined.reading.photo_list = Some(PhotoList {
            file: columns.table.file.clone(),
            key: columns.name(self.key).to_owned(),
            id: houses.columns.get(self.id).cloned().unwrap_or_default(),
            first_column: houses.columns.len(),
            rooms: rooms.into_keys().collect(),
            is_strong: self.is_strong,
            is_doubtful: self.is_doubtful || contradicts,
        });
        joined
    }
}
