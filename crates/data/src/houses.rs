//! Rows of the table as houses.

mod currencies;

use std::collections::{HashMap, HashSet};

use super::attributes::AttributeFormat;
use super::column_values::ColumnFormat;
use super::number_format::NumberError;
use super::table::{Row, Table, TableFormat, quoted};
use super::{DropReason, Dropped, House, HouseId, Mapping};
use currencies::Currencies;
use facade_text as text;

/// The highest plausible price, in dollars.
const MAX_PRICE: f64 = 1e12;

/// The houses of a table. Rows with the same id are one house.
#[derive(Debug)]
pub(super) struct TableHouses {
    /// Each house, or why a row is none; in table order.
    pub(super) houses: Vec<Result<House, Dropped>>,
    /// Names of the houses' attributes.
    pub(super) attributes: Vec<String>,
    /// The index in `houses` of the house that each row of the table belongs to.
    pub(super) of_rows: Vec<usize>,
}

impl TableHouses {
    /// The house that a row of the table belongs to.
    pub(super) fn of_row(&self, row: usize) -> Option<&House> {
        self.houses.get(*self.of_rows.get(row)?)?.as_ref().ok()
    }

    /// The houses that can be used.
    pub(super) fn usable(&self) -> impl Iterator<Item = &House> + Clone {
        self.houses.iter().filter_map(|house| house.as_ref().ok())
    }
}

/// A row before it is joined with others of its house.
struct RowHouse {
    id: HouseId,
    price: Result<f64, RowError>,
    details: Details,
}

/// What a row says of its house besides id and price.
#[derive(Default)]
struct Details {
    zip_code: String,
    attributes: Vec<Option<f64>>,
    date: Option<i32>,
}

impl Details {
    fn of_house(self, id: HouseId, price: f64) -> House {
        let Details { zip_code, attributes, date } = self;
        House { id, price, zip_code, attributes, date, missing_photos: Vec::new() }
    }
}

/// Why a row is no house by itself.
enum RowError {
    /// It has no price. Another row of the same house may have one.
    NoPrice(String),
    /// Anything else.
    Broken(String),
}

/// How the fields of a table are read.
struct Formats {
    price: ColumnFormat,
    attributes: Vec<AttributeFormat>,
    /// The column of dates.
    date: Option<(usize, ColumnFormat)>,
}

impl Mapping {
    /// The houses of the table. Rows with the same id are one house if they have the same price; a row without a
    /// price takes that of its house. A house with different prices is an error: nobody knows which one is right.
    pub(super) fn houses(&self, table: &Table) -> TableHouses {
        let attributes: Vec<AttributeFormat> =
            self.attributes.iter().map(|&column| AttributeFormat::infer(table.fields(column))).collect();
        let names = |(&column, format): (&usize, &AttributeFormat)| {
            let name = table.columns.get(column).map_or("", String::as_str);
            match table.format {
                // Its fields are plain numbers.
                TableFormat::HousesInfo => vec![name.to_owned()],
                TableFormat::Delimited => format.names(name),
            }
        };
        let names = self.attributes.iter().zip(&attributes).flat_map(names).collect();
        let date = self.date.map(|column| (column, ColumnFormat::infer(table.fields(column), false)));
        let price_name = table.columns.get(self.price).map_or("", String::as_str);
        let price_unit = table.reading.units.get(self.price).map_or("", String::as_str);
        let price =
            ColumnFormat::infer_price(table.fields(self.price), &format!("{price_name} {price_unit}"));
        let formats = Formats { price, attributes, date };
        let currencies = Currencies::of(table, self.price);
        let mut list = TableHouses {
            houses: Vec::new(),
            attributes: names,
            of_rows: Vec::with_capacity(table.rows.len()),
        };
        // The house of each id, and the line that it starts in.
        let mut known: HashMap<HouseId, (usize, usize)> = HashMap::new();
        let mut contradicted: HashSet<usize> = HashSet::new();
        // Numbers of rows without ids start where the photos' numbers start.
        let first = u64::from(self.first_row);
        for (position, row) in (first..).zip(&table.rows) {
            let row_id = HouseId::from(position.to_string());
            let broken = |house: &HouseId, problem| Dropped {
                house: house.clone(),
                reason: DropReason::BrokenLine { problem },
            };
            let read = self.row_id(table, row, &row_id).and_then(|id| {
                let fields = row.fields.as_ref().map_err(Clone::clone)?;
                Ok(match table.format {
                    TableFormat::HousesInfo => self.houses_info_row(table, row.line, id, fields),
                    TableFormat::Delimited => {
                        let mut house = self.delimited_row(row.line, id, fields, &formats);
                        let written = fields.get(self.price).map_or("", |field| field.trim());
                        if house.price.is_ok() && currencies.as_ref().is_some_and(|c| c.is_other(fields)) {
                            let problem =
                                text::t!(row_price_other_unit, line = row.line, value = quoted(written));
                            house.price = Err(RowError::Broken(problem));
                        }
                        house
                    }
                })
            });
            let next = list.houses.len();
            let row_house = match read {
                Ok(house) => house,
                Err(problem) => {
                    list.houses.push(Err(broken(&row_id, problem)));
                    list.of_rows.push(next);
                    continue;
                }
            };
            let RowHouse { id, price, details } = row_house;
            let earlier = if self.id.is_some() { known.get(&id).copied() } else { None };
            let Some((index, line)) = earlier else {
                known.insert(id.clone(), (next, row.line));
                list.of_rows.push(next);
                list.houses.push(match price {
                    Ok(price) => Ok(details.of_house(id, price)),
                    Err(RowError::NoPrice(problem) | RowError::Broken(problem)) => Err(broken(&id, problem)),
                });
                continue;
            };
            match (list.houses.get_mut(index), price) {
                (Some(Ok(house)), Ok(price)) if house.price == price => house.add(details),
                (Some(Ok(house)), Err(RowError::NoPrice(_))) => house.add(details),
                // The rows before had no price.
                (Some(slot @ Err(_)), Ok(price)) if !contradicted.contains(&index) => {
                    *slot = Ok(details.of_house(id, price));
                }
                (Some(Err(_)), _) | (None, _) => {}
                (Some(Ok(_)), Err(RowError::Broken(problem))) => {
                    list.houses.push(Err(broken(&row_id, problem)));
                    list.of_rows.push(next);
                    continue;
                }
                (Some(slot @ Ok(_)), Ok(_)) => {
                    let problem =
                        text::t!(row_same_number, line = row.line, house = id.as_str(), first = line);
                    contradicted.insert(index);
                    *slot = Err(broken(&id, problem));
                }
            }
            list.of_rows.push(index);
        }
        list
    }

