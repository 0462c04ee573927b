//! What the columns of a table mean.

use std::collections::HashMap;

use super::error::MappingError;
use super::house::MAX_ATTRIBUTES;
use serde::{Deserialize, Serialize};

use super::number::{NumberError, Style};
use super::rooms::MAX_PHOTOS;
use super::table::{Form, Table, shown};
use super::{Dropped, House, Reason};
use facade_text as text;

/// Which column of a table is what. Positions are positions of columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// The price.
    pub price: usize,
    /// The house's number; none where rows are numbered in their order, from 1.
    pub number: Option<usize>,
    /// The zip code, or whatever tells the neighbourhood.
    pub zip_code: Option<usize>,
    /// Numbers that describe the house.
    pub attributes: Vec<usize>,
    /// Names of photos' files; none where the files' own names tell house and room.
    pub photos: Vec<usize>,
    /// Houses that a zip code needs to be kept; 0 and 1 keep all.
    pub per_zip_code: usize,
}

/// Houses that a zip code needs to be kept: the tutorial's limit ("Keras, Regression, and CNNs").
pub const HOUSES_PER_ZIP_CODE: usize = 25;

/// The highest price that is believed, in dollars.
const MAX_PRICE: f64 = 1e12;

impl Mapping {
    /// The meaning of the columns of `HousesInfo.txt`, and the tutorial's cleaning.
    pub fn houses_info() -> Self {
        Mapping {
            price: 4,
            number: None,
            zip_code: Some(3),
            attributes: vec![0, 1, 2],
            photos: Vec::new(),
            per_zip_code: HOUSES_PER_ZIP_CODE,
        }
    }

