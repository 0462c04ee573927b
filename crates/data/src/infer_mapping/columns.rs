//! What a table's columns hold, by a sample of the rows.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::measures::is_measure;
use super::words::Words;
use crate::attributes::AttributeFormat;
use crate::column_values::{ColumnFormat, ColumnKind};
use crate::number_format::is_missing;
use crate::pairing::{FileLookup, Ids, Lookup, file_names, looks_like_photo};
use crate::paths::{is_photo, split_path};
use crate::rooms::MAX_PHOTOS;
use crate::units::unit_price;
use crate::{Mapping, Table};

/// Maximum number of rows, evenly spaced, that are examined.
const SAMPLE_ROWS: usize = 1000;
/// Maximum number of columns that are tried as ids.
const MAX_ID_COLUMNS: usize = 40;
/// A room column has at most as many rooms.
const MAX_ROOM_NAMES: usize = 30;

/// Statistics of a column over the sampled rows.
pub(super) struct Column {
    pub(super) words: Words,
    /// Number of non-empty fields.
    pub(super) filled: usize,
    /// Fields that are numbers.
    pub(super) numbers: Vec<f64>,
    /// Whether the numbers have a unit.
    pub(super) has_unit: bool,
    /// Whether it holds dates.
    pub(super) is_date: bool,
    /// Whether day and month of its dates may be swapped.
    pub(super) has_ambiguous_dates: bool,
    /// Number of attributes that it becomes as a category; 0 if it is none.
    pub(super) indicators: usize,
    /// Short fields with a digit: perhaps amounts in a way that is not understood.
    pub(super) with_digit: usize,
    /// Fields that are a price for each square metre or foot.
    pub(super) per_area: usize,
    /// Longest field, in bytes.
    longest: usize,
}

/// The columns of a table.
pub(crate) struct Columns<'t> {
    pub(crate) table: &'t Table,
    pub(super) sample: Vec<&'t [String]>,
    /// Every this many rows one is in the sample.
    pub(super) step: usize,
    columns: Vec<Column>,
    /// The ids of columns, once asked for.
    ids: RefCell<IdCache>,
}

/// Ids by column and price column.
type IdCache = BTreeMap<(usize, usize), Option<Rc<Ids>>>;

/// What columns mean, whatever the photos are called.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Roles {
    pub(crate) price: usize,
    /// Another column that may be the price as well.
    pub(crate) price_doubt: Option<usize>,
    /// Whether a word in the column's name says that it is the price.
    pub(crate) price_is_named: bool,
    pub(crate) zip_code: Option<usize>,
    /// Columns that name files, some of which exist.
    pub(crate) photos: Vec<usize>,
    /// Columns that name photos, none of which exists.
    pub(crate) unfound: Vec<usize>,
}

impl<'t> Columns<'t> {
    pub(crate) fn examine(table: &'t Table) -> Self {
        let rows: Vec<&[String]> = table.rows.iter().filter_map(|row| row.fields.as_deref().ok()).collect();
        let step = rows.len().div_ceil(SAMPLE_ROWS).max(1);
        let sample: Vec<&[String]> = rows.iter().step_by(step).copied().collect();
        let column = |column: usize| {
            let fields = || sample.iter().map(|fields| fields.get(column).map_or("", |field| field.trim()));
            let format = ColumnFormat::infer(fields(), false);
            Column {
                words: Words::of(table.columns.get(column).map_or("", String::as_str)),
                filled: fields().filter(|field| !field.is_empty()).count(),
                numbers: match format.kind() {
                    // `1.jpg` is no number with a unit.
                    _ if 2 * fields().filter(|field| is_photo(field)).count() > sample.len() => Vec::new(),
                    ColumnKind::Number { .. } | ColumnKind::Text => {
                        fields().filter_map(|field| format.parse(field).ok()).collect()
                    }
                    _ => Vec::new(),
                },
                has_unit: has_unit(format.kind()),
                is_date: *format.kind() == ColumnKind::Date,
                has_ambiguous_dates: format.has_ambiguous_dates(),
                indicators: if matches!(format.kind(), ColumnKind::Category { .. }) {
                    indicators(table, column)
                } else {
                    0
                },
                with_digit: fields()
                    .filter(|field| field.len() <= 40 && field.bytes().any(|byte| byte.is_ascii_digit()))
                    .count(),
                per_area: fields().filter(|field| unit_price(field)).count(),
                longest: fields().map(str::len).max().unwrap_or(0),
            }
        };
        let columns = (0..table.columns.len()).map(column).collect();
        Columns { table, sample, step, columns, ids: RefCell::default() }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &'t [String]> {
        self.table.rows.iter().filter_map(|row| row.fields.as_deref().ok())
    }

