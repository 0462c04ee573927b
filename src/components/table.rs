//! Rows of tables.

use leptos::prelude::*;

use facade_app::sort_order::{SortOrder, next_order};
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

/// The heading of a column that sorts the rows.
#[component]
pub(crate) fn SortHeading<Key: Copy + PartialEq + Send + Sync + 'static>(
    order: RwSignal<SortOrder<Key>>,
    key: Key,
    name: &'static str,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] is_name: bool,
    /// The order of the rows themselves, if they have one: the third press restores it.
    #[prop(optional)]
    unsorted: Option<SortOrder<Key>>,
) -> impl IntoView {
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
    let sort = move |_| order.update(|order| *order = next_order(*order, key, is_name, unsorted));
    view! {
        <th scope="col" class=class aria-sort=state>
            <button type="button" on:click=sort>
                {name}
                <span aria-hidden="true">{arrow}</span>
            </button>
        </th>
    }
}

/// A table cell with a bar; without one for a value that is not a number.
#[component]
pub(crate) fn BarCell(value: f64, maximum: f64) -> impl IntoView {
    let bounded = |value: f64| if value.is_finite() { value.min(1e15) } else { 0.0 };
    let style = format!("--v:{:.2};--max:{:.2}", bounded(value), bounded(maximum).max(1.0));
    view! {
        <td class="ln">
            <i style=style></i>
        </td>
    }
}

/// A row of a [`BarTable`]: its name, the length of its bar, and the value as text.
pub(crate) type BarRow = (String, f64, String);

/// A table of values with a bar each.
#[component]
pub(crate) fn BarTable(
    testid: &'static str,
    title: &'static str,
    subtitle: &'static str,
    /// Of the names.
    heading: &'static str,
    /// Of the values.
    value_heading: &'static str,
    rows: Vec<BarRow>,
) -> impl IntoView {
    let maximum = rows.iter().map(|(_, length, _)| *length).fold(0.0, f64::max);
    let row = |(name, length, value): BarRow| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <BarCell value=length maximum />
                <td class="n">{value}</td>
            </tr>
        }
    };
    view! {
        <table class="against" data-testid=testid>
            <caption>{title} " " <span class="sub">{subtitle}</span></caption>
            <thead>
                <tr>
                    <th scope="col">{heading}</th>
                    <th scope="col" class="ln">
                        <span class="vh">{text::results_drawn()}</span>
                    </th>
                    <th scope="col" class="n">
                        {value_heading}
                    </th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
