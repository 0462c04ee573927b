//! The test houses with the largest errors, and those with the smallest.

use leptos::prelude::*;

use super::shown_run::{ShownRun, TestHouseMontage};
use facade_app::result_rows::{Row, SortKey, sort};
use facade_text as text;
use facade_text::format::{money, signed_percent};

/// Houses in each list.
const SHOWN: usize = 8;

#[component]
pub(super) fn RankedHouses(run: ShownRun) -> impl IntoView {
    let mut rows = run.rows.get_value();
    sort(&mut rows, SortKey::PercentError, true);
    let count = SHOWN.min(rows.len() / 2);
    let worst = rows[..count].to_vec();
    let best = rows[rows.len() - count..].iter().rev().cloned().collect();
    view! {
        <RankedList run testid="worst" title=text::ranked_worst() rows=worst />
        <RankedList run testid="best" title=text::ranked_best() rows=best />
    }
}

#[component]
fn RankedList(run: ShownRun, testid: &'static str, title: &'static str, rows: Vec<Row>) -> impl IntoView {
    let item = |row: &Row| {
        let (name, testid) = (row.house.to_string(), format!("ranked-{}", row.house));
        let (house, picked) = (row.house.clone(), row.house.clone());
        let own = StoredValue::new(row.house.clone());
        // As in all charts: blue is too low, red too high.
        let direction = if row.error() < 0.0 { "blue" } else { "red" };
        let is_selected =
            move || own.with_value(|own| run.selected_house.with(|house| house.as_ref() == Some(own)));
        view! {
            <li>
                <button
                    class="pickable"
                    class:sel=is_selected
                    type="button"
                    aria-pressed=move || is_selected().to_string()
                    data-testid=testid
                    on:click=move |_| run.select(picked.clone())
                >
                    <TestHouseMontage run house position=row.position />
                    <span class="line1">
                        <b>{name}</b>
                        <b class=direction>{signed_percent(row.error())}</b>
                    </span>
                    <span class="line2">{money(row.actual)} " → " {money(row.predicted)}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="blk c6 m6" aria-labelledby=testid>
            <h3 id=testid>{title}</h3>
            <ul class="ranked gap-s" data-testid=testid>
                {rows.iter().map(item).collect_view()}
            </ul>
        </section>
    }
}
