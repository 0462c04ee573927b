//! Columns by which a person may have named the photos.

use std::collections::HashSet;

use super::columns::{Column, Columns, Roles};
use super::measures::is_measure;
use crate::table::Row;
use crate::tables::cell_kind::is_total_word;

/// Longer texts, on average and in bytes, are descriptions.
const MAX_KEY: usize = 80;
/// A table with fewer rows may be sorted by accident.
const MIN_SORTED: usize = 5;

impl Columns<'_> {
    /// Whether a column without a role may hold the names by which photos are called: different texts, or whole numbers
    /// that do not just count the rows and are no measure.
    pub(crate) fn has_other_key(&self, roles: &Roles) -> bool {
        self.all().any(|(index, column)| {
            let taken = [Some(roles.price), roles.price_doubt, roles.zip_code].contains(&Some(index));
            !taken && !roles.photos.contains(&index) && self.may_be_key(index, column)
        })
    }

    fn may_be_key(&self, index: usize, column: &Column) -> bool {
        let rows = self.sample.len();
        if rows < 3 || column.is_date {
            return false;
        }
        let fields = || self.sample.iter().filter_map(|fields| Some(fields.get(index)?.trim()));
        let filled = || fields().filter(|field| !field.is_empty());
        let distinct = filled().map(str::to_lowercase).collect::<HashSet<_>>().len();
        // Ids with gaps and faults are ids all the same.
        let has_faulty_ids = column.words.is_id() && !is_measure(&column.words) && 3 * distinct >= 2 * rows;
        let is_complete =
            5 * column.filled >= 4 * rows && column.filled - distinct <= (column.filled / 20).max(1);
        if !is_complete && !has_faulty_ids {
            return false;
        }
        let is_number = 2 * column.numbers.len() > column.filled;
        if !is_number {
            return filled().map(str::len).sum::<usize>() <= MAX_KEY * column.filled;
        }
        let named = column.words.is_id();
        if !named && (is_measure(&column.words) || column.has_unit) {
            return false;
        }
        let whole = column.numbers.iter().all(|number| number.fract() == 0.0);
        (named || whole) && !self.counts_rows(column)
    }

    /// Whether the numbers count the rows, from 0 or 1.
    fn counts_rows(&self, column: &Column) -> bool {
        let first = column.numbers.first().copied().unwrap_or(f64::NAN);
        let step = self.step as f64;
        (first == 0.0 || first == 1.0)
            && column.numbers.len() == self.sample.len()
            && column.numbers.iter().zip(column.numbers.iter().skip(1)).all(|(a, b)| b - a == step)
    }

    /// Whether the first or the last row may be an average or a total: one of its cells, and no other in that column, is a
    /// word for it.
    pub(crate) fn may_end_with_total(&self) -> bool {
        let rows = &self.table.rows;
        let cells = |row: &Row| row.fields.clone().unwrap_or_default();
        let ends: [Vec<String>; 2] =
            [rows.first(), rows.last()].map(|row| row.map(cells).unwrap_or_default());
        ends.iter().any(|cells| {
            cells.iter().enumerate().any(|(column, cell)| {
                is_total_word(cell) && self.table.fields(column).filter(|other| *other == cell).count() == 1
            })
        })
    }

    /// Whether the rows are sorted by price, up or down: whoever sorts a table last may have numbered the photos before.
    pub(crate) fn are_sorted_by_price(&self, roles: &Roles) -> bool {
        let Some(prices) = self.get(roles.price).map(|column| &column.numbers) else { return false };
        let pairs = || prices.iter().zip(prices.iter().skip(1));
        let differ = pairs().filter(|(a, b)| a != b).count();
        differ + 1 >= MIN_SORTED && (pairs().all(|(a, b)| a <= b) || pairs().all(|(a, b)| a >= b))
    }
}
