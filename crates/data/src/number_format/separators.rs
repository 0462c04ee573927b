//! The roles of point and comma in a single value, and the evidence for them in a column.

use super::multiplier::Class;
use super::scan::{ARABIC_POINT, is_apostrophe, is_space};

/// The role of a point or comma between digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Thousands,
    Decimal,
}

impl Separator {
    /// Point and comma have different roles.
    pub(super) fn other(self) -> Separator {
        match self {
            Separator::Decimal => Separator::Thousands,
            Separator::Thousands => Separator::Decimal,
        }
    }
}

/// The roles of point and comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Roles {
    pub(super) point: Separator,
    pub(super) comma: Separator,
}

/// The separators of a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separators {
    /// No point and no comma; perhaps spaces or apostrophes.
    None,
    /// Unambiguous.
    Clear { point: Option<Separator>, comma: Option<Separator> },
    /// One ambiguous point.
    Point,
    /// One ambiguous comma.
    Comma,
}

impl Separators {
    /// The roles in this value, given those of its column.
    pub(super) fn roles(self, column: Roles) -> (Option<Separator>, Option<Separator>) {
        match self {
            Separators::None => (None, None),
            Separators::Point => (Some(column.point), None),
            Separators::Comma => (None, Some(column.comma)),
            Separators::Clear { point, comma } => (point, comma),
        }
    }
}

/// Whether digits are written as in 1.2E+06.
pub(super) fn is_scientific(digits: &str) -> bool {
    digits.contains(['e', 'E'])
}

/// Classifies the separators between the digits. `None` if this is not a number.
pub(super) fn separators(digits: &str, class: Class) -> Option<Separators> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return (!digits.is_empty()).then_some(Separators::None);
    }
    if is_scientific(digits) {
        // 3,63500E+05 is written where a comma is the decimal separator.
        let commas = digits.contains(',');
        let plain =
            if commas && !digits.contains('.') { digits.replacen(',', ".", 1) } else { digits.to_owned() };
        let valid = class == Class::Unit && plain.parse::<f64>().is_ok();
        let point = digits.contains('.').then_some(Separator::Decimal);
        let comma = commas.then_some(Separator::Decimal);
        return valid.then_some(Separators::Clear { point, comma });
    }
    // Each group of digits: the separator before it, and its length.
    let mut groups: Vec<(Option<char>, usize)> = vec![(None, 0)];
    for letter in digits.chars() {
        match (letter, groups.last_mut()) {
            (digit, Some((_, count))) if digit.is_ascii_digit() => *count += 1,
            (mark, _)
                if matches!(mark, '.' | ',' | ARABIC_POINT) || is_space(mark) || is_apostrophe(mark) =>
            {
                groups.push((Some(mark), 0));
            }
            _ => return None,
        }
    }
    let count =
        |wanted: &dyn Fn(char) -> bool| groups.iter().filter(|(mark, _)| mark.is_some_and(wanted)).count();
    let (points, commas) = (count(&|c| c == '.'), count(&|c| c == ','));
    let arabic_points = count(&|c| c == ARABIC_POINT);
    let others = groups.len() - 1 - points - commas - arabic_points;
    // A last point or comma that occurs only once may be the decimal separator.
    let &(last, last_digits) = groups.last()?;
    let single = match last {
        Some('.') => points == 1,
        Some(',') => commas == 1,
        Some(ARABIC_POINT) => arabic_points == 1,
        _ => false,
    };
    if arabic_points > usize::from(single && last == Some(ARABIC_POINT)) {
        return None;
    }
    let whole = groups.get(..groups.len() - usize::from(single)).unwrap_or_default();
    // The rest must be groups of three with one kind of separator. In India, groups of two precede the last three
    // digits.
    let mut marks: Vec<char> = whole.iter().filter_map(|(mark, _)| *mark).collect();
    marks.dedup();
    let first = whole.first().map_or(0, |&(_, count)| count);
    let grouped = whole.len() == 1
        || (marks.len() == 1
            && (1..=3).contains(&first)
            && whole.last().is_some_and(|(_, count)| *count == 3)
            && whole.iter().skip(1).all(|(_, count)| *count == 3 || (*count == 2 && marks.contains(&','))));
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
    let ambiguous = whole.len() == 1
        && others == 0
        && last_digits == 3
        && (1..=3).contains(&first)
        && !digits.starts_with('0');
    Some(match last {
        Some('.') if ambiguous && class != Class::Eastern => Separators::Point,
        Some(',') if ambiguous && class == Class::Eastern => {
            Separators::Clear { point: None, comma: Some(Separator::Thousands) }
        }
        Some(',') if ambiguous => Separators::Comma,
        _ => clear,
    })
}

