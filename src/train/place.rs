//! Settings, the latest run with its curve, series, and the runs of this visit.

use leptos::prelude::*;

use super::loss_chart::LossChart;
use super::run_panel::RunPanel;
use super::series_panel::SeriesPanel;
use super::settings_form::SettingsForm;
use crate::components::place::PlaceSection;
use crate::page::Page;
use crate::persistence::panels::{ResumeOffer, SavingStatus};
use facade_app::notice::Place;
use facade_app::run::Run;
use facade_spec::Config;
use facade_text as text;
use facade_text::format::{count, percent};

#[component]
pub(crate) fn TrainPlace() -> impl IntoView {
    let has_runs = Page::from_context().memo(|s| !s.runs.is_empty());
    view! {
        <PlaceSection place=Place::Train description=text::train_blurb()>
            <ResumeOffer />
            <SettingsForm />
            <div class="blk c7 w8">
                <RunPanel />
                <SavingStatus />
                <Show when=move || has_runs.get()>
                    <LossChart />
                </Show>
                <SeriesPanel />
            </div>
            <Show when=move || has_runs.get()>
                <RunsTable />
            </Show>
        </PlaceSection>
    }
}

fn run_cells(run: &Run) -> [String; 5] {
    let error =
        run.evaluation.as_ref().map_or(text::train_not_yet().to_owned(), |e| percent(e.test.mape_mean));
    let epochs = epochs_text(run.epoch(), run.config.epochs);
    [run.number.to_string(), changes_text(&run.config), epochs, error, run.state_label().to_owned()]
}

/// The settings of a run that differ from its recipe.
fn changes_text(config: &Config) -> String {
    let changes = facade_app::form::changes(config);
    if changes.is_empty() { text::form_nothing_changed().to_owned() } else { changes.join("; ") }
}

/// The number of epochs done.
fn epochs_text(done: usize, all: usize) -> String {
    if done == all { count(done) } else { text::t!(form_epochs_done, done = count(done), all = count(all)) }
}

#[component]
fn RunsTable() -> impl IntoView {
    let rows = Page::from_context().memo(|s| s.runs.iter().map(run_cells).collect::<Vec<_>>());
    let row = |[number, changed, epochs, error, state]: [String; 5]| {
        view! {
            <tr>
                <th scope="row">{number}</th>
                <td>{changed}</td>
                <td class="n opt6">{epochs}</td>
                <td class="n">{error}</td>
                <td>{state}</td>
            </tr>
        }
    };
    view! {
        <div class="blk c12">
            <table data-testid="runs-table">
                <caption>{text::train_runs()} " " <span class="sub">{text::train_runs_note()}</span></caption>
                <thead>
                    <tr>
                        <th scope="col">{text::train_run()}</th>
                        <th scope="col">{text::train_changed()}</th>
                        <th scope="col" class="n opt6">
                            {text::train_epochs()}
                        </th>
                        <th scope="col" class="n">
                            {text::train_test_error()}
                        </th>
                        <th scope="col">{text::train_state()}</th>
                    </tr>
                </thead>
                <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
