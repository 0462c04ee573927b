//! The settings of a run.

use serde::{Deserialize, Serialize};

use super::random::{Purpose, Stream};
use super::recipe::{Architecture, Augmentation, Encoding, Loss, ModelKind, Schedule, Target};
use facade_data::split::{Fold, Split, SplitBy, SplitError, SplitRule, split_houses};
use facade_data::{Dataset, House, HouseId, Montages, Rooms, montage_size};

/// Settings of one run. The default is the tutorial's configuration ("Keras, Regression, and CNNs"). A field
/// that is missing in a file or record of an earlier version takes its default, so the default of a new
/// setting must be what earlier versions did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Config {
    /// The network.
    pub model: ModelKind,
    /// Width and height of one photo in the montage, in pixels.
    pub tile: usize,
    /// Photos per house. With the tile size they set the size of the montage.
    pub photos: usize,
    /// Filters of each convolution block; each block halves width and height.
    pub filters: Vec<usize>,
    /// Mean length of a house's feature vector where the convolutions are frozen. The longer it is, the more
    /// the photos weigh against the other inputs.
    pub feature_length: f64,
    /// What the backbone's file contains.
    pub architecture: Architecture,
    /// Whether a backbone's convolutions are trained too, instead of frozen.
    pub fine_tune: bool,
    /// How attributes are encoded.
    pub encoding: Encoding,
    /// Passes over the training houses.
    pub epochs: usize,
    /// Houses per step. The last step of an epoch takes the rest.
    pub batch_size: usize,
    /// Learning rate of the first step.
    pub learning_rate: f64,
    /// Learning-rate schedule.
    pub schedule: Schedule,
    /// With [`Schedule::Decay`] the learning rate of step t (from 0) is `learning_rate / (1 + decay * t)`.
    pub decay: f64,
    /// Epochs of linear warm-up, in which the learning rate rises to the schedule's.
    pub warm_up: usize,
    /// Weight decay of AdamW (Loshchilov and Hutter, 2019): a step at learning rate 1 would remove this share
    /// of the weights. 0 is Adam.
    pub weight_decay: f64,
    /// What the network predicts.
    pub target: Target,
    /// Loss function.
    pub loss: Loss,
    /// Random changes to the photos of a training step.
    pub augmentation: Augmentation,
    /// Share of the training houses held out for validation. With 0 each epoch is validated on the test
    /// houses, as in the tutorial.
    pub validation_share: f64,
    /// Whether to keep the model of the epoch with the lowest validation MAPE instead of the last one.
    pub keep_best: bool,
    /// Folds for cross-fitting: the network has one member per fold, trained without it, and the out-of-fold
    /// predictions are the validation. With 0 there is one member, trained on all training houses.
    #[serde(rename = "members")]
    pub cross_fit_folds: usize,
    /// Whether prices are multiplied by the factor that minimises the MAPE on held-out houses.
    #[serde(rename = "shade")]
    pub calibrate: bool,
    /// Early stopping: epochs without improvement after which the run ends. With 0 it runs to the last epoch.
    pub patience: usize,
    /// Seed of initial weights, shuffling and dropout.
    pub seed: u64,
    /// What decides which houses are tested on.
    pub split_by: SplitBy,
    /// Seed of the split: scikit-learn's `random_state`.
    pub split_seed: u32,
    /// Share of the houses held out for testing, between 0 and 1.
    pub test_share: f64,
    /// Share of the training houses that is used, drawn at random; of two shares the smaller has some of the larger's houses.
    pub train_share: f64,
    /// Fold of the training houses to test on instead of the test houses, which then take no part in the run.
    pub fold: Option<Fold>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            model: ModelKind::Cnn,
            tile: 32,
            // As in the tutorial, and in models saved before this was a setting.
            photos: Rooms::default().len(),
            filters: vec![16, 32, 64],
            // With this length a usual learning rate works well.
            feature_length: 10.0,
            architecture: Architecture::Resnet18,
            fine_tune: false,
            encoding: Encoding::MinMax,
            epochs: 200,
            batch_size: 8,
            learning_rate: 1e-3,
            schedule: Schedule::Decay,
            decay: 1e-3 / 200.0,
            warm_up: 0,
            weight_decay: 0.0,
            target: Target::MaxScaled,
            loss: Loss::Mape,
            augmentation: Augmentation::default(),
            validation_share: 0.0,
            keep_best: false,
            cross_fit_folds: 0,
            calibrate: false,
            patience: 0,
            seed: 1,
            split_by: SplitBy::Random,
            split_seed: 42,
            test_share: 0.25,
            train_share: 1.0,
            fold: None,
        }
    }
}

/// Smallest tile for a network with a patch layer, in pixels: patches of 6 pixels, 2 apart, one for each of 6
/// cells.
pub const MIN_PATCH_TILE: usize = 16;

/// Houses per batch in evaluation.
pub const EVALUATION_BATCH: usize = 32;