/// Writes digits without thousands separators and with a point as the decimal separator.
pub(super) fn plain_digits(digits: &str, point: Option<Separator>, comma: Option<Separator>) -> String {
    let mut plain = String::with_capacity(digits.len() + 4);
    for letter in digits.chars() {
        let role = match letter {
            '.' => point,
            ',' => comma,
            ARABIC_POINT => Some(Separator::Decimal),
            _ if is_space(letter) || is_apostrophe(letter) => Some(Separator::Thousands),
            _ => None,
        };
        match role {
            Some(Separator::Thousands) => {}
            Some(Separator::Decimal) => plain.push('.'),
            None => plain.push(letter),
        }
    }
    plain
}

/// The number that all digits of a text form together, ignoring separators.
pub(super) fn digits_only(text: &str) -> f64 {
    text.bytes().filter(u8::is_ascii_digit).fold(0.0, |value, digit| 10.0 * value + f64::from(digit - b'0'))
}

/// Evidence from a column's values for the role of a point or a comma.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    thousands: usize,
    decimals: usize,
    ambiguous: usize,
    /// Sum of the logarithms of the ambiguous values, read with a decimal separator, and the smallest of them. In
    /// units of the same size, so that square feet and acres can be compared.
    logarithms: f64,
    smallest: f64,
    /// The largest of them as written.
    pub(super) largest: f64,
}

impl Evidence {
    pub(super) fn add_clear(&mut self, role: Option<Separator>) {
        match role {
            Some(Separator::Thousands) => self.thousands += 1,
            Some(Separator::Decimal) => self.decimals += 1,
            None => {}
        }
    }

    /// Adds an ambiguous value, read with a decimal separator; `size` is the size of its unit.
    pub(super) fn add_ambiguous(&mut self, value: f64, size: f64) {
        let sized = (value * size).max(1e-3);
        self.smallest = if self.ambiguous == 0 { sized } else { self.smallest.min(sized) };
        self.ambiguous += 1;
        self.logarithms += sized.ln();
        self.largest = self.largest.max(value);
    }

    /// The role in the unambiguous values, unless those with decimals are so few (below 5 %) that they may be typing
    /// errors.
    pub(super) fn clear_role(&self) -> Option<Separator> {
        let all = self.thousands + self.decimals + self.ambiguous;
        match (self.thousands, self.decimals) {
            (0, 0) => None,
            (thousands, decimals) if thousands > decimals => Some(Separator::Thousands),
            (_, decimals) if 20 * decimals >= all => Some(Separator::Decimal),
            _ => None,
        }
    }

    /// The role that brings the ambiguous values closer to the others, whose mean logarithm is `reference`. They
    /// separate thousands in any case if they then continue the plain values, of which `plain` is the largest: 836
    /// and 1,002.
    pub(super) fn role_by_magnitude(&self, reference: Option<f64>, plain: f64) -> Option<Separator> {
        let reference = reference.filter(|_| self.ambiguous > 0)?;
        let decimals = self.logarithms / self.ambiguous as f64;
        let thousands = decimals + 1000f64.ln();
        let least = 1000.0 * self.smallest;
        let continues = plain < least && least < 3.0 * plain;
        Some(if (reference - decimals).abs() < (reference - thousands).abs() && !continues {
            Separator::Decimal
        } else {
            Separator::Thousands
        })
    }
}
