//! `facade repeat`: trains a recipe over many seeds, splits or folds. `facade compare`: compares two recipes on the
//! same ones.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use serde_json::{Value, json};

use super::pretrained::PretrainedArgs;
use super::settings::Settings;
use super::train::{BackboneFile, Device, model, recipe, report, train};
use super::{CliError, TableArgs};
use facade_data::statistics::RunStatistics;
use facade_spec::evaluation::ConfidenceInterval;
use facade_spec::repeats::{self, RepeatAxis, run_name};
use facade_spec::{Config, ModelKind};

#[derive(Debug, Args)]
pub(super) struct RepeatArgs {
    /// A folder, or zip archives and tables, or `sample` for the built-in sample
    #[arg(required = true)]
    dataset: Vec<String>,
    /// The network and its recipe: cnn is the tutorial's, single and branches are its other options; mlp, mixed, tuned-photos,
    /// tuned-mixed, pretrained-photos, pretrained-set, pretrained-mixed, backbone
    #[arg(long, value_parser = model, default_value = "cnn")]
    model: ModelKind,
    /// What varies between the runs
    #[arg(long, value_enum, default_value_t = Axis::Seeds)]
    over: Axis,
    /// Number of runs, or of folds with --over folds
    #[arg(long, default_value_t = 10)]
    runs: usize,
    /// The first seed or split seed; with --over folds, the first shuffle seed
    #[arg(long)]
    from: Option<u32>,
    /// Number of repetitions with --over folds, each with a new shuffle
    #[arg(long, default_value_t = 1)]
    times: u32,
    /// Append each run to this file as a line of JSON; runs that it already contains are skipped
    #[arg(long)]
    log: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    /// Weights for the backbone network: a safetensors file with a ResNet-18 in the names of torchvision or timm, or an
    /// EfficientNet-Lite0 in those of timm
    #[arg(long)]
    backbone: Option<PathBuf>,
    #[command(flatten)]
    pretrained: PretrainedArgs,
    /// The device to train on
    #[arg(long, value_enum, default_value_t = Device::Cpu)]
    device: Device,
    #[command(flatten)]
    table: TableArgs,
}

/// What varies between the runs.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Axis {
    /// The training seed, with one split
    Seeds,
    /// The seed of the train-test split
    Splits,
    /// The fold of the training houses used for testing; the test set is not used
    Folds,
    /// The number of training houses, each twice the one before, up to all: a learning curve
    Sizes,
}

