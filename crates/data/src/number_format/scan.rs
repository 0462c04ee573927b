//! Splits a field into numbers, words and marks, after writing it in plain characters.

use std::borrow::Cow;

use super::words::eastern_word;

/// Maximum length of a field that may be a number, in characters.
const MAX_CHARS: usize = 60;

/// A part of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Digits with separators between them, perhaps with an exponent.
    Number(&'a str),
    /// Letters, currency signs and superscripts.
    Word(&'a str),
    /// Any other character.
    Mark(char),
}

/// A token, and whether white space precedes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) token: Token<'a>,
    pub(super) spaced: bool,
}

/// Code points of the digit zero in scripts whose digits are in use: Arabic, Persian, Devanagari, Bengali, Gurmukhi,
/// Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Thai, Lao, Burmese and Khmer (Unicode, general category `Nd`).
/// Full-width digits are mapped with the other full-width characters.
const ZEROS: [u32; 15] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040, 0x17e0,
];

/// The decimal separator of Arabic and Persian, which is never ambiguous.
pub(super) const ARABIC_POINT: char = '\u{66b}';

/// Writes a field in plain characters: ASCII digits, ASCII for full-width letters and marks, one kind of minus and of
/// dash, fractions as in `2 1/2`, and `²` for the 2 of `m2`; drops invisible characters.
pub(crate) fn normalise(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        return square_metres(Cow::Borrowed(text));
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        let code = u32::from(letter);
        match letter {
            letter if letter.is_ascii() => plain.push(letter),
            // Direction marks, zero-width characters, soft hyphen, byte-order mark.
            '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {}
            // Full-width forms follow the order of ASCII.
            '\u{ff01}'..='\u{ff5e}' => plain.extend(char::from_u32(code - 0xfee0)),
            '￥' => plain.push('¥'),
            '￡' => plain.push('£'),
            '￦' => plain.push('₩'),
            '\u{3000}' => plain.push(' '),
            '〜' | '∼' | '≈' => plain.push('~'),
            '−' | '‐' | '‑' => plain.push('-'),
            '—' | '―' | '‒' => plain.push('–'),
            '،' => plain.push(','),
            // Arabic thousands separator.
            '\u{66c}' => plain.push('\''),
            '٪' => plain.push('%'),
            '⁄' => plain.push('/'),
            '㎡' => plain.push_str("m²"),
            '½' => plain.push_str(" 1/2"),
            '¼' => plain.push_str(" 1/4"),
            '¾' => plain.push_str(" 3/4"),
            '⅓' => plain.push_str(" 1/3"),
            '⅔' => plain.push_str(" 2/3"),
            '⅛' => plain.push_str(" 1/8"),
            '⅜' => plain.push_str(" 3/8"),
            '⅝' => plain.push_str(" 5/8"),
            '⅞' => plain.push_str(" 7/8"),
            letter => match ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)) {
                Some(zero) => plain.extend(char::from_digit(code - zero, 10)),
                None => plain.push(letter),
            },
        }
    }
    let start = plain.len() - plain.trim_start().len();
    plain.drain(..start);
    square_metres(Cow::Owned(plain))
}

/// Writes `m2`, `m^2` and `ft2` as `m²` and `ft²`, so that the 2 is no number.
fn square_metres(text: Cow<'_, str>) -> Cow<'_, str> {
    const LENGTHS: [&str; 8] = ["km", "cm", "m", "ft", "yd", "in", "м", "км"];
    // Most fields have no 2 or 3 behind a letter.
    let raised = |pair: &[u8]| matches!(pair, [before, b'2' | b'3'] if before.is_ascii_alphabetic() || !before.is_ascii() || *before == b'^');
    if !text.as_bytes().windows(2).any(raised) || text.len() > 4 * MAX_CHARS {
        return text;
    }
    let mut plain = String::new();
    let mut word = 0;
    let mut kept = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let square = matches!(letter, '2' | '3') && !letters.peek().is_some_and(|(_, c)| c.is_alphanumeric());
        let before = text.get(word..at).unwrap_or_default();
        let unit = before.strip_suffix('^').unwrap_or(before);
        if square && !unit.is_empty() && LENGTHS.iter().any(|length| length.eq_ignore_ascii_case(unit)) {
            plain.push_str(text.get(kept..word + unit.len()).unwrap_or_default());
            plain.push(if letter == '2' { '²' } else { '³' });
            kept = at + 1;
        }
        if !letter.is_alphabetic() && letter != '^' {
            word = at + letter.len_utf8();
        }
    }
    if kept == 0 {
        return text;
    }
    plain.push_str(text.get(kept..).unwrap_or_default());
    Cow::Owned(plain)
}

/// Spaces used between digits: plain, no-break, narrow no-break and thin.
pub(super) fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '´' | '`')
}

/// Raised digits, of a square or a footnote.
pub(super) fn is_superscript(letter: char) -> bool {
    matches!(letter, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | 'ª' | 'º')
}

