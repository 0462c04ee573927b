//! Which column is the price, and whether that is certain.

use super::columns::Columns;
use crate::column_values::ColumnFormat;
use crate::median;
use crate::number_format::is_missing;

/// Two columns of this magnitude may both be prices.
const LARGE: f64 = 10_000.0;
/// Ratio of a price to the median beyond which it is odd.
const MAX_PRICE_RATIO: f64 = 100.0;

impl Columns<'_> {
    /// The column of prices, another that may be it, and whether it is named as a price.
    ///
    /// A column named as a price is it, even if few of its fields are filled; of several, one that most rows fill, one
    /// of totals, and one of what was paid go first: see [`Words::price_order`]. Failing that, a column whose name
    /// may mean a price; failing that, the one with the largest numbers.
    pub(super) fn price_column(&self, free: impl Fn(usize) -> bool) -> (usize, Option<usize>, bool) {
        let rows = self.sample.len();
        let free_columns = || self.all().filter(|(index, _)| free(*index));
        let told = |index: usize| {
            let fields = self.sample.iter().filter_map(|fields| fields.get(index));
            fields.filter(|field| !is_missing(field)).count()
        };
        let mut named: Vec<_> = free_columns()
            .filter_map(|(index, column)| {
                let words = &column.words;
                let (perhaps, word) = match (words.price_rank(), words.perhaps_price_rank()) {
                    (Some(word), _) => (false, word),
                    (None, Some(word)) => (true, word),
                    (None, None) => return None,
                };
                let other = words.is_other_than_price()
                    || words.is_never_price()
                    || 2 * column.per_area > column.filled;
                let numeric = 2 * column.numbers.len() >= rows;
                let full = numeric || 2 * column.with_digit >= rows;
                let readable = column.with_digit.max(column.numbers.len());
                let possible = if perhaps {
                    // A flag that says whether a house was sold is no price.
                    full && median(&column.numbers) > 1.5
                } else {
                    readable > 0 && 2 * readable >= told(index)
                };
                let rank = (other, !full, perhaps, !numeric, words.price_order());
                possible.then_some((rank, (word, words.count()), index))
            })
            .collect();
        named.sort_unstable();
        if let Some(&((other, ..), _, price)) = named.first() {
            let doubt =
                named.get(1).filter(|((second, ..), _, _)| *second == other).map(|(_, _, index)| *index);
            let totals = || named.iter().filter(|((second, ..), _, _)| !second).map(|(_, _, index)| *index);
            return match totals().find(|&total| self.is_total_of(price, total)) {
                Some(total) => (total, Some(price), true),
                None => {
                    let doubt = doubt.filter(|&other| self.differ(price, other));
                    // `price` may be that of a square foot if there is a `total`.
                    let total = || {
                        free_columns()
                            .find(|(index, column)| {
                                column.words.is_total() && self.is_total_of(price, *index)
                            })
                            .map(|(index, _)| index)
                    };
                    // A name such as “previous price” says that it is not the price.
                    let is_price = self.get(price).is_none_or(|column| !column.words.is_other_than_price());
                    (price, doubt.or_else(total), is_price)
                }
            };
        }
        // A list that is not filled in yet: no other number is the price.
        let mut unfilled = free_columns().filter(|(index, column)| {
            let words = &column.words;
            let is_price =
                words.price_rank().is_some() && !words.is_other_than_price() && !words.is_never_price();
            is_price && told(*index) == 0
        });
        if let Some((price, _)) = unfilled.next() {
            return (price, None, true);
        }
        let mut large: Vec<(f64, usize)> = free_columns()
            .filter(|(_, column)| self.is_numeric(column) && 2 * column.per_area <= column.filled)
            .filter(|(_, column)| {
                let words = &column.words;
                let id = words.id_rank().is_some() || words.is_never_price();
                !words.is_year() && words.zip_rank(false).is_none() && !id
            })
            .map(|(index, column)| (median(&column.numbers), index))
            .collect();
        // On ties, the first column.
        large.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        match large.as_slice() {
            [] => {
                let possible = free_columns().find(|(_, column)| !column.words.is_never_price());
                (possible.or_else(|| free_columns().next()).map_or(0, |(index, _)| index), None, false)
            }
            // Without a candidate, the first free column: its rows then report what is wrong.
            [(median, price), rest @ ..] => {
                let doubt = rest.first().filter(|(other, _)| *other >= LARGE && *other * 10.0 >= *median);
                (*price, doubt.map(|(_, index)| *index), false)
            }
        }
    }

    /// Prices that are less than a hundredth of the median or more than a hundred times as high, as the table
    /// writes them; at most three. They may be in thousands, or stand for no price.
    pub(crate) fn odd_prices(&self, price: usize) -> Vec<String> {
        let fields = || self.table.fields(price).map(str::trim);
        let format = ColumnFormat::infer_price(fields(), self.name(price));
        let read: Vec<(&str, f64)> = fields()
            .filter_map(|field| Some((field, format.parse(field).ok().filter(|value| *value > 0.0)?)))
            .collect();
        let middle = median(&read.iter().map(|(_, value)| *value).collect::<Vec<f64>>());
        let is_odd = |value: f64| value * MAX_PRICE_RATIO < middle || value > middle * MAX_PRICE_RATIO;
        read.into_iter()
            .filter(|(_, value)| is_odd(*value))
            .take(3)
            .map(|(field, _)| field.to_owned())
            .collect()
    }

    /// Whether two columns have different fields.
    fn differ(&self, a: usize, b: usize) -> bool {
        self.sample.iter().any(|fields| fields.get(a).map(|f| f.trim()) != fields.get(b).map(|f| f.trim()))
    }

    /// Whether one of two columns named as prices is the price of the house, and the other one is for each square
    /// metre or foot, by their size: 5,000 and 450,000.
    fn is_total_of(&self, price: usize, total: usize) -> bool {
        let size = |column: usize| self.get(column).map_or(0.0, |column| median(&column.numbers));
        let scaled = self.get(price).is_none_or(|column| column.words.has_scale());
        let (small, large) = (size(price), size(total));
        !scaled && (100.0..LARGE).contains(&small) && large >= LARGE && large >= 20.0 * small
    }
}
