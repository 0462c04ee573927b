//! The photos of one home, each in its own place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Event, File, Url};

use super::dom::{View, html, several};
use super::files;
use super::memo::Memo;
use super::page::Page;
use crate::dataset::grid;
use crate::ui::steps::{home_rooms, home_tile, places_for, room_name, room_words};

/// A chosen photo.
pub(super) struct Photo {
    file: File,
    url: String,
}

impl Photo {
    /// Where the page shows it from.
    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Photo {
    fn drop(&mut self) {
        // Without this the picture would stay in memory for as long as the page.
        let _ = Url::revoke_object_url(&self.url);
    }
}

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
            if let (Some(place), Ok(url)) = (place, Url::create_object_url_with_blob(&file)) {
                photos[place] = Some(Photo { file, url });
            }
        }
    });
    retile(page);
}

/// Has the photos made into a montage, if all are there; what was known of the home no longer holds.
pub(super) fn retile(page: Page) {
    let (rooms, tile) = page.state.with_untracked(|state| (home_rooms(state), home_tile(state)));
    let files: Vec<File> = page.photos.with_untracked(|photos| {
        photos.iter().take(rooms.len()).flatten().map(|photo| photo.file.clone()).collect()
    });
    let all = files.len() == rooms.len();
    let mut home = 0;
    page.state.update(|s| home = s.change_home(all));
    if all {
        page.tell(|link| link.tile_home(home, files, rooms, tile));
    }
}

pub(super) fn slots(page: Page) -> View {
    let none = Memo::new(move || !page.chosen().contains(&true));
    let clear = move |_| {
        page.photos.set(Vec::new());
        retile(page);
    };
    let rooms = page.memo(home_rooms);
    let places = move || {
        let rooms = rooms.get();
        let columns = format!("grid-template-columns:repeat({},1fr)", grid(rooms.len())[0]);
        let each = several(rooms.in_rows().into_iter().map(|place| slot(page, rooms.word(place), place)));
        html! { <div class="slots" style={columns}>{each}</div> }
    };
    let several = move || {
        let rooms = rooms.get();
        let example = format!("12_{}.jpg", rooms.word(rooms.len() - 1));
        if rooms.len() == 1 {
            return String::new();
        }
        format!("Several at once go by the room in their names, as in {example}, or else in this order.")
    };
    html! {
        <div class="blk c5 w4 m6">
            <div class="head"><h3>"Your photos"</h3>
                <button class="textbtn" type="button" data-testid="clear-photos" hidden={move || none.get()} on:click={clear}>"Clear all"</button></div>
            {places}
            <p class="fine gap-s">{several}</p>
        </div>
    }
}

fn slot(page: Page, room: &str, index: usize) -> View {
    let name = room_name(room);
    let lower = room_words(room);
    let url = Memo::new(move || page.photos.with(|photos| Some(photos.get(index)?.as_ref()?.url.clone())));
    let over = RwSignal::new(false);
    let dropped = move |event: Event| {
        event.prevent_default();
        over.set(false);
        if let Some(transfer) = files::transfer(&event) {
            choose(page, index, files::dropped_files(&transfer));
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
    let picture = move || match url.get() {
        None => hole(words.with_value(|w| format!("Drop the {w} photo or choose it"))),
        Some(url) if broken.get().as_ref() == Some(&url) => {
            hole("This file cannot be shown as a picture".to_string())
        }
        Some(url) => {
            let failed = url.clone();
            html! { <img class="photo" src={url} alt={format!("{title} photo")} on:error={move |_| broken.set(Some(failed.clone()))}/> }
        }
    };
    html! {
        <div class="slot" class:over={move || over.get()} data-testid={format!("slot-{room}")}
            on:dragover={hover} on:dragleave={move |_| over.set(false)} on:drop={dropped}>
            {picture}
            <div class="cap"><span>{name}</span>
                <span class="textbtn pick" aria-hidden="false">{move || if url.with(Option::is_some) { "Replace" } else { "Choose…" }}
                    <input type="file" accept="image/*" multiple data-testid={format!("slot-{room}-input")}
                        aria-label={format!("Choose the {lower} photo")} on:change={picked}/></span></div>
        </div>
    }
}
