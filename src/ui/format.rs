//! Numbers in words that a reader knows: grouped money, percentages, durations, counts.

use std::cell::Cell;

/// The minus sign: as wide as a plus, unlike the hyphen.
const MINUS: &str = "\u{2212}";
/// A space at which no line breaks, between a number and its unit.
const NBSP: char = '\u{a0}';

fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count with grouped thousands: `2,140`.
pub fn count(n: usize) -> String {
    group(&n.to_string())
}

/// A count with its noun: `1 house`, `2,140 houses`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// The sign of a number, plus only if asked for and none for what is shown as zero; and its digits, thousands grouped.
fn sign_and_digits(value: f64, decimals: usize, plus: bool) -> (&'static str, String) {
    let text = format!("{:.decimals$}", value.abs());
    let sign = match value {
        _ if text.chars().all(|c| matches!(c, '0' | '.')) => "",
        v if v < 0.0 => MINUS,
        _ if plus => "+",
        _ => "",
    };
    let digits = match text.split_once('.') {
        Some((whole, rest)) => format!("{}.{rest}", group(whole)),
        None => group(&text),
    };
    (sign, digits)
}

/// How amounts of a currency are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Its code (ISO 4217), or a word of ours for none.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Stands before an amount.
    before: &'static str,
    /// Stands after it.
    after: &'static str,
    /// Digits behind the point of an exact amount.
    decimals: usize,
}

/// A currency that stands before its amounts.
const fn before(code: &'static str, name: &'static str, sign: &'static str, decimals: usize) -> Currency {
    Currency { code, name, before: sign, after: "", decimals }
}

/// One that stands after them.
const fn after(code: &'static str, name: &'static str, sign: &'static str, decimals: usize) -> Currency {
    Currency { code, name, before: "", after: sign, decimals }
}

/// Currencies to choose from; the first is the dataset's. The choice says what prices are in, and converts nothing.
pub const CURRENCIES: [Currency; 16] = [
    before("USD", "US dollar", "$", 2),
    before("EUR", "Euro", "€", 2),
    before("GBP", "Pound sterling", "£", 2),
    before("CHF", "Swiss franc", "CHF\u{a0}", 2),
    before("AUD", "Australian dollar", "A$", 2),
    before("CAD", "Canadian dollar", "C$", 2),
    before("NZD", "New Zealand dollar", "NZ$", 2),
    before("SGD", "Singapore dollar", "S$", 2),
    before("BRL", "Brazilian real", "R$", 2),
    before("INR", "Indian rupee", "₹", 2),
    before("CNY", "Chinese yuan", "CN¥", 2),
    before("JPY", "Japanese yen", "¥", 0),
    after("SEK", "Swedish krona", "\u{a0}kr", 2),
    after("PLN", "Polish zloty", "\u{a0}zł", 2),
    after("CZK", "Czech koruna", "\u{a0}Kč", 2),
    after("none", "No currency", "", 2),
];

/// What areas are measured in; the first is the dataset's.
pub const AREAS: [&str; 2] = ["sq ft", "m²"];

thread_local! {
    static CURRENCY: Cell<Currency> = const { Cell::new(CURRENCIES[0]) };
    static AREA: Cell<&'static str> = const { Cell::new(AREAS[0]) };
}

/// Has amounts written in the currency of this code from now on, and areas in this unit. What is not known changes nothing.
pub fn write_in(currency: &str, area: &str) {
    if let Some(known) = CURRENCIES.iter().find(|known| known.code == currency) {
        CURRENCY.set(*known);
    }
    if let Some(known) = AREAS.iter().find(|known| **known == area) {
        AREA.set(known);
    }
}

/// The unit of an attribute, where its name says that it is an area.
pub fn unit_of(attribute: &str) -> Option<&'static str> {
    const AREAS: [&str; 7] = ["area", "sqft", "square", "surface", "floor space", "m2", "m²"];
    let name = attribute.to_lowercase();
    AREAS.iter().any(|word| name.contains(word)).then(|| AREA.get())
}

