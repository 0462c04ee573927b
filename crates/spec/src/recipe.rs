//! What a run can be made of: networks, targets, losses, optimisers, schedules, augmentation.

use serde::{Deserialize, Serialize};

/// A network. Each has a file of its own under `src/model/`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModelKind {
    /// The tutorial's network, on the montage.
    #[default]
    Cnn,
    /// The tutorial's first option: one photo at a time with the house's price.
    Single,
    /// Its second option: one convolutional branch a photo, merged.
    Branches,
    /// Part 1 of its series: the attributes alone.
    Mlp,
    /// Part 3: attributes and montage.
    Mixed,
    /// Ours, on the photos alone.
    TunedPhotos,
    /// Ours, on photos and attributes.
    TunedMixed,
    /// A ResNet-18 that learned from other photos, with a head for prices.
    Backbone,
}

impl ModelKind {
    /// All of them, in the order of the lists that show them.
    pub const ALL: [ModelKind; 8] = [
        ModelKind::Cnn,
        ModelKind::Single,
        ModelKind::Branches,
        ModelKind::Mlp,
        ModelKind::Mixed,
        ModelKind::TunedPhotos,
        ModelKind::TunedMixed,
        ModelKind::Backbone,
    ];

    /// As on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            ModelKind::Cnn => "cnn",
            ModelKind::Single => "single",
            ModelKind::Branches => "branches",
            ModelKind::Mlp => "mlp",
            ModelKind::Mixed => "mixed",
            ModelKind::TunedPhotos => "tuned-photos",
            ModelKind::TunedMixed => "tuned-mixed",
            ModelKind::Backbone => "backbone",
        }
    }

    /// Whether it sees the photos.
    pub fn sees_photos(self) -> bool {
        self != ModelKind::Mlp
    }

    /// Whether its convolution is learned from the training photos before the first step, and stays so.
    pub fn is_tuned(self) -> bool {
        matches!(self, ModelKind::TunedPhotos | ModelKind::TunedMixed)
    }

    /// Whether it is told the attributes and the zip code.
    pub fn sees_attributes(self) -> bool {
        matches!(self, ModelKind::Mlp | ModelKind::Mixed | ModelKind::TunedMixed)
    }
}

/// What a network learns to say of a house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The price divided by the highest training price, as in the tutorial.
    #[default]
    Share,
    /// The logarithm of the price, less the mean of the training houses', divided by their standard deviation.
    Log,
}

/// How a network is told attributes and zip codes. A zip code is a number of its own, 1 for the houses in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// Attributes from 0 at the least training house to 1 at the greatest: part 1 of the tutorial's series.
    #[default]
    Range,
    /// Less the mean, divided by the standard deviation, of the training houses; measures by their logarithm.
    Standard,
    /// The same, and the product of each attribute with each zip code: every zip code has slopes of its own.
    Crossed,
}

/// What training makes small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// Mean absolute percentage error of the price, whatever the target.
    #[default]
    Mape,
    /// Mean absolute error of the target.
    Mae,
    /// Mean squared error of the target.
    Mse,
    /// Huber's loss of the target: half the square up to [`HUBER`], then straight on.
    Huber,
    /// The quantile loss of the target (Koenker and Bassett, 1978): with 0.5 half the absolute error.
    Quantile(f64),
}

/// Error of a target at which Huber's loss goes over from square to straight: Keras's default.
pub const HUBER: f64 = 1.0;

impl Loss {
    /// From its name on the command line: a quantile has its level behind a colon.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "mape" => Loss::Mape,
            "mae" => Loss::Mae,
            "mse" => Loss::Mse,
            "huber" => Loss::Huber,
            _ => Loss::Quantile(name.strip_prefix("quantile:")?.parse().ok()?),
        })
    }
}

/// How the learning rate goes on from step to step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Schedule {
    /// `learning_rate / (1 + decay * t)`: Keras's time-based decay.
    #[default]
    Decay,
    /// Half a cosine down to zero at the last step (Loshchilov and Hutter, 2017).
    Cosine,
}

/// What is changed at random in each photo of a training step, before the photos are tiled. Nothing by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Augmentation {
    /// Whether every second photo is mirrored, left to right.
    pub flip: bool,
    /// Up to which share of its width and height a photo is cut away, before it is stretched to the tile again.
    pub crop: f64,
    /// Up to which factor `1 + brightness` or `1 - brightness` all its channels change together.
    pub brightness: f64,
    /// The same for each channel by itself.
    pub colour: f64,
}

impl Augmentation {
    /// Whether it changes anything.
    pub fn is_on(&self) -> bool {
        *self != Augmentation::default()
    }
}

/// What a model asks about a home beside photos.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asks {
    /// Names of attributes.
    pub attributes: Vec<String>,
    /// The zip codes that it knows; none where it does not ask for one.
    pub zip_codes: Vec<String>,
}
