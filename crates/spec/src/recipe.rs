//! Choices that make up a run: network, target, encoding, loss, schedule, augmentation.

use serde::{Deserialize, Serialize};

/// A network. [`networks::graph`](crate::networks::graph) describes its layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModelKind {
    /// The tutorial's network, on the montage.
    #[default]
    Cnn,
    /// The tutorial's first option: one photo at a time, with the price of its house.
    Single,
    /// The tutorial's second option: one convolutional branch per photo, merged.
    Branches,
    /// Part 1 of the tutorial's series: attributes only.
    Mlp,
    /// Part 3 of the series: attributes and montage.
    Mixed,
    /// Facade's patch layer and linear heads, on photos only.
    TunedPhotos,
    /// Facade's patch layer and linear heads, on photos and attributes.
    TunedMixed,
    /// A ResNet-18 pretrained on other photos, with linear heads.
    Backbone,
}

impl ModelKind {
    /// All networks, in the order of the lists that show them.
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

    /// Name on the command line and in files.
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

    /// Whether the network uses photos.
    pub fn uses_photos(self) -> bool {
        self != ModelKind::Mlp
    }

    /// Whether its convolution is fitted on the training photos before the first step and then frozen.
    pub fn is_tuned(self) -> bool {
        matches!(self, ModelKind::TunedPhotos | ModelKind::TunedMixed)
    }

    /// Whether the network uses attributes and the zip code.
    pub fn uses_attributes(self) -> bool {
        matches!(self, ModelKind::Mlp | ModelKind::Mixed | ModelKind::TunedMixed)
    }
}

/// What a network predicts for a house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The price divided by the highest training price, as in the tutorial.
    #[default]
    #[serde(rename = "share")]
    MaxScaled,
    /// The log price, standardised by mean and standard deviation of the training houses.
    Log,
}

/// Encoding of attributes. Zip codes are one-hot encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// Attributes scaled to 0 at the training minimum and 1 at the maximum (scikit-learn's `MinMaxScaler`),
    /// as in part 1 of the tutorial's series.
    #[default]
    #[serde(rename = "range")]
    MinMax,
    /// Attributes standardised by mean and standard deviation of the training houses (`StandardScaler`);
    /// areas and other measures by their logarithm.
    Standard,
    /// As `Standard`, plus the product of each attribute with each zip code (feature crosses): each zip code
    /// has its own coefficients.
    Crossed,
}

/// Loss function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// Mean absolute percentage error of the price, for any target.
    #[default]
    Mape,
    /// Mean absolute error of the target.
    Mae,
    /// Mean squared error of the target.
    Mse,
    /// Huber loss of the target: half the square up to [`HUBER_DELTA`], then linear.
    Huber,
    /// Quantile loss of the target (Koenker and Bassett, 1978); at 0.5 it is half the absolute error.
    Quantile(f64),
}

/// Error of the target at which the Huber loss changes from quadratic to linear: Keras's default `delta`.
pub const HUBER_DELTA: f64 = 1.0;

impl Loss {
    /// Parses a name from the command line; a quantile's level follows a colon.
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

/// Learning-rate schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Schedule {
    /// `learning_rate / (1 + decay * t)`: Keras's time-based decay.
    #[default]
    Decay,
    /// Half a cosine down to zero at the last step (Loshchilov and Hutter, 2017).
    Cosine,
}

/// Random changes to each photo of a training step, before the photos are tiled. None by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Augmentation {
    /// Whether half of the photos are flipped, left to right.
    pub flip: bool,
    /// Largest share of width and height to crop, before the rest is stretched to the tile.
    pub crop: f64,
    /// All channels together are multiplied by a factor of up to `1 + brightness` and down to
    /// `1 - brightness`.
    pub brightness: f64,
    /// The same for each channel on its own.
    pub colour: f64,
}

impl Augmentation {
    /// Whether it changes anything.
    pub fn is_on(&self) -> bool {
        *self != Augmentation::default()
    }
}

/// Inputs that a model takes besides photos.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InputSchema {
    /// Names of the attributes.
    pub attributes: Vec<String>,
    /// Known zip codes; empty if the model does not use one.
    pub zip_codes: Vec<String>,
}
