//! Everything the page knows, and the requests of the visitor that change it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::explanation::ExplainTarget;
use super::file_name::{Extension, stem};
use super::home_estimate::HomeEstimate;
use super::home_export::HOMES_FILE;
use super::homes::HomeList;
use super::library::Library;
use super::mapping_form::MappingForm;
use super::model::Model;
use super::model_selection::ModelSelection;
use super::notice::{Notice, NoticeKind, Place};
use super::pending::{ModelFileLoad, PendingRequests, Purpose};
use super::price_entry::PriceEntry;
use super::run::{PendingCommand, Run};
use super::run_entry::RunEntry;
use super::run_list::{ImportSummary, RunList};
use super::run_models::model_file_name;
use super::saved::{SavedModel, SavedRun, Settings};
use super::series::Series;
use super::store_status::StoreStatus;
use super::tracked::Tracked;
use super::workspace::Workspace;
use facade_data::split::{Split, SplitError};
use facade_data::{Dataset, HouseId, SAMPLE_NAME};
use facade_protocol::{DeviceChoice, DeviceReport, Explanation, RequestIds};
use facade_spec::repeats::RepeatAxis;
use facade_spec::{Architecture, Config};
use facade_text as text;

/// Houses being loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct DatasetLoading {
    pub name: String,
    /// Photos done.
    pub done: usize,
    /// Photos to read; 0 until known.
    pub total: usize,
    /// Seconds from the start to the last progress message.
    pub seconds: f64,
    pub(super) started_ms: f64,
}

impl DatasetLoading {
    /// Share done, 0 to 1.
    pub fn share(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.done as f64 / self.total as f64 }
    }

    /// `None` until enough is done for an estimate.
    pub fn seconds_left(&self) -> Option<f64> {
        let remaining = self.total.saturating_sub(self.done) as f64;
        (self.done > 0 && self.seconds >= 0.3).then(|| self.seconds / self.done as f64 * remaining)
    }
}

/// Whether the file of the pretrained network is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PretrainedFile {
    /// The page was built without it.
    #[default]
    Missing,
    /// It is being fetched.
    Loading,
    Ready,
    /// It could not be fetched.
    Failed,
}

/// A backbone that is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedBackbone {
    /// Name of its file.
    pub name: String,
    /// What the file contains.
    pub architecture: Architecture,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ExplanationRequest {
    pub target: ExplainTarget,
    /// `None` until it arrives.
    pub answer: Option<Explanation>,
}

/// The houses that were in use before, which can be swapped back.
#[derive(Clone, Debug)]
pub struct PreviousDataset {
    pub data: Arc<Dataset>,
    pub(super) excluded: BTreeSet<HouseId>,
    pub(super) restored: bool,
}

/// Everything the page shows, except what the visitor is typing. Each field tells its own readers when it changes.
#[derive(Debug, Default)]
pub struct State {
    /// Houses being loaded.
    pub loading: Tracked<Option<DatasetLoading>>,
    /// A table whose columns the visitor is mapping.
    pub mapping: Tracked<Option<MappingForm>>,
    /// Houses of a folder without a table, whose prices the visitor types.
    pub price_entry: Tracked<Option<PriceEntry>>,
    /// The houses in use.
    pub data: Tracked<Option<Arc<Dataset>>>,
    /// Counts the datasets taken, so that a view notices a new one.
    pub data_version: Tracked<u32>,
    /// Ids of the houses in use that the visitor excluded.
    pub excluded: Tracked<BTreeSet<HouseId>>,
    /// Whether the houses in use were restored from an earlier visit, and so exist in one tile size only.
    pub data_restored: Tracked<bool>,
    pub previous_dataset: Tracked<Option<PreviousDataset>>,
    /// How long loading them took.
    pub load_seconds: Tracked<Option<f64>>,
    /// Whether the compute module has started.
    pub ready: Tracked<bool>,
    /// All runs of this visit, in order.
    pub runs: Tracked<Vec<Run>>,
    /// The latest series.
    pub series: Tracked<Option<Series>>,
    /// Runs and series of this visit and of earlier ones.
    pub list: Tracked<RunList>,
    /// What the visitor saved by hand.
    pub library: Tracked<Library>,
    /// Why there is no GPU to train on, if known.
    pub no_gpu: Tracked<Option<String>>,
    /// The device of the latest run.
    pub device: Tracked<Option<DeviceReport>>,
    /// The model in use.
    pub model: Tracked<Option<Model>>,
    pub previous_model: Tracked<Option<Model>>,
    /// The latest choice among networks.
    pub selection: Tracked<Option<ModelSelection>>,
    /// The home to be priced.
    pub home: Tracked<HomeEstimate>,
    /// Many homes to be priced together.
    pub homes: Tracked<HomeList>,
    /// At most one for a test house and one for the home.
    pub explanations: Tracked<Vec<Arc<ExplanationRequest>>>,
    pub notices: Tracked<Vec<Notice>>,
    /// Whether the visitor has seen the latest results.
    pub results_seen: Tracked<bool>,
    pub store_status: Tracked<StoreStatus>,
    /// The backbone that is loaded.
    pub backbone: Tracked<Option<LoadedBackbone>>,
    /// Whether the file of the pretrained network is there.
    pub pretrained: Tracked<PretrainedFile>,
    pub(super) pending: Tracked<PendingRequests>,
    last_notice_id: u32,
}

