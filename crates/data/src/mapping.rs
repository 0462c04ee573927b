//! What the columns of a table mean.

use std::collections::HashMap;

use super::error::MappingError;
use super::house::MAX_ATTRIBUTES;
use serde::{Deserialize, Serialize};

use super::number_format::{NumberError, NumberFormat};
use super::rooms::MAX_PHOTOS;
use super::table::{Table, TableFormat, quoted};
use super::{DropReason, Dropped, House};
use facade_text as text;

/// The meaning of a table's columns, by column index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// Price.
    pub price: usize,
    /// House number; `None` if houses are numbered by row, from 1.
    pub number: Option<usize>,
    /// Zip code or neighbourhood.
    pub zip_code: Option<usize>,
    /// Numeric attributes.
    pub attributes: Vec<usize>,
    /// File names of photos; empty if photos are paired by their own file names.
    pub photos: Vec<usize>,
    /// Minimum number of houses per zip code; houses in zip codes with fewer are dropped. 0 and 1 keep all.
    pub min_per_zip_code: usize,
}

/// The tutorial's minimum number of houses per zip code ("Keras, Regression, and CNNs").
pub const MIN_PER_ZIP_CODE: usize = 25;

/// The highest plausible price, in dollars.
const MAX_PRICE: f64 = 1e12;

impl Mapping {
    /// The mapping of `HousesInfo.txt`, with the tutorial's minimum per zip code.
    pub fn houses_info() -> Self {
        Mapping {
            price: 4,
            number: None,
            zip_code: Some(3),
            attributes: vec![0, 1, 2],
            photos: Vec::new(),
            min_per_zip_code: MIN_PER_ZIP_CODE,
        }
    }

    /// Checks whether the mapping fits the table.
    ///
    /// # Errors
    /// If a column does not exist, has two meanings (zip code and number may also be attributes), or there are too
    /// many photo or attribute columns.
    pub fn check(&self, table: &Table) -> Result<(), MappingError> {
        let mut used: Vec<(usize, &'static str)> = vec![(self.price, "price")];
        used.extend(self.number.map(|column| (column, "number")));
        used.extend(self.zip_code.map(|column| (column, "zip-code")));
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
                let allowed = matches!(first, "zip-code" | "number") && position >= exclusive;
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

    /// Each row of the table as a house, or the reason why it is not usable. Of two rows with the same number, the
    /// second is an error.
    pub(super) fn houses(&self, table: &Table) -> Vec<Result<House, Dropped>> {
        let infer = |column: usize, price| NumberFormat::infer(table.fields(column), price);
        let price_format = infer(self.price, true);
        let formats: Vec<NumberFormat> = self.attributes.iter().map(|&column| infer(column, false)).collect();
        let mut lines: HashMap<u32, usize> = HashMap::new();
        let house = |(position, row): (usize, &super::table::Row)| {
            let row_number = u32::try_from(position + 1).unwrap_or(u32::MAX);
            let broken = |house, problem| Dropped { house, reason: DropReason::BrokenLine { problem } };
            let fields = row.fields.as_ref().map_err(|problem| broken(row_number, problem.clone()))?;
            let number = match self.number {
                Some(column) => {
                    house_number(table, column, row.line, fields).map_err(|e| broken(row_number, e))?
                }
                None => row_number,
            };
            if let Some(first) = lines.insert(number, row.line) {
                lines.insert(number, first);
                return Err(broken(
                    row_number,
                    text::t!(row_same_number, line = row.line, house = number, first),
                ));
            }
            let house = match table.format {
                TableFormat::HousesInfo => self.houses_info_row(table, row.line, number, fields),
                TableFormat::Delimited => {
                    self.delimited_row(row.line, number, fields, price_format, &formats)
                }
            };
            house.map_err(|problem| broken(number, problem))
        };
        table.rows.iter().enumerate().map(house).collect()
    }

    /// Reads a row of `HousesInfo.txt`, whose fields are plain numbers. The error is a sentence.
    fn houses_info_row(
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
            Ok(_) => Err(text::t!(row_cannot_be, line, column = name(column), value = quoted(field(column)))),
            Err(_) => {
                Err(text::t!(row_no_number, line, column = name(column), value = quoted(field(column))))
            }
        };
        let mut attributes = Vec::with_capacity(self.attributes.len());
        for &column in &self.attributes {
            attributes.push(if field(column).is_empty() { None } else { Some(at_least_zero(column)?) });
        }
        let price = check_price(line, field(self.price), at_least_zero(self.price)?)?;
        let zip_code = self.zip_code.map(field).unwrap_or_default().to_owned();
        Ok(House { number, price, zip_code, attributes })
    }

    /// Reads a row of any other table. The error is a sentence about the price. An attribute that is not a number
    /// counts as missing, so that the house is kept.
    fn delimited_row(
        &self,
        line: usize,
        number: u32,
        fields: &[String],
        price_format: NumberFormat,
        formats: &[NumberFormat],
    ) -> Result<House, String> {
        let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
        let written = field(self.price);
        let price = match price_format.parse(written) {
            Ok(price) if price < 0.0 => {
                Err(text::t!(row_cannot_be, line, column = "price", value = quoted(written)))
            }
            Ok(price) => check_price(line, written, price),
            Err(NumberError::Missing) => Err(text::row_no_price(line)),
            Err(NumberError::NotANumber) => {
                Err(text::t!(row_no_number, line, column = "price", value = quoted(written)))
            }
            Err(NumberError::Inconsistent) => Err(text::t!(row_price_unlike, line, value = quoted(written))),
        }?;
        let attribute = |(&column, format): (&usize, &NumberFormat)| {
            format.parse(field(column)).ok().filter(|v| v.is_finite())
        };
        let attributes = self.attributes.iter().zip(formats).map(attribute).collect();
        let zip_code = self.zip_code.map(field).unwrap_or_default().to_owned();
        Ok(House { number, price, zip_code, attributes })
    }
}

/// Checks that a price is above zero and plausible.
fn check_price(line: usize, written: &str, price: f64) -> Result<f64, String> {
    if price <= 0.0 {
        Err(text::t!(row_price_too_low, line, value = quoted(written)))
    } else if price > MAX_PRICE {
        Err(text::t!(row_price_too_high, line, value = quoted(written)))
    } else {
        Ok(price)
    }
}

/// The house number of a row, or what is wrong with it.
fn house_number(table: &Table, column: usize, line: usize, fields: &[String]) -> Result<u32, String> {
    let written = fields.get(column).map_or("", |field| field.trim());
    let name = table.columns.get(column).map_or("", String::as_str);
    match whole_number(written) {
        _ if written.is_empty() => Err(text::t!(row_house_missing, line, column = quoted(name))),
        Some(number) => match u32::try_from(number) {
            Ok(number @ 1..) => Ok(number),
            Ok(0) => Err(text::t!(row_house_zero, line, value = quoted(written))),
            Err(_) => Err(text::t!(row_house_too_large, line, value = quoted(written), most = u32::MAX)),
        },
        None => Err(text::t!(row_house_not_whole, line, value = quoted(written))),
    }
}

/// Parses a house number as tables write it: `12`, `12.0` or `#12`.
pub(super) fn whole_number(text: &str) -> Option<u64> {
    let digits = text.trim().trim_start_matches('#').trim_start();
    let digits = match digits.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return None,
        None => digits,
    };
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // A number that overflows is reported as too large, not as invalid.
    all_digits.then(|| digits.parse().unwrap_or(u64::MAX))
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

