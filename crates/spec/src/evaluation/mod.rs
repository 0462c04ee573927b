//! Metrics of a model, and of baselines that use no network.

mod conformal;
mod metrics;
mod ood;
mod paired;

pub use conformal::{COVERAGE_RATES, ConformalInterval, IntervalWidth};
pub use ood::{Neighbour, OodScore};
pub use paired::ConfidenceInterval;
use serde::{Deserialize, Serialize};

use facade_data::{House, HouseId};
use facade_record::lenient;

/// The evaluation at the end of a run. Prices in dollars, percentages in percent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Errors on the test houses.
    pub test: Metrics,
    /// Errors on the training houses, without dropout.
    pub train: Metrics,
    /// Baselines, fitted on the training houses.
    pub baselines: Baselines,
    /// Predictions for the test houses, in the order of the split.
    pub predictions: Vec<Prediction>,
    /// Conformal intervals, if houses were held out to fit them.
    #[serde(default, rename = "ranges", deserialize_with = "lenient::list")]
    pub intervals: Vec<IntervalCoverage>,
    /// Factor applied to all prices, which minimises the MAPE on held-out houses.
    #[serde(default = "one", rename = "shade")]
    pub calibration_factor: f64,
    /// R2 of the log price on the test houses before calibration. The factor that improves the MAPE lowers
    /// this.
    #[serde(rename = "r2_log_unshaded")]
    pub r2_log_uncalibrated: Option<f64>,
}

/// Prices without calibration.
fn one() -> f64 {
    1.0
}

/// A conformal interval, and its coverage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntervalCoverage {
    /// The interval.
    #[serde(rename = "range")]
    pub interval: ConformalInterval,
    /// Share of the test houses whose price lies in it.
    pub coverage: f64,
}

/// Errors over a set of houses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// Houses.
    pub houses: usize,
    /// Mean of `|predicted - actual| / actual`, in percent.
    pub mape_mean: f64,
    /// Its standard deviation (n, not n - 1), in percent.
    pub mape_std: f64,
    /// Mean of `|predicted - actual|`, in dollars.
    pub mae: f64,
    /// Root of the mean of `(predicted - actual)^2`, in dollars.
    pub rmse: f64,
    /// Mean of `predicted - actual`, in dollars: below zero if predictions are low.
    pub bias: f64,
    /// `1 - SSE / SST` of the price in dollars; none if all prices are equal.
    pub r2: Option<f64>,
    /// The same for the log price; predictions below one dollar count as one dollar.
    pub r2_log: Option<f64>,
}

/// Scores of baselines on the test houses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baselines {
    /// The constant price with the lowest MAPE on the training houses.
    pub best_constant: Baseline,
    /// Mean price of the training houses.
    pub mean: Baseline,
    /// Median price of the training houses.
    pub median: Baseline,
    /// Per zip code, the constant price with the lowest MAPE on its training houses; none if there is only
    /// one zip code.
    pub zip_code: Option<BaselinePredictions>,
    /// Ridge regression of the log price on attributes and zip code; none if all are equal.
    pub ridge: Option<BaselinePredictions>,
}

/// Predictions of a baseline for each test house, without photos.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaselinePredictions {
    /// Mean absolute percentage error on the test houses, in percent.
    pub mape_mean: f64,
    /// Its standard deviation (n), in percent.
    pub mape_std: f64,
    /// Prices in dollars, in the order of the split.
    pub prices: Vec<f64>,
}

/// A constant price for all houses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The price, in dollars.
    pub price: f64,
    /// Mean absolute percentage error on the test houses, in percent.
    pub mape_mean: f64,
    /// Its standard deviation (n), in percent.
    pub mape_std: f64,
}

/// Prediction for one test house.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Its id.
    pub house: HouseId,
    /// Price in the table, in dollars.
    pub actual: f64,
    /// Predicted price, in dollars; can be below zero.
    pub predicted: f64,
}

impl Evaluation {
    /// Evaluates predictions, in dollars and in the order of the houses, with these baselines, calibration
    /// factor and intervals.
    pub fn of(
        [train, test]: [&[&House]; 2],
        [train_predicted, test_predicted]: [&[f64]; 2],
        baselines: Baselines,
        (calibration_factor, intervals): (f64, &[ConformalInterval]),
    ) -> Self {
        let prices = |houses: &[&House]| houses.iter().map(|h| h.price).collect::<Vec<f64>>();
        let (train_prices, test_prices) = (prices(train), prices(test));
        let predictions = test.iter().zip(test_predicted).map(|(house, &predicted)| Prediction {
            house: house.id.clone(),
            actual: house.price,
            predicted,
        });
        Evaluation {
            test: Metrics::of(&test_prices, test_predicted),
            train: Metrics::of(&train_prices, train_predicted),
            baselines,
            predictions: predictions.collect(),
            calibration_factor,
            r2_log_uncalibrated: {
                let uncalibrated: Vec<f64> =
                    test_predicted.iter().map(|price| price / calibration_factor).collect();
                Metrics::of(&test_prices, &uncalibrated).r2_log
            },
            intervals: intervals
                .iter()
                .map(|&interval| IntervalCoverage {
                    interval,
                    coverage: interval.coverage(&test_prices, test_predicted),
                })
                .collect(),
        }
    }
}

impl Evaluation {
    /// Whether all metrics and prices are finite.
    pub fn is_finite(&self) -> bool {
        let Evaluation {
            test,
            train,
            baselines,
            predictions,
            intervals,
            calibration_factor,
            r2_log_uncalibrated,
        } = self;
        let Baselines { best_constant, mean, median, zip_code, ridge } = baselines;
        let finite = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite());
        [test, train].into_iter().all(Metrics::is_finite)
            && [best_constant, mean, median]
                .into_iter()
                .all(|Baseline { price, mape_mean, mape_std }| finite(&[*price, *mape_mean, *mape_std]))
            && [zip_code, ridge].into_iter().flatten().all(
                |BaselinePredictions { mape_mean, mape_std, prices }| {
                    finite(&[*mape_mean, *mape_std]) && finite(prices)
                },
            )
            && predictions
                .iter()
                .all(|Prediction { house: _, actual, predicted }| finite(&[*actual, *predicted]))
            && intervals.iter().all(|IntervalCoverage { interval: _, coverage }| coverage.is_finite())
            && calibration_factor.is_finite()
            && r2_log_uncalibrated.is_none_or(f64::is_finite)
    }
}

impl Metrics {
    fn is_finite(&self) -> bool {
        let Metrics { houses: _, mape_mean, mape_std, mae, rmse, bias, r2, r2_log } = self;
        let scores = [r2, r2_log].into_iter().flatten();
        [mape_mean, mape_std, mae, rmse, bias].into_iter().chain(scores).all(|figure| figure.is_finite())
    }
}
