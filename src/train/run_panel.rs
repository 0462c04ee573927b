//! The latest run: its progress, its speed and its controls.

use leptos::prelude::*;

use crate::components::button::{BlockedReason, Button};
use crate::components::icon::Icon;
use crate::next_step::is_next;
use crate::page::Page;
use facade_app::availability::{
    command_blocked_by, few_houses_warning, missing_photos_note, start_blocked_by,
};
use facade_app::next_step::Action;
use facade_app::run::{PendingCommand, Run, RunState, device_label, device_text};
use facade_app::state::State;
use facade_app::status_text::{run_outcome_text, run_time_text};
use facade_text as text;
use facade_text::format::{count, duration, percent, short_time};

/// What the panel shows of a run.
#[derive(Clone, PartialEq)]
struct RunView {
    epoch: usize,
    epochs: usize,
    time: String,
    elapsed: String,
    train: String,
    validation: String,
    best: (String, String),
    epoch_time: String,
    device: String,
    outcome: Option<String>,
}

fn run_view(run: &Run) -> RunView {
    let last = run.curve.last();
    let seconds = run.seconds_per_epoch.or(last.map(|e| e.seconds));
    let best = run.best().map(|e| (percent(e.validation_mape), text::panel_best_epoch(count(e.epoch))));
    let not_yet = || text::train_not_yet().to_owned();
    let device = run.device.as_ref().map(|d| device_text(device_label(&d.chosen)));
    RunView {
        epoch: run.epoch(),
        epochs: run.config.epochs,
        time: run_time_text(run),
        elapsed: match (run.state, duration(run.seconds())) {
            (RunState::Preparing, _) => String::new(),
            (RunState::Running | RunState::Paused, time) => text::panel_so_far(time),
            (_, time) => text::panel_took(time),
        },
        train: last.map_or_else(not_yet, |e| run.format_loss(e.train_loss)),
        validation: last.map_or_else(not_yet, |e| percent(e.validation_mape)),
        best: best.unwrap_or_else(|| (not_yet(), String::new())),
        epoch_time: seconds.map_or_else(not_yet, short_time),
        device: device.unwrap_or_default(),
        outcome: run_outcome_text(run),
    }
}

#[component]
pub(crate) fn RunPanel() -> impl IntoView {
    let page = Page::from_context();
    let number = page.memo(|s| s.run_in_view().map(|r| r.number));
    let next = page.memo(State::next_run_number);
    let state = page.memo(|s| s.run_in_view().map(|r| (r.state, r.evaluation.is_some())));
    let stopping =
        page.memo(|s| s.active_run().is_some_and(|r| r.pending_command == Some(PendingCommand::Stop)));
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
        view! {
            <span class=class data-testid="run-state">
                {word}
            </span>
        }
    };
    view! {
        <div class="run" role="group" aria-labelledby="h-run">
            <div class="title">
                <h3 id="h-run">{move || text::panel_run(number.get().unwrap_or_else(|| next.get()))}</h3>
                {pill}
            </div>
            <Show when=move || number.with(Option::is_some)>
                <RunDetails />
            </Show>
            <div>
                <RunControls />
            </div>
        </div>
    }
}

/// Progress, errors and speed of the latest run.
#[component]
fn RunDetails() -> impl IntoView {
    let page = Page::from_context();
    let run = page.memo(|s| s.run_in_view().map(run_view));
    // The panel is shown only if there is a run; the empty text is never seen.
    let get =
        move |part: fn(&RunView) -> String| move || run.with(|r| r.as_ref().map(part).unwrap_or_default());
    let outcome = move || {
        run.with(|r| r.as_ref().and_then(|r| r.outcome.clone())).map(|outcome| {
            view! {
                <div>
                    <div class="note-box ok" data-testid="run-outcome">
                        <Icon name="check" />
                        <p>{outcome}</p>
                        <div class="btns">
                            <a class="btn" href="#results">
                                {text::panel_see_results()}
                                " "
                                <Icon name="arrow" />
                            </a>
                        </div>
                    </div>
                </div>
            }
        })
    };
    view! {
        <div>
            <div class="runrow">
                <p>
                    <span class="vh">{text::panel_epoch_before()} " "</span>
                    <span class="big">
                        <span data-testid="epoch-now">{get(|r| count(r.epoch))}</span>
                        <small>" " {get(|r| text::panel_of_epochs(r.epochs))}</small>
                    </span>
                </p>
                <p class="s">
                    <b data-testid="time-left">{get(|r| r.time.clone())}</b>
                    " "
                    <span class="dim">{get(|r| r.elapsed.clone())}</span>
                </p>
            </div>
            <EpochScale run />
        </div>
        <dl class="facts">
            <div>
                <dt>{text::panel_training_loss()}</dt>
                <dd data-testid="train-loss">{get(|r| r.train.clone())}</dd>
            </div>
            <div>
                <dt>{text::panel_validation_error()}</dt>
                <dd data-testid="validation-loss">{get(|r| r.validation.clone())}</dd>
            </div>
            <div>
                <dt>{text::panel_best()}</dt>
                <dd>{get(|r| r.best.0.clone())} <small>{get(|r| r.best.1.clone())}</small></dd>
            </div>
            <div>
                <dt>{text::panel_epoch_time()}</dt>
                <dd>
                    <span data-testid="epoch-time">{get(|r| r.epoch_time.clone())}</span>
                    <small data-testid="device-name">{get(|r| r.device.clone())}</small>
                </dd>
            </div>
        </dl>
        {outcome}
    }
}

