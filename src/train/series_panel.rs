//! A series: runs with the same settings over seeds, splits or folds, and their progress.

use leptos::prelude::*;

use super::series_results::ResultsSoFar;
use crate::browser::document::now;
use crate::components::button::{BlockedReason, Button};
use crate::page::Page;
use facade_app::availability::series_blocked_by;
use facade_app::repeat_form::{plan_text, plan_workers, worker_bytes};
use facade_app::series::{Series, SeriesState};
use facade_app::state::State;
use facade_platform as platform;
use facade_spec::repeats::RepeatAxis;
use facade_text as text;
use facade_text::TextFn;
use facade_text::format::{count, duration};

/// What a series can repeat over: its name in the document, and its label.
const AXES: [(RepeatAxis, &str, TextFn); 4] = [
    (RepeatAxis::Seeds, "seeds", text::repeat_seeds),
    (RepeatAxis::Splits, "splits", text::repeat_splits),
    (RepeatAxis::Folds, "folds", text::repeat_folds),
    (RepeatAxis::Sizes, "sizes", text::repeat_sizes),
];
// Each is at the index that is its number.
const _: () = {
    let mut number = 0;
    while number < AXES.len() {
        assert!(AXES[number].0 as usize == number);
        number += 1;
    }
};

#[component]
pub(crate) fn SeriesPanel() -> impl IntoView {
    let page = Page::from_context();
    let state = page.memo(|s| s.series.as_ref().map(|series| (series.number, series.state)));
    let next = page.memo(State::next_run_number);
    let title = move || match state.get() {
        Some((number, _)) => text::repeat_title_series(number),
        None => text::repeat_title().to_owned(),
    };
    let active = page.memo(|s| s.series.as_ref().is_some_and(Series::active));
    let pill = move || {
        let (class, word) = match state.get()?.1 {
            SeriesState::Waiting => ("pill running", text::repeat_reading()),
            SeriesState::Preparing => ("pill running", text::repeat_preparing()),
            SeriesState::Running => ("pill running", text::repeat_running()),
            SeriesState::Finished => ("pill", text::repeat_over_state()),
            SeriesState::Cancelled => ("pill off", text::repeat_cancelled()),
        };
        Some(view! {
            <span class=class data-testid="repeat-state">
                {word}
            </span>
        })
    };
    let start_blocked = Memo::new(move |_| {
        page.state.with(|s| {
            page.form
                .with(|form| page.repeat_form.with(|repeat_form| series_blocked_by(s, form, repeat_form)))
        })
    });
    view! {
        <div class="run gap-l" role="group" id="repeat" aria-labelledby="h-repeat" data-testid="repeat">
            <div class="title">
                <h3 id="h-repeat">{title}</h3>
                {pill}
            </div>
            <div>
                <p class="s dim">{text::repeat_why()}</p>
                <SeriesFields active />
                <div class="btns gap">
                    <Show when=move || active.get()>
                        <Button
                            testid="repeat-cancel"
                            reason_id="repeat"
                            icon="stop"
                            label=text::repeat_cancel()
                            on_click=move || page.cancel_series()
                        />
                    </Show>
                    <Button
                        testid="repeat-start"
                        reason_id="repeat"
                        icon="play"
                        label=move || text::repeat_start(next.get())
                        blocked=start_blocked
                        on_click=move || page.start_series()
                    />
                </div>
                <BlockedReason reason_id="repeat" reason=start_blocked />
            </div>
            <Show when=move || state.with(Option::is_some)>
                <SeriesProgress />
                <ResultsSoFar />
            </Show>
        </div>
    }
}

