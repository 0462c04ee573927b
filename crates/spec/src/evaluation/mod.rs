//! How wrong a model is, and how wrong guessing one price would have been.

mod familiarity;
mod metrics;
mod paired;
mod range;

pub use familiarity::{Familiarity, Neighbour};
pub use paired::Interval;
pub use range::{RATES, Range, Width};
use serde::{Deserialize, Serialize};

use facade_data::House;
use facade_record::lenient;

/// What a run ends in. Prices in dollars, percentages in percent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// On the test houses.
    pub test: Metrics,
    /// On the training houses, dropout off.
    pub train: Metrics,
    /// One price for every test house, fitted on the training houses.
    pub baselines: Baselines,
    /// The test houses, in the order of the split.
    pub predictions: Vec<Prediction>,
    /// Ranges around predictions, where houses were held back to fit them on.
    #[serde(default, deserialize_with = "lenient::list")]
    pub ranges: Vec<Covered>,
    /// What all prices were multiplied by, to make the MAPE on houses that were held back least.
    #[serde(default = "one")]
    pub shade: f64,
    /// R2 on the logarithm of the test houses' prices before that: how much of the differences in price is explained. A factor
    /// that is good for the MAPE is bad for this.
    pub r2_log_unshaded: Option<f64>,
}

/// What prices are multiplied by where they are not shaded.
fn one() -> f64 {
    1.0
}

/// A range, and how often it held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Covered {
    /// The range.
    pub range: Range,
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
    /// Mean of `predicted - actual`, in dollars: below zero when guesses are low.
    pub bias: f64,
    /// `1 - SSE / SST` on dollars; none where all prices are equal.
    pub r2: Option<f64>,
    /// The same on the logarithm of the price, with predictions below one dollar counted as one dollar.
    pub r2_log: Option<f64>,
}

/// What guesses would score on the test houses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baselines {
    /// The price with the least MAPE on the training houses.
    pub best_constant: Baseline,
    /// Their mean.
    pub mean: Baseline,
    /// Their median.
    pub median: Baseline,
    /// The price with the least MAPE on the training houses of the same zip code; none where there is one zip code only.
    pub zip_code: Option<Guesses>,
    /// Ridge regression on the logarithm of the price, from attributes and zip code; none where they do not differ.
    pub ridge: Option<Guesses>,
}

/// A price for each test house that no photo was looked at for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guesses {
    /// Mean absolute percentage error on the test houses, in percent.
    pub mape_mean: f64,
    /// Its standard deviation (n), in percent.
    pub mape_std: f64,
    /// The prices in dollars, in the order of the split.
    pub prices: Vec<f64>,
}

/// One price for every house.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The price, in dollars.
    pub price: f64,
    /// Mean absolute percentage error on the test houses, in percent.
    pub mape_mean: f64,
    /// Its standard deviation (n), in percent.
    pub mape_std: f64,
}

/// A test house.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Row number, from 1, as in the photos' names.
    pub house: u32,
    /// Price in the table, in dollars.
    pub actual: f64,
    /// Price from the network, in dollars; can be below zero.
    pub predicted: f64,
}

impl Evaluation {
    /// Judges predictions, in dollars and in the order of the houses, beside these guesses, and these ranges.
    pub fn of(
        [train, test]: [&[&House]; 2],
        [train_predicted, test_predicted]: [&[f64]; 2],
        baselines: Baselines,
        (shade, ranges): (f64, &[Range]),
    ) -> Self {
        let prices = |houses: &[&House]| houses.iter().map(|h| h.price).collect::<Vec<f64>>();
        let (train_prices, test_prices) = (prices(train), prices(test));
        let predictions = test.iter().zip(test_predicted).map(|(house, &predicted)| Prediction {
            house: house.number,
            actual: house.price,
            predicted,
        });
        Evaluation {
            test: Metrics::of(&test_prices, test_predicted),
            train: Metrics::of(&train_prices, train_predicted),
            baselines,
            predictions: predictions.collect(),
            shade,
            r2_log_unshaded: {
                let unshaded: Vec<f64> = test_predicted.iter().map(|price| price / shade).collect();
                Metrics::of(&test_prices, &unshaded).r2_log
            },
            ranges: ranges
                .iter()
                .map(|&range| Covered { range, coverage: range.coverage(&test_prices, test_predicted) })
                .collect(),
        }
    }
}

impl Evaluation {
    /// Whether every figure is a number.
    pub fn is_finite(&self) -> bool {
        let Evaluation { test, train, baselines, predictions, ranges, shade, r2_log_unshaded } = self;
        let Baselines { best_constant, mean, median, zip_code, ridge } = baselines;
        let finite = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite());
        [test, train].into_iter().all(Metrics::is_finite)
            && [best_constant, mean, median]
                .into_iter()
                .all(|Baseline { price, mape_mean, mape_std }| finite(&[*price, *mape_mean, *mape_std]))
            && [zip_code, ridge].into_iter().flatten().all(|Guesses { mape_mean, mape_std, prices }| {
                finite(&[*mape_mean, *mape_std]) && finite(prices)
            })
            && predictions
                .iter()
                .all(|Prediction { house: _, actual, predicted }| finite(&[*actual, *predicted]))
            && ranges.iter().all(|Covered { range: _, coverage }| coverage.is_finite())
            && shade.is_finite()
            && r2_log_unshaded.is_none_or(f64::is_finite)
    }
}

impl Metrics {
    fn is_finite(&self) -> bool {
        let Metrics { houses: _, mape_mean, mape_std, mae, rmse, bias, r2, r2_log } = self;
        let there = [r2, r2_log].into_iter().flatten();
        [mape_mean, mape_std, mae, rmse, bias].into_iter().chain(there).all(|figure| figure.is_finite())
    }
}
