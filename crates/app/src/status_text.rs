//! Sentences about the state of runs, series and places.

use super::data_report::data_name;
use super::notice::Place;
use super::run::{Run, RunState, device_label};
use super::series::{Series, SeriesState};
use super::state::State;
use facade_text as text;
use facade_text::format::{count, duration, percent};

/// What is left, or that nothing is computing.
pub fn run_time_text(run: &Run) -> String {
    match run.state {
        RunState::Preparing => run.activity.clone(),
        RunState::Paused => text::words_nothing_computing().to_owned(),
        RunState::Running => match run.seconds_left() {
            Some(left) => text::words_left(duration(left)),
            None => match (&run.setup, run.steps) {
                (Some(setup), done @ 1..) => {
                    text::t!(words_step, done = count(done), all = count(setup.steps_per_epoch))
                }
                _ => text::words_first_epoch().to_owned(),
            },
        },
        _ => run.state_label().to_string(),
    }
}

/// `None` for a run without results.
pub fn run_outcome_text(run: &Run) -> Option<String> {
    let evaluation = run.evaluation.as_ref()?;
    Some(text::t!(
        words_outcome,
        run = run.number,
        how = if run.state == RunState::Stopped { "stopped" } else { "finished" },
        error = percent(evaluation.mape().mean),
        houses = count(evaluation.test.houses),
        epochs = run.epoch(),
        time = duration(run.seconds())
    ))
}

/// For screen readers: it changes when something begins or ends, not with every epoch.
pub fn announcement(state: &State) -> String {
    if let Some(loading) = &*state.loading {
        return text::words_reading_photos_of(data_name(&loading.name));
    }
    if let Some(run) = state.active_run() {
        let n = run.number;
        let compared = state.compared_network();
        if compared.is_some() {
            return format!("{}.", run_line(run, compared).1);
        }
        return match run.state {
            RunState::Preparing => text::t!(words_run_said, state = "preparing", run = n),
            RunState::Paused => text::t!(words_run_said, state = "paused", run = n),
            _ => text::t!(words_run_said, state = "running", run = n),
        };
    }
    if let Some(data) = state.data.as_ref().filter(|_| state.has_untried_houses()) {
        return text::words_loaded(data.houses.len());
    }
    let latest = state.runs.last().map_or(0, |run| run.number);
    if let Some(series) = state.series.as_ref().filter(|series| series.active() || series.number > latest) {
        return format!("{}.", series_line(series).1);
    }
    if let Some(outcome) = state.run_in_view().and_then(run_outcome_text) {
        return outcome;
    }
    match &*state.data {
        Some(data) => text::words_loaded(data.houses.len()),
        None => String::new(),
    }
}

/// The mark before a place's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Off,
    Running,
    Paused,
    Check,
    Failed,
}

pub fn place_line(state: &State, place: Place) -> (Mark, String) {
    match place {
        Place::Data => match (&*state.loading, &*state.data) {
            (Some(_), _) => (Mark::Running, text::words_reading().to_owned()),
            (None, Some(_)) if *state.data_restored => (Mark::Check, text::words_kept_data().to_owned()),
            (None, Some(_)) => match *state.load_seconds {
                Some(seconds) => (Mark::Check, text::words_loaded_in(duration(seconds))),
                None => (Mark::Check, text::words_is_loaded().to_owned()),
            },
            (None, None) => (Mark::Off, text::words_no_houses().to_owned()),
        },
        Place::Train => match state.run_in_view() {
            run if let Some(series) = state.active_series()
                && run.is_none_or(|run| !run.active()) =>
            {
                series_line(series)
            }
            None => match state.offered_run() {
                Some(run) => (Mark::Paused, text::words_can_go_on(run.number)),
                None => (Mark::Off, text::words_no_run().to_owned()),
            },
            Some(run) if !run.active() && state.has_untried_houses() => other_houses_line(run),
            Some(run) => run_line(run, state.compared_network()),
        },
        Place::Results => match (state.list.shown, state.shown_run()) {
            (Some(number), _) => (Mark::Check, text::words_of_list(number)),
            (None, None) => (Mark::Off, text::words_no_results().to_owned()),
            (None, Some(run)) if state.has_untried_houses() => other_houses_line(run),
            (None, Some(run)) => {
                let time = duration(run.seconds());
                (
                    Mark::Check,
                    text::t!(
                        words_results,
                        run = run.number,
                        seed = run.config.seed,
                        epochs = run.epoch(),
                        time
                    ),
                )
            }
        },
        Place::Predict => match &*state.model {
            None => (Mark::Off, text::words_no_model().to_owned()),
            Some(model) => match model.run {
                Some(run) => (Mark::Check, text::words_model_of_run(run)),
                None if model.restored => (Mark::Check, text::words_model_kept().to_owned()),
                None => (Mark::Check, text::words_model_from(&model.file_name)),
            },
        },
    }
}

/// A run on other houses than the ones in use.
fn other_houses_line(run: &Run) -> (Mark, String) {
    (Mark::Off, text::words_other_houses(run.number))
}

fn series_line(series: &Series) -> (Mark, String) {
    let n = series.number;
    match series.state {
        SeriesState::Waiting | SeriesState::Preparing => {
            (Mark::Running, text::t!(words_series, state = "preparing", series = n))
        }
        SeriesState::Running => (Mark::Running, text::t!(words_series, state = "running", series = n)),
        SeriesState::Finished => (Mark::Check, text::t!(words_series, state = "over", series = n)),
        SeriesState::Cancelled => (Mark::Off, text::t!(words_series, state = "cancelled", series = n)),
    }
}

/// `compared` says which of how many networks it is, while networks are compared.
fn run_line(run: &Run, compared: Option<[usize; 2]>) -> (Mark, String) {
    let n = run.number;
    if let Some([at, all]) = compared.filter(|_| run.active()) {
        return match run.state {
            RunState::Paused => (Mark::Paused, text::t!(words_network, state = "paused", at, all)),
            RunState::Running => (Mark::Running, text::t!(words_network, state = "running", at, all)),
            _ => (Mark::Running, text::t!(words_network, state = "preparing", at, all)),
        };
    }
    match run.state {
        RunState::Preparing => (Mark::Running, text::t!(words_run, state = "preparing", run = n)),
        RunState::Running => (Mark::Running, text::t!(words_run, state = "running", run = n)),
        RunState::Paused => (Mark::Paused, text::t!(words_run, state = "paused", run = n)),
        RunState::Finished => (Mark::Check, text::t!(words_run, state = "finished", run = n)),
        RunState::Stopped => (Mark::Check, text::t!(words_run, state = "stopped", run = n)),
        RunState::Failed => (Mark::Failed, text::t!(words_run, state = "failed", run = n)),
    }
}

/// Kind and name of the device in use.
pub fn device_line(state: &State) -> (&'static str, String) {
    match &*state.device {
        Some(report) => device_label(&report.chosen),
        None if *state.ready => ("", text::words_device_later().to_owned()),
        None => ("", text::words_device_loading().to_owned()),
    }
}
