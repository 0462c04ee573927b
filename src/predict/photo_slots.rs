//! The photos of one home, a slot for each room.

use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Event, File, HtmlSelectElement};

use crate::browser::files;
use crate::browser::photo::Photo;
use crate::components::input_hint::InputHint;
use crate::page::Page;
use crate::workers::FilePart;
use facade_app::home_inputs::{home_rooms, home_tiling};
use facade_app::notice::{NoticeKind, Place};
use facade_app::rooms::{Chosen, assign_photos};
use facade_app::state::State;
use facade_data::{MAX_SPARE, Rooms, SURE, arrange_photos, grid};
use facade_protocol::SourceFile;
use facade_text as text;
use facade_text::format::{room_in_sentence, room_name};

/// Puts files into slots by their names, or into the one that was chosen. Files without a slot are kept behind the slots: their
/// rooms may be recognised.
fn choose_photos(page: Page, chosen: Chosen, files: Vec<File>) {
    let names: Vec<String> = files.iter().map(File::name).collect();
    let rooms = page.state.with_untracked(home_rooms);
    let slots = assign_photos(&names, chosen, &rooms);
    if files.is_empty() {
        return;
    }
    let chosen = files.len();
    let mut unused = 0;
    page.photos.update(|photos| {
        // Several are of another home, whose rooms are its own.
        let kept = if files.len() > 1 { rooms.len() } else { photos.len().max(rooms.len()) };
        photos.resize_with(kept, || None);
        for (file, slot) in files.into_iter().zip(slots) {
            let photo = Photo::new(file, slot.is_some_and(|slot| slot.is_named));
            match slot {
                Some(slot) if photo.is_some() => photos[slot.room] = photo,
                None if photos.len() < rooms.len() + MAX_SPARE => photos.push(photo),
                _ => unused += 1,
            }
        }
    });
    photos_changed(page);
    if unused > 0 {
        let text = text::t!(photos_too_many, used = chosen - unused, chosen);
        page.state.update(|s| s.notice(NoticeKind::Warning, Place::Predict, text));
    }
}

/// Puts photos into the slots of the rooms that were recognised on them, once for each answer.
pub(crate) fn follow_recognition(page: Page) {
    let is_recognised = page.memo(|state| !state.home.recognised.is_empty());
    Effect::new(move || {
        if !is_recognised.get() {
            return;
        }
        let mut found = Vec::new();
        page.state.update(|state| found = std::mem::take(&mut state.home.recognised));
        let rooms = page.state.with_untracked(|state| home_rooms(state).len());
        page.photos.update(|photos| {
            for (photo, found) in photos.iter_mut().zip(&found) {
                if let Some(photo) = photo {
                    photo.recognised = found.map(|found| found.probability);
                }
            }
            let is_unknown = |at: &usize| photos[*at].as_ref().is_some_and(|photo| !photo.is_placed);
            let unknown: Vec<usize> = (0..photos.len()).filter(is_unknown).collect();
            *photos = arrange_photos(std::mem::take(photos), &found, &unknown, rooms);
        });
    });
}

/// Exchanges the photos of two slots; without the other one, the photo is not used.
fn swap_photos(page: Page, one: usize, other: Option<usize>) {
    let rooms = page.state.with_untracked(|state| home_rooms(state).len());
    if other == Some(one) {
        return;
    }
    page.photos.update(|photos| {
        photos.resize_with(photos.len().max(rooms), || None);
        let other = other.unwrap_or(photos.len());
        photos.resize_with(photos.len().max(one.max(other) + 1), || None);
        photos.swap(one, other);
        // The visitor has looked at all of them.
        for photo in photos.iter_mut().flatten() {
            (photo.is_placed, photo.recognised) = (true, None);
        }
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
            choose_photos(page, Chosen::Anywhere(free), vec![file]);
        }
    });
}

/// The files of the home's photos, in the order of the rooms; `None` for missing ones.
pub(crate) fn home_photos(page: Page) -> Vec<Option<FilePart>> {
    let rooms = page.state.with_untracked(home_rooms).len();
    let photo = |room: usize| page.photos.with_untracked(|photos| photos.get(room)?.as_ref().map(file_part));
    (0..rooms).map(photo).collect()
}

