//! The run in hand: where it stands, how fast it goes, what can be asked of it.

use leptos::prelude::*;

use super::dom::{View, html, several};
use super::memo::Memo;
use super::next::is_next;
use super::page::Page;
use super::parts::{button, fixed, icon, never, why};
use facade_app::run::{Asked, Run, RunState, device_words};
use facade_app::state::State;
use facade_app::steps::{Action, why_no_control, why_no_start};
use facade_app::words::{run_outcome, run_time};
use facade_text as text;
use facade_text::format::{count, duration, percent, short_time};

/// What the panel shows of the latest run.
#[derive(Clone, PartialEq)]
struct Shown {
    number: u32,
    state: RunState,
    epoch: usize,
    epochs: usize,
    time: String,
    spent: String,
    train: String,
    validation: String,
    best: (String, String),
    epoch_time: String,
    device: String,
    outcome: Option<String>,
}

fn shown(run: &Run) -> Shown {
    let last = run.curve.last();
    let seconds = run.seconds_per_epoch.or(last.map(|e| e.seconds));
    let best = run.best().map(|e| (percent(e.validation_mape), text::panel_best_epoch(count(e.epoch))));
    let not_yet = || text::train_not_yet().to_string();
    let device =
        run.device.as_ref().map(|d| device_words(&d.chosen)).map(|(kind, name)| format!("{kind}, {name}"));
    Shown {
        number: run.number,
        state: run.state,
        epoch: run.epoch(),
        epochs: run.config.epochs,
        time: run_time(run),
        spent: match (run.state, duration(run.seconds())) {
            (RunState::Preparing, _) => String::new(),
            (RunState::Running | RunState::Paused, time) => text::panel_so_far(time),
            (_, time) => text::panel_took(time),
        },
        train: last.map_or_else(not_yet, |e| run.loss_words(e.train_loss)),
        validation: last.map_or_else(not_yet, |e| percent(e.validation_mape)),
        best: best.unwrap_or_else(|| (not_yet(), String::new())),
        epoch_time: seconds.map_or_else(not_yet, short_time),
        device: device.unwrap_or_default(),
        outcome: run_outcome(run),
    }
}

pub(super) fn run_panel(page: Page) -> View {
    let number = page.memo(|s| s.runs.last().map(|r| r.number));
    let next = page.memo(State::next_run);
    let title = move || text::panel_run(number.get().unwrap_or_else(|| next.get()));
    let state = page.memo(|s| s.runs.last().map(|r| (r.state, r.evaluation.is_some())));
    let stopping = page.memo(|s| s.active_run().is_some_and(|r| r.asked == Some(Asked::Stop)));
    let pill = move || {
        let (class, word) = match state.get() {
            _ if stopping.get() => ("pill running", text::panel_stopping()),
            None => ("pill off", text::panel_not_started()),
            Some((RunState::Preparing, _)) => ("pill running", text::panel_preparing()),
            Some((RunState::Running, _)) => ("pill running", text::panel_running()),
            Some((RunState::Paused, _)) => ("pill paused", text::panel_paused()),
            Some((RunState::Finished, _)) => ("pill", text::panel_finished()),
            Some((RunState::Stopped, true)) => ("pill off", text::panel_stopped()),
            Some((RunState::Stopped, false)) => ("pill off", text::panel_stopped_early()),
            Some((RunState::Failed, _)) => ("pill bad", text::panel_failed()),
        };
        html! { <span class={class} data-testid="run-state">{word}</span> }
    };
    html! {
        <div class="run" role="group" aria-labelledby="h-run">
            <div class="title"><h3 id="h-run">{title}</h3>{pill}</div>
            {move || number.get().map(|_| body(page))}
            <div>{controls(page)}</div>
        </div>
    }
}

