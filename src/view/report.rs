//! What a person should look at in the houses, and which of them are in.

use std::rc::Rc;

use leptos::prelude::*;

use super::dom::{View, each, html, several};
use super::figure::{Chart, chart as framed};
use super::files;
use super::memo::Memo;
use super::page::Page;
use super::parts::{figures, icon};
use facade_app::chart;
use facade_app::data_report::{csv, finding_words, price_bins, prices_by_number};
use facade_app::figures::{counts_csv, in_english, price_span};
use facade_app::file_name::Ending;
use facade_app::notice::Place;
use facade_data::Dataset;
use facade_data::split::{leaks, split_houses};
use facade_spec::Config;
use facade_text as text;
use facade_text::format::{count, list, money};

/// Findings shown first, and at a time.
const STEP: usize = 12;

/// How prices spread.
pub(super) fn prices(page: Page, data: &Dataset) -> View {
    let prices: Vec<f64> = data.houses.iter().map(|house| house.price).collect();
    let bins = price_bins(&prices);
    let median = data.report.after.median_price;
    let label = text::findings_prices_drawn(
        money(prices.iter().copied().fold(f64::MAX, f64::min)),
        money(prices.iter().copied().fold(0.0, f64::max)),
        money(median),
    );
    let bins = StoredValue::new(bins);
    let counts = move || {
        bins.with_value(|bins| {
            bins.iter().map(|bin| (price_span(bin.from, bin.to), bin.houses)).collect::<Vec<_>>()
        })
    };
    let table = move || {
        let rows = counts().into_iter().map(|(span, houses)| figures(span, vec![count(houses)]));
        html! {
            <table><caption class="vh">{text::findings_prices_table()}</caption>
                <thead><tr><th scope="col">{text::findings_price()}</th><th scope="col" class="n">{text::findings_houses()}</th></tr></thead>
                <tbody>{several(rows)}</tbody></table>
        }
    };
    framed(
        page,
        Chart {
            class: ["blk c6 w4", "low"],
            testid: "price-chart",
            place: Place::Data,
            title: text::findings_prices(),
            sub: html! { {text::findings_half(money(median))} },
            tools: None,
            legend: Box::new(Vec::new),
            drawing: Box::new(move || bins.with_value(|bins| chart::prices(bins, median))),
            label: Box::new(move || label.clone()),
            table: Box::new(table),
            file: Box::new(|| "facade-prices".to_owned()),
            csv: Box::new(move || in_english(|| counts_csv("price", counts().into_iter()))),
            over: None,
        },
    )
}

/// A button that leaves a house out, or takes it in again.
pub(super) fn toggle(page: Page, house: u32) -> View {
    let out = page.memo(move |s| s.excluded.contains(&house));
    let turn = move |_| {
        // Not within: what follows from the state cannot be read while the state changes.
        let out = !out.get_untracked();
        page.leave_out(move |s| s.exclude(house, out));
    };
    let label = move || match out.get() {
        true => text::findings_take_in(house),
        false => text::findings_leave_out(house),
    };
    html! {
        <button class="textbtn" type="button" data-testid={format!("exclude-{house}")} aria-pressed={move || out.get().to_string()}
            on:click={turn}>{label}</button>
    }
}

