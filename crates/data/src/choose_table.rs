//! Which of several tables is the price list.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::houses::TableHouses;
use super::pairing::{FileLookup, file_names, looks_like_photo};
use super::photo_list::PhotoLists;
use super::table_names::{is_outdated, version};
use super::{
    House, HouseId, Pairing, PairingPreview, Table, TableFormat, hypotheses, is_clear, looks_like_template,
};

/// A table that may be the price list.
#[derive(Debug)]
pub struct TableCandidate {
    /// The table.
    pub table: Table,
    /// Its index in the list of paths.
    pub position: usize,
    /// Index of the list of photos beside it in the list of paths.
    pub photo_list: Option<usize>,
    /// The ways to pair photos with its rows, the best first.
    pub pairings: Vec<Pairing>,
    /// Whether it looks like a template for predictions.
    is_template: bool,
    rank: Rank,
}

/// Greater is better. The tutorial's table goes first; a template for predictions is taken only if there is nothing
/// else. A word for the price counts more than all that follows: phone numbers and widths of photos fit as many photos.
/// Then tables go before those that are called old or copies, then the number of houses with a price and a photo
/// decides, then the newest year or version in the name, then the number of houses with a price.
type Rank = (bool, bool, Reverse<bool>, bool, bool, Reverse<bool>, usize, Vec<u64>, usize);

/// Number of tables that are read to find the price list.
pub const MAX_CANDIDATES: usize = 12;

impl TableCandidate {
    /// Pairs photos with the rows of a table; both indices are in `paths`.
    pub fn new(table: Table, position: usize, photo_list: Option<usize>, paths: &[String]) -> Self {
        let path = paths.get(position).map_or("", String::as_str);
        let pairings = hypotheses(&table, paths, position);
        let preview = pairings.first().map(|best| PairingPreview::of(&table, best, paths));
        let count = |of: fn(&PairingPreview) -> usize| preview.as_ref().map_or(0, of);
        let rank = (
            table.format == TableFormat::HousesInfo,
            count(|preview| preview.houses) > 0,
            Reverse(looks_like_template(path)),
            pairings.first().is_some_and(|best| best.price_is_named),
            count(|preview| preview.houses_with_photos) > 0,
            Reverse(is_outdated(path)),
            count(|preview| preview.houses_with_photos),
            version(path),
            count(|preview| preview.houses),
        );
        let is_template = looks_like_template(path);
        TableCandidate { table, position, photo_list, pairings, is_template, rank }
    }

    /// Whether photos are paired by the list of photos beside the table.
    fn uses_photo_list(&self) -> bool {
        let best = self.pairings.first();
        best.is_some_and(|best| best.mapping.used_photo_list(&self.table.reading).is_some())
    }

    /// Marks the best pairing as doubtful if another table names the photos that it pairs by small numbers: that table may
    /// say whose they are, in a way that is not understood.
    fn doubt_if_named(&mut self, named: &[(usize, HashSet<usize>)]) {
        let Some(best) = self.pairings.first_mut().filter(|best| best.is_by_small_number()) else { return };
        let names_most = |names: &HashSet<usize>| {
            2 * best.photos.iter().filter(|photo| names.contains(&photo.path)).count() > best.photos.len()
        };
        let is_used = |table: usize| table == self.position || Some(table) == self.photo_list;
        if named.iter().any(|(table, names)| !is_used(*table) && names_most(names)) {
            best.doubt();
        }
    }

    /// Whether it is more likely to be the price list. On ties, neither is.
    fn is_better_than(&self, other: &TableCandidate) -> bool {
        self.rank > other.rank
    }

    /// Whether both are price lists and one gives another price than the other, for the same id or for the same photo.
    /// Then nobody knows which prices are right, and no pairing is clear.
    fn conflicts_with(&self, other: &TableCandidate) -> bool {
        let (Some(ours), Some(theirs)) = (self.pairings.first(), other.pairings.first()) else {
            return false;
        };
        if !ours.price_is_named || !theirs.price_is_named {
            return false;
        }
        let (our_rows, their_rows) = (ours.mapping.houses(&self.table), theirs.mapping.houses(&other.table));
        let differ = |a: f64, b: f64| (a - b).abs() > 1e-9 * a.abs().max(b.abs());
        if ours.mapping.id.is_some() && theirs.mapping.id.is_some() {
            let prices: HashMap<&HouseId, f64> =
                our_rows.usable().map(|house| (&house.id, house.price)).collect();
            let is_other =
                |house: &House| prices.get(&house.id).is_some_and(|&price| differ(price, house.price));
            if their_rows.usable().any(is_other) {
                return true;
            }
        }
        let price_of = |rows: &TableHouses, row: usize| rows.of_row(row).map(|house| house.price);
        let by_photo: HashMap<usize, f64> = ours
            .photos
            .iter()
            .filter_map(|photo| Some((photo.path, price_of(&our_rows, photo.row)?)))
            .collect();
        theirs.photos.iter().any(|photo| {
            let prices = by_photo.get(&photo.path).zip(price_of(&their_rows, photo.row));
            prices.is_some_and(|(&price, other)| differ(price, other))
        })
    }
}

