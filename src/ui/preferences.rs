//! What a visitor wants and the browser remembers: how amounts and areas are written, and the settings of the latest run.

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::format::{AREAS, CURRENCIES};
use crate::protocol::DeviceChoice;
use crate::training::Config;

/// Remembered from visit to visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Code of the currency that prices are in, as in [`CURRENCIES`].
    pub currency: String,
    /// What areas are measured in, as in [`AREAS`].
    pub area: String,
    /// Settings of the latest run that was started here.
    pub config: Option<Config>,
    /// Where that was to compute.
    pub device: DeviceChoice,
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences {
            currency: CURRENCIES[0].code.to_owned(),
            area: AREAS[0].to_owned(),
            config: None,
            device: DeviceChoice::Auto,
        }
    }
}

impl Preferences {
    /// From what the browser kept, whatever that is: what cannot be read is as it is at first.
    pub fn read(text: &str) -> Self {
        let mut all: Preferences = serde_json::from_str(text).unwrap_or_default();
        let first = Preferences::default();
        if !CURRENCIES.iter().any(|currency| currency.code == all.currency) {
            all.currency = first.currency;
        }
        if !AREAS.contains(&&*all.area) {
            all.area = first.area;
        }
        all.config = all.config.filter(|config| config.check().is_ok());
        all
    }

    /// For the browser to keep.
    pub fn write(&self) -> String {
        // Plain data always can be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The form as it was at the latest run, where there was one.
    pub fn form(&self) -> Option<Form> {
        self.config.as_ref().map(|config| Form::remembered(config, self.device))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::ModelKind;

    #[test]
    fn what_was_kept_comes_back_and_what_is_spoilt_is_as_at_first() {
        let config = Config { epochs: 12, ..Config::recipe(ModelKind::Single) };
        let all = Preferences {
            currency: "EUR".to_owned(),
            area: "m²".to_owned(),
            config: Some(config.clone()),
            device: DeviceChoice::Cpu,
        };
        let again = Preferences::read(&all.write());
        assert_eq!(again, all);
        let form = again.form().unwrap();
        assert_eq!((form.config(4), form.device), (Ok(config.clone()), DeviceChoice::Cpu));
        for text in ["", "{", "[1]", r#"{"currency":7}"#] {
            assert_eq!(Preferences::read(text), Preferences::default(), "{text}");
        }
        assert_eq!(Preferences::read(r#"{"currency":"XXX","area":"acre"}"#), Preferences::default());
        let wrong = Preferences { config: Some(Config { epochs: 0, ..config }), ..all };
        assert_eq!(Preferences::read(&wrong.write()).config, None);
        // Of an earlier version that knew less.
        assert_eq!(Preferences::read(r#"{"currency":"GBP"}"#).currency, "GBP");
    }
}
