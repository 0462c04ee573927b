//! Whether what a record says of a run or a series can have come of one. A record comes from a file that somebody sends, or from a
//! browser whose disk is old: a number without end, or a list without one, would freeze the page each time that it is drawn.

use super::list::{Entry, HIGHEST, Single, What};
use super::saved::SavedRun;
use super::series::Repeated;
use facade_data::MAX_ROWS;
use facade_record as record;
use facade_record::Unreadable;
use facade_spec::{Augmentation, Config, Loss};

/// Letters of a name or a sentence.
const LETTERS: usize = 1000;
/// Points of a curve, and runs of a series. Far fewer are written.
const POINTS: usize = 10_000;
/// The last epoch that there can be.
const EPOCHS: usize = 1_000_000;
/// A side of a picture, or as many of anything that a network is made of.
const SIDE: usize = 1 << 16;
/// Layers of a network.
const LAYERS: usize = 100;
/// Ranges around prices.
const RANGES: usize = 100;
/// The latest time that a clock can tell, in milliseconds since 1970.
const LATEST: f64 = 8.64e15;

impl Entry {
    /// From a record.
    ///
    /// # Errors
    /// If it cannot be read, or says what no run or series can have come to.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Unreadable> {
        let entry: Entry = record::unpack(bytes)?;
        if entry.is_sound() { Ok(entry) } else { Err(Unreadable::Unsound) }
    }

    /// Whether a run or a series can have come to this.
    pub fn is_sound(&self) -> bool {
        let what = match &self.what {
            What::Single(single) => is_run(single),
            What::Series(repeated) => is_series(repeated),
        };
        what && self.number <= HIGHEST
            && [&self.title, &self.data, &self.device].into_iter().all(|text| is_text(text))
            && (0.0..=LATEST).contains(&self.saved_ms)
            && self.excluded.len() <= MAX_ROWS
            && is_config(&self.config)
    }
}

impl SavedRun {
    /// The run, where it can have come to what it says.
    ///
    /// # Errors
    /// If it cannot.
    pub fn sound(self) -> Result<Self, Unreadable> {
        let SavedRun { number, config, device: _, excluded, curve, spent_ms, saved_ms, data } = &self;
        let rises = curve.windows(2).all(|pair| matches!(pair, [one, next] if one.epoch < next.epoch));
        let within = |epoch: usize| (1..=config.epochs).contains(&epoch);
        let sound = (1..HIGHEST).contains(number)
            && is_config(config)
            && excluded.len() <= MAX_ROWS
            && rises
            && curve.first().is_some_and(|first| within(first.epoch))
            && curve.last().is_some_and(|last| within(last.epoch))
            && spent_ms.is_finite()
            && (0.0..=LATEST).contains(saved_ms)
            && is_text(data);
        if sound { Ok(self) } else { Err(Unreadable::Unsound) }
    }
}

/// Not whether a run can start with them: another version may have had other limits.
fn is_config(config: &Config) -> bool {
    let Config { feature_length, learning_rate, decay, weight_decay, validation_share, test_share, .. } =
        config;
    let Augmentation { flip: _, crop, brightness, colour } = config.augmentation;
    let level = if let Loss::Quantile(level) = config.loss { level } else { 0.5 };
    let numbers = [feature_length, learning_rate, decay, weight_decay, validation_share, test_share];
    numbers.into_iter().chain([&crop, &brightness, &colour, &level]).all(|number| number.is_finite())
        && *test_share > 0.0
        && *test_share < 1.0
        && config.tile <= SIDE
        && config.photos <= SIDE
        && config.filters.len() <= LAYERS
        && config.filters.iter().all(|&filters| filters <= SIDE)
        && config.epochs <= EPOCHS
        && config.fold.is_none_or(|fold| fold.of >= 2 && fold.number < fold.of)
}

fn is_text(text: &str) -> bool {
    text.chars().nth(LETTERS).is_none()
}

fn is_run(single: &Single) -> bool {
    let Single { stopped: _, epochs, parameters: _, seconds_per_epoch, curve, evaluation } = single;
    let rises = curve.windows(2).all(|pair| matches!(pair, [(before, _), (after, _)] if before < after));
    let houses = evaluation.predictions.len();
    let guesses = [&evaluation.baselines.zip_code, &evaluation.baselines.ridge];
    *epochs <= EPOCHS
        && seconds_per_epoch.is_finite()
        && curve.len() <= POINTS
        && rises
        && curve.iter().all(|(epoch, mape)| *epoch <= EPOCHS && mape.is_finite())
        && evaluation.is_finite()
        && (1..=MAX_ROWS).contains(&houses)
        && evaluation.test.houses == houses
        && guesses.into_iter().flatten().all(|guesses| guesses.prices.len() == houses)
        && evaluation.predictions.iter().all(|house| house.actual > 0.0)
        && evaluation.ranges.len() <= RANGES
        && evaluation.ranges.iter().all(|covered| covered.range.is_sound())
}

fn is_series(repeated: &Repeated) -> bool {
    let Repeated { over: _, runs, scores, lost } = repeated;
    let one = |(run, why): &(usize, String)| run < runs && is_text(why);
    *runs <= POINTS
        && scores.len() <= *runs
        && lost.len() <= *runs
        && scores.iter().all(|score| score.run < *runs && score.epochs <= EPOCHS && score.is_finite())
        && lost.iter().all(one)
}
