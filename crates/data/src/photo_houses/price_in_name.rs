//! Prices in the names of photos and folders.

use std::collections::BTreeSet;

use crate::number_format::{NumberFormat, is_currency_sign};

/// Lowest and highest number in a name that may be a price although nothing says so.
const PLAIN_PRICES: std::ops::RangeInclusive<f64> = 1e4..=1e8;
/// Words beside a number that say that it is a price.
const PRICE_WORDS: [&str; 14] = [
    "price", "preis", "prix", "precio", "preço", "prezzo", "prijs", "usd", "eur", "gbp", "chf", "aud", "cad",
    "dollars",
];

/// The words of a name. Points and commas within a number, and the sign of a currency, belong to the word.
pub(super) fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let mut letters = name.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        let next_is_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let within_number =
            matches!(letter, '.' | ',' | '\'' | '’') && before.is_ascii_digit() && next_is_digit;
        if letter.is_alphanumeric() || is_currency_sign(letter) || within_number {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            words.push(&name[start..at]);
        }
        before = letter;
    }
    words.extend(start.map(|start| &name[start..]));
    words
}

/// Whether a word says that a number beside it is a price.
pub(super) fn is_price_word(word: &str) -> bool {
    PRICE_WORDS.contains(&word.to_lowercase().as_str())
}

/// The place of a word in a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    FromStart(usize),
    FromEnd(usize),
}

impl Place {
    pub(super) fn index(self, words: usize) -> Option<usize> {
        match self {
            Place::FromStart(at) => (at < words).then_some(at),
            Place::FromEnd(at) => words.checked_sub(at + 1),
        }
    }
}

/// Where the price is in the names: at the only place where nearly all have a number that is marked as a price, or, if
/// there is none, a large and mostly round number. `None` if no place or several fit.
pub(super) fn find_price(names: &[Vec<&str>]) -> Option<Place> {
    let longest = names.iter().map(Vec::len).max().unwrap_or(0);
    let places = (0..longest).map(Place::FromStart).chain((0..longest).map(Place::FromEnd));
    let mut marked: Vec<(Place, Vec<Option<f64>>)> = Vec::new();
    let mut plain: Vec<(Place, Vec<Option<f64>>)> = Vec::new();
    for place in places {
        let at = |name: &Vec<&str>| value(name.get(place.index(name.len())?)?);
        let values: Vec<Option<f64>> = names.iter().map(at).collect();
        let known: Vec<f64> = values.iter().flatten().copied().collect();
        if 10 * known.len() < 9 * names.len() || names.len() < 2 {
            continue;
        }
        let is_marked =
            |name: &&Vec<&str>| place.index(name.len()).is_some_and(|at| is_marked_price(name, at));
        if 10 * names.iter().filter(is_marked).count() >= 9 * names.len() {
            marked.push((place, values));
        } else if are_plain_prices(&known) {
            plain.push((place, values));
        }
    }
    let found = if marked.is_empty() { plain } else { marked };
    let (place, first) = found.first()?;
    found.iter().all(|(_, values)| values == first).then_some(*place)
}

/// Whether a word is a number with a currency or thousands, or stands beside a word for the price.
fn is_marked_price(name: &[&str], at: usize) -> bool {
    let Some(word) = name.get(at) else { return false };
    let says_so = |at: usize| name.get(at).is_some_and(|word| is_price_word(word));
    let suffix = word.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic()).to_lowercase();
    word.contains(is_currency_sign)
        || ["k", "m", "mio"].contains(&suffix.as_str())
        || is_price_word(&suffix)
        || at.checked_sub(1).is_some_and(says_so)
        || says_so(at + 1)
}

/// Numbers as prices have them: large, different, and mostly round.
fn are_plain_prices(values: &[f64]) -> bool {
    let round = values.iter().filter(|value| **value % 100.0 == 0.0).count();
    let distinct: BTreeSet<u64> = values.iter().map(|value| value.to_bits()).collect();
    values.iter().all(|value| PLAIN_PRICES.contains(value))
        && 2 * round >= values.len()
        && distinct.len() >= 2
}

/// The number that a word holds, as a price.
pub(super) fn value(word: &str) -> Option<f64> {
    word.bytes().any(|byte| byte.is_ascii_digit()).then_some(())?;
    let value = NumberFormat::infer(std::iter::once(word), true).parse(word).ok()?;
    (value > 0.0 && value.is_finite()).then_some(value)
}
