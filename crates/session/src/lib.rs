//! Requests in, events out. Owns the data, the run and the model; knows no browser.
//!
//! A host (a worker, or the command line) hands over each request with [`Session::handle`], and calls
//! [`Session::advance`] while [`Session::is_training`]: pausing is not calling it.

mod devices;
mod neighbours;

use std::rc::Rc;

use burn::tensor::Device;
use devices::Devices;
use thiserror::Error;

use facade_data::split::{SplitError, split_houses};
use facade_data::{Dataset, median};
use facade_nn::evaluation;
use facade_nn::explanation::explain;
use facade_nn::model::{Backbone, BackboneError};
use facade_nn::model_file::{Model, ModelFileError};
use facade_nn::training::{
    Encoder, EpochRecord, Predictions, Prepared, Progress, Trainer, TrainingError, shade,
};
use facade_platform as platform;
use facade_protocol::{Bytes, DeviceChoice, DeviceKind, EpochDone, Event, ModelSummary, PriceRange, Request};
use facade_spec::evaluation::{Baselines, Evaluation, RATES, Range};
use facade_spec::{Config, ConfigError, ModelKind};
use facade_text as text;

/// Where events go.
type Emit = Box<dyn Fn(Event)>;

/// Everything behind the page.
pub struct Session {
    emit: Emit,
    data: Option<Rc<Dataset>>,
    devices: Devices,
    run: Option<Run>,
    model: Option<Model>,
    backbone: Option<Rc<Backbone>>,
    /// The GPU that the latest run was on, where it was on a real one.
    gpu: Option<Device>,
    /// Whether the state after each epoch is told.
    checkpoints: bool,
}

/// A run under way.
struct Run {
    number: u32,
    /// The request that it was asked for with.
    asked: u32,
    config: Config,
    trainer: Trainer,
    /// What guesses score on its test houses.
    baselines: Baselines,
    paused: bool,
    /// When it was last told how far it has come, on the clock of [`platform::now_ms`].
    told_ms: f64,
    /// When its state was last told.
    kept_ms: f64,
}

/// A state of so many parameters, which takes three times their bytes, is told no more often than this.
const LARGE: usize = 4_000_000;
const LARGE_MS: f64 = 20_000.0;
/// A state tells every epoch before it. After more epochs than these it comes less often: after a hundred thousand, once a
/// second.
const LONG: usize = 1000;
const MS_FOR_AN_EPOCH: f64 = 0.01;

/// Milliseconds between two words about the steps of an epoch.
const STEPS_MS: f64 = 200.0;

