//! Two models on the same houses.

use crate::random::{Purpose, Stream};
use facade_data::sorting::sort;
use facade_data::statistics::mean;

/// How often houses are drawn anew.
const DRAWS: usize = 4000;

/// A mean with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The mean.
    pub mean: f64,
    /// The ends of the interval.
    pub ends: [f64; 2],
}

impl Interval {
    /// Of the mean difference of two models' errors, from the difference for each house: the percentiles of the mean over houses
    /// drawn anew, with replacement (Efron, 1979). It is about other houses of this kind, not about other training runs. None of
    /// no house.
    pub fn of_differences(differences: &[f64]) -> Option<Self> {
        let count = differences.len();
        let mut stream = Stream::new(0, Purpose::Bootstrap, 0, 0);
        let mut draw = || mean((0..count).map(|_| differences[stream.below(count as u64) as usize]));
        if count == 0 {
            return None;
        }
        let mut means: Vec<f64> = (0..DRAWS).map(|_| draw()).collect();
        sort(&mut means, f64::total_cmp);
        let ends = [0.025, 0.975].map(|share| means[(share * DRAWS as f64) as usize]);
        Some(Interval { mean: mean(differences.iter().copied()), ends })
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
        let Interval { mean, ends: [low, high] } = Interval::of_differences(&values).unwrap();
        // 1.96 standard errors to each side: 0.098.
        assert!((high - low - 0.196).abs() < 0.02, "{low} {high}");
        assert!(low < mean && mean < high);
        assert_eq!(Interval::of_differences(&[]), None);
    }

    #[test]
    fn equal_models_do_not_differ() {
        let equal = Interval::of_differences(&[0.0; 20]).unwrap();
        assert_eq!((equal.mean, equal.ends), (0.0, [0.0, 0.0]));
    }
}
