//! Everything that decides the outcome of a run.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::dataset::{MAX_PHOTOS, Rooms, montage_size};

/// Settings of one run. The default is the tutorial's recipe ("Keras, Regression, and CNNs").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// Width and height of one photo in the montage, in pixels.
    pub tile: usize,
    /// Photos a house; decides, with the tile size, how large the montage is.
    #[serde(default = "four")]
    pub photos: usize,
    /// Filters of each convolution block; each block halves width and height.
    pub filters: Vec<usize>,
    /// Passes over the training houses.
    pub epochs: usize,
    /// Houses a step; the last step of an epoch takes what is left.
    pub batch_size: usize,
    /// Learning rate of the first step.
    pub learning_rate: f64,
    /// The rate of step t (from 0) is `learning_rate / (1 + decay * t)`: Keras's time-based decay.
    pub decay: f64,
    /// Seed of initial weights, shuffling and dropout.
    pub seed: u64,
    /// Seed of the split: scikit-learn's `random_state`.
    pub split_seed: u32,
    /// Share of the houses held back for testing, between 0 and 1.
    pub test_share: f64,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            tile: 32,
            photos: four(),
            filters: vec![16, 32, 64],
            epochs: 200,
            batch_size: 8,
            learning_rate: 1e-3,
            decay: 1e-3 / 200.0,
            seed: 1,
            split_seed: 42,
            test_share: 0.25,
        }
    }
}

/// Photos a house in the tutorial, and so in models saved before there could be another number.
fn four() -> usize {
    Rooms::default().len()
}

/// Weights, gradient and two moments of so many values take 320 MB.
const MAX_PARAMETERS: usize = 20_000_000;

/// Houses that go through the network at once where nothing is learned.
pub(super) const EVALUATION_BATCH: usize = 32;

/// What comes out of a block has fewer values than this, of four bytes each: sizes are counted with 32 bits in a browser.
const MAX_VALUES: u64 = 1 << 30;

/// A setting that no run can start with. Its text is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ConfigError {
    /// A photo of no or of absurd size.
    #[error("The tile size is {0} pixels. Choose one from 4 to 256.")]
    Tile(usize),
    /// No photo, or more than a montage has places for.
    #[error("There are {0} photos a house. Choose from 1 to {MAX_PHOTOS}.")]
    Photos(usize),
    /// Pooling would leave nothing.
    #[error(
        "{filters} convolution blocks halve {side} pixels {filters} times, and nothing is left. Use fewer filters or larger tiles."
    )]
    TooDeep {
        /// How many blocks.
        filters: usize,
        /// The montage's shorter side in pixels.
        side: usize,
    },
    /// A block without filters, no block, or an absurd number.
    #[error(
        "Each convolution block needs 1 to 512 filters, and there must be 1 to 6 blocks, as in 16, 32, 64."
    )]
    Filters,
    /// More weights than a browser tab has room for.
    #[error(
        "The network would have {0} parameters. Use smaller tiles or fewer filters: at most {MAX_PARAMETERS}."
    )]
    TooLarge(usize),
    /// More between two layers than a browser can count.
    #[error(
        "A batch of {batch} houses would be {values} numbers between two layers. Use a smaller batch, smaller tiles or fewer filters."
    )]
    TooWide {
        /// Houses that go through the network together.
        batch: usize,
        /// Numbers that come out of the widest block.
        values: u64,
    },
    /// No epoch, or an absurd number.
    #[error("The number of epochs is {0}. Choose one from 1 to 100,000.")]
    Epochs(usize),
    /// No house in a batch, or an absurd number.
    #[error("The batch size is {0}. Choose one from 1 to 4,096.")]
    BatchSize(usize),
    /// A rate that is not a positive number.
    #[error("The learning rate is {0}. Choose a number above 0, at most 10.")]
    LearningRate(f64),
    /// A decay below zero.
    #[error("The decay is {0}. Choose a number from 0 to 10.")]
    Decay(f64),
    /// A share that leaves nothing to train or to test on.
    #[error("The test share is {0}. Choose a number between 0 and 1, such as 0.25.")]
    TestShare(f64),
}

impl Config {
    /// Width and height of the montage, in pixels.
    pub fn size(&self) -> [usize; 2] {
        montage_size(self.tile, self.photos)
    }

