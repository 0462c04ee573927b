//! Reads a price list of any format from its bytes.

use super::error::DatasetError;
use super::paths::{HOUSES_INFO, split_path};
use super::table::{MAX_TABLE_BYTES, Table, check_limit, houses_info};
use super::{csv, encoding};

/// Reads the table at `path`: a file named `HousesInfo.txt` in the tutorial's format, any other as CSV or TSV with a
/// header.
///
/// # Errors
/// If it is not text, has no rows, or exceeds a limit.
pub fn read_table(path: &str, bytes: &[u8]) -> Result<Table, DatasetError> {
    let (_, file) = split_path(path);
    check_table_size(path, bytes.len() as u64)?;
    let text = encoding::text(file, bytes)?;
    if file.eq_ignore_ascii_case(HOUSES_INFO) { houses_info(file, &text) } else { csv::table(file, &text) }
}

/// Checks the size of the table at `path` before its bytes are read.
///
/// # Errors
/// If it is larger than [`MAX_TABLE_BYTES`].
pub fn check_table_size(path: &str, bytes: u64) -> Result<(), DatasetError> {
    let (_, file) = split_path(path);
    check_limit(file, usize::try_from(bytes).unwrap_or(usize::MAX), "bytes", MAX_TABLE_BYTES)
}
