//! Categories and dates of a table as attributes: what houses get of them, that networks learn from them, and how a home's are
//! entered.

use std::fmt::Write;
use std::rc::Rc;

use facade_app::home_inputs::{chosen_category, set_category};
use facade_app::state::State;
use facade_data::split::train_test_split;
use facade_data::{
    Dataset, DatasetError, HouseList, Mapping, MappingError, Montages, Table, list_houses, read_table,
};
use facade_nn::training::{Compute, Prepared, Progress, Trainer};
use facade_spec::{Config, Encoding, ModelKind};
use pollster::block_on;

fn paths(houses: usize) -> Vec<String> {
    std::iter::once("f/t.csv".to_owned()).chain((1..=houses).map(|id| format!("f/{id}.jpg"))).collect()
}

fn listed(table: &Table, mapping: &Mapping) -> Result<HouseList, DatasetError> {
    list_houses("f", table, mapping, &paths(table.rows.len()), 0)
}

/// A table of homes whose price depends on their kind and the year of their sale, besides the area.
fn homes(rows: usize) -> Table {
    let mut table = "id,price,area,kind,garden,sold on,zip\n".to_owned();
    for row in 0..rows {
        let random = |salt: usize| (row * 7919 + salt * 104_729) % 1009;
        let (kind, base) = [("flat", 1.0), ("house", 2.0), ("villa", 4.0)][random(1) % 3];
        let (garden, area, year) = (random(2) % 2, 50 + random(3) % 100, 2000 + random(4) % 20);
        let price = 1000.0 * base * area as f64 * (1.0 + 0.05 * (year - 2000) as f64);
        let garden = ["no", "yes"][garden];
        writeln!(table, "{},{price:.0},{area},{kind},{garden},{year}-07-02,{}", row + 1, random(5) % 2)
            .unwrap();
    }
    read_table("f/t.csv", table.as_bytes()).unwrap()
}

#[test]
fn a_category_is_indicators_and_a_date_is_a_year() {
    let table = homes(60);
    let mapping = Mapping::infer(&table, &paths(60));
    assert_eq!((mapping.date, &mapping.attributes[..]), (Some(5), &[2, 3, 4, 5][..]));
    let list = listed(&table, &mapping).unwrap();
    let mut kinds: Vec<&str> = list.attributes[1..4].iter().map(String::as_str).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["kind = flat", "kind = house", "kind = villa"]);
    assert_eq!(
        [&list.attributes[0], &list.attributes[4], &list.attributes[5]],
        ["area", "garden", "sold on"]
    );
    for (house, row) in list.houses.iter().zip(&table.rows) {
        let fields = row.fields.as_ref().unwrap();
        let values: Vec<f64> = house.attributes.iter().map(|value| value.unwrap()).collect();
        for (name, value) in list.attributes[1..4].iter().zip(&values[1..4]) {
            assert_eq!(*value == 1.0, *name == format!("kind = {}", fields[3]), "{name}");
        }
        assert_eq!(values[1..4].iter().sum::<f64>(), 1.0);
        assert_eq!(values[4] == 1.0, fields[4] == "yes");
        let year: f64 = fields[5][..4].parse().unwrap();
        assert!((values[5] - year - 0.5).abs() < 0.01, "{}", values[5]);
    }
}

#[test]
fn too_many_values_are_refused_with_a_sentence() {
    let columns: Vec<String> = (0..6).map(|column| format!("c{column}")).collect();
    let mut text = format!("id,price,{}\n", columns.join(","));
    for row in 1..=120 {
        writeln!(text, "{row},{}{}", 1000 + row, format!(",v{}", row % 10).repeat(6)).unwrap();
    }
    let table = read_table("f/t.csv", text.as_bytes()).unwrap();
    let mapping = Mapping { attributes: (2..8).collect(), ..Mapping::infer(&table, &paths(120)) };
    let error = listed(&table, &mapping).unwrap_err();
    assert_eq!(error, MappingError::TooManyIndicators { attributes: 60 }.into());
    assert!(error.to_string().starts_with("The chosen columns are 60 attributes"), "{error}");
}

/// Mean percentage error on the test houses of a network that sees these columns.
fn test_mape(attributes: &[usize], encoding: Encoding) -> f64 {
    let table = homes(160);
    let mapping = Mapping { attributes: attributes.to_vec(), ..Mapping::infer(&table, &paths(160)) };
    let HouseList { name, rooms, attributes, houses, report, .. } = listed(&table, &mapping).unwrap();
    let mut montages = Montages { tile: 4, photos: rooms.len(), pixels: Vec::new(), ..Default::default() };
    montages.pixels = vec![0; houses.len() * montages.house_bytes()];
    let data = Dataset { name, rooms, attributes, houses, montages, report };
    let config = Config {
        encoding,
        epochs: 60,
        cross_fit_folds: 0,
        calibrate: false,
        ..Config::recipe(ModelKind::Mlp)
    };
    let split = train_test_split(data.houses.len(), config.test_share, config.split_seed).unwrap();
    let prepared =
        Rc::new(block_on(Prepared::new(&config, &Rc::new(data).into(), &split, None, |_| {})).unwrap());
    let mut trainer = Trainer::new(&config, &prepared, &Compute::cpu());
    while block_on(trainer.advance()).unwrap() != Progress::Done {}
    let predicted = block_on(trainer.predictions()).unwrap().test;
    let actual = prepared.houses(&prepared.test);
    let errors = predicted.iter().zip(actual).map(|(price, house)| (price / house.price - 1.0).abs());
    100.0 * errors.sum::<f64>() / predicted.len() as f64
}

#[test]
fn a_network_learns_from_categories_and_dates() {
    for encoding in [Encoding::MinMax, Encoding::Standard, Encoding::Crossed] {
        let area = test_mape(&[2], encoding);
        let with_kind = test_mape(&[2, 3, 4], encoding);
        let with_date = test_mape(&[2, 3, 4, 5], encoding);
        println!("{encoding:?}: area {area:.1} %, and kind {with_kind:.1} %, and date {with_date:.1} %");
        assert!(with_kind < 0.6 * area, "{encoding:?}: {with_kind} with kind, {area} without");
        assert!(with_date < 0.6 * with_kind, "{encoding:?}: {with_date} with date, {with_kind} without");
    }
}

#[test]
fn a_choice_sets_the_indicators_of_a_category() {
    let mut state = State::default();
    assert_eq!(chosen_category(&state, 1, 3), None);
    for (choice, texts) in [
        (Some(2), ["0", "0", "1"]),
        (Some(0), ["1", "0", "0"]),
        (Some(3), ["0", "0", "0"]),
        (None, ["", "", ""]),
    ] {
        set_category(&mut state, 1, 3, choice);
        assert_eq!(state.home.attribute_texts[1..4], texts);
        assert_eq!(chosen_category(&state, 1, 3), choice);
    }
}
