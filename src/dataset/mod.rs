//! From files to houses: the price list, the photos that belong to each row, what was left out and why.

mod archive;
mod clean;
mod compare;
#[cfg(feature = "intake")]
mod csv;
mod error;
mod find;
mod finding;
mod guess;
mod house;
mod listing;
mod mapping;
mod montages;
mod number;
mod photos;
mod print;
mod report;
mod rooms;
mod source;
mod suspect;
mod table;
#[cfg(feature = "intake")]
mod text;

pub use archive::{ArchiveError, Entry, MAX_UNPACKED};
#[cfg(feature = "intake")]
pub use archive::{list_archive, unpack, unpack_start, unpackable};
pub use clean::{finish, keep, list, median, photos_of};
pub use compare::{Look, Looks, compare, content};
pub use error::DatasetError;
pub use find::{TABLE, find_table, find_tables, is_houses_info};
pub use finding::Finding;
pub use house::House;
pub use listing::{Listing, Pixels, Tiled};
pub use mapping::{HOUSES_PER_ZIP_CODE, MAX_ATTRIBUTES, Mapping, MappingError};
pub use montages::{Montages, montage_bytes, montage_size};
pub use photos::{Photos, photos};
pub(crate) use photos::{is_photo, parts};
pub use print::{Print, print};
pub use report::{DataReport, Dropped, Reason, Summary, ZipCode};
pub use rooms::{MAX_PHOTOS, Rooms, cell, grid};
#[cfg(not(target_arch = "wasm32"))]
pub use source::FolderSource;
#[cfg(all(feature = "intake", not(target_arch = "wasm32")))]
pub use source::ZipSource;
pub use source::{MAX_FILES, MemorySource, Source, SourceError};
pub use suspect::feature;
pub use table::{Form, MAX_COLUMNS, MAX_FIELDS, MAX_ROWS, MAX_TABLE_BYTES, Row, Table};

use serde::{Deserialize, Serialize};

use crate::record::{Form as RecordForm, Record, forms};

/// Houses whose photos could be read, with what was left out on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// What the visitor picked: a folder's name, or the sample's.
    #[serde(default)]
    pub name: String,
    /// What each house has a photo of.
    pub rooms: Rooms,
    /// Names of the houses' attributes.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// The houses kept, in the order of the table.
    pub houses: Vec<House>,
    /// One montage a house, in the order of `houses`.
    pub montages: Montages,
    /// What was dropped, and figures from before and after.
    #[serde(default)]
    pub report: DataReport,
}

impl Record for Dataset {
    const FORM: RecordForm = forms::HOUSES;

    fn size(&self) -> usize {
        self.houses.len() * 128 + self.montages.pixels.len()
    }
}

impl Dataset {
    /// Whether these are the same houses, in whatever tile size, as far as all but their photos tells.
    pub fn is_same(&self, other: &Dataset) -> bool {
        self.name == other.name
            && self.rooms == other.rooms
            && self.attributes == other.attributes
            && self.houses == other.houses
    }
}

/// Reads the table at `path`, which [`find_table`] found: `HousesInfo.txt` by its name, anything else as CSV or TSV with a
/// header.
///
/// # Errors
/// If it is not text, has no row, or more of anything than is sensible.
#[cfg(feature = "intake")]
pub fn read_table(path: &str, bytes: &[u8]) -> Result<Table, DatasetError> {
    let (_, file) = photos::parts(path);
    check_table_size(path, bytes.len() as u64)?;
    let text = text::text(file, bytes)?;
    if file.eq_ignore_ascii_case(TABLE) { table::houses_info(file, &text) } else { csv::table(file, &text) }
}

/// Whether the file at `path` is small enough for a table: to be asked before its bytes are read.
///
/// # Errors
/// If it is not.
#[cfg(feature = "intake")]
pub fn check_table_size(path: &str, bytes: u64) -> Result<(), DatasetError> {
    let (_, file) = photos::parts(path);
    table::too_large(file, usize::try_from(bytes).unwrap_or(usize::MAX), "bytes", MAX_TABLE_BYTES)
}
