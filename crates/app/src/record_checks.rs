//! Plausibility checks of records. A record comes from a file that somebody sends, or from a browser whose disk is
//! old: an infinite number or an endless list would freeze the page each time it is drawn.

use super::run_entry::{MAX_NUMBER, Results, RunEntry, RunResults};
use super::saved::SavedRun;
use super::series_results::SeriesResults;
use facade_data::MAX_ROWS;
use facade_record as record;
use facade_record::Unreadable;
use facade_spec::Config;
use facade_spec::evaluation::Baselines;
use facade_spec::settings::{Kind, SETTINGS, Setting};

/// Characters of a name or a sentence.
const MAX_TEXT_LENGTH: usize = 1000;
/// Points of a learning curve, and runs of a series. Far fewer are written.
const MAX_POINTS: usize = 10_000;
const MAX_EPOCHS: usize = 1_000_000;
/// Side of an image, and number of filters of a layer.
const MAX_SIDE: usize = 1 << 16;
const MAX_LAYERS: usize = 100;
const MAX_INTERVALS: usize = 100;
/// The latest time that a clock can show, in milliseconds since 1970.
const MAX_TIME_MS: f64 = 8.64e15;

impl RunEntry {
    /// # Errors
    /// If the record cannot be read, or no run or series can have these values.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Unreadable> {
        let entry: RunEntry = record::unpack(bytes)?;
        if entry.is_valid() { Ok(entry) } else { Err(Unreadable::Invalid) }
    }

    /// Whether a run or a series can have these values.
    pub fn is_valid(&self) -> bool {
        let results = match &self.results {
            Results::Single(single) => is_valid_run(single),
            Results::Series(series) => is_valid_series(series),
        };
        results
            && self.number <= MAX_NUMBER
            && [&self.title, &self.data, &self.device].into_iter().all(|text| is_valid_text(text))
            && (0.0..=MAX_TIME_MS).contains(&self.saved_ms)
            && self.excluded.len() <= MAX_ROWS
            && is_valid_config(&self.config)
    }
}

impl SavedRun {
    /// # Errors
    /// If no run can have these values.
    pub fn checked(self) -> Result<Self, Unreadable> {
        let SavedRun { number, config, device: _, excluded, curve, spent_ms, saved_ms, data } = &self;
        let is_ascending = curve.windows(2).all(|pair| matches!(pair, [one, next] if one.epoch < next.epoch));
        let within = |epoch: usize| (1..=config.epochs).contains(&epoch);
        let is_valid = (1..MAX_NUMBER).contains(number)
            && is_valid_config(config)
            && excluded.len() <= MAX_ROWS
            && is_ascending
            && curve.first().is_some_and(|first| within(first.epoch))
            && curve.last().is_some_and(|last| within(last.epoch))
            && spent_ms.is_finite()
            && (0.0..=MAX_TIME_MS).contains(saved_ms)
            && is_valid_text(data);
        if is_valid { Ok(self) } else { Err(Unreadable::Invalid) }
    }
}

/// Not whether a run can start with these settings: another version may have had other limits.
fn is_valid_config(config: &Config) -> bool {
    let is_finite = |setting: &Setting| match setting.kind {
        Kind::Number => setting.get(config).parse::<f64>().is_ok_and(f64::is_finite),
        _ => true,
    };
    SETTINGS.iter().copied().all(is_finite)
        && config.test_share > 0.0
        && config.test_share < 1.0
        && config.tile <= MAX_SIDE
        && config.photos <= MAX_SIDE
        && config.filters.len() <= MAX_LAYERS
        && config.filters.iter().all(|&filters| filters <= MAX_SIDE)
        && config.epochs <= MAX_EPOCHS
        && config.fold.is_none_or(|fold| fold.of >= 2 && fold.number < fold.of)
}

fn is_valid_text(text: &str) -> bool {
    text.chars().nth(MAX_TEXT_LENGTH).is_none()
}

fn is_valid_run(single: &RunResults) -> bool {
    let RunResults { stopped: _, epochs, parameters: _, seconds_per_epoch, curve, evaluation } = single;
    let is_ascending =
        curve.windows(2).all(|pair| matches!(pair, [(before, _), (after, _)] if before < after));
    let houses = evaluation.predictions.len();
    let Baselines { zip_code, ridge, ridge_slopes, .. } = &evaluation.baselines;
    *epochs <= MAX_EPOCHS
        && seconds_per_epoch.is_finite()
        && curve.len() <= MAX_POINTS
        && is_ascending
        && curve.iter().all(|(epoch, mape)| *epoch <= MAX_EPOCHS && mape.is_finite())
        && evaluation.is_finite()
        && (1..=MAX_ROWS).contains(&houses)
        && evaluation.test.houses == houses
        && [zip_code, ridge, ridge_slopes].into_iter().flatten().all(|guesses| guesses.prices.len() == houses)
        && evaluation.held_out.len() <= MAX_ROWS
        && evaluation.map.len() <= MAX_ROWS
        && evaluation.predictions.iter().chain(&evaluation.held_out).all(|house| house.actual > 0.0)
        && evaluation.intervals.len() <= MAX_INTERVALS
        && evaluation.intervals.iter().all(|covered| covered.interval.is_valid())
}

fn is_valid_series(series: &SeriesResults) -> bool {
    let SeriesResults { axis: _, runs, scores, failed } = series;
    let is_valid_failure = |(run, why): &(usize, String)| run < runs && is_valid_text(why);
    *runs <= MAX_POINTS
        && scores.len() <= *runs
        && failed.len() <= *runs
        && scores.iter().all(|score| score.run < *runs && score.epochs <= MAX_EPOCHS && score.is_finite())
        && failed.iter().all(is_valid_failure)
}
