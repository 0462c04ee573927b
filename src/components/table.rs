//! Rows of tables.

use leptos::prelude::*;

use facade_text as text;
use facade_text::format::count;

/// A row of numbers with its heading.
#[component]
pub(crate) fn TableRow(heading: String, values: Vec<String>) -> impl IntoView {
    let cells = values.into_iter().map(|value| view! { <td class="n">{value}</td> }).collect_view();
    view! {
        <tr>
            <th scope="row">{heading}</th>
            {cells}
        </tr>
    }
}

/// Rows that a table of groups shows at first, and adds at a time. If a column of streets is taken for the zip code, there are as
/// many groups as houses.
pub(crate) const ROWS_SHOWN: usize = 100;

/// A button that shows more rows of a table, if there are any.
#[component]
pub(crate) fn MoreRows(#[prop(into)] testid: String, all: usize, shown: RwSignal<usize>) -> impl IntoView {
    let left = move || all.saturating_sub(shown.get());
    view! {
        <div class="btns gap-s" hidden=move || left() == 0>
            <button
                class="btn"
                type="button"
                data-testid=testid
                on:click=move |_| shown.update(|shown| *shown += ROWS_SHOWN)
            >
                {move || text::t!(parts_more, rows = count(left().min(ROWS_SHOWN)), left = count(left()))}
            </button>
        </div>
    }
}