/// The tables, each with its index in `paths`, as candidates. A table with a list of photos beside it is joined with that,
/// unless it is certain that the photos belong to houses in another way. Lists are among `lists` or, without them, among the
/// tables.
pub fn table_candidates(
    tables: Vec<(Table, usize)>,
    lists: Option<&[(Table, usize)]>,
    paths: &[String],
) -> Vec<TableCandidate> {
    let joined: Vec<Option<(Table, usize)>> = {
        let lists = PhotoLists::find(lists.unwrap_or(&tables), paths);
        tables.iter().map(|(table, position)| lists.join(table, *position, paths)).collect()
    };
    let named = named_photos(lists.unwrap_or(&tables), paths);
    let candidate = |((table, position), joined): ((Table, usize), Option<(Table, usize)>)| {
        let joined = joined.map(|(table, list)| TableCandidate::new(table, position, Some(list), paths));
        let joined = joined.filter(|joined| joined.uses_photo_list() || !is_clear(&joined.pairings));
        let mut found = joined.unwrap_or_else(|| TableCandidate::new(table, position, None, paths));
        found.doubt_if_named(&named);
        found
    };
    tables.into_iter().zip(joined).map(candidate).collect()
}

/// Rows of a table that are searched for names of photos.
const MAX_SEARCHED: usize = 5000;

/// The photos that each table names, by their indices in `paths`.
fn named_photos(tables: &[(Table, usize)], paths: &[String]) -> Vec<(usize, HashSet<usize>)> {
    let of_table = |(table, position): &(Table, usize)| {
        let files = FileLookup::new(paths, *position);
        let rows = table.rows.iter().filter_map(|row| row.fields.as_ref().ok()).take(MAX_SEARCHED);
        let cells = rows.flatten().chain(&table.columns).filter(|cell| cell.contains('.'));
        let names = cells.flat_map(|cell| file_names(cell, &files)).filter(|name| looks_like_photo(name));
        (*position, names.filter_map(|name| files.find(&name).file()).collect())
    };
    // A single table is the price list.
    if tables.len() > 1 { tables.iter().map(of_table).collect() } else { Vec::new() }
}

/// Chooses the price list: its index, and the indices of other tables that give other prices for the same houses.
/// `None` if there is no table.
pub fn choose_table(candidates: &[TableCandidate]) -> Option<(usize, Vec<usize>)> {
    let mut best = 0;
    for (index, candidate) in candidates.iter().enumerate().skip(1) {
        if candidate.is_better_than(candidates.get(best)?) {
            best = index;
        }
    }
    let chosen = candidates.get(best)?;
    let conflicts = |(_, other): &(usize, &TableCandidate)| {
        other.position != chosen.position && !other.is_template && chosen.conflicts_with(other)
    };
    Some((best, candidates.iter().enumerate().filter(conflicts).map(|(index, _)| index).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_table;

    fn candidates(tables: &[(&str, &str)], photos: &[String]) -> Vec<TableCandidate> {
        let mut paths: Vec<String> = tables.iter().map(|(path, _)| (*path).to_owned()).collect();
        paths.extend(photos.iter().cloned());
        let read = |(position, (path, text)): (usize, &(&str, &str))| {
            (read_table(path, text.as_bytes()).unwrap(), position)
        };
        table_candidates(tables.iter().enumerate().map(read).collect(), None, &paths)
    }

    fn rows(header: &str, ids: std::ops::RangeInclusive<usize>, row: impl Fn(usize) -> String) -> String {
        format!("{header}\n{}", ids.map(|k| row(k) + "\n").collect::<String>())
    }

    fn photos(count: usize) -> Vec<String> {
        (1..=count).map(|k| format!("f/{k}.jpg")).collect()
    }

    fn prices(ids: std::ops::RangeInclusive<usize>, more: usize) -> String {
        rows("id,price", ids, |k| format!("{k},{}", 300_000 + k * 7919 % 90_000 + more))
    }

    #[test]
    fn a_word_for_the_price_counts_more_than_photos() {
        let agents = rows("id,name,phone", 1..=8, |k| format!("{k},Ann,555000{k}"));
        let found = candidates(&[("f/a.csv", &agents), ("f/b.csv", &prices(1..=6, 0))], &photos(8));
        assert!(found[1].is_better_than(&found[0]) && !found[0].is_better_than(&found[1]));
        assert!(!found[0].conflicts_with(&found[1]), "the first has no prices");
    }

    #[test]
    fn newer_tables_go_first() {
        let better = |a: &str, b: &str| {
            let table = prices(1..=6, 0);
            let found = candidates(&[(a, &table), (b, &prices(1..=8, 0))], &photos(6));
            found[0].is_better_than(&found[1]) && !found[1].is_better_than(&found[0])
        };
        assert!(
            better("f/prices.csv", "f/prices (old).csv") && better("f/prices.csv", "f/prices - Copy.csv")
        );
        assert!(better("f/prices_2024.csv", "f/prices_2023.csv") && better("f/p_v2.csv", "f/p_v1.csv"));
        assert!(!better("f/prices_2023.csv", "f/prices_2024.csv"));
    }

    #[test]
    fn two_price_lists_may_contradict_each_other() {
        let conflict = |a: &str, b: &str| {
            let found = candidates(&[("f/a.csv", a), ("f/b.csv", b)], &photos(8));
            assert_eq!(found[0].conflicts_with(&found[1]), found[1].conflicts_with(&found[0]));
            found[0].conflicts_with(&found[1])
        };
        assert!(conflict(&prices(1..=8, 0), &prices(1..=8, 9000)));
        assert!(conflict(&prices(1..=6, 0), &prices(6..=8, 9000)), "one house");
        assert!(!conflict(&prices(1..=8, 0), &prices(1..=6, 0)), "the same prices");
        assert!(!conflict(&prices(1..=4, 0), &prices(5..=8, 9000)), "other houses");
    }
}
