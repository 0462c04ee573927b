//! Folds what the workers tell into the page's state.

use std::rc::Rc;

use super::Message;
use super::data_report::data_name;
use super::explain::About;
use super::homes::Outcome;
use super::intake::former;
use super::mapping_form::MappingForm;
use super::model::Model;
use super::notice::{NoticeKind, Place};
use super::pending::{Loading, Purpose};
use super::run::{Run, RunState, Setup};
use super::series::SeriesState;
use super::state::{Former, Intake, State};
use facade_data::Dataset;
use facade_protocol::Event;
use facade_text as text;

impl State {
    /// Folds in one message. `now_ms` is any steady clock in milliseconds.
    pub fn apply(&mut self, message: Message, now_ms: f64) {
        match message {
            Message::IntakeStarted { name } => {
                self.clear_notices(Place::Data);
                self.intake = Some(Intake { name, done: 0, total: 0, seconds: 0.0, started_ms: now_ms });
            }
            Message::MappingAsked { preview, tables, table } => {
                self.intake = None;
                self.mapping = Some(MappingForm::new(preview, tables, table));
            }
            Message::MappingRefused { message } => {
                self.intake = None;
                self.notice(NoticeKind::Error, Place::Data, message);
            }
            Message::IntakeProgress { done, total } => {
                if let Some(intake) = &mut self.intake {
                    intake.seconds = (now_ms - intake.started_ms) / 1e3;
                    (intake.done, intake.total) = (done.min(total), total);
                }
            }
            Message::IntakeDone(data) => {
                self.mapping = None;
                self.intake_seconds = self.intake.take().map(|i| (now_ms - i.started_ms) / 1e3);
                self.take_houses(data, false);
            }
            Message::HousesBack(data) => {
                self.intake_seconds = None;
                self.take_houses(data, true);
            }
            Message::HousesExchanged(now) => self.exchange_houses(now),
            Message::Checkpoint { .. } => {}
            Message::IntakeWarning { message } => self.notice(NoticeKind::Warning, Place::Data, message),
            Message::IntakeCancelled => {
                self.intake = None;
                self.mapping = None;
                self.give_up_preparing(RunState::Stopped);
            }
            Message::IntakeFailed { message } => {
                self.intake = None;
                self.mapping = None;
                self.give_up_preparing(RunState::Failed);
                self.notice(NoticeKind::Error, Place::Data, message);
            }
            Message::RunGivenUp => self.give_up_preparing(RunState::Stopped),
            Message::ComputeLost { message, resuming } => self.lost(message, resuming, now_ms),
            Message::HousesRefused { message } => self.notice(NoticeKind::Error, Place::Data, message),
            // An answer to photos that were replaced or taken away meanwhile is of no use.
            Message::HomeTiled { home, montage, size } => match self.pending.answered(home) {
                Some(Purpose::Photos) => self.home.montage = Some((montage, size)),
                Some(Purpose::ListedPhotos(at)) => self.price_listed(at, montage),
                _ => {}
            },
            Message::HomeFailed { home, message } => match self.pending.answered(home) {
                Some(Purpose::Photos) => self.notice(NoticeKind::Error, Place::Predict, message),
                Some(Purpose::ListedPhotos(at)) => self.homes.set(at, Outcome::Failed(message)),
                _ => {}
            },
            Message::Session(event) => self.session(event, now_ms),
            Message::Series(event) => {
                if let Some(series) = &mut self.series {
                    series.apply(event, now_ms);
                }
            }
        }
    }