impl Config {
    /// Settings of the best known result for this network (docs/experiments.md); for the tutorial's networks,
    /// the tutorial's settings.
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
            cross_fit_folds: 10,
            calibrate: true,
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
                cross_fit_folds: 10,
                calibrate: true,
                ..plain
            },
            ModelKind::TunedPhotos => tuned(),
            ModelKind::Backbone | ModelKind::PretrainedPhotos | ModelKind::PretrainedSet => {
                Config { filters: plain.filters.clone(), ..tuned() }
            }
            ModelKind::TunedMixed | ModelKind::PretrainedMixed => Config {
                filters: if model.is_tuned() { vec![20] } else { plain.filters.clone() },
                // Photos add little to attributes and zip code.
                feature_length: 0.03,
                epochs: 120,
                learning_rate: 3e-3,
                ..tuned()
            },
            _ => plain,
        }
    }

    /// The recipe of a backbone with this architecture.
    pub fn on_backbone(architecture: Architecture) -> Self {
        let recipe = Config { architecture, ..Config::recipe(ModelKind::Backbone) };
        match architecture {
            Architecture::Resnet18 => recipe,
            // In smaller photos it sees little (docs/experiments.md).
            Architecture::EfficientnetLite0 => Config { tile: 224, ..recipe },
        }
    }

    /// The same settings with the backbone's convolutions trained too, at a low learning rate so that they
    /// keep their pretraining.
    pub fn fine_tuned(self) -> Self {
        Config {
            fine_tune: true,
            cross_fit_folds: 0,
            calibrate: false,
            epochs: 10,
            batch_size: 8,
            learning_rate: 1e-4,
            warm_up: 1,
            ..self
        }
    }

    /// Splits the houses of a dataset, without those in `excluded` and those that the network cannot use. Leaving these out
    /// does not move the others between the sets.
    ///
    /// # Errors
    /// As [`split_houses`].
    pub fn split(&self, data: &Dataset, excluded: &[HouseId]) -> Result<Split, SplitError> {
        let left_out: Vec<HouseId> = excluded.iter().chain(self.unusable(&data.houses)).cloned().collect();
        let rule = SplitRule { by: self.split_by, test_share: self.test_share, seed: self.split_seed };
        let mut split = split_houses(data, &left_out, rule)?;
        if self.train_share < 1.0 {
            let mut order: Vec<usize> = (0..split.train.len()).collect();
            Stream::new(self.split_seed.into(), Purpose::TrainingSubset, 0, 0).shuffle(&mut order);
            let count = (self.train_share * order.len() as f64).round() as usize;
            let mut kept = order[..count.clamp(order.len().min(2), order.len())].to_vec();
            kept.sort_unstable();
            split.train = kept.into_iter().map(|at| split.train[at]).collect();
        }
        Ok(split)
    }

    /// Width and height of the montage, in pixels.
    pub fn size(&self) -> [usize; 2] {
        montage_size(self.tile, self.photos)
    }

    /// Encoded inputs per house, for this many attributes and zip codes.
    pub fn inputs(&self, columns: usize, zip_codes: usize) -> u64 {
        let [columns, zip_codes] = [columns, zip_codes].map(|count| count as u64);
        let products = if self.encoding == Encoding::Crossed { columns.saturating_mul(zip_codes) } else { 0 };
        columns.saturating_add(zip_codes).saturating_add(products)
    }

    /// Whether the network can use houses tiled at this size. A network that takes no pixels accepts any.
    pub fn accepts_tile(&self, tile: usize) -> bool {
        self.tile == tile || !self.model.uses_pixels()
    }

    /// Whether the network can use houses with these montages: tiled at its size, and with features of the photos if it takes
    /// them.
    pub fn accepts(&self, montages: &Montages) -> bool {
        self.accepts_tile(montages.tile) && (!self.model.is_pretrained() || montages.has_features())
    }

    /// Whether the convolutions are frozen, so that a house's features are known before the first step.
    pub fn is_frozen(&self) -> bool {
        self.model.is_tuned()
            || self.model.is_pretrained()
            || (self.model == ModelKind::Backbone && !self.fine_tune)
    }

    /// Whether layers of the network itself are frozen, not those of the pretrained network before it.
    pub fn has_frozen_layers(&self) -> bool {
        self.is_frozen() && !self.model.is_pretrained()
    }

    /// Whether the network can use a house that lacks some of its photos: if it sees no photos, or if its convolutions are
    /// frozen, where the features of a missing photo are the mean of the training houses.
    pub fn accepts_missing_photos(&self) -> bool {
        !self.model.uses_photos() || self.is_frozen()
    }

    /// Ids of the houses that the network cannot use, since they lack photos.
    pub fn unusable<'a>(&self, houses: &'a [House]) -> impl Iterator<Item = &'a HouseId> {
        let accepts = self.accepts_missing_photos();
        houses.iter().filter(move |house| !accepts && !house.missing_photos.is_empty()).map(|house| &house.id)
    }

    /// Whether photos can be changed at random in training: not where their features are computed once.
    pub fn augments(&self) -> bool {
        self.model.uses_photos() && !self.is_frozen()
    }

    /// Whether houses are held out of training for validation.
    pub fn validates(&self) -> bool {
        self.validation_share > 0.0 || self.cross_fit_folds > 0
    }

    /// Filters of the patch layer.
    pub fn patch_filters(&self) -> usize {
        self.filters.first().copied().unwrap_or(0)
    }

    /// Width and height of the pictures that the network convolves, in pixels.
    pub(crate) fn picture(&self) -> [usize; 2] {
        match self.model {
            ModelKind::Single | ModelKind::Branches => [self.tile; 2],
            _ => self.size(),
        }
    }
}
