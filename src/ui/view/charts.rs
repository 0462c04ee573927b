//! Frames around the charts: title, legend, the drawing, and the same as a table.

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::memo::Memo;
use super::page::Page;
use crate::ui::chart;
use crate::ui::format::{count, percent};
use crate::ui::run::Run;
use crate::ui::state::State;

const TRAIN: &str = r#"<path class="p-train" d="M0 5H28"/>"#;
const VALIDATION: &str = r#"<path class="p-val" d="M0 5H28"/>"#;
const EARLIER: &str = r#"<path class="p-old" d="M0 5H28"/>"#;
const BASE: &str = r#"<path class="p-base" d="M0 5H28"/>"#;

/// The latest run, and the run with results before it.
fn runs(state: &State) -> Option<(&Run, Option<&Run>)> {
    let (last, before) = state.runs.split_last()?;
    Some((last, before.iter().rev().find(|r| r.evaluation.is_some())))
}

fn summary(state: &State, log: bool) -> String {
    let Some((run, _)) = runs(state) else { return String::new() };
    let axis = if log { "logarithmic" } else { "linear" };
    let mut text = format!("Error by epoch, {axis} axis. Run {}", run.number);
    if let Some(last) = run.curve.last() {
        let (train, validation) = (run.loss_words(last.train_loss), percent(last.validation_mape));
        text += &format!(" after {} epochs: training {train}, validation {validation}.", count(last.epoch));
    }
    if let Some(setup) = &run.setup {
        text +=
            &format!(" The best single price scores {}.", percent(setup.baselines.best_constant.mape_mean));
    }
    text
}

pub(super) fn loss_chart(page: Page) -> View {
    let log = RwSignal::new(true);
    let open = RwSignal::new(false);
    // Redrawn when an epoch is done, not with every word from a worker.
    let key = page.memo(|s| {
        runs(s).map(|(r, old)| (r.number, r.epoch(), r.state, r.setup.is_some(), old.map(|o| o.number)))
    });
    let drawing = Memo::new(move || {
        key.get();
        let log = log.get();
        page.state
            .with_untracked(|s| runs(s).map(|(run, old)| chart::loss(run, old, log)).unwrap_or_default())
    });
    let label = move || {
        key.get();
        page.state.with_untracked(|s| summary(s, log.get()))
    };
    let line = |class: &'static str, name: String| html! { <li><svg aria-hidden="true" inner_html={class}></svg>{name}</li> };
    let names = page.memo(|s| runs(s).map(|(r, old)| (r.number, r.trains_on_mape(), old.map(|o| o.number))));
    let legend = move || {
        names.get().map(|(run, trained, old)| {
            html! {
                {trained.then(|| line(TRAIN, format!("Training, run {run}")))}
                {line(VALIDATION, format!("Validation, run {run}"))}
                {old.map(|n| line(EARLIER, format!("Validation, run {n}")))}
                {line(BASE, "Best single price".to_string())}
            }
        })
    };
    let axis = move |name: &'static str, value: bool, testid: &'static str| {
        html! {
            <label><input type="radio" name="axis" data-testid={testid} prop:checked={move || log.get() == value}
                on:change={move |_| log.set(value)}/><span>{name}</span></label>
        }
    };
    let table = move || {
        open.get().then(|| {
            key.get();
            page.state.with_untracked(|s| runs(s).map(|(run, _)| loss_table(run)))
        })
    };
    html! {
        <figure class="gap-l">
            <figcaption class="head"><div><h3>"Error by epoch"</h3>
                <p class="sub">"Mean absolute percentage error. Below the dashed line, it knows more than one price for all."</p></div>
                <div class="tools"><span class="seg" role="radiogroup" aria-label="Vertical axis">
                    {axis("Log", true, "axis-log")}{axis("Linear", false, "axis-linear")}</span></div></figcaption>
            <ul class="legend">{legend}</ul>
            <div class="plot loss"><svg role="img" data-testid="loss-chart" aria-label={label} inner_html={move || drawing.get()}></svg></div>
            <details class="read" on:toggle={move |event| open.set(event_target::<web_sys::Element>(&event).has_attribute("open"))}><summary>"Read as a table"</summary>{table}</details>
        </figure>
    }
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
