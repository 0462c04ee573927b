//! `facade train`: the session of the page, driven from a terminal.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;
use serde_json::{Value, json};

use super::{CliError, TableArgs};
use facade_data::Dataset;
use facade_protocol::{Bytes, DeviceChoice, Event, Request};
use facade_session::Session;
use facade_spec::evaluation::{Baseline, Evaluation, Guesses, Metrics};
use facade_spec::{Config, Encoding, Loss, ModelKind, Schedule, Target};

/// Arguments of `facade train`. What is left out is the recipe of the network.
#[derive(Debug, Args)]
pub(super) struct TrainArgs {
    /// The dataset's folder or zip archive, or `sample` for the built-in houses
    dataset: String,
    /// The network, with its recipe: cnn is the tutorial's
    #[arg(long, value_parser = model, default_value = "cnn")]
    model: ModelKind,
    #[command(flatten)]
    settings: Settings,
    /// The ResNet-18 that the backbone network stands on: a safetensors file in the names of torchvision and timm
    #[arg(long)]
    backbone: Option<PathBuf>,
    /// Numbers of houses to leave out, as in 12,227
    #[arg(long, value_delimiter = ',')]
    exclude: Vec<u32>,
    /// Where to compute: auto, gpu or cpu
    #[arg(long, value_enum, default_value_t = Device::Cpu)]
    device: Device,
    /// Write the trained model to this file
    #[arg(long)]
    save: Option<PathBuf>,
    #[command(flatten)]
    table: TableArgs,
    /// Print one JSON object as the last line
    #[arg(long)]
    json: bool,
}

/// What is changed of a recipe.
#[derive(Debug, Args)]
pub(super) struct Settings {
    /// Passes over the training houses
    #[arg(long)]
    epochs: Option<usize>,
    /// Houses a step
    #[arg(long)]
    batch: Option<usize>,
    /// Seed of initial weights, shuffling, dropout and augmentation
    #[arg(long)]
    seed: Option<u64>,
    /// Seed of the split: scikit-learn's random_state
    #[arg(long)]
    split_seed: Option<u32>,
    /// Share of the houses held back for testing
    #[arg(long)]
    test_share: Option<f64>,
    /// Width and height of one photo in the montage, in pixels
    #[arg(long)]
    tile: Option<usize>,
    /// Filters of each convolution block
    #[arg(long, value_delimiter = ',')]
    filters: Option<Vec<usize>>,
    /// How the network is told attributes: range (from 0 to 1), standard, or crossed (with slopes in each zip code)
    #[arg(long, value_parser = encoding)]
    encoding: Option<Encoding>,
    /// Length of a house's photo features in a tuned network, and over a frozen backbone
    #[arg(long)]
    feature_length: Option<f64>,
    /// Let the backbone's convolutions learn too
    #[arg(long)]
    fine_tune: bool,
    /// What the network learns to say: the price's share of the highest, or its logarithm
    #[arg(long, value_parser = target)]
    target: Option<Target>,
    /// mape, mae, mse, huber, or a quantile as in quantile:0.5
    #[arg(long, value_parser = loss)]
    loss: Option<Loss>,
    /// Learning rate of the first step
    #[arg(long)]
    learning_rate: Option<f64>,
    /// How the learning rate goes on: decay or cosine
    #[arg(long, value_parser = schedule)]
    schedule: Option<Schedule>,
    /// Time-based decay of the learning rate
    #[arg(long)]
    decay: Option<f64>,
    /// Epochs in which the learning rate rises
    #[arg(long)]
    warm_up: Option<usize>,
    /// Decay of the weights: AdamW instead of Adam
    #[arg(long)]
    weight_decay: Option<f64>,
    /// Whether to mirror every second photo in training; alone it means yes
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    flip: Option<bool>,
    /// Cut up to this share of a photo away in training
    #[arg(long)]
    crop: Option<f64>,
    /// Change a photo's brightness by up to this share in training
    #[arg(long)]
    brightness: Option<f64>,
    /// Change each colour of a photo by up to this share in training
    #[arg(long)]
    colour: Option<f64>,
    /// Share of the training houses held back to validate each epoch on
    #[arg(long)]
    validation_share: Option<f64>,
    /// Whether to keep the model of the epoch that does best on the validation houses; alone it means yes
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    keep_best: Option<bool>,
    /// End after so many epochs without a better one
    #[arg(long)]
    patience: Option<usize>,
    /// Members of the network, each blind to one part of the training houses
    #[arg(long)]
    members: Option<usize>,
    /// Multiply prices by what makes the error on held-out houses least
    #[arg(long)]
    shade: Option<bool>,
}

