//! A house of the price list.

use serde::{Deserialize, Serialize};

use super::HouseId;

/// Maximum number of attributes.
pub const MAX_ATTRIBUTES: usize = 50;

/// A house as described in the price list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct House {
    /// Its id, as in the photos' names: from the table, or the row's number.
    #[serde(rename = "number")]
    pub id: HouseId,
    /// Price in dollars; above zero.
    pub price: f64,
    /// Zip code as written; empty if the table has none.
    #[serde(default)]
    pub zip_code: String,
    /// Attributes such as bedrooms and area, in the order of [`super::Dataset::attributes`]; `None` if missing.
    #[serde(default)]
    pub attributes: Vec<Option<f64>>,
}
