//! Runs and series side by side: what differs in their settings, their figures, and whether one is better than the other.

use std::rc::Rc;

use super::data_report::data_name;
use super::form::{Choice, Field, model_words};
use super::list::{Entry, What};
use super::series::{Figure, Repeated, Score};
use facade_data::statistics::{Summary, mean};
use facade_spec::evaluation::{Evaluation, Interval, Prediction};
use facade_spec::repeats::{Over, overlap, run_name};
use facade_text as text;
use facade_text::format::{count, decimal, money, percent, short_time};

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

/// What a series goes over, by which texts are chosen.
pub fn over_word(over: Over) -> &'static str {
    match over {
        Over::Seeds => "seeds",
        Over::Splits => "splits",
        Over::Folds => "folds",
    }
}

/// What an entry is beside its settings: whether it was stopped, or how many runs a series has.
pub fn kind_words(entry: &Entry) -> Option<String> {
    match &entry.what {
        What::Single(run) => run.stopped.then(|| text::listed_stopped(count(run.epochs))),
        What::Series(Repeated { over, runs, scores, .. }) => {
            let (over, done, runs) = (over_word(*over), scores.len(), *runs);
            Some(match done < runs {
                true => text::listed_series_some(over, count(done), count(runs)),
                false => text::listed_series(over, count(runs)),
            })
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
    line(text::compare_data(), &|entry| data_name(&entry.data).to_owned());
    line(text::compare_device(), &|entry| entry.device.clone());
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
    line(text::compare_left_out(), &|entry| count(entry.excluded.len()));
    lines
}

/// The network, and the figures.
pub fn figures(entries: &[&Entry]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = |name: &'static str, value: &dyn Fn(&Entry) -> Option<String>| {
        let of = |entry: &&Entry| value(entry).unwrap_or_else(|| text::compare_none().to_owned());
        lines.push(Line { name, values: entries.iter().map(of).collect() });
    };
    let number = |value: f64| decimal(value, 2);
    let whole = |value: f64| decimal(value, 0);
    line(text::compare_network(), &|entry| Some(model_words(entry.config.model).0.to_owned()));
    line(text::compare_test_houses(), &|entry| figure(entry, |score| Some(score.houses as f64)).map(whole));
    line(text::compare_mean_error(), &|entry| error(entry).map(|summary| percent(summary.mean)));
    line(text::compare_interval_name(), &|entry| {
        let Summary { mean, half_width, .. } = error(entry)?;
        let [low, high] = [decimal(mean - half_width?, 1), percent(mean + half_width?)];
        Some(text::compare_interval(low, high, covers(entry)))
    });
    line(text::compare_deviation_name(), &|entry| {
        let (what, deviation) = match entry.single() {
            Some(single) => ("houses", Some(single.evaluation.test.mape_std)),
            None => ("runs", error(entry)?.deviation),
        };
        deviation.map(|deviation| text::compare_deviation(percent(deviation), what))
    });
    line(text::compare_r2(), &|entry| figure(entry, |score| score.r2).map(number));
    line(text::compare_r2_log(), &|entry| figure(entry, |score| score.r2_log).map(number));
    line(text::compare_absolute_error(), &|entry| figure(entry, |score| Some(score.mae)).map(money));
    line(text::compare_epochs(), &|entry| figure(entry, |score| Some(score.epochs as f64)).map(whole));
    line(text::compare_parameters(), &|entry| {
        figure(entry, |score| Some(score.parameters as f64)).map(whole)
    });
    line(text::compare_epoch_time(), &|entry| {
        figure(entry, |score| Some(score.seconds_per_epoch)).map(short_time)
    });
    lines
}

/// What guesses score on the same test houses.
pub fn baselines(entries: &[&Entry]) -> Vec<Line> {
    let guesses: [(&'static str, Figure); 5] = [
        (text::compare_ridge(), |score| score.ridge),
        (text::compare_zip_code(), |score| score.zip_code),
        (text::compare_constant(), |score| Some(score.constants[0])),
        (text::compare_median(), |score| Some(score.constants[1])),
        (text::compare_mean(), |score| Some(score.constants[2])),
    ];
    let value = |entry: &Entry, of| figure(entry, of).map_or(text::compare_none().to_owned(), percent);
    let line = |(name, of)| Line { name, values: entries.iter().map(|entry| value(entry, of)).collect() };
    guesses.map(line).into()
}

/// By how much the first is nearer than the second, in a sentence's words. `mean` is its error less that of the second.
pub fn difference_words(first: &str, second: &str, Interval { mean, ends: [low, high] }: Interval) -> String {
    let (way, mean, [low, high]) = match mean {
        mean if mean > 0.0 => ("farther", mean, [low, high]),
        mean => ("nearer", -mean, [-high, -low]),
    };
    let interval = match low {
        low if low < 0.0 => text::compare_ends(way, decimal(-low, 1), decimal(high, 1)),
        low => text::compare_range(decimal(low, 1), decimal(high, 1)),
    };
    // One where it is shown as one.
    let points = if format!("{mean:.1}") == "1.0" { 1 } else { 2 };
    let chance = if low > 0.0 { "no" } else { "yes" };
    text::compare_difference(first, decimal(mean, 1), points, way, second, interval, chance)
}

/// What runs over this do not tell.
pub fn reach(over: Over) -> Option<&'static str> {
    (over == Over::Seeds).then(text::compare_other_seeds)
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

/// What the interval of an entry's error is about, by which texts are chosen.
pub fn covers(entry: &Entry) -> &'static str {
    match &entry.what {
        What::Single(_) => "houses",
        What::Series(series) => over_word(series.over),
    }
}

/// Which of two is nearer, paired: two runs house by house, two series run by run; or why they cannot be paired.
pub fn verdict(first: &Entry, second: &Entry) -> String {
    match (&first.what, &second.what) {
        (What::Single(a), What::Single(b)) => by_house(first, &a.evaluation, second, &b.evaluation),
        (What::Series(a), What::Series(b)) => by_run(first, a, second, b),
        _ => text::compare_not_a_kind(first.name(), second.name_within()),
    }
}

fn by_house(first: &Entry, a: &Evaluation, second: &Entry, b: &Evaluation) -> String {
    // Of the same split they stand in the same order.
    let pairs = || a.predictions.iter().zip(&b.predictions);
    let same = first.data == second.data
        && a.predictions.len() == b.predictions.len()
        && pairs().all(|(p, other)| (p.house, p.actual) == (other.house, other.actual));
    if !same {
        let both = [first, second];
        let (why, [a, b]) = match () {
            () if first.data != second.data => ("data", both.map(|entry| entry.data.clone())),
            () if first.config.split_seed != second.config.split_seed => {
                ("splits", both.map(|entry| entry.config.split_seed.to_string()))
            }
            () if first.config.test_share != second.config.test_share => {
                ("shares", both.map(|entry| entry.config.test_share.to_string()))
            }
            () => ("left-out", [const { String::new() }; 2]),
        };
        return text::compare_other_houses(first.name(), second.name_within(), why, a, b);
    }
    let differences: Vec<f64> = pairs().map(|(p, other)| off(p) - off(other)).collect();
    let interval = match differences.len() {
        0..=DRAWN => Interval::of_differences(&differences),
        _ => of_runs(&Summary::of(&differences, 0.0)),
    };
    let Some(interval) = interval else { return String::new() };
    let difference = difference_words(&first.name_within(), &second.name_within(), interval);
    text::compare_by_house(count(differences.len()), difference)
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
        Some(interval) => {
            let difference = difference_words(&first.name_within(), &second.name_within(), interval);
            let said = text::compare_by_run(count(differences.len()), over_word(a.over), difference);
            [Some(said.as_str()), reach(a.over)].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        None => text::compare_too_few(first.name(), second.name_within()),
    }
}