fn body(page: Page) -> View {
    let latest = |s: &State| s.runs.last().map(shown);
    let run = page.memo(latest);
    // The panel stands only while there is a run; the empty words are never seen.
    let get =
        move |part: fn(&Shown) -> String| move || run.with(|r| r.as_ref().map(part).unwrap_or_default());
    let share =
        move || run.with(|r| r.as_ref().map_or(0.0, |r| r.epoch as f64 / r.epochs.max(1) as f64 * 100.0));
    let epochs = Memo::new(move || run.with(|r| r.as_ref().map_or(0, |r| r.epochs)));
    let blocks = move || scale_blocks(epochs.get());
    let bar = move || {
        let share = share();
        // What is done shows the same blocks as the whole does.
        let cell = if share > 0.0 { 10_000.0 / blocks() as f64 / share } else { 100.0 };
        format!("width:{share:.2}%;--cell:{cell:.3}%")
    };
    let ticks = move || {
        let epochs = epochs.get();
        let parts = (2..=5).rev().find(|parts| epochs.is_multiple_of(*parts)).unwrap_or(1);
        several((0..=parts).map(|i| html! { <span>{count(i * epochs / parts)}</span> }))
    };
    let outcome = move || {
        run.with(|r| r.as_ref().and_then(|r| r.outcome.clone())).map(|sentence| html! {
            <div><div class="note-box ok" data-testid="run-outcome">{icon("check")}<p>{sentence}</p>
                <div class="btns"><a class="btn" href="#results">{text::panel_see_results()} " " {icon("arrow")}</a></div></div></div>
        })
    };
    html! {
        <div>
            <div class="runrow">
                <p><span class="vh">{text::panel_epoch_before()} " "</span><span class="big"><span data-testid="epoch-now">{get(|r| count(r.epoch))}</span>
                    <small>" " {get(|r| text::panel_of_epochs(r.epochs))}</small></span></p>
                <p class="s"><b data-testid="time-left">{get(|r| r.time.clone())}</b> " " <span class="dim">{get(|r| r.spent.clone())}</span></p>
            </div>
            <div class="scale" style={move || format!("--cell:{:.3}%", 100.0 / blocks() as f64)} role="progressbar" aria-label={text::panel_epochs_done()} aria-valuemin="0"
                aria-valuenow={get(|r| r.epoch.to_string())} aria-valuemax={get(|r| r.epochs.to_string())}><span style={bar}></span></div>
            <div class="ticks" aria-hidden="true">{ticks}</div>
        </div>
        <dl class="facts">
            <div><dt>{text::panel_training_loss()}</dt><dd data-testid="train-loss">{get(|r| r.train.clone())}</dd></div>
            <div><dt>{text::panel_validation_error()}</dt><dd data-testid="validation-loss">{get(|r| r.validation.clone())}</dd></div>
            <div><dt>{text::panel_best()}</dt><dd>{get(|r| r.best.0.clone())} <small>{get(|r| r.best.1.clone())}</small></dd></div>
            <div><dt>{text::panel_epoch_time()}</dt><dd><span data-testid="epoch-time">{get(|r| r.epoch_time.clone())}</span>
                <small data-testid="device-name">{get(|r| r.device.clone())}</small></dd></div>
        </dl>
        {outcome}
    }
}

/// Blocks of the scale bar: whole epochs each, ten at most where that can be.
fn scale_blocks(epochs: usize) -> usize {
    (2..=10).rev().find(|blocks| epochs.is_multiple_of(*blocks)).unwrap_or(if epochs < 10 {
        epochs.max(1)
    } else {
        10
    })
}

fn controls(page: Page) -> View {
    let active = page.memo(|s| s.active_run().is_some());
    let paused = page.memo(|s| s.active_run().is_some_and(|r| r.state == RunState::Paused));
    let no_pause = page.memo(|s| why_no_control(s, Asked::Pause));
    let no_resume = page.memo(|s| why_no_control(s, Asked::Resume));
    let no_stop = page.memo(|s| why_no_control(s, Asked::Stop));
    let no_start = Memo::new(move || page.form.with(|form| page.state.with(|s| why_no_start(s, form))));
    let next = page.memo(State::next_run);
    let start = Box::new(move || text::panel_start(next.get()));
    let during = move || {
        active.get().then(|| {
            let toggle = if paused.get() {
                let go = move || page.ask(Asked::Resume);
                button("resume", "control", "play", fixed(text::panel_resume()), no_resume, is_next(page, Action::Resume), Box::new(go))
            } else {
                let hold = move || page.ask(Asked::Pause);
                button("pause", "control", "pause", fixed(text::panel_pause()), no_pause, never(), Box::new(hold))
            };
            let end = move || page.ask(Asked::Stop);
            html! { {toggle} {button("stop", "control", "stop", fixed(text::panel_stop()), no_stop, never(), Box::new(end))} }
        })
    };
    html! {
        <div class="btns">
            {during}
            {button("start", "start", "play", start, no_start, is_next(page, Action::Start), Box::new(move || page.start()))}
        </div>
        {move || active.get().then(|| why("control", no_stop))}
        {why("start", no_start)}
    }
}
