//! Parses numbers with currencies, thousands separators, and a comma or point as the decimal separator.
//!
//! A single value such as “450.000” is ambiguous, but its column usually is not: [`NumberFormat::infer`] examines all
//! values.
//!
//! - A space, a no-break space or an apostrophe between digits separates thousands.
//! - If a value has both a comma and a point, the last one is the decimal separator.
//! - A separator that occurs more than once in a value separates thousands.
//! - A separator not followed by exactly three digits, or preceded by a leading zero or by more than three digits, is
//!   the decimal separator.
//! - The others are ambiguous. They take the role found in unambiguous values of the column; failing that, the role
//!   that brings them closer in magnitude to the values without separators; failing that, they separate thousands.
//!   Exception to the last: a point is the decimal separator if a value is negative, or if all are below ten (3.250
//!   bathrooms) and it is not a price.

/// The role of a point or comma between digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Thousands,
    Decimal,
}

/// The number format of a column: the role of an ambiguous point and comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberFormat {
    point: Separator,
    comma: Separator,
}

/// Why a field is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberError {
    /// Empty, or a placeholder for a missing value.
    Missing,
    /// Not a number in any format.
    NotANumber,
    /// A number whose separators contradict the column's format.
    Inconsistent,
}

/// Placeholders for missing values.
const MISSING: [&str; 13] =
    ["", "-", "–", "—", "?", ".", "n/a", "na", "#n/a", "nan", "null", "none", "unknown"];

/// Currency signs, codes and words, in lower case.
const CURRENCIES: [&str; 63] = [
    "$", "us$", "$us", "a$", "au$", "c$", "ca$", "nz$", "hk$", "s$", "r$", "€", "£", "¥", "₩", "₹", "₽", "₺",
    "₪", "₫", "฿", "₴", "₦", "₱", "kr", "kr.", "fr", "fr.", "sfr", "sfr.", "rs", "rs.", "zł", "kč", "ft",
    "lei", "rub", "usd", "eur", "gbp", "chf", "jpy", "cny", "rmb", "krw", "inr", "aud", "cad", "nzd", "hkd",
    "sgd", "sek", "nok", "dkk", "isk", "pln", "czk", "huf", "ron", "brl", "mxn", "zar", "try",
];

/// A number split into sign, digits with separators, and multiplier; the currency is dropped.
struct NumberParts<'a> {
    negative: bool,
    digits: &'a str,
    multiplier: f64,
}

/// The separators of a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separators {
    /// No point and no comma; perhaps spaces or apostrophes.
    None,
    /// Unambiguous.
    Clear { point: Option<Separator>, comma: Option<Separator> },
    /// One ambiguous point.
    Point,
    /// One ambiguous comma.
    Comma,
}

impl NumberFormat {
    /// Infers the format of a column; fields that are not numbers are ignored. `price` rules out values of a few dollars.
    pub(super) fn infer<'a>(values: impl Iterator<Item = &'a str>, price: bool) -> NumberFormat {
        let (mut point, mut comma) = (Evidence::default(), Evidence::default());
        // Sum of the logarithms of the values without separators: the column's order of magnitude.
        let (mut plain, mut plain_count, mut any_negative) = (0.0, 0.0, false);
        for text in values {
            let Some(parts) = split_number(text) else { continue };
            let Some(separators) = separators(&parts) else { continue };
            any_negative |= parts.negative;
            match separators {
                Separators::None => {
                    let value = digits_only(parts.digits);
                    if value > 0.0 && parts.multiplier == 1.0 {
                        plain += value.ln();
                        plain_count += 1.0;
                    }
                }
                // 1.2M says nothing about the format of the others.
                Separators::Clear { .. } if parts.multiplier != 1.0 => {}
                Separators::Clear { point: p, comma: c } => {
                    point.add_clear(p);
                    comma.add_clear(c);
                }
                Separators::Point => point.add_ambiguous(parts.digits),
                Separators::Comma => comma.add_ambiguous(parts.digits),
            }
        }
        let plain = (plain_count > 0.0).then(|| plain / plain_count);
        let (clear_point, clear_comma) = (point.clear_role(), comma.clear_role());
        // Point and comma have different roles.
        let other = |role: Option<Separator>| {
            role.map(
                |role| if role == Separator::Decimal { Separator::Thousands } else { Separator::Decimal },
            )
        };
        let small = any_negative || (point.largest < 10.0 && !price);
        let default_point = if small { Separator::Decimal } else { Separator::Thousands };
        let point_role =
            clear_point.or(other(clear_comma)).or(point.role_by_magnitude(plain)).unwrap_or(default_point);
        let comma_role = clear_comma
            .or(other(clear_point))
            .or(comma.role_by_magnitude(plain))
            .unwrap_or(Separator::Thousands);
        NumberFormat { point: point_role, comma: comma_role }
    }

    /// Parses a field of the column.
    ///
    /// # Errors
    /// If it is missing, not a number, or inconsistent with the column's format.
    pub(super) fn parse(self, text: &str) -> Result<f64, NumberError> {
        let trimmed = text.trim();
        if MISSING.iter().any(|missing| trimmed.eq_ignore_ascii_case(missing)) {
            return Err(NumberError::Missing);
        }
        let parts = split_number(trimmed).ok_or(NumberError::NotANumber)?;
        let [point, comma] = match separators(&parts).ok_or(NumberError::NotANumber)? {
            Separators::None => [None, None],
            Separators::Point => [Some(self.point), None],
            Separators::Comma => [None, Some(self.comma)],
            Separators::Clear { point, comma } => {
                // Values with a multiplier, as in 1.2M, may have decimals even if the others do not.
                let exempt = parts.multiplier != 1.0 || parts.digits.contains(['e', 'E']);
                let differs = |role: Option<Separator>, column| role.is_some_and(|role| role != column);
                if !exempt && (differs(point, self.point) || differs(comma, self.comma)) {
                    return Err(NumberError::Inconsistent);
                }
                [point, comma]
            }
        };
        let mut plain = String::with_capacity(parts.digits.len());
        for letter in parts.digits.chars() {
            let role = match letter {
                '.' => point,
                ',' => comma,
                _ if is_space(letter) || is_apostrophe(letter) => Some(Separator::Thousands),
                _ => None,
            };
            match role {
                Some(Separator::Thousands) => {}
                Some(Separator::Decimal) => plain.push('.'),
                None => plain.push(letter),
            }
        }
        let value: f64 = plain.parse().map_err(|_| NumberError::NotANumber)?;
        Ok(if parts.negative { -value } else { value } * parts.multiplier)
    }
}

