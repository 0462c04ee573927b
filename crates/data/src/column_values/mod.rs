//! What the fields of a column are: numbers with a unit, dates, a category, or text.
//!
//! - **Numbers**: at least nine of ten fields that are not missing are numbers, with the same unit or without one.
//!   Spellings of a unit (`sqft`, `Sq. Ft.`) are the same, and so are singular and plural. If the column mixes known
//!   units of one dimension, the others are converted into the commonest; a field without a unit is then no number.
//!   An ambiguous point or comma separates thousands where all values would be below ten otherwise, in areas (`4.588 m²`
//!   beside `47 m²`), amounts of money and prices. An unknown unit is one word.
//! - **Dates**: at least nine of ten are dates; all, if they have eight digits, which are numbers otherwise.
//! - **Category**: yes and no, or 2 to 20 different texts of at most 60 characters, each in four rows on average.
//! - **Text**: anything else.
//!
//! A price is always read as a number.

mod categories;
mod dates;

pub use dates::year_of_date;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::number_format::{ColumnEvidence, NumberError, NumberFormat, Rules, is_blank, is_missing};
use super::units::{Dimension, Unit, unit};
use categories::Categories;
use dates::DateFormat;

/// Maximum number of different units that are counted. A column with more of them is text: `12 Oak Street`.
const MAX_UNITS: usize = 24;

/// About the number of fields, evenly spaced, by which numbers are recognised. The step is odd, so that it meets all rows
/// of tables that alternate.
const SAMPLE: usize = 2000;

/// What the fields of a column are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// Numbers.
    Number {
        /// Their unit and currency as most fields write it, such as `sqft`, `€` and `$/mo`; empty if there is none.
        unit: String,
    },
    /// Days.
    Date,
    /// One of a few texts.
    Category {
        /// The texts, the commonest first; of yes and no, no is first. Those of fewer than three rows and of fewer
        /// than one row in a hundred are left out.
        values: Vec<String>,
    },
    /// Any text.
    Text,
    /// Nothing.
    Empty,
}

/// How the fields of a column are read.
#[derive(Clone, Debug)]
pub(crate) struct ColumnFormat {
    kind: ColumnKind,
    price: bool,
    scaled: bool,
    numbers: NumberFormat,
    units: UnitRule,
    dates: Option<DateFormat>,
    categories: Option<Categories>,
}

/// Which units the numbers of a column may have.
#[derive(Clone, Debug, Default, PartialEq)]
struct UnitRule {
    /// The column's unit; `None` if numbers have none.
    unit: Option<Unit>,
    /// Whether a number without a unit is in the column's.
    bare: bool,
    /// The unit as most fields write it.
    spelling: String,
}

impl UnitRule {
    /// The factor that converts a number with this unit into the column's.
    fn factor(&self, written: &str) -> Option<f64> {
        if written.is_empty() {
            return (self.bare || self.unit.is_none()).then_some(1.0);
        }
        let column = self.unit.as_ref()?;
        if written == self.spelling {
            return Some(1.0);
        }
        let own = unit(written);
        if own.name == column.name {
            return Some(1.0);
        }
        let ((dimension, own), (other, column)) = (own.factor?, column.factor?);
        (dimension == other).then_some(own / column)
    }
}

/// The numbers of a column with one unit.
struct UnitCount {
    unit: Unit,
    count: usize,
    /// How often it is written how.
    spellings: BTreeMap<String, usize>,
}

/// The units of a column's numbers, in order of appearance.
#[derive(Default)]
struct UnitCounts {
    bare: usize,
    units: Vec<UnitCount>,
}

impl UnitCounts {
    fn add(&mut self, written: String) {
        if written.is_empty() {
            self.bare += 1;
            return;
        }
        let known = self.units.iter_mut().find(|known| known.spellings.contains_key(&written));
        if let Some(known) = known {
            known.count += 1;
            *known.spellings.entry(written).or_default() += 1;
            return;
        }
        let unit = unit(&written);
        if !unit.is_plausible() {
            return;
        }
        if let Some(known) = self.units.iter_mut().find(|known| known.unit.name == unit.name) {
            known.count += 1;
            known.spellings.insert(written, 1);
        } else if self.units.len() < MAX_UNITS {
            self.units.push(UnitCount { unit, count: 1, spellings: BTreeMap::from([(written, 1)]) });
        }
    }

    /// The units of a column with this number of filled fields, and the number of fields that fit. A unit that fewer than one in ten has is a slip in a column without units.
    fn rule(&self, filled: usize) -> (UnitRule, usize) {
        let none = (UnitRule::default(), self.bare);
        let most = self.units.iter().map(|unit| unit.count).max();
        let Some(main) = self.units.iter().find(|unit| Some(unit.count) == most) else { return none };
        let dimension = |unit: &Unit| unit.factor.map(|(dimension, _)| dimension);
        let same = |other: &&UnitCount| {
            dimension(&main.unit).is_some() && dimension(&other.unit) == dimension(&main.unit)
        };
        let several = self.units.iter().filter(same).count() > 1;
        let family: usize =
            if several { self.units.iter().filter(same).map(|unit| unit.count).sum() } else { main.count };
        if 10 * family < filled {
            return none;
        }
        let fits = family + if several { 0 } else { self.bare };
        let spelling = main.spellings.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        let spelling = spelling.map_or_else(String::new, |(spelling, _)| spelling.clone());
        let rule = UnitRule { unit: Some(main.unit.clone()), bare: !several, spelling };
        (rule, fits)
    }
}