impl State {
    /// What a reload would lose, except the data and the models of other runs. `settings` are those in the form.
    pub fn current_workspace(&self, settings: Option<Settings>) -> Workspace {
        let saved = |model: &Model| SavedModel {
            name: model.file_name.clone(),
            file: model.file.to_vec(),
            run: model.run,
        };
        let model = self.model.as_ref().map(saved);
        let entries = self.list.entries().iter().map(|entry| (**entry).clone()).collect();
        Workspace { entries, model, models: Vec::new(), settings }
    }

    /// Adds runs and series of a workspace to the list, as many as fit, with their models.
    pub fn import_entries(&mut self, entries: Vec<RunEntry>, models: Vec<SavedModel>) -> ImportSummary {
        let saved = self.store_status.run.iter().map(|run| run.number);
        let taken: Vec<u32> = self.run_numbers().chain(saved).collect();
        let key = |model: &SavedModel| {
            let entry = entries.iter().find(|entry| Some(entry.number) == model.run)?;
            Some(entry.model_key())
        };
        let keys: Vec<_> = models.iter().map(key).collect();
        let summary = self.list.import(entries, &taken);
        for (key, model) in keys.into_iter().zip(models) {
            let mut imported = summary.numbers.iter().copied();
            let is_it = |number: &u32| self.list.get(*number).map(|entry| entry.model_key()) == key;
            // Existing models stay.
            if let Some(number) =
                imported.find(is_it).filter(|_| model.file.len() <= self.list.models().room())
            {
                self.list.add_model(number, Arc::new(model.file));
            }
        }
        summary
    }

    /// Adds a notice, unless the same one is already shown.
    pub fn notice(&mut self, kind: NoticeKind, place: Place, text: String) {
        if self.notices.iter().any(|n| n.text == text && n.place == place) {
            return;
        }
        self.last_notice_id += 1;
        self.notices.push(Notice { id: self.last_notice_id, kind, place, text });
    }

    pub fn dismiss(&mut self, id: u32) {
        self.notices.retain(|n| n.id != id);
    }

    /// Removes notices that no longer hold.
    pub fn retract(&mut self, sentence: &str) {
        self.notices.retain(|notice| notice.text != sentence);
    }

    pub fn clear_notices(&mut self, place: Place) {
        self.notices.retain(|n| n.place != place);
    }

    /// Whether only the montages of the houses are left, of an earlier visit. The sample can be drawn again.
    pub fn lacks_photos(&self) -> bool {
        *self.data_restored && self.data.as_ref().is_some_and(|data| data.name != SAMPLE_NAME)
    }

    /// Of the houses in use; the default until there are some.
    pub fn photos_per_house(&self) -> usize {
        self.data.as_ref().map_or(Config::default().photos, |data| data.rooms.len())
    }

    /// `None` while there are no houses.
    pub fn split(&self, config: &Config) -> Option<Result<Split, SplitError>> {
        let data = self.data.as_ref()?;
        let excluded: Vec<HouseId> = self.excluded.iter().cloned().collect();
        Some(config.split(data, &excluded))
    }

    /// Numbers of training and test houses. `None` if there is no such split.
    pub fn split_counts(&self, config: &Config) -> Option<(usize, usize)> {
        self.split(config)?.ok().map(|split| (split.train.len(), split.test.len()))
    }

    pub fn exclude(&mut self, house: HouseId, out: bool) {
        if out {
            self.excluded.insert(house);
        } else {
            self.excluded.remove(&house);
        }
    }

    /// The run that computes or can resume.
    pub fn active_run(&self) -> Option<&Run> {
        self.runs.iter().find(|r| r.active())
    }

    pub fn active_series(&self) -> Option<&Series> {
        self.series.as_ref().filter(|series| series.active())
    }

