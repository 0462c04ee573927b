//! What the page knows. [`State::apply`] folds what the workers tell into it; nothing here knows a browser.

use std::rc::Rc;

use super::Message;
use super::run::{Asked, Run, RunState, Setup};
use crate::dataset::Dataset;
use crate::protocol::{DeviceReport, Event, ModelSummary};
use crate::training::Config;

/// The four places of the page, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Houses.
    Data,
    /// Runs.
    Train,
    /// How far off.
    Results,
    /// Prices.
    Predict,
}

/// How bad a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was not done.
    Error,
    /// Something happened; work goes on.
    Warning,
    /// Something was done that is not to be seen elsewhere.
    Done,
}

/// A sentence for the visitor, shown in the place where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number, to dismiss it by.
    pub id: u32,
    /// How bad it is.
    pub kind: NoticeKind,
    /// Where it belongs.
    pub place: Place,
    /// The sentence.
    pub text: String,
}

/// Houses being read.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    /// What was picked.
    pub name: String,
    /// Photos done.
    pub done: usize,
    /// Photos to read; 0 while it is not known.
    pub total: usize,
    /// Seconds since it began, at the last word about it.
    pub seconds: f64,
    started_ms: f64,
}

impl Intake {
    /// Share done, 0 to 1.
    pub fn share(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.done as f64 / self.total as f64 }
    }

    /// Seconds left, once enough is done to judge by.
    pub fn seconds_left(&self) -> Option<f64> {
        let remaining = self.total.saturating_sub(self.done) as f64;
        (self.done > 0 && self.seconds >= 0.3).then(|| self.seconds / self.done as f64 * remaining)
    }
}

/// The model that predicts.
#[derive(Clone, Debug)]
pub struct Model {
    /// What it is.
    pub summary: ModelSummary,
    /// The run that made it; none if it came from a file.
    pub run: Option<u32>,
    /// Name of its file.
    pub file_name: String,
    /// Its file.
    pub file: Rc<Vec<u8>>,
}

/// The home to be priced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    /// Its montage and the tile size, once the photos are read.
    pub montage: Option<(Vec<u8>, usize)>,
    /// Montages asked for and not answered.
    pub reading: u32,
    /// Number of the latest question about its price.
    pub question: u32,
    /// Whether that question is not answered yet.
    pub waiting: bool,
    /// Its price in dollars.
    pub price: Option<f64>,
}

/// Everything the page shows, but for what stands in fields that the visitor is filling in.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Houses being read.
    pub intake: Option<Intake>,
    /// The houses in use.
    pub data: Option<Rc<Dataset>>,
    /// Counts the data sets taken, so that a view can tell that there is another one.
    pub data_version: u32,
    /// Seconds that reading them took.
    pub intake_seconds: Option<f64>,
    /// Whether the compute module has started.
    pub ready: bool,
    /// All runs, in their order.
    pub runs: Vec<Run>,
    /// The device of the latest run.
    pub device: Option<DeviceReport>,
    /// The model that predicts.
    pub model: Option<Model>,
    /// The home to be priced.
    pub home: Home,
    /// Sentences to be read.
    pub notices: Vec<Notice>,
    /// Whether the visitor has seen the latest results.
    pub results_seen: bool,
    loading: Option<(String, Rc<Vec<u8>>)>,
    notices_made: u32,
}

