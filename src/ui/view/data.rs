//! Place 1: the houses, before and after cleaning.

use std::rc::Rc;

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::dropzone::dropzone;
use super::gallery::gallery;
use super::memo::Memo;
use super::page::Page;
use super::parts::place;
use super::report::{findings, prices};
use super::resume::kept;
use crate::dataset::{DataReport, Dataset};
use crate::training::Config;
use crate::ui::chart::gables;
use crate::ui::figures::{DropGroup, drop_groups, price_span, rooms_left_out};
use crate::ui::format::{count, counted, money};
use crate::ui::state::Place;

pub(super) fn data(page: Page) -> View {
    let version = page.memo(|s| s.data_version);
    // A table needs all the width.
    let naming = page.memo(|s| s.mapping.is_some());
    let sheet = move || {
        version.get();
        let data = page.state.with_untracked(|s| s.data.clone());
        data.map(|data| loaded(page, &data))
    };
    let content = html! {
        <div class={move || if naming.get() { "blk c12 w8" } else { "blk c5 w4" }}>{dropzone(page)}</div>
        {sheet}
        {move || (version.get() == 0).then(empty)}
        {kept(page)}
    };
    place(page, Place::Data, "A price list and the photos of each house, read and cleaned here.", content)
}

fn empty() -> View {
    html! {
        <div class="blk c7 w8">
            <h3>"What happens then"</h3>
            <ol class="sub plain gap">
                <li>"The price list is read, and houses in zip codes that are too rare to learn from are left out."</li>
                <li>"The photos of each house become one small picture, which is all that the network sees."</li>
                <li>"You start a run, watch it learn, and read how far off it is."</li>
                <li>"You price a home of your own from its photos."</li>
            </ol>
        </div>
    }
}

fn loaded(page: Page, data: &Rc<Dataset>) -> View {
    let report = &data.report;
    html! {
        {split(page, data)}
        <div class="blk c6 w4">{before_after(report)}</div>
        <div class="blk c6 w4">{left_out(report)}</div>
        {prices(page, data)}
        {(!report.zip_codes.is_empty()).then(|| html! { <div class="blk c6 w4 zips">{zips(report)}</div> })}
        {findings(page, data)}
        {gallery(page, data)}
    }
}

/// A dimension line: how many of the whole.
fn mark(
    share: usize,
    number: usize,
    label: String,
    end: bool,
    class: &'static str,
    testid: &'static str,
) -> View {
    html! {
        <div class={class} style={format!("flex:{share}")} title={label.clone()}>
            <span class="num" data-testid={testid}>{count(number)}</span><span class="lab">{label.clone()}</span>
            {end.then(|| html! { <span class="e"></span> })}
        </div>
    }
}

fn split(page: Page, data: &Rc<Dataset>) -> View {
    let report = &data.report;
    let (rows, kept) = (report.rows.max(1), data.houses.len());
    let out = report.rows.saturating_sub(kept);
    let zips_out = report.before.zip_codes.saturating_sub(report.after.zip_codes);
    let left_out = match zips_out {
        0 => "left out".to_string(),
        n => format!("left out, {}", counted(n, "zip code", "zip codes")),
    };
    // The split follows the settings as they are typed; while they cannot be read, the reference.
    let photos = data.rooms.len();
    let config =
        Memo::new(move || page.form.with(|f| f.config(photos).unwrap_or_else(|_| Config::default())));
    let counts = page.split_counts(move || Some(config.get()));
    let excluded = page.memo(|s| s.excluded.len());
    let third = move || {
        let (train, test) = counts.get().unwrap_or_default();
        let out = rows.saturating_sub(train + test);
        html! {
            {mark(train, train, "to learn from".to_string(), false, "", "train-count")}
            {mark(test, test, "to test on".to_string(), true, "", "test-count")}
            {(out > 0).then(|| html! { <div class="void" style={format!("flex:{out}")}></div> })}
        }
    };
    let seed = move || {
        let c = config.get();
        let by_hand = match excluded.get() {
            0 => String::new(),
            n => format!(
                " {} left out by hand; the others stay on their side.",
                counted(n, "house is", "houses are")
            ),
        };
        format!(
            "The split is drawn with seed {}: a share of {} is set aside and never trained on.{by_hand}",
            c.split_seed, c.test_share
        )
    };
    let kept_words = format!("kept, {}", counted(report.after.zip_codes, "zip code", "zip codes"));
    let photos = counted(report.before.photos, "photo", "photos");
    html! {
        <figure class="blk c7 w8">
            <figcaption class="head"><h3>"From folder to split"</h3><span class="sub">{data.name.clone()} ", " {photos}</span></figcaption>
            <div class="dimn">
                <div class="dimrow">{mark(rows, report.rows, "houses in the price list".to_string(), true, "", "rows-count")}</div>
                <div class="dimrow">
                    {mark(kept, kept, kept_words, out == 0, "", "kept-count")}
                    {(out > 0).then(|| mark(out, out, left_out, true, "out", "dropped-count"))}
                </div>
                <div class="dimrow">{third}</div>
            </div>
            <p class="sub gap-l">{seed}</p>
        </figure>
    }
}