fn file_part(photo: &Photo) -> FilePart {
    let file = photo.file.clone();
    (SourceFile { path: file.name(), packed: None }, file.into())
}

/// Requests the montage of the home, if all photos that the model needs are there. Its price and its explanation become invalid.
pub(crate) fn request_montage(page: Page) {
    let tiling = page.state.with_untracked(home_tiling);
    let rooms = tiling.rooms.len();
    let mut photos = home_photos(page);
    let present = photos.iter().flatten().count();
    let can_start = !tiling.looks || tiling.can_look;
    let complete = can_start && (present == rooms || tiling.looks && present > 0);
    let mut requested = None;
    page.state.update(|s| requested = s.change_home_photos(complete));
    let Some(home) = requested else { return };
    let unknown = page.photos.with_untracked(|chosen| {
        photos.extend(chosen.iter().skip(rooms).map(|photo| photo.as_ref().map(file_part)));
        let is_unknown = |photo: &Option<Photo>| photo.as_ref().is_some_and(|photo| !photo.is_placed);
        (0..chosen.len()).filter(|photo| is_unknown(&chosen[*photo])).collect()
    });
    page.with_workers(|workers| workers.tile_home(home, (photos, unknown), tiling, false));
}

/// The visitor has changed the photos: notices about the ones before do not apply any more.
fn photos_changed(page: Page) {
    page.state.update(|s| s.clear_notices(Place::Predict));
    request_montage(page);
}

/// Sets the photos of a home: one per room, then others. Rooms of those at the indices `unknown` may be recognised.
pub(crate) fn set_photos(page: Page, files: Vec<Option<File>>, unknown: &[usize]) {
    let photo = |(at, file): (usize, Option<File>)| Photo::new(file?, !unknown.contains(&at));
    page.photos.set(files.into_iter().enumerate().map(photo).collect());
    photos_changed(page);
}

/// Makes room for another home: what is known of this one is not true of that one.
pub(crate) fn next_home(page: Page) {
    page.photos.set(Vec::new());
    page.state.update(State::clear_home);
    photos_changed(page);
}

#[component]
pub(crate) fn PhotoSlots() -> impl IntoView {
    let page = Page::from_context();
    let is_empty = Memo::new(move |_| page.photos.with(|photos| photos.iter().flatten().next().is_none()));
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
            1 => None,
            count => Some(view! {
                {text::photos_several(format!("12_{}.jpg", rooms.name(count - 1)))}
                " "
                <InputHint pointer=text::photos_drag() touch=text::photos_choose_room() />
            }),
        })
    };
    let is_recognised = Memo::new(move |_| {
        page.photos.with(|photos| photos.iter().flatten().any(|photo| photo.recognised.is_some()))
    });
    let are_in_order = Memo::new(move |_| {
        let named = rooms.with(|rooms| rooms.len() > 1 && rooms.are_named());
        let is_unknown = |photo: &Photo| !photo.is_placed && photo.recognised.is_none();
        let is_read = page.state.with(|state| state.home.montage.is_some());
        let slots = rooms.with(Rooms::len);
        named && is_read && page.photos.with(|photos| photos.iter().take(slots).flatten().any(is_unknown))
    });
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
                    hidden=move || !is_empty.get() || cleared.with(Vec::len) < page.chosen_photos().len()
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
            <SparePhotos rooms />
            <p class="fine gap-s">{names_hint}</p>
            <p class="fine gap-s" data-testid="rooms-recognised" hidden=move || !is_recognised.get()>
                {text::photos_recognised()}
            </p>
            <p class="fine gap-s" data-testid="rooms-in-order" hidden=move || !are_in_order.get()>
                {text::photos_in_order()}
            </p>
        </div>
    }
}