/// Evidence from a column's values for the role of a point or a comma.
#[derive(Default)]
struct Evidence {
    thousands: usize,
    decimals: usize,
    ambiguous: usize,
    /// Sum of the logarithms of the ambiguous values, read with a decimal separator, and the largest of them.
    logarithms: f64,
    largest: f64,
}

impl Evidence {
    fn add_clear(&mut self, role: Option<Separator>) {
        match role {
            Some(Separator::Thousands) => self.thousands += 1,
            Some(Separator::Decimal) => self.decimals += 1,
            None => {}
        }
    }

    fn add_ambiguous(&mut self, digits: &str) {
        let value = digits_only(digits) / 1000.0;
        self.ambiguous += 1;
        self.logarithms += value.max(1e-3).ln();
        self.largest = self.largest.max(value);
    }

    /// The role in the unambiguous values, unless those with decimals are so few (below 5 %) that they may be typing
    /// errors.
    fn clear_role(&self) -> Option<Separator> {
        let all = self.thousands + self.decimals + self.ambiguous;
        match (self.thousands, self.decimals) {
            (0, 0) => None,
            (thousands, decimals) if thousands > decimals => Some(Separator::Thousands),
            (_, decimals) if 20 * decimals >= all => Some(Separator::Decimal),
            _ => None,
        }
    }

    /// The role that brings the ambiguous values closer to those without separators, whose mean logarithm is `plain`.
    fn role_by_magnitude(&self, plain: Option<f64>) -> Option<Separator> {
        let plain = plain.filter(|_| self.ambiguous > 0)?;
        let decimals = self.logarithms / self.ambiguous as f64;
        let thousands = decimals + 1000f64.ln();
        Some(if (plain - decimals).abs() < (plain - thousands).abs() {
            Separator::Decimal
        } else {
            Separator::Thousands
        })
    }
}

/// Spaces used between digits: plain, no-break, narrow no-break and thin.
fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// The number that all digits of a text form together, ignoring separators.
fn digits_only(text: &str) -> f64 {
    text.bytes().filter(u8::is_ascii_digit).fold(0.0, |value, digit| 10.0 * value + f64::from(digit - b'0'))
}

