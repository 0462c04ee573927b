//! Tells the numbers of houses from those of their photos, where both may be ids: `7/13.jpg`, `house7_13.jpg`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::photos::Photos;
use super::place::IdPlace;
use super::{Pairing, Strength};

/// A hypothesis by numbers has to explain this share of the photos to be compared.
const EXPLAINED: f64 = 0.9;
/// If this share of the photos is counted from 0 or 1 within each number at another place, the count is one of photos.
const COUNTED: f64 = 0.9;
/// If at most this share is, it is not.
const NOT_COUNTED: f64 = 0.5;
/// A table whose rows nearly all have photos by one number, and at most this share of them by the other.
const FEW: f64 = 0.34;

/// Which of two numbers is that of the houses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    First,
    Second,
    /// Both may be, the second more likely.
    PerhapsSecond,
    Unknown,
}

/// Compares the best hypothesis, the first, with others that find small numbers at another place of the same photos. One
/// that is more likely becomes the first; where both may be right, the first is doubtful.
pub(super) fn compare_numbers(photos: &Photos<'_>, found: &mut [(Pairing, f64)]) {
    let mut numbers: HashMap<IdPlace, BTreeMap<usize, u64>> = HashMap::new();
    let Some(count) = found.len().checked_sub(1) else { return };
    for other in 1..=count {
        let (Some(first), Some(second)) = (found.first(), found.get(other)) else { return };
        let (Some(one), Some(two)) = (place_of(&first.0), place_of(&second.0)) else { continue };
        // A number that all photos share is that of a version or a camera.
        if one == two || second.0.rows < 2 || is_complete(&first.0, &second.0) {
            continue;
        }
        for place in [one, two] {
            numbers.entry(place).or_insert_with(|| numbers_at(photos, place));
        }
        let [Some(ours), Some(theirs)] = [one, two].map(|place| numbers.get(&place)) else { continue };
        match verdict(ours, theirs) {
            Verdict::First => {}
            Verdict::Second => found.swap(0, other),
            unclear => {
                // Nobody makes a folder for each number of a photo.
                if unclear == Verdict::PerhapsSecond || one.part == 0 && two.part != 0 {
                    found.swap(0, other);
                }
                if let Some((first, _)) = found.first_mut() {
                    first.evidence.is_doubtful = true;
                }
            }
        }
    }
}

/// The place of the numbers, if a hypothesis is one by small numbers that explains the photos.
fn place_of(pairing: &Pairing) -> Option<IdPlace> {
    let evidence = &pairing.evidence;
    let place = evidence.place.filter(|place| !place.anywhere && evidence.strength == Strength::Weak)?;
    (evidence.explained as f64 >= EXPLAINED * evidence.photos as f64).then_some(place)
}

fn numbers_at(photos: &Photos<'_>, place: IdPlace) -> BTreeMap<usize, u64> {
    let mut numbers = BTreeMap::new();
    photos.visit(photos.indices.iter().copied(), |index, photo| {
        numbers.extend(place.number(photo).map(|number| (index, number)));
    });
    numbers
}

/// Which of two numbers of each photo is that of its house, by how the other one counts.
fn verdict(ours: &BTreeMap<usize, u64>, theirs: &BTreeMap<usize, u64>) -> Verdict {
    let (of_ours, of_theirs) = (counted(ours, theirs), counted(theirs, ours));
    if of_theirs < COUNTED {
        Verdict::First
    } else if of_ours <= NOT_COUNTED {
        Verdict::Second
    } else if of_theirs > of_ours {
        Verdict::PerhapsSecond
    } else {
        Verdict::Unknown
    }
}

/// The share of photos in groups, by one number, in which the other counts from 0 or 1 without gaps.
fn counted(groups: &BTreeMap<usize, u64>, numbers: &BTreeMap<usize, u64>) -> f64 {
    let mut of_groups: BTreeMap<u64, (usize, BTreeSet<u64>)> = BTreeMap::new();
    let mut all = 0;
    for (photo, group) in groups {
        let Some(number) = numbers.get(photo) else { continue };
        let (photos, found) = of_groups.entry(*group).or_default();
        all += 1;
        *photos += 1;
        found.insert(*number);
    }
    let is_count = |found: &BTreeSet<u64>| match (found.first(), found.last()) {
        (Some(first), Some(last)) => *first <= 1 && last - first + 1 == found.len() as u64,
        _ => false,
    };
    let counted: usize =
        of_groups.values().filter(|(_, found)| is_count(found)).map(|(photos, _)| *photos).sum();
    counted as f64 / f64::from(u32::try_from(all).unwrap_or(u32::MAX).max(1))
}

/// Whether the first hypothesis finds photos of nearly all houses, and the second those of few: four photos of each of 300
/// houses are no 300 photos of four houses.
fn is_complete(first: &Pairing, second: &Pairing) -> bool {
    let houses = first.evidence.houses as f64;
    first.rows as f64 >= EXPLAINED * houses && second.rows as f64 <= FEW * first.rows as f64
}
