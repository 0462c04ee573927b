//! What to send to a new compute worker after the previous one has crashed.
//!
//! Every fault (a panic, memory running out, a lost device) is handled the same way: end the worker, start another,
//! send it the houses and the model, and resume the run from its last checkpoint.

use facade_data::HouseId;
use facade_protocol::{Bytes, DeviceChoice, DeviceKind, Event, NumberedRequest, Request, RequestIds};
use facade_spec::Config;
use facade_text as text;

/// Maximum worker crashes without a new checkpoint.
const MAX_CRASHES: u32 = 3;

/// Maximum crashes in one run, checkpoints or not: a run that gains one epoch per worker helps nobody.
const MAX_CRASHES_PER_RUN: u32 = 10;

/// What would be lost with the worker.
#[derive(Debug, Default)]
pub struct Recovery {
    run: Option<Run>,
    model: Option<Vec<u8>>,
    backbone: Option<Bytes>,
    /// Epochs done in the checkpoint from which a run of an earlier visit resumes.
    epochs_saved: usize,
    ids: RequestIds,
    /// Unanswered requests of the page, except those about a run.
    pending: Vec<NumberedRequest>,
    /// Numbers of the requests that give a new worker what the previous one had.
    restore_ids: Vec<u32>,
    /// Number of the unanswered request that sends the houses.
    dataset_request: Option<u32>,
    /// Number of the unanswered request to prepare.
    preparation: Option<u32>,
    /// Whether the worker has started.
    ready: bool,
    /// Crashes of idle workers, and of workers that never started, since the visitor's last request.
    crashes: u32,
}

#[derive(Debug)]
struct Run {
    number: u32,
    config: Config,
    device: DeviceChoice,
    excluded: Vec<HouseId>,
    /// Whether the device in use is the CPU.
    on_cpu: bool,
    /// The last checkpoint, with the epochs done in it.
    checkpoint: Option<(usize, Bytes)>,
    /// Since the last checkpoint.
    crashes: u32,
    total_crashes: u32,
    /// Whether its first step may have been taken since the worker started.
    begun: bool,
    paused: bool,
    stopping: bool,
}

/// Why a worker ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Termination {
    pub out_of_memory: bool,
    pub reason: String,
}

impl Termination {
    /// For errors of a GPU or a browser, where only the text says whether memory ran out.
    pub fn from_reason(reason: String) -> Self {
        Termination { out_of_memory: reason.contains("memory") || reason.contains("allocation"), reason }
    }
}

/// What to do after the worker has ended.
#[derive(Debug, PartialEq)]
pub struct RestartPlan {
    /// Whether to start another worker.
    pub restart: bool,
    /// To send once it has the houses.
    pub requests: Vec<NumberedRequest>,
    /// Whether a run continues.
    pub resuming: bool,
    /// A sentence for the visitor.
    pub message: Option<String>,
}

/// What the page is told of a session's event.
#[allow(clippy::large_enum_variant, reason = "one exists at a time, and it is consumed at once")]
#[derive(Debug, PartialEq)]
pub enum SessionReport {
    Event(Event),
    /// The session has no houses: a sentence that says why.
    DatasetRejected(String),
}

impl Recovery {
    /// Its own requests take their numbers from `ids`.
    pub fn new(ids: RequestIds) -> Self {
        Recovery { ids, ..Recovery::default() }
    }

    /// Call this for every request of the page.
    pub fn record_request(&mut self, ask: &NumberedRequest) {
        self.crashes = 0;
        match &ask.request {
            Request::Train { run, config, device, excluded, resume } => {
                self.run = Some(Run {
                    number: *run,
                    config: config.clone(),
                    device: *device,
                    excluded: excluded.clone(),
                    on_cpu: *device == DeviceChoice::Cpu,
                    checkpoint: resume.clone().map(|state| (self.epochs_saved, state)),
                    crashes: 0,
                    total_crashes: 0,
                    begun: false,
                    paused: false,
                    stopping: false,
                });
            }
            Request::Pause => self.run.iter_mut().for_each(|run| run.paused = true),
            Request::Resume => self.run.iter_mut().for_each(|run| run.paused = false),
            Request::Stop => self.run.iter_mut().for_each(|run| run.stopping = true),
            Request::LoadModel(_)
            | Request::LoadBackbone(_)
            | Request::Predict(_)
            | Request::Explain { .. }
            | Request::Export { .. }
            | Request::WriteWorkbook(_) => self.pending.push(ask.clone()),
            Request::Load(_)
            | Request::LoadFeatures(_)
            | Request::Prepare { .. }
            | Request::PrepareLooking { .. }
            | Request::Look { .. }
            | Request::DisableCheckpoints => {}
        }
    }

