//! A function of each text, as `build.rs` makes them.

use crate::fill::{Value, fill};
use crate::language::language;

include!(concat!(env!("OUT_DIR"), "/text.rs"));

/// A text that is fetched when it is drawn.
pub type Said = fn() -> &'static str;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn texts_lie_in_the_order_of_languages() {
        assert_eq!(Language::ALL.map(Language::code), CODES);
        for (place, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, place);
        }
    }
}
