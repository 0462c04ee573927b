//! The results of a run on the test houses, beside the baselines.

use std::sync::Arc;

use leptos::prelude::*;

use super::comparison::Comparison;
use super::error_groups::{ErrorHistogram, PriceErrors, ZipErrors};
use super::house_map::HouseMap;
use super::house_panel::HousePanel;
use super::metrics::{
    BaselineTable, Headline, ImportanceTable, MetricStrip, PriceSummary, RatioTable, TestAndTrainTable,
};
use super::ranked_houses::RankedHouses;
use super::run_list::RunList;
use super::scatter_chart::ScatterChart;
use super::shown_run::ShownRun;
use super::test_table::TestTable;
use crate::components::fold::Fold;
use crate::components::help::{FIGURES, Help};
use crate::components::icon::Icon;
use crate::components::other_model::OtherModel;
use crate::components::place::PlaceSection;
use crate::page::Page;
use facade_app::file_name::Extension;
use facade_app::html_report;
use facade_app::notice::Place;
use facade_data::Dataset;
use facade_spec::ModelKind;
use facade_spec::evaluation::Evaluation;
use facade_text as text;

#[component]
pub(crate) fn ResultsPlace() -> impl IntoView {
    let page = Page::from_context();
    let shown = page.memo(|s| (s.list.shown, s.shown_run().map(|r| r.number)));
    let results = |shown: (Option<u32>, Option<u32>)| match shown {
        (Some(number), latest) => view! { <EarlierRun number latest /> }.into_any(),
        (None, Some(number)) => view! { <LatestRun number /> }.into_any(),
        (None, None) => view! { <NoResults /> }.into_any(),
    };
    view! {
        <PlaceSection place=Place::Results description=text::results_blurb()>
            <OtherModel testid="results-other-model" />
            // Keyed, so that another run starts with closed tables and no selected house.
            <For each=move || [shown.get()] key=|shown| *shown children=results />
            <RunList />
            <Comparison />
        </PlaceSection>
    }
}

/// The results of a run from the list, instead of the latest run's.
#[component]
fn EarlierRun(number: u32, latest: Option<u32>) -> impl IntoView {
    let page = Page::from_context();
    let entry = page.state.with_untracked(|s| s.list.get(number).cloned());
    let Some((entry, single)) = entry.as_ref().and_then(|entry| Some((entry, entry.single()?))) else {
        return view! { <NoResults /> }.into_any();
    };
    let data = page.state.with_untracked(|s| s.data.clone().filter(|data| single.matches_dataset(data)));
    let back_label = latest.map_or_else(|| text::results_hide().to_owned(), text::results_show_those);
    view! {
        <p class="blk c12 s" data-testid="earlier">
            {text::results_of_earlier(number)}
            " "
            <button class="textbtn" type="button" on:click=move |_| page.view_run(None)>
                {back_label}
            </button>
        </p>
        <RunResults number model=entry.config.model evaluation=Arc::new(single.evaluation.clone()) data />
    }
    .into_any()
}

#[component]
fn LatestRun(number: u32) -> impl IntoView {
    let run = Page::from_context().state.with_untracked(|s| {
        s.shown_run().and_then(|r| Some((r.config.model, r.evaluation.clone()?, r.data.clone())))
    });
    match run {
        Some((model, evaluation, data)) => view! { <RunResults number model evaluation data /> }.into_any(),
        None => view! { <NoResults /> }.into_any(),
    }
}

#[component]
fn NoResults() -> impl IntoView {
    view! {
        <p class="blk c12 sub" data-testid="no-results">
            {text::results_none_yet()}
        </p>
    }
}

#[component]
fn RunResults(
    number: u32,
    model: ModelKind,
    evaluation: Arc<Evaluation>,
    data: Option<Arc<Dataset>>,
) -> impl IntoView {
    let run = ShownRun::new(number, &evaluation, data);
    let has_map = run.map.with_value(|map| !map.is_empty());
    let evaluation = StoredValue::new(evaluation);
    view! {
        <Headline evaluation=evaluation.get_value() model />
        <BaselineTable evaluation=evaluation.get_value() />
        <MetricStrip evaluation=evaluation.get_value() run />
        <ScatterChart run />
        <ErrorHistogram run />
        <HousePanel run />
        <ImportanceTable evaluation=evaluation.get_value() />
        <Fold id="fold-where" title=text::fold_where()>
            <RankedHouses run />
            <div class="blk c6">
                <ZipErrors run />
            </div>
            <div class="blk c6">
                <PriceErrors run />
            </div>
        </Fold>
        <Fold id="fold-metrics" title=text::fold_metrics()>
            <div class="blk c6">
                <TestAndTrainTable evaluation=evaluation.get_value() />
                <Help topic=FIGURES />
            </div>
            <div class="blk c6">
                <RatioTable evaluation=evaluation.get_value() />
            </div>
            <PriceSummary run />
        </Fold>
        {has_map
            .then(|| {
                view! {
                    <Fold id="fold-map" title=text::houses_map_title()>
                        <HouseMap run />
                    </Fold>
                }
            })}
        <Fold id="fold-houses" title=text::houses_title()>
            <TestTable run />
        </Fold>
        <ReportButton run />
    }
    .into_any()
}

/// A button that downloads the run as an HTML report.
#[component]
fn ReportButton(run: ShownRun) -> impl IntoView {
    let page = Page::from_context();
    let download = move |_| {
        let date = String::from(js_sys::Date::new_0().to_date_string());
        let report = page.state.with_untracked(|s| {
            let entry = s.list.get(run.number)?;
            run.data.with_value(|data| html_report::html(entry, data.as_deref(), &date))
        });
        if let Some(html) = report {
            let name = format!("facade-run-{}", run.number);
            page.download(Place::Results, &name, Extension::Html, html.as_bytes());
        }
    };
    view! {
        <div class="blk c12 btns">
            <button class="btn" type="button" data-testid="save-run-report" on:click=download>
                <Icon name="save" />
                " "
                {text::results_save_report()}
            </button>
            <p class="fine">{text::results_report_how()}</p>
        </div>
    }
}
