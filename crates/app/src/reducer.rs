//! Applies messages to the page's state.

use std::sync::Arc;

use super::Message;
use super::data_report::data_name;
use super::dataset_loader::previous_dataset;
use super::explanation::ExplainTarget;
use super::homes::Outcome;
use super::mapping_form::MappingForm;
use super::model::Model;
use super::notice::{NoticeKind, Place};
use super::pending::{ModelFileLoad, Purpose};
use super::price_entry::PriceEntry;
use super::run::{Run, RunState, Setup};
use super::run_models::model_file_name;
use super::series::SeriesState;
use super::state::{DatasetLoading, LoadedBackbone, PreviousDataset, State};
use facade_data::Dataset;
use facade_protocol::Event;
use facade_text as text;

impl State {
    /// Ends the step that the loading of houses has reached. Typed prices stay until their form is cancelled.
    fn end_loading(&mut self) {
        if self.loading.is_none() && self.mapping.is_none() {
            *self.price_entry = None;
        }
        (*self.loading, *self.mapping) = (None, None);
    }

    /// `now_ms` is any monotonic clock in milliseconds.
    pub fn apply(&mut self, message: Message, now_ms: f64) {
        match message {
            Message::DatasetLoadStarted { name } => {
                self.clear_notices(Place::Data);
                *self.loading =
                    Some(DatasetLoading { name, done: 0, total: 0, seconds: 0.0, started_ms: now_ms });
            }
            Message::MappingNeeded { preview, options, tables, table } => {
                *self.loading = None;
                *self.mapping = Some(MappingForm::new(preview, tables, table, options));
            }
            Message::PairingPreviewed { pairing, problem } => {
                if let Some(form) = &mut *self.mapping {
                    (form.pairing, form.problem) = (Some(pairing), problem);
                }
            }
            Message::PricesNeeded { houses, message } => {
                *self.loading = None;
                *self.price_entry = Some(PriceEntry::new(houses, message));
            }
            Message::ThumbnailsRead(thumbnails) => {
                if let Some(form) = &mut *self.mapping {
                    form.thumbnails = thumbnails;
                } else if let Some(entry) = &mut *self.price_entry {
                    entry.thumbnails = thumbnails;
                }
            }
            Message::MappingRejected { message } => {
                *self.loading = None;
                self.notice(NoticeKind::Error, Place::Data, message);
            }
            Message::DatasetLoadProgress { done, total } => {
                if let Some(loading) = &mut *self.loading {
                    loading.seconds = (now_ms - loading.started_ms) / 1e3;
                    (loading.done, loading.total) = (done.min(total), total);
                }
            }
            Message::DatasetLoaded(data) => {
                (*self.mapping, *self.price_entry) = (None, None);
                *self.load_seconds = self.loading.take().map(|loading| (now_ms - loading.started_ms) / 1e3);
                self.use_dataset(data, false);
            }
            Message::DatasetRestored(data) => {
                *self.load_seconds = None;
                self.use_dataset(data, true);
            }
            Message::DatasetSwapped(now) => self.swap_dataset(now),
            Message::Checkpoint { .. } => {}
            Message::DatasetWarning { message } => self.notice(NoticeKind::Warning, Place::Data, message),
            Message::DatasetLoadCancelled => {
                self.end_loading();
                self.abandon_preparing(RunState::Stopped);
            }
            Message::DatasetLoadFailed { message } => {
                self.end_loading();
                self.abandon_preparing(RunState::Failed);
                self.notice(NoticeKind::Error, Place::Data, message);
            }
            Message::Pretrained(file) => *self.pretrained = file,
            Message::RunAbandoned => self.abandon_preparing(RunState::Stopped),
            Message::ComputeLost { message, resuming } => self.compute_lost(message, resuming, now_ms),
            Message::DatasetRejected { message } => self.notice(NoticeKind::Error, Place::Data, message),
            // Answers for photos that were replaced or removed meanwhile are ignored.
            Message::HomeTiled { home, montage, features, size, rooms, unread } => {
                match self.pending.take(home) {
                    Some(Purpose::Photos) => {
                        self.home.montage = Some((montage, size));
                        self.home.features = features;
                        self.home.recognised = rooms;
                        for sentence in unread {
                            self.notice(NoticeKind::Warning, Place::Predict, sentence);
                        }
                    }
                    Some(Purpose::ListedPhotos(at)) => self.add_listed_photos(at, montage, features, &rooms),
                    _ => {}
                }
            }
            Message::HomeFailed { home, message } => match self.pending.take(home) {
                Some(Purpose::Photos) => self.notice(NoticeKind::Error, Place::Predict, message),
                Some(Purpose::ListedPhotos(at)) => self.homes.set_outcome(at, Outcome::Failed(message)),
                Some(Purpose::HomeTables) => self.home_tables_failed(message),
                _ => {}
            },
            Message::HomeTableRead { request, table } => {
                if let Some(Purpose::HomeTables) = self.pending.take(request) {
                    self.use_home_table(table.map(|table| *table));
                }
            }
            Message::Session(event) => self.session_event(event, now_ms),
            Message::Series(event) => {
                if let Some(series) = &mut *self.series {
                    series.apply(event, now_ms);
                }
                if self.latest_series().is_some() {
                    *self.results_seen = false;
                }
            }
        }
    }