/// Why a request could not be carried out. Its text is for the visitor.
#[derive(Debug, Error)]
enum SessionError {
    #[error("{}", text::session_no_houses())]
    NoData,
    #[error("{}", text::session_tile(.0, .1))]
    Tile(usize, usize),
    #[error("{}", text::session_no_model())]
    NoModel,
    #[error("{}", text::session_photos(*.0, .1))]
    Photos(usize, usize),
    #[error("{}", text::session_montage(.0[0], .0[1]))]
    Montage([usize; 2]),
    #[error("{}", text::session_not_a_number(*.0))]
    NotANumber(usize),
    #[error("{0}")]
    Device(String),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Split(#[from] SplitError),
    #[error(transparent)]
    Training(#[from] TrainingError),
    #[error(transparent)]
    ModelFile(#[from] ModelFileError),
    #[error(transparent)]
    Backbone(#[from] BackboneError),
}

impl Session {
    /// A session with nothing loaded.
    pub fn new(emit: impl Fn(Event) + 'static) -> Self {
        Session {
            emit: Box::new(emit),
            data: None,
            devices: Devices::default(),
            run: None,
            model: None,
            backbone: None,
            gpu: None,
            checkpoints: true,
        }
    }

    /// Whether there is work for [`advance`](Session::advance).
    pub fn is_training(&self) -> bool {
        self.run.as_ref().is_some_and(|run| !run.paused)
    }

    /// Forgets the houses. A run under way keeps its own.
    pub fn unload(&mut self) {
        self.data = None;
    }

    /// Carries out one request. Its answer names its number. What goes wrong is told as [`Event::Failed`], and leaves everything
    /// as it was.
    pub async fn handle(&mut self, id: u32, request: Request) {
        let run = match &request {
            Request::Train { run, .. } => Some(*run),
            Request::Stop => self.run.as_ref().map(|run| run.number),
            _ => None,
        };
        if let Err(error) = self.carry_out(id, request).await {
            self.fail(id, run, error);
        }
    }

    /// Tells what went wrong, in which request and in which run.
    fn fail(&mut self, id: u32, run: Option<u32>, error: SessionError) {
        (self.emit)(match error {
            // Who hears of it still holds the last checkpoint.
            SessionError::Training(TrainingError::Device(why)) if run.is_some() => {
                self.run = None;
                Event::DeviceLost { why }
            }
            error => Event::Failed { id, run, message: error.to_string() },
        });
    }

    async fn carry_out(&mut self, id: u32, request: Request) -> Result<(), SessionError> {
        match request {
            Request::Load(data) => {
                (self.emit)(Event::Loaded { id, houses: data.houses.len() });
                self.data = Some(Rc::new(*data));
            }
            Request::Train { run, config, device, excluded, resume } => {
                self.train([id, run], config, device, &excluded, resume).await?;
            }
            Request::Prepare { config, device } => {
                let mut no_gpu = None;
                if let (None, Some(data)) = (&self.run, &self.data)
                    && config.check().is_ok()
                    && fits(&config, data).is_ok()
                {
                    no_gpu = self.devices.prepare(device, &config, data).await.err();
                }
                (self.emit)(Event::Prepared { id, no_gpu });
            }
            Request::Pause => self.pause(true),
            Request::Resume => self.pause(false),
            Request::Stop => self.finish(true).await?,
            Request::Predict(home) => {
                let model = self.model.as_ref().ok_or(SessionError::NoModel)?;
                let size = model.summary.config.size();
                let estimate = model.estimate(&home, None).await?.ok_or(SessionError::Montage(size))?;
                let price = estimate.price;
                let around = |range: &Range| PriceRange { rate: range.rate, ends: range.around(price) };
                let ranges = model.summary.ranges.iter().map(around).collect();
                // Where it sees no photos, these cannot be unlike any.
                let familiarity = estimate.familiarity.filter(|_| model.summary.config.model.sees_photos());
                (self.emit)(Event::Predicted { id, price, ranges, familiarity });
            }
            Request::Explain { home, house } => {
                let model = self.model.as_ref().ok_or(SessionError::NoModel)?;
                let size = model.summary.config.size();
                let cpu = Device::flex();
                let mut explained = explain(model, &home, house, self.gpu.as_ref().unwrap_or(&cpu)).await;
                if explained.is_err() && self.gpu.is_some() {
                    // What a GPU cannot do any more, the CPU can.
                    explained = explain(model, &home, house, &cpu).await;
                }
                let explanation = Box::new(explained?.ok_or(SessionError::Montage(size))?);
                (self.emit)(Event::Explained { id, explanation });
            }
            Request::Export => {
                let model = self.model.as_ref().ok_or(SessionError::NoModel)?;
                (self.emit)(Event::Exported { id, file: Bytes(model.to_onnx()) });
            }
            Request::LoadModel(file) => {
                let model = Model::from_bytes(&file.0)?;
                (self.emit)(Event::ModelLoaded { id, summary: model.summary.clone() });
                self.model = Some(model);
            }
            Request::LoadBackbone(file) => {
                self.backbone = Some(Rc::new(Backbone::from_bytes(&file.0)?));
                (self.emit)(Event::BackboneLoaded { id });
            }
            Request::NoCheckpoints => self.checkpoints = false,
        }
        Ok(())
    }

    fn pause(&mut self, paused: bool) {
        if let Some(run) = &mut self.run
            && run.paused != paused
        {
            run.paused = paused;
            let number = run.number;
            (self.emit)(if paused { Event::Paused { run: number } } else { Event::Resumed { run: number } });
        }
    }

    async fn train(
        &mut self,
        [asked, number]: [u32; 2],
        config: Config,
        device: DeviceChoice,
        excluded: &[u32],
        resume: Option<Bytes>,
    ) -> Result<(), SessionError> {
        config.check()?;
        let data = Rc::clone(self.data.as_ref().ok_or(SessionError::NoData)?);
        fits(&config, &data)?;
        let mut split = split_houses(&data.houses, excluded, config.test_share, config.split_seed)?;
        if let Some(fold) = config.fold {
            split = split.fold(fold)?;
        }
        let tell = &|doing: &str| (self.emit)(Event::Preparing { run: number, doing: doing.into() });
        let looking = match &self.backbone {
            Some(backbone) if config.model == ModelKind::Backbone => {
                Some((backbone, self.devices.for_looking(device).await))
            }
            _ => None,
        };
        let backbone = looking.as_ref().map(|(backbone, compute)| (*backbone, compute));
        let prepared = Rc::new(Prepared::new(&config, &data, &split, backbone, tell).await?);
        let chosen = self.devices.choose(device, &config, &prepared, tell).await;
        let (compute, report) = chosen.map_err(SessionError::Device)?;
        self.gpu = (compute.name.kind == DeviceKind::Gpu).then(|| compute.device.clone());
        let trainer = match &resume {
            Some(state) => Trainer::resume(&config, &prepared, &compute, &state.0)?,
            None => Trainer::new(&config, &prepared, &compute),
        };
        let baselines = baselines(&prepared);
        (self.emit)(Event::Device { run: number, report });
        (self.emit)(Event::Started {
            run: number,
            train: prepared.train.len(),
            test: split.test.len(),
            steps_per_epoch: trainer.steps_per_epoch(),
            parameters: trainer.parameters(),
            epochs_done: trainer.epochs_done(),
            baselines: baselines.clone(),
        });
        for message in &prepared.warnings {
            (self.emit)(Event::Warning { message: message.clone() });
        }
        self.run = Some(Run {
            number,
            asked,
            config,
            trainer,
            baselines,
            paused: false,
            told_ms: 0.0,
            kept_ms: 0.0,
        });
        Ok(())
    }

    /// Does the next small piece of the run's work.
    pub async fn advance(&mut self) {
        let Some(run) = &mut self.run else { return };
        let (number, asked) = (run.number, run.asked);
        let error = match run.trainer.advance().await {
            Ok(Progress::Step) => {
                let now = platform::now_ms();
                if now - run.told_ms >= STEPS_MS {
                    run.told_ms = now;
                    (self.emit)(Event::Step { run: number, done: run.trainer.steps_done() });
                }
                return;
            }
            Ok(Progress::Epoch(record)) => {
                let epochs_done = run.trainer.epochs_done();
                (self.emit)(epoch_event(number, epochs_done, record));
                let now = platform::now_ms();
                if run.kept_ms > 0.0
                    && now - run.kept_ms < between_states(run.trainer.parameters(), epochs_done)
                {
                    return;
                }
                run.kept_ms = now;
                if !self.checkpoints {
                    return;
                }
                match run.trainer.checkpoint().await {
                    Ok(state) => {
                        (self.emit)(Event::Checkpoint { run: number, epochs_done, state: Bytes(state) });
                        return;
                    }
                    Err(error) => error.into(),
                }
            }
            Ok(Progress::Done) => match self.finish(false).await {
                Ok(()) => return,
                Err(error) => error,
            },
            Err(error @ TrainingError::NotFinite { .. }) => {
                (self.emit)(Event::Warning { message: error.to_string() });
                match self.finish(true).await {
                    Ok(()) => return,
                    Err(error) => error,
                }
            }
            Err(error) => error.into(),
        };
        self.run = None;
        self.fail(asked, Some(number), error);
    }

    /// Ends the run and keeps its model.
    async fn finish(&mut self, stopped: bool) -> Result<(), SessionError> {
        let Some(mut run) = self.run.take() else { return Ok(()) };
        run.trainer.drop_part_of_epoch();
        run.trainer.take_best();
        let Predictions { train, held_out, test } = run.trainer.predictions().await?;
        let (weights, moving) = run.trainer.model().await?;
        let prepared = run.trainer.prepared();
        let Prepared { data, scale, encoder, fixed, .. } = prepared;
        let [train_houses, test_houses] = prepared.sides();
        let (positions, held_out): (Vec<usize>, Vec<f64>) = held_out.into_iter().unzip();
        let actual: Vec<f64> = prepared.houses(&positions).iter().map(|house| house.price).collect();
        let shade = if run.config.shade { shade(&held_out, actual.iter().copied()) } else { 1.0 };
        let [train, test, held_out] = [train, test, held_out]
            .map(|prices| prices.iter().map(|price| shade * price).collect::<Vec<_>>());
        let ranges: Vec<Range> = RATES
            .into_iter()
            .filter_map(|rate| Range::fit(run.config.target, rate, &actual, &held_out))
            .collect();
        let evaluation =
            Evaluation::of([&train_houses, &test_houses], [&train, &test], run.baselines, (shade, &ranges));
        // Of a price beyond all numbers no figure can be drawn and none kept.
        if !evaluation.is_finite() {
            return Err(SessionError::NotANumber(run.trainer.epochs_done()));
        }
        let prices = || train_houses.iter().map(|house| house.price);
        let asks = encoder.as_ref().map(Encoder::asks);
        let (scale, encoder, fixed) = (*scale, encoder.clone(), fixed.clone());
        let summary = ModelSummary {
            parameters: run.trainer.parameters(),
            config: run.config,
            epochs_done: run.trainer.epochs_done(),
            test_mape: Some(evaluation.test.mape_mean),
            data: data.name.clone(),
            rooms: data.rooms.clone(),
            prices: [prices().fold(f64::MAX, f64::min), prices().fold(0.0, f64::max)],
            asks: asks.unwrap_or_default(),
            ranges,
        };
        let mut model = Model { summary, scale, encoder, shade, fixed, weights, moving, neighbours: None };
        model.neighbours = neighbours::of(&run.trainer, model.room()).await?;
        let file = Bytes(model.to_bytes()?);
        let seconds: Vec<f64> = run.trainer.history().iter().map(|e| e.seconds).collect();
        (self.emit)(Event::Finished {
            run: run.number,
            stopped,
            model: model.summary.clone(),
            evaluation: Box::new(evaluation),
            seconds_per_epoch: median(&seconds),
            file,
        });
        self.model = Some(model);
        Ok(())
    }
}

/// Milliseconds from one state to the next of a run with so many parameters after so many epochs, at least.
fn between_states(parameters: usize, epochs: usize) -> f64 {
    let by_size = if parameters > LARGE { LARGE_MS } else { 0.0 };
    let by_length = if epochs > LONG { MS_FOR_AN_EPOCH * epochs as f64 } else { 0.0 };
    by_size.max(by_length)
}

/// What guesses fitted on a run's training houses would score.
fn baselines(prepared: &Prepared) -> Baselines {
    // Those held back for validation are training houses too.
    let train = prepared.houses(&[&prepared.train[..], &prepared.validation[..]].concat());
    let [_, test] = prepared.sides();
    evaluation::baselines(&train, &test, &prepared.data.attributes)
}

/// Whether houses are such as the settings want.
fn fits(config: &Config, data: &Dataset) -> Result<(), SessionError> {
    if !config.takes_tile(data.montages.tile) {
        return Err(SessionError::Tile(data.montages.tile, config.tile));
    }
    if data.rooms.len() != config.photos {
        return Err(SessionError::Photos(data.rooms.len(), config.photos));
    }
    Ok(())
}

fn epoch_event(run: u32, epoch: usize, record: EpochRecord) -> Event {
    let EpochRecord { train_loss, validation_loss, validation_mape, seconds } = record;
    Event::Epoch(EpochDone { run, epoch, train_loss, validation_loss, validation_mape, seconds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_run_is_not_spent_on_telling_its_epochs_again() {
        assert_eq!([between_states(89_465, 1), between_states(89_465, LONG)], [0.0, 0.0]);
        assert_eq!(between_states(89_465, 100_000), 1000.0);
        assert_eq!(between_states(LARGE + 1, 100_000), LARGE_MS);
    }
}
