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
    /// The photos that it lacks: indices in [`super::Dataset::rooms`], in order. Their tiles are black.
    #[serde(default)]
    pub missing_photos: Vec<usize>,
}

/// Stored records name their fields, so what most houses do not have is left out: their records stay as they were. Messages
/// do not, and have all fields.
impl Serialize for House {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let all = !serializer.is_human_readable();
        let (has_date, lacks_photos) = (all || self.date.is_some(), all || !self.missing_photos.is_empty());
        let count = 4 + usize::from(has_date) + usize::from(lacks_photos);
        let mut fields = serializer.serialize_struct("House", count)?;
        fields.serialize_field("number", &self.id)?;
        fields.serialize_field("price", &self.price)?;
        fields.serialize_field("zip_code", &self.zip_code)?;
        fields.serialize_field("attributes", &self.attributes)?;
        if has_date {
            fields.serialize_field("date", &self.date)?;
        }
        if lacks_photos {
            fields.serialize_field("missing_photos", &self.missing_photos)?;
        }
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a house of the tutorial's dataset does not have is not written, and what is not written is not there.
    #[test]
    fn records_hold_only_what_a_house_has() {
        let plain = House {
            id: HouseId::from(7),
            price: 1e5,
            zip_code: "93510".to_owned(),
            attributes: vec![Some(2.0)],
            date: None,
            missing_photos: Vec::new(),
        };
        let written = serde_json::to_string(&plain).unwrap();
        assert_eq!(written, r#"{"number":7,"price":100000.0,"zip_code":"93510","attributes":[2.0]}"#);
        assert_eq!(serde_json::from_str::<House>(&written).unwrap(), plain);
        let house = House { date: Some(-3), missing_photos: vec![1, 2], ..plain };
        let written = serde_json::to_string(&house).unwrap();
        assert!(written.ends_with(r#""date":-3,"missing_photos":[1,2]}"#), "{written}");
        assert_eq!(serde_json::from_str::<House>(&written).unwrap(), house);
        let message = postcard::to_stdvec(&house).unwrap();
        assert_eq!(postcard::from_bytes::<House>(&message).unwrap(), house);
    }
}
