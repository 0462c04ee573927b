//! The list of runs and series of this visit and of earlier ones: to compare, show, rename, download or delete them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::document::scroll_to;
use crate::components::rename_field::RenameField;
use crate::library::actions::download_entry;
use crate::page::Page;
use facade_app::availability::delete_blocked_by;
use facade_app::compare::{interval_key, kind_text, mean_error, mean_score};
use facade_app::data_report::data_name;
use facade_app::form::{changed_settings, model_words};
use facade_app::result_text::interval_text;
use facade_app::run_entry::RunEntry;
use facade_app::run_list::MAX_COMPARED;
use facade_app::storage_text::list_storage_text;
use facade_text as text;
use facade_text::format::{decimal, percent, short_time};

#[component]
pub(super) fn RunList() -> impl IntoView {
    let page = Page::from_context();
    let numbers =
        page.memo(|s| s.list.entries().iter().rev().map(|entry| entry.number).collect::<Vec<u32>>());
    let deleted = page.memo(|s| s.list.deleted().map(|entry| entry.name()));
    let is_shown = page.memo(|s| !s.list.entries().is_empty() || s.list.deleted().is_some());
    let caption = page.memo(|s| text::t!(listed_caption, kept = list_storage_text(s), most = MAX_COMPARED));
    let undo = move || {
        let name = deleted.get()?;
        Some(view! {
            <p class="s gap-s" role="status" data-testid="deleted">
                {text::listed_deleted(name)}
                " "
                <button
                    class="textbtn"
                    type="button"
                    data-testid="undo-delete"
                    on:click=move |_| page.undo_delete_run()
                >
                    {text::listed_undo()}
                </button>
            </p>
        })
    };
    view! {
        <Show when=move || is_shown.get()>
            <div class="blk c12" id="runs-list">
                <table class="runs" data-testid="list">
                    <caption>{text::listed_title()} " " <span class="sub">{caption}</span></caption>
                    <Head />
                    <tbody>
                        <For each=move || numbers.get() key=|number| *number let:number>
                            <RunRow number />
                        </For>
                    </tbody>
                </table>
                {undo}
            </div>
        </Show>
    }
}

#[component]
fn Head() -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">
                    <span class="vh">{text::listed_compare_column()}</span>
                </th>
                <th scope="col">{text::listed_run()}</th>
                <th scope="col">{text::listed_network()}</th>
                <th scope="col" class="opt6">
                    {text::listed_data()}
                </th>
                <th scope="col" class="n">
                    {text::listed_error()}
                </th>
                <th scope="col" class="n opt6">
                    {text::listed_r2()}
                </th>
                <th scope="col" class="n opt6">
                    {text::listed_epoch_time()}
                </th>
                <th scope="col">
                    <span class="vh">{text::listed_do()}</span>
                </th>
            </tr>
        </thead>
    }
}

#[component]
fn RunRow(number: u32) -> impl IntoView {
    let page = Page::from_context();
    let entry = move || page.state.with_untracked(|s| s.list.get(number).cloned());
    // The entry of a series is replaced whenever one of its runs ends.
    let saved_at = page.memo(move |s| s.list.get(number).map(|entry| entry.saved_ms));
    let cells = move || {
        saved_at.get()?;
        Some(view! { <RunCells entry=entry()? /> })
    };
    let is_disabled = page.memo(move |s| s.list.is_selection_full() && !s.list.is_selected(number));
    let is_selected = page.memo(move |s| s.list.is_selected(number));
    let select = move |event: web_sys::Event| {
        let selected = event_target_checked(&event);
        page.state.update(|s| s.list.select(number, selected));
    };
    let name = page.memo(move |s| s.list.get(number).map(|entry| entry.name()).unwrap_or_default());
    let name_within =
        page.memo(move |s| s.list.get(number).map(|entry| entry.name_within()).unwrap_or_default());
    let delete_blocked = page.memo(delete_blocked_by);
    let download = move |_| {
        if let Some(entry) = entry() {
            download_entry(page, &entry);
        }
    };
    let delete = move |_| {
        if delete_blocked.with_untracked(Option::is_none) {
            page.delete_run(number);
        }
    };
    view! {
        <tr>
            <td>
                <input
                    type="checkbox"
                    class="tick"
                    data-testid=format!("compare-{number}")
                    aria-label=move || text::listed_compare(name_within.get())
                    disabled=move || is_disabled.get()
                    prop:checked=move || is_selected.get()
                    on:change=select
                />
            </td>
            <th scope="row">
                <RenameField
                    testid=format!("rename-{number}")
                    name
                    on_rename=move |title| page.rename_run(number, title)
                />
            </th>
            {cells}
            <td class="acts">
                <ShowButton number />
                <PinButton number />
                <button
                    class="textbtn"
                    type="button"
                    data-testid=format!("save-run-{number}")
                    aria-label=move || text::list_save_named(name.get())
                    on:click=download
                >
                    {text::list_save()}
                </button>
                <button
                    class="textbtn"
                    type="button"
                    data-testid=format!("delete-{number}")
                    aria-label=move || text::listed_delete_one(name_within.get())
                    title=move || delete_blocked.get()
                    aria-disabled=move || delete_blocked.with(Option::is_some).to_string()
                    on:click=delete
                >
                    {text::listed_delete()}
                </button>
            </td>
        </tr>
    }
}

