//! The results of a series so far.

use leptos::prelude::*;

use crate::components::table::{BarRow, BarTable, TableRow};
use crate::page::Page;
use facade_app::compare::{axis_caveat, axis_key, difference_text, run_interval};
use facade_app::form::model_words;
use facade_app::result_text::interval_text;
use facade_app::series_results::{Score, ScoreMetric, SeriesResults};
use facade_data::statistics::RunStatistics;
use facade_spec::Config;
use facade_spec::repeats::RepeatAxis;
use facade_text as text;
use facade_text::format::{count, decimal, percent};

/// The results of the runs that have ended.
#[component]
pub(super) fn ResultsSoFar() -> impl IntoView {
    let page = Page::from_context();
    let ended = page.memo(|s| s.series.as_ref().map(|series| (series.number, series.ended())));
    move || {
        ended.get().filter(|(_, ended)| *ended > 0)?;
        let (results, config) = page.state.with_untracked(|s| {
            let series = s.series.as_ref()?;
            Some((series.results.clone(), series.config.clone()))
        })?;
        Some(view! {
            <div>
                {match results.axis {
                    RepeatAxis::Sizes => view! { <LearningCurve results=results.clone() /> }.into_any(),
                    _ => view! { <Summary results=results.clone() config=config.clone() /> }.into_any(),
                }} <RunsTable results config />
            </div>
        })
    }
}

/// The test error by the number of training houses, and what the last doubling brought.
#[component]
fn LearningCurve(results: SeriesResults) -> impl IntoView {
    let row = |score: &Score| (count(score.train), score.mape(), percent(score.mape()));
    let rows: Vec<BarRow> = results.scores.iter().map(row).collect();
    let last = match results.scores.as_slice() {
        [.., before, last] => Some(text::t!(
            learning_curve_last,
            before = count(before.train),
            now = count(last.train),
            before_error = percent(before.mape()),
            error = percent(last.mape())
        )),
        _ => None,
    };
    view! {
        <div class="gap">
            <BarTable
                testid="learning-curve"
                title=text::learning_curve_title()
                subtitle=text::learning_curve_sub()
                heading=text::learning_curve_houses()
                value_heading=text::results_mean_error()
                rows
            />
        </div>
        {last.map(|last| view! { <p class="s">{last}</p> })}
    }
}

/// Means over the runs, and how they compare with the baselines.
#[component]
fn Summary(results: SeriesResults, config: Config) -> impl IntoView {
    let of = |metric: ScoreMetric| results.summary(&config, metric);
    let mape = of(|score| Some(score.mape()))?;
    let r2 = of(|score| score.r2_log);
    let spread = mape.std.map(|deviation| text::repeat_spread(percent(deviation)));
    let range = interval_text(&mape);
    let name = match results.axis {
        RepeatAxis::Folds => text::repeat_cross_validated(),
        _ => text::repeat_mean_error(),
    };
    let difference = |baseline: &'static str, summary: Option<RunStatistics>| {
        let interval = summary.as_ref().and_then(run_interval)?;
        Some(view! { <p class="s">{difference_text(text::repeat_the_network(), baseline, interval)}</p> })
    };
    let ridge = of(|score| Some(score.mape() - score.ridge?));
    let constant = of(|score| Some(score.mape() - score.constants[0]));
    let caveat = mape.half_width.and(axis_caveat(results.axis));
    let what = text::t!(
        repeat_what,
        network = model_words(config.model).0,
        runs = results.scores.len(),
        over = axis_key(results.axis)
    );
    Some(view! {
        <p class="s">{what} " " <a href="#runs-list">{text::repeat_on_the_list()}</a></p>
        <dl class="facts three gap-s" data-testid="repeat-figures">
            <div>
                <dt>{name}</dt>
                <dd data-testid="repeat-mean" data-value=mape.mean.to_string()>
                    {percent(mape.mean)}
                    <small>{spread}</small>
                </dd>
            </div>
            <div>
                <dt>{text::repeat_interval()}</dt>
                <dd data-testid="repeat-interval">
                    {range.unwrap_or_else(|| text::repeat_needs_two().to_owned())}
                </dd>
            </div>
            <div>
                <dt>{text::compare_r2_log()}</dt>
                <dd>
                    {r2.map_or(text::compare_none().to_owned(), |r2| decimal(r2.mean, 2))}
                    <small>
                        {r2.and_then(|r2| r2.std).map(|deviation| text::repeat_spread(decimal(deviation, 2)))}
                    </small>
                </dd>
            </div>
        </dl>
        <div class="gap-s" data-testid="repeat-verdict">
            {difference(text::repeat_ridge(), ridge)}
            {difference(text::repeat_constant(), constant)}
            {caveat.map(|caveat| view! { <p class="s">{caveat}</p> })}
        </div>
    })
}

#[component]
fn RunsTable(results: SeriesResults, config: Config) -> impl IntoView {
    let none = || text::compare_none().to_owned();
    let row = |score: &Score| {
        let heading = results.label(&config, score.run);
        let r2 = score.r2_log.map_or_else(none, |r2| decimal(r2, 2));
        let [ridge, best] =
            [score.ridge, Some(score.constants[0])].map(|mape| mape.map_or_else(none, percent));
        view! { <TableRow heading values=vec![percent(score.mape()), r2, ridge, best] /> }
    };
    let failure = |(run, why): &(usize, String)| {
        let run = results.label(&config, *run);
        view! { <li data-testid="repeat-lost">{format!("{run}: {why}")}</li> }
    };
    let failures = (!results.failed.is_empty()).then(|| {
        let failures = results.failed.iter().map(failure).collect_view();
        view! { <ul class="lines s gap red">{failures}</ul> }
    });
    let rows = results.scores.iter().map(row).collect_view();
    view! {
        {failures}
        <table class="gap lean" data-testid="repeat-table" hidden=results.scores.is_empty()>
            <caption class="vh">{text::repeat_table()}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::repeat_column_run()}</th>
                    <th scope="col" class="n">
                        {text::repeat_column_error()}
                    </th>
                    <th scope="col" class="n">
                        {text::repeat_column_r2()}
                    </th>
                    <th scope="col" class="n">
                        {text::repeat_column_ridge()}
                    </th>
                    <th scope="col" class="n">
                        {text::repeat_column_constant()}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
