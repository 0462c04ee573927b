//! The photos of one home, each in its own place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{ClipboardEvent, Event, File};

use super::document::document;
use super::dom::{View, html, several};
use super::files;
use super::memo::Memo;
use super::page::Page;
use super::photo::Photo;
use facade_app::notice::Place;
use facade_app::rooms::places_for;
use facade_app::steps::{home_rooms, home_tile};
use facade_data::grid;
use facade_text as text;
use facade_text::format::{room_name, room_words};

fn choose(page: Page, at: usize, files: Vec<File>) {
    let names: Vec<String> = files.iter().map(File::name).collect();
    let rooms = page.state.with_untracked(home_rooms);
    let places = places_for(&names, at, &rooms);
    if files.is_empty() {
        return;
    }
    page.photos.update(|photos| {
        photos.resize_with(rooms.len(), || None);
        for (file, place) in files.into_iter().zip(places) {
            if let (Some(place), Some(photo)) = (place, Photo::of(file)) {
                photos[place] = Some(photo);
            }
        }
    });
    changed(page);
}

/// Lets two photos change places.
fn swap(page: Page, one: usize, other: usize) {
    let rooms = page.state.with_untracked(|state| home_rooms(state).len());
    if one == other || one.max(other) >= rooms {
        return;
    }
    page.photos.update(|photos| {
        photos.resize_with(rooms, || None);
        photos.swap(one, other);
    });
    changed(page);
}

/// What a photo is called while it is dragged from its place.
const DRAGGED: &str = "facade-photo-";

/// Takes pictures from the clipboard, into the places that are free.
pub(super) fn take_pasted(page: Page) {
    let paste = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let mut files = data.map(|data| files::dropped_files(&data)).unwrap_or_default();
        files.retain(|file| file.type_().starts_with("image/"));
        if files.is_empty() {
            return;
        }
        event.prevent_default();
        for file in files {
            let free = untrack(move || page.chosen()).iter().position(|chosen| !chosen);
            choose(page, free.unwrap_or(0), vec![file]);
        }
    });
    if let Some(document) = document() {
        // The page lives as long as the document.
        let _ = document.add_event_listener_with_callback("paste", paste.as_ref().unchecked_ref());
    }
    paste.forget();
}

/// Has the photos made into a montage, if all are there; what was known of the home no longer holds.
pub(super) fn retile(page: Page) {
    let (rooms, tile) = page.state.with_untracked(|state| (home_rooms(state), home_tile(state)));
    let files: Vec<File> = page.photos.with_untracked(|photos| {
        photos.iter().take(rooms.len()).flatten().map(|photo| photo.file.clone()).collect()
    });
    let all = files.len() == rooms.len();
    let mut asked = None;
    page.state.update(|s| asked = s.change_home(all));
    if let Some(home) = asked {
        page.tell(|link| link.tile_home(home, files, rooms, tile, false));
    }
}

/// The visitor has chosen other photos: what was said of the ones before does not hold any more.
fn changed(page: Page) {
    page.state.update(|s| s.clear_notices(Place::Predict));
    retile(page);
}

/// Photos that belong to one home, each for its room.
pub(super) fn put(page: Page, files: Vec<Option<File>>) {
    page.photos.set(files.into_iter().map(|file| file.and_then(Photo::of)).collect());
    changed(page);
}

pub(super) fn slots(page: Page) -> View {
    let none = Memo::new(move || !page.chosen().contains(&true));
    // What was taken away last, until others are chosen.
    let cleared = RwSignal::new_local(Vec::new());
    let clear = move |_| {
        cleared.set(page.photos.try_update(std::mem::take).unwrap_or_default());
        changed(page);
    };
    let undo = move |_| {
        page.photos.set(cleared.try_update(std::mem::take).unwrap_or_default());
        changed(page);
    };
    let rooms = page.memo(home_rooms);
    let places = move || {
        let rooms = rooms.get();
        let columns = format!("grid-template-columns:repeat({},minmax(0,1fr))", grid(rooms.len())[0]);
        let each = several(rooms.in_rows().into_iter().map(|place| slot(page, rooms.word(place), place)));
        html! { <div class="slots" style={columns}>{each}</div> }
    };
    let several = move || {
        let rooms = rooms.get();
        let example = format!("12_{}.jpg", rooms.word(rooms.len() - 1));
        if rooms.len() == 1 {
            return String::new();
        }
        text::photos_several(example)
    };
    html! {
        <div class="blk c5 w4 m6">
            <div class="head"><h3>{text::photos_yours()}</h3>
                <button class="textbtn" type="button" data-testid="clear-photos" hidden={move || none.get()} on:click={clear}>{text::photos_clear()}</button>
                <button class="textbtn" type="button" data-testid="undo-clear-photos" hidden={move || !none.get() || cleared.with(Vec::len) != page.chosen().len()}
                    on:click={undo}>{text::shelf_undo()}</button></div>
            {places}
            <p class="fine gap-s">{several}</p>
        </div>
    }
}

