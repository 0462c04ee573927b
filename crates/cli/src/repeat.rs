//! `facade repeat`: one recipe over many seeds, splits or folds, since one run proves nothing. `facade compare`: two recipes on the
//! same ones.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use serde_json::{Value, json};

use super::train::{Device, Settings, drive, model, read_backbone, report};
use super::{CliError, TableArgs};
use facade_data::statistics::Summary;
use facade_spec::evaluation::Interval;
use facade_spec::repeats::{self, Over, run_name};
use facade_spec::{Config, ModelKind};

/// Arguments of `facade repeat`.
#[derive(Debug, Args)]
pub(super) struct RepeatArgs {
    /// The dataset's folder or zip archive, or `sample` for the built-in houses
    dataset: String,
    /// The network, with its recipe
    #[arg(long, value_parser = model, default_value = "cnn")]
    model: ModelKind,
    /// What differs from run to run
    #[arg(long, value_enum, default_value_t = Axis::Seeds)]
    over: Axis,
    /// How many runs; over folds, how many folds
    #[arg(long, default_value_t = 10)]
    runs: usize,
    /// The first seed or split seed; over folds, the first seed of the shuffle
    #[arg(long)]
    from: Option<u32>,
    /// Over folds: how many times, shuffled anew
    #[arg(long, default_value_t = 1)]
    times: u32,
    /// Write each run to this file as a line of JSON; runs that it holds already are not run again
    #[arg(long)]
    log: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    /// The ResNet-18 that the backbone network stands on: a safetensors file in the names of torchvision and timm
    #[arg(long)]
    backbone: Option<PathBuf>,
    /// Where to compute: auto, gpu or cpu
    #[arg(long, value_enum, default_value_t = Device::Cpu)]
    device: Device,
    #[command(flatten)]
    table: TableArgs,
}

/// What differs from run to run.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Axis {
    /// The training seed, on one split
    Seeds,
    /// The split's seed
    Splits,
    /// The fold of the training houses that is tested on; the test houses have no part in it
    Folds,
}

impl From<Axis> for Over {
    fn from(axis: Axis) -> Over {
        match axis {
            Axis::Seeds => Over::Seeds,
            Axis::Splits => Over::Splits,
            Axis::Folds => Over::Folds,
        }
    }
}

/// Arguments of `facade compare`.
#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// The log of one recipe, as `repeat --log` wrote it
    first: PathBuf,
    /// The log of the other; left out, the ridge regression of the same runs
    second: Option<PathBuf>,
}

/// Runs, reports each, and sums up.
///
/// # Errors
/// If the dataset cannot be read, the settings are impossible, a run fails, or the log cannot be read or written.
pub(super) fn run(args: &RepeatArgs) -> Result<(), CliError> {
    let mut config = Config::recipe(args.model);
    args.settings.change(&mut config);
    let configs = configs(args, &config);
    for config in &configs {
        config.check().map_err(|e| CliError::Told(e.to_string()))?;
    }
    let done = args.log.as_deref().filter(|log| log.exists()).map_or(Ok(Vec::new()), lines)?;
    let data = super::load(&args.dataset, &args.table, config.tile)?;
    let backbone = args.backbone.as_deref().map(read_backbone).transpose()?;
    let mut runs = Vec::new();
    for mut config in configs {
        config.photos = data.rooms.len();
        let named = json!(config);
        let run = match done.iter().find(|run| run["config"] == named) {
            Some(run) => run.clone(),
            None => {
                let device = args.device.choice();
                let outcome =
                    drive(data.clone(), config.clone(), device, Vec::new(), backbone.as_ref(), true);
                if let Some(message) = outcome.error {
                    return Err(CliError::Told(message));
                }
                if outcome.stopped {
                    super::note(&format!(
                        "{}: left out, since its numbers ran away.",
                        name(&json!({ "config": named }))
                    ));
                    continue;
                }
                let none = || CliError::Told("A run ended without a model.".into());
                let (evaluation, seconds, _) = outcome.end.ok_or_else(none)?;
                let run = report(&evaluation, seconds, &outcome.epochs, &config);
                args.log.as_deref().map_or(Ok(()), |log| append(log, &run))?;
                run
            }
        };
        super::note(&format!("{}: MAPE {:.2} %", name(&run), mape(&run)));
        runs.push(run);
    }
    super::print(&summary(&runs, overlap(&runs)));
    Ok(())
}