    pub(crate) fn name(&self, column: usize) -> &str {
        self.table.columns.get(column).map_or("", String::as_str)
    }

    pub(super) fn get(&self, column: usize) -> Option<&Column> {
        self.columns.get(column)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate()
    }

    /// Whether at least 90 % of the rows hold a number.
    pub(super) fn is_numeric(&self, column: &Column) -> bool {
        !self.sample.is_empty() && 10 * column.numbers.len() >= 9 * self.sample.len()
    }

    /// The ids that a column holds; `None` if it holds none.
    pub(crate) fn ids(&self, column: usize, roles: &Roles) -> Option<Rc<Ids>> {
        let ids = || Ids::column(self.table, column, roles.price).map(Rc::new);
        self.ids.borrow_mut().entry((column, roles.price)).or_insert_with(ids).clone()
    }

    /// Whether the column's name says that it holds measures, and not ids.
    pub(crate) fn is_measure(&self, column: usize) -> bool {
        self.get(column).is_some_and(|column| is_measure(&column.words) && !column.words.is_id())
    }

    /// Whether the column's name says that it holds ids.
    pub(crate) fn is_named_id(&self, column: usize) -> bool {
        self.get(column).is_some_and(|column| column.words.is_id())
    }

    /// Price, zip code and photo columns.
    pub(crate) fn roles(&self, files: &FileLookup<'_>) -> Roles {
        let (mut photos, unfound) = self.photo_columns(files);
        let named_photos: BTreeSet<usize> = photos.iter().chain(&unfound).copied().collect();
        let zip_code = self
            .all()
            .filter(|(index, column)| !named_photos.contains(index) && column.filled > 0)
            .filter_map(|(index, column)| Some((column.words.zip_rank(column.with_digit == 0)?, index)))
            .min()
            .map(|(_, index)| index);
        let (price, price_doubt, price_is_named) =
            self.price_column(|index| !named_photos.contains(&index) && zip_code != Some(index));
        // If all columns name photos, one of them still has to be the price.
        photos.retain(|&column| column != price);
        Roles {
            price,
            price_doubt,
            price_is_named,
            zip_code: zip_code.filter(|&zip| zip != price),
            photos,
            unfound: unfound.into_iter().filter(|&column| column != price).collect(),
        }
    }

    /// The columns in which most fields name photos or files: those of which some exist, at most nine with the most
    /// existing, and the others.
    fn photo_columns(&self, files: &FileLookup<'_>) -> (Vec<usize>, Vec<usize>) {
        let (mut found, mut unfound): (Vec<(usize, usize)>, Vec<usize>) = (Vec::new(), Vec::new());
        for (index, column) in self.all() {
            if column.filled == 0 {
                continue;
            }
            // Numbers are ids, but `5.jpg` is no number, and `9,10` is none if these are two photos of each house.
            let are_numbers = 2 * column.numbers.len() > column.filled;
            if are_numbers && is_measure(&column.words) && !column.has_unit {
                continue;
            }
            let (mut like_photos, mut existing, mut in_lists) = (0, 0, 0);
            // An empty list is no field: `[]`.
            let mut filled = 0;
            let mut listed: HashSet<usize> = HashSet::new();
            for cell in self.sample.iter().filter_map(|fields| fields.get(index)) {
                let names = file_names(cell, files);
                let Some(name) = names.first() else { continue };
                filled += 1;
                if are_numbers && !looks_like_photo(name) {
                    let photos: Vec<usize> =
                        names.iter().filter_map(|name| files.find(name).file()).collect();
                    if names.len() < 2 || photos.len() < names.len() {
                        continue;
                    }
                    in_lists += photos.len();
                    listed.extend(photos);
                }
                let exists = names.iter().any(|name| {
                    // A name without ending is an id, unless it stands in a list.
                    let is_name = names.len() > 1 || looks_like_photo(name) || name.contains(['/', '\\']);
                    match files.find(name) {
                        Lookup::Missing => false,
                        Lookup::Ambiguous => is_name,
                        Lookup::File(file) => is_name || files.has_name(file, name),
                    }
                });
                like_photos += usize::from(exists || looks_like_photo(name));
                existing += usize::from(exists);
            }
            // Numbers with a decimal comma may be lists of photos by accident: then houses share photos.
            if 2 * like_photos <= filled || listed.len() < in_lists {
                continue;
            }
            if existing > 0 {
                found.push((existing, index));
            } else {
                unfound.push(index);
            }
        }
        found.sort_by_key(|&(existing, column)| (std::cmp::Reverse(existing), column));
        found.truncate(MAX_PHOTOS);
        let mut found: Vec<usize> = found.into_iter().map(|(_, column)| column).collect();
        found.sort_unstable();
        (found, unfound)
    }

