//! Error metrics of predictions.

use super::Metrics;
use facade_data::statistics::{mean, mean_and_std};

/// Predictions below this many dollars are raised to it before a logarithm is taken.
const FLOOR: f64 = 1.0;

impl Metrics {
    /// Errors of predicted against actual prices, in dollars; the two slices have equal length. All metrics
    /// are zero if they are empty.
    pub fn of(actual: &[f64], predicted: &[f64]) -> Self {
        let pairs = || actual.iter().copied().zip(predicted.iter().copied());
        let (mape_mean, mape_std) = mean_and_std(pairs().map(|(a, p)| 100.0 * ((p - a) / a).abs()));
        Metrics {
            houses: pairs().count(),
            mape_mean,
            mape_std,
            mae: mean(pairs().map(|(a, p)| (p - a).abs())),
            rmse: mean(pairs().map(|(a, p)| (p - a).powi(2))).sqrt(),
            bias: mean(pairs().map(|(a, p)| p - a)),
            r2: r2(pairs()),
            r2_log: r2(pairs().map(|(a, p)| (a.ln(), p.max(FLOOR).ln()))),
        }
    }
}

/// `1 - SSE / SST`; `None` if the actual values are all equal (scikit-learn's `r2_score`).
fn r2(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let centre = mean(pairs.clone().map(|(a, _)| a));
    let total: f64 = pairs.clone().map(|(a, _)| (a - centre).powi(2)).sum();
    let error: f64 = pairs.map(|(a, p)| (a - p).powi(2)).sum();
    (total > 0.0).then(|| 1.0 - error / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values from numpy and scikit-learn's `r2_score`.
    #[test]
    fn metrics_agree_with_scikit_learn() {
        let m = Metrics::of(&[100.0, 200.0, 400.0, 800.0], &[110.0, 150.0, 500.0, 700.0]);
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} {b}");
        close(m.mape_mean, 18.125);
        close(m.mape_std, 6.931_585_316_505_886);
        close(m.mae, 65.0);
        close(m.rmse, 75.166_481_891_864_54);
        close(m.bias, -10.0);
        close(m.r2.unwrap(), 0.921_391_304_347_826_1);
        close(m.r2_log.unwrap(), 0.933_617_366_163_095_3);
    }

    #[test]
    fn a_prediction_below_zero_still_has_a_logarithm() {
        let m = Metrics::of(&[100.0, 200.0], &[-5.0, 200.0]);
        assert!(m.r2_log.unwrap().is_finite());
    }

    #[test]
    fn equal_prices_have_no_r2() {
        assert_eq!(Metrics::of(&[5.0, 5.0], &[4.0, 6.0]).r2, None);
    }
}
