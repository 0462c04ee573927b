//! What the columns of a table mean.

use serde::{Deserialize, Serialize};

use super::table::{Table, shown};
use super::{Dropped, House, Reason};

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

    /// STUB
    pub fn guess(_: &Table, _: &[String]) -> Self {
        Mapping::default()
    }

    /// Every row of the table as a house, or the reason why it is none.
    pub(super) fn houses(&self, table: &Table) -> Vec<Result<House, Dropped>> {
        let number = |position: usize| u32::try_from(position + 1).unwrap_or(u32::MAX);
        let house = |(position, row): (usize, &super::table::Row)| {
            let broken =
                |problem: String| Dropped { house: number(position), reason: Reason::BrokenLine { problem } };
            let fields = row.fields.as_ref().map_err(|problem| broken(problem.clone()))?;
            self.house(table, row.line, number(position), fields).map_err(broken)
        };
        table.rows.iter().enumerate().map(house).collect()
    }

    /// The house of a row, or what is wrong with the row: a sentence.
    fn house(&self, table: &Table, line: usize, number: u32, fields: &[String]) -> Result<House, String> {
        let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
        let name = |column: usize| match table.columns.get(column).map_or("", String::as_str) {
            name @ ("bedrooms" | "bathrooms") => format!("number of {name}"),
            name => name.to_owned(),
        };
        let at_least_zero = |column: usize| match field(column).parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
            Ok(_) => Err(format!(
                "Line {line}: the {} is {}, which cannot be.",
                name(column),
                shown(field(column))
            )),
            Err(_) => {
                Err(format!("Line {line}: the {}, {}, is not a number.", name(column), shown(field(column))))
            }
        };
        let mut attributes = Vec::with_capacity(self.attributes.len());
        for &column in &self.attributes {
            attributes.push(if field(column).is_empty() { None } else { Some(at_least_zero(column)?) });
        }
        let price = at_least_zero(self.price)?;
        if price <= 0.0 {
            return Err(format!(
                "Line {line}: the price is {}; it has to be above 0.",
                shown(field(self.price))
            ));
        }
        let zip_code = self.zip_code.map(field).unwrap_or_default().to_owned();
        Ok(House { number, price, zip_code, attributes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::table::houses_info;

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
}
