//! Formats numbers for the reader: money, percentages, durations, counts.

use std::cell::Cell;

use crate::language::{Language, group, language, separators};
use crate::messages::{self as text, TextFn};

/// The minus sign: unlike the hyphen, as wide as a plus.
const MINUS: &str = "\u{2212}";
/// A no-break space, between a number and its unit.
const NBSP: char = '\u{a0}';

/// Replaces the decimal point by the language's decimal separator.
fn localise_decimal(number: &str) -> String {
    number.replace('.', separators()[1].encode_utf8(&mut [0; 4]))
}

/// Parses a number in the language's format, with or without thousands separators, or with a decimal point.
pub fn parse_localised(text: &str) -> Option<f64> {
    let [group, point] = separators();
    // A no-break space is hard to type.
    let text = if group == NBSP { &text.replace([' ', '\u{202f}'], &NBSP.to_string()) } else { text };
    let (whole, rest) = text.split_once(point).unwrap_or((text, ""));
    let mut groups = whole.split(group);
    // `0.001` is a decimal number in any language.
    let first = groups
        .next()
        .is_some_and(|first| matches!(first.len(), 1..=3) && !first.starts_with(['0', '-', '+']));
    let is_grouped = first && whole.contains(group) && groups.all(|digits| digits.len() == 3);
    let whole = if is_grouped { whole.replace(group, "") } else { whole.to_owned() };
    if !text.contains(point) {
        return whole.parse().ok();
    }
    format!("{whole}.{rest}").parse().ok()
}

/// A count with thousands separators: `2,140`.
pub fn count(n: usize) -> String {
    group(&n.to_string())
}

