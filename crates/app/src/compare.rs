//! Runs and series side by side: different settings, metrics, and whether one is better than the other.

use std::sync::Arc;

use super::data_report::data_name;
use super::form::model_words;
use super::result_text::interval_text;
use super::run_entry::{Results, RunEntry};
use super::series_results::{Score, ScoreMetric, SeriesResults};
use facade_data::statistics::{RunStatistics, mean};
use facade_spec::evaluation::{ConfidenceInterval, Evaluation, MapeCalibration};
use facade_spec::repeats::{RepeatAxis, overlap, run_name};
use facade_spec::settings::{SETTINGS, SPLIT_BY};
use facade_text as text;
use facade_text::format::{count, decimal, money, percent, short_time};

/// Up to this many houses, an interval is bootstrapped. Beyond, the mean is close to normal, and the page would
/// freeze.
const MAX_BOOTSTRAP_HOUSES: usize = 500;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonRow {
    pub name: &'static str,
    /// In the order of the runs.
    pub values: Vec<String>,
}

/// Over the test houses of a run, or over the runs of a series.
pub fn mean_error(entry: &RunEntry) -> Option<RunStatistics> {
    match &entry.results {
        Results::Single(single) => {
            let errors: Vec<f64> = single.evaluation.percentage_errors().collect();
            Some(RunStatistics::of(&errors, 0.0))
        }
        Results::Series(series) => series.summary(&entry.config, |score| Some(score.mape())),
    }
}

/// The mean error with the factor that is best for the MAPE; `None` without a factor.
fn calibrated_error(entry: &RunEntry) -> Option<f64> {
    match &entry.results {
        Results::Single(single) => {
            let MapeCalibration { factor, test, .. } = single.evaluation.calibration;
            (factor != 1.0).then_some(test.mean)
        }
        Results::Series(_) => {
            mean_score(entry, |score| Some(score.calibrated_mape)).filter(|_| entry.config.calibrate)
        }
    }
}

/// The key by which texts select.
pub fn axis_key(axis: RepeatAxis) -> &'static str {
    match axis {
        RepeatAxis::Seeds => "seeds",
        RepeatAxis::Splits => "splits",
        RepeatAxis::Folds => "folds",
        RepeatAxis::Sizes => "sizes",
    }
}

/// Whether a run was stopped, or how many runs a series has.
pub fn kind_text(entry: &RunEntry) -> Option<String> {
    match &entry.results {
        Results::Single(_) => stopped_text(entry),
        Results::Series(SeriesResults { axis, runs, scores, .. }) => {
            let (over, done, runs) = (axis_key(*axis), scores.len(), *runs);
            let kind = match done < runs {
                true => text::t!(listed_series_some, over, done = count(done), runs = count(runs)),
                false => text::t!(listed_series, over, runs = count(runs)),
            };
            // Earlier versions kept no other error.
            let has_factor = entry.config.calibrate && scores.iter().any(|score| score.price_mape.is_none());
            Some(if has_factor { format!("{kind}; {}", text::listed_with_factor()) } else { kind })
        }
    }
}

/// How far a run was that the visitor stopped.
pub fn stopped_text(entry: &RunEntry) -> Option<String> {
    let run = entry.single().filter(|run| run.stopped)?;
    Some(text::t!(listed_stopped, done = count(run.epochs), all = count(entry.config.epochs)))
}

/// One for each run of an entry.
fn scores(entry: &RunEntry) -> Vec<Score> {
    match &entry.results {
        Results::Single(run) => {
            vec![Score::of(0, &run.evaluation, [run.epochs, run.parameters], run.seconds_per_epoch)]
        }
        Results::Series(series) => series.scores.clone(),
    }
}

/// The mean of a metric over the runs of an entry; `None` if no run has it.
pub fn mean_score(entry: &RunEntry, metric: ScoreMetric) -> Option<f64> {
    let values: Vec<f64> = scores(entry).iter().filter_map(metric).collect();
    (!values.is_empty()).then(|| mean(values.into_iter()))
}

