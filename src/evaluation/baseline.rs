//! What guessing one price would cost: no model is worth anything that does not beat it.

use super::{Baseline, Baselines};
use crate::dataset::median;
use crate::statistics::{best_constant, mean, mean_and_std};

impl Baselines {
    /// One price fitted on the training houses, scored on the test houses. Prices in dollars.
    pub fn of(train: &[f64], test: &[f64]) -> Self {
        let score = |price: f64| {
            let errors = test.iter().map(|actual| 100.0 * ((price - actual) / actual).abs());
            let (mape_mean, mape_std) = mean_and_std(errors);
            Baseline { price, mape_mean, mape_std }
        };
        Baselines {
            best_constant: score(best_constant(train)),
            mean: score(mean(train.iter().copied())),
            median: score(median(train)),
        }
    }
}