    fn session_event(&mut self, event: Event, now_ms: f64) {
        if !*self.ready {
            *self.ready = true;
        }
        match event {
            // The new worker may find a GPU that the previous one did not.
            Event::Ready => *self.no_gpu = None,
            Event::Prepared { no_gpu, .. } => *self.no_gpu = no_gpu,
            Event::Loaded { .. }
            | Event::Checkpoint { .. }
            | Event::DeviceLost { .. }
            | Event::LookingPrepared { .. }
            | Event::Looked { .. } => {}
            // The page saves the file.
            Event::Exported { id, .. } => drop(self.pending.take(id)),
            Event::BackboneLoaded { id, architecture } => {
                if let Some(Purpose::Backbone(name)) = self.pending.take(id) {
                    *self.backbone = Some(LoadedBackbone { name, architecture });
                }
            }
            Event::Preparing { run, stage } => self.with_run(run, |r| {
                r.activity = stage;
                r.state = RunState::Preparing;
            }),
            Event::Device { run, report } => {
                *self.device = Some(report.clone());
                self.with_run(run, |r| r.device = Some(report));
            }
            Event::Started {
                run, train, test, steps_per_epoch, parameters, epochs_done, baselines, ..
            } => {
                self.with_run(run, |r| {
                    r.setup = Some(Setup { train, test, steps_per_epoch, parameters, baselines });
                    r.rewind_to(epochs_done);
                    r.steps = 0;
                    r.state = RunState::Running;
                    r.start_clock(now_ms);
                });
            }
            Event::Step { run, done } => self.with_run(run, |r| r.record_step(done, now_ms)),
            Event::Epoch(done) => self.with_run(done.run, |r| r.record_epoch(done, now_ms)),
            Event::Paused { run } => self.with_run(run, |r| {
                r.stop_clock(now_ms);
                r.state = RunState::Paused;
                r.pending_command = None;
            }),
            Event::Resumed { run } => self.with_run(run, |r| {
                r.start_clock(now_ms);
                r.state = RunState::Running;
                r.pending_command = None;
            }),
            Event::Finished { run, stopped, model, rooms, evaluation, seconds_per_epoch, file } => {
                let file = Arc::new(file.0);
                self.with_run(run, |r| {
                    r.stop_clock(now_ms);
                    r.state = if stopped { RunState::Stopped } else { RunState::Finished };
                    r.pending_command = None;
                    r.evaluation = Some(Arc::new(*evaluation));
                    r.seconds_per_epoch = Some(seconds_per_epoch);
                });
                // Only the latest results are shown; the datasets of earlier runs would keep all their pixels in memory.
                let best = self.selection.as_ref().and_then(|selection| selection.best(&self.runs));
                let is_shown = |r: &Run| r.number == run || best.is_some_and(|(best, _)| r.number == best);
                for earlier in self.runs.iter_mut().filter(|r| !is_shown(r) && !r.active()) {
                    earlier.data = None;
                }
                let file_name = model_file_name(run);
                let room_classifier = rooms.map(Arc::new);
                let (summary, run, restored) = (model, Some(run), false);
                self.use_model(Model { summary, room_classifier, run, file_name, file, restored });
                *self.results_seen = false;
            }
            Event::Explained { id, explanation } => {
                if let Some(Purpose::Explanation(target)) = self.pending.take(id) {
                    self.set_explanation(target, *explanation);
                }
            }
            Event::Predicted { id, price, intervals, ood_score } => match self.pending.take(id) {
                Some(Purpose::Price) => {
                    self.home.price = Some(price);
                    self.home.intervals = intervals;
                    self.home.ood_score = ood_score;
                }
                Some(Purpose::ListedPrice(at)) => {
                    if let Some(model) = &*self.model
                        && let Some(home) = self.homes.all.get_mut(at)
                    {
                        home.set_price(&model.summary, price, intervals, ood_score);
                    }
                }
                _ => {}
            },
            Event::ModelLoaded { id, summary, rooms } => {
                let Some(Purpose::Model(loading)) = self.pending.take(id) else { return };
                let ModelFileLoad { file_name, file, restored, run } = loading;
                // A model trained in this visit may come from the store.
                let from = if run.is_some() { "visit" } else { "file" };
                let text =
                    text::t!(load_model_in_use, file = &file_name, data = data_name(&summary.data), from);
                let room_classifier = rooms.map(Arc::new);
                self.use_model(Model { summary, room_classifier, run, file_name, file, restored });
                if !restored {
                    self.notice(NoticeKind::Done, Place::Predict, text);
                }
            }
            Event::Warning { message } => self.notice(NoticeKind::Warning, Place::Train, message),
            Event::Failed { id, run: None, message } => self.request_failed(id, message),
            Event::Failed { run: Some(run), message, .. } => {
                self.with_run(run, |r| {
                    r.stop_clock(now_ms);
                    r.state = RunState::Failed;
                    r.pending_command = None;
                });
                self.notice(NoticeKind::Error, Place::Train, message);
            }
        }
    }

