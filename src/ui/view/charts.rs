//! Error by epoch, while it falls.

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::figure::{Chart, chart};
use super::guide::{MAPE, OVERFITTING, guide};
use super::memo::Memo;
use super::page::Page;
use crate::ui::chart::{LossView, loss};
use crate::ui::export::Key;
use crate::ui::figures::curve_csv;
use crate::ui::format::{count, list, percent};
use crate::ui::run::Run;
use crate::ui::state::{Place, State};

/// Earlier runs that stand behind: more than these nobody tells apart.
const EARLIER: usize = 8;

/// The latest run, and those with results before it.
fn runs(state: &State) -> Option<(&Run, Vec<&Run>)> {
    let (last, before) = state.runs.split_last()?;
    let earlier = before.iter().rev().filter(|run| run.evaluation.is_some()).take(EARLIER);
    Some((last, earlier.collect()))
}

fn summary(state: &State, log: bool) -> String {
    let Some((run, _)) = runs(state) else { return String::new() };
    let axis = if log { "logarithmic" } else { "linear" };
    let mut text = format!("Error by epoch, {axis} axis. Run {}", run.number);
    if let Some(last) = run.curve.last() {
        let (train, validation) = (run.loss_words(last.train_loss), percent(last.validation_mape));
        text += &format!(" after {} epochs: training {train}, validation {validation}.", count(last.epoch));
    }
    if let Some(best) = run.best() {
        text +=
            &format!(" The lowest was {} after epoch {}.", percent(best.validation_mape), count(best.epoch));
    }
    if let Some(setup) = &run.setup {
        text +=
            &format!(" The best single price scores {}.", percent(setup.baselines.best_constant.mape_mean));
    }
    text
}

/// Lines of the chart and what they are.
fn keys(state: &State, view: LossView) -> Vec<Key> {
    let Some((run, earlier)) = runs(state) else { return Vec::new() };
    let mut keys = Vec::new();
    if run.trains_on_mape() {
        keys.push(("p-train", format!("Training, run {}", run.number)));
    }
    keys.push(("p-val", format!("Validation, run {}", run.number)));
    if view.earlier && !earlier.is_empty() {
        let numbers: Vec<String> = earlier.iter().rev().map(|run| run.number.to_string()).collect();
        let run = if numbers.len() == 1 { "run" } else { "runs" };
        keys.push(("p-old", format!("Validation, {run} {}", list(&numbers))));
    }
    keys.push(("p-base", "Best single price".to_owned()));
    keys
}

pub(super) fn loss_chart(page: Page) -> View {
    let view = RwSignal::new(LossView::default());
    // Redrawn when an epoch is done, not with every word from a worker.
    let key = page.memo(|s| {
        runs(s).map(|(r, old)| {
            let old: Vec<u32> = old.iter().map(|run| run.number).collect();
            (r.number, r.epoch(), r.state, r.setup.is_some(), old)
        })
    });
    let numbers = page.memo(|s| runs(s).map(|(r, old)| (r.number, r.trains_on_mape(), old.len())));
    let drawing = Memo::new(move || {
        key.with(|_| ());
        let view = view.get();
        page.state.with_untracked(|s| runs(s).map(|(run, old)| loss(run, &old, view)).unwrap_or_default())
    });
    let label = move || {
        key.with(|_| ());
        page.state.with_untracked(|s| summary(s, view.get().log))
    };
    let legend = move || {
        numbers.with(|_| ());
        page.state.with_untracked(|s| keys(s, view.get()))
    };
    let axis = move |name: &'static str, log: bool, testid: &'static str| {
        html! {
            <label><input type="radio" name="axis" data-testid={testid} prop:checked={move || view.get().log == log}
                on:change={move |_| view.update(|view| view.log = log)}/><span>{name}</span></label>
        }
    };
    type Part = fn(&mut LossView) -> &mut bool;
    let tick = move |name: &'static str, testid: &'static str, part: Part| {
        html! {
            <label class="s check"><input type="checkbox" class="tick" data-testid={testid} prop:checked={move || *part(&mut view.get())}
                on:change={move |_| view.update(|view| { let part = part(view); *part = !*part; })}/> {name}</label>
        }
    };
    let earlier = move || {
        numbers
            .with(|numbers| numbers.is_some_and(|(_, _, old)| old > 0))
            .then(|| tick("Earlier runs", "earlier-runs", |view| &mut view.earlier))
    };
    let tools = html! {
        <span class="seg" role="radiogroup" aria-label="Vertical axis">{axis("Log", true, "axis-log")}{axis("Linear", false, "axis-linear")}</span>
        {tick("Smooth", "smooth", |view| &mut view.smooth)}
        {tick("Clip spikes", "clip", |view| &mut view.clip)}
        {earlier}
    };
    let table = move || {
        key.with(|_| ());
        page.state.with_untracked(|s| runs(s).map(|(run, _)| loss_table(run)))
    };
    let drawn = chart(
        page,
        Chart {
            class: ["gap-l", "loss"],
            testid: "loss-chart",
            place: Place::Train,
            title: "Error by epoch",
            sub: html! { "Mean absolute percentage error. Below the dashed line, it knows more than one price for all." },
            tools: Some(tools),
            legend: Box::new(legend),
            drawing: Box::new(move || drawing.get()),
            label: Box::new(label),
            table: Box::new(move || html! { {table} }),
            file: Box::new(move || {
                let number = page.state.with_untracked(|s| runs(s).map_or(0, |(run, _)| run.number));
                format!("facade-run-{number}-epochs")
            }),
            csv: Box::new(move || {
                page.state.with_untracked(|s| {
                    let all = runs(s).map(|(run, old)| [vec![run], old].concat()).unwrap_or_default();
                    curve_csv(&all)
                })
            }),
            over: None,
        },
    );
    html! { {drawn}{guide(MAPE)}{guide(OVERFITTING)} }
}

/// About a dozen epochs, closer together at the start, and the last.
fn loss_table(run: &Run) -> View {
    let last = run.epoch();
    let picked = |epoch: usize| {
        matches!(epoch, 1 | 2 | 5) || epoch == last || epoch.is_multiple_of(last.div_ceil(10).max(10))
    };
    let row = |e: &crate::protocol::EpochDone| {
        html! {
            <tr><th scope="row">{count(e.epoch)}</th><td class="n">{run.loss_words(e.train_loss)}</td>
                <td class="n">{percent(e.validation_mape)}</td></tr>
        }
    };
    html! {
        <table><caption class="vh">"Training loss and validation error by epoch"</caption>
            <thead><tr><th scope="col">"Epoch"</th><th scope="col" class="n">"Training"</th><th scope="col" class="n">"Validation"</th></tr></thead>
            <tbody>{several(run.curve.iter().filter(|e| picked(e.epoch)).map(row))}</tbody></table>
    }
}