    /// The run whose results are shown: the latest with results, or the one that was chosen among the latest.
    pub fn shown_run(&self) -> Option<&Run> {
        self.latest_runs().find(|run| run.evaluation.is_some())
    }

    /// Whether the results are those of other houses than the ones in use.
    pub fn has_untried_houses(&self) -> bool {
        let tried = self.shown_run().and_then(|run| run.data.as_ref());
        self.data.as_ref().zip(tried).is_some_and(|(data, tried)| !data.has_same_houses(tried))
    }

    /// The series of this visit, if it has ended after the latest run and has results.
    pub fn latest_series(&self) -> Option<&Series> {
        let latest = self.runs.last().map_or(0, |run| run.number);
        let ended = self.series.as_ref().filter(|series| !series.active() && series.number > latest);
        ended.filter(|series| !series.results.scores.is_empty())
    }

    /// The stored run that can resume, unless a run is active.
    pub fn offered_run(&self) -> Option<&Arc<SavedRun>> {
        self.store_status.run.as_ref().filter(|_| self.active_run().is_none())
    }

    pub fn next_run_number(&self) -> u32 {
        let saved = self.store_status.run.iter().map(|run| run.number);
        self.run_numbers().chain(saved).max().unwrap_or(0).max(self.list.highest_number()).saturating_add(1)
    }

    /// Numbers of this visit's runs and of its latest series.
    pub fn run_numbers(&self) -> impl Iterator<Item = u32> {
        self.runs.iter().map(|run| run.number).chain(self.series.iter().map(|series| series.number))
    }

    /// Adds a run and returns its number.
    pub fn request_run(&mut self, config: Config, choice: DeviceChoice) -> u32 {
        self.clear_notices(Place::Train);
        let number = self.next_run_number();
        let mut run = Run::new(number, config);
        run.choice = choice;
        run.excluded = self.excluded.iter().cloned().collect();
        // Set now, since other houses may arrive while the device is chosen. In another tile size they still have to be read.
        run.data = self.data.clone().filter(|data| run.config.accepts(&data.montages));
        if run.data.is_none() && self.data.is_some() {
            let has_tiles =
                self.data.as_ref().is_some_and(|data| run.config.accepts_tile(data.montages.tile));
            run.activity = match has_tiles {
                true => text::run_looking_at_photos().to_owned(),
                false => text::run_reading_again(run.config.tile),
            };
        }
        self.runs.push(run);
        number
    }

    /// Resumes a run of an earlier visit, or one that has failed, from its last complete epoch.
    pub fn resume_run(&mut self, saved: &SavedRun) {
        self.clear_notices(Place::Train);
        self.excluded.clear();
        self.excluded.extend(saved.excluded.iter().cloned());
        self.runs.retain(|run| run.number != saved.number);
        let mut run = Run::from(saved);
        run.data = self.data.clone();
        self.runs.push(run);
    }

    /// Adds a series and returns its number.
    pub fn request_series(&mut self, config: Config, axis: RepeatAxis, runs: usize) -> u32 {
        self.clear_notices(Place::Train);
        let mut series = Series::new(self.next_run_number(), config, axis, runs);
        series.excluded = self.excluded.iter().cloned().collect();
        // In another tile size they still have to be read.
        series.data = self.data.clone().filter(|data| series.config.accepts(&data.montages));
        let number = series.number;
        *self.series = Some(series);
        number
    }

    /// The results so far stay.
    pub fn cancel_series(&mut self) {
        if let Some(series) = &mut *self.series {
            series.cancel();
        }
    }

    /// Adds an ended run to the list, at a time in milliseconds since 1970. Returns the numbers of the changed
    /// entries.
    pub fn add_run_to_list(&mut self, number: u32, date_ms: f64) -> Vec<u32> {
        let run = self.runs.iter().find(|run| run.number == number);
        let Some(entry) = run.and_then(|run| RunEntry::from_run(run, date_ms)) else { return Vec::new() };
        let changed = self.list.add(entry);
        if let Some(model) = self.model.as_ref().filter(|model| model.run == Some(number)) {
            let file = model.file.clone();
            self.list.add_model(number, file);
        }
        changed
    }

    /// Likewise, for the results of the series so far.
    pub fn add_series_to_list(&mut self, date_ms: f64) -> Vec<u32> {
        let entry = self.series.as_ref().and_then(|series| RunEntry::from_series(series, date_ms));
        entry.map(|entry| self.list.add(entry)).unwrap_or_default()
    }