    /// The error of the third line.
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
    fn errors_of_a_line_are_reported() {
        assert!(problem("4 4 4053 85255").starts_with("Line 3 has 4 fields, but needs 5"));
        assert!(problem("price").starts_with("Line 3 has 1 field, but needs 5"));
        assert_eq!(
            problem("four 4 4053 85255 1"),
            "Line 3: the number of bedrooms, “four”, is not a number."
        );
        assert_eq!(problem("4 4 4053 85255 869,500"), "Line 3: the price, “869,500”, is not a number.");
        assert_eq!(problem("4 4 4053 85255 0"), "Line 3: the price is “0”; it must be above 0.");
        assert_eq!(problem("4 4 4053 85255 -5"), "Line 3: the price is “-5”, which is impossible.");
        assert_eq!(problem("4 4 inf 85255 5"), "Line 3: the area is “inf”, which is impossible.");
        assert_eq!(problem("4 4 NaN 85255 5"), "Line 3: the area is “NaN”, which is impossible.");
    }

    fn delimited(text: &str, mapping: &Mapping) -> Vec<Result<House, (u32, String)>> {
        let table = crate::csv::table("t.csv", text).unwrap();
        let error = |dropped: Dropped| (dropped.house, dropped.reason.to_string());
        mapping.houses(&table).into_iter().map(|house| house.map_err(error)).collect()
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
    fn errors_of_a_row_are_reported() {
        let mapping = Mapping { price: 1, number: Some(0), ..Mapping::default() };
        let rows = "1,5\n1,6\n,7\n0,8\n1.5,9\n4294967296,10\n8,\n9,0\n10,-3\n11,cheap\n12,NaN\n13,1e15\n99999999999999999999,1\n";
        let errors: Vec<(u32, String)> =
            delimited(&format!("id,price\n{rows}"), &mapping).into_iter().filter_map(Result::err).collect();
        let expected = [
            (2, "Line 3: house 1 is already in line 2. Give each house its own number."),
            (3, "Line 4 has no number in the column “id”."),
            (4, "Line 5: the house’s number is “0”; it must be above 0."),
            (5, "Line 6: the house’s number, “1.5”, is not a whole number."),
            (6, "Line 7: the house’s number, “4294967296”, is too large; 4294967295 is the highest."),
            (8, "Line 8 has no price."),
            (9, "Line 9: the price is “0”; it must be above 0."),
            (10, "Line 10: the price is “-3”, which is impossible."),
            (11, "Line 11: the price, “cheap”, is not a number."),
            (12, "Line 12 has no price."),
            (13, "Line 13: the price is “1e15”; it must be below one trillion."),
            (
                13,
                "Line 14: the house’s number, “99999999999999999999”, is too large; 4294967295 is the highest.",
            ),
        ];
        assert_eq!(errors, expected.map(|(house, text)| (house, text.to_owned())));
    }

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
            error(Mapping { number: Some(0), ..base() }),
            "The column “a” cannot be both the price and the house’s number. Choose another column for one of them."
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
        let both = Mapping { zip_code: Some(1), number: Some(2), attributes: vec![1, 2], ..base() };
        assert_eq!(both.check(&table), Ok(()));
        assert_eq!(table.column("B"), Ok(1));
        assert_eq!(
            table.column("prize").unwrap_err().to_string(),
            "t.csv has no column “prize”. Its columns are: a, b, c."
        );
    }
}
