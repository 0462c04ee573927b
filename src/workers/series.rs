//! The workers that train the runs of a series. [`facade_app::run_scheduler`] decides which worker trains which run; the session and
//! its model are not involved.

use std::collections::BTreeMap;

use super::hub::{SeriesJob, SeriesWorker, SeriesWorkers, WorkerHub, Workers};
use super::session::load_request;
use crate::browser::worker_host::WorkerMessage;
use facade_app::Message;
use facade_app::repeat_form::{plan_workers, worker_bytes};
use facade_app::run_scheduler::{RunScheduler, Step};
use facade_app::series::SeriesEvent;
use facade_app::series_results::Score;
use facade_data::{Dataset, HouseId};
use facade_platform as platform;
use facade_protocol as protocol;
use facade_protocol::{DeviceChoice, Event, NumberedRequest, Request};
use facade_spec::{Config, ModelKind};
use facade_text as text;

/// Milliseconds between two reports of a run's epochs.
const REPORT_INTERVAL_MS: f64 = 200.0;

/// By which texts say what would take less memory.
fn network_key(job: &SeriesJob) -> &'static str {
    match job.configs.first() {
        Some(config) if config.model.is_pretrained() => "features",
        _ => "pixels",
    }
}

impl Workers {
    /// Trains several runs on the dataset without the `excluded` houses, as many at once as there is room for. The dataset is read
    /// again first if the settings need another tile size.
    pub(crate) fn train_series(&self, configs: Vec<Config>, device: DeviceChoice, excluded: Vec<HouseId>) {
        self.0.with(|hub| {
            let job = SeriesJob { configs, device, excluded };
            match job.configs.first().and_then(|config| hub.origin_to_reload(config)) {
                Some((origin, how)) => {
                    hub.reload(origin, how);
                    hub.waiting_series = Some(job);
                }
                None => hub.start_series(job),
            }
        });
    }

    /// Ends the series at once. Finished runs stay.
    pub(crate) fn cancel_series(&self) {
        self.0.with(|hub| {
            hub.series = None;
            if hub.waiting_series.is_some() {
                hub.cancel_loading();
            }
        });
    }
}

impl SeriesJob {
    /// Whether its networks take features of the photos and no pixels.
    fn takes_features(&self, dataset: &Dataset) -> bool {
        dataset.montages.has_features() && self.configs.iter().all(|config| config.model.is_pretrained())
    }
}

impl WorkerHub {
    pub(super) fn start_series(&mut self, job: SeriesJob) {
        let Some((dataset, _)) = &self.dataset else { return };
        let dataset = dataset.clone();
        let Some(pixels) = self.pixels.get(&dataset).cloned() else {
            let lost = (0..job.configs.len())
                .map(|run| SeriesEvent::RunEnded(run, Err(text::team_no_pictures().to_owned())));
            self.outbox.extend(lost.chain([SeriesEvent::Finished]).map(Message::Series));
            return;
        };
        let (cores, runs) = (platform::cores(), job.configs.len());
        let (houses, tile) = (dataset.houses.len(), dataset.montages.tile);
        let bytes = job.configs.first().map_or(0, |config| worker_bytes(config, houses, tile));
        let (workers, device) = plan_workers(cores, runs, job.device, bytes);
        let memory_limited = job.device != DeviceChoice::Gpu && workers < cores.min(runs);
        self.series_number += 1;
        self.emit(Message::Series(SeriesEvent::Started { workers, device, memory_limited }));
        self.series = Some(SeriesWorkers {
            number: self.series_number,
            job: SeriesJob { device, ..job },
            scheduler: RunScheduler::new(workers, runs),
            workers: BTreeMap::new(),
            dataset,
            pixels,
        });
    }

    /// Starts workers and hands out runs, as the scheduler decides.
    pub(super) fn assign_runs(&mut self) {
        while let Some(series) = &mut self.series {
            match series.scheduler.next_step() {
                Step::Start(id) => self.start_series_worker(id),
                Step::Assign(id, run) => {
                    let number = self.ids.next();
                    let config = series.job.configs.get(run).cloned();
                    let SeriesJob { device, excluded, .. } = &series.job;
                    let (device, excluded) = (*device, excluded.clone());
                    let sent = config.zip(series.workers.get_mut(&id)).is_some_and(|(config, worker)| {
                        worker.epochs = 0;
                        let run = run as u32;
                        let request = Request::Train { run, config, device, excluded, resume: None };
                        worker.send(&NumberedRequest { id: number, request }, None)
                    });
                    self.emit(Message::Series(SeriesEvent::RunStarted(run)));
                    if !sent {
                        self.on_series_worker_lost(id);
                    }
                }
                Step::Stop(id) => drop(series.workers.remove(&id)),
                Step::GiveUp(runs) => {
                    let why = if series.scheduler.is_out_of_memory() {
                        text::team_no_room(network_key(&series.job))
                    } else {
                        text::recovery_not_started().to_owned()
                    };
                    let ended = |run| Message::Series(SeriesEvent::RunEnded(run, Err(why.clone())));
                    self.outbox.extend(runs.into_iter().map(ended));
                }
                Step::Wait => {
                    if series.scheduler.is_finished() {
                        self.series = None;
                        self.emit(Message::Series(SeriesEvent::Finished));
                    }
                    return;
                }
            }
        }
    }

