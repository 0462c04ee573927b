//! Issues in the dataset that a person should check, and which houses are excluded.

use std::sync::Arc;

use leptos::prelude::*;

use super::issue_row::{IssueHead, IssueRow};
use super::unlikely_prices::UnlikelyPrices;
use crate::browser::files;
use crate::components::icon::Icon;
use crate::page::Page;
use facade_app::data_report::{csv, prices_by_id, unlikely_prices};
use facade_app::file_name::Extension;
use facade_data::split::{SplitBy, leaks};
use facade_data::{Dataset, HouseId};
use facade_spec::Config;
use facade_spec::settings::SPLIT_BY;
use facade_text as text;
use facade_text::format::{count, list};

/// Issues shown at first: with its photos, each takes room.
const FIRST_SHOWN: usize = 4;
/// Issues added at a time.
const PAGE_SIZE: usize = 12;

/// All issues, first the pairs of houses that leak between training and test set.
#[component]
pub(crate) fn IssueTable(data: Arc<Dataset>) -> impl IntoView {
    let page = Page::from_context();
    let total = data.report.issues.len();
    let photos = data.rooms.len();
    let prices = StoredValue::new(prices_by_id(&data));
    let data = StoredValue::new(data);
    let excluded = page.memo(|s| s.excluded.iter().cloned().collect::<Vec<HouseId>>());
    let config = Memo::new(move |_| page.form.with(|f| f.config(photos).unwrap_or_default()));
    let leaking = Memo::new(move |_| {
        let (config, excluded) = (config.get(), excluded.get());
        data.with_value(|data| leaking_pairs(data, &excluded, &config))
    });
    // The order depends on the settings only: a row stays where it is when its button is pressed.
    let order = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody reads tracks nothing.
        config.with(|_| ());
        let leaking = leaking.get_untracked();
        let (mut first, rest): (Vec<usize>, Vec<usize>) =
            (0..total).partition(|position| leaking.binary_search(position).is_ok());
        first.extend(rest);
        first
    });
    let shown = RwSignal::new(FIRST_SHOWN);
    let summary = move || {
        let found = text::findings_found(total);
        match leaking.with(Vec::len) {
            0 => found,
            leaks => format!("{found} {}", text::findings_leaks(leaks)),
        }
    };
    // Copies can still be in both sets where they are split by date or area.
    let splits_copies =
        move || leaking.with(|all| !all.is_empty()) && config.with(|c| c.split_by == SplitBy::Random);
    let keep_together = move |_| page.form.update(|f| f.set(&SPLIT_BY, "copies".to_owned()));
    let left = move || total.saturating_sub(shown.get());
    let download = move |_| {
        let (excluded, of_run) = page.state.with_untracked(|s| (s.excluded.clone(), unlikely_prices(s)));
        let file = data.with_value(|data| csv(data, &excluded, &of_run));
        // A browser that blocks downloads says so itself.
        let _ = files::download("facade-data-report", Extension::Csv, file.as_bytes());
    };
    view! {
        <section class="blk c12 w8" aria-labelledby="h-find" data-testid="findings">
            <div class="head">
                <h3 id="h-find">{text::findings_heading()}</h3>
                <span class="sub" data-testid="findings-summary">
                    {summary}
                </span>
            </div>
            <table class="find" hidden={total == 0}>
                <caption class="vh">{text::findings_table()}</caption>
                <IssueHead />
                <tbody>
                    <For
                        each=move || order.get().into_iter().take(shown.get())
                        key=|position| *position
                        let:position
                    >
                        <IssueRow
                            issue=data.with_value(|data| data.report.issues[position].clone())
                            data=data.get_value()
                            prices
                            leaks=Signal::derive(move || {
                                leaking.with(|all| all.binary_search(&position).is_ok())
                            })
                        />
                    </For>
                </tbody>
            </table>
            <UnlikelyPrices data=data.get_value() prices />
            <ExcludedHouses />
            <p class="gap-s" hidden=move || !splits_copies()>
                <button class="textbtn" type="button" data-testid="keep-together" on:click=keep_together>
                    {text::findings_keep_together()}
                </button>
            </p>
            <div class="btns gap">
                <button
                    class="btn"
                    type="button"
                    data-testid="findings-more"
                    hidden=move || left() == 0
                    on:click=move |_| shown.update(|shown| *shown += PAGE_SIZE)
                >
                    {move || text::findings_more(left().min(PAGE_SIZE))}
                </button>
                <button class="btn" type="button" data-testid="save-report" on:click=download>
                    <Icon name="save" />
                    " "
                    {text::findings_save()}
                </button>
            </div>
        </section>
    }
}

/// Positions of the issues about pairs of which the split puts one house into each set, in their order.
fn leaking_pairs(data: &Dataset, excluded: &[HouseId], config: &Config) -> Vec<usize> {
    let Ok(split) = config.split(data, excluded) else {
        return Vec::new();
    };
    leaks(&data.report.issues, &data.houses, &split)
}

/// Says which houses are excluded, with a button to include them again.
#[component]
fn ExcludedHouses() -> impl IntoView {
    let page = Page::from_context();
    let excluded = page.memo(|s| s.excluded.iter().map(HouseId::to_string).collect::<Vec<String>>());
    let text = move || {
        excluded.with(|houses| match houses.as_slice() {
            [] => String::new(),
            [one] => text::findings_house_out(one) + " ",
            many if many.len() <= 20 => text::findings_houses_out(list(many)) + " ",
            many => text::findings_many_out(count(many.len())) + " ",
        })
    };
    view! {
        <p class="s gap-s" data-testid="excluded" hidden=move || excluded.with(Vec::is_empty)>
            {text}
            <button
                class="textbtn"
                type="button"
                data-testid="include-all"
                on:click=move |_| page.update_excluded(|s| s.excluded.clear())
            >
                {text::findings_all_in()}
            </button>
        </p>
    }
}
