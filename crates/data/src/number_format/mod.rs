//! Parses numbers as people write them: with currencies, multipliers such as K, Mio., lakh and 万, thousands
//! separators, and a comma or point as the decimal separator, in the digits of any common script.
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
//!   that brings them closer in magnitude to the values without separators, but thousands if they then follow closely
//!   upon these (836 and 1,002); failing that, they separate thousands.
//!   Exception to the last: a point is the decimal separator if a value is negative, or if all are below ten (3.250
//!   bathrooms) and it is not a price.
//! - Values in thousands (`1.028K`, `850 Tsd.`) are examined apart from the others, because they have decimals where
//!   the others have none. If they are ambiguous, the separator is that of thousands in a price, since nobody writes
//!   1,028 as 1.028K; otherwise magnitude decides, then the other values, and then a point is the decimal separator.
//! - Values in millions likewise, but failing evidence and magnitude, their separator is the decimal one: `1.028M`.
//! - Beside Indian and East Asian multipliers a comma separates thousands, and a point is the decimal separator.
//! - “mil” is a million if the currency's country says so, or if the values are below 50 on average, and otherwise a
//!   thousand.
//! - A lower-case `m` is a million beside a currency, or without a space in a price; otherwise metres. `L` is lakh
//!   beside a currency or in a price. `ft` is the currency of Hungary, or feet where units are read.
//! - Words such as “from”, “ca.”, “VB” and the signs `~` and `+` are ignored: what remains is the amount to be
//!   expected. Two amounts, or a bound such as “up to 450k”, are a range and no number.
//! - Where the name of the column says millions, an ambiguous point or comma is the decimal separator.
//! - In a price, the first amount counts, and what follows in brackets or below is ignored.
//! - `1/2` is a fraction, unless the column has `3/2` as well.

mod dictionary;
mod error;
mod multiplier;
mod price_text;
mod quantity;
mod scan;
mod separators;
mod words;

#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::units::unit;
pub(super) use error::NumberError;
use multiplier::Class;
use price_text::plain_price;
pub(super) use quantity::Rules;
use quantity::{Quantity, Term, read};
pub(crate) use scan::is_currency_sign;
pub(super) use scan::normalise;
use separators::{
    Evidence, Roles, Separator, Separators, digits_only, is_scientific, plain_digits, separators,
};
pub(super) use words::{is_blank, is_missing};
use words::{same_currency, says_mil_for_million};

/// The number format of a column: the role of an ambiguous point and comma, and what else its values have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberFormat {
    rules: Rules,
    /// Roles in values without a multiplier, in thousands, and in millions.
    units: Roles,
    thousands: Roles,
    millions: Roles,
    /// The power of ten that “mil” means.
    mil: u8,
    fractions: bool,
    /// The currency of most values that name one.
    currency: Option<&'static str>,
}

/// A number with what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The number.
    pub(super) value: f64,
    /// Its unit as written, in lower case and without points; empty if there is none.
    pub(super) unit: String,
    /// Its currency: a sign such as `€`, or a code of ISO 4217.
    pub(super) currency: Option<&'static str>,
}

/// Evidence of a class of values.
#[derive(Clone, Copy, Default)]
struct ClassEvidence {
    point: Evidence,
    comma: Evidence,
    /// The largest value without separators, in units of the same size.
    plain: f64,
}

impl ClassEvidence {
    /// The roles that unambiguous values show.
    fn clear(&self) -> (Option<Separator>, Option<Separator>) {
        let (point, comma) = (self.point.clear_role(), self.comma.clear_role());
        (point.or(comma.map(Separator::other)), comma.or(point.map(Separator::other)))
    }
}

/// What [`NumberFormat::infer`] collects from a column's values.
#[derive(Default)]
pub(super) struct ColumnEvidence {
    units: ClassEvidence,
    thousands: ClassEvidence,
    millions: ClassEvidence,
    any_negative: bool,
    /// Sum and number of the logarithms of the values that need no evidence: the column's order of magnitude.
    reference: (f64, usize),
    /// Sum and number of the values with “mil”.
    mil: (f64, usize),
    improper: bool,
    /// Number of values that may be numbers.
    quantities: usize,
    /// The unit of the last value, and its size.
    last_unit: (String, f64),
    currencies: Vec<(&'static str, usize)>,
}

impl ColumnEvidence {
    /// Collects the evidence in values that are read by these rules; those that are not numbers are ignored.
    pub(super) fn collect<'a>(values: impl Iterator<Item = &'a str>, rules: Rules) -> ColumnEvidence {
        let mut evidence = ColumnEvidence::default();
        for text in values {
            if let Ok(quantity) = read(&prepared(text, rules), rules) {
                evidence.add(&quantity);
            }
        }
        evidence
    }

