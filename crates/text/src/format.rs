//! Numbers in words that a reader knows: grouped money, percentages, durations, counts.

use std::cell::Cell;

use crate::language::{Language, group, language, separators};
use crate::messages::{self as text, Said};
use facade_platform::{number, upper};

/// The minus sign: as wide as a plus, unlike the hyphen.
const MINUS: &str = "\u{2212}";
/// A space at which no line breaks, between a number and its unit.
const NBSP: char = '\u{a0}';

/// A number with its decimal separator. Those of CSV, SVG and forms are written without.
fn pointed(number: &str) -> String {
    number.replace('.', separators()[1].encode_utf8(&mut [0; 4]))
}

/// The number that somebody typed, written as the language does, with its thousands grouped or not; or with a point.
pub fn typed(text: &str) -> Option<f64> {
    let [group, point] = separators();
    let (whole, rest) = text.split_once(point).unwrap_or((text, ""));
    let mut groups = whole.split(group);
    // `0.001` is no group of thousands in any language.
    let first = groups
        .next()
        .is_some_and(|first| matches!(first.len(), 1..=3) && !first.starts_with(['0', '-', '+']));
    let is_grouped = first && whole.contains(group) && groups.all(|digits| digits.len() == 3);
    let whole = if is_grouped { whole.replace(group, "") } else { whole.to_owned() };
    if !text.contains(point) {
        return number(&whole);
    }
    number(&format!("{whole}.{rest}"))
}

/// A count with grouped thousands: `2,140`.
pub fn count(n: usize) -> String {
    group(&n.to_string())
}

/// A count with its noun: `1 house`, `2,140 houses`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// From here on numbers are written as powers of ten: a file may hold any number, and 300 digits would be a wide page.
const HUGE: f64 = 1e15;

/// The sign of a number, plus only if asked for and none for what is shown as zero; and its digits, thousands grouped.
fn sign_and_digits(value: f64, decimals: usize, plus: bool) -> (&'static str, String) {
    let text = match value.abs() {
        huge if huge >= HUGE => format!("{huge:.1e}"),
        value => format!("{value:.decimals$}"),
    };
    let sign = match value {
        _ if text.chars().all(|c| matches!(c, '0' | '.')) => "",
        v if v < 0.0 => MINUS,
        _ if plus => "+",
        _ => "",
    };
    let digits = match text.split_once('.') {
        Some((whole, rest)) => format!("{}{}{rest}", group(whole), separators()[1]),
        None => group(&text),
    };
    (sign, digits)
}

/// What `write` makes of a number; that it is none, where it has no end or is none.
fn number_or_none(value: f64, write: impl FnOnce(f64) -> String) -> String {
    if value.is_finite() { write(value) } else { text::not_a_number().to_owned() }
}

/// How amounts of a currency are written.
#[derive(Clone, Copy, Debug)]
pub struct Currency {
    /// Its code (ISO 4217), or a word of ours for none.
    pub code: &'static str,
    /// Its name.
    pub name: Said,
    /// Stands before an amount.
    before: &'static str,
    /// Stands after it.
    after: &'static str,
    /// Digits behind the point of an exact amount.
    decimals: usize,
}

/// A currency that stands before its amounts.
const fn before(code: &'static str, name: Said, sign: &'static str, decimals: usize) -> Currency {
    Currency { code, name, before: sign, after: "", decimals }
}

/// One that stands after them.
const fn after(code: &'static str, name: Said, sign: &'static str, decimals: usize) -> Currency {
    Currency { code, name, before: "", after: sign, decimals }
}

/// Currencies to choose from; the first is the dataset's. The choice says what prices are in, and converts nothing.
pub const CURRENCIES: [Currency; 16] = [
    before("USD", text::currency_usd, "$", 2),
    before("EUR", text::currency_eur, "€", 2),
    before("GBP", text::currency_gbp, "£", 2),
    before("CHF", text::currency_chf, "CHF\u{a0}", 2),
    before("AUD", text::currency_aud, "A$", 2),
    before("CAD", text::currency_cad, "C$", 2),
    before("NZD", text::currency_nzd, "NZ$", 2),
    before("SGD", text::currency_sgd, "S$", 2),
    before("BRL", text::currency_brl, "R$", 2),
    before("INR", text::currency_inr, "₹", 2),
    before("CNY", text::currency_cny, "CN¥", 2),
    before("JPY", text::currency_jpy, "¥", 0),
    after("SEK", text::currency_sek, "\u{a0}kr", 2),
    after("PLN", text::currency_pln, "\u{a0}zł", 2),
    after("CZK", text::currency_czk, "\u{a0}Kč", 2),
    after("none", text::currency_none, "", 2),
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
    number_or_none(value, |value| {
        let (sign, digits) = sign_and_digits(value, decimals, plus);
        format!("{sign}{}", in_currency(&digits))
    })
}