    /// Whether most fields of a column are addresses of the internet.
    pub(crate) fn has_addresses(&self, column: usize) -> bool {
        let addresses =
            self.sample.iter().filter(|fields| fields.get(column).is_some_and(|cell| cell.contains("://")));
        2 * addresses.count() > self.sample.len()
    }

    /// Columns that may hold ids, those called like one first.
    pub(crate) fn id_candidates(&self, roles: &Roles) -> Vec<usize> {
        let mut candidates: Vec<(bool, bool, usize, usize)> = self
            .all()
            .filter(|(index, column)| {
                let taken =
                    *index == roles.price || roles.photos.contains(index) || roles.unfound.contains(index);
                !taken && column.filled > 0 && column.longest <= 200
            })
            .map(|(index, column)| {
                // `1.2` may be the second house of the first block, but hardly ever is.
                let fractions = column.numbers.iter().filter(|number| number.fract() != 0.0).count();
                let is_measure = 2 * fractions > column.numbers.len();
                (is_measure, !column.words.is_id(), column.words.id_rank().unwrap_or(usize::MAX), index)
            })
            .collect();
        candidates.sort_unstable();
        candidates.truncate(MAX_ID_COLUMNS);
        candidates.into_iter().map(|(.., index)| index).collect()
    }

    /// The column of house ids where photos are named by cells: one whose repeated values stand for one house each (one
    /// row a photo), otherwise one called like an id, whose values differ.
    pub(crate) fn house_column(&self, roles: &Roles) -> Option<usize> {
        let candidates = self.id_candidates(roles);
        let ids = |column: usize| self.ids(column, roles);
        let rows = self.table.rows.len();
        let grouping =
            |column: &usize| ids(*column).is_some_and(|ids| 10 * ids.repeated >= rows && ids.repeated > 0);
        let named: Vec<usize> =
            candidates.iter().copied().filter(|&column| self.is_named_id(column)).collect();
        // Of few rows with one id, all must say the same.
        let is_repeated = |column: &usize| {
            ids(*column).is_some_and(|ids| ids.repeated > 0) && self.is_constant_within(*column, roles)
        };
        let found = named.iter().copied().find(grouping);
        if let Some(column) = found.or_else(|| named.iter().copied().find(is_repeated)) {
            return Some(column);
        }
        let distinct = candidates.iter().copied().find(|&column| {
            let whole = || {
                self.get(column)
                    .is_some_and(|column| self.is_numeric(column) && column.words.id_rank().is_some())
            };
            (self.is_named_id(column) || whole()) && ids(column).is_some_and(|ids| ids.repeated == 0)
        });
        if distinct.is_some() {
            return distinct;
        }
        candidates.into_iter().filter(|&column| roles.zip_code != Some(column)).find(|&column| {
            ids(column).is_some_and(|ids| 5 * ids.repeated >= rows && ids.repeated > 0)
                && self.is_constant_within(column, roles)
        })
    }

