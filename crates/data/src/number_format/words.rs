//! The words that stand beside numbers: currencies, multipliers, and words without a meaning of their own. All are in
//! lower case.

use std::borrow::Cow;

use super::dictionary::meaning;
use super::multiplier::{Multiplier, Needs};

/// Placeholders for missing values.
const BLANK: [&str; 15] =
    ["", "-", "--", "–", "—", "?", ".", "/", "n/a", "na", "#n/a", "nan", "null", "none", "unknown"];

/// Words for a value that is not told, without points and surplus spaces.
const NOT_TOLD: [&str; 48] = [
    "poa",
    "por",
    "tba",
    "tbd",
    "tbc",
    "sold",
    "on request",
    "upon request",
    "by request",
    "price on application",
    "price on request",
    "price upon request",
    "call",
    "call for price",
    "contact agent",
    "contact",
    "contact for price",
    "ask",
    "auction",
    "withdrawn",
    "not disclosed",
    "undisclosed",
    "unpriced",
    "auf anfrage",
    "preis auf anfrage",
    "a anfrage",
    "verkauft",
    "reserviert",
    "va",
    "ka",
    "keine angabe",
    "unbekannt",
    "vendu",
    "sur demande",
    "prix sur demande",
    "nc",
    "vendido",
    "vendida",
    "consultar",
    "a consultar",
    "sob consulta",
    "sotto richiesta",
    "su richiesta",
    "trattativa riservata",
    "面议",
    "价格面议",
    "応相談",
    "가격협의",
];

/// Whether a field is empty or a placeholder such as `n/a`.
pub(crate) fn is_blank(field: &str) -> bool {
    let field = field.trim();
    field.len() <= 8 && BLANK.iter().any(|blank| field.eq_ignore_ascii_case(blank))
}

/// Whether a field says that the number is not told: [blank](is_blank), or words such as “on request”, “auf Anfrage”
/// and “sold”.
pub(crate) fn is_missing(field: &str) -> bool {
    let field = field.trim();
    if is_blank(field) {
        return true;
    }
    if field.len() > 60 || field.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let lower = field.to_lowercase().replace('.', "");
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == ':').filter(|w| !w.is_empty()).collect();
    let phrase = words.join(" ");
    let rest = phrase.strip_prefix("price ").unwrap_or(&phrase);
    NOT_TOLD.iter().any(|word| *word == phrase || *word == rest)
}

/// The multiplier that a word means, and what it needs beside it.
pub(super) fn multiplier(word: &str) -> Option<(Multiplier, Needs)> {
    meaning(word)?.multiplier
}

/// East Asian words that numbers use: multipliers, currencies and words without meaning. Longer ones first.
const EASTERN: [&str; 45] = [
    "매매",
    "人民币",
    "人民幣",
    "百万",
    "百萬",
    "백만",
    "千万",
    "千萬",
    "천만",
    "日元",
    "港元",
    "港币",
    "港幣",
    "美元",
    "欧元",
    "台币",
    "台幣",
    "总价",
    "總價",
    "售价",
    "售價",
    "价格",
    "價格",
    "価格",
    "左右",
    "万",
    "萬",
    "만",
    "億",
    "亿",
    "억",
    "兆",
    "조",
    "千",
    "천",
    "元",
    "圆",
    "円",
    "圓",
    "원",
    "起",
    "约",
    "約",
    "至",
    "售",
];

/// Length in characters of the first of [`EASTERN`] that a text starts with; 0 if there is none.
pub(super) fn eastern_word(text: &str) -> usize {
    EASTERN.iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.chars().count())
}

/// The currency that a sign, code or word means: its sign if only one currency has it, otherwise its code in ISO 4217.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    meaning(word)?.currency
}

/// Whether a sign may mean a currency that has a code of its own.
fn may_mean(sign: &str, code: &str) -> bool {
    match sign {
        "$" => matches!(
            code,
            "USD"
                | "AUD"
                | "CAD"
                | "NZD"
                | "HKD"
                | "SGD"
                | "TWD"
                | "MXN"
                | "COP"
                | "CLP"
                | "ARS"
                | "JMD"
                | "TTD"
                | "peso"
                | "元"
        ),
        "peso" => matches!(code, "MXN" | "COP" | "CLP" | "ARS" | "UYU" | "PHP"),
        "kr" => matches!(code, "SEK" | "NOK" | "DKK" | "ISK"),
        "¥" => matches!(code, "JPY" | "CNY" | "元"),
        "元" => matches!(code, "CNY" | "TWD" | "HKD"),
        "Rs" => matches!(code, "INR" | "PKR" | "LKR" | "NPR"),
        "riyal" => matches!(code, "SAR" | "QAR" | "OMR"),
        "Bs" => matches!(code, "BOB" | "VES"),
        "£" => code == "EGP",
        _ => false,
    }
}

/// The more exact of two names of one currency; `None` if they are different currencies. A sign such as `$`, `kr` and
/// `¥` may mean each of the currencies that use it.
pub(super) fn same_currency(one: &'static str, other: &'static str) -> Option<&'static str> {
    if one == other || may_mean(other, one) {
        Some(one)
    } else if may_mean(one, other) {
        Some(other)
    } else {
        None
    }
}

/// Whether a currency's country says “mil” for million.
pub(super) fn says_mil_for_million(currency: &str) -> bool {
    matches!(currency, "CZK" | "RON" | "RSD" | "MKD" | "BGN" | "HRK")
}

/// A word made of a multiplier and a currency, such as `k€`, `TEUR`, `mkr` and `万元`.
pub(super) fn multiplied_currency(word: &str) -> Option<(Multiplier, &'static str)> {
    if word.len() > 30 {
        return None;
    }
    word.char_indices().skip(1).find_map(|(at, _)| {
        let (first, second) = word.split_at_checked(at)?;
        let (multiplier, _) = multiplier(first)?;
        Some((multiplier, currency(second)?))
    })
}

/// Words before a number that do not change it.
pub(super) fn is_plain_prefix(word: &str) -> bool {
    meaning(word).is_some_and(|meaning| meaning.plain_prefix)
}

/// Words behind a number that do not change it.
pub(super) fn is_plain_suffix(word: &str) -> bool {
    meaning(word).is_some_and(|meaning| meaning.plain_suffix)
}

/// Words before a number that make it a bound, as in “up to 450k”.
pub(super) fn is_bound(word: &str) -> bool {
    meaning(word).is_some_and(|meaning| meaning.bound)
}

/// Words between the two numbers of a range.
pub(super) fn is_range_word(word: &str) -> bool {
    meaning(word).is_some_and(|meaning| meaning.range)
}

/// A word in lower case.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}
