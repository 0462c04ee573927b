//! Houses between the price list and the finished dataset.

use serde::{Deserialize, Serialize};

use super::{DataReport, House, Reason, Rooms};

/// A folder's houses before their photos are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// What was picked.
    pub name: String,
    /// What each house has a photo of.
    pub rooms: Rooms,
    /// Names of the houses' attributes.
    pub attributes: Vec<String>,
    /// Houses kept so far, in the order of the table.
    pub houses: Vec<House>,
    /// Positions in the list of paths: the photos of the first house in the order of the rooms, then those of the next.
    pub photos: Vec<usize>,
    /// What was left out so far.
    pub report: DataReport,
}

impl Listing {
    /// The photos of the house at this position, in the order of the rooms: positions in the list of paths. Empty where
    /// there is no such house.
    pub fn photos_of(&self, position: usize) -> &[usize] {
        let count = self.rooms.len();
        self.photos.get(position * count..(position + 1) * count).unwrap_or_default()
    }
}

/// One house, tiled or not. `P` is its montage, or where that lies, and its looks: what crosses between page and workers, and
/// what the page keeps, is everything but the pixels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tiled<P> {
    /// Position among the houses of the listing.
    pub position: usize,
    /// Its montage, or why the house has to be left out.
    pub outcome: Result<P, Reason>,
}

impl<P> Tiled<P> {
    /// The same house with its montage put elsewhere.
    pub fn map<Q>(self, put: impl FnOnce(P) -> Q) -> Tiled<Q> {
        Tiled { position: self.position, outcome: self.outcome.map(put) }
    }
}

/// Bytes of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pixels(#[serde(with = "serde_bytes")] pub Vec<u8>);
