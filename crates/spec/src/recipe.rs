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
    /// A network pretrained on other photos, from the visitor's file, with linear heads.
    Backbone,
    /// Linear heads on features of a pretrained network, each room in its place.
    PretrainedPhotos,
    /// Linear heads on the mean and maximum of these features over however many photos a house has.
    PretrainedSet,
    /// Linear heads on these features and on attributes.
    PretrainedMixed,
}

impl ModelKind {
    /// All networks, in the order of the lists that show them.
    pub const ALL: [ModelKind; 11] = [
        ModelKind::Cnn,
        ModelKind::Single,
        ModelKind::Branches,
        ModelKind::Mlp,
        ModelKind::Mixed,
        ModelKind::TunedPhotos,
        ModelKind::TunedMixed,
        ModelKind::Backbone,
        ModelKind::PretrainedPhotos,
        ModelKind::PretrainedSet,
        ModelKind::PretrainedMixed,
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
            ModelKind::PretrainedPhotos => "pretrained-photos",
            ModelKind::PretrainedSet => "pretrained-set",
            ModelKind::PretrainedMixed => "pretrained-mixed",
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

    /// Whether the network takes features of photos by the pretrained network, which are kept with the houses.
    pub fn is_pretrained(self) -> bool {
        matches!(self, ModelKind::PretrainedPhotos | ModelKind::PretrainedSet | ModelKind::PretrainedMixed)
    }

    /// Whether the network takes the pixels of photos.
    pub fn uses_pixels(self) -> bool {
        self.uses_photos() && !self.is_pretrained()
    }

    /// Whether the network uses attributes and the zip code.
    pub fn uses_attributes(self) -> bool {
        matches!(self, ModelKind::Mlp | ModelKind::Mixed | ModelKind::TunedMixed | ModelKind::PretrainedMixed)
    }
}

/// What a backbone's file contains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// ResNet-18 (He et al., "Deep Residual Learning for Image Recognition", 2016).
    #[default]
    #[serde(rename = "resnet-18")]
    Resnet18,
    /// EfficientNet-Lite0, as timm's `tf_efficientnet_lite0`.
    EfficientnetLite0,
}

impl Architecture {
    /// Name on the command line and in files.
    pub const fn name(self) -> &'static str {
        match self {
            Architecture::Resnet18 => "resnet-18",
            Architecture::EfficientnetLite0 => "efficientnet-lite0",
        }
    }

    /// Its name as its authors write it.
    pub const fn title(self) -> &'static str {
        match self {
            Architecture::Resnet18 => "ResNet-18",
            Architecture::EfficientnetLite0 => "EfficientNet-Lite0",
        }
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InputSchema {
    /// Names of the attributes.
    pub attributes: Vec<String>,
    /// The values that each had; empty in models of earlier versions.
    pub ranges: Vec<AttributeRange>,
    /// Known zip codes; empty if the model does not use one.
    pub zip_codes: Vec<String>,
}

/// The values of an attribute of the training houses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttributeRange {
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// By how much it is sensible to change a value: 1 for a few whole numbers, otherwise a power of ten.
    pub step: f64,
}

impl AttributeRange {
    /// The range of values; `None` if there are none, or all are equal.
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let (low, high) =
            values.clone().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        if low >= high {
            return None;
        }
        let span = high - low;
        let is_count = span <= MAX_COUNT && values.clone().all(|value| value.fract() == 0.0);
        let step = if is_count { 1.0 } else { 10f64.powf((span / STEPS).log10().floor()) };
        Some(AttributeRange { low, high, step })
    }

    /// Whether a slider can have it.
    pub fn is_valid(&self) -> bool {
        let AttributeRange { low, high, step } = *self;
        [low, high, step].iter().all(|value| value.is_finite()) && low < high && step > 0.0
    }
}

/// Whole numbers up to so many count something.
const MAX_COUNT: f64 = 100.0;
/// Steps from one end of a range to the other, at least.
const STEPS: f64 = 50.0;
