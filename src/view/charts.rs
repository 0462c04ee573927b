//! Error by epoch, while it falls.

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::figure::{Chart, chart};
use super::guide::{MAPE, OVERFITTING, guide};
use super::memo::Memo;
use super::page::Page;
use facade_app::chart::{LossView, loss};
use facade_app::export::Key;
use facade_app::figures::curve_csv;
use facade_app::notice::Place;
use facade_app::run::Run;
use facade_app::state::State;
use facade_text as text;
use facade_text::format::{count, list, percent};

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
    let mut sentences = vec![text::curve_summary(if log { "log" } else { "linear" })];
    sentences.push(match run.curve.last() {
        Some(last) => {
            let (train, validation) = (run.loss_words(last.train_loss), percent(last.validation_mape));
            text::curve_summary_epochs(run.number, last.epoch, train, validation)
        }
        None => text::curve_summary_run(run.number),
    });
    sentences.extend(
        run.best().map(|best| text::curve_summary_lowest(percent(best.validation_mape), count(best.epoch))),
    );
    let constant = run.setup.as_ref().map(|setup| percent(setup.baselines.best_constant.mape_mean));
    sentences.extend(constant.map(text::curve_summary_constant));
    sentences.join(" ")
}

/// Lines of the chart and what they are.
fn keys(state: &State, view: LossView) -> Vec<Key> {
    let Some((run, earlier)) = runs(state) else { return Vec::new() };
    let mut keys = Vec::new();
    if run.trains_on_mape() {
        keys.push(("p-train", text::curve_training(run.number)));
    }
    keys.push(("p-val", text::curve_validation(1, run.number)));
    if view.earlier && !earlier.is_empty() {
        let numbers: Vec<String> = earlier.iter().rev().map(|run| run.number.to_string()).collect();
        keys.push(("p-old", text::curve_validation(numbers.len(), list(&numbers))));
    }
    keys.push(("p-base", text::compare_constant().to_owned()));
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
            .then(|| tick(text::curve_earlier(), "earlier-runs", |view| &mut view.earlier))
    };
    let tools = html! {
        <span class="seg" role="radiogroup" aria-label={text::curve_axis_name()}>{axis(text::curve_log(), true, "axis-log")}{axis(text::curve_linear(), false, "axis-linear")}</span>
        {tick(text::curve_smooth(), "smooth", |view| &mut view.smooth)}
        {tick(text::curve_clip(), "clip", |view| &mut view.clip)}
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
            title: text::curve_title(),
            sub: html! { {text::curve_note()} },
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
    let row = |e: &facade_protocol::EpochDone| {
        html! {
            <tr><th scope="row">{count(e.epoch)}</th><td class="n">{run.loss_words(e.train_loss)}</td>
                <td class="n">{percent(e.validation_mape)}</td></tr>
        }
    };
    html! {
        <table><caption class="vh">{text::curve_table()}</caption>
            <thead><tr><th scope="col">{text::curve_epoch()}</th><th scope="col" class="n">{text::curve_training_column()}</th><th scope="col" class="n">{text::curve_validation_column()}</th></tr></thead>
            <tbody>{several(run.curve.iter().filter(|e| picked(e.epoch)).map(row))}</tbody></table>
    }
}
