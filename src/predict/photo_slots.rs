//! The photos of one home, a slot for each room.

use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Event, File, HtmlSelectElement};

use crate::browser::files;
use crate::browser::photo::Photo;
use crate::page::Page;
use crate::workers::FilePart;
use facade_app::home_inputs::{home_rooms, home_tile};
use facade_app::notice::Place;
use facade_app::rooms::assign_photos;
use facade_data::{Rooms, grid};
use facade_protocol::SourceFile;
use facade_text as text;
use facade_text::format::{room_in_sentence, room_name};

/// Puts files into slots by their names, from `slot` on.
fn choose_photos(page: Page, slot: usize, files: Vec<File>) {
    let names: Vec<String> = files.iter().map(File::name).collect();
    let rooms = page.state.with_untracked(home_rooms);
    let slots = assign_photos(&names, slot, &rooms);
    if files.is_empty() {
        return;
    }
    page.photos.update(|photos| {
        photos.resize_with(rooms.len(), || None);
        for (file, slot) in files.into_iter().zip(slots) {
            if let (Some(slot), Some(photo)) = (slot, Photo::new(file)) {
                photos[slot] = Some(photo);
            }
        }
    });
    photos_changed(page);
}

/// Exchanges the photos of two slots.
fn swap_photos(page: Page, one: usize, other: usize) {
    let rooms = page.state.with_untracked(|state| home_rooms(state).len());
    if one == other || one.max(other) >= rooms {
        return;
    }
    page.photos.update(|photos| {
        photos.resize_with(rooms, || None);
        photos.swap(one, other);
    });
    photos_changed(page);
}

/// The drag data of a photo: this, and the number of its slot.
const DRAG_PREFIX: &str = "facade-photo-";

/// Puts pictures from the clipboard into free slots.
pub(crate) fn listen_for_paste(page: Page) {
    window_event_listener_untyped("paste", move |event| {
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let mut files = data.map(|data| files::dropped_files(&data)).unwrap_or_default();
        files.retain(|file| file.type_().starts_with("image/"));
        if files.is_empty() {
            return;
        }
        event.prevent_default();
        for file in files {
            let free = untrack(move || page.chosen_photos()).iter().position(|chosen| !chosen);
            choose_photos(page, free.unwrap_or(0), vec![file]);
        }
    });
}

/// Requests the montage of the home, if all photos are there. Its price and its explanation become invalid.
pub(crate) fn request_montage(page: Page) {
    let (rooms, tile) = page.state.with_untracked(|state| (home_rooms(state), home_tile(state)));
    let part = |photo: &Photo| {
        let file = photo.file.clone();
        (SourceFile { path: file.name(), packed: None }, file.into())
    };
    let photos: Vec<FilePart> =
        page.photos.with_untracked(|photos| photos.iter().take(rooms.len()).flatten().map(part).collect());
    let complete = photos.len() == rooms.len();
    let mut requested = None;
    page.state.update(|s| requested = s.change_home_photos(complete));
    if let Some(home) = requested {
        page.with_workers(|workers| workers.tile_home(home, photos, rooms, tile, false));
    }
}

/// The visitor has changed the photos: notices about the ones before do not apply any more.
fn photos_changed(page: Page) {
    page.state.update(|s| s.clear_notices(Place::Predict));
    request_montage(page);
}

/// Sets the photos of a home, one per room.
pub(crate) fn set_photos(page: Page, files: Vec<Option<File>>) {
    page.photos.set(files.into_iter().map(|file| file.and_then(Photo::new)).collect());
    photos_changed(page);
}

#[component]
pub(crate) fn PhotoSlots() -> impl IntoView {
    let page = Page::from_context();
    let is_empty = Memo::new(move |_| !page.chosen_photos().contains(&true));
    // The photos that were removed last, until others are chosen.
    let cleared = RwSignal::new_local(Vec::new());
    let clear = move |_| {
        cleared.set(page.photos.try_update(std::mem::take).unwrap_or_default());
        photos_changed(page);
    };
    let undo = move |_| {
        page.photos.set(cleared.try_update(std::mem::take).unwrap_or_default());
        photos_changed(page);
    };
    let rooms = page.memo(home_rooms);
    let columns = move || {
        rooms.with(|rooms| format!("grid-template-columns:repeat({},minmax(0,1fr))", grid(rooms.len())[0]))
    };
    let slots = move || {
        rooms.with(|rooms| {
            let slot = |index| (index, rooms.name(index).to_owned());
            rooms.reading_order().into_iter().map(slot).collect::<Vec<_>>()
        })
    };
    let names_hint = move || {
        rooms.with(|rooms| match rooms.len() {
            1 => String::new(),
            count => text::photos_several(format!("12_{}.jpg", rooms.name(count - 1))),
        })
    };
    view! {
        <div class="blk c5 w4 m6">
            <div class="head">
                <h3>{text::photos_yours()}</h3>
                <button
                    class="textbtn"
                    type="button"
                    data-testid="clear-photos"
                    hidden=is_empty
                    on:click=clear
                >
                    {text::photos_clear()}
                </button>
                <button
                    class="textbtn"
                    type="button"
                    data-testid="undo-clear-photos"
                    hidden=move || !is_empty.get() || cleared.with(Vec::len) != page.chosen_photos().len()
                    on:click=undo
                >
                    {text::shelf_undo()}
                </button>
            </div>
            <div class="slots" style=columns>
                <For
                    each=slots
                    key=Clone::clone
                    children=move |(index, room)| view! { <PhotoSlot index room rooms /> }
                />
            </div>
            <p class="fine gap-s">{names_hint}</p>
        </div>
    }
}

