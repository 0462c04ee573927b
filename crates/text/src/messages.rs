//! The generated functions, one per text (`build.rs`).
// The values of a text are a struct with the text's own name.
#![allow(non_camel_case_types, missing_docs)]

use crate::format_message::{Value, fill};
use crate::language::language;

include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// A text without values. It is looked up when it is displayed, so that it follows the language.
pub type TextFn = fn() -> &'static str;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn texts_are_in_the_order_of_languages() {
        assert_eq!(Language::ALL.map(Language::code), CODES);
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, place);
        }
    }
}