impl From<Axis> for RepeatAxis {
    fn from(axis: Axis) -> RepeatAxis {
        match axis {
            Axis::Seeds => RepeatAxis::Seeds,
            Axis::Splits => RepeatAxis::Splits,
            Axis::Folds => RepeatAxis::Folds,
            Axis::Sizes => RepeatAxis::Sizes,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The log of the first recipe, from `repeat --log`
    first: PathBuf,
    /// The log of the second recipe; by default, the ridge baseline of the same runs
    second: Option<PathBuf>,
}

/// Trains all runs, prints each result, and a summary.
///
/// # Errors
/// If the dataset cannot be read, the settings are invalid, a run fails, or the log cannot be read or written.
pub(super) fn run(args: &RepeatArgs) -> Result<(), CliError> {
    let backbone = args.backbone.as_deref().map(BackboneFile::read).transpose()?;
    let mut config = recipe(args.model, backbone.as_ref());
    args.settings.apply(&mut config);
    if RepeatAxis::from(args.over).is_constant(&config) {
        let why = "A split by date does not depend on a seed: repeat over seeds or folds.";
        return Err(CliError::Message(why.into()));
    }
    let configs = configs(args, &config);
    for config in &configs {
        config.check().map_err(|e| CliError::Message(e.to_string()))?;
    }
    let done = args.log.as_deref().filter(|log| log.exists()).map_or(Ok(Vec::new()), read_log)?;
    let extractor = args.pretrained.extractor_for(args.model)?;
    let data = super::load(&args.dataset, &args.table, config.tile, extractor.as_ref())?;
    let mut runs = Vec::new();
    for mut config in configs {
        config.photos = data.rooms.len();
        let config_json = json!(config);
        let run = match done.iter().find(|run| run["config"] == config_json) {
            Some(run) => run.clone(),
            None => {
                let device = args.device.choice();
                let outcome =
                    train(data.clone(), config.clone(), device, Vec::new(), backbone.as_ref(), true);
                if let Some(message) = outcome.error {
                    return Err(CliError::Message(message));
                }
                if outcome.stopped {
                    super::print_stderr(&format!(
                        "{}: skipped, since training diverged.",
                        label(&json!({ "config": config_json }))
                    ));
                    continue;
                }
                let no_model = || CliError::Message("A run ended without a model.".into());
                let (evaluation, seconds, _) = outcome.result.ok_or_else(no_model)?;
                let run = report(&evaluation, seconds, &outcome.epochs, &config);
                args.log.as_deref().map_or(Ok(()), |log| append_run(log, &run))?;
                run
            }
        };
        super::print_stderr(&format!("{}: MAPE {:.2} %", label(&run), mape(&run)));
        runs.push(run);
    }
    // A mean over different numbers of houses means nothing: the last run has all of them.
    let summarised = match RepeatAxis::from(args.over) {
        RepeatAxis::Sizes => &runs[runs.len().saturating_sub(1)..],
        _ => &runs[..],
    };
    super::print_stdout(&summary_text(summarised, overlap(summarised)));
    Ok(())
}

/// Pairs the runs of two logs and prints the differences.
///
/// # Errors
/// If a log cannot be read, or the logs have no runs in common.
pub(super) fn compare(args: &CompareArgs) -> Result<(), CliError> {
    let first = read_log(&args.first)?;
    let second = args.second.as_deref().map(read_log).transpose()?;
    let mut differences = Vec::new();
    let name = |log: &Path| log.file_stem().unwrap_or(log.as_os_str()).to_string_lossy().into_owned();
    let names = [name(&args.first), args.second.as_deref().map_or("ridge".to_owned(), name)];
    for run in &first {
        let other = match &second {
            Some(second) => second.iter().find(|other| label(other) == label(run)).map(mape),
            None => run["baselines"]["ridge"]["mape_mean"].as_f64(),
        };
        let Some(other) = other else { continue };
        super::print_stderr(&format!(
            "{}: {} {:.2} %, {} {other:.2} %",
            label(run),
            names[0],
            mape(run),
            names[1]
        ));
        differences.push(mape(run) - other);
    }
    if differences.is_empty() {
        let none = "The logs have no runs in common. Runs are paired by seed, split and fold.";
        return Err(CliError::Message(none.into()));
    }
    let overlap = overlap(&first);
    let summary = RunStatistics::of(&differences, overlap);
    let what = "mean, standard deviation, 95 % confidence interval of the mean";
    super::print_stdout(&format!(
        "MAPE of {} minus that of {} ({what}): {}",
        names[0],
        names[1],
        statistics_text(&summary)
    ));
    let second = second.unwrap_or_default();
    let paired: Vec<f64> = if overlap == 0.0 { house_differences(&first, &second) } else { Vec::new() };
    if let Some(ConfidenceInterval { mean, ends: [low, high] }) = ConfidenceInterval::of_differences(&paired)
    {
        super::print_stdout(&format!(
            "On the same {} test houses (95 % bootstrap interval): {mean:.3}, {low:.3} to {high:.3}",
            paired.len()
        ));
    }
    Ok(())
}

/// For each test house of both logs, the difference of its mean percentage errors over the runs.
fn house_differences(first: &[Value], second: &[Value]) -> Vec<f64> {
    let errors = |runs: &[Value]| {
        // Ids are numbers or texts.
        let mut errors: BTreeMap<String, Vec<f64>> = BTreeMap::new();
        for prediction in runs.iter().filter_map(|run| run["predictions"].as_array()).flatten() {
            let [actual, predicted] = ["actual", "predicted"].map(|key| prediction[key].as_f64());
            if let (Some(actual), Some(predicted)) = (actual, predicted) {
                errors
                    .entry(prediction["house"].to_string())
                    .or_default()
                    .push(100.0 * (predicted / actual - 1.0).abs());
            }
        }
        errors
    };
    let (first, second) = (errors(first), errors(second));
    let mean = |errors: &[f64]| errors.iter().sum::<f64>() / errors.len() as f64;
    first.iter().filter_map(|(house, errors)| Some(mean(errors) - mean(second.get(house)?))).collect()
}

fn configs(args: &RepeatArgs, config: &Config) -> Vec<Config> {
    let over = RepeatAxis::from(args.over);
    let first = u64::from(args.from.unwrap_or(if over == RepeatAxis::Seeds { 1 } else { 0 }));
    let times = if over == RepeatAxis::Folds { args.times } else { 1 };
    let one = |time: u32| over.configs(config, args.runs, first + u64::from(time));
    (0..times).flat_map(one).collect()
}

/// The settings of a logged run.
fn config(run: &Value) -> Option<Config> {
    Config::deserialize(&run["config"]).ok()
}

fn overlap(runs: &[Value]) -> f64 {
    repeats::overlap(&runs.iter().filter_map(config).collect::<Vec<_>>())
}

fn label(run: &Value) -> String {
    config(run).as_ref().map(run_name).unwrap_or_default()
}

/// The MAPE that is compared. In logs of earlier versions prices themselves are multiplied by the factor.
fn mape(run: &Value) -> f64 {
    let compared = run["mape"]["test"]["mean"].as_f64();
    compared.or_else(|| run["test"]["mape_mean"].as_f64()).unwrap_or(f64::NAN)
}

fn summary_text(runs: &[Value], overlap: f64) -> String {
    let mut out =
        format!("{} runs: mean, standard deviation, 95 % confidence interval of the mean\n", runs.len());
    let mut line = |name: &str, value: &dyn Fn(&Value) -> Option<f64>| {
        let values: Vec<f64> = runs.iter().filter_map(value).collect();
        if !values.is_empty() {
            out += &format!("  {name}: {}\n", statistics_text(&RunStatistics::of(&values, overlap)));
        }
    };
    line("MAPE, %", &|run| Some(mape(run)));
    line("MAPE of the prices as shown, %", &|run| {
        run["mape"].get("factor").and_then(|_| run["test"]["mape_mean"].as_f64())
    });
    line("R2 on log price", &|run| {
        let earlier = run["r2_log_unshaded"].as_f64();
        earlier.or_else(|| run["test"]["r2_log"].as_f64())
    });
    line("median ratio", &|run| run["ratios"]["median_ratio"].as_f64());
    line("coefficient of dispersion, %", &|run| run["ratios"]["cod"].as_f64());
    for (i, rate) in ["80 %", "90 %"].into_iter().enumerate() {
        line(&format!("coverage of {rate} intervals"), &|run| run["ranges"][i]["coverage"].as_f64());
    }
    let baseline = |run: &Value, name: &str| run["baselines"][name]["mape_mean"].as_f64();
    line("best constant, MAPE, %", &|run| baseline(run, "best_constant"));
    line("best constant per zip code, MAPE, %", &|run| baseline(run, "zip_code"));
    line("ridge on attributes, MAPE, %", &|run| baseline(run, "ridge"));
    line("ridge with slopes per zip code, MAPE, %", &|run| baseline(run, "ridge_slopes"));
    line("MAPE minus that of ridge, paired", &|run| Some(mape(run) - baseline(run, "ridge")?));
    out.trim_end().to_owned()
}

fn statistics_text(summary: &RunStatistics) -> String {
    let RunStatistics { mean, std, half_width, .. } = summary;
    match std.zip(*half_width) {
        Some((std, half)) => format!("{mean:.3}, {std:.3}, {:.3} to {:.3}", mean - half, mean + half),
        None => format!("{mean:.3}"),
    }
}

/// Reads the runs of a log. Lines that are truncated or have no settings are skipped, so that their runs are repeated.
fn read_log(path: &Path) -> Result<Vec<Value>, CliError> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| CliError::Message(format!("The log {} could not be read: {e}.", path.display())))?;
    let runs = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    Ok(runs.filter(|run| config(run).is_some()).collect())
}

fn append_run(path: &Path, run: &Value) -> Result<(), CliError> {
    let write = || writeln!(OpenOptions::new().append(true).create(true).open(path)?, "{run}");
    write()
        .map_err(|e| CliError::Message(format!("The run could not be written to {}: {e}.", path.display())))
}