/// Strips sign, currency and multiplier. `None` if anything else surrounds the digits.
fn split_number(text: &str) -> Option<NumberParts<'_>> {
    let text = text.trim();
    // Longer than any number: a cheap way out.
    if text.len() > 60 {
        return None;
    }
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())?;
    let (mut before, mut after) = (&text[..first], &text[last + 1..]);
    let mut start = first;
    // .5 and -.5, but not the point of an abbreviation.
    if !CURRENCIES.contains(&before.trim().to_lowercase().as_str())
        && let Some(rest) = before.strip_suffix(['.', ','])
        && !rest.ends_with(|c: char| c.is_alphabetic())
    {
        before = rest;
        start = rest.len();
    }
    // 450.000,- and 450'000.– as on price tags, and a trailing point.
    for tag in [".-", ".–", ".—", ",-", ",–", ",—", "."] {
        if let Some(rest) = after.strip_prefix(tag) {
            after = rest;
            break;
        }
    }
    let before = before.trim().to_lowercase();
    let negative = before.contains(['-', '−']);
    let signs = before.matches(['-', '−', '+']).count();
    let before = before.replace(['-', '−', '+'], "");
    let known = |text: &str| {
        let text = text.trim();
        text.is_empty() || CURRENCIES.contains(&text)
    };
    if signs > 1 || !known(&before) {
        return None;
    }
    let after = after.trim().to_lowercase();
    let money = !before.trim().is_empty() || CURRENCIES.iter().any(|currency| after.ends_with(currency));
    let multipliers: &[(&str, f64)] =
        &[("million", 1e6), ("mio.", 1e6), ("mio", 1e6), ("mln", 1e6), ("mm", 1e6), ("k", 1e3), ("m", 1e6)];
    let multiplier = if known(&after) {
        1.0
    } else {
        // A lower-case m may mean metres, unless a currency is present.
        let capital = text[last + 1..].trim_start().starts_with('M');
        let found = multipliers.iter().find(|(word, _)| after.strip_prefix(word).is_some_and(known));
        let (word, multiplier) = found?;
        if matches!(*word, "m" | "mm") && !capital && !money {
            return None;
        }
        *multiplier
    };
    Some(NumberParts { negative, digits: &text[start..=last], multiplier })
}

