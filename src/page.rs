//! The state that all views share.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::FileSystemDirectoryHandle;

use crate::browser::files;
use crate::browser::local_storage;
use crate::browser::photo::Photo;
use crate::persistence::state::{Persistence, Undo};
use crate::workers::{PickedFiles, Workers};
use facade_app::file_name::Extension;
use facade_app::form::Form;
use facade_app::gallery::GalleryView;
use facade_app::home_inputs::home_rooms;
use facade_app::homes::HomeList;
use facade_app::library::LibraryItem;
use facade_app::notice::{NoticeKind, Place};
use facade_app::preferences::Preferences;
use facade_app::quarantine::QuarantinedRecord;
use facade_app::repeat_form::RepeatForm;
use facade_app::run_list::ImportSummary;
use facade_app::select_model::{SAMPLE_NETWORK, network_to_begin_with};
use facade_app::state::State;
use facade_data::{Dataset, HouseId};
use facade_protocol::MAX_FILE;
use facade_record::SupportedVersions;
use facade_spec::Config;
use facade_text as text;
use facade_text::format::{set_units, size};
use facade_text::{Language, TextFn};

/// The four places with their names in the document and on the page.
pub(crate) const PLACES: [(Place, &str, TextFn); 4] = [
    (Place::Data, "data", text::place_data),
    (Place::Train, "train", text::place_train),
    (Place::Results, "results", text::place_results),
    (Place::Predict, "predict", text::place_predict),
];
// Each is at the index that is its place's number.
const _: () = {
    let mut number = 0;
    while number < PLACES.len() {
        assert!(PLACES[number].0 as usize == number);
        number += 1;
    }
};

/// The files of a list of homes, and the list.
type ClearedHomes = (Rc<PickedFiles>, HomeList);

/// The state, which the messages of the workers change. Each of its fields is a signal: a view, a memo or an effect runs again when a
/// field changes that it has read.
#[derive(Clone, Copy)]
pub(crate) struct SharedState(StoredValue<State, LocalStorage>);

impl SharedState {
    /// Reads fields, and subscribes to them.
    pub(crate) fn with<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.0.with_value(read)
    }

    /// Reads fields without subscribing to them.
    pub(crate) fn with_untracked<T>(self, read: impl FnOnce(&State) -> T) -> T {
        untrack(|| self.0.with_value(read))
    }

    /// Changes fields, and notifies the subscribers of those that are changed.
    pub(crate) fn update(self, change: impl FnOnce(&mut State)) {
        untrack(|| self.0.update_value(change));
    }
}

/// The page's signals, and the handles of its workers and its store. It is cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    pub state: SharedState,
    /// The settings as typed.
    pub form: RwSignal<Form>,
    /// The settings before they were replaced, the new ones, and the stored ones.
    pub(crate) settings_undo: RwSignal<Option<(Form, Form, Option<Config>)>>,
    pub(crate) repeat_form: RwSignal<RepeatForm>,
    pub(crate) preferences: RwSignal<Preferences>,
    /// Whether a newer version of the page is ready.
    pub(crate) update_ready: RwSignal<bool>,
    /// Which records that version reads, if it says so.
    pub(crate) update_reads: RwSignal<Option<SupportedVersions>>,
    /// The house that is chosen in the charts and tables.
    pub(crate) selected_house: RwSignal<Option<HouseId>>,
    /// The house that is shown large, by dataset and position.
    pub(crate) enlarged: RwSignal<Option<(Arc<Dataset>, usize)>>,
    /// What the gallery shows.
    pub(crate) gallery: RwSignal<GalleryView>,
    /// Which folded parts are open.
    pub(crate) open_folds: RwSignal<Vec<&'static str>>,
    /// The place in view.
    pub current_place: RwSignal<Place>,
    /// Photos of the home to price, in the montage's order.
    pub(crate) photos: RwSignal<Vec<Option<Photo>>, LocalStorage>,
    /// What the visitor let the page forget, until something replaces it.
    pub(crate) undo: RwSignal<Option<Rc<Undo>>, LocalStorage>,
    /// Quarantined records that were deleted. They can be restored until the page is closed.
    pub(crate) deleted_quarantined: RwSignal<Vec<Rc<(QuarantinedRecord, JsValue)>>, LocalStorage>,
    /// The list of homes that was cleared last.
    pub(crate) cleared_homes: RwSignal<Option<ClearedHomes>, LocalStorage>,
    /// Items that were deleted from the library, with their bytes.
    pub(crate) deleted_items: RwSignal<Vec<(LibraryItem, Vec<u8>)>>,
    /// What the workspace that was opened last added to the list of runs.
    pub(crate) last_import: RwSignal<Option<Arc<ImportSummary>>, LocalStorage>,
    /// The files of the homes on the list.
    pub(crate) home_files: RwSignal<Rc<PickedFiles>, LocalStorage>,
    /// The folder of an earlier visit, if the browser can open it again.
    pub(crate) last_folder: RwSignal<Option<FileSystemDirectoryHandle>, LocalStorage>,
    pub(crate) workers: StoredValue<Option<Workers>, LocalStorage>,
    pub(crate) persistence: StoredValue<Rc<Persistence>, LocalStorage>,
}

