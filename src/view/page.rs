//! What all views share, and where they are mounted.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::{File, FileSystemDirectoryHandle};

use super::files;
use super::kept::{Gone, Keeping};
use super::memo::Memo;
use super::photo::Photo;
use crate::link::Link;
use crate::scope;
use facade_app::aside::Aside;
use facade_app::file_name::Ending;
use facade_app::form::Form;
use facade_app::homes::HomeList;
use facade_app::list::Adopted;
use facade_app::notice::{NoticeKind, Place};
use facade_app::preferences::Preferences;
use facade_app::series::Wish;
use facade_app::shelf::Item;
use facade_app::state::State;
use facade_app::steps::home_rooms;
use facade_protocol::MAX_FILE;
use facade_record::Reads;
use facade_spec::{Config, ModelKind};
use facade_text as text;
use facade_text::format::{size, write_in};
use facade_text::{Language, Said};

/// The four places with their names in the document and on the page.
pub(super) const PLACES: [(Place, &str, Said); 4] = [
    (Place::Data, "data", text::place_data),
    (Place::Train, "train", text::place_train),
    (Place::Results, "results", text::place_results),
    (Place::Predict, "predict", text::place_predict),
];
// Each stands at the place's own number.
const _: () = {
    let mut number = 0;
    while number < PLACES.len() {
        assert!(PLACES[number].0 as usize == number);
        number += 1;
    }
};

/// Files of homes, and what was found of them.
type Cleared = (Vec<File>, HomeList);

/// The page's signals and its link to the workers: handles that copy freely.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// What the page knows.
    pub state: RwSignal<State, LocalStorage>,
    /// The settings as typed.
    pub form: RwSignal<Form>,
    /// The settings as they were before others took their place, those, and what was remembered.
    pub(super) settings_before: RwSignal<Option<(Form, Form, Option<Config>)>>,
    /// What is asked for beside a single run.
    pub(super) wish: RwSignal<Wish>,
    /// What the browser remembers of the visitor's wishes.
    pub(super) preferences: RwSignal<Preferences>,
    /// Whether a newer version of the page lies ready.
    pub(super) newer: RwSignal<bool>,
    /// Which records that version reads, where it tells.
    pub(super) newer_reads: RwSignal<Option<Reads>>,
    /// The place in view.
    pub current: RwSignal<Place>,
    /// The test house picked out in the chart.
    pub picked: RwSignal<Option<u32>>,
    /// Photos of the home to be priced, in the montage's order.
    pub(super) photos: RwSignal<Vec<Option<Photo>>, LocalStorage>,
    /// What the browser was to forget, until that is undone or something takes its place.
    pub(super) gone: RwSignal<Option<Rc<Gone>>, LocalStorage>,
    /// What lay aside and was deleted last: until the page is left it can be brought back.
    pub(super) deleted_aside: RwSignal<Vec<Rc<(Aside, JsValue)>>, LocalStorage>,
    /// The homes that were taken off the list last, with their files.
    pub(super) cleared: RwSignal<Option<Cleared>, LocalStorage>,
    /// What was taken off the shelf last, with its bytes.
    pub(super) taken: RwSignal<Vec<(Item, Vec<u8>)>>,
    /// What came to the list with the session that was opened last, to be taken off it again.
    pub(super) opened: RwSignal<Option<Rc<Adopted>>, LocalStorage>,
    /// The files of the homes on the list.
    pub(super) listed: RwSignal<Vec<File>, LocalStorage>,
    /// The folder of an earlier visit, where the browser can open it again.
    pub(super) last_folder: RwSignal<Option<FileSystemDirectoryHandle>, LocalStorage>,
    pub(super) link: StoredValue<Option<Link>, LocalStorage>,
    /// What outlives the visit.
    pub(super) keeping: StoredValue<Rc<Keeping>, LocalStorage>,
}

impl Page {
    /// A page without a link yet.
    pub(crate) fn new() -> Self {
        Page {
            state: RwSignal::new_local(State::default()),
            form: RwSignal::new(Form::default()),
            settings_before: RwSignal::new(None),
            wish: RwSignal::new(Wish::default()),
            preferences: RwSignal::new(Preferences::default()),
            gone: RwSignal::new_local(None),
            deleted_aside: RwSignal::new_local(Vec::new()),
            cleared: RwSignal::new_local(None),
            taken: RwSignal::new(Vec::new()),
            opened: RwSignal::new_local(None),
            newer: RwSignal::new(false),
            newer_reads: RwSignal::new(None),
            current: RwSignal::new(Place::Data),
            picked: RwSignal::new(None),
            photos: RwSignal::new_local(Vec::new()),
            listed: RwSignal::new_local(Vec::new()),
            last_folder: RwSignal::new_local(None),
            link: StoredValue::new_local(None),
            keeping: StoredValue::new_local(Rc::default()),
        }
    }

    /// Tells the workers something, if there are any.
    pub(super) fn tell(self, what: impl FnOnce(&Link)) {
        self.link.with_value(|link| link.as_ref().map(what));
    }

    /// Whether the files that were picked or dropped under this number are still awaited, and not cancelled.
    pub(super) fn awaits_files(self, drop: u32) -> bool {
        let mut awaited = false;
        self.tell(|link| awaited = link.awaits_files(drop));
        awaited
    }