    fn session(&mut self, event: Event, now_ms: f64) {
        self.ready = true;
        match event {
            // Another worker may find what the one before it did not.
            Event::Ready => self.no_gpu = None,
            Event::Prepared { no_gpu, .. } => self.no_gpu = no_gpu,
            Event::Loaded { .. } | Event::Checkpoint { .. } | Event::DeviceLost { .. } => {}
            // The page saves the file.
            Event::Exported { id, .. } => drop(self.pending.answered(id)),
            Event::BackboneLoaded { id } => {
                if let Some(Purpose::Backbone(name)) = self.pending.answered(id) {
                    self.backbone = Some(name);
                }
            }
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
                self.with_run(run, |r| {
                    r.setup = Some(Setup { train, test, steps: steps_per_epoch, parameters, baselines });
                    r.go_back_to(epochs_done);
                    r.steps = 0;
                    r.state = RunState::Running;
                    r.clock_on(now_ms);
                });
            }
            Event::Step { run, done } => self.with_run(run, |r| r.take_step(done, now_ms)),
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
                });
                // Only the latest results are shown; what the earlier ones show of their houses would hold on to all pixels.
                for earlier in self.runs.iter_mut().filter(|r| r.number != run && !r.active()) {
                    earlier.data = None;
                }
                let file_name = format!("facade-run-{run}.safetensors");
                self.take_model(Model { summary: model, run: Some(run), file_name, file, kept: false });
                self.results_seen = false;
            }
            Event::Explained { id, explanation } => {
                if let Some(Purpose::Explanation(about)) = self.pending.answered(id) {
                    self.explained(about, *explanation);
                }
            }
            Event::Predicted { id, price, ranges, familiarity } => match self.pending.answered(id) {
                Some(Purpose::Price) => {
                    self.home.price = Some(price);
                    self.home.ranges = ranges;
                    self.home.familiarity = familiarity;
                }
                Some(Purpose::ListedPrice(at)) => {
                    self.homes.set(at, Outcome::Priced(price, ranges, familiarity));
                }
                _ => {}
            },
            Event::ModelLoaded { id, summary } => {
                let Some(Purpose::Model(loading)) = self.pending.answered(id) else { return };
                let Loading { file_name, file, kept, run } = loading;
                // What was trained in this visit may be what is kept.
                let from = if run.is_some() { "visit" } else { "file" };
                let text = text::load_model_in_use(&file_name, data_name(&summary.data), from);
                self.take_model(Model { summary, run, file_name, file, kept });
                if !kept {
                    self.notice(NoticeKind::Done, Place::Predict, text);
                }
            }
            Event::Warning { message } => self.notice(NoticeKind::Warning, Place::Train, message),
            Event::Failed { id, run: None, message } => self.failed(id, message),
            Event::Failed { run: Some(run), message, .. } => {
                self.with_run(run, |r| {
                    r.clock_off(now_ms);
                    r.state = RunState::Failed;
                    r.asked = None;
                });
                self.notice(NoticeKind::Error, Place::Train, message);
            }
        }
    }

    /// A request was not carried out. It is told where the visitor asked it; what nobody waits for any more is not told.
    fn failed(&mut self, id: u32, message: String) {
        let place = match self.pending.answered(id) {
            Some(Purpose::Explanation(about)) => {
                self.whys.retain(|why| why.about != about);
                if about == About::Home { Place::Predict } else { Place::Results }
            }
            Some(Purpose::ListedPrice(at)) => return self.homes.set(at, Outcome::Failed(message)),
            Some(Purpose::Backbone(_)) => Place::Train,
            Some(_) => Place::Predict,
            None => return,
        };
        self.notice(NoticeKind::Error, place, message);
    }

    fn lost(&mut self, message: String, resuming: bool, now_ms: f64) {
        // Whatever was asked of the old worker is not going to be answered.
        for purpose in self.pending.forget(|purpose| !purpose.is_for_decoders()) {
            match purpose {
                Purpose::ListedPrice(at) => {
                    self.homes.set(at, Outcome::Failed(text::load_home_not_asked().to_owned()));
                }
                Purpose::Model(Loading { file_name, .. }) => {
                    let text = text::load_model_not_loaded(file_name);
                    self.notice(NoticeKind::Error, Place::Predict, text);
                }
                _ => {}
            }
        }
        self.whys.retain(|why| why.answer.is_some());
        if let Some(run) = self.runs.iter_mut().find(|r| r.active()) {
            run.clock_off(now_ms);
            run.asked = None;
            run.state = if resuming { RunState::Preparing } else { RunState::Failed };
            run.doing = text::load_going_on().to_owned();
        }
        let kind = if resuming { NoticeKind::Warning } else { NoticeKind::Error };
        self.notice(kind, Place::Train, message);
    }

    fn with_run(&mut self, number: u32, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.number == number) {
            change(run);
        }
    }

    /// A run that waited for houses in another tile size cannot start without them; one may be stopped at this point.
    fn give_up_preparing(&mut self, end: RunState) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.state == RunState::Preparing) {
            run.state = end;
            run.asked = None;
        }
        // Nor can a series.
        if self.series.as_ref().is_some_and(|series| series.state == SeriesState::Waiting) {
            self.cancel_series();
        }
    }

    fn take_houses(&mut self, data: Rc<Dataset>, back: bool) {
        // Of the same houses in another tile size, the same stay out.
        let same = self.data.as_ref().is_some_and(|old| old.is_same(&data));
        let excluded = if same { self.excluded.clone() } else { std::mem::take(&mut self.excluded) };
        let old = self.data.take().map(|data| Former { data, excluded, back: self.data_back });
        self.former = former(old, self.former.take(), |old| old.data.is_same(&data));
        if let Some(run) = self.runs.iter_mut().find(|r| r.state == RunState::Preparing) {
            run.data.get_or_insert_with(|| data.clone());
        }
        if let Some(series) = self.series.as_mut().filter(|series| series.active()) {
            series.data.get_or_insert_with(|| data.clone());
        }
        self.data = Some(data);
        self.data_back = back;
        self.data_version += 1;
    }

    /// The link says which houses are in use: where these are not the former ones, they come like any others.
    fn exchange_houses(&mut self, now: Rc<Dataset>) {
        self.clear_notices(Place::Data);
        self.intake_seconds = None;
        let Some(Former { data, excluded, back }) =
            self.former.take_if(|former| Rc::ptr_eq(&former.data, &now))
        else {
            return self.take_houses(now, false);
        };
        let excluded = std::mem::replace(&mut self.excluded, excluded);
        let old = self.data.replace(data).map(|data| Former { data, excluded, back: self.data_back });
        (self.former, self.data_back) = (old, back);
        self.data_version += 1;
    }

    fn take_model(&mut self, model: Model) {
        // What was asked of the one before says nothing of this one.
        self.pending.forget(Purpose::needs_model);
        self.home.price = None;
        self.whys.clear();
        self.previous = self.model.replace(model).or(self.previous.take());
        if self.homes.waiting() > 0 {
            // One list has the prices of one model.
            self.price_homes();
        }
    }
}