/// What was found, with the pairs first that the split parts.
pub(super) fn findings(page: Page, data: &Rc<Dataset>) -> View {
    let all = StoredValue::new_local(data.clone());
    let shown = RwSignal::new(STEP);
    let excluded = page.memo(|s| s.excluded.iter().copied().collect::<Vec<u32>>());
    let photos = data.rooms.len();
    let config = Memo::new(move || page.form.with(|f| f.config(photos).unwrap_or_default()));
    let leaking = Memo::new(move || {
        let (config, excluded) = (config.get(), excluded.get());
        all.with_value(|data| leaking(data, &excluded, &config))
    });
    // It follows the settings alone: a row stays where it is when its own button is pressed.
    let order = Memo::new(move || {
        config.with(|_| ());
        let leaking = leaking.get_untracked();
        let all = all.with_value(|data| data.report.findings.len());
        let (mut first, rest): (Vec<usize>, Vec<usize>) =
            (0..all).partition(|i| leaking.binary_search(i).is_ok());
        first.extend(rest);
        first
    });
    let prices = StoredValue::new_local(prices_by_number(data));
    let row = move |position: u32| {
        let position = position as usize;
        let line = all.with_value(|data| {
            let finding = data.report.findings.get(position)?;
            let words = prices.with_value(|prices| finding_words(finding, prices));
            Some((words, finding.houses(), finding.key()))
        });
        let (words, houses, key) = line?;
        let leaks = Memo::new(move || leaking.with(|leaking| leaking.binary_search(&position).is_ok()));
        Some(html! {
            <tr data-testid={format!("finding-{key}")}><td>{words}
                    {move || leaks.get().then(|| html! { <b class="red">" " {text::findings_leak()}</b> })}</td>
                <td class="acts">{several(houses.into_iter().map(|house| toggle(page, house)))}</td></tr>
        })
    };
    let visible = move || order.get().into_iter().take(shown.get()).map(|position| position as u32).collect();
    let total = data.report.findings.len();
    let summary = move || {
        let found = text::findings_found(total);
        match leaking.with(Vec::len) {
            0 => found,
            leaks => format!("{found} {}", text::findings_leaks(leaks)),
        }
    };
    let save = move |_| {
        let excluded = page.state.with_untracked(|s| s.excluded.clone());
        let file = all.with_value(|data| csv(data, &excluded));
        // A browser that blocks downloads says so itself.
        let _ = files::save("facade-data-report", Ending::Csv, file.as_bytes());
    };
    html! {
        <section class="blk c12 w8" aria-labelledby="h-find" data-testid="findings">
            <div class="head"><h3 id="h-find">{text::findings_heading()}</h3><span class="sub" data-testid="findings-summary">{summary}</span></div>
            <table class="find" hidden={total == 0}><caption class="vh">{text::findings_table()}</caption>
                <thead><tr><th scope="col">{text::findings_finding()}</th><th scope="col">{text::findings_to_do()}</th></tr></thead>
                <tbody>{each(visible, row)}</tbody></table>
            {left_out_by_hand(page)}
            <div class="btns gap">
                <button class="btn" type="button" data-testid="findings-more" hidden={move || total <= shown.get()}
                    on:click={move |_| shown.update(|n| *n += STEP)}>{move || text::findings_more((total - shown.get().min(total)).min(STEP))}</button>
                <button class="btn" type="button" data-testid="save-report" on:click={save}>{icon("save")} " " {text::findings_save()}</button>
            </div>
        </section>
    }
}

/// Positions of the findings about pairs that the split parts, in their order.
fn leaking(data: &Dataset, excluded: &[u32], config: &Config) -> Vec<usize> {
    let Ok(split) = split_houses(&data.houses, excluded, config.test_share, config.split_seed) else {
        return Vec::new();
    };
    leaks(&data.report.findings, &data.houses, &split)
}

fn left_out_by_hand(page: Page) -> View {
    let excluded = page.memo(|s| s.excluded.iter().map(u32::to_string).collect::<Vec<String>>());
    let words = move || {
        excluded.with(|houses| match houses.as_slice() {
            [] => String::new(),
            [one] => text::findings_house_out(one) + " ",
            many if many.len() <= 20 => text::findings_houses_out(list(many)) + " ",
            many => text::findings_many_out(count(many.len())) + " ",
        })
    };
    let all_in = move |_| page.leave_out(|s| s.excluded.clear());
    html! {
        <p class="s gap-s" data-testid="excluded" hidden={move || excluded.with(Vec::is_empty)}>{words}
            <button class="textbtn" type="button" data-testid="include-all" on:click={all_in}>{text::findings_all_in()}</button></p>
    }
}
