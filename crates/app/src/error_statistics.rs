//! Statistics of the errors on test houses: by group, by size, and their quantiles.

use std::collections::HashMap;

use super::csv;
use super::result_rows::Row;
use facade_spec::evaluation::Prediction;
use facade_text as text;
use facade_text::format::compact_money;

/// Errors on the test houses of one zip code or one price band.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupError {
    pub name: String,
    /// Number of test houses.
    pub houses: usize,
    /// Mean of predicted minus actual, in dollars.
    pub bias: f64,
    /// Mean absolute percentage error.
    pub mape: f64,
}

/// Errors by zip code, the worst first.
pub fn zip_errors(rows: &[Row]) -> Vec<GroupError> {
    let mut groups: Vec<(&str, Vec<&Row>)> = Vec::new();
    let mut indices: HashMap<&str, usize> = HashMap::new();
    for row in rows.iter().filter(|r| !r.zip_code.is_empty()) {
        let index = *indices.entry(&row.zip_code).or_insert(groups.len());
        match groups.get_mut(index) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((&row.zip_code, vec![row])),
        }
    }
    let mut out: Vec<GroupError> =
        groups.into_iter().map(|(code, rows)| group_error(code.to_owned(), &rows)).collect();
    out.sort_by(|a, b| b.mape.total_cmp(&a.mape));
    out
}

fn group_error(name: String, rows: &[&Row]) -> GroupError {
    let mean = |value: fn(&Row) -> f64| facade_data::statistics::mean(rows.iter().map(|row| value(row)));
    let (bias, mape) = (mean(|row| row.predicted - row.actual), mean(|row| row.error().abs()));
    GroupError { name, houses: rows.len(), bias, mape }
}

/// Price bands at most.
const MAX_BANDS: usize = 5;

/// Errors by actual price, the cheapest first. Bands hold equally many houses, except that houses of one price stay
/// together and no band has fewer than four.
pub fn price_errors(rows: &[Row]) -> Vec<GroupError> {
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by(|a, b| a.actual.total_cmp(&b.actual));
    let bands = MAX_BANDS.min(sorted.len() / 4).max(1);
    let mut out = Vec::new();
    let mut start = 0;
    for band in 1..=bands {
        let mut end = sorted.len() * band / bands;
        while end > 0 && end < sorted.len() && sorted[end].actual == sorted[end - 1].actual {
            end += 1;
        }
        if end > start {
            let rows = &sorted[start..end];
            out.push(group_error(
                text::t!(
                    figures_from_to,
                    low = compact_money(rows[0].actual),
                    high = compact_money(rows[rows.len() - 1].actual)
                ),
                rows,
            ));
            start = end;
        }
    }
    out
}

/// Errors by group as CSV, in full precision.
pub fn groups_csv(heading: &str, groups: &[GroupError]) -> String {
    let mut out = format!("{heading},houses,bias_dollars,mape_percent\n");
    for GroupError { name, houses, bias, mape } in groups {
        let [bias, mape] = [*bias, *mape].map(csv::number);
        out += &format!("{},{houses},{bias},{mape}\n", csv::field(name));
    }
    out
}

/// Errors in steps of 20 percent from -100. The first bin counts everything below -80, the last one everything from
/// 200. A NaN is in none.
pub fn error_bins(rows: &[Row]) -> [usize; 16] {
    let mut bins = [0; 16];
    for bin in rows.iter().filter_map(error_bin) {
        bins[bin] += 1;
    }
    bins
}

/// The bin of a house in [`error_bins`].
pub fn error_bin(row: &Row) -> Option<usize> {
    let bin = ((row.error() + 100.0) / 20.0).floor().clamp(0.0, 15.0);
    (!bin.is_nan()).then_some(bin as usize)
}

/// The name of a bin of [`error_bins`].
pub fn bin_name(bin: usize) -> String {
    let from = bin as i32 * 20 - 100;
    let sign = |v: i32| v.to_string().replace('-', "\u{2212}");
    match bin {
        0 => text::figures_below(sign(-80)),
        15 => text::figures_and_more("200"),
        _ => text::t!(figures_bin, low = sign(from), high = sign(from + 20)),
    }
}

/// How many predictions lie between half and twice the actual price.
pub fn within_factor_two(rows: &[Row]) -> usize {
    rows.iter().filter(|r| r.predicted >= r.actual / 2.0 && r.predicted <= r.actual * 2.0).count()
}

/// The quantile `q` of sorted values, interpolated linearly as NumPy does by default.
fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = q * last as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (sorted[above] - sorted[below]) * (at - below as f64))
}

/// Median absolute percentage error.
pub fn median_error(rows: &[Row]) -> Option<f64> {
    let errors: Vec<f64> = rows.iter().map(|r| r.error().abs()).collect();
    (!errors.is_empty()).then(|| facade_data::median(&errors))
}

/// The range around `price` in which the middle half of actual prices would fall: the quartiles of actual over
/// predicted on the test houses, times the price. `None` with fewer than eight usable houses or a price that is not
/// positive and finite.
pub fn interquartile_range(price: f64, predictions: &[Prediction]) -> Option<(f64, f64)> {
    let usable = predictions.iter().filter(|p| p.predicted > 0.0);
    let mut ratios: Vec<f64> = usable.map(|p| p.actual / p.predicted).collect();
    if ratios.len() < 8 || price <= 0.0 || !price.is_finite() {
        return None;
    }
    ratios.sort_by(f64::total_cmp);
    Some((price * quantile(&ratios, 0.25)?, price * quantile(&ratios, 0.75)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_text::{Language, speak};

    #[test]
    fn files_are_english_in_every_language() {
        speak(Language::German);
        let names = [bin_name(0), csv::in_english(|| bin_name(0)), bin_name(15)];
        speak(Language::English);
        assert_eq!(names, ["unter \u{2212}80\u{a0}%", "below \u{2212}80\u{a0}%", "200\u{a0}% und mehr"]);
    }
}
