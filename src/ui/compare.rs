//! Runs and series side by side: what differs in their settings, their figures, and whether one is better than the other.

use std::rc::Rc;

use super::form::{Choice, Field, model_words};
use super::format::{count, decimal, money, percent, short_time};
use super::list::{Entry, What};
use super::series::{Figure, Repeated, Score};
use crate::evaluation::{Evaluation, Interval, Prediction};
use crate::statistics::{Summary, mean};
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
            let how = if *over == Over::Folds { "cross-validated on " } else { "" };
            let some =
                if scores.len() < *runs { format!("{} of ", count(scores.len())) } else { String::new() };
            Some(format!("{how}{some}{} {}", count(*runs), over_words(*over)))
        }
    }
}

/// What each run of an entry came to; one where it is a run.
fn scores(entry: &Entry) -> Vec<Score> {
    match &entry.what {
        What::Single(run) => {
            vec![Score::of(0, &run.evaluation, [run.epochs, run.parameters], run.seconds_per_epoch)]
        }
        What::Series(series) => series.scores.clone(),
    }
}

/// A figure's mean over the runs of an entry; none where no run has it.
pub fn figure(entry: &Entry, of: Figure) -> Option<f64> {
    let values: Vec<f64> = scores(entry).iter().filter_map(of).collect();
    (!values.is_empty()).then(|| mean(values.into_iter()))
}

/// The settings that differ.
pub fn settings(entries: &[&Entry]) -> Vec<Line> {
    let mut lines = all_settings(entries);
    lines.retain(|line| line.values.iter().any(|value| *value != line.values[0]));
    lines
}

/// All settings that have a part in a run.
pub fn every_setting(entry: &Entry) -> Vec<Line> {
    let mut lines = all_settings(&[entry]);
    lines.retain(|line| line.values[0] != NONE);
    lines
}

/// What stands for a setting that has no part in a run.
const NONE: &str = "–";

fn all_settings(entries: &[&Entry]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |name: &'static str, value: &dyn Fn(&Entry) -> String| {
        let values: Vec<String> = entries.iter().map(|entry| value(entry)).collect();
        lines.push(Line { name, values });
    };
    let none = || NONE.to_owned();
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
    let number = |value: f64| decimal(value, 2);
    let whole = |value: f64| count(value.round() as usize);
    line("Network", &|entry| Some(model_words(entry.config.model).0.to_owned()));
    line("Test houses", &|entry| figure(entry, |score| Some(score.houses as f64)).map(whole));
    line("Mean test error", &|entry| error(entry).map(|summary| percent(summary.mean)));
    line("Its 95 % interval", &|entry| {
        let Summary { mean, half_width, .. } = error(entry)?;
        let over = covers(entry);
        Some(format!("{} to {}, over {over}", decimal(mean - half_width?, 1), percent(mean + half_width?)))
    });
    line("Standard deviation", &|entry| {
        let from = if entry.single().is_some() { "from house to house" } else { "from run to run" };
        error(entry)?.deviation.map(|deviation| format!("{} {from}", percent(deviation)))
    });
    line("R²", &|entry| figure(entry, |score| score.r2).map(number));
    line("R² on log price, before shading", &|entry| figure(entry, |score| score.r2_log).map(number));
    line("Mean absolute error", &|entry| figure(entry, |score| Some(score.mae)).map(money));
    line("Epochs", &|entry| figure(entry, |score| Some(score.epochs as f64)).map(whole));
    line("Parameters", &|entry| figure(entry, |score| Some(score.parameters as f64)).map(whole));
    line("Time an epoch", &|entry| figure(entry, |score| Some(score.seconds_per_epoch)).map(short_time));
    lines
}

