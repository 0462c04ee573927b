//! How wrong a model is, and how wrong guessing one price would have been.

mod baseline;
mod metrics;
mod range;

pub use range::{RATES, Range, Width};
use serde::{Deserialize, Serialize};

use crate::dataset::House;

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
    pub ranges: Vec<Covered>,
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

/// What one price for every house would score on the test houses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baselines {
    /// The price with the least MAPE on the training houses.
    pub best_constant: Baseline,
    /// Their mean.
    pub mean: Baseline,
    /// Their median.
    pub median: Baseline,
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
    /// Judges predictions, in dollars and in the order of the houses, and these ranges.
    pub fn of(
        [train, test]: [&[&House]; 2],
        [train_predicted, test_predicted]: [&[f64]; 2],
        ranges: &[Range],
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
            baselines: Baselines::of(&train_prices, &test_prices),
            predictions: predictions.collect(),
            ranges: ranges
                .iter()
                .map(|&range| Covered { range, coverage: range.coverage(&test_prices, test_predicted) })
                .collect(),
        }
    }
}
