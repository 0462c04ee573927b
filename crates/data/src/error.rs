//! Errors that make a dataset unusable. Problems of a single house are a [`super::DropReason`] instead.

use thiserror::Error;

use super::house::MAX_ATTRIBUTES;
use super::house_id::HouseId;
use super::paths::is_houses_info;
use super::rooms::MAX_PHOTOS;
use super::source::SourceError;
use facade_text as text;

/// An invalid column mapping. Its text says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MappingError {
    /// There is no column at this position.
    #[error("{}", text::t!(columns_no_column, meaning = .meaning, column = .column, file = .file, columns = .columns))]
    NoColumn {
        /// The table's file name.
        file: String,
        /// What the column should mean: the variant of the text, here and in the variants below.
        meaning: &'static str,
        /// Position of the column, from 1.
        column: usize,
        /// Number of columns.
        columns: usize,
    },
    /// There is no column of this name.
    #[error("{}", text::t!(columns_no_name, name = .name, file = .file, columns = .columns))]
    NoColumnOfName {
        /// The table's file name.
        file: String,
        /// The requested name.
        name: String,
        /// Names of the existing columns.
        columns: String,
    },
    /// A column has two meanings.
    #[error("{}", text::t!(columns_both, name = .name, first = .first, second = .second))]
    SameColumn {
        /// The column's name.
        name: String,
        /// The first meaning.
        first: &'static str,
        /// The second meaning.
        second: &'static str,
    },
    /// A column has the same meaning twice.
    #[error("{}", text::t!(columns_twice, name = .name, meaning = .meaning))]
    Twice {
        /// The column's name.
        name: String,
        /// The meaning.
        meaning: &'static str,
    },
    /// More than [`MAX_PHOTOS`] photo columns.
    #[error("{}", text::t!(columns_many_photos, columns = .columns, most = MAX_PHOTOS))]
    TooManyPhotos {
        /// Number of photo columns.
        columns: usize,
    },
    /// More than [`MAX_ATTRIBUTES`] attribute columns.
    #[error("{}", text::t!(columns_many_attributes, columns = .columns, most = MAX_ATTRIBUTES))]
    TooManyAttributes {
        /// Number of attribute columns.
        columns: usize,
    },
    /// More than [`MAX_ATTRIBUTES`] attributes, where each value of a category is one.
    #[error("{}", text::t!(columns_many_indicators, attributes = .attributes, most = MAX_ATTRIBUTES))]
    TooManyIndicators {
        /// Number of attributes.
        attributes: usize,
    },
}

