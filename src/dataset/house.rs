//! One row of the price list.

use serde::{Deserialize, Serialize};

/// A house as the table describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct House {
    /// Row number, from 1, as in the photos' names.
    pub number: u32,
    /// Bedrooms.
    pub bedrooms: f64,
    /// Bathrooms; halves and quarters occur.
    pub bathrooms: f64,
    /// Living area in square feet.
    pub area: f64,
    /// Zip code, as written.
    pub zip_code: String,
    /// Price in dollars; above zero.
    pub price: f64,
}

/// What a photo shows, in the order of the photos' names, which is the order of the montage: top left, top right,
/// bottom right, bottom left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Room {
    /// Top left.
    Bathroom,
    /// Top right.
    Bedroom,
    /// Bottom right: the front of the house.
    Frontal,
    /// Bottom left.
    Kitchen,
}

impl Room {
    /// All four, in the montage's order.
    pub const ALL: [Room; 4] = [Room::Bathroom, Room::Bedroom, Room::Frontal, Room::Kitchen];

    /// The word that stands in the photo's name, as in `12_kitchen.jpg`.
    pub fn word(self) -> &'static str {
        match self {
            Room::Bathroom => "bathroom",
            Room::Bedroom => "bedroom",
            Room::Frontal => "frontal",
            Room::Kitchen => "kitchen",
        }
    }
}
