//! Many homes at once: a folder of photos, and a price for each home.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File};

use super::photo_slots::set_photos;
use crate::browser::document::scroll_to;
use crate::browser::files::{self, PickedFile};
use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::components::table::SortHeading;
use crate::page::Page;
use crate::workers::{FilePart, PickedFiles};
use facade_app::file_name::Extension;
use facade_app::home_export::{HOMES_FILE, priced_rows, rows_csv};
use facade_app::home_order::{HomeSortKey, sorted};
use facade_app::home_table::{full_note, table_notes};
use facade_app::homes::{HomeList as Homes, HomeRequests, Outcome};
use facade_app::notice::{NoticeKind, Place};
use facade_app::result_text::price_span;
use facade_app::state::State;
use facade_app::trust::no_ranges_note;
use facade_protocol::Request;
use facade_text as text;
use facade_text::format::{count, money};

/// Homes shown at first, and added at a time.
const PAGE_SIZE: usize = 50;

/// Lists the homes in files that were picked or dropped.
async fn list_homes(page: Page, picked: Vec<PickedFile>) {
    let Some(workers) = page.workers.get_value() else { return };
    let (paths, files): (Vec<String>, Vec<File>) = picked.into_iter().unzip();
    let Some((picked, notes)) = workers.list_home_archives(PickedFiles::new(paths, files)).await else {
        return;
    };
    update_list(page, |s| match s.list_homes(picked.paths().to_vec(), notes) {
        Ok(()) => page.home_files.set(Rc::new(picked)),
        Err(sentence) => s.notice(NoticeKind::Error, Place::Predict, sentence),
    });
}

/// Lists the homes without their table.
fn ignore_table(page: Page) {
    update_list(page, |s| {
        if let Err(sentence) = s.ignore_home_table() {
            s.notice(NoticeKind::Error, Place::Predict, sentence);
        }
    });
}

/// Changes the list, and sends the requests that follow from it.
fn update_list(page: Page, change: impl FnOnce(&mut State)) {
    let mut requests = HomeRequests::default();
    page.state.update(|s| {
        change(s);
        requests = s.next_home_requests();
    });
    send_requests(page, requests);
}

/// Sends the requests for the homes on the list.
pub(crate) fn send_requests(page: Page, requests: HomeRequests) {
    let HomeRequests { tiling, tiles, prices, tables } = requests;
    if let Some((id, inputs)) = tables {
        let files = page.home_files.get_untracked();
        page.with_workers(|workers| workers.read_home_tables(id, &files, inputs));
    }
    for (id, home) in prices {
        page.with_workers(|workers| workers.request(id, Request::Predict(home)));
    }
    for (id, photos, unknown) in tiles {
        let photos = page
            .home_files
            .with_untracked(|files| photos.into_iter().map(|index| files.part(index?)).collect());
        page.with_workers(|workers| workers.tile_home(id, (photos, unknown), tiling.clone(), true));
    }
}