/// A folder or archive that cannot be turned into a dataset. Its text says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum DatasetError {
    /// There are no files.
    #[error("{}", text::dataset_empty_folder())]
    EmptyFolder,
    /// There is no price list.
    #[error("{}", text::t!(dataset_no_table, place = if .folder.is_empty() { "files" } else { "folder" }, folder = .folder))]
    NoTable {
        /// The folder; empty if files from several folders were chosen.
        folder: String,
    },
    /// There is only a spreadsheet of a kind that cannot be read.
    #[error("{}", text::t!(dataset_other_spreadsheet, kind = .kind, file = .file))]
    OtherSpreadsheet {
        /// The spreadsheet's file name.
        file: String,
        /// What it is: the variant of the text.
        kind: &'static str,
    },
    /// A spreadsheet cannot be read.
    #[error("{}", text::t!(dataset_spreadsheet, kind = .kind, file = .file))]
    Spreadsheet {
        /// The spreadsheet's file name.
        file: String,
        /// What is wrong: the variant of the text.
        kind: &'static str,
    },
    /// The spreadsheet has no sheet of this name.
    #[error("{}", text::t!(dataset_no_sheet, file = .file, sheet = .sheet, sheets = .sheets))]
    NoSheet {
        /// The spreadsheet's file name.
        file: String,
        /// The requested name.
        sheet: String,
        /// Names of the existing sheets.
        sheets: String,
    },
    /// There is no encoding of this label.
    #[error("{}", text::dataset_no_encoding(.label))]
    NoEncoding {
        /// The requested label.
        label: String,
    },
    /// The price list should be JSON, but is not.
    #[error("{}", text::t!(dataset_not_json, file = .file, line = .line))]
    NotJson {
        /// The table's file name.
        file: String,
        /// The line of the first fault, from 1.
        line: usize,
    },
    /// The price list is not text, or not valid in its encoding.
    #[error(
        "{} {}",
        text::t!(dataset_not_text, kind = .kind, file = .file, byte = .byte, line = .line),
        text::dataset_save_as_text(if is_houses_info(.file) { "list" } else { "table" })
    )]
    TableNotText {
        /// The table's file name.
        file: String,
        /// What the file seems to be: the variant of the text `dataset-not-text`.
        kind: &'static str,
        /// The offending byte in hexadecimal, if there is one.
        byte: String,
        /// Its line, from 1.
        line: usize,
    },
    /// The price list has more bytes, columns, rows or fields than the limit.
    #[error("{}", text::t!(dataset_table_too_large, of = .of, file = .file, found = .found, most = .most))]
    TableTooLarge {
        /// The table's file name.
        file: String,
        /// Number found; counting of rows and fields stops at one above the limit.
        found: usize,
        /// What was counted: the variant of the text.
        of: &'static str,
        /// The limit.
        most: usize,
    },
    /// A quoted field is not closed.
    #[error("{}", text::t!(dataset_open_quote, line = .line, file = .file))]
    OpenQuote {
        /// The table's file name.
        file: String,
        /// The line of the opening quote.
        line: usize,
    },
    /// The table has a header but no rows.
    #[error("{}", text::dataset_no_rows(.file))]
    NoRows {
        /// The table's file name.
        file: String,
    },
    /// The column mapping does not fit the table.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The price list is empty.
    #[error("{}", text::dataset_table_empty(.file))]
    TableEmpty {
        /// The table's file name.
        file: String,
    },
    /// No row of the price list describes a house.
    #[error("{}", text::t!(dataset_no_readable_line, file = .file, first = .first))]
    NoReadableLine {
        /// The table's file name.
        file: String,
        /// What is wrong with the first row.
        first: String,
    },
    /// No photos were found for the price list.
    #[error("{}", text::dataset_no_photos(.file))]
    NoPhotos {
        /// The table's file name.
        file: String,
    },
    /// There are photos, but none could be paired with a row.
    #[error("{}", text::t!(dataset_no_photos_paired, photos = *.photos, example = .example, file = .file))]
    NoPhotosPaired {
        /// The table's file name.
        file: String,
        /// Number of photos.
        photos: usize,
        /// The name of one of them.
        example: String,
    },
    /// No photo could be paired, since a spreadsheet has rounded the ids.
    #[error("{}", text::t!(dataset_rounded_ids, column = .column, file = .file, example = .example))]
    RoundedIds {
        /// The table's file name.
        file: String,
        /// The column with the ids.
        column: String,
        /// One of the rounded ids.
        example: String,
    },
    /// None of the photos that the table names exists.
    #[error("{}", text::t!(dataset_no_named_photos, file = .file, example = .example, line = .line))]
    NoNamedPhotos {
        /// The table's file name.
        file: String,
        /// One of the names.
        example: String,
        /// Its line.
        line: usize,
    },
    /// No room has a photo for at least half of the houses.
    #[error("{}", text::t!(dataset_no_room, houses = .houses, with_photos = .with_photos))]
    NoRoom {
        /// Number of houses in the price list.
        houses: usize,
        /// Number of houses with any photo.
        with_photos: usize,
    },
    /// Every zip code has fewer houses than the minimum.
    #[error("{}", text::t!(dataset_every_zip_code_rare, needed = .needed, most = .most))]
    EveryZipCodeRare {
        /// Minimum number of houses per zip code.
        needed: usize,
        /// Number of houses in the largest zip code.
        most: usize,
    },
    /// No house is left: photos are missing or unreadable.
    #[error("{}", text::t!(dataset_no_complete_house, photos = *.photos, example = .example))]
    NoCompleteHouse {
        /// Number of photos per house.
        photos: usize,
        /// What is wrong with one of the houses.
        example: String,
    },
    /// A house has no montage, or one of the wrong size: an internal error.
    #[error("{}", text::dataset_unfinished(.house.as_str()))]
    Unfinished {
        /// The house's id.
        house: HouseId,
    },
    /// The price list exists but cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
}