impl Page {
    /// A page without workers yet.
    pub(crate) fn new() -> Self {
        Page {
            state: SharedState(StoredValue::new_local(State::default())),
            form: RwSignal::new(Form::default()),
            settings_undo: RwSignal::new(None),
            repeat_form: RwSignal::new(RepeatForm::default()),
            preferences: RwSignal::new(Preferences::default()),
            undo: RwSignal::new_local(None),
            deleted_quarantined: RwSignal::new_local(Vec::new()),
            cleared_homes: RwSignal::new_local(None),
            deleted_items: RwSignal::new(Vec::new()),
            last_import: RwSignal::new_local(None),
            update_ready: RwSignal::new(false),
            update_reads: RwSignal::new(None),
            selected_house: RwSignal::new(None),
            enlarged: RwSignal::new(None),
            gallery: RwSignal::new(GalleryView::default()),
            open_folds: RwSignal::new(Vec::new()),
            current_place: RwSignal::new(Place::Data),
            photos: RwSignal::new_local(Vec::new()),
            home_files: RwSignal::new_local(Rc::default()),
            last_folder: RwSignal::new_local(None),
            workers: StoredValue::new_local(None),
            persistence: StoredValue::new_local(Rc::default()),
        }
    }

    /// The page that this component belongs to.
    pub(crate) fn from_context() -> Self {
        expect_context()
    }

    /// Calls `act` with the workers, if they could be started.
    pub(crate) fn with_workers(self, act: impl FnOnce(&Workers)) {
        self.workers.with_value(|workers| workers.as_ref().map(act));
    }

    /// The workers, if they could be started.
    pub(crate) fn workers(self) -> Option<Workers> {
        self.workers.with_value(Clone::clone)
    }

    /// Whether the files that were announced under this number are still awaited.
    pub(crate) fn awaits_files(self, number: u32) -> bool {
        let mut awaited = false;
        self.with_workers(|workers| awaited = workers.awaits_files(number));
        awaited
    }

