//! Rows of the table as houses.

mod currencies;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::attributes::AttributeFormat;
use super::column_values::{ColumnFormat, factor_of_name};
use super::number_format::NumberError;
use super::table::{Row, Table, TableFormat, quoted};
use super::{DropReason, Dropped, House, HouseId, Mapping, median};
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
    /// What the prices are multiplied by: the table gives them in thousands, lakh or millions.
    price_factor: f64,
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
        let price_name = format!("{price_name} {price_unit}");
        let price = ColumnFormat::infer_price(table.fields(self.price), &price_name);
        let price_factor = price_factor(&price, &price_name, table.fields(self.price));
        let formats = Formats { price, price_factor, attributes, date };
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
            Ok(price) => {
                check_price(line, written, scaled(price, formats.price_factor)).map_err(RowError::Broken)
            }
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

/// Amounts in units of a thousand or more are below this.
const MAX_SCALED: f64 = 20_000.0;

/// The factor that the name of the price column says, if its amounts are small enough to need it.
fn price_factor<'a>(format: &ColumnFormat, name: &str, fields: impl Iterator<Item = &'a str>) -> f64 {
    let factor = factor_of_name(name);
    if factor == 1.0 {
        return 1.0;
    }
    let prices: Vec<f64> = fields.filter_map(|field| format.parse(field).ok()).collect();
    if median(&prices) < MAX_SCALED { factor } else { 1.0 }
}

/// A price times a factor, in whole cents.
fn scaled(price: f64, factor: f64) -> f64 {
    if factor == 1.0 { price } else { (price * factor * 100.0).round() / 100.0 }
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