/// Words in the name of a column for the unit of its amounts, by what they multiply them by.
const FACTORS: [(f64, &str); 5] = [
    (1e3, "thousand thousands 1000 1000s 000s tsd tausend k"),
    (1e5, "lakh lakhs lac lacs"),
    (1e6, "million millions millionen millones milhões milioni mio mln млн mill"),
    (1e7, "crore crores cr"),
    (1e9, "billion bn"),
];
/// Further words for millions, of which the amounts are left as they are.
const MILLIONS: &str = "milliony mkr mnok";

fn has_word(words: &str, word: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}

/// The factors that the name of a column says, in its order.
fn factors(name: &str) -> Vec<f64> {
    let lower = name.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    let factor =
        |word: &str| FACTORS.iter().find(|(_, words)| has_word(words, word)).map(|(factor, _)| *factor);
    words.filter_map(factor).collect()
}

/// The factor of amounts in a column with this name: 1000 for `Price ($1000)`.
pub(crate) fn factor_of_name(name: &str) -> f64 {
    factors(name).first().copied().unwrap_or(1.0)
}

/// Whether the name of a column says that its amounts are lakh, millions or more: a point in them is then decimal.
fn says_millions(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    lower.contains(['億', '亿', '억'])
        || factors(name).iter().any(|factor| *factor > 1e3)
        || words.any(|word| has_word(MILLIONS, word))
}

