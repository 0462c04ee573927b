//! Everything that decides the outcome of a run.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::recipe::{Augmentation, Encoding, Loss, ModelKind, Schedule, Target};
use facade_data::split::Fold;
use facade_data::{MAX_PHOTOS, Rooms, montage_size};
use facade_text as text;

/// Settings of one run. The default is the tutorial's recipe ("Keras, Regression, and CNNs"). Fields that a file or a
/// record of an earlier version does not have stand for what was done then, so a setting that is added defaults to that.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// The network.
    pub model: ModelKind,
    /// Width and height of one photo in the montage, in pixels.
    pub tile: usize,
    /// Photos a house; decides, with the tile size, how large the montage is.
    pub photos: usize,
    /// Filters of each convolution block; each block halves width and height.
    pub filters: Vec<usize>,
    /// Length of a house's features, on average, where the convolutions are frozen: the longer they are, the more of the price is
    /// put down to them.
    pub feature_length: f64,
    /// Whether a backbone's convolutions learn too, and are not frozen.
    pub fine_tune: bool,
    /// How the network is told attributes.
    pub encoding: Encoding,
    /// Passes over the training houses.
    pub epochs: usize,
    /// Houses a step; the last step of an epoch takes what is left.
    pub batch_size: usize,
    /// Learning rate of the first step.
    pub learning_rate: f64,
    /// How it goes on.
    pub schedule: Schedule,
    /// With [`Schedule::Decay`] the rate of step t (from 0) is `learning_rate / (1 + decay * t)`.
    pub decay: f64,
    /// Epochs in which the rate rises to where the schedule has it.
    pub warm_up: usize,
    /// Share of the weights that a step of rate 1 would take away: AdamW (Loshchilov and Hutter, 2019), and with 0 Adam.
    pub weight_decay: f64,
    /// What the network learns to say.
    pub target: Target,
    /// What training makes small.
    pub loss: Loss,
    /// What is changed in the photos of a training step.
    pub augmentation: Augmentation,
    /// Share of the training houses that each epoch is validated on, and that are not trained on. With 0 it is validated on the
    /// test houses, as in the tutorial.
    pub validation_share: f64,
    /// Whether the model of the best epoch is kept, by the MAPE on the validation houses, and not that of the last.
    pub keep_best: bool,
    /// Parts of the training houses, for as many members of the network, each of which is not trained on one of them; what the
    /// members say of the part that they have not seen is the validation. With 0 there is one member, and no parts.
    pub members: usize,
    /// Whether prices are multiplied by the factor that makes the MAPE on houses that were not trained on least.
    pub shade: bool,
    /// Epochs without a better one after which the run ends; with 0 it goes on to the last.
    pub patience: usize,
    /// Seed of initial weights, shuffling and dropout.
    pub seed: u64,
    /// Seed of the split: scikit-learn's `random_state`.
    pub split_seed: u32,
    /// Share of the houses held back for testing, between 0 and 1.
    pub test_share: f64,
    /// The fold of the training houses that is tested on in the place of the test houses, which then have no part in the run.
    pub fold: Option<Fold>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            model: ModelKind::Cnn,
            tile: 32,
            // As in the tutorial, and in models saved before there could be another number.
            photos: Rooms::default().len(),
            filters: vec![16, 32, 64],
            // A length with which steps of the usual size learn well.
            feature_length: 10.0,
            fine_tune: false,
            encoding: Encoding::Range,
            epochs: 200,
            batch_size: 8,
            learning_rate: 1e-3,
            schedule: Schedule::Decay,
            decay: 1e-3 / 200.0,
            warm_up: 0,
            weight_decay: 0.0,
            target: Target::Share,
            loss: Loss::Mape,
            augmentation: Augmentation::default(),
            validation_share: 0.0,
            keep_best: false,
            members: 0,
            shade: false,
            patience: 0,
            seed: 1,
            split_seed: 42,
            test_share: 0.25,
            fold: None,
        }
    }
}

/// Weights, gradient and two moments of so many values take 320 MB.
const MAX_PARAMETERS: u64 = 20_000_000;

/// Numbers that all houses together may be told as, of four bytes each.
const MAX_TOLD: u64 = 1 << 26;
/// Zip codes that a network can be told, and the bytes that they may have: a model's file names them twice in its header,
/// which holds a megabyte.
const MAX_ZIP_CODES: usize = 10_000;
const MAX_ZIP_CODE_BYTES: usize = 256 << 10;

/// The least side of a photo that a network with a frozen convolution takes, in pixels: a patch of 6 for each of 6 cells, 2 apart.
pub const LEAST_PATCHED: usize = 16;

