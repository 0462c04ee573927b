//! The chart of errors by epoch.

use leptos::prelude::*;

use crate::components::chart_frame::ChartFrame;
use crate::components::help::{Help, MAPE, OVERFITTING};
use crate::components::table::TableRow;
use crate::page::Page;
use facade_app::chart::{LossChartOptions, loss_chart};
use facade_app::export::LegendEntry;
use facade_app::notice::Place;
use facade_app::run::Run;
use facade_app::run::curve_csv;
use facade_app::state::State;
use facade_text as text;
use facade_text::format::{count, list, percent};

/// Earlier runs in the chart: nobody can tell more of them apart.
const MAX_EARLIER: usize = 8;

/// The run in view, and the latest others with results.
fn charted_runs(state: &State) -> Option<(&Run, Vec<&Run>)> {
    let shown = state.run_in_view()?;
    let is_other = |run: &&Run| run.number != shown.number && run.evaluation.is_some();
    Some((shown, state.runs.iter().rev().filter(is_other).take(MAX_EARLIER).collect()))
}

fn summary(state: &State, log: bool) -> String {
    let Some((run, _)) = charted_runs(state) else { return String::new() };
    let mut sentences = vec![text::curve_summary(if log { "log" } else { "linear" })];
    sentences.push(match run.curve.last() {
        Some(last) => {
            let (train, validation) = (run.format_loss(last.train_loss), percent(last.validation_mape));
            text::t!(
                curve_summary_epochs,
                run = run.number,
                epochs = last.epoch,
                training = train,
                validation
            )
        }
        None => text::curve_summary_run(run.number),
    });
    sentences.extend(run.best().map(|best| {
        text::t!(curve_summary_lowest, error = percent(best.validation_mape), epoch = count(best.epoch))
    }));
    let constant = run.setup.as_ref().map(|setup| percent(setup.baselines.best_constant.mape_mean));
    sentences.extend(constant.map(text::curve_summary_constant));
    sentences.join(" ")
}

fn legend_entries(state: &State, options: LossChartOptions) -> Vec<LegendEntry> {
    let Some((run, earlier)) = charted_runs(state) else { return Vec::new() };
    let mut entries = Vec::new();
    if run.trains_on_mape() {
        entries.push(("p-train", text::curve_training(run.number)));
    }
    entries.push(("p-val", text::t!(curve_validation, count = 1, runs = run.number)));
    if options.earlier && !earlier.is_empty() {
        let numbers: Vec<String> = earlier.iter().rev().map(|run| run.number.to_string()).collect();
        entries.push(("p-old", text::t!(curve_validation, count = numbers.len(), runs = list(&numbers))));
    }
    entries.push(("p-base", text::compare_constant().to_owned()));
    entries
}

#[component]
pub(crate) fn LossChart() -> impl IntoView {
    let page = Page::from_context();
    let options = RwSignal::new(LossChartOptions::default());
    // Drawn again when an epoch is done, not with every message from a worker.
    let key = page.memo(|s| {
        charted_runs(s).map(|(r, earlier)| {
            let earlier: Vec<u32> = earlier.iter().map(|run| run.number).collect();
            (r.number, r.epoch(), r.state, r.setup.is_some(), earlier)
        })
    });
    let drawing = Memo::new(move |_| {
        key.with(|_| ());
        let options = options.get();
        page.state.with_untracked(|s| {
            charted_runs(s).map(|(run, earlier)| loss_chart(run, &earlier, options)).unwrap_or_default()
        })
    });
    let label = page.memo(move |s| summary(s, options.get().log));
    let legend = page.memo(move |s| legend_entries(s, options.get()));
    let file_name = page.memo(|s| {
        let number = charted_runs(s).map_or(0, |(run, _)| run.number);
        format!("facade-run-{number}-epochs")
    });
    let csv = move || {
        page.state.with_untracked(|s| {
            let all = charted_runs(s).map(|(run, earlier)| [vec![run], earlier].concat()).unwrap_or_default();
            curve_csv(&all)
        })
    };
    view! {
        <ChartFrame
            class="gap-l"
            plot_class="loss"
            testid="loss-chart"
            place=Place::Train
            title=text::curve_title()
            subtitle=text::curve_note().into_any()
            tools=view! { <ChartTools options /> }.into_any()
            legend
            drawing
            label
            table=|| view! { <EpochTable /> }
            file_name
            csv
        />
        <Help topic=MAPE />
        <Help topic=OVERFITTING />
    }
}

/// One of the options that are on or off.
type OptionField = fn(&mut LossChartOptions) -> &mut bool;

/// The choice of the axis, and what is drawn.
#[component]
fn ChartTools(options: RwSignal<LossChartOptions>) -> impl IntoView {
    let has_earlier =
        Page::from_context().memo(|s| charted_runs(s).is_some_and(|(_, earlier)| !earlier.is_empty()));
    let radio = move |name: &'static str, log: bool, testid: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="axis"
                    data-testid=testid
                    prop:checked=move || options.get().log == log
                    on:change=move |_| options.update(|options| options.log = log)
                />
                <span>{name}</span>
            </label>
        }
    };
    let checkbox = move |name: &'static str, testid: &'static str, field: OptionField| {
        let toggle = move |_| {
            options.update(|options| {
                let field = field(options);
                *field = !*field;
            });
        };
        view! {
            <label class="s check">
                <input
                    type="checkbox"
                    class="tick"
                    data-testid=testid
                    prop:checked=move || *field(&mut options.get())
                    on:change=toggle
                />
                {name}
            </label>
        }
    };
    view! {
        <span class="seg" role="radiogroup" aria-label=text::curve_axis_name()>
            {radio(text::curve_log(), true, "axis-log")}
            {radio(text::curve_linear(), false, "axis-linear")}
        </span>
        {checkbox(text::curve_smooth(), "smooth", |options| &mut options.smooth)}
        {checkbox(text::curve_clip(), "clip", |options| &mut options.clip)}
        <Show when=move || {
            has_earlier.get()
        }>{checkbox(text::curve_earlier(), "earlier-runs", |options| &mut options.earlier)}</Show>
    }
}

/// About a dozen epochs, closer together at the start, including the last.
fn epoch_rows(run: &Run) -> Vec<[String; 3]> {
    let last = run.epoch();
    let is_shown = |epoch: usize| {
        matches!(epoch, 1 | 2 | 5) || epoch == last || epoch.is_multiple_of(last.div_ceil(10).max(10))
    };
    let shown = run.curve.iter().filter(|e| is_shown(e.epoch));
    shown.map(|e| [count(e.epoch), run.format_loss(e.train_loss), percent(e.validation_mape)]).collect()
}

#[component]
fn EpochTable() -> impl IntoView {
    let rows =
        Page::from_context().memo(|s| charted_runs(s).map(|(run, _)| epoch_rows(run)).unwrap_or_default());
    let row = |[epoch, training, validation]: [String; 3]| {
        view! { <TableRow heading=epoch values=vec![training, validation] /> }
    };
    view! {
        <table>
            <caption class="vh">{text::curve_table()}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::curve_epoch()}</th>
                    <th scope="col" class="n">
                        {text::curve_training_column()}
                    </th>
                    <th scope="col" class="n">
                        {text::curve_validation_column()}
                    </th>
                </tr>
            </thead>
            <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
