//! Houses whose photos could be read.

use serde::{Deserialize, Serialize};

use super::{DataReport, House, Montages, Rooms};
use facade_record::{Form as RecordForm, Record, forms};

/// What the built-in houses are called; the page says it in the visitor's language.
pub const SAMPLE: &str = "Sample houses";

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
