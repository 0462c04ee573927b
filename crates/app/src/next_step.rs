//! What follows from the state of the page: how far each place is, and the next step.

use super::home_inputs::missing_photos;
use super::notice::Place;
use super::result_text::beats_baselines;
use super::run::RunState;
use super::select_model::network_to_begin_with;
use super::state::State;
use super::trust::FEW_TEST_HOUSES;
use facade_text as text;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PlaceStatus {
    Todo,
    /// With the share done.
    Running(f64),
    Done,
}

/// What the button of the next step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    GoToPlace,
    ChooseFolder,
    /// Starts a run.
    Start,
    /// Trains the candidate networks.
    SelectModel,
    /// Resumes the paused run.
    Resume,
    /// Resumes the stored run.
    ResumeSaved,
    /// Requests the price.
    Estimate,
    /// Makes room for the photos of another home.
    NextHome,
    /// Compares the latest series with another entry of the list.
    Compare,
    /// Trains the networks that do best on houses, or the best one.
    Improve,
    /// Prepares a cross-validation.
    CrossValidate,
    /// Opens the folder of an earlier visit again.
    OpenLast,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What it is about.
    pub prompt: String,
    /// On its button.
    pub label: String,
    /// Where it happens.
    pub place: Place,
    pub action: Action,
}

pub fn place_status(state: &State, place: Place) -> PlaceStatus {
    let done = |yes| if yes { PlaceStatus::Done } else { PlaceStatus::Todo };
    match place {
        Place::Data => match &*state.loading {
            Some(loading) => PlaceStatus::Running(loading.share()),
            None => done(state.data.is_some()),
        },
        Place::Train => match (state.active_run(), state.active_series()) {
            (Some(run), _) => {
                // Of all networks that are compared, or of the run.
                let [at, all] = state.compared_network().unwrap_or([1, 1]);
                PlaceStatus::Running((at.saturating_sub(1) as f64 + run.share()) / all.max(1) as f64)
            }
            (None, Some(series)) => PlaceStatus::Running(series.share()),
            (None, None) => done(state.viewed_run().is_some()),
        },
        Place::Results => done(state.viewed_run().is_some() && *state.results_seen),
        Place::Predict => done(state.home.price.is_some()),
    }
}

/// Instead of starting a run, the next step is to choose among networks if there are several candidates.
pub fn with_selection(step: NextStep, candidates: usize) -> NextStep {
    if candidates < 2 {
        return step;
    }
    NextStep { action: Action::SelectModel, label: text::step_select().to_owned(), ..step }
}

/// The next step. `photos` says which of the home's photos are chosen, in the montage's order.
pub fn next_step(state: &State, photos: &[bool]) -> NextStep {
    let step = |prompt: &str, label: &str, place, action| {
        let (prompt, label) = (prompt.to_owned(), label.to_owned());
        NextStep { prompt, label, place, action }
    };
    if state.loading.is_some() {
        return step(text::step_reading(), text::step_see_progress(), Place::Data, Action::GoToPlace);
    }
    if state.mapping.is_some() {
        return step(text::step_table(), text::step_name_columns(), Place::Data, Action::GoToPlace);
    }
    if state.price_entry.is_some() {
        return step(text::step_prices(), text::step_type_prices(), Place::Data, Action::GoToPlace);
    }
    if let Some(run) = state.active_run() {
        let n = run.number;
        let prompt = match state.compared_network() {
            Some([at, all]) => text::t!(step_comparing, at, all),
            None => text::step_while(n),
        };
        if run.state == RunState::Paused {
            return step(&text::step_paused(n), &text::step_resume(n), Place::Train, Action::Resume);
        }
        return match state.viewed_run() {
            Some(shown) => step(&prompt, &text::step_read_results(shown), Place::Results, Action::GoToPlace),
            None => step(&prompt, text::step_watch(), Place::Train, Action::GoToPlace),
        };
    }
    if let Some(run) = state.offered_run() {
        return step(
            text::step_cut_short(),
            &text::step_go_on(run.number),
            Place::Train,
            Action::ResumeSaved,
        );
    }
    if state.has_untried_houses() {
        return step(
            text::step_houses_ready(),
            &text::step_start(state.next_run_number()),
            Place::Train,
            Action::Start,
        );
    }
    if !*state.results_seen {
        if let Some(series) = state.latest_series() {
            let prompt = text::step_series_over(series.number);
            return step(&prompt, text::step_compare(), Place::Results, Action::Compare);
        }
        if state.viewed_run().is_some() && state.model.is_some() {
            return step(text::step_over(), text::step_see_results(), Place::Results, Action::GoToPlace);
        }
    }
    if state.model.is_some() {
        if state.home.price.is_some() {
            return step(text::step_priced(), text::step_next_home(), Place::Predict, Action::NextHome);
        }
        if state.home.montage.is_some() && photos.iter().all(|chosen| *chosen) {
            return step(text::step_photos_read(), text::step_estimate(), Place::Predict, Action::Estimate);
        }
        if !photos.contains(&true)
            && let Some(next) = after_result(state)
        {
            return next;
        }
        return match missing_photos(state, photos).as_slice() {
            [one] => step(
                text::step_one_missing(),
                &text::step_choose_photo(one),
                Place::Predict,
                Action::GoToPlace,
            ),
            _ => step(text::step_model_ready(), text::step_price_home(), Place::Predict, Action::GoToPlace),
        };
    }
    if state.data.is_some() {
        return step(
            text::step_houses_ready(),
            &text::step_start(state.next_run_number()),
            Place::Train,
            Action::Start,
        );
    }
    step(text::step_start_here(), text::step_choose_folder(), Place::Data, Action::ChooseFolder)
}

/// What a result that cannot be relied on leads to.
fn after_result(state: &State) -> Option<NextStep> {
    let step = |prompt: &str, label: &str, place, action| {
        let (prompt, label) = (prompt.to_owned(), label.to_owned());
        Some(NextStep { prompt, label, place, action })
    };
    let entry = state.viewed_run().and_then(|run| state.list.get(run))?;
    let results = entry.single()?;
    state.data.as_ref().filter(|data| results.matches_dataset(data))?;
    let evaluation = &results.evaluation;
    let houses = evaluation.test.houses;
    let is_validated =
        state.list.entries().iter().any(|other| other.data == entry.data && other.is_cross_validation());
    if houses < FEW_TEST_HOUSES && !is_validated {
        return step(
            &text::step_few_tests(houses),
            text::step_cross_validate(),
            Place::Train,
            Action::CrossValidate,
        );
    }
    if beats_baselines(evaluation) {
        return None;
    }
    let is_best = state.selection.is_some() || entry.config.model == network_to_begin_with(state);
    match is_best {
        true => step(text::step_no_better(), text::step_check_data(), Place::Data, Action::GoToPlace),
        false => step(text::step_no_better(), text::step_improve(), Place::Train, Action::Improve),
    }
}