/// The sign of a currency, as `$` and `€`.
pub(crate) fn is_currency_sign(letter: char) -> bool {
    matches!(letter, '$' | '¢'..='¥' | '֏' | '؋' | '৳' | '฿' | '៛' | '₠'..='⃀' | '﷼')
}

/// Letters, and the signs that Indian and Thai words contain.
fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\u{900}'..='\u{e7f}')
}

/// Chinese, Japanese and Korean, which are written without spaces.
fn is_eastern(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}')
}

/// Splits a field that [`normalise`] has returned. `None` if it is longer than any number, or has no digit.
pub(super) fn tokens(text: &str) -> Option<Vec<Piece<'_>>> {
    if text.len() > 4 * MAX_CHARS || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    if letters.len() > MAX_CHARS {
        return None;
    }
    let scanner = Scanner { text, letters: &letters };
    let mut pieces = Vec::with_capacity(4);
    let (mut at, mut spaced) = (0, false);
    while let Some(letter) = scanner.letter(at) {
        if letter.is_whitespace() {
            spaced = true;
            at += 1;
            continue;
        }
        let (end, token) = if let Some(end) = scanner.number(at) {
            (end, Token::Number(scanner.slice(at, end)))
        } else if is_letter(letter) || is_currency_sign(letter) || is_superscript(letter) {
            let end = scanner.word(at);
            (end, Token::Word(scanner.slice(at, end)))
        } else {
            (at + 1, Token::Mark(letter))
        };
        pieces.push(Piece { token, spaced });
        (at, spaced) = (end, false);
    }
    Some(pieces)
}

struct Scanner<'a, 'b> {
    text: &'a str,
    letters: &'b [(usize, char)],
}

impl<'a> Scanner<'a, '_> {
    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|&(_, letter)| letter)
    }

    fn is_digit(&self, at: usize) -> bool {
        self.letter(at).is_some_and(|letter| letter.is_ascii_digit())
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        let byte = |at: usize| self.letters.get(at).map_or(self.text.len(), |&(byte, _)| byte);
        self.text.get(byte(from)..byte(to)).unwrap_or_default()
    }

    /// The end of the number that starts here.
    fn number(&self, from: usize) -> Option<usize> {
        let mut at = from;
        if matches!(self.letter(at), Some('.' | ',')) {
            // .5 and -.5, but not the point of an abbreviation.
            let before = from.checked_sub(1).and_then(|before| self.letter(before));
            if before.is_some_and(char::is_alphanumeric) {
                return None;
            }
            at += 1;
        }
        if !self.is_digit(at) {
            return None;
        }
        loop {
            while self.is_digit(at) {
                at += 1;
            }
            let Some(mark) = self.letter(at) else { return Some(at) };
            let groups = |from: usize| (from..from + 3).all(|k| self.is_digit(k)) && !self.is_digit(from + 3);
            let joins = match mark {
                // Two numbers may stand beside each other; thousands have three digits.
                mark if is_space(mark) => groups(at + 1),
                mark if is_apostrophe(mark) => self.is_digit(at + 1),
                '.' | ',' | ARABIC_POINT => self.is_digit(at + 1),
                _ => false,
            };
            if joins {
                at += 1;
                continue;
            }
            return Some(self.exponent(at).unwrap_or(at));
        }
    }

    /// The end of the exponent that starts here, as in 1.2E+06.
    fn exponent(&self, from: usize) -> Option<usize> {
        if !matches!(self.letter(from), Some('e' | 'E')) {
            return None;
        }
        let mut at = from + 1 + usize::from(matches!(self.letter(from + 1), Some('+' | '-')));
        if !self.is_digit(at) {
            return None;
        }
        while self.is_digit(at) {
            at += 1;
        }
        (!self.letter(at).is_some_and(|letter| is_letter(letter) || matches!(letter, '.' | ',')))
            .then_some(at)
    }

    /// The end of the word that starts here. Currency signs end a word, as in `US$` and `k€`; a point between letters
    /// belongs to it, as in `o.n.o.`; Eastern words are split at the words that numbers use.
    fn word(&self, from: usize) -> usize {
        if self.letter(from).is_some_and(is_eastern) {
            let mut run = from;
            while self.letter(run).is_some_and(is_eastern) {
                run += 1;
            }
            let length = eastern_word(self.slice(from, run));
            return if length > 0 { from + length } else { run };
        }
        let mut at = from;
        while let Some(letter) = self.letter(at) {
            if is_currency_sign(letter) {
                return at + 1;
            }
            let next = self.letter(at + 1);
            let point = letter == '.' && next.is_some_and(|next| is_letter(next) && !is_eastern(next));
            if is_eastern(letter) || !(is_letter(letter) || is_superscript(letter) || point) {
                break;
            }
            at += 1;
        }
        at
    }
}
