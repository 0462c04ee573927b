//! Reads text whose fields are separated by commas, semicolons, tabs, bars, spaces or, where none of these does it, carets
//! or tildes. Quotes are as in RFC 4180, or of the dialects in [`dialect`].

mod delimiter;
mod dialect;
mod quotes;

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use super::DatasetError;
use super::tables::grid::Grid;
use delimiter::{SNIFFED_LINES, sniff};
use quotes::{QuoteState, State};

/// Reads the lines of separated text. `spaces` allows columns that are separated by spaces, where nothing else
/// separates them.
///
/// # Errors
/// If a quoted field is not closed, or there are more lines than a table may have.
pub(super) fn grid(file: &str, text: &str, spaces: bool) -> Result<Grid, DatasetError> {
    // Excel's `sep=` line declares the delimiter.
    let declared = text.strip_prefix("sep=").and_then(|rest| match rest.as_bytes() {
        [delimiter, b'\n', ..] => Some(*delimiter),
        _ => None,
    });
    let body = if declared.is_some() { &text["sep=x\n".len()..] } else { text };
    let skipped_lines = usize::from(declared.is_some());
    let body = &*dialect::plain(body);
    let sniffed = declared.filter(u8::is_ascii).or_else(|| sniff(body));
    let mut grid = Grid::of_text(file);
    if spaces && matches!(sniffed, None | Some(b'\t')) && is_spaced(body) {
        for (line, text) in (1..).zip(body.lines()) {
            let fields = spaced_fields(text);
            grid.push(line, fields.iter().map(|field| &**field))?;
        }
        return Ok(grid);
    }
    let delimiter = sniffed.unwrap_or(b',');
    if let Some(line) = open_quote(body, delimiter) {
        return Err(DatasetError::OpenQuote { file: file.to_owned(), line: line + skipped_lines });
    }

    let mut records = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut record = StringRecord::new();
    let mut next = 1;
    // Records cannot be invalid: the text is UTF-8, and the reader accepts any number of fields.
    while records.read_record(&mut record).unwrap_or(false) {
        let line = line_of(body, &record);
        // The reader passes over empty lines.
        if line > next {
            grid.push(next, std::iter::empty())?;
        }
        grid.push(line + skipped_lines, record.iter())?;
        next = usize::try_from(records.position().line()).unwrap_or(usize::MAX);
    }
    Ok(grid)
}

/// The table of separated text, for tests.
///
/// # Errors
/// As [`grid`], and as [`Grid::table`].
#[cfg(test)]
pub(super) fn table(file: &str, text: &str) -> Result<super::table::Table, DatasetError> {
    grid(file, text, false)?.table(None, super::table::TableReading::default())
}

/// The line on which a record starts. The reader reports where it continued reading, which may be at blank lines
/// before it.
fn line_of(text: &str, record: &StringRecord) -> usize {
    let Some(position) = record.position() else { return 0 };
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let blank =
        text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(usize::MAX).saturating_add(blank)
}

/// The fields of a line that spaces separate; quoted fields may have spaces.
fn spaced_fields(line: &str) -> Vec<Cow<'_, str>> {
    if !line.contains('"') {
        return line.split_whitespace().map(Cow::Borrowed).collect();
    }
    let (mut fields, mut quoted, mut field) = (Vec::new(), false, None::<String>);
    for letter in line.chars() {
        if letter == '"' {
            quoted = !quoted;
            field.get_or_insert_default();
        } else if letter.is_whitespace() && !quoted {
            fields.extend(field.take().map(Cow::Owned));
        } else {
            field.get_or_insert_default().push(letter);
        }
    }
    fields.extend(field.map(Cow::Owned));
    fields
}

