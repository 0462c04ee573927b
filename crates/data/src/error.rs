//! Why a folder cannot be used at all. What is wrong with one house is a [`super::Reason`] instead.

use thiserror::Error;

use super::house::MAX_ATTRIBUTES;
use super::paths::is_houses_info;
use super::rooms::MAX_PHOTOS;
use super::source::SourceError;
use facade_text as text;

/// Columns that cannot mean what they are said to. Its text says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MappingError {
    /// No column at this position.
    #[error("{}", text::columns_no_column(.meaning, .column, .file, .columns))]
    NoColumn {
        /// The table's file name.
        file: String,
        /// What the column is to hold: a word that the text is chosen by, as in all of these.
        meaning: &'static str,
        /// Its place, from 1.
        column: usize,
        /// How many there are.
        columns: usize,
    },
    /// No column of this name.
    #[error("{}", text::columns_no_name(.name, .file, .columns))]
    NoColumnOfName {
        /// The table's file name.
        file: String,
        /// The name.
        name: String,
        /// Names that there are.
        columns: String,
    },
    /// One column with two meanings.
    #[error("{}", text::columns_both(.name, .first, .second))]
    SameColumn {
        /// The column's name.
        name: String,
        /// One meaning.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// One column twice for the same.
    #[error("{}", text::columns_twice(.name, .meaning))]
    Twice {
        /// The column's name.
        name: String,
        /// What it is to hold.
        meaning: &'static str,
    },
    /// More photos than a montage has places.
    #[error("{}", text::columns_many_photos(.columns, MAX_PHOTOS))]
    TooManyPhotos {
        /// How many.
        columns: usize,
    },
    /// More attributes than can be shown.
    #[error("{}", text::columns_many_attributes(.columns, MAX_ATTRIBUTES))]
    TooManyAttributes {
        /// How many.
        columns: usize,
    },
}

/// A folder that gives no houses. Its text is a sentence that says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum DatasetError {
    /// No file at all.
    #[error("{}", text::dataset_empty_folder())]
    EmptyFolder,
    /// No price list.
    #[error("{}", text::dataset_no_table(if .folder.is_empty() { "files" } else { "folder" }, .folder))]
    NoTable {
        /// The folder; empty where files of several were chosen.
        folder: String,
    },
    /// No price list but a spreadsheet.
    #[error("{}", text::dataset_only_spreadsheet(.file))]
    OnlySpreadsheet {
        /// The spreadsheet's file name.
        file: String,
    },
    /// The price list is no text, or not in an encoding that it declares.
    #[error(
        "{} {}",
        text::dataset_not_text(.kind, .file, .byte, .line),
        text::dataset_save_as_text(if is_houses_info(.file) { "list" } else { "table" })
    )]
    TableNotText {
        /// The table's file name.
        file: String,
        /// What it is: a word that `dataset-not-text` is chosen by.
        kind: &'static str,
        /// The byte that shows it, where there is one.
        byte: String,
        /// The byte's line, from 1.
        line: usize,
    },
    /// The price list has more bytes, columns, rows or fields than are sensible.
    #[error("{}", text::dataset_table_too_large(.of, .file, .found, .most))]
    TableTooLarge {
        /// The table's file name.
        file: String,
        /// How many were found; rows and fields are counted no further than one too many.
        found: usize,
        /// Of what: a word that the text is chosen by.
        of: &'static str,
        /// How many can be read.
        most: usize,
    },
    /// A quoted field without an end.
    #[error("{}", text::dataset_open_quote(.line, .file))]
    OpenQuote {
        /// The table's file name.
        file: String,
        /// The line of the mark.
        line: usize,
    },
    /// A header and nothing below.
    #[error("{}", text::dataset_no_rows(.file))]
    NoRows {
        /// The table's file name.
        file: String,
    },
    /// The meaning given to the columns does not fit the table.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The price list has no line.
    #[error("{}", text::dataset_table_empty(.file))]
    TableEmpty {
        /// The table's file name.
        file: String,
    },
    /// No line of the price list describes a house.
    #[error("{}", text::dataset_no_readable_line(.file, .first))]
    NoReadableLine {
        /// The table's file name.
        file: String,
        /// What is wrong with the first line.
        first: String,
    },
    /// A price list without photos.
    #[error("{}", text::dataset_no_photos(.file))]
    NoPhotos {
        /// The table's file name.
        file: String,
    },
    /// Columns with photos' names, and no such files.
    #[error("{}", text::dataset_no_named_photos(.file, .example, .line))]
    NoNamedPhotos {
        /// The table's file name.
        file: String,
        /// A name.
        example: String,
        /// Its line.
        line: usize,
    },
    /// Photos, but not of these houses, or of each house another room.
    #[error("{}", text::dataset_no_room(.houses, .with_photos))]
    NoRoom {
        /// Houses in the price list.
        houses: usize,
        /// Houses with any photo.
        with_photos: usize,
    },
    /// Every zip code is too rare to learn from.
    #[error("{}", text::dataset_every_zip_code_rare(.needed, .most))]
    EveryZipCodeRare {
        /// Houses that a zip code needs.
        needed: usize,
        /// Houses in the most frequent one.
        most: usize,
    },
    /// No house is left: photos are missing or cannot be read.
    #[error("{}", text::dataset_no_complete_house(*.photos, .example))]
    NoCompleteHouse {
        /// Photos a house.
        photos: usize,
        /// What is wrong with one of them.
        example: String,
    },
    /// Not every house was tiled, or not at this size: a fault of the program.
    #[error("{}", text::dataset_unfinished(.house))]
    Unfinished {
        /// Its number.
        house: u32,
    },
    /// The price list is there but cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
}
