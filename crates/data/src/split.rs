//! Splits the houses into training and test sets, exactly as scikit-learn's `train_test_split` and `KFold` do.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{DataIssue, House, HouseId};
use facade_text as text;
use facade_text::format::plain;

/// Indices of the training and test houses, each in scikit-learn's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Indices of the training houses.
    pub train: Vec<usize>,
    /// Indices of the test houses.
    pub test: Vec<usize>,
}

/// A fold of the training houses, as in scikit-learn's `KFold(n_splits=of, shuffle=True, random_state=seed)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fold {
    /// Index of the fold, from 0.
    pub number: usize,
    /// Number of folds.
    pub of: usize,
    /// Seed of the shuffle.
    pub seed: u32,
}

impl Split {
    /// Splits the training houses: the fold becomes the test set, the others the training set. The original test
    /// houses are not used.
    ///
    /// # Errors
    /// If there are more folds than training houses.
    pub fn fold(&self, Fold { number, of, seed }: Fold) -> Result<Split, SplitError> {
        let houses = self.train.len();
        if of > houses {
            return Err(SplitError::Folds { folds: of, houses });
        }
        // The first folds are one larger if the houses do not divide evenly.
        let start = number * (houses / of) + number.min(houses % of);
        let end = start + houses / of + usize::from(number < houses % of);
        let mut in_test = vec![false; houses];
        for index in RandomState::new(seed).permutation(houses).into_iter().take(end).skip(start) {
            in_test[index] = true;
        }
        let part = |test: bool| {
            self.train
                .iter()
                .zip(&in_test)
                .filter(|(_, in_test)| **in_test == test)
                .map(|(&p, _)| p)
                .collect()
        };
        Ok(Split { train: part(false), test: part(true) })
    }
}

/// An impossible split. Its text is for the visitor.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SplitError {
    /// The test share is not between 0 and 1.
    #[error("{}", text::splitting_share(plain(*.0)))]
    Share(f64),
    /// There are too few houses for both sets.
    #[error("{}", text::t!(splitting_none_to_train, share = plain(*.share), houses = *.houses))]
    NothingToTrainOn {
        /// Number of houses.
        houses: usize,
        /// The test share.
        share: f64,
    },
    /// There are no houses.
    #[error("{}", text::splitting_no_houses())]
    NoHouses,
    /// There are more folds than training houses.
    #[error("{}", text::t!(splitting_folds, folds = .folds, houses = *.houses))]
    Folds {
        /// Number of folds.
        folds: usize,
        /// Number of training houses.
        houses: usize,
    },
    /// All houses of the set, `train` or `test`, are excluded.
    #[error("{}", text::splitting_all_left_out(.0))]
    LeftOut(&'static str),
}

/// Splits the houses, then removes those whose ids are in `excluded`: excluding houses does not move the others
/// between the sets.
///
/// # Errors
/// As [`train_test_split`], or if all houses of a set are excluded.
pub fn split_houses(
    houses: &[House],
    excluded: &[HouseId],
    test_share: f64,
    seed: u32,
) -> Result<Split, SplitError> {
    let mut split = train_test_split(houses.len(), test_share, seed)?;
    let excluded: BTreeSet<&HouseId> = excluded.iter().collect();
    for (positions, set) in [(&mut split.train, "train"), (&mut split.test, "test")] {
        positions.retain(|&position| houses.get(position).is_some_and(|h| !excluded.contains(&h.id)));
        if positions.is_empty() {
            return Err(SplitError::LeftOut(set));
        }
    }
    Ok(split)
}

/// Splits the indices `0..houses` as scikit-learn's `train_test_split(test_size=test_share, random_state=seed)`: the
/// first `ceil(test_share * houses)` of a permutation are the test set, the rest is the training set.
///
/// # Errors
/// If the share is not between 0 and 1, or one set would be empty.
pub fn train_test_split(houses: usize, test_share: f64, seed: u32) -> Result<Split, SplitError> {
    if !(test_share > 0.0 && test_share < 1.0) {
        return Err(SplitError::Share(test_share));
    }
    if houses == 0 {
        return Err(SplitError::NoHouses);
    }
    let test_houses = (test_share * houses as f64).ceil() as usize;
    if test_houses >= houses {
        return Err(SplitError::NothingToTrainOn { houses, share: test_share });
    }
    let mut test = RandomState::new(seed).permutation(houses);
    let train = test.split_off(test_houses);
    Ok(Split { train, test })
}

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

/// State size of MT19937 in words, and the offset of the word that each is combined with.
const STATE_WORDS: usize = 624;
const SHIFT_SIZE: usize = 397;

