//! `facade train`: trains a network with the session that the page uses.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;
use serde_json::{Value, json};

use super::pretrained::PretrainedArgs;
use super::settings::Settings;
use super::{CliError, TableArgs};
use facade_app::result_text::{RatioRow, importance_rows, ratio_rows};
use facade_data::{Dataset, HouseId};
use facade_nn::model::Backbone;
use facade_protocol::{Bytes, DeviceChoice, Event, Request};
use facade_session::Session;
use facade_spec::evaluation::{Baseline, BaselinePredictions, Evaluation, Metrics, RatioStudy};
use facade_spec::{Architecture, Config, ModelKind};

/// Settings that are not given are those of the network's recipe.
#[derive(Debug, Args)]
pub(super) struct TrainArgs {
    /// A folder, or zip archives and tables, or `sample` for the built-in sample
    #[arg(required = true)]
    dataset: Vec<String>,
    /// The network and its recipe: cnn is the tutorial's, single and branches are its other options; mlp, mixed, tuned-photos,
    /// tuned-mixed, pretrained-photos, pretrained-set, pretrained-mixed, backbone
    #[arg(long, value_parser = model, default_value = "cnn")]
    model: ModelKind,
    #[command(flatten)]
    settings: Settings,
    /// Weights for the backbone network: a safetensors file with a ResNet-18 in the names of torchvision or timm, or an
    /// EfficientNet-Lite0 in those of timm
    #[arg(long)]
    backbone: Option<PathBuf>,
    #[command(flatten)]
    pretrained: PretrainedArgs,
    /// Ids of houses to exclude, as in 12,227
    #[arg(long, value_delimiter = ',')]
    exclude: Vec<String>,
    /// The device to train on
    #[arg(long, value_enum, default_value_t = Device::Cpu)]
    device: Device,
    /// Write the trained model to this file
    #[arg(long)]
    save: Option<PathBuf>,
    #[command(flatten)]
    table: TableArgs,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn model(name: &str) -> Result<ModelKind, String> {
    let names = || ModelKind::ALL.map(ModelKind::name).join(", ");
    ModelKind::ALL
        .into_iter()
        .find(|kind| kind.name() == name)
        .ok_or_else(|| format!("expected one of {}", names()))
}

/// The device to train on.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Device {
    /// The faster of GPU and CPU
    Auto,
    /// The GPU, through wgpu
    Gpu,
    /// Burn's CPU backend
    Cpu,
}

impl Device {
    pub(super) fn choice(self) -> DeviceChoice {
        match self {
            Device::Auto => DeviceChoice::Auto,
            Device::Gpu => DeviceChoice::Gpu,
            Device::Cpu => DeviceChoice::Cpu,
        }
    }
}

/// The outcome of a run.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) epochs: Vec<Value>,
    /// Evaluation, seconds per epoch, and the model file.
    pub(super) result: Option<(Box<Evaluation>, f64, Bytes)>,
    /// Whether it ended before its last epoch because it diverged.
    pub(super) stopped: bool,
    pub(super) error: Option<String>,
}

/// Trains the network, prints its evaluation and saves it.
///
/// # Errors
/// If the dataset cannot be read, the settings are invalid, training fails, or the file cannot be written.
pub(super) fn run(args: &TrainArgs) -> Result<(), CliError> {
    let backbone = args.backbone.as_deref().map(BackboneFile::read).transpose()?;
    let mut config = recipe(args.model, backbone.as_ref());
    args.settings.apply(&mut config);
    config.check().map_err(|e| CliError::Message(e.to_string()))?;
    if let Some(path) = &args.save {
        check_writable(path).map_err(|e| write_error(path, &e))?;
    }
    let extractor = args.pretrained.extractor_for(args.model)?;
    let data = super::load(&args.dataset, &args.table, config.tile, extractor.as_ref())?;
    config.photos = data.rooms.len();
    let summary = data.report.after.clone();
    let device = args.device.choice();
    let excluded = args.exclude.iter().map(|id| HouseId::from(id.as_str())).collect();
    let outcome = train(data, config.clone(), device, excluded, backbone.as_ref(), args.json);
    if let Some(message) = outcome.error {
        return Err(CliError::Message(message));
    }
    let Some((evaluation, seconds_per_epoch, file)) = outcome.result else {
        return Err(CliError::Message("The run ended without a model.".into()));
    };
    let saved = args
        .save
        .as_ref()
        .map_or(Ok(()), |path| std::fs::write(path, &file.0).map_err(|e| write_error(path, &e)));
    // The evaluation is printed even if saving failed.
    if args.json {
        super::print_stdout(&report(&evaluation, seconds_per_epoch, &outcome.epochs, &config).to_string());
    } else {
        super::print_stdout(&report_text(
            &evaluation,
            seconds_per_epoch,
            summary.mean_price,
            summary.std_price,
        ));
    }
    saved
}