    /// The id of a row: the text of its id column, or `row_id`, the row's number. The error is a sentence.
    fn row_id(&self, table: &Table, row: &Row, row_id: &HouseId) -> Result<HouseId, String> {
        let Some(column) = self.id else { return Ok(row_id.clone()) };
        let fields = row.fields.as_ref().map_err(Clone::clone)?;
        let written = fields.get(column).map_or("", |field| field.trim());
        if written.is_empty() {
            let name = table.columns.get(column).map_or("", String::as_str);
            return Err(text::t!(row_house_missing, line = row.line, column = quoted(name)));
        }
        Ok(house_id(written))
    }

    /// Reads a row of `HousesInfo.txt`, whose fields are plain numbers. The error is a sentence.
    fn houses_info_row(&self, table: &Table, line: usize, id: HouseId, fields: &[String]) -> RowHouse {
        let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
        let name = |column: usize| table.columns.get(column).map_or("", String::as_str);
        let at_least_zero = |column: usize| match field(column).parse::<f64>() {
            Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
            Ok(_) => Err(text::t!(row_cannot_be, line, column = name(column), value = quoted(field(column)))),
            Err(_) => {
                Err(text::t!(row_no_number, line, column = name(column), value = quoted(field(column))))
            }
        };
        let attribute = |&column: &usize| match field(column) {
            "" => Ok(None),
            _ => at_least_zero(column).map(Some),
        };
        let attributes: Result<Vec<Option<f64>>, String> = self.attributes.iter().map(attribute).collect();
        let price = || check_price(line, field(self.price), at_least_zero(self.price)?);
        let zip_code = self.zip_code.map(field).unwrap_or_default().to_owned();
        match attributes.and_then(|attributes| Ok((attributes, price()?))) {
            Ok((attributes, price)) => {
                RowHouse { id, price: Ok(price), details: Details { zip_code, attributes, date: None } }
            }
            Err(problem) => {
                let details = Details { zip_code, ..Details::default() };
                RowHouse { id, price: Err(RowError::Broken(problem)), details }
            }
        }
    }

