//! Runs and series side by side: what differs in their settings, their figures, and whether one is better than the other.

use super::form::{Choice, Field, model_words};
use super::format::{count, decimal, money, percent, short_time};
use super::list::{Entry, What};
use super::series::{Repeated, Score};
use crate::evaluation::{Evaluation, Interval, Prediction};
use crate::statistics::Summary;
use crate::training::repeats::{Over, overlap, run_name};

/// Houses up to which an interval is drawn from them anew: beyond, the mean is as good as normal, and the page would stand still.
const DRAWN: usize = 500;

/// A row of the side-by-side table: what it tells, and of each run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it tells.
    pub name: &'static str,
    /// In the order of the runs.
    pub values: Vec<String>,
}

/// A mean and its 95 % interval, as `21.4 % ± 2.9`; without the latter where there is none.
pub fn interval_words(summary: &Summary) -> String {
    match summary.half_width {
        Some(half) => format!("{} ± {}", percent(summary.mean), decimal(half, 1)),
        None => percent(summary.mean),
    }
}

/// The mean error over the test houses of a run with the interval of that mean; over the runs of a series.
pub fn error(entry: &Entry) -> Option<Summary> {
    match &entry.what {
        What::Single(single) => {
            let errors: Vec<f64> = single.evaluation.predictions.iter().map(off).collect();
            Some(Summary::of(&errors, 0.0))
        }
        What::Series(series) => series.summary(&entry.config, |score| Some(score.mape)),
    }
}

/// How far off a prediction is, in percent.
fn off(prediction: &Prediction) -> f64 {
    100.0 * ((prediction.predicted - prediction.actual) / prediction.actual).abs()
}

/// What a series goes over, in words.
pub fn over_words(over: Over) -> &'static str {
    match over {
        Over::Seeds => "seeds",
        Over::Splits => "splits",
        Over::Folds => "folds",
    }
}

/// What an entry is beside its settings: whether it was stopped, or how many runs a series has.
pub fn kind_words(entry: &Entry) -> Option<String> {
    match &entry.what {
        What::Single(run) => run.stopped.then(|| format!("stopped after epoch {}", count(run.epochs))),
        What::Series(Repeated { over, runs, scores, .. }) => {
            let some =
                if scores.len() < *runs { format!("{} of ", count(scores.len())) } else { String::new() };
            Some(format!("{some}{} {}", count(*runs), over_words(*over)))
        }
    }
}

/// A figure of an entry: of a run as it is, of a series the mean.
fn figure(
    entry: &Entry,
    of_run: fn(&Evaluation) -> Option<f64>,
    of_score: fn(&Score) -> Option<f64>,
) -> Option<f64> {
    match &entry.what {
        What::Single(single) => of_run(&single.evaluation),
        What::Series(series) => Some(series.summary(&entry.config, of_score)?.mean),
    }
}

/// The settings that differ.
pub fn settings(entries: &[&Entry]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |name: &'static str, value: &dyn Fn(&Entry) -> String| {
        let values: Vec<String> = entries.iter().map(|entry| value(entry)).collect();
        if values.iter().any(|value| *value != values[0]) {
            lines.push(Line { name, values });
        }
    };
    let none = || "–".to_owned();
    line("Data", &|entry| entry.data.clone());
    line("Device", &|entry| entry.device.clone());
    for choice in Choice::ALL {
        line(choice.words().0, &|entry| match choice.applies(&entry.config) {
            true => choice.show(&entry.config).to_owned(),
            false => none(),
        });
    }
    for field in Field::ALL {
        line(field.label(), &|entry| match field.applies(&entry.config) {
            true => field.show(&entry.config),
            false => none(),
        });
    }
    line("Houses left out", &|entry| count(entry.excluded.len()));
    lines
}

