//! What follows from what is known: how far each place is, the next step, why a control cannot work yet.

use super::form::Form;
use super::notice::Place;
use super::run::{Asked, RunState};
use super::series::Wish;
use super::state::State;
use super::store_status::Hold;
use facade_data::Rooms;
use facade_protocol::DeviceChoice;
use facade_spec::ModelKind;
use facade_text as text;
use facade_text::format::{list, number_word, room_words, typed};

/// How far a place is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PlaceStatus {
    /// Nothing yet.
    Todo,
    /// At work, with the share done.
    Running(f64),
    /// Done.
    Done,
}

/// What the next step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Goes to its place.
    Go,
    /// Opens the folder picker.
    ChooseFolder,
    /// Starts a run.
    Start,
    /// Goes on with a paused run.
    Resume,
    /// Goes on with a run that the browser keeps.
    GoOn,
    /// Asks for the price.
    Estimate,
}

/// The one next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// What it is about.
    pub say: String,
    /// What stands on its button.
    pub label: String,
    /// Where it happens.
    pub place: Place,
    /// What it does.
    pub action: Action,
}

/// What the photos of a home have to show: what the model was trained on or, until there is one, what the houses have.
pub fn home_rooms(state: &State) -> Rooms {
    let houses = state.data.as_ref().map(|data| &data.rooms);
    state.model.as_ref().map(|model| &model.summary.rooms).or(houses).cloned().unwrap_or_default()
}

/// How far a place is.
pub fn place_status(state: &State, place: Place) -> PlaceStatus {
    let done = |yes| if yes { PlaceStatus::Done } else { PlaceStatus::Todo };
    match place {
        Place::Data => match &state.intake {
            Some(intake) => PlaceStatus::Running(intake.share()),
            None => done(state.data.is_some()),
        },
        Place::Train => match (state.active_run(), state.active_series()) {
            (Some(run), _) => PlaceStatus::Running(run.share()),
            (None, Some(series)) => PlaceStatus::Running(series.share()),
            (None, None) => done(state.shown_run().is_some()),
        },
        Place::Results => done(state.shown_run().is_some() && state.results_seen),
        Place::Predict => done(state.home.price.is_some()),
    }
}

/// THE next step. `photos` tells which of the home's photos are chosen, in the montage's order.
pub fn next_step(state: &State, photos: &[bool]) -> NextStep {
    let step = |say: &str, label: &str, place, action| {
        let (say, label) = (say.to_owned(), label.to_owned());
        NextStep { say, label, place, action }
    };
    if state.intake.is_some() {
        return step(text::step_reading(), text::step_see_progress(), Place::Data, Action::Go);
    }
    if state.mapping.is_some() {
        return step(text::step_table(), text::step_name_columns(), Place::Data, Action::Go);
    }
    if let Some(run) = state.active_run() {
        let n = run.number;
        let say = text::step_while(n);
        if run.state == RunState::Paused {
            return step(&text::step_paused(n), &text::step_resume(n), Place::Train, Action::Resume);
        }
        return match state.shown_run() {
            Some(shown) => step(&say, &text::step_read_results(shown.number), Place::Results, Action::Go),
            None => step(&say, text::step_watch(), Place::Train, Action::Go),
        };
    }
    if let Some(run) = state.offered_run() {
        return step(text::step_cut_short(), &text::step_go_on(run.number), Place::Train, Action::GoOn);
    }
    if state.home.price.is_some() && state.data.is_some() {
        return step(text::step_one_seed(), text::step_another_run(), Place::Train, Action::Go);
    }
    if state.model.is_some() {
        if state.shown_run().is_some() && !state.results_seen {
            return step(text::step_over(), text::step_see_results(), Place::Results, Action::Go);
        }
        if state.home.price.is_some() {
            return step(
                text::step_own_model(),
                text::step_choose_folder(),
                Place::Data,
                Action::ChooseFolder,
            );
        }
        if state.home.montage.is_some() && photos.iter().all(|there| *there) {
            return step(text::step_photos_read(), text::step_estimate(), Place::Predict, Action::Estimate);
        }
        return match missing(state, photos).as_slice() {
            [one] => {
                step(text::step_one_missing(), &text::step_choose_photo(one), Place::Predict, Action::Go)
            }
            _ => step(text::step_model_ready(), text::step_price_home(), Place::Predict, Action::Go),
        };
    }
    if state.data.is_some() {
        return step(
            text::step_houses_ready(),
            &text::step_start(state.next_run()),
            Place::Train,
            Action::Start,
        );
    }
    step(text::step_start_here(), text::step_choose_folder(), Place::Data, Action::ChooseFolder)
}

