//! What guessing one price would cost: no model is worth anything that does not beat it.

use super::metrics::{mean, mean_and_std};
use super::{Baseline, Baselines};
use crate::dataset::median;

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

/// The price with the least mean absolute percentage error: `sum |c - y| / y` is least at the median of the prices
/// weighted by `1 / y`.
fn best_constant(prices: &[f64]) -> f64 {
    let mut sorted = prices.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.iter().map(|price| 1.0 / price).sum::<f64>() / 2.0;
    let mut weight = 0.0;
    let reached = |price: &&f64| {
        weight += 1.0 / **price;
        weight >= half
    };
    sorted.iter().find(reached).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_constant_beats_every_other_price() {
        let prices = [120.0, 80.0, 900.0, 450.0, 95.0, 300.0];
        let cost = |c: f64| prices.iter().map(|y| ((c - y) / y).abs()).sum::<f64>();
        let best = best_constant(&prices);
        for tenth in 500..10_000 {
            assert!(cost(best) <= cost(f64::from(tenth) / 10.0) + 1e-12);
        }
    }
}
