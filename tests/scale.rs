//! The largest price list that is accepted: 100,000 houses, 400,000 photos. Nothing is timed here (`cargo bench --bench scale` does
//! that), but a quadratic step would take hours.

#[path = "../benches/make/lists.rs"]
mod lists;

use facade_data::{
    DataIssue, DatasetError, HouseList, MAX_COLUMNS, MAX_ROWS, Mapping, find_issues, find_table, list_houses,
    read_table,
};
use lists::{Listed, ROOMS};

fn listed(Listed { table, paths, position }: &Listed) -> Result<HouseList, DatasetError> {
    assert_eq!(find_table(paths), Ok(*position));
    let table = read_table(&paths[*position], table.as_bytes())?;
    list_houses("made up", &table, &Mapping::infer(&table, paths), paths, *position)
}

/// Asserts that a house has its own photos, in the order of the rooms.
fn assert_own_photos(
    listing: &HouseList,
    paths: &[String],
    position: usize,
    suffix: impl Fn(&str) -> String,
) {
    let photos: Vec<&str> =
        listing.photos_of(position).iter().flatten().map(|&photo| paths[photo].as_str()).collect();
    for (photo, room) in photos.iter().zip(ROOMS) {
        assert!(photo.ends_with(&suffix(room)), "{photo}");
    }
    assert_eq!(photos.len(), ROOMS.len());
}

#[test]
fn photos_are_paired_by_their_names() {
    let all = lists::numbered(MAX_ROWS);
    let listing = listed(&all).unwrap();
    assert_eq!((listing.houses.len(), listing.photos.len()), (MAX_ROWS, 4 * MAX_ROWS));
    assert_eq!(listing.report.zip_codes.len(), 2500);
    assert_own_photos(&listing, &all.paths, 99_999, |room| format!("/100000_{room}.jpg"));
}

#[test]
fn photos_are_paired_by_the_ends_of_paths() {
    let all = lists::named(MAX_ROWS);
    let listing = listed(&all).unwrap();
    assert_eq!((listing.houses.len(), listing.report.dropped.len()), (MAX_ROWS, 0));
    assert_own_photos(&listing, &all.paths, 99_999, |room| format!("/100000/{room}.jpg"));
    assert_own_photos(&listing, &all.paths, 41, |room| format!("/42/{room}.jpg"));
}

#[test]
fn a_name_that_is_in_every_folder_is_looked_up_once_per_row() {
    let mut all = lists::named(MAX_ROWS);
    // Names without paths are ambiguous.
    all.table = "id,price,photo\n".to_owned();
    (1..=MAX_ROWS).for_each(|house| all.table += &format!("{house},{},kitchen.jpg\n", 1000 + house));
    // The folders are called like the ids.
    let listing = listed(&all).unwrap();
    assert_eq!(listing.houses.len(), MAX_ROWS);
    assert_own_photos(&listing, &all.paths, 99_999, |room| format!("/100000/{room}.jpg"));
}

#[test]
fn a_placeholder_photo_in_every_house_is_reported_once_per_house() {
    const HOUSES: usize = MAX_ROWS / 4;
    let listing = listed(&lists::numbered(HOUSES)).unwrap();
    let findings = find_issues(&listing.houses, &listing.rooms, &lists::descriptors(HOUSES, HOUSES));
    let shared =
        findings.iter().filter(|finding| matches!(finding, DataIssue::Shared { identical: true, .. }));
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
