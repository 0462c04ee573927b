//! What a visitor wants and the browser remembers: the language, how amounts and areas are written, and the settings of
//! a run.

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::format::{AREAS, CURRENCIES};
use crate::protocol::{DeviceChoice, decode, encode};
use crate::text::Language;
use crate::training::Config;

/// Begins what is kept. What other versions kept is not read.
const VERSION: &str = "2:";

/// Remembered from visit to visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preferences {
    /// The language; none until one is chosen, and the browser's holds.
    pub language: Option<Language>,
    /// Code of the currency that prices are in, as in [`CURRENCIES`].
    pub currency: String,
    /// What areas are measured in, as in [`AREAS`].
    pub area: String,
    /// The latest settings that the visitor chose or started a run with.
    pub config: Option<Config>,
    /// Where to compute.
    pub device: DeviceChoice,
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences {
            language: None,
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
        let first = Preferences::default();
        let digits = text.strip_prefix(VERSION).unwrap_or_default();
        let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
        let kept = bytes.and_then(|bytes| decode::<Preferences>(&bytes).ok());
        let mut all = kept.unwrap_or_else(|| first.clone());
        if !CURRENCIES.iter().any(|currency| currency.code == all.currency) {
            all.currency = first.currency;
        }
        if !AREAS.contains(&&*all.area) {
            all.area = first.area;
        }
        all.config = all.config.filter(|config| config.check().is_ok());
        all
    }

    /// For the browser to keep: its version and the packed bytes, in hexadecimal digits.
    pub fn write(&self) -> String {
        // Plain data can always be packed.
        let bytes = encode(self).unwrap_or_default();
        bytes.iter().fold(VERSION.to_owned(), |text, byte| text + &format!("{byte:02x}"))
    }

    /// The form with these settings; those of the reference while nothing was chosen.
    pub fn form(&self) -> Form {
        match &self.config {
            Some(config) => Form::remembered(config, self.device),
            None => Form::of(&Config::default(), self.device),
        }
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
            language: Some(Language::German),
            currency: "EUR".to_owned(),
            area: "m²".to_owned(),
            config: Some(config.clone()),
            device: DeviceChoice::Cpu,
        };
        let again = Preferences::read(&all.write());
        assert_eq!(again, all);
        let form = again.form();
        assert_eq!((form.config(4), form.device), (Ok(config.clone()), DeviceChoice::Cpu));
        let text = all.write();
        for spoilt in ["", "2:", "2:zz", "1:00", &text[..text.len() - 1], &text[..9], "1:é"] {
            assert_eq!(Preferences::read(spoilt), Preferences::default(), "{spoilt}");
        }
        let unknown = Preferences { currency: "XXX".to_owned(), area: "acre".to_owned(), ..all.clone() };
        let read = Preferences::read(&unknown.write());
        assert_eq!((&*read.currency, &*read.area, read.config), ("USD", "sq ft", Some(config.clone())));
        let wrong = Preferences { config: Some(Config { epochs: 0, ..config }), ..all };
        assert_eq!(Preferences::read(&wrong.write()).config, None);
    }
}