/// A count with its English noun: `1 house`, `2,140 houses`.
pub fn count_noun(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// Numbers from here on are in scientific notation: a file may contain any number, and 300 digits would break the layout.
const SCIENTIFIC_FROM: f64 = 1e15;

/// The sign and the digits of a number, with thousands separators. A plus sign only if `plus` is set, and no sign if
/// the result is zero.
fn sign_and_digits(value: f64, decimals: usize, plus: bool) -> (&'static str, String) {
    let text = match value.abs() {
        large if large >= SCIENTIFIC_FROM => format!("{large:.1e}"),
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

/// Formats a number, or says that it is not one if it is NaN or infinite.
fn if_finite(value: f64, format: impl FnOnce(f64) -> String) -> String {
    if value.is_finite() { format(value) } else { text::not_a_number().to_owned() }
}

/// The format of a currency.
#[derive(Clone, Copy, Debug)]
pub struct Currency {
    /// ISO 4217 code, or `none`.
    pub code: &'static str,
    /// Name.
    pub name: TextFn,
    prefix: &'static str,
    suffix: &'static str,
    /// Decimal places of an exact amount.
    decimals: usize,
}

impl Currency {
    /// Its name and code, for a list of currencies.
    pub fn label(&self) -> String {
        let name = (self.name)();
        if self.code == "none" { name.to_owned() } else { format!("{name}, {}", self.code) }
    }
}

const fn prefixed(code: &'static str, name: TextFn, prefix: &'static str, decimals: usize) -> Currency {
    Currency { code, name, prefix, suffix: "", decimals }
}

const fn suffixed(code: &'static str, name: TextFn, suffix: &'static str, decimals: usize) -> Currency {
    Currency { code, name, prefix: "", suffix, decimals }
}

/// The available currencies; the first is the tutorial dataset's. The choice only sets how prices are displayed:
/// nothing is converted.
pub const CURRENCIES: [Currency; 16] = [
    prefixed("USD", text::currency_usd, "$", 2),
    prefixed("EUR", text::currency_eur, "€", 2),
    prefixed("GBP", text::currency_gbp, "£", 2),
    prefixed("CHF", text::currency_chf, "CHF\u{a0}", 2),
    prefixed("AUD", text::currency_aud, "A$", 2),
    prefixed("CAD", text::currency_cad, "C$", 2),
    prefixed("NZD", text::currency_nzd, "NZ$", 2),
    prefixed("SGD", text::currency_sgd, "S$", 2),
    prefixed("BRL", text::currency_brl, "R$", 2),
    prefixed("INR", text::currency_inr, "₹", 2),
    prefixed("CNY", text::currency_cny, "CN¥", 2),
    prefixed("JPY", text::currency_jpy, "¥", 0),
    suffixed("SEK", text::currency_sek, "\u{a0}kr", 2),
    suffixed("PLN", text::currency_pln, "\u{a0}zł", 2),
    suffixed("CZK", text::currency_czk, "\u{a0}Kč", 2),
    suffixed("none", text::currency_none, "", 2),
];

/// The available units of area; the first is the tutorial dataset's.
pub const AREAS: [&str; 2] = ["sq ft", "m²"];

thread_local! {
    static CURRENCY: Cell<Currency> = const { Cell::new(CURRENCIES[0]) };
    static AREA: Cell<&'static str> = const { Cell::new(AREAS[0]) };
}

/// Sets the currency, by code, and the unit of area. Unknown values are ignored.
pub fn set_units(currency: &str, area: &str) {
    if let Some(known) = CURRENCIES.iter().find(|known| known.code == currency) {
        CURRENCY.set(*known);
    }
    if let Some(known) = AREAS.iter().find(|known| **known == area) {
        AREA.set(known);
    }
}

/// The unit of an attribute, if its name says that it is an area but not in which unit.
pub fn attribute_unit(attribute: &str) -> Option<&'static str> {
    const AREAS: [&str; 3] = ["area", "surface", "floor space"];
    const UNITS: [&str; 9] = ["sqft", "sq ft", "sqm", "sq m", "square", "m2", "m²", "ft2", "ft²"];
    let name = attribute.to_lowercase();
    if UNITS.iter().any(|unit| name.contains(unit)) {
        return None;
    }
    AREAS.iter().any(|word| name.contains(word)).then(|| AREA.get())
}

fn amount(value: f64, currency: Currency, decimals: usize, plus: bool) -> String {
    if_finite(value, |value| {
        let (sign, digits) = sign_and_digits(value, decimals, plus);
        format!("{sign}{}", in_currency(&digits, currency))
    })
}

/// Adds the currency sign where the language puts it.
fn in_currency(digits: &str, Currency { prefix, suffix, .. }: Currency) -> String {
    match language() {
        Language::German | Language::French if !prefix.is_empty() => {
            format!("{digits}{NBSP}{}", prefix.trim_end_matches(NBSP))
        }
        _ => format!("{prefix}{digits}{suffix}"),
    }
}

/// An amount of money without decimals: `$533,388`.
pub fn money(value: f64) -> String {
    amount(value, CURRENCY.get(), 0, false)
}

/// The same in the currency with this code, for prices whose currency is still being chosen.
pub fn money_in(value: f64, currency: &str) -> String {
    let known = CURRENCIES.iter().find(|known| known.code == currency);
    amount(value, known.copied().unwrap_or(CURRENCY.get()), 0, false)
}

/// An exact amount: `$533,388.27`.
pub fn money_cents(value: f64) -> String {
    amount(value, CURRENCY.get(), CURRENCY.get().decimals, false)
}

/// An amount without decimals and with its sign: `+$241,500`.
pub fn signed_money(value: f64) -> String {
    amount(value, CURRENCY.get(), 0, true)
}

/// An amount in compact notation, as on an axis: `$50k`, `$1.5M`.
pub fn compact_money(value: f64) -> String {
    if !value.is_finite() || value.abs() >= SCIENTIFIC_FROM {
        return money(value);
    }
    let (scaled, unit) = match value.abs() {
        v if v >= 1e6 => (value / 1e6, text::short_million()),
        v if v >= 1e3 => (value / 1e3, text::short_thousand()),
        _ => (value, ""),
    };
    // Three significant digits, so that a range such as $292k to $1.04M is readable.
    let decimals = usize::from(scaled.abs() < 100.0) + usize::from(scaled.abs() < 10.0);
    let text = format!("{scaled:.decimals$}");
    let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let short = format!("{}{unit}", localise_decimal(text));
    match language() {
        // One symbol, as of a unit: `50 k€`, `50 T€`. An axis has no room for "Mio. €".
        Language::German | Language::French if !unit.is_empty() => {
            let Currency { prefix, suffix, .. } = CURRENCY.get();
            format!("{short}{}{}", prefix.trim_end_matches(NBSP), suffix.trim_start_matches(NBSP))
        }
        _ => in_currency(&short, CURRENCY.get()),
    }
}

/// A value in percent, with one decimal: `57.0 %`.
pub fn percent(value: f64) -> String {
    if_finite(value, |value| format!("{}{NBSP}%", decimal(value, 1)))
}

/// A value in percent, rounded and with its sign: `+421 %`.
pub fn signed_percent(value: f64) -> String {
    if_finite(value, |value| {
        let (sign, digits) = sign_and_digits(value.round(), 0, true);
        format!("{sign}{digits}{NBSP}%")
    })
}

/// A number with a minus sign and thousands separators: `−0.21`, `3,465.6`.
pub fn decimal(value: f64, decimals: usize) -> String {
    if_finite(value, |value| {
        let (sign, digits) = sign_and_digits(value, decimals, false);
        format!("{sign}{digits}")
    })
}

/// A duration in seconds: `3 s`, `1 min 5 s`, `2 h 3 min`.
pub fn duration(seconds: f64) -> String {
    if_finite(seconds, whole_duration)
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

/// A short duration in seconds, with three significant digits: `45.2 ms`, `0.90 s`, `12.4 s`.
pub fn short_time(seconds: f64) -> String {
    match seconds.max(0.0) {
        _ if !seconds.is_finite() => text::not_a_number().to_owned(),
        s if s < 0.1 => format!("{}{NBSP}ms", localise_decimal(&format!("{:.1}", s * 1e3))),
        s if s < 10.0 => format!("{}{NBSP}s", localise_decimal(&format!("{s:.2}"))),
        s if s < SCIENTIFIC_FROM => format!("{}{NBSP}s", localise_decimal(&format!("{s:.1}"))),
        s => format!("{}{NBSP}s", decimal(s, 1)),
    }
}

/// A file size in bytes: `361 kB`.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..=999 => text::bytes(bytes),
        1_000..=999_999 => format!("{}{NBSP}kB", (bytes as f64 / 1e3).round()),
        _ => format!("{}{NBSP}MB", localise_decimal(&format!("{:.1}", bytes as f64 / 1e6))),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(words: &[impl AsRef<str>]) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_string(),
        [first @ .., last] => crate::t!(list_and, words = first.join(", "), last),
    }
}

/// A multiple: `8.2 times`, `0.05 times`.
pub fn times(value: f64) -> String {
    let decimals = match value.abs() {
        v if v >= 10.0 => 0,
        v if v >= 1.0 => 1,
        _ => 2,
    };
    text::times(decimal(value, decimals))
}

/// A small number as a word.
pub fn number_in_words(n: usize) -> String {
    text::number_word(n)
}

/// A room's display name within a sentence, from its name in the photos' file names.
pub fn room_in_sentence(word: &str) -> String {
    match word {
        "bathroom" => text::room_bathroom().to_owned(),
        "bedroom" => text::room_bedroom().to_owned(),
        "frontal" | "front" => text::room_front().to_owned(),
        "kitchen" => text::room_kitchen().to_owned(),
        number if number.bytes().all(|byte| byte.is_ascii_digit()) => text::room_photo(number),
        word => word.replace(['_', '-'], " "),
    }
}

/// A room's display name with an initial capital.
pub fn room_name(word: &str) -> String {
    let words = room_in_sentence(word);
    let first = words.chars().next().map_or(0, char::len_utf8);
    words[..first].to_uppercase() + &words[first..]
}

/// A number as it is, with the decimal mark of the language: `0,25` in German.
pub fn plain(number: f64) -> String {
    match language() {
        Language::English => number.to_string(),
        Language::German | Language::French => number.to_string().replace('.', ","),
    }
}

/// With a small first letter, unless the second is a capital as well.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    let (first, rest) = (letters.next(), letters.as_str());
    match first {
        Some(first) if !rest.starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => label.to_owned(),
    }
}

