//! Prices that the visitor types, for houses of a folder without a table.

use super::mapping_form::Thumbnail;
use facade_data::PhotoHouse;
use facade_text as text;
use facade_text::format::{count, parse_localised};

/// Houses with a price that are needed: with fewer there is nothing to train and test on.
pub const MIN_HOUSES: usize = 5;

#[derive(Clone, Debug, PartialEq)]
pub struct PriceEntry {
    houses: Vec<PhotoHouse>,
    /// The price of each house as it was typed.
    texts: Vec<String>,
    /// Index of the house that is shown.
    pub shown: usize,
    /// Why there is no table, as a sentence.
    pub message: String,
    /// Whether the names of the photos hold prices.
    pub is_guessed: bool,
    /// Photos of the house that is shown.
    pub thumbnails: Vec<Thumbnail>,
}

impl PriceEntry {
    pub fn new(houses: Vec<PhotoHouse>, message: String) -> Self {
        let written = |house: &PhotoHouse| house.price.map_or_else(String::new, |price| price.to_string());
        PriceEntry {
            texts: houses.iter().map(written).collect(),
            is_guessed: houses.iter().any(|house| house.price.is_some()),
            houses,
            shown: 0,
            message,
            thumbnails: Vec::new(),
        }
    }

    /// Number of houses.
    fn len(&self) -> usize {
        self.houses.len()
    }

    /// The house that is shown, and the price as it was typed.
    pub fn shown_house(&self) -> Option<(&PhotoHouse, &str)> {
        Some((self.houses.get(self.shown)?, self.texts.get(self.shown)?))
    }

    /// Changes the price of the house that is shown.
    pub fn set_text(&mut self, text: String) {
        let price = parse_price(&text);
        if let (Some(house), Some(slot)) = (self.houses.get_mut(self.shown), self.texts.get_mut(self.shown)) {
            (house.price, *slot) = (price, text);
        }
    }

    /// Shows another house, `step` further on; behind the last comes the first.
    pub fn step(&mut self, step: isize) {
        let houses = isize::try_from(self.len()).unwrap_or(isize::MAX).max(1);
        let shown = isize::try_from(self.shown).unwrap_or(0).saturating_add(step).rem_euclid(houses);
        self.shown = usize::try_from(shown).unwrap_or(0);
        self.thumbnails.clear();
    }

    /// Shows the next house without a price, if there is one.
    pub fn step_to_unpriced(&mut self) {
        let behind = (self.shown + 1..self.len()).chain(0..self.shown);
        let without = behind.into_iter().find(|&at| self.houses.get(at).is_some_and(|h| h.price.is_none()));
        if let Some(at) = without {
            self.shown = at;
            self.thumbnails.clear();
        }
    }

    /// The houses that have a price.
    pub fn priced(&self) -> impl Iterator<Item = &PhotoHouse> {
        self.houses.iter().filter(|house| house.price.is_some())
    }

    /// All houses: a list of them can be filled in elsewhere.
    pub fn all(&self) -> &[PhotoHouse] {
        &self.houses
    }

    /// What is wrong with the price that is shown, as a sentence.
    pub fn problem(&self) -> Option<String> {
        let (house, text) = self.shown_house()?;
        (house.price.is_none() && !text.trim().is_empty()).then(|| text::prices_no_number(&house.name))
    }

    /// Why the houses cannot be loaded yet, as a sentence.
    pub fn blocked_by(&self) -> Option<String> {
        let wrong = self.houses.iter().zip(&self.texts);
        let wrong = wrong.filter(|(house, text)| house.price.is_none() && !text.trim().is_empty()).count();
        if wrong > 0 {
            return Some(text::prices_wrong(wrong));
        }
        (self.priced().count() < MIN_HOUSES).then(|| text::prices_too_few(count(MIN_HOUSES)))
    }
}

/// The price that a visitor types: a number, perhaps with a currency, thousands or millions.
fn parse_price(text: &str) -> Option<f64> {
    let is_currency = |letter: char| letter.is_whitespace() || matches!(letter, '$' | '€' | '£' | '¥' | '₹');
    let number = text.trim_matches(is_currency).to_lowercase();
    let thousands = number.strip_suffix('k').map(|number| (number, 1e3));
    let millions = || ["mio.", "mio", "m"].iter().find_map(|unit| Some((number.strip_suffix(unit)?, 1e6)));
    let (number, factor) = thousands.or_else(millions).unwrap_or((&number, 1.0));
    let number = number.trim();
    let price = factor * if factor > 1.0 { parse_localised(number) } else { parse_amount(number) }?;
    (price.is_finite() && price > 0.0).then_some(price)
}