fn before_after(report: &DataReport) -> View {
    let (b, a) = (&report.before, &report.after);
    let rows = [
        ("Houses", count(b.houses), count(a.houses)),
        ("Zip codes", count(b.zip_codes), count(a.zip_codes)),
        ("Photos", count(b.photos), count(a.photos)),
        ("Average price", money(b.mean_price), money(a.mean_price)),
        ("Standard deviation", money(b.std_price), money(a.std_price)),
        ("Median price", money(b.median_price), money(a.median_price)),
    ];
    let row = |(name, before, after)| {
        html! { <tr><th scope="row">{name}</th><td class="n">{before}</td><td class="n">{after}</td></tr> }
    };
    html! {
        <table data-testid="before-after"><caption>"Before and after cleaning"</caption>
            <thead><tr><th scope="col"><span class="vh">"Figure"</span></th><th scope="col" class="n">"In the folder"</th>
                <th scope="col" class="n">"Kept"</th></tr></thead>
            <tbody>{several(rows.map(row))}</tbody>
        </table>
    }
}

fn left_out(report: &DataReport) -> View {
    let groups = drop_groups(report);
    let row = |g: &DropGroup| {
        let then = if g.houses > 0 { "left out" } else { "in order" };
        html! {
            <tr data-testid={format!("dropped-{}", g.key)}><th scope="row">{g.name}</th><td class="n">{count(g.houses)}</td>
                <td class:dim={g.houses == 0}>{then}</td></tr>
        }
    };
    let list = |g: &DropGroup| {
        html! {
            <details class="read"><summary>{format!("{}: show {}", g.name, counted(g.houses, "house", "houses"))}</summary>
                <ul class="sub lines">{several(g.lines.iter().map(|l| html! { <li>{l.as_str()}</li> }))}</ul></details>
        }
    };
    html! {
        <div data-testid="dropped-list">
            <table><caption>"What was left out, and why"</caption>
                <thead><tr><th scope="col">"Reason"</th><th scope="col" class="n">"Houses"</th><th scope="col">"Then"</th></tr></thead>
                <tbody>{several(groups.iter().map(row))}</tbody>
            </table>
            {several(groups.iter().filter(|g| g.houses > 0).map(list))}
            {rooms_left_out(&report.rooms_left_out).map(|words| html! { <p class="sub" data-testid="rooms-left-out">{words}</p> })}
        </div>
    }
}

fn zips(report: &DataReport) -> View {
    let most = report.zip_codes.iter().map(|z| z.houses).max().unwrap_or(1);
    let row = |z: &crate::dataset::ZipCode| {
        html! {
            <tr><th scope="row">{z.code.clone()}</th>
                <td class="row"><svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true" inner_html={gables(z.houses, most)}></svg></td>
                <td class="n">{count(z.houses)}</td><td class="n opt6">{money(z.median_price)}</td>
                <td class="n opt6 rg">{price_span(z.min_price, z.max_price)}</td></tr>
        }
    };
    html! {
        <table data-testid="zip-table"><caption>"Houses by zip code" <span class="sub">"One gable, one house"</span></caption>
            <thead><tr><th scope="col">"Zip code"</th><th scope="col" class="row"><span class="vh">"Drawn"</span></th>
                <th scope="col" class="n">"Houses"</th><th scope="col" class="n opt6">"Median"</th>
                <th scope="col" class="n opt6 rg">"Prices"</th></tr></thead>
            <tbody>{several(report.zip_codes.iter().map(row))}</tbody>
        </table>
    }
}