    /// What follows from some fields of the state. Its readers are notified only when it changes.
    pub(crate) fn memo<T>(self, part: impl Fn(&State) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.state.with(&part))
    }

    /// The numbers of training and test houses.
    pub(crate) fn split_counts(
        self,
        config: impl Fn() -> Option<Config> + Send + Sync + 'static,
    ) -> Memo<Option<(usize, usize)>> {
        Memo::new(move |_| {
            let config = config()?;
            self.state.with(|s| s.split_counts(&config))
        })
    }

    /// For each room, whether its photo is chosen.
    pub(crate) fn chosen_photos(self) -> Vec<bool> {
        let rooms = self.state.with(|state| home_rooms(state).len());
        self.photos.with(|photos| (0..rooms).map(|i| matches!(photos.get(i), Some(Some(_)))).collect())
    }

    /// The settings of the form, for the dataset in use.
    ///
    /// # Errors
    /// A sentence about the first invalid field.
    pub(crate) fn config(self) -> Result<Config, String> {
        let photos = self.state.with_untracked(State::photos_per_house);
        self.form.with_untracked(|form| form.config(photos))
    }

    /// The tile size for a new dataset: the form's, or the reference's while the form's is invalid.
    pub(crate) fn tile_size(self) -> usize {
        self.config().map_or(32, |config| config.tile)
    }

    /// Suggests the recipe of a network for the sample, unless the visitor has started to work.
    pub(crate) fn suggest_sample_recipe(self) {
        if self.state.with_untracked(|state| state.data.is_none() && state.runs.is_empty()) {
            self.form.update(|form| form.suggest(SAMPLE_NETWORK));
        }
    }

    /// Suggests the best recipe for a visitor's own dataset, unless the visitor has started to work.
    pub(crate) fn suggest_recipe(self) {
        let fresh = self.state.with_untracked(|state| state.data.is_none() && state.runs.is_empty());
        if fresh {
            let network = self.state.with_untracked(network_to_begin_with);
            self.form.update(|form| form.suggest(network));
        }
    }

    /// Starts with the tile size of a restored dataset, of which only the montages are left.
    pub(crate) fn match_tile_size(self) {
        let tile = self
            .state
            .with_untracked(|s| s.data.as_ref().filter(|_| s.lacks_photos()).map(|d| d.montages.tile));
        self.form.update(|form| form.fit_tile(tile));
    }

    /// Replaces the settings. That can be undone until one of them is changed.
    pub(crate) fn replace_settings(self, change: impl FnOnce(&mut Form)) {
        let (old, stored) =
            (self.form.get_untracked(), self.preferences.with_untracked(|all| all.config.clone()));
        self.form.update(change);
        self.settings_undo.set(Some((old, self.form.get_untracked(), stored)));
    }

    pub(crate) fn load_preferences(self) {
        let all = stored_preferences().unwrap_or_else(usual_preferences);
        apply_preferences(&all);
        self.form.set(all.form());
        self.preferences.set(all);
    }

    /// Changes the preferences, here and in the browser's storage.
    pub(crate) fn update_preferences(self, change: impl Fn(&mut Preferences)) {
        let mut all = self.preferences.get_untracked();
        change(&mut all);
        apply_preferences(&all);
        // Another tab may have changed another preference.
        let mut stored = stored_preferences().unwrap_or_else(|| all.clone());
        change(&mut stored);
        local_storage::set(PREFERENCES, &stored.write());
        self.preferences.set(all);
    }

    /// Reads the file that was picked, and calls `act` with its name and bytes. Errors are reported at `place`.
    pub(crate) fn read_picked_file(
        self,
        event: &web_sys::Event,
        place: Place,
        act: impl FnOnce(String, Vec<u8>) + 'static,
    ) {
        let Some(input) = files::file_input(event) else { return };
        spawn_local(async move {
            let Some((name, file)) = files::take_files(input).await.pop() else { return };
            // Before it fills the memory.
            if file.size() > MAX_FILE as f64 {
                let text = text::t!(page_too_large, file = name, size = size(file.size() as usize));
                return self.state.update(|s| s.notice(NoticeKind::Error, place, text));
            }
            match files::read_bytes(&file).await {
                Ok(bytes) => act(name, bytes),
                Err(_) => self.state.update(|s| {
                    let text = text::page_unreadable(name);
                    s.notice(NoticeKind::Error, place, text);
                }),
            }
        });
    }

    /// Downloads bytes as a file. A refusal of the browser is reported at `place`.
    pub(crate) fn download(self, place: Place, name: &str, extension: Extension, bytes: &[u8]) {
        self.report_download(place, files::download(name, extension, bytes));
    }

    /// Reports at `place` if a download failed.
    pub(crate) fn report_download(self, place: Place, outcome: Result<(), JsValue>) {
        if outcome.is_err() {
            self.state.update(|s| s.notice(NoticeKind::Error, place, text::page_not_saved().to_owned()));
        }
    }

    /// Notes that the visitor has seen a place.
    pub(crate) fn mark_seen(self, place: Place) {
        let unseen = |state: &State| !*state.results_seen && state.shown_run().is_some();
        if place == Place::Results && self.state.with_untracked(unseen) {
            self.state.update(|state| *state.results_seen = true);
        }
    }
}

/// Sets the language, and the currency and the unit of area.
fn apply_preferences(all: &Preferences) {
    text::speak(all.language.unwrap_or_else(browser_language));
    set_units(&all.currency, &all.area);
}

/// The first of the browser's languages that the page has; English if there is none.
fn browser_language() -> Language {
    let asked = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let known = |code: wasm_bindgen::JsValue| Language::from_code(&code.as_string()?);
    asked.iter().find_map(known).unwrap_or_default()
}

/// What is usual where the browser's first language is spoken.
fn usual_preferences() -> Preferences {
    let languages = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    Preferences::usual(&languages.get(0).as_string().unwrap_or_default())
}

const PREFERENCES: &str = "facade-preferences";

fn stored_preferences() -> Option<Preferences> {
    Some(Preferences::read(&local_storage::get(PREFERENCES, PREFERENCES)?, usual_preferences()))
}
