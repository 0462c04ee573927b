//! The columns of a table and their roles: inferred until the visitor changes them.

use facade_data::{MAX_PHOTOS, Mapping};
use facade_protocol::TablePreview;
use facade_text as text;

#[derive(Clone, Debug, PartialEq)]
pub struct MappingForm {
    pub preview: TablePreview,
    /// Paths of all tables found.
    pub tables: Vec<String>,
    /// Index of this table.
    pub table: usize,
    roles: Vec<ColumnRole>,
    /// Houses that a zip code needs to be kept.
    pub min_per_zip_code: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnRole {
    Nothing,
    Price,
    Number,
    /// The zip code or another name of the neighbourhood.
    ZipCode,
    /// A number that describes the house.
    Attribute,
    /// File names of photos.
    Photo,
}

impl ColumnRole {
    /// In the order of the select box.
    pub const ALL: [ColumnRole; 6] = [
        ColumnRole::Price,
        ColumnRole::Number,
        ColumnRole::ZipCode,
        ColumnRole::Attribute,
        ColumnRole::Photo,
        ColumnRole::Nothing,
    ];

    pub fn label(self) -> &'static str {
        match self {
            ColumnRole::Nothing => text::map_nothing(),
            ColumnRole::Price => text::map_price(),
            ColumnRole::Number => text::map_number(),
            ColumnRole::ZipCode => text::map_zip_code(),
            ColumnRole::Attribute => text::map_attribute(),
            ColumnRole::Photo => text::map_photo(),
        }
    }

    /// Its name in the document.
    pub fn key(self) -> &'static str {
        match self {
            ColumnRole::Nothing => "nothing",
            ColumnRole::Price => "price",
            ColumnRole::Number => "number",
            ColumnRole::ZipCode => "zip-code",
            ColumnRole::Attribute => "attribute",
            ColumnRole::Photo => "photo",
        }
    }
}

impl MappingForm {
    /// With the inferred roles.
    pub fn new(preview: TablePreview, tables: Vec<String>, table: usize) -> Self {
        let inferred = &preview.inferred;
        let role = |column: usize| match () {
            () if inferred.price == column => ColumnRole::Price,
            () if inferred.number == Some(column) => ColumnRole::Number,
            () if inferred.zip_code == Some(column) => ColumnRole::ZipCode,
            () if inferred.photos.contains(&column) => ColumnRole::Photo,
            () if inferred.attributes.contains(&column) => ColumnRole::Attribute,
            () => ColumnRole::Nothing,
        };
        let roles = (0..preview.columns.len()).map(role).collect();
        MappingForm { roles, min_per_zip_code: inferred.min_per_zip_code, preview, tables, table }
    }

    pub fn role(&self, column: usize) -> ColumnRole {
        self.roles.get(column).copied().unwrap_or(ColumnRole::Nothing)
    }

    /// Price, number and zip code have one column each: the column that had the role before becomes unused.
    pub fn set_role(&mut self, column: usize, role: ColumnRole) {
        if matches!(role, ColumnRole::Price | ColumnRole::Number | ColumnRole::ZipCode) {
            self.roles.iter_mut().filter(|m| **m == role).for_each(|m| *m = ColumnRole::Nothing);
        }
        if let Some(slot) = self.roles.get_mut(column) {
            *slot = role;
        }
    }

    /// # Errors
    /// A sentence about what is missing.
    pub fn mapping(&self) -> Result<Mapping, String> {
        let those = |role: ColumnRole| -> Vec<usize> {
            (0..self.roles.len()).filter(|&column| self.roles[column] == role).collect()
        };
        let one = |role: ColumnRole| those(role).first().copied();
        let price = one(ColumnRole::Price).ok_or_else(text::map_no_price)?;
        let photos = those(ColumnRole::Photo);
        if photos.len() > MAX_PHOTOS {
            return Err(text::t!(map_too_many_photos, columns = photos.len(), most = MAX_PHOTOS));
        }
        Ok(Mapping {
            price,
            number: one(ColumnRole::Number),
            zip_code: one(ColumnRole::ZipCode),
            attributes: those(ColumnRole::Attribute),
            photos,
            min_per_zip_code: self.min_per_zip_code,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_one_role_and_one_column_is_the_price() {
        let preview = TablePreview {
            file: "t.csv".to_owned(),
            columns: ["id", "price", "area"].map(str::to_owned).into(),
            rows: Vec::new(),
            count: 0,
            inferred: Mapping { price: 1, number: Some(0), attributes: vec![2], ..Mapping::default() },
        };
        let mut form = MappingForm::new(preview, vec!["t.csv".to_owned()], 0);
        let roles = |form: &MappingForm| [0, 1, 2].map(|column| form.role(column));
        assert_eq!(roles(&form), [ColumnRole::Number, ColumnRole::Price, ColumnRole::Attribute]);
        form.set_role(2, ColumnRole::Price);
        assert_eq!(roles(&form), [ColumnRole::Number, ColumnRole::Nothing, ColumnRole::Price]);
        let mapping = form.mapping().unwrap();
        assert_eq!((mapping.price, mapping.number, mapping.attributes), (2, Some(0), Vec::new()));
        form.set_role(2, ColumnRole::Nothing);
        assert!(form.mapping().is_err_and(|sentence| sentence.contains("price")));
    }
}
