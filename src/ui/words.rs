//! Sentences about where things stand.

use super::format::{count, counted, duration, list, percent};
use super::keeper::Hold;
use super::list::MOST;
use super::run::{Run, RunState, device_words};
use super::series::{Series, SeriesState};
use super::state::{Place, State};

/// What to tell about a run's time: what is left, or that nothing is computing.
pub fn run_time(run: &Run) -> String {
    match run.state {
        RunState::Preparing => run.doing.clone(),
        RunState::Paused => "Nothing is computing".to_string(),
        RunState::Running => match run.seconds_left() {
            Some(left) => format!("{} left", duration(left)),
            None => match (&run.setup, run.steps) {
                (Some(setup), done @ 1..) => format!("step {} of {}", count(done), count(setup.steps)),
                _ => "first epoch".to_string(),
            },
        },
        _ => run.word().to_string(),
    }
}

/// What a run came to, in one sentence.
pub fn run_outcome(run: &Run) -> Option<String> {
    let evaluation = run.evaluation.as_ref()?;
    let how = if run.state == RunState::Stopped { "was stopped" } else { "has finished" };
    Some(format!(
        "Run {} {how}: {} off on {} test houses, after {} in {}.",
        run.number,
        percent(evaluation.test.mape_mean),
        count(evaluation.test.houses),
        counted(run.epoch(), "epoch", "epochs"),
        duration(run.seconds()),
    ))
}

/// What a screen reader is told: it changes when something begins or ends, not with every epoch.
pub fn announcement(state: &State) -> String {
    if let Some(intake) = &state.intake {
        return format!("Reading photos of {}.", intake.name);
    }
    if let Some(run) = state.active_run() {
        let n = run.number;
        return match run.state {
            RunState::Preparing => format!("Run {n} is being prepared."),
            RunState::Paused => format!("Run {n} is paused."),
            _ => format!("Run {n} is training."),
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
        Some(data) => format!("{} houses are loaded.", count(data.houses.len())),
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
            (Some(_), _) => (Mark::Running, "Reading photos".to_string()),
            (None, Some(_)) if state.data_back => (Mark::Check, "Kept from your last visit".to_string()),
            (None, Some(_)) => match state.intake_seconds {
                Some(seconds) => (Mark::Check, format!("Loaded in {}", duration(seconds))),
                None => (Mark::Check, "Loaded".to_string()),
            },
            (None, None) => (Mark::Off, "No houses yet".to_string()),
        },
        Place::Train => match state.runs.last() {
            run if let Some(series) = state.active_series()
                && run.is_none_or(|run| !run.active()) =>
            {
                series_line(series)
            }
            None => match state.offered_run() {
                Some(run) => (Mark::Paused, format!("Run {} can go on", run.number)),
                None => (Mark::Off, "No run yet".to_string()),
            },
            Some(run) => run_line(run),
        },
        Place::Results => match (state.list.shown, state.shown_run()) {
            (Some(number), _) => (Mark::Check, format!("Run {number} of the list")),
            (None, None) => (Mark::Off, "No results yet".to_string()),
            (None, Some(run)) => {
                let epochs = counted(run.epoch(), "epoch", "epochs");
                let time = duration(run.seconds());
                (Mark::Check, format!("Run {}, seed {}, {epochs}, {time}", run.number, run.config.seed))
            }
        },
        Place::Predict => match &state.model {
            None => (Mark::Off, "No model yet".to_string()),
            Some(model) => match model.run {
                Some(run) => (Mark::Check, format!("Model of run {run}, ready")),
                None if model.kept => (Mark::Check, "Model kept from your last visit, ready".to_string()),
                None => (Mark::Check, format!("Model from {}, ready", model.file_name)),
            },
        },
    }
}

fn series_line(series: &Series) -> (Mark, String) {
    let n = series.number;
    match series.state {
        SeriesState::Waiting | SeriesState::Preparing => {
            (Mark::Running, format!("Series {n} is being prepared"))
        }
        SeriesState::Running => (Mark::Running, format!("Series {n} is training")),
        SeriesState::Over => (Mark::Check, format!("Series {n} has finished")),
        SeriesState::Cancelled => (Mark::Off, format!("Series {n} was cancelled")),
    }
}

