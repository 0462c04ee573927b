//! Any file names with any price list or any rooms: photos are paired with rows, and homes with their photos.
#![no_main]

use std::collections::BTreeSet;

use facade_app::home_export::{priced_rows, rows_csv};
use facade_app::homes::group_photos;
use facade_app::state::State;
use facade_data::{HomeInputs, Mapping, Rooms, find_tables, houses_by_photos, list_houses, read_table};
use facade_fuzz::{MAX_MEMORY, checks, seed, seeds, within};

/// The largest number of names per input, so that an execution is short. Quadratic growth still shows.
const NAMES: usize = 2000;

libfuzzer_sys::fuzz_target!(init: seed(seeds::pairings()), |bytes: &[u8]| {
    // Names, one per line, up to the first zero; then the table, or rooms.
    let [kind, bytes @ ..] = bytes else { return };
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let names = String::from_utf8_lossy(&bytes[..end]);
    let names = names.lines().take(NAMES).map(str::to_owned);
    let rest = bytes.get(end + 1..).unwrap_or_default();
    within(MAX_MEMORY, || match kind {
        0 => rows([String::from("f/prices.csv")].into_iter().chain(names).collect(), rest),
        _ => homes(names.collect(), &String::from_utf8_lossy(rest)),
    });
});

fn rows(paths: Vec<String>, bytes: &[u8]) {
    let table = match read_table(&paths[0], bytes) {
        Ok(table) => table,
        Err(problem) => return assert!(problem.to_string().ends_with('.')),
    };
    let mapping = Mapping::infer(&table, &paths);
    assert_eq!(mapping.check(&table), Ok(()), "the inferred mapping is always valid");
    match list_houses("f", &table, &mapping, &paths, 0) {
        Ok(listing) => {
            let each = listing.rooms.len();
            assert_eq!(listing.photos.len(), listing.houses.len() * each);
            assert!(listing.photos.iter().flatten().all(|&photo| photo < paths.len() && photo > 0));
            // A table may name one photo for two rooms, which is reported once the photos are read.
            let by_name = mapping.photos.is_empty();
            for (photos, house) in listing.photos.chunks_exact(each).zip(&listing.houses) {
                let present = photos.iter().flatten();
                assert_eq!(present.clone().count() + house.missing_photos.len(), each);
                let different = present.clone().collect::<BTreeSet<_>>().len();
                assert!(!by_name || different == present.count(), "a photo shows two rooms");
            }
            assert_eq!(listing.report.after.houses, listing.houses.len());
        }
        Err(problem) => assert!(problem.to_string().ends_with('.'), "{problem}"),
    }
}

fn homes(paths: Vec<String>, words: &str) {
    // The rooms in a model file can be any text.
    let rooms = Rooms::new(words.lines().map(str::to_owned).collect()).unwrap_or_default();
    let groups = group_photos(&paths, &rooms);
    let mut taken = BTreeSet::new();
    for group in &groups {
        assert_eq!(group.photos.photos.len(), rooms.len());
        assert_eq!(
            group.missing(&rooms).len(),
            group.photos.photos.iter().filter(|photo| photo.is_none()).count()
        );
        for photo in group.photos.photos.iter().flatten() {
            assert!(*photo < paths.len() && taken.insert(*photo), "a photo shows two rooms");
        }
    }
    // Without a table each photo belongs to one house.
    let mut housed = BTreeSet::new();
    for house in houses_by_photos(&paths) {
        assert!(!house.photos.is_empty() && house.price.is_none_or(|price| price.is_finite() && price > 0.0));
        for (_, photo) in house.photos {
            assert!(photo < paths.len() && housed.insert(photo), "a photo shows two houses");
        }
    }
    // Without a model the page uses the rooms of the tutorial.
    let mut state = State::default();
    let has_tables = find_tables(&paths).is_ok();
    if state.list_homes(paths, Vec::new()).is_ok() {
        assert!(has_tables || !state.homes.all.is_empty());
        checks::table(&rows_csv(&priced_rows(&state.homes.all, None, &HomeInputs::default())));
    }
}
