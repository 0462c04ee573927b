//! What the page knows, and what the visitor asked for. Nothing here knows a browser.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::explain::About;
use super::homes::HomeList;
use super::list::{Adopted, Entry, RunList};
use super::mapping_form::MappingForm;
use super::model::Model;
use super::notice::{Notice, NoticeKind, Place};
use super::pending::{Loading, PendingRequests, Purpose};
use super::run::{Asked, Run};
use super::saved::{KeptModel, SavedRun, Settings};
use super::series::Series;
use super::shelf::{Session, Shelf};
use super::store_status::Kept;
use facade_data::Dataset;
use facade_data::split::{Split, SplitError, split_houses};
use facade_protocol::{DeviceChoice, DeviceReport, Explanation, PriceRange, RequestIds};
use facade_spec::Config;
use facade_spec::evaluation::Familiarity;
use facade_spec::repeats::Over;

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
    pub(super) started_ms: f64,
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

/// The home to be priced.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    /// Its montage, RGB, with width and height, once the photos are read.
    pub montage: Option<(Vec<u8>, [usize; 2])>,
    /// Its price in dollars.
    pub price: Option<f64>,
    /// Ranges around that, where the model has them.
    pub ranges: Vec<PriceRange>,
    /// How far it is from the houses that the model learned from, where that is known.
    pub familiarity: Option<Familiarity>,
    /// What the visitor wrote for what the model asks, in its order, as it was typed.
    pub told: Vec<String>,
    /// Its zip code, as chosen.
    pub zip_code: String,
}

/// Why a price is what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// What it is about.
    pub about: About,
    /// The answer; none while it is awaited.
    pub answer: Option<Explanation>,
}

/// Houses that others took the place of.
#[derive(Clone, Debug)]
pub struct Former {
    /// They.
    pub data: Rc<Dataset>,
    pub(super) excluded: BTreeSet<u32>,
    pub(super) back: bool,
}

/// Everything the page shows, but for what stands in fields that the visitor is filling in.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Houses being read.
    pub intake: Option<Intake>,
    /// A table whose columns the visitor is naming.
    pub mapping: Option<MappingForm>,
    /// The houses in use.
    pub data: Option<Rc<Dataset>>,
    /// Counts the data sets taken, so that a view can tell that there is another one.
    pub data_version: u32,
    /// Numbers of the houses that the visitor left out of the houses in use.
    pub excluded: BTreeSet<u32>,
    /// Whether they are kept from an earlier visit, and so are there in one tile size only.
    pub data_back: bool,
    /// The houses that were in use before them.
    pub former: Option<Former>,
    /// Seconds that reading them took.
    pub intake_seconds: Option<f64>,
    /// Whether the compute module has started.
    pub ready: bool,
    /// All runs, in their order.
    pub runs: Vec<Run>,
    /// The latest series of runs.
    pub series: Option<Series>,
    /// Runs and series of this visit and of earlier ones.
    pub list: RunList,
    /// What is put aside by hand.
    pub shelf: Shelf,
    /// Why there is no GPU to train on, where that is known.
    pub no_gpu: Option<String>,
    /// The device of the latest run.
    pub device: Option<DeviceReport>,
    /// The model that predicts.
    pub model: Option<Model>,
    /// The model that was in use before it.
    pub previous: Option<Model>,
    /// The home to be priced.
    pub home: Home,
    /// Many homes to be priced, each with what came of it.
    pub homes: HomeList,
    /// Why prices are what they are: of a test house, and of the home.
    pub whys: Vec<Rc<Why>>,
    /// Sentences to be read.
    pub notices: Vec<Notice>,
    /// Whether the visitor has seen the latest results.
    pub results_seen: bool,
    /// What the browser keeps beyond this visit.
    pub kept: Kept,
    /// Name of the file that networks stand on that need a backbone.
    pub backbone: Option<String>,
    /// What was asked of the workers and is not answered yet.
    pub(super) pending: PendingRequests,
    notices_made: u32,
}

impl State {
    /// What this visit would lose without its data, `settings` being what stands in the form.
    pub fn whole_session(&self, settings: Option<Settings>) -> Session {
        let kept = |name: &str, file: &[u8]| KeptModel { name: name.to_owned(), file: file.to_vec() };
        let model = self.model.as_ref().map(|model| kept(&model.file_name, &model.file));
        let entries = self.list.entries().iter().map(|entry| (**entry).clone()).collect();
        Session { entries, model, settings }
    }

