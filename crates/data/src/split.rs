//! Which houses train and which test: scikit-learn's `train_test_split`, number for number.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Finding, House};
use facade_text as text;
use facade_text::{Language, language};

/// Positions of the houses that train and of those that test, each in scikit-learn's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Positions to train on.
    pub train: Vec<usize>,
    /// Positions to test on.
    pub test: Vec<usize>,
}

/// One of the equal parts of the training houses, in scikit-learn's `KFold(n_splits=of, shuffle=True, random_state=seed)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fold {
    /// Which one, from 0.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Seed of the shuffle.
    pub seed: u32,
}

impl Split {
    /// Tests on a fold of the training houses, and trains on the others; the test houses have no part in it.
    ///
    /// # Errors
    /// If there are more folds than training houses.
    pub fn fold(&self, Fold { number, of, seed }: Fold) -> Result<Split, SplitError> {
        let houses = self.train.len();
        if of > houses {
            return Err(SplitError::Folds { folds: of, houses });
        }
        // The first folds take what does not divide.
        let start = number * (houses / of) + number.min(houses % of);
        let end = start + houses / of + usize::from(number < houses % of);
        let mut tested = vec![false; houses];
        for place in RandomState::new(seed).permutation(houses).into_iter().take(end).skip(start) {
            tested[place] = true;
        }
        let side = |side: bool| {
            self.train.iter().zip(&tested).filter(|(_, tested)| **tested == side).map(|(&p, _)| p).collect()
        };
        Ok(Split { train: side(false), test: side(true) })
    }
}

/// A split that leaves nothing to train or to test on. Its text is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SplitError {
    /// A share outside of 0 to 1.
    #[error("{}", text::splitting_share(written(*.0)))]
    Share(f64),
    /// Too few houses for both sides.
    #[error("{}", text::splitting_none_to_train(written(*.share), *.houses))]
    NothingToTrainOn {
        /// How many houses there are.
        houses: usize,
        /// The share asked for.
        share: f64,
    },
    /// No house at all.
    #[error("{}", text::splitting_no_houses())]
    NoHouses,
    /// Folds without a house.
    #[error("{}", text::splitting_folds(.folds, *.houses))]
    Folds {
        /// How many.
        folds: usize,
        /// Training houses.
        houses: usize,
    },
    /// By hand: all houses to `train` or to `test` on.
    #[error("{}", text::splitting_all_left_out(.0))]
    LeftOut(&'static str),
}

/// A share as it was given, with the decimal separator of the language.
fn written(share: f64) -> String {
    match language() {
        Language::English => share.to_string(),
        Language::German => share.to_string().replace('.', ","),
    }
}

/// Splits houses into those to train and to test on. The houses with the numbers `excluded` leave their side, and all others
/// stay where they are: what was left out changes nothing else.
///
/// # Errors
/// As [`train_test_split`], or if all houses of a side are left out.
pub fn split_houses(
    houses: &[House],
    excluded: &[u32],
    test_share: f64,
    seed: u32,
) -> Result<Split, SplitError> {
    let mut split = train_test_split(houses.len(), test_share, seed)?;
    let excluded: BTreeSet<u32> = excluded.iter().copied().collect();
    for (positions, side) in [(&mut split.train, "train"), (&mut split.test, "test")] {
        positions.retain(|&position| houses.get(position).is_some_and(|h| !excluded.contains(&h.number)));
        if positions.is_empty() {
            return Err(SplitError::LeftOut(side));
        }
    }
    Ok(split)
}

/// Splits the positions `0..houses` as `train_test_split(test_size=test_share, random_state=seed)` does: the test houses
/// are the first `ceil(test_share * houses)` of a permutation, the training houses the rest of it.
///
/// # Errors
/// If the share is not between 0 and 1, or one side would be empty.
pub fn train_test_split(houses: usize, test_share: f64, seed: u32) -> Result<Split, SplitError> {
    if !(test_share > 0.0 && test_share < 1.0) {
        return Err(SplitError::Share(test_share));
    }
    if houses == 0 {
        return Err(SplitError::NoHouses);
    }
    let tested = (test_share * houses as f64).ceil() as usize;
    if tested >= houses {
        return Err(SplitError::NothingToTrainOn { houses, share: test_share });
    }
    let mut test = RandomState::new(seed).permutation(houses);
    let train = test.split_off(tested);
    Ok(Split { train, test })
}

