//! The homes of a table: what was matched, and what was not, in sentences.

use std::sync::Arc;

use super::homes::{HomeList, ListedHome, Outcome, PhotoGroup, TableStep};
use super::pairing_text::{method_text, photo_list_note, photo_notes};
use super::result_text::ood_warning;
use facade_data::{HomeInputs, HomeTable, TableHome, split_indicator};
use facade_text as text;
use facade_text::format::list;

/// The homes of a table, in its order.
pub fn listed_homes(table: &HomeTable, inputs: &HomeInputs) -> Vec<ListedHome> {
    let listed = |home: &TableHome| {
        let group = PhotoGroup { name: home.name.clone(), photos: home.photos.clone() };
        let problem = home.problem.clone().or_else(|| group.photo_problem(inputs));
        ListedHome {
            attributes: home.attributes.clone(),
            zip_code: home.zip_code.clone(),
            ..ListedHome::new(group, problem)
        }
    };
    table.homes.iter().map(listed).collect()
}

impl HomeList {
    /// The homes of a table that was read for the model.
    pub(super) fn with_table(self, table: HomeTable) -> Self {
        HomeList {
            all: listed_homes(&table, &self.inputs),
            is_unconfirmed: !table.is_clear,
            table: Some(Arc::new(table)),
            notes: Vec::new(),
            tables: TableStep::Done,
            ..self
        }
    }
}

/// What a person should know before the prices of a table's homes: the columns that are used and those that are missing,
/// and how photos are paired.
pub fn table_notes(homes: &[ListedHome], table: &HomeTable, inputs: &HomeInputs) -> Vec<String> {
    let name = |column: usize| table.columns.get(column).map_or("", String::as_str);
    let mut columns: Vec<String> = Vec::new();
    for found in &table.attributes {
        let name = name(found.column);
        let column = match found.unit.as_str() {
            "" => name.to_owned(),
            unit => format!("{name} ({unit})"),
        };
        // Several attributes may be values of one column.
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns.extend(table.zip_code.map(|column| name(column).to_owned()));
    let mut notes = Vec::new();
    if !columns.is_empty() {
        notes.push(text::homes_columns(list(&columns)));
    }
    notes.extend(missing_notes(homes, Some(table), inputs));
    if let Some(pairing) = &table.pairing {
        notes.push(match &table.photo_list {
            Some(list) => photo_list_note(list),
            None => format!("{}.", method_text(pairing, &table.columns)),
        });
        notes.extend(photo_notes(pairing));
    }
    if !table.other_tables.is_empty() {
        notes.push(text::homes_other_tables(list(&table.other_tables)));
    }
    notes
}

/// What the model uses and is known of no home.
pub fn missing_notes(homes: &[ListedHome], table: Option<&HomeTable>, inputs: &HomeInputs) -> Vec<String> {
    let is_unknown =
        |index: usize| homes.iter().all(|home| home.attributes.get(index).is_none_or(Option::is_none));
    let is_missing =
        |name: &str| table.is_none_or(|table| table.missing.iter().any(|missing| missing == name));
    let names = inputs.attributes.iter().enumerate();
    let missing = names.filter(|(index, name)| is_missing(name) && is_unknown(*index));
    // The column of a category, and not each of its values.
    let mut missing: Vec<&str> =
        missing.map(|(_, name)| split_indicator(name).map_or(name.as_str(), |(column, _)| column)).collect();
    missing.dedup();
    let no_zip = !inputs.zip_codes.is_empty()
        && table.is_none_or(|table| table.zip_code.is_none())
        && homes.iter().all(|home| home.zip_code.is_empty());
    let mut notes = Vec::new();
    match table {
        None if !missing.is_empty() || no_zip => notes.push(text::homes_no_attributes().to_owned()),
        None => {}
        Some(table) => {
            if !missing.is_empty() {
                notes.push(text::t!(homes_columns_missing, table = &table.file, attributes = list(&missing)));
            }
            if no_zip {
                notes.push(text::homes_zip_missing(&table.file));
            }
        }
    }
    notes
}

/// Everything to say about a home on the list beside its price; empty if there is nothing.
pub fn full_note(homes: &HomeList, home: &ListedHome) -> String {
    match &home.outcome {
        Outcome::Waiting if homes.is_unconfirmed => text::homes_unconfirmed().to_owned(),
        Outcome::Waiting => text::homes_waiting().to_owned(),
        Outcome::Queried => text::homes_asked().to_owned(),
        Outcome::Failed(why) => why.clone(),
        Outcome::Priced(_, _, score) => {
            let unlike = score.and_then(ood_warning).map(|_| text::homes_guess().to_owned());
            let unknown = home_note(home, homes.table.as_deref(), &homes.inputs);
            unlike.into_iter().chain(unknown).collect::<Vec<String>>().join(" ")
        }
    }
}

/// What the model uses and is not known of this home, but perhaps of others.
pub fn home_note(home: &ListedHome, table: Option<&HomeTable>, inputs: &HomeInputs) -> Option<String> {
    let mut notes = Vec::new();
    let rooms = inputs.rooms.as_ref().filter(|_| inputs.accepts_missing_photos && home.problem.is_none());
    let missing = rooms.map(|rooms| home.group.missing(rooms)).unwrap_or_default();
    if !missing.is_empty() {
        notes.push(text::homes_fewer_photos(list(&missing)));
    }
    notes.extend(home.outside.clone());
    if !home.group.photos.is_sure {
        notes.push(text::homes_unsure_rooms().to_owned());
    }
    let names = inputs.attributes.iter().zip(&home.attributes);
    let is_column = |name: &String| table.is_some_and(|table| !table.missing.contains(name));
    let unknown: Vec<&String> =
        names.filter(|(name, value)| value.is_none() && is_column(name)).map(|(name, _)| name).collect();
    if !unknown.is_empty() {
        notes.push(text::homes_no_value(list(&unknown)));
    }
    if !inputs.zip_codes.is_empty() && table.is_some_and(|table| table.zip_code.is_some()) {
        match home.zip_code.as_str() {
            "" => notes.push(text::homes_no_zip().to_owned()),
            code if !inputs.zip_codes.iter().any(|known| known == code) => {
                notes.push(text::homes_zip_unknown(code));
            }
            _ => {}
        }
    }
    (!notes.is_empty()).then(|| notes.join(" "))
}