    pub fn set_pending_command(&mut self, command: PendingCommand) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.active()) {
            run.pending_command = Some(command);
        }
    }

    /// The counter of request numbers, which all requests of this page share.
    pub fn request_ids(&self) -> RequestIds {
        self.pending.ids.clone()
    }

    /// A model file is being loaded. Returns the number of the request.
    pub fn request_model(&mut self, file_name: String, file: Arc<Vec<u8>>) -> u32 {
        self.clear_notices(Place::Predict);
        self.pending.register(Purpose::Model(ModelFileLoad { file_name, file, restored: false, run: None }))
    }

    /// The previous model is being loaded again. Returns the number of the request, and the file.
    pub fn request_previous_model(&mut self) -> Option<(u32, Arc<Vec<u8>>)> {
        let Model { run, file_name, file, .. } = self.previous_model.clone()?;
        self.clear_notices(Place::Predict);
        let loading = ModelFileLoad { file_name, file: file.clone(), restored: false, run };
        Some((self.pending.register(Purpose::Model(loading)), file))
    }

    /// The model of a run on the list is being loaded. Returns the number of the request.
    pub fn request_run_model(&mut self, run: u32, file: Arc<Vec<u8>>) -> u32 {
        let (file_name, run) = (model_file_name(run), Some(run));
        self.pending.register(Purpose::Model(ModelFileLoad { file_name, file, restored: true, run }))
    }

    /// A backbone file is being loaded. Returns the number of the request.
    pub fn request_backbone(&mut self, file_name: String) -> u32 {
        self.clear_notices(Place::Train);
        self.pending.register(Purpose::Backbone(file_name))
    }

    /// A model of an earlier visit is being loaded. Returns the number of the request.
    pub fn request_restored_model(&mut self, file_name: String, file: Arc<Vec<u8>>, run: Option<u32>) -> u32 {
        self.pending.register(Purpose::Model(ModelFileLoad { file_name, file, restored: true, run }))
    }

    pub fn is_loading_model(&self) -> bool {
        self.pending.any(|purpose| matches!(purpose, Purpose::Model(_)))
    }

    /// The run whose model prices, or will once it is loaded.
    pub(super) fn pricing_run(&self) -> Option<u32> {
        let loading = |purpose: &Purpose| match purpose {
            Purpose::Model(loading) => Some(loading.run),
            _ => None,
        };
        let in_use = || self.model.as_ref().and_then(|model| model.run);
        self.pending.find(loading).unwrap_or_else(in_use)
    }

    pub fn is_loading_backbone(&self) -> bool {
        self.pending.any(|purpose| matches!(purpose, Purpose::Backbone(_)))
    }

    /// Returns the number of the request; `None` without a model.
    pub fn request_export(&mut self) -> Option<u32> {
        self.model.as_ref()?;
        Some(self.pending.register(Purpose::Export))
    }

    /// The list of homes is written as an Excel workbook. Returns the number of the request.
    pub fn request_workbook(&mut self) -> u32 {
        self.pending.register(Purpose::Workbook)
    }

    /// Name of the file that answers a request, and its extension. A session answers in order, so an ONNX file is of the
    /// model that is in use when it arrives.
    pub fn exported_file(&self, id: u32) -> Option<(String, Extension)> {
        match self.pending.get(id)? {
            Purpose::Workbook => Some((HOMES_FILE.to_owned(), Extension::Xlsx)),
            Purpose::Export => {
                let name = &self.model.as_ref()?.file_name;
                Some((stem(name, Extension::Safetensors).to_owned(), Extension::Onnx))
            }
            _ => None,
        }
    }

    /// Returns the number of the request. Only the latest test house is explained.
    pub fn request_explanation(&mut self, target: ExplainTarget) -> u32 {
        let is_home = |target: &ExplainTarget| *target == ExplainTarget::Home;
        let replaced = |other: &ExplainTarget| is_home(other) == is_home(&target);
        self.explanations.retain(|request| !replaced(&request.target));
        self.pending.cancel(|purpose| matches!(purpose, Purpose::Explanation(other) if replaced(other)));
        self.explanations.push(Arc::new(ExplanationRequest { target: target.clone(), answer: None }));
        self.pending.register(Purpose::Explanation(target))
    }

    pub(super) fn set_explanation(&mut self, target: ExplainTarget, explanation: Explanation) {
        if let Some(request) = self.explanations.iter_mut().find(|request| request.target == target) {
            *request = Arc::new(ExplanationRequest { target, answer: Some(explanation) });
        }
    }

    pub fn explanation(&self, target: &ExplainTarget) -> Option<&Arc<ExplanationRequest>> {
        self.explanations.iter().find(|request| request.target == *target)
    }
}