/// Digits with the sign of the currency where the language puts it.
fn in_currency(digits: &str) -> String {
    let Currency { before, after, .. } = CURRENCY.get();
    match language() {
        Language::German if !before.is_empty() => format!("{digits}{NBSP}{}", before.trim_end_matches(NBSP)),
        _ => format!("{before}{digits}{after}"),
    }
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
    if !value.is_finite() || value.abs() >= HUGE {
        return money(value);
    }
    let (scaled, unit) = match value.abs() {
        v if v >= 1e6 => (value / 1e6, text::short_million()),
        v if v >= 1e3 => (value / 1e3, text::short_thousand()),
        _ => (value, ""),
    };
    // Three figures, so that a range such as $292k to $1.04M stays readable.
    let decimals = usize::from(scaled.abs() < 100.0) + usize::from(scaled.abs() < 10.0);
    let text = format!("{scaled:.decimals$}");
    let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let short = format!("{}{unit}", pointed(text));
    // "Mio." is long enough for an axis.
    if language() == Language::German && !unit.is_empty() { short } else { in_currency(&short) }
}

/// A percentage, given in percent, with one decimal: `57.0 %`.
pub fn percent(value: f64) -> String {
    number_or_none(value, |value| format!("{}{NBSP}%", decimal(value, 1)))
}

/// A whole percentage with its sign: `+421 %`.
pub fn signed_percent(value: f64) -> String {
    number_or_none(value, |value| {
        let (sign, digits) = sign_and_digits(value.round(), 0, true);
        format!("{sign}{digits}{NBSP}%")
    })
}

/// A number with a real minus sign and grouped thousands: `−0.21`, `3,465.6`.
pub fn decimal(value: f64, decimals: usize) -> String {
    number_or_none(value, |value| {
        let (sign, digits) = sign_and_digits(value, decimals, false);
        format!("{sign}{digits}")
    })
}

/// A span of seconds: `3 s`, `1 min 5 s`, `2 h 3 min`.
pub fn duration(seconds: f64) -> String {
    number_or_none(seconds, whole_duration)
}

fn whole_duration(seconds: f64) -> String {
    let total = seconds.max(0.0).round() as u64;
    match total {
        0 => text::under_a_second().to_owned(),
        1..=59 => format!("{total}{NBSP}s"),
        60..=3599 => match total % 60 {
            0 => format!("{}{NBSP}min", total / 60),
            rest => format!("{}{NBSP}min {rest}{NBSP}s", total / 60),
        },
        _ => format!("{}{NBSP}h {}{NBSP}min", decimal((total / 3600) as f64, 0), total % 3600 / 60),
    }
}

/// A short time, three figures: `45.2 ms`, `0.90 s`, `12.4 s`.
pub fn short_time(seconds: f64) -> String {
    match seconds.max(0.0) {
        _ if !seconds.is_finite() => text::not_a_number().to_owned(),
        s if s < 0.1 => format!("{}{NBSP}ms", pointed(&format!("{:.1}", s * 1e3))),
        s if s < 10.0 => format!("{}{NBSP}s", pointed(&format!("{s:.2}"))),
        s if s < HUGE => format!("{}{NBSP}s", pointed(&format!("{s:.1}"))),
        s => format!("{}{NBSP}s", decimal(s, 1)),
    }
}

/// A file's size: `361 kB`.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..=999 => text::bytes(bytes),
        1_000..=999_999 => format!("{}{NBSP}kB", (bytes as f64 / 1e3).round()),
        _ => format!("{}{NBSP}MB", pointed(&format!("{:.1}", bytes as f64 / 1e6))),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_string(),
        [first @ .., last] => text::list_and(first.join(", "), last),
    }
}

