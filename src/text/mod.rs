//! Every text that a visitor reads, in each language: `texts/en.ftl` and its translations, of which `build.rs` makes a function
//! each.
//!
//! What the command line says of itself, and what files tell machines, stays English.

mod fill;

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use fill::{Value, fill};

include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// A text that is fetched when it is drawn.
pub type Said = fn() -> &'static str;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lie_in_the_order_of_languages() {
        assert_eq!(Language::ALL.map(Language::code), CODES);
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, place);
        }
    }
}
