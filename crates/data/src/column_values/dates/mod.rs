//! Dates as tables write them.
//!
//! - The year has four digits. Two are accepted last, between slashes or points: 69 to 99 are of the twentieth
//!   century, the others of the twenty-first (as `strptime` of POSIX has it).
//! - Whether `10/11/2014` is in October or in November is decided by the column: the order in which more of its dates
//!   exist. If both fit equally, the month comes first between slashes, and the day between points or hyphens.
//! - A time of day and its zone are ignored: the day is the one that is written.
//! - `2014-10` and `Oct 2014` are the first day of the month. A year alone is a number, and so is a spreadsheet's
//!   serial number.

#[cfg(test)]
mod tests;

use crate::number_format::normalise;

/// Years that a date may have.
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2200;

/// Beginnings of the months' names in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and
/// Russian. The first that a word starts with counts, so longer ones precede.
const MONTHS: [(&str, u32); 56] = [
    ("juin", 6),
    ("juil", 7),
    ("jan", 1),
    ("gen", 1),
    ("ene", 1),
    ("jän", 1),
    ("янв", 1),
    ("sty", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("фев", 2),
    ("lut", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("maa", 3),
    ("мар", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("апр", 4),
    ("kwi", 4),
    ("may", 5),
    ("mai", 5),
    ("mag", 5),
    ("mei", 5),
    ("maj", 5),
    ("мая", 5),
    ("май", 5),
    ("jun", 6),
    ("giu", 6),
    ("июн", 6),
    ("jul", 7),
    ("lug", 7),
    ("июл", 7),
    ("aug", 8),
    ("ago", 8),
    ("aoû", 8),
    ("авг", 8),
    ("sep", 9),
    ("set", 9),
    ("сен", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("окт", 10),
    ("nov", 11),
    ("ноя", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
    ("дек", 12),
    ("gru", 12),
];

/// Beginnings of the names of the days of the week in English and German.
const WEEKDAYS: [&str; 11] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "sam"];

/// Which comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// Days since 1970-01-01.
    Clear(i64),
    /// Two numbers before a year, and the mark between them.
    Numbers { first: u32, second: u32, year: u32, mark: char },
}

/// How the dates of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateFormat {
    /// The order that the column shows; `None` if it fits both.
    order: Option<Order>,
    /// Whether some dates mean another day in the other order, and the column does not decide.
    ambiguous: bool,
}

impl DateFormat {
    /// Infers how a column writes its dates, and how many dates it has; other fields are ignored.
    pub(super) fn infer<'a>(fields: impl Iterator<Item = &'a str>) -> (DateFormat, usize) {
        let (mut day_first, mut month_first, mut either, mut clear) = (0_usize, 0_usize, 0_usize, 0_usize);
        for field in fields {
            let (first, second, year) = match written(field) {
                Some(Written::Numbers { first, second, year, .. }) => (first, second, year),
                Some(Written::Clear(_)) => {
                    clear += 1;
                    continue;
                }
                None => continue,
            };
            match (days(year, second, first), days(year, first, second)) {
                (Some(one), Some(other)) if one == other => clear += 1,
                (Some(_), Some(_)) => either += 1,
                (Some(_), None) => day_first += 1,
                (None, Some(_)) => month_first += 1,
                (None, None) => {}
            }
        }
        let order = match day_first.cmp(&month_first) {
            std::cmp::Ordering::Greater => Some(Order::DayFirst),
            std::cmp::Ordering::Less => Some(Order::MonthFirst),
            std::cmp::Ordering::Equal => None,
        };
        let count = clear + either + day_first.max(month_first);
        (DateFormat { order, ambiguous: order.is_none() && either > 0 }, count)
    }

    /// Whether some dates mean another day if day and month are swapped, and nothing in the column decides.
    pub(super) fn is_ambiguous(self) -> bool {
        self.ambiguous
    }

    /// The days since 1970-01-01 of a date; `None` if the field is none.
    pub(super) fn parse(self, field: &str) -> Option<i64> {
        match written(field)? {
            Written::Clear(day) => Some(day),
            Written::Numbers { first, second, year, mark } => {
                let default = if mark == '/' { Order::MonthFirst } else { Order::DayFirst };
                match self.order.unwrap_or(default) {
                    Order::DayFirst => days(year, second, first),
                    Order::MonthFirst => days(year, first, second),
                }
            }
        }
    }
}

/// Whether a field is a date of eight digits, as in `20141013`.
pub(super) fn is_compact(field: &str) -> bool {
    let field = field.trim();
    field.len() == 8 && compact(field).is_some()
}

/// Whether a field is the date that databases write where none is known.
pub(super) fn is_zero(field: &str) -> bool {
    field.trim().starts_with("0000-00-00")
}

/// The days from 1970-01-01 to the first of January of a year.
pub(super) fn first_of_year(year: f64) -> Option<i64> {
    days(year as u32, 1, 1)
}

/// The year of a day, with its fraction.
pub(super) fn year_of(day: i64) -> Option<f64> {
    let first = |year: i64| days(u32::try_from(year).ok()?, 1, 1);
    // A guess that is at most two years off.
    let guess = 1970 + day.div_euclid(366);
    let year = (guess - 2..=guess + 2).rev().find(|year| first(*year).is_some_and(|first| first <= day))?;
    let (start, end) = (first(year)?, first(year + 1).unwrap_or(first(year)? + 365));
    Some(year as f64 + (day - start) as f64 / (end - start) as f64)
}

/// The year, with its fraction, of a date with the year first, or with a four-digit year behind day and month: `2014-07-02`,
/// `2.7.2014`.
pub fn year_of_date(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).map(str::trim).collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] if year.len() == 4 => (year, month, day),
        [day, month, year] if year.len() == 4 && text.contains('.') => (year, month, day),
        _ => return None,
    };
    year_of(days(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?)
}