/// A button that shows the results of an earlier run. A series has none.
#[component]
fn ShowButton(number: u32) -> impl IntoView {
    let page = Page::from_context();
    let is_single =
        page.state.with_untracked(|s| s.list.get(number).is_some_and(|entry| entry.single().is_some()));
    let shown = page.memo(move |s| s.viewed_run() == Some(number));
    let label = move || if shown.get() { text::listed_shown() } else { text::listed_show() };
    let show = move |_| {
        let is_shown = shown.get_untracked();
        if !is_shown {
            page.view_run(Some(number));
        }
        scroll_to("results");
    };
    is_single.then(|| {
        view! {
            <button
                class="textbtn"
                type="button"
                data-testid=format!("show-{number}")
                aria-label=move || format!("{}: {}", label(), text::listed_show_one(number))
                aria-pressed=move || shown.get().to_string()
                on:click=show
            >
                {label}
            </button>
        }
    })
}

/// Keeps the model of a run longer than others. Says so if a run has none.
#[component]
fn PinButton(number: u32) -> impl IntoView {
    let page = Page::from_context();
    let has_model = page.memo(move |s| s.list.model(number).is_some());
    let is_single =
        page.state.with_untracked(|s| s.list.get(number).is_some_and(|entry| entry.single().is_some()));
    let pinned = page.memo(move |s| s.list.get(number).is_some_and(|entry| entry.pinned));
    let name = page.memo(move |s| s.list.get(number).map(|entry| entry.name_within()).unwrap_or_default());
    let label = move || if pinned.get() { text::listed_pinned() } else { text::listed_pin() };
    let button = move || {
        view! {
            <button
                class="textbtn"
                type="button"
                data-testid=format!("pin-{number}")
                aria-label=move || format!("{}: {}", label(), text::listed_pin_one(name.get()))
                title=move || text::listed_pin_one(name.get())
                aria-pressed=move || pinned.get().to_string()
                on:click=move |_| page.pin_run(number, !pinned.get_untracked())
            >
                {label}
            </button>
        }
    };
    is_single.then(|| {
        view! {
            <Show when=move || has_model.get() fallback=|| view! { <small>{text::listed_no_model()}</small> }>
                {button}
            </Show>
        }
    })
}

#[component]
fn RunCells(entry: Arc<RunEntry>) -> impl IntoView {
    let network = model_words(entry.config.model).0;
    let mut parts = changed_settings(&entry.config);
    parts.extend(kind_text(&entry));
    let parts = (!parts.is_empty()).then(|| view! { <small>{parts.join("; ")}</small> });
    let none = || text::compare_none().to_owned();
    let summary = mean_error(&entry);
    let error = summary.as_ref().map_or_else(none, |summary| percent(summary.mean));
    let interval = summary.as_ref().and_then(interval_text);
    let interval = interval.map(|interval| text::t!(listed_interval, interval, over = interval_key(&entry)));
    let r2 = mean_score(&entry, |score| score.r2_log).map_or_else(none, |r2| decimal(r2, 2));
    let epoch_time = mean_score(&entry, |score| Some(score.seconds_per_epoch)).map(short_time);
    view! {
        <td>{network} {parts}</td>
        <td class="opt6">{data_name(&entry.data).to_owned()} <small>{entry.device.clone()}</small></td>
        <td class="n">{error} <small>{interval}</small></td>
        <td class="n opt6">{r2}</td>
        <td class="n opt6">{epoch_time}</td>
    }
}
