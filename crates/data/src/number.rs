//! Numbers as people write them: with a currency, in groups of three digits, with a comma or a point before the decimals.
//!
//! What “450.000” means, one value alone does not tell. A column does: [`Style::of`] looks at all its values.
//!
//! - A blank, a no-break blank or an apostrophe between digits parts thousands.
//! - Where a value has both a comma and a point, the last one stands before the decimals.
//! - One that occurs twice, or more often, parts thousands.
//! - One that is not followed by exactly three digits, or that stands behind a zero or behind more than three digits,
//!   stands before the decimals.
//! - What is left could be either, and means what it clearly means elsewhere in the column; or else what brings it
//!   closer to the values that have neither; or else, in a column of nothing but such values, a comma parts thousands,
//!   and so does a point, unless all values are below ten or one is below zero (3.250 bathrooms) and it is no price.

/// What a mark between digits means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Thousands are parted by it.
    Thousands,
    /// Decimals follow it.
    Decimals,
}

/// How the numbers of a column are written: what a point and a comma mean that could mean either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    point: Use,
    comma: Use,
}

/// Why a text is no number of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberError {
    /// Nothing there, or a word for nothing.
    Missing,
    /// No number at all.
    NotANumber,
    /// A number, but its points and commas contradict those of the column.
    Unlike,
}

/// What people and programs write where they have no value.
const MISSING: [&str; 13] =
    ["", "-", "–", "—", "?", ".", "n/a", "na", "#n/a", "nan", "null", "none", "unknown"];

/// Signs, codes and words of currencies, in small letters.
const CURRENCIES: [&str; 63] = [
    "$", "us$", "$us", "a$", "au$", "c$", "ca$", "nz$", "hk$", "s$", "r$", "€", "£", "¥", "₩", "₹", "₽", "₺",
    "₪", "₫", "฿", "₴", "₦", "₱", "kr", "kr.", "fr", "fr.", "sfr", "sfr.", "rs", "rs.", "zł", "kč", "ft",
    "lei", "rub", "usd", "eur", "gbp", "chf", "jpy", "cny", "rmb", "krw", "inr", "aud", "cad", "nzd", "hkd",
    "sgd", "sek", "nok", "dkk", "isk", "pln", "czk", "huf", "ron", "brl", "mxn", "zar", "try",
];

/// Digits with their marks, apart from sign, currency and multiplier.
struct Parts<'a> {
    negative: bool,
    digits: &'a str,
    times: f64,
}

/// What the marks of a number tell by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// No point and no comma, or such as blanks only.
    None,
    /// It is clear what they mean.
    Clear { point: Option<Use>, comma: Option<Use> },
    /// One point that could mean either.
    Point,
    /// One comma that could mean either.
    Comma,
}

