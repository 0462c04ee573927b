//! The dataset that a network trains on.

use serde::{Deserialize, Serialize};

use super::{DataReport, House, Montages, Rooms};
use facade_record::{Record, RecordKind, kinds};

/// Name of the built-in sample; the page shows it translated.
pub const SAMPLE_NAME: &str = "Sample houses";

/// Houses with prices and montages, and the report of how they were selected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// Name of the folder or archive, or [`SAMPLE_NAME`].
    #[serde(default)]
    pub name: String,
    /// The rooms that each house has a photo of.
    pub rooms: Rooms,
    /// Names of the houses' attributes.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// The houses kept, in table order.
    pub houses: Vec<House>,
    /// One montage per house, in the order of `houses`.
    pub montages: Montages,
    /// What was dropped, with statistics before and after.
    #[serde(default)]
    pub report: DataReport,
}

impl Record for Dataset {
    const KIND: RecordKind = kinds::HOUSES;

    fn size(&self) -> usize {
        self.houses.len() * 128 + self.montages.pixels.len()
    }
}

impl Dataset {
    /// Whether both have the same houses, ignoring photos and tile size.
    pub fn has_same_houses(&self, other: &Dataset) -> bool {
        std::ptr::eq(self, other)
            || self.name == other.name
                && self.rooms == other.rooms
                && self.attributes == other.attributes
                && self.houses == other.houses
    }
}
