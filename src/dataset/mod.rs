//! From files to houses: the price list, the photos that belong to each row, what was left out and why.

mod clean;
mod error;
mod house;
mod listing;
mod mapping;
mod montages;
mod photos;
mod report;
mod rooms;
mod source;
mod table;
mod text;

pub use clean::{finish, keep, list, median};
pub use error::DatasetError;
pub use house::House;
pub use listing::{Listing, Pixels, Tiled};
pub use mapping::{HOUSES_PER_ZIP_CODE, Mapping};
pub use montages::{Montages, montage_bytes, montage_size};
pub use photos::{Photos, TABLE, find_table, photos};
pub use report::{DataReport, Dropped, Reason, Summary, ZipCode};
pub use rooms::{MAX_PHOTOS, Rooms, cell, grid};
#[cfg(not(target_arch = "wasm32"))]
pub use source::FolderSource;
pub use source::{MemorySource, Source, SourceError};
pub use table::{Row, Table};

use serde::{Deserialize, Serialize};

/// Houses whose photos could be read, with what was left out on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// What the visitor picked: a folder's name, or the sample's.
    pub name: String,
    /// What each house has a photo of.
    pub rooms: Rooms,
    /// Names of the houses' attributes.
    pub attributes: Vec<String>,
    /// The houses kept, in the order of the table.
    pub houses: Vec<House>,
    /// One montage a house, in the order of `houses`.
    pub montages: Montages,
    /// What was dropped, and figures from before and after.
    pub report: DataReport,
}

/// Reads the table at `path`, which [`find_table`] found.
///
/// # Errors
/// If it is not text, or has no row.
pub fn read_table(path: &str, bytes: &[u8]) -> Result<Table, DatasetError> {
    let (_, file) = photos::parts(path);
    table::houses_info(file, &text::text(file, bytes)?)
}