impl Style {
    /// How a column's numbers are written. What is no number does not count. `price` tells that a value of a few dollars
    /// makes no sense.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a str>, price: bool) -> Style {
        let (mut point, mut comma) = (Evidence::default(), Evidence::default());
        // Values without a mark, as logarithms: how large the column's values are.
        let (mut plain, mut plain_count, mut below_zero) = (0.0, 0.0, false);
        for text in values {
            let Some(parts) = parts(text) else { continue };
            let Some(marks) = marks(&parts) else { continue };
            below_zero |= parts.negative;
            match marks {
                Marks::None => {
                    let value = digits_only(parts.digits);
                    if value > 0.0 && parts.times == 1.0 {
                        plain += value.ln();
                        plain_count += 1.0;
                    }
                }
                // 1.2M says nothing of how the others are written.
                Marks::Clear { .. } if parts.times != 1.0 => {}
                Marks::Clear { point: p, comma: c } => {
                    point.clear(p);
                    comma.clear(c);
                }
                Marks::Point => point.either(parts.digits),
                Marks::Comma => comma.either(parts.digits),
            }
        }
        let plain = (plain_count > 0.0).then(|| plain / plain_count);
        let (clear_point, clear_comma) = (point.clearly(), comma.clearly());
        // One mark cannot mean both, nor can both marks stand before decimals.
        let other =
            |of: Option<Use>| of.map(|of| if of == Use::Decimals { Use::Thousands } else { Use::Decimals });
        let small = below_zero || (point.largest < 10.0 && !price);
        let by_size = if small { Use::Decimals } else { Use::Thousands };
        let point_means = clear_point.or(other(clear_comma)).or(point.nearer(plain)).unwrap_or(by_size);
        let comma_means =
            clear_comma.or(other(clear_point)).or(comma.nearer(plain)).unwrap_or(Use::Thousands);
        Style { point: point_means, comma: comma_means }
    }

    /// The number that a text of the column is.
    ///
    /// # Errors
    /// If it is none, or is written unlike the others.
    pub(super) fn parse(self, text: &str) -> Result<f64, NumberError> {
        let trimmed = text.trim();
        if MISSING.iter().any(|missing| trimmed.eq_ignore_ascii_case(missing)) {
            return Err(NumberError::Missing);
        }
        let parts = parts(trimmed).ok_or(NumberError::NotANumber)?;
        let [point, comma] = match marks(&parts).ok_or(NumberError::NotANumber)? {
            Marks::None => [None, None],
            Marks::Point => [Some(self.point), None],
            Marks::Comma => [None, Some(self.comma)],
            Marks::Clear { point, comma } => {
                // With a multiplier, as in 1.2M, decimals are usual where the column has none.
                let free = parts.times != 1.0 || parts.digits.contains(['e', 'E']);
                let unlike = |found: Option<Use>, column| found.is_some_and(|found| found != column);
                if !free && (unlike(point, self.point) || unlike(comma, self.comma)) {
                    return Err(NumberError::Unlike);
                }
                [point, comma]
            }
        };
        let mut plain = String::with_capacity(parts.digits.len());
        for letter in parts.digits.chars() {
            let means = match letter {
                '.' => point,
                ',' => comma,
                _ if is_blank(letter) || is_apostrophe(letter) => Some(Use::Thousands),
                _ => None,
            };
            match means {
                Some(Use::Thousands) => {}
                Some(Use::Decimals) => plain.push('.'),
                None => plain.push(letter),
            }
        }
        let value: f64 = plain.parse().map_err(|_| NumberError::NotANumber)?;
        Ok(if parts.negative { -value } else { value } * parts.times)
    }
}

/// What a column's values tell about one mark.
#[derive(Default)]
struct Evidence {
    thousands: usize,
    decimals: usize,
    either: usize,
    /// Sum of the logarithms of those that could be either, taken as decimals, and the largest of them.
    logarithms: f64,
    largest: f64,
}

impl Evidence {
    fn clear(&mut self, means: Option<Use>) {
        match means {
            Some(Use::Thousands) => self.thousands += 1,
            Some(Use::Decimals) => self.decimals += 1,
            None => {}
        }
    }

    fn either(&mut self, digits: &str) {
        let value = digits_only(digits) / 1000.0;
        self.either += 1;
        self.logarithms += value.max(1e-3).ln();
        self.largest = self.largest.max(value);
    }

    /// What the clear values say, if they are more than a slip among those that could be either.
    fn clearly(&self) -> Option<Use> {
        let all = self.thousands + self.decimals + self.either;
        match (self.thousands, self.decimals) {
            (0, 0) => None,
            (thousands, decimals) if thousands > decimals => Some(Use::Thousands),
            (_, decimals) if 20 * decimals >= all => Some(Use::Decimals),
            _ => None,
        }
    }

    /// What brings those that could be either closer to the values without a mark, whose mean logarithm is given.
    fn nearer(&self, plain: Option<f64>) -> Option<Use> {
        let plain = plain.filter(|_| self.either > 0)?;
        let decimals = self.logarithms / self.either as f64;
        let thousands = decimals + 1000f64.ln();
        Some(if (plain - decimals).abs() < (plain - thousands).abs() {
            Use::Decimals
        } else {
            Use::Thousands
        })
    }
}

/// Blanks that stand between digits: the usual one, the no-break ones and the thin one.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// The number that the digits of a text make, its marks left out.
fn digits_only(text: &str) -> f64 {
    text.bytes().filter(u8::is_ascii_digit).fold(0.0, |value, digit| 10.0 * value + f64::from(digit - b'0'))
}

/// Takes sign, currency and multiplier off. None if anything else stands around the digits.
fn parts(text: &str) -> Option<Parts<'_>> {
    let text = text.trim();
    // Longer than any number, and not worth looking at.
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
    // 450.000,- and 450'000.– as on price tags, and a point at the very end.
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
    let times = if known(&after) {
        1.0
    } else {
        // A small m may be metres, unless money stands beside it.
        let capital = text[last + 1..].trim_start().starts_with('M');
        let found = multipliers.iter().find(|(word, _)| after.strip_prefix(word).is_some_and(known));
        let (word, times) = found?;
        if matches!(*word, "m" | "mm") && !capital && !money {
            return None;
        }
        *times
    };
    Some(Parts { negative, digits: &text[start..=last], times })
}

