//! Reads the homes of a table: finds the columns and pairs photos with the rows.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::columns::MatchedColumns;
use super::photos::photos_of_rooms;
use super::{HomeInputs, HomeTable, TableHome};
use crate::house_photos::HousePhotos;
use crate::infer_mapping::Columns;
use crate::pairing::FileLookup;
use crate::photo_list::PhotoLists;
use crate::table_names::{is_outdated, version};
use crate::{
    Dropped, Mapping, Pairing, PairingPreview, Table, TableFormat, hypotheses, is_clear, looks_like_template,
    pair,
};
use facade_text as text;

/// Name of the column that is added, for which every rule about prices holds.
const PRICE: &str = "price";

/// Fewer columns than this may be equal for different homes by accident: then all numbers of rows count.
const FEW_COLUMNS: usize = 2;

/// A table that may list the homes to be priced.
pub struct HomesCandidate {
    /// The table, with a column added in the place of a price: it is equal for rows that say the same of what the model
    /// uses. So rows with one id are one home if they agree, as rows with one price are one house.
    table: Table,
    /// Number of its columns before the prices: its own, and those of a list of photos beside it.
    columns: usize,
    /// Number of its own columns.
    own_columns: usize,
    /// The ways to pair photos with its rows, the best first; none if the model uses no photos.
    pairings: Vec<Pairing>,
    matched: MatchedColumns,
    /// The column to call the homes by, if no id pairs them with photos.
    name: Option<usize>,
    position: usize,
    rank: Rank,
}

/// Greater is better. First come tables that can be used at all, then those that are no templates, then those that say
/// more of what the model uses, then those that are not called old, then those without prices, then those with more
/// photos, then the newest year or version in the name, then the longest.
type Rank = (bool, Reverse<bool>, usize, Reverse<bool>, Reverse<bool>, usize, Vec<u64>, usize);

impl HomesCandidate {
    /// Finds what a model uses in a table, and pairs photos with its rows.
    /// `joined` is the table with the photos of a list beside it.
    fn new(
        table: Table,
        joined: Option<Table>,
        inputs: &HomeInputs,
        paths: &[String],
        position: usize,
    ) -> Self {
        let path = paths.get(position).map_or("", String::as_str);
        let (inferred, name, has_price, numbers) = {
            let examined = Columns::examine(&table);
            let roles = examined.roles(&FileLookup::new(&[], position));
            let has_price = roles.price_is_named || table.format == TableFormat::HousesInfo;
            let numbers = examined.attributes(&Mapping { price: usize::MAX, ..Mapping::default() });
            (roles.zip_code, examined.id_by_name(&roles), has_price, numbers)
        };
        let matched = MatchedColumns::find(&table, inputs, inferred);
        let mut used = matched.columns();
        if used.len() < FEW_COLUMNS {
            used.extend(numbers);
        }
        let own_columns = table.columns.len();
        let mut table = joined.unwrap_or(table);
        let columns = table.columns.len();
        table.push_column(PRICE, |fields| signature(fields, &used));
        let pairings = if inputs.rooms.is_some() { hypotheses(&table, paths, position) } else { Vec::new() };
        let rows = pairings.first().map_or(0, |best| best.rows);
        // For a model that uses photos alone, a table only names the homes.
        let says_something = matched.count() > 0
            || (inputs.rooms.is_some() && inputs.attributes.is_empty() && inputs.zip_codes.is_empty());
        let is_usable = says_something && (inputs.rooms.is_none() || rows > 0);
        let rank = (
            is_usable,
            Reverse(looks_like_template(path)),
            matched.count(),
            Reverse(is_outdated(path)),
            Reverse(has_price),
            rows,
            version(path),
            table.rows.len(),
        );
        HomesCandidate { table, columns, own_columns, pairings, matched, name, position, rank }
    }

