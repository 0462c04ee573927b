//! The only random number generator: initial weights, shuffling, dropout, augmentation.
//!
//! Burn's backends each have one process-wide generator whose state cannot be read, so a run could be neither
//! repeated nor resumed. This generator keeps no state: each stream starts from a key that names its purpose.

/// What a stream is for. Part of its key, so that no two uses share numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Initial weights; the step is the parameter's index.
    Weights = 1,
    /// Order of the training houses in an epoch.
    Shuffle = 2,
    /// Dropout factors of a step.
    Dropout = 3,
    /// Augmentation of photos in an epoch; the step is the photo's index in the epoch.
    Augmentation = 4,
    /// Patches that a patch layer is fitted on.
    Patches = 5,
    /// Houses resampled for a bootstrap interval.
    Bootstrap = 6,
    /// Photos that a house is priced without; the epoch is their number, the step the house's position.
    MissingPhotos = 7,
    /// Values of an input that are shuffled among houses; the epoch is the shuffle, the step the input's index.
    Importance = 8,
    /// Training houses that are used, if not all are.
    TrainingSubset = 9,
}

/// A stream of SplitMix64 (Steele, Lea and Flood, 2014), seeded by a hash of its key.
#[derive(Clone, Debug)]
pub struct Stream(u64);

const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64's output function.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Stream {
    /// The stream for this purpose, epoch and step.
    pub fn new(seed: u64, purpose: Purpose, epoch: usize, step: usize) -> Self {
        let parts = [seed, purpose as u64, epoch as u64, step as u64];
        Stream(parts.iter().fold(0, |key, part| mix(key.wrapping_add(GAMMA) ^ mix(part.wrapping_add(GAMMA)))))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        mix(self.0)
    }

    /// Uniform in `[0, 1)`, 24 bits.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 * (1.0 / (1u64 << 24) as f32)
    }

    /// Uniform in `0..bound` without bias (Lemire, 2019); 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        let reject = bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
        loop {
            let wide = u128::from(self.bits()) * u128::from(bound);
            if wide as u64 >= reject {
                return (wide >> 64) as u64;
            }
        }
    }

    /// Shuffles the items (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_one_stream() {
        let draw = |seed, purpose, epoch, step| Stream::new(seed, purpose, epoch, step).bits();
        let first = draw(1, Purpose::Shuffle, 0, 0);
        assert_eq!(first, draw(1, Purpose::Shuffle, 0, 0));
        for other in [
            draw(2, Purpose::Shuffle, 0, 0),
            draw(1, Purpose::Dropout, 0, 0),
            draw(1, Purpose::Shuffle, 1, 0),
            draw(1, Purpose::Shuffle, 0, 1),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn units_are_uniform() {
        let mut stream = Stream::new(3, Purpose::Weights, 0, 0);
        let mut counts = [0u32; 16];
        for _ in 0..160_000 {
            let unit = stream.unit();
            assert!((0.0..1.0).contains(&unit));
            counts[(unit * 16.0) as usize] += 1;
        }
        // Chi-squared with 15 degrees of freedom: one draw in a thousand exceeds 37.7; this draw is fixed.
        let chi: f64 = counts.iter().map(|&c| (f64::from(c) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(chi < 37.7, "{chi}");
    }

    #[test]
    fn shuffling_reaches_every_order_equally() {
        let mut counts = std::collections::HashMap::new();
        for epoch in 0..60_000 {
            let mut items = [0, 1, 2, 3];
            Stream::new(9, Purpose::Shuffle, epoch, 0).shuffle(&mut items);
            *counts.entry(items).or_insert(0u32) += 1;
        }
        assert_eq!(counts.len(), 24);
        // Chi-squared with 23 degrees of freedom: one draw in a thousand exceeds 49.7.
        let chi: f64 = counts.values().map(|&c| (f64::from(c) - 2_500.0).powi(2) / 2_500.0).sum();
        assert!(chi < 49.7, "{chi}");
    }
}
