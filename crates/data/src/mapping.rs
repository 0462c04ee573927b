//! What the columns of a table mean.

use super::error::MappingError;
use super::house::MAX_ATTRIBUTES;
use serde::{Deserialize, Serialize};

use super::IdPlace;
use super::rooms::MAX_PHOTOS;
use super::table::{PhotoList, Table, TableReading};

/// The meaning of a table's columns, by column index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// Price.
    pub price: usize,
    /// Id of the house; `None` if photos are numbered by row. Rows with the same id are one house.
    #[serde(rename = "number")]
    pub id: Option<usize>,
    /// Zip code or neighbourhood.
    pub zip_code: Option<usize>,
    /// When the house was sold or listed.
    pub date: Option<usize>,
    /// Columns with attributes: numbers, dates and categories, each value of which is an attribute.
    pub attributes: Vec<usize>,
    /// File names of photos; empty if photos are paired by their own file names.
    pub photos: Vec<usize>,
    /// The room that a row's photo shows, where each row has a photo of its own.
    pub room: Option<usize>,
    /// The number that the first row has in the photos' names, if there are no ids.
    pub first_row: u32,
    /// Where in the photos' paths the id or the row's number is; `None` to use the place that fits best.
    pub place: Option<IdPlace>,
    /// Number of photos per house; those that most houses have are used. `None` to use all that at least half of the
    /// houses have.
    pub photos_per_house: Option<usize>,
    /// Whether houses that lack some of the photos are kept; `None` to keep them if more than a tenth of the houses with
    /// photos would be dropped, but not all.
    pub keep_incomplete: Option<bool>,
    /// Minimum number of houses per zip code; houses in zip codes with fewer are dropped. 0 and 1 keep all.
    pub min_per_zip_code: usize,
}

/// The tutorial's minimum number of houses per zip code ("Keras, Regression, and CNNs").
pub const MIN_PER_ZIP_CODE: usize = 25;

impl Default for Mapping {
    fn default() -> Self {
        Mapping {
            price: 0,
            id: None,
            zip_code: None,
            date: None,
            attributes: Vec::new(),
            photos: Vec::new(),
            room: None,
            first_row: 1,
            place: None,
            photos_per_house: None,
            keep_incomplete: None,
            min_per_zip_code: 0,
        }
    }
}

impl Mapping {
    /// The mapping of `HousesInfo.txt`, with the tutorial's minimum per zip code.
    pub fn houses_info() -> Self {
        Mapping {
            price: 4,
            zip_code: Some(3),
            attributes: vec![0, 1, 2],
            keep_incomplete: Some(false),
            min_per_zip_code: MIN_PER_ZIP_CODE,
            ..Mapping::default()
        }
    }

    /// Whether a column has a meaning other than attribute.
    pub(super) fn uses(&self, column: usize) -> bool {
        let single = [Some(self.price), self.zip_code, self.date, self.id, self.room];
        single.contains(&Some(column)) || self.photos.contains(&column)
    }

    /// The list of photos beside the table, if photos are paired by it.
    pub fn used_photo_list<'a>(&self, table: &'a TableReading) -> Option<&'a PhotoList> {
        table.photo_list.as_ref().filter(|list| {
            let added = list.first_column..list.first_column + list.rooms.len();
            self.photos.iter().any(|column| added.contains(column))
        })
    }

    /// Checks whether the mapping fits the table.
    ///
    /// # Errors
    /// If a column does not exist, has two meanings (zip code, date and id may also be attributes), or there are too
    /// many photo or attribute columns.
    pub fn check(&self, table: &Table) -> Result<(), MappingError> {
        let mut used: Vec<(usize, &'static str)> = vec![(self.price, "price")];
        used.extend(self.id.map(|column| (column, "id")));
        used.extend(self.zip_code.map(|column| (column, "zip-code")));
        used.extend(self.date.map(|column| (column, "date")));
        used.extend(self.room.map(|column| (column, "room")));
        used.extend(self.photos.iter().map(|&column| (column, "photo")));
        let exclusive = used.len();
        used.extend(self.attributes.iter().map(|&column| (column, "attribute")));
        for (position, &(column, meaning)) in used.iter().enumerate() {
            if column >= table.columns.len() {
                return Err(MappingError::NoColumn {
                    file: table.file.clone(),
                    meaning,
                    column: column.saturating_add(1),
                    columns: table.columns.len(),
                });
            }
            let clash = used[..position].iter().find(|&&(other, first)| {
                let allowed = matches!(first, "zip-code" | "date" | "id") && position >= exclusive;
                other == column && !allowed
            });
            if let Some(&(_, first)) = clash {
                let name = table.columns[column].clone();
                return Err(if first == meaning {
                    MappingError::Twice { name, meaning }
                } else {
                    MappingError::SameColumn { name, first, second: meaning }
                });
            }
        }
        if self.photos.len() > MAX_PHOTOS {
            return Err(MappingError::TooManyPhotos { columns: self.photos.len() });
        }
        if self.attributes.len() > MAX_ATTRIBUTES {
            return Err(MappingError::TooManyAttributes { columns: self.attributes.len() });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_mappings_are_errors() {
        let table = crate::csv::table("t.csv", "a,b,c\n1,2,3\n").unwrap();
        let error = |mapping: Mapping| mapping.check(&table).unwrap_err().to_string();
        let base = Mapping::default;
        assert_eq!(
            error(Mapping { price: 3, ..base() }),
            "The price is assigned to column 4, but t.csv has only 3. Choose another column."
        );
        assert_eq!(
            error(Mapping { id: Some(0), ..base() }),
            "The column “a” cannot be both the price and the house’s ID. Choose another column for one of them."
        );
        assert!(
            error(Mapping { attributes: vec![1, 1], ..base() }).contains("“b” is chosen twice as attribute")
        );
        assert!(
            error(Mapping { attributes: vec![0], ..base() }).contains("both the price and the attribute")
        );
        assert!(
            error(Mapping { photos: vec![1], zip_code: Some(1), ..base() })
                .contains("both the zip code and the photo")
        );
        let both = Mapping { zip_code: Some(1), id: Some(2), attributes: vec![1, 2], ..base() };
        assert_eq!(both.check(&table), Ok(()));
        assert_eq!(table.column("B"), Ok(1));
        assert_eq!(
            table.column("prize").unwrap_err().to_string(),
            "t.csv has no column “prize”. Its columns are: a, b, c."
        );
    }
}