    /// The error is shown where the visitor asked. Errors of requests that nobody waits for any more are dropped.
    fn request_failed(&mut self, id: u32, message: String) {
        let place = match self.pending.take(id) {
            Some(Purpose::Explanation(target)) => {
                self.explanations.retain(|request| request.target != target);
                if target == ExplainTarget::Home { Place::Predict } else { Place::Results }
            }
            Some(Purpose::ListedPrice(at)) => return self.homes.set_outcome(at, Outcome::Failed(message)),
            Some(Purpose::Backbone(_)) => Place::Train,
            Some(_) => Place::Predict,
            None => return,
        };
        self.notice(NoticeKind::Error, place, message);
    }

    fn compute_lost(&mut self, message: String, resuming: bool, now_ms: f64) {
        // The old worker's requests will not be answered.
        for purpose in self.pending.cancel(|purpose| !purpose.is_for_decoders()) {
            match purpose {
                Purpose::ListedPrice(at) => {
                    self.homes.set_outcome(at, Outcome::Failed(text::load_home_not_asked().to_owned()));
                }
                Purpose::Model(ModelFileLoad { file_name, .. }) => {
                    let text = text::load_model_not_loaded(file_name);
                    self.notice(NoticeKind::Error, Place::Predict, text);
                }
                _ => {}
            }
        }
        self.explanations.retain(|request| request.answer.is_some());
        if let Some(run) = self.runs.iter_mut().find(|r| r.active()) {
            run.stop_clock(now_ms);
            run.pending_command = None;
            run.state = if resuming { RunState::Preparing } else { RunState::Failed };
            run.activity = text::load_going_on().to_owned();
        }
        let kind = if resuming { NoticeKind::Warning } else { NoticeKind::Error };
        self.notice(kind, Place::Train, message);
    }

    fn with_run(&mut self, number: u32, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.number == number) {
            change(run);
        }
    }

    /// A run or a series that waited for houses in another tile size cannot start without them.
    fn abandon_preparing(&mut self, end: RunState) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.state == RunState::Preparing) {
            run.state = end;
            run.pending_command = None;
        }
        if self.series.as_ref().is_some_and(|series| series.state == SeriesState::Waiting) {
            self.cancel_series();
        }
    }

    fn use_dataset(&mut self, data: Arc<Dataset>, restored: bool) {
        // The same houses in another tile size keep their exclusions.
        let same = self.data.as_ref().is_some_and(|old| old.has_same_houses(&data));
        let excluded = if same { self.excluded.clone() } else { std::mem::take(&mut *self.excluded) };
        if !same {
            *self.selection = None;
        }
        let old =
            self.data.take().map(|data| PreviousDataset { data, excluded, restored: *self.data_restored });
        *self.previous_dataset =
            previous_dataset(old, self.previous_dataset.take(), |old| old.data.has_same_houses(&data));
        if let Some(run) = self.runs.iter_mut().find(|r| r.state == RunState::Preparing) {
            run.data.get_or_insert_with(|| data.clone());
        }
        if let Some(series) = self.series.as_mut().filter(|series| series.active()) {
            series.data.get_or_insert_with(|| data.clone());
        }
        *self.data = Some(data);
        *self.data_restored = restored;
        *self.data_version += 1;
    }

    /// If these are not the previous houses, they are taken like any others.
    fn swap_dataset(&mut self, now: Arc<Dataset>) {
        self.clear_notices(Place::Data);
        *self.load_seconds = None;
        let Some(PreviousDataset { data, excluded, restored }) =
            self.previous_dataset.take_if(|previous| Arc::ptr_eq(&previous.data, &now))
        else {
            return self.use_dataset(now, false);
        };
        let excluded = std::mem::replace(&mut *self.excluded, excluded);
        let old = self.data.replace(data).map(|data| PreviousDataset {
            data,
            excluded,
            restored: *self.data_restored,
        });
        (*self.previous_dataset, *self.data_restored) = (old, restored);
        *self.data_version += 1;
    }

    fn use_model(&mut self, model: Model) {
        // Pending answers concern the previous model.
        self.pending.cancel(Purpose::needs_model);
        self.home.price = None;
        self.explanations.clear();
        *self.previous_model = self.model.replace(model).or(self.previous_model.take());
        if self.homes.waits_for_model() {
            // All prices of a list come from one model.
            self.price_homes();
        }
    }
}
