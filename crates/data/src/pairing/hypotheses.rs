//! Forms the hypotheses of how photos belong to rows.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use super::by_file_names::pair_by_file_names;
use super::by_id::pair_by_id;
use super::documented::pair_by_name;
use super::file_lookup::{FileLookup, is_thumbnail};
use super::ids::Ids;
use super::judge::{prefer_complete, rank};
use super::numbering::compare_numbers;
use super::photos::Photos;
use super::place::IdPlace;
use super::search::{PlaceFit, Sample};
use super::{Evidence, PairedPhoto, Pairing, PairingMethod, Strength};
use crate::infer_mapping::{Columns, Roles};
use crate::paths::split_path;
use crate::rooms::MAX_PHOTOS;
use crate::{Mapping, Table, TableFormat};

/// Maximum number of hypotheses.
const MAX_HYPOTHESES: usize = 6;
/// Hypotheses that explain less of the sample than this share of what the best explains are left out.
const LEAST_SHARE: f64 = 0.08;
/// Factor for numbers of rows where most ids of a column that is called like one are in the names.
const IDS_FIT: f64 = 0.4;
/// Maximum number of hypotheses that are carried out.
const MAX_TRIED: usize = 10;

/// The table, the files and what is known about them.
pub(super) struct Search<'a> {
    pub(super) table: &'a Table,
    paths: &'a [String],
    table_position: usize,
    pub(super) photos: Photos<'a>,
    sample: OnceCell<Sample>,
}

/// The hypotheses of how photos belong to the rows of a table: the best first, at most six, each with another result.
/// `paths` lists all files, `table_position` is the index of the table among them. If no photo fits any, there is one
/// hypothesis without photos.
pub fn hypotheses(table: &Table, paths: &[String], table_position: usize) -> Vec<Pairing> {
    let search = Search::new(table, paths, table_position);
    if table.format == TableFormat::HousesInfo {
        return search.houses_info();
    }
    let columns = Columns::examine(table);
    let files = FileLookup::new(paths, table_position);
    let roles = columns.roles(&files);
    let mapping = |id: Option<usize>, photos: Vec<usize>, room: Option<usize>, first_row: u32| {
        let is_free = |zip: &usize| id != Some(*zip) && room != Some(*zip) && !photos.contains(zip);
        let (price, zip_code) = (roles.price, roles.zip_code.filter(is_free));
        let mut mapping = Mapping { price, id, zip_code, photos, room, first_row, ..Mapping::default() };
        mapping.date = columns.date(&mapping);
        mapping.attributes = columns.attributes(&mapping);
        mapping
    };

    let house = if roles.photos.is_empty() { None } else { columns.house_column(&roles) };
    let mut found: Vec<(Pairing, f64)> = Vec::new();
    if !roles.photos.is_empty() {
        let mut photos = roles.photos.clone();
        // Told as missing.
        photos.extend(roles.unfound.iter().filter(|&&column| !columns.has_addresses(column)));
        photos.truncate(MAX_PHOTOS);
        photos.sort_unstable();
        let room =
            house.filter(|_| photos.len() == 1).and_then(|house| repeated_room(&columns, &roles, house));
        found.push((search.by_file_names(mapping(house, photos, room, 1), &files), 1.0));
    }
    // Several files have the names that the table gives: numbers in them are no better.
    let is_ambiguous = found.iter().any(|(pairing, _)| pairing.ambiguous > pairing.photos.len());
    found.extend(search.by_ids(&columns, &roles, &files, mapping));
    let odd_prices = columns.odd_prices(roles.price);
    for (pairing, _) in &mut found {
        pairing.odd_prices.clone_from(&odd_prices);
        pairing.price_doubt = roles.price_doubt;
        pairing.price_is_named = roles.price_is_named;
        pairing.evidence.is_doubtful |= !table.reading.other_price_sheets.is_empty();
        pairing.evidence.is_doubtful |= is_ambiguous && pairing.is_by_part_of_name();
        pairing.weigh_photo_list(table);
    }
    found.retain(|(pairing, _)| pairing.rows > 0);
    rank(&mut found);
    compare_numbers(&search.photos, &mut found);
    prefer_complete(&mut found);
    let best = found.first().map(|(best, _)| (best.evidence.is_doubtful, best.rows));
    if let Some((false, rows)) = best {
        found.retain(|(pairing, _)| pairing.rows as f64 >= LEAST_SHARE * rows as f64);
    }
    let mut results: HashSet<Vec<(usize, usize)>> = HashSet::new();
    let mut best: Vec<Pairing> = Vec::new();
    for (pairing, _) in found {
        let mut result: Vec<(usize, usize)> =
            pairing.photos.iter().map(|photo| (photo.path, photo.row)).collect();
        result.sort_unstable();
        if best.len() < MAX_HYPOTHESES && results.insert(result) {
            best.push(pairing);
        }
    }
    if best.is_empty() {
        // The report will name the files that the table names.
        let mut photos: Vec<usize> = roles.photos.iter().chain(&roles.unfound).copied().collect();
        photos.sort_unstable();
        photos.truncate(MAX_PHOTOS);
        let mapping = mapping(columns.id_by_name(&roles), photos, None, 1);
        let mut nothing = if mapping.photos.is_empty() {
            search.nothing(mapping)
        } else {
            search.by_file_names(mapping, &files)
        };
        nothing.price_doubt = roles.price_doubt;
        nothing.price_is_named = roles.price_is_named;
        best.push(nothing);
    }
    best
}