/// The slot of a room: its photo, and the ways to choose another.
#[component]
fn PhotoSlot(index: usize, room: String, rooms: Memo<Rooms>) -> impl IntoView {
    let page = Page::from_context();
    let lower = room_in_sentence(&room);
    let has_photo = Memo::new(move |_| page.photos.with(|photos| matches!(photos.get(index), Some(Some(_)))));
    let is_unsure = Memo::new(move |_| {
        let probability = page
            .photos
            .with(|photos| photos.get(index).and_then(Option::as_ref).and_then(|photo| photo.recognised));
        probability.is_some_and(|probability| probability < SURE)
    });
    let over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        over.set(false);
        let Some(transfer) = files::data_transfer(&event) else { return };
        let dragged = transfer.get_data("text/plain").unwrap_or_default();
        match dragged.strip_prefix(DRAG_PREFIX).and_then(|slot| slot.parse().ok()) {
            Some(from) => swap_photos(page, from, Some(index)),
            None => choose_photos(page, Chosen::Room(index), files::dropped_files(&transfer)),
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
                choose_photos(page, Chosen::Room(index), files.into_iter().map(|(_, file)| file).collect());
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
                <p
                    class="fine"
                    data-testid=move || {
                        format!("slot-{}-unsure", rooms.with(|rooms| rooms.name(index).to_owned()))
                    }
                    hidden=move || !is_unsure.get()
                >
                    {text::photos_unsure()}
                </p>
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
    let placeholder = |text: AnyView| view! { <div class="hole">{text}</div> };
    move || match url.get() {
        None => {
            let room = room_in_sentence(&room);
            let (pointer, touch) = (text::photos_drop(&room), text::photos_choose_one(&room));
            Either::Left(placeholder(view! { <InputHint pointer touch /> }.into_any()))
        }
        Some(url) if broken.get().as_ref() == Some(&url) => {
            Either::Left(placeholder(text::photos_broken().into_any()))
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

/// Photos that are not used, which can be put into a room.
#[component]
fn SparePhotos(rooms: Memo<Rooms>) -> impl IntoView {
    let page = Page::from_context();
    let spare = Memo::new(move |_| {
        let rooms = rooms.with(Rooms::len);
        page.photos
            .with(|photos| (rooms..photos.len()).filter(|at| photos[*at].is_some()).collect::<Vec<_>>())
    });
    view! {
        <Show when=move || !spare.with(Vec::is_empty)>
            <h4 class="gap">{text::photos_spare()}</h4>
            <div class="spares" data-testid="spare-photos">
                <For
                    each=move || spare.get()
                    key=Clone::clone
                    children=move |index| {
                        view! {
                            <div class="slot">
                                <SlotPicture index room=text::photos_not_used().to_owned() />
                                <RoomSelect index rooms />
                            </div>
                        }
                    }
                />
            </div>
        </Show>
    }
}

/// The list of rooms beside a photo, which moves it to another slot: the same as dragging, for keyboard users.
#[component]
fn RoomSelect(index: usize, rooms: Memo<Rooms>) -> impl IntoView {
    let page = Page::from_context();
    let testid = move || {
        rooms.with(|rooms| match index.checked_sub(rooms.len()) {
            Some(spare) => format!("spare-{spare}-room"),
            None => format!("slot-{}-room", rooms.name(index)),
        })
    };
    let value =
        move || rooms.with(|rooms| if index < rooms.len() { index.to_string() } else { String::new() });
    let options = move || {
        rooms.with(|rooms| {
            let slots = (0..rooms.len()).map(|slot| (slot.to_string(), room_name(rooms.name(slot))));
            let unused = (String::new(), text::photos_not_used().to_owned());
            let option = |(slot, label): (String, String)| {
                let selected = slot == value();
                view! {
                    <option value=slot prop:selected=selected>
                        {label}
                    </option>
                }
            };
            slots.chain([unused]).map(option).collect_view()
        })
    };
    let change = move |event: Event| {
        let select: HtmlSelectElement = event_target(&event);
        let chosen = select.value();
        // The list belongs to the slot, which keeps its room.
        select.set_value(&untrack(value));
        if chosen != untrack(value) {
            swap_photos(page, index, chosen.parse().ok());
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