/// The network, and the figures.
pub fn figures(entries: &[&Entry]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |name: &'static str, value: &dyn Fn(&Entry) -> Option<String>| {
        let of = |entry: &&Entry| value(entry).unwrap_or_else(|| "none".to_owned());
        lines.push(Line { name, values: entries.iter().map(of).collect() });
    };
    let number = |value: Option<f64>| value.map(|value| decimal(value, 2));
    line("Network", &|entry| Some(model_words(entry.config.model).0.to_owned()));
    line("Test houses", &|entry| match &entry.what {
        What::Single(single) => Some(count(single.evaluation.test.houses)),
        What::Series(series) => series.scores.first().map(|score| match series.over {
            Over::Folds => format!("{} a fold", count(score.houses)),
            _ => count(score.houses),
        }),
    });
    line("Mean test error", &|entry| error(entry).map(|summary| percent(summary.mean)));
    line("Its 95 % interval", &|entry| {
        let Summary { mean, half_width, .. } = error(entry)?;
        Some(format!("{} to {}", decimal(mean - half_width?, 1), percent(mean + half_width?)))
    });
    line("Standard deviation", &|entry| {
        let from = if entry.single().is_some() { "from house to house" } else { "from run to run" };
        error(entry)?.deviation.map(|deviation| format!("{} {from}", percent(deviation)))
    });
    line("R²", &|entry| number(figure(entry, |e| e.test.r2, |score| score.r2)));
    line("R² on log price, before shading", &|entry| {
        number(figure(entry, |e| e.r2_log_unshaded, |score| score.r2_log))
    });
    line("Mean absolute error", &|entry| figure(entry, |e| Some(e.test.mae), |s| Some(s.mae)).map(money));
    line("Epochs", &|entry| match &entry.what {
        What::Single(single) => Some(count(single.epochs)),
        What::Series(series) => series.scores.iter().map(|score| score.epochs).max().map(count),
    });
    line("Parameters", &|entry| match &entry.what {
        What::Single(single) => Some(count(single.parameters)),
        What::Series(series) => series.scores.first().map(|score| count(score.parameters)),
    });
    line("Time an epoch", &|entry| epoch_seconds(entry).map(short_time));
    lines
}

/// Seconds an epoch.
pub fn epoch_seconds(entry: &Entry) -> Option<f64> {
    match &entry.what {
        What::Single(single) => Some(single.seconds_per_epoch),
        What::Series(series) => {
            Some(series.summary(&entry.config, |score| Some(score.seconds_per_epoch))?.mean)
        }
    }
}

