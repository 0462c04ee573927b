//! The settings as they stand in the form: text until it parses.

use crate::platform::number;
use crate::protocol::DeviceChoice;
use crate::training::{Config, ConfigError};

/// One setting of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Tile size.
    Tile,
    /// Filters.
    Filters,
    /// Epochs.
    Epochs,
    /// Batch size.
    BatchSize,
    /// Learning rate.
    LearningRate,
    /// Decay.
    Decay,
    /// Seed.
    Seed,
    /// Test share.
    TestShare,
    /// Split seed.
    SplitSeed,
}

impl Field {
    /// All of them, in the order of the form.
    pub const ALL: [Field; 9] = [
        Field::Tile,
        Field::Filters,
        Field::Epochs,
        Field::BatchSize,
        Field::LearningRate,
        Field::Decay,
        Field::Seed,
        Field::TestShare,
        Field::SplitSeed,
    ];

    /// What stands above it.
    pub fn label(self) -> &'static str {
        match self {
            Field::Tile => "Tile size",
            Field::Filters => "Filters",
            Field::Epochs => "Epochs",
            Field::BatchSize => "Batch size",
            Field::LearningRate => "Learning rate",
            Field::Decay => "Decay per step",
            Field::Seed => "Seed",
            Field::TestShare => "Test share",
            Field::SplitSeed => "Split seed",
        }
    }

    /// Its name in the document.
    pub fn id(self) -> &'static str {
        match self {
            Field::Tile => "field-tile",
            Field::Filters => "field-filters",
            Field::Epochs => "field-epochs",
            Field::BatchSize => "field-batch-size",
            Field::LearningRate => "field-learning-rate",
            Field::Decay => "field-decay",
            Field::Seed => "field-seed",
            Field::TestShare => "field-test-share",
            Field::SplitSeed => "field-split-seed",
        }
    }

    /// Its value in `config`, as it would be typed.
    pub fn show(self, config: &Config) -> String {
        match self {
            Field::Tile => config.tile.to_string(),
            Field::Filters => config.filters.iter().map(usize::to_string).collect::<Vec<_>>().join(", "),
            Field::Epochs => config.epochs.to_string(),
            Field::BatchSize => config.batch_size.to_string(),
            Field::LearningRate => config.learning_rate.to_string(),
            Field::Decay => config.decay.to_string(),
            Field::Seed => config.seed.to_string(),
            Field::TestShare => config.test_share.to_string(),
            Field::SplitSeed => config.split_seed.to_string(),
        }
    }

    fn read(self, text: &str, config: &mut Config) -> Option<()> {
        match self {
            Field::Tile => config.tile = text.parse().ok()?,
            Field::Filters => {
                let numbers = text.split([',', ' ']).filter(|part| !part.is_empty());
                config.filters = numbers.map(|part| part.parse().ok()).collect::<Option<_>>()?;
            }
            Field::Epochs => config.epochs = text.parse().ok()?,
            Field::BatchSize => config.batch_size = text.parse().ok()?,
            Field::LearningRate => config.learning_rate = finite(text)?,
            Field::Decay => config.decay = finite(text)?,
            Field::Seed => config.seed = text.parse().ok()?,
            Field::TestShare => config.test_share = finite(text)?,
            Field::SplitSeed => config.split_seed = text.parse().ok()?,
        }
        Some(())
    }

    fn kind(self) -> &'static str {
        match self {
            Field::LearningRate | Field::Decay | Field::TestShare => "a number",
            Field::Filters => "whole numbers with commas between them",
            _ => "a whole number",
        }
    }
}

/// A number that is not beyond all others.
fn finite(text: &str) -> Option<f64> {
    number(text).filter(|number| number.is_finite())
}

/// The form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    texts: [String; 9],
    /// Where to compute.
    pub device: DeviceChoice,
}

impl Default for Form {
    fn default() -> Self {
        Form { texts: Field::ALL.map(|f| f.show(&Config::default())), device: DeviceChoice::Auto }
    }
}

impl Form {
    /// The form as it was when a run with these settings was started.
    pub fn of(config: &Config, device: DeviceChoice) -> Self {
        Form { texts: Field::ALL.map(|f| f.show(config)), device }
    }

    /// What stands in a field.
    pub fn text(&self, field: Field) -> &str {
        &self.texts[field as usize]
    }

    /// Writes into a field.
    pub fn set(&mut self, field: Field, text: String) {
        self.texts[field as usize] = text;
    }

    /// Puts every setting back to the reference. The device is none.
    pub fn reset(&mut self) {
        self.texts = Form::default().texts;
    }

    /// Whether a field differs from the reference: in value, not in spelling.
    pub fn changed(&self, field: Field) -> bool {
        let mut config = Config::default();
        match field.read(self.text(field).trim(), &mut config) {
            Some(()) => config != Config::default(),
            None => true,
        }
    }

    /// Whether any field differs from the reference.
    pub fn any_changed(&self) -> bool {
        Field::ALL.into_iter().any(|f| self.changed(f))
    }

    /// Reads a field into the settings.
    fn read(&self, field: Field, config: &mut Config) -> Result<(), String> {
        let text = self.text(field).trim();
        let name = field.label();
        let example = field.show(&Config::default());
        if text.is_empty() {
            return Err(format!("{name} is empty. Write {}, such as {example}.", field.kind()));
        }
        field.read(text, config).ok_or_else(|| {
            // A number all the same, but of more digits than are counted with.
            let smaller = text.bytes().all(|b| b.is_ascii_digit());
            let kind = if smaller { "a smaller number" } else { field.kind() };
            format!("{name} is “{text}”. Write {kind}, such as {example}.")
        })
    }

    /// What is wrong with a field by itself, whatever stands in the others.
    pub fn wrong(&self, field: Field) -> Option<String> {
        let mut config = Config::default();
        if let Err(sentence) = self.read(field, &mut config) {
            return Some(sentence);
        }
        let together = |error: &ConfigError| {
            matches!(
                error,
                ConfigError::TooDeep { .. } | ConfigError::TooLarge(_) | ConfigError::TooWide { .. }
            )
        };
        config.check().err().filter(|error| !together(error)).map(|error| error.to_string())
    }

    /// The settings, for houses with so many photos each.
    ///
    /// # Errors
    /// A sentence about the first field that no run can start with, or about what does not go together.
    pub fn config(&self, photos: usize) -> Result<Config, String> {
        let mut config = Config { photos, ..Config::default() };
        for field in Field::ALL {
            if let Some(sentence) = self.wrong(field) {
                return Err(sentence);
            }
            self.read(field, &mut config)?;
        }
        config.check().map_err(|error| error.to_string())?;
        Ok(config)
    }
}

/// What differs from the reference, each as `seed 2`.
pub fn changes(config: &Config) -> Vec<String> {
    let reference = Config::default();
    let differs = |f: &Field| f.show(config) != f.show(&reference);
    Field::ALL
        .into_iter()
        .filter(differs)
        .map(|f| format!("{} {}", f.label().to_ascii_lowercase(), f.show(config)))
        .collect()
}