/// What the marks between the digits tell; none if this is no number.
fn marks(parts: &Parts<'_>) -> Option<Marks> {
    let digits = parts.digits;
    // 1.2E+06, as spreadsheets write large numbers.
    if digits.contains(['e', 'E']) {
        let whole = digits.parse::<f64>().is_ok();
        let point = digits.contains('.').then_some(Use::Decimals);
        return whole.then_some(Marks::Clear { point, comma: None });
    }
    let mut groups: Vec<(Option<char>, usize)> = vec![(None, 0)];
    for letter in digits.chars() {
        match (letter, groups.last_mut()) {
            (digit, Some((_, count))) if digit.is_ascii_digit() => *count += 1,
            (mark, _) if matches!(mark, '.' | ',') || is_blank(mark) || is_apostrophe(mark) => {
                groups.push((Some(mark), 0));
            }
            _ => return None,
        }
    }
    let count =
        |wanted: &dyn Fn(char) -> bool| groups.iter().filter(|(mark, _)| mark.is_some_and(wanted)).count();
    let (points, commas) = (count(&|c| c == '.'), count(&|c| c == ','));
    let others = groups.len() - 1 - points - commas;
    // The last point or comma stands before decimals if it is single and another mark stands before it.
    let &(last, last_digits) = groups.last()?;
    let single = match last {
        Some('.') => points == 1,
        Some(',') => commas == 1,
        _ => false,
    };
    let whole = if single { &groups[..groups.len() - 1] } else { &groups[..] };
    // What is left has to be groups of three, with one mark; India's groups of two come before the last three.
    let mut kinds: Vec<char> = whole.iter().filter_map(|(mark, _)| *mark).collect();
    kinds.dedup();
    let grouped = whole.len() == 1
        || (kinds.len() == 1
            && (1..=3).contains(&whole[0].1)
            && whole.last().is_some_and(|(_, count)| *count == 3)
            && whole[1..].iter().all(|(_, count)| *count == 3 || (*count == 2 && kinds[0] == ',')));
    if !grouped {
        return None;
    }
    let means = |mark: char, inside: bool| {
        inside.then_some(if single && last == Some(mark) { Use::Decimals } else { Use::Thousands })
    };
    let clear = Marks::Clear { point: means('.', points > 0), comma: means(',', commas > 0) };
    if !single {
        return Some(if points + commas > 0 { clear } else { Marks::None });
    }
    let lead = groups[0].1;
    let zero = digits.starts_with('0');
    let either = whole.len() == 1
        && others == 0
        && last_digits == 3
        && (1..=3).contains(&lead)
        && !zero
        && parts.times == 1.0;
    Some(match last {
        Some('.') if either => Marks::Point,
        Some(',') if either => Marks::Comma,
        _ => clear,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(values: &[&str]) -> Vec<Result<f64, NumberError>> {
        let style = Style::of(values.iter().copied(), true);
        values.iter().map(|value| style.parse(value)).collect()
    }

    fn alone(value: &str) -> Result<f64, NumberError> {
        parsed(&[value])[0]
    }

    #[test]
    fn money_is_read_as_people_write_it() {
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
    fn what_is_no_number_is_none() {
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
    fn a_column_tells_what_a_point_means() {
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
        // In a column of prices a few dollars make no sense; of bathrooms, thousands do not.
        assert_eq!(of(&["1.250", "2.400"]), [1250.0, 2400.0]);
        let baths = Style::of(["3.250", "2.500"].into_iter(), false);
        assert_eq!(baths.parse("3.250"), Ok(3.25));
        let longitude = Style::of(["-122.257", "-121.315"].into_iter(), false);
        assert_eq!(longitude.parse("-122.257"), Ok(-122.257));
        let area = Style::of(["1.250", "85.500"].into_iter(), false);
        assert_eq!(area.parse("1.250"), Ok(1250.0));
    }

    #[test]
    fn one_slip_does_not_turn_a_column_over() {
        let mut values = vec!["450.000"; 40];
        values.push("450.00");
        let found = parsed(&values);
        assert_eq!((found[0], found[40]), (Ok(450_000.0), Err(NumberError::Unlike)));
        assert_eq!(parsed(&["1,234.5", "1.234,5", "2,345.6"])[1], Err(NumberError::Unlike));
    }
}
