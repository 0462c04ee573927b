//! The ways in which people name photos, each with a counter-example.

mod broken;
mod by_name;
mod by_table;
mod numbers;
mod property;

use super::*;
use crate::{Table, read_table};

/// A folder: the table `f/t.csv` and the other files below `f`.
struct Folder {
    table: Table,
    paths: Vec<String>,
}

impl Folder {
    fn new(table: &str, files: impl IntoIterator<Item = String>) -> Self {
        let mut paths = vec!["f/t.csv".to_owned()];
        paths.extend(files.into_iter().map(|file| format!("f/{file}")));
        Folder { table: read_table("f/t.csv", table.as_bytes()).unwrap(), paths }
    }

    fn hypotheses(&self) -> Vec<Pairing> {
        hypotheses(&self.table, &self.paths, 0)
    }

    /// The best hypothesis, which has to be clear, and the same again if its mapping is carried out.
    fn clear(&self) -> Pairing {
        let found = self.hypotheses();
        assert!(
            is_clear(&found),
            "not clear: {:?}",
            found.iter().map(|p| (&p.mapping, &p.evidence)).collect::<Vec<_>>()
        );
        let again = pair(&self.table, &found[0].mapping, &self.paths, 0);
        assert_eq!(again.photos, found[0].photos, "{:?}", found[0].mapping);
        assert_eq!(again.missing, found[0].missing);
        assert_eq!(found[0].mapping.check(&self.table), Ok(()));
        found[0].clone()
    }

    fn is_unclear(&self) -> Vec<Pairing> {
        let found = self.hypotheses();
        assert!(!is_clear(&found), "clear: {:?} {:?}", found[0].mapping, found[0].evidence);
        found
    }

    /// The photos of a row: room and path below the folder.
    fn photos<'a>(&'a self, pairing: &'a Pairing, row: usize) -> Vec<(&'a str, &'a str)> {
        let of_row = pairing.photos.iter().filter(|photo| photo.row == row);
        of_row.map(|photo| (photo.room.as_str(), &self.paths[photo.path][2..])).collect()
    }
}

/// A table of `count` houses with the ids that `id` gives, an area and a price; the price is in the last column.
fn houses(count: usize, id: impl Fn(usize) -> String) -> String {
    let row = |k: usize| format!("\"{}\",{},{}\n", id(k), 800 + 37 * k % 900, 200_000 + 5_003 * k);
    format!("id,sqft,price\n{}", (0..count).map(row).collect::<String>())
}

/// Ids in no order that are not the numbers of rows.
fn shuffled(k: usize) -> usize {
    100 + (k * 7) % 40
}

/// The files that `name` gives for the ids of 40 houses and these rooms.
fn files(rooms: &[&str], name: impl Fn(usize, &str) -> String) -> Vec<String> {
    (0..40).flat_map(|k| rooms.iter().map(|room| name(shuffled(k), room)).collect::<Vec<_>>()).collect()
}

fn table() -> String {
    houses(40, |k| shuffled(k).to_string())
}
