//! Mounts the views, and handles what happens as long as the page is open.

use js_sys::Date;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::browser::document::{document, element, now, scroll_to};
use crate::browser::{focus, trusted_types};
use crate::data::DataPlace;
use crate::header::{Footer, Header};
use crate::page::{PLACES, Page};
use crate::predict::PredictPlace;
use crate::predict::home_list::send_requests;
use crate::predict::photo_slots::{follow_recognition, listen_for_paste};
use crate::results::ResultsPlace;
use crate::train::TrainPlace;
use crate::update_notice::listen_for_updates;
use crate::workers::Workers;
use facade_app::Message;
use facade_app::form::Form;
use facade_app::homes::HomeRequests;
use facade_app::notice::{NoticeKind, Place};
use facade_app::save_trigger::SaveTrigger;
use facade_app::select_model::network_to_begin_with;
use facade_app::series::SeriesEvent;
use facade_app::state::State;
use facade_protocol::{Bytes, Event};
use facade_text as text;
use facade_text::Language;

impl Page {
    pub(crate) fn start_workers(self) {
        let ids = self.state.with_untracked(State::request_ids);
        match Workers::new(ids, move |message| self.handle_message(message)) {
            Ok(workers) => {
                self.workers.set_value(Some(workers));
                self.start_persistence();
            }
            Err(_) => self.state.update(|state| {
                state.notice(NoticeKind::Error, Place::Data, text::page_no_workers().to_owned());
            }),
        }
    }

    fn handle_message(self, message: Message) {
        if let Message::Session(Event::Exported { id, file: Bytes(file) }) = &message
            && let Some((name, extension)) = self.state.with_untracked(|s| s.exported_file(*id))
        {
            self.download(Place::Predict, &name, extension, file);
        }
        let trigger = SaveTrigger::of(&message);
        // The visitor, who may look at another place, is asked something there, or an error is reported there.
        let show_data = matches!(message, Message::MappingNeeded { .. } | Message::DatasetLoadFailed { .. });
        let series_run_ended = matches!(message, Message::Series(SeriesEvent::RunEnded(..)));
        let mut listed = Vec::new();
        let mut homes = HomeRequests::default();
        // A checkpoint does not change the state.
        if !matches!(message, Message::Checkpoint { .. }) {
            self.state.update(|state| {
                state.apply(message, now());
                homes = state.next_home_requests();
                listed = match trigger {
                    SaveTrigger::Finished(run) => state.add_run_to_list(run, Date::now()),
                    _ if series_run_ended => state.add_series_to_list(Date::now()),
                    _ => Vec::new(),
                };
            });
        }
        send_requests(self, homes);
        if trigger == SaveTrigger::Houses {
            self.match_tile_size();
        }
        self.save_changes(trigger);
        if !listed.is_empty() {
            self.save_changes(SaveTrigger::Listed(listed));
        }
        if show_data {
            scroll_to("data");
        }
    }
}

/// Translates what `index.html` paints.
fn translate_shell() {
    let Some(document) = document() else { return };
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("lang", text::language().code());
    }
    for (id, content) in
        [("skip", text::skip_link()), ("promise", text::promise()), ("how", text::how_it_goes())]
    {
        if let Some(element) = element(id) {
            element.set_text_content(Some(content));
        }
    }
}

/// Mounts the views into what `index.html` paints. To be called once.
pub(crate) fn mount() -> Page {
    console_error_panic_hook::set_once();
    let owner = Owner::new();
    owner.set();
    let page = Page::new();
    page.load_preferences();
    provide_context(page);
    trusted_types::create_policy();
    focus::keep();
    mount_in("bar", || view! { <Header /> }.into_any());
    mount_in("places", || {
        view! {
            <DataPlace />
            <TrainPlace />
            <ResultsPlace />
            <PredictPlace />
        }
        .into_any()
    });
    mount_in("foot", || view! { <Footer /> }.into_any());
    Effect::new(move || {
        page.preferences.track();
        translate_shell();
    });
    follow_suggestion(page);
    follow_recognition(page);
    fit_small_datasets(page);
    fit_backbone(page);
    remember_settings(page);
    continue_selection(page);
    prepare_session(page);
    listen_for_paste(page);
    listen_for_updates(page);
    track_scroll(page);
    scroll_to_hash();
    // The signals live as long as the page.
    std::mem::forget(owner);
    page
}

/// Scrolls to the place that the address names. It did not exist when the browser looked for it.
fn scroll_to_hash() {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    if let Some((_, id, _)) = PLACES.iter().find(|(_, id, _)| hash.strip_prefix('#') == Some(id)) {
        scroll_to(id);
    }
}