/// The room column, if rows with the same id are one house.
fn repeated_room(columns: &Columns<'_>, roles: &Roles, house: usize) -> Option<usize> {
    let ids = columns.ids(house, roles)?;
    if ids.repeated == 0 { None } else { columns.room_column(house, roles) }
}

/// Pairs photos with the rows of a table by a given mapping. If it does not say where in the photos' names the ids
/// stand, the place that fits best is used.
pub fn pair(table: &Table, mapping: &Mapping, paths: &[String], table_position: usize) -> Pairing {
    let search = Search::new(table, paths, table_position);
    if !mapping.photos.is_empty() {
        return search.by_file_names(mapping.clone(), &FileLookup::new(paths, table_position));
    }
    let is_documented = mapping.id.is_none() && mapping.place.is_none() && mapping.first_row == 1;
    if table.format == TableFormat::HousesInfo && is_documented {
        let documented = search.documented(mapping.clone());
        if documented.rows > 0 {
            return documented;
        }
    }
    let best = match mapping.id {
        None => {
            let ids = Rc::new(Ids::rows(table, mapping.first_row));
            Some((ids, search.row_places()))
        }
        Some(column) => {
            let ids = Ids::column(table, column, mapping.price).map(Rc::new);
            search.places(ids, column, mapping.price).or_else(|| {
                let chosen = Ids::chosen_column(table, column, mapping.price).map(Rc::new);
                search.places(chosen, column, mapping.price)
            })
        }
    };
    let Some((ids, places)) = best else { return search.nothing(mapping.clone()) };
    let at = |place: IdPlace| search.by_id(mapping.clone(), &ids, place, mapping.id.is_some());
    let best = places.first().map(|fit| fit.place);
    // The given place is another column's if nothing is there.
    let given = mapping.place.map(at).filter(|pairing| pairing.rows > 0);
    given.or_else(|| best.map(at)).unwrap_or_else(|| search.nothing(mapping.clone()))
}

impl<'a> Search<'a> {
    fn new(table: &'a Table, paths: &'a [String], table_position: usize) -> Self {
        let photos = Photos::new(paths, table_position);
        Search { table, paths, table_position, photos, sample: OnceCell::new() }
    }

    fn sample(&self) -> &Sample {
        self.sample.get_or_init(|| Sample::of(&self.photos))
    }

    /// A pairing without photos.
    pub(super) fn nothing(&self, mapping: Mapping) -> Pairing {
        Pairing {
            mapping,
            price_is_named: self.table.format == TableFormat::HousesInfo,
            unpaired: self.photos.indices.iter().chain(&self.photos.foreign).copied().collect(),
            copies: self.photos.copies.clone(),
            evidence: Evidence {
                photos: self.photos.len(),
                houses: self.table.rows.len(),
                is_doubtful: true,
                ..Evidence::default()
            },
            ..Pairing::default()
        }
    }

