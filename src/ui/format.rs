//! Numbers in words that a reader knows: grouped money, percentages, durations, counts.

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

fn dollars(value: f64, decimals: usize, plus: bool) -> String {
    if !value.is_finite() {
        return "not a number".to_string();
    }
    let (sign, digits) = sign_and_digits(value, decimals, plus);
    format!("{sign}${digits}")
}

/// Whole dollars: `$533,388`.
pub fn money(value: f64) -> String {
    dollars(value, 0, false)
}

/// Dollars and cents: `$533,388.27`.
pub fn money_cents(value: f64) -> String {
    dollars(value, 2, false)
}

/// Whole dollars with their sign: `+$241,500`.
pub fn signed_money(value: f64) -> String {
    dollars(value, 0, true)
}

/// Dollars on an axis: `$50k`, `$1.5M`.
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
    format!("${text}{unit}")
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