/// Writes a place into the address and the title, so that it can be bookmarked and shared.
fn update_address(place: Place) {
    let (_, id, title) = PLACES[place as usize];
    let Some(window) = web_sys::window() else { return };
    // At the top nothing was chosen yet.
    let hash = window.location().hash().unwrap_or_default();
    let at_top = place == Place::Data && hash.is_empty();
    if !at_top
        && hash != format!("#{id}")
        && let Ok(history) = window.history()
    {
        // A browser that refuses further changes keeps the address as it is.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{id}")));
    }
    if let Some(document) = window.document() {
        document.set_title(&if at_top { "Facade".to_owned() } else { format!("{} – Facade", title()) });
    }
}

/// Mounts a view in the place of what `index.html` paints there. Every view contains language and number formats: when they change,
/// it is mounted again.
fn mount_in(id: &str, view: fn() -> AnyView) {
    let Some(parent) = element(id) else { return };
    parent.set_text_content(None);
    let page = Page::from_context();
    let formats = move || {
        page.preferences
            .with(|all| (all.language.map(Language::code), all.currency.clone(), all.area.clone()))
    };
    let mounted = mount_to(parent, move || {
        view! { <For each=move || [formats()] key=Clone::clone children=move |_| view() /> }
    });
    mounted.forget();
}

/// Suggests another network if the one that was suggested does not suit the houses.
fn follow_suggestion(page: Page) {
    let network = page.memo(|state| state.data.is_some().then(|| network_to_begin_with(state)));
    Effect::new(move || {
        if let Some(network) = network.get()
            && page.form.with_untracked(Form::is_suggested)
        {
            page.form.update(|form| form.suggest(network));
        }
    });
}

/// Goes from one candidate of a selection to the next, and takes the best at the end.
fn continue_selection(page: Page) {
    let is_idle = page.memo(|state| {
        let rows = state.selection.as_ref()?.rows(&state.runs);
        Some((state.active_run().is_none() && state.loading.is_none(), rows))
    });
    Effect::new(move || {
        if let Some((true, _)) = is_idle.get() {
            page.continue_selection();
        }
    });
}

/// Fits suggested settings to a small dataset.
fn fit_small_datasets(page: Page) {
    let is_suggested = Memo::new(move |_| page.form.with(|form| form.is_suggested().then(|| form.model())));
    let train = Memo::new(move |_| {
        let config = page.form.with(|form| form.recipe());
        is_suggested.get()?;
        page.state.with(|state| state.split_counts(&config)).map(|(train, _)| train)
    });
    Effect::new(move || {
        if let Some(train) = train.get() {
            page.form.update(|form| form.fit_houses(train));
        }
    });
}

/// Takes the architecture that a file of a backbone contains once it is loaded.
fn fit_backbone(page: Page) {
    let file = page.memo(|state| state.backbone.clone());
    Effect::new(move || {
        if let Some(file) = file.get() {
            page.form.update(|form| form.fit_backbone(file.architecture));
        }
    });
}

/// Stores the settings as the visitor chooses them.
fn remember_settings(page: Page) {
    Effect::new(move || {
        let photos = page.state.with_untracked(State::photos_per_house);
        let (config, device) = page.form.with(|form| (form.chosen_by_visitor(photos), form.device));
        let is_stored = page
            .preferences
            .with_untracked(|all| all.device == device && (config.is_none() || all.config == config));
        if !is_stored {
            page.update_preferences(|all| {
                (all.config, all.device) = (config.clone().or(all.config.take()), device)
            });
        }
    });
}

/// Lets the session prepare for a run when the dataset, the device or the language changes. Settings are read but not tracked: otherwise each
/// key that is typed would compile kernels.
fn prepare_session(page: Page) {
    let version = page.memo(|state| *state.data_version);
    let device = Memo::new(move |_| page.form.with(|form| form.device));
    // Why there is no GPU is a sentence of the session.
    let language = Memo::new(move |_| page.preferences.with(|all| all.language));
    Effect::new(move || {
        language.track();
        let device = device.get();
        if version.get() > 0
            && let Ok(config) = page.config()
        {
            page.with_workers(|workers| workers.prepare(config, device));
        }
    });
}

/// Keeps [`Page::current_place`] at the place that crosses the upper middle of the window.
fn track_scroll(page: Page) {
    let update = move || {
        let height = web_sys::window().and_then(|w| w.inner_height().ok()?.as_f64()).unwrap_or(800.0);
        // At the end of the page the last place cannot scroll up that far.
        let bottom =
            element("foot").is_some_and(|foot| foot.get_bounding_client_rect().bottom() < height + 2.0);
        let line = if bottom { 0.75 } else { 0.45 };
        let above =
            |id: &str| element(id).is_some_and(|e| e.get_bounding_client_rect().top() < height * line);
        let place = PLACES.iter().rev().find(|(_, id, _)| above(id)).map_or(Place::Data, |p| p.0);
        if page.current_place.get_untracked() != place {
            page.current_place.set(place);
            update_address(place);
        }
        page.mark_seen(place);
    };
    for event in ["scroll", "resize"] {
        window_event_listener_untyped(event, move |_| update());
    }
}
