//! The session: the compute worker that trains, explains and predicts.

use std::sync::Arc;

use js_sys::RangeError;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::hub::{DatasetOrigin, RunJob, SentDataset, WorkerHub};
use crate::browser::worker_host::{WorkerHandle, WorkerMessage};
use facade_app::Message;
use facade_app::recovery::{RestartPlan, SessionReport, Termination};
use facade_data::Dataset;
use facade_protocol as protocol;
use facade_protocol::{Event, NumberedRequest, Request};
use facade_spec::Config;

impl WorkerHub {
    pub(super) fn train(&mut self, job: RunJob) {
        match self.origin_to_reload(&job.config) {
            Some((origin, how)) => {
                self.gpu_looking.device = job.device;
                self.reload(origin, how);
                self.waiting_run = Some(job);
            }
            None => self.start_run(job),
        }
    }

    /// The origin to read the dataset from again, if these settings need another tile size or features of the photos; and
    /// the tile size, and whether the pretrained network looks.
    pub(super) fn origin_to_reload(&self, config: &Config) -> Option<(DatasetOrigin, (usize, bool))> {
        let (dataset, origin) = self.dataset.as_ref()?;
        let montages = &dataset.montages;
        let looks = config.model.is_pretrained() && !montages.has_features() && self.pretrained.is_some();
        let tile = if config.accepts_tile(montages.tile) { montages.tile } else { config.tile };
        // The session rejects invalid sizes; the decoders should not try them.
        let is_needed = (tile != montages.tile || looks) && config.check().is_ok();
        Some((origin.clone().filter(|_| is_needed)?, (tile, looks)))
    }

    pub(super) fn reload(&mut self, origin: DatasetOrigin, how: (usize, bool)) {
        self.cancel_loading();
        match origin {
            DatasetOrigin::Sample => self.start_sample(how.0, how.1),
            DatasetOrigin::Folder { picked, listing } => {
                self.emit(Message::DatasetLoadStarted { name: listing.name.clone() });
                let (tile, looks) = how;
                // Montages that are there already stay, and only features are added to them.
                let has_montages = self.dataset.as_ref().is_some_and(|(old, _)| old.montages.tile == tile);
                let tile = if looks && has_montages { 0 } else { tile };
                self.start_houses(picked, listing, (tile, looks));
            }
        }
    }

    pub(super) fn start_run(&mut self, job: RunJob) {
        self.takes_features = job.config.model.is_pretrained();
        self.load_dataset();
        let RunJob { run, config, device, excluded } = job;
        self.send_new(Request::Train { run, config, device, excluded, resume: None });
    }

    /// Sends the session what the next network takes of the dataset in use, unless it has it.
    pub(super) fn load_dataset(&mut self) {
        let Some((dataset, _)) = &self.dataset else { return };
        let features_only = self.takes_features && dataset.montages.has_features();
        let has_it = |sent: &SentDataset| {
            Arc::ptr_eq(&sent.dataset, dataset) && (features_only || !sent.features_only) && !sent.is_outdated
        };
        if self.session_dataset.as_ref().is_some_and(has_it) {
            return;
        }
        self.session_dataset = Some(SentDataset::new(dataset, features_only));
        if self.session_ready {
            self.send_dataset();
        }
    }

    pub(super) fn send_dataset(&mut self) {
        let (Some(session), Some(sent)) = (&self.session, &self.session_dataset) else { return };
        let SentDataset { dataset, features_only, is_outdated: _ } = sent;
        let pixels = self.pixels.get(dataset).into_iter().collect::<Vec<_>>();
        let request = load_request(dataset, *features_only);
        let ask = NumberedRequest { id: self.recovery.number_dataset_request(), request };
        if let Err(termination) = post(session, &ask, &pixels) {
            return self.on_session_lost(&termination);
        }
        if let Some(sent) = &mut self.session_dataset {
            sent.is_outdated = false;
        }
    }

    /// The pixels and features of a dataset are in this blob too. If the session reads features from the former one, it gets this
    /// one once it does not train.
    pub(super) fn replace_pixels(&mut self, dataset: &Arc<Dataset>, pixels: Blob) {
        self.pixels.replace(dataset, pixels);
        if let Some(sent) = &mut self.session_dataset
            && sent.features_only
            && Arc::ptr_eq(&sent.dataset, dataset)
        {
            sent.is_outdated = true;
            if !self.recovery.is_training() {
                self.load_dataset();
            }
        }
    }

    /// Sends a request that no view waits for.
    pub(super) fn send_new(&mut self, request: Request) {
        let ask = self.ids.number(request);
        self.send_or_queue(ask);
    }

    /// Sends a request, or keeps it until the session can receive it. Starts the session again if it was given up.
    pub(super) fn send_or_queue(&mut self, ask: NumberedRequest) {
        self.recovery.record_request(&ask);
        if self.session.is_none() {
            self.waiting = self.recovery.restore();
            self.waiting.push(ask);
            self.start_session();
        } else {
            self.waiting.push(ask);
            self.send_waiting();
        }
    }

