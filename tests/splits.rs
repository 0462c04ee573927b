//! Splits by area, by copies and by date, against scikit-learn; and what a date of a table becomes.

use facade_data::split::{Fold, Split, SplitBy, SplitError, SplitRule, groups, split_houses, undated};
use facade_data::{
    DataIssue, DataReport, Dataset, House, HouseId, Mapping, Montages, Rooms, list_houses, read_table,
};
use facade_record::{Record, pack, unpack};
use facade_spec::Config;
use serde::Deserialize;

/// A case of `fixtures/splits.json`; `make_splits.py` says what it holds.
#[derive(Deserialize)]
struct Case {
    areas: Vec<String>,
    pairs: Vec<[usize; 2]>,
    share: f64,
    seed: u32,
    area: Vec<usize>,
    area_folds: Vec<Vec<usize>>,
    copies: Vec<usize>,
    copies_folds: Vec<Vec<usize>>,
}

fn dataset(houses: Vec<House>, pairs: &[[usize; 2]]) -> Dataset {
    let shared = |pair: &[usize; 2]| DataIssue::Shared {
        houses: pair.map(|position| houses[position].id.clone()),
        rooms: vec!["kitchen".to_owned()],
        identical: true,
    };
    let report = DataReport { issues: pairs.iter().map(shared).collect(), ..DataReport::default() };
    Dataset {
        name: String::new(),
        rooms: Rooms::default(),
        attributes: Vec::new(),
        houses,
        montages: Montages::default(),
        report,
    }
}

fn house(number: usize, zip_code: &str, date: Option<i32>) -> House {
    House {
        id: HouseId::from(number as u32 + 1),
        price: 1e5,
        zip_code: zip_code.to_owned(),
        attributes: Vec::new(),
        date,
        missing_photos: Vec::new(),
    }
}

#[test]
fn groups_are_split_and_folded_as_scikit_learn_does() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/splits.json");
    let cases: Vec<Case> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(cases.len(), 30);
    for (number, case) in cases.iter().enumerate() {
        let houses = case.areas.iter().enumerate().map(|(number, area)| house(number, area, None)).collect();
        let data = dataset(houses, &case.pairs);
        for (by, test, folds) in [
            (SplitBy::Area, &case.area, &case.area_folds),
            (SplitBy::Copies, &case.copies, &case.copies_folds),
        ] {
            let rule = SplitRule { by, test_share: case.share, seed: case.seed };
            let split = split_houses(&data, &[], rule).unwrap();
            assert_eq!(&split.test, test, "case {number} by {by:?}");
            let groups = groups(&data, by).unwrap();
            for (at, fold) in folds.iter().enumerate() {
                let fold_of = Fold { number: at, of: folds.len(), seed: case.seed.wrapping_add(1) };
                let found = split.fold(fold_of, Some(&groups)).unwrap();
                assert_eq!(&found.test, fold, "case {number} by {by:?}, fold {at}");
                let together = |set: &[usize], other: &[usize]| {
                    set.iter().all(|a| other.iter().all(|b| groups[*a] != groups[*b]))
                };
                assert!(together(&found.train, &found.test));
                let held_out = split.hold_out(0.3, 1, Some(&groups));
                assert!(held_out.is_ok_and(|parts| together(&parts.train, &parts.test)));
            }
        }
    }
}

#[test]
fn the_latest_houses_are_tested_on_and_a_day_is_not_divided() {
    // The latest three of ten dated houses begin within the day 7, which has three houses.
    let dates =
        [Some(9), Some(1), None, Some(7), Some(2), Some(7), Some(3), Some(8), Some(7), Some(4), Some(-5)];
    let houses = dates.iter().enumerate().map(|(number, date)| house(number, "", *date)).collect();
    let data = dataset(houses, &[]);
    let by_date = |test_share| split_houses(&data, &[], SplitRule { by: SplitBy::Date, test_share, seed: 1 });
    let split = by_date(0.3).unwrap();
    assert_eq!(split, Split { train: vec![1, 4, 6, 9, 10], test: vec![0, 3, 5, 7, 8] });
    assert_eq!(undated(&data.houses, SplitBy::Date), 1);
    assert_eq!(undated(&data.houses, SplitBy::Random), 0);
    assert_eq!(by_date(0.11).unwrap().test, [0, 7], "rounded up");
    assert_eq!(by_date(0.95), Err(SplitError::NoneEarlier));
    assert_eq!(by_date(1.0), Err(SplitError::Share(1.0)));
    // Excluded houses do not move the others.
    let rule = SplitRule { by: SplitBy::Date, test_share: 0.3, seed: 1 };
    let without = split_houses(&data, &[HouseId::from(1), HouseId::from(2)], rule).unwrap();
    assert_eq!(without, Split { train: vec![4, 6, 9, 10], test: vec![3, 5, 7, 8] });
}

