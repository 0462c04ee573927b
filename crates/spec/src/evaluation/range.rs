//! Ranges that hold a price at a stated rate: split conformal prediction (Lei et al., 2018), from houses that were not trained
//! on. Where each member of a network has its own such houses, theirs are taken together (cross-conformal, Vovk, 2015).

use serde::{Deserialize, Serialize};

use crate::Target;
use facade_data::sorting::sort;

/// The rates at which ranges are told.
pub const RATES: [f64; 2] = [0.8, 0.9];

/// A range around a price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Share of prices that are to lie in it.
    pub rate: f64,
    /// How wide it is.
    pub width: Width,
}

/// How wide a range is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Width {
    /// From the price divided by this to the price times this.
    Factor(f64),
    /// So many dollars below and above.
    Dollars(f64),
}

impl Range {
    /// Fitted on actual prices and what was predicted for them by a network that says this; none where there are too few of them
    /// for the rate.
    pub fn fit(target: Target, rate: f64, actual: &[f64], predicted: &[f64]) -> Option<Self> {
        let score = |(actual, predicted): (&f64, &f64)| match target {
            Target::Log => (actual / predicted).ln().abs(),
            Target::Share => (actual - predicted).abs(),
        };
        let mut scores: Vec<f64> = actual.iter().zip(predicted).map(score).collect();
        sort(&mut scores, f64::total_cmp);
        // The next price is as likely to be in any place among them.
        let place = (rate * (scores.len() + 1) as f64).ceil() as usize;
        let reach = *scores.get(place.checked_sub(1)?)?;
        let width = if target == Target::Log { Width::Factor(reach.exp()) } else { Width::Dollars(reach) };
        reach.is_finite().then_some(Range { rate, width })
    }

    /// Its ends in dollars around a price; nothing costs less than nothing.
    pub fn around(&self, price: f64) -> [f64; 2] {
        match self.width {
            Width::Factor(factor) => [price / factor, price * factor],
            Width::Dollars(dollars) => [(price - dollars).max(0.0), price + dollars],
        }
    }

    /// Whether its numbers are such as a fit can have brought.
    pub fn is_sound(&self) -> bool {
        let (least, width) = match self.width {
            Width::Factor(factor) => (1.0, factor),
            Width::Dollars(dollars) => (0.0, dollars),
        };
        self.rate > 0.0 && self.rate < 1.0 && width.is_finite() && width >= least
    }

    /// Share of the actual prices that lie in the ranges around what was predicted for them.
    pub fn coverage(&self, actual: &[f64], predicted: &[f64]) -> f64 {
        let held = |(actual, predicted): (&f64, &f64)| {
            let [low, high] = self.around(*predicted);
            if (low..=high).contains(actual) { 1.0 } else { 0.0 }
        };
        facade_data::statistics::mean(actual.iter().zip(predicted).map(held))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    #[test]
    fn too_few_houses_make_no_range() {
        let prices = [1.0; 8];
        assert_eq!(Range::fit(Target::Share, 0.9, &prices, &prices), None);
        assert!(Range::fit(Target::Share, 0.8, &prices, &prices).is_some());
        assert_eq!(Range::fit(Target::Share, 0.8, &[], &[]), None);
    }

    #[test]
    fn the_range_is_the_right_score_of_those_in_order() {
        let actual: Vec<f64> = (1..=9).map(f64::from).collect();
        let predicted = [0.0; 9];
        let range = Range::fit(Target::Share, 0.8, &actual, &predicted).unwrap();
        // ceil(0.8 * 10) = 8
        assert_eq!(range.width, Width::Dollars(8.0));
        assert_eq!(range.around(5.0), [0.0, 13.0]);
        let doubled: Vec<f64> = actual.iter().map(|price| price * 2.0).collect();
        let range = Range::fit(Target::Log, 0.9, &doubled, &actual).unwrap();
        let [low, high] = range.around(10.0);
        assert!((low - 5.0).abs() < 1e-9 && (high - 20.0).abs() < 1e-9);
    }

    /// Over many draws a range holds as often as it says: between the rate and the rate plus 1 / (n + 1).
    #[test]
    fn ranges_hold_at_their_rate() {
        let mut stream = Stream::new(5, Purpose::Weights, 0, 0);
        let mut prices = |count: usize| -> (Vec<f64>, Vec<f64>) {
            (0..count).map(|_| (1.0 + f64::from(stream.unit()), 1.0 + f64::from(stream.unit()))).unzip()
        };
        for rate in RATES {
            let mut held = 0.0;
            for _ in 0..400 {
                let (actual, predicted) = prices(39);
                let range = Range::fit(Target::Log, rate, &actual, &predicted).unwrap();
                let (actual, predicted) = prices(50);
                held += range.coverage(&actual, &predicted) / 400.0;
            }
            assert!((rate - 0.012..rate + 0.025 + 0.012).contains(&held), "{rate} {held}");
        }
    }
}