    /// Trainable parameters of the network: 3x3 convolutions with normalisation, then dense layers of 16, 4 and 1.
    pub fn parameters(&self) -> usize {
        let (mut total, mut channels) = (0, 3);
        for &filters in &self.filters {
            total += (9 * channels + 1) * filters + 2 * filters;
            channels = filters;
        }
        let [width, height] = self.size().map(|side| side >> self.filters.len().min(31));
        total + (width * height * channels + 1) * 16 + 2 * 16 + (16 + 1) * 4 + (4 + 1)
    }

    /// Values of a house that come out of the widest block's convolution.
    fn widest(&self) -> u64 {
        let [width, height] = self.size().map(|side| side as u64);
        let of = |(block, &filters): (usize, &usize)| (width >> block) * (height >> block) * filters as u64;
        self.filters.iter().enumerate().map(of).max().unwrap_or(0)
    }

    /// Says what is wrong with the settings, if anything.
    ///
    /// # Errors
    /// The first setting, in the order of the form, with which no run can start.
    pub fn check(&self) -> Result<(), ConfigError> {
        if !(4..=256).contains(&self.tile) {
            return Err(ConfigError::Tile(self.tile));
        }
        if !(1..=MAX_PHOTOS).contains(&self.photos) {
            return Err(ConfigError::Photos(self.photos));
        }
        let blocks = self.filters.len();
        if !(1..=6).contains(&blocks) || self.filters.iter().any(|f| !(1..=512).contains(f)) {
            return Err(ConfigError::Filters);
        }
        let [width, height] = self.size();
        let side = width.min(height);
        if side >> blocks == 0 {
            return Err(ConfigError::TooDeep { filters: blocks, side });
        }
        if self.parameters() > MAX_PARAMETERS {
            return Err(ConfigError::TooLarge(self.parameters()));
        }
        if !(1..=100_000).contains(&self.epochs) {
            return Err(ConfigError::Epochs(self.epochs));
        }
        if !(1..=4096).contains(&self.batch_size) {
            return Err(ConfigError::BatchSize(self.batch_size));
        }
        let batch = self.batch_size.max(EVALUATION_BATCH);
        let values = self.widest() * batch as u64;
        if values >= MAX_VALUES {
            return Err(ConfigError::TooWide { batch, values });
        }
        if !(self.learning_rate > 0.0 && self.learning_rate <= 10.0) {
            return Err(ConfigError::LearningRate(self.learning_rate));
        }
        if !(0.0..=10.0).contains(&self.decay) {
            return Err(ConfigError::Decay(self.decay));
        }
        if !(self.test_share > 0.0 && self.test_share < 1.0) {
            return Err(ConfigError::TestShare(self.test_share));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_the_reference_and_can_start() {
        let config = Config::default();
        assert_eq!(config.check(), Ok(()));
        assert_eq!(config.filters, [16, 32, 64]);
        assert_eq!(config.size(), [64, 64]);
        assert_eq!(config.decay, 5e-6);
        assert_eq!(config.parameters(), 89_465);
    }

    #[test]
    fn each_impossible_setting_is_named() {
        let bad = |change: fn(&mut Config)| {
            let mut config = Config::default();
            change(&mut config);
            config.check().unwrap_err()
        };
        assert_eq!(bad(|c| c.tile = 0), ConfigError::Tile(0));
        assert_eq!(bad(|c| c.photos = 10), ConfigError::Photos(10));
        assert_eq!(bad(|c| c.filters = vec![]), ConfigError::Filters);
        assert_eq!(bad(|c| c.filters = vec![16, 0]), ConfigError::Filters);
        assert_eq!(
            bad(|c| {
                c.tile = 4;
                c.filters = vec![1; 4];
            }),
            ConfigError::TooDeep { filters: 4, side: 8 }
        );
        assert!(matches!(
            bad(|c| {
                c.tile = 256;
                c.filters = vec![512];
            }),
            ConfigError::TooLarge(_)
        ));
        assert_eq!(bad(|c| c.epochs = 0), ConfigError::Epochs(0));
        assert_eq!(bad(|c| c.batch_size = 0), ConfigError::BatchSize(0));
        let wide = bad(|c| (c.filters, c.batch_size) = (vec![80], 4096));
        assert_eq!(wide, ConfigError::TooWide { batch: 4096, values: 64 * 64 * 80 * 4096 });
        assert!(matches!(bad(|c| c.learning_rate = f64::NAN), ConfigError::LearningRate(_)));
        assert!(matches!(bad(|c| c.decay = -1.0), ConfigError::Decay(_)));
        assert!(matches!(bad(|c| c.test_share = 1.0), ConfigError::TestShare(_)));
    }
}