/// Positions of the findings about houses that share a photo with the other side of the split: the network has seen part of the
/// answer. `split` holds positions among `houses`. Of a photo that many have, each house stands in a finding with the first one; it
/// counts also where that one is left out, if another of them is on the other side.
pub fn leaks(findings: &[Finding], houses: &[House], split: &Split) -> Vec<usize> {
    let numbers = |positions: &[usize]| -> BTreeSet<u32> {
        positions.iter().filter_map(|&position| houses.get(position)).map(|house| house.number).collect()
    };
    let sides = [numbers(&split.train), numbers(&split.test)];
    let on = |house: &u32| sides.each_ref().map(|side| side.contains(house));
    // On which sides those are that have a photo of one.
    let mut having: BTreeMap<(u32, &str), [bool; 2]> = BTreeMap::new();
    for finding in findings {
        if let Finding::Shared { houses: [first, other], rooms, .. } = finding {
            let ([train, test], [other_train, other_test]) = (on(first), on(other));
            for room in rooms {
                let all = having.entry((*first, room)).or_default();
                *all = [all[0] || train || other_train, all[1] || test || other_test];
            }
        }
    }
    let parted = |[train, test]: [bool; 2], others: [bool; 2]| train && others[1] || test && others[0];
    let across = |finding: &Finding| match finding {
        Finding::Shared { houses: [first, other], rooms, .. } => match on(first) {
            [false, false] => rooms
                .iter()
                .filter_map(|room| having.get(&(*first, room)))
                .any(|others| parted(on(other), *others)),
            first => parted(on(other), first),
        },
        _ => false,
    };
    findings.iter().enumerate().filter(|(_, finding)| across(finding)).map(|(at, _)| at).collect()
}

/// Words of state of MT19937, and the distance of the word that each is mixed with.
const WORDS: usize = 624;
const DISTANCE: usize = 397;

/// NumPy's legacy `RandomState`: the 32-bit Mersenne Twister, MT19937 (Matsumoto and Nishimura, 1998).
struct RandomState {
    words: [u32; WORDS],
    next: usize,
}

impl RandomState {
    /// Seeds as `RandomState(seed)` does for an integer: `init_genrand` of the authors' code.
    fn new(seed: u32) -> Self {
        let mut words = [seed; WORDS];
        for i in 1..WORDS {
            let before = words[i - 1];
            words[i] = 1_812_433_253u32.wrapping_mul(before ^ (before >> 30)).wrapping_add(i as u32);
        }
        RandomState { words, next: WORDS }
    }

