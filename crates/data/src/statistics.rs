//! Means, deviations, and what lies least far from all.

use crate::sorting::sort;

/// Mean; zero of nothing.
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), v| (sum + v, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

/// Mean and standard deviation with n in the denominator.
pub fn mean_and_std(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let centre = mean(values.clone());
    (centre, mean(values.map(|v| (v - centre).powi(2))).sqrt())
}

/// The value `c` of least mean absolute percentage error: `sum |c - y| / y` is least at the median of the values weighted by
/// `1 / y`. Values are above zero; zero of none.
pub fn best_constant(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sort(&mut sorted, f64::total_cmp);
    let half = sorted.iter().map(|value| 1.0 / value).sum::<f64>() / 2.0;
    let mut weight = 0.0;
    let reached = |value: &&f64| {
        weight += 1.0 / **value;
        weight >= half
    };
    sorted.iter().find(reached).copied().unwrap_or(0.0)
}

/// A mean over runs, with what is known about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// How many runs.
    pub runs: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, with n - 1 in the denominator; none of one run.
    pub deviation: Option<f64>,
    /// Half the width of the 95 % confidence interval of the mean.
    pub half_width: Option<f64>,
}

impl Summary {
    /// Of one value for each run. Runs on splits of the same houses are not independent: `overlap` is then the number of test
    /// houses over that of training houses, by which the variance is corrected (Nadeau and Bengio, 2003), and otherwise 0.
    pub fn of(values: &[f64], overlap: f64) -> Self {
        let runs = values.len();
        let mean = mean(values.iter().copied());
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let deviation = (runs > 1).then(|| (squares / (runs - 1) as f64).sqrt());
        let half_width = deviation.map(|sd| t_quantile(runs - 1) * sd * (1.0 / runs as f64 + overlap).sqrt());
        Summary { runs, mean, deviation, half_width }
    }
}

/// Student's t at 97.5 % for so many degrees of freedom, to 0.002: tables up to 4, from there Cornish and Fisher's expansion
/// (Abramowitz and Stegun, 26.7.5).
fn t_quantile(freedom: usize) -> f64 {
    const FEW: [f64; 5] = [f64::INFINITY, 12.7062, 4.3027, 3.1824, 2.7764];
    if let Some(&quantile) = FEW.get(freedom) {
        return quantile;
    }
    let (z, n) = (1.959_964_f64, freedom as f64);
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    let fourth = (79.0 * z.powi(9) + 776.0 * z.powi(7) + 1482.0 * z.powi(5) - 1920.0 * z.powi(3) - 945.0 * z)
        / 92_160.0;
    z + first / n + second / n.powi(2) + third / n.powi(3) + fourth / n.powi(4)
}

/// Median; the mean of the middle two where there is no middle one, zero of nothing.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.len().saturating_sub(1) / 2, sorted.len() / 2);
    match (sorted.get(low), sorted.get(high)) {
        (Some(low), Some(high)) => (low + high) / 2.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against scipy.stats.t.ppf(0.975, n).
    #[test]
    fn students_t_is_that_of_the_tables() {
        for (freedom, quantile) in
            [(1, 12.7062), (4, 2.7764), (5, 2.5706), (9, 2.2622), (19, 2.0930), (49, 2.0096)]
        {
            assert!((t_quantile(freedom) - quantile).abs() < 2e-3, "{freedom} {}", t_quantile(freedom));
        }
    }

    #[test]
    fn overlapping_splits_widen_the_interval() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0];
        let plain = Summary::of(&values, 0.0);
        assert_eq!((plain.runs, plain.mean), (5, 3.0));
        assert!((plain.deviation.unwrap() - 1.5811).abs() < 1e-4);
        assert!((plain.half_width.unwrap() - 2.7764 * 1.5811 / 5f64.sqrt()).abs() < 1e-3);
        let ratio = Summary::of(&values, 1.0 / 3.0).half_width.unwrap() / plain.half_width.unwrap();
        assert!((ratio - (0.2f64 + 1.0 / 3.0).sqrt() / 0.2f64.sqrt()).abs() < 1e-9);
        assert_eq!(Summary::of(&[1.0], 0.0).half_width, None);
    }

    #[test]
    fn the_best_constant_beats_every_other_value() {
        let prices = [120.0, 80.0, 900.0, 450.0, 95.0, 300.0];
        let cost = |c: f64| prices.iter().map(|y| ((c - y) / y).abs()).sum::<f64>();
        let best = best_constant(&prices);
        for tenth in 500..10_000 {
            assert!(cost(best) <= cost(f64::from(tenth) / 10.0) + 1e-12);
        }
    }
}
