//! Houses that a split keeps together.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::{DataIssue, Dataset, HouseId};

/// What decides which houses are tested on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SplitBy {
    /// Chance.
    #[default]
    Random,
    /// The date: the latest houses are tested on.
    Date,
    /// Chance, with the houses of an area in one set.
    Area,
    /// Chance, with houses that share photos in one set.
    Copies,
}

/// The group of each house, numbered from 0; `None` if each house is a group of its own.
///
/// - [`SplitBy::Area`]: houses with the same zip code or neighbourhood, in the order of its name (by code points, as
///   `numpy.unique`); behind them each house without one.
/// - [`SplitBy::Copies`]: houses that share a photo, also through a third house, in table order of the first.
pub fn groups(data: &Dataset, by: SplitBy) -> Option<Vec<usize>> {
    match by {
        SplitBy::Random | SplitBy::Date => None,
        SplitBy::Area => Some(areas(data)),
        SplitBy::Copies => Some(copies(data)),
    }
}

fn areas(data: &Dataset) -> Vec<usize> {
    let names = || data.houses.iter().map(|house| house.zip_code.as_str());
    let mut ranks: BTreeMap<&str, usize> = names().filter(|name| !name.is_empty()).map(|n| (n, 0)).collect();
    for (rank, slot) in ranks.values_mut().enumerate() {
        *slot = rank;
    }
    let mut next = ranks.len();
    let mut alone = || {
        next += 1;
        next - 1
    };
    names().map(|name| ranks.get(name).copied().unwrap_or_else(&mut alone)).collect()
}

/// Connected components by union-find; the root of each is its first house.
fn copies(data: &Dataset) -> Vec<usize> {
    let positions: HashMap<&HouseId, usize> =
        data.houses.iter().enumerate().map(|(position, house)| (&house.id, position)).collect();
    let mut parents: Vec<usize> = (0..data.houses.len()).collect();
    for issue in &data.report.issues {
        let DataIssue::Shared { houses, .. } = issue else { continue };
        let [Some(&a), Some(&b)] = houses.each_ref().map(|id| positions.get(id)) else { continue };
        let (a, b) = (root(&mut parents, a), root(&mut parents, b));
        parents[a.max(b)] = a.min(b);
    }
    let roots: Vec<usize> = (0..parents.len()).map(|position| root(&mut parents, position)).collect();
    ranks(&roots)
}

/// The first house of a house's component. Halves the path to it.
fn root(parents: &mut [usize], mut house: usize) -> usize {
    while parents[house] != house {
        parents[house] = parents[parents[house]];
        house = parents[house];
    }
    house
}

/// Numbers groups from 0 without gaps, in their order.
pub(super) fn ranks(groups: &[usize]) -> Vec<usize> {
    let mut ranks: BTreeMap<usize, usize> = groups.iter().map(|&group| (group, 0)).collect();
    for (rank, slot) in ranks.values_mut().enumerate() {
        *slot = rank;
    }
    groups.iter().filter_map(|group| ranks.get(group).copied()).collect()
}
