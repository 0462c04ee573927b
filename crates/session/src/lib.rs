//! The session: takes requests and emits events. It owns the dataset, the run and the model, and does not depend on a
//! browser.
//!
//! A host (a worker or the command line) passes each request to [`Session::handle`] and calls [`Session::advance`] while
//! [`Session::is_training`]. A paused run is one that is not advanced.

mod checkpoints;
mod devices;
mod looking;
mod neighbours;
mod rooms;
mod workbook;

use std::rc::{Rc, Weak};

use burn::tensor::Device;
use checkpoints::checkpoint_interval_ms;
use devices::Devices;
use looking::Looker;
use thiserror::Error;

use facade_data::split::{SplitError, groups, undated};
use facade_data::{Dataset, House, HouseId, PhotoFeatures, RoomClassifier, median};
use facade_features::{ExtractorError, read_layers};
use facade_nn::estimate::Estimate;
use facade_nn::evaluation;
use facade_nn::explanation::explain;
use facade_nn::model::{Backbone, BackboneError};
use facade_nn::model_file::{Model, ModelFileError};
use facade_nn::training::{
    Encoder, EpochRecord, HeldOut, Predictions, Prepared, Progress, RunData, Trainer, TrainingError,
    calibration_factor,
};
use facade_platform as platform;
use facade_protocol::{Bytes, DeviceChoice, DeviceKind, EpochDone, Event, ModelSummary, Request};
use facade_spec::evaluation::{Baselines, COVERAGE_RATES, ConformalInterval, Evaluation, Mape, Prediction};
use facade_spec::{Config, ConfigError, ModelKind};
use facade_text as text;
pub use workbook::workbook;

/// Receives events.
type Emit = Box<dyn Fn(Event)>;

/// A compute session.
pub struct Session {
    emit: Emit,
    data: Option<RunData>,
    devices: Devices,
    run: Option<Run>,
    model: Option<Model>,
    backbone: Option<Rc<Backbone>>,
    /// The pretrained network on the GPU.
    looker: Looker,
    /// The GPU of the latest run, unless it was emulated.
    gpu: Option<Device>,
    /// The dataset of the latest run, and what recognises its rooms: runs on the same houses share it.
    room_classifier: Option<(Weak<Dataset>, Option<RoomClassifier>)>,
    /// Whether checkpoints are emitted.
    checkpoints: bool,
}

/// A run in progress.
struct Run {
    number: u32,
    /// Id of the request that started it.
    request_id: u32,
    config: Config,
    trainer: Trainer,
    baselines: Baselines,
    paused: bool,
    /// Time of the last [`Event::Step`], on the clock of [`platform::now_ms`].
    last_step_ms: f64,
    /// Time of the last checkpoint.
    last_checkpoint_ms: f64,
}

/// Minimum interval between two [`Event::Step`]s.
const STEP_INTERVAL_MS: f64 = 200.0;

