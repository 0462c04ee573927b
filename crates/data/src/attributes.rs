//! Attributes of houses: numbers that a network can take, from the columns of a table.
//!
//! A column of numbers is one attribute. So is a date, as a year with its fraction (2014.42), and yes or no, as 1 or 0. A category
//! becomes indicators (dummy variables), one for each of its values: `kind = flat` is 1 for a flat and 0 for any other kind,
//! also for one that is too rare to have an indicator of its own.

use super::column_values::{ColumnFormat, ColumnKind};
use super::number_format::NumberFormat;

/// What stands between column and value in an indicator's name.
pub(crate) const EQUALS: &str = " = ";

/// How the fields of a column become attributes.
pub(crate) enum AttributeFormat {
    Number(ColumnFormat),
    /// Few of its fields are numbers. These count, if somebody has chosen the column.
    Mixed(NumberFormat),
    Date(ColumnFormat),
    Flag(ColumnFormat),
    /// With its values.
    Category(ColumnFormat, Vec<String>),
}

impl AttributeFormat {
    /// Infers how a column is read from all its fields.
    pub(crate) fn infer<'a>(fields: impl Iterator<Item = &'a str> + Clone) -> Self {
        let format = ColumnFormat::infer(fields.clone(), false);
        let mixed = || NumberFormat::infer(fields.clone(), false);
        match format.kind().clone() {
            ColumnKind::Number { .. } | ColumnKind::Empty => AttributeFormat::Number(format),
            ColumnKind::Date => AttributeFormat::Date(format),
            ColumnKind::Text => AttributeFormat::Mixed(mixed()),
            ColumnKind::Category { .. } if format.is_flag() => AttributeFormat::Flag(format),
            ColumnKind::Category { values } => {
                // `3`, `4`, `5` and sometimes `studio` are numbers.
                let numbers = mixed();
                let told = || fields.clone().filter(|field| format.category(field).is_some());
                let count = told().filter(|field| numbers.parse(field).is_ok()).count();
                if 2 * count > told().count() {
                    AttributeFormat::Mixed(numbers)
                } else {
                    AttributeFormat::Category(format, values)
                }
            }
        }
    }

    /// Whether the column is a category, or yes and no.
    pub(crate) fn is_category(&self) -> bool {
        matches!(self, AttributeFormat::Flag(_) | AttributeFormat::Category(..))
    }

    /// Names of its attributes.
    pub(crate) fn names(&self, column: &str) -> Vec<String> {
        match self {
            AttributeFormat::Category(_, values) => {
                values.iter().map(|value| format!("{column}{EQUALS}{value}")).collect()
            }
            _ => vec![column.to_owned()],
        }
    }

    /// Appends the attributes of a field; `None` if it says nothing or cannot be read.
    pub(crate) fn read(&self, field: &str, attributes: &mut Vec<Option<f64>>) {
        let value = match self {
            AttributeFormat::Number(format) | AttributeFormat::Flag(format) => format.parse(field).ok(),
            AttributeFormat::Mixed(format) => format.parse(field).ok(),
            AttributeFormat::Date(format) => format.parse_year(field),
            AttributeFormat::Category(format, values) => {
                let own = format.category(field);
                let indicator = |at: usize| own.map(|own| f64::from(u8::from(own == Some(at))));
                attributes.extend((0..values.len()).map(indicator));
                return;
            }
        };
        attributes.push(value.filter(|value| value.is_finite()));
    }
}

/// Attributes that are asked for together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeGroup {
    /// An attribute by itself, by its index.
    Single(usize),
    /// The indicators of a category.
    Category {
        /// Name of the column.
        column: String,
        /// Index of the first indicator; the others follow.
        first: usize,
        /// The values, in the order of the indicators.
        values: Vec<String>,
    },
}

/// Column and value of an indicator's name; `None` if it is another attribute.
pub fn split_indicator(name: &str) -> Option<(&str, &str)> {
    name.split_once(EQUALS)
}

/// Groups the indicators of a category, which follow each other.
pub fn group_attributes(names: &[String]) -> Vec<AttributeGroup> {
    let mut groups: Vec<AttributeGroup> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let Some((column, value)) = split_indicator(name) else {
            groups.push(AttributeGroup::Single(index));
            continue;
        };
        match groups.last_mut() {
            Some(AttributeGroup::Category { column: last, values, .. }) if last == column => {
                values.push(value.to_owned());
            }
            _ => groups.push(AttributeGroup::Category {
                column: column.to_owned(),
                first: index,
                values: vec![value.to_owned()],
            }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(column: &[&str]) -> (Vec<String>, Vec<Vec<Option<f64>>>) {
        let format = AttributeFormat::infer(column.iter().copied());
        let values = |field: &&str| {
            let mut values = Vec::new();
            format.read(field, &mut values);
            values
        };
        (format.names("x"), column.iter().map(values).collect())
    }

    #[test]
    fn a_category_becomes_indicators() {
        let mut column = ["flat", "House", "house", "", "villa"].repeat(100);
        column.extend(["barn", "n/a"]);
        let (names, values) = read(&column);
        assert_eq!(names, ["x = House", "x = flat", "x = villa"]);
        assert_eq!(values[0], [Some(0.0), Some(1.0), Some(0.0)]);
        assert_eq!(values[2], [Some(1.0), Some(0.0), Some(0.0)]);
        assert_eq!(values[3], [None; 3], "not told");
        assert_eq!(values[500], [Some(0.0); 3], "too rare");
        assert_eq!(values[501], [None; 3]);
    }

    #[test]
    fn yes_and_no_a_date_and_numbers_are_one_attribute() {
        let (names, values) = read(&["yes", "no", "", "Yes"]);
        assert_eq!(
            (names, values),
            (vec!["x".to_owned()], [1, 0, 9, 1].map(|v| vec![[0.0, 1.0].get(v).copied()]).to_vec())
        );
        let (names, values) = read(&["2014-01-01", "2014-07-02", "", "2016-12-31", "1969-12-31"]);
        assert_eq!(names, ["x"]);
        let years: Vec<Option<f64>> = values.into_iter().flatten().collect();
        assert_eq!(years[0], Some(2014.0));
        let near =
            |year: Option<f64>, expected: f64| year.is_some_and(|year| (year - expected).abs() < 0.002);
        assert!(near(years[1], 2014.5) && near(years[3], 2016.999) && near(years[4], 1969.998), "{years:?}");
        assert_eq!(years[2], None);
        let beds = ["3", "4", "5", "studio"].repeat(10);
        let (names, values) = read(&beds);
        assert_eq!(
            (names, &values[..4]),
            (vec!["x".to_owned()], &[vec![Some(3.0)], vec![Some(4.0)], vec![Some(5.0)], vec![None]][..])
        );
    }

    #[test]
    fn indicators_of_a_column_are_grouped() {
        let names = ["area", "kind = flat", "kind = house", "garden", "heat = a = b", "heat = c", "kind = x"];
        let category = |column: &str, first, values: &[&str]| AttributeGroup::Category {
            column: column.to_owned(),
            first,
            values: values.iter().map(|&value| value.to_owned()).collect(),
        };
        assert_eq!(
            group_attributes(&names.map(str::to_owned)),
            [
                AttributeGroup::Single(0),
                category("kind", 1, &["flat", "house"]),
                AttributeGroup::Single(3),
                category("heat", 4, &["a = b", "c"]),
                category("kind", 6, &["x"]),
            ]
        );
        assert_eq!(split_indicator("kind = flat"), Some(("kind", "flat")));
        assert_eq!(split_indicator("a=b"), None);
    }
}
