//! The list of runs and series, of this visit and of earlier ones: what to compare, show or delete.

use leptos::prelude::*;

use super::document::scroll_to;
use super::dom::{View, each, html};
use super::page::Page;
use super::renamed::renamed;
use super::shelf::save_entry;
use facade_app::compare::{covers, error, figure, interval_words, kind_words};
use facade_app::data_report::data_name;
use facade_app::form::{changed_settings, model_words};
use facade_app::list::{COMPARED, Entry};
use facade_app::steps::why_no_delete;
use facade_app::words::list_words;
use facade_text as text;
use facade_text::format::{decimal, short_time};

pub(super) fn list_of_runs(page: Page) -> View {
    let numbers =
        page.memo(|s| s.list.entries().iter().rev().map(|entry| entry.number).collect::<Vec<u32>>());
    let deleted = page.memo(|s| s.list.deleted().map(|entry| entry.name()));
    let any = page.memo(|s| !s.list.entries().is_empty() || s.list.deleted().is_some());
    let undo = move |name: String| {
        html! {
            <p class="s gap-s" role="status" data-testid="deleted">{text::listed_deleted(name)} " "
                <button class="textbtn" type="button" data-testid="undo-delete" on:click={move |_| page.restore_listed()}>{text::listed_undo()}</button></p>
        }
    };
    let caption = page.memo(|s| text::listed_caption(list_words(s), COMPARED));
    let table = move || {
        html! {
            <div class="blk c12" id="runs-list">
                <table class="runs" data-testid="list"><caption>{text::listed_title()} " " <span class="sub">{move || caption.get()}</span></caption>
                    <thead><tr><th scope="col"><span class="vh">{text::listed_compare_column()}</span></th><th scope="col">{text::listed_run()}</th><th scope="col">{text::listed_network()}</th>
                        <th scope="col" class="opt6">{text::listed_data()}</th><th scope="col" class="n">{text::listed_error()}</th><th scope="col" class="n opt6">{text::listed_r2()}</th>
                        <th scope="col" class="n opt6">{text::listed_epoch_time()}</th><th scope="col"><span class="vh">{text::listed_do()}</span></th></tr></thead>
                    <tbody>{each(move || numbers.get(), move |number| Some(line(page, number)))}</tbody></table>
                {move || deleted.get().map(undo)}
            </div>
        }
    };
    html! { {move || any.get().then(table)} }
}

fn line(page: Page, number: u32) -> View {
    // A series is put anew whenever a run of it ends.
    let saved = page.memo(move |s| s.list.get(number).map(|entry| entry.saved_ms));
    let read = move || {
        saved.with(|_| ());
        page.state.with_untracked(|s| s.list.get(number).cloned())
    };
    let full = page.memo(move |s| s.list.is_full() && !s.list.is_chosen(number));
    let chosen = page.memo(move |s| s.list.is_chosen(number));
    let tick = move |event: web_sys::Event| {
        let yes = event_target_checked(&event);
        page.state.update(|s| s.list.choose(number, yes));
    };
    let within = page.memo(move |s| s.list.get(number).map(|entry| entry.name_within()).unwrap_or_default());
    let label = move || text::listed_compare(within.get());
    let delete = move || text::listed_delete_one(within.get());
    let no_delete = page.memo(why_no_delete);
    let titles = page.memo(move |s| s.list.get(number).map(|entry| entry.name()).unwrap_or_default());
    let title = move || titles.get();
    let rename = move |title: String| page.rename_listed(number, title);
    let save_label = move || text::list_save_named(title());
    let save = move |_| {
        if let Some(entry) = page.state.with_untracked(|s| s.list.get(number).cloned()) {
            save_entry(page, &entry);
        }
    };
    html! {
        <tr><td><input type="checkbox" class="tick" data-testid={format!("compare-{number}")} aria-label={label} disabled={move || full.get()}
                prop:checked={move || chosen.get()} on:change={tick}/></td>
            <th scope="row">{renamed(format!("rename-{number}"), Box::new(title), Box::new(rename))}</th>
            {move || read().map(|entry| cells(&entry))}
            <td class="acts">{show(page, number)}
                <button class="textbtn" type="button" data-testid={format!("save-run-{number}")} aria-label={save_label} on:click={save}>{text::list_save()}</button>
                <button class="textbtn" type="button" data-testid={format!("delete-{number}")} aria-label={delete} title={move || no_delete.get()}
                    aria-disabled={move || no_delete.with(Option::is_some).to_string()}
                    on:click={move |_| if no_delete.with_untracked(Option::is_none) { page.delete_listed(number) }}>{text::listed_delete()}</button></td></tr>
    }
}

/// A button that shows the results of an earlier run.
fn show(page: Page, number: u32) -> Option<View> {
    page.state.with_untracked(|s| s.list.get(number)?.single().map(|_| ()))?;
    let shown = page.memo(move |s| s.list.shown == Some(number));
    let turn = move |_| {
        page.state.update(|s| s.list.shown = (s.list.shown != Some(number)).then_some(number));
        scroll_to("results");
    };
    Some(html! {
        <button class="textbtn" type="button" data-testid={format!("show-{number}")} aria-label={text::listed_show_one(number)}
            aria-pressed={move || shown.get().to_string()} on:click={turn}>{move || if shown.get() { text::listed_shown() } else { text::listed_show() }}</button>
    })
}

fn cells(entry: &Entry) -> View {
    let network = model_words(entry.config.model).0;
    let mut parts = changed_settings(&entry.config);
    parts.extend(kind_words(entry));
    let none = || text::compare_none().to_owned();
    let error = error(entry).map_or_else(none, |summary| interval_words(&summary));
    let r2 = figure(entry, |score| score.r2_log).map_or_else(none, |r2| decimal(r2, 2));
    html! {
        <td>{network}{(!parts.is_empty()).then(|| html! { <small>{parts.join("; ")}</small> })}</td>
        <td class="opt6">{data_name(&entry.data).to_owned()}<small>{entry.device.clone()}</small></td>
        <td class="n">{error}<small>{text::listed_interval(covers(entry))}</small></td><td class="n opt6">{r2}</td>
        <td class="n opt6">{figure(entry, |score| Some(score.seconds_per_epoch)).map(short_time)}</td>
    }
}