#[test]
fn what_cannot_be_split_is_an_error() {
    let split = |data: &Dataset, by| split_houses(data, &[], SplitRule { by, test_share: 0.25, seed: 42 });
    let plain = dataset((0..9).map(|number| house(number, "", None)).collect(), &[]);
    assert_eq!(split(&plain, SplitBy::Date), Err(SplitError::NoDates));
    assert_eq!(split(&plain, SplitBy::Area), Err(SplitError::NoAreas));
    assert_eq!(split(&plain, SplitBy::Copies).unwrap().test.len(), 3, "no copies: each by itself");
    let one = dataset((0..9).map(|number| house(number, "X", Some(5))).collect(), &[]);
    assert_eq!(split(&one, SplitBy::Date), Err(SplitError::NoneEarlier));
    assert_eq!(split(&one, SplitBy::Area), Err(SplitError::NoGroupToTrainOn { groups: 1, share: 0.25 }));
    let none = dataset(Vec::new(), &[]);
    for by in [SplitBy::Random, SplitBy::Date, SplitBy::Area, SplitBy::Copies] {
        assert_eq!(split(&none, by), Err(SplitError::NoHouses), "{by:?}");
    }
    let areas = dataset((0..9).map(|number| house(number, ["A", "B", "C"][number % 3], None)).collect(), &[]);
    let found = split(&areas, SplitBy::Area).unwrap();
    let groups = groups(&areas, SplitBy::Area);
    assert_eq!(
        found.fold(Fold { number: 0, of: 3, seed: 1 }, groups.as_deref()),
        Err(SplitError::GroupFolds { folds: 3, groups: 2 })
    );
}

fn listed(table: &str) -> (Mapping, Vec<House>) {
    let table = read_table("f/t.csv", table.as_bytes()).unwrap();
    let paths: Vec<String> =
        std::iter::once("f/t.csv".to_owned()).chain((1..=6).map(|id| format!("f/{id}.jpg"))).collect();
    let mapping = Mapping::infer(&table, &paths);
    let houses = list_houses("f", &table, &mapping, &paths, 0).unwrap().houses;
    (mapping, houses)
}

#[test]
fn the_date_of_the_sale_is_inferred_and_read() {
    let rows = |cells: [&str; 6]| -> String {
        let row = |(id, cells): (usize, &str)| format!("{id},{},{cells}\n", 1000 * id);
        (1..).zip(cells).map(row).collect()
    };
    let days = |houses: &[House]| houses.iter().map(|house| house.date).collect::<Vec<_>>();
    let table = "id,price,built on,listed,date sold\n".to_owned()
        + &rows([
            "1970-01-02,2020-01-01,1970-01-02",
            "1971-01-02,2020-01-02,",
            "1972-01-02,2020-01-03,1969-12-31",
            "1973-01-02,2020-01-04,2014-10-13",
            "1974-01-02,2020-01-05,2000-02-29",
            "1975-01-02,2020-01-06,unknown",
        ]);
    let (mapping, houses) = listed(&table);
    assert_eq!(mapping.date, Some(4));
    assert_eq!(days(&houses), [Some(1), None, Some(-1), Some(16_356), Some(11_017 - 1), None]);
    let listing = table.replace("date sold", "date built");
    assert_eq!(listed(&listing).0.date, Some(3));
    // Where day and month may be swapped, nobody knows which is earlier.
    let ambiguous = "id,price,date\n".to_owned()
        + &rows(["01/02/2020", "03/04/2020", "05/06/2020", "07/08/2020", "09/10/2020", "11/12/2020"]);
    assert_eq!(listed(&ambiguous).0.date, None);
    let clear = ambiguous.replace("11/12/2020", "11/13/2020");
    assert_eq!(listed(&clear).0.date, Some(2));
    // A year that somebody has chosen counts from its first day.
    let years = "id,price,YrSold\n".to_owned() + &rows(["1970", "1971", "1972", "", "1969", "2000"]);
    let read = read_table("f/t.csv", years.as_bytes()).unwrap();
    let paths: Vec<String> = (1..=6).map(|id| format!("f/{id}.jpg")).collect();
    let mapping = Mapping { date: Some(2), attributes: Vec::new(), ..Mapping::infer(&read, &paths) };
    let houses = list_houses("f", &read, &mapping, &paths, usize::MAX).unwrap().houses;
    assert_eq!(days(&houses), [Some(0), Some(365), Some(730), None, Some(-365), Some(10_957)]);
}

#[test]
fn a_date_is_stored_and_sent_and_records_without_dates_stay_as_they_were() {
    let data = |date| dataset(vec![house(0, "X", date), house(1, "", None)], &[]);
    let dated = data(Some(-3));
    assert_eq!(unpack::<Dataset>(&pack(&dated).unwrap()), Ok(dated.clone()));
    let bytes: Vec<u8> = postcard::to_stdvec(&dated).unwrap();
    assert_eq!(postcard::from_bytes::<Dataset>(&bytes), Ok(dated));
    let plain = pack(&data(None)).unwrap();
    assert!(!plain.windows(4).any(|word| word == b"date"), "{}", Dataset::KIND.name);
    let bytes = postcard::to_stdvec(&data(None)).unwrap();
    assert_eq!(postcard::from_bytes::<Dataset>(&bytes), Ok(data(None)));
}

#[test]
fn a_share_of_the_training_houses_is_part_of_a_larger_share() {
    let data = facade_imaging::sample::dataset(8);
    for split_by in [SplitBy::Random, SplitBy::Area] {
        let split = |train_share| {
            let config = Config { train_share, split_by, ..Config::default() };
            config.split(&data, &[]).unwrap()
        };
        let [quarter, half, all] = [0.25, 0.5, 1.0].map(split);
        assert_eq!((quarter.test.clone(), half.test.clone()), (all.test.clone(), all.test.clone()));
        assert_eq!(half.train.len(), (all.train.len() as f64 / 2.0).round() as usize);
        assert!(quarter.train.iter().all(|house| half.train.contains(house)));
        assert!(half.train.iter().all(|house| all.train.contains(house)));
        assert_ne!(half.train, all.train[..half.train.len()], "drawn at random, not the first of the table");
    }
    let config = Config { train_share: 1e-9, ..Config::default() };
    assert_eq!(config.split(&data, &[]).unwrap().train.len(), 2);
}
