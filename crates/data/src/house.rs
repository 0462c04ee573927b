//! A house of the price list.

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use super::HouseId;

/// Maximum number of attributes.
pub const MAX_ATTRIBUTES: usize = 50;

/// A house as described in the price list.
#[derive(Clone, Debug, PartialEq, Deserialize)]
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
    /// When it was sold or listed, in days since 1970-01-01; `None` if that is not known.
    #[serde(default)]
    pub date: Option<i32>,
}

/// Stored records name their fields, so a missing date is left out: records of houses without dates stay as they were.
/// Messages do not, and have all fields.
impl Serialize for House {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let has_date = self.date.is_some() || !serializer.is_human_readable();
        let mut fields = serializer.serialize_struct("House", if has_date { 5 } else { 4 })?;
        fields.serialize_field("number", &self.id)?;
        fields.serialize_field("price", &self.price)?;
        fields.serialize_field("zip_code", &self.zip_code)?;
        fields.serialize_field("attributes", &self.attributes)?;
        if has_date {
            fields.serialize_field("date", &self.date)?;
        }
        fields.end()
    }
}
