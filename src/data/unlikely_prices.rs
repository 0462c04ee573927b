//! Prices that networks which were not trained on the house do not expect.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::issue_row::{IssueHead, IssueRow};
use crate::page::Page;
use facade_app::data_report::unlikely_prices;
use facade_data::{Dataset, HouseId};
use facade_text as text;

/// Prices that are shown: the least likely ones.
const MAX_SHOWN: usize = 12;

/// The prices, once there is a run.
#[component]
pub(super) fn UnlikelyPrices(
    data: Arc<Dataset>,
    /// By the houses' ids.
    prices: StoredValue<BTreeMap<HouseId, f64>>,
) -> impl IntoView {
    let unlikely = Page::from_context().memo(unlikely_prices);
    let count = move || unlikely.with(Vec::len);
    view! {
        <div class="gap" data-testid="unlikely-prices" hidden=move || count() == 0>
            <p class="s">{move || text::findings_unlikely(count())}</p>
            <table class="find">
                <caption class="vh">{text::findings_unlikely_table()}</caption>
                <IssueHead />
                <tbody>
                    <For
                        each=move || unlikely.get().into_iter().take(MAX_SHOWN)
                        key=|issue| format!("{issue:?}")
                        let:issue
                    >
                        <IssueRow issue data=data.clone() prices leaks=Signal::stored(false) />
                    </For>
                </tbody>
            </table>
        </div>
    }
}
