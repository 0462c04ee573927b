//! Tables with a header, their fields parted by commas, semicolons, tabs or bars.

use std::collections::{HashMap, HashSet};

use csv::{ReaderBuilder, StringRecord};

use super::DatasetError;
use super::table::{Form, MAX_COLUMNS, MAX_FIELDS, MAX_ROWS, Row, Table, too_large};
use facade_text as text;

/// What may stand between fields, the likelier first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Records that are looked at to find out what stands between fields.
const SNIFFED: usize = 20;

/// Reads a table whose first record names the columns. Where the first record is nothing but numbers, the table has no
/// header, and its columns are numbered. Empty names become “column 3”, repeated ones “price (2)”.
///
/// Rows of nothing but empty fields do not count. A row with too few or too many fields says so; empty fields too many at
/// its end are forgiven.
///
/// # Errors
/// If there is no row, a quoted field has no end, or there is more of anything than is sensible.
pub(super) fn table(file: &str, text: &str) -> Result<Table, DatasetError> {
    // Excel's own way to tell.
    let declared = text.strip_prefix("sep=").and_then(|rest| match rest.as_bytes() {
        [delimiter, b'\n', ..] => Some(*delimiter),
        _ => None,
    });
    let body = if declared.is_some() { &text["sep=x\n".len()..] } else { text };
    let skipped = usize::from(declared.is_some());
    let delimiter = declared.filter(u8::is_ascii).unwrap_or_else(|| sniff(body));
    if let Some(line) = open_quote(body, delimiter) {
        return Err(DatasetError::OpenQuote { file: file.to_owned(), line: line + skipped });
    }

    let mut records = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut record = StringRecord::new();
    let mut columns: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    let mut fields_read = 0;
    // Only a reader's own fault ends in an error here: the text is UTF-8, and any number of fields goes.
    while records.read_record(&mut record).unwrap_or(false) {
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let line = line_of(body, &record) + skipped;
        if columns.is_empty() {
            too_large(file, record.len(), "columns", MAX_COLUMNS)?;
            let headless = record.len() > 1 && record.iter().all(|field| field.trim().parse::<f64>().is_ok());
            columns = names(&record, headless);
            if !headless {
                continue;
            }
        }
        too_large(file, rows.len() + 1, "rows", MAX_ROWS)?;
        fields_read += record.len().min(columns.len());
        too_large(file, fields_read, "fields", MAX_FIELDS)?;
        rows.push(Row { line, fields: fields(&record, line, columns.len()) });
    }
    if columns.is_empty() {
        return Err(DatasetError::TableEmpty { file: file.to_owned() });
    }
    if rows.is_empty() {
        return Err(DatasetError::NoRows { file: file.to_owned() });
    }
    Ok(Table { file: file.to_owned(), form: Form::Delimited, columns, rows })
}

/// A row's fields, as many as there are columns, or what is wrong with it.
fn fields(record: &StringRecord, line: usize, columns: usize) -> Result<Vec<String>, String> {
    let more = record.iter().skip(columns).all(|field| field.trim().is_empty());
    if record.len() >= columns && more {
        return Ok(record.iter().take(columns).map(str::to_owned).collect());
    }
    Err(text::row_fields(line, record.len(), columns))
}

/// Usable names for the columns: none empty, none twice.
fn names(header: &StringRecord, headless: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    let mut taken = HashSet::new();
    // By name in small letters: the number that the next column of that name tries first.
    let mut next: HashMap<String, usize> = HashMap::new();
    for (position, field) in header.iter().enumerate() {
        // A name in several lines becomes one.
        let words: Vec<&str> = field.split_whitespace().collect();
        let mut name: String = words.join(" ").chars().take(60).collect();
        if name.is_empty() || headless {
            name = format!("column {}", position + 1);
        }
        if !taken.insert(name.to_lowercase()) {
            let again = next.entry(name.to_lowercase()).or_insert(2);
            let mut unique = format!("{name} ({again})");
            while !taken.insert(unique.to_lowercase()) {
                *again += 1;
                unique = format!("{name} ({again})");
            }
            name = unique;
        }
        names.push(name);
    }
    names
}

/// The line that a record begins on. The reader tells where it went on reading, which may be blank lines before.
fn line_of(text: &str, record: &StringRecord) -> usize {
    let Some(position) = record.position() else { return 0 };
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let blank =
        text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(usize::MAX).saturating_add(blank)
}

/// What stands between the fields: that which parts the most records into as many fields as the first, and of equals into
/// more fields. What stands in quotes does not count.
fn sniff(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let counts = field_counts(text, delimiter);
        let first = counts.first().copied().unwrap_or(1);
        let alike = counts.iter().filter(|count| **count == first).count();
        if first > 1 { (alike, first) } else { (0, 0) }
    };
    // The first of equals.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// Fields of the first records that are not blank.