/// What guesses score on the same test houses.
pub fn baselines(entries: &[&Entry]) -> Vec<Line> {
    let guesses: [(&'static str, Figure); 5] = [
        ("Ridge regression", |score| score.ridge),
        ("Best price in each zip code", |score| score.zip_code),
        ("Best single price", |score| Some(score.constants[0])),
        ("Always the median", |score| Some(score.constants[1])),
        ("Always the mean", |score| Some(score.constants[2])),
    ];
    let value = |entry: &Entry, of| figure(entry, of).map_or("none".to_owned(), percent);
    let line = |(name, of)| Line { name, values: entries.iter().map(|entry| value(entry, of)).collect() };
    guesses.map(line).into()
}

/// By how much the first is nearer than the second, in a sentence's words. `mean` is its error less that of the second.
pub fn difference_words(first: &str, second: &str, Interval { mean, ends: [low, high] }: Interval) -> String {
    let (word, other, mean, [low, high]) = match mean {
        mean if mean > 0.0 => ("farther off", "nearer", mean, [low, high]),
        mean => ("nearer", "farther off", -mean, [-high, -low]),
    };
    let interval = match low {
        low if low < 0.0 => format!("{} {other} to {} {word}", decimal(-low, 1), decimal(high, 1)),
        low => format!("{} to {}", decimal(low, 1), decimal(high, 1)),
    };
    let points = if decimal(mean, 1) == "1.0" { "point" } else { "points" };
    let judged = if low > 0.0 { "more than chance" } else { "that may be chance" };
    format!(
        "{first} is {} {points} {word} than {second} (95 % interval {interval}): {judged}.",
        decimal(mean, 1)
    )
}

/// What runs over this do not tell, behind what they do.
pub fn reach(over: Over) -> &'static str {
    match over {
        Over::Seeds => {
            " This is about other seeds, not about other houses: repeat over splits or folds to know about those."
        }
        Over::Splits | Over::Folds => "",
    }
}

/// The interval of a mean over runs; none of one run.
pub fn of_runs(summary: &Summary) -> Option<Interval> {
    let half = summary.half_width?;
    Some(Interval { mean: summary.mean, ends: [summary.mean - half, summary.mean + half] })
}

/// Of two, which is nearer; of more, how each stands to the one with the least error.
pub fn verdicts(entries: &[Rc<Entry>]) -> Vec<String> {
    if let [first, second] = entries {
        return vec![verdict(first, second)];
    }
    let mean = |entry: &Rc<Entry>| error(entry).map_or(f64::INFINITY, |summary| summary.mean);
    let Some(best) = entries.iter().min_by(|a, b| mean(a).total_cmp(&mean(b))) else { return Vec::new() };
    let others = entries.iter().filter(|entry| entry.number != best.number);
    others.map(|other| verdict(best, other)).collect()
}

/// What the interval of an entry's error is about.
pub fn covers(entry: &Entry) -> &'static str {
    match &entry.what {
        What::Single(_) => "houses",
        What::Series(series) => over_words(series.over),
    }
}

/// Which of two is nearer, paired: two runs house by house, two series run by run; or why they cannot be paired.
pub fn verdict(first: &Entry, second: &Entry) -> String {
    match (&first.what, &second.what) {
        (What::Single(a), What::Single(b)) => by_house(first, &a.evaluation, second, &b.evaluation),
        (What::Series(a), What::Series(b)) => by_run(first, a, second, b),
        _ => format!(
            "{} and {} cannot be paired: one is a run, the other a series. Choose two of a kind.",
            first.name(),
            lower(&second.name())
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
        let instead = if first.data == second.data {
            "Repeat both over the same splits"
        } else {
            "Train both on the same houses"
        };
        return format!(
            "{} and {} were tested on other houses ({why}), so they cannot be compared house by house. {instead} instead.",
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
            "On the same {} {}, pair by pair, {}{}",
            count(differences.len()),
            over_words(a.over),
            difference_words(&lower(&first.name()), &lower(&second.name()), interval),
            reach(a.over),
        ),
        None => format!(
            "{} and {} cannot be paired: they have fewer than two runs with the same seed, split and test houses.",
            first.name(),
            lower(&second.name())
        ),
    }
}
