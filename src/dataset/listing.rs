//! Houses between the price list and the finished dataset.

use serde::{Deserialize, Serialize};

use super::{DataReport, Dropped, House};

/// A folder's houses before their photos are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// What was picked.
    pub name: String,
    /// Houses kept so far, in the order of the table.
    pub houses: Vec<House>,
    /// Four photos a house, in the montage's order: positions in the list of paths.
    pub photos: Vec<[usize; 4]>,
    /// What was left out so far.
    pub report: DataReport,
}

/// One house, tiled or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tiled {
    /// Position among the houses of the listing.
    pub position: usize,
    /// RGB montage, `[2 * tile, 2 * tile, 3]`, or why the house has to be left out.
    pub outcome: Result<Pixels, Dropped>,
}

/// Bytes of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pixels(#[serde(with = "serde_bytes")] pub Vec<u8>);
