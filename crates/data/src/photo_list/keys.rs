//! The ids of houses, and how two tables write them.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::infer_mapping::Columns;
use crate::pairing::fold_name;

/// Of five rows of a table of houses, so many must have an id of their own.
const LEAST_DISTINCT: usize = 4;
/// Longest number that occurs by accident.
const SHORT: usize = 4;
/// Longest id, in bytes.
const MAX_BYTES: usize = 160;

/// How ids are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyForm {
    /// Without case, leading zeros and decimals: `007` and `7.0` are `7`.
    Loose,
    /// As written.
    Exact,
}

impl KeyForm {
    pub(super) fn key(self, field: &str) -> Option<String> {
        let field = field.trim();
        if field.is_empty() || field.len() > MAX_BYTES {
            return None;
        }
        if self == KeyForm::Exact {
            return Some(field.to_owned());
        }
        let folded = fold_name(field);
        // Spreadsheets and pandas write `7.0`; `1.000` is a thousand in half of the world.
        let whole = folded.split_once('.').filter(|(_, rest)| matches!(*rest, "0" | "00"));
        let number = whole.map_or(folded.as_str(), |(whole, _)| whole);
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            let short = number.trim_start_matches('0');
            return Some(if short.is_empty() { "0" } else { short }.to_owned());
        }
        Some(folded)
    }
}

/// Whether each id is written in one way only, so that the loose form keeps houses apart.
pub(super) fn is_loose<'a>(fields: impl Iterator<Item = &'a String>) -> bool {
    let mut spellings: HashMap<String, &str> = HashMap::new();
    fields.map(|field| field.trim()).all(|field| match KeyForm::Loose.key(field) {
        Some(key) => *spellings.entry(key).or_insert(field) == field,
        None => true,
    })
}

/// Whether a column counts the rows of its table.
pub(super) fn counts_rows<'a>(fields: impl Iterator<Item = &'a str>) -> bool {
    let (mut counted, mut rows, mut first) = (0_usize, 0_usize, None);
    for (row, field) in fields.enumerate() {
        rows += 1;
        let number: Option<i64> = field.trim().trim_end_matches(".0").parse().ok();
        let Some(offset) = number.and_then(|number| number.checked_sub(i64::try_from(row).ok()?)) else {
            continue;
        };
        counted += usize::from(*first.get_or_insert(offset) == offset);
    }
    rows > 0 && 10 * counted >= 9 * rows
}

/// A column of the table of houses that may hold ids.
pub(super) struct HouseColumn<'t> {
    fields: Vec<(usize, &'t str)>,
    column: usize,
    rows: usize,
    forms: [OnceCell<Option<HouseKeys>>; 2],
}

/// Rows of the table of houses by their ids.
pub(super) struct HouseKeys {
    pub(super) column: usize,
    form: KeyForm,
    rows: HashMap<String, usize>,
    /// Whether most ids are numbers that occur by accident, or count the rows.
    pub(super) are_short_numbers: bool,
}

impl<'t> HouseColumn<'t> {
    /// `None` for measures: their numbers are nobody's id.
    pub(super) fn of(columns: &Columns<'t>, column: usize) -> Option<Self> {
        let rows = &columns.table.rows;
        let field = |(row, fields): (usize, &'t crate::Row)| {
            Some((row, fields.fields.as_ref().ok()?.get(column)?.trim()))
                .filter(|(_, field)| !field.is_empty())
        };
        let fields: Vec<(usize, &str)> = rows.iter().enumerate().filter_map(field).collect();
        let is_candidate = !columns.is_measure(column);
        is_candidate.then(|| HouseColumn { fields, column, rows: rows.len(), forms: Default::default() })
    }

    /// The ids in a form; `None` if too few differ.
    pub(super) fn keys(&self, form: KeyForm) -> Option<&HouseKeys> {
        let of = |form| self.forms[form as usize].get_or_init(|| self.with_form(form)).as_ref();
        match form {
            // What differs only by zeros or case is another house.
            KeyForm::Loose => of(KeyForm::Loose).or_else(|| of(KeyForm::Exact)),
            KeyForm::Exact => of(KeyForm::Exact),
        }
    }

    fn with_form(&self, form: KeyForm) -> Option<HouseKeys> {
        let mut rows: HashMap<String, Option<usize>> = HashMap::new();
        for (row, field) in &self.fields {
            if let Some(key) = form.key(field) {
                // Of two houses with one id, nobody knows whose the photos are.
                rows.entry(key).and_modify(|house| *house = None).or_insert(Some(*row));
            }
        }
        let spellings: HashSet<&str> = self.fields.iter().map(|(_, field)| *field).collect();
        if form == KeyForm::Loose && rows.len() < spellings.len() {
            return None;
        }
        let rows: HashMap<String, usize> =
            rows.into_iter().filter_map(|(key, row)| Some((key, row?))).collect();
        let is_short = |key: &&String| key.len() <= SHORT && key.bytes().all(|byte| byte.is_ascii_digit());
        let short = rows.keys().filter(is_short).count();
        let are_short_numbers =
            2 * short > rows.len() || counts_rows(self.fields.iter().map(|(_, field)| *field));
        let enough = rows.len() > 1 && 5 * rows.len() >= LEAST_DISTINCT * self.rows;
        enough.then_some(HouseKeys { column: self.column, form, rows, are_short_numbers })
    }
}

impl HouseKeys {
    /// The row of the house whose id is in a column of the list.
    pub(super) fn house(&self, fields: &[String], key: usize) -> Option<usize> {
        self.rows.get(&self.form.key(fields.get(key)?)?).copied()
    }

    /// Number of houses.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}
