//! Figures that follow from an evaluation or a data report: rows, groups, quartiles.

use std::collections::{BTreeSet, HashMap};

use super::csv;
use super::run::Run;
use facade_data::sorting;
use facade_data::{DataReport, Dataset, Dropped, MAX_PHOTOS, Reason};
use facade_spec::evaluation::{Baselines, Familiarity, Metrics, Prediction};
use facade_text as text;
use facade_text::format::{count, decimal, list, money, percent, short_money, signed_money};
use facade_text::{Language, language, speak};

/// A test house as its table shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Row number in the price list.
    pub house: u32,
    /// Zip code, as written; empty where it is not known.
    pub zip_code: String,
    /// Price in the table, in dollars.
    pub actual: f64,
    /// Price from the network, in dollars.
    pub predicted: f64,
    /// Position among the houses of the data set, for its montage.
    pub position: Option<usize>,
}

impl Row {
    /// Predicted minus actual, in percent of the actual price.
    pub fn error(&self) -> f64 {
        (self.predicted - self.actual) / self.actual * 100.0
    }
}

/// What the table of test houses is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// Number.
    House,
    /// Zip code.
    Zip,
    /// Actual price.
    Actual,
    /// Predicted price.
    Predicted,
    /// Distance in dollars, without its sign.
    Off,
    /// Distance in percent, without its sign.
    Error,
}

/// The test houses with what the data set knows of them.
pub fn rows(predictions: &[Prediction], data: Option<&Dataset>) -> Vec<Row> {
    let houses = data.map_or(&[][..], |d| &d.houses);
    let positions: HashMap<u32, usize> =
        houses.iter().enumerate().map(|(i, house)| (house.number, i)).collect();
    let row = |p: &Prediction| {
        let position = positions.get(&p.house).copied();
        let zip_code = position.map(|i| houses[i].zip_code.clone()).unwrap_or_default();
        Row { house: p.house, zip_code, actual: p.actual, predicted: p.predicted, position }
    };
    predictions.iter().map(row).collect()
}

/// Sorts; equal rows keep their order by number.
pub fn sort(rows: &mut [Row], key: SortKey, descending: bool) {
    sorting::sort(rows, |a, b| {
        let order = match key {
            SortKey::House => a.house.cmp(&b.house),
            SortKey::Zip => a.zip_code.cmp(&b.zip_code),
            SortKey::Actual => a.actual.total_cmp(&b.actual),
            SortKey::Predicted => a.predicted.total_cmp(&b.predicted),
            SortKey::Off => (a.predicted - a.actual).abs().total_cmp(&(b.predicted - b.actual).abs()),
            SortKey::Error => a.error().abs().total_cmp(&b.error().abs()),
        };
        let order = if descending { order.reverse() } else { order };
        order.then(a.house.cmp(&b.house))
    });
}

/// The table of test houses as comma-separated values, full precision.
pub fn csv(rows: &[Row]) -> String {
    let mut out = String::from("house,zip_code,actual,predicted,error_percent\n");
    for r in rows {
        let zip = csv::field(&r.zip_code);
        let [actual, predicted, error] = [r.actual, r.predicted, r.error()].map(csv::number);
        out += &format!("{},{zip},{actual},{predicted},{error}\n", r.house);
    }
    out
}

/// Errors of runs by epoch as comma-separated values, full precision.
pub fn curve_csv(runs: &[&Run]) -> String {
    let mut out = String::from("run,epoch,train_loss,validation_loss,validation_mape_percent,seconds\n");
    for run in runs {
        for e in &run.curve {
            let (number, epoch) = (run.number, e.epoch);
            let numbers = [e.train_loss, e.validation_loss, e.validation_mape, e.seconds].map(csv::number);
            out += &format!("{number},{epoch},{}\n", numbers.join(","));
        }
    }
    out
}

/// What this writes is English, whatever the page speaks: programs read it.
pub fn in_english<T>(write: impl FnOnce() -> T) -> T {
    let spoken = language();
    speak(Language::English);
    let written = write();
    speak(spoken);
    written
}

/// Counts by name as comma-separated values.
pub fn counts_csv(what: &str, rows: impl Iterator<Item = (String, usize)>) -> String {
    let mut out = format!("{what},houses\n");
    rows.for_each(|(name, houses)| out += &format!("{},{houses}\n", csv::field(&name)));
    out
}

/// Errors over the test houses of one kind: of a zip code, or in a band of prices.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupError {
    /// The kind.
    pub name: String,
    /// Test houses.
    pub houses: usize,
    /// Mean of predicted minus actual, in dollars.
    pub bias: f64,
    /// Mean absolute error in percent.
    pub mape: f64,
}

/// Errors by zip code, the worst first.
pub fn zip_errors(rows: &[Row]) -> Vec<GroupError> {
    let mut groups: Vec<(&str, Vec<&Row>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for row in rows.iter().filter(|r| !r.zip_code.is_empty()) {
        let place = *places.entry(&row.zip_code).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((&row.zip_code, vec![row])),
        }
    }
    let mut out: Vec<GroupError> =
        groups.into_iter().map(|(code, rows)| group_error(code.to_owned(), &rows)).collect();
    sorting::sort(&mut out, |a, b| b.mape.total_cmp(&a.mape));
    out
}

