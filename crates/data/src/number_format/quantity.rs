//! Reads a field as a quantity: sign, numbers with multipliers, currency and unit.

use super::error::NumberError;
use super::multiplier::{Class, Multiplier, Needs};
use super::scan::{Piece, Token, is_superscript, tokens};
use super::words::{
    currency, is_bound, is_plain_prefix, is_plain_suffix, is_range_word, lower, multiplied_currency,
    multiplier, same_currency,
};

/// What a column is read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    /// A price: `1.2m` and `45 L` are money, and a price of a few dollars is implausible.
    pub(crate) price: bool,
    /// Units may follow the numbers, and `ft` is feet rather than forint.
    pub(crate) units: bool,
    /// Values below ten are implausible: an ambiguous point separates thousands.
    pub(crate) large: bool,
    /// The column's name says that the values are millions: an ambiguous point or comma is the decimal separator.
    pub(crate) scaled: bool,
}

/// A number with its multiplier.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term<'a> {
    pub(super) digits: &'a str,
    /// What a fraction adds, as in `2 1/2`.
    pub(super) fraction: f64,
    pub(super) multiplier: Multiplier,
}

/// A field as a quantity.
#[derive(Debug)]
pub(super) struct Quantity<'a> {
    pub(super) negative: bool,
    /// The sum of these, by descending multiplier: one, except for `1億2000万` and `1 Cr 20 L`.
    pub(super) terms: Vec<Term<'a>>,
    pub(super) currency: Option<&'static str>,
    /// What follows the number and is no currency, multiplier or plain word; in lower case, without points.
    pub(super) unit: String,
    /// Whether it holds a fraction, and whether that is one above 1 or of an unusual kind (`3/2`).
    pub(super) fraction: bool,
    pub(super) improper: bool,
}

/// Reads a field that `normalise` has returned.
///
/// # Errors
/// [`NumberError::Range`] if it is a range or a bound, [`NumberError::NotANumber`] if it is anything else.
pub(super) fn read(text: &str, rules: Rules) -> Result<Quantity<'_>, NumberError> {
    let pieces = tokens(text).ok_or(NumberError::NotANumber)?;
    read_pieces(&pieces, rules)
}

fn read_pieces<'a>(pieces: &[Piece<'a>], rules: Rules) -> Result<Quantity<'a>, NumberError> {
    let quantity = Quantity {
        negative: false,
        terms: Vec::new(),
        currency: None,
        unit: String::new(),
        fraction: false,
        improper: false,
    };
    let mut reader = Reader { pieces, at: 0, rules, quantity, open: false, bound: false };
    reader.prefix()?;
    reader.terms()?;
    reader.suffix()?;
    if reader.open {
        return Err(NumberError::NotANumber);
    }
    if reader.bound { Err(NumberError::Range) } else { Ok(reader.quantity) }
}

struct Reader<'a, 'b> {
    pieces: &'b [Piece<'a>],
    at: usize,
    rules: Rules,
    quantity: Quantity<'a>,
    /// Within the brackets of an accountant's negative number.
    open: bool,
    /// “up to” or `<` precedes the number.
    bound: bool,
}

