//! The cleaned price list: the intermediate result between the table and the dataset.

use serde::{Deserialize, Serialize};

use super::{DataReport, DropReason, House, Rooms};

/// The houses of the cleaned price list, before their photos are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HouseList {
    /// Name of the folder or archive.
    pub name: String,
    /// The rooms that each house has a photo of.
    pub rooms: Rooms,
    /// Names of the houses' attributes.
    pub attributes: Vec<String>,
    /// Houses kept so far, in table order.
    pub houses: Vec<House>,
    /// Indices in the list of paths, `[houses, rooms]`: the photos of each house in the order of the rooms; `None` for
    /// those of [`House::missing_photos`].
    pub photos: Vec<Option<usize>>,
    /// What was dropped so far.
    pub report: DataReport,
}

impl HouseList {
    /// The photos of the house at `position`, in the order of the rooms: indices in the list of paths. Empty if there
    /// is no such house.
    pub fn photos_of(&self, position: usize) -> &[Option<usize>] {
        let count = self.rooms.len();
        self.photos.get(position * count..(position + 1) * count).unwrap_or_default()
    }
}

/// The result of reading a house's photos. `P` is what is known of its montage: pixels and descriptors in a worker or
/// on the command line; on the page, which stores pixels elsewhere, their location and the descriptors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TiledHouse<P> {
    /// Index in [`HouseList::houses`].
    pub position: usize,
    /// The montage, or why the house must be dropped.
    pub outcome: Result<P, DropReason>,
}

impl<P> TiledHouse<P> {
    /// Maps the montage, as [`Result::map`].
    pub fn map<Q>(self, op: impl FnOnce(P) -> Q) -> TiledHouse<Q> {
        TiledHouse { position: self.position, outcome: self.outcome.map(op) }
    }
}

/// RGB pixels of an image, 8 bits per channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pixels(#[serde(with = "serde_bytes")] pub Vec<u8>);