impl State {
    /// Folds in one message. `now_ms` is any steady clock in milliseconds.
    pub fn apply(&mut self, message: Message, now_ms: f64) {
        match message {
            Message::IntakeStarted { name } => {
                self.clear_notices(Place::Data);
                self.intake = Some(Intake { name, done: 0, total: 0, seconds: 0.0, started_ms: now_ms });
            }
            Message::IntakeProgress { done, total } => {
                if let Some(intake) = &mut self.intake {
                    intake.seconds = (now_ms - intake.started_ms) / 1e3;
                    (intake.done, intake.total) = (done.min(total), total);
                }
            }
            Message::IntakeDone(data) => {
                self.intake_seconds = self.intake.take().map(|i| (now_ms - i.started_ms) / 1e3);
                self.data = Some(data);
                self.data_version += 1;
            }
            Message::IntakeCancelled => {
                self.intake = None;
                self.give_up_preparing(RunState::Stopped);
            }
            Message::IntakeFailed { message } => {
                self.intake = None;
                self.give_up_preparing(RunState::Failed);
                self.notice(NoticeKind::Error, Place::Data, message);
            }
            Message::ComputeLost { message, resuming } => self.lost(message, resuming, now_ms),
            Message::HomeTiled { montage, tile } => {
                self.home.reading = self.home.reading.saturating_sub(1);
                // An answer to photos that were replaced meanwhile is of no use.
                if self.home.reading == 0 {
                    self.home.montage = Some((montage, tile));
                }
            }
            Message::HomeFailed { message } => {
                self.home.reading = self.home.reading.saturating_sub(1);
                self.notice(NoticeKind::Error, Place::Predict, message);
            }
            Message::Session(event) => self.session(event, now_ms),
        }
    }

    fn session(&mut self, event: Event, now_ms: f64) {
        self.ready = true;
        match event {
            Event::Ready | Event::Loaded { .. } | Event::Checkpoint { .. } => {}
            Event::Preparing { run, doing } => self.with_run(run, |r| {
                r.doing = doing;
                r.state = RunState::Preparing;
            }),
            Event::Device { run, report } => {
                self.device = Some(report.clone());
                self.with_run(run, |r| r.device = Some(report));
            }
            Event::Started {
                run, train, test, steps_per_epoch, parameters, epochs_done, baselines, ..
            } => {
                let data = self.data.clone();
                self.with_run(run, |r| {
                    r.setup = Some(Setup { train, test, steps: steps_per_epoch, parameters, baselines });
                    r.data = data;
                    r.go_back_to(epochs_done);
                    r.state = RunState::Running;
                    r.clock_on(now_ms);
                });
            }
            Event::Epoch(done) => self.with_run(done.run, |r| r.take_epoch(done, now_ms)),
            Event::Paused { run } => self.with_run(run, |r| {
                r.clock_off(now_ms);
                r.state = RunState::Paused;
                r.asked = None;
            }),
            Event::Resumed { run } => self.with_run(run, |r| {
                r.clock_on(now_ms);
                r.state = RunState::Running;
                r.asked = None;
            }),
            Event::Finished { run, stopped, model, evaluation, seconds_per_epoch, file } => {
                let file = Rc::new(file.0);
                self.with_run(run, |r| {
                    r.clock_off(now_ms);
                    r.state = if stopped { RunState::Stopped } else { RunState::Finished };
                    r.asked = None;
                    r.evaluation = Some(Rc::new(*evaluation));
                    r.seconds_per_epoch = Some(seconds_per_epoch);
                    r.file = Some(file.clone());
                });
                let file_name = format!("facade-run-{run}.safetensors");
                self.take_model(Model { summary: model, run: Some(run), file_name, file });
                self.results_seen = false;
            }
            Event::Predicted { id, price } => {
                if id == self.home.question && self.home.waiting {
                    self.home.waiting = false;
                    self.home.price = Some(price);
                }
            }
            Event::ModelLoaded(summary) => {
                let Some((file_name, file)) = self.loading.take() else { return };
                let text =
                    format!("The model from {file_name} is in use. It was trained on “{}”.", summary.data);
                self.take_model(Model { summary, run: None, file_name, file });
                self.notice(NoticeKind::Done, Place::Predict, text);
            }
            Event::Warning { message } => self.notice(NoticeKind::Warning, Place::Train, message),
            Event::Failed { run, message } => self.failed(run, message, now_ms),
        }
    }

