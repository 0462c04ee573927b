//! Place 1: the houses, before and after cleaning.

use std::rc::Rc;

use leptos::prelude::*;

use super::dom::{View, each, html, several};
use super::dropzone::dropzone;
use super::gallery::gallery;
use super::memo::Memo;
use super::page::Page;
use super::parts::{ROWS, more_rows, place};
use super::report::{findings, prices};
use super::resume::kept;
use crate::link::Link;
use facade_app::chart::{gables, houses_a_gable};
use facade_app::data_report::data_name;
use facade_app::figures::{DropGroup, drop_groups, price_span, rooms_left_out};
use facade_app::notice::Place;
use facade_app::steps::why_no_intake;
use facade_data::{DataReport, Dataset};
use facade_spec::Config;
use facade_text as text;
use facade_text::format::{count, decimal, money};

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
        <div class={move || if naming.get() { "blk intake c12 w8" } else { "blk intake c5 w4" }}>{dropzone(page)}{replaced(page)}</div>
        {sheet}
        {move || (version.get() == 0).then(empty)}
        {kept(page)}
    };
    place(page, Place::Data, text::load_blurb(), content)
}

/// That other houses took the place of those in use before, and how to have these back.
fn replaced(page: Page) -> View {
    let former = page.memo(|s| {
        let former = s.former.as_ref().filter(|_| why_no_intake(s).is_none())?;
        Some((former.data.name.clone(), former.data.houses.len()))
    });
    let back = move |_| page.tell(Link::exchange_houses);
    let shown = move |(name, houses): (String, usize)| {
        html! {
            <p class="s gap-s" role="status" data-testid="replaced">{text::load_replaced(data_name(&name), houses)} " "
                <button class="textbtn" type="button" data-testid="undo-replaced" on:click={back}>{text::shelf_undo()}</button></p>
        }
    };
    html! { {move || former.get().map(shown)} }
}

fn empty() -> View {
    html! {
        <div class="blk c7 w8">
            <h3>{text::load_what_then()}</h3>
            <ol class="sub plain gap">
                <li>{text::load_then_read()}</li>
                <li>{text::load_then_pictures()}</li>
                <li>{text::load_then_run()}</li>
                <li>{text::load_then_price()}</li>
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
        0 => text::data_left_out().to_owned(),
        n => text::data_left_out_zip_codes(n),
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
            {mark(train, train, text::data_to_learn_from().to_owned(), false, "", "train-count")}
            {mark(test, test, text::data_to_test_on().to_owned(), true, "", "test-count")}
            {(out > 0).then(|| html! { <div class="void" style={format!("flex:{out}")}></div> })}
        }
    };
    let seed = move || {
        let c = config.get();
        // As many decimals as were typed.
        let decimals = c.test_share.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
        let drawn = text::data_split_drawn(c.split_seed, decimal(c.test_share, decimals));
        match excluded.get() {
            0 => drawn,
            n => format!("{drawn} {}", text::data_split_by_hand(n)),
        }
    };
    let kept_words = text::data_kept_zip_codes(report.after.zip_codes);
    let name = text::data_name_and_photos(data_name(&data.name), report.before.photos);
    html! {
        <figure class="blk c7 w8">
            <figcaption class="head"><h3>{text::data_from_folder_to_split()}</h3><span class="sub">{name}</span></figcaption>
            <div class="dimn">
                <div class="dimrow">{mark(rows, report.rows, text::data_in_price_list().to_owned(), true, "", "rows-count")}</div>
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
        (text::data_houses(), count(b.houses), count(a.houses)),
        (text::data_zip_codes(), count(b.zip_codes), count(a.zip_codes)),
        (text::data_photos(), count(b.photos), count(a.photos)),
        (text::data_mean_price(), money(b.mean_price), money(a.mean_price)),
        (text::data_price_deviation(), money(b.std_price), money(a.std_price)),
        (text::data_median_price(), money(b.median_price), money(a.median_price)),
    ];
    let row = |(name, before, after)| {
        html! { <tr><th scope="row">{name}</th><td class="n">{before}</td><td class="n">{after}</td></tr> }
    };
    html! {
        <table data-testid="before-after"><caption>{text::data_before_after()}</caption>
            <thead><tr><th scope="col"><span class="vh">{text::data_figure()}</span></th><th scope="col" class="n">{text::data_in_the_folder()}</th>
                <th scope="col" class="n">{text::data_kept()}</th></tr></thead>
            <tbody>{several(rows.map(row))}</tbody>
        </table>
    }
}

fn left_out(report: &DataReport) -> View {
    let groups = drop_groups(report);
    let row = |g: &DropGroup| {
        let then = if g.houses > 0 { text::data_left_out() } else { text::data_in_order() };
        html! {
            <tr data-testid={format!("dropped-{}", g.key)}><th scope="row">{g.name}</th><td class="n">{count(g.houses)}</td>
                <td class:dim={g.houses == 0}>{then}</td></tr>
        }
    };
    let list = |g: &DropGroup| {
        html! {
            <details class="read"><summary>{text::data_show_left_out(g.name, g.houses)}</summary>
                <ul class="sub lines">{several(g.lines.iter().map(|l| html! { <li>{l.as_str()}</li> }))}</ul></details>
        }
    };
    html! {
        <div data-testid="dropped-list">
            <table><caption>{text::data_what_and_why()}</caption>
                <thead><tr><th scope="col">{text::data_reason()}</th><th scope="col" class="n">{text::data_houses()}</th><th scope="col">{text::data_then()}</th></tr></thead>
                <tbody>{several(groups.iter().map(row))}</tbody>
            </table>
            {several(groups.iter().filter(|g| g.houses > 0).map(list))}
            {rooms_left_out(&report.rooms_left_out).map(|words| html! { <p class="sub" data-testid="rooms-left-out">{words}</p> })}
        </div>
    }
}

fn zips(report: &DataReport) -> View {
    let most = report.zip_codes.iter().map(|z| z.houses).max().unwrap_or(1);
    let all = report.zip_codes.len();
    let shown = RwSignal::new(ROWS);
    let codes = StoredValue::new(report.zip_codes.clone());
    let row = move |at: u32| {
        let z = codes.with_value(|codes| codes.get(at as usize).cloned())?;
        Some(html! {
            <tr><th scope="row">{z.code}</th>
                <td class="row"><svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true" inner_html={gables(z.houses, most)}></svg></td>
                <td class="n">{count(z.houses)}</td><td class="n opt6">{money(z.median_price)}</td>
                <td class="n opt6 rg">{price_span(z.min_price, z.max_price)}</td></tr>
        })
    };
    let gable = match houses_a_gable(most) {
        1 => text::data_one_gable().to_owned(),
        houses => text::data_gable_for(count(houses)),
    };
    html! {
        <table data-testid="zip-table"><caption>{text::data_by_zip_code()} <span class="sub">{gable}</span></caption>
            <thead><tr><th scope="col">{text::data_zip_code()}</th><th scope="col" class="row"><span class="vh">{text::data_drawn()}</span></th>
                <th scope="col" class="n">{text::data_houses()}</th><th scope="col" class="n opt6">{text::data_median()}</th>
                <th scope="col" class="n opt6 rg">{text::data_prices()}</th></tr></thead>
            <tbody>{each(move || (0..shown.get().min(all) as u32).collect(), row)}</tbody>
        </table>
        {more_rows("zip-table-more".to_owned(), all, shown)}
    }
}
