//! The results of a series: runs of one recipe over seeds, splits or folds.

use serde::{Deserialize, Serialize};

use facade_data::statistics::RunStatistics;
use facade_spec::Config;
use facade_spec::evaluation::Evaluation;
use facade_spec::repeats::{RepeatAxis, overlap};
use facade_text as text;
use facade_text::format::percent;

/// Runs of a series at most.
pub(super) const MAX_RUNS: usize = 100;

/// Length of the sentence that says why a run failed, in characters.
const MAX_MESSAGE_LENGTH: usize = 1000;

/// The result of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Index of the run.
    pub run: usize,
    /// Mean absolute percentage error (MAPE) on its test houses; absent in records of versions that kept only the next one.
    #[serde(default)]
    pub price_mape: Option<f64>,
    /// The same with the factor that is best for it.
    #[serde(rename = "mape")]
    pub calibrated_mape: f64,
    /// Mean absolute error in dollars.
    pub mae: f64,
    /// On the price.
    pub r2: Option<f64>,
    /// On the logarithm of the price.
    pub r2_log: Option<f64>,
    /// Number of test houses.
    pub houses: usize,
    /// MAPE of the best constant, the median and the mean of the training houses.
    pub constants: [f64; 3],
    /// MAPE of the best constant in each zip code.
    pub zip_code: Option<f64>,
    /// MAPE of ridge regression.
    pub ridge: Option<f64>,
    /// MAPE of ridge regression with slopes in each zip code.
    #[serde(default)]
    pub ridge_slopes: Option<f64>,
    /// Number of training houses.
    #[serde(default)]
    pub train: usize,
    /// Epochs done.
    #[serde(default)]
    pub epochs: usize,
    /// Trainable parameters.
    #[serde(default)]
    pub parameters: usize,
    /// Median.
    #[serde(default)]
    pub seconds_per_epoch: f64,
}

impl Score {
    /// `[epochs, parameters]` are those of a run that has ended.
    pub fn of(
        run: usize,
        evaluation: &Evaluation,
        [epochs, parameters]: [usize; 2],
        seconds_per_epoch: f64,
    ) -> Self {
        let Evaluation { test, train, baselines, calibration, .. } = evaluation;
        let constants = [&baselines.best_constant, &baselines.median, &baselines.mean];
        Score {
            run,
            price_mape: Some(test.mape_mean),
            calibrated_mape: calibration.test.mean,
            mae: test.mae,
            r2: test.r2,
            r2_log: test.r2_log,
            houses: test.houses,
            constants: constants.map(|constant| constant.mape_mean),
            zip_code: baselines.zip_code.as_ref().map(|guesses| guesses.mape_mean),
            ridge: baselines.ridge.as_ref().map(|guesses| guesses.mape_mean),
            ridge_slopes: baselines.ridge_slopes.as_ref().map(|guesses| guesses.mape_mean),
            train: train.houses,
            epochs,
            parameters,
            seconds_per_epoch,
        }
    }

    /// The error that is shown: that of the prices, if it was kept.
    pub fn mape(&self) -> f64 {
        self.price_mape.unwrap_or(self.calibrated_mape)
    }

    pub fn is_finite(&self) -> bool {
        let Score {
            run: _,
            price_mape,
            calibrated_mape,
            mae,
            r2,
            r2_log,
            houses: _,
            constants,
            zip_code,
            ridge,
            ridge_slopes,
            train: _,
            epochs: _,
            parameters: _,
            seconds_per_epoch,
        } = self;
        let present = [price_mape, r2, r2_log, zip_code, ridge, ridge_slopes].into_iter().flatten();
        [calibrated_mape, mae, seconds_per_epoch]
            .into_iter()
            .chain(constants)
            .chain(present)
            .all(|value| value.is_finite())
    }
}

pub type ScoreMetric = fn(&Score) -> Option<f64>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesResults {
    /// What differs between the runs.
    #[serde(rename = "over")]
    pub axis: RepeatAxis,
    /// Number of runs planned.
    pub runs: usize,
    /// In the order of the runs.
    pub scores: Vec<Score>,
    /// Runs without a result, and why.
    #[serde(default, rename = "lost")]
    pub failed: Vec<(usize, String)>,
}

