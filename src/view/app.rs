//! Where the views are mounted, and what happens while the page lives.

use js_sys::Date;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::document::{document, element, now, scroll_to};
use super::dom::{View, several};
use super::memo::Memo;
use super::page::{PLACES, Page};
use super::{data, header, homes, newer, photos, predict, results, train};
use crate::link::Link;
use facade_app::Message;
use facade_app::file_name::Ending;
use facade_app::form::Form;
use facade_app::homes::HomeRequests;
use facade_app::keeper::Noted;
use facade_app::notice::{NoticeKind, Place};
use facade_app::series::SeriesEvent;
use facade_app::state::State;
use facade_protocol::{Bytes, Event};
use facade_spec::ModelKind;
use facade_text as text;

impl Page {
    /// Starts the workers.
    pub(crate) fn connect(self) {
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
pub(crate) fn mount() -> Page {
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
