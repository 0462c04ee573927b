//! Why a control cannot be used now, as a sentence; `None` if it can.

use super::form::Form;
use super::home_inputs::{cannot_look, home_attribute, home_looks, home_rooms, missing_photos};
use super::repeat_form::RepeatForm;
use super::run::{PendingCommand, RunState};
use super::state::{LoadedBackbone, State};
use super::store_status::StoreOwner;
use facade_protocol::DeviceChoice;
use facade_spec::{Config, ModelKind};
use facade_text as text;
use facade_text::format::{list, number_in_words};

pub fn dataset_load_blocked_by(state: &State) -> Option<String> {
    if let Some(run) = state.active_run() {
        return Some(text::why_locked_houses(run.number));
    }
    // The form of the columns stays until the photos have been read.
    if state.loading.is_some() {
        return Some(text::why_photos_read().to_owned());
    }
    if state.mapping.is_some() {
        return Some(text::why_table().to_owned());
    }
    state.price_entry.as_ref().map(|_| text::why_prices().to_owned())
}

/// Why the settings cannot be changed now.
pub fn settings_locked_by(state: &State) -> Option<String> {
    let run = state.active_run()?;
    Some(text::why_locked_settings(run.number))
}

pub fn start_blocked_by(state: &State, form: &Form) -> Option<String> {
    if let Some(run) = state.active_run() {
        let (next, now) = (state.next_run_number(), run.number);
        return Some(text::t!(why_one_at_a_time, next, now));
    }
    if let Some(sentence) = loading_in_progress(state) {
        return Some(sentence);
    }
    let Some(data) = &*state.data else {
        return Some(text::why_no_houses().to_owned());
    };
    let config = match form.config(data.rooms.len()) {
        Ok(config) => config,
        Err(sentence) => return Some(sentence),
    };
    if config.model == ModelKind::Backbone
        && let Some(sentence) = backbone_blocked_by(state, &config, "file")
    {
        return Some(sentence);
    }
    let zip_codes = data.report.zip_codes.iter().map(|zip_code| zip_code.code.as_str());
    if let Err(error) = config.check_inputs(data.houses.len(), data.attributes.len(), zip_codes) {
        return Some(error.to_string());
    }
    match state.split(&config) {
        Some(Err(error)) => return Some(error.to_string()),
        Some(Ok(split)) if config.cross_fit_folds > split.train.len() => {
            let (members, houses) = (config.cross_fit_folds, split.train.len());
            return Some(text::t!(trainer_members, members, houses));
        }
        _ => {}
    }
    let lacks_features = config.model.is_pretrained() && !data.montages.has_features();
    if let Some(sentence) = cannot_look(state).filter(|_| lacks_features) {
        return Some(sentence.to_owned());
    }
    if needs_photos_again(state, form) {
        if lacks_features {
            return Some(text::why_pretrained_no_files().to_owned());
        }
        return Some(text::t!(why_other_tile, kept = data.montages.tile, wanted = config.tile));
    }
    if form.device == DeviceChoice::Gpu
        && let Some(why) = &*state.no_gpu
    {
        return Some(text::why_no_gpu(why));
    }
    (!*state.ready).then(|| text::why_not_started().to_owned())
}

/// Whether a run needs the photos of restored houses: in another tile size, or for features.
pub fn needs_photos_again(state: &State, form: &Form) -> bool {
    let Some(data) = state.data.as_ref().filter(|_| state.lacks_photos()) else { return false };
    let Ok(config) = form.config(data.rooms.len()) else { return false };
    !config.accepts(&data.montages)
}

/// Training houses below which a result is mostly chance.
const FEW_HOUSES: usize = 30;

/// What a run on few houses means, before it is started.
pub fn few_houses_warning(state: &State, form: &Form) -> Option<String> {
    let config = form.config(state.data.as_ref()?.rooms.len()).ok()?;
    let (train, test) = state.split_counts(&config)?;
    (train < FEW_HOUSES).then(|| text::t!(form_few_houses, train, test))
}

/// How many houses the network cannot use, since they lack photos; `None` if it uses all.
pub fn missing_photos_note(state: &State, form: &Form) -> Option<String> {
    let data = state.data.as_ref()?;
    let config = form.config(data.rooms.len()).ok()?;
    let unusable = config.unusable(&data.houses).count();
    (unusable > 0).then(|| {
        text::t!(form_missing_photos, used = data.houses.len() - unusable, houses = data.houses.len())
    })
}

/// Why there is no backbone to train on. `choose` is the key by which the text selects.
fn backbone_blocked_by(state: &State, config: &Config, choose: &str) -> Option<String> {
    if state.is_loading_backbone() {
        return Some(text::why_backbone_read().to_owned());
    }
    let Some(LoadedBackbone { architecture: found, .. }) = &*state.backbone else {
        return Some(text::t!(why_backbone, network = config.architecture.title(), choose));
    };
    let wanted = config.architecture;
    let other = || text::t!(trainer_other_backbone, wanted = wanted.title(), found = found.title());
    (*found != wanted).then(other)
}