/// The fields for the axis and the number of runs, and what they mean.
#[component]
fn SeriesFields(active: Memo<bool>) -> impl IntoView {
    let page = Page::from_context();
    let axis = Memo::new(move |_| page.repeat_form.with(|repeat_form| repeat_form.axis));
    let option = move |(value, name, label): (RepeatAxis, &'static str, TextFn)| {
        view! {
            <option value=name prop:selected=move || axis.get() == value>
                {label()}
            </option>
        }
    };
    let runs_label = move || match axis.get() {
        RepeatAxis::Folds => text::repeat_folds_count(),
        _ => text::repeat_runs_count(),
    };
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        if let Some((axis, ..)) = AXES.into_iter().find(|axis| axis.1 == name) {
            page.repeat_form.update(|repeat_form| repeat_form.axis = axis);
        }
    };
    let set_runs = move |event: web_sys::Event| {
        page.repeat_form.update(|repeat_form| repeat_form.count_text = event_target_value(&event));
    };
    let photos = page.memo(State::photos_per_house);
    let config = move || page.form.with(|form| form.config(photos.get())).ok();
    let counts = page.split_counts(config);
    let dataset = page.memo(|s| {
        let houses = s.data.as_ref().map_or((0, 0), |data| (data.houses.len(), data.montages.tile));
        (houses, s.no_gpu.is_none())
    });
    let plan = Memo::new(move |_| {
        let (config, (train, _)) = config().zip(counts.get())?;
        let ((houses, tile), gpu) = dataset.get();
        let axis = axis.get();
        let runs = page.repeat_form.with(|repeat_form| repeat_form.run_count(train)).ok()?;
        // A network without photos accepts any tile size.
        let tile = if config.accepts_tile(tile) { tile } else { config.tile };
        let device = page.form.with(|form| form.device);
        let workers = plan_workers(platform::cores(), runs, device, worker_bytes(&config, houses, tile));
        Some(plan_text(axis, runs, &config, workers, gpu))
    });
    let note = move || {
        plan.get().map(|plan| {
            view! {
                <p class="fine gap-s" data-testid="repeat-note">
                    {plan}
                </p>
            }
        })
    };
    view! {
        <div class="grid2 gap">
            <div class="field" class:locked=active>
                <label for="repeat-over">{text::repeat_over()}</label>
                <div class="in">
                    <select
                        class="select"
                        id="repeat-over"
                        data-testid="repeat-over"
                        disabled=active
                        on:change=choose
                    >
                        {AXES.into_iter().map(option).collect_view()}
                    </select>
                </div>
            </div>
            <div class="field" class:locked=active>
                <label for="repeat-runs">{runs_label}</label>
                <div class="in">
                    <input
                        id="repeat-runs"
                        data-testid="repeat-runs"
                        inputmode="numeric"
                        autocomplete="off"
                        readonly=active
                        prop:value=move || page.repeat_form.with(|repeat_form| repeat_form.count_text.clone())
                        on:input=set_runs
                    />
                </div>
            </div>
        </div>
        {note}
    }
}

/// What the panel shows of a series.
#[derive(Clone, PartialEq)]
struct SeriesView {
    ended: usize,
    runs: usize,
    time: String,
    percent: f64,
}

#[component]
fn SeriesProgress() -> impl IntoView {
    let page = Page::from_context();
    let view = page.memo(|s| {
        let series = s.series.as_ref()?;
        let time = match (series.state, series.seconds_left(now())) {
            (SeriesState::Running, Some(left)) => text::repeat_left(duration(left)),
            (SeriesState::Waiting, _) => text::repeat_reading_now().to_owned(),
            (SeriesState::Preparing, _) => text::repeat_preparing_now().to_owned(),
            _ => String::new(),
        };
        let percent = (series.share() * 1000.0).round() / 10.0;
        Some(SeriesView { ended: series.ended(), runs: series.results.runs, time, percent })
    });
    let memory_limited =
        page.memo(|s| s.series.as_ref().filter(|series| series.memory_limited).map(|series| series.workers));
    let get = move |part: fn(&SeriesView) -> String| {
        move || view.with(|view| view.as_ref().map(part).unwrap_or_default())
    };
    let memory_note = move || {
        memory_limited.get().map(|workers| view! { <p class="fine gap-s">{text::repeat_scarce(workers)}</p> })
    };
    view! {
        <div>
            <div class="runrow">
                <p>
                    <span class="big" data-testid="repeat-done">
                        {get(|s| count(s.ended))}
                    </span>
                    " "
                    <span class="dim">{get(|s| text::repeat_of_runs(s.runs))}</span>
                </p>
                <p class="s">
                    <b data-testid="repeat-left">{get(|s| s.time.clone())}</b>
                </p>
            </div>
            <div
                class="meter gap-s"
                role="progressbar"
                aria-label=text::repeat_done()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=get(|s| format!("{:.0}", s.percent))
            >
                <span style=get(|s| format!("width:{:.1}%", s.percent))></span>
            </div>
            {memory_note}
        </div>
    }
}