    fn start_series_worker(&mut self, id: u32) {
        let inner = self.inner.clone();
        let Some(series) = &mut self.series else { return };
        let number = series.number;
        let handle = self.compute_module.start(move |message| {
            if let Some(inner) = inner.upgrade() {
                inner.with(|hub| {
                    if hub.series.as_ref().is_some_and(|series| series.number == number) {
                        hub.on_series_message(id, message);
                    }
                });
            }
        });
        let load_id = self.ids.next();
        let worker = SeriesWorker { handle, epochs: 0, parameters: 0, reported_ms: 0.0, load_id };
        series.workers.insert(id, worker);
    }

    fn on_series_message(&mut self, id: u32, message: WorkerMessage) {
        let event = match message {
            WorkerMessage::Event(bytes, _) => protocol::decode::<Event>(&bytes).ok(),
            WorkerMessage::Terminated(_) => None,
        };
        let Some(series) = &mut self.series else { return };
        let Some(worker) = series.workers.get_mut(&id) else { return };
        let run = series.scheduler.run_of(id);
        match event {
            Some(Event::Ready) => {
                let request = load_request(&series.dataset, series.job.takes_features(&series.dataset));
                let load = NumberedRequest { id: worker.load_id, request };
                let has_backbone =
                    series.job.configs.iter().any(|config| config.model == ModelKind::Backbone);
                let backbone = self.recovery.backbone().filter(|_| has_backbone);
                let mut first = [Request::DisableCheckpoints].into_iter().chain(backbone);
                let sent = first.all(|request| worker.send(&self.ids.number(request), None));
                if !(sent && worker.send(&load, Some(&series.pixels))) {
                    self.on_series_worker_lost(id);
                }
            }
            Some(Event::Loaded { id: loaded, .. }) if loaded == worker.load_id => {
                series.scheduler.worker_ready(id)
            }
            Some(Event::Started { parameters, .. }) => worker.parameters = parameters,
            Some(Event::Epoch(done)) => {
                worker.epochs = done.epoch;
                let now = platform::now_ms();
                if let Some(run) = run.filter(|_| now - worker.reported_ms >= REPORT_INTERVAL_MS) {
                    worker.reported_ms = now;
                    self.outbox.push(Message::Series(SeriesEvent::EpochsDone(run, done.epoch)));
                }
            }
            Some(Event::Finished { stopped, evaluation, seconds_per_epoch, .. }) => {
                // The visitor cannot stop such a run: only a loss that is not a number does.
                let counts = [worker.epochs, worker.parameters];
                let result = match (run, stopped || !evaluation.mape().mean.is_finite()) {
                    (Some(run), false) => Ok(Score::of(run, &evaluation, counts, seconds_per_epoch)),
                    _ => Err(text::team_not_a_number(worker.epochs)),
                };
                self.finish_run(id, result);
            }
            Some(Event::Failed { run: Some(_), message, .. }) => self.finish_run(id, Err(message)),
            Some(Event::Failed { id: failed, .. }) if failed == worker.load_id => {
                series.workers.remove(&id);
                series.scheduler.worker_refused(id);
            }
            Some(Event::DeviceLost { .. }) | None => self.on_series_worker_lost(id),
            Some(_) => {}
        }
    }

    fn finish_run(&mut self, id: u32, result: Result<Score, String>) {
        if let Some(run) = self.series.as_mut().and_then(|series| series.scheduler.run_ended(id)) {
            self.emit(Message::Series(SeriesEvent::RunEnded(run, result)));
        }
    }

    /// A worker has ended. Another tries its run again; the other runs continue.
    fn on_series_worker_lost(&mut self, id: u32) {
        let Some(series) = &mut self.series else { return };
        series.workers.remove(&id);
        let network = network_key(&series.job);
        match series.scheduler.worker_died(id) {
            Some((run, true)) => self.emit(Message::Series(SeriesEvent::RunRetried(run))),
            Some((run, false)) => {
                self.emit(Message::Series(SeriesEvent::RunEnded(run, Err(text::team_died(network)))));
            }
            None => {}
        }
    }
}
