//! Predicted against actual price: every test house is a point, to be looked at by pointer and by key.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

use super::dom::{View, html};
use super::figure::{Chart, chart};
use super::house::show_house;
use super::memo::Memo;
use super::page::Page;
use super::parts::montage_of;
use facade_app::chart::{scatter as drawing, scatter_places};
use facade_app::figures::{Row, csv, within_factor_two};
use facade_app::notice::Place;
use facade_data::Dataset;
use facade_data::sorting;
use facade_text as text;
use facade_text::format::{count, money, signed_percent};

/// How far from a point the pointer still means it, in pixels.
const REACH: f64 = 28.0;

/// A house in words.
fn words(row: &Row) -> String {
    text::scatter_house(row.house, money(row.actual), money(row.predicted), signed_percent(row.error()))
}

pub(super) fn scatter(page: Page, run: u32, rows: &[Row], data: Option<Rc<Dataset>>) -> View {
    let near = within_factor_two(rows);
    let all = rows.len();
    // By actual price: the next key goes to the right.
    let mut rows = rows.to_vec();
    sorting::sort(&mut rows, |a, b| a.actual.total_cmp(&b.actual));
    let places = StoredValue::new(scatter_places(&rows));
    let rows = StoredValue::new(rows);
    let data = StoredValue::new_local(data);
    // The house that is looked at, by its place in the order.
    let looked = RwSignal::new(None::<usize>);
    let picture = Memo::new(move || rows.with_value(|rows| drawing(rows, page.picked.get())));
    let label = text::scatter_label(count(all), near);

    let moved = move |event: Event| {
        let (Some(at), Some(target)) = (event.dyn_ref::<MouseEvent>(), event.current_target()) else {
            return;
        };
        let area = target.unchecked_into::<Element>().get_bounding_client_rect();
        let apart = |place: &[f64; 2]| {
            let x = area.left() + place[0] / 100.0 * area.width() - f64::from(at.client_x());
            let y = area.top() + place[1] / 100.0 * area.height() - f64::from(at.client_y());
            x.hypot(y)
        };
        let nearest = places.with_value(|places| {
            let all = places.iter().map(apart).enumerate();
            all.min_by(|a, b| a.1.total_cmp(&b.1))
                .filter(|nearest| nearest.1 < REACH)
                .map(|nearest| nearest.0)
        });
        if looked.get_untracked() != nearest {
            looked.set(nearest);
        }
    };
    let choose = move || {
        let house = looked.get_untracked().and_then(|at| rows.with_value(|rows| Some(rows.get(at)?.house)));
        if let Some(house) = house {
            show_house(page, house);
        }
    };
    let pressed = move |event: Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else { return };
        let (now, last) = (looked.get_untracked(), all.saturating_sub(1));
        let next = match key.as_str() {
            "ArrowRight" | "ArrowUp" => Some(now.map_or(0, |now| (now + 1).min(last))),
            "ArrowLeft" | "ArrowDown" => Some(now.map_or(last, |now| now.saturating_sub(1))),
            "PageUp" => Some(now.map_or(0, |now| (now + 10).min(last))),
            "PageDown" => Some(now.map_or(last, |now| now.saturating_sub(10))),
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
        looked.set(next);
    };
    let focused = move |_| {
        if looked.get_untracked().is_none() {
            looked.set((all > 0).then_some(0));
        }
    };
    let value = move || looked.get().map_or(0, |at| at + 1);
    let text = move || {
        let row = looked.get().and_then(|at| rows.with_value(|rows| rows.get(at).map(words)));
        row.unwrap_or_else(|| text::scatter_no_house().to_owned())
    };
    let tip = move || {
        let at = looked.get()?;
        let [x, y] = places.with_value(|places| places.get(at).copied())?;
        let row = rows.with_value(|rows| rows.get(at).cloned())?;
        let side = if x > 50.0 { format!("right:{:.2}%", 100.0 - x) } else { format!("left:{x:.2}%") };
        let level = if y > 50.0 { format!("bottom:{:.2}%", 100.0 - y) } else { format!("top:{y:.2}%") };
        let thumb = data
            .with_value(|data| Some(montage_of(page, data.as_ref()?, row.position?, text::house(row.house))));
        Some(html! {
            <div class="at" style={format!("left:{x:.2}%;top:{y:.2}%")}></div>
            <div class="tip" data-testid="scatter-tip" style={format!("{side};{level}")}>{thumb}
                <div><b>{text::house(row.house)}</b><span>{text::scatter_actual(money(row.actual))}</span>
                    <span>{text::scatter_predicted(money(row.predicted))}</span><b class="red">{signed_percent(row.error())}</b></div></div>
        })
    };
    let over = html! {
        <div class="area" role="slider" tabindex="0" data-testid="scatter-area" aria-label={text::scatter_keys()}
            aria-valuemin="0" aria-valuemax={all.to_string()} aria-valuenow={move || value().to_string()} aria-valuetext={text}
            on:pointermove={moved} on:pointerleave={move |_| looked.set(None)} on:click={move |_| choose()} on:keydown={pressed}
            on:focus={focused} on:blur={move |_| looked.set(None)}>{tip}</div>
    };
    let file = format!("facade-run-{run}-test-houses");
    chart(
        page,
        Chart {
            class: ["blk c6 m6 w4", "square"],
            testid: "scatter-chart",
            place: Place::Results,
            title: text::scatter_title(),
            sub: html! { {text::scatter_sub(count(near), all)} },
            tools: None,
            legend: Box::new(Vec::new),
            drawing: Box::new(move || picture.get()),
            label: Box::new(move || label.clone()),
            table: Box::new(|| {
                html! {
                    <p class="sub">{text::scatter_table_before()} " " <a href="#test-houses">{text::scatter_table_link()}</a> " " {text::scatter_table_after()}</p>
                }
            }),
            file: Box::new(move || file.clone()),
            csv: Box::new(move || rows.with_value(|rows| csv(rows))),
            over: Some(over),
        },
    )
}
