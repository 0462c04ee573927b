//! Paired comparison of two models on the same houses.

use crate::random::{Purpose, Stream};
use facade_data::statistics::mean;

/// Bootstrap resamples.
const DRAWS: usize = 4000;

/// A mean with its 95 % confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConfidenceInterval {
    /// The mean.
    pub mean: f64,
    /// Lower and upper end.
    pub ends: [f64; 2],
}

impl ConfidenceInterval {
    /// Interval of the mean difference between two models' errors, from the difference for each house:
    /// percentile bootstrap over houses (Efron, 1979). It generalises to other houses of this kind, not to
    /// other training runs. `None` without houses.
    pub fn of_differences(differences: &[f64]) -> Option<Self> {
        let count = differences.len();
        let mut stream = Stream::new(0, Purpose::Bootstrap, 0, 0);
        let mut draw = || mean((0..count).map(|_| differences[stream.below(count as u64) as usize]));
        if count == 0 {
            return None;
        }
        let mut means: Vec<f64> = (0..DRAWS).map(|_| draw()).collect();
        means.sort_by(f64::total_cmp);
        let ends = [0.025, 0.975].map(|share| means[(share * DRAWS as f64) as usize]);
        Some(ConfidenceInterval { mean: mean(differences.iter().copied()), ends })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_a_normal_mean() {
        let mut stream = Stream::new(4, Purpose::Weights, 0, 0);
        let values: Vec<f64> =
            (0..400).map(|_| (0..12).map(|_| f64::from(stream.unit())).sum::<f64>() - 5.0).collect();
        let ConfidenceInterval { mean, ends: [low, high] } =
            ConfidenceInterval::of_differences(&values).unwrap();
        // 1.96 standard errors to each side: 0.098.
        assert!((high - low - 0.196).abs() < 0.02, "{low} {high}");
        assert!(low < mean && mean < high);
        assert_eq!(ConfidenceInterval::of_differences(&[]), None);
    }

    #[test]
    fn equal_models_do_not_differ() {
        let equal = ConfidenceInterval::of_differences(&[0.0; 20]).unwrap();
        assert_eq!((equal.mean, equal.ends), (0.0, [0.0, 0.0]));
    }
}
