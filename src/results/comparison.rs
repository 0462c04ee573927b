//! The selected runs side by side: verdicts, curves, metrics, and the settings that differ.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::chart_frame::ChartFrame;
use crate::components::table::TableRow;
use crate::page::Page;
use facade_app::chart;
use facade_app::compare::{
    self, ComparisonRow, baseline_rows, differing_settings, metric_rows, stopped_text,
};
use facade_app::export::LegendEntry;
use facade_app::notice::Place;
use facade_app::run_entry::{RunEntry, RunResults};
use facade_text as text;
use facade_text::format::{count, percent};

/// The runs to compare, in the order in which they were selected.
type Entries = Memo<Vec<Arc<RunEntry>>>;

#[component]
pub(super) fn Comparison() -> impl IntoView {
    let page = Page::from_context();
    // Cheap to compare at each message, which the entries are not.
    let key = page
        .memo(|s| s.list.compared().iter().map(|entry| (entry.name(), entry.saved_ms)).collect::<Vec<_>>());
    let entries = Memo::new(move |_| {
        key.with(|_| ());
        page.state.with_untracked(|s| s.list.compared())
    });
    let is_shown = move || entries.with(|entries| entries.len() > 1);
    let has_curve = move || is_shown() && entries.with(|entries| !runs_with_curve(entries).is_empty());
    let verdicts = Memo::new(move |_| entries.with(|entries| compare::verdicts(entries)));
    let line = |verdict: String| view! { <p>{verdict}</p> };
    view! {
        <h3 class="blk c12" id="comparison" hidden=move || !is_shown()>
            {text::compare_title()}
        </h3>
        // The element exists before its text, so that screen readers announce it.
        <div
            class="blk c12 pair"
            role="status"
            data-testid="verdict"
            hidden=move || verdicts.with(Vec::is_empty)
        >
            {move || verdicts.get().into_iter().map(line).collect_view()}
        </div>
        <Show when=has_curve>
            <CurveChart entries />
        </Show>
        <Show when=is_shown>
            <ComparisonTable entries />
        </Show>
    }
}

/// CSS classes of the runs' lines in the chart.
const LINES: [&str; 6] = ["line l0", "line l1", "line l2", "line l3", "line l4", "line l5"];

/// The line of a run, as in the chart.
#[component]
fn LineKey(line: usize) -> impl IntoView {
    view! {
        <svg class="key" aria-hidden="true">
            <path class=LINES[line.min(LINES.len() - 1)] d="M0 5H28" />
        </svg>
    }
}

/// The runs that have a curve.
fn runs_with_curve(entries: &[Arc<RunEntry>]) -> Vec<(&RunEntry, &RunResults)> {
    entries.iter().filter_map(|entry| Some((&**entry, entry.single()?))).collect()
}

/// The error of the best constant price, if all runs have the same one.
fn common_baseline(runs: &[(&RunEntry, &RunResults)]) -> Option<f64> {
    let error = |single: &RunResults| single.evaluation.baselines.best_constant.mape_mean;
    let (_, first) = runs.first()?;
    runs.iter().all(|(_, single)| error(single) == error(first)).then(|| error(first))
}

fn curves_drawing(entries: &[Arc<RunEntry>]) -> String {
    let runs = runs_with_curve(entries);
    let points: Vec<&[(usize, f64)]> = runs.iter().map(|(_, single)| single.curve.as_slice()).collect();
    chart::validation_curves(&points, common_baseline(&runs))
}

fn curves_legend(entries: &[Arc<RunEntry>]) -> Vec<LegendEntry> {
    let runs = runs_with_curve(entries);
    let lines = runs.iter().zip(LINES).map(|((entry, _), line)| (line, entry.name()));
    let baseline = common_baseline(&runs).map(|mape| ("p-base", text::compare_constant_line(percent(mape))));
    lines.chain(baseline).collect()
}

/// The curves in words.
fn curves_text(entries: &[Arc<RunEntry>]) -> String {
    let runs = runs_with_curve(entries);
    let ends = runs.iter().filter_map(|(entry, single)| {
        let (epoch, error) = single.curve.last()?;
        Some(text::t!(compare_curve_end, run = entry.name(), epochs = *epoch, error = percent(*error)))
    });
    text::compare_curves(ends.collect::<Vec<_>>().join("; "))
}

/// In English, as its columns are.
fn curves_csv(entries: &[Arc<RunEntry>]) -> String {
    let mut csv = String::from("run,epoch,validation_mape_percent\n");
    for (entry, single) in runs_with_curve(entries) {
        single
            .curve
            .iter()
            .for_each(|(epoch, mape)| csv += &format!("Run {},{epoch},{mape}\n", entry.number));
    }
    csv
}

