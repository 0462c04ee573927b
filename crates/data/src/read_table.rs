//! Reads a price list of any format from its bytes.

use super::csv;
use super::encoding::{self, Decoded};
use super::error::DatasetError;
use super::paths::{HOUSES_INFO, has_extension, split_path};
use super::table::{
    MAX_TABLE_BYTES, ReadOptions, Table, TableReading, check_limit, houses_info, is_houses_info_text,
};
use super::tables::{json, spreadsheet};

/// Reads the table at `path`, and guesses how: see [`read_table_with`].
///
/// # Errors
/// As [`read_table_with`].
pub fn read_table(path: &str, bytes: &[u8]) -> Result<Table, DatasetError> {
    read_table_with(path, bytes, &ReadOptions::default())
}

/// Reads the table at `path`: a file named `HousesInfo.txt` in the tutorial's format; any other as a spreadsheet, as
/// JSON, or as separated text, whatever its bytes are. The options take the place of guesses.
///
/// # Errors
/// If it is none of these, has no rows, or exceeds a limit; if there is no such encoding or sheet.
pub fn read_table_with(path: &str, bytes: &[u8], options: &ReadOptions) -> Result<Table, DatasetError> {
    let (_, file) = split_path(path);
    check_table_size(path, bytes.len() as u64)?;
    if file.eq_ignore_ascii_case(HOUSES_INFO) {
        let text = match &options.encoding {
            Some(label) => encoding::decode(file, bytes, Some(label))?.text,
            None => encoding::unicode(file, bytes)?,
        };
        return houses_info(file, &text);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let read = spreadsheet::of_archive(file, bytes, options);
        return match read {
            Ok(Some(table)) => Ok(table),
            // Another archive under the name of a table is named as such.
            Err(DatasetError::Spreadsheet { kind: "damaged", .. }) if !is_spreadsheet(file) => {
                not_a_table(file, "zip")
            }
            Ok(None) => not_a_table(file, "zip"),
            Err(error) => Err(error),
        };
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return match spreadsheet::of_compound_file(file, bytes, options) {
            Err(DatasetError::Spreadsheet { kind: "damaged", .. }) if !is_spreadsheet(file) => {
                not_a_table(file, "excel")
            }
            read => read,
        };
    }
    let markup = is_spreadsheet(file) && encoding::is_markup(bytes);
    let decoded = if markup {
        encoding::decode_markup(file, bytes, options.encoding.as_deref())?
    } else {
        encoding::decode(file, bytes, options.encoding.as_deref())?
    };
    let Decoded { text, encoding } = decoded;
    if markup {
        return match spreadsheet::of_markup(file, &text, options, encoding)? {
            Some(table) => Ok(table),
            None => not_a_table(file, "web-page"),
        };
    }
    let reading = TableReading { encoding, ..TableReading::default() };
    let lines = is_named(file, &["jsonl", "ndjson"]);
    if lines || is_named(file, &["json", "geojson"]) {
        return json::table(file, &text, lines, reading);
    }
    let plain = has_extension(file, &["txt"]);
    // `HousesInfo (1).txt`: downloaded once more.
    if plain && file.to_lowercase().starts_with("housesinfo") && is_houses_info_text(&text) {
        return houses_info(file, &text);
    }
    let spaces = plain || has_extension(file, &["tab", "dat"]);
    csv::grid(file, &text, spaces)?.table(options.header_line, reading)
}

/// Whether the name has the ending of a spreadsheet.
fn is_spreadsheet(file: &str) -> bool {
    has_extension(file, &super::paths::SPREADSHEET_EXTENSIONS)
}

/// Whether the name has one of these endings, perhaps with `.txt` behind.
fn is_named(file: &str, extensions: &[&str]) -> bool {
    let name = if has_extension(file, &["txt"]) { &file[..file.len() - ".txt".len()] } else { file };
    has_extension(name, extensions)
}

/// The error for a file of another type.
fn not_a_table(file: &str, kind: &'static str) -> Result<Table, DatasetError> {
    Err(DatasetError::TableNotText { file: file.to_owned(), kind, byte: String::new(), line: 0 })
}

/// Checks the size of the table at `path` before its bytes are read.
///
/// # Errors
/// If it is larger than [`MAX_TABLE_BYTES`].
pub fn check_table_size(path: &str, bytes: u64) -> Result<(), DatasetError> {
    let (_, file) = split_path(path);
    check_limit(file, usize::try_from(bytes).unwrap_or(usize::MAX), "bytes", MAX_TABLE_BYTES)
}

#[cfg(test)]
#[path = "read_table_tests.rs"]
mod tests;