fn run_line(run: &Run) -> (Mark, String) {
    let n = run.number;
    match run.state {
        RunState::Preparing => (Mark::Running, format!("Run {n} is being prepared")),
        RunState::Running => (Mark::Running, format!("Run {n} is training")),
        RunState::Paused => (Mark::Paused, format!("Run {n} is paused")),
        RunState::Finished => (Mark::Check, format!("Run {n} has finished")),
        RunState::Stopped => (Mark::Check, format!("Run {n} was stopped")),
        RunState::Failed => (Mark::Bad, format!("Run {n} failed")),
    }
}

/// What the browser keeps for the next visit, as a sentence; none where it keeps nothing.
pub fn kept_words(state: &State) -> Option<String> {
    let kept = &state.kept;
    let run =
        kept.run.as_ref().map(|run| format!("run {} after epoch {}", run.number, count(run.epochs_done())));
    let mut things = Vec::new();
    if kept.houses {
        things.push("the houses");
    }
    let listed = (kept.listed > 0).then(|| match kept.listed {
        1 => "1 run or series of the list".to_string(),
        many => format!("{} runs and series of the list", count(many)),
    });
    things.extend(run.as_deref());
    things.extend(listed.as_deref());
    if kept.model {
        things.push("the last model");
    }
    if kept.folder {
        things.push("which folder to open again");
    }
    match things.as_slice() {
        [] => kept
            .unusable
            .then(|| "This browser keeps something of this page that cannot be used.".to_string()),
        things => {
            Some(format!("This browser keeps {} for your next visit, and sends them nowhere.", list(things)))
        }
    }
}

/// How long the list of runs and series lasts, in a sentence.
pub fn list_words(state: &State) -> String {
    match state.kept.hold {
        Hold::Denied => "This browser lets the page keep nothing, so the list goes with the page.".to_string(),
        Hold::OtherTab => {
            "Another tab of this page keeps the list: what this tab adds is not saved until that tab is closed.".to_string()
        }
        Hold::Unknown | Hold::Ours => format!("The newest {MOST} are kept in this browser, and sent nowhere."),
    }
}

/// Whether the run that goes on is saved, as a sentence.
pub fn saving_words(state: &State) -> Option<String> {
    let run = state.active_run()?;
    match state.kept.hold {
        Hold::OtherTab => Some("Not saved: another tab of this page is open and keeps its runs.".to_string()),
        Hold::Denied => Some("Not saved: this browser lets the page keep nothing.".to_string()),
        Hold::Unknown | Hold::Ours => {
            let saved = state.kept.run.as_ref().filter(|saved| saved.number == run.number)?;
            Some(format!("Saved in this browser after epoch {}.", count(saved.epochs_done())))
        }
    }
}

/// That a newer version of the page can be loaded, and what would become of what is here.
pub fn newer_words(state: &State) -> String {
    let lasts = !matches!(state.kept.hold, Hold::Denied | Hold::OtherTab);
    let ends = match (state.active_run(), state.active_series()) {
        (Some(run), _)
            if lasts && state.kept.run.as_ref().is_some_and(|saved| saved.number == run.number) =>
        {
            format!("Loading it interrupts run {}, which can go on from its last saved epoch. ", run.number)
        }
        (Some(run), _) => format!("Loading it ends run {}, of which nothing is saved yet. ", run.number),
        (None, Some(series)) => format!("Loading it ends series {}. ", series.number),
        (None, None) => String::new(),
    };
    let stays = match lasts {
        true => "Houses, finished runs and the model are kept.",
        false => "This tab's houses, runs and model are not kept: save the model first.",
    };
    format!("A new version of Facade is ready. {ends}{stays}")
}

/// The device in use, kind and name apart; what is known before the first run.
pub fn device_line(state: &State) -> (&'static str, String) {
    match &state.device {
        Some(report) => device_words(&report.chosen),
        None if state.ready => ("", "chosen when a run starts".to_string()),
        None => ("", "loading".to_string()),
    }
}