/// NumPy's legacy `RandomState`: the 32-bit Mersenne Twister, MT19937 (Matsumoto and Nishimura, 1998).
struct RandomState {
    state: [u32; STATE_WORDS],
    next: usize,
}

impl RandomState {
    /// Seeds as NumPy's `RandomState(seed)` with an integer: `init_genrand` of the reference implementation.
    fn new(seed: u32) -> Self {
        let mut state = [seed; STATE_WORDS];
        for i in 1..STATE_WORDS {
            let previous = state[i - 1];
            state[i] = 1_812_433_253u32.wrapping_mul(previous ^ (previous >> 30)).wrapping_add(i as u32);
        }
        RandomState { state, next: STATE_WORDS }
    }

    fn next_u32(&mut self) -> u32 {
        if self.next == STATE_WORDS {
            self.twist();
        }
        let mut y = self.state[self.next];
        self.next += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    fn twist(&mut self) {
        for i in 0..STATE_WORDS {
            let y = (self.state[i] & 0x8000_0000) | (self.state[(i + 1) % STATE_WORDS] & 0x7fff_ffff);
            let odd = if y & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[i] = self.state[(i + SHIFT_SIZE) % STATE_WORDS] ^ (y >> 1) ^ odd;
        }
        self.next = 0;
    }

    /// A number in `0..=max`: NumPy's `random_interval`, which masks the needed bits and rejects values above `max`.
    fn random_interval(&mut self, max: usize) -> usize {
        let mask = u32::MAX >> (max as u32).leading_zeros();
        loop {
            let value = (self.next_u32() & mask) as usize;
            if value <= max {
                return value;
            }
        }
    }

    /// NumPy's `RandomState.permutation(n)`: a Fisher-Yates shuffle from the end.
    fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            order.swap(i, self.random_interval(i));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_mt19937() {
        // The C++ standard gives the 10,000th value for the default seed (std::mt19937, [rand.predef]).
        let mut random = RandomState::new(5489);
        let last = (0..10_000).map(|_| random.next_u32()).last();
        assert_eq!(last, Some(4_123_659_995));
    }

    #[test]
    fn splits_match_scikit_learn() {
        // train_test_split(np.arange(8), test_size=0.25, random_state=42)
        let split = train_test_split(8, 0.25, 42).unwrap();
        assert_eq!(split.test, [1, 5]);
        assert_eq!(split.train, [0, 7, 2, 4, 3, 6]);
    }

    #[test]
    fn every_house_is_in_exactly_one_set() {
        for seed in [0, 7, u32::MAX] {
            let split = train_test_split(1000, 0.3, seed).unwrap();
            assert_eq!(split.test.len(), 300);
            let mut all = [split.train, split.test].concat();
            all.sort_unstable();
            assert_eq!(all, (0..1000).collect::<Vec<_>>());
        }
    }

    #[test]
    fn folds_match_scikit_learn() {
        // KFold(3, shuffle=True, random_state=7).split(np.arange(8))
        let split = Split { train: (10..18).collect(), test: vec![1] };
        let folds = [0, 1, 2].map(|number| split.fold(Fold { number, of: 3, seed: 7 }).unwrap());
        assert_eq!(
            folds.each_ref().map(|fold| fold.test.clone()),
            [vec![10, 12, 15], vec![11, 13, 16], vec![14, 17]]
        );
        assert_eq!(folds[2].train.len(), 6);
        let of = 9;
        assert_eq!(
            split.fold(Fold { number: 0, of, seed: 7 }),
            Err(SplitError::Folds { folds: 9, houses: 8 })
        );
    }

    #[test]
    fn an_empty_set_is_an_error() {
        assert_eq!(train_test_split(0, 0.25, 1), Err(SplitError::NoHouses));
        assert!(matches!(train_test_split(1, 0.25, 1), Err(SplitError::NothingToTrainOn { houses: 1, .. })));
        assert!(matches!(train_test_split(4, 0.9, 1), Err(SplitError::NothingToTrainOn { .. })));
        for share in [0.0, 1.0, -0.5, f64::NAN] {
            assert!(matches!(train_test_split(8, share, 1), Err(SplitError::Share(_))));
        }
    }

    #[test]
    fn a_shared_photo_leaks_across_the_split() {
        let houses: Vec<House> = (1..=4)
            .map(|k| House {
                id: HouseId::from(10 * k),
                price: 1.0,
                zip_code: String::new(),
                attributes: Vec::new(),
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