/// A label within a sentence: in lower case, unless nouns are capitalised.
pub fn label_within(label: &str) -> String {
    match language() {
        Language::English => label.to_ascii_lowercase(),
        Language::German => label.to_owned(),
        // Names and abbreviations are no single capital letter at the start.
        Language::French => lower_first(label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speak;

    #[test]
    fn numbers_are_formatted_for_the_language() {
        let all = || {
            let (amounts, numbers) = (
                [money(533_388.4), money_cents(-0.5), compact_money(1.5e6)],
                [decimal(-3465.62, 1), times(1.25)],
            );
            (amounts, numbers, list(&["a", "b", "c"]), size(1_250_000))
        };
        let english = all();
        assert_eq!([money_in(1_250.0, "EUR"), money_in(1_250.0, "none")], ["€1,250", "1,250"]);
        speak(Language::German);
        let german = all();
        speak(Language::French);
        let french = all();
        let typed = ["1 374", "1\u{202f}374,5", "0.25", "0,25"].map(parse_localised);
        assert_eq!(typed, [1374.0, 1374.5, 0.25, 0.25].map(Some));
        assert_eq!(label_within("Taux d’apprentissage"), "taux d’apprentissage");
        assert_eq!(label_within("MAPE"), "MAPE");
        assert_eq!(text::findings_leaks(0), text::findings_leaks(1).replace('1', "0"), "zero is singular");
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
                "1,5\u{a0}M$",
                "−3.465,6",
                "1,2-mal",
                "a, b und c",
                "1,2\u{a0}MB"
            ])
        );
        assert_eq!(
            french,
            own([
                "533\u{a0}388\u{a0}$",
                "−0,50\u{a0}$",
                "1,5\u{a0}M$",
                "−3\u{a0}465,6",
                "1,2 fois",
                "a, b et c",
                "1,2\u{a0}MB"
            ])
        );
    }

    #[test]
    fn infinite_and_huge_numbers_stay_short() {
        let all: [fn(f64) -> String; 9] = [
            money,
            money_cents,
            signed_money,
            compact_money,
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
        assert_eq!(compact_money(-2e15), "\u{2212}$2.0e15");
        assert_eq!(compact_money(9.99e14), "$999000000M");
        assert_eq!(duration(4e6), "1,111\u{a0}h 6\u{a0}min");
    }

    #[test]
    fn numbers_are_parsed_in_the_format_of_the_language() {
        let read = |texts: [&str; 9]| texts.map(parse_localised);
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
