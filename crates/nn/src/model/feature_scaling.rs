//! Standardises features by their mean and standard deviation over the training houses (scikit-learn's
//! `StandardScaler`), and scales them to the configured length.

/// Means, then standard deviations, of the training houses' features. Those of missing photos, which are no numbers, do not
/// count.
pub(crate) fn fit(houses: &[&[f32]]) -> Vec<f32> {
    let features = houses.first().map_or(0, |features| features.len());
    let column = |at: usize| houses.iter().map(move |row| f64::from(row[at])).filter(|value| !value.is_nan());
    let count = |at: usize| column(at).count().max(1) as f64;
    let centre: Vec<f64> = (0..features).map(|at| column(at).sum::<f64>() / count(at)).collect();
    let spread = centre.iter().enumerate().map(|(at, centre)| {
        let variance = column(at).map(|v| (v - centre).powi(2)).sum::<f64>() / count(at);
        // Constant features stay zero.
        if variance > 1e-12 { variance.sqrt() as f32 } else { 1.0 }
    });
    centre.iter().map(|&v| v as f32).chain(spread).collect()
}

/// Marks the features of missing photos of a house with this many photos: they are no numbers.
pub(crate) fn mark_missing(features: &mut [f32], photos: usize, missing: &[usize]) {
    let size = features.len() / photos.max(1);
    for &photo in missing {
        if let Some(of_photo) = features.get_mut(photo * size..(photo + 1) * size) {
            of_photo.fill(f32::NAN);
        }
    }
}

/// Scales this many features of standard deviation 1 to a length.
pub(crate) fn factor(count: usize, length: f64) -> f32 {
    length as f32 / (count as f32).sqrt()
}

/// Scales a house's features to a length, by the last values of `frozen`. Those of missing photos become the mean, zero.
pub(crate) fn scale(features: &mut [f32], frozen: &[f32], length: f64) {
    let count = features.len();
    let factor = factor(count, length);
    let (centre, spread) = frozen[frozen.len() - 2 * count..].split_at(count);
    for (value, (centre, spread)) in features.iter_mut().zip(centre.iter().zip(spread)) {
        *value = if value.is_nan() { 0.0 } else { (*value - centre) / spread * factor };
    }
}

/// The backward pass of [`scale`], in place.
pub(super) fn scale_backward(gradient: &mut [f32], frozen: &[f32], length: f64) {
    let count = gradient.len();
    let factor = factor(count, length);
    let spread = &frozen[frozen.len() - count..];
    gradient.iter_mut().zip(spread).for_each(|(g, spread)| *g *= factor / spread);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_of_missing_photos_do_not_count_and_are_the_mean() {
        let mut houses = [[1.0, 10.0], [3.0, 30.0], [5.0, 0.0]].map(Vec::from);
        mark_missing(&mut houses[2], 2, &[1]);
        let rows: Vec<&[f32]> = houses.iter().map(Vec::as_slice).collect();
        let frozen = fit(&rows);
        assert_eq!(frozen[..2], [3.0, 20.0]);
        assert_eq!(frozen[3], 10.0);
        scale(&mut houses[2], &frozen, 1.0);
        assert_eq!(houses[2][1], 0.0);
        assert!(houses[2][0] > 0.0);
    }
}