fn amount(value: f64, decimals: usize, plus: bool) -> String {
    if !value.is_finite() {
        return "not a number".to_string();
    }
    let (sign, digits) = sign_and_digits(value, decimals, plus);
    let Currency { before, after, .. } = CURRENCY.get();
    format!("{sign}{before}{digits}{after}")
}

/// A whole amount of money: `$533,388`.
pub fn money(value: f64) -> String {
    amount(value, 0, false)
}

/// An exact amount: `$533,388.27`.
pub fn money_cents(value: f64) -> String {
    amount(value, CURRENCY.get().decimals, false)
}

/// A whole amount with its sign: `+$241,500`.
pub fn signed_money(value: f64) -> String {
    amount(value, 0, true)
}

/// An amount on an axis: `$50k`, `$1.5M`.
pub fn short_money(value: f64) -> String {
    let (scaled, unit) = match value.abs() {
        v if v >= 1e6 => (value / 1e6, "M"),
        v if v >= 1e3 => (value / 1e3, "k"),
        _ => (value, ""),
    };
    // Three figures, so that a range such as $292k to $1.04M stays readable.
    let decimals = usize::from(scaled.abs() < 100.0) + usize::from(scaled.abs() < 10.0);
    let text = format!("{scaled:.decimals$}");
    let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let Currency { before, after, .. } = CURRENCY.get();
    format!("{before}{text}{unit}{after}")
}

/// A percentage, given in percent, with one decimal: `57.0 %`.
pub fn percent(value: f64) -> String {
    if value.is_finite() { format!("{}{NBSP}%", decimal(value, 1)) } else { "not a number".to_string() }
}

/// A whole percentage with its sign: `+421 %`.
pub fn signed_percent(value: f64) -> String {
    let (sign, digits) = sign_and_digits(value.round(), 0, true);
    format!("{sign}{digits}{NBSP}%")
}

/// A number with a real minus sign and grouped thousands: `−0.21`, `3,465.6`.
pub fn decimal(value: f64, decimals: usize) -> String {
    let (sign, digits) = sign_and_digits(value, decimals, false);
    format!("{sign}{digits}")
}

/// A span of seconds: `3 s`, `1 min 5 s`, `2 h 3 min`.
pub fn duration(seconds: f64) -> String {
    let total = seconds.max(0.0).round() as u64;
    match total {
        0 => format!("under 1{NBSP}s"),
        1..=59 => format!("{total}{NBSP}s"),
        60..=3599 => match total % 60 {
            0 => format!("{}{NBSP}min", total / 60),
            rest => format!("{}{NBSP}min {rest}{NBSP}s", total / 60),
        },
        _ => format!("{}{NBSP}h {}{NBSP}min", total / 3600, total % 3600 / 60),
    }
}

/// A short time, three figures: `45.2 ms`, `0.90 s`, `12.4 s`.
pub fn short_time(seconds: f64) -> String {
    match seconds {
        s if s < 0.1 => format!("{:.1}{NBSP}ms", s * 1e3),
        s if s < 10.0 => format!("{s:.2}{NBSP}s"),
        s => format!("{s:.1}{NBSP}s"),
    }
}

/// A file's size: `361 kB`.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..=999 => format!("{bytes}{NBSP}bytes"),
        1_000..=999_999 => format!("{}{NBSP}kB", (bytes as f64 / 1e3).round()),
        _ => format!("{:.1}{NBSP}MB", bytes as f64 / 1e6),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// How many times something: `8.2 times`, below one a fraction such as `0.05 times`.
pub fn times(value: f64) -> String {
    if value >= 10.0 {
        format!("{} times", count(value.round() as usize))
    } else if value >= 1.0 {
        format!("{value:.1} times")
    } else {
        format!("{value:.2} times")
    }
}

/// A small number in letters, as within a sentence.
pub fn number_word(n: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    words.get(n).map_or_else(|| count(n), |word| (*word).to_owned())
}