/// The least side of a photo that a backbone takes, in pixels: it halves photos five times.
const LEAST_CONVOLVED: usize = 32;

/// Parameters of a backbone: its convolutions, with a bias for each of their outputs.
pub const BACKBONE_PARAMETERS: usize = 11_171_712;
/// What a backbone makes of a photo.
pub const BACKBONE_FEATURES: usize = 512;

/// Cells of such a photo, across and down, of which each is one feature for each filter and side.
pub const PATCH_CELLS: usize = 6;

/// Houses that go through the network at once where nothing is learned.
pub const EVALUATION_BATCH: usize = 32;

/// What comes out of a block has fewer values than this, of four bytes each: sizes are counted with 32 bits in a browser.
const MAX_VALUES: u64 = 1 << 30;

/// A setting that no run can start with. Its text is a sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ConfigError {
    /// A photo of no or of absurd size.
    #[error("{}", text::config_tile(.0))]
    Tile(usize),
    /// No photo, or more than a montage has places for.
    #[error("{}", text::config_photos(.0, MAX_PHOTOS))]
    Photos(usize),
    /// Pooling would leave nothing.
    #[error("{}", text::config_too_deep(.filters, .side))]
    TooDeep {
        /// How many blocks.
        filters: usize,
        /// The montage's shorter side in pixels.
        side: usize,
    },
    /// A block without filters, no block, or an absurd number.
    #[error("{}", text::config_filters())]
    Filters,
    /// More weights than a browser tab has room for.
    #[error("{}", text::config_too_large(.0, MAX_PARAMETERS))]
    TooLarge(u64),
    /// Zip codes that are hardly shared by any two houses.
    #[error("{}", text::config_many_zip_codes(.0, MAX_ZIP_CODES))]
    ManyZipCodes(usize),
    /// Zip codes that are whole texts.
    #[error("{}", text::config_long_zip_codes(.0, MAX_ZIP_CODE_BYTES))]
    LongZipCodes(usize),
    /// More numbers for the houses' attributes and zip codes than a browser tab has room for.
    #[error("{}", text::config_many_inputs(if *.crossed { "crossed" } else { "plain" }, .columns, .zip_codes, .houses, .inputs))]
    ManyInputs {
        /// Attributes.
        columns: usize,
        /// Zip codes.
        zip_codes: usize,
        /// Houses.
        houses: usize,
        /// Numbers that each of them becomes.
        inputs: u64,
        /// Whether each attribute has a slope in each zip code.
        crossed: bool,
    },
    /// More between two layers than a browser can count.
    #[error("{}", text::config_too_wide(.batch, .values))]
    TooWide {
        /// Houses that go through the network together.
        batch: usize,
        /// Numbers that come out of the widest block.
        values: u64,
    },
    /// No epoch, or an absurd number.
    #[error("{}", text::config_epochs(.0))]
    Epochs(usize),
    /// No house in a batch, or an absurd number.
    #[error("{}", text::config_batch_size(.0))]
    BatchSize(usize),
    /// A rate that is not a positive number.
    #[error("{}", text::config_learning_rate(.0))]
    LearningRate(f64),
    /// A decay below zero.
    #[error("{}", text::config_decay(.0))]
    Decay(f64),
    /// A share that leaves nothing to train or to test on.
    #[error("{}", text::config_test_share(.0))]
    TestShare(f64),
    /// A fold that is none of them.
    #[error("{}", text::config_fold(.number, .of))]
    Fold {
        /// Which, from 1.
        number: usize,
        /// Of how many.
        of: usize,
    },
    /// A decay of the weights below zero, or one that would turn them round.
    #[error("{}", text::config_weight_decay(.0))]
    WeightDecay(f64),
    /// No length that features can have.
    #[error("{}", text::config_feature_length(.0))]
    FeatureLength(f64),
    /// A rise that never ends.
    #[error("{}", text::config_warm_up(.warm_up, .epochs))]
    WarmUp {
        /// Epochs in which it rises.
        warm_up: usize,
        /// Epochs in all.
        epochs: usize,
    },
    /// A level that no quantile has.
    #[error("{}", text::config_quantile(.0))]
    Quantile(f64),
    /// Changes that leave nothing of a photo.
    #[error("{}", text::config_augmentation(.0))]
    Augmentation(f64),
    /// A share that leaves nothing to train or to validate on.
    #[error("{}", text::config_validation_share(.0))]
    ValidationShare(f64),
    /// A photo of which the network would see nothing.
    #[error("{}", text::config_too_small(.tile, .least))]
    TooSmall {
        /// Asked for.
        tile: usize,
        /// What the network needs.
        least: usize,
    },
    /// Several layers where there is one.
    #[error("{}", text::config_one_layer())]
    OneLayer,
    /// Parts that no network of this kind has.
    #[error("{}", text::config_members(.0))]
    Members(usize),
    /// A factor that is fitted on nothing.
    #[error("{}", text::config_nothing_held_back())]
    NothingHeldBack,
    /// A choice by houses that may not be chosen by.
    #[error("{}", text::config_chosen_by_test())]
    ChosenByTest,
}