/// Whether the first lines are numbers in columns that spaces separate, below a line of as many words, or one less if
/// the rows have names. Text that tabs separate throughout has no empty columns in these lines, so it is the same either
/// way.
fn is_spaced(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(SNIFFED_LINES);
    let Some(first) = lines.next() else { return false };
    let columns = spaced_fields(first).len();
    let mut rows = lines.map(spaced_fields).peekable();
    let width = rows.peek().map_or(0, Vec::len);
    let is_number = |field: &Cow<'_, str>| field.parse::<f64>().is_ok();
    let named = text.contains('"') && width == columns + 1;
    columns > 1
        && (width == columns || named)
        && rows.all(|row| row.len() == width && row.iter().all(is_number))
}

/// The line of an opening quote that is never closed.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let mut quotes = QuoteState::default();
    let (mut line, mut opened) = (1, 1);
    for &byte in text.as_bytes() {
        let inside = quotes.state == State::Quoted;
        quotes.advance(byte, delimiter);
        if !inside && quotes.state == State::Quoted && byte == b'"' && !quotes.doubled {
            opened = line;
        }
        line += usize::from(byte == b'\n');
    }
    (quotes.state == State::Quoted).then_some(opened)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{MAX_COLUMNS, MAX_ROWS, Table, TableReading};

    fn read(text: &str) -> Table {
        table("t.csv", text).unwrap()
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text).rows.into_iter().map(|row| row.fields.unwrap()).collect()
    }

    #[test]
    fn four_delimiters_are_detected() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "price#rooms#note\n1#2#a\n3#4#b\n".replace('#', delimiter);
            assert_eq!(read(&text).columns, ["price", "rooms", "note"], "{delimiter:?}");
            assert_eq!(rows(&text), [["1", "2", "a"], ["3", "4", "b"]]);
        }
        // Decimal commas with semicolons, and quoted commas with tabs.
        assert_eq!(rows("price;baths\n450000;1,5\n2;2,5"), [["450000", "1,5"], ["2", "2,5"]]);
        assert_eq!(rows("price\tstreet\n1\t\"a, b, c\"\n"), [["1", "a, b, c"]]);
        assert_eq!(rows("sep=;\na,b;c\n1,2;3\n"), [["1,2", "3"]]);
        assert_eq!(rows("price\n1\n2\n"), [["1"], ["2"]]);
    }

    #[test]
    fn quoted_fields_may_hold_anything() {
        let text = "a,b\n\"one\ntwo, \"\"three\"\"\",2\n\n , \n5\" pipe,4\n";
        let read = read(text);
        assert_eq!(read.rows[0].fields, Ok(vec!["one\ntwo, \"three\"".to_owned(), "2".to_owned()]));
        assert_eq!(read.rows[1].fields, Ok(vec!["5\" pipe".to_owned(), "4".to_owned()]));
        assert_eq!(read.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 6]);
    }

    #[test]
    fn an_unclosed_quote_is_reported_with_its_line() {
        let line = |text: &str| match table("t.csv", text) {
            Err(DatasetError::OpenQuote { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line("a,b\n1,2\n3,\"four\n5,6\n"), 3);
        assert_eq!(line("a,b\n\"x\"\"y\n"), 2);
        assert_eq!(line("sep=;\na;b\n1;\"\n"), 3);
    }

    #[test]
    fn rows_of_another_length_are_errors() {
        let rows = read("a,b,c\n1,2\n\n1,2,3,,\n1,2,3,4\n1\n").rows;
        let errors: Vec<_> = rows.iter().map(|row| row.fields.as_ref().err().map(String::as_str)).collect();
        assert_eq!(
            errors,
            [
                // What a line does not say is missing.
                None,
                None,
                Some("Line 5 has 4 fields, but the table has 3 columns."),
                // This line is hardly a row.
                Some("Line 6 has 1 field, but the table has 3 columns."),
            ]
        );
    }

    #[test]
    fn columns_get_usable_names() {
        let columns = read(
            "price,,Price, zip\n code ,price (2)\n1,2,3,4,5\n"
                .replace(" zip\n code ", "\" zip\n code \"")
                .as_str(),
        );
        assert_eq!(columns.columns, ["price", "column 2", "Price (2)", "zip code", "price (2) (2)"]);
        let no_header = read("1,2\n3,4\n");
        assert_eq!(
            (no_header.columns, no_header.rows.len()),
            (vec!["column 1".to_owned(), "column 2".to_owned()], 2)
        );
    }

    #[test]
    fn empty_and_too_large_tables_are_errors() {
        let error = |text: &str| table("t.csv", text).unwrap_err().to_string();
        assert!(error("").starts_with("t.csv is empty."));
        assert!(error(" \n,,\n").starts_with("t.csv is empty."));
        assert!(error("price,rooms\n").starts_with("t.csv has column names but no houses"));
        assert!(
            error(&"a,".repeat(MAX_COLUMNS))
                .starts_with("t.csv has 201 columns, but at most 200 can be read.")
        );
        let long = format!("price\n{}", "1\n".repeat(MAX_ROWS + 1));
        assert!(error(&long).starts_with("t.csv has more than 100000 rows, which is the limit."));
    }

    #[test]
    fn the_delimiter_is_that_of_the_rows_whatever_stands_above() {
        let rows: String = (1..=9).map(|k| format!("{k};237.500,00 €;137,5;Main St, {k}\n")).collect();
        let table = read(&format!("Price list, Spring 2024\n\nid;price;area;street\n{rows}"));
        assert_eq!(table.columns, ["id", "price", "area", "street"]);
        assert_eq!((table.rows.len(), table.rows[0].line), (9, 4));
    }

    #[test]
    fn a_comma_within_names_or_line_breaks_within_cells_do_not_mislead() {
        let rows: String = (1..=9).map(|k| format!("{k};23750{k},00;137,5\n")).collect();
        assert_eq!(
            read(&format!("Nr;Preis, EUR;Fläche, m²\n{rows}")).columns,
            ["Nr", "Preis, EUR", "Fläche, m²"]
        );
        let notes: String = (1..=9).map(|k| format!("{k}|$23,50{k}|\"nice; big,\nhouse, old\"\n")).collect();
        assert_eq!(read(&format!("id|price|notes\n{notes}")).columns, ["id", "price", "notes"]);
        // Lists in a cell.
        assert_eq!(read("pics,price\na.jpg;b.jpg,1\nc.jpg;d.jpg,2\n").columns, ["pics", "price"]);
    }

    #[test]
    fn carets_and_tildes_separate_where_nothing_else_does() {
        for delimiter in ["^", "~"] {
            let text = "id#price#area\n1#$450,000#90\n2#5000#80\n".replace('#', delimiter);
            assert_eq!(read(&text).columns, ["id", "price", "area"]);
        }
        assert_eq!(read("id,price\n1,~450\n2,~500\n").columns, ["id", "price"]);
    }

    #[test]
    fn spaces_separate_numbers_where_it_is_allowed() {
        let spaced = |text: &str| grid("t.txt", text, true)?.table(None, TableReading::default());
        let table = spaced("beds  area price\n4 4053\t869500\n\n 3 3343 865200\n").unwrap();
        assert_eq!(table.columns, ["beds", "area", "price"]);
        assert_eq!(
            table.rows[1],
            crate::Row { line: 4, fields: Ok(["3", "3343", "865200"].map(String::from).into()) }
        );
        // Words are not split, and commas come first.
        assert_eq!(spaced("living area\n12\n").unwrap().columns, ["living area"]);
        assert_eq!(spaced("a b\n1 x\n").unwrap().columns, ["a b"]);
        assert_eq!(spaced("a b,c d\n1 2,3 4\n").unwrap().columns, ["a b", "c d"]);
        assert_eq!(super::table("t.csv", "a b\n1 2\n").unwrap().columns, ["a b"]);
    }
}
