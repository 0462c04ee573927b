//! The price list as rows of text: `HousesInfo.txt`, or a table with a header.

use serde::{Deserialize, Serialize};

use super::DatasetError;
use super::MappingError;
use facade_text as text;

/// A table as it was read. What its columns mean, a [`super::Mapping`] says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its file's name.
    pub file: String,
    /// How its file is laid out.
    pub form: Form,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// One entry a row, in order.
    pub rows: Vec<Row>,
}

/// How a table's file is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// As `HousesInfo.txt`: five plain numbers a line, no header.
    HousesInfo,
    /// CSV or TSV with a header: numbers may be written as people write them.
    Delimited,
}

/// The largest table that is read, in bytes.
pub const MAX_TABLE_BYTES: usize = 64 << 20;
/// Columns at most.
pub const MAX_COLUMNS: usize = 200;
/// Rows at most.
pub const MAX_ROWS: usize = 100_000;
/// Fields in all rows together at most: what a browser's tab can hold as well as the photos.
pub const MAX_FIELDS: usize = 4_000_000;

/// Something of which a table has too much.
pub(super) fn too_large(file: &str, found: usize, of: &'static str, most: usize) -> Result<(), DatasetError> {
    if found <= most {
        return Ok(());
    }
    Err(DatasetError::TableTooLarge { file: file.to_owned(), found, of, most })
}

impl Table {
    /// The position of the column of this name; upper and lower case are alike, unless two differ in nothing else.
    ///
    /// # Errors
    /// If there is none.
    pub fn column(&self, name: &str) -> Result<usize, MappingError> {
        let name = name.trim();
        let exact = self.columns.iter().position(|column| column == name);
        let found = exact.or_else(|| {
            let small = name.to_lowercase();
            self.columns.iter().position(|column| column.to_lowercase() == small)
        });
        found.ok_or_else(|| MappingError::NoColumnOfName {
            file: self.file.clone(),
            name: name.to_owned(),
            columns: listed(&self.columns),
        })
    }

    /// The fields of a column in the rows that could be read, without the blanks around them.
    pub(super) fn fields(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        let rows = self.rows.iter().filter_map(|row| row.fields.as_ref().ok());
        rows.map(move |fields| fields.get(column).map_or("", |field| field.trim()))
    }
}

/// Names in a row, cut where they are many.
fn listed(names: &[String]) -> String {
    let mut text: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
    if names.len() > text.len() {
        text.push("…");
    }
    text.join(", ")
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The line that it begins on, from 1.
    pub line: usize,
    /// As many fields as the table has columns, or what is wrong with the row: a sentence.
    pub fields: Result<Vec<String>, String>,
}

/// The columns of `HousesInfo.txt`, which has no header.
pub(super) const COLUMNS: [&str; 5] = ["bedrooms", "bathrooms", "area", "zip code", "price"];

/// Reads `HousesInfo.txt`: no header; blank-separated bedrooms, bathrooms, area in square feet, zip code and price in
/// dollars (Ahmed and Moustafa, 2016). Accepts tabs and several blanks; blank lines at the end do not count.
///
/// # Errors
/// If it has no line, or too many.
pub(super) fn houses_info(file: &str, text: &str) -> Result<Table, DatasetError> {
    let text = text.trim_end();
    if text.is_empty() {
        return Err(DatasetError::TableEmpty { file: file.to_owned() });
    }
    too_large(file, text.lines().take(MAX_ROWS + 1).count(), "rows", MAX_ROWS)?;
    let row = |(line, text): (usize, &str)| {
        let fields: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let found = fields.len();
        let fields =
            if found == COLUMNS.len() { Ok(fields) } else { Err(text::row_five_fields(line, found)) };
        Row { line, fields }
    };
    Ok(Table {
        file: file.to_owned(),
        form: Form::HousesInfo,
        columns: COLUMNS.map(str::to_owned).into(),
        rows: (1..).zip(text.lines()).map(row).collect(),
    })
}

/// A field in quotes, cut where it is long.
pub(super) fn shown(field: &str) -> String {
    let start: String = field.chars().take(20).collect();
    text::row_value(if start.len() < field.len() { format!("{start}…") } else { start })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_may_leave_their_marks() {
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