fn slot(page: Page, room: &str, index: usize) -> View {
    let name = room_name(room);
    let lower = room_words(room);
    let url = Memo::new(move || {
        page.photos.with(|photos| Some(photos.get(index)?.as_ref()?.address.text().to_owned()))
    });
    let over = RwSignal::new(false);
    let dropped = move |event: Event| {
        event.prevent_default();
        event.stop_propagation();
        over.set(false);
        let Some(transfer) = files::transfer(&event) else { return };
        let dragged = transfer.get_data("text/plain").unwrap_or_default();
        match dragged.strip_prefix(DRAGGED).and_then(|place| place.parse().ok()) {
            Some(from) => swap(page, from, index),
            None => choose(page, index, files::dropped_files(&transfer)),
        }
    };
    let dragged = move |event: Event| {
        if let Some(transfer) = files::transfer(&event) {
            // A browser that refuses lets nothing be dragged; the list beside the photo does the same.
            let _ = transfer.set_data("text/plain", &format!("{DRAGGED}{index}"));
        }
    };
    let hover = move |event: Event| {
        event.prevent_default();
        over.set(true);
    };
    let picked = move |event: Event| {
        if let Some(picked) = files::picked(&event) {
            spawn_local(async move {
                let files = files::take(picked).await;
                choose(page, index, files.into_iter().map(|(_, file)| file).collect());
            });
        }
    };
    // The photo that the browser cannot show: words look better than its broken picture.
    let broken = RwSignal::new(None);
    let words = StoredValue::new(lower.clone());
    let hole = move |text: String| html! { <div class="hole">{text}</div> };
    let title = name.clone();
    // What dragging does, for who cannot drag.
    let options = page.state.with_untracked(home_rooms);
    let about = room.to_owned();
    let rooms = move || {
        let option = |place: usize| {
            html! { <option value={place.to_string()} selected={place == index}>{room_name(options.word(place))}</option> }
        };
        let change = move |event: Event| {
            if let Ok(other) = event_target_value(&event).parse() {
                swap(page, index, other);
            }
        };
        (url.with(Option::is_some) && options.len() > 1).then(|| html! {
            <label class="shows">{text::photos_room()} <select class="select" data-testid={format!("slot-{about}-room")} on:change={change}>
                {several((0..options.len()).map(option))}</select></label>
        })
    };
    let picture = move || match url.get() {
        None => hole(words.with_value(|w| text::photos_drop(w))),
        Some(url) if broken.get().as_ref() == Some(&url) => hole(text::photos_broken().to_string()),
        Some(url) => {
            let failed = url.clone();
            html! { <img class="photo" draggable="true" src={url} alt={text::photos_alt(&title)} on:dragstart={dragged} on:error={move |_| broken.set(Some(failed.clone()))}/> }
        }
    };
    html! {
        <div class="slot" class:over={move || over.get()} data-testid={format!("slot-{room}")}
            on:dragover={hover} on:dragleave={move |_| over.set(false)} on:drop={dropped}>
            {picture}
            <div class="cap"><span>{name}</span>
                <span class="textbtn pick" aria-hidden="false">{move || if url.with(Option::is_some) { text::photos_replace() } else { text::photos_choose() }}
                    <input type="file" accept="image/*" multiple data-testid={format!("slot-{room}-input")}
                        aria-label={text::photos_choose_one(&lower)} on:change={picked}/></span>
                <span class="textbtn pick camera" aria-hidden="false">{text::photos_camera()}
                    <input type="file" accept="image/*" capture="environment" data-testid={format!("slot-{room}-camera")}
                        aria-label={text::photos_take_one(&lower)} on:change={picked}/></span></div>
            {rooms}
        </div>
    }
}