pub fn differing_settings(entries: &[&RunEntry]) -> Vec<ComparisonRow> {
    let mut rows = setting_rows(entries);
    rows.retain(|row| row.values.iter().any(|value| *value != row.values[0]));
    rows
}

/// All settings that apply to a run.
pub fn all_settings(entry: &RunEntry) -> Vec<ComparisonRow> {
    let mut rows = setting_rows(&[entry]);
    rows.retain(|row| row.values[0] != NONE);
    rows
}

/// Stands for a setting that does not apply.
const NONE: &str = "–";

fn setting_rows(entries: &[&RunEntry]) -> Vec<ComparisonRow> {
    let mut rows = Vec::new();
    let mut row = |name: &'static str, value: &dyn Fn(&RunEntry) -> String| {
        let values: Vec<String> = entries.iter().map(|entry| value(entry)).collect();
        rows.push(ComparisonRow { name, values });
    };
    let none = || NONE.to_owned();
    row(text::compare_data(), &|entry| data_name(&entry.data).to_owned());
    // A series knows the kind of its device only.
    row(text::compare_device(), &|entry| entry.device.split(',').next().unwrap_or_default().to_owned());
    for setting in SETTINGS {
        row((setting.label)(), &|entry| match setting.applies(&entry.config) {
            true => setting.words(&entry.config),
            false => none(),
        });
    }
    row(text::compare_left_out(), &|entry| count(entry.excluded.len()));
    rows
}

/// The network and its metrics.
pub fn metric_rows(entries: &[&RunEntry]) -> Vec<ComparisonRow> {
    let mut rows = Vec::new();
    let mut row = |name: &'static str, value: &dyn Fn(&RunEntry) -> Option<String>| {
        let of = |entry: &&RunEntry| value(entry).unwrap_or_else(|| text::compare_none().to_owned());
        rows.push(ComparisonRow { name, values: entries.iter().map(of).collect() });
    };
    let number = |value: f64| decimal(value, 2);
    let whole = |value: f64| decimal(value, 0);
    row(text::compare_network(), &|entry| Some(model_words(entry.config.model).0.to_owned()));
    row(text::compare_test_houses(), &|entry| {
        mean_score(entry, |score| Some(score.houses as f64)).map(whole)
    });
    row(text::compare_mean_error(), &|entry| mean_error(entry).map(|summary| percent(summary.mean)));
    row(text::compare_interval_name(), &|entry| {
        let interval = interval_text(&mean_error(entry)?)?;
        Some(text::t!(compare_interval, interval, over = interval_key(entry)))
    });
    if entries.iter().any(|entry| calibrated_error(entry).is_some()) {
        row(text::compare_calibrated(), &|entry| calibrated_error(entry).map(percent));
    }
    row(text::compare_deviation_name(), &|entry| {
        let (what, deviation) = match entry.single() {
            Some(single) => ("houses", Some(single.evaluation.mape().std)),
            None => ("runs", mean_error(entry)?.std),
        };
        deviation.map(|deviation| text::t!(compare_deviation, deviation = percent(deviation), what))
    });
    row(text::compare_r2(), &|entry| mean_score(entry, |score| score.r2).map(number));
    row(text::compare_r2_log(), &|entry| mean_score(entry, |score| score.r2_log).map(number));
    row(text::compare_absolute_error(), &|entry| mean_score(entry, |score| Some(score.mae)).map(money));
    row(text::compare_epochs(), &|entry| mean_score(entry, |score| Some(score.epochs as f64)).map(whole));
    row(text::compare_parameters(), &|entry| {
        mean_score(entry, |score| Some(score.parameters as f64)).map(whole)
    });
    row(text::compare_epoch_time(), &|entry| {
        mean_score(entry, |score| Some(score.seconds_per_epoch)).map(short_time)
    });
    rows
}

