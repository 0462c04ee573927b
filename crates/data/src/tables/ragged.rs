//! Mends rows that have another number of fields than the header, where it is certain what was meant.

use super::cell_kind::{CellKind, kind};
use super::record::Record;

/// Joins an amount that a comma within it has split: `$257,500` in a table that commas separate. The first part has a
/// currency sign, so there is no doubt. `columns` is the number of columns.
pub(super) fn join_amount(record: &mut Record, columns: usize) {
    let Some(more) = record.cells.len().checked_sub(columns).filter(|more| (1..=2).contains(more)) else {
        return;
    };
    let starts = |cell: &str| {
        let digits = cell.trim().trim_start_matches(['$', '€', '£', '¥', '₹']).trim_start();
        digits.len() < cell.trim().len() && (1..=3).contains(&digits.len()) && is_digits(digits)
    };
    let group = |cell: &str| {
        let cell = cell.trim_end();
        let whole = cell.split_once('.').map_or(cell, |(whole, _)| whole);
        whole.len() == 3 && is_digits(whole) && cell.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let cells = &record.cells;
    let mut places = cells.windows(more + 1).enumerate().filter(|(_, window)| {
        window.split_first().is_some_and(|(first, rest)| starts(first) && rest.iter().all(|cell| group(cell)))
    });
    let Some((at, _)) = places.next() else { return };
    if places.next().is_some() {
        return;
    }
    let joined = cells.get(at..=at + more).unwrap_or_default().join(",");
    record.cells.splice(at..=at + more, [joined]);
    record.fields = record.fields.saturating_sub(more);
}

/// Whether the first column of the rows has no name, as R's `write.table` writes the names of rows: all rows have one
/// field more than the header, and the first of them are different, and count from 1 or are words.
///
/// Thousands that commas have split look the same (`1,257,500`): then a column of one to three digits stands before one
/// of three.
pub(super) fn has_row_names(header: &Record, rows: &[&Record]) -> bool {
    let columns = header.fields;
    if rows.len() < 2 || !rows.iter().all(|row| row.fields == columns + 1 && row.cells.len() == columns + 1) {
        return false;
    }
    let first = header.cell(0).to_lowercase();
    let is_id = first.is_empty()
        || ["id", "no", "nr", "number", "nummer", "house", "#", "index"].contains(&first.trim_matches('.'));
    let mut names: Vec<&str> = rows.iter().map(|row| row.cell(0)).collect();
    let counted = names.iter().zip(1usize..).all(|(name, row)| name.parse() == Ok(row));
    let words = names.iter().all(|name| name.contains(|c: char| c.is_alphabetic()));
    let order = counted || words;
    names.sort_unstable();
    names.dedup();
    let split = (0..columns).any(|column| {
        rows.iter().all(|row| {
            let (a, b) = (row.cell(column), row.cell(column + 1));
            (1..=3).contains(&a.len()) && is_digits(a) && b.len() == 3 && is_digits(b)
        })
    });
    !is_id && order && names.len() == rows.len() && !split
}

/// Joins a text that a comma within it has split: `12 Oak St, 90210` in a table that commas separate. Behind a comma
/// within a text there is a space, and behind the table's own none. `columns` is the number of columns that the header
/// names.
pub(super) fn join_texts(rows: &mut [&mut Record], columns: usize) {
    let columns = filled_by_most(rows.iter().map(|row| &**row)).min(columns);
    let after_space = |row: &Record| -> Vec<usize> {
        let starts = row.cells.iter().enumerate().skip(1).filter(|(_, cell)| cell.starts_with(' '));
        starts.map(|(at, _)| at).collect()
    };
    if rows.iter().any(|row| row.cells.len() <= columns && !after_space(row).is_empty()) {
        return;
    }
    for row in rows {
        let Some(more) = row.cells.len().checked_sub(columns).filter(|more| *more > 0) else { continue };
        let parts = after_space(row);
        let is_text = |at: &usize| {
            let before = at.checked_sub(1).and_then(|before| row.cells.get(before));
            *at < columns && before.is_some_and(|cell| cell.contains(char::is_alphabetic))
        };
        if parts.len() != more || !parts.iter().all(is_text) {
            continue;
        }
        for at in parts.into_iter().rev() {
            let part = row.cells.remove(at);
            if let Some(cell) = row.cells.get_mut(at - 1) {
                cell.push(',');
                cell.push_str(&part);
            }
        }
        row.fields = row.fields.saturating_sub(more);
    }
}

/// Whether some rows fill a column that has no name and that most leave empty because a separator within a field has
/// moved their fields: what they have there, or in the last column with a name, is not of the kind that the other rows
/// have in that last column. `columns` is the number of columns that the header names.
pub(super) fn have_moved(rows: &[&Record], columns: usize) -> bool {
    let Some(last) = columns.checked_sub(1) else { return false };
    if filled_by_most(rows.iter().copied()) > columns {
        return false;
    }
    let (longer, usual): (Vec<&Record>, Vec<&Record>) =
        rows.iter().partition(|row| row.cells.len() > columns);
    let numbers = usual.iter().filter(|row| kind(row.cell(last)) == CellKind::Number).count();
    let of_numbers = 2 * numbers > usual.len();
    let is_number = |row: &Record, column: usize| kind(row.cell(column)) == CellKind::Number;
    longer.iter().any(|row| is_number(row, last) != of_numbers || of_numbers && is_number(row, columns))
}

/// The number of columns up to the last that more than half of the rows fill.
fn filled_by_most<'a>(rows: impl Iterator<Item = &'a Record>) -> usize {
    let mut lengths: Vec<usize> = rows.map(|row| row.cells.len()).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or(0)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::read_table;

    fn rows(text: &str) -> Vec<Result<Vec<String>, String>> {
        read_table("t.csv", text.as_bytes()).unwrap().rows.into_iter().map(|row| row.fields).collect()
    }

    #[test]
    fn an_amount_that_commas_split_is_joined() {
        let found = rows("id,area,price\n1,600,$257,500\n2,700,$1,257,500\n3,800,$900\n");
        let prices: Vec<&str> = found.iter().map(|row| row.as_ref().unwrap()[2].as_str()).collect();
        assert_eq!(prices, ["$257,500", "$1,257,500", "$900"]);
        // Without a sign it might be another column.
        assert!(rows("id,price,area\n1,257,500,600\n2,357,500,700\n").iter().all(Result::is_err));
    }

    #[test]
    fn names_of_rows_have_no_header() {
        let table =
            read_table("t.csv", b"price,sqft,beds\n1,257500,600,4\n2,357500,700,3\n3,95500,650,2\n").unwrap();
        assert_eq!(table.columns, ["column 1", "price", "sqft", "beds"]);
        assert_eq!(table.rows[2].fields.as_ref().unwrap()[1], "95500");
        let spaced = "\"price\" \"living area\"\n\"1\" 257500 600\n\"2\" 357500 700\n";
        let table = read_table("t.txt", spaced.as_bytes()).unwrap();
        assert_eq!(table.columns, ["column 1", "price", "living area"]);
        // Split thousands, and an id that has its name.
        assert!(rows("price,sqft\n1,257,500\n2,357,600\n").iter().all(Result::is_err));
        assert!(rows("id,price,sqft\n1,257,5000,60\n2,357,6000,70\n").iter().all(Result::is_err));
    }

    #[test]
    fn a_text_that_a_comma_split_is_joined() {
        let split =
            "id,address,price,beds\n1,12 Oak St,450000,3\n2,7 Elm St, 90210,350000,4\n3,9 Ash St,250000,2\n";
        let joined = ["2", "7 Elm St, 90210", "350000", "4"];
        assert_eq!(rows(split)[1].as_deref().unwrap(), joined);
        // The header ends with a comma, so that all rows have as many fields.
        let ends = "id,address,price,beds,\n1,12 Oak St,450000,3,\n2,7 Elm St, 90210,350000,4\n3,9 Ash St,250000,2,\n";
        assert_eq!(rows(ends)[1].as_ref().unwrap()[..4], joined);
        // As many, since a last column is mostly empty.
        assert_eq!(rows(&ends.replacen("beds,", "beds,notes", 1))[1].as_ref().unwrap()[..4], joined);
        let all =
            "id,address,price\n1,12 Oak St, Rome,45000\n2,7 Elm St, Bonn,35000\n3,9 Ash St, Bern,25000\n";
        assert_eq!(rows(all)[1].as_deref().unwrap(), ["2", "7 Elm St, Bonn", "35000"]);
    }

    #[test]
    fn rows_whose_fields_moved_are_left_out() {
        let found =
            rows("id,address,price,beds,\n1,12 Oak,450000,3,\n2,7 Elm,90210,350000,4\n3,9 Ash,250000,2,\n");
        let read: Vec<bool> = found.iter().map(Result::is_ok).collect();
        assert_eq!(read, [true, false, true]);
        // A note is none.
        let found = rows("id,price,beds,\n1,450000,3,\n2,350000,4,sea view\n3,250000,2,\n");
        assert!(found.iter().all(Result::is_ok));
    }

    #[test]
    fn rows_without_their_last_fields_are_filled() {
        assert_eq!(rows("id,price,note,,\n1,5\n2,6,x\n")[0].as_ref().unwrap().len(), 5);
    }
}
