//! The order in which a list of homes is shown.

use super::home_table::full_note;
use super::homes::{HomeList, ListedHome, Outcome};
use facade_data::natural_order;

/// What a list of homes is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HomeSortKey {
    /// As listed: by name, or as in the table.
    Listed,
    Name,
    Price,
    /// The width of the range, relative to the price.
    Range,
    /// Whether there is a note.
    Note,
}

/// Indices of the homes in this order. Homes without a price or range come last both ways.
pub fn sorted(homes: &HomeList, key: HomeSortKey, descending: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..homes.all.len()).collect();
    match key {
        HomeSortKey::Listed => {}
        HomeSortKey::Name => order.sort_by(|&a, &b| {
            let by_name = natural_order(&homes.all[a].group.name, &homes.all[b].group.name);
            if descending { by_name.reverse() } else { by_name }
        }),
        HomeSortKey::Price | HomeSortKey::Range | HomeSortKey::Note => {
            let sign = if descending { -1.0 } else { 1.0 };
            let value = |home| sort_value(homes, home, key).map_or(f64::INFINITY, |value| sign * value);
            let values: Vec<f64> = homes.all.iter().map(value).collect();
            order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        }
    }
    order
}

/// `None` if the home has no such number.
fn sort_value(homes: &HomeList, home: &ListedHome, key: HomeSortKey) -> Option<f64> {
    match (&home.outcome, key) {
        (_, HomeSortKey::Note) => Some(f64::from(!full_note(homes, home).is_empty())),
        (Outcome::Priced(price, ..), HomeSortKey::Price) => Some(*price),
        (Outcome::Priced(price, intervals, _), HomeSortKey::Range) => {
            let [low, high] = intervals.first()?.ends;
            Some((high - low) / price)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::homes::PhotoGroup;
    use facade_data::RoomPhotos;
    use facade_protocol::PriceInterval;

    fn home(name: &str, outcome: Outcome) -> ListedHome {
        let photos = RoomPhotos { is_sure: true, ..RoomPhotos::default() };
        ListedHome { outcome, ..ListedHome::new(PhotoGroup { name: name.to_owned(), photos }, None) }
    }

    fn priced(price: f64, ends: Option<[f64; 2]>) -> Outcome {
        let intervals = ends.into_iter().map(|ends| PriceInterval { ends, rate: 0.8 }).collect();
        Outcome::Priced(price, intervals, None)
    }

    #[test]
    fn homes_are_sorted_and_those_without_a_price_come_last() {
        let all = vec![
            home("10", priced(300.0, Some([270.0, 330.0]))),
            home("9", Outcome::Failed("No photos.".to_owned())),
            home("2", priced(100.0, None)),
            home("11", priced(200.0, Some([100.0, 300.0]))),
        ];
        let homes = HomeList { all, ..HomeList::default() };
        let order = |key, descending| sorted(&homes, key, descending);
        assert_eq!(order(HomeSortKey::Listed, false), [0, 1, 2, 3]);
        assert_eq!(order(HomeSortKey::Name, false), [2, 1, 0, 3]);
        assert_eq!(order(HomeSortKey::Name, true), [3, 0, 1, 2]);
        assert_eq!(order(HomeSortKey::Price, true), [0, 3, 2, 1]);
        assert_eq!(order(HomeSortKey::Price, false), [2, 3, 0, 1]);
        assert_eq!(order(HomeSortKey::Range, true), [3, 0, 1, 2]);
        assert_eq!(order(HomeSortKey::Note, true), [1, 0, 2, 3], "what asks for attention first");
    }
}
