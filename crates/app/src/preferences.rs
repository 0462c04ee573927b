//! What a visitor wants and the browser remembers: the language, how amounts and areas are written, and the settings of
//! a run.

use super::form::Form;
use super::saved::Settings;
use facade_protocol::DeviceChoice;
use facade_record as record;
use facade_spec::Config;
use facade_text::Language;
use facade_text::format::{AREAS, CURRENCIES};

/// Remembered from visit to visit.
#[derive(Clone, Debug, PartialEq)]
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

/// Devices by the names under which they are kept.
const DEVICES: [(&str, DeviceChoice); 3] =
    [("auto", DeviceChoice::Auto), ("gpu", DeviceChoice::Gpu), ("cpu", DeviceChoice::Cpu)];

impl Preferences {
    /// From what the browser kept, whatever that is: a line for each, `name=value`. What is missing or cannot be read is as it
    /// is at first, whatever stands in the other lines; a line that a later version added is passed over.
    pub fn read(text: &str) -> Self {
        let mut all = Preferences::default();
        for (name, value) in text.lines().filter_map(|line| line.split_once('=')) {
            match name {
                "language" => all.language = Language::ALL.into_iter().find(|each| each.code() == value),
                "currency" if CURRENCIES.iter().any(|each| each.code == value) => {
                    all.currency = value.to_owned()
                }
                "area" if AREAS.contains(&value) => all.area = value.to_owned(),
                "device" => {
                    let known = DEVICES.into_iter().find(|(each, _)| *each == value);
                    all.device = known.map(|(_, device)| device).unwrap_or_default();
                }
                "settings" => all.config = settings(value).filter(|config| config.check().is_ok()),
                _ => {}
            }
        }
        all
    }

    /// For the browser to keep. The settings are a [`record`] in hexadecimal digits.
    pub fn write(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: &str| text += &format!("{name}={value}\n");
        if let Some(language) = self.language {
            line("language", language.code());
        }
        line("currency", &self.currency);
        line("area", &self.area);
        if let Some((name, _)) = DEVICES.into_iter().find(|(_, device)| *device == self.device) {
            line("device", name);
        }
        let settings = self.config.clone().map(|config| Settings { config, device: self.device });
        if let Some(bytes) = settings.and_then(|settings| record::pack(&settings)) {
            line("settings", &bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        }
        text
    }

    /// The form with these settings; those of the reference while nothing was chosen.
    pub fn form(&self) -> Form {
        match &self.config {
            Some(config) => Form::remembered(config, self.device),
            None => Form::of(&Config::default(), self.device),
        }
    }
}

/// Settings from the digits that they were kept as.
fn settings(digits: &str) -> Option<Config> {
    let byte = |pair: &[u8; 2]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else { return None };
    let bytes: Vec<u8> = pairs.iter().map(byte).collect::<Option<_>>()?;
    Some(record::unpack::<Settings>(&bytes).ok()?.config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::ModelKind;

    fn all() -> Preferences {
        Preferences {
            language: Some(Language::German),
            currency: "EUR".to_owned(),
            area: "m²".to_owned(),
            config: Some(Config { epochs: 12, ..Config::recipe(ModelKind::Single) }),
            device: DeviceChoice::Cpu,
        }
    }

    #[test]
    fn what_was_kept_comes_back() {
        let again = Preferences::read(&all().write());
        assert_eq!(again, all());
        let form = again.form();
        assert_eq!((form.config(4).ok(), form.device), (all().config, DeviceChoice::Cpu));
        assert_eq!(Preferences::read(&Preferences::default().write()), Preferences::default());
    }

    #[test]
    fn nothing_that_is_spoilt_costs_the_rest() {
        let text = all().write();
        assert_eq!(Preferences::read(""), Preferences::default());
        // The form of before.
        assert_eq!(Preferences::read("2:0101"), Preferences::default());
        for (from, to) in [("EUR", "XXX"), ("m²", "acre"), ("=cpu", "=abacus"), ("currency=EUR\n", "")] {
            let read = Preferences::read(&text.replace(from, to));
            assert_eq!((read.language, read.config), (Some(Language::German), all().config), "{to}");
        }
        assert_eq!(Preferences::read(&text.replace("EUR", "XXX")).currency, "USD");
        assert_eq!(Preferences::read(&text.replace("language=de", "language=tlh")).language, None);
        // A line that a later version added, and one that is none.
        let later = format!("colour=dark\nnothing\n{text}more=\n");
        assert_eq!(Preferences::read(&later), all());
        // Whatever becomes of the settings.
        let (before, digits) = text.split_once("settings=").unwrap();
        for spoilt in ["", "8", "zz", "é", &digits[..digits.len() - 3], &digits.replace('a', "b")] {
            let read = Preferences::read(&format!("{before}settings={spoilt}"));
            assert_eq!(read, Preferences { config: None, ..all() }, "{spoilt}");
        }
        let wrong = Preferences { config: Some(Config { epochs: 0, ..Config::default() }), ..all() };
        assert_eq!(Preferences::read(&wrong.write()), Preferences { config: None, ..all() });
    }
}