fn field_counts(text: &str, delimiter: u8) -> Vec<usize> {
    let (mut counts, mut fields, mut blank) = (Vec::new(), 1, true);
    let mut quotes = Quotes::default();
    for &byte in text.as_bytes() {
        let outside = quotes.take(byte, delimiter);
        if outside && byte == b'\n' {
            if !blank {
                counts.push(fields);
            }
            (fields, blank) = (1, true);
            if counts.len() == SNIFFED {
                return counts;
            }
        } else if outside && byte == delimiter {
            fields += 1;
        } else {
            blank &= byte.is_ascii_whitespace();
        }
    }
    if !blank {
        counts.push(fields);
    }
    counts
}

/// The line of a quotation mark that opens a field and is never closed.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let mut quotes = Quotes::default();
    let (mut line, mut opened) = (1, 1);
    for &byte in text.as_bytes() {
        let inside = quotes.state == State::Quoted;
        quotes.take(byte, delimiter);
        if !inside && quotes.state == State::Quoted && byte == b'"' && !quotes.doubled {
            opened = line;
        }
        line += usize::from(byte == b'\n');
    }
    (quotes.state == State::Quoted).then_some(opened)
}

/// Follows which bytes stand in quotes, as the reader does: a mark opens a field only as its first byte, and a doubled mark
/// within one is a mark.
#[derive(Default)]
struct Quotes {
    state: State,
    /// Whether the mark just read was the second of two.
    doubled: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    /// Before the first byte of a field.
    #[default]
    Start,
    /// In a field that is not quoted, or behind a quoted part.
    Plain,
    /// Within quotes.
    Quoted,
    /// Behind a mark that closes them, unless another follows.
    Closed,
}

impl Quotes {
    /// Takes the next byte; tells whether it stands outside of quotes.
    fn take(&mut self, byte: u8, delimiter: u8) -> bool {
        self.doubled = false;
        let outside = self.state != State::Quoted;
        self.state = match (self.state, byte) {
            (State::Start, b'"') => State::Quoted,
            (State::Quoted, b'"') => State::Closed,
            (State::Quoted, _) => State::Quoted,
            (State::Closed, b'"') => {
                self.doubled = true;
                State::Quoted
            }
            (_, byte) if byte == delimiter || byte == b'\n' => State::Start,
            _ => State::Plain,
        };
        outside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Table {
        table("t.csv", text).unwrap()
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text).rows.into_iter().map(|row| row.fields.unwrap()).collect()
    }

    #[test]
    fn four_delimiters_are_told_apart() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "price#rooms#note\n1#2#a\n3#4#b\n".replace('#', delimiter);
            assert_eq!(read(&text).columns, ["price", "rooms", "note"], "{delimiter:?}");
            assert_eq!(rows(&text), [["1", "2", "a"], ["3", "4", "b"]]);
        }
        // Decimal commas between semicolons, and commas in quotes between tabs.
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
    fn a_quote_without_end_is_told_with_its_line() {
        let line = |text: &str| match table("t.csv", text) {
            Err(DatasetError::OpenQuote { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line("a,b\n1,2\n3,\"four\n5,6\n"), 3);
        assert_eq!(line("a,b\n\"x\"\"y\n"), 2);
        assert_eq!(line("sep=;\na;b\n1;\"\n"), 3);
    }

    #[test]
    fn rows_of_another_length_are_broken() {
        let rows = read("a,b,c\n1,2\n\n1,2,3,,\n1,2,3,4\n1\n").rows;
        let told: Vec<_> = rows.iter().map(|row| row.fields.as_ref().err().map(String::as_str)).collect();
        assert_eq!(
            told,
            [
                Some("Line 2 has 2 fields where the table has 3 columns."),
                None,
                Some("Line 5 has 4 fields where the table has 3 columns."),
                Some("Line 6 has 1 field where the table has 3 columns."),
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
        let headless = read("1,2\n3,4\n");
        assert_eq!(
            (headless.columns, headless.rows.len()),
            (vec!["column 1".to_owned(), "column 2".to_owned()], 2)
        );
    }

    #[test]
    fn what_is_empty_or_too_large_is_refused() {
        let told = |text: &str| table("t.csv", text).unwrap_err().to_string();
        assert!(told("").starts_with("t.csv is empty."));
        assert!(told(" \n,,\n").starts_with("t.csv is empty."));
        assert!(told("price,rooms\n").starts_with("t.csv has names of columns and no house"));
        assert!(told(&"a,".repeat(MAX_COLUMNS)).starts_with("t.csv has 201 columns, and 200 can be read."));
        let long = format!("price\n{}", "1\n".repeat(MAX_ROWS + 1));
        assert!(told(&long).starts_with("t.csv has more than 100000 rows, and 100000 can be read."));
    }
}