/// Checks before the training that the file can be written. Leaves it unchanged.
fn check_writable(path: &Path) -> std::io::Result<()> {
    let exists = path.exists();
    std::fs::OpenOptions::new().append(true).create(true).open(path)?;
    if exists { Ok(()) } else { std::fs::remove_file(path) }
}

fn write_error(path: &Path, why: &std::io::Error) -> CliError {
    CliError::Message(format!("The model could not be written to {}: {why}.", path.display()))
}

/// The recipe of a network, on this backbone.
pub(super) fn recipe(model: ModelKind, backbone: Option<&BackboneFile>) -> Config {
    match (model, backbone) {
        (ModelKind::Backbone, Some(file)) => Config::on_backbone(file.architecture),
        _ => Config::recipe(model),
    }
}

/// A file with the weights of a backbone.
pub(super) struct BackboneFile {
    bytes: Bytes,
    architecture: Architecture,
}

impl BackboneFile {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read or is no backbone.
    pub(super) fn read(path: &Path) -> Result<Self, CliError> {
        let bytes = std::fs::read(path).map_err(|e| {
            CliError::Message(format!("The backbone {} could not be read: {e}.", path.display()))
        })?;
        let backbone = Backbone::from_bytes(&bytes).map_err(|e| CliError::Message(e.to_string()))?;
        Ok(BackboneFile { architecture: backbone.architecture(), bytes: Bytes(bytes) })
    }
}

/// Trains a network in a session.
pub(super) fn train(
    data: Dataset,
    config: Config,
    device: DeviceChoice,
    excluded: Vec<HouseId>,
    backbone: Option<&BackboneFile>,
    quiet: bool,
) -> Outcome {
    let outcome = Rc::new(RefCell::new(Outcome::default()));
    let recorded = Rc::clone(&outcome);
    let epochs = config.epochs;
    let mut session = Session::new(move |event| {
        let mut outcome = recorded.borrow_mut();
        match event {
            Event::Preparing { stage, .. } if !quiet => super::print_stderr(&stage),
            Event::Device { report, .. } if !quiet => {
                super::print_stderr(&format!("Device: {}", report.chosen.name))
            }
            Event::Epoch(done) => {
                if !quiet {
                    super::print_stderr(&format!(
                        "Epoch {}/{epochs}: loss {:.4}, validation loss {:.4}, {:.2} s",
                        done.epoch, done.train_loss, done.validation_loss, done.seconds
                    ));
                }
                outcome.epochs.push(json!({
                    "train_loss": done.train_loss,
                    "validation_loss": done.validation_loss,
                    "validation_mape": done.validation_mape,
                }));
            }
            Event::Warning { message } => super::print_stderr(&message),
            Event::Finished { evaluation, seconds_per_epoch, file, stopped, .. } => {
                outcome.stopped = stopped;
                outcome.result = Some((evaluation, seconds_per_epoch, file));
            }
            Event::Failed { message, .. } => {
                outcome.error.get_or_insert(message);
            }
            Event::DeviceLost { why } => outcome.error = Some(format!("The device was lost: {why}.")),
            _ => {}
        }
    });
    pollster::block_on(async {
        session.handle(1, Request::Load(Box::new(data))).await;
        if let Some(file) = backbone {
            session.handle(2, Request::LoadBackbone(file.bytes.clone())).await;
        }
        session.handle(3, Request::Train { run: 1, config, device, excluded, resume: None }).await;
        while session.is_training() {
            session.advance().await;
        }
    });
    drop(session);
    Rc::try_unwrap(outcome).map(RefCell::into_inner).unwrap_or_default()
}