    /// Whether the columns can mean this.
    ///
    /// # Errors
    /// If a column is not there, has two meanings (zip code and number may be attributes as well), or there are too many of
    /// a kind.
    pub fn check(&self, table: &Table) -> Result<(), MappingError> {
        let mut used: Vec<(usize, &'static str)> = vec![(self.price, "price")];
        used.extend(self.number.map(|column| (column, "number")));
        used.extend(self.zip_code.map(|column| (column, "zip-code")));
        used.extend(self.photos.iter().map(|&column| (column, "photo")));
        let alone = used.len();
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
                let both = matches!(first, "zip-code" | "number") && position >= alone;
                other == column && !both
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

    /// Every row of the table as a house, or the reason why it is none. Of two rows with the same number the second is none.
    pub(super) fn houses(&self, table: &Table) -> Vec<Result<House, Dropped>> {
        let style = |column: usize, price| Style::of(table.fields(column), price);
        let price_style = style(self.price, true);
        let styles: Vec<Style> = self.attributes.iter().map(|&column| style(column, false)).collect();
        let mut lines: HashMap<u32, usize> = HashMap::new();
        let house = |(position, row): (usize, &super::table::Row)| {
            let row_number = u32::try_from(position + 1).unwrap_or(u32::MAX);
            let broken = |house, problem| Dropped { house, reason: Reason::BrokenLine { problem } };
            let fields = row.fields.as_ref().map_err(|problem| broken(row_number, problem.clone()))?;
            let number = match self.number {
                Some(column) => number(table, column, row.line, fields).map_err(|e| broken(row_number, e))?,
                None => row_number,
            };
            if let Some(first) = lines.insert(number, row.line) {
                lines.insert(number, first);
                return Err(broken(row_number, text::row_same_number(row.line, number, first)));
            }
            let house = match table.form {
                Form::HousesInfo => self.plain_house(table, row.line, number, fields),
                Form::Delimited => self.house(row.line, number, fields, price_style, &styles),
            };
            house.map_err(|problem| broken(number, problem))
        };
        table.rows.iter().enumerate().map(house).collect()
    }

    /// The house of a row of `HousesInfo.txt`, whose fields are plain numbers, or what is wrong with the row: a sentence.
    fn plain_house(
        &self,
        table: &Table,
        line: usize,
        number: u32,
        fields: &[String],
    ) -> Result<House, String> {
        let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
        let name = |column: usize| table.columns.get(column).map_or("", String::as_str);
        let at_least_zero = |column: usize| match field(column).parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
            Ok(_) => Err(text::row_cannot_be(line, name(column), shown(field(column)))),
            Err(_) => Err(text::row_no_number(line, name(column), shown(field(column)))),
        };
        let mut attributes = Vec::with_capacity(self.attributes.len());
        for &column in &self.attributes {
            attributes.push(if field(column).is_empty() { None } else { Some(at_least_zero(column)?) });
        }
        let price = above_zero(line, field(self.price), at_least_zero(self.price)?)?;
        let zip_code = self.zip_code.map(field).unwrap_or_default().to_owned();
        Ok(House { number, price, zip_code, attributes })
    }

    /// The house of a row of any other table, or what is wrong with its price. An attribute that is no number counts as
    /// missing: it costs less than the house.
    fn house(
        &self,
        line: usize,
        number: u32,
        fields: &[String],
        price_style: Style,
        styles: &[Style],
    ) -> Result<House, String> {
        let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
        let written = field(self.price);
        let price = match price_style.parse(written) {
            Ok(price) if price < 0.0 => Err(text::row_cannot_be(line, "price", shown(written))),
            Ok(price) => above_zero(line, written, price),
            Err(NumberError::Missing) => Err(text::row_no_price(line)),
            Err(NumberError::NotANumber) => Err(text::row_no_number(line, "price", shown(written))),
            Err(NumberError::Unlike) => Err(text::row_price_unlike(line, shown(written))),
        }?;
        let attribute =
            |(&column, style): (&usize, &Style)| style.parse(field(column)).ok().filter(|v| v.is_finite());
        let attributes = self.attributes.iter().zip(styles).map(attribute).collect();
        let zip_code = self.zip_code.map(field).unwrap_or_default().to_owned();
        Ok(House { number, price, zip_code, attributes })
    }
}

/// A price that makes sense.
fn above_zero(line: usize, written: &str, price: f64) -> Result<f64, String> {
    if price <= 0.0 {
        Err(text::row_price_too_low(line, shown(written)))
    } else if price > MAX_PRICE {
        Err(text::row_price_too_high(line, shown(written)))
    } else {
        Ok(price)
    }
}

/// The house's number that a row gives, or what is wrong with it.
fn number(table: &Table, column: usize, line: usize, fields: &[String]) -> Result<u32, String> {
    let written = fields.get(column).map_or("", |field| field.trim());
    let name = table.columns.get(column).map_or("", String::as_str);
    match whole_number(written) {
        _ if written.is_empty() => Err(text::row_house_missing(line, shown(name))),
        Some(number) => match u32::try_from(number) {
            Ok(number @ 1..) => Ok(number),
            Ok(0) => Err(text::row_house_zero(line, shown(written))),
            Err(_) => Err(text::row_house_too_large(line, shown(written), u32::MAX)),
        },
        None => Err(text::row_house_not_whole(line, shown(written))),
    }
}

/// A whole number as tables write house numbers: `12`, `12.0`, `#12`.
pub(super) fn whole_number(text: &str) -> Option<u64> {
    let digits = text.trim().trim_start_matches('#').trim_start();
    let digits = match digits.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return None,
        None => digits,
    };
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // More digits than fit are still a number, and too large.
    plain.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::houses_info;

    fn houses(text: &str) -> Vec<Result<House, String>> {
        let table = houses_info("HousesInfo.txt", text).unwrap();
        let houses = Mapping::houses_info().houses(&table);
        houses.into_iter().map(|house| house.map_err(|dropped| dropped.reason.to_string())).collect()
    }

    /// What is wrong with the third line.
    fn problem(line: &str) -> String {
        houses(&format!("\n\n{line}"))[2].clone().unwrap_err()
    }

    #[test]
    fn a_line_is_a_house() {
        let house = House {
            number: 1,
            price: 869_500.0,
            zip_code: "05255".to_owned(),
            attributes: vec![Some(4.0), Some(3.25), Some(2016.0)],
        };
        assert_eq!(houses("4 3.25 2016 05255 869500\n"), [Ok(house)]);
    }

    #[test]
    fn a_blank_line_within_keeps_its_number() {
        let houses = houses("4 4 4053 85255 869500\n\n4 3 3343 36372 865200\n");
        assert_eq!(houses.len(), 3);
        assert!(houses[1].is_err());
        assert_eq!(houses[2].as_ref().unwrap().number, 3);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        assert!(problem("4 4 4053 85255").starts_with("Line 3 has 4 fields where 5 are needed"));
        assert!(problem("price").starts_with("Line 3 has 1 field where 5"));
        assert_eq!(
            problem("four 4 4053 85255 1"),
            "Line 3: the number of bedrooms, “four”, is not a number."
        );
        assert_eq!(problem("4 4 4053 85255 869,500"), "Line 3: the price, “869,500”, is not a number.");
        assert_eq!(problem("4 4 4053 85255 0"), "Line 3: the price is “0”; it has to be above 0.");
        assert_eq!(problem("4 4 4053 85255 -5"), "Line 3: the price is “-5”, which cannot be.");
        assert_eq!(problem("4 4 inf 85255 5"), "Line 3: the area is “inf”, which cannot be.");
        assert_eq!(problem("4 4 NaN 85255 5"), "Line 3: the area is “NaN”, which cannot be.");
    }