fn missing(state: &State, photos: &[bool]) -> Vec<String> {
    let rooms = home_rooms(state);
    let there = |place: usize| photos.get(place).copied().unwrap_or(false);
    (0..rooms.len()).filter(|&place| !there(place)).map(|place| room_words(rooms.word(place))).collect()
}

/// Why no houses can be chosen now.
pub fn why_no_intake(state: &State) -> Option<String> {
    if let Some(run) = state.active_run() {
        return Some(text::why_locked_houses(run.number));
    }
    if state.mapping.is_some() {
        return Some(text::why_table().to_owned());
    }
    state.intake.as_ref().map(|_| text::why_photos_read().to_owned())
}

/// Why the settings cannot be changed now.
pub fn why_locked(state: &State) -> Option<String> {
    let run = state.active_run()?;
    Some(text::why_locked_settings(run.number))
}

/// Why no run can start now.
pub fn why_no_start(state: &State, form: &Form) -> Option<String> {
    if let Some(run) = state.active_run() {
        let (next, now) = (state.next_run(), run.number);
        return Some(text::why_one_at_a_time(next, now));
    }
    if let Some(sentence) = why_reading(state) {
        return Some(sentence);
    }
    let Some(data) = &state.data else {
        return Some(text::why_no_houses().to_owned());
    };
    let config = match form.config(data.rooms.len()) {
        Ok(config) => config,
        Err(sentence) => return Some(sentence),
    };
    if config.model == ModelKind::Backbone
        && let Some(sentence) = why_no_backbone(state, "file")
    {
        return Some(sentence);
    }
    let zip_codes = data.report.zip_codes.iter().map(|zip_code| zip_code.code.as_str());
    if let Err(error) = config.check_inputs(data.houses.len(), data.attributes.len(), zip_codes) {
        return Some(error.to_string());
    }
    if let Some(Err(error)) = state.split(&config) {
        return Some(error.to_string());
    }
    if state.data_back && !config.takes_tile(data.montages.tile) {
        return Some(text::why_other_tile(data.montages.tile, config.tile));
    }
    if form.device == DeviceChoice::Gpu
        && let Some(why) = &state.no_gpu
    {
        return Some(text::why_no_gpu(why));
    }
    (!state.ready).then(|| text::why_not_started().to_owned())
}

/// Why there is nothing for a network to stand on.
fn why_no_backbone(state: &State, choose: &str) -> Option<String> {
    if state.loading_backbone() {
        return Some(text::why_backbone_read().to_owned());
    }
    let wanted = || text::why_backbone(choose);
    state.backbone.is_none().then(wanted)
}

/// Why no series of runs can start now.
pub fn why_no_repeat(state: &State, form: &Form, wish: &Wish) -> Option<String> {
    if let Some(series) = state.active_series() {
        return Some(text::why_series(series.number));
    }
    if let Some(run) = state.active_run() {
        return Some(text::why_run(run.number));
    }
    if let Some(why) = why_no_start(state, form) {
        return Some(why);
    }
    let config = form.config(state.photos_a_house()).ok()?;
    let (train, _) = state.split_counts(&config)?;
    wish.runs(train).err()
}

/// Why the run that the browser keeps cannot go on now.
pub fn why_no_go_on(state: &State) -> Option<String> {
    if state.kept.run.as_ref().is_some_and(|run| run.config.model == ModelKind::Backbone)
        && let Some(sentence) = why_no_backbone(state, "both")
    {
        return Some(sentence);
    }
    why_reading(state)
}

/// That houses are being read, or wait for the visitor to say how.
fn why_reading(state: &State) -> Option<String> {
    if state.mapping.is_some() {
        return Some(text::why_columns().to_owned());
    }
    state.intake.as_ref().map(|_| text::why_still_reading().to_owned())
}