/// The result of a run as JSON.
pub(super) fn report(
    evaluation: &Evaluation,
    seconds_per_epoch: f64,
    epochs: &[Value],
    config: &Config,
) -> Value {
    let metrics = |m: &Metrics| {
        json!({
            "mape_mean": m.mape_mean, "mape_std": m.mape_std, "mae": m.mae, "rmse": m.rmse,
            "bias": m.bias, "r2": m.r2, "r2_log": m.r2_log,
        })
    };
    let baseline =
        |b: &Baseline| json!({ "price": b.price, "mape_mean": b.mape_mean, "mape_std": b.mape_std });
    let predictions = |p: &BaselinePredictions| json!({ "mape_mean": p.mape_mean, "mape_std": p.mape_std });
    let baselines = &evaluation.baselines;
    json!({
        "config": config,
        "test": metrics(&evaluation.test),
        "train": metrics(&evaluation.train),
        "baselines": {
            "best_constant": baseline(&baselines.best_constant),
            "mean": baseline(&baselines.mean),
            "median": baseline(&baselines.median),
            "zip_code": baselines.zip_code.as_ref().map(predictions),
            "ridge": baselines.ridge.as_ref().map(predictions),
            "ridge_slopes": baselines.ridge_slopes.as_ref().map(predictions),
        },
        "seconds_per_epoch": seconds_per_epoch,
        "epochs": epochs,
        "predictions": evaluation.predictions,
        "ranges": evaluation.intervals,
        "mape": evaluation.calibration,
        "ratios": evaluation.ratio_study(),
        "importance": evaluation.importance,
    })
}

/// The result of a run as text. The last lines are those that the tutorial prints.
fn report_text(evaluation: &Evaluation, seconds_per_epoch: f64, mean_price: f64, std_price: f64) -> String {
    let Evaluation { test, train, baselines, calibration, .. } = evaluation;
    let r2_text = |r2: Option<f64>| r2.map_or("none".into(), |r2| format!("{r2:.3}"));
    let money = super::money;
    let rows = [
        ("best constant", &baselines.best_constant),
        ("training mean", &baselines.mean),
        ("training median", &baselines.median),
    ];
    let factor = match calibration.factor {
        1.0 => String::new(),
        factor => format!(
            "  MAPE of prices times {factor:.3}, the best factor for it: {:.2} % (training houses: {:.2} %)\n",
            calibration.test.mean, calibration.train.mean
        ),
    };
    let mut out = format!(
        "{} test houses, {seconds_per_epoch:.3} s per epoch\n  MAPE {:.2} % (training houses: {:.2} %)\n{factor}  mean absolute error {}\n  \
         root mean squared error {}\n  bias {}\n  R2 {}, on log price {}\n",
        test.houses,
        test.mape_mean,
        train.mape_mean,
        money(test.mae),
        money(test.rmse),
        money(test.bias),
        r2_text(test.r2),
        r2_text(test.r2_log),
    );
    if let Some(study) = evaluation.ratio_study() {
        out += &ratios_text(&study);
    }
    if !evaluation.importance.is_empty() {
        out += "Rise of the MAPE on held-out training houses if the values of an input are shuffled, in points:\n";
        for (name, rise) in importance_rows(&evaluation.importance) {
            out += &format!("  {name}: {rise:.1}\n");
        }
    }
    out += "Baselines:\n";
    for (name, b) in rows {
        out += &format!("  {name} {}: MAPE {:.2} %\n", money(b.price), b.mape_mean);
    }
    let fitted = [
        ("best constant per zip code", &baselines.zip_code),
        ("ridge regression on attributes", &baselines.ridge),
        ("the same with slopes per zip code", &baselines.ridge_slopes),
    ];
    for (name, b) in fitted.iter().filter_map(|(name, b)| Some((name, b.as_ref()?))) {
        out += &format!("  {name}: MAPE {:.2} %\n", b.mape_mean);
    }
    out += &format!(
        "[INFO] avg. house price: {}, std house price: {}\n[INFO] mean: {:.2}%, std: {:.2}%",
        super::cents(mean_price),
        super::cents(std_price),
        calibration.test.mean,
        calibration.test.std,
    );
    out
}

/// How predicted prices compare with actual ones, in assessors' terms.
fn ratios_text(study: &RatioStudy) -> String {
    let line = |RatioRow { name, value, usual, .. }| match usual.as_str() {
        "" => format!("  {name}: {value}\n"),
        usual => format!("  {name}: {value} (usual: {usual})\n"),
    };
    ratio_rows(study).map(line).concat()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use facade_spec::Augmentation;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    #[test]
    fn flags_can_switch_off_a_setting_of_the_recipe() {
        let on = || Config {
            keep_best: true,
            augmentation: Augmentation { flip: true, ..Default::default() },
            ..Config::default()
        };
        for (words, left) in [(&["--flip=false", "--keep-best=false"][..], false), (&[], true)] {
            let mut config = on();
            let line = Line::try_parse_from([&["facade"], words].concat()).unwrap();
            line.settings.apply(&mut config);
            assert_eq!((config.augmentation.flip, config.keep_best), (left, left), "{words:?}");
        }
    }
}