/// What guesses score on the same test houses, of a series on average.
pub fn baselines(entries: &[&Entry]) -> Vec<Line> {
    type Of = (&'static str, fn(&Evaluation) -> Option<f64>, fn(&Score) -> Option<f64>);
    let guesses: [Of; 5] = [
        ("Ridge regression", |e| e.baselines.ridge.as_ref().map(|g| g.mape_mean), |s| s.ridge),
        (
            "Best price in each zip code",
            |e| e.baselines.zip_code.as_ref().map(|g| g.mape_mean),
            |s| s.zip_code,
        ),
        ("Best single price", |e| Some(e.baselines.best_constant.mape_mean), |s| Some(s.constants[0])),
        ("Always the median", |e| Some(e.baselines.median.mape_mean), |s| Some(s.constants[1])),
        ("Always the mean", |e| Some(e.baselines.mean.mape_mean), |s| Some(s.constants[2])),
    ];
    let line = |(name, of_run, of_score): Of| {
        let of = |entry: &&Entry| figure(entry, of_run, of_score).map_or("none".to_owned(), percent);
        Line { name, values: entries.iter().map(of).collect() }
    };
    guesses.into_iter().map(line).collect()
}

/// By how much the first is nearer than the second, in a sentence's words. `mean` is its error less that of the second.
pub fn difference_words(first: &str, second: &str, Interval { mean, ends: [low, high] }: Interval) -> String {
    let (word, mean, [low, high]) = match mean {
        mean if mean > 0.0 => ("farther off", mean, [low, high]),
        mean => ("nearer", -mean, [-high, -low]),
    };
    let points = if decimal(mean, 1) == "1.0" { "point" } else { "points" };
    let judged = if low > 0.0 { "more than chance" } else { "that may be chance" };
    format!(
        "{first} is {} {points} {word} than {second} (95 % interval {} to {}): {judged}.",
        decimal(mean, 1),
        decimal(low, 1),
        decimal(high, 1)
    )
}

/// The interval of a mean over runs; none of one run.
pub fn of_runs(summary: &Summary) -> Option<Interval> {
    let half = summary.half_width?;
    Some(Interval { mean: summary.mean, ends: [summary.mean - half, summary.mean + half] })
}

/// Which of two is nearer, paired: two runs house by house, two series run by run; or why they cannot be paired.
pub fn verdict(first: &Entry, second: &Entry) -> String {
    match (&first.what, &second.what) {
        (What::Single(a), What::Single(b)) => by_house(first, &a.evaluation, second, &b.evaluation),
        (What::Series(a), What::Series(b)) => by_run(first, a, second, b),
        _ => format!(
            "{} and {} cannot be paired: one is a run, the other a series. Choose two of a kind.",
            first.name(),
            second.name()
        ),
    }
}

fn lower(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn by_house(first: &Entry, a: &Evaluation, second: &Entry, b: &Evaluation) -> String {
    let names = [first, second].map(|entry| lower(&entry.name()));
    // Of the same split they stand in the same order.
    let pairs = || a.predictions.iter().zip(&b.predictions);
    let same = first.data == second.data
        && a.predictions.len() == b.predictions.len()
        && pairs().all(|(p, other)| (p.house, p.actual) == (other.house, other.actual));
    if !same {
        let why = match () {
            () if first.data != second.data => {
                format!("they learned from “{}” and “{}”", first.data, second.data)
            }
            () if first.config.split_seed != second.config.split_seed => {
                format!("their split seeds are {} and {}", first.config.split_seed, second.config.split_seed)
            }
            () if first.config.test_share != second.config.test_share => {
                format!("their test shares are {} and {}", first.config.test_share, second.config.test_share)
            }
            () => "other houses were left out".to_owned(),
        };
        return format!(
            "{} and {} were tested on other houses ({why}), so they cannot be compared house by house. Repeat both over the same \
             splits instead.",
            first.name(),
            names[1]
        );
    }
    let differences: Vec<f64> = pairs().map(|(p, other)| off(p) - off(other)).collect();
    let interval = match differences.len() {
        0..=DRAWN => Interval::of_differences(&differences),
        _ => of_runs(&Summary::of(&differences, 0.0)),
    };
    let Some(interval) = interval else { return String::new() };
    format!(
        "On the same {} houses {} This is about other houses, not about other seeds: repeat both to know about those.",
        count(differences.len()),
        difference_words(&names[0], &names[1], interval)
    )
}

fn by_run(first: &Entry, a: &Repeated, second: &Entry, b: &Repeated) -> String {
    let [ours, theirs] = [(first, a), (second, b)].map(|(entry, series)| series.configs(&entry.config));
    let mut paired = Vec::new();
    let mut differences = Vec::new();
    for score in &a.scores {
        let Some(config) = ours.get(score.run) else { continue };
        let name = run_name(config);
        let same = |other: &&Score| {
            // Guesses that score the same were made from and for the same houses.
            theirs.get(other.run).is_some_and(|config| run_name(config) == name)
                && other.constants == score.constants
        };
        if let Some(other) = b.scores.iter().find(same) {
            differences.push(score.mape - other.mape);
            paired.push(config.clone());
        }
    }
    match of_runs(&Summary::of(&differences, overlap(&paired))) {
        Some(interval) => format!(
            "On the same {} {}, pair by pair, {}",
            count(differences.len()),
            over_words(a.over),
            difference_words(&lower(&first.name()), &lower(&second.name()), interval)
        ),
        None => format!(
            "{} and {} cannot be paired: they have fewer than two runs with the same seed, split and test houses.",
            first.name(),
            lower(&second.name())
        ),
    }
}
