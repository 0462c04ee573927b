//! An area over a chart whose points can be inspected by pointer and by keyboard.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent, PointerEvent};

/// The largest distance between pointer and point, in pixels.
const REACH: f64 = 28.0;

/// A slider over the points of a chart.
#[component]
pub(crate) fn PointArea(
    /// The start of its test ids.
    testid: &'static str,
    /// What the slider does.
    label: &'static str,
    /// Of each point, in percent from the left and from the top.
    positions: Vec<[f64; 2]>,
    /// A point in words; none if there is no point.
    describe: impl Fn(Option<usize>) -> String + Send + Sync + 'static,
    /// Called with the point that was chosen.
    choose: impl Fn(usize) + Send + Sync + 'static,
    /// What is shown beside a point.
    tip: impl Fn(usize) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let all = positions.len();
    let positions = StoredValue::new(positions);
    // The index of the point under pointer or keyboard.
    let active = RwSignal::new(None::<usize>);
    let nearest_point = move |pointer: &MouseEvent| {
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
    let choose = Arc::new(move || {
        if let Some(index) = active.get_untracked() {
            choose(index);
        }
    });
    let clicked = {
        let choose = choose.clone();
        move |event: MouseEvent| {
            // A finger has not pointed before it taps. A screen reader clicks nowhere in particular.
            if event.detail() > 0 {
                active.set(nearest_point(&event));
            }
            choose();
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
        active.set(next.filter(|_| all > 0));
    };
    let focused = move |_| {
        if active.get_untracked().is_none() {
            active.set((all > 0).then_some(0));
        }
    };
    let tip = move |index: usize| {
        let [x, y] = positions.with_value(|positions| positions.get(index).copied())?;
        let side = if x > 50.0 { format!("right:{:.2}%", 100.0 - x) } else { format!("left:{x:.2}%") };
        let level = if y > 50.0 { format!("bottom:{:.2}%", 100.0 - y) } else { format!("top:{y:.2}%") };
        Some(view! {
            <div class="at" style=format!("left:{x:.2}%;top:{y:.2}%")></div>
            <div class="tip" data-testid=format!("{testid}-tip") style=format!("{side};{level}")>
                {tip(index)}
            </div>
        })
    };
    view! {
        <div
            class="area"
            role="slider"
            tabindex="0"
            data-testid=format!("{testid}-area")
            aria-label=label
            aria-valuemin="0"
            aria-valuemax=all.to_string()
            aria-valuenow=move || active.get().map_or(0, |index| index + 1).to_string()
            aria-valuetext=move || describe(active.get())
            on:pointermove=pointer_moved
            on:pointerleave=move |_| active.set(None)
            on:click=clicked
            on:keydown=key_pressed
            on:focus=focused
            on:blur=move |_| active.set(None)
        >
            // Keyed, so that each point gets a canvas of its own.
            <For each=move || active.get() key=|index| *index children=tip />
        </div>
    }
}