    /// Returns the number for the request that sends the houses.
    pub fn number_dataset_request(&mut self) -> u32 {
        *self.dataset_request.insert(self.ids.next())
    }

    /// Numbers a request to prepare. Nothing else is sent until it is answered: if preparing crashes the worker, the
    /// next one gets the waiting requests.
    pub fn prepare(&mut self, request: Request) -> NumberedRequest {
        let ask = self.ids.number(request);
        self.preparation = Some(ask.id);
        ask
    }

    pub fn is_preparing(&self) -> bool {
        self.preparation.is_some()
    }

    /// The page is about to resume a run from a checkpoint with this many epochs done.
    pub fn resume_after(&mut self, epochs: usize) {
        self.epochs_saved = epochs;
    }

    /// Returns what concerns the page. Checkpoints and answers to restored state stay here.
    pub fn handle_event(&mut self, event: Event) -> Option<SessionReport> {
        match &event {
            Event::Ready => self.ready = true,
            Event::Device { run, report } => {
                if let Some(run) = self.run_mut(*run) {
                    run.on_cpu = report.chosen.kind == DeviceKind::Cpu;
                }
            }
            Event::Started { run, .. } => {
                if let Some(run) = self.run_mut(*run) {
                    run.begun = true;
                }
            }
            Event::Finished { run, file, .. } => {
                self.model = Some(file.0.clone());
                self.run.take_if(|own| own.number == *run);
            }
            Event::Failed { run: Some(run), .. } => {
                self.run.take_if(|own| own.number == *run);
            }
            Event::Loaded { id, .. } => drop(self.dataset_request.take_if(|request| request == id)),
            Event::Prepared { id, .. } => drop(self.preparation.take_if(|request| request == id)),
            Event::Failed { id, message, .. } if self.dataset_request == Some(*id) => {
                self.dataset_request = None;
                return Some(SessionReport::DatasetRejected(message.clone()));
            }
            Event::Predicted { id, .. } | Event::Explained { id, .. } | Event::Exported { id, .. } => {
                self.take_answered(*id);
            }
            Event::ModelLoaded { id, .. } | Event::BackboneLoaded { id, .. } => {
                if self.take_restored(*id) {
                    return None;
                }
                match self.take_answered(*id) {
                    Some(Request::LoadModel(file)) => self.model = Some(file.0),
                    Some(Request::LoadBackbone(file)) => self.backbone = Some(file),
                    _ => {}
                }
            }
            Event::Failed { id, message, .. } => {
                self.take_answered(*id);
                if self.take_restored(*id) {
                    // The previous worker accepted it.
                    return Some(SessionReport::Event(Event::Warning { message: message.clone() }));
                }
            }
            _ => {}
        }
        match event {
            Event::Checkpoint { run, epochs_done, state } => {
                if let Some(run) = self.run_mut(run) {
                    run.checkpoint = Some((epochs_done, state));
                    run.crashes = 0;
                }
                None
            }
            event => Some(SessionReport::Event(event)),
        }
    }

    fn take_answered(&mut self, id: u32) -> Option<Request> {
        let at = self.pending.iter().position(|ask| ask.id == id)?;
        Some(self.pending.remove(at).request)
    }

    /// Whether this number belonged to restored state; it is removed.
    fn take_restored(&mut self, id: u32) -> bool {
        let at = self.restore_ids.iter().position(|restore| *restore == id);
        at.map(|at| self.restore_ids.remove(at)).is_some()
    }

    fn run_mut(&mut self, number: u32) -> Option<&mut Run> {
        self.run.as_mut().filter(|run| run.number == number)
    }

    pub fn is_training(&self) -> bool {
        self.run.is_some()
    }

    /// Drops a run that has computed nothing, so that nothing is lost with its worker. `None` if there is no such
    /// run: a run that has begun is stopped by a request. Takes `unsent`, the requests that were not sent yet.
    pub fn abandon_unstarted_run(&mut self, unsent: &mut Vec<NumberedRequest>) -> Option<RestartPlan> {
        self.run.take_if(|run| !run.begun && run.checkpoint.is_none())?;
        unsent.retain(|ask| {
            !matches!(ask.request, Request::Train { .. } | Request::Pause | Request::Resume | Request::Stop)
        });
        Some(self.restart_silently(std::mem::take(unsent)))
    }

    /// `unsent` are the requests that were not sent to the worker yet.
    pub fn worker_ended(&mut self, last: &Termination, unsent: Vec<NumberedRequest>) -> RestartPlan {
        if !std::mem::take(&mut self.ready) {
            return self.start_failed(unsent);
        }
        if let Some(preparation) = self.preparation
            && self.unanswered().all(|id| id > preparation)
        {
            // The visitor did not ask for the preparation. It is not retried before something changes.
            return self.restart_silently(unsent);
        }
        self.forget_requests();
        let fault = if last.out_of_memory { "memory" } else { "broken" };
        match self.run.take() {
            Some(run) => self.crashed_in_run(run, fault),
            None => self.crashed_idle(fault),
        }
    }