    /// A part of the state that wakes its readers only when it differs.
    pub(super) fn memo<T>(self, part: impl Fn(&State) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + 'static,
    {
        Memo::new(move || self.state.with(&part))
    }

    /// How many houses train and how many test. Drawn again only when the settings, the houses or those left out change,
    /// and not at every epoch.
    pub(super) fn split_counts(
        self,
        config: impl Fn() -> Option<Config> + Send + Sync + 'static,
    ) -> Memo<Option<(usize, usize)>> {
        let houses = self.memo(|s| (s.data_version, s.excluded.clone()));
        Memo::new(move || {
            // Read, not only tracked: a memo that nobody reads follows nothing.
            houses.with(|_| ());
            let config = config()?;
            self.state.with_untracked(|s| s.split_counts(&config))
        })
    }

    /// Which photos of the home are chosen, one for each room.
    pub(super) fn chosen(self) -> Vec<bool> {
        let rooms = self.state.with(|state| home_rooms(state).len());
        self.photos.with(|photos| (0..rooms).map(|i| matches!(photos.get(i), Some(Some(_)))).collect())
    }

    /// The settings of the form, for the houses in use.
    ///
    /// # Errors
    /// A sentence about the first field that no run can start with.
    pub(super) fn config(self) -> Result<Config, String> {
        let photos = self.state.with_untracked(State::photos_a_house);
        self.form.with_untracked(|form| form.config(photos))
    }

    /// Tile size to read houses in: the form's, or the reference's while that cannot be read.
    pub(super) fn tile(self) -> usize {
        self.config().map_or(32, |config| config.tile)
    }

    /// For a visitor's own houses takes the recipe that does best, unless the visitor has begun to choose.
    pub(super) fn suggest(self) {
        let fresh = self.state.with_untracked(|state| state.data.is_none() && state.runs.is_empty());
        if fresh {
            self.form.update(|form| form.suggest(ModelKind::TunedMixed));
        }
    }

    /// Houses of an earlier visit are there in one tile size: the settings begin with it.
    pub(super) fn fit_tile(self) {
        let tile =
            self.state.with_untracked(|s| s.data.as_ref().filter(|_| s.data_back).map(|d| d.montages.tile));
        self.form.update(|form| form.fit_tile(tile));
    }

    /// Has other settings take the place of those that are there, which can be undone until one is changed.
    pub(super) fn replace_settings(self, change: impl FnOnce(&mut Form)) {
        let (old, remembered) =
            (self.form.get_untracked(), self.preferences.with_untracked(|all| all.config.clone()));
        self.form.update(change);
        self.settings_before.set(Some((old, self.form.get_untracked(), remembered)));
    }

    /// Takes what the browser remembers.
    pub(super) fn recall(self) {
        let all = remembered().unwrap_or_default();
        write_as(&all);
        self.form.set(all.form());
        self.preferences.set(all);
    }

    /// Changes what the browser remembers.
    pub(super) fn prefer(self, change: impl Fn(&mut Preferences)) {
        let mut all = self.preferences.get_untracked();
        change(&mut all);
        write_as(&all);
        // Another tab may have changed something else.
        let mut kept = remembered().unwrap_or_else(|| all.clone());
        change(&mut kept);
        scope::remember(KEPT, &kept.write());
        self.preferences.set(all);
    }

    /// Reads the one file that was picked, and hands its name and bytes on. That it cannot be read is told at a place.
    pub(super) fn read_picked(
        self,
        event: &web_sys::Event,
        place: Place,
        take: impl FnOnce(String, Vec<u8>) + 'static,
    ) {
        let Some(picked) = files::picked(event) else { return };
        spawn_local(async move {
            let Some((name, file)) = files::take(picked).await.pop() else { return };
            // Before it takes the room of all else that is here.
            if file.size() > MAX_FILE as f64 {
                let text = text::page_too_large(name, size(file.size() as usize));
                return self.state.update(|s| s.notice(NoticeKind::Error, place, text));
            }
            match files::read(&file).await {
                Ok(bytes) => take(name, bytes),
                Err(_) => self.state.update(|s| {
                    let text = text::page_unreadable(name);
                    s.notice(NoticeKind::Error, place, text);
                }),
            }
        });
    }

    /// Saves bytes as a download, and tells at a place where the browser does not let that be.
    pub(super) fn save(self, place: Place, name: &str, ending: Ending, bytes: &[u8]) {
        self.saved(place, files::save(name, ending, bytes));
    }

    /// Tells at a place that a download was not let be, where it was not.
    pub(super) fn saved(self, place: Place, outcome: Result<(), JsValue>) {
        if outcome.is_err() {
            self.state.update(|s| s.notice(NoticeKind::Error, place, text::page_not_saved().to_owned()));
        }
    }

    /// Notes that a place was looked at.
    pub(super) fn see(self, place: Place) {
        let unseen = |state: &State| !state.results_seen && state.shown_run().is_some();
        if place == Place::Results && self.state.with_untracked(unseen) {
            self.state.update(|state| state.results_seen = true);
        }
    }
}

/// Has everything written from now on as the visitor wants it.
fn write_as(all: &Preferences) {
    text::speak(all.language.unwrap_or_else(browser_language));
    write_in(&all.currency, &all.area);
}

/// The first language that the browser asks for and the page speaks; English where there is none.
fn browser_language() -> Language {
    let asked = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let known = |code: wasm_bindgen::JsValue| Language::of_code(&code.as_string()?);
    asked.iter().find_map(known).unwrap_or_default()
}

/// Where the browser keeps what it remembers.
const KEPT: &str = "facade-preferences";

/// What it remembers of the visitor's wishes; none where there is nothing.
fn remembered() -> Option<Preferences> {
    Some(Preferences::read(&scope::remembered(KEPT, KEPT)?))
}