    /// Whether photos are paired by a list of photos beside the table, or may well be.
    fn needs_photo_list(&self) -> bool {
        let uses_list = |best: &Pairing| best.mapping.used_photo_list(&self.table.reading).is_some();
        self.pairings.first().is_some_and(uses_list) || !is_clear(&self.certain())
    }

    /// The pairings, as if the price were certain: prices do not matter.
    fn certain(&self) -> Vec<Pairing> {
        let certain = |pairing: &Pairing| Pairing {
            price_is_named: true,
            price_doubt: None,
            odd_prices: Vec::new(),
            ..pairing.clone()
        };
        self.pairings.iter().map(certain).collect()
    }

    /// Whether a column is one that the model uses, if it uses any, and a photo belongs to a row, if it uses photos.
    pub fn is_usable(&self) -> bool {
        self.rank.0
    }

    /// The table. Its last column was added.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The ways to pair photos with rows, the best first; none if the model uses no photos.
    pub fn pairings(&self) -> &[Pairing] {
        &self.pairings
    }

    /// The homes, with photos paired in the best way.
    pub fn homes(&self, inputs: &HomeInputs, paths: &[String]) -> HomeTable {
        let pairings = self.certain();
        self.read(inputs, pairings.first(), inputs.rooms.is_none() || is_clear(&pairings), paths)
    }

    /// The homes, with photos paired as a person says.
    pub fn homes_by(&self, inputs: &HomeInputs, mapping: &Mapping, paths: &[String]) -> HomeTable {
        let pairing = pair(&self.table, mapping, paths, self.position);
        self.read(inputs, Some(&pairing), true, paths)
    }

    fn read(
        &self,
        inputs: &HomeInputs,
        pairing: Option<&Pairing>,
        is_clear: bool,
        paths: &[String],
    ) -> HomeTable {
        let pairing = pairing.map(|pairing| {
            let mapping = Mapping { price: self.columns, attributes: Vec::new(), ..pairing.mapping.clone() };
            Pairing { mapping, ..pairing.clone() }
        });
        let by_row = Mapping { price: self.columns, ..Mapping::default() };
        let mapping = pairing.as_ref().map_or(&by_row, |pairing| &pairing.mapping);
        let rows = mapping.houses(&self.table);
        let photos = pairing.as_ref().map(|pairing| HousePhotos::of(&rows, pairing));
        let mut homes: Vec<TableHome> = Vec::with_capacity(rows.houses.len());
        for (index, house) in rows.houses.iter().enumerate() {
            let shown: Vec<(&str, usize)> =
                photos.iter().flat_map(|photos| photos.photos_of(index)).collect();
            let photos = inputs.rooms.as_ref().map(|rooms| photos_of_rooms(&shown, rooms));
            homes.push(TableHome {
                name: match house {
                    Ok(house) => house.id.to_string(),
                    Err(dropped) => dropped.house.to_string(),
                },
                photos: photos.unwrap_or_default(),
                attributes: vec![None; inputs.attributes.len()],
                zip_code: String::new(),
                problem: None,
            });
        }
        for (row, &index) in self.table.rows.iter().zip(&rows.of_rows) {
            let (Ok(fields), Some(home)) = (&row.fields, homes.get_mut(index)) else { continue };
            for (known, new) in home.attributes.iter_mut().zip(self.matched.read_attributes(fields)) {
                *known = known.or(new);
            }
            if home.zip_code.is_empty() {
                home.zip_code = self.matched.read_zip_code(fields);
            }
            let name = self.name.filter(|_| mapping.id.is_none()).and_then(|column| fields.get(column));
            if let Some(name) = name.map(|name| name.trim()).filter(|name| !name.is_empty()) {
                home.name = name.to_owned();
            }
        }
        for (index, house) in rows.houses.iter().enumerate() {
            if let (Err(dropped), Some(home)) = (house, homes.get_mut(index)) {
                home.problem = Some(self.problem(mapping, &rows.of_rows, index, dropped));
            }
        }
        let photo_list = mapping.used_photo_list(&self.table.reading).cloned();
        let (attributes, missing) = self.matched.describe(&inputs.attributes);
        let fields = |row: &crate::Row| {
            let mut fields = row.fields.clone().unwrap_or_default();
            fields.resize(self.own_columns, String::new());
            fields
        };
        HomeTable {
            file: self.table.file.clone(),
            columns: self.table.columns.iter().take(self.own_columns).cloned().collect(),
            rows: self.table.rows.iter().map(fields).collect(),
            homes,
            of_rows: rows.of_rows,
            attributes,
            missing,
            zip_code: self.matched.zip_code(),
            pairing: pairing.map(|pairing| {
                let preview = PairingPreview::of(&self.table, &pairing, paths);
                // Which photos are used depends on the model.
                PairingPreview { examples: Vec::new(), photos_used: preview.photos, ..preview }
            }),
            is_clear,
            photo_list,
            other_tables: Vec::new(),
        }
    }

