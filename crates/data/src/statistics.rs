//! Descriptive statistics: mean, median, standard deviation, the constant of least MAPE, confidence intervals.

/// Arithmetic mean; zero if there are no values.
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), v| (sum + v, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

/// Mean and population standard deviation (n in the denominator).
pub fn mean_and_std(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let centre = mean(values.clone());
    (centre, mean(values.map(|v| (v - centre).powi(2))).sqrt())
}

/// The constant `c` with the lowest mean absolute percentage error (MAPE): `sum |c - y| / y` is minimal at the median
/// of the values weighted by `1 / y`. Values must be above zero; the result is zero if there are none.
pub fn best_constant(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.iter().map(|value| 1.0 / value).sum::<f64>() / 2.0;
    let mut weight = 0.0;
    let reached = |value: &&f64| {
        weight += 1.0 / **value;
        weight >= half
    };
    sorted.iter().find(reached).copied().unwrap_or(0.0)
}

/// Mean of a metric over repeated runs, with its confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunStatistics {
    /// Number of runs.
    pub runs: usize,
    /// Mean.
    pub mean: f64,
    /// Sample standard deviation (n - 1); `None` for a single run.
    pub std: Option<f64>,
    /// Half the width of the 95 % confidence interval of the mean; `None` for a single run.
    pub half_width: Option<f64>,
}

impl RunStatistics {
    /// Statistics of one value per run. Runs on different splits of the same houses are not independent: `overlap` is
    /// then the ratio of test to training houses, for the corrected variance of Nadeau and Bengio (2003). For
    /// independent runs it is 0.
    pub fn of(values: &[f64], overlap: f64) -> Self {
        let runs = values.len();
        let mean = mean(values.iter().copied());
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        let std = (runs > 1).then(|| (squares / (runs - 1) as f64).sqrt());
        let half_width = std.map(|std| t_quantile(runs - 1) * std * (1.0 / runs as f64 + overlap).sqrt());
        RunStatistics { runs, mean, std, half_width }
    }
}

/// The 97.5 % quantile of Student's t distribution, accurate to 0.002: tabulated up to 4 degrees of freedom, then the
/// Cornish-Fisher expansion (Abramowitz and Stegun, 26.7.5).
fn t_quantile(degrees_of_freedom: usize) -> f64 {
    const TABLE: [f64; 5] = [f64::INFINITY, 12.7062, 4.3027, 3.1824, 2.7764];
    if let Some(&quantile) = TABLE.get(degrees_of_freedom) {
        return quantile;
    }
    let (z, n) = (1.959_964_f64, degrees_of_freedom as f64);
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    let fourth = (79.0 * z.powi(9) + 776.0 * z.powi(7) + 1482.0 * z.powi(5) - 1920.0 * z.powi(3) - 945.0 * z)
        / 92_160.0;
    z + first / n + second / n.powi(2) + third / n.powi(3) + fourth / n.powi(4)
}

/// Median; the mean of the middle two for an even number of values, zero if there are none.
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

    #[test]
    fn t_quantiles_match_scipy() {
        // scipy.stats.t.ppf(0.975, n)
        for (n, quantile) in [(1, 12.7062), (4, 2.7764), (5, 2.5706), (9, 2.2622), (19, 2.0930), (49, 2.0096)]
        {
            assert!((t_quantile(n) - quantile).abs() < 2e-3, "{n} {}", t_quantile(n));
        }
    }

    #[test]
    fn overlapping_splits_widen_the_interval() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0];
        let plain = RunStatistics::of(&values, 0.0);
        assert_eq!((plain.runs, plain.mean), (5, 3.0));
        assert!((plain.std.unwrap() - 1.5811).abs() < 1e-4);
        assert!((plain.half_width.unwrap() - 2.7764 * 1.5811 / 5f64.sqrt()).abs() < 1e-3);
        let ratio = RunStatistics::of(&values, 1.0 / 3.0).half_width.unwrap() / plain.half_width.unwrap();
        assert!((ratio - (0.2f64 + 1.0 / 3.0).sqrt() / 0.2f64.sqrt()).abs() < 1e-9);
        assert_eq!(RunStatistics::of(&[1.0], 0.0).half_width, None);
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
