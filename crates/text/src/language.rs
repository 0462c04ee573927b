//! The language that is spoken, and how it writes numbers.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

/// A language that the page speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English
    #[default]
    English,
    /// German
    German,
}

impl Language {
    /// All, the first being the one that the others are translated from.
    pub const ALL: [Language; 2] = [Language::English, Language::German];

    /// Its code (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
        }
    }

    /// Its name, in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
        }
    }

    /// The language of a code such as `de-AT`.
    pub fn of_code(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next()?.to_lowercase();
        Language::ALL.into_iter().find(|language| language.code() == code)
    }
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// What is written from now on is in this language.
pub fn speak(language: Language) {
    LANGUAGE.set(language);
}

/// The language that is spoken.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// What stands between thousands, and before what is less than one, in the language that is spoken.
pub(crate) fn separators() -> [char; 2] {
    match language() {
        Language::English => [',', '.'],
        Language::German => ['.', ','],
    }
}

/// Digits with their thousands grouped.
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