impl SeriesResults {
    /// The settings of each run. Seeds count from those of `config`; folds are shuffled as the command line does by
    /// default.
    pub fn configs(&self, config: &Config) -> Vec<Config> {
        let from = match self.axis {
            RepeatAxis::Seeds => config.seed,
            RepeatAxis::Splits => config.split_seed.into(),
            RepeatAxis::Folds | RepeatAxis::Sizes => 0,
        };
        // A damaged record may hold any number.
        self.axis.configs(config, self.runs.min(MAX_RUNS), from)
    }

    /// A run by its seed, split or fold.
    pub fn label(&self, config: &Config, run: usize) -> String {
        match (self.axis, self.configs(config).get(run)) {
            (RepeatAxis::Seeds, Some(config)) => text::t!(repeat_run, over = "seeds", number = config.seed),
            (RepeatAxis::Splits, Some(config)) => {
                text::t!(repeat_run, over = "splits", number = config.split_seed)
            }
            (RepeatAxis::Sizes, Some(config)) => {
                let score = self.scores.iter().find(|score| score.run == run);
                let share = || percent(100.0 * config.train_share);
                score.map_or_else(share, |score| text::repeat_run_houses(score.train))
            }
            _ => text::t!(repeat_run, over = "folds", number = run + 1),
        }
    }

    /// Statistics of a metric over the runs; `None` if no run has it. Of a learning curve, the metric of the run with the
    /// most houses.
    pub fn summary(&self, config: &Config, metric: ScoreMetric) -> Option<RunStatistics> {
        let first = if self.axis == RepeatAxis::Sizes { self.scores.len().saturating_sub(1) } else { 0 };
        let values: Vec<f64> = self.scores[first..].iter().filter_map(metric).collect();
        (!values.is_empty()).then(|| RunStatistics::of(&values, overlap(&self.configs(config))))
    }

    pub(super) fn insert(&mut self, run: usize, result: Result<Score, String>) {
        match result {
            Ok(score) => {
                let at = self.scores.partition_point(|other| other.run < run);
                self.scores.insert(at, score);
            }
            // An error message of a device may be long.
            Err(why) => self.failed.push((run, why.chars().take(MAX_MESSAGE_LENGTH).collect())),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn score(run: usize, mape: f64) -> Score {
        Score {
            run,
            price_mape: Some(mape),
            calibrated_mape: mape,
            mae: 1.0,
            r2: None,
            r2_log: Some(0.5),
            houses: 60,
            constants: [70.0, 100.0, 110.0],
            zip_code: None,
            ridge: Some(20.0),
            ridge_slopes: None,
            train: 0,
            epochs: 10,
            parameters: 5,
            seconds_per_epoch: 0.1,
        }
    }

    #[test]
    fn folds_share_houses_and_have_a_wider_interval() {
        let half_width = |axis| {
            let scores = (0..5).map(|run| score(run, run as f64)).collect();
            let results = SeriesResults { axis, runs: 5, scores, failed: Vec::new() };
            results.summary(&Config::default(), |score| Some(score.mape())).unwrap().half_width.unwrap()
        };
        let ratio = half_width(RepeatAxis::Folds) / half_width(RepeatAxis::Seeds);
        assert!((ratio - (0.45f64 / 0.2).sqrt()).abs() < 1e-9, "{ratio}");
    }

    #[test]
    fn a_learning_curve_is_summarised_by_its_run_with_most_houses() {
        let mut results =
            SeriesResults { axis: RepeatAxis::Sizes, runs: 3, scores: Vec::new(), failed: Vec::new() };
        for (run, mape) in [(2, 30.0), (0, 50.0), (1, 40.0)] {
            results.insert(run, Ok(Score { train: 10 << run, ..score(run, mape) }));
        }
        let config = Config::default();
        let summary = results.summary(&config, |score| Some(score.mape())).unwrap();
        assert_eq!((summary.mean, summary.half_width), (30.0, None));
        assert_eq!([0, 1, 2].map(|run| results.label(&config, run)), ["10 houses", "20 houses", "40 houses"]);
        results.scores.clear();
        assert_eq!(results.label(&config, 0), "25.0\u{a0}%");
    }
}