    fn add(&mut self, quantity: &Quantity<'_>) {
        self.improper |= quantity.improper;
        self.quantities += 1;
        if let Some(currency) = quantity.currency {
            match self.currencies.iter_mut().find(|(known, _)| *known == currency) {
                Some((_, count)) => *count += 1,
                None => self.currencies.push((currency, 1)),
            }
        }
        let [term] = quantity.terms.as_slice() else { return };
        if quantity.fraction {
            return;
        }
        let class = term.multiplier.class;
        let Some(found) = separators(term.digits, class) else { return };
        let scale = 10f64.powi(i32::from(term.multiplier.power));
        // All digits form a number that is a thousand times too large if the separator is the decimal one.
        let decimal = digits_only(term.digits) / 1000.0 * scale;
        if quantity.unit != self.last_unit.0 {
            let size = unit(&quantity.unit).factor.map_or(1.0, |(_, factor)| factor);
            self.last_unit = (quantity.unit.clone(), size);
        }
        let size = if quantity.unit.is_empty() { 1.0 } else { self.last_unit.1 };
        self.any_negative |= quantity.negative;
        if term.multiplier.mil {
            let decimals = Roles { point: Separator::Decimal, comma: Separator::Decimal };
            let (point, comma) = found.roles(decimals);
            self.mil.0 += plain_digits(term.digits, point, comma).parse::<f64>().unwrap_or(0.0);
            self.mil.1 += 1;
        }
        let evidence = match class {
            Class::Unit => &mut self.units,
            Class::Thousand => &mut self.thousands,
            Class::Million | Class::Eastern => &mut self.millions,
        };
        match found {
            Separators::None => {
                let value = digits_only(term.digits) * scale * size;
                evidence.plain = evidence.plain.max(value);
                self.add_reference(value);
            }
            Separators::Clear { point, comma } => {
                if class != Class::Eastern {
                    evidence.point.add_clear(point);
                    evidence.comma.add_clear(comma);
                }
                // Values without a multiplier are left out: their decimals would be compared with the thousands of
                // others.
                if class != Class::Unit {
                    let value = plain_digits(term.digits, point, comma).parse::<f64>().unwrap_or(0.0);
                    self.add_reference(value * scale * size);
                }
            }
            Separators::Point => evidence.point.add_ambiguous(decimal, size),
            Separators::Comma => evidence.comma.add_ambiguous(decimal, size),
        }
    }

    /// Number of values that may be numbers.
    pub(super) fn quantities(&self) -> usize {
        self.quantities
    }

    fn add_reference(&mut self, value: f64) {
        if value > 0.0 && value.is_finite() {
            self.reference.0 += value.ln();
            self.reference.1 += 1;
        }
    }

    /// The format that the evidence shows. `rules` may differ in `large` from those by which the values were read.
    pub(super) fn format(&self, rules: Rules) -> NumberFormat {
        let (sum, count) = self.reference;
        let reference = (count > 0).then(|| sum / count as f64);
        let by_magnitude = |evidence: &ClassEvidence| {
            let role = |mark: &Evidence| mark.role_by_magnitude(reference, evidence.plain);
            (role(&evidence.point), role(&evidence.comma))
        };
        let large = rules.price || rules.large;
        let small = self.any_negative || (self.units.point.largest < 10.0 && !large);
        let (point, comma) = self.units.clear();
        let (near_point, near_comma) = by_magnitude(&self.units);
        let default = if small { Separator::Decimal } else { Separator::Thousands };
        // 1.234 million.
        let scaled = rules.scaled.then_some(Separator::Decimal);
        // 4.588 m² beside 47 m².
        let tiny = |mark: &Evidence| {
            (rules.large && !self.any_negative && mark.largest < 10.0).then_some(Separator::Thousands)
        };
        let units = Roles {
            point: point.or(scaled).or(tiny(&self.units.point)).or(near_point).unwrap_or(default),
            comma: comma
                .or(scaled)
                .or(tiny(&self.units.comma))
                .or(near_comma)
                .unwrap_or(Separator::Thousands),
        };
        let (own_point, own_comma) = self.thousands.clear();
        // Nobody writes a price of 1,028 as 1.028K.
        let price = rules.price.then_some(Separator::Thousands);
        let (near_point, near_comma) = by_magnitude(&self.thousands);
        let default = if large { Separator::Thousands } else { Separator::Decimal };
        let thousands = Roles {
            point: own_point.or(price).or(near_point).or(point).unwrap_or(default),
            comma: own_comma.or(price).or(near_comma).or(comma).unwrap_or(Separator::Thousands),
        };
        let (own_point, own_comma) = self.millions.clear();
        let (near_point, near_comma) = by_magnitude(&self.millions);
        let millions = Roles {
            point: own_point.or(near_point).unwrap_or(Separator::Decimal),
            comma: own_comma.or(near_comma).unwrap_or(Separator::Decimal),
        };
        // On ties, the first.
        let most = self.currencies.iter().map(|&(_, count)| count).max();
        let currency =
            self.currencies.iter().find(|&&(_, count)| Some(count) == most).map(|&(currency, _)| currency);
        let (sum, count) = self.mil;
        let million =
            currency.is_some_and(says_mil_for_million) || (count > 0 && sum / (count as f64) < 50.0);
        let mil = if million { 6 } else { 3 };
        NumberFormat { rules, units, thousands, millions, mil, fractions: !self.improper, currency }
    }
}

