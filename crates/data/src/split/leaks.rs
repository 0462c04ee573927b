//! Photos that a training and a test house share.

use std::collections::{BTreeMap, BTreeSet};

use super::Split;
use crate::{DataIssue, House, HouseId};

/// Indices of the issues that cause data leakage: a photo is shared between a training and a test house. `split`
/// holds indices in `houses`.
///
/// If many houses share a photo, each issue pairs one of them with the first. If the first is excluded, an issue
/// still counts if any other house with that photo is in the opposite set.
pub fn leaks(issues: &[DataIssue], houses: &[House], split: &Split) -> Vec<usize> {
    let ids = |positions: &[usize]| -> BTreeSet<&HouseId> {
        positions.iter().filter_map(|&position| houses.get(position)).map(|house| &house.id).collect()
    };
    let sets = [ids(&split.train), ids(&split.test)];
    // Whether a house is in the training set, and in the test set.
    let membership = |house: &HouseId| sets.each_ref().map(|set| set.contains(house));
    // By first house and room: the sets of all houses that share the photo.
    let mut sharing: BTreeMap<(&HouseId, &str), [bool; 2]> = BTreeMap::new();
    for issue in issues {
        if let DataIssue::Shared { houses: [first, other], rooms, .. } = issue {
            let ([train, test], [other_train, other_test]) = (membership(first), membership(other));
            for room in rooms {
                let all = sharing.entry((first, room)).or_default();
                *all = [all[0] || train || other_train, all[1] || test || other_test];
            }
        }
    }
    let opposite = |[train, test]: [bool; 2], others: [bool; 2]| train && others[1] || test && others[0];
    let is_leak = |issue: &DataIssue| match issue {
        DataIssue::Shared { houses: [first, other], rooms, .. } => match membership(first) {
            [false, false] => rooms
                .iter()
                .filter_map(|room| sharing.get(&(first, room)))
                .any(|others| opposite(membership(other), *others)),
            first => opposite(membership(other), first),
        },
        _ => false,
    };
    issues.iter().enumerate().filter(|(_, issue)| is_leak(issue)).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_photo_leaks_across_the_split() {
        let houses: Vec<House> = (1..=4)
            .map(|k| House {
                id: HouseId::from(10 * k),
                price: 1.0,
                zip_code: String::new(),
                attributes: Vec::new(),
                date: None,
                missing_photos: Vec::new(),
            })
            .collect();
        let shared = |a: u32, b: u32| DataIssue::Shared {
            houses: [a, b].map(HouseId::from),
            rooms: vec!["kitchen".to_owned()],
            identical: true,
        };
        let issues = [shared(10, 20), shared(20, 30), shared(30, 40)];
        let split = Split { train: vec![0, 1], test: vec![2, 3] };
        assert_eq!(leaks(&issues, &houses, &split), [1]);
        let split = Split { train: vec![2], test: vec![1] };
        assert_eq!(leaks(&issues, &houses, &split), [1], "also the other way round");
        // All share the photo of 10, which is excluded: 20 is a test house, 30 and 40 are training houses.
        let issues = [shared(10, 20), shared(10, 30), shared(10, 40)];
        let split = Split { train: vec![2, 3], test: vec![1] };
        assert_eq!(leaks(&issues, &houses, &split), [0, 1, 2]);
        let split = Split { train: vec![2, 3], test: vec![] };
        assert_eq!(leaks(&issues, &houses, &split), [0; 0], "no house in the opposite set has it");
    }

    #[test]
    fn leaks_take_linear_time_if_many_houses_share_a_photo() {
        const HOUSES: u32 = 100_000;
        let houses: Vec<House> = (0..HOUSES)
            .map(|number| House {
                id: HouseId::from(number),
                price: 1.0,
                zip_code: String::new(),
                attributes: Vec::new(),
                date: None,
                missing_photos: Vec::new(),
            })
            .collect();
        let shared = |other: u32| DataIssue::Shared {
            houses: [0, other].map(HouseId::from),
            rooms: vec!["kitchen".to_owned()],
            identical: true,
        };
        let issues: Vec<DataIssue> = (1..HOUSES).map(shared).collect();
        // The first is excluded and all others are in one set: the worst case, since no leak is found.
        let all = (1..HOUSES as usize).collect::<Vec<_>>();
        let started = std::time::Instant::now();
        assert_eq!(leaks(&issues, &houses, &Split { train: all, test: vec![] }), [0; 0]);
        let (train, test) = (1..HOUSES as usize).partition(|position| position % 4 > 0);
        assert_eq!(leaks(&issues, &houses, &Split { train, test }).len(), issues.len());
        assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    }
}
