//! What all views share, and where they are mounted.

use std::rc::Rc;

use js_sys::Date;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{File, FileSystemDirectoryHandle, HtmlElement};

use super::dom::{View, several};
use super::header::scroll_to;
use super::keeping::{Gone, Keeping};
use super::memo::Memo;
use super::photos::Photo;
use super::{data, files, header, homes, newer, photos, predict, results, train};
use crate::protocol::{Bytes, Event, Home, MAX_FILE, Request};
use crate::record::Reads;
use crate::text::{self, Language, Said};
use crate::training::{Config, ModelKind};
use crate::ui::Message;
use crate::ui::aside::Aside;
use crate::ui::file_name::Ending;
use crate::ui::form::Form;
use crate::ui::format::{size, write_in};
use crate::ui::homes::{HomeList, HomeRequests};
use crate::ui::keeper::Noted;
use crate::ui::link::Link;
use crate::ui::list::Adopted;
use crate::ui::preferences::Preferences;
use crate::ui::run::Asked;
use crate::ui::scope;
use crate::ui::series::{SeriesEvent, Wish};
use crate::ui::shelf::Item;
use crate::ui::state::{About, NoticeKind, Place, State};
use crate::ui::steps::{home_rooms, told, why_no_repeat, why_no_start};

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
pub struct Page {
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
    link: StoredValue<Option<Link>, LocalStorage>,
    /// What outlives the visit.
    pub(super) keeping: StoredValue<Rc<Keeping>, LocalStorage>,
}

