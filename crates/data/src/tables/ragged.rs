//! Mends rows that have another number of fields than the header, where it is certain what was meant.

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
    fn rows_without_their_last_fields_are_filled() {
        assert_eq!(rows("id,price,note,,\n1,5\n2,6,x\n")[0].as_ref().unwrap().len(), 5);
    }
}