    /// Whether rows with the same value in `key` have the same numbers in all other columns.
    fn is_constant_within(&self, key: usize, roles: &Roles) -> bool {
        let numeric: Vec<usize> = self
            .all()
            .filter(|(index, column)| *index != key && *index != roles.price && self.is_numeric(column))
            .map(|(index, _)| index)
            .collect();
        let mut first: HashMap<&str, &[String]> = HashMap::new();
        numeric.len() >= 2
            && self.rows().all(|fields| {
                let Some(value) = fields.get(key) else { return true };
                let other = *first.entry(value.trim()).or_insert(fields);
                numeric.iter().all(|&column| other.get(column) == fields.get(column))
            })
    }

    /// The column that says which room a row's photo shows, where rows with the same `id` are one house: few values,
    /// which differ within a house.
    pub(crate) fn room_column(&self, id: usize, roles: &Roles) -> Option<usize> {
        let free = self.all().filter(|(index, column)| {
            let taken = [Some(roles.price), Some(id), roles.zip_code].contains(&Some(*index));
            !taken && !roles.photos.contains(index) && (column.words.is_room() || column.numbers.is_empty())
        });
        // A column “position” may count the photos of a house; words say more.
        let mut columns: Vec<(bool, bool, usize)> = free
            .map(|(index, column)| (!column.numbers.is_empty(), !column.words.is_room(), index))
            .collect();
        columns.sort_unstable();
        columns.into_iter().map(|(.., index)| index).find(|&column| self.differs_within(id, column))
    }

    fn differs_within(&self, id: usize, column: usize) -> bool {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        let mut houses: HashMap<&str, HashSet<&str>> = HashMap::new();
        let (mut rows, mut filled) = (0, 0);
        for fields in self.rows() {
            let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
            rows += 1;
            if field(column).is_empty() {
                continue;
            }
            filled += 1;
            names.insert(field(column));
            if names.len() > MAX_ROOM_NAMES {
                return false;
            }
            houses.entry(field(id)).or_default().insert(field(column));
        }
        let different: usize = houses.values().map(HashSet::len).sum();
        names.len() > 1 && 10 * filled >= 9 * rows && houses.len() < filled && 10 * different >= 9 * filled
    }

    /// The column of dates whose name says best that the house was sold or listed on them.
    pub(crate) fn date(&self, mapping: &Mapping) -> Option<usize> {
        self.all()
            .filter(|(index, column)| column.is_date && !column.has_ambiguous_dates && !mapping.uses(*index))
            .filter_map(|(index, column)| Some((column.words.date_rank()?, index)))
            .min()
            .map(|(_, index)| index)
    }

    /// The column of ids by its name alone, where no photo tells.
    pub(crate) fn id_by_name(&self, roles: &Roles) -> Option<usize> {
        self.id_candidates(roles).into_iter().filter(|&column| roles.zip_code != Some(column)).find(
            |&column| {
                let whole =
                    || self.get(column).is_some_and(|c| self.is_numeric(c) && c.words.id_rank().is_some());
                (self.is_named_id(column) || whole()) && self.ids(column, roles).is_some()
            },
        )
    }
}

impl FileLookup<'_> {
    /// Whether a file has exactly this name, with its ending.
    pub(super) fn has_name(&self, file: usize, name: &str) -> bool {
        let written = name.replace('\\', "/");
        split_path(self.path(file)).1.eq_ignore_ascii_case(split_path(&written).1)
    }
}

/// Whether numbers of a format have a unit.
fn has_unit(kind: &ColumnKind) -> bool {
    matches!(kind, ColumnKind::Number { unit } if !unit.is_empty())
}

/// The number of attributes that a column becomes as a category, by all rows; 0 if it is none, or all rows are the same.
fn indicators(table: &Table, column: usize) -> usize {
    let format = AttributeFormat::infer(table.fields(column));
    let first = table.fields(column).find(|field| !is_missing(field));
    let differ = table.fields(column).any(|field| !is_missing(field) && Some(field) != first);
    if format.is_category() && differ { format.names("").len() } else { 0 }
}
