//! The current language, and its number separators.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
}

impl Language {
    /// All languages. The others are translated from the first.
    pub const ALL: [Language; 3] = [Language::English, Language::German, Language::French];

    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
        }
    }

    /// Name in the language itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            Language::French => "Français",
        }
    }

    /// The language with a code such as `de-AT`.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next()?.to_lowercase();
        Language::ALL.into_iter().find(|language| language.code() == code)
    }
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// Sets the current language of this thread.
pub fn speak(language: Language) {
    LANGUAGE.set(language);
}

/// The current language.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Whether a text about this many things is in the singular: CLDR's category “one” of cardinal numbers without fractions.
pub(crate) fn is_singular(count: usize) -> bool {
    match language() {
        Language::English | Language::German => count == 1,
        Language::French => count < 2,
    }
}

/// The thousands separator and the decimal separator of the current language.
pub(crate) fn separators() -> [char; 2] {
    match language() {
        Language::English => [',', '.'],
        Language::German => ['.', ','],
        Language::French => ['\u{a0}', ','],
    }
}

/// Inserts thousands separators.
pub(crate) fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separators()[0]);
        }
        out.push(digit);
    }
    out
}