    /// `HousesInfo.txt` is paired as its documentation says, unless photos numbered from 0 say that this is wrong.
    fn houses_info(&self) -> Vec<Pairing> {
        let mapping = Mapping::houses_info();
        let documented = self.documented(mapping.clone());
        let row_mapping = |first_row: u32, place| Mapping { first_row, place, ..mapping.clone() };
        let mut others = self.by_rows(row_mapping);
        let explained = documented.evidence.explained;
        let counts_from_zero = |other: &Pairing| {
            other.mapping.first_row == 0
                && !other.evidence.is_doubtful
                && other.evidence.explained > explained
        };
        if documented.rows > 0 && !others.iter().any(|(other, _)| counts_from_zero(other)) {
            return vec![documented];
        }
        others.retain(|(other, _)| other.rows > 0);
        if documented.rows > 0 {
            others.retain(|(other, _)| other.mapping.first_row != 1);
            others.push((documented, 0.95));
        }
        rank(&mut others);
        others.truncate(MAX_HYPOTHESES);
        let mut best: Vec<Pairing> = others.into_iter().map(|(pairing, _)| pairing).collect();
        if best.is_empty() {
            best.push(self.nothing(mapping));
        }
        best
    }

    /// By the names that the tutorial's folder has.
    fn documented(&self, mapping: Mapping) -> Pairing {
        let rows = self.table.rows.len();
        let mut pairing = self.nothing(mapping);
        let mut paired: HashSet<usize> = HashSet::new();
        for (number, rooms) in pair_by_name(self.paths, self.table_position) {
            let Some(row) = (number as usize).checked_sub(1).filter(|&row| row < rows) else { continue };
            for (room, path) in rooms {
                paired.insert(path);
                pairing.photos.push(PairedPhoto { row, room, path });
            }
        }
        pairing.unpaired.retain(|path| !paired.contains(path));
        pairing.copies.retain(|path| !paired.contains(path));
        pairing.method = PairingMethod::RowNumber;
        pairing.evidence.explained = pairing.photos.len();
        pairing.evidence.is_doubtful = false;
        pairing.evidence.fits_all = true;
        pairing.finish()
    }

    fn by_file_names(&self, mapping: Mapping, files: &FileLookup<'_>) -> Pairing {
        let paired = pair_by_file_names(self.table, &mapping, files, self.paths);
        let used: HashSet<usize> = paired.photos.iter().map(|photo| photo.path).collect();
        let mut pairing = self.nothing(mapping);
        pairing.unpaired.retain(|path| !used.contains(path));
        pairing.copies.retain(|path| !used.contains(path));
        // Small pictures of the same photos.
        let names: HashSet<&str> = used.iter().map(|&path| split_path(self.photos.path(path)).1).collect();
        let (small, unpaired): (Vec<usize>, Vec<usize>) = pairing.unpaired.iter().partition(|&&index| {
            let path = self.photos.path(index);
            is_thumbnail(path) && names.contains(split_path(path).1)
        });
        pairing.unpaired = unpaired;
        pairing.copies.extend(&small);
        pairing.method =
            if paired.photos.is_empty() { PairingMethod::Nothing } else { PairingMethod::FileNames };
        pairing.evidence.explained = used.len();
        // If few of the names exist, those that do may be accidents.
        pairing.evidence.strength =
            if 4 * paired.photos.len() >= paired.named { Strength::Explicit } else { Strength::Strong };
        pairing.evidence.is_named = true;
        // Many names find no file, and many files have no name: they may be the same photos.
        let lost = 5 * paired.missing.len() > paired.named && 5 * pairing.unpaired.len() > self.photos.len();
        pairing.evidence.is_doubtful = 10 * paired.ambiguous > paired.named || lost;
        pairing.photos = paired.photos;
        pairing.missing = paired.missing;
        pairing.ambiguous = paired.ambiguous;
        pairing.finish()
    }

