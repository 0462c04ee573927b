//! Sentences about where things stand.

use super::data_report::data_name;
use super::list::MOST;
use super::notice::Place;
use super::run::{Run, RunState, device_words};
use super::series::{Series, SeriesState};
use super::state::State;
use super::store_status::Hold;
use facade_record::{Form, Reads, forms, reads};
use facade_text as text;
use facade_text::format::{count, duration, list, percent};

/// What to tell about a run's time: what is left, or that nothing is computing.
pub fn run_time(run: &Run) -> String {
    match run.state {
        RunState::Preparing => run.doing.clone(),
        RunState::Paused => text::words_nothing_computing().to_owned(),
        RunState::Running => match run.seconds_left() {
            Some(left) => text::words_left(duration(left)),
            None => match (&run.setup, run.steps) {
                (Some(setup), done @ 1..) => text::words_step(count(done), count(setup.steps)),
                _ => text::words_first_epoch().to_owned(),
            },
        },
        _ => run.word().to_string(),
    }
}

/// What a run came to, in one sentence.
pub fn run_outcome(run: &Run) -> Option<String> {
    let evaluation = run.evaluation.as_ref()?;
    Some(text::words_outcome(
        run.number,
        if run.state == RunState::Stopped { "stopped" } else { "finished" },
        percent(evaluation.test.mape_mean),
        count(evaluation.test.houses),
        run.epoch(),
        duration(run.seconds()),
    ))
}

/// What a screen reader is told: it changes when something begins or ends, not with every epoch.
pub fn announcement(state: &State) -> String {
    if let Some(intake) = &state.intake {
        return text::words_reading_photos_of(data_name(&intake.name));
    }
    if let Some(run) = state.active_run() {
        let n = run.number;
        return match run.state {
            RunState::Preparing => text::words_run_said("preparing", n),
            RunState::Paused => text::words_run_said("paused", n),
            _ => text::words_run_said("running", n),
        };
    }
    let latest = state.runs.last().map_or(0, |run| run.number);
    if let Some(series) = state.series.as_ref().filter(|series| series.active() || series.number > latest) {
        return format!("{}.", series_line(series).1);
    }
    if let Some(outcome) = state.runs.last().and_then(run_outcome) {
        return outcome;
    }
    match &state.data {
        Some(data) => text::words_loaded(count(data.houses.len())),
        None => String::new(),
    }
}

/// The sign before a place's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing yet.
    Off,
    /// At work.
    Running,
    /// Holding still.
    Paused,
    /// Done.
    Check,
    /// It went wrong.
    Bad,
}

/// Where a place stands, in a few words.
pub fn place_line(state: &State, place: Place) -> (Mark, String) {
    match place {
        Place::Data => match (&state.intake, &state.data) {
            (Some(_), _) => (Mark::Running, text::words_reading().to_owned()),
            (None, Some(_)) if state.data_back => (Mark::Check, text::words_kept_data().to_owned()),
            (None, Some(_)) => match state.intake_seconds {
                Some(seconds) => (Mark::Check, text::words_loaded_in(duration(seconds))),
                None => (Mark::Check, text::words_is_loaded().to_owned()),
            },
            (None, None) => (Mark::Off, text::words_no_houses().to_owned()),
        },
        Place::Train => match state.runs.last() {
            run if let Some(series) = state.active_series()
                && run.is_none_or(|run| !run.active()) =>
            {
                series_line(series)
            }
            None => match state.offered_run() {
                Some(run) => (Mark::Paused, text::words_can_go_on(run.number)),
                None => (Mark::Off, text::words_no_run().to_owned()),
            },
            Some(run) => run_line(run),
        },
        Place::Results => match (state.list.shown, state.shown_run()) {
            (Some(number), _) => (Mark::Check, text::words_of_list(number)),
            (None, None) => (Mark::Off, text::words_no_results().to_owned()),
            (None, Some(run)) => {
                let time = duration(run.seconds());
                (Mark::Check, text::words_results(run.number, run.config.seed, run.epoch(), time))
            }
        },
        Place::Predict => match &state.model {
            None => (Mark::Off, text::words_no_model().to_owned()),
            Some(model) => match model.run {
                Some(run) => (Mark::Check, text::words_model_of_run(run)),
                None if model.kept => (Mark::Check, text::words_model_kept().to_owned()),
                None => (Mark::Check, text::words_model_from(&model.file_name)),
            },
        },
    }
}

