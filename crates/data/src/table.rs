//! The price list as rows of text fields, and how it was read.

use serde::{Deserialize, Serialize};

use super::DatasetError;
use super::MappingError;
use super::tables::skip_reason::SkipReason;
use facade_text as text;

/// A table as read from its file. A [`super::Mapping`] gives its columns a meaning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// File name.
    pub file: String,
    /// Format of the file.
    pub format: TableFormat,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows, in file order.
    pub rows: Vec<Row>,
    /// How the file was read: what was guessed, and what was left out.
    pub reading: TableReading,
}

/// How a table was read from its file: what was guessed, and which lines are no houses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableReading {
    /// Label of the guessed or chosen code page, as `windows-1252`; `None` for Unicode and for spreadsheets.
    pub encoding: Option<String>,
    /// Names of the sheets, in the order of the file; empty if it has none.
    pub sheets: Vec<String>,
    /// Name of the sheet that was read.
    pub sheet: Option<String>,
    /// Names of other sheets with prices; empty if the sheet was chosen.
    pub other_price_sheets: Vec<String>,
    /// The line with the names of the columns, from 1; `None` if there is no such line.
    pub header_line: Option<usize>,
    /// The unit of each column, as written below its name; empty if the table has no line of units.
    pub units: Vec<String>,
    /// Lines that are no houses; at most 20.
    pub skipped: Vec<SkippedLine>,
    /// The table that its last columns are from: the photos of each house.
    pub photo_list: Option<PhotoList>,
}

/// The table that lists the photos of the houses in another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoList {
    /// Its file name.
    pub file: String,
    /// Its column that has the houses' ids.
    pub key: String,
    /// The column of ids in the table of houses.
    pub id: String,
    /// The first column that is added to the table of houses.
    pub first_column: usize,
    /// The rooms of the added columns; empty for photos of any room.
    pub rooms: Vec<String>,
    /// Whether the ids are such that they do not agree by accident.
    pub is_strong: bool,
    /// Whether other photos could be meant.
    pub is_doubtful: bool,
}

/// A line that is no house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedLine {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// Why it is no house. Its text is a sentence.
    pub why: SkipReason,
}

/// How to read a table where the guess is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// Label of the encoding (<https://encoding.spec.whatwg.org/#names-and-labels>), as `windows-1252`.
    pub encoding: Option<String>,
    /// Name of the sheet.
    pub sheet: Option<String>,
    /// The line with the names of the columns, from 1; 0 if there is none.
    pub header_line: Option<usize>,
}

/// Format of a table's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableFormat {
    /// As `HousesInfo.txt`: five plain numbers per line, no header.
    HousesInfo,
    /// Any other: separated text, spreadsheets, JSON. Numbers may have currencies and separators.
    Delimited,
}

/// Maximum size of a table in bytes.
pub const MAX_TABLE_BYTES: usize = 64 << 20;
/// Maximum number of columns.
pub const MAX_COLUMNS: usize = 200;
/// Maximum number of rows.
pub const MAX_ROWS: usize = 100_000;
/// Maximum number of fields in all rows: what fits into a browser tab besides the photos.
pub const MAX_FIELDS: usize = 4_000_000;

/// Fails if a table has more than `most` of something; `of` is a variant of the text `dataset-table-too-large`.
pub(super) fn check_limit(
    file: &str,
    found: usize,
    of: &'static str,
    most: usize,
) -> Result<(), DatasetError> {
    if found <= most {
        return Ok(());
    }
    Err(DatasetError::TableTooLarge { file: file.to_owned(), found, of, most })
}

impl Table {
    /// Index of the column with this name. Case is ignored unless an exact match exists.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn column(&self, name: &str) -> Result<usize, MappingError> {
        let name = name.trim();
        let exact = self.columns.iter().position(|column| column == name);
        let found = exact.or_else(|| {
            let lower = name.to_lowercase();
            self.columns.iter().position(|column| column.to_lowercase() == lower)
        });
        found.ok_or_else(|| MappingError::NoColumnOfName {
            file: self.file.clone(),
            name: name.to_owned(),
            columns: join_truncated(&self.columns),
        })
    }

    /// The trimmed fields of a column in the readable rows.
    pub(super) fn fields(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        let rows = self.rows.iter().filter_map(|row| row.fields.as_ref().ok());
        rows.map(move |fields| fields.get(column).map_or("", |field| field.trim()))
    }
}

/// Joins the first twenty names.
fn join_truncated(names: &[String]) -> String {
    let mut text: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
    if names.len() > text.len() {
        text.push("…");
    }
    text.join(", ")
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// One field per column, or a sentence about what is wrong with the row.
    pub fields: Result<Vec<String>, String>,
}

/// The columns of `HousesInfo.txt`, which has no header.
pub(super) const COLUMNS: [&str; 5] = ["bedrooms", "bathrooms", "area", "zip code", "price"];

/// Reads `HousesInfo.txt` (Ahmed and Moustafa, 2016): no header; bedrooms, bathrooms, area in square feet, zip code
/// and price in dollars, separated by spaces or tabs. Trailing blank lines are ignored.
///
/// # Errors
/// If it is empty or has more than [`MAX_ROWS`] lines.
pub(super) fn houses_info(file: &str, text: &str) -> Result<Table, DatasetError> {
    let text = text.trim_end();
    if text.is_empty() {
        return Err(DatasetError::TableEmpty { file: file.to_owned() });
    }
    check_limit(file, text.lines().take(MAX_ROWS + 1).count(), "rows", MAX_ROWS)?;
    let row = |(line, text): (usize, &str)| {
        let fields: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let found = fields.len();
        let fields =
            if found == COLUMNS.len() { Ok(fields) } else { Err(text::t!(row_five_fields, line, found)) };
        Row { line, fields }
    };
    Ok(Table {
        file: file.to_owned(),
        format: TableFormat::HousesInfo,
        columns: COLUMNS.map(str::to_owned).into(),
        rows: (1..).zip(text.lines()).map(row).collect(),
        reading: TableReading::default(),
    })
}

/// Whether each of the first lines is as in `HousesInfo.txt`: five plain numbers.
pub(super) fn is_houses_info_text(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(20).peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            let mut fields = line.split_whitespace();
            let numbers =
                fields.by_ref().take(COLUMNS.len()).filter(|field| field.parse::<f64>().is_ok()).count();
            numbers == COLUMNS.len() && fields.next().is_none()
        })
}

/// A field in quotation marks, truncated.
pub(super) fn quoted(field: &str) -> String {
    let start: String = field.chars().take(20).collect();
    text::row_value(if start.len() < field.len() { format!("{start}…") } else { start })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitespace_and_line_endings_are_ignored() {
        let fields = |text: &str| {
            let rows = houses_info("t", text).unwrap().rows;
            rows.into_iter().map(|row| row.fields.unwrap()).collect::<Vec<_>>()
        };
        let plain = fields("4 4 4053 85255 869500\n4 3 3343 36372 865200");
        assert_eq!(fields("4  4\t4053 85255 869500 \r\n 4 3 3343   36372 865200\r\n\r\n \n"), plain);
    }

    #[test]
    fn a_table_without_lines_is_an_error() {
        let empty = DatasetError::TableEmpty { file: "t".to_owned() };
        assert_eq!(houses_info("t", ""), Err(empty.clone()));
        assert_eq!(houses_info("t", " \r\n\n"), Err(empty));
    }
}
