//! Four photos of one home, each in its own place.

use leptos::prelude::*;
use web_sys::{DragEvent, File, Url};

use super::files;
use super::page::Page;
use crate::dataset::Room;
use crate::ui::steps::{home_tile, places_for, room_name};

/// A chosen photo.
pub(super) struct Photo {
    file: File,
    url: String,
}

impl Drop for Photo {
    fn drop(&mut self) {
        // Without this the picture would stay in memory for as long as the page.
        let _ = Url::revoke_object_url(&self.url);
    }
}

/// The places as they lie in the montage: bathroom, bedroom above; kitchen, front below.
const ORDER: [usize; 4] = [0, 1, 3, 2];

fn choose(page: Page, at: usize, files: Vec<File>) {
    let names: Vec<String> = files.iter().map(File::name).collect();
    let places = places_for(&names, at);
    if files.is_empty() {
        return;
    }
    page.photos.update(|photos| {
        for (file, place) in files.into_iter().zip(places) {
            if let (Some(place), Ok(url)) = (place, Url::create_object_url_with_blob(&file)) {
                photos[place] = Some(Photo { file, url });
            }
        }
    });
    retile(page);
}

/// Has the four photos made into a montage, if all are there; what was known of the home no longer holds.
pub(super) fn retile(page: Page) {
    let files = page.photos.with_untracked(|photos| match photos {
        [Some(a), Some(b), Some(c), Some(d)] => Some([a, b, c, d].map(|photo| photo.file.clone())),
        _ => None,
    });
    let tile = page.state.with_untracked(home_tile);
    let mut home = 0;
    page.state.update(|s| home = s.change_home(files.is_some()));
    if let Some(files) = files {
        page.tell(|link| link.tile_home(home, files, tile));
    }
}

pub(super) fn slots(page: Page) -> AnyView {
    let none = Memo::new(move |_| page.chosen() == [false; 4]);
    let clear = move |_| {
        page.photos.set([const { None }; 4]);
        retile(page);
    };
    view! {
        <div class="blk c5 w4 m6">
            <div class="head"><h3>"Your photos"</h3>
                <button class="textbtn" type="button" data-testid="clear-photos" hidden=move || none.get() on:click=clear>"Clear all four"</button></div>
            <div class="slots">{ORDER.map(|i| slot(page, i))}</div>
            <p class="fine gap-s">"Four at once go by the room in their names, as in 12_kitchen.jpg, or else in this order."</p>
        </div>
    }
    .into_any()
}

fn slot(page: Page, index: usize) -> AnyView {
    let room = Room::ALL[index];
    let name = room_name(room);
    let lower = name.to_lowercase();
    let url =
        Memo::new(move |_| page.photos.with(|photos| photos[index].as_ref().map(|photo| photo.url.clone())));
    let over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(transfer) = event.data_transfer() {
            choose(page, index, files::dropped_files(&transfer));
        }
    };
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let picked = move |event: web_sys::Event| {
        choose(page, index, files::take(&event).into_iter().map(|(_, file)| file).collect());
    };
    // The photo that the browser cannot show: words look better than its broken picture.
    let broken = RwSignal::new(None);
    let words = StoredValue::new(lower.clone());
    let hole = move |text: String| view! { <div class="hole">{text}</div> }.into_any();
    let picture = move || match url.get() {
        None => hole(words.with_value(|w| format!("Drop the {w} photo or choose it"))),
        Some(url) if broken.get().as_ref() == Some(&url) => {
            hole("This file cannot be shown as a picture".to_string())
        }
        Some(url) => {
            let failed = url.clone();
            view! { <img class="photo" src=url alt=format!("{name} photo") on:error=move |_| broken.set(Some(failed.clone()))/> }.into_any()
        }
    };
    view! {
        <div class="slot" class:over=move || over.get() data-testid=format!("slot-{}", room.word())
            on:dragover=hover on:dragleave=move |_| over.set(false) on:drop=dropped>
            {picture}
            <div class="cap"><span>{name}</span>
                <span class="textbtn pick" aria-hidden="false">{move || if url.with(Option::is_some) { "Replace" } else { "Choose…" }}
                    <input type="file" accept="image/*" multiple data-testid=format!("slot-{}-input", room.word())
                        aria-label=format!("Choose the {lower} photo") on:change=picked/></span></div>
        </div>
    }
    .into_any()
}
