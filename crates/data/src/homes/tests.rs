//! Homes of tables, as they are paired with photos.

use super::*;
use crate::{Mapping, read_table};

fn inputs(rooms: &[&str], attributes: &[&str]) -> HomeInputs {
    let names = |all: &[&str]| all.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    HomeInputs { rooms: Rooms::new(names(rooms)), attributes: names(attributes), ..HomeInputs::default() }
}

fn candidate(text: &str, photos: &[&str], inputs: &HomeInputs) -> (HomesCandidate, Vec<String>) {
    let paths: Vec<String> = ["f/homes.csv"].iter().chain(photos).map(|&path| path.to_owned()).collect();
    let table = read_table("f/homes.csv", text.as_bytes()).unwrap();
    (home_candidates(vec![(table, 0)], None, inputs, &paths).remove(0), paths)
}

fn homes(text: &str, photos: &[&str], inputs: &HomeInputs) -> HomeTable {
    let (candidate, paths) = candidate(text, photos, inputs);
    candidate.homes(inputs, &paths)
}

/// The index of the photo in each room, by name of the home.
fn photos_of(table: &HomeTable) -> Vec<(&str, Vec<Option<usize>>)> {
    table.homes.iter().map(|home| (home.name.as_str(), home.photos.photos.clone())).collect()
}

#[test]
fn a_table_without_prices_is_paired_by_its_ids() {
    let photos = ["f/7_kitchen.jpg", "f/7_front.jpg", "f/12_kitchen.jpg", "f/12_front.jpg", "f/9_front.jpg"];
    let inputs = inputs(&["front", "kitchen"], &["beds", "area"]);
    let table = homes("id,beds,area\n12,3,1450\n7,2,\n9,4,900\n", &photos, &inputs);
    let expected =
        [("12", vec![Some(4), Some(3)]), ("7", vec![Some(2), Some(1)]), ("9", vec![Some(5), None])];
    assert_eq!(photos_of(&table), expected);
    assert!(table.is_clear);
    assert_eq!(table.homes[0].attributes, [Some(3.0), Some(1450.0)]);
    assert_eq!(table.homes[1].attributes, [Some(2.0), None]);
    assert_eq!((table.columns.len(), &table.rows[1]), (3, &vec!["7".to_owned(), "2".into(), String::new()]));
    let pairing = table.pairing.unwrap();
    assert_eq!((pairing.houses, pairing.houses_with_photos, pairing.photos), (3, 3, 5));
}

#[test]
fn a_price_in_the_table_is_no_attribute_and_does_not_matter() {
    let photos = ["f/1.jpg", "f/2.jpg", "f/3.jpg"];
    let inputs = inputs(&["photo"], &["beds"]);
    for price in ["price\n1,5,5\n2,4,6\n3,6,7\n", "price\n1,5,\n2,4,\n3,6,?\n"] {
        let table = homes(&format!("id,beds,{price}"), &photos, &inputs);
        assert!(table.is_clear, "{price}");
        let found: Vec<_> =
            table.homes.iter().map(|home| (home.photos.photos[0], home.attributes[0])).collect();
        assert_eq!(found, [(Some(1), Some(5.0)), (Some(2), Some(4.0)), (Some(3), Some(6.0))]);
        assert!(table.homes.iter().all(|home| home.problem.is_none()));
    }
}

#[test]
fn where_two_ways_fit_it_is_not_clear() {
    let photos: Vec<String> = (1..=12).map(|k| format!("f/{k}.jpg")).collect();
    let photos: Vec<&str> = photos.iter().map(String::as_str).collect();
    let rows: String = (1..=12).map(|row| format!("{},{}\n", row * 5 % 13, 900 + row)).collect();
    let inputs = inputs(&["photo"], &["area"]);
    let (candidate, paths) = candidate(&format!("id,area\n{rows}"), &photos, &inputs);
    assert!(candidate.pairings().len() > 1);
    assert!(!candidate.homes(&inputs, &paths).is_clear);
    // A person says which.
    let by_row = Mapping { id: None, first_row: 1, ..Mapping::default() };
    let chosen = candidate.homes_by(&inputs, &by_row, &paths);
    assert!(chosen.is_clear);
    assert_eq!(chosen.homes[0].photos.photos, [Some(1)]);
    assert_eq!(chosen.homes[0].name, "5", "it is called by its id all the same");
}