fn group_error(name: String, rows: &[&Row]) -> GroupError {
    let mean = |of: fn(&Row) -> f64| facade_data::statistics::mean(rows.iter().map(|row| of(row)));
    let (bias, mape) = (mean(|row| row.predicted - row.actual), mean(|row| row.error().abs()));
    GroupError { name, houses: rows.len(), bias, mape }
}

/// Bands of prices at most.
const BANDS: usize = 5;

/// Errors by actual price, the cheapest first: bands of as many houses as each other, but that houses of one price stay
/// together, and no band has fewer than four.
pub fn price_errors(rows: &[Row]) -> Vec<GroupError> {
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorting::sort(&mut sorted, |a, b| a.actual.total_cmp(&b.actual));
    let bands = BANDS.min(sorted.len() / 4).max(1);
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
                text::figures_from_to(short_money(rows[0].actual), short_money(rows[rows.len() - 1].actual)),
                rows,
            ));
            start = end;
        }
    }
    out
}

/// Errors by group as comma-separated values, full precision.
pub fn groups_csv(what: &str, groups: &[GroupError]) -> String {
    let mut out = format!("{what},houses,bias_dollars,mape_percent\n");
    for GroupError { name, houses, bias, mape } in groups {
        let [bias, mape] = [*bias, *mape].map(csv::number);
        out += &format!("{},{houses},{bias},{mape}\n", csv::field(name));
    }
    out
}

/// Errors in steps of 20 percent from -100; the last counts 200 percent and more, the first everything below -80. One that is no
/// number is in none.
pub fn error_bins(rows: &[Row]) -> [usize; 16] {
    let mut bins = [0; 16];
    for row in rows.iter().filter(|row| !row.error().is_nan()) {
        let bin = ((row.error() + 100.0) / 20.0).floor().clamp(0.0, 15.0);
        bins[bin as usize] += 1;
    }
    bins
}

/// The name of a bin of [`error_bins`].
pub fn bin_name(bin: usize) -> String {
    let from = bin as i32 * 20 - 100;
    let sign = |v: i32| v.to_string().replace('-', "\u{2212}");
    match bin {
        0 => text::figures_below(sign(-80)),
        15 => text::figures_and_more("200"),
        _ => text::figures_bin(sign(from), sign(from + 20)),
    }
}

/// How many predictions lie between half and twice the actual price.
pub fn within_factor_two(rows: &[Row]) -> usize {
    rows.iter().filter(|r| r.predicted >= r.actual / 2.0 && r.predicted <= r.actual * 2.0).count()
}

/// The quantile `q` of sorted values, between neighbours in proportion, as NumPy's default.
fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = q * last as f64;
    let below = at.floor() as usize;
    let above = (below + 1).min(last);
    Some(sorted[below] + (sorted[above] - sorted[below]) * (at - below as f64))
}

/// Half of the houses are at most this far off, in percent.
pub fn median_error(rows: &[Row]) -> Option<f64> {
    let mut errors: Vec<f64> = rows.iter().map(|r| r.error().abs()).collect();
    sorting::sort(&mut errors, f64::total_cmp);
    quantile(&errors, 0.5)
}

/// Where the middle half of actual prices would fall around `price`: the quartiles of actual over predicted on the
/// test houses, times the price. None with fewer than eight usable houses or a price below zero.
pub fn middle_half(price: f64, predictions: &[Prediction]) -> Option<(f64, f64)> {
    let usable = predictions.iter().filter(|p| p.predicted > 0.0);
    let mut ratios: Vec<f64> = usable.map(|p| p.actual / p.predicted).collect();
    if ratios.len() < 8 || price <= 0.0 || !price.is_finite() {
        return None;
    }
    sorting::sort(&mut ratios, f64::total_cmp);
    Some((price * quantile(&ratios, 0.25)?, price * quantile(&ratios, 0.75)?))
}

/// Houses left out for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropGroup {
    /// The reason in words.
    pub name: &'static str,
    /// The reason's key, as `facade inspect` prints it.
    pub key: &'static str,
    /// One line a house, or a zip code.
    pub lines: Vec<String>,
    /// How many houses.
    pub houses: usize,
}

/// Lines of a group that are shown: of a hundred thousand the page would have a hundred thousand elements.
const LINES: usize = 100;