#[component]
pub(crate) fn HomeList() -> impl IntoView {
    let page = Page::from_context();
    let has_homes = page.memo(|s| s.homes.is_listed());
    let over = RwSignal::new(false);
    let picked = move |event: Event| {
        if let Some(input) = files::file_input(&event) {
            spawn_local(async move { list_homes(page, files::take_files(input).await).await });
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(transfer) = files::data_transfer(&event) {
            let entries = files::dropped_entries(&transfer);
            spawn_local(async move { list_homes(page, files::list_files(entries, || true).await).await });
        }
    };
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let cleared = page.cleared_homes;
    let undo = move |_| {
        if let Some((files, homes)) = cleared.try_update(Option::take).flatten() {
            page.home_files.set(files);
            update_list(page, |s| s.restore_homes(homes));
        }
    };
    view! {
        <section
            class="blk c12 one"
            class:over=over
            aria-labelledby="h-homes"
            on:dragover=hover
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <div class="head">
                <div>
                    <h3 id="h-homes">{text::homes_many()}</h3>
                    <p class="sub">{text::homes_many_how()}</p>
                </div>
                <span class="btn pick">
                    <Icon name="folder" />
                    " "
                    {text::homes_choose()}
                    <input
                        type="file"
                        multiple
                        prop:webkitdirectory=true
                        aria-label=text::homes_choose_folder()
                        data-testid="homes-input"
                        on:change=picked
                    />
                </span>
            </div>
            <Show when=move || has_homes.get()>
                <HomesTable />
            </Show>
            <Show when=move || !has_homes.get() && cleared.with(Option::is_some)>
                <p class="s gap-s" role="status" data-testid="homes-cleared">
                    {text::homes_cleared()}
                    " "
                    <button class="textbtn" type="button" data-testid="homes-undo" on:click=undo>
                        {text::shelf_undo()}
                    </button>
                </p>
            </Show>
        </section>
    }
}

/// The homes with their prices, and what can be done with the list.
#[component]
fn HomesTable() -> impl IntoView {
    let page = Page::from_context();
    let shown = RwSignal::new(PAGE_SIZE);
    let pricing_blocked = page.memo(|s| s.model.is_none().then(|| text::homes_no_model().to_owned()));
    let progress = page.memo(|s| (s.homes.all.len(), s.homes.waiting()));
    let is_reading = page.memo(|s| s.homes.is_reading());
    let is_unconfirmed = page.memo(|s| s.homes.is_unconfirmed);
    let progress_text = move || {
        let (all, waiting) = progress.get();
        match waiting {
            _ if is_reading.get() => text::homes_reading().to_owned(),
            0 => text::homes_on_list(all),
            left => text::t!(homes_priced, priced = count(all - left), homes = all),
        }
    };
    let uses_attributes = page.memo(|s| {
        let is_grouped = s.homes.table.is_none() && !s.homes.is_reading();
        is_grouped && s.model.as_ref().is_some_and(|m| m.summary.config.model.uses_attributes())
    });
    let notes = page.memo(|s| {
        let of_table = s.homes.table.as_ref().map(|table| table_notes(&s.homes.all, table, &s.homes.inputs));
        s.homes
            .unread
            .iter()
            .chain(&s.homes.notes)
            .cloned()
            .chain(of_table.unwrap_or_default())
            .chain(s.model.as_ref().and_then(|model| no_ranges_note(&model.summary)))
            .collect::<Vec<String>>()
    });
    let notes_list =
        move || notes.with(|notes| notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view());
    let other_name = page.memo(|s| s.homes.other_model_name(s.model.as_ref()));
    let other_model = move || {
        other_name.get().map(|name| {
            view! {
                <p class="fine" data-testid="homes-other-model">
                    {text::homes_of_model(name)}
                </p>
            }
        })
    };
    let rows_to_save = move || {
        page.state.with_untracked(|s| priced_rows(&s.homes.all, s.homes.table.as_deref(), &s.homes.inputs))
    };
    let download = move |_| {
        page.download(Place::Predict, HOMES_FILE, Extension::Csv, rows_csv(&rows_to_save()).as_bytes());
    };
    let download_excel = move |_| {
        let mut id = None;
        page.state.update(|s| id = Some(s.request_workbook()));
        if let Some(id) = id {
            page.with_workers(|workers| workers.request(id, Request::WriteWorkbook(rows_to_save())));
        }
    };
    let clear = move |_| {
        let files = page.home_files.get_untracked();
        page.home_files.set(Rc::default());
        page.state.update(|s| page.cleared_homes.set(Some((files, s.clear_homes()))));
    };
    let unsorted = (HomeSortKey::Listed, false);
    let order = RwSignal::new(unsorted);
    let in_order = page.memo(move |s| {
        let (key, descending) = order.get();
        sorted(&s.homes, key, descending)
    });
    let rows = move || in_order.with(|homes| homes[..homes.len().min(shown.get())].to_vec());
    let left = move || progress.with(|(all, _)| all.saturating_sub(shown.get()));
    view! {
        <p class="s gap-s" role="status" data-testid="homes-line">
            {progress_text}
        </p>
        {other_model}
        <Show when=move || notes.with(|notes| !notes.is_empty())>
            <ul class="fine gap-s" data-testid="homes-notes">
                {notes_list}
            </ul>
        </Show>
        <Show when=move || is_unconfirmed.get()>
            <div class="gap-s" role="alert" data-testid="homes-unclear">
                <p class="s">{text::homes_unclear()}</p>
                <button
                    class="btn gap-s"
                    type="button"
                    data-testid="homes-confirm"
                    on:click=move |_| update_list(page, State::confirm_homes)
                >
                    {text::homes_confirm()}
                </button>
                <button
                    class="textbtn"
                    type="button"
                    data-testid="homes-ignore-table"
                    on:click=move |_| ignore_table(page)
                >
                    {text::homes_ignore_table()}
                </button>
            </div>
        </Show>
        <Show when=move || uses_attributes.get()>
            <p class="fine">{text::homes_no_attributes()}</p>
        </Show>
        <div class="sc" role="region" aria-label=text::homes_table() tabindex="0">
            <table class="gap-s" data-testid="homes">
                <caption class="vh">{text::homes_table()}</caption>
                <thead>
                    <tr>
                        <SortHeading
                            order
                            unsorted
                            key=HomeSortKey::Name
                            name=text::homes_home()
                            is_name=true
                        />
                        <SortHeading
                            order
                            unsorted
                            key=HomeSortKey::Price
                            name=text::homes_price()
                            class="n"
                        />
                        <SortHeading
                            order
                            unsorted
                            key=HomeSortKey::Range
                            name=text::homes_range()
                            class="n"
                        />
                        <SortHeading order unsorted key=HomeSortKey::Note name=text::homes_note() />
                        <th scope="col">
                            <span class="vh">{text::homes_look()}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    <For each=rows key=|index| *index let:index>
                        <HomeRow index />
                    </For>
                </tbody>
            </table>
        </div>
        <div class="btns gap-s">
            <button
                class="btn"
                type="button"
                hidden=move || left() == 0
                on:click=move |_| shown.update(|n| *n += PAGE_SIZE)
            >
                {move || text::homes_more(left().min(PAGE_SIZE))}
            </button>
            <button class="btn" type="button" data-testid="homes-csv" on:click=download>
                <Icon name="save" />
                " "
                {text::homes_save()}
            </button>
            <button class="btn" type="button" data-testid="homes-xlsx" on:click=download_excel>
                <Icon name="save" />
                " "
                {text::homes_save_excel()}
            </button>
            <div>
                <Button
                    testid="homes-again"
                    reason_id="homes-again"
                    label=text::homes_again()
                    blocked=pricing_blocked
                    on_click=move || update_list(page, State::price_homes)
                />
                <BlockedReason reason_id="homes-again" reason=pricing_blocked />
            </div>
            <button class="textbtn" type="button" data-testid="homes-clear" on:click=clear>
                {text::homes_clear()}
            </button>
        </div>
    }
}

/// Name, price, range and note of a home.
fn home_cells(homes: &Homes, index: usize) -> Option<[String; 4]> {
    let home = homes.all.get(index)?;
    let (price, range) = match &home.outcome {
        Outcome::Priced(price, intervals, _) => {
            let range = intervals.first().map(|range| price_span(range.ends[0], range.ends[1]));
            (money(*price), range.unwrap_or_default())
        }
        Outcome::Waiting | Outcome::Queried | Outcome::Failed(_) => Default::default(),
    };
    Some([home.group.name.clone(), price, range, full_note(homes, home)])
}

/// The photos of a home as files; those in archives are unpacked.
async fn unpacked(page: Page, parts: Vec<Option<FilePart>>) -> Vec<Option<File>> {
    let packed =
        parts.iter().flatten().filter(|(part, _)| part.packed.is_some()).cloned().collect::<Vec<_>>();
    let mut read = match page.workers.get_value() {
        Some(workers) if !packed.is_empty() => workers.unpack(packed).await,
        _ => Vec::new(),
    }
    .into_iter();
    let mut file = |(part, blob): FilePart| match part.packed {
        Some(_) => read.next().flatten(),
        None => blob.dyn_into().ok(),
    };
    parts.into_iter().map(|part| part.and_then(&mut file)).collect()
}

#[component]
fn HomeRow(index: usize) -> impl IntoView {
    let page = Page::from_context();
    let cells = page.memo(move |s| home_cells(&s.homes, index).unwrap_or_default());
    let cell = move |column: usize| move || cells.with(|cells| cells[column].clone());
    let show = move |_| {
        let candidates =
            page.state.with_untracked(|s| s.homes.all.get(index).map(|home| home.group.photos.candidates()));
        let (photos, unknown) = candidates.unwrap_or_default();
        let parts: Vec<Option<FilePart>> = page.home_files.with_untracked(|files| {
            photos.into_iter().map(|photo| photo.and_then(|index| files.part(index))).collect()
        });
        page.state.update(|s| s.view_home(index));
        scroll_to("predict");
        spawn_local(async move { set_photos(page, unpacked(page, parts).await, &unknown) });
    };
    view! {
        <tr data-testid=format!("home-{index}")>
            <th scope="row">{cell(0)}</th>
            <td class="n">{cell(1)}</td>
            <td class="n">{cell(2)}</td>
            <td>{cell(3)}</td>
            <td class="n">
                <button
                    class="textbtn"
                    type="button"
                    aria-label=move || text::homes_look_at(cell(0)())
                    on:click=show
                >
                    {text::homes_look()}
                </button>
            </td>
        </tr>
    }
}
