//! Standardises features by their mean and standard deviation over the training houses (scikit-learn's
//! `StandardScaler`), and scales them to the configured length.

/// Means and squared deviations of features, house by house (Welford, "Note on a method for calculating corrected sums of
/// squares and products", 1962). Features of missing photos, which are no numbers, do not count.
#[derive(Default)]
pub(crate) struct FeatureStatistics {
    /// For each feature the number of houses, their mean, and the sum of squared deviations from it.
    features: Vec<(f64, f64, f64)>,
}

impl FeatureStatistics {
    /// Adds a house.
    pub(crate) fn add(&mut self, house: &[f32]) {
        self.features.resize(house.len(), Default::default());
        for ((count, mean, squares), &value) in self.features.iter_mut().zip(house) {
            if !value.is_nan() {
                let deviation = f64::from(value) - *mean;
                *count += 1.0;
                *mean += deviation / *count;
                *squares += deviation * (f64::from(value) - *mean);
            }
        }
    }

    /// Means, then standard deviations. These are at least `least` times their root mean square.
    pub(crate) fn scaling(&self, least: f64) -> Vec<f32> {
        let variances = || self.features.iter().map(|(count, _, squares)| squares / count.max(1.0));
        let mean = variances().sum::<f64>() / self.features.len().max(1) as f64;
        let least = least * mean.sqrt();
        let spread = variances().map(|variance| {
            let spread = variance.sqrt().max(least);
            // Constant features stay zero.
            if spread > 1e-6 { spread as f32 } else { 1.0 }
        });
        self.features.iter().map(|(_, mean, _)| *mean as f32).chain(spread).collect()
    }
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
        let mut statistics = FeatureStatistics::default();
        houses.iter().for_each(|house| statistics.add(house));
        let frozen = statistics.scaling(0.0);
        assert_eq!(frozen[..2], [3.0, 20.0]);
        assert_eq!(frozen[3], 10.0);
        let few = statistics.scaling(0.5);
        assert_eq!((few[..2].to_vec(), few[3]), (vec![3.0, 20.0], 10.0));
        assert!((few[2] - 3.59).abs() < 0.01, "half of the root mean square of 1.63 and 10: {}", few[2]);
        scale(&mut houses[2], &frozen, 1.0);
        assert_eq!(houses[2][1], 0.0);
        assert!(houses[2][0] > 0.0);
    }
}