    /// 32 random bits.
    fn draw(&mut self) -> u32 {
        if self.next == WORDS {
            self.twist();
        }
        let mut y = self.words[self.next];
        self.next += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    fn twist(&mut self) {
        for i in 0..WORDS {
            let y = (self.words[i] & 0x8000_0000) | (self.words[(i + 1) % WORDS] & 0x7fff_ffff);
            let odd = if y & 1 == 1 { 0x9908_b0df } else { 0 };
            self.words[i] = self.words[(i + DISTANCE) % WORDS] ^ (y >> 1) ^ odd;
        }
        self.next = 0;
    }

    /// A number from 0 to `highest`, both included: NumPy's `random_interval`, which throws away what a mask of the
    /// needed bits lets through above `highest`.
    fn up_to(&mut self, highest: usize) -> usize {
        let mask = u32::MAX >> (highest as u32).leading_zeros();
        loop {
            let drawn = (self.draw() & mask) as usize;
            if drawn <= highest {
                return drawn;
            }
        }
    }

    /// `RandomState.permutation(n)`: the Fisher-Yates shuffle, from the end.
    fn permutation(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            order.swap(i, self.up_to(i));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_mt19937() {
        // The C++ standard states the 10,000th draw from its default seed (std::mt19937, [rand.predef]).
        let mut random = RandomState::new(5489);
        let last = (0..10_000).map(|_| random.draw()).last();
        assert_eq!(last, Some(4_123_659_995));
    }

    #[test]
    fn eight_houses_fall_as_in_scikit_learn() {
        // train_test_split(np.arange(8), test_size=0.25, random_state=42)
        let split = train_test_split(8, 0.25, 42).unwrap();
        assert_eq!(split.test, [1, 5]);
        assert_eq!(split.train, [0, 7, 2, 4, 3, 6]);
    }

    #[test]
    fn every_house_falls_on_one_side() {
        for seed in [0, 7, u32::MAX] {
            let split = train_test_split(1000, 0.3, seed).unwrap();
            assert_eq!(split.test.len(), 300);
            let mut all = [split.train, split.test].concat();
            all.sort_unstable();
            assert_eq!(all, (0..1000).collect::<Vec<_>>());
        }
    }

    #[test]
    fn folds_fall_as_in_scikit_learn() {
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
    fn a_side_without_houses_is_an_error() {
        assert_eq!(train_test_split(0, 0.25, 1), Err(SplitError::NoHouses));
        assert!(matches!(train_test_split(1, 0.25, 1), Err(SplitError::NothingToTrainOn { houses: 1, .. })));
        assert!(matches!(train_test_split(4, 0.9, 1), Err(SplitError::NothingToTrainOn { .. })));
        for share in [0.0, 1.0, -0.5, f64::NAN] {
            assert!(matches!(train_test_split(8, share, 1), Err(SplitError::Share(_))));
        }
    }

    #[test]
    fn a_pair_leaks_if_the_split_parts_it() {
        let houses: Vec<House> = (1..=4)
            .map(|k| House { number: 10 * k, price: 1.0, zip_code: String::new(), attributes: Vec::new() })
            .collect();
        let shared =
            |a, b| Finding::Shared { houses: [a, b], rooms: vec!["kitchen".to_owned()], identical: true };
        let findings = [shared(10, 20), shared(20, 30), shared(30, 40)];
        let split = Split { train: vec![0, 1], test: vec![2, 3] };
        assert_eq!(leaks(&findings, &houses, &split), [1]);
        let split = Split { train: vec![2], test: vec![1] };
        assert_eq!(leaks(&findings, &houses, &split), [1], "the other way round too");
        // All have the photo of 10, which is left out: 20 is in the test, 30 and 40 train.
        let findings = [shared(10, 20), shared(10, 30), shared(10, 40)];
        let split = Split { train: vec![2, 3], test: vec![1] };
        assert_eq!(leaks(&findings, &houses, &split), [0, 1, 2]);
        let split = Split { train: vec![2, 3], test: vec![] };
        assert_eq!(leaks(&findings, &houses, &split), [0; 0], "nobody has it on the other side");
    }

    #[test]
    fn a_photo_that_a_hundred_thousand_houses_have_is_looked_at_once_for_each() {
        const HOUSES: u32 = 100_000;
        let houses: Vec<House> = (0..HOUSES)
            .map(|number| House { number, price: 1.0, zip_code: String::new(), attributes: Vec::new() })
            .collect();
        let shared = |other| Finding::Shared {
            houses: [0, other],
            rooms: vec!["kitchen".to_owned()],
            identical: true,
        };
        let findings: Vec<Finding> = (1..HOUSES).map(shared).collect();
        // The first is left out, and all others are on one side: nobody to find, however long one looks.
        let all = (1..HOUSES as usize).collect::<Vec<_>>();
        let started = std::time::Instant::now();
        assert_eq!(leaks(&findings, &houses, &Split { train: all, test: vec![] }), [0; 0]);
        let (train, test) = (1..HOUSES as usize).partition(|position| position % 4 > 0);
        assert_eq!(leaks(&findings, &houses, &Split { train, test }).len(), findings.len());
        assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    }
}
