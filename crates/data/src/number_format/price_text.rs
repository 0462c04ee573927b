//! What stands around the amount in the cell of a price: marks of web pages, and what follows it.

use std::borrow::Cow;

/// The longest cell that is looked at, in bytes.
const LONGEST: usize = 400;

/// Names of characters in web pages, and the euro and the pound as a wrong code page shows them.
const ENTITIES: [(&str, &str); 13] = [
    ("&pound;", "£"),
    ("&euro;", "€"),
    ("&yen;", "¥"),
    ("&dollar;", "$"),
    ("&#36;", "$"),
    ("&#163;", "£"),
    ("&#8364;", "€"),
    ("&#x20ac;", "€"),
    ("&nbsp;", " "),
    ("&#160;", " "),
    ("&amp;", "&"),
    ("â‚¬", "€"),
    ("Â£", "£"),
];

/// A price without what is not its amount: tags and character names of web pages, `_` between digits, and what follows
/// in brackets with a digit (`$363,500 ($225/sqft)`, `(-5%)`, `(was $383,500)`, `[1]`), in lines below
/// (`$363,500⏎3 bds`), or as an estimate per month (`Est. $1,817/mo`). The text is one that `normalise` has returned.
pub(super) fn plain_price(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() > LONGEST
        || !(text.contains(['(', '[', '<', '&', '_', '\n', 'â', 'Â']) || estimate(&text).is_some())
    {
        return text;
    }
    let mut plain = text.into_owned();
    if plain.contains('<') {
        plain = without_tags(&plain);
    }
    for (name, sign) in ENTITIES {
        if plain.contains(name) {
            plain = plain.replace(name, sign);
        }
    }
    if plain.contains('_') {
        plain = without_underscores(&plain);
    }
    let ends = [estimate(&plain), bracket(&plain), line(&plain)];
    if let Some(end) = ends.into_iter().flatten().min() {
        plain.truncate(end);
    }
    Cow::Owned(plain.trim().to_owned())
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The text with a space for each tag. `<450` is no tag.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        plain.push_str(before);
        let tag = behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match behind.split_once('>').filter(|_| tag) {
            Some((_, after)) => {
                plain.push(' ');
                rest = after;
            }
            None => {
                plain.push('<');
                rest = behind;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The text without `_` between digits.
fn without_underscores(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let after_digit = plain.ends_with(|c: char| c.is_ascii_digit());
        let joins = letter == '_' && after_digit && letters.peek().is_some_and(char::is_ascii_digit);
        if !joins {
            plain.push(letter);
        }
    }
    plain
}

/// Where a bracket with a digit or a percentage begins behind the amount. `450 (in 1000)` says what the amount is.
fn bracket(text: &str) -> Option<usize> {
    text.match_indices(['(', '[']).map(|(at, _)| at).find(|&at| {
        let (before, inside) = text.split_at_checked(at).unwrap_or_default();
        let inside = inside.get(1..).unwrap_or_default();
        let inside = inside.split([')', ']']).next().unwrap_or_default().trim();
        let scale = inside.starts_with("in ") || inside.starts_with(['x', '*']);
        has_digit(before) && !scale && (has_digit(inside) || inside.contains('%'))
    })
}

/// Where an estimate of a rate begins behind the amount.
fn estimate(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let at = lower.match_indices("est").map(|(at, _)| at).find(|&at| {
        let (before, behind) = lower.split_at_checked(at).unwrap_or_default();
        let word = before.ends_with(char::is_whitespace)
            && behind.get(3..).is_some_and(|rest| rest.starts_with(['.', ' ', ':']));
        word && has_digit(before) && has_digit(behind)
    })?;
    lower.get(at..).is_some_and(|behind| behind.contains("/mo") || behind.contains("month")).then_some(at)
}

/// Where the second line begins, if the first is an amount of money and the second is not only another amount.
fn line(text: &str) -> Option<usize> {
    let at = text.find('\n')?;
    let (first, rest) = text.split_at_checked(at)?;
    let digits = first.bytes().filter(u8::is_ascii_digit).count();
    let money = digits > 3 || has_digit(first) && first.contains(['$', '€', '£', '¥', '₹', '₽']);
    (money && rest.chars().any(char::is_alphabetic)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_amount_comes_first() {
        for (text, expected) in [
            ("$363,500 ($225/sqft)", "$363,500"),
            ("$363,500 (-5%)", "$363,500"),
            ("$363,500 (was $383,500)", "$363,500"),
            ("363 500 € (dont 5% TTC d'honoraires)", "363 500 €"),
            ("$363,500 Est. $1,817/mo", "$363,500"),
            ("$363,500\n3 bds", "$363,500"),
            ("363,500[1]", "363,500"),
            ("363_500", "363500"),
            ("&pound;363,500", "£363,500"),
            ("363.500 &euro;", "363.500 €"),
            ("<b>$363,500</b>", "$363,500"),
            ("363.500 â‚¬", "363.500 €"),
        ] {
            assert_eq!(plain_price(Cow::Borrowed(text)), expected);
        }
        for same in
            ["<450k", "(363,500)", "450 (VB)", "450 (in 1000 EUR)", "Est. $450,000", "450000\n475000", "a_b"]
        {
            assert_eq!(plain_price(Cow::Borrowed(same)), same);
        }
    }
}
