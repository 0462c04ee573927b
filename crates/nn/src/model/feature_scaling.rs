//! Standardises features by their mean and standard deviation over the training houses (scikit-learn's
//! `StandardScaler`), and scales them to the configured length.

/// Means, then standard deviations, of the training houses' features.
pub(crate) fn fit(houses: &[&[f32]]) -> Vec<f32> {
    let count = houses.len().max(1) as f64;
    let features = houses.first().map_or(0, |features| features.len());
    let column = |at: usize| houses.iter().map(move |row| f64::from(row[at]));
    let centre: Vec<f64> = (0..features).map(|at| column(at).sum::<f64>() / count).collect();
    let spread = centre.iter().enumerate().map(|(at, centre)| {
        let variance = column(at).map(|v| (v - centre).powi(2)).sum::<f64>() / count;
        // Constant features stay zero.
        if variance > 1e-12 { variance.sqrt() as f32 } else { 1.0 }
    });
    centre.iter().map(|&v| v as f32).chain(spread).collect()
}

/// Scales this many features of standard deviation 1 to a length.
pub(crate) fn factor(count: usize, length: f64) -> f32 {
    length as f32 / (count as f32).sqrt()
}

/// Scales a house's features to a length, by the last values of `frozen`.
pub(crate) fn scale(features: &mut [f32], frozen: &[f32], length: f64) {
    let count = features.len();
    let factor = factor(count, length);
    let (centre, spread) = frozen[frozen.len() - 2 * count..].split_at(count);
    for (value, (centre, spread)) in features.iter_mut().zip(centre.iter().zip(spread)) {
        *value = (*value - centre) / spread * factor;
    }
}

/// The backward pass of [`scale`], in place.
pub(super) fn scale_backward(gradient: &mut [f32], frozen: &[f32], length: f64) {
    let count = gradient.len();
    let factor = factor(count, length);
    let spread = &frozen[frozen.len() - count..];
    gradient.iter_mut().zip(spread).for_each(|(g, spread)| *g *= factor / spread);
}