fn series_line(series: &Series) -> (Mark, String) {
    let n = series.number;
    match series.state {
        SeriesState::Waiting | SeriesState::Preparing => (Mark::Running, text::words_series("preparing", n)),
        SeriesState::Running => (Mark::Running, text::words_series("running", n)),
        SeriesState::Over => (Mark::Check, text::words_series("over", n)),
        SeriesState::Cancelled => (Mark::Off, text::words_series("cancelled", n)),
    }
}

fn run_line(run: &Run) -> (Mark, String) {
    let n = run.number;
    match run.state {
        RunState::Preparing => (Mark::Running, text::words_run("preparing", n)),
        RunState::Running => (Mark::Running, text::words_run("running", n)),
        RunState::Paused => (Mark::Paused, text::words_run("paused", n)),
        RunState::Finished => (Mark::Check, text::words_run("finished", n)),
        RunState::Stopped => (Mark::Check, text::words_run("stopped", n)),
        RunState::Failed => (Mark::Bad, text::words_run("failed", n)),
    }
}

/// What the browser keeps for the next visit, as a sentence; none where it keeps nothing.
pub fn kept_words(state: &State) -> Option<String> {
    let things = kept_things(state);
    match things.as_slice() {
        [] => (!state.kept.aside.is_empty() || state.kept.stuck)
            .then(|| text::words_keeps_unusable().to_owned()),
        things => Some(text::words_keeps(listed(things))),
    }
}

/// A thing that the browser keeps, in words, and the kinds of record that it is kept in.
type Thing = (String, &'static [Form]);

fn kept_things(state: &State) -> Vec<Thing> {
    let kept = &state.kept;
    let mut things: Vec<Thing> = Vec::new();
    if kept.houses {
        things.push((text::words_keeps_houses().to_owned(), &[forms::HOUSES, forms::EXCLUDED]));
    }
    if let Some(run) = &kept.run {
        let words = text::words_keeps_run(run.number, count(run.epochs_done()));
        things.push((words, &[forms::RUN, forms::CHECKPOINT]));
    }
    if kept.listed > 0 {
        things.push((text::words_keeps_listed(kept.listed), &[forms::ENTRY]));
    }
    let by_hand = state.shelf.items.len();
    if by_hand > 0 {
        let forms = &[forms::SHELF, forms::SESSION, forms::ENTRY, forms::MODEL];
        things.push((text::words_keeps_shelf(by_hand), forms));
    }
    if kept.model {
        things.push((text::words_keeps_model().to_owned(), &[forms::MODEL]));
    }
    if kept.folder {
        things.push((text::words_keeps_folder().to_owned(), &[]));
    }
    things
}

fn listed(things: &[Thing]) -> String {
    let words: Vec<&str> = things.iter().map(|(words, _)| words.as_str()).collect();
    list(&words)
}

/// Whether the browser promises to keep it, as a sentence; none where it was not asked or there is nothing.
pub fn lasting_words(state: &State) -> Option<&'static str> {
    kept_words(state)?;
    Some(if state.kept.lasting? { text::words_lasting() } else { text::words_not_lasting() })
}

/// How long the list of runs and series lasts, in a sentence.
pub fn list_words(state: &State) -> String {
    match state.kept.hold {
        Hold::Denied => text::words_list_denied().to_owned(),
        Hold::Silent => text::words_list_silent().to_owned(),
        Hold::OtherTab => text::words_list_other_tab().to_owned(),
        Hold::Unknown | Hold::Ours if lasts(state) => text::words_list_kept(MOST),
        Hold::Unknown | Hold::Ours => text::words_list_unsaved().to_owned(),
    }
}

