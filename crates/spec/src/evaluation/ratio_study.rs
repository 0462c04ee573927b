//! What assessors measure of prices: how they compare with sale prices, whether they scatter, and whether they favour dear
//! or cheap houses.
//!
//! Formulas and limits: International Association of Assessing Officers, *Standard on Ratio Studies*, 2013 (appendix B;
//! limits for single homes in table 1-3 and sections 5.6 and 9.2).

use serde::Serialize;

use facade_data::median;
use facade_data::statistics::mean;

/// Statistics of the ratios predicted / actual price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RatioStudy {
    /// Median absolute percentage error, in percent.
    pub median_error: f64,
    /// Share of houses whose prediction is at most 10 % off.
    pub within_10: f64,
    /// Share of houses whose prediction is at most 20 % off.
    pub within_20: f64,
    /// Median ratio: 1 if as many prices are too high as too low.
    pub median_ratio: f64,
    /// Coefficient of dispersion: mean absolute deviation of the ratios from their median, in percent of it.
    pub cod: f64,
    /// Price-related differential: mean ratio over the ratio of the sums. Above 1 if dear houses are priced lower,
    /// relative to their sale prices, than cheap ones.
    pub prd: f64,
    /// Price-related bias: by how much ratios change, relative to their median, where the value doubles. `None` if all
    /// values are equal.
    pub prb: Option<f64>,
}

/// What is usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Lowest usual value.
    pub low: f64,
    /// Highest usual value.
    pub high: f64,
}

impl RatioStudy {
    /// Usual median ratios.
    pub const MEDIAN_RATIO: Limits = Limits { low: 0.9, high: 1.1 };
    /// Usual coefficients of dispersion of single homes in mixed areas, in percent.
    pub const COD: Limits = Limits { low: 5.0, high: 15.0 };
    /// Usual price-related differentials.
    pub const PRD: Limits = Limits { low: 0.98, high: 1.03 };
    /// Usual price-related biases.
    pub const PRB: Limits = Limits { low: -0.05, high: 0.05 };

    /// Of pairs of actual and predicted price, in dollars; actual prices are above zero. `None` without pairs, or if the
    /// median or the sum of the predictions is not above zero.
    pub fn of(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Self> {
        let ratios: Vec<f64> = pairs.clone().map(|(actual, predicted)| predicted / actual).collect();
        let errors: Vec<f64> = ratios.iter().map(|ratio| 100.0 * (ratio - 1.0).abs()).collect();
        let (actual, predicted) =
            pairs.clone().fold((0.0, 0.0), |(a, p), (actual, predicted)| (a + actual, p + predicted));
        let middle = if ratios.is_empty() { 0.0 } else { median(&ratios) };
        if !(middle > 0.0 && predicted > 0.0) {
            return None;
        }
        let share = |percent: f64| mean(errors.iter().map(|error| if *error <= percent { 1.0 } else { 0.0 }));
        // Half of the sale price and half of the prediction, at the median level: neither alone is the value.
        let values = pairs
            .map(|(actual, predicted)| (0.5 * (actual + predicted / middle)).max(f64::MIN_POSITIVE).log2());
        let relative = ratios.iter().map(|ratio| (ratio - middle) / middle);
        Some(RatioStudy {
            median_error: median(&errors),
            within_10: share(10.0),
            within_20: share(20.0),
            median_ratio: middle,
            cod: 100.0 * mean(ratios.iter().map(|ratio| (ratio - middle).abs())) / middle,
            prd: mean(ratios.iter().copied()) / (predicted / actual),
            prb: slope(values.zip(relative)),
        })
    }
}

/// Of the least-squares line through points `(x, y)`; `None` if all `x` are equal.
fn slope(points: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let (x_mean, y_mean) = (mean(points.clone().map(|(x, _)| x)), mean(points.clone().map(|(_, y)| y)));
    let variance: f64 = points.clone().map(|(x, _)| (x - x_mean).powi(2)).sum();
    let covariance: f64 = points.map(|(x, y)| (x - x_mean) * (y - y_mean)).sum();
    (variance > 0.0).then(|| covariance / variance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-9 * expected.abs().max(1.0), "{value} {expected}");
    }

    /// Expected values from NumPy: tests/fixtures/make_ratio_study.py.
    #[test]
    fn statistics_agree_with_numpy() {
        let actual = [100e3, 150e3, 240e3, 320e3, 500e3, 900e3];
        let predicted = [118e3, 160e3, 230e3, 330e3, 430e3, 700e3];
        let study = RatioStudy::of(actual.into_iter().zip(predicted)).unwrap();
        close(study.median_error, 10.333_333_333_333_334);
        assert_eq!((study.within_10, study.within_20), (0.5, 5.0 / 6.0));
        close(study.median_ratio, 0.994_791_666_666_666_7);
        close(study.cod, 11.422_920_302_501_451);
        close(study.prd, 1.099_390_361_525_143);
        close(study.prb.unwrap(), -0.131_832_334_114_436_26);
    }

    #[test]
    fn the_same_factor_on_all_prices_is_no_scatter_and_no_bias() {
        let study = RatioStudy::of([(100.0, 80.0), (300.0, 240.0), (700.0, 560.0)].into_iter()).unwrap();
        close(study.median_ratio, 0.8);
        close(study.cod, 0.0);
        close(study.prd, 1.0);
        close(study.prb.unwrap(), 0.0);
        assert_eq!((study.within_10, study.within_20), (0.0, 1.0));
    }

    #[test]
    fn without_prices_there_is_nothing_to_study() {
        assert_eq!(RatioStudy::of([].into_iter()), None);
        assert_eq!(RatioStudy::of([(100.0, -5.0)].into_iter()), None);
        assert_eq!(RatioStudy::of([(100.0, 90.0), (100.0, 90.0)].into_iter()).unwrap().prb, None);
    }
}