pub fn series_blocked_by(state: &State, form: &Form, repeat_form: &RepeatForm) -> Option<String> {
    if let Some(series) = state.active_series() {
        return Some(text::why_series(series.number));
    }
    if let Some(run) = state.active_run() {
        return Some(text::why_run(run.number));
    }
    if let Some(why) = start_blocked_by(state, form) {
        return Some(why);
    }
    let config = form.config(state.photos_per_house()).ok()?;
    if repeat_form.axis.is_constant(&config) {
        return Some(text::repeat_no_seed().to_owned());
    }
    let (train, _) = state.split_counts(&config)?;
    repeat_form.run_count(train).err()
}

pub fn resume_blocked_by(state: &State) -> Option<String> {
    if let Some(run) = state.store_status.run.as_ref()
        && run.config.model == ModelKind::Backbone
        && let Some(sentence) = backbone_blocked_by(state, &run.config, "both")
    {
        return Some(sentence);
    }
    loading_in_progress(state)
}

/// Houses are being loaded, or their columns mapped.
fn loading_in_progress(state: &State) -> Option<String> {
    if state.loading.is_some() {
        return Some(text::why_still_reading().to_owned());
    }
    if state.mapping.is_some() {
        return Some(text::why_columns().to_owned());
    }
    state.price_entry.as_ref().map(|_| text::why_prices_first().to_owned())
}

pub fn clear_blocked_by(state: &State) -> Option<String> {
    if state.store_status.owner == StoreOwner::OtherTab {
        return Some(text::why_other_tab().to_owned());
    }
    if let Some(series) = state.active_series() {
        return Some(text::why_saving_series(series.number));
    }
    let run = state.active_run()?;
    Some(text::why_saving(run.number))
}

/// For entries of the list.
pub fn delete_blocked_by(state: &State) -> Option<String> {
    (state.store_status.owner == StoreOwner::OtherTab).then(|| text::why_list_other_tab().to_owned())
}

/// Whether a run can be paused, resumed or stopped.
pub fn command_blocked_by(state: &State, command: PendingCommand) -> Option<String> {
    let Some(run) = state.active_run() else { return Some(text::why_no_run().to_owned()) };
    match run.pending_command {
        Some(PendingCommand::Stop) => return Some(text::why_stopping().to_owned()),
        Some(PendingCommand::Pause) => return Some(text::why_pausing().to_owned()),
        Some(PendingCommand::Resume) => return Some(text::why_going_on().to_owned()),
        None => {}
    }
    match (command, run.state) {
        (PendingCommand::Pause | PendingCommand::Resume, RunState::Preparing) => {
            Some(text::why_not_begun().to_owned())
        }
        (PendingCommand::Resume, RunState::Running) => Some(text::why_not_paused().to_owned()),
        (PendingCommand::Pause, RunState::Paused) => Some(text::why_paused().to_owned()),
        _ => None,
    }
}

pub fn estimate_blocked_by(state: &State, photos: &[bool]) -> Option<String> {
    slider_blocked_by(state, photos)
        .or_else(|| state.is_pricing_home().then(|| text::why_at_work().to_owned()))
}

/// Why the home cannot be priced, even while it is being priced.
pub fn slider_blocked_by(state: &State, photos: &[bool]) -> Option<String> {
    let Some(model) = &*state.model else {
        return Some(text::why_no_model().to_owned());
    };
    let schema = &model.summary.input_schema;
    if let Some(sentence) = (0..schema.attributes.len()).find_map(|index| home_attribute(state, index).err())
    {
        return Some(sentence);
    }
    if !model.summary.config.model.uses_photos() {
        return None;
    }
    if let Some(sentence) = cannot_look(state).filter(|_| home_looks(state) && state.home.features.is_empty())
    {
        return Some(sentence.to_owned());
    }
    match missing_photos(state, photos).as_slice() {
        [] => {}
        // Any photos will do, from one on.
        all if home_looks(state) && all.len() < home_rooms(state).len() => {}
        [one] => return Some(text::why_photo_missing(one)),
        _ if home_looks(state) => return Some(text::why_choose_photo().to_owned()),
        all if all.len() == home_rooms(state).len() => {
            return Some(text::why_choose_photos(number_in_words(all.len())));
        }
        several => return Some(text::why_photos_missing(list(several))),
    }
    if state.is_reading_home() {
        return Some(text::why_reading().to_owned());
    }
    state.home.montage.is_none().then(|| text::why_unreadable().to_owned())
}

pub fn model_load_blocked_by(state: &State) -> Option<String> {
    if let Some(run) = state.active_run() {
        return Some(text::why_locked_model(run.number));
    }
    state.is_loading_model().then(|| text::why_loading().to_owned())
}
