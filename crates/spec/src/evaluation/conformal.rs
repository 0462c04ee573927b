//! Price intervals with a stated coverage: split conformal prediction (Lei et al., 2018) on held-out houses.
//! Out-of-fold houses of several members are pooled (cross-conformal, Vovk, 2015).

use serde::{Deserialize, Serialize};

use crate::Target;

/// Coverage rates of the intervals that are reported.
pub const COVERAGE_RATES: [f64; 2] = [0.8, 0.9];

/// A conformal interval around a price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConformalInterval {
    /// Nominal coverage, between 0 and 1.
    pub rate: f64,
    /// Its width.
    pub width: IntervalWidth,
}

/// Width of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntervalWidth {
    /// From the price divided by this factor to the price times it.
    Factor(f64),
    /// This many dollars below and above.
    Dollars(f64),
}

impl ConformalInterval {
    /// Fits an interval on the actual and predicted prices of held-out houses, for a network with this
    /// target. `None` if there are too few houses for the rate.
    pub fn fit(target: Target, rate: f64, actual: &[f64], predicted: &[f64]) -> Option<Self> {
        let score = |(actual, predicted): (&f64, &f64)| match target {
            Target::Log => (actual / predicted).ln().abs(),
            Target::MaxScaled => (actual - predicted).abs(),
        };
        let mut scores: Vec<f64> = actual.iter().zip(predicted).map(score).collect();
        scores.sort_by(f64::total_cmp);
        // The next score is equally likely to have any rank.
        let place = (rate * (scores.len() + 1) as f64).ceil() as usize;
        let reach = *scores.get(place.checked_sub(1)?)?;
        let width = if target == Target::Log {
            IntervalWidth::Factor(reach.exp())
        } else {
            IntervalWidth::Dollars(reach)
        };
        reach.is_finite().then_some(ConformalInterval { rate, width })
    }

    /// Lower and upper end in dollars around a price; not below zero.
    pub fn around(&self, price: f64) -> [f64; 2] {
        match self.width {
            IntervalWidth::Factor(factor) => [price / factor, price * factor],
            IntervalWidth::Dollars(dollars) => [(price - dollars).max(0.0), price + dollars],
        }
    }

    /// An interval around a price that contains this one around the price times `factor`. Models of earlier versions
    /// multiplied their prices; `highest` is the highest price for which an interval in dollars shall hold.
    pub fn around_uncalibrated(self, factor: f64, highest: f64) -> Self {
        let width = match self.width {
            IntervalWidth::Factor(width) => IntervalWidth::Factor(width * factor.max(factor.recip())),
            IntervalWidth::Dollars(width) => IntervalWidth::Dollars(width + (factor - 1.0).abs() * highest),
        };
        ConformalInterval { width, ..self }
    }

    /// Whether its values can come from a fit.
    pub fn is_valid(&self) -> bool {
        let (least, width) = match self.width {
            IntervalWidth::Factor(factor) => (1.0, factor),
            IntervalWidth::Dollars(dollars) => (0.0, dollars),
        };
        self.rate > 0.0 && self.rate < 1.0 && width.is_finite() && width >= least
    }

    /// Share of the actual prices inside the intervals around the predictions.
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
    fn an_interval_of_a_calibrated_price_lies_within_that_of_the_price() {
        for width in [IntervalWidth::Factor(1.5), IntervalWidth::Dollars(90.0)] {
            let calibrated = ConformalInterval { rate: 0.8, width };
            for factor in [0.8, 1.0, 1.25] {
                let [low, high] = calibrated.around(factor * 400.0);
                let [lower, higher] = calibrated.around_uncalibrated(factor, 500.0).around(400.0);
                assert!(lower <= low && high <= higher, "{width:?} {factor}");
                assert!(factor != 1.0 || [lower, higher] == [low, high]);
            }
        }
    }

    #[test]
    fn too_few_houses_give_no_interval() {
        let prices = [1.0; 8];
        assert_eq!(ConformalInterval::fit(Target::MaxScaled, 0.9, &prices, &prices), None);
        assert!(ConformalInterval::fit(Target::MaxScaled, 0.8, &prices, &prices).is_some());
        assert_eq!(ConformalInterval::fit(Target::MaxScaled, 0.8, &[], &[]), None);
    }

    #[test]
    fn the_interval_is_the_score_of_the_right_rank() {
        let actual: Vec<f64> = (1..=9).map(f64::from).collect();
        let predicted = [0.0; 9];
        let range = ConformalInterval::fit(Target::MaxScaled, 0.8, &actual, &predicted).unwrap();
        // ceil(0.8 * 10) = 8
        assert_eq!(range.width, IntervalWidth::Dollars(8.0));
        assert_eq!(range.around(5.0), [0.0, 13.0]);
        let doubled: Vec<f64> = actual.iter().map(|price| price * 2.0).collect();
        let range = ConformalInterval::fit(Target::Log, 0.9, &doubled, &actual).unwrap();
        let [low, high] = range.around(10.0);
        assert!((low - 5.0).abs() < 1e-9 && (high - 20.0).abs() < 1e-9);
    }

    /// Over many draws the coverage lies between the rate and the rate plus 1 / (n + 1).
    #[test]
    fn intervals_have_their_nominal_coverage() {
        let mut stream = Stream::new(5, Purpose::Weights, 0, 0);
        let mut prices = |count: usize| -> (Vec<f64>, Vec<f64>) {
            (0..count).map(|_| (1.0 + f64::from(stream.unit()), 1.0 + f64::from(stream.unit()))).unzip()
        };
        for rate in COVERAGE_RATES {
            let mut held = 0.0;
            for _ in 0..400 {
                let (actual, predicted) = prices(39);
                let range = ConformalInterval::fit(Target::Log, rate, &actual, &predicted).unwrap();
                let (actual, predicted) = prices(50);
                held += range.coverage(&actual, &predicted) / 400.0;
            }
            assert!((rate - 0.012..rate + 0.025 + 0.012).contains(&held), "{rate} {held}");
        }
    }
}
