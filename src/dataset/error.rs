//! Why a folder cannot be used at all. What is wrong with one house is a [`super::Reason`] instead.

use thiserror::Error;

use super::{MappingError, SourceError};

/// A folder that gives no houses. Its text is a sentence that says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum DatasetError {
    /// No file at all.
    #[error(
        "The folder is empty. Choose the folder that holds the price list (HousesInfo.txt or a CSV file) and the photos."
    )]
    EmptyFolder,
    /// No price list.
    #[error(
        "There is no price list in {folder}: no HousesInfo.txt and no CSV file. Choose the folder that holds the price list and the photos."
    )]
    NoTable {
        /// The folder in quotes, or "the files you chose".
        folder: String,
    },
    /// No price list but a spreadsheet.
    #[error(
        "{file} is a spreadsheet, which cannot be read here. Open it, save it as “CSV UTF-8” into the same folder, and choose \
         the folder again."
    )]
    OnlySpreadsheet {
        /// The spreadsheet's file name.
        file: String,
    },
    /// The price list is no text, or not in an encoding that it declares.
    #[error("{file} {what}. {todo} and choose the folder again.")]
    TableNotText {
        /// The table's file name.
        file: String,
        /// What it is, to follow the name.
        what: String,
        /// What to do first.
        todo: &'static str,
    },
    /// The price list has more bytes, columns, rows or fields than are sensible.
    #[error("{file} has {count} {of}, and {most} can be read. {todo}")]
    TableTooLarge {
        /// The table's file name.
        file: String,
        /// How many it has; "more than" where counting stopped.
        count: String,
        /// Of what.
        of: &'static str,
        /// How many can be read.
        most: usize,
        /// What to do.
        todo: &'static str,
    },
    /// A quoted field without an end.
    #[error(
        "The quotation mark that opens a field in line {line} of {file} is never closed. Close it, or take it away, and choose \
         the folder again."
    )]
    OpenQuote {
        /// The table's file name.
        file: String,
        /// The line of the mark.
        line: usize,
    },
    /// A header and nothing below.
    #[error(
        "{file} has names of columns and no house below them. It needs one line a house, with its price."
    )]
    NoRows {
        /// The table's file name.
        file: String,
    },
    /// The meaning given to the columns does not fit the table.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The price list has no line.
    #[error("{file} is empty. It needs one line a house, with its price.")]
    TableEmpty {
        /// The table's file name.
        file: String,
    },
    /// No line of the price list describes a house.
    #[error(
        "No line of {file} could be read as a house. {first} Mend the lines, or change what the columns mean."
    )]
    NoReadableLine {
        /// The table's file name.
        file: String,
        /// What is wrong with the first line.
        first: String,
    },
    /// A price list without photos.
    #[error(
        "There are no photos beside {file}. \
         Put them into the same folder, named 1_bathroom.jpg, 1_bedroom.jpg, 1_frontal.jpg, 1_kitchen.jpg and so on."
    )]
    NoPhotos {
        /// The table's file name.
        file: String,
    },
    /// Columns with photos' names, and no such files.
    #[error(
        "No photo that {file} names was found; the first is “{example}” in line {line}. Put the photos into the folder of the price \
         list, or into a folder within it, and choose the folder again."
    )]
    NoNamedPhotos {
        /// The table's file name.
        file: String,
        /// A name.
        example: String,
        /// Its line.
        line: usize,
    },
    /// Photos, but not of these houses, or of each house another room.
    #[error(
        "There is no room of which at least half of the {houses} houses in the price list have a photo; there are photos of \
         {with_photos}. Name photos by the house's number and the room, as in 12_kitchen.jpg."
    )]
    NoRoom {
        /// Houses in the price list.
        houses: usize,
        /// Houses with any photo.
        with_photos: usize,
    },
    /// Every zip code is too rare to learn from.
    #[error(
        "No zip code has {needed} houses or more; the most frequent has {most}. \
         Add houses to the price list, so that at least one zip code has {needed}."
    )]
    EveryZipCodeRare {
        /// Houses that a zip code needs.
        needed: usize,
        /// Houses in the most frequent one.
        most: usize,
    },
    /// No house is left: photos are missing or cannot be read.
    #[error("No house has all {photos} photos in a form that can be read. {example}")]
    NoCompleteHouse {
        /// Photos a house.
        photos: usize,
        /// What is wrong with one of them.
        example: String,
    },
    /// Not every house was tiled, or not at this size: a fault of the program.
    #[error("The photos of house {house} were not read to the end. Load the folder again.")]
    Unfinished {
        /// Its number.
        house: u32,
    },
    /// The price list is there but cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
}
