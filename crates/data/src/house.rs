//! One row of the price list.

use serde::{Deserialize, Serialize};

/// Attributes at most.
pub const MAX_ATTRIBUTES: usize = 50;

/// A house as the table describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct House {
    /// Its number, as in the photos' names: what the table says, or the row's number, from 1.
    pub number: u32,
    /// Price in dollars; above zero.
    pub price: f64,
    /// Zip code, as written; empty where the table has none.
    #[serde(default)]
    pub zip_code: String,
    /// Bedrooms, area and so on, in the order of [`super::Dataset::attributes`]; none where the field is empty.
    #[serde(default)]
    pub attributes: Vec<Option<f64>>,
}