    /// Adds the runs and series of a session to the list, as many as have room.
    pub fn adopt(&mut self, entries: Vec<Entry>) -> Adopted {
        let offered = self.kept.run.iter().map(|run| run.number);
        let taken: Vec<u32> = self.numbers().chain(offered).collect();
        self.list.adopt(entries, &taken)
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

    /// Takes back what was said and does not hold any more.
    pub fn retract(&mut self, sentence: &str) {
        self.notices.retain(|notice| notice.text != sentence);
    }

    /// Clears what was said of a place.
    pub fn clear_notices(&mut self, place: Place) {
        self.notices.retain(|n| n.place != place);
    }

    /// Photos a house of the houses in use; the tutorial's four until there are some.
    pub fn photos_a_house(&self) -> usize {
        self.data.as_ref().map_or(Config::default().photos, |data| data.rooms.len())
    }

    /// How the houses in use are split with these settings; none while there are no houses.
    pub fn split(&self, config: &Config) -> Option<Result<Split, SplitError>> {
        let data = self.data.as_ref()?;
        let excluded: Vec<u32> = self.excluded.iter().copied().collect();
        Some(split_houses(&data.houses, &excluded, config.test_share, config.split_seed))
    }

    /// How many houses train and how many test with these settings; none where there is no such split.
    pub fn split_counts(&self, config: &Config) -> Option<(usize, usize)> {
        self.split(config)?.ok().map(|split| (split.train.len(), split.test.len()))
    }

    /// Leaves a house out, or takes it in again.
    pub fn exclude(&mut self, house: u32, out: bool) {
        if out {
            self.excluded.insert(house);
        } else {
            self.excluded.remove(&house);
        }
    }

    /// The run that is going on or could go on, if any.
    pub fn active_run(&self) -> Option<&Run> {
        self.runs.iter().find(|r| r.active())
    }

    /// The series that goes on, if any.
    pub fn active_series(&self) -> Option<&Series> {
        self.series.as_ref().filter(|series| series.active())
    }

    /// The latest run that came to results.
    pub fn shown_run(&self) -> Option<&Run> {
        self.runs.iter().rev().find(|r| r.evaluation.is_some())
    }

    /// The run that the browser keeps and that could go on, if none is going on here.
    pub fn offered_run(&self) -> Option<&Rc<SavedRun>> {
        self.kept.run.as_ref().filter(|_| self.active_run().is_none())
    }

    /// Number of the next run.
    pub fn next_run(&self) -> u32 {
        let kept = self.kept.run.iter().map(|run| run.number);
        self.numbers().chain(kept).max().unwrap_or(0).max(self.list.highest()).saturating_add(1)
    }

    /// Numbers of this visit's runs and of its latest series.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.runs.iter().map(|run| run.number).chain(self.series.iter().map(|series| series.number))
    }

    /// Notes that the visitor asked for a run, and numbers it.
    pub fn ask_run(&mut self, config: Config, choice: DeviceChoice) -> u32 {
        self.clear_notices(Place::Train);
        let number = self.next_run();
        let mut run = Run::new(number, config);
        run.choice = choice;
        run.excluded = self.excluded.iter().copied().collect();
        // Not those that come while the device is being chosen. In another tile size they are yet to be read.
        run.data = self.data.clone().filter(|data| run.config.takes_tile(data.montages.tile));
        self.runs.push(run);
        number
    }

    /// Notes that a run of an earlier visit, or one that has failed, goes on from its last whole epoch.
    pub fn go_on(&mut self, saved: &SavedRun) {
        self.clear_notices(Place::Train);
        self.excluded.clear();
        self.excluded.extend(&saved.excluded);
        self.runs.retain(|run| run.number != saved.number);
        let mut run = Run::from(saved);
        run.data = self.data.clone();
        self.runs.push(run);
    }

    /// Notes that the visitor asked for a series of runs, and numbers it.
    pub fn ask_series(&mut self, config: Config, over: Over, runs: usize) -> u32 {
        self.clear_notices(Place::Train);
        let mut series = Series::new(self.next_run(), config, over, runs);
        series.excluded = self.excluded.iter().copied().collect();
        // In another tile size they are yet to be read.
        series.data = self.data.clone().filter(|data| series.config.takes_tile(data.montages.tile));
        let number = series.number;
        self.series = Some(series);
        number
    }

    /// Notes that the visitor has ended the series. What has come of it stays.
    pub fn cancel_series(&mut self) {
        if let Some(series) = &mut self.series {
            series.cancel();
        }
    }

    /// Puts a run that has ended on the list, at a time in milliseconds since 1970: the numbers of what has changed there.
    pub fn list_run(&mut self, number: u32, date_ms: f64) -> Vec<u32> {
        let run = self.runs.iter().find(|run| run.number == number);
        let entry = run.and_then(|run| Entry::of_run(run, date_ms));
        entry.map(|entry| self.list.add(entry)).unwrap_or_default()
    }

    /// Puts what has come of the series on the list, likewise.
    pub fn list_series(&mut self, date_ms: f64) -> Vec<u32> {
        let entry = self.series.as_ref().and_then(|series| Entry::of_series(series, date_ms));
        entry.map(|entry| self.list.add(entry)).unwrap_or_default()
    }

    /// Notes that the visitor asked something of the run that is going on.
    pub fn ask(&mut self, asked: Asked) {
        if let Some(run) = self.runs.iter_mut().find(|r| r.active()) {
            run.asked = Some(asked);
        }
    }

    /// The numbers of this page's requests: whoever asks a worker something takes the next.
    pub fn request_ids(&self) -> RequestIds {
        self.pending.ids.clone()
    }

    /// Notes that a model's file is on its way to the session, and numbers the request.
    pub fn ask_model(&mut self, file_name: String, file: Rc<Vec<u8>>) -> u32 {
        self.clear_notices(Place::Predict);
        self.pending.ask(Purpose::Model(Loading { file_name, file, kept: false, run: None }))
    }

