//! Homes to be priced, from a table without prices and photos: a row is a home, or several rows with one id.

mod candidate;
mod columns;
mod photos;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::rooms::Rooms;
use super::{PairingPreview, PhotoList, Table};

pub use self::candidate::{HomesCandidate, choose_homes, home_candidates};
pub use self::columns::read_attribute;
pub use self::photos::{AssignedRoom, MAX_SPARE, RoomPhotos, SURE, assign_photos_by_name, room_keywords};

/// Maximum number of homes that a tab prices at once.
pub const MAX_HOMES: usize = 5000;

/// What a model needs to know of a home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeInputs {
    /// The rooms that it uses photos of; `None` if it uses no photos.
    pub rooms: Option<Rooms>,
    /// Whether a photo of one room is enough.
    pub accepts_missing_photos: bool,
    /// Names of its attributes.
    pub attributes: Vec<String>,
    /// The zip codes that it knows; empty if it uses none.
    pub zip_codes: Vec<String>,
}

/// The homes of a table, as a model needs them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HomeTable {
    /// File name.
    pub file: String,
    /// Names of its columns.
    pub columns: Vec<String>,
    /// The fields of its rows; those of a row that cannot be read are empty.
    pub rows: Vec<Vec<String>>,
    /// The homes, in the order of their first rows.
    pub homes: Vec<TableHome>,
    /// The index in `homes` of the home of each row.
    pub of_rows: Vec<usize>,
    /// The column of each attribute that has one, in the order of [`HomeInputs::attributes`].
    pub attributes: Vec<AttributeColumn>,
    /// Names of the attributes that no column has.
    pub missing: Vec<String>,
    /// The column with the zip code.
    pub zip_code: Option<usize>,
    /// How photos are paired with rows, without examples; `None` if the model uses no photos.
    pub pairing: Option<PairingPreview>,
    /// Whether that is certain. If not, a person has to look at it before prices are shown.
    pub is_clear: bool,
    /// The table beside it that lists the photos.
    pub photo_list: Option<PhotoList>,
    /// File names of other tables that could be meant.
    pub other_tables: Vec<String>,
}

/// The column that an attribute is read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeColumn {
    /// Name of the attribute.
    pub attribute: String,
    /// Index of the column.
    pub column: usize,
    /// The unit that its fields are read in, as they write it; empty if they have none.
    pub unit: String,
}

/// A home of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableHome {
    /// Its id or, without ids, the row's number.
    pub name: String,
    /// Its photos.
    pub photos: RoomPhotos,
    /// Attributes in the order of [`HomeInputs::attributes`]; `None` if its rows do not say.
    pub attributes: Vec<Option<f64>>,
    /// Zip code as the model writes it or, if the model does not know it, as the table does; empty if there is none.
    pub zip_code: String,
    /// Why it cannot be priced, as a sentence.
    pub problem: Option<String>,
}

impl Table {
    /// Appends a column. Rows that cannot be read are left as they are.
    fn push_column(&mut self, name: &str, mut field: impl FnMut(&[String]) -> String) {
        let columns = self.columns.len();
        self.columns.push(name.to_owned());
        for fields in self.rows.iter_mut().filter_map(|row| row.fields.as_mut().ok()) {
            let added = field(fields);
            fields.resize(columns, String::new());
            fields.push(added);
        }
    }
}