impl Settings {
    /// The recipe with what was changed.
    pub(super) fn change(&self, config: &mut Config) {
        fn set<T: Clone>(to: &mut T, from: &Option<T>) {
            if let Some(value) = from {
                to.clone_from(value);
            }
        }
        if self.fine_tune {
            *config = config.clone().fine_tuned();
        }
        set(&mut config.epochs, &self.epochs);
        set(&mut config.batch_size, &self.batch);
        set(&mut config.seed, &self.seed);
        set(&mut config.split_seed, &self.split_seed);
        set(&mut config.test_share, &self.test_share);
        set(&mut config.tile, &self.tile);
        set(&mut config.filters, &self.filters);
        set(&mut config.feature_length, &self.feature_length);
        set(&mut config.encoding, &self.encoding);
        set(&mut config.target, &self.target);
        set(&mut config.loss, &self.loss);
        set(&mut config.learning_rate, &self.learning_rate);
        set(&mut config.schedule, &self.schedule);
        set(&mut config.decay, &self.decay);
        set(&mut config.warm_up, &self.warm_up);
        set(&mut config.weight_decay, &self.weight_decay);
        set(&mut config.augmentation.flip, &self.flip);
        set(&mut config.augmentation.crop, &self.crop);
        set(&mut config.augmentation.brightness, &self.brightness);
        set(&mut config.augmentation.colour, &self.colour);
        set(&mut config.validation_share, &self.validation_share);
        set(&mut config.keep_best, &self.keep_best);
        set(&mut config.patience, &self.patience);
        set(&mut config.members, &self.members);
        set(&mut config.shade, &self.shade);
    }
}

pub(super) fn model(name: &str) -> Result<ModelKind, String> {
    let names = || ModelKind::ALL.map(ModelKind::name).join(", ");
    ModelKind::ALL
        .into_iter()
        .find(|kind| kind.name() == name)
        .ok_or_else(|| format!("choose one of {}", names()))
}

fn encoding(name: &str) -> Result<Encoding, String> {
    match name {
        "range" => Ok(Encoding::Range),
        "standard" => Ok(Encoding::Standard),
        "crossed" => Ok(Encoding::Crossed),
        _ => Err("choose range, standard or crossed".into()),
    }
}

fn target(name: &str) -> Result<Target, String> {
    match name {
        "share" => Ok(Target::Share),
        "log" => Ok(Target::Log),
        _ => Err("choose share or log".into()),
    }
}

fn loss(name: &str) -> Result<Loss, String> {
    Loss::parse(name).ok_or_else(|| "choose mape, mae, mse, huber, or a quantile such as quantile:0.5".into())
}

fn schedule(name: &str) -> Result<Schedule, String> {
    match name {
        "decay" => Ok(Schedule::Decay),
        "cosine" => Ok(Schedule::Cosine),
        _ => Err("choose decay or cosine".into()),
    }
}

/// Where to compute.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Device {
    /// The faster of GPU and CPU
    Auto,
    /// WebGPU's native form
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

/// What the events of a run leave behind.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) epochs: Vec<Value>,
    pub(super) end: Option<(Box<Evaluation>, f64, Bytes)>,
    /// Whether it ended before its last epoch: its numbers ran away.
    pub(super) stopped: bool,
    pub(super) error: Option<String>,
}

/// Trains, reports and saves.
///
/// # Errors
/// If the dataset cannot be read, the settings are impossible, training fails, or the file cannot be written.
pub(super) fn run(args: &TrainArgs) -> Result<(), CliError> {
    let mut config = Config::recipe(args.model);
    args.settings.change(&mut config);
    config.check().map_err(|e| CliError::Told(e.to_string()))?;
    if let Some(path) = &args.save {
        writable(path).map_err(|e| unwritable(path, &e))?;
    }
    let data = super::load(&args.dataset, &args.table, config.tile)?;
    config.photos = data.rooms.len();
    let summary = data.report.after.clone();
    let backbone = args.backbone.as_deref().map(read_backbone).transpose()?;
    let device = args.device.choice();
    let outcome = drive(data, config.clone(), device, args.exclude.clone(), backbone.as_ref(), args.json);
    if let Some(message) = outcome.error {
        return Err(CliError::Told(message));
    }
    let Some((evaluation, seconds_per_epoch, file)) = outcome.end else {
        return Err(CliError::Told("The run ended without a model.".into()));
    };
    let saved = args
        .save
        .as_ref()
        .map_or(Ok(()), |path| std::fs::write(path, &file.0).map_err(|e| unwritable(path, &e)));
    // A run's figures are told even if its model is lost.
    if args.json {
        super::print(&report(&evaluation, seconds_per_epoch, &outcome.epochs, &config).to_string());
    } else {
        super::print(&text(&evaluation, seconds_per_epoch, summary.mean_price, summary.std_price));
    }
    saved
}

/// Tries before the training what will be done after it, and leaves everything as it was.
fn writable(path: &Path) -> std::io::Result<()> {
    let there = path.exists();
    std::fs::OpenOptions::new().append(true).create(true).open(path)?;
    if there { Ok(()) } else { std::fs::remove_file(path) }
}

fn unwritable(path: &Path, why: &std::io::Error) -> CliError {
    CliError::Told(format!("The model could not be written to {}: {why}.", path.display()))
}

