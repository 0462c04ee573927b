//! The drop zone: where the visitor picks or drops a folder, or opens the sample, and sees the progress of loading.

use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{DragEvent, Event, FileSystemEntry};

use super::column_mapping::ColumnMapping;
use super::folder::{choose_folder, open_files, open_last_folder};
use super::price_entry::PriceEntryForm;
use crate::browser::document::element;
use crate::browser::files;
use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::components::input_hint::InputHint;
use crate::next_step::is_next;
use crate::page::Page;
use facade_app::availability::dataset_load_blocked_by;
use facade_app::data_report::data_name;
use facade_app::next_step::Action;
use facade_text as text;
use facade_text::format::{count, duration};

/// Lines at the corners: the class of each.
const CORNER_LINES: [&str; 8] = ["h i1", "v i2", "h i3", "v i4", "h i5", "v i6", "h i7", "v i8"];

#[component]
pub(crate) fn DropZone() -> impl IntoView {
    let page = Page::from_context();
    let blocked = page.memo(dataset_load_blocked_by);
    let over = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if blocked.with_untracked(Option::is_some) {
            return;
        }
        if let Some(transfer) = event.data_transfer() {
            spawn_local(read_drop(page, files::dropped_entries(&transfer)));
        }
    };
    let hover = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let is_loading = page.memo(|s| s.loading.is_some());
    let is_mapping = page.memo(|s| s.mapping.is_some());
    let is_pricing = page.memo(|s| s.price_entry.is_some());
    let step = move || match () {
        () if is_loading.get() => view! { <LoadingProgress /> }.into_any(),
        () if is_mapping.get() => view! { <ColumnMapping /> }.into_any(),
        () if is_pricing.get() => view! { <PriceEntryForm /> }.into_any(),
        () => view! { <SourceButtons blocked /> }.into_any(),
    };
    view! {
        <div
            class="drop"
            class:over=move || over.get()
            role="group"
            aria-label=text::load_zone()
            data-testid="drop-zone"
            on:dragover=hover
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            {CORNER_LINES.into_iter().map(|class| view! { <i class=class></i> }).collect_view()}
            {step}
            <input
                id="files-input"
                type="file"
                multiple
                hidden
                aria-label=text::load_files()
                accept=".zip,.csv,.tsv,.txt,.xlsx,.xlsm,.xls,.xlsb,.ods,.json,.jsonl,.ndjson,image/*"
                data-testid="choose-files-input"
                on:change=move |event| read_input(page, &event)
            />
            // Outside the choices, since the header's button opens it too.
            <input
                id="folder-input"
                type="file"
                prop:webkitdirectory=true
                multiple
                hidden
                aria-label=text::load_folder()
                data-testid="choose-folder-input"
                on:change=move |event| read_input(page, &event)
            />
        </div>
    }
}

/// Reads the files of an input.
fn read_input(page: Page, event: &Event) {
    let Some(input) = files::file_input(event) else { return };
    let name = files::list_name(&input.1);
    let mut number = 0;
    page.with_workers(|workers| number = workers.announce_files(name.clone()));
    spawn_local(async move {
        let files = files::take_files_while(input, || page.awaits_files(number)).await;
        open_files(page, number, name, files);
    });
}

/// Lists and reads the files of a drop.
async fn read_drop(page: Page, entries: Vec<FileSystemEntry>) {
    // A drop of something else, for example of selected text, has no entries.
    let Some(name) = entries.first().map(FileSystemEntry::name) else { return };
    let mut number = 0;
    page.with_workers(|workers| number = workers.announce_files(name.clone()));
    open_files(page, number, name, files::list_files(entries, || page.awaits_files(number)).await);
}

