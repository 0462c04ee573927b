//! Prices in more than one currency.

use std::collections::BTreeMap;

use crate::Table;
use crate::number_format::{are_same_currency, currency_of};

/// A column that names the currency of each price.
pub(super) struct Currencies {
    column: usize,
    /// The currency of most rows.
    most: &'static str,
}

impl Currencies {
    /// The column beside the price that names different currencies; `None` if there is none, or only one currency.
    pub(super) fn of(table: &Table, price: usize) -> Option<Self> {
        const NAMES: [&str; 10] = [
            "currency",
            "währung",
            "waehrung",
            "devise",
            "moneda",
            "moeda",
            "valuta",
            "валюта",
            "货币",
            "币种",
        ];
        let named = |name: &String| {
            let lower = name.to_lowercase();
            NAMES.iter().any(|word| lower.contains(word))
        };
        let column = table
            .columns
            .iter()
            .enumerate()
            .find(|(at, name)| *at != price && named(name))
            .map(|(at, _)| at)?;
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for currency in table.fields(column).filter_map(currency_of) {
            *counts.entry(currency).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(_, count)| **count).map(|(currency, _)| *currency)?;
        (counts.len() > 1).then_some(Currencies { column, most })
    }

    /// Whether a row's price is in another currency than most.
    pub(super) fn is_other(&self, fields: &[String]) -> bool {
        let own = fields.get(self.column).and_then(|field| currency_of(field));
        own.is_some_and(|own| !are_same_currency(own, self.most))
    }
}