/// Why a request failed. Its text is for the visitor.
#[derive(Debug, Error)]
enum SessionError {
    #[error("{}", text::session_no_houses())]
    NoData,
    #[error("{}", text::t!(session_tile, tiled = .0, settings = .1))]
    Tile(usize, usize),
    #[error("{}", text::session_no_model())]
    NoModel,
    #[error("{}", text::t!(session_photos, photos = *.0, settings = .1))]
    Photos(usize, usize),
    #[error("{}", text::t!(session_montage, width = .0[0], height = .0[1]))]
    Montage([usize; 2]),
    #[error("{}", text::session_not_a_number(*.0))]
    NotANumber(usize),
    #[error("{}", text::session_no_looker())]
    NoLooker,
    #[error("{0}")]
    Device(String),
    #[error("{}", text::session_no_workbook(.0))]
    Workbook(String),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Split(#[from] SplitError),
    #[error(transparent)]
    Training(#[from] TrainingError),
    #[error(transparent)]
    ModelFile(#[from] ModelFileError),
    #[error(transparent)]
    Extractor(#[from] ExtractorError),
    #[error(transparent)]
    Backbone(#[from] BackboneError),
}

impl Session {
    /// An empty session.
    pub fn new(emit: impl Fn(Event) + 'static) -> Self {
        Session {
            emit: Box::new(emit),
            data: None,
            devices: Devices::default(),
            run: None,
            model: None,
            backbone: None,
            looker: Looker::default(),
            gpu: None,
            room_classifier: None,
            checkpoints: true,
        }
    }

    /// Whether a run is in progress and not paused.
    pub fn is_training(&self) -> bool {
        self.run.as_ref().is_some_and(|run| !run.paused)
    }

    /// Drops the dataset. A run in progress keeps its reference.
    pub fn unload(&mut self) {
        self.data = None;
    }

    /// The features of the dataset's photos are read from there. It is loaded without pixels.
    pub fn read_features_from(&mut self, photo_features: Rc<dyn PhotoFeatures>) {
        if let Some(data) = &mut self.data {
            data.photo_features = photo_features;
        }
    }

    /// Handles a request. The answer has the same id. On an error, emits [`Event::Failed`] and leaves the state
    /// unchanged.
    pub async fn handle(&mut self, id: u32, request: Request) {
        let run = match &request {
            Request::Train { run, .. } => Some(*run),
            Request::Stop => self.run.as_ref().map(|run| run.number),
            _ => None,
        };
        if let Err(error) = self.try_handle(id, request).await {
            self.fail(id, run, error);
        }
    }

    /// Emits the event for an error.
    fn fail(&mut self, id: u32, run: Option<u32>, error: SessionError) {
        (self.emit)(match error {
            // The host has the last checkpoint and can resume.
            SessionError::Training(TrainingError::Device(why)) if run.is_some() => {
                self.run = None;
                Event::DeviceLost { why }
            }
            error => Event::Failed { id, run, message: error.to_string() },
        });
    }

    async fn try_handle(&mut self, id: u32, request: Request) -> Result<(), SessionError> {
        match request {
            Request::Load(data) | Request::LoadFeatures(data) => {
                (self.emit)(Event::Loaded { id, houses: data.houses.len() });
                self.data = Some(Rc::new(*data).into());
            }
            Request::Train { run, config, device, excluded, resume } => {
                self.train([id, run], config, device, &excluded, resume).await?;
            }
            Request::Prepare { config, device } => {
                let mut no_gpu = None;
                if let (None, Some(data)) = (&self.run, &self.data)
                    && config.check().is_ok()
                    && check_fits(&config, &data.dataset).is_ok()
                {
                    no_gpu = self.devices.prepare(device, &config, data).await.err();
                }
                (self.emit)(Event::Prepared { id, no_gpu });
            }
            Request::PrepareLooking { file, device } => {
                // A run needs the GPU for itself.
                let device = if self.run.is_some() { DeviceChoice::Cpu } else { device };
                let compute = self.devices.for_feature_extraction(device).await;
                let layers = read_layers(&file.0)?;
                let seconds = self.looker.prepare(&layers, &compute, device == DeviceChoice::Auto).await?;
                (self.emit)(Event::LookingPrepared { id, seconds });
            }
            Request::Look { photos } => {
                let features = self.looker.look(&photos.0).await?.ok_or(SessionError::NoLooker)?;
                (self.emit)(Event::Looked { id, features: Bytes(features) });
            }
            Request::Pause => self.pause(true),
            Request::Resume => self.pause(false),
            Request::Stop => self.finish(true).await?,
            Request::Predict(home) => {
                let model = self.model.as_ref().ok_or(SessionError::NoModel)?;
                let size = model.summary.config.size();
                let estimate = model.estimate(&home, None).await?.ok_or(SessionError::Montage(size))?;
                let Estimate { price, intervals, ood_score, .. } = estimate;
                (self.emit)(Event::Predicted { id, price, intervals, ood_score });
            }
            Request::Explain { home, house } => {
                let model = self.model.as_ref().ok_or(SessionError::NoModel)?;
                let size = model.summary.config.size();
                let cpu = Device::flex();
                let mut explained =
                    explain(model, &home, house.as_ref(), self.gpu.as_ref().unwrap_or(&cpu)).await;
                if explained.is_err() && self.gpu.is_some() {
                    // The GPU may have been lost; the CPU always works.
                    explained = explain(model, &home, house.as_ref(), &cpu).await;
                }
                let explanation = Box::new(explained?.ok_or(SessionError::Montage(size))?);
                (self.emit)(Event::Explained { id, explanation });
            }
            Request::Export { pretrained } => {
                let model = self.model.as_ref().ok_or(SessionError::NoModel)?;
                let pretrained = pretrained.as_ref().map(|file| &file.0[..]);
                (self.emit)(Event::Exported { id, file: Bytes(model.to_onnx(pretrained)?) });
            }
            Request::WriteWorkbook(rows) => {
                let file = workbook(&rows).map_err(SessionError::Workbook)?;
                (self.emit)(Event::Exported { id, file: Bytes(file) });
            }
            Request::LoadModel(file) => {
                let model = Model::from_bytes(&file.0)?;
                let (summary, rooms) = (model.summary.clone(), model.room_classifier.clone());
                (self.emit)(Event::ModelLoaded { id, summary, rooms });
                self.model = Some(model);
            }
            Request::LoadBackbone(file) => {
                let backbone = Backbone::from_bytes(&file.0)?;
                (self.emit)(Event::BackboneLoaded { id, architecture: backbone.architecture() });
                self.backbone = Some(Rc::new(backbone));
            }
            Request::DisableCheckpoints => self.checkpoints = false,
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
        [request_id, number]: [u32; 2],
        config: Config,
        device: DeviceChoice,
        excluded: &[HouseId],
        resume: Option<Bytes>,
    ) -> Result<(), SessionError> {
        config.check()?;
        let run_data = self.data.as_ref().ok_or(SessionError::NoData)?.clone();
        let data = &run_data.dataset;
        check_fits(&config, data)?;
        let mut split = config.split(data, excluded)?;
        if let Some(fold) = config.fold {
            split = split.fold(fold, groups(data, config.split_by).as_deref())?;
        }
        let report_stage = &|stage: &str| (self.emit)(Event::Preparing { run: number, stage: stage.into() });
        let extractor = match &self.backbone {
            Some(backbone) if config.model == ModelKind::Backbone => {
                Some((backbone, self.devices.for_feature_extraction(device).await))
            }
            _ => None,
        };
        let backbone = extractor.as_ref().map(|(backbone, compute)| (*backbone, compute));
        let prepared = Rc::new(Prepared::new(&config, &run_data, &split, backbone, report_stage).await?);
        let chosen = self.devices.choose(device, &config, &prepared, report_stage).await;
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
        if let houses @ 1.. = undated(&data.houses, config.split_by) {
            (self.emit)(Event::Warning { message: text::splitting_undated(houses) });
        }
        for message in &prepared.warnings {
            (self.emit)(Event::Warning { message: message.clone() });
        }
        self.run = Some(Run {
            number,
            request_id,
            config,
            trainer,
            baselines,
            paused: false,
            last_step_ms: 0.0,
            last_checkpoint_ms: 0.0,
        });
        Ok(())
    }

    /// Advances the run by one step, or finishes an epoch or the run.
    pub async fn advance(&mut self) {
        let Some(run) = &mut self.run else { return };
        let (number, request_id) = (run.number, run.request_id);
        let error = match run.trainer.advance().await {
            Ok(Progress::Step) => {
                let now = platform::now_ms();
                if now - run.last_step_ms >= STEP_INTERVAL_MS {
                    run.last_step_ms = now;
                    (self.emit)(Event::Step { run: number, done: run.trainer.steps_done() });
                }
                return;
            }
            Ok(Progress::Epoch(record)) => {
                let epochs_done = run.trainer.epochs_done();
                (self.emit)(epoch_event(number, epochs_done, record));
                let now = platform::now_ms();
                if run.last_checkpoint_ms > 0.0
                    && now - run.last_checkpoint_ms
                        < checkpoint_interval_ms(run.trainer.parameters(), epochs_done)
                {
                    return;
                }
                run.last_checkpoint_ms = now;
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
        self.fail(request_id, Some(number), error);
    }

    /// Ends the run, evaluates its model and keeps it.
    async fn finish(&mut self, stopped: bool) -> Result<(), SessionError> {
        let Some(mut run) = self.run.take() else { return Ok(()) };
        run.trainer.discard_partial_epoch();
        run.trainer.restore_best();
        let Predictions { train, held_out, test } = run.trainer.predictions().await?;
        let (weights, running_stats) = run.trainer.model().await?;
        let prepared = run.trainer.prepared();
        let Prepared { data, target_scaler, encoder, frozen, .. } = prepared;
        let [train_houses, test_houses] = prepared.train_and_test();
        let (positions, held_out): (Vec<usize>, Vec<f64>) = held_out.into_iter().unzip();
        let actual: Vec<f64> = prepared.houses(&positions).iter().map(|house| house.price).collect();
        let mape_factor =
            if run.config.calibrate { calibration_factor(&held_out, actual.iter().copied()) } else { 1.0 };
        let held_out_mape = (!held_out.is_empty()).then(|| Mape::of(&actual, &held_out, mape_factor));
        let fit = |actual: &[f64], held_out: &[f64]| -> Vec<ConformalInterval> {
            let rates = COVERAGE_RATES.into_iter();
            rates
                .filter_map(|rate| ConformalInterval::fit(run.config.target, rate, actual, held_out))
                .collect()
        };
        let intervals = fit(&actual, &held_out);
        let heads = HeldOut { prepared, config: &run.config, weights: &weights };
        let with_fewer_photos = |missing| {
            let (positions, prices): (Vec<usize>, Vec<f64>) =
                heads.with_fewer_photos(missing).into_iter().unzip();
            let actual: Vec<f64> = prepared.houses(&positions).iter().map(|house| house.price).collect();
            fit(&actual, &prices)
        };
        let is_pretrained = run.config.model.is_pretrained();
        let missing = if is_pretrained { 1..run.config.photos } else { 1..1 };
        let missing_intervals: Vec<Vec<ConformalInterval>> = missing.map(with_fewer_photos).collect();
        let mut evaluation = Evaluation::of(
            [&train_houses, &test_houses],
            [&train, &test],
            run.baselines,
            (mape_factor, held_out_mape, &intervals),
        );
        if is_pretrained {
            evaluation.importance = heads.permutation_importance(mape_factor);
        }
        let prediction = |(house, &predicted): (&House, &f64)| Prediction {
            house: house.id.clone(),
            actual: house.price,
            predicted,
        };
        let held_out_houses = prepared.houses(&positions).into_iter();
        evaluation.held_out = held_out_houses.zip(&held_out).map(prediction).collect();
        // Infinite prices can be neither plotted nor stored.
        if !evaluation.is_finite() {
            return Err(SessionError::NotANumber(run.trainer.epochs_done()));
        }
        let prices = || train_houses.iter().map(|house| house.price);
        let schema = encoder.as_ref().map(Encoder::input_schema);
        let (target_scaler, encoder, frozen) = (*target_scaler, encoder.clone(), frozen.clone());
        let summary = ModelSummary {
            parameters: run.trainer.parameters(),
            config: run.config,
            epochs_done: run.trainer.epochs_done(),
            test_mape: Some(evaluation.test.mape_mean),
            data: data.name.clone(),
            rooms: data.rooms.clone(),
            prices: [prices().fold(f64::MAX, f64::min), prices().fold(0.0, f64::max)],
            input_schema: schema.unwrap_or_default(),
            intervals,
            missing_intervals,
            network: if is_pretrained { data.montages.network.clone() } else { String::new() },
        };
        let kind = summary.config.model;
        let mut model = Model {
            summary,
            target_scaler,
            encoder,
            frozen,
            weights,
            running_stats,
            neighbours: None,
            room_classifier: rooms::recognises_rooms(&mut self.room_classifier, prepared, kind),
        };
        let (neighbours, map) = neighbours::fit_neighbours(&run.trainer, model.free_bytes()).await?;
        (model.neighbours, evaluation.map) = (neighbours, map);
        let file = Bytes(model.to_bytes()?);
        let seconds: Vec<f64> = run.trainer.history().iter().map(|e| e.seconds).collect();
        (self.emit)(Event::Finished {
            run: run.number,
            stopped,
            model: model.summary.clone(),
            rooms: model.room_classifier.clone(),
            evaluation: Box::new(evaluation),
            seconds_per_epoch: median(&seconds),
            file,
        });
        self.model = Some(model);
        Ok(())
    }
}

/// The baselines, fitted on the training houses and evaluated on the test houses.
fn baselines(prepared: &Prepared) -> Baselines {
    // The validation houses are training houses too.
    let train = prepared.houses(&[&prepared.train[..], &prepared.validation[..]].concat());
    let [_, test] = prepared.train_and_test();
    evaluation::baselines(&train, &test, &prepared.data.attributes)
}

/// Checks that tile size and number of photos match the settings.
fn check_fits(config: &Config, data: &Dataset) -> Result<(), SessionError> {
    if !config.accepts_tile(data.montages.tile) {
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
