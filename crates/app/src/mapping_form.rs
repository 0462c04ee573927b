//! What the visitor says about a table's columns: a guess, until they say something else.

use facade_data::{MAX_PHOTOS, Mapping};
use facade_protocol::TablePreview;
use facade_text as text;

/// A table and what its columns mean so far.
#[derive(Clone, Debug, PartialEq)]
pub struct MappingForm {
    /// The table.
    pub preview: TablePreview,
    /// Paths of all tables found.
    pub tables: Vec<String>,
    /// Which of them this is.
    pub table: usize,
    /// What each column means.
    meanings: Vec<Meaning>,
    /// Houses that a zip code needs to be kept.
    pub per_zip_code: usize,
}

/// What one column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing that is used.
    Nothing,
    /// The price.
    Price,
    /// The house's number.
    Number,
    /// The zip code or another name of the neighbourhood.
    ZipCode,
    /// A number that describes the house.
    Attribute,
    /// Names of photos' files.
    Photo,
}

impl Meaning {
    /// All of them, in the order of the choice.
    pub const ALL: [Meaning; 6] = [
        Meaning::Price,
        Meaning::Number,
        Meaning::ZipCode,
        Meaning::Attribute,
        Meaning::Photo,
        Meaning::Nothing,
    ];

    /// What stands in the choice.
    pub fn label(self) -> &'static str {
        match self {
            Meaning::Nothing => text::map_nothing(),
            Meaning::Price => text::map_price(),
            Meaning::Number => text::map_number(),
            Meaning::ZipCode => text::map_zip_code(),
            Meaning::Attribute => text::map_attribute(),
            Meaning::Photo => text::map_photo(),
        }
    }

    /// Its name in the document.
    pub fn key(self) -> &'static str {
        match self {
            Meaning::Nothing => "nothing",
            Meaning::Price => "price",
            Meaning::Number => "number",
            Meaning::ZipCode => "zip-code",
            Meaning::Attribute => "attribute",
            Meaning::Photo => "photo",
        }
    }
}

impl MappingForm {
    /// A table with the meanings guessed.
    pub fn new(preview: TablePreview, tables: Vec<String>, table: usize) -> Self {
        let guess = &preview.guess;
        let meaning = |column: usize| match () {
            () if guess.price == column => Meaning::Price,
            () if guess.number == Some(column) => Meaning::Number,
            () if guess.zip_code == Some(column) => Meaning::ZipCode,
            () if guess.photos.contains(&column) => Meaning::Photo,
            () if guess.attributes.contains(&column) => Meaning::Attribute,
            () => Meaning::Nothing,
        };
        let meanings = (0..preview.columns.len()).map(meaning).collect();
        MappingForm { meanings, per_zip_code: guess.per_zip_code, preview, tables, table }
    }

    /// What a column means.
    pub fn meaning(&self, column: usize) -> Meaning {
        self.meanings.get(column).copied().unwrap_or(Meaning::Nothing)
    }

    /// Says what a column means. Of price, number and zip code there is one each: another column that meant it means
    /// nothing from then on.
    pub fn set(&mut self, column: usize, meaning: Meaning) {
        if matches!(meaning, Meaning::Price | Meaning::Number | Meaning::ZipCode) {
            self.meanings.iter_mut().filter(|m| **m == meaning).for_each(|m| *m = Meaning::Nothing);
        }
        if let Some(slot) = self.meanings.get_mut(column) {
            *slot = meaning;
        }
    }

    /// The meanings as the reader takes them.
    ///
    /// # Errors
    /// A sentence about what is missing.
    pub fn mapping(&self) -> Result<Mapping, String> {
        let those = |meaning: Meaning| -> Vec<usize> {
            (0..self.meanings.len()).filter(|&column| self.meanings[column] == meaning).collect()
        };
        let one = |meaning: Meaning| those(meaning).first().copied();
        let price = one(Meaning::Price).ok_or_else(text::map_no_price)?;
        let photos = those(Meaning::Photo);
        if photos.len() > MAX_PHOTOS {
            return Err(text::map_too_many_photos(photos.len(), MAX_PHOTOS));
        }
        Ok(Mapping {
            price,
            number: one(Meaning::Number),
            zip_code: one(Meaning::ZipCode),
            attributes: those(Meaning::Attribute),
            photos,
            per_zip_code: self.per_zip_code,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_means_one_thing_and_one_column_is_the_price() {
        let preview = TablePreview {
            file: "t.csv".to_owned(),
            columns: ["id", "price", "area"].map(str::to_owned).into(),
            rows: Vec::new(),
            count: 0,
            guess: Mapping { price: 1, number: Some(0), attributes: vec![2], ..Mapping::default() },
        };
        let mut form = MappingForm::new(preview, vec!["t.csv".to_owned()], 0);
        let meanings = |form: &MappingForm| [0, 1, 2].map(|column| form.meaning(column));
        assert_eq!(meanings(&form), [Meaning::Number, Meaning::Price, Meaning::Attribute]);
        form.set(2, Meaning::Price);
        assert_eq!(meanings(&form), [Meaning::Number, Meaning::Nothing, Meaning::Price]);
        let mapping = form.mapping().unwrap();
        assert_eq!((mapping.price, mapping.number, mapping.attributes), (2, Some(0), Vec::new()));
        form.set(2, Meaning::Nothing);
        assert!(form.mapping().is_err_and(|sentence| sentence.contains("price")));
    }
}