    fn failed(&mut self, run: Option<u32>, message: String, now_ms: f64) {
        let mut place = Place::Train;
        if let Some(run) = run {
            self.with_run(run, |r| {
                r.clock_off(now_ms);
                r.state = RunState::Failed;
                r.asked = None;
            });
        } else if self.loading.take().is_some() {
            place = Place::Predict;
        } else if self.home.waiting {
            self.home.waiting = false;
            place = Place::Predict;
        }
        self.notice(NoticeKind::Error, place, message);
    }

    fn lost(&mut self, message: String, resuming: bool, now_ms: f64) {
        // Whatever was asked of the old worker is not going to be answered.
        self.loading = None;
        self.home.waiting = false;
        if let Some(run) = self.runs.iter_mut().find(|r| r.active()) {
            run.clock_off(now_ms);
            run.asked = None;
            run.state = if resuming { RunState::Preparing } else { RunState::Failed };
            run.doing = "Going on from the last checkpoint".to_string();
        }
        let kind = if resuming { NoticeKind::Warning } else { NoticeKind::Error };
        self.notice(kind, Place::Train, message);
    }

    fn with_run(&mut self, number: u32, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.number == number) {
            change(run);
        }
    }

    /// A run that waited for houses in another tile size cannot start without them.
    fn give_up_preparing(&mut self, end: RunState) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.state == RunState::Preparing) {
            run.state = end;
        }
    }

    fn take_model(&mut self, model: Model) {
        self.home.price = None;
        self.home.waiting = false;
        self.model = Some(model);
    }

    /// Adds a sentence to be read. One that stands there already is not said twice.
    pub fn notice(&mut self, kind: NoticeKind, place: Place, text: String) {
        if self.notices.iter().any(|n| n.text == text && n.place == place) {
            return;
        }
        self.notices_made += 1;
        self.notices.push(Notice { id: self.notices_made, kind, place, text });
    }

    /// Takes a notice away.
    pub fn dismiss(&mut self, id: u32) {
        self.notices.retain(|n| n.id != id);
    }

    fn clear_notices(&mut self, place: Place) {
        self.notices.retain(|n| n.place != place);
    }

    /// The run that is going on or could go on, if any.
    pub fn active_run(&self) -> Option<&Run> {
        self.runs.iter().find(|r| r.active())
    }

    /// The latest run that came to results.
    pub fn shown_run(&self) -> Option<&Run> {
        self.runs.iter().rev().find(|r| r.evaluation.is_some())
    }

    /// Number of the next run.
    pub fn next_run(&self) -> u32 {
        self.runs.len() as u32 + 1
    }

    /// Notes that the visitor asked for a run, and numbers it.
    pub fn ask_run(&mut self, config: Config) -> u32 {
        self.clear_notices(Place::Train);
        let number = self.next_run();
        self.runs.push(Run::new(number, config));
        number
    }

    /// Notes that the visitor asked something of the run that is going on.
    pub fn ask(&mut self, asked: Asked) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.active()) {
            run.asked = Some(asked);
        }
    }

    /// Notes that a model's file is on its way to the session.
    pub fn ask_model(&mut self, file_name: String, file: Rc<Vec<u8>>) {
        self.clear_notices(Place::Predict);
        self.loading = Some((file_name, file));
    }

    /// Whether a model's file is on its way.
    pub fn loading_model(&self) -> bool {
        self.loading.is_some()
    }

    /// Notes that the photos of the home have changed: its montage and price no longer hold. `reading` tells whether
    /// all four are there and being read.
    pub fn change_home(&mut self, reading: bool) {
        self.clear_notices(Place::Predict);
        self.home.montage = None;
        self.home.price = None;
        self.home.waiting = false;
        self.home.reading += u32::from(reading);
    }

    /// Notes that the visitor asked for the price, and numbers the question.
    pub fn ask_price(&mut self) -> u32 {
        self.clear_notices(Place::Predict);
        self.home.question += 1;
        self.home.waiting = true;
        self.home.price = None;
        self.home.question
    }
}
