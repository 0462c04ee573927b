//! Formats a message. `build.rs` compiles the Fluent patterns into strings with these marks:
//!
//! - U+0001 and an index (a character from `0`): the value with that index;
//! - U+0002 and an index, then for each variant U+0003, its key, U+0004 and its text, and U+0005 at the end: the variant whose key
//!   matches the value, or else the variant without a key, which is the default.

use std::fmt::{Display, Write};

use crate::language::{group, is_singular};

/// What stands in a text for one of its names.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    /// As it is displayed; a word that a text is chosen by, too.
    Shown(&'a dyn Display),
    /// With its thousands grouped. A text is chosen by the number or its plural category.
    Count(usize),
}

impl Value<'_> {
    fn fits(self, key: &str) -> bool {
        match self {
            Value::Shown(word) => word.to_string() == key,
            Value::Count(n) => match key.parse::<usize>() {
                Ok(number) => n == number,
                Err(_) => key == if is_singular(n) { "one" } else { "other" },
            },
        }
    }
}

/// A name from elsewhere as it stands in a sentence. Marks that turn the direction of writing (Unicode Standard Annex #9, 2.1 to 2.6) are
/// left out, and what is written from right to left is set apart, so that neither turns the rest of the sentence.
fn set_apart(value: String) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let leftwards = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if !value.contains(|c| turns(c) || leftwards(c)) {
        return value;
    }
    let plain: String = value.chars().filter(|c| !turns(*c)).collect();
    if plain.contains(leftwards) { format!("\u{2068}{plain}\u{2069}") } else { plain }
}

/// A text with its values in it.
pub(crate) fn fill(text: &str, values: &[Value<'_>]) -> String {
    let mut out = String::with_capacity(text.len() + 16 * values.len());
    put(text, values, &mut out);
    out
}

/// Adds a text up to the end of the choice that it belongs to; what is left behind that.
fn put<'a>(mut text: &'a str, values: &[Value<'_>], out: &mut String) -> &'a str {
    while let Some(at) = text.find(['\u{1}', '\u{2}', '\u{3}', '\u{5}']) {
        out.push_str(&text[..at]);
        let (mark, rest) = (text.as_bytes()[at], &text[at + 1..]);
        if matches!(mark, 3 | 5) {
            return &text[at..];
        }
        let place = usize::from(rest.as_bytes()[0] - b'0');
        let value = values[place];
        text = &rest[1..];
        if mark == 1 {
            let _ = match value {
                Value::Shown(shown) => out.write_str(&set_apart(shown.to_string())),
                Value::Count(n) => out.write_str(&group(&n.to_string())),
            };
            continue;
        }
        let (mut chosen, mut usual) = (None, "");
        while let Some((key, choice)) = text.strip_prefix('\u{3}').and_then(|text| text.split_once('\u{4}')) {
            if key.is_empty() {
                usual = choice;
            } else if chosen.is_none() && value.fits(key) {
                chosen = Some(choice);
            }
            text = put(choice, values, &mut String::new());
        }
        put(chosen.unwrap_or(usual), values, out);
        text = text.strip_prefix('\u{5}').unwrap_or(text);
    }
    out.push_str(text);
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSES: &str =
        "\u{2}0\u{3}0\u{4}No house\u{3}one\u{4}\u{1}0 house\u{3}\u{4}\u{1}0 houses\u{5} of \u{1}1.";

    #[test]
    fn the_number_or_its_category_chooses() {
        let say = |n| fill(HOUSES, &[Value::Count(n), Value::Shown(&"Bath")]);
        assert_eq!(
            [say(0), say(1), say(2140)],
            ["No house of Bath.", "1 house of Bath.", "2,140 houses of Bath."]
        );
    }

    #[test]
    fn no_name_turns_the_rest_of_a_sentence() {
        let say = |name: &str| fill("“\u{1}0” is open.", &[Value::Shown(&name)]);
        assert_eq!(say("My houses"), "“My houses” is open.");
        assert_eq!(say("My \u{202e}houses\u{2069}"), "“My houses” is open.");
        assert_eq!(say("בתים"), "“\u{2068}בתים\u{2069}” is open.");
    }

    #[test]
    fn a_choice_lies_within_another() {
        let text = "\u{2}0\u{3}stopped\u{4}stopped \u{2}1\u{3}one\u{4}once\u{3}\u{4}\u{1}1 times\u{5}\u{3}\u{4}done\u{5}!";
        let say = |word: &str, n| fill(text, &[Value::Shown(&word), Value::Count(n)]);
        assert_eq!(
            [say("stopped", 1), say("stopped", 3), say("other", 1)],
            ["stopped once!", "stopped 3 times!", "done!"]
        );
    }
}
