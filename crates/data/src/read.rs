//! A price list of any kind from its bytes.

use super::error::DatasetError;
use super::paths::{TABLE, parts};
use super::table::{MAX_TABLE_BYTES, Table, houses_info, too_large};
use super::{csv, encoding};

/// Reads the table at `path`, which [`find_table`](super::find_table) found: `HousesInfo.txt` by its name, anything else as CSV or TSV with a
/// header.
///
/// # Errors
/// If it is not text, has no row, or more of anything than is sensible.
pub fn read_table(path: &str, bytes: &[u8]) -> Result<Table, DatasetError> {
    let (_, file) = parts(path);
    check_table_size(path, bytes.len() as u64)?;
    let text = encoding::text(file, bytes)?;
    if file.eq_ignore_ascii_case(TABLE) { houses_info(file, &text) } else { csv::table(file, &text) }
}

/// Whether the file at `path` is small enough for a table: to be asked before its bytes are read.
///
/// # Errors
/// If it is not.
pub fn check_table_size(path: &str, bytes: u64) -> Result<(), DatasetError> {
    let (_, file) = parts(path);
    too_large(file, usize::try_from(bytes).unwrap_or(usize::MAX), "bytes", MAX_TABLE_BYTES)
}