/// How many times something: `8.2 times`, below one a fraction such as `0.05 times`.
pub fn times(value: f64) -> String {
    let decimals = match value.abs() {
        v if v >= 10.0 => 0,
        v if v >= 1.0 => 1,
        _ => 2,
    };
    text::times(decimal(value, decimals))
}

/// A small number in letters, as within a sentence.
pub fn number_word(n: usize) -> String {
    text::number_word(n)
}

/// A room's name within a sentence, from the word in the photos' names.
pub fn room_words(word: &str) -> String {
    match word {
        "bathroom" => text::room_bathroom().to_owned(),
        "bedroom" => text::room_bedroom().to_owned(),
        "frontal" => text::room_front().to_owned(),
        "kitchen" => text::room_kitchen().to_owned(),
        word => word.replace(['_', '-'], " "),
    }
}

/// A room's name by itself.
pub fn room_name(word: &str) -> String {
    let words = room_words(word);
    let first = words.chars().next().map_or(0, char::len_utf8);
    upper(&words[..first]) + &words[first..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speak;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        let all = || {
            let (amounts, numbers) = (
                [money(533_388.4), money_cents(-0.5), short_money(1.5e6)],
                [decimal(-3465.62, 1), times(1.25)],
            );
            (amounts, numbers, list(&["a", "b", "c"]), size(1_250_000))
        };
        let english = all();
        speak(Language::German);
        let german = all();
        speak(Language::English);
        let own = |texts: [&str; 7]| {
            let [a, b, c, d, e, f, g] = texts.map(str::to_owned);
            ([a, b, c], [d, e], f, g)
        };
        assert_eq!(
            english,
            own(["$533,388", "−$0.50", "$1.5M", "−3,465.6", "1.2 times", "a, b and c", "1.2\u{a0}MB"])
        );
        assert_eq!(
            german,
            own([
                "533.388\u{a0}$",
                "−0,50\u{a0}$",
                "1,5\u{a0}Mio.",
                "−3.465,6",
                "1,2-mal",
                "a, b und c",
                "1,2\u{a0}MB"
            ])
        );
    }

    #[test]
    fn numbers_without_end_and_huge_ones_are_words_and_powers() {
        let all: [fn(f64) -> String; 9] = [
            money,
            money_cents,
            signed_money,
            short_money,
            percent,
            signed_percent,
            duration,
            short_time,
            times,
        ];
        for value in [f64::NAN, f64::INFINITY, -f64::INFINITY] {
            for write in all {
                let text = write(value);
                assert!(text.starts_with("not a number"), "{value}: {text}");
            }
            assert_eq!(decimal(value, 2), "not a number");
        }
        for value in [f64::MAX, -f64::MAX, 1e15, -1e300, f64::MIN_POSITIVE, 5e-324, -0.0] {
            for write in all {
                let text = write(value);
                assert!(text.chars().count() < 30, "{value}: {text}");
            }
        }
        assert_eq!(money(1.2e300), "$1.2e300");
        assert_eq!(short_money(-2e15), "\u{2212}$2.0e15");
        assert_eq!(short_money(9.99e14), "$999000000M");
        assert_eq!(duration(4e6), "1,111\u{a0}h 6\u{a0}min");
    }

    #[test]
    fn what_is_typed_is_read_as_the_language_writes_it() {
        let read = |texts: [&str; 9]| texts.map(typed);
        let english = read(["1500", "1,500", "1,234,567.5", "0.001", "2.5", "1,5", "-3", "", "1.500"]);
        assert_eq!(
            english,
            [
                Some(1500.0),
                Some(1500.0),
                Some(1_234_567.5),
                Some(0.001),
                Some(2.5),
                None,
                Some(-3.0),
                None,
                Some(1.5)
            ]
        );
        speak(Language::German);
        let german = read(["1500", "1.500", "1.234.567,5", "0,001", "2,5", "0.001", "-3", "1e-3", "1.5"]);
        speak(Language::English);
        assert_eq!(
            german,
            [
                Some(1500.0),
                Some(1500.0),
                Some(1_234_567.5),
                Some(0.001),
                Some(2.5),
                Some(0.001),
                Some(-3.0),
                Some(1e-3),
                Some(1.5)
            ]
        );
    }
}
