//! A list of homes with a table: it is read for the model in use, and an unclear pairing waits for the visitor.

use std::sync::Arc;

use facade_app::Message;
use facade_app::file_name::Extension;
use facade_app::home_inputs::home_attribute;
use facade_app::home_table::{home_note, table_notes};
use facade_app::homes::Outcome;
use facade_app::notice::Place;
use facade_app::state::State;
use facade_data::{HomeInputs, HomeTable, home_candidates, read_table};
use facade_protocol::{Event, InputSchema, ModelSummary};
use facade_spec::{Config, ModelKind};
use facade_text as text;

use super::{done, failed, places, predicted, summary, tiled};

const TABLE: &str = "id,bedrooms,zip\n7,3,92276\n12,,11111\n9,2,\n";

fn paths() -> Vec<String> {
    let rooms = ["bathroom", "bedroom", "frontal", "kitchen"];
    let photos = [12, 7].into_iter().flat_map(|home| rooms.map(|room| format!("homes/{home}_{room}.jpg")));
    std::iter::once("homes/homes.csv".to_owned()).chain(photos).collect()
}

/// Uses a model that sees these attributes and a zip code.
fn use_model(state: &mut State, kind: ModelKind, attributes: &[&str]) {
    let id = state.request_model("m.safetensors".to_string(), Arc::new(vec![1]));
    let attributes = attributes.iter().map(|&name| name.to_owned()).collect();
    let input_schema = InputSchema { attributes, ranges: Vec::new(), zip_codes: vec!["92276".to_owned()] };
    let config = Config { model: kind, tile: 32, ..Config::default() };
    let summary = ModelSummary { config, input_schema, ..summary(32) };
    state.apply(Message::Session(Event::ModelLoaded { id, summary, rooms: None }), 0.0);
}

/// What the tables worker answers.
fn read(inputs: &HomeInputs) -> HomeTable {
    let table = read_table("homes/homes.csv", TABLE.as_bytes()).unwrap();
    home_candidates(vec![(table, 0)], None, inputs, &paths())[0].homes(inputs, &paths())
}

/// A list whose table is being read.
fn listed(kind: ModelKind) -> (State, u32, HomeInputs) {
    let mut state = done();
    use_model(&mut state, kind, &["bedrooms", "area"]);
    state.list_homes(paths(), Vec::new()).unwrap();
    let (request, inputs) = state.next_home_requests().tables.unwrap();
    (state, request, inputs)
}

#[test]
fn a_table_is_read_first_and_its_attributes_are_used() {
    let (mut state, request, inputs) = listed(ModelKind::Mixed);
    assert!(state.homes.is_reading());
    assert!(state.next_home_requests().tiles.is_empty(), "no photo is read before");
    let table = read(&inputs);
    state.apply(Message::HomeTableRead { request, table: Ok(Box::new(table)) }, 0.0);
    let names: Vec<&str> = state.homes.all.iter().map(|home| home.group.name.as_str()).collect();
    assert_eq!(names, ["7", "12", "9"], "in the order of the table");
    let asked = state.next_home_requests();
    assert_eq!(asked.tiles.len(), 2);
    assert_eq!(asked.tiles[0].1, [5, 6, 7, 8].map(Some), "the photos of home 7");
    for (id, ..) in &asked.tiles {
        state.apply(tiled(*id, 1), 0.0);
    }
    let prices = state.next_home_requests().prices;
    assert_eq!(prices[0].1.attributes, [Some(3.0), None]);
    assert_eq!((prices[0].1.zip_code.as_str(), prices[1].1.zip_code.as_str()), ("92276", "11111"));
    for (id, _) in prices {
        state.apply(predicted(id, 5e5), 0.0);
    }
    assert_eq!(state.homes.waiting(), 0);
    let without = text::homes_missing("bathroom, bedroom, front and kitchen");
    assert_eq!(state.homes.all[2].outcome, Outcome::Failed(without));

    let table = state.homes.table.clone().unwrap();
    let notes = table_notes(&state.homes.all, &table, &inputs);
    assert_eq!(notes[0], "Columns that are used: bedrooms and zip.");
    assert_eq!(notes[1], "homes.csv has no column for area: the mean of the training houses is used.");
    assert!(
        notes[2].contains("contain the “id”") && notes[3].starts_with("2 of 3 houses have photos."),
        "{notes:?}"
    );
    let note = |home: usize| home_note(&state.homes.all[home], Some(&table), &inputs);
    assert_eq!(note(0), None);
    let second = note(1).unwrap();
    assert!(second.starts_with("No value for bedrooms:") && second.contains("zip code 11111"), "{second}");

    state.view_home(0);
    assert_eq!(state.home.attribute_texts, ["3", ""]);
    assert_eq!(state.home.zip_code, "92276");

    let excel = state.request_workbook();
    assert_eq!(state.exported_file(excel), Some(("facade-homes".to_owned(), Extension::Xlsx)));
    state.apply(failed(excel), 0.0);
    assert_eq!(places(&state), [Place::Predict]);
}