#[component]
fn SourceButtons(blocked: Memo<Option<String>>) -> impl IntoView {
    let page = Page::from_context();
    let is_loaded = page.memo(|s| s.data.is_some());
    let title = move || {
        let (pointer, touch) = match is_loaded.get() {
            true => (text::load_drop_another(), text::load_choose_others()),
            false => (text::load_drop_here(), text::load_choose_houses()),
        };
        view! { <InputHint pointer touch /> }
    };
    let choose_files = || {
        if let Some(input) = element("files-input") {
            input.click();
        }
    };
    let open_sample = move || {
        page.suggest_sample_recipe();
        let looks = page.form.with_untracked(|form| form.model().is_pretrained());
        page.with_workers(|workers| workers.open_sample(page.tile_size(), looks));
    };
    let open_last = move || {
        let name = page.last_folder.with(|folder| folder.as_ref().map(|folder| folder.name()))?;
        Some(view! {
            <Button
                testid="open-last"
                reason_id="intake"
                icon="folder"
                label=text::load_open_again(name)
                blocked
                on_click=move || open_last_folder(page)
            />
        })
    };
    view! {
        <h3>{title}</h3>
        <p class="s dim">{with_file_names(text::load_what_is_needed())}</p>
        <div class="btns">
            <Button
                testid="choose-folder"
                reason_id="intake"
                icon="folder"
                label=text::load_choose_folder()
                blocked
                primary=is_next(page, Action::ChooseFolder)
                on_click=move || choose_folder(page)
            />
            <Button
                testid="choose-files"
                reason_id="intake"
                icon="open"
                label=text::load_choose_files()
                blocked
                on_click=choose_files
            />
            <Button
                testid="use-sample"
                reason_id="intake"
                label=text::load_use_sample()
                blocked
                on_click=open_sample
            />
        </div>
        {open_last}
        <BlockedReason reason_id="intake" reason=blocked />
        <p class="fine">{text::load_sample_is_drawn()}</p>
    }
}

/// A text with file names in backticks.
fn with_file_names(text: &'static str) -> impl IntoView {
    let piece = |(at, piece): (usize, &'static str)| {
        if at % 2 == 0 {
            Either::Left(piece)
        } else {
            Either::Right(view! { <code class="nb">{piece}</code> })
        }
    };
    text.split('`').enumerate().map(piece).collect_view()
}

#[component]
fn LoadingProgress() -> impl IntoView {
    let page = Page::from_context();
    let loading = page.memo(|s| s.loading.clone());
    // Houses are read again for such a run only to compute the features of their photos.
    let for_features = page.memo(|s| {
        let run = s.active_run().map(|run| run.config.model);
        let series = s.active_series().map(|series| series.config.model);
        run.or(series).is_some_and(|model| model.is_pretrained())
    });
    let name = move || {
        loading.with(|i| {
            let name = data_name(&i.as_ref()?.name);
            Some(if for_features.get() { text::load_features(name) } else { text::load_reading(name) })
        })
    };
    let share = move || loading.with(|i| i.as_ref().map_or(0.0, |i| i.share() * 100.0));
    let progress_text = move || {
        loading.with(|i| match i {
            Some(i) if i.total > 0 => {
                text::t!(load_photos_done, done = count(i.done), total = count(i.total))
            }
            _ => text::load_looking().to_owned(),
        })
    };
    let left = move || {
        let seconds = loading.with(|i| i.as_ref()?.seconds_left());
        seconds.map(|seconds| format!(", {}", text::load_time_left(duration(seconds))))
    };
    view! {
        <div class="reading" data-testid="intake">
            <p class="pill running">{name}</p>
            <div
                class="meter"
                role="progressbar"
                aria-label=text::load_photos_read()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || format!("{:.0}", share())
            >
                <span style=move || format!("width:{:.1}%", share())></span>
            </div>
            <p class="s" data-testid="intake-progress">
                {progress_text}
                <b>{left}</b>
            </p>
            <button
                class="btn"
                type="button"
                data-testid="cancel-intake"
                on:click=move |_| page.with_workers(|workers| workers.cancel_loading())
            >
                <Icon name="close" />
                {text::load_cancel()}
            </button>
            <p class="fine">{text::load_cancel_keeps()}</p>
        </div>
    }
}