/// The slot of a room: its photo, and the ways to choose another.
#[component]
fn PhotoSlot(index: usize, room: String, rooms: Memo<Rooms>) -> impl IntoView {
    let page = Page::from_context();
    let lower = room_in_sentence(&room);
    let has_photo = Memo::new(move |_| page.photos.with(|photos| matches!(photos.get(index), Some(Some(_)))));
    let over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        over.set(false);
        let Some(transfer) = files::data_transfer(&event) else { return };
        let dragged = transfer.get_data("text/plain").unwrap_or_default();
        match dragged.strip_prefix(DRAG_PREFIX).and_then(|slot| slot.parse().ok()) {
            Some(from) => swap_photos(page, from, index),
            None => choose_photos(page, index, files::dropped_files(&transfer)),
        }
    };
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let picked = move |event: Event| {
        if let Some(input) = files::file_input(&event) {
            spawn_local(async move {
                let files = files::take_files(input).await;
                choose_photos(page, index, files.into_iter().map(|(_, file)| file).collect());
            });
        }
    };
    view! {
        <div
            class="slot"
            class:over=over
            data-testid=format!("slot-{room}")
            on:dragover=hover
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <SlotPicture index room=room.clone() />
            <div class="cap">
                <span>{room_name(&room)}</span>
                <span class="textbtn pick" aria-hidden="false">
                    {move || if has_photo.get() { text::photos_replace() } else { text::photos_choose() }}
                    <input
                        type="file"
                        accept="image/*"
                        multiple
                        data-testid=format!("slot-{room}-input")
                        aria-label=text::photos_choose_one(&lower)
                        on:change=picked
                    />
                </span>
                <span class="textbtn pick camera" aria-hidden="false">
                    {text::photos_camera()}
                    <input
                        type="file"
                        accept="image/*"
                        capture="environment"
                        data-testid=format!("slot-{room}-camera")
                        aria-label=text::photos_take_one(&lower)
                        on:change=picked
                    />
                </span>
            </div>
            <Show when=move || has_photo.get() && rooms.with(|rooms| rooms.len() > 1)>
                <RoomSelect index rooms />
            </Show>
        </div>
    }
}

/// The photo in a slot, which can be dragged to another.
#[component]
fn SlotPicture(index: usize, room: String) -> impl IntoView {
    let page = Page::from_context();
    let url = Memo::new(move |_| {
        page.photos.with(|photos| Some(photos.get(index)?.as_ref()?.url.as_str().to_owned()))
    });
    // A photo that the browser cannot show: text looks better than its broken picture.
    let broken = RwSignal::new(None);
    let drag_started = move |event: DragEvent| {
        if let Some(transfer) = files::data_transfer(&event) {
            // A browser that refuses allows no dragging; the list beside the photo does the same.
            let _ = transfer.set_data("text/plain", &format!("{DRAG_PREFIX}{index}"));
        }
    };
    let placeholder = |text: String| view! { <div class="hole">{text}</div> };
    move || match url.get() {
        None => Either::Left(placeholder(text::photos_drop(room_in_sentence(&room)))),
        Some(url) if broken.get().as_ref() == Some(&url) => {
            Either::Left(placeholder(text::photos_broken().to_owned()))
        }
        Some(url) => {
            let failed = url.clone();
            Either::Right(view! {
                <img
                    class="photo"
                    draggable="true"
                    src=url
                    alt=text::photos_alt(room_name(&room))
                    on:dragstart=drag_started
                    on:error=move |_| broken.set(Some(failed.clone()))
                />
            })
        }
    }
}

/// The list of rooms beside a photo, which moves it to another slot: the same as dragging, for keyboard users.
#[component]
fn RoomSelect(index: usize, rooms: Memo<Rooms>) -> impl IntoView {
    let page = Page::from_context();
    let testid = move || rooms.with(|rooms| format!("slot-{}-room", rooms.name(index)));
    let options = move || {
        rooms.with(|rooms| {
            let option = |slot: usize| {
                view! {
                    <option value=slot.to_string() prop:selected=slot == index>
                        {room_name(rooms.name(slot))}
                    </option>
                }
            };
            (0..rooms.len()).map(option).collect_view()
        })
    };
    let change = move |event: Event| {
        let select: HtmlSelectElement = event_target(&event);
        let chosen = select.value().parse();
        // The list belongs to the slot, which keeps its room.
        select.set_value(&index.to_string());
        if let Ok(other) = chosen {
            swap_photos(page, index, other);
        }
    };
    view! {
        <label class="shows">
            {text::photos_room()} <select class="select" data-testid=testid on:change=change>
                {options}
            </select>
        </label>
    }
}
