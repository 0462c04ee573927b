//! Features of houses on a common scale: less their means over the training houses, divided by their standard deviations, and of a
//! length that the settings name.

use super::Layout;
use facade_spec::Config;

/// Adds means and deviations to what is fixed. Their names begin with that of the layer that makes the features.
pub(super) fn lay(layout: &mut Layout, layer: &str, features: usize) {
    layout.fixed(&format!("{layer}.centre"), vec![features]);
    layout.fixed(&format!("{layer}.spread"), vec![features]);
}

/// Means, then deviations, of the training houses' features.
pub(crate) fn fit(houses: &[&[f32]]) -> Vec<f32> {
    let count = houses.len().max(1) as f64;
    let features = houses.first().map_or(0, |features| features.len());
    let column = |at: usize| houses.iter().map(move |row| f64::from(row[at]));
    let centre: Vec<f64> = (0..features).map(|at| column(at).sum::<f64>() / count).collect();
    let spread = centre.iter().enumerate().map(|(at, centre)| {
        let variance = column(at).map(|v| (v - centre).powi(2)).sum::<f64>() / count;
        // What never differs stays zero.
        if variance > 1e-12 { variance.sqrt() as f32 } else { 1.0 }
    });
    centre.iter().map(|&v| v as f32).chain(spread).collect()
}

/// What gives so many features, each of deviation 1, the length that the settings name.
pub(crate) fn factor(count: usize, config: &Config) -> f32 {
    config.feature_length as f32 / (count as f32).sqrt()
}

/// Puts a house's features on the scale that ends the fixed values.
pub(crate) fn scale(features: &mut [f32], fixed: &[f32], config: &Config) {
    let count = features.len();
    let factor = factor(count, config);
    let (centre, spread) = fixed[fixed.len() - 2 * count..].split_at(count);
    for (value, (centre, spread)) in features.iter_mut().zip(centre.iter().zip(spread)) {
        *value = (*value - centre) / spread * factor;
    }
}

/// The way back from that for a gradient.
pub(super) fn slope(gradient: &mut [f32], fixed: &[f32], config: &Config) {
    let count = gradient.len();
    let factor = factor(count, config);
    let spread = &fixed[fixed.len() - count..];
    gradient.iter_mut().zip(spread).for_each(|(g, spread)| *g *= factor / spread);
}