fn compact(digits: &str) -> Option<i64> {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    days(number(0, 4)?, number(4, 6)?, number(6, 8)?)
}

/// A part of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Number(&'a str),
    Word(&'a str),
}

/// Reads a date without knowing its column.
fn written(field: &str) -> Option<Written> {
    let field = field.trim();
    if field.len() < 6
        || field.len() > 60
        || !field.bytes().any(|byte| byte.is_ascii_digit()) && field.is_ascii()
    {
        return None;
    }
    let normal = normalise(field).to_lowercase();
    let date = without_time(&normal)?;
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(4);
    let mut marks = String::new();
    let mut rest = date;
    while let Some(letter) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let end = rest.find(|c: char| kind(c) != kind(letter)).unwrap_or(rest.len());
        let (part, behind) = rest.split_at_checked(end)?;
        match kind(letter) {
            (true, _) => parts.push(Part::Number(part)),
            (_, true) => parts.push(Part::Word(part)),
            _ => marks.extend(part.chars().filter(|c| !c.is_whitespace())),
        }
        if parts.len() > 7 {
            return None;
        }
        rest = behind;
    }
    if let Some(Part::Word(word)) = parts.first()
        && WEEKDAYS.iter().any(|day| word.starts_with(day))
    {
        parts.remove(0);
    }
    let numbers: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Number(digits) if digits.len() <= 8 => Some(*digits),
            _ => None,
        })
        .collect();
    let words: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Word(word) => Some(*word),
            Part::Number(_) => None,
        })
        .collect();
    if numbers.len() + words.len() != parts.len() {
        return None;
    }
    let eastern = ["年", "月", "日", "년", "월", "일"];
    if words.is_empty() {
        numeric(&numbers, &marks)
    } else if words.iter().all(|word| eastern.contains(word)) {
        match numbers.as_slice() {
            [year, month] => clear(year, number(month)?, 1),
            [year, month, day] => clear(year, number(month)?, number(day)?),
            _ => None,
        }
    } else {
        named(&numbers, &words, &marks)
    }
}