/// The text of a field in plain characters, and of a price without what is not its amount.
fn prepared(text: &str, rules: Rules) -> Cow<'_, str> {
    let normal = normalise(text);
    if rules.price { plain_price(normal) } else { normal }
}

/// The currency that a field names and nothing else: a sign, a code or a word.
pub(super) fn currency_of(field: &str) -> Option<&'static str> {
    let field = field.trim().to_lowercase();
    if field.len() > 30 { None } else { words::currency(field.trim_end_matches('.')) }
}

/// Whether two currencies may be the same, as `$` and `USD`.
pub(super) fn are_same_currency(one: &'static str, other: &'static str) -> bool {
    same_currency(one, other).is_some()
}

impl NumberFormat {
    /// Infers the format of a column; fields that are not numbers are ignored. `price` rules out values of a few
    /// dollars.
    pub(super) fn infer<'a>(values: impl Iterator<Item = &'a str>, price: bool) -> NumberFormat {
        NumberFormat::infer_with(values, Rules { price, ..Rules::default() })
    }

    /// Infers the format of a column that is read by these rules.
    pub(super) fn infer_with<'a>(values: impl Iterator<Item = &'a str>, rules: Rules) -> NumberFormat {
        ColumnEvidence::collect(values, rules).format(rules)
    }

    /// Whether both read all fields alike.
    pub(super) fn reads_like(self, other: NumberFormat) -> bool {
        NumberFormat { rules: other.rules, ..self } == other
    }

    /// The currency of most values that name one: a sign such as `€`, or a code of ISO 4217.
    pub(super) fn currency(self) -> Option<&'static str> {
        self.currency
    }

    /// Parses a field of the column.
    ///
    /// # Errors
    /// If it is missing, not a number, a range, in another currency, or inconsistent with the column's format.
    pub(super) fn parse(self, text: &str) -> Result<f64, NumberError> {
        self.read(text).map(|reading| reading.value)
    }

    /// Parses a field of the column together with its unit.
    ///
    /// # Errors
    /// As those of [`NumberFormat::parse`].
    pub(super) fn read(self, text: &str) -> Result<Reading, NumberError> {
        let trimmed = text.trim();
        // The commonest field: few digits.
        if (1..=15).contains(&trimmed.len()) && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Reading { value: digits_only(trimmed), unit: String::new(), currency: None });
        }
        if is_missing(trimmed) {
            return Err(NumberError::Missing);
        }
        let normal = prepared(trimmed, self.rules);
        let quantity = read(&normal, self.rules)?;
        if quantity.fraction && (quantity.improper || !self.fractions) {
            return Err(NumberError::NotANumber);
        }
        let mut value = 0.0;
        let mut most = f64::INFINITY;
        let several = quantity.terms.len() > 1;
        for term in &quantity.terms {
            let amount = self.amount(term, several)?;
            // 1億2000万, but not 1万2億.
            if amount >= most {
                return Err(NumberError::NotANumber);
            }
            most = 10f64.powi(i32::from(term.multiplier.power));
            value += amount;
        }
        let currencies = (quantity.currency, self.currency);
        if let (Some(own), Some(column)) = currencies
            && same_currency(own, column).is_none()
        {
            return Err(NumberError::OtherUnit);
        }
        let value = if quantity.negative { -value } else { value };
        Ok(Reading { value, unit: quantity.unit, currency: quantity.currency })
    }

    /// The amount of a number with its multiplier; `several` if others stand beside it.
    fn amount(self, term: &Term<'_>, several: bool) -> Result<f64, NumberError> {
        let class = if several { Class::Eastern } else { term.multiplier.class };
        let found = separators(term.digits, class).ok_or(NumberError::NotANumber)?;
        let power = if term.multiplier.mil { self.mil } else { term.multiplier.power };
        let column = match class {
            Class::Unit => self.units,
            Class::Thousand if power == 3 => self.thousands,
            Class::Thousand | Class::Million | Class::Eastern => self.millions,
        };
        let (point, comma) = found.roles(column);
        if class == Class::Unit && !is_scientific(term.digits) {
            // Values with a multiplier, as in 1.2M, may have decimals even if the others do not.
            let differs = |role: Option<Separator>, column| role.is_some_and(|role| role != column);
            if differs(point, self.units.point) || differs(comma, self.units.comma) {
                return Err(NumberError::Inconsistent);
            }
        }
        let mut plain = plain_digits(term.digits, point, comma);
        // Written as an exponent, so that 1.13M is exact.
        if power > 0 {
            plain.push_str(&format!("e{power}"));
        }
        let whole: f64 = plain.parse().map_err(|_| NumberError::NotANumber)?;
        Ok(whole + term.fraction * 10f64.powi(i32::from(power)))
    }
}
