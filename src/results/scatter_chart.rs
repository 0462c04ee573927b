//! The chart of predicted against actual prices. Its points can be inspected by pointer and by keyboard.

use leptos::prelude::*;

use super::shown_run::{ShownRun, TestHouseMontage};
use crate::components::chart_frame::ChartFrame;
use crate::components::input_hint::InputHint;
use crate::components::point_area::PointArea;
use crate::page::Page;
use facade_app::chart::{scatter, scatter_positions};
use facade_app::error_statistics::within_factor_two;
use facade_app::notice::Place;
use facade_app::result_rows::{Row, csv};
use facade_text as text;
use facade_text::format::{count, money, signed_percent};

/// A point in words.
fn house_text(row: &Row) -> String {
    text::t!(
        scatter_house,
        house = row.house.as_str(),
        actual = money(row.actual),
        predicted = money(row.predicted),
        error = signed_percent(row.error())
    )
}

#[component]
pub(super) fn ScatterChart(run: ShownRun) -> impl IntoView {
    // By actual price: the right arrow key goes to the point on the right.
    let mut rows = run.rows.get_value();
    rows.sort_by(|a, b| a.actual.total_cmp(&b.actual));
    let (all, near) = (rows.len(), within_factor_two(&rows));
    let rows = StoredValue::new(rows);
    let drawing = Memo::new(move |_| {
        rows.with_value(|rows| run.selected_house.with(|picked| scatter(rows, picked.as_ref())))
    });
    let row = move |index: usize| rows.with_value(|rows| rows.get(index).cloned());
    let describe = move |index: Option<usize>| match index.and_then(row) {
        Some(row) => house_text(&row),
        None => text::scatter_no_house().to_owned(),
    };
    let choose = move |index: usize| {
        if let Some(row) = row(index) {
            run.select(row.house);
        }
    };
    let subtitle = view! {
        {text::t!(scatter_sub, near = count(near), all)}
        " "
        <InputHint pointer=text::scatter_point() touch=text::scatter_tap() />
    };
    let tip = move |index: usize| row(index).map(|row| view! { <Tip run row /> }).into_any();
    view! {
        <ChartFrame
            class="blk c6 m6 w4"
            plot_class="square"
            testid="scatter-chart"
            place=Place::Results
            title=text::scatter_title()
            subtitle=subtitle.into_any()
            drawing
            label=text::t!(scatter_label, all = count(all), near)
            table=|| view! { <TableLink /> }
            file_name=format!("facade-run-{}-predicted-and-actual", run.number)
            csv=move || rows.with_value(|rows| csv(rows))
        >
            <PointArea
                testid="scatter"
                label=text::scatter_keys()
                positions=rows.with_value(|rows| scatter_positions(rows))
                describe
                choose
                tip
            />
        </ChartFrame>
    }
}

/// Where the numbers of the chart are: in the table of test houses.
#[component]
fn TableLink() -> impl IntoView {
    let page = Page::from_context();
    view! {
        <p class="sub">
            {text::scatter_table_before()} " "
            <a href="#fold-houses" on:click=move |_| page.unfold("fold-houses")>
                {text::scatter_table_link()}
            </a> " " {text::scatter_table_after()}
        </p>
    }
}

/// The house of a point.
#[component]
fn Tip(run: ShownRun, row: Row) -> impl IntoView {
    view! {
        <TestHouseMontage run house=row.house.clone() position=row.position />
        <div>
            <b>{text::house(&row.house)}</b>
            <span>{text::scatter_actual(money(row.actual))}</span>
            <span>{text::scatter_predicted(money(row.predicted))}</span>
            <b>{signed_percent(row.error())}</b>
        </div>
    }
}
