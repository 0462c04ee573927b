//! What the visitor chose and the browser remembers: the language, the format of amounts and areas, and the settings
//! of a run.

use super::form::Form;
use super::saved::Settings;
use super::units::usual_units;
use facade_protocol::DeviceChoice;
use facade_record as record;
use facade_spec::Config;
use facade_text::Language;
use facade_text::format::{AREAS, CURRENCIES};

#[derive(Clone, Debug, PartialEq)]
pub struct Preferences {
    /// `None` until the visitor chooses one; then that of the browser applies.
    pub language: Option<Language>,
    /// Currency code of prices, from [`CURRENCIES`].
    pub currency: String,
    /// Unit of areas, from [`AREAS`].
    pub area: String,
    /// The latest settings that the visitor chose or started a run with.
    pub config: Option<Config>,
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

/// Devices by their stored names.
const DEVICES: [(&str, DeviceChoice); 3] =
    [("auto", DeviceChoice::Auto), ("gpu", DeviceChoice::Gpu), ("cpu", DeviceChoice::Cpu)];

impl Preferences {
    /// Before the visitor has chosen any, with the units that are usual for a language tag of the browser.
    pub fn usual(tag: &str) -> Self {
        let [currency, area] = usual_units(tag).map(str::to_owned);
        Preferences { currency, area, ..Preferences::default() }
    }

    /// From the stored text, whatever it contains: one `name=value` per line. Each missing or unreadable value gets
    /// that of `usual`, whatever the other lines contain; lines of later versions are ignored.
    pub fn read(text: &str, usual: Preferences) -> Self {
        let mut all = usual;
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

    /// The text to store. The settings are a [`record`] in hexadecimal digits.
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

    /// The form with these settings, or with the defaults.
    pub fn form(&self) -> Form {
        match &self.config {
            Some(config) => Form::remembered(config, self.device),
            None => Form::of(&Config::default(), self.device),
        }
    }
}

/// Settings from their hexadecimal digits.
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

    fn read(text: &str) -> Preferences {
        Preferences::read(text, Preferences::default())
    }

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
    fn stored_preferences_are_restored() {
        let again = read(&all().write());
        assert_eq!(again, all());
        let form = again.form();
        assert_eq!((form.config(4).ok(), form.device), (all().config, DeviceChoice::Cpu));
        assert_eq!(read(&Preferences::default().write()), Preferences::default());
    }

    #[test]
    fn a_damaged_line_does_not_affect_the_others() {
        let text = all().write();
        assert_eq!(read(""), Preferences::default());
        // The old format.
        assert_eq!(read("2:0101"), Preferences::default());
        for (from, to) in [("EUR", "XXX"), ("m²", "acre"), ("=cpu", "=abacus"), ("currency=EUR\n", "")] {
            let found = read(&text.replace(from, to));
            assert_eq!((found.language, found.config), (Some(Language::German), all().config), "{to}");
        }
        assert_eq!(read(&text.replace("EUR", "XXX")).currency, "USD");
        assert_eq!(read(&text.replace("language=de", "language=tlh")).language, None);
        // A line of a later version, and one without a value.
        let later = format!("colour=dark\nnothing\n{text}more=\n");
        assert_eq!(read(&later), all());
        // Damaged settings.
        let (before, digits) = text.split_once("settings=").unwrap();
        for spoilt in ["", "8", "zz", "é", &digits[..digits.len() - 3], &digits.replace('a', "b")] {
            let found = read(&format!("{before}settings={spoilt}"));
            assert_eq!(found, Preferences { config: None, ..all() }, "{spoilt}");
        }
        let wrong = Preferences { config: Some(Config { epochs: 0, ..Config::default() }), ..all() };
        assert_eq!(read(&wrong.write()), Preferences { config: None, ..all() });
    }
}