impl Config {
    /// The settings with which a network does best, as far as that is known (docs/experiments.md); the tutorial's for its own.
    pub fn recipe(model: ModelKind) -> Self {
        let plain = Config { model, ..Config::default() };
        let tuned = || Config {
            tile: 64,
            filters: vec![50],
            epochs: 60,
            batch_size: 16,
            learning_rate: 3e-4,
            schedule: Schedule::Cosine,
            decay: 0.0,
            encoding: Encoding::Crossed,
            target: Target::Log,
            loss: Loss::Mae,
            members: 10,
            shade: true,
            ..plain.clone()
        };
        match model {
            ModelKind::Mlp => Config {
                encoding: Encoding::Standard,
                target: Target::Log,
                loss: Loss::Huber,
                epochs: 200,
                learning_rate: 3e-3,
                schedule: Schedule::Cosine,
                decay: 0.0,
                members: 10,
                shade: true,
                ..plain
            },
            ModelKind::TunedPhotos => tuned(),
            ModelKind::Backbone => Config { filters: plain.filters.clone(), ..tuned() },
            ModelKind::TunedMixed => Config {
                filters: vec![20],
                // Photos add little to what attributes and zip code say.
                feature_length: 0.03,
                epochs: 120,
                learning_rate: 3e-3,
                ..tuned()
            },
            _ => plain,
        }
    }

    /// The settings with which a backbone's convolutions learn too: small steps, so as not to forget what they know.
    pub fn fine_tuned(self) -> Self {
        Config {
            fine_tune: true,
            members: 0,
            shade: false,
            epochs: 10,
            batch_size: 8,
            learning_rate: 1e-4,
            warm_up: 1,
            ..self
        }
    }

    /// Width and height of the montage, in pixels.
    pub fn size(&self) -> [usize; 2] {
        montage_size(self.tile, self.photos)
    }

    /// Trainable parameters of the network, for so many encoded attributes; `usize::MAX` where they are more than that, as
    /// with 32 bits they can be.
    pub fn parameters(&self, attributes: usize) -> usize {
        usize::try_from(self.count_parameters(attributes as u64)).unwrap_or(usize::MAX)
    }

    /// The same, whatever a `usize` holds. Sizes that [`check`](Self::check) lets pass do not overflow.
    pub fn count_parameters(&self, attributes: u64) -> u64 {
        let photos = self.photos as u64;
        let montage = || self.branch_parameters(self.size());
        let photo = || self.branch_parameters([self.tile; 2]);
        let mlp = (attributes + 1) * 8 + (8 + 1) * 4;
        let merged = |features: u64| (features + 1) * 4;
        let output = 4 + 1;
        let features = self.features() as u64;
        let one = match self.model {
            ModelKind::Cnn => output + montage(),
            ModelKind::Single => output + photo(),
            ModelKind::Branches if self.photos == 1 => output + photo(),
            ModelKind::Branches => output + photos * photo() + merged(photos * 4),
            ModelKind::Mlp => output + mlp,
            ModelKind::Mixed => output + mlp + montage() + merged(8),
            ModelKind::TunedPhotos | ModelKind::TunedMixed => features + attributes + 1,
            ModelKind::Backbone if self.fine_tune => return BACKBONE_PARAMETERS as u64 + features + 1,
            ModelKind::Backbone => features + 1,
        };
        one.saturating_mul(self.members.max(1) as u64)
    }

    /// Those of a branch over pictures of `[width, height]`: 3x3 convolutions with normalisation, then dense layers of 16 and 4.
    fn branch_parameters(&self, size: [usize; 2]) -> u64 {
        let (mut total, mut channels) = (0, 3);
        for filters in self.filters.iter().map(|&filters| filters as u64) {
            total += (9 * channels + 1) * filters + 2 * filters;
            channels = filters;
        }
        let [width, height] = size.map(|side| (side >> self.filters.len().min(31)) as u64);
        total + (width * height * channels + 1) * 16 + 2 * 16 + (16 + 1) * 4
    }