    /// Numbers of the unanswered requests. A session answers in the order of the requests.
    fn unanswered(&self) -> impl Iterator<Item = u32> {
        let asked = self.pending.iter().map(|ask| ask.id);
        asked.chain(self.restore_ids.iter().copied()).chain(self.dataset_request)
    }

    fn forget_requests(&mut self) {
        self.pending.clear();
        self.restore_ids.clear();
        (self.dataset_request, self.preparation) = (None, None);
    }

    /// Replaces a worker that did nothing wrong. The new one gets the requests that the old one has not answered.
    fn restart_silently(&mut self, unsent: Vec<NumberedRequest>) -> RestartPlan {
        self.ready = false;
        let asked = std::mem::take(&mut self.pending);
        self.forget_requests();
        let mut requests = self.restore();
        requests.extend(asked.iter().filter(|ask| unsent.iter().all(|other| other.id != ask.id)).cloned());
        requests.extend(unsent);
        self.pending = asked;
        RestartPlan { restart: true, requests, resuming: self.is_training(), message: None }
    }

    /// A failed start is retried without a message; unsent requests were not its cause.
    fn start_failed(&mut self, unsent: Vec<NumberedRequest>) -> RestartPlan {
        self.crashes += 1;
        if self.crashes < MAX_CRASHES {
            let resuming = self.is_training();
            return RestartPlan { restart: true, requests: unsent, resuming, message: None };
        }
        self.run = None;
        self.forget_requests();
        let message = Some(text::recovery_not_started().to_owned());
        RestartPlan { restart: false, requests: Vec::new(), resuming: false, message }
    }

    fn crashed_idle(&mut self, fault: &str) -> RestartPlan {
        self.crashes += 1;
        let restart = self.crashes < MAX_CRASHES;
        let message = if restart {
            text::recovery_idle(fault)
        } else {
            text::t!(recovery_idle_over, fault, times = MAX_CRASHES)
        };
        let requests = if restart { self.restore() } else { Vec::new() };
        RestartPlan { restart, requests, resuming: false, message: Some(message) }
    }

    fn crashed_in_run(&mut self, mut run: Run, fault: &str) -> RestartPlan {
        run.crashes += 1;
        run.total_crashes += 1;
        run.begun = false;
        let nothing_to_keep = run.stopping && run.checkpoint.is_none();
        if run.crashes >= MAX_CRASHES || run.total_crashes >= MAX_CRASHES_PER_RUN || nothing_to_keep {
            let message =
                if nothing_to_keep { text::recovery_no_model(fault) } else { text::recovery_run_over(fault) };
            let requests = self.restore();
            return RestartPlan { restart: true, requests, resuming: false, message: Some(message) };
        }

        let device = if (run.crashes > 1 || run.total_crashes >= MAX_CRASHES) && !run.on_cpu {
            run.device = DeviceChoice::Cpu;
            run.on_cpu = true;
            "cpu"
        } else {
            "same"
        };
        let message = match &run.checkpoint {
            Some((epochs, _)) => text::t!(recovery_goes_on, fault, device, epoch = epochs),
            None => text::t!(recovery_begins_again, fault, device),
        };
        let mut requests = self.restore();
        let train = Request::Train {
            run: run.number,
            config: run.config.clone(),
            device: run.device,
            excluded: run.excluded.clone(),
            resume: run.checkpoint.as_ref().map(|(_, state)| state.clone()),
        };
        let then = match () {
            () if run.stopping => Some(Request::Stop),
            () if run.paused => Some(Request::Pause),
            () => None,
        };
        requests.extend([train].into_iter().chain(then).map(|request| self.ids.number(request)));
        self.run = Some(run);
        RestartPlan { restart: true, requests, resuming: true, message: Some(message) }
    }

    /// What a new worker needs to predict again and to train on a backbone. The page does not wait for the answers.
    pub fn restore(&mut self) -> Vec<NumberedRequest> {
        let model = self.model.clone().map(|file| Request::LoadModel(Bytes(file)));
        let requests = model.into_iter().chain(self.backbone());
        let asks: Vec<NumberedRequest> = requests.map(|request| self.ids.number(request)).collect();
        self.restore_ids.extend(asks.iter().map(|ask| ask.id));
        asks
    }

    /// What a worker needs to train on a backbone.
    pub fn backbone(&self) -> Option<Request> {
        self.backbone.clone().map(Request::LoadBackbone)
    }
}

#[cfg(test)]
mod tests;