/// Classifies the separators between the digits. `None` if this is not a number.
fn separators(parts: &NumberParts<'_>) -> Option<Separators> {
    let digits = parts.digits;
    // 1.2E+06, as spreadsheets write large numbers.
    if digits.contains(['e', 'E']) {
        let valid = digits.parse::<f64>().is_ok();
        let point = digits.contains('.').then_some(Separator::Decimal);
        return valid.then_some(Separators::Clear { point, comma: None });
    }
    // Each group of digits: the separator before it, and its length.
    let mut groups: Vec<(Option<char>, usize)> = vec![(None, 0)];
    for letter in digits.chars() {
        match (letter, groups.last_mut()) {
            (digit, Some((_, count))) if digit.is_ascii_digit() => *count += 1,
            (mark, _) if matches!(mark, '.' | ',') || is_space(mark) || is_apostrophe(mark) => {
                groups.push((Some(mark), 0));
            }
            _ => return None,
        }
    }
    let count =
        |wanted: &dyn Fn(char) -> bool| groups.iter().filter(|(mark, _)| mark.is_some_and(wanted)).count();
    let (points, commas) = (count(&|c| c == '.'), count(&|c| c == ','));
    let others = groups.len() - 1 - points - commas;
    // A last point or comma that occurs only once may be the decimal separator.
    let &(last, last_digits) = groups.last()?;
    let single = match last {
        Some('.') => points == 1,
        Some(',') => commas == 1,
        _ => false,
    };
    let whole = if single { &groups[..groups.len() - 1] } else { &groups[..] };
    // The rest must be groups of three with one kind of separator. In India, groups of two precede the last three digits.
    let mut marks: Vec<char> = whole.iter().filter_map(|(mark, _)| *mark).collect();
    marks.dedup();
    let grouped = whole.len() == 1
        || (marks.len() == 1
            && (1..=3).contains(&whole[0].1)
            && whole.last().is_some_and(|(_, count)| *count == 3)
            && whole[1..].iter().all(|(_, count)| *count == 3 || (*count == 2 && marks[0] == ',')));
    if !grouped {
        return None;
    }
    let role = |mark: char, present: bool| {
        present.then_some(if single && last == Some(mark) {
            Separator::Decimal
        } else {
            Separator::Thousands
        })
    };
    let clear = Separators::Clear { point: role('.', points > 0), comma: role(',', commas > 0) };
    if !single {
        return Some(if points + commas > 0 { clear } else { Separators::None });
    }
    let lead = groups[0].1;
    let leading_zero = digits.starts_with('0');
    let ambiguous = whole.len() == 1
        && others == 0
        && last_digits == 3
        && (1..=3).contains(&lead)
        && !leading_zero
        && parts.multiplier == 1.0;
    Some(match last {
        Some('.') if ambiguous => Separators::Point,
        Some(',') if ambiguous => Separators::Comma,
        _ => clear,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(values: &[&str]) -> Vec<Result<f64, NumberError>> {
        let format = NumberFormat::infer(values.iter().copied(), true);
        values.iter().map(|value| format.parse(value)).collect()
    }

    fn alone(value: &str) -> Result<f64, NumberError> {
        parsed(&[value])[0]
    }

    #[test]
    fn common_money_formats_are_parsed() {
        for text in [
            "450000",
            "450,000",
            "450.000",
            "450 000",
            "450\u{a0}000",
            "450\u{202f}000",
            "450'000",
            "450’000",
            "$450,000",
            "$ 450,000",
            "US$450,000.00",
            "450.000 €",
            "€450.000,00",
            "450,000.00 USD",
            "USD 450,000",
            "£450k",
            "450K",
            "0.45M",
            "$0.45m",
            "450 000 kr",
            "kr 450.000,-",
            "CHF 450'000.–",
            "Fr. 450'000.-",
            "4,50,000",
            "₹4,50,000.00",
            "+450000",
            "450000.",
            "450000.0",
            "4.5E+05",
            "4.5e5",
            "  450,000  ",
            "Rs. 450,000",
            "0.45 million",
        ] {
            assert_eq!(alone(text), Ok(450_000.0), "{text}");
        }
        assert_eq!(alone("-5"), Ok(-5.0));
        assert_eq!(alone("−$1,200"), Ok(-1200.0));
        assert_eq!(alone("$-1,200"), Ok(-1200.0));
        assert_eq!(alone(".5"), Ok(0.5));
        assert_eq!(alone("1.234.567,89"), Ok(1_234_567.89));
    }

    #[test]
    fn other_texts_are_not_numbers() {
        for text in [
            "about 450000",
            "450000 or so",
            "4 5 0",
            "450,00,0",
            "1.2.3",
            "12-13",
            "20141013T000000",
            "1,23,45",
            "#12",
            "five",
            "1 2",
            "--5",
            "450.000.00",
            "1,000.000,00",
            "0x10",
            "$",
            "€ kr",
            "12 m",
            "infinity",
            "1e",
            "e5",
            "1'00",
            "12:30",
            "1/2",
        ] {
            assert_eq!(alone(text), Err(NumberError::NotANumber), "{text}");
        }
        for text in ["", " ", "-", "n/a", "NaN", "NULL", "None", "?"] {
            assert_eq!(alone(text), Err(NumberError::Missing), "{text}");
        }
        assert_eq!(alone(&"1".repeat(61)), Err(NumberError::NotANumber));
    }

    #[test]
    fn a_column_determines_the_role_of_a_point() {
        let of = |values: &[&str]| -> Vec<f64> { parsed(values).into_iter().map(Result::unwrap).collect() };
        assert_eq!(of(&["450.000", "1.250.000"]), [450_000.0, 1_250_000.0]);
        assert_eq!(of(&["450.000", "980", "1.200"]), [450_000.0, 980.0, 1200.0]);
        assert_eq!(of(&["3", "2.5", "3.250"]), [3.0, 2.5, 3.25]);
        assert_eq!(of(&["3", "2", "3.250"]), [3.0, 2.0, 3.25]);
        assert_eq!(of(&["1,5", "3,250", "2"]), [1.5, 3.25, 2.0]);
        assert_eq!(of(&["450,000.00", "450,000"]), [450_000.0, 450_000.0]);
        assert_eq!(of(&["450.000,00", "450.000"]), [450_000.0, 450_000.0]);
        assert_eq!(of(&["450,5", "450.000"]), [450.5, 450_000.0]);
        assert_eq!(of(&["0.250", "1.125"]), [0.25, 1.125]);
        assert_eq!(of(&["1.2M", "950.000"]), [1.2e6, 950_000.0]);
        // A price of a few dollars is implausible, and so are thousands of bathrooms.
        assert_eq!(of(&["1.250", "2.400"]), [1250.0, 2400.0]);
        let baths = NumberFormat::infer(["3.250", "2.500"].into_iter(), false);
        assert_eq!(baths.parse("3.250"), Ok(3.25));
        let longitude = NumberFormat::infer(["-122.257", "-121.315"].into_iter(), false);
        assert_eq!(longitude.parse("-122.257"), Ok(-122.257));
        let area = NumberFormat::infer(["1.250", "85.500"].into_iter(), false);
        assert_eq!(area.parse("1.250"), Ok(1250.0));
    }

    #[test]
    fn one_typing_error_does_not_change_the_format() {
        let mut values = vec!["450.000"; 40];
        values.push("450.00");
        let found = parsed(&values);
        assert_eq!((found[0], found[40]), (Ok(450_000.0), Err(NumberError::Inconsistent)));
        assert_eq!(parsed(&["1,234.5", "1.234,5", "2,345.6"])[1], Err(NumberError::Inconsistent));
    }
}
