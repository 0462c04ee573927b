//! One configuration repeated over seeds, splits or folds.

use serde::{Deserialize, Serialize};

use super::Config;
use super::settings::SPLIT_BY;
use facade_data::split::{Fold, SplitBy};

/// What differs between the runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RepeatAxis {
    /// Training seed, on one split.
    #[default]
    Seeds,
    /// Seed of the split.
    Splits,
    /// Fold of the training houses that is tested on; the test houses are not used.
    Folds,
    /// Number of training houses, each twice the one before, up to all: a learning curve.
    Sizes,
}

impl RepeatAxis {
    /// Settings of `runs` runs. `from` is the first training seed or split seed, or the seed that shuffles
    /// the training houses into folds.
    pub fn configs(self, config: &Config, runs: usize, from: u64) -> Vec<Config> {
        let one = |i: usize| match self {
            RepeatAxis::Seeds => Config { seed: from.wrapping_add(i as u64), ..config.clone() },
            RepeatAxis::Splits => {
                Config { split_seed: (from as u32).wrapping_add(i as u32), ..config.clone() }
            }
            RepeatAxis::Folds => {
                let fold = Fold { number: i, of: runs, seed: from as u32 };
                Config { fold: Some(fold), ..config.clone() }
            }
            RepeatAxis::Sizes => {
                let halvings = (runs - 1 - i).min(f64::MAX_EXP as usize - 1) as i32;
                Config { train_share: config.train_share / 2f64.powi(halvings), ..config.clone() }
            }
        };
        (0..runs).map(one).collect()
    }

    /// Whether runs over this axis would all be the same: a split by date has no seed.
    pub fn is_constant(self, config: &Config) -> bool {
        self == RepeatAxis::Splits && config.split_by == SplitBy::Date
    }
}

/// Names a run among those of one configuration. Runs of two configurations with the same name are paired.
pub fn run_name(config: &Config) -> String {
    let split = match config.split_by {
        SplitBy::Random => format!("split {}", config.split_seed),
        SplitBy::Date => "split by date".to_owned(),
        SplitBy::Area | SplitBy::Copies => {
            format!("split {} by {}", config.split_seed, SPLIT_BY.get(config))
        }
    };
    let share = if config.train_share < 1.0 {
        format!(", {} of the training houses", config.train_share)
    } else {
        String::new()
    };
    let name = format!("seed {}, {split}{share}", config.seed);
    match config.fold {
        Some(Fold { number, of, seed }) => format!("{name}, fold {number} of {of} by seed {seed}"),
        None => name,
    }
}

/// Test houses over training houses if the runs differ in them, else 0. The variance over runs is corrected by
/// this ([`RunStatistics::of`](facade_data::statistics::RunStatistics::of)).
pub fn overlap(runs: &[Config]) -> f64 {
    let Some(first) = runs.first() else { return 0.0 };
    if let Some(fold) = first.fold {
        return 1.0 / (fold.of as f64 - 1.0);
    }
    if runs.iter().all(|run| run.split_seed == first.split_seed) {
        return 0.0;
    }
    first.test_share / (1.0 - first.test_share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_differ_in_one_setting_and_have_distinct_names() {
        let config = Config::default();
        for over in [RepeatAxis::Seeds, RepeatAxis::Splits, RepeatAxis::Folds, RepeatAxis::Sizes] {
            let runs = over.configs(&config, 3, 7);
            let names: std::collections::BTreeSet<String> = runs.iter().map(run_name).collect();
            assert_eq!(names.len(), 3, "{names:?}");
            assert!(runs.iter().all(|run| run.check() == Ok(())));
        }
        let shares = RepeatAxis::Sizes.configs(&config, 3, 0).into_iter().map(|run| run.train_share);
        assert_eq!(shares.collect::<Vec<_>>(), [0.25, 0.5, 1.0]);
        assert_eq!(run_name(&RepeatAxis::Splits.configs(&config, 2, 7)[1]), "seed 1, split 8");
        assert_eq!(
            run_name(&RepeatAxis::Folds.configs(&config, 2, 7)[1]),
            "seed 1, split 42, fold 1 of 2 by seed 7"
        );
        let by = |split_by| run_name(&Config { split_by, ..Config::default() });
        assert_eq!(by(SplitBy::Area), "seed 1, split 42 by area");
        assert_eq!(by(SplitBy::Date), "seed 1, split by date");
        let dated = Config { split_by: SplitBy::Date, ..Config::default() };
        assert!(RepeatAxis::Splits.is_constant(&dated) && !RepeatAxis::Folds.is_constant(&dated));
    }

    #[test]
    fn only_runs_that_share_houses_overlap() {
        let config = Config::default();
        assert_eq!(overlap(&[]), 0.0);
        assert_eq!(overlap(&RepeatAxis::Seeds.configs(&config, 3, 1)), 0.0);
        assert!((overlap(&RepeatAxis::Splits.configs(&config, 3, 0)) - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(overlap(&RepeatAxis::Folds.configs(&config, 5, 0)), 0.25);
    }
}