#[component]
fn CurveChart(entries: Entries) -> impl IntoView {
    view! {
        <ChartFrame
            class="blk c12"
            plot_class=""
            testid="overlay-chart"
            place=Place::Results
            title=text::compare_curves_title()
            subtitle=text::compare_curves_note().into_any()
            legend=move || entries.with(|entries| curves_legend(entries))
            drawing=move || entries.with(|entries| curves_drawing(entries))
            label=move || entries.with(|entries| curves_text(entries))
            table=move || view! { <EpochTable entries=entries.get() /> }
            file_name="facade-runs-compared"
            csv=move || entries.with(|entries| curves_csv(entries))
        />
    }
}

/// The errors of each run at about a dozen epochs.
#[component]
fn EpochTable(entries: Vec<Arc<RunEntry>>) -> impl IntoView {
    let runs = runs_with_curve(&entries);
    let mut all: Vec<usize> =
        runs.iter().flat_map(|(_, single)| &single.curve).map(|point| point.0).collect();
    all.sort_by(usize::cmp);
    all.dedup();
    let stride = all.len().div_ceil(12).max(1);
    let ends: Vec<usize> =
        runs.iter().filter_map(|(_, single)| single.curve.last()).map(|end| end.0).collect();
    let shown = all.iter().enumerate().filter(|(i, epoch)| i.is_multiple_of(stride) || ends.contains(epoch));
    let row = |(_, epoch): (usize, &usize)| {
        let value = |(_, single): &(&RunEntry, &RunResults)| {
            let point = single.curve.iter().find(|point| point.0 == *epoch);
            point.map_or(String::new(), |point| percent(point.1))
        };
        view! { <TableRow heading=count(*epoch) values=runs.iter().map(value).collect() /> }
    };
    let head = |(entry, _): &(&RunEntry, &RunResults)| {
        view! {
            <th scope="col" class="n">
                {entry.name()}
            </th>
        }
    };
    view! {
        <div class="sc" role="region" aria-label=text::compare_curves_title() tabindex="0">
            <table>
                <caption class="vh">{text::compare_curves_title()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::compare_epoch()}</th>
                        {runs.iter().map(head).collect_view()}
                    </tr>
                </thead>
                <tbody>{shown.map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ComparisonTable(entries: Entries) -> impl IntoView {
    view! {
        <div class="blk c12 sc" role="region" aria-labelledby="side-by-side" tabindex="0">
            <table class="sides" data-testid="side-by-side">
                <caption id="side-by-side">
                    {text::compare_title()} " " <span class="sub">{text::compare_note()}</span>
                </caption>
                <thead>
                    <tr>
                        <th scope="col">
                            <span class="vh">{text::compare_figure()}</span>
                        </th>
                        {move || entries.with(|entries| comparison_heads(entries))}
                    </tr>
                </thead>
                <ComparisonRows entries title=text::compare_figures() rows=metric_rows />
                <ComparisonRows entries title=text::compare_guesses() rows=baseline_rows />
                <ComparisonRows entries title=text::compare_settings() rows=differing_settings />
            </table>
        </div>
    }
}

fn comparison_heads(entries: &[Arc<RunEntry>]) -> impl IntoView + use<> {
    let mut line = 0;
    let head = |entry: &Arc<RunEntry>| {
        let key = entry.single().map(|_| {
            line += 1;
            view! { <LineKey line=line - 1 /> }
        });
        view! {
            <th scope="col" class="n">
                {key}
                {entry.name()}
                {stopped_text(entry).map(|stopped| view! { <small>{stopped}</small> })}
            </th>
        }
    };
    entries.iter().map(head).collect_view()
}

/// Rows of the table below a title; nothing without rows.
#[component]
fn ComparisonRows(
    entries: Entries,
    title: &'static str,
    rows: fn(&[&RunEntry]) -> Vec<ComparisonRow>,
) -> impl IntoView {
    let row = |ComparisonRow { name, values }: ComparisonRow| {
        view! { <TableRow heading=name.to_owned() values /> }
    };
    move || {
        let entries = entries.get();
        let all: Vec<&RunEntry> = entries.iter().map(|entry| &**entry).collect();
        let rows = rows(&all);
        (!rows.is_empty()).then(|| {
            view! {
                <tbody>
                    <tr>
                        <th scope="rowgroup" class="part" colspan=all.len() + 1>
                            {title}
                        </th>
                    </tr>
                    {rows.into_iter().map(row).collect_view()}
                </tbody>
            }
        })
    }
}