#[test]
fn an_unclear_pairing_waits_for_the_visitor() {
    let (mut state, request, inputs) = listed(ModelKind::Mixed);
    let table = HomeTable { is_clear: false, ..read(&inputs) };
    state.apply(Message::HomeTableRead { request, table: Ok(Box::new(table)) }, 0.0);
    let asked = state.next_home_requests();
    assert!(asked.tiles.is_empty() && asked.prices.is_empty() && asked.tables.is_none());
    state.price_homes();
    assert!(state.next_home_requests().tiles.is_empty(), "estimating again is no answer");
    state.confirm_homes();
    assert_eq!(state.next_home_requests().tiles.len(), 2);
    // Or the table is left out: the names of the photos tell the homes.
    state.ignore_home_table().unwrap();
    assert!(state.homes.table.is_none() && !state.homes.is_unconfirmed);
    let names: Vec<&str> = state.homes.all.iter().map(|home| home.group.name.as_str()).collect();
    assert_eq!(names, ["7", "12"]);
    assert_eq!(state.next_home_requests().tiles.len(), 2);
}

#[test]
fn a_table_that_is_not_used_is_named_and_photos_are_grouped() {
    let (mut state, request, _) = listed(ModelKind::Mixed);
    state.apply(Message::HomeTableRead { request, table: Err(vec!["homes.csv".to_owned()]) }, 0.0);
    assert_eq!(state.homes.notes, [text::homes_table_unused("homes.csv")]);
    assert_eq!(state.next_home_requests().tiles.len(), 2);
    // A decoder that crashes is no reason to price nothing.
    let (mut state, request, _) = listed(ModelKind::Mixed);
    state.apply(Message::HomeFailed { home: request, message: "It ended.".to_owned() }, 0.0);
    assert_eq!(state.homes.notes, ["It ended."]);
    assert_eq!(state.next_home_requests().tiles.len(), 2);
}

#[test]
fn a_model_without_photos_prices_the_table_alone_and_another_model_reads_it_again() {
    let (mut state, request, inputs) = listed(ModelKind::Mlp);
    assert_eq!(inputs.rooms, None);
    state.apply(Message::HomeTableRead { request, table: Ok(Box::new(read(&inputs))) }, 0.0);
    let asked = state.next_home_requests();
    assert_eq!((asked.tiles.len(), asked.prices.len()), (0, 3));
    assert!(asked.prices.iter().all(|(_, home)| home.montage.0.is_empty()));
    // The list is not finished when another model arrives.
    use_model(&mut state, ModelKind::Mixed, &["bedrooms"]);
    let (_, inputs) = state.next_home_requests().tables.unwrap();
    assert_eq!(inputs.attributes, ["bedrooms"]);
    assert!(inputs.rooms.is_some());
    // An answer for the former model is ignored.
    let late = Message::HomeTableRead { request, table: Err(Vec::new()) };
    state.apply(late, 0.0);
    assert!(state.homes.is_reading());
}

#[test]
fn dates_and_yes_and_no_may_be_typed() {
    let mut state = done();
    use_model(&mut state, ModelKind::Mixed, &["sold", "garage", "area"]);
    let mut typed = |index: usize, text: &str| {
        state.set_home_input(Some(index), text.to_owned());
        home_attribute(&state, index)
    };
    assert_eq!(typed(0, "1970-01-01"), Ok(Some(1970.0)));
    assert_eq!((typed(0, "2014.5"), typed(0, "2.7.2014")), (Ok(Some(2014.5)), typed(0, "2014-07-02")));
    assert_eq!((typed(1, "yes"), typed(1, "No")), (Ok(Some(1.0)), Ok(Some(0.0))));
    assert_eq!(typed(2, "1,450"), Ok(Some(1450.0)));
    assert_eq!(typed(2, ""), Ok(None));
    for wrong in ["large", "-3", "inf", "2014-13-01"] {
        assert_eq!(typed(2, wrong), Err(text::why_no_number("area")), "{wrong}");
    }
}