impl ColumnFormat {
    /// Infers how a column is read from all its fields. `price`: it is read as the price, whatever it holds.
    pub(crate) fn infer<'a>(fields: impl Iterator<Item = &'a str> + Clone, price: bool) -> ColumnFormat {
        ColumnFormat::infer_with(fields, Rules { price, ..Rules::default() })
    }

    /// Infers how the price is read from all its fields, and from the name of its column: `Price (million USD)`.
    pub(crate) fn infer_price<'a>(fields: impl Iterator<Item = &'a str> + Clone, name: &str) -> ColumnFormat {
        ColumnFormat::infer_with(
            fields,
            Rules { price: true, scaled: says_millions(name), ..Rules::default() },
        )
    }

    fn infer_with<'a>(fields: impl Iterator<Item = &'a str> + Clone, given: Rules) -> ColumnFormat {
        let Rules { price, scaled, .. } = given;
        let (mut filled, mut told, mut with_digits) = (0_usize, 0_usize, 0_usize);
        let mut compact = true;
        for field in fields.clone().filter(|field| !is_blank(field)) {
            filled += 1;
            if is_missing(field) || dates::is_zero(field) {
                continue;
            }
            told += 1;
            with_digits += usize::from(field.chars().any(char::is_numeric));
            compact &= dates::is_compact(field);
        }
        let enough = |count: usize| 10 * count >= 9 * told && 2 * count >= filled && count > 0;
        let mut format = ColumnFormat {
            kind: if filled == 0 { ColumnKind::Empty } else { ColumnKind::Text },
            price,
            scaled,
            numbers: NumberFormat::infer(std::iter::empty(), price),
            units: UnitRule::default(),
            dates: None,
            categories: None,
        };
        let step = (filled / SAMPLE) | 1;
        let sample = fields.clone().filter(|field| !is_blank(field)).step_by(step);
        let sampled = sample.clone().count();
        let sample_told = sample.clone().filter(|field| !is_missing(field) && !dates::is_zero(field)).count();
        let enough_of = |count: usize| 10 * count >= 9 * sample_told && 2 * count >= sampled && count > 0;
        let dates_only = !price && compact && told > 0;
        if !dates_only && (price || enough(with_digits)) {
            let (count, unit) = format.infer_numbers(sample.clone(), sample_told);
            if enough_of(count) {
                format.kind = ColumnKind::Number { unit };
                return format;
            }
        }
        if !price && enough(with_digits) && enough_of(DateFormat::infer(sample).1) {
            // A single date may decide whether the day or the month comes first.
            let (dates, count) = DateFormat::infer(fields.clone());
            if enough(count) {
                format.dates = Some(dates);
                format.kind = ColumnKind::Date;
                return format;
            }
        }
        if let Some(categories) = Categories::infer(fields) {
            format.kind = ColumnKind::Category { values: categories.values.clone() };
            format.categories = Some(categories);
        }
        format
    }

    /// Infers the format of numbers and units. Returns how many fields are numbers, and their unit.
    fn infer_numbers<'a>(
        &mut self,
        fields: impl Iterator<Item = &'a str> + Clone,
        told: usize,
    ) -> (usize, String) {
        // A price has no unit but its currency: an amount per month or per area is none.
        let rules = Rules { price: self.price, units: !self.price, large: self.price, scaled: self.scaled };
        let evidence = ColumnEvidence::collect(fields.clone(), rules);
        if 10 * evidence.quantities() < 9 * told && !self.price {
            return (0, String::new());
        }
        let read = |numbers: NumberFormat| {
            let (mut counts, mut with_currency) = (UnitCounts::default(), 0_usize);
            for reading in fields.clone().filter_map(|field| numbers.read(field).ok()) {
                with_currency += usize::from(reading.currency.is_some());
                counts.add(reading.unit);
            }
            let (units, count) = counts.rule(told);
            (numbers, units, count, 2 * with_currency > count && count > 0)
        };
        let mut found = read(evidence.format(rules));
        // Few homes have below ten square metres or cost below ten dollars: 1.450 m² is large.
        let square = |units: &UnitRule| {
            units.unit.as_ref().is_some_and(|unit| {
                let area = unit.factor.is_some_and(|(kind, _)| kind == Dimension::Area);
                area && matches!(&*unit.name, "m²" | "sqft")
            })
        };
        if !rules.large && (square(&found.1) || found.3) {
            let numbers = evidence.format(Rules { large: true, ..rules });
            if !numbers.reads_like(found.0) {
                found = read(numbers);
            }
        }
        let (numbers, units, count, money) = found;
        let currency = numbers.currency().filter(|_| money).unwrap_or_default();
        let spelling = &units.spelling;
        let space =
            if currency.is_empty() || spelling.is_empty() || spelling.starts_with('/') { "" } else { " " };
        let unit = format!("{currency}{space}{spelling}");
        (self.numbers, self.units) = (numbers, units);
        (count, unit)
    }

    /// Parses a field as a day, in days since 1970-01-01. In a column of years it is the first of January.
    pub(crate) fn parse_date(&self, field: &str) -> Option<i32> {
        let value = self.parse(field).ok()?;
        match self.kind {
            ColumnKind::Date => Some(value as i32),
            ColumnKind::Number { .. } if value.fract() == 0.0 => {
                dates::first_of_year(value).map(|day| day as i32)
            }
            _ => None,
        }
    }

    /// Parses a field of dates as a year with its fraction: 2014.5 is the middle of 2014.
    pub(crate) fn parse_year(&self, field: &str) -> Option<f64> {
        self.dates?;
        self.parse(field).ok().and_then(|day| dates::year_of(day as i64))
    }

    /// The value of a category as its position; `None` if the field says nothing, `Some(None)` if the value is too rare.
    pub(crate) fn category(&self, field: &str) -> Option<Option<usize>> {
        let categories = self.categories.as_ref()?;
        (!categories::is_blank(field)).then(|| categories.position(field))
    }

    /// Whether the column is a category of yes and no, which are 1 and 0.
    pub(crate) fn is_flag(&self) -> bool {
        self.categories.as_ref().is_some_and(|categories| categories.is_flag)
    }

    /// What the fields of the column are.
    pub(crate) fn kind(&self) -> &ColumnKind {
        &self.kind
    }

    /// Whether the column is of dates that mean other days if day and month are swapped, and nothing in it says which
    /// comes first.
    pub(crate) fn has_ambiguous_dates(&self) -> bool {
        self.dates.is_some_and(DateFormat::is_ambiguous)
    }

    /// Parses a field: a number in the column's unit; a date as whole days since 1970-01-01; a category as its
    /// position in `values`.
    ///
    /// # Errors
    /// [`NumberError::Missing`] if the field is empty or says that the value is not told, and for a value that is too
    /// rare for a category; [`NumberError::OtherUnit`] if its unit or currency is not the column's and cannot be
    /// converted; otherwise the error of [`NumberFormat::parse`]. A column of text has only errors.
    pub(crate) fn parse(&self, field: &str) -> Result<f64, NumberError> {
        if let Some(categories) = &self.categories
            && !self.price
        {
            return categories.position(field).map(|position| position as f64).ok_or(NumberError::Missing);
        }
        if let Some(dates) = self.dates {
            if is_missing(field) || dates::is_zero(field) {
                return Err(NumberError::Missing);
            }
            return dates.parse(field).map(|day| day as f64).ok_or(NumberError::NotANumber);
        }
        if !self.price && !matches!(self.kind, ColumnKind::Number { .. }) {
            return Err(if is_missing(field) { NumberError::Missing } else { NumberError::NotANumber });
        }
        let reading = self.numbers.read(field)?;
        let factor = self.units.factor(&reading.unit).ok_or(NumberError::OtherUnit)?;
        let value = reading.value * factor;
        if value.is_finite() || self.price { Ok(value) } else { Err(NumberError::NotANumber) }
    }
}