/// The progress bar, with the epochs below it.
#[component]
fn EpochScale(run: Memo<Option<RunView>>) -> impl IntoView {
    let epoch = Memo::new(move |_| run.with(|r| r.as_ref().map_or(0, |r| r.epoch)));
    let epochs = Memo::new(move |_| run.with(|r| r.as_ref().map_or(0, |r| r.epochs)));
    let bar = move || {
        let share = 100.0 * epoch.get() as f64 / epochs.get().max(1) as f64;
        // The done part has blocks of the same size as the whole.
        let cell = if share > 0.0 { 10_000.0 / scale_blocks(epochs.get()) as f64 / share } else { 100.0 };
        format!("width:{share:.2}%;--cell:{cell:.3}%")
    };
    let ticks = move || {
        let epochs = epochs.get();
        let parts = (2..=5).rev().find(|parts| epochs.is_multiple_of(*parts)).unwrap_or(1);
        (0..=parts).map(|i| view! { <span>{count(i * epochs / parts)}</span> }).collect_view()
    };
    view! {
        <div
            class="scale"
            style=move || format!("--cell:{:.3}%", 100.0 / scale_blocks(epochs.get()) as f64)
            role="progressbar"
            aria-label=text::panel_epochs_done()
            aria-valuemin="0"
            aria-valuenow=move || epoch.get().to_string()
            aria-valuemax=move || epochs.get().to_string()
        >
            <span style=bar></span>
        </div>
        <div class="ticks" aria-hidden="true">
            {ticks}
        </div>
    }
}

/// Blocks of the progress bar: whole epochs each, and ten at most if possible.
fn scale_blocks(epochs: usize) -> usize {
    (2..=10).rev().find(|blocks| epochs.is_multiple_of(*blocks)).unwrap_or(if epochs < 10 {
        epochs.max(1)
    } else {
        10
    })
}

#[component]
fn RunControls() -> impl IntoView {
    let page = Page::from_context();
    let active = page.memo(|s| s.active_run().is_some());
    let paused = page.memo(|s| s.active_run().is_some_and(|r| r.state == RunState::Paused));
    let pause_blocked = page.memo(|s| command_blocked_by(s, PendingCommand::Pause));
    let resume_blocked = page.memo(|s| command_blocked_by(s, PendingCommand::Resume));
    let stop_blocked = page.memo(|s| command_blocked_by(s, PendingCommand::Stop));
    let start_blocked =
        Memo::new(move |_| page.form.with(|form| page.state.with(|s| start_blocked_by(s, form))));
    let few_houses =
        Memo::new(move |_| page.form.with(|form| page.state.with(|s| few_houses_warning(s, form))));
    let missing_photos =
        Memo::new(move |_| page.form.with(|form| page.state.with(|s| missing_photos_note(s, form))));
    let next = page.memo(State::next_run_number);
    let pause = move || {
        view! {
            <Button
                testid="pause"
                reason_id="control"
                icon="pause"
                label=text::panel_pause()
                blocked=pause_blocked
                on_click=move || page.control_run(PendingCommand::Pause)
            />
        }
    };
    view! {
        <div class="btns">
            <Show when=move || active.get()>
                <Show when=move || paused.get() fallback=pause>
                    <Button
                        testid="resume"
                        reason_id="control"
                        icon="play"
                        label=text::panel_resume()
                        blocked=resume_blocked
                        primary=is_next(page, Action::Resume)
                        on_click=move || page.control_run(PendingCommand::Resume)
                    />
                </Show>
                <Button
                    testid="stop"
                    reason_id="control"
                    icon="stop"
                    label=text::panel_stop()
                    blocked=stop_blocked
                    on_click=move || page.control_run(PendingCommand::Stop)
                />
            </Show>
            <Button
                testid="start"
                reason_id="start"
                icon="play"
                label=move || text::panel_start(next.get())
                blocked=start_blocked
                primary=is_next(page, Action::Start)
                on_click=move || page.start_run()
            />
        </div>
        <Show when=move || active.get()>
            <BlockedReason reason_id="control" reason=stop_blocked />
        </Show>
        <BlockedReason reason_id="start" reason=start_blocked />
        <Show when=move || few_houses.with(Option::is_some)>
            <p class="fine" data-testid="few-houses">
                {move || few_houses.get()}
            </p>
        </Show>
        <Show when=move || missing_photos.with(Option::is_some)>
            <p class="fine" data-testid="missing-photos">
                {move || missing_photos.get()}
            </p>
        </Show>
    }
}
