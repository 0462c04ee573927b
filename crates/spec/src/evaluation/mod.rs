//! Metrics of a model, and of baselines that use no network.

mod calibration;
mod conformal;
mod importance;
mod metrics;
mod ood;
mod paired;
mod ratio_study;

pub use calibration::{Mape, MapeCalibration};
pub use conformal::{COVERAGE_RATES, ConformalInterval, IntervalWidth};
pub use importance::{InputImportance, ModelInput};
pub use ood::{Neighbour, OodScore};
pub use paired::ConfidenceInterval;
pub use ratio_study::{Limits, RatioStudy};
use serde::{Deserialize, Serialize};

use facade_data::{House, HouseId};

/// The evaluation at the end of a run. Prices in dollars, percentages in percent.
///
/// Prices are as the network predicts them: about half of the houses cost more. Only where a MAPE is compared are they
/// multiplied by a factor ([`MapeCalibration`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Evaluation {
    /// Errors on the test houses.
    pub test: Metrics,
    /// Errors on the training houses, without dropout.
    pub train: Metrics,
    /// Baselines, fitted on the training houses.
    pub baselines: Baselines,
    /// Predictions for the test houses, in the order of the split.
    pub predictions: Vec<Prediction>,
    /// Prices of training houses by networks that were not trained on them: out-of-fold with cross-fitting, otherwise those
    /// of the validation houses.
    #[serde(default)]
    pub held_out: Vec<Prediction>,
    /// The training and test houses on a map of the network's feature space; empty if it could not be made.
    #[serde(default)]
    pub map: Vec<MapPoint>,
    /// Conformal intervals, if houses were held out to fit them.
    #[serde(rename = "ranges")]
    pub intervals: Vec<IntervalCoverage>,
    /// The MAPE with the factor that is best for it.
    pub calibration: MapeCalibration,
    /// How much each input matters; empty if it was not measured.
    pub importance: Vec<InputImportance>,
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
    /// The same with coefficients of the attributes for each zip code; none if there is only one.
    #[serde(default)]
    pub ridge_slopes: Option<BaselinePredictions>,
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

impl Prediction {
    /// Without its sign, in percent of the price in the table.
    pub fn percentage_error(&self) -> f64 {
        100.0 * ((self.predicted - self.actual) / self.actual).abs()
    }
}

/// A house on a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapPoint {
    /// Its id.
    pub house: HouseId,
    /// Coordinates on the first two principal components of the features of the training houses.
    pub at: [f32; 2],
}

impl Evaluation {
    /// Evaluates predictions, in dollars and in the order of the houses, with these baselines, factor for the MAPE, MAPE on
    /// held-out houses with it, and intervals; without held-out prices, map and importance.
    pub fn of(
        [train, test]: [&[&House]; 2],
        [train_predicted, test_predicted]: [&[f64]; 2],
        baselines: Baselines,
        (factor, held_out, intervals): (f64, Option<Mape>, &[ConformalInterval]),
    ) -> Self {
        let prices = |houses: &[&House]| houses.iter().map(|h| h.price).collect::<Vec<f64>>();
        let (train_prices, test_prices) = (prices(train), prices(test));
        let predictions = test.iter().zip(test_predicted).map(|(house, &predicted)| Prediction {
            house: house.id.clone(),
            actual: house.price,
            predicted,
        });
        let coverage = |&interval: &ConformalInterval| IntervalCoverage {
            interval,
            coverage: interval.coverage(&test_prices, test_predicted),
        };
        Evaluation {
            test: Metrics::of(&test_prices, test_predicted),
            train: Metrics::of(&train_prices, train_predicted),
            baselines,
            predictions: predictions.collect(),
            held_out: Vec::new(),
            map: Vec::new(),
            intervals: intervals.iter().map(coverage).collect(),
            calibration: MapeCalibration {
                factor,
                test: Mape::of(&test_prices, test_predicted, factor),
                train: Mape::of(&train_prices, train_predicted, factor),
                held_out,
            },
            importance: Vec::new(),
        }
    }

    /// The MAPE of the prices on the test houses: the error that is shown and compared.
    pub fn mape(&self) -> Mape {
        Mape { mean: self.test.mape_mean, std: self.test.mape_std }
    }

    /// Absolute percentage errors on the test houses whose mean is [`Self::mape`], in percent.
    pub fn percentage_errors(&self) -> impl Iterator<Item = f64> {
        self.predictions.iter().map(Prediction::percentage_error)
    }

    /// The MAPE of the prices on training houses that were held out; `None` if there are none. It decides between networks:
    /// the test houses have no part in it.
    pub fn held_out_mape(&self) -> Option<f64> {
        let errors = self.held_out.iter().map(Prediction::percentage_error);
        (!self.held_out.is_empty()).then(|| facade_data::statistics::mean(errors))
    }

    /// Ratios of predicted to actual prices of the test houses; `None` if there are none.
    pub fn ratio_study(&self) -> Option<RatioStudy> {
        RatioStudy::of(self.predictions.iter().map(|p| (p.actual, p.predicted)))
    }

    /// Whether all metrics and prices are finite.
    pub fn is_finite(&self) -> bool {
        let Evaluation {
            test,
            train,
            baselines,
            predictions,
            held_out,
            map,
            intervals,
            calibration,
            importance,
        } = self;
        let Baselines { best_constant, mean, median, zip_code, ridge, ridge_slopes } = baselines;
        let finite = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite());
        [test, train].into_iter().all(Metrics::is_finite)
            && [best_constant, mean, median]
                .into_iter()
                .all(|Baseline { price, mape_mean, mape_std }| finite(&[*price, *mape_mean, *mape_std]))
            && [zip_code, ridge, ridge_slopes].into_iter().flatten().all(
                |BaselinePredictions { mape_mean, mape_std, prices }| {
                    finite(&[*mape_mean, *mape_std]) && finite(prices)
                },
            )
            && predictions
                .iter()
                .chain(held_out)
                .all(|Prediction { house: _, actual, predicted }| finite(&[*actual, *predicted]))
            && map.iter().all(|MapPoint { house: _, at }| at.iter().all(|value| value.is_finite()))
            && intervals.iter().all(|IntervalCoverage { interval: _, coverage }| coverage.is_finite())
            && calibration.is_valid()
            && importance.iter().all(|input| finite(&[input.mean, input.std]))
    }
}

impl Metrics {
    fn is_finite(&self) -> bool {
        let Metrics { houses: _, mape_mean, mape_std, mae, rmse, bias, r2, r2_log } = self;
        let scores = [r2, r2_log].into_iter().flatten();
        [mape_mean, mape_std, mae, rmse, bias].into_iter().chain(scores).all(|figure| figure.is_finite())
    }
}