/// Whether the run that goes on is saved, as a sentence.
pub fn saving_words(state: &State) -> Option<String> {
    let run = state.active_run()?;
    match state.kept.hold {
        Hold::OtherTab => Some(text::words_not_saved_tab().to_owned()),
        Hold::Denied => Some(text::words_not_saved().to_owned()),
        Hold::Silent => Some(text::words_not_saved_silent().to_owned()),
        Hold::Unknown | Hold::Ours => {
            let saved = state.kept.run.as_ref().filter(|saved| saved.number == run.number)?;
            Some(text::words_saved(count(saved.epochs_done())))
        }
    }
}

/// Whether a session is to be saved before a newer version of the page is loaded, which reads what `theirs` says: it would lose
/// something of this tab, and a session would bring it back.
pub fn newer_loses(state: &State, theirs: Option<&Reads>) -> bool {
    match theirs {
        None => !lasts(state) || state.kept.any(),
        Some(_) => !lasts(state) && SESSION.iter().all(reader(theirs)),
    }
}

/// What a session is written in.
const SESSION: [Form; 4] = [forms::SESSION, forms::ENTRY, forms::MODEL, forms::SETTINGS];

/// Says of a form whether another version reads all that this one reads of it. What this one reads is taken from the line in which other
/// versions find it: they find it only because it is used here.
fn reader(theirs: Option<&Reads>) -> impl Fn(&Form) -> bool {
    let ours = reads(forms::LINE).unwrap_or_default();
    move |form| {
        let (ours, theirs) = (ours.get(form.kind), theirs.and_then(|theirs| theirs.get(form.kind)));
        matches!((ours, theirs), (Some([oldest, newest]), Some([from, to])) if from <= oldest && newest <= to)
    }
}

/// Whether what is here is kept for another visit.
fn lasts(state: &State) -> bool {
    let none = matches!(state.kept.hold, Hold::Denied | Hold::Silent | Hold::OtherTab);
    !none && !state.kept.stuck && !state.kept.unsaved
}

/// What the browser keeps that a newer version reads, and what that does not read. It is asked for every version that may lie
/// there: of two it may read the newer alone.
fn stays(state: &State, theirs: Option<&Reads>) -> (Vec<Thing>, Vec<Thing>) {
    let read = reader(theirs);
    kept_things(state).into_iter().partition(|(_, forms)| forms.iter().all(&read))
}

/// That a newer version of the page can be loaded, and what would become of what is here; `theirs` is what that version reads, if it
/// tells.
pub fn newer_words(state: &State, theirs: Option<&Reads>) -> String {
    let mut words = vec![text::words_newer().to_owned()];
    match (state.active_run(), state.active_series()) {
        (Some(run), _)
            if lasts(state) && state.kept.run.as_ref().is_some_and(|saved| saved.number == run.number) =>
        {
            words.push(text::words_newer_interrupts(run.number));
        }
        (Some(run), _) => words.push(text::words_newer_ends_run(run.number)),
        (None, Some(series)) => words.push(text::words_newer_ends_series(series.number)),
        (None, None) => {}
    }
    let (stay, go) = stays(state, theirs);
    if !lasts(state) {
        words.push(text::words_newer_not_kept().to_owned());
    } else if theirs.is_none() && state.kept.any() {
        words.push(text::words_newer_untold().to_owned());
    } else {
        if !stay.is_empty() {
            words.push(text::words_newer_kept(listed(&stay)));
        }
        if !go.is_empty() {
            words.push(text::words_newer_unread(listed(&go)));
        }
    }
    words.join(" ")
}

/// The device in use, kind and name apart; what is known before the first run.
pub fn device_line(state: &State) -> (&'static str, String) {
    match &state.device {
        Some(report) => device_words(&report.chosen),
        None if state.ready => ("", text::words_device_later().to_owned()),
        None => ("", text::words_device_loading().to_owned()),
    }
}
