//! From files to houses: the price list, the photos that belong to each row, what was left out and why.

mod clean;
mod error;
mod house;
mod listing;
mod photos;
mod report;
mod source;
mod table;

pub use clean::{HOUSES_PER_ZIP_CODE, finish, list, median};
pub use error::DatasetError;
pub use house::{House, Room};
pub use listing::{Listing, Pixels, Tiled};
pub use photos::{TABLE, find_table, photos};
pub use report::{DataReport, Dropped, Reason, Summary, ZipCode};
#[cfg(not(target_arch = "wasm32"))]
pub use source::FolderSource;
pub use source::{MemorySource, Source, SourceError};

use serde::{Deserialize, Serialize};

/// Houses whose photos could be read, with what was left out on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// What the visitor picked: a folder's name, or the sample's.
    pub name: String,
    /// The houses kept, in the order of the table.
    pub houses: Vec<House>,
    /// One montage a house, in the order of `houses`.
    pub montages: Montages,
    /// What was dropped, and figures from before and after.
    pub report: DataReport,
}

/// Montages of equal size, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Montages {
    /// Width and height of one photo in the montage, in pixels. A montage is twice as wide and as high.
    pub tile: usize,
    /// RGB, 8 bits a channel, `[houses, 2 * tile, 2 * tile, 3]`.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
}

impl Montages {
    /// Bytes of one montage.
    pub fn stride(&self) -> usize {
        (2 * self.tile) * (2 * self.tile) * 3
    }

    /// The montage at `position`, `[2 * tile, 2 * tile, 3]`, where there is one.
    pub fn get(&self, position: usize) -> Option<&[u8]> {
        let stride = self.stride();
        self.pixels.get(position * stride..(position + 1) * stride)
    }
}