    /// Reads a row of any other table. The error is a sentence about the price. An attribute that is not a number
    /// counts as missing, so that the house is kept.
    fn delimited_row(&self, line: usize, id: HouseId, fields: &[String], formats: &Formats) -> RowHouse {
        let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
        let written = field(self.price);
        let price = match formats.price.parse(written) {
            Ok(price) if price < 0.0 => Err(RowError::Broken(text::t!(
                row_cannot_be,
                line,
                column = "price",
                value = quoted(written)
            ))),
            Ok(price) => check_price(line, written, price).map_err(RowError::Broken),
            Err(NumberError::Missing) => Err(RowError::NoPrice(text::row_no_price(line))),
            Err(NumberError::NotANumber) => Err(RowError::Broken(text::t!(
                row_no_number,
                line,
                column = "price",
                value = quoted(written)
            ))),
            Err(NumberError::Inconsistent) => {
                Err(RowError::Broken(text::t!(row_price_unlike, line, value = quoted(written))))
            }
            Err(NumberError::Range) => {
                Err(RowError::Broken(text::t!(row_price_range, line, value = quoted(written))))
            }
            Err(NumberError::OtherUnit) => {
                Err(RowError::Broken(text::t!(row_price_other_unit, line, value = quoted(written))))
            }
        };
        let mut attributes = Vec::new();
        for (&column, format) in self.attributes.iter().zip(&formats.attributes) {
            format.read(field(column), &mut attributes);
        }
        let zip_code = self.zip_code.map(field).unwrap_or_default().to_owned();
        let date = formats.date.as_ref().and_then(|(column, format)| format.parse_date(field(*column)));
        RowHouse { id, price, details: Details { zip_code, attributes, date } }
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

impl House {
    /// Adds what another row says about the same house: what was missing.
    fn add(&mut self, Details { zip_code, attributes, date }: Details) {
        if self.zip_code.is_empty() {
            self.zip_code = zip_code;
        }
        for (known, new) in self.attributes.iter_mut().zip(attributes) {
            *known = known.or(new);
        }
        self.date = self.date.or(date);
    }
}

/// The id that a cell holds. Programs write `12` as `12.0` where the column has gaps, and as `#12`.
pub(super) fn house_id(written: &str) -> HouseId {
    match whole_number(written) {
        Some(digits) => HouseId::from(digits),
        // Line breaks within a cell are spaces.
        None => HouseId::from(written.split_whitespace().collect::<Vec<&str>>().join(" ")),
    }
}

/// The digits of a whole number as tables write it: `12`, `12.0` or `#12`.
fn whole_number(text: &str) -> Option<&str> {
    let digits = text.trim().trim_start_matches('#').trim_start();
    let digits = match digits.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|byte| byte == b'0') => whole,
        Some(_) => return None,
        None => digits,
    };
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::houses_info;

    fn houses(text: &str) -> Vec<Result<House, String>> {
        let table = houses_info("HousesInfo.txt", text).unwrap();
        let houses = Mapping::houses_info().houses(&table).houses;
        houses.into_iter().map(|house| house.map_err(|dropped| dropped.reason.to_string())).collect()
    }

    /// The error of the third line.
    fn problem(line: &str) -> String {
        houses(&format!("\n\n{line}"))[2].clone().unwrap_err()
    }

    #[test]
    fn a_line_is_a_house() {
        let house = House {
            id: HouseId::from(1),
            price: 869_500.0,
            zip_code: "05255".to_owned(),
            attributes: vec![Some(4.0), Some(3.25), Some(2016.0)],
            date: None,
            missing_photos: Vec::new(),
        };
        assert_eq!(houses("4 3.25 2016 05255 869500\n"), [Ok(house)]);
    }

