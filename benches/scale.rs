//! How listing, pairing, comparing and reporting grow with the price list, natively: seconds and the most memory held.
//! `cargo bench --profile dev --bench scale`. Lists and names are made up; no photo is read.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

#[path = "make/lists.rs"]
mod lists;

use divan::{AllocProfiler, Bencher};
use facade_app::data_report;
use facade_data::{Listing, Mapping, Rooms, Table, compare, find_table, list, read_table};
use lists::Listed;

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

const HOUSES: [usize; 3] = [1000, 10_000, 100_000];

fn main() {
    divan::main();
}

fn table(listed: &Listed) -> Table {
    read_table(&listed.paths[listed.position], listed.table.as_bytes()).unwrap()
}

fn listing(listed: &Listed, table: &Table) -> Listing {
    let mapping = Mapping::guess(table, &listed.paths);
    list("made up", table, &mapping, &listed.paths, listed.position).unwrap()
}

/// Finds the table among all names, reads it, and pairs photos by their own names.
#[divan::bench(args = HOUSES, sample_count = 3, sample_size = 1)]
fn photos_named_by_number(bencher: Bencher<'_, '_>, houses: usize) {
    let listed = lists::numbered(houses);
    bencher.bench_local(|| {
        assert_eq!(find_table(&listed.paths), Ok(listed.position));
        listing(&listed, &table(&listed))
    });
}

/// The same where the table names its photos, by paths that only their ends tell apart.
#[divan::bench(args = HOUSES, sample_count = 3, sample_size = 1)]
fn photos_named_by_the_table(bencher: Bencher<'_, '_>, houses: usize) {
    let listed = lists::named(houses);
    bencher.bench_local(|| {
        assert_eq!(find_table(&listed.paths), Ok(listed.position));
        listing(&listed, &table(&listed))
    });
}

/// Compares all houses, of which one in ten has the same kitchen, and writes the report.
#[divan::bench(args = HOUSES, sample_count = 2, sample_size = 1)]
fn comparing_and_reporting(bencher: Bencher<'_, '_>, houses: usize) {
    let listed = lists::numbered(houses);
    let Listing { name, rooms, attributes, houses: kept, report, .. } = listing(&listed, &table(&listed));
    let looks = lists::looks(houses, houses / 10);
    let mut data = facade_data::Dataset {
        name,
        rooms: Rooms::new(rooms.words().to_vec()).unwrap(),
        attributes,
        houses: kept,
        montages: Default::default(),
        report,
    };
    bencher.bench_local(|| {
        data.report.findings = compare(&data.houses, &data.rooms, &looks);
        data_report::csv(&data, &Default::default()).len()
    });
}