/// Scores of the baselines on the same test houses.
pub fn baseline_rows(entries: &[&RunEntry]) -> Vec<ComparisonRow> {
    let baselines: [(&'static str, ScoreMetric); 6] = [
        (text::compare_ridge(), |score| score.ridge),
        (text::compare_ridge_slopes(), |score| score.ridge_slopes),
        (text::compare_zip_code(), |score| score.zip_code),
        (text::compare_constant(), |score| Some(score.constants[0])),
        (text::compare_median(), |score| Some(score.constants[1])),
        (text::compare_mean(), |score| Some(score.constants[2])),
    ];
    let value =
        |entry: &RunEntry, metric| mean_score(entry, metric).map_or(text::compare_none().to_owned(), percent);
    let row = |(name, metric)| ComparisonRow {
        name,
        values: entries.iter().map(|entry| value(entry, metric)).collect(),
    };
    baselines.map(row).into()
}

/// How much better or worse the first is than the second. `mean` is its error minus that of the second.
pub fn difference_text(
    first: &str,
    second: &str,
    ConfidenceInterval { mean, ends: [low, high] }: ConfidenceInterval,
) -> String {
    let (way, mean, [low, high]) = match mean {
        mean if mean > 0.0 => ("farther", mean, [low, high]),
        mean => ("nearer", -mean, [-high, -low]),
    };
    let interval = match low {
        low if low < 0.0 => text::t!(compare_ends, way, low = decimal(-low, 1), high = decimal(high, 1)),
        low => text::t!(compare_range, low = decimal(low, 1), high = decimal(high, 1)),
    };
    // Singular if it is shown as 1.0.
    let points = if format!("{mean:.1}") == "1.0" { 1 } else { 2 };
    let chance = if low > 0.0 { "no" } else { "yes" };
    text::t!(compare_difference, first, by = decimal(mean, 1), points, way, second, interval, chance)
}

/// What runs over this axis do not show.
pub fn axis_caveat(axis: RepeatAxis) -> Option<&'static str> {
    (axis == RepeatAxis::Seeds).then(text::compare_other_seeds)
}

/// The confidence interval of a mean over runs; `None` for one run.
pub fn run_interval(summary: &RunStatistics) -> Option<ConfidenceInterval> {
    let half = summary.half_width?;
    Some(ConfidenceInterval { mean: summary.mean, ends: [summary.mean - half, summary.mean + half] })
}

/// Of each pair that can be compared, which is better: the pairs with the best entries first. Then why an entry is in no pair, and
/// which runs were stopped.
pub fn verdicts(entries: &[Arc<RunEntry>]) -> Vec<String> {
    let mut verdicts = pair_verdicts(entries);
    let is_stopped = |entry: &&Arc<RunEntry>| entry.single().is_some_and(|run| run.stopped);
    for entry in entries.iter().filter(is_stopped).filter(|_| entries.len() > 1) {
        let done = entry.single().map_or(0, |run| run.epochs);
        let all = count(entry.config.epochs);
        verdicts.push(text::t!(compare_stopped, run = entry.name(), done = count(done), all));
    }
    verdicts
}

fn pair_verdicts(entries: &[Arc<RunEntry>]) -> Vec<String> {
    let mean = |entry: &&Arc<RunEntry>| mean_error(entry).map_or(f64::INFINITY, |summary| summary.mean);
    let mut sorted: Vec<&Arc<RunEntry>> = entries.iter().collect();
    if let [first, second] = sorted[..] {
        return vec![pairwise_verdict(first, second).unwrap_or_else(|why| why)];
    }
    sorted.sort_by(|a, b| mean(a).total_cmp(&mean(b)));
    let pairs = (0..sorted.len()).flat_map(|one| (one + 1..sorted.len()).map(move |other| (one, other)));
    let (mut verdicts, mut problems) = (Vec::new(), Vec::new());
    let mut is_paired = vec![false; sorted.len()];
    for (one, other) in pairs {
        match pairwise_verdict(sorted[one], sorted[other]) {
            Ok(verdict) => {
                (is_paired[one], is_paired[other]) = (true, true);
                verdicts.push(verdict);
            }
            Err(why) => problems.push((one, other, why)),
        }
    }
    for (one, other, why) in problems {
        if !is_paired[other] || !is_paired[one] {
            (is_paired[one], is_paired[other]) = (true, true);
            verdicts.push(why);
        }
    }
    verdicts
}

/// The key by which texts say what the interval is over.
pub fn interval_key(entry: &RunEntry) -> &'static str {
    match &entry.results {
        Results::Single(_) => "houses",
        Results::Series(series) => axis_key(series.axis),
    }
}

