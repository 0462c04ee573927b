//! Which columns of a table hold the attributes and the zip code that a model uses.

use std::collections::HashMap;

use super::{AttributeColumn, HomeInputs};
use crate::Table;
use crate::attributes::{AttributeFormat, EQUALS};
use crate::column_values::ColumnKind;
use crate::number_format::{NumberFormat, is_missing};

/// How the fields of a column become an attribute.
enum HomeAttribute {
    /// As in the table that the model was trained on.
    Column(Box<AttributeFormat>),
    /// 1 for this value, in normal form, and 0 for others.
    Is(String),
}

impl HomeAttribute {
    fn of<'a>(fields: impl Iterator<Item = &'a str> + Clone) -> Self {
        HomeAttribute::Column(Box::new(match AttributeFormat::infer(fields.clone()) {
            // The model takes a number.
            AttributeFormat::Category(..) => AttributeFormat::Mixed(NumberFormat::infer(fields, false)),
            format => format,
        }))
    }

    fn unit(&self) -> &str {
        match self {
            HomeAttribute::Column(format) => match &**format {
                AttributeFormat::Number(format) => match format.kind() {
                    ColumnKind::Number { unit } => unit,
                    _ => "",
                },
                _ => "",
            },
            HomeAttribute::Is(_) => "",
        }
    }

    fn read(&self, field: &str) -> Option<f64> {
        match self {
            HomeAttribute::Column(format) => {
                let mut values = Vec::with_capacity(1);
                format.read(field, &mut values);
                values.first().copied().flatten()
            }
            HomeAttribute::Is(value) => {
                (!is_missing(field)).then(|| if normal(field) == *value { 1.0 } else { 0.0 })
            }
        }
    }
}

/// A value of a category in lower case, with single spaces.
fn normal(field: &str) -> String {
    field.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The columns of a table that hold what a model uses.
#[derive(Default)]
pub(super) struct MatchedColumns {
    /// For each attribute of the model, its column and how that is read.
    attributes: Vec<Option<(usize, HomeAttribute)>>,
    zip_code: Option<usize>,
    /// From a zip code in normal form to how the model writes it.
    zip_codes: HashMap<String, String>,
}

impl MatchedColumns {
    /// Finds the columns by the attributes' names. `inferred` is the column that its name says is the zip code: another
    /// is used if that one has no zip code that the model knows, and the other has mostly such.
    pub(super) fn find(table: &Table, inputs: &HomeInputs, inferred: Option<usize>) -> Self {
        let attribute = |name: &String| find_attribute(table, name);
        let attributes = inputs.attributes.iter().map(attribute).collect();
        let zip_codes: HashMap<String, String> =
            inputs.zip_codes.iter().map(|code| (zip_key(code), code.clone())).collect();
        let mut matched = MatchedColumns { attributes, zip_code: None, zip_codes };
        if !matched.zip_codes.is_empty() {
            let known = |column: usize| {
                let fields = table.fields(column).filter(|field| !field.is_empty());
                fields.filter(|field| matched.zip_codes.contains_key(&zip_key(field))).count()
            };
            let filled = |column: usize| table.fields(column).filter(|field| !field.is_empty()).count();
            let is_free = |column: &usize| matched.attributes.iter().flatten().all(|(at, _)| at != column);
            matched.zip_code = inferred.filter(|&column| known(column) > 0).or_else(|| {
                let mut others = (0..table.columns.len()).filter(is_free);
                others.find(|&column| known(column) > 0 && 2 * known(column) > filled(column)).or(inferred)
            });
        }
        matched
    }

    /// Number of attributes with a column, and one more for the zip code.
    pub(super) fn count(&self) -> usize {
        self.attributes.iter().flatten().count() + usize::from(self.zip_code.is_some())
    }

    /// The columns in use.
    pub(super) fn columns(&self) -> Vec<usize> {
        self.attributes.iter().flatten().map(|(column, _)| *column).chain(self.zip_code).collect()
    }

    pub(super) fn zip_code(&self) -> Option<usize> {
        self.zip_code
    }

    /// The columns of the attributes `names`, and the attributes without one.
    pub(super) fn describe(&self, names: &[String]) -> (Vec<AttributeColumn>, Vec<String>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for (name, matched) in names.iter().zip(&self.attributes) {
            match matched {
                Some((column, format)) => found.push(AttributeColumn {
                    attribute: name.clone(),
                    column: *column,
                    unit: format.unit().to_owned(),
                }),
                None => missing.push(name.clone()),
            }
        }
        (found, missing)
    }

    /// The attributes of a row, in the model's order.
    pub(super) fn read_attributes(&self, fields: &[String]) -> Vec<Option<f64>> {
        let read = |matched: &Option<(usize, HomeAttribute)>| {
            let (column, format) = matched.as_ref()?;
            format.read(fields.get(*column)?.trim())
        };
        self.attributes.iter().map(read).collect()
    }

    /// The zip code of a row, as the model writes it if it knows it.
    pub(super) fn read_zip_code(&self, fields: &[String]) -> String {
        let written = self.zip_code.and_then(|column| fields.get(column)).map_or("", |field| field.trim());
        self.zip_codes.get(&zip_key(written)).map_or(written, String::as_str).to_owned()
    }
}

/// A zip code to compare: in lower case; spreadsheets drop leading zeros and append `.0`.
fn zip_key(code: &str) -> String {
    let plain = normal(code);
    let digits = plain.strip_suffix(".0").unwrap_or(&plain);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.trim_start_matches('0').to_owned()
    } else {
        plain
    }
}