    /// Why rows are no home: they cannot be read, have no id, or contradict each other.
    fn problem(&self, mapping: &Mapping, of_rows: &[usize], index: usize, dropped: &Dropped) -> String {
        let has_id = |fields: &Vec<String>| {
            mapping.id.and_then(|id| fields.get(id)).is_some_and(|field| !field.trim().is_empty())
        };
        let mut rows = self.table.rows.iter().zip(of_rows).filter(|(_, of)| **of == index);
        let contradict = self.table.format != TableFormat::HousesInfo
            && rows.all(|(row, _)| row.fields.as_ref().is_ok_and(has_id));
        if contradict { text::homes_rows_differ(dropped.house.as_str()) } else { dropped.reason.to_string() }
    }
}

/// A number that is equal for rows that say the same in these columns, as text. The numbers are in no order: a table
/// that is sorted by price makes pairing by row numbers doubtful.
fn signature(fields: &[String], columns: &[usize]) -> String {
    let mut hasher = DefaultHasher::new();
    for &column in columns {
        fields.get(column).map_or("", |field| field.trim()).hash(&mut hasher);
    }
    (1_000_000_000 + hasher.finish() % 9_000_000_000).to_string()
}

/// The tables, each with its index in `paths`, as candidates. A table with a list of photos beside it is joined with that,
/// unless it is certain that the photos belong to homes in another way. Lists are among `lists` or, without them, among the
/// tables.
pub fn home_candidates(
    tables: Vec<(Table, usize)>,
    lists: Option<&[(Table, usize)]>,
    inputs: &HomeInputs,
    paths: &[String],
) -> Vec<HomesCandidate> {
    let joined: Vec<Option<Table>> = {
        let lists = PhotoLists::find(lists.unwrap_or(&tables), paths);
        let join = |(table, position): &(Table, usize)| Some(lists.join(table, *position, paths)?.0);
        tables.iter().map(join).collect()
    };
    let candidate = |((table, position), joined): ((Table, usize), Option<Table>)| {
        let of = |table, joined| HomesCandidate::new(table, joined, inputs, paths, position);
        let joined = joined.map(|joined| of(table.clone(), Some(joined)));
        joined.filter(HomesCandidate::needs_photo_list).unwrap_or_else(|| of(table, None))
    };
    tables.into_iter().zip(joined).map(candidate).collect()
}

/// Chooses the table that lists the homes: its index, and the indices of others that say as much. `None` if none can be
/// used.
pub fn choose_homes(candidates: &[HomesCandidate]) -> Option<(usize, Vec<usize>)> {
    let usable = || candidates.iter().enumerate().filter(|(_, candidate)| candidate.is_usable());
    // On ties, the first.
    let (best, chosen) = usable().rev().max_by(|(_, a), (_, b)| a.rank.cmp(&b.rank))?;
    let others = usable().filter(|(_, other)| {
        other.position != chosen.position && other.rank.1 == chosen.rank.1 && other.rank.2 >= chosen.rank.2
    });
    Some((best, others.map(|(index, _)| index).collect()))
}