    /// Sends what waits, and then the preparation, if the session can receive it.
    pub(super) fn send_waiting(&mut self) {
        if !self.session_ready || self.recovery.is_preparing() {
            return;
        }
        for ask in std::mem::take(&mut self.waiting) {
            self.send(&ask);
            if !self.session_ready {
                return;
            }
        }
        if let Some(request) = self.preparation.take().filter(|_| !self.recovery.is_training()) {
            let ask = self.recovery.prepare(request);
            self.send(&ask);
        }
    }

    pub(super) fn send(&mut self, ask: &NumberedRequest) {
        let Some(session) = &self.session else { return };
        if let Err(termination) = post(session, ask, &[] as &[JsValue]) {
            self.on_session_lost(&termination);
        }
    }

    pub(super) fn start_session(&mut self) {
        self.session_number += 1;
        self.session_ready = false;
        let (inner, number) = (self.inner.clone(), self.session_number);
        self.session = Some(self.compute_module.start(move |message| {
            if let Some(inner) = inner.upgrade() {
                inner.with(|hub| {
                    if hub.session_number == number {
                        hub.on_session_message(message);
                    }
                });
            }
        }));
    }

    pub(super) fn on_session_message(&mut self, message: WorkerMessage) {
        let event = match message {
            WorkerMessage::Event(bytes, _) => {
                protocol::decode::<Event>(&bytes).map_err(|error| Termination::from_reason(error.to_string()))
            }
            WorkerMessage::Terminated(termination) => Err(termination),
        };
        match event {
            Ok(Event::DeviceLost { why }) => self.on_session_lost(&Termination::from_reason(why)),
            Ok(event) => self.on_session_event(event),
            Err(termination) => self.on_session_lost(&termination),
        }
    }

    pub(super) fn on_session_event(&mut self, event: Event) {
        let Some(event) = self.take_gpu_looking(event) else { return };
        let started = matches!(event, Event::Ready);
        let training = self.recovery.is_training();
        if let Event::Checkpoint { run, epochs_done, state } = &event {
            let state = Arc::new(state.0.clone());
            self.emit(Message::Checkpoint { run: *run, epochs_done: *epochs_done, state });
        }
        match self.recovery.handle_event(event) {
            Some(SessionReport::Event(event)) => self.emit(Message::Session(event)),
            Some(SessionReport::DatasetRejected(message)) => {
                // The next run sends it again.
                self.session_dataset = None;
                self.emit(Message::DatasetRejected { message });
            }
            None => {}
        }
        if started {
            self.session_ready = true;
            self.send_dataset();
        }
        self.send_waiting();
        // A dataset that was loaded during the run.
        if training && !self.recovery.is_training() {
            self.load_dataset();
        }
    }

    /// The compute worker has ended: another takes over, with the same dataset and model, and continues the run.
    pub(super) fn on_session_lost(&mut self, termination: &Termination) {
        let waiting = std::mem::take(&mut self.waiting);
        let plan = self.recovery.worker_ended(termination, waiting);
        self.replace_session(plan);
    }

    /// Ends the compute worker, whatever it is doing, and follows the plan.
    pub(super) fn replace_session(&mut self, plan: RestartPlan) {
        self.session = None;
        self.session_number += 1;
        self.session_ready = false;
        self.gpu_looking_lost();
        if let Some(message) = plan.message {
            let resuming = plan.resuming || self.waiting_run.is_some();
            self.emit(Message::ComputeLost { message, resuming });
        }
        self.waiting = plan.requests;
        // The next session gets the dataset in use, not that of a run that is over.
        if !plan.resuming
            && let Some((dataset, _)) = &self.dataset
        {
            let features_only = self.takes_features && dataset.montages.has_features();
            self.session_dataset = Some(SentDataset::new(dataset, features_only));
        }
        if plan.restart {
            self.start_session();
        }
    }
}

/// The request that loads a dataset, or only the features of its photos.
pub(super) fn load_request(dataset: &Dataset, features_only: bool) -> Request {
    let data = Box::new(dataset.clone());
    if features_only { Request::LoadFeatures(data) } else { Request::Load(data) }
}

/// Posts a request to the session. A browser throws a RangeError if it has no memory for it.
pub(super) fn post(
    session: &WorkerHandle,
    ask: &NumberedRequest,
    attachments: &[impl AsRef<JsValue>],
) -> Result<(), Termination> {
    let bytes = protocol::encode(ask).map_err(|error| Termination::from_reason(error.to_string()))?;
    session.post(&bytes, attachments).map_err(|error| Termination {
        out_of_memory: error.has_type::<RangeError>(),
        reason: format!("A request could not be sent: {error:?}"),
    })
}