impl<'a> Reader<'a, '_> {
    fn peek(&self, ahead: usize) -> Option<Piece<'a>> {
        self.pieces.get(self.at + ahead).copied()
    }

    fn mark(&self, ahead: usize) -> Option<char> {
        match self.peek(ahead)?.token {
            Token::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The number that stands here; `joined` if no white space may precede it.
    fn number(&self, ahead: usize, joined: bool) -> Option<&'a str> {
        match self.peek(ahead)? {
            Piece { token: Token::Number(digits), spaced } if !(joined && spaced) => Some(digits),
            _ => None,
        }
    }

    fn number_follows(&self) -> bool {
        self.pieces.iter().skip(self.at).any(|piece| matches!(piece.token, Token::Number(_)))
    }

    fn add_currency(&mut self, found: &'static str) -> Result<(), NumberError> {
        let merged = match self.quantity.currency {
            Some(known) => same_currency(known, found).ok_or(NumberError::NotANumber)?,
            None => found,
        };
        self.quantity.currency = Some(merged);
        Ok(())
    }

    /// What precedes the number: sign, currency, and words such as “from”.
    fn prefix(&mut self) -> Result<(), NumberError> {
        let (mut signed, mut after_word) = (false, false);
        while let Some(piece) = self.peek(0) {
            let word = matches!(piece.token, Token::Word(_));
            match piece.token {
                Token::Number(_) => return Ok(()),
                Token::Mark('-' | '+') if signed => return Err(NumberError::NotANumber),
                Token::Mark(sign @ ('-' | '+')) => {
                    signed = true;
                    self.quantity.negative = sign == '-';
                }
                Token::Mark('(') if !self.open && !signed => self.open = true,
                Token::Mark('<' | '>' | '≤' | '≥') => self.bound = true,
                // A spreadsheet marks text by an apostrophe.
                // A character that a wrong code page has destroyed was a currency sign.
                Token::Mark('~' | '\'' | '’' | '\u{fffd}') => {}
                Token::Mark('.' | ':') if after_word => {}
                Token::Mark(_) => return Err(NumberError::NotANumber),
                Token::Word(word) => {
                    let word = lower(word);
                    if let Some(found) = currency(&word) {
                        self.add_currency(found)?;
                    } else if let Some(found) = self.prefix_currency(&word) {
                        self.add_currency(found)?;
                    } else if is_bound(&word) {
                        self.bound = true;
                    } else if !is_plain_prefix(&word) {
                        return Err(NumberError::NotANumber);
                    }
                }
            }
            after_word = word;
            self.at += 1;
        }
        Err(NumberError::NotANumber)
    }

    /// A currency that is written only before a number, as in `R 450`, `Q450`, `S/ 450` and `U$S 450`.
    fn prefix_currency(&mut self, word: &str) -> Option<&'static str> {
        if matches!(word, "s" | "b") && self.mark(1) == Some('/') {
            self.at += 1;
            return Some(if word == "s" { "PEN" } else { "PAB" });
        }
        match word {
            "r" => Some("ZAR"),
            "q" => Some("GTQ"),
            "s" => self.quantity.currency.filter(|&known| known == "USD"),
            _ => None,
        }
    }

    /// The numbers, each with its fraction and multiplier.
    fn terms(&mut self) -> Result<(), NumberError> {
        while let Some(digits) = self.number(0, false) {
            self.at += 1;
            let mut term = Term { digits, fraction: 0.0, multiplier: Multiplier::ONE };
            self.read_fraction(&mut term);
            if let Some(piece) = self.peek(0)
                && let Token::Word(word) = piece.token
            {
                self.read_multiplier(word, piece.spaced, &mut term.multiplier)?;
            }
            let before = self.quantity.terms.last().map(|term| term.multiplier);
            let count = digits.bytes().filter(u8::is_ascii_digit).count();
            let oku = before.is_some_and(|before| before.class == Class::Eastern && before.power == 8);
            // 3억 1천 is short for 3억 1천만.
            let thousand = term.multiplier.class == Class::Eastern && term.multiplier.power == 3;
            if oku && thousand && count == 1 && self.number(0, false).is_none() {
                term.multiplier = Multiplier { class: Class::Eastern, power: 7, mil: false };
            }
            let last = before.is_some_and(|before| {
                let enough = count == 4 || count == 3 && before.power == 8;
                term.multiplier.class == Class::Unit && before.class == Class::Eastern && enough
            });
            // 3억5000 is short for 3억 5000만.
            if last && before.is_some_and(|before| before.power == 8) {
                term.multiplier = Multiplier { class: Class::Eastern, power: 4, mil: false };
            }
            let falls = before.is_none_or(|before| {
                last || (term.multiplier.class != Class::Unit && before.power > term.multiplier.power)
            });
            if !falls {
                return Err(NumberError::NotANumber);
            }
            self.quantity.terms.push(term);
            if term.multiplier.class == Class::Unit {
                break;
            }
        }
        Ok(())
    }

    /// A fraction behind or instead of the whole number: `2 1/2`, `1/2`.
    fn read_fraction(&mut self, term: &mut Term<'a>) {
        let whole = |digits: &str| digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let (numerator, ahead) = match self.number(0, false) {
            Some(numerator) if self.peek(0).is_some_and(|piece| piece.spaced) => (numerator, 1),
            _ => (term.digits, 0),
        };
        if self.mark(ahead) != Some('/') || self.peek(ahead).is_some_and(|piece| piece.spaced) {
            return;
        }
        let Some(denominator) = self.number(ahead + 1, true) else { return };
        if !whole(numerator) || !whole(denominator) || !whole(term.digits) {
            return;
        }
        let (Ok(above), Ok(below)) = (numerator.parse::<u16>(), denominator.parse::<u16>()) else { return };
        self.quantity.fraction = true;
        if above >= below || above == 0 || !matches!(below, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 16) {
            self.quantity.improper = true;
        }
        term.fraction = f64::from(above) / f64::from(below.max(1));
        if ahead == 0 {
            term.digits = "0";
        }
        self.at += ahead + 2;
    }

    /// Takes a word as a multiplier, if it is one here.
    fn read_multiplier(
        &mut self,
        word: &str,
        spaced: bool,
        found: &mut Multiplier,
    ) -> Result<bool, NumberError> {
        let lower_case = lower(word);
        if currency(&lower_case).is_some() {
            return Ok(false);
        }
        let taken = if let Some((of_word, needs)) = multiplier(&lower_case) {
            let after = match self.peek(1).map(|piece| piece.token) {
                Some(Token::Mark('.')) => self.peek(2),
                _ => self.peek(1),
            };
            let money = self.quantity.currency.is_some()
                || matches!(after.map(|piece| piece.token), Some(Token::Word(next)) if currency(&lower(next)).is_some());
            let capital = word.starts_with(char::is_uppercase);
            let enough = match needs {
                Needs::Nothing => true,
                // A lower-case m may mean metres.
                Needs::MoneyOrCapital => money || capital || (self.rules.price && !spaced),
                Needs::Money => money || self.rules.price,
                Needs::Joined => false,
            };
            // T €, as in T€.
            let thousands = needs == Needs::Joined && money && capital;
            if enough || thousands {
                *found = of_word;
                // M is miliar in Indonesia.
                if &*lower_case == "m" && self.quantity.currency == Some("IDR") {
                    found.power = 9;
                }
            }
            enough || thousands
        } else if let Some((of_word, money)) = multiplied_currency(&lower_case) {
            *found = of_word;
            self.add_currency(money)?;
            true
        } else {
            false
        };
        if taken {
            self.at += 1;
            if self.mark(0) == Some('.') {
                self.at += 1;
            }
        }
        Ok(taken)
    }

    /// What follows the number: multiplier behind a currency, currency, tags, footnotes, plain words and a unit.
    fn suffix(&mut self) -> Result<(), NumberError> {
        while let Some(piece) = self.peek(0) {
            match piece.token {
                Token::Number(_) => return Err(NumberError::NotANumber),
                Token::Mark(mark) => self.suffix_mark(mark, piece.spaced)?,
                Token::Word(word) if !piece.spaced && word.chars().all(is_superscript) => self.at += 1,
                Token::Word(word) => self.suffix_word(word, piece.spaced)?,
            }
        }
        Ok(())
    }

    fn suffix_mark(&mut self, mark: char, spaced: bool) -> Result<(), NumberError> {
        let dash = |mark: Option<char>| matches!(mark, Some('-' | '–' | '='));
        match mark {
            // 450.000,- and 450'000.– as on price tags, and a trailing point.
            '.' | ',' => {
                self.at += 1;
                while dash(self.mark(0)) && self.number(1, false).is_none() {
                    self.at += 1;
                }
            }
            // 45,00,000/-
            '/' if dash(self.mark(1)) && self.number(2, false).is_none() => self.at += 2,
            '*' | '†' | '‡' | '§' => self.at += 1,
            '?' | '\u{fffd}' if self.rules.price && self.peek(1).is_none() => self.at += 1,
            '+' if self.number(1, false).is_none() => self.at += 1,
            ')' if self.open => {
                self.open = false;
                self.quantity.negative = true;
                self.at += 1;
            }
            // (VB), and a footnote as in [a].
            '(' | ')' | '[' | ']' if !self.number_follows() => self.at += 1,
            '-' | '–' | '~' | '→' => return self.range(spaced),
            _ => return self.unit(),
        }
        Ok(())
    }

    /// A dash or a word such as “to”: a range if a quantity follows; `3-bed` if a word does.
    fn range(&mut self, spaced: bool) -> Result<(), NumberError> {
        self.at += 1;
        if self.number_follows() {
            let rest = self.pieces.get(self.at..).unwrap_or_default();
            let range = read_pieces(rest, self.rules).is_ok();
            return Err(if range { NumberError::Range } else { NumberError::NotANumber });
        }
        let joined = self.peek(0).is_some_and(|next| !next.spaced && matches!(next.token, Token::Word(_)));
        if self.rules.units && joined && !spaced { Ok(()) } else { Err(NumberError::NotANumber) }
    }

    fn suffix_word(&mut self, word: &'a str, spaced: bool) -> Result<(), NumberError> {
        let lower_case = lower(word);
        if is_range_word(&lower_case) && self.number_follows() {
            return self.range(spaced);
        }
        let before = self.quantity.terms.last().map_or(Multiplier::ONE, |term| term.multiplier);
        // 1.2 €M
        if before.class == Class::Unit && self.quantity.currency.is_some() {
            let mut found = Multiplier::ONE;
            if self.read_multiplier(word, spaced, &mut found)? {
                if let Some(term) = self.quantity.terms.last_mut() {
                    term.multiplier = found;
                }
                return Ok(());
            }
        }
        let feet = self.rules.units && lower_case == "ft";
        if !feet && let Some(found) = currency(&lower_case) {
            self.at += 1;
            return self.add_currency(found);
        }
        // 1,2 million d'euros
        if before.class != Class::Unit && matches!(&*lower_case, "d" | "de" | "of") {
            self.at += 1;
            if self.mark(0).is_some_and(|mark| matches!(mark, '\'' | '’')) {
                self.at += 1;
            }
            return Ok(());
        }
        if is_plain_suffix(&lower_case) {
            self.at += 1;
            return Ok(());
        }
        self.unit()
    }

    /// Takes the rest of the field as a unit, without points, footnotes, and brackets at its end.
    fn unit(&mut self) -> Result<(), NumberError> {
        if !self.rules.units || self.open || self.number_follows() {
            return Err(NumberError::NotANumber);
        }
        let mut unit = String::new();
        while let Some(piece) = self.peek(0) {
            self.at += 1;
            match piece.token {
                Token::Word(word) => {
                    if piece.spaced && !unit.is_empty() && !unit.ends_with('/') {
                        unit.push(' ');
                    }
                    unit.push_str(&lower(word).replace('.', ""));
                }
                Token::Mark('.' | '*' | '†' | '‡') => {}
                Token::Mark(mark) => unit.push(mark),
                Token::Number(_) => return Err(NumberError::NotANumber),
            }
        }
        self.quantity.unit = unit;
        Ok(())
    }
}