    /// The places at which the ids of a column stand, and the ids in the form that fits: as they are written, if they
    /// can be read so, or in another form.
    fn places(&self, ids: Option<Rc<Ids>>, column: usize, price: usize) -> Option<(Rc<Ids>, Vec<PlaceFit>)> {
        let sample = self.sample();
        if let Some(ids) = ids {
            let places = sample.best_places(&ids);
            if !places.is_empty() {
                return Some((ids, places));
            }
        }
        Ids::other_forms(self.table, column, price).into_iter().find_map(|ids| {
            let places = sample.best_places(&ids);
            (!places.is_empty()).then_some((Rc::new(ids), places))
        })
    }

    /// The places at which row numbers stand. Their first number is not known, so any number up to that of rows fits.
    fn row_places(&self) -> Vec<PlaceFit> {
        let mut places = self.sample().best_places(&Ids::rows(self.table, 0));
        places.retain(|fit| !fit.place.anywhere);
        places
    }

    /// Hypotheses by ids and by row numbers, each with a preference.
    fn by_ids(
        &self,
        columns: &Columns<'_>,
        roles: &Roles,
        files: &FileLookup<'_>,
        mapping: impl Fn(Option<usize>, Vec<usize>, Option<usize>, u32) -> Mapping,
    ) -> Vec<(Pairing, f64)> {
        if self.photos.len() == 0 {
            return Vec::new();
        }
        let mut candidates: Vec<(usize, Rc<Ids>, Vec<PlaceFit>)> = Vec::new();
        for column in columns.id_candidates(roles) {
            if let Some((ids, places)) = self.places(columns.ids(column, roles), column, roles.price) {
                candidates.push((column, ids, places));
            }
        }
        let best_fit = |candidates: &[(usize, Rc<Ids>, Vec<PlaceFit>)]| {
            candidates.iter().flat_map(|(_, _, places)| places).map(|fit| fit.fit).fold(0.0, f64::max)
        };
        let least = LEAST_SHARE * best_fit(&candidates);
        // Where rows of the same id are one house, a column of photos' ids names files.
        let house = columns
            .house_column(roles)
            .filter(|&house| columns.ids(house, roles).is_some_and(|ids| ids.repeated > 0));
        let mut tried: Vec<(f64, usize, usize)> = Vec::new();
        for (candidate, (_, _, places)) in candidates.iter().enumerate() {
            let fits = places.iter().enumerate().filter(|(_, fit)| fit.fit >= least || fit.explains_all());
            tried.extend(fits.map(|(place, fit)| (fit.fit, candidate, place)));
        }
        tried.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        // A column names files, but none of those that are here.
        let names_no_files =
            roles.photos.is_empty() && roles.unfound.iter().any(|&column| !columns.has_addresses(column));
        let mut found: Vec<(Pairing, f64)> = Vec::new();
        let mut named: HashSet<usize> = HashSet::new();
        for (_, candidate, place) in tried.into_iter().take(MAX_TRIED) {
            let Some((column, ids, places)) = candidates.get(candidate) else { continue };
            let Some(fit) = places.get(place) else { continue };
            match house {
                Some(house) if house != *column && ids.repeated == 0 => {
                    if named.insert(*column) {
                        let room = columns.room_column(house, roles).filter(|room| room != column);
                        let by_names = mapping(Some(house), vec![*column], room, 1);
                        found.push((self.by_file_names(by_names, files), 0.97));
                    }
                }
                _ => {
                    let mut by_id = mapping(Some(*column), Vec::new(), None, 1);
                    by_id.place = (place > 0).then_some(fit.place);
                    let is_named = columns.is_named_id(*column);
                    let mut pairing = self.by_id(by_id, ids, fit.place, is_named);
                    pairing.evidence.is_doubtful |=
                        names_no_files && pairing.evidence.strength == Strength::Weak;
                    let by_name = if is_named {
                        1.0
                    } else if self.table.rows.len() < 10 {
                        0.9
                    } else {
                        0.97
                    };
                    found.push((pairing, by_name * place_preference(&fit.place)));
                }
            }
        }
        let named = columns.id_by_name(roles);
        let is_matched = named.is_some_and(|named| candidates.iter().any(|candidate| candidate.0 == named));
        let have_numbers = named.is_some_and(|column| Ids::have_row_numbers(self.table, column));
        // Numbers of rows may fit where ids are missing, but the ids are what people wrote down.
        let most_ids_fit = found.iter().any(|(pairing, _)| {
            pairing.evidence.is_named
                && pairing.mapping.id.is_some()
                && 5 * pairing.rows >= 3 * pairing.evidence.houses
        });
        let has_other_key = columns.has_other_key(roles)
            || !roles.unfound.is_empty()
            || columns.are_sorted_by_price(roles)
            || columns.may_end_with_total();
        let rows = self.by_rows(|first_row, place| {
            let mut by_row = mapping(None, Vec::new(), None, first_row);
            by_row.place = place;
            by_row
        });
        for (mut pairing, preference) in rows {
            // The table has ids, but they are not the photos' numbers: only a complete count is believed, and only if
            // the ids cannot be mistaken for it.
            let complete = pairing.rows == self.table.rows.len();
            pairing.evidence.is_doubtful |= named.is_some() && (have_numbers || (!is_matched && !complete));
            // Rows of one house cannot be counted as houses.
            pairing.evidence.is_doubtful |= house.is_some() || has_other_key;
            found.push((pairing, if most_ids_fit { preference * IDS_FIT } else { preference }));
        }
        found
    }

