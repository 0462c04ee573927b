//! Every setting of a run, one row each. The form, the command line's flags, the list of what differs from a recipe, the comparison
//! of runs and the check of ranges follow from these rows.
//!
//! To add a setting: a field of [`Config`] with its default, a row here, its label in each file of `texts/`, and its use.

use super::config::Config;
use super::recipe::{Architecture, Encoding, Loss, ModelKind, Schedule, Target};
use facade_data::split::SplitBy;
use facade_text as text;
use facade_text::TextFn;
use facade_text::format::{count, plain};

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// Its flag, and its name in the page. The stored field of [`Config`] has the same name with underscores.
    pub id: &'static str,
    /// The label in the form.
    pub label: TextFn,
    /// What it does, with its unit, in a sentence.
    pub explanation: TextFn,
    /// Where the form shows it.
    pub section: Section,
    /// What it holds.
    pub kind: Kind,
    range: Option<Range>,
    applies: fn(&Config) -> bool,
    get: fn(&Config) -> String,
    set: fn(&mut Config, &str) -> Option<()>,
}

/// Parts of the form, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Under the network.
    Network,
    /// Under training.
    Training,
    /// Under training, folded.
    MoreTraining,
    /// Under the split.
    Split,
    /// Under the split, folded.
    Validation,
}

/// What a setting holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A whole number from zero.
    Whole,
    /// A number.
    Number,
    /// Whole numbers, separated by commas.
    List,
    /// One of these options: the name on the command line, and the label in the form.
    Choice(&'static [(&'static str, TextFn)]),
}

/// The values that a number may have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// Whether the ends themselves are excluded.
    pub excludes: [bool; 2],
}

impl Range {
    const fn from(low: f64, high: f64) -> Option<Self> {
        Some(Range { low, high, excludes: [false; 2] })
    }

    const fn above(low: f64, high: f64) -> Option<Self> {
        Some(Range { low, high, excludes: [true, false] })
    }

    const fn between(low: f64, high: f64) -> Option<Self> {
        Some(Range { low, high, excludes: [true; 2] })
    }

    fn contains(&self, value: f64) -> bool {
        let [low, high] = self.excludes;
        (if low { value > self.low } else { value >= self.low })
            && (if high { value < self.high } else { value <= self.high })
    }
}

/// A number outside its range.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfRange {
    /// Which.
    pub setting: &'static Setting,
    /// Its value.
    pub value: f64,
    /// What it may be.
    pub range: Range,
}

/// A type that a setting can have.
trait Value: Sized {
    /// From the form of the command line and of files.
    fn parse(text: &str) -> Option<Self>;
    /// The reverse.
    fn show(&self) -> String;
}

macro_rules! displayed {
    ($($number:ty),+) => {
        $(impl Value for $number {
            fn parse(text: &str) -> Option<Self> {
                text.parse().ok()
            }
            fn show(&self) -> String {
                self.to_string()
            }
        })+
    };
}
displayed!(usize, u32, u64);