/// Why what the browser keeps cannot be forgotten now.
pub fn why_no_forget(state: &State) -> Option<String> {
    if state.kept.hold == Hold::OtherTab {
        return Some(text::why_other_tab().to_owned());
    }
    if let Some(series) = state.active_series() {
        return Some(text::why_saving_series(series.number));
    }
    let run = state.active_run()?;
    Some(text::why_saving(run.number))
}

/// Why nothing can be taken off the list now.
pub fn why_no_delete(state: &State) -> Option<String> {
    (state.kept.hold == Hold::OtherTab).then(|| text::why_list_other_tab().to_owned())
}

/// Why a run cannot be paused, resumed or stopped now.
pub fn why_no_control(state: &State, wish: Asked) -> Option<String> {
    let Some(run) = state.active_run() else { return Some(text::why_no_run().to_owned()) };
    match run.asked {
        Some(Asked::Stop) => return Some(text::why_stopping().to_owned()),
        Some(Asked::Pause) => return Some(text::why_pausing().to_owned()),
        Some(Asked::Resume) => return Some(text::why_going_on().to_owned()),
        None => {}
    }
    match (wish, run.state) {
        (Asked::Pause | Asked::Resume, RunState::Preparing) => Some(text::why_not_begun().to_owned()),
        (Asked::Resume, RunState::Running) => Some(text::why_not_paused().to_owned()),
        (Asked::Pause, RunState::Paused) => Some(text::why_paused().to_owned()),
        _ => None,
    }
}

/// Why the price cannot be estimated now.
pub fn why_no_estimate(state: &State, photos: &[bool]) -> Option<String> {
    let Some(model) = &state.model else {
        return Some(text::why_no_model().to_owned());
    };
    let asks = &model.summary.asks;
    if let Some(sentence) = (0..asks.attributes.len()).find_map(|place| told(state, place).err()) {
        return Some(sentence);
    }
    if !model.summary.config.model.sees_photos() {
        return state.pricing_home().then(|| text::why_at_work().to_owned());
    }
    match missing(state, photos).as_slice() {
        [] => {}
        [one] => return Some(text::why_photo_missing(one)),
        all if all.len() == home_rooms(state).len() => {
            return Some(text::why_choose_photos(number_word(all.len())));
        }
        several => return Some(text::why_photos_missing(list(several))),
    }
    if state.reading_home() {
        return Some(text::why_reading().to_owned());
    }
    if state.home.montage.is_none() {
        return Some(text::why_unreadable().to_owned());
    }
    state.pricing_home().then(|| text::why_at_work().to_owned())
}

/// What the home tells of an attribute that the model asks about; nothing where the field is empty.
///
/// # Errors
/// A sentence where what is written is no number.
pub fn told(state: &State, place: usize) -> Result<Option<f64>, String> {
    let text = state.home.told.get(place).map_or("", |text| text.trim());
    if text.is_empty() {
        return Ok(None);
    }
    let asks = state.model.as_ref().map(|model| &model.summary.asks.attributes);
    let name = asks.and_then(|names| names.get(place)).map_or(text::why_it(), String::as_str);
    let value = typed(text).filter(|value| value.is_finite() && *value >= 0.0);
    let sentence = || text::why_no_number(name);
    value.map(Some).ok_or_else(sentence)
}

/// What is known of a model's houses and means nothing to it, as a sentence; none where that is nothing, or not known.
pub fn left_out(state: &State) -> Option<String> {
    let model = state.model.as_ref().filter(|model| model.summary.config.model.sees_attributes())?;
    let run = state.runs.iter().find(|run| Some(run.number) == model.run)?;
    let asks = &model.summary.asks.attributes;
    let known = &run.data.as_ref()?.attributes;
    let names: Vec<String> = known.iter().filter(|name| !asks.contains(name)).cloned().collect();
    (!names.is_empty()).then(|| text::why_left_out(list(&names)))
}

/// Why no model can be loaded now.
pub fn why_no_load(state: &State) -> Option<String> {
    if let Some(run) = state.active_run() {
        return Some(text::why_locked_model(run.number));
    }
    state.loading_model().then(|| text::why_loading().to_owned())
}

/// Tile size in which the photos of a home are to be read: the model's, or what the houses are in until there is one.
pub fn home_tile(state: &State) -> usize {
    let houses = state.data.as_ref().map_or(32, |data| data.montages.tile);
    state.model.as_ref().map_or(houses, |model| model.summary.config.tile)
}