    fn delimited(text: &str, mapping: &Mapping) -> Vec<Result<House, (u32, String)>> {
        let table = crate::csv::table("t.csv", text).unwrap();
        let told = |dropped: Dropped| (dropped.house, dropped.reason.to_string());
        mapping.houses(&table).into_iter().map(|house| house.map_err(told)).collect()
    }

    #[test]
    fn a_row_gives_number_price_and_attributes() {
        let mapping = Mapping {
            price: 1,
            number: Some(0),
            zip_code: Some(3),
            attributes: vec![2],
            ..Mapping::default()
        };
        let houses =
            delimited("id,price,baths,zip\n#12,\"$450,000\",2.5,01234\n7.0,$1.2M,studio,\n", &mapping);
        let house = |number, price, zip_code: &str, attribute| {
            Ok(House { number, price, zip_code: zip_code.to_owned(), attributes: vec![attribute] })
        };
        assert_eq!(houses, [house(12, 450_000.0, "01234", Some(2.5)), house(7, 1.2e6, "", None)]);
    }

    #[test]
    fn what_is_wrong_with_a_row_is_said() {
        let mapping = Mapping { price: 1, number: Some(0), ..Mapping::default() };
        let rows = "1,5\n1,6\n,7\n0,8\n1.5,9\n4294967296,10\n8,\n9,0\n10,-3\n11,cheap\n12,NaN\n13,1e15\n99999999999999999999,1\n";
        let told: Vec<(u32, String)> =
            delimited(&format!("id,price\n{rows}"), &mapping).into_iter().filter_map(Result::err).collect();
        let expected = [
            (2, "Line 3: house 1 is already in line 2. Give each house a number of its own."),
            (3, "Line 4 has no number in the column “id”."),
            (4, "Line 5: the house’s number is “0”; it has to be above 0."),
            (5, "Line 6: the house’s number, “1.5”, is not a whole number."),
            (6, "Line 7: the house’s number, “4294967296”, is too large; 4294967295 is the highest."),
            (8, "Line 8 has no price."),
            (9, "Line 9: the price is “0”; it has to be above 0."),
            (10, "Line 10: the price is “-3”, which cannot be."),
            (11, "Line 11: the price, “cheap”, is not a number."),
            (12, "Line 12 has no price."),
            (13, "Line 13: the price is “1e15”; it has to be below a million million."),
            (
                13,
                "Line 14: the house’s number, “99999999999999999999”, is too large; 4294967295 is the highest.",
            ),
        ];
        assert_eq!(told, expected.map(|(house, text)| (house, text.to_owned())));
    }

    #[test]
    fn columns_cannot_mean_just_anything() {
        let table = crate::csv::table("t.csv", "a,b,c\n1,2,3\n").unwrap();
        let told = |mapping: Mapping| mapping.check(&table).unwrap_err().to_string();
        let base = Mapping::default;
        assert_eq!(
            told(Mapping { price: 3, ..base() }),
            "The price is to be in column 4, and t.csv has 3. Choose another column."
        );
        assert_eq!(
            told(Mapping { number: Some(0), ..base() }),
            "The column “a” cannot be both the price and the house’s number. Choose another column for one of them."
        );
        assert!(
            told(Mapping { attributes: vec![1, 1], ..base() }).contains("“b” is chosen twice as attribute")
        );
        assert!(told(Mapping { attributes: vec![0], ..base() }).contains("both the price and the attribute"));
        assert!(
            told(Mapping { photos: vec![1], zip_code: Some(1), ..base() })
                .contains("both the zip code and the photo")
        );
        let both = Mapping { zip_code: Some(1), number: Some(2), attributes: vec![1, 2], ..base() };
        assert_eq!(both.check(&table), Ok(()));
        assert_eq!(table.column("B"), Ok(1));
        assert_eq!(
            table.column("prize").unwrap_err().to_string(),
            "There is no column “prize” in t.csv. Its columns are: a, b, c."
        );
    }
}
