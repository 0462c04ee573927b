//! The chart of predicted against actual prices. Its points can be inspected by pointer and by keyboard.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::shown_run::{ShownRun, TestHouseMontage};
use crate::components::chart_frame::ChartFrame;
use facade_app::chart::{scatter, scatter_positions};
use facade_app::error_statistics::within_factor_two;
use facade_app::notice::Place;
use facade_app::result_rows::{Row, csv};
use facade_text as text;
use facade_text::format::{count, money, signed_percent};

/// The largest distance between pointer and point, in pixels.
const REACH: f64 = 28.0;

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
    view! {
        <ChartFrame
            class="blk c6 m6 w4"
            plot_class="square"
            testid="scatter-chart"
            place=Place::Results
            title=text::scatter_title()
            subtitle=text::t!(scatter_sub, near = count(near), all).into_any()
            drawing
            label=text::t!(scatter_label, all = count(all), near)
            table=|| view! { <TableLink /> }
            file_name=format!("facade-run-{}-test-houses", run.number)
            csv=move || rows.with_value(|rows| csv(rows))
        >
            <PointArea run rows />
        </ChartFrame>
    }
}

/// Where the numbers of the chart are: in the table of test houses.
#[component]
fn TableLink() -> impl IntoView {
    view! {
        <p class="sub">
            {text::scatter_table_before()} " " <a href="#test-houses">{text::scatter_table_link()}</a> " "
            {text::scatter_table_after()}
        </p>
    }
}

/// An area over the chart: a slider over its points, in the order of `rows`.
#[component]
fn PointArea(run: ShownRun, rows: StoredValue<Vec<Row>>) -> impl IntoView {
    let all = rows.with_value(Vec::len);
    let positions = StoredValue::new(rows.with_value(|rows| scatter_positions(rows)));
    // The index of the point under pointer or keyboard.
    let active = RwSignal::new(None::<usize>);
    let row = move |index: usize| rows.with_value(|rows| rows.get(index).cloned());
    let nearest_point = move |pointer: &PointerEvent| {
        let area = pointer.current_target()?.unchecked_into::<Element>().get_bounding_client_rect();
        let distance = |[x, y]: &[f64; 2]| {
            let x = area.left() + x / 100.0 * area.width() - f64::from(pointer.client_x());
            let y = area.top() + y / 100.0 * area.height() - f64::from(pointer.client_y());
            x.hypot(y)
        };
        positions.with_value(|positions| {
            let distances = positions.iter().map(distance).enumerate();
            let (index, distance) = distances.min_by(|a, b| a.1.total_cmp(&b.1))?;
            (distance < REACH).then_some(index)
        })
    };
    let pointer_moved = move |event: PointerEvent| {
        let nearest = nearest_point(&event);
        if active.get_untracked() != nearest {
            active.set(nearest);
        }
    };
    let choose = move || {
        if let Some(row) = active.get_untracked().and_then(row) {
            run.select(row.house);
        }
    };
    let key_pressed = move |event: KeyboardEvent| {
        let (current, last) = (active.get_untracked(), all.saturating_sub(1));
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => Some(current.map_or(0, |current| (current + 1).min(last))),
            "ArrowLeft" | "ArrowDown" => Some(current.map_or(last, |current| current.saturating_sub(1))),
            "PageUp" => Some(current.map_or(0, |current| (current + 10).min(last))),
            "PageDown" => Some(current.map_or(last, |current| current.saturating_sub(10))),
            "Home" => Some(0),
            "End" => Some(last),
            "Escape" => None,
            "Enter" | " " => {
                event.prevent_default();
                return choose();
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next);
    };
    let focused = move |_| {
        if active.get_untracked().is_none() {
            active.set((all > 0).then_some(0));
        }
    };
    let value_text = move || match active.get().and_then(row) {
        Some(row) => house_text(&row),
        None => text::scatter_no_house().to_owned(),
    };
    let tip = move |index: usize| {
        let position = positions.with_value(|positions| positions.get(index).copied())?;
        Some(view! { <Tip run row=row(index)? position /> })
    };
    view! {
        <div
            class="area"
            role="slider"
            tabindex="0"
            data-testid="scatter-area"
            aria-label=text::scatter_keys()
            aria-valuemin="0"
            aria-valuemax=all.to_string()
            aria-valuenow=move || active.get().map_or(0, |index| index + 1).to_string()
            aria-valuetext=value_text
            on:pointermove=pointer_moved
            on:pointerleave=move |_| active.set(None)
            on:click=move |_| choose()
            on:keydown=key_pressed
            on:focus=focused
            on:blur=move |_| active.set(None)
        >
            // Keyed, so that each point gets a canvas of its own.
            <For each=move || active.get() key=|index| *index children=tip />
        </div>
    }
}

/// The house of a point. `position` is in percent from the left and from the top.
#[component]
fn Tip(run: ShownRun, row: Row, position: [f64; 2]) -> impl IntoView {
    let [x, y] = position;
    let side = if x > 50.0 { format!("right:{:.2}%", 100.0 - x) } else { format!("left:{x:.2}%") };
    let level = if y > 50.0 { format!("bottom:{:.2}%", 100.0 - y) } else { format!("top:{y:.2}%") };
    view! {
        <div class="at" style=format!("left:{x:.2}%;top:{y:.2}%")></div>
        <div class="tip" data-testid="scatter-tip" style=format!("{side};{level}")>
            <TestHouseMontage run house=row.house.clone() position=row.position />
            <div>
                <b>{text::house(&row.house)}</b>
                <span>{text::scatter_actual(money(row.actual))}</span>
                <span>{text::scatter_predicted(money(row.predicted))}</span>
                <b class="red">{signed_percent(row.error())}</b>
            </div>
        </div>
    }
}
