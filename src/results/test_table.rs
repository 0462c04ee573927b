//! The sortable table of test houses.

use leptos::prelude::*;

use super::shown_run::{ShownRun, TestHouseMontage};
use crate::browser::files;
use crate::components::icon::Icon;
use crate::components::table::SortHeading;
use facade_app::chart::{Axis, error_bar, price_axis};
use facade_app::file_name::Extension;
use facade_app::result_rows::{Row, SortKey, csv, sort};
use facade_text as text;
use facade_text::format::{compact_money, count, money, signed_money, signed_percent};

/// Rows shown at first.
const FIRST_ROWS: usize = 10;
/// Rows added at a time: as many as can be built without blocking the page noticeably.
const MORE_ROWS: usize = 200;

#[component]
pub(super) fn TestTable(run: ShownRun) -> impl IntoView {
    let all = run.rows.with_value(Vec::len);
    let order = RwSignal::new((SortKey::PercentError, true));
    let shown = RwSignal::new(FIRST_ROWS.min(all));
    let axis = run.rows.with_value(|rows| price_axis(rows, [0.8, 1.25]));
    let axis = StoredValue::new(axis.unwrap_or_else(|| Axis::log(1e4, 1e4)));
    let sorted = Memo::new(move |_| {
        let (key, descending) = order.get();
        let mut rows = run.rows.get_value();
        sort(&mut rows, key, descending);
        rows
    });
    let visible = move || sorted.with(|rows| rows[..shown.get()].to_vec());
    let caption = move || {
        let order = if order.get() == (SortKey::PercentError, true) { "error" } else { "other" };
        text::t!(houses_caption, shown = count(shown.get()), all = count(all), order)
    };
    let download = move |_| {
        let csv = run.rows.with_value(|rows| csv(rows));
        // A browser that blocks downloads says so itself.
        let _ = files::download(
            &format!("facade-run-{}-test-houses", run.number),
            Extension::Csv,
            csv.as_bytes(),
        );
    };
    let more_label = move || {
        if all - shown.get() <= MORE_ROWS {
            text::houses_show_all(count(all))
        } else {
            text::houses_show_more(MORE_ROWS)
        }
    };
    view! {
        <div class="blk c12 w8 sc" role="region" aria-labelledby="test-houses" tabindex="0">
            <table class="houses" data-testid="test-table">
                <caption id="test-houses">
                    {text::houses_title()} " " <span class="sub">{caption}</span>
                </caption>
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="vh">{text::houses_montage()}</span>
                        </th>
                        <SortHeading order key=SortKey::House name=text::houses_house() is_name=true />
                        <SortHeading
                            order
                            key=SortKey::Zip
                            name=text::house_zip_code()
                            class="zipc"
                            is_name=true
                        />
                        <SortHeading order key=SortKey::Actual name=text::house_actual() class="n" />
                        <SortHeading order key=SortKey::Predicted name=text::house_predicted() class="n" />
                        <AxisHeading axis />
                        <SortHeading
                            order
                            key=SortKey::AbsoluteError
                            name=text::houses_off()
                            class="n zipc"
                        />
                        <SortHeading order key=SortKey::PercentError name=text::house_error() class="n" />
                    </tr>
                </thead>
                <tbody>
                    <For each=visible key=|row| row.house.clone() let:row>
                        <HouseRow run row axis />
                    </For>
                </tbody>
            </table>
            <div class="btns gap">
                <button
                    class="btn"
                    type="button"
                    data-testid="show-all"
                    hidden=move || shown.get() == all
                    on:click=move |_| shown.update(|n| *n = (*n + MORE_ROWS).min(all))
                >
                    {more_label}
                </button>
                <button class="btn" type="button" data-testid="save-csv" on:click=download>
                    <Icon name="save" />
                    " "
                    {text::results_save_csv()}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// The ends of the axis of the bars below.
#[component]
fn AxisHeading(axis: StoredValue<Axis>) -> impl IntoView {
    let ends = axis.with_value(|axis| [axis.ticks.first(), axis.ticks.last()].map(Option::<&f64>::copied));
    let end = |price: Option<f64>| view! { <span>{price.map(compact_money)}</span> };
    view! {
        <th scope="col" class="dev-line">
            <span class="hd">{ends.map(end).into_iter().collect_view()}</span>
        </th>
    }
}

#[component]
fn HouseRow(run: ShownRun, row: Row, axis: StoredValue<Axis>) -> impl IntoView {
    let house = StoredValue::new(row.house.clone());
    let is_selected =
        move || run.selected_house.with(|picked| house.with_value(|house| picked.as_ref() == Some(house)));
    let drawing = axis.with_value(|axis| error_bar(&row, axis));
    view! {
        <tr class:sel=is_selected>
            <td class="thumb">
                <TestHouseMontage run house=row.house.clone() position=row.position />
            </td>
            <th scope="row">
                <button
                    class="textbtn"
                    type="button"
                    title=text::houses_show()
                    aria-pressed=move || is_selected().to_string()
                    on:click=move |_| run.select(house.get_value())
                >
                    {row.house.to_string()}
                </button>
                <span class="zip-in">{row.zip_code.clone()}</span>
            </th>
            <td class="zipc">{row.zip_code.clone()}</td>
            <td class="n">{money(row.actual)}</td>
            <td class="n">{money(row.predicted)}</td>
            <td class="dev-line">
                <svg aria-hidden="true" inner_html=drawing></svg>
            </td>
            <td class="n zipc">{signed_money(row.predicted - row.actual)}</td>
            <td class="n">
                <b>{signed_percent(row.error())}</b>
            </td>
        </tr>
    }
}
