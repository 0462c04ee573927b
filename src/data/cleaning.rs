//! The dataset before and after cleaning: what was dropped and why, and the houses by zip code.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::table::{MoreRows, ROWS_SHOWN};
use facade_app::chart::{gables, houses_per_gable};
use facade_app::data_report::{DroppedGroup, dropped_groups, extra_rooms_text, incomplete_text};
use facade_app::result_text::price_span;
use facade_data::{Dataset, ZipCode};
use facade_text as text;
use facade_text::format::{count, money};

#[component]
pub(crate) fn CleaningTable(data: Arc<Dataset>) -> impl IntoView {
    let (b, a) = (&data.report.before, &data.report.after);
    let rows = [
        (text::data_houses(), count(b.houses), count(a.houses)),
        (text::data_zip_codes(), count(b.zip_codes), count(a.zip_codes)),
        (text::data_photos(), count(b.photos), count(a.photos)),
        (text::data_mean_price(), money(b.mean_price), money(a.mean_price)),
        (text::data_price_deviation(), money(b.std_price), money(a.std_price)),
        (text::data_median_price(), money(b.median_price), money(a.median_price)),
    ];
    let row = |(name, before, after)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="n">{before}</td>
                <td class="n">{after}</td>
            </tr>
        }
    };
    view! {
        <table data-testid="before-after">
            <caption>{text::data_before_after()}</caption>
            <thead>
                <tr>
                    <th scope="col">
                        <span class="vh">{text::data_figure()}</span>
                    </th>
                    <th scope="col" class="n">
                        {text::data_in_the_folder()}
                    </th>
                    <th scope="col" class="n">
                        {text::data_kept()}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
pub(crate) fn DroppedHouses(data: Arc<Dataset>) -> impl IntoView {
    let report = &data.report;
    let groups = dropped_groups(report);
    let row = |group: &DroppedGroup| {
        let action = if group.houses > 0 { text::data_left_out() } else { text::data_in_order() };
        view! {
            <tr data-testid=format!("dropped-{}", group.key)>
                <th scope="row">{group.name.clone()}</th>
                <td class="n">{count(group.houses)}</td>
                <td class:dim={group.houses == 0}>{action}</td>
            </tr>
        }
    };
    let list = |group: &DroppedGroup| {
        let lines = group.lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        view! {
            <details class="read">
                <summary>{text::t!(data_show_left_out, reason = &group.name, houses = group.houses)}</summary>
                <ul class="sub lines">{lines}</ul>
            </details>
        }
    };
    let incomplete = incomplete_text(&data.houses).map(|text| {
        view! {
            <p class="sub" data-testid="incomplete">
                {text}
            </p>
        }
    });
    let extra_rooms = extra_rooms_text(&report.rooms_left_out).map(|text| {
        view! {
            <p class="sub" data-testid="rooms-left-out">
                {text}
            </p>
        }
    });
    view! {
        <div data-testid="dropped-list">
            <table>
                <caption>{text::data_what_and_why()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::data_reason()}</th>
                        <th scope="col" class="n">
                            {text::data_houses()}
                        </th>
                        <th scope="col">{text::data_then()}</th>
                    </tr>
                </thead>
                <tbody>{groups.iter().map(row).collect_view()}</tbody>
            </table>
            {groups.iter().filter(|group| group.houses > 0).map(list).collect_view()}
            {incomplete}
            {extra_rooms}
        </div>
    }
}

#[component]
pub(crate) fn ZipCodeTable(data: Arc<Dataset>) -> impl IntoView {
    let zip_codes = &data.report.zip_codes;
    let all = zip_codes.len();
    let largest = zip_codes.iter().map(|zip_code| zip_code.houses).max().unwrap_or(1);
    let gable_text = match houses_per_gable(largest) {
        1 => text::data_one_gable().to_owned(),
        houses => text::data_gable_for(count(houses)),
    };
    let shown = RwSignal::new(ROWS_SHOWN);
    view! {
        <table data-testid="zip-table">
            <caption>{text::data_by_zip_code()} <span class="sub">{gable_text}</span></caption>
            <thead>
                <tr>
                    <th scope="col">{text::data_zip_code()}</th>
                    <th scope="col" class="row">
                        <span class="vh">{text::data_drawn()}</span>
                    </th>
                    <th scope="col" class="n">
                        {text::data_houses()}
                    </th>
                    <th scope="col" class="n opt6">
                        {text::data_median()}
                    </th>
                    <th scope="col" class="n opt6 rg">
                        {text::data_prices()}
                    </th>
                </tr>
            </thead>
            <tbody>
                <For each=move || 0..shown.get().min(all) key=|position| *position let:position>
                    <ZipCodeRow zip_code=data.report.zip_codes[position].clone() largest />
                </For>
            </tbody>
        </table>
        <MoreRows testid="zip-table-more" all shown />
    }
}

#[component]
fn ZipCodeRow(
    zip_code: ZipCode,
    /// Houses of the largest zip code.
    largest: usize,
) -> impl IntoView {
    let ZipCode { code, houses, median_price, min_price, max_price } = zip_code;
    view! {
        <tr>
            <th scope="row">{code}</th>
            <td class="row">
                <svg
                    viewBox="0 0 100 14"
                    preserveAspectRatio="none"
                    aria-hidden="true"
                    inner_html=gables(houses, largest)
                ></svg>
            </td>
            <td class="n">{count(houses)}</td>
            <td class="n opt6">{money(median_price)}</td>
            <td class="n opt6 rg">{price_span(min_price, max_price)}</td>
        </tr>
    }
}