/// The file of a backbone.
pub(super) fn read_backbone(path: &Path) -> Result<Bytes, CliError> {
    let read = std::fs::read(path).map(Bytes);
    read.map_err(|e| CliError::Told(format!("The backbone {} could not be read: {e}.", path.display())))
}

/// Runs a session to the end of one training run.
pub(super) fn drive(
    data: Dataset,
    config: Config,
    device: DeviceChoice,
    excluded: Vec<u32>,
    backbone: Option<&Bytes>,
    quiet: bool,
) -> Outcome {
    let outcome = Rc::new(RefCell::new(Outcome::default()));
    let told = Rc::clone(&outcome);
    let epochs = config.epochs;
    let mut session = Session::new(move |event| {
        let mut outcome = told.borrow_mut();
        match event {
            Event::Preparing { doing, .. } if !quiet => super::note(&doing),
            Event::Device { report, .. } if !quiet => super::note(&format!("Device: {}", report.chosen.name)),
            Event::Epoch(done) => {
                if !quiet {
                    super::note(&format!(
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
            Event::Warning { message } => super::note(&message),
            Event::Finished { evaluation, seconds_per_epoch, file, stopped, .. } => {
                outcome.stopped = stopped;
                outcome.end = Some((evaluation, seconds_per_epoch, file));
            }
            Event::Failed { message, .. } => {
                outcome.error.get_or_insert(message);
            }
            Event::DeviceLost { why } => outcome.error = Some(format!("The device gave up: {why}.")),
            _ => {}
        }
    });
    pollster::block_on(async {
        session.handle(1, Request::Load(Box::new(data))).await;
        if let Some(file) = backbone {
            session.handle(2, Request::LoadBackbone(file.clone())).await;
        }
        session.handle(3, Request::Train { run: 1, config, device, excluded, resume: None }).await;
        while session.is_training() {
            session.advance().await;
        }
    });
    drop(session);
    Rc::try_unwrap(outcome).map(RefCell::into_inner).unwrap_or_default()
}

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
    let guesses = |g: &Guesses| json!({ "mape_mean": g.mape_mean, "mape_std": g.mape_std });
    let baselines = &evaluation.baselines;
    json!({
        "config": config,
        "test": metrics(&evaluation.test),
        "train": metrics(&evaluation.train),
        "baselines": {
            "best_constant": baseline(&baselines.best_constant),
            "mean": baseline(&baselines.mean),
            "median": baseline(&baselines.median),
            "zip_code": baselines.zip_code.as_ref().map(guesses),
            "ridge": baselines.ridge.as_ref().map(guesses),
        },
        "seconds_per_epoch": seconds_per_epoch,
        "epochs": epochs,
        "predictions": evaluation.predictions,
        "ranges": evaluation.ranges,
        "shade": evaluation.shade,
        "r2_log_unshaded": evaluation.r2_log_unshaded,
    })
}

/// Ends in the tutorial's own lines.
fn text(evaluation: &Evaluation, seconds_per_epoch: f64, mean_price: f64, std_price: f64) -> String {
    let Evaluation { test, train, baselines, .. } = evaluation;
    let share = |r2: Option<f64>| r2.map_or("none".into(), |r2| format!("{r2:.3}"));
    let money = super::money;
    let rows = [
        ("best constant", &baselines.best_constant),
        ("training mean", &baselines.mean),
        ("training median", &baselines.median),
    ];
    let mut out = format!(
        "{} test houses, {seconds_per_epoch:.3} s an epoch\n  MAPE {:.2} % (training houses: {:.2} %)\n  mean absolute error {}\n  \
         root mean squared error {}\n  bias {}\n  R2 {}, on log price {}\nOne price for every house:\n",
        test.houses,
        test.mape_mean,
        train.mape_mean,
        money(test.mae),
        money(test.rmse),
        money(test.bias),
        share(test.r2),
        share(test.r2_log),
    );
    for (name, b) in rows {
        out += &format!("  {name} {}: MAPE {:.2} % +- {:.2} %\n", money(b.price), b.mape_mean, b.mape_std);
    }
    out += &format!(
        "[INFO] avg. house price: {}, std house price: {}\n[INFO] mean: {:.2}%, std: {:.2}%",
        super::cents(mean_price),
        super::cents(std_price),
        test.mape_mean,
        test.mape_std,
    );
    out
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
    fn a_recipe_that_has_something_on_can_have_it_off() {
        let on = || Config {
            keep_best: true,
            augmentation: Augmentation { flip: true, ..Default::default() },
            ..Config::default()
        };
        for (words, left) in [(&["--flip=false", "--keep-best=false"][..], false), (&[], true)] {
            let mut config = on();
            let line = Line::try_parse_from([&["facade"], words].concat()).unwrap();
            line.settings.change(&mut config);
            assert_eq!((config.augmentation.flip, config.keep_best), (left, left), "{words:?}");
        }
    }
}
