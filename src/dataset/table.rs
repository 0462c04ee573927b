//! The price list as rows of text: `HousesInfo.txt`, or a table with a header.

use serde::{Deserialize, Serialize};

use super::DatasetError;

/// A table as it was read. What its columns mean, a [`super::Mapping`] says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its file's name.
    pub file: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// One entry a row, in order.
    pub rows: Vec<Row>,
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
/// If it has no line.
pub(super) fn houses_info(file: &str, text: &str) -> Result<Table, DatasetError> {
    let text = text.trim_end();
    if text.is_empty() {
        return Err(DatasetError::TableEmpty { file: file.to_owned() });
    }
    let row = |(line, text): (usize, &str)| {
        let fields: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let found = fields.len();
        let plural = if found == 1 { "field" } else { "fields" };
        let fields = if found == COLUMNS.len() {
            Ok(fields)
        } else {
            Err(format!(
                "Line {line} has {found} {plural} where 5 are needed: bedrooms, bathrooms, area, zip code, price."
            ))
        };
        Row { line, fields }
    };
    Ok(Table {
        file: file.to_owned(),
        columns: COLUMNS.map(str::to_owned).into(),
        rows: (1..).zip(text.lines()).map(row).collect(),
    })
}

/// A field in quotes, cut where it is long.
pub(super) fn shown(field: &str) -> String {
    let start: String = field.chars().take(20).collect();
    if start.len() < field.len() { format!("“{start}…”") } else { format!("“{start}”") }
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