impl Page {
    #[expect(
        clippy::new_without_default,
        reason = "it starts signals, which need an owner: not a plain value"
    )]
    /// A page without a link yet.
    pub fn new() -> Self {
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

    /// Starts the workers.
    pub fn connect(self) {
        let ids = self.state.with_untracked(State::request_ids);
        match Link::new(ids, move |message| self.hear(message)) {
            Ok(link) => {
                self.link.set_value(Some(link));
                self.begin_keeping();
            }
            Err(_) => self.state.update(|state| {
                state.notice(NoticeKind::Error, Place::Data, text::page_no_workers().to_owned());
            }),
        }
    }

    /// Takes what the workers tell.
    fn hear(self, message: Message) {
        if let Message::Session(Event::Exported { id, file: Bytes(file) }) = &message
            && let Some(name) = self.state.with_untracked(|s| s.export_name(*id))
        {
            self.save(Place::Predict, &name, Ending::Onnx, file);
        }
        let noted = Noted::of(&message);
        // Whoever chose files is asked or told something there, and may look at another place.
        let look = matches!(message, Message::MappingAsked { .. } | Message::IntakeFailed { .. });
        let series = matches!(message, Message::Series(SeriesEvent::Ended(..)));
        let mut listed = Vec::new();
        let mut homes = HomeRequests::default();
        // A checkpoint changes nothing that is shown.
        if !matches!(message, Message::Checkpoint { .. }) {
            self.state.update(|state| {
                state.apply(message, now());
                homes = state.ask_homes();
                listed = match noted {
                    Noted::Finished(run) => state.list_run(run, Date::now()),
                    _ if series => state.list_series(Date::now()),
                    _ => Vec::new(),
                };
            });
        }
        homes::ask(self, homes);
        if noted == Noted::Houses {
            self.fit_tile();
        }
        self.keep(noted);
        if !listed.is_empty() {
            self.keep(Noted::Listed(listed));
        }
        if look {
            scroll_to("data");
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
    fn recall(self) {
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

    /// Starts a run with the settings of the form.
    pub(super) fn start(self) {
        let form = self.form.get_untracked();
        if self.state.with_untracked(|state| why_no_start(state, &form)).is_some() {
            return;
        }
        let Ok(config) = self.config() else { return };
        self.prefer(|all| (all.config, all.device) = (Some(config.clone()), form.device));
        let mut number = 0;
        self.state.update(|state| number = state.ask_run(config.clone(), form.device));
        let excluded = self.state.with_untracked(|state| state.excluded.iter().copied().collect());
        self.tell(|link| link.train(number, config, form.device, excluded));
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

    /// Starts a series of runs with the settings of the form.
    pub(super) fn repeat(self) {
        let (form, wish) = (self.form.get_untracked(), self.wish.get_untracked());
        if self.state.with_untracked(|state| why_no_repeat(state, &form, &wish)).is_some() {
            return;
        }
        let Ok(config) = self.config() else { return };
        let runs = self.state.with_untracked(|state| wish.runs(state.split_counts(&config)?.0).ok());
        let Some(runs) = runs else { return };
        let mut asked = None;
        self.state.update(|state| {
            state.ask_series(config.clone(), wish.over, runs);
            let series = state.series.as_ref();
            asked = series.map(|series| (series.repeated.configs(&config), series.excluded.clone()));
        });
        if let Some((configs, excluded)) = asked {
            self.tell(|link| link.repeat(configs, form.device, excluded));
        }
    }

    /// Ends the series. What has come of it stays.
    pub(super) fn cancel_series(self) {
        self.state.update(State::cancel_series);
        self.tell(Link::cancel_series);
    }

    /// Asks something of the run that is going on.
    pub(super) fn ask(self, asked: Asked) {
        self.state.update(|state| state.ask(asked));
        self.tell(|link| match asked {
            Asked::Pause => link.pause(),
            Asked::Resume => link.resume(),
            Asked::Stop => link.stop(),
        });
    }

    /// Notes that a place was looked at.
    pub(super) fn see(self, place: Place) {
        let unseen = |state: &State| !state.results_seen && state.shown_run().is_some();
        if place == Place::Results && self.state.with_untracked(unseen) {
            self.state.update(|state| state.results_seen = true);
        }
    }

    /// The home to be priced, as the session is asked about it.
    fn home(self) -> Home {
        self.state.with_untracked(|state| {
            let asks = state.model.as_ref().map_or(0, |model| model.summary.asks.attributes.len());
            Home {
                montage: Bytes(
                    state.home.montage.as_ref().map(|(pixels, _)| pixels.clone()).unwrap_or_default(),
                ),
                attributes: (0..asks).map(|place| told(state, place).unwrap_or_default()).collect(),
                zip_code: state.home.zip_code.clone(),
            }
        })
    }

    /// Asks for the price of the home.
    pub(super) fn estimate(self) {
        let home = self.home();
        let mut id = 0;
        self.state.update(|state| id = state.ask_price());
        self.tell(|link| link.ask(id, Request::Predict(home)));
    }

    /// Asks why it is what it is.
    pub(super) fn explain_home(self) {
        let home = self.home();
        let mut id = 0;
        self.state.update(|state| id = state.ask_why(About::Home));
        self.tell(|link| link.ask(id, Request::Explain { home, house: None }));
    }
}

/// Milliseconds on the page's steady clock.
pub(super) fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

pub(super) fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

pub(super) fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
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

/// Brings what `index.html` paints into the language that is spoken.
fn write_shell() {
    let Some(document) = document() else { return };
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", text::language().code());
    }
    for (id, words) in
        [("skip", text::skip_link()), ("promise", text::promise()), ("how", text::how_it_goes())]
    {
        if let Some(element) = element(id) {
            element.set_text_content(Some(words));
        }
    }
}

/// Mounts the views into the shell that `index.html` paints. Call once.
pub fn mount() -> Page {
    console_error_panic_hook::set_once();
    let owner = Owner::new();
    owner.set();
    let page = Page::new();
    page.recall();
    if let Some(app) = element("app") {
        // The language and how numbers are written are part of every view: another way has them all drawn anew, and nothing else
        // is lost.
        let ways = Memo::new(move || {
            page.preferences.with(|all| (all.language, all.currency.clone(), all.area.clone()))
        });
        let draw = move || {
            write_shell();
            place("bar", header::header(page));
            let places =
                [data::data(page), train::train(page), results::results(page), predict::predict(page)];
            place("places", several(places));
            place("foot", header::footer(page));
        };
        let views = move || {
            let drawn = RenderEffect::new(move |_| {
                ways.with(|_| ());
                untrack(draw);
            });
            // It draws for as long as the page lives.
            std::mem::forget(drawn);
            suit(page);
            remember(page);
            prepare(page);
        };
        mount_to(app, views).forget();
    }
    photos::take_pasted(page);
    newer::listen(page);
    follow_scroll(page);
    go_to_link();
    // The signals live as long as the page does.
    std::mem::forget(owner);
    page
}

/// Where the browser keeps what it remembers.
const KEPT: &str = "facade-preferences";

/// What it remembers of the visitor's wishes; none where there is nothing.
fn remembered() -> Option<Preferences> {
    Some(Preferences::read(&scope::remembered(KEPT, KEPT)?))
}

/// Goes to the place that the address names, which was not there yet when the browser looked for it.
fn go_to_link() {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    if let Some((_, id, _)) = PLACES.iter().find(|(_, id, _)| hash.strip_prefix('#') == Some(id)) {
        scroll_to(id);
    }
}

/// Has the address and the title name a place, so that they can be kept and shared.
fn name_place(place: Place) {
    let (_, id, title) = PLACES[place as usize];
    let Some(window) = web_sys::window() else { return };
    // At the top nothing was chosen yet.
    let hash = window.location().hash().unwrap_or_default();
    let at_top = place == Place::Data && hash.is_empty();
    if !at_top
        && hash != format!("#{id}")
        && let Ok(history) = window.history()
    {
        // A browser that allows no more changes of address keeps the one before.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{id}")));
    }
    if let Some(document) = window.document() {
        document.set_title(&if at_top { "Facade".to_owned() } else { format!("{} – Facade", title()) });
    }
}

fn place(id: &str, view: View) {
    if let Some(parent) = element(id) {
        parent.set_text_content(None);
        // An element of the shell takes every view.
        let _ = parent.append_child(view.node());
    }
}

/// Where there are houses of which nothing is told but their photos, goes on with the recipe for those.
fn suit(page: Page) {
    let told = page.memo(|state| {
        let data = state.data.as_ref()?;
        let differ = data.houses.iter().any(|house| house.zip_code != data.houses[0].zip_code);
        Some(differ || !data.attributes.is_empty())
    });
    Effect::new(move || {
        let now = page.form.with_untracked(Form::model);
        match told.get() {
            Some(false) if now == ModelKind::TunedMixed => {
                page.form.update(|form| form.suggest(ModelKind::TunedPhotos));
            }
            Some(true) if now == ModelKind::TunedPhotos && page.form.with_untracked(Form::is_suggested) => {
                page.form.update(|form| form.suggest(ModelKind::TunedMixed));
            }
            _ => {}
        }
    });
}

/// Has the browser remember the settings as the visitor chooses them.
fn remember(page: Page) {
    Effect::new(move || {
        let photos = page.state.with_untracked(State::photos_a_house);
        let (config, device) = page.form.with(|form| (form.chosen_by_visitor(photos), form.device));
        let as_kept = page
            .preferences
            .with_untracked(|all| all.device == device && (config.is_none() || all.config == config));
        if !as_kept {
            page.prefer(|all| (all.config, all.device) = (config.clone().or(all.config.take()), device));
        }
    });
}

/// Has the session make ready for a run, whenever there are other houses to train on or another device is chosen. Settings
/// are read, not followed: each key that is typed would compile kernels.
fn prepare(page: Page) {
    let houses = page.memo(|state| state.data_version);
    let device = Memo::new(move || page.form.with(|form| form.device));
    Effect::new(move || {
        let device = device.get();
        if houses.get() > 0
            && let Ok(config) = page.config()
        {
            page.tell(|link| link.prepare(config, device));
        }
    });
}

/// Keeps [`Page::current`] at the place that lies across the upper middle of the window.
fn follow_scroll(page: Page) {
    let look = move || {
        let height = web_sys::window().and_then(|w| w.inner_height().ok()?.as_f64()).unwrap_or(800.0);
        // At the end of the page, the last place need not come as far up.
        let bottom =
            element("foot").is_some_and(|foot| foot.get_bounding_client_rect().bottom() < height + 2.0);
        let line = if bottom { 0.75 } else { 0.45 };
        let above =
            |id: &str| element(id).is_some_and(|e| e.get_bounding_client_rect().top() < height * line);
        let place = PLACES.iter().rev().find(|(_, id, _)| above(id)).map_or(Place::Data, |p| p.0);
        if page.current.get_untracked() != place {
            page.current.set(place);
            name_place(place);
        }
        page.see(place);
    };
    let listener = Closure::<dyn Fn()>::new(look);
    if let Some(window) = web_sys::window() {
        for event in ["scroll", "resize"] {
            let _ = window.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        }
    }
    listener.forget();
}
