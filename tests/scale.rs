//! 100,000 houses, 400,000 photos: the largest price list that is read. Nothing here is timed (`cargo bench --bench scale`
//! does that), but a step that compares every house with every other would take hours, and so fail.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

#[path = "../benches/make/lists.rs"]
mod lists;

use facade_data::{
    DatasetError, Finding, Listing, MAX_COLUMNS, MAX_ROWS, Mapping, compare, find_table, list, read_table,
};
use lists::{Listed, ROOMS};

fn listed(Listed { table, paths, position }: &Listed) -> Result<Listing, DatasetError> {
    assert_eq!(find_table(paths), Ok(*position));
    let table = read_table(&paths[*position], table.as_bytes())?;
    list("made up", &table, &Mapping::guess(&table, paths), paths, *position)
}

/// Whether the house at a position has its own photos, in the order of the rooms.
fn has_its_own(listing: &Listing, paths: &[String], position: usize, marks: impl Fn(&str) -> String) {
    let photos: Vec<&str> = listing.photos_of(position).iter().map(|&photo| paths[photo].as_str()).collect();
    for (photo, room) in photos.iter().zip(ROOMS) {
        assert!(photo.ends_with(&marks(room)), "{photo}");
    }
    assert_eq!(photos.len(), ROOMS.len());
}

#[test]
fn photos_are_paired_by_their_own_names() {
    let all = lists::numbered(MAX_ROWS);
    let listing = listed(&all).unwrap();
    assert_eq!((listing.houses.len(), listing.photos.len()), (MAX_ROWS, 4 * MAX_ROWS));
    assert_eq!(listing.report.zip_codes.len(), 2500);
    has_its_own(&listing, &all.paths, 99_999, |room| format!("/100000_{room}.jpg"));
}

#[test]
fn photos_are_paired_by_paths_of_which_only_the_end_is_there() {
    let all = lists::named(MAX_ROWS);
    let listing = listed(&all).unwrap();
    assert_eq!((listing.houses.len(), listing.report.dropped.len()), (MAX_ROWS, 0));
    has_its_own(&listing, &all.paths, 99_999, |room| format!("/100000/{room}.jpg"));
    has_its_own(&listing, &all.paths, 41, |room| format!("/42/{room}.jpg"));
}

#[test]
fn a_name_that_every_folder_has_is_looked_up_once_for_each_row() {
    let mut all = lists::named(MAX_ROWS);
    // No path, so that nothing tells which of them is meant.
    all.table = "id,price,photo\n".to_owned();
    (1..=MAX_ROWS).for_each(|house| all.table += &format!("{house},{},kitchen.jpg\n", 1000 + house));
    let error = listed(&all).unwrap_err();
    assert!(matches!(error, DatasetError::NoNamedPhotos { line: 2, .. }), "{error}");
}

#[test]
fn a_placeholder_in_every_house_is_told_once_for_each() {
    const HOUSES: usize = MAX_ROWS / 4;
    let listing = listed(&lists::numbered(HOUSES)).unwrap();
    let findings = compare(&listing.houses, &listing.rooms, &lists::looks(HOUSES, HOUSES));
    let shared = findings.iter().filter(|finding| matches!(finding, Finding::Shared { identical: true, .. }));
    assert_eq!(shared.count(), HOUSES - 1);
}

#[test]
fn equal_columns_get_different_names() {
    let header = vec!["x"; MAX_COLUMNS].join(",");
    let row = vec!["1"; MAX_COLUMNS].join(",");
    let table = read_table("t.csv", format!("{header}\n{row}\n").as_bytes()).unwrap();
    assert_eq!(table.columns[0], "x");
    assert_eq!(table.columns[MAX_COLUMNS - 1], format!("x ({MAX_COLUMNS})"));
}
