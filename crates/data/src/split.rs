//! Splits the houses into training and test sets, exactly as scikit-learn's `train_test_split`, `GroupShuffleSplit`, `KFold`
//! and `GroupKFold` do, or by date.

mod groups;
mod leaks;
mod random_state;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Dataset, House, HouseId};
use facade_text as text;
use facade_text::format::plain;
pub use groups::{SplitBy, groups};
pub use leaks::leaks;
use random_state::RandomState;

/// Indices of the training and test houses. A random split has scikit-learn's order, any other that of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Indices of the training houses.
    pub train: Vec<usize>,
    /// Indices of the test houses.
    pub test: Vec<usize>,
}

/// How houses are divided into training and test set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SplitRule {
    /// What decides.
    pub by: SplitBy,
    /// Share of the houses, or of the groups that are kept together, in the test set; between 0 and 1.
    pub test_share: f64,
    /// Seed of the random split; a split by date has none.
    pub seed: u32,
}

/// A fold of the training houses, as in scikit-learn's `KFold(n_splits=of, shuffle=True, random_state=seed)`, or
/// `GroupKFold` where houses are kept together.
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
    /// houses are not used. `groups` has the group of each house of the dataset, if houses are kept together: see
    /// [`groups()`].
    ///
    /// # Errors
    /// If there are more folds than training houses, or than groups of them.
    pub fn fold(
        &self,
        Fold { number, of, seed }: Fold,
        groups: Option<&[usize]>,
    ) -> Result<Split, SplitError> {
        let units =
            groups.map_or_else(|| (0..self.train.len()).collect(), |groups| self.train_groups(groups));
        let count = units.iter().max().map_or(0, |last| last + 1);
        if of > count {
            return Err(match groups {
                None => SplitError::Folds { folds: of, houses: count },
                Some(_) => SplitError::GroupFolds { folds: of, groups: count },
            });
        }
        // The first folds are one larger if the houses do not divide evenly.
        let start = number * (count / of) + number.min(count % of);
        let end = start + count / of + usize::from(number < count % of);
        let mut in_test = vec![false; count];
        for index in RandomState::new(seed).permutation(count).into_iter().take(end).skip(start) {
            in_test[index] = true;
        }
        let part = |test: bool| {
            let houses = self.train.iter().zip(&units);
            houses.filter(|(_, unit)| in_test[**unit] == test).map(|(&position, _)| position).collect()
        };
        Ok(Split { train: part(false), test: part(true) })
    }

    /// Holds a share of the training houses out of training: they become the test set. As [`train_test_split`], or
    /// `GroupShuffleSplit` with `groups`.
    ///
    /// # Errors
    /// If one set would be empty.
    pub fn hold_out(&self, share: f64, seed: u32, groups: Option<&[usize]>) -> Result<Split, SplitError> {
        let parts = match groups {
            None => train_test_split(self.train.len(), share, seed)?,
            Some(groups) => group_split(&self.train_groups(groups), share, seed)?,
        };
        let houses = |indices: Vec<usize>| indices.into_iter().map(|index| self.train[index]).collect();
        Ok(Split { train: houses(parts.train), test: houses(parts.test) })
    }

    /// The groups of the training houses, numbered without gaps.
    fn train_groups(&self, groups: &[usize]) -> Vec<usize> {
        let own: Vec<usize> = self.train.iter().map(|&position| groups[position]).collect();
        groups::ranks(&own)
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
    /// There are too few groups of houses for both sets.
    #[error("{}", text::t!(splitting_no_group_to_train, share = plain(*.share), groups = *.groups))]
    NoGroupToTrainOn {
        /// Number of groups.
        groups: usize,
        /// The test share.
        share: f64,
    },
    /// There are no houses.
    #[error("{}", text::splitting_no_houses())]
    NoHouses,
    /// No house has a date.
    #[error("{}", text::splitting_no_dates())]
    NoDates,
    /// No house is earlier than the test houses.
    #[error("{}", text::splitting_none_earlier())]
    NoneEarlier,
    /// No house has a zip code or neighbourhood.
    #[error("{}", text::splitting_no_areas())]
    NoAreas,
    /// There are more folds than training houses.
    #[error("{}", text::t!(splitting_folds, folds = .folds, houses = *.houses))]
    Folds {
        /// Number of folds.
        folds: usize,
        /// Number of training houses.
        houses: usize,
    },
    /// There are more folds than groups of training houses that are kept together.
    #[error("{}", text::t!(splitting_group_folds, folds = .folds, groups = *.groups))]
    GroupFolds {
        /// Number of folds.
        folds: usize,
        /// Number of groups.
        groups: usize,
    },
    /// All houses of the set, `train` or `test`, are excluded.
    #[error("{}", text::splitting_all_left_out(.0))]
    LeftOut(&'static str),
}

/// Splits the houses, then removes those whose ids are in `excluded`: excluding houses does not move the others
/// between the sets.
///
/// # Errors
/// If the share is not between 0 and 1, one set would be empty, or there are no dates or areas to split by.
pub fn split_houses(data: &Dataset, excluded: &[HouseId], rule: SplitRule) -> Result<Split, SplitError> {
    let houses = &data.houses;
    let mut split = match groups(data, rule.by) {
        Some(groups) => {
            if rule.by == SplitBy::Area && houses.iter().all(|house| house.zip_code.is_empty()) {
                return Err(if houses.is_empty() { SplitError::NoHouses } else { SplitError::NoAreas });
            }
            group_split(&groups, rule.test_share, rule.seed)?
        }
        None if rule.by == SplitBy::Date => date_split(houses, rule.test_share)?,
        None => train_test_split(houses.len(), rule.test_share, rule.seed)?,
    };
    let excluded: BTreeSet<&HouseId> = excluded.iter().collect();
    for (positions, set) in [(&mut split.train, "train"), (&mut split.test, "test")] {
        positions.retain(|&position| houses.get(position).is_some_and(|h| !excluded.contains(&h.id)));
        if positions.is_empty() {
            return Err(SplitError::LeftOut(set));
        }
    }
    Ok(split)
}

/// Number of houses that take no part in a split, since it is by date and they have none.
pub fn undated(houses: &[House], by: SplitBy) -> usize {
    if by == SplitBy::Date { houses.iter().filter(|house| house.date.is_none()).count() } else { 0 }
}

/// Splits the indices `0..houses` as scikit-learn's `train_test_split(test_size=test_share, random_state=seed)`: the
/// first `ceil(test_share * houses)` of a permutation are the test set, the rest is the training set.
///
/// # Errors
/// If the share is not between 0 and 1, or one set would be empty.
pub fn train_test_split(houses: usize, test_share: f64, seed: u32) -> Result<Split, SplitError> {
    check_share(test_share)?;
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

/// Splits groups of houses as scikit-learn's `GroupShuffleSplit(test_size=test_share, random_state=seed)`.
fn group_split(groups: &[usize], share: f64, seed: u32) -> Result<Split, SplitError> {
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let chosen = train_test_split(count, share, seed).map_err(|error| match error {
        SplitError::NothingToTrainOn { houses, share } => {
            SplitError::NoGroupToTrainOn { groups: houses, share }
        }
        other => other,
    })?;
    let mut in_test = vec![false; count];
    for group in chosen.test {
        in_test[group] = true;
    }
    let (test, train) = (0..groups.len()).partition(|&position| in_test[groups[position]]);
    Ok(Split { train, test })
}

/// The test set is the latest `ceil(share * dated)` of the houses with a date, and all of the same day as the earliest of
/// them; the others with a date are the training set.
fn date_split(houses: &[House], share: f64) -> Result<Split, SplitError> {
    check_share(share)?;
    let mut dates: Vec<i32> = houses.iter().filter_map(|house| house.date).collect();
    dates.sort_unstable_by(|a, b| b.cmp(a));
    let latest = (share * dates.len() as f64).ceil() as usize;
    let first = match dates.get(latest.saturating_sub(1)) {
        Some(&first) => first,
        None if houses.is_empty() => return Err(SplitError::NoHouses),
        None => return Err(SplitError::NoDates),
    };
    if dates.last().is_none_or(|earliest| *earliest >= first) {
        return Err(SplitError::NoneEarlier);
    }
    let dated = |position: &usize| houses[*position].date.is_some();
    let (test, train) = (0..houses.len())
        .filter(dated)
        .partition(|&position| houses[position].date.is_some_and(|date| date >= first));
    Ok(Split { train, test })
}

fn check_share(share: f64) -> Result<(), SplitError> {
    if share > 0.0 && share < 1.0 { Ok(()) } else { Err(SplitError::Share(share)) }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let folds = [0, 1, 2].map(|number| split.fold(Fold { number, of: 3, seed: 7 }, None).unwrap());
        assert_eq!(
            folds.each_ref().map(|fold| fold.test.clone()),
            [vec![10, 12, 15], vec![11, 13, 16], vec![14, 17]]
        );
        assert_eq!(folds[2].train.len(), 6);
        let of = 9;
        assert_eq!(
            split.fold(Fold { number: 0, of, seed: 7 }, None),
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
}