    /// Hypotheses by row numbers, from several first numbers, each with a preference.
    fn by_rows(&self, mapping: impl Fn(u32, Option<IdPlace>) -> Mapping) -> Vec<(Pairing, f64)> {
        let rows = self.table.rows.len() as u64;
        let mut found = Vec::new();
        let places = self.row_places();
        let best = places.first().map_or(0.0, |fit| fit.fit);
        for (number, fit) in
            places.into_iter().enumerate().filter(|(_, fit)| fit.fit >= 0.25 * best || fit.explains_all())
        {
            let place = (number > 0).then_some(fit.place);
            let from_one = Ids::rows(self.table, 1);
            let one = pair_by_id(&self.photos, self.table_position, &from_one, fit.place);
            let Some((low, high)) = one.numbers else { continue };
            let mut one = Some(one);
            let mut firsts: Vec<u64> = vec![1];
            firsts.extend((low == 0).then_some(0).or((high < rows).then_some(0)));
            // The lines of a file whose first is the header.
            firsts.extend((low >= 2 && high <= rows + 1).then_some(2));
            for first in firsts {
                let Ok(first_row) = u32::try_from(first) else { continue };
                let ids = Ids::rows(self.table, first_row);
                let of_one = if first == 1 { one.take() } else { None };
                let paired =
                    of_one.unwrap_or_else(|| pair_by_id(&self.photos, self.table_position, &ids, fit.place));
                let preference = match first {
                    1 => 0.95,
                    0 => 0.949,
                    _ => 0.9,
                };
                let mapping = mapping(first_row, place);
                let pairing = self.evaluate(mapping, &ids, fit.place, paired, false, Some((low, high)));
                found.push((pairing, preference * place_preference(&fit.place)));
            }
        }
        found
    }

    fn by_id(&self, mapping: Mapping, ids: &Ids, place: IdPlace, is_named: bool) -> Pairing {
        let paired = pair_by_id(&self.photos, self.table_position, ids, place);
        let numbers = paired.numbers;
        self.evaluate(mapping, ids, place, paired, is_named, numbers)
    }
}

/// A factor near 1: the simpler the place, the more likely it is meant.
fn place_preference(place: &IdPlace) -> f64 {
    let steps = f64::from(place.chunk) + f64::from(place.run) + f64::from(place.part.unsigned_abs());
    let other = f64::from(u8::from(place.from_end)) + 2.0 * f64::from(u8::from(place.part < 0));
    (1.0 - 0.004 * (steps + other)) * if place.anywhere { 0.8 } else { 1.0 }
}