/// Which of two is better, in pairs of houses for two runs and in pairs of runs for two series.
///
/// # Errors
/// Why they cannot be paired.
pub fn pairwise_verdict(first: &RunEntry, second: &RunEntry) -> Result<String, String> {
    match (&first.results, &second.results) {
        (Results::Single(a), Results::Single(b)) => by_house(first, &a.evaluation, second, &b.evaluation),
        (Results::Series(a), Results::Series(b)) => by_run(first, a, second, b),
        _ => Err(text::t!(compare_not_a_kind, first = first.name(), second = second.name_within())),
    }
}

fn by_house(first: &RunEntry, a: &Evaluation, second: &RunEntry, b: &Evaluation) -> Result<String, String> {
    // Predictions of the same split are in the same order.
    let pairs = || a.predictions.iter().zip(&b.predictions);
    let same = first.data == second.data
        && a.predictions.len() == b.predictions.len()
        && pairs().all(|(p, other)| (&p.house, p.actual) == (&other.house, other.actual));
    if !same {
        let both = [first, second];
        let (why, [a, b]) = match () {
            () if first.data != second.data => ("data", both.map(|entry| entry.data.clone())),
            () if first.config.split_by != second.config.split_by => {
                ("ways", both.map(|entry| SPLIT_BY.words(&entry.config)))
            }
            () if first.config.split_seed != second.config.split_seed => {
                ("splits", both.map(|entry| entry.config.split_seed.to_string()))
            }
            () if first.config.test_share != second.config.test_share => {
                ("shares", both.map(|entry| entry.config.test_share.to_string()))
            }
            () => ("left-out", [const { String::new() }; 2]),
        };
        return Err(text::t!(
            compare_other_houses,
            first = first.name(),
            second = second.name_within(),
            why,
            a,
            b
        ));
    }
    let differences: Vec<f64> =
        a.percentage_errors().zip(b.percentage_errors()).map(|(error, other)| error - other).collect();
    let interval = match differences.len() {
        0..=MAX_BOOTSTRAP_HOUSES => ConfidenceInterval::of_differences(&differences),
        _ => run_interval(&RunStatistics::of(&differences, 0.0)),
    };
    let Some(interval) = interval else {
        return Err(text::t!(compare_too_few, first = first.name(), second = second.name_within()));
    };
    let difference = difference_text(&first.name_within(), &second.name_within(), interval);
    Ok(text::t!(compare_by_house, houses = count(differences.len()), difference))
}

fn by_run(
    first: &RunEntry,
    a: &SeriesResults,
    second: &RunEntry,
    b: &SeriesResults,
) -> Result<String, String> {
    let [ours, theirs] = [(first, a), (second, b)].map(|(entry, series)| series.configs(&entry.config));
    // Earlier versions kept only the error with the factor: like is compared with like.
    let keeps_both = a.scores.iter().chain(&b.scores).all(|score| score.price_mape.is_some());
    let error = |score: &Score| if keeps_both { score.mape() } else { score.calibrated_mape };
    let mut paired = Vec::new();
    let mut differences = Vec::new();
    for score in &a.scores {
        let Some(config) = ours.get(score.run) else { continue };
        let name = run_name(config);
        let same = |other: &&Score| {
            // Baselines with equal scores were computed from the same houses.
            theirs.get(other.run).is_some_and(|config| run_name(config) == name)
                && other.constants == score.constants
        };
        if let Some(other) = b.scores.iter().find(same) {
            differences.push(error(score) - error(other));
            paired.push(config.clone());
        }
    }
    match run_interval(&RunStatistics::of(&differences, overlap(&paired))) {
        Some(interval) => {
            let difference = difference_text(&first.name_within(), &second.name_within(), interval);
            let sentence = text::t!(
                compare_by_run,
                count = count(differences.len()),
                over = axis_key(a.axis),
                difference
            );
            let sentences = [Some(sentence.as_str()), axis_caveat(a.axis)];
            Ok(sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        None => Err(text::t!(compare_too_few, first = first.name(), second = second.name_within())),
    }
}