/// What was left out, by reason; reasons that did not occur are there with no house.
pub fn drop_groups(report: &DataReport) -> Vec<DropGroup> {
    let names = [
        ("rare_zip_code", text::figures_rare_zip_code()),
        ("missing_photo", text::figures_missing_photo()),
        ("unreadable_photo", text::figures_unreadable_photo()),
        ("broken_line", text::figures_broken_line()),
        ("other", text::figures_other_reason()),
    ];
    let group = |(key, name): (&'static str, &'static str)| {
        let mut codes = BTreeSet::new();
        let all: Vec<&Dropped> = report.dropped.iter().filter(|d| d.reason.key() == key).collect();
        let mut distinct = all.iter().filter(|dropped| match &dropped.reason {
            Reason::RareZipCode { zip_code, .. } => codes.insert(zip_code),
            _ => true,
        });
        let line = |dropped: &&Dropped| match &dropped.reason {
            Reason::RareZipCode { zip_code, houses } => text::figures_zip_code_houses(zip_code, *houses),
            reason => text::figures_house_reason(dropped.house, reason),
        };
        let mut lines: Vec<String> = distinct.by_ref().take(LINES).map(line).collect();
        match distinct.count() {
            0 => {}
            more => lines.push(text::figures_and_others(count(more))),
        }
        DropGroup { name, key, lines, houses: all.len() }
    };
    names.map(group).into()
}

/// Rooms that are named.
const ROOMS: usize = 20;

/// What becomes of the photos that a montage has no place for, if there are any.
pub fn rooms_left_out(rooms: &[String]) -> Option<String> {
    let words = match rooms {
        // Of a folder of photos with nothing in common each may be a room.
        [first @ .., _] if first.len() >= ROOMS => {
            list(&[first[..ROOMS].join(", "), text::figures_more_rooms(count(rooms.len() - ROOMS))])
        }
        rooms => list(rooms),
    };
    (!rooms.is_empty()).then(|| text::figures_rooms_left_out(MAX_PHOTOS, words))
}

/// Judges the network against the best of the single prices that it stands beside, and against a regression without photos.
pub fn verdict(mape: f64, baselines: &Baselines) -> String {
    let best = [&baselines.best_constant, &baselines.median, &baselines.mean]
        .into_iter()
        .map(|baseline| baseline.mape_mean)
        .fold(f64::MAX, f64::min);
    let how = match best - mape {
        gain if gain > 1.0 => "better",
        gain if gain > -1.0 => "equal",
        _ => "worse",
    };
    let verdict = text::figures_verdict(how, percent(best));
    match baselines.ridge.as_ref().filter(|_| how == "better") {
        Some(ridge) => {
            let than = if ridge.mape_mean < mape { "better" } else { "worse" };
            format!("{verdict} {}", text::figures_beside_ridge(than, percent(ridge.mape_mean)))
        }
        None => verdict,
    }
}

/// Why an estimate is not to be believed, where that can be told from the price alone. `[low, high]` are the lowest and
/// the highest price that the network was trained on, in dollars.
pub fn doubt(price: f64, [low, high]: [f64; 2]) -> Option<String> {
    let span = price_span(low, high);
    if price <= 0.0 {
        Some(text::figures_no_home_costs_that(span))
    } else if price < low || price > high {
        let side = if price < low { "below" } else { "above" };
        Some(text::figures_outside(side, span))
    } else {
        None
    }
}

/// That a home is unlike the training houses, where it is, and how often that is said of one that is not.
pub fn unlike(Familiarity { distance, false_alarms: [alarms, houses] }: Familiarity) -> Option<String> {
    let said = match houses {
        0 => String::new(),
        _ => format!(" {}", text::figures_also_said(count(alarms), houses)),
    };
    (distance > 1.0).then(|| format!("{}{said}", text::figures_unlike()))
}

/// The coefficient of determination in words.
pub fn r2(value: Option<f64>) -> String {
    value.map_or_else(|| text::figures_none().to_owned(), |v| decimal(v, 2))
}

/// Figures of several sides beside each other.
pub fn beside<const SIDES: usize>(sides: [&Metrics; SIDES]) -> [(&'static str, [String; SIDES]); 8] {
    type Part = (&'static str, fn(&Metrics) -> String);
    let parts: [Part; 8] = [
        (text::results_houses(), |m| count(m.houses)),
        (text::results_mean_error(), |m| percent(m.mape_mean)),
        (text::figures_its_deviation(), |m| percent(m.mape_std)),
        (text::results_mae(), |m| money(m.mae)),
        (text::results_rmse(), |m| money(m.rmse)),
        (text::results_bias(), |m| signed_money(m.bias)),
        ("R²", |m| r2(m.r2)),
        (text::figures_r2_log(), |m| r2(m.r2_log)),
    ];
    parts.map(|(name, part)| (name, sides.map(part)))
}

/// What a bias means.
pub fn bias_words(bias: f64, mean_price: f64) -> &'static str {
    match bias / mean_price.max(1.0) {
        share if share < -0.01 => text::figures_too_low(),
        share if share > 0.01 => text::figures_too_high(),
        _ => text::figures_neither(),
    }
}

/// Prices from the lowest to the highest, as `$36,000 to $385,000`.
pub fn price_span(low: f64, high: f64) -> String {
    text::figures_from_to(money(low), money(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_english_in_every_language() {
        speak(Language::German);
        let names = [bin_name(0), in_english(|| bin_name(0)), bin_name(15)];
        speak(Language::English);
        assert_eq!(names, ["unter \u{2212}80\u{a0}%", "below \u{2212}80\u{a0}%", "200\u{a0}% und mehr"]);
    }
}