    /// Numbers that a house becomes, with so many attributes and zip codes.
    pub fn inputs(&self, columns: usize, zip_codes: usize) -> u64 {
        let [columns, zip_codes] = [columns, zip_codes].map(|count| count as u64);
        let products = if self.encoding == Encoding::Crossed { columns.saturating_mul(zip_codes) } else { 0 };
        columns.saturating_add(zip_codes).saturating_add(products)
    }

    /// Says what is wrong with the settings for so many houses with so many attributes and these different zip codes, if
    /// anything. Each zip code is an input of its own, so a column with a value for each house takes memory with the square of
    /// their number.
    ///
    /// # Errors
    /// If a network that is told of attributes would be told too much.
    pub fn check_inputs<'a>(
        &self,
        houses: usize,
        columns: usize,
        zip_codes: impl Iterator<Item = &'a str> + Clone,
    ) -> Result<(), ConfigError> {
        if !self.model.sees_attributes() {
            return Ok(());
        }
        let codes = zip_codes.clone().count();
        if codes > MAX_ZIP_CODES {
            return Err(ConfigError::ManyZipCodes(codes));
        }
        let bytes = zip_codes.map(str::len).sum();
        if bytes > MAX_ZIP_CODE_BYTES {
            return Err(ConfigError::LongZipCodes(bytes));
        }
        let inputs = self.inputs(columns, codes);
        if inputs.saturating_mul(houses as u64) > MAX_TOLD {
            let crossed = self.encoding == Encoding::Crossed;
            return Err(ConfigError::ManyInputs { columns, zip_codes: codes, houses, inputs, crossed });
        }
        let parameters = self.count_parameters(inputs);
        if parameters > MAX_PARAMETERS { Err(ConfigError::TooLarge(parameters)) } else { Ok(()) }
    }

    /// Whether houses whose photos are in tiles of this size will do: where no photo is seen, any will.
    pub fn takes_tile(&self, tile: usize) -> bool {
        self.tile == tile || !self.model.sees_photos()
    }

    /// Whether what its convolutions make of a house is known before the first step.
    pub fn is_frozen(&self) -> bool {
        self.model.is_tuned() || (self.model == ModelKind::Backbone && !self.fine_tune)
    }

    /// Filters of a convolution that is learned before the first step.
    pub fn patch_filters(&self) -> usize {
        self.filters.first().copied().unwrap_or(0)
    }

    /// What such a convolution makes of a house: for each photo, filter and side, the mean of each cell. What a backbone does: for
    /// each photo, the mean of each channel.
    pub fn features(&self) -> usize {
        match self.model {
            ModelKind::Backbone => self.photos * BACKBONE_FEATURES,
            _ => self.photos * PATCH_CELLS * PATCH_CELLS * 2 * self.patch_filters(),
        }
    }

    /// Width and height of the pictures that the network convolves.
    fn picture(&self) -> [usize; 2] {
        match self.model {
            ModelKind::Single | ModelKind::Branches => [self.tile; 2],
            _ => self.size(),
        }
    }

    /// Pictures of a house that go through one branch.
    fn pictures(&self) -> u64 {
        if self.model == ModelKind::Single { self.photos as u64 } else { 1 }
    }

    /// Values of a house that come out of the widest block's convolution.
    fn widest(&self) -> u64 {
        let [width, height] = self.picture().map(|side| side as u64);
        if self.is_frozen() {
            return self.features() as u64;
        }
        if self.model == ModelKind::Backbone {
            return self.photos as u64 * 64 * (self.tile as u64).div_ceil(2).pow(2);
        }
        let of = |(block, &filters): (usize, &usize)| (width >> block) * (height >> block) * filters as u64;
        self.pictures() * self.filters.iter().enumerate().map(of).max().unwrap_or(0)
    }

    fn check_recipe(&self) -> Result<(), ConfigError> {
        if !(0.0..=10.0).contains(&self.weight_decay) {
            return Err(ConfigError::WeightDecay(self.weight_decay));
        }
        if !(self.feature_length > 0.0 && self.feature_length <= 1000.0) {
            return Err(ConfigError::FeatureLength(self.feature_length));
        }
        if self.warm_up >= self.epochs {
            return Err(ConfigError::WarmUp { warm_up: self.warm_up, epochs: self.epochs });
        }
        if let Loss::Quantile(level) = self.loss
            && !(level > 0.0 && level < 1.0)
        {
            return Err(ConfigError::Quantile(level));
        }
        let Augmentation { crop, brightness, colour, .. } = self.augmentation;
        if let Some(share) = [crop, brightness, colour].into_iter().find(|share| !(0.0..=0.5).contains(share))
        {
            return Err(ConfigError::Augmentation(share));
        }
        if !(0.0..=0.9).contains(&self.validation_share) {
            return Err(ConfigError::ValidationShare(self.validation_share));
        }
        // A photo by itself has no part of the houses, and several backbones no room.
        let alone = self.model == ModelKind::Single || (self.model == ModelKind::Backbone && self.fine_tune);
        let members = if alone { 0 } else { 20 };
        if self.members == 1 || self.members > members || (self.members > 0 && self.validation_share > 0.0) {
            return Err(ConfigError::Members(self.members));
        }
        let held_back = self.validation_share > 0.0 || self.members > 0;
        if !held_back && self.shade {
            return Err(ConfigError::NothingHeldBack);
        }
        if !held_back && (self.keep_best || self.patience > 0) {
            return Err(ConfigError::ChosenByTest);
        }
        Ok(())
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
        let least = match self.model {
            model if model.is_tuned() => LEAST_PATCHED,
            ModelKind::Backbone => LEAST_CONVOLVED,
            _ => 0,
        };
        if self.tile < least {
            return Err(ConfigError::TooSmall { tile: self.tile, least });
        }
        if self.model.is_tuned() && blocks > 1 {
            return Err(ConfigError::OneLayer);
        }
        let [width, height] = self.picture();
        let side = width.min(height);
        if self.model.sees_photos() && least == 0 && side >> blocks == 0 {
            return Err(ConfigError::TooDeep { filters: blocks, side });
        }
        // What attributes add, `check_inputs` knows.
        let parameters = self.count_parameters(0);
        if parameters > MAX_PARAMETERS {
            return Err(ConfigError::TooLarge(parameters));
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
        if let Some(fold) = self.fold
            && !(fold.of >= 2 && fold.number < fold.of)
        {
            return Err(ConfigError::Fold { number: fold.number + 1, of: fold.of });
        }
        self.check_recipe()
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
        assert_eq!(config.parameters(0), 89_465);
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
    /// With 32 bits this wrapped round to 8,885,876 and passed.
    #[test]
    fn parameters_are_counted_beyond_32_bits() {
        let config = Config {
            model: ModelKind::Branches,
            tile: 256,
            photos: 9,
            filters: vec![456],
            members: 4,
            ..Config::default()
        };
        let parameters: u64 = 4_303_853_172;
        assert_eq!(config.count_parameters(0), parameters);
        assert_eq!(config.check(), Err(ConfigError::TooLarge(parameters)));
        assert_eq!(config.parameters(0) as u64, parameters.min(usize::MAX as u64));
    }

    #[test]
    fn the_largest_sizes_that_are_let_to_the_count_do_not_overflow() {
        for model in ModelKind::ALL {
            let filters = if model.is_tuned() { vec![512] } else { vec![512; 6] };
            let largest = Config { model, tile: 256, photos: 9, filters, members: 20, ..Config::default() };
            assert!(largest.count_parameters(u64::from(u32::MAX)) < 1 << 45, "{model:?}");
            assert!(largest.widest() < 1 << 45, "{model:?}");
        }
    }

    #[test]
    fn a_zip_code_for_each_house_is_refused_before_it_fills_the_memory() {
        let codes: Vec<String> = (0..10_001).map(|code| code.to_string()).collect();
        let mixed = Config::recipe(ModelKind::TunedMixed);
        let check = |config: &Config, houses, columns, codes: &[String]| {
            config.check_inputs(houses, columns, codes.iter().map(String::as_str))
        };
        assert_eq!(check(&mixed, 362, 3, &codes[..7]), Ok(()));
        assert_eq!(
            check(&mixed, 10_000, 10, &codes[..7500]),
            Err(ConfigError::ManyInputs {
                columns: 10,
                zip_codes: 7500,
                houses: 10_000,
                inputs: 82_510,
                crossed: true,
            })
        );
        let standard = Config::recipe(ModelKind::Mlp);
        assert_eq!(check(&standard, 100_000, 50, &codes[..600]), Ok(()));
        assert!(matches!(
            check(&standard, 100_000, 50, &codes[..700]),
            Err(ConfigError::ManyInputs { inputs: 750, crossed: false, .. })
        ));
        assert_eq!(check(&standard, 10_001, 0, &codes), Err(ConfigError::ManyZipCodes(10_001)));
        let long = ["x".repeat(300_000)];
        assert_eq!(check(&standard, 5, 0, &long), Err(ConfigError::LongZipCodes(300_000)));
        assert_eq!(check(&Config::default(), 10_001, 50, &codes), Ok(()), "it is not told of them");
    }
}