/// The column with the name of an attribute, or the one of which it names a value.
fn find_attribute(table: &Table, name: &str) -> Option<(usize, HomeAttribute)> {
    if let Some(column) = column_named(&table.columns, name) {
        return Some((column, HomeAttribute::of(table.fields(column))));
    }
    name.match_indices(EQUALS).find_map(|(at, _)| {
        let column = column_named(&table.columns, name.get(..at)?)?;
        Some((column, HomeAttribute::Is(normal(name.get(at + EQUALS.len()..)?))))
    })
}

/// The column of this name; if there is none, that of the name in another case, then that which has the same letters and
/// digits.
fn column_named(columns: &[String], name: &str) -> Option<usize> {
    let folds: [fn(&str) -> String; 3] = [
        |name| name.trim().to_owned(),
        normal,
        |name| normal(name).chars().filter(|c| c.is_alphanumeric()).collect(),
    ];
    folds.into_iter().find_map(|fold| {
        let wanted = fold(name);
        let is_same = |column: &String| !wanted.is_empty() && fold(column) == wanted;
        columns.iter().position(is_same)
    })
}

/// Reads the value of an attribute that somebody typed: its index among the `names` of a model's attributes, and the
/// number. The name may be that of a column whose values are attributes: `kind` and `villa` for `kind = villa`, which
/// makes the others of this column 0. `None` if the model has no such attribute, or the text is no number.
pub fn read_attribute(names: &[String], name: &str, text: &str) -> Option<Vec<(usize, f64)>> {
    if let Some(index) = column_named(names, name) {
        let format = HomeAttribute::of(std::iter::once(text));
        return Some(vec![(index, format.read(text)?)]);
    }
    let value_of = |attribute: &String| {
        attribute.match_indices(EQUALS).find_map(|(at, _)| {
            column_named(&[attribute.get(..at)?.to_owned()], name)?;
            attribute.get(at + EQUALS.len()..).map(normal)
        })
    };
    let values: Vec<(usize, String)> =
        names.iter().enumerate().filter_map(|(index, name)| Some((index, value_of(name)?))).collect();
    let wanted = normal(text);
    let is_known = values.iter().any(|(_, value)| *value == wanted);
    let flag = |(index, value): (usize, String)| (index, if value == wanted { 1.0 } else { 0.0 });
    is_known.then(|| values.into_iter().map(flag).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_table;

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|&name| name.to_owned()).collect()
    }

    fn matched(
        text: &str,
        attributes: &[&str],
        zip_codes: &[&str],
        inferred: Option<usize>,
    ) -> MatchedColumns {
        let table = read_table("t.csv", text.as_bytes()).unwrap();
        let inputs = HomeInputs {
            attributes: names(attributes),
            zip_codes: names(zip_codes),
            ..HomeInputs::default()
        };
        MatchedColumns::find(&table, &inputs, inferred)
    }

    /// The attributes of the first row.
    fn first(text: &str, attributes: &[&str]) -> Vec<Option<f64>> {
        let table = read_table("t.csv", text.as_bytes()).unwrap();
        matched(text, attributes, &[], None).read_attributes(table.rows[0].fields.as_ref().unwrap())
    }

    #[test]
    fn columns_are_found_by_name_whatever_its_case_and_separators() {
        let text = "ID;Living Area;BEDROOMS;bath_rooms\n1;1.450 m²;3;2,5\n2;980 m²;2;1\n";
        let found = first(text, &["living_area", "bedrooms", "bathrooms", "garage"]);
        assert_eq!(found, [Some(1450.0), Some(3.0), Some(2.5), None]);
        let (columns, missing) =
            matched(text, &["living_area", "garage"], &[], None).describe(&names(&["living_area", "garage"]));
        assert_eq!((columns[0].column, columns[0].unit.as_str(), missing), (1, "m²", names(&["garage"])));
        // The same name goes before the same letters.
        assert_eq!(first("a b,ab\n1,2\n", &["ab", "a b", "AB"]), [Some(2.0), Some(1.0), Some(2.0)]);
    }

    #[test]
    fn an_attribute_may_be_a_value_of_a_column() {
        let text = "kind,heating\nVilla ,gas\nflat,\n,oil\n";
        let table = read_table("t.csv", text.as_bytes()).unwrap();
        let columns =
            matched(text, &["kind = villa", "kind = Flat", "heating = gas", "roof = red"], &[], None);
        let row = |row: usize| columns.read_attributes(table.rows[row].fields.as_ref().unwrap());
        assert_eq!(row(0), [Some(1.0), Some(0.0), Some(1.0), None]);
        assert_eq!(row(1), [Some(0.0), Some(1.0), None, None]);
        assert_eq!(row(2), [None, None, Some(0.0), None]);
    }

    #[test]
    fn dates_are_years_and_yes_is_one() {
        let flags = "garden\nyes\nno\n\n";
        assert_eq!(first(flags, &["Garden"]), [Some(1.0)]);
        for (date, year) in [
            ("1970-01-01", 1970.0),
            ("2023-07-02", 2023.0 + 182.0 / 365.0),
            ("2024-12-31", 2024.0 + 365.0 / 366.0),
            ("2024-03-01", 2024.0 + 60.0 / 366.0),
            ("1900-02-28", 1900.0 + 58.0 / 365.0),
        ] {
            let found = first(&format!("sold,x\n{date},1\n{date},2\n"), &["sold"])[0].unwrap();
            assert!((found - year).abs() < 1e-9, "{date} {found}");
        }
    }

    #[test]
    fn zip_codes_are_those_of_the_model() {
        let text = "id,zip,town\n1,1234,Elm\n2,92276.0,Oak\n3,99999,Ash\n";
        let table = read_table("t.csv", text.as_bytes()).unwrap();
        let codes = |columns: &MatchedColumns| -> Vec<String> {
            table.rows.iter().map(|row| columns.read_zip_code(row.fields.as_ref().unwrap())).collect()
        };
        let found = matched(text, &[], &["01234", "92276"], Some(1));
        assert_eq!((found.zip_code(), codes(&found)), (Some(1), names(&["01234", "92276", "99999"])));
        let towns = matched(text, &[], &["ELM", "OAK"], Some(1));
        assert_eq!((towns.zip_code(), codes(&towns)), (Some(2), names(&["ELM", "OAK", "Ash"])));
        assert_eq!(matched(text, &[], &[], Some(1)).zip_code(), None, "the model uses none");
    }

    #[test]
    fn typed_values_are_read_as_those_of_tables() {
        let all = names(&["Living area", "kind = villa", "kind = flat", "sold"]);
        assert_eq!(read_attribute(&all, "living_area", "1,450 sqft"), Some(vec![(0, 1450.0)]));
        assert_eq!(read_attribute(&all, "kind", "Flat"), Some(vec![(1, 0.0), (2, 1.0)]));
        assert_eq!(read_attribute(&all, "kind = villa", "1"), Some(vec![(1, 1.0)]));
        assert_eq!(read_attribute(&all, "sold", "1970-01-01"), Some(vec![(3, 1970.0)]));
        assert_eq!(read_attribute(&all, "sold", "yes"), Some(vec![(3, 1.0)]));
        assert_eq!(read_attribute(&all, "kind", "castle"), None);
        assert_eq!(read_attribute(&all, "rooms", "3"), None);
        assert_eq!(read_attribute(&all, "living area", "large"), None);
    }
}