    /// Notes that the model that was in use before is on its way to the session again: the number of the request, and its file.
    pub fn ask_previous(&mut self) -> Option<(u32, Rc<Vec<u8>>)> {
        let Model { run, file_name, file, .. } = self.previous.clone()?;
        self.clear_notices(Place::Predict);
        let loading = Loading { file_name, file: file.clone(), kept: false, run };
        Some((self.pending.ask(Purpose::Model(loading)), file))
    }

    /// Notes that a backbone's file is on its way to the session, and numbers the request.
    pub fn ask_backbone(&mut self, file_name: String) -> u32 {
        self.clear_notices(Place::Train);
        self.pending.ask(Purpose::Backbone(file_name))
    }

    /// Notes that a model that was kept from an earlier visit is on its way to the session, and numbers the request.
    pub fn ask_kept_model(&mut self, file_name: String, file: Rc<Vec<u8>>) -> u32 {
        self.pending.ask(Purpose::Model(Loading { file_name, file, kept: true, run: None }))
    }

    /// Whether a model's file is on its way.
    pub fn loading_model(&self) -> bool {
        self.pending.any(|purpose| matches!(purpose, Purpose::Model(_)))
    }

    /// Whether a backbone's file is on its way.
    pub fn loading_backbone(&self) -> bool {
        self.pending.any(|purpose| matches!(purpose, Purpose::Backbone(_)))
    }

    /// Notes that the visitor wants the model as ONNX, and numbers the request.
    pub fn ask_export(&mut self) -> Option<u32> {
        self.model.as_ref()?;
        Some(self.pending.ask(Purpose::Export))
    }

    /// Name of the ONNX file that has come for a request. A session answers in order: the file is of the model that is in use by then.
    pub fn export_name(&self, id: u32) -> Option<String> {
        let asked = matches!(self.pending.get(id)?, Purpose::Export);
        let name = &self.model.as_ref().filter(|_| asked)?.file_name;
        Some(format!("{}.onnx", name.trim_end_matches(".safetensors")))
    }

    /// Notes that the photos of the home have changed: its montage and price no longer hold. If all are there (`reading`), they are
    /// to be read: the number of that request.
    pub fn change_home(&mut self, reading: bool) -> Option<u32> {
        self.forget_home();
        self.pending.forget(|purpose| matches!(purpose, Purpose::Photos));
        self.home = Home {
            told: std::mem::take(&mut self.home.told),
            zip_code: std::mem::take(&mut self.home.zip_code),
            ..Home::default()
        };
        reading.then(|| self.pending.ask(Purpose::Photos))
    }

    /// Whether the photos of the home are being read.
    pub fn reading_home(&self) -> bool {
        self.pending.any(|purpose| matches!(purpose, Purpose::Photos))
    }

    /// Whether the price of the home is awaited.
    pub fn pricing_home(&self) -> bool {
        self.pending.any(|purpose| matches!(purpose, Purpose::Price))
    }

    /// Forgets the price of the home, and what was asked about it.
    pub(super) fn forget_home(&mut self) {
        self.home.price = None;
        self.whys.retain(|why| why.about != About::Home);
        self.pending.forget(|purpose| matches!(purpose, Purpose::Price | Purpose::Explanation(About::Home)));
    }

    /// Notes what the visitor wrote of the home: in the place of an attribute, or without one its zip code. The price no longer
    /// holds.
    pub fn tell_home(&mut self, place: Option<usize>, text: String) {
        let home = &mut self.home;
        match place {
            Some(place) => {
                home.told.resize(home.told.len().max(place + 1), String::new());
                home.told[place] = text;
            }
            None => home.zip_code = text,
        }
        self.forget_home();
    }

    /// Notes that the visitor asked why a price is what it is, and numbers the request. Of houses, the latest is explained.
    pub fn ask_why(&mut self, about: About) -> u32 {
        let other = |one: About| (one == About::Home) != (about == About::Home);
        self.whys.retain(|why| other(why.about));
        self.pending.forget(|purpose| matches!(purpose, Purpose::Explanation(one) if !other(*one)));
        self.whys.push(Rc::new(Why { about, answer: None }));
        self.pending.ask(Purpose::Explanation(about))
    }

    /// Takes an answer to that.
    pub(super) fn explained(&mut self, about: About, explanation: Explanation) {
        if let Some(why) = self.whys.iter_mut().find(|why| why.about == about) {
            *why = Rc::new(Why { about, answer: Some(explanation) });
        }
    }

    /// Why the price of this is what it is, where that was asked.
    pub fn why(&self, about: About) -> Option<&Rc<Why>> {
        self.whys.iter().find(|why| why.about == about)
    }

    /// Notes that the visitor asked for the price, and numbers the request.
    pub fn ask_price(&mut self) -> u32 {
        self.clear_notices(Place::Predict);
        self.home.price = None;
        self.pending.forget(|purpose| matches!(purpose, Purpose::Price));
        self.pending.ask(Purpose::Price)
    }
}
