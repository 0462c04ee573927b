//! The table of test houses: montage, actual, predicted, error; sortable.

use std::rc::Rc;

use leptos::prelude::*;

use super::dom::{View, each, html, several};
use super::files;
use super::house::show_house;
use super::memo::Memo;
use super::page::Page;
use super::parts::{icon, montage_of};
use facade_app::chart::{Axis, deviation, price_axis};
use facade_app::figures::{Row, SortKey, csv, sort};
use facade_app::file_name::Ending;
use facade_data::Dataset;
use facade_text as text;
use facade_text::format::{count, money, short_money, signed_money, signed_percent};

/// Rows shown first.
const FIRST: usize = 10;
/// Rows added at a time: as many as can be built without holding the page up.
const STEP: usize = 200;

pub(super) fn test_table(page: Page, run: u32, rows: Vec<Row>, data: Option<Rc<Dataset>>) -> View {
    let all = rows.len();
    let order = RwSignal::new((SortKey::Error, true));
    let shown = RwSignal::new(FIRST.min(all));
    let axis = StoredValue::new(price_axis(&rows, [0.8, 1.25]).unwrap_or_else(|| Axis::log(1e4, 1e4)));
    let rows = StoredValue::new(rows);
    let data = StoredValue::new_local(data);
    let sorted = Memo::new(move || {
        let (key, descending) = order.get();
        let mut rows = rows.get_value();
        sort(&mut rows, key, descending);
        rows.iter().map(|row| row.house).collect::<Vec<u32>>()
    });
    let visible = move || sorted.with(|houses| houses[..shown.get()].to_vec());
    let line = move |house| {
        let row = rows.with_value(|rows| rows.iter().find(|row| row.house == house).cloned())?;
        Some(self::line(page, &row, data, axis))
    };
    let head = move |key: SortKey, name: &'static str, class: &'static str| heading(order, key, name, class);
    let ends = axis.with_value(|a| [a.ticks.first(), a.ticks.last()].map(|t| t.copied().map(short_money)));
    let save = move |_| {
        // A browser that blocks downloads says so itself.
        let _ = files::save(
            &format!("facade-run-{run}-test-houses"),
            Ending::Csv,
            csv(&rows.get_value()).as_bytes(),
        );
    };
    let caption = move || {
        let order = if order.get() == (SortKey::Error, true) { "error" } else { "other" };
        text::houses_caption(count(shown.get()), count(all), order)
    };
    html! {
        <div class="blk c12 w8 sc" role="region" aria-labelledby="test-houses" tabindex="0">
            <table class="houses" data-testid="test-table"><caption id="test-houses">{text::houses_title()} " " <span class="sub">{caption}</span></caption>
                <thead><tr><th scope="col"><span class="vh">{text::houses_montage()}</span></th>
                    {head(SortKey::House, text::houses_house(), "")}{head(SortKey::Zip, text::house_zip_code(), "zipc")}
                    {head(SortKey::Actual, text::house_actual(), "n")}{head(SortKey::Predicted, text::house_predicted(), "n")}
                    <th scope="col" class="dev-line"><span class="hd">{several(ends.map(|end| html! { <span>{end}</span> }))}</span></th>
                    {head(SortKey::Off, text::houses_off(), "n zipc")}{head(SortKey::Error, text::house_error(), "n")}</tr></thead>
                <tbody>{each(visible, line)}</tbody>
            </table>
            <div class="btns gap">
                <button class="btn" type="button" data-testid="show-all" hidden={move || shown.get() == all}
                    on:click={move |_| shown.update(|n| *n = (*n + STEP).min(all))}>
                    {move || if all - shown.get() <= STEP { text::houses_show_all(count(all)) } else { text::houses_show_more(STEP) }}
                </button>
                <button class="btn" type="button" data-testid="save-csv" on:click={save}>{icon("save")} " " {text::results_save_csv()}</button>
            </div>
        </div>
    }
}

fn heading(order: RwSignal<(SortKey, bool)>, key: SortKey, name: &'static str, class: &'static str) -> View {
    let state = move || match order.get() {
        (k, true) if k == key => Some("descending"),
        (k, false) if k == key => Some("ascending"),
        _ => None,
    };
    let arrow = move || match state() {
        Some("descending") => " ▾",
        Some(_) => " ▴",
        None => "",
    };
    // Numbers are looked at from the largest, names from the first.
    let first = !matches!(key, SortKey::House | SortKey::Zip);
    let turn = move |_| {
        order
            .update(|(k, descending)| (*k, *descending) = (key, if *k == key { !*descending } else { first }))
    };
    html! {
        <th scope="col" class={class} aria-sort={state}><button type="button" on:click={turn}>{name}<span aria-hidden="true">{arrow}</span></button></th>
    }
}

fn line(
    page: Page,
    row: &Row,
    data: StoredValue<Option<Rc<Dataset>>, LocalStorage>,
    axis: StoredValue<Axis>,
) -> View {
    let house = row.house;
    let picture =
        data.with_value(|data| Some(montage_of(page, data.as_ref()?, row.position?, text::house(house))));
    let drawing = axis.with_value(|axis| deviation(row, axis));
    let pick = move |_| show_house(page, house);
    html! {
        <tr>
            <td class="thumb">{picture}</td>
            <th scope="row"><button class="textbtn" type="button" title={text::houses_show()} on:click={pick}
                aria-pressed={move || (page.picked.get() == Some(house)).to_string()}>{house}</button><span class="zip-in">{row.zip_code.clone()}</span></th>
            <td class="zipc">{row.zip_code.clone()}</td>
            <td class="n">{money(row.actual)}</td>
            <td class="n">{money(row.predicted)}</td>
            <td class="dev-line"><svg aria-hidden="true" inner_html={drawing}></svg></td>
            <td class="n zipc">{signed_money(row.predicted - row.actual)}</td>
            <td class="n"><b class="red">{signed_percent(row.error())}</b></td>
        </tr>
    }
}
