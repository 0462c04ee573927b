//! Any bytes as a price list with a few photos: the result is houses or an error.
#![no_main]

use facade_data::{Mapping, list_houses, read_table};
use facade_fuzz::{MAX_MEMORY, seed, seeds, within};

const NAMES: [&str; 3] = ["f/HousesInfo.txt", "f/prices.csv", "f/prices.tsv"];
const PHOTOS: [&str; 8] = [
    "f/1_kitchen.jpg",
    "f/1_bath.jpg",
    "f/2_kitchen.jpg",
    "f/2_bath.jpg",
    "f/3_kitchen.png",
    "f/front.webp",
    "f/more/front.webp",
    "f/100/a.jpg",
];

libfuzzer_sys::fuzz_target!(init: seed(seeds::tables()), |bytes: &[u8]| {
    let [which, bytes @ ..] = bytes else { return };
    let name = NAMES[usize::from(*which) % NAMES.len()];
    let paths: Vec<String> = [name].iter().chain(&PHOTOS).map(|&path| path.to_owned()).collect();
    within(MAX_MEMORY, || {
        let table = match read_table(name, bytes) {
            Ok(table) => table,
            Err(problem) => return assert!(problem.to_string().ends_with('.')),
        };
        let mapping = Mapping::infer(&table, &paths);
        assert_eq!(mapping.check(&table), Ok(()), "a guess is always possible");
        match list_houses("f", &table, &mapping, &paths, 0) {
            Ok(listing) => {
                assert!(!listing.houses.is_empty());
                assert_eq!(listing.photos.len(), listing.houses.len() * listing.rooms.len());
                assert!(listing.photos.iter().flatten().all(|&photo| photo < paths.len()));
                assert!(listing.houses.iter().all(|house| house.price > 0.0 && house.price.is_finite()));
                assert_eq!(listing.report.after.houses, listing.houses.len());
            }
            Err(problem) => assert!(problem.to_string().ends_with('.'), "{problem}"),
        }
    });
});