/// Pairs the runs of two logs and says how they differ.
///
/// # Errors
/// If a log cannot be read, or no run of one has its like in the other.
pub(super) fn compare(args: &CompareArgs) -> Result<(), CliError> {
    let first = lines(&args.first)?;
    let second = args.second.as_deref().map(lines).transpose()?;
    let mut differences = Vec::new();
    for run in &first {
        let other = match &second {
            Some(second) => second.iter().find(|other| name(other) == name(run)).map(mape),
            None => run["baselines"]["ridge"]["mape_mean"].as_f64(),
        };
        let Some(other) = other else { continue };
        super::note(&format!("{}: {:.2} against {other:.2}", name(run), mape(run)));
        differences.push(mape(run) - other);
    }
    if differences.is_empty() {
        let none = "The two have no run in common: the same seeds, splits and folds are compared.";
        return Err(CliError::Told(none.into()));
    }
    let overlap = overlap(&first);
    let summary = Summary::of(&differences, overlap);
    let what = "mean, standard deviation, 95 % interval of the mean";
    super::print(&format!("MAPE of the first less that of the second ({what}): {}", words(&summary)));
    let second = second.unwrap_or_default();
    let paired: Vec<f64> = if overlap == 0.0 { by_house(&first, &second) } else { Vec::new() };
    if let Some(Interval { mean, ends: [low, high] }) = Interval::of_differences(&paired) {
        super::print(&format!(
            "On the same {} test houses, drawn anew (bootstrap, 95 %): {mean:.3}, {low:.3} to {high:.3}",
            paired.len()
        ));
    }
    Ok(())
}

/// For each test house that both have predicted, its error in percent by the first, less that by the second, each the mean over the
/// runs.
fn by_house(first: &[Value], second: &[Value]) -> Vec<f64> {
    let errors = |runs: &[Value]| {
        let mut errors: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
        for prediction in runs.iter().filter_map(|run| run["predictions"].as_array()).flatten() {
            let [actual, predicted] = ["actual", "predicted"].map(|key| prediction[key].as_f64());
            if let (Some(house), Some(actual), Some(predicted)) =
                (prediction["house"].as_u64(), actual, predicted)
            {
                errors.entry(house).or_default().push(100.0 * (predicted / actual - 1.0).abs());
            }
        }
        errors
    };
    let (first, second) = (errors(first), errors(second));
    let mean = |errors: &[f64]| errors.iter().sum::<f64>() / errors.len() as f64;
    first.iter().filter_map(|(house, errors)| Some(mean(errors) - mean(second.get(house)?))).collect()
}

fn configs(args: &RepeatArgs, config: &Config) -> Vec<Config> {
    let over = Over::from(args.over);
    let first = u64::from(args.from.unwrap_or(if over == Over::Seeds { 1 } else { 0 }));
    let times = if over == Over::Folds { args.times } else { 1 };
    let one = |time: u32| over.configs(config, args.runs, first + u64::from(time));
    (0..times).flat_map(one).collect()
}

/// The settings of a run in a log.
fn config(run: &Value) -> Option<Config> {
    Config::deserialize(&run["config"]).ok()
}

fn overlap(runs: &[Value]) -> f64 {
    repeats::overlap(&runs.iter().filter_map(config).collect::<Vec<_>>())
}

fn name(run: &Value) -> String {
    config(run).as_ref().map(run_name).unwrap_or_default()
}

fn mape(run: &Value) -> f64 {
    run["test"]["mape_mean"].as_f64().unwrap_or(f64::NAN)
}

fn summary(runs: &[Value], overlap: f64) -> String {
    let mut out = format!("{} runs: mean, standard deviation, 95 % interval of the mean\n", runs.len());
    let mut line = |name: &str, value: &dyn Fn(&Value) -> Option<f64>| {
        let values: Vec<f64> = runs.iter().filter_map(value).collect();
        if !values.is_empty() {
            out += &format!("  {name}: {}\n", words(&Summary::of(&values, overlap)));
        }
    };
    line("MAPE, %", &|run| run["test"]["mape_mean"].as_f64());
    line("R2 on log price", &|run| run["test"]["r2_log"].as_f64());
    line("R2 on log price before shading", &|run| run["r2_log_unshaded"].as_f64());
    for (i, rate) in ["80 %", "90 %"].into_iter().enumerate() {
        line(&format!("coverage of ranges at {rate}"), &|run| run["ranges"][i]["coverage"].as_f64());
    }
    let baseline = |run: &Value, name: &str| run["baselines"][name]["mape_mean"].as_f64();
    line("best constant, MAPE, %", &|run| baseline(run, "best_constant"));
    line("best constant per zip code, MAPE, %", &|run| baseline(run, "zip_code"));
    line("ridge on attributes, MAPE, %", &|run| baseline(run, "ridge"));
    line("MAPE less that of ridge, paired", &|run| Some(mape(run) - baseline(run, "ridge")?));
    out.trim_end().to_owned()
}

fn words(summary: &Summary) -> String {
    let Summary { mean, deviation, half_width, .. } = summary;
    match deviation.zip(*half_width) {
        Some((sd, half)) => format!("{mean:.3}, {sd:.3}, {:.3} to {:.3}", mean - half, mean + half),
        None => format!("{mean:.3}"),
    }
}

/// The runs that a log holds. A line that was cut off by an interruption, or that tells no settings, is left out: its run is
/// run again.
fn lines(path: &Path) -> Result<Vec<Value>, CliError> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| CliError::Told(format!("The log {} could not be read: {e}.", path.display())))?;
    let runs = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    Ok(runs.filter(|run| config(run).is_some()).collect())
}

fn append(path: &Path, run: &Value) -> Result<(), CliError> {
    let write = || writeln!(OpenOptions::new().append(true).create(true).open(path)?, "{run}");
    write().map_err(|e| CliError::Told(format!("The run could not be written to {}: {e}.", path.display())))
}