#[test]
fn rows_of_one_home_are_one_home_unless_they_differ() {
    let photos: Vec<String> =
        "abcde".chars().flat_map(|home| [1, 2].map(|k| format!("f/{home}{k}.jpg"))).collect();
    let photos: Vec<&str> = photos.iter().map(String::as_str).collect();
    let inputs = inputs(&["front", "kitchen"], &["beds"]);
    let line = |home: char, k: usize| {
        let beds = if (home, k) == ('b', 1) { 9 } else { home as usize - 'a' as usize };
        format!("{home},{home}{k}.jpg,{},{beds}\n", ["front", "kitchen"][k - 1])
    };
    let rows: String = "abcde".chars().flat_map(|home| [1, 2].map(|k| line(home, k))).collect();
    let table = homes(&format!("id,file,room,beds\n{rows}"), &photos, &inputs);
    assert_eq!(table.of_rows, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    assert_eq!(table.homes[0].photos.photos, [Some(1), Some(2)]);
    assert_eq!(table.homes[0].problem, None);
    let problem = table.homes[1].problem.clone().unwrap();
    assert_eq!(problem, "Several rows have the ID b but different values.");
}

/// Without prices, nothing but the other columns says that a zip code is no id.
#[test]
fn folders_of_zip_codes_are_no_homes() {
    let photos: Vec<String> =
        (0..12).map(|k| format!("f/{}/view {}.jpg", 92_276 + k / 4, (b'a' + k as u8) as char)).collect();
    let photos: Vec<&str> = photos.iter().map(String::as_str).collect();
    let rows: String =
        (0..12).map(|k| format!("{},{},{}\n", 92_276 + k / 4, 2 + k % 3, 900 + 7 * k)).collect();
    for attributes in [&[][..], &["beds"]] {
        let inputs = inputs(&["photo_1", "photo_2"], attributes);
        let table = homes(&format!("zip,beds,area\n{rows}"), &photos, &inputs);
        assert!(!table.is_clear, "{attributes:?}");
    }
}

#[test]
fn a_model_without_photos_needs_none() {
    let inputs = inputs(&[], &["beds", "area"]);
    let table = homes("ref,beds\nA-1,3\nA-2,2\n,4\n", &["f/x.jpg"], &inputs);
    assert!(table.is_clear && table.pairing.is_none());
    let found: Vec<_> = table.homes.iter().map(|home| (home.name.as_str(), home.attributes[0])).collect();
    assert_eq!(found, [("A-1", Some(3.0)), ("A-2", Some(2.0)), ("3", Some(4.0))]);
    assert_eq!(table.missing, ["area"]);
}

#[test]
fn of_several_tables_the_one_that_says_more_of_the_homes_is_taken() {
    let inputs = inputs(&["photo"], &["beds", "area"]);
    let tables = [
        ("f/agents.csv", "name,phone\nAnn,5551\nBob,5552\n"),
        ("f/old.csv", "id,beds,area\n1,2,3\n2,3,4\n3,4,5\n"),
        ("f/prices.csv", "id,beds,area,price\n1,2,3,9\n2,3,4,8\n3,4,5,7\n"),
        ("f/homes.csv", "id,beds,area\n1,2,3\n2,3,4\n3,4,5\n"),
        ("f/beds.csv", "id,beds\n1,2\n2,3\n3,4\n"),
        ("f/sample_submission.csv", "id,price\n1,2\n2,3\n3,4\n"),
    ];
    let mut paths: Vec<String> = tables.iter().map(|(path, _)| (*path).to_owned()).collect();
    paths.extend((1..=3).map(|k| format!("f/{k}.jpg")));
    let read = |(position, (path, text)): (usize, &(&str, &str))| {
        (read_table(path, text.as_bytes()).unwrap(), position)
    };
    let candidates = home_candidates(tables.iter().enumerate().map(read).collect(), None, &inputs, &paths);
    assert_eq!(choose_homes(&candidates), Some((3, vec![1, 2])), "the others say less");
    assert_eq!(choose_homes(&candidates[..1]), None);
}
