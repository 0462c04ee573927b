//! Measures natively how listing, pairing, comparing and reporting scale with the price list: time and peak memory.
//! `cargo bench --profile dev --bench scale`. Lists and names are generated; no photo is read.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

#[path = "make/lists.rs"]
mod lists;

use divan::{AllocProfiler, Bencher};
use facade_app::data_report;
use facade_data::{HouseList, Mapping, Rooms, Table, find_issues, find_table, list_houses, read_table};
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

fn listing(listed: &Listed, table: &Table) -> HouseList {
    let mapping = Mapping::infer(table, &listed.paths);
    list_houses("made up", table, &mapping, &listed.paths, listed.position).unwrap()
}

/// Finds the table among all files, reads it, and pairs photos by their names.
#[divan::bench(args = HOUSES, sample_count = 3, sample_size = 1)]
fn photos_named_by_number(bencher: Bencher<'_, '_>, houses: usize) {
    let listed = lists::numbered(houses);
    bencher.bench_local(|| {
        assert_eq!(find_table(&listed.paths), Ok(listed.position));
        listing(&listed, &table(&listed))
    });
}

/// The same for a table that names its photos, with paths that differ only at the end.
#[divan::bench(args = HOUSES, sample_count = 3, sample_size = 1)]
fn photos_named_by_the_table(bencher: Bencher<'_, '_>, houses: usize) {
    let listed = lists::named(houses);
    bencher.bench_local(|| {
        assert_eq!(find_table(&listed.paths), Ok(listed.position));
        listing(&listed, &table(&listed))
    });
}

/// Compares the photos of all houses, of which one in ten has the same kitchen, and writes the report.
#[divan::bench(args = HOUSES, sample_count = 2, sample_size = 1)]
fn comparing_and_reporting(bencher: Bencher<'_, '_>, houses: usize) {
    let listed = lists::numbered(houses);
    let HouseList { name, rooms, attributes, houses: kept, report, .. } = listing(&listed, &table(&listed));
    let descriptors = lists::descriptors(houses, houses / 10);
    let mut data = facade_data::Dataset {
        name,
        rooms: Rooms::new(rooms.names().to_vec()).unwrap(),
        attributes,
        houses: kept,
        montages: Default::default(),
        report,
    };
    bencher.bench_local(|| {
        data.report.issues = find_issues(&data.houses, &data.rooms, &descriptors);
        data_report::csv(&data, &Default::default(), &[]).len()
    });
}