/// What precedes the time of day. `None` if something else follows the date.
fn without_time(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    // 20141013T000000, or 2014-10-13 0:00:00 and 13 Oct 2014, 12:30.
    let joined = text.find('t').filter(|&at| at > 0 && digit(at - 1) && digit(at + 1));
    let clock = text.find(':').and_then(|colon| text.get(..colon)?.rfind(char::is_whitespace));
    let Some(cut) = joined.or(clock) else { return Some(text) };
    let (date, time) = text.split_at_checked(cut)?;
    let time_only = time.chars().all(|c| c.is_ascii_digit() || " t:.,+-zapmutcg".contains(c));
    time_only.then(|| date.trim_end().trim_end_matches(','))
}

fn number(digits: &str) -> Option<u32> {
    (digits.len() <= 2).then(|| digits.parse().ok())?
}

/// A year of four digits.
fn year(digits: &str) -> Option<u32> {
    (digits.len() == 4).then(|| digits.parse().ok())?
}

fn clear(written_year: &str, month: u32, day: u32) -> Option<Written> {
    days(year(written_year)?, month, day).map(Written::Clear)
}

/// A date of digits and marks.
fn numeric(numbers: &[&str], marks: &str) -> Option<Written> {
    let mut each = marks.chars();
    let mark = each.next();
    // Points may end the date, as in 13. 10. 2014.
    let same = each.all(|other| Some(other) == mark);
    if !same || !matches!(mark, None | Some('-' | '/' | '.' | '–')) {
        return None;
    }
    match (numbers, mark) {
        ([digits], None) if digits.len() == 8 => compact(digits).map(Written::Clear),
        ([first, second], Some('-' | '/' | '–')) if marks.chars().count() == 1 => {
            match (year(first), year(second)) {
                // A year and a year are a range.
                (Some(_), None) => clear(first, number(second)?, 1),
                (None, Some(_)) => clear(second, number(first)?, 1),
                _ => None,
            }
        }
        ([first, second, third], Some(mark)) if (2..=3).contains(&marks.chars().count()) => {
            if year(first).is_some() {
                return clear(first, number(second)?, number(third)?);
            }
            let year = match year(third) {
                Some(year) => year,
                None if third.len() == 2 && matches!(mark, '/' | '.') => {
                    let short = number(third)?;
                    if short < 69 { 2000 + short } else { 1900 + short }
                }
                None => return None,
            };
            YEARS.contains(&year).then_some(())?;
            Some(Written::Numbers { first: number(first)?, second: number(second)?, year, mark })
        }
        _ => None,
    }
}

/// A date with the month's name.
fn named(numbers: &[&str], words: &[&str], marks: &str) -> Option<Written> {
    let mut month = None;
    for word in words {
        if matches!(*word, "st" | "nd" | "rd" | "th" | "of" | "de" | "del" | "er") {
            continue;
        }
        let known = word.chars().count() >= 3 && word.chars().count() <= 12;
        let found =
            MONTHS.iter().find(|(start, _)| known && word.starts_with(start)).map(|&(_, month)| month)?;
        if month.replace(found).is_some() {
            return None;
        }
    }
    let month = month?;
    if marks.chars().any(|mark| !matches!(mark, '-' | '/' | '.' | ',')) {
        return None;
    }
    match numbers {
        [only] => clear(only, month, 1),
        [first, second] => match (year(first), year(second)) {
            (None, Some(_)) => clear(second, month, number(first)?),
            (Some(_), None) => clear(first, month, number(second)?),
            // 13-Oct-14
            (None, None) if second.len() == 2 => {
                let short = number(second)?;
                days(if short < 69 { 2000 + short } else { 1900 + short }, month, number(first)?)
                    .map(Written::Clear)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; `None` if there is no such day. After Howard Hinnant,
/// “chrono-Compatible Low-Level Date Algorithms”, `days_from_civil`.
fn days(year: u32, month: u32, day: u32) -> Option<i64> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    if !YEARS.contains(&year) || !(1..=last).contains(&day) {
        return None;
    }
    // Years begin in March, so that the leap day is their last.
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(146_097 * era + day_of_era - 719_468)
}
