//! A finding with the buttons that exclude its houses.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::components::house_dialog::HousePicture;
use crate::page::Page;
use facade_app::data_report::issue_text;
use facade_data::{DataIssue, Dataset, HouseId};
use facade_text as text;

/// Houses of a finding that are shown.
const MAX_PICTURES: usize = 3;

/// The head of a table of findings.
#[component]
pub(super) fn IssueHead() -> impl IntoView {
    view! {
        <thead>
            <tr>
                <th scope="col">
                    <span class="vh">{text::houses_montage()}</span>
                </th>
                <th scope="col">{text::findings_finding()}</th>
                <th scope="col">{text::findings_to_do()}</th>
            </tr>
        </thead>
    }
}

#[component]
pub(super) fn IssueRow(
    issue: DataIssue,
    data: Arc<Dataset>,
    /// By the houses' ids.
    prices: StoredValue<BTreeMap<HouseId, f64>>,
    /// Whether its houses leak between training and test set.
    leaks: Signal<bool>,
) -> impl IntoView {
    let leak = move || {
        leaks.get().then(|| {
            view! { <b class="red">" " {text::findings_leak()}</b> }
        })
    };
    let picture = |house: &HouseId| {
        let position = data.houses.iter().position(|other| other.id == *house)?;
        Some(view! { <HousePicture data=data.clone() position /> })
    };
    let pictures = issue.houses().iter().filter_map(picture).take(MAX_PICTURES).collect_view();
    view! {
        <tr data-testid=format!("finding-{}", issue.key())>
            <td class="pics">{pictures}</td>
            <td>{prices.with_value(|prices| issue_text(&issue, prices))} {leak}</td>
            <td class="acts">
                {issue.houses().into_iter().map(|house| view! { <ExcludeToggle house /> }).collect_view()}
            </td>
        </tr>
    }
}

/// A button that excludes a house, or includes it again.
#[component]
pub(crate) fn ExcludeToggle(house: HouseId) -> impl IntoView {
    let page = Page::from_context();
    let testid = format!("exclude-{house}");
    let house = StoredValue::new(house);
    let out = page.memo(move |s| house.with_value(|house| s.excluded.contains(house)));
    let toggle = move |_| {
        // Not inside the update: a memo of the state cannot be read while the state changes.
        let out = !out.get_untracked();
        page.update_excluded(move |s| s.exclude(house.get_value(), out));
    };
    let label = move || match out.get() {
        true => house.with_value(|house| text::findings_take_in(house)),
        false => house.with_value(|house| text::findings_leave_out(house)),
    };
    view! {
        <button
            class="textbtn"
            type="button"
            data-testid=testid
            aria-pressed=move || out.get().to_string()
            on:click=toggle
        >
            {label}
        </button>
    }
}