impl Value for f64 {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for Vec<usize> {
    fn parse(text: &str) -> Option<Self> {
        text.split([',', ' ']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
    }
    fn show(&self) -> String {
        self.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl Value for Loss {
    fn parse(text: &str) -> Option<Self> {
        if text == "quantile" { Some(Loss::Quantile(0.5)) } else { Loss::parse(text) }
    }
    fn show(&self) -> String {
        match self {
            Loss::Mape => "mape",
            Loss::Mae => "mae",
            Loss::Mse => "mse",
            Loss::Huber => "huber",
            Loss::Quantile(_) => "quantile",
        }
        .to_owned()
    }
}

/// A type with one name for each value.
macro_rules! named {
    ($($type:ty: $($name:literal = $value:expr),+;)+) => {
        $(impl Value for $type {
            fn parse(text: &str) -> Option<Self> {
                [$(($name, $value)),+].into_iter().find(|(name, _)| *name == text).map(|(_, value)| value)
            }
            fn show(&self) -> String {
                [$(($name, $value)),+].into_iter().find(|(_, value)| value == self).map_or("", |(name, _)| name).to_owned()
            }
        })+
    };
}
named! {
    bool: "false" = false, "true" = true;
    Architecture: "resnet-18" = Architecture::Resnet18, "efficientnet-lite0" = Architecture::EfficientnetLite0;
    Encoding: "range" = Encoding::MinMax, "standard" = Encoding::Standard, "crossed" = Encoding::Crossed;
    Target: "share" = Target::MaxScaled, "log" = Target::Log;
    SplitBy: "random" = SplitBy::Random, "date" = SplitBy::Date, "area" = SplitBy::Area, "copies" = SplitBy::Copies;
    Schedule: "decay" = Schedule::Decay, "cosine" = Schedule::Cosine;
}

/// How a row reads and writes its field.
macro_rules! field {
    ($($field:ident).+) => {
        (|config: &Config| config.$($field).+.show(), |config: &mut Config, text: &str| {
            config.$($field).+ = Value::parse(text)?;
            Some(())
        })
    };
}

type Field = (fn(&Config) -> String, fn(&mut Config, &str) -> Option<()>);

impl Setting {
    const fn new(
        section: Section,
        id: &'static str,
        kind: Kind,
        label: TextFn,
        explanation: TextFn,
        (get, set): Field,
    ) -> Self {
        Setting { id, label, explanation, section, kind, range: None, applies: |_| true, get, set }
    }

    const fn within(mut self, range: Option<Range>) -> Self {
        self.range = range;
        self
    }

    const fn when(mut self, applies: fn(&Config) -> bool) -> Self {
        self.applies = applies;
        self
    }

    /// Whether a run with these settings uses it.
    pub fn applies(&self, config: &Config) -> bool {
        (self.applies)(config)
    }

    /// Its value, as [`set`](Self::set) takes it.
    pub fn get(&self, config: &Config) -> String {
        (self.get)(config)
    }

    /// Sets its value from text: numbers with a decimal point, an option by its name. None if the text is no such value.
    pub fn set(&self, config: &mut Config, text: &str) -> Option<()> {
        (self.set)(config, text)
    }

    /// Its value in words: of an option its label.
    pub fn words(&self, config: &Config) -> String {
        let value = self.get(config);
        match self.kind {
            Kind::Choice(options) => {
                options.iter().find(|(name, _)| *name == value).map_or(value, |(_, label)| label().to_owned())
            }
            _ => value,
        }
    }

    /// What it does and, of a number, what it may be.
    pub fn explanation_text(&self) -> String {
        let explanation = (self.explanation)();
        let Some(Range { low, high, excludes }) = self.range else { return explanation.to_owned() };
        let number = |value: f64| if value.fract() == 0.0 { count(value as usize) } else { plain(value) };
        let [low, high] = [low, high].map(number);
        let range = match excludes {
            [false, _] => text::t!(range_from_to, low, high),
            [true, false] => text::t!(range_above, low, high),
            [true, true] => text::t!(range_between, low, high),
        };
        format!("{explanation} {range}")
    }

    /// Whether it holds one of several options.
    pub fn is_choice(&self) -> bool {
        matches!(self.kind, Kind::Choice(_))
    }

    /// Checks its value by itself.
    ///
    /// # Errors
    /// If a number lies outside its range.
    pub fn check(&'static self, config: &Config) -> Result<(), OutOfRange> {
        let (Some(range), Ok(value)) = (self.range, self.get(config).parse::<f64>()) else { return Ok(()) };
        if range.contains(value) { Ok(()) } else { Err(OutOfRange { setting: self, value, range }) }
    }
}

impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Each row as a constant, and all of them in the order of the form.
macro_rules! settings {
    ($($NAME:ident = $row:expr;)+) => {
        $(
            #[allow(missing_docs, reason = "a row describes itself")]
            pub static $NAME: Setting = $row;
        )+
        /// All settings, in the order of the form.
        pub static SETTINGS: &[&Setting] = &[$(&$NAME),+];
    };
}

use Kind::{Choice, List, Number, Whole};
use Section::{MoreTraining, Network, Split, Training, Validation};

settings! {
    FILTERS = Setting::new(Network, "filters", List, text::form_filters, text::explain_setting_filters, field!(filters))
        .when(|c| c.model.uses_pixels() && c.model != ModelKind::Backbone);
    ARCHITECTURE = Setting::new(Network, "architecture",
        Choice(&[("resnet-18", || Architecture::Resnet18.title()), ("efficientnet-lite0", || Architecture::EfficientnetLite0.title())]),
        text::form_architecture, text::explain_setting_architecture, field!(architecture))
        .when(|c| c.model == ModelKind::Backbone);
    FINE_TUNE = Setting::new(Network, "fine-tune", Choice(&[("false", text::form_frozen), ("true", text::form_fine_tuned)]),
        text::form_fine_tune, text::explain_setting_fine_tune, field!(fine_tune))
        .when(|c| c.model == ModelKind::Backbone);
    TILE = Setting::new(Network, "tile", Whole, text::form_tile, text::explain_setting_tile, field!(tile))
        .within(Range::from(4.0, 256.0)).when(|c| c.model.uses_pixels());
    FEATURE_LENGTH = Setting::new(Network, "feature-length", Number, text::form_feature_length,
        text::explain_setting_feature_length, field!(feature_length))
        .within(Range::above(0.0, 1000.0)).when(|c| matches!(c.model, ModelKind::TunedMixed | ModelKind::PretrainedMixed));
    ENCODING = Setting::new(Network, "encoding",
        Choice(&[("range", text::form_encoding_range), ("standard", text::form_encoding_standard), ("crossed", text::form_encoding_crossed)]),
        text::form_encoding, text::explain_setting_encoding, field!(encoding))
        .when(|c| c.model.uses_attributes());

    EPOCHS = Setting::new(Training, "epochs", Whole, text::form_epochs, text::explain_setting_epochs, field!(epochs))
        .within(Range::from(1.0, 100_000.0));
    BATCH_SIZE = Setting::new(Training, "batch-size", Whole, text::form_batch_size, text::explain_setting_batch_size, field!(batch_size))
        .within(Range::from(1.0, 4096.0));
    LEARNING_RATE = Setting::new(Training, "learning-rate", Number, text::form_learning_rate, text::explain_setting_learning_rate, field!(learning_rate))
        .within(Range::above(0.0, 10.0));
    DECAY = Setting::new(Training, "decay", Number, text::form_decay, text::explain_setting_decay, field!(decay))
        .within(Range::from(0.0, 10.0)).when(|c| c.schedule == Schedule::Decay);
    SEED = Setting::new(Training, "seed", Whole, text::form_seed, text::explain_setting_seed, field!(seed));

    TARGET = Setting::new(MoreTraining, "target", Choice(&[("share", text::form_target_share), ("log", text::form_target_log)]),
        text::form_target, text::explain_setting_target, field!(target));
    LOSS = Setting::new(MoreTraining, "loss",
        Choice(&[("mape", || "MAPE"), ("mae", || "MAE"), ("mse", || "MSE"), ("huber", || "Huber"), ("quantile", text::form_loss_quantile)]),
        text::form_loss, text::explain_setting_loss, field!(loss));
    LEVEL = Setting::new(MoreTraining, "level", Number, text::form_level, text::explain_setting_level, (
        |config| if let Loss::Quantile(level) = config.loss { level } else { 0.5 }.to_string(),
        |config, text| {
            let level = Value::parse(text)?;
            if let Loss::Quantile(to) = &mut config.loss {
                *to = level;
            }
            Some(())
        },
    )).within(Range::between(0.0, 1.0)).when(|c| matches!(c.loss, Loss::Quantile(_)));
    SCHEDULE = Setting::new(MoreTraining, "schedule", Choice(&[("decay", text::form_schedule_decay), ("cosine", text::form_schedule_cosine)]),
        text::form_schedule, text::explain_setting_schedule, field!(schedule));
    WARM_UP = Setting::new(MoreTraining, "warm-up", Whole, text::form_warm_up, text::explain_setting_warm_up, field!(warm_up));
    WEIGHT_DECAY = Setting::new(MoreTraining, "weight-decay", Number, text::form_weight_decay, text::explain_setting_weight_decay, field!(weight_decay))
        .within(Range::from(0.0, 10.0));
    FLIP = Setting::new(MoreTraining, "flip", Choice(&[("false", text::form_no), ("true", text::form_flip_yes)]),
        text::form_flip, text::explain_setting_flip, field!(augmentation.flip)).when(Config::augments);
    CROP = Setting::new(MoreTraining, "crop", Number, text::form_crop, text::explain_setting_crop, field!(augmentation.crop))
        .within(Range::from(0.0, 0.5)).when(Config::augments);
    BRIGHTNESS = Setting::new(MoreTraining, "brightness", Number, text::form_brightness, text::explain_setting_brightness, field!(augmentation.brightness))
        .within(Range::from(0.0, 0.5)).when(Config::augments);
    COLOUR = Setting::new(MoreTraining, "colour", Number, text::form_colour, text::explain_setting_colour, field!(augmentation.colour))
        .within(Range::from(0.0, 0.5)).when(Config::augments);

    SPLIT_BY = Setting::new(Split, "split-by",
        Choice(&[("random", text::form_split_random), ("date", text::form_split_date), ("area", text::form_split_area), ("copies", text::form_split_copies)]),
        text::form_split_by, text::explain_setting_split_by, field!(split_by));
    TEST_SHARE = Setting::new(Split, "test-share", Number, text::form_test_share, text::explain_setting_test_share, field!(test_share))
        .within(Range::between(0.0, 1.0));
    TRAIN_SHARE = Setting::new(Validation, "train-share", Number, text::form_train_share,
        text::explain_setting_train_share, field!(train_share)).within(Range::above(0.0, 1.0));
    SPLIT_SEED = Setting::new(Split, "split-seed", Whole, text::form_split_seed, text::explain_setting_split_seed, field!(split_seed))
        .when(|c| c.split_by != SplitBy::Date);

    MEMBERS = Setting::new(Validation, "members", Whole, text::form_members, text::explain_setting_members, field!(cross_fit_folds))
        .when(|c| c.model != ModelKind::Single && !c.fine_tune);
    VALIDATION_SHARE = Setting::new(Validation, "validation-share", Number, text::form_validation_share,
        text::explain_setting_validation_share, field!(validation_share))
        .within(Range::from(0.0, 0.9)).when(|c| c.cross_fit_folds == 0);
    PATIENCE = Setting::new(Validation, "patience", Whole, text::form_patience, text::explain_setting_patience, field!(patience))
        .when(Config::validates);
    KEEP_BEST = Setting::new(Validation, "keep-best", Choice(&[("false", text::form_keep_last), ("true", text::form_keep_best)]),
        text::form_keep, text::explain_setting_keep_best, field!(keep_best)).when(Config::validates);
    SHADE = Setting::new(Validation, "shade", Choice(&[("false", text::form_no), ("true", text::form_shade_yes)]),
        text::form_shade, text::explain_setting_shade, field!(calibrate)).when(Config::validates);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_reads_what_it_shows() {
        for model in ModelKind::ALL {
            let recipe = Config::recipe(model);
            for setting in SETTINGS {
                let mut config = recipe.clone();
                assert!(setting.set(&mut config, &setting.get(&recipe)).is_some(), "{}", setting.id);
                assert_eq!(config, recipe, "{}", setting.id);
                assert_eq!(setting.set(&mut config, "–"), None, "{}", setting.id);
                assert_eq!(config, recipe, "{}", setting.id);
            }
        }
    }

    #[test]
    fn each_option_has_its_own_value() {
        for setting in SETTINGS {
            let Choice(options) = setting.kind else { continue };
            for (name, label) in options {
                let mut config = Config::default();
                assert!(setting.set(&mut config, name).is_some(), "{}: {name}", setting.id);
                assert_eq!(setting.get(&config), *name);
                assert_eq!(setting.words(&config), label());
            }
        }
    }

    #[test]
    fn ids_are_fields_of_the_stored_settings() {
        let stored = serde_json::to_value(Config::default()).unwrap();
        let mut ids: Vec<&str> = SETTINGS.iter().map(|setting| setting.id).collect();
        for id in &ids {
            let field = id.replace('-', "_");
            assert!(
                *id == "level" || stored.get(&field).or_else(|| stored["augmentation"].get(&field)).is_some(),
                "{id}"
            );
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), SETTINGS.len());
    }

    #[test]
    fn a_number_outside_its_range_is_refused() {
        let check = |setting: &'static Setting, text: &str| {
            let mut config = Config { loss: Loss::Quantile(0.5), ..Config::default() };
            setting.set(&mut config, text).and_then(|()| setting.check(&config).ok()).is_some()
        };
        assert_eq!(
            ["0", "1e-9", "10", "10.1"].map(|rate| check(&LEARNING_RATE, rate)),
            [false, true, true, false]
        );
        assert_eq!(["0", "0.25", "1"].map(|share| check(&TEST_SHARE, share)), [false, true, false]);
        assert_eq!(["3", "4", "256", "257"].map(|tile| check(&TILE, tile)), [false, true, true, false]);
        assert_eq!(["-0.1", "0", "NaN"].map(|decay| check(&DECAY, decay)), [false, true, false]);
    }
}
