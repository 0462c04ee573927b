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

#[cfg(test)]
mod tests {
    use super::*;

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