    #[test]
    fn a_blank_line_within_keeps_its_number() {
        let houses = houses("4 4 4053 85255 869500\n\n4 3 3343 36372 865200\n");
        assert_eq!(houses.len(), 3);
        assert!(houses[1].is_err());
        assert_eq!(houses[2].as_ref().unwrap().id, HouseId::from(3));
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

    fn delimited(text: &str, mapping: &Mapping) -> Vec<Result<House, (String, String)>> {
        let table = crate::csv::table("t.csv", text).unwrap();
        let error = |dropped: Dropped| (dropped.house.to_string(), dropped.reason.to_string());
        mapping.houses(&table).houses.into_iter().map(|house| house.map_err(error)).collect()
    }

    fn by_id() -> Mapping {
        Mapping { price: 1, id: Some(0), ..Mapping::default() }
    }

    #[test]
    fn a_row_gives_id_price_and_attributes() {
        let mapping = Mapping { zip_code: Some(3), attributes: vec![2], ..by_id() };
        let houses = delimited(
            "id,price,baths,zip\n#12,\"$450,000\",2.5,01234\n7.0,$1.2M,studio,\n A-001 ,\"$80,000\",1,\n",
            &mapping,
        );
        let house = |id: &str, price, zip_code: &str, attribute| {
            Ok(House {
                id: id.into(),
                price,
                zip_code: zip_code.to_owned(),
                attributes: vec![attribute],
                date: None,
                missing_photos: Vec::new(),
            })
        };
        let expected = [
            house("12", 450_000.0, "01234", Some(2.5)),
            house("7", 1.2e6, "", None),
            house("A-001", 80_000.0, "", Some(1.0)),
        ];
        assert_eq!(houses, expected);
    }

    #[test]
    fn errors_of_a_row_are_reported() {
        let rows = "1,5\n1,6\n,7\n8,\n9,0\n10,-3\n11,cheap\n12,NaN\n13,1e15\n";
        let errors: Vec<(String, String)> =
            delimited(&format!("id,price\n{rows}"), &by_id()).into_iter().filter_map(Result::err).collect();
        let expected = [
            ("1", "Line 3: house 1 is already in line 2, with another price. Give each house its own id."),
            ("3", "Line 4 has no id in the column “id”."),
            ("8", "Line 5 has no price."),
            ("9", "Line 6: the price is “0”; it must be above 0."),
            ("10", "Line 7: the price is “-3”, which is impossible."),
            ("11", "Line 8: the price, “cheap”, is not a number."),
            ("12", "Line 9 has no price."),
            ("13", "Line 10: the price is “1e15”; it must be below one trillion."),
        ];
        assert_eq!(errors, expected.map(|(house, text)| (house.to_owned(), text.to_owned())));
    }

    #[test]
    fn an_id_may_be_any_text() {
        let ids: Vec<String> = delimited(
            "id,price\n0,1\n4294967296,2\n787072130001234567,3\n1.5,4\n12 Oak Street,5\n007,6\n",
            &by_id(),
        )
        .into_iter()
        .map(|house| house.unwrap().id.to_string())
        .collect();
        assert_eq!(ids, ["0", "4294967296", "787072130001234567", "1.5", "12 Oak Street", "007"]);
    }

    #[test]
    fn rows_of_one_house_are_joined() {
        let mapping = Mapping { attributes: vec![2], zip_code: Some(3), ..by_id() };
        let text = "id,price,beds,zip\na,5,,\nb,,2,\na,5,3,X\nb,6,,Y\na,,4,\nc,7,1,\nc,8,1,\nb,cheap,1,\n";
        let table = crate::csv::table("t.csv", text).unwrap();
        let list = mapping.houses(&table);
        let house = |id: &str, price, zip_code: &str, beds| House {
            id: id.into(),
            price,
            zip_code: zip_code.to_owned(),
            attributes: vec![Some(beds)],
            date: None,
            missing_photos: Vec::new(),
        };
        let usable: Vec<House> = list.usable().cloned().collect();
        assert_eq!(usable[0], house("a", 5.0, "X", 3.0));
        assert_eq!((&usable[1].id, usable[1].price), (&HouseId::from("b"), 6.0));
        assert_eq!(list.of_rows, [0, 1, 0, 1, 0, 2, 2, 3]);
        let problems: Vec<String> =
            list.houses.iter().filter_map(|h| Some(h.as_ref().err()?.reason.to_string())).collect();
        assert_eq!(problems.len(), 2);
        assert!(problems[0].contains("house c is already in line 7, with another price"), "{}", problems[0]);
        assert!(problems[1].contains("“cheap”"), "{}", problems[1]);
        assert_eq!(list.of_row(4).map(|house| house.price), Some(5.0));
        assert_eq!(list.of_row(5), None);
    }

    #[test]
    fn a_row_in_another_currency_is_reported() {
        let errors = |rows: &str| {
            let houses = delimited(&format!("id,price,currency\n{rows}"), &by_id());
            houses.into_iter().filter_map(|house| house.err().map(|(id, _)| id)).collect::<Vec<String>>()
        };
        assert_eq!(errors("1,5,USD\n2,6,ARS\n3,7,usd\n4,8,$\n5,9,\n"), ["2"]);
        assert!(errors("1,5,USD\n2,6,USD\n3,7,home\n").is_empty());
    }

    #[test]
    fn a_name_that_says_millions_makes_a_point_decimal() {
        for (name, field, price) in [
            ("Price (million USD)", "2.949", 2.949),
            ("Preis in Mio. €", "\"2,949\"", 2.949),
            ("price", "2.949", 2949.0),
        ] {
            let houses = delimited(&format!("id,{name}\n1,{field}\n2,{field}\n3,{field}\n"), &by_id());
            assert_eq!(houses[0].as_ref().map(|house| house.price), Ok(price), "{name}");
        }
    }

    #[test]
    fn rows_without_ids_are_numbered_from_the_first() {
        let table = crate::csv::table("t.csv", "price\n5\n5\n").unwrap();
        for first_row in [0, 1] {
            let list = Mapping { first_row, ..Mapping::default() }.houses(&table);
            let ids: Vec<HouseId> = list.usable().map(|house| house.id.clone()).collect();
            assert_eq!(ids, [first_row, first_row + 1].map(HouseId::from), "equal prices are two houses");
        }
    }
}