/// An amount with points, commas, spaces or apostrophes between thousands, in any language: no price has three decimals.
fn parse_amount(text: &str) -> Option<f64> {
    let is_mark = |letter: char| matches!(letter, '.' | ',' | '\'' | '’') || letter.is_whitespace();
    let decimals = text.rsplit_once(['.', ',']).filter(|(_, digits)| matches!(digits.len(), 1 | 2));
    let (whole, decimals) = decimals.unwrap_or((text, "0"));
    let groups: Vec<&str> = whole.split(is_mark).collect();
    let is_grouped = groups.iter().skip(1).all(|group| group.len() == 3) && groups.first()?.len() <= 3;
    let is_amount =
        groups.iter().chain([&decimals]).all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (is_amount && (is_grouped || groups.len() == 1))
        .then(|| format!("{}.{decimals}", groups.concat()).parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(prices: &[Option<f64>]) -> PriceEntry {
        let house = |(number, price): (usize, &Option<f64>)| PhotoHouse {
            name: number.to_string(),
            price: *price,
            photos: vec![("photo".to_owned(), number)],
        };
        PriceEntry::new(prices.iter().enumerate().map(house).collect(), String::new())
    }

    fn shown(entry: &PriceEntry) -> (String, Option<f64>, String) {
        let (house, text) = entry.shown_house().unwrap();
        (house.name.clone(), house.price, text.to_owned())
    }

    #[test]
    fn prices_are_typed_house_by_house() {
        let mut entry = entry(&[None; 6]);
        assert!(!entry.is_guessed);
        for (price, typed) in [(450_000.0, "450k"), (389_900.0, "$389,900"), (1.2e6, "1.2M"), (3e5, "300000")]
        {
            entry.set_text(typed.to_owned());
            assert_eq!(shown(&entry).1, Some(price), "{typed}");
            entry.step_to_unpriced();
        }
        assert_eq!(entry.shown, 4);
        assert_eq!(entry.blocked_by().as_deref(), Some(text::prices_too_few("5").as_str()));
        entry.set_text("many".to_owned());
        assert!(entry.problem().is_some_and(|sentence| sentence.contains('4')), "{:?}", entry.problem());
        assert_eq!(entry.blocked_by().as_deref(), Some(text::prices_wrong(1).as_str()));
        entry.set_text("99000 ".to_owned());
        assert_eq!(
            (entry.problem(), entry.blocked_by()),
            (None, None),
            "the sixth house may stay without a price"
        );
        assert_eq!(entry.priced().count(), 5);
        assert_eq!(entry.all().len(), 6);
    }

    #[test]
    fn behind_the_last_house_comes_the_first() {
        let mut entry = entry(&[Some(1e5), None, Some(2e5)]);
        assert!(entry.is_guessed);
        entry.step(-1);
        assert_eq!(shown(&entry), ("2".to_owned(), Some(2e5), "200000".to_owned()));
        entry.step_to_unpriced();
        assert_eq!(entry.shown, 1);
        entry.step(2);
        assert_eq!(entry.shown, 0);
    }

    #[test]
    fn marks_between_thousands_are_no_decimal_points() {
        for (typed, price) in [
            ("€ 389.000", Some(389_000.0)),
            ("389,000", Some(389_000.0)),
            ("389 000", Some(389_000.0)),
            ("1.200.000", Some(1_200_000.0)),
            ("389.000,50 €", Some(389_000.5)),
            ("$1,200,000.00", Some(1_200_000.0)),
            ("1’200’000", Some(1_200_000.0)),
            ("475k", Some(475_000.0)),
            ("1.25m", Some(1_250_000.0)),
            ("0.5 mio", Some(500_000.0)),
            ("38900", Some(38_900.0)),
            ("389.00", Some(389.0)),
            ("12,34,000", None),
            ("389.0000", None),
            ("on request", None),
            ("0", None),
            ("", None),
        ] {
            assert_eq!(parse_price(typed), price, "{typed}");
        }
    }
}
