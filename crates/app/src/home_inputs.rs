//! What the model needs to know of the home to be priced.

use super::homes::HomeTiling;
use super::state::{PretrainedFile, State};
use facade_data::{HomeInputs, Rooms, year_of_date};
use facade_text as text;
use facade_text::format::{list, parse_localised, room_in_sentence};

/// The rooms that the photos of a home must show: those of the model or, until there is one, those of the houses.
pub fn home_rooms(state: &State) -> Rooms {
    let houses = state.data.as_ref().map(|data| &data.rooms);
    state.model.as_ref().map(|model| &model.summary.rooms).or(houses).cloned().unwrap_or_default()
}

/// What the model needs to know of a home; until there is one, photos of the rooms of the houses.
pub(super) fn home_inputs(state: &State) -> HomeInputs {
    let photos = || HomeInputs { rooms: Some(home_rooms(state)), ..HomeInputs::default() };
    state.model.as_ref().map_or_else(photos, |model| model.summary.home_inputs())
}

/// Tile size of a home's photos: that of the model or, until there is one, that of the houses.
pub fn home_tile(state: &State) -> usize {
    let houses = state.data.as_ref().map_or(32, |data| data.montages.tile);
    state.model.as_ref().map_or(houses, |model| model.summary.config.tile)
}

/// What the model needs of a home's photos.
pub fn home_tiling(state: &State) -> HomeTiling {
    let can_look = *state.pretrained == PretrainedFile::Ready;
    let classifier = state.model.as_ref().and_then(|model| model.room_classifier.clone());
    HomeTiling {
        tile: home_tile(state),
        looks: home_looks(state),
        can_look,
        rooms: home_rooms(state),
        classifier: classifier.filter(|_| can_look),
    }
}

/// Why the pretrained network cannot look at photos, as a sentence.
pub fn cannot_look(state: &State) -> Option<&'static str> {
    match *state.pretrained {
        PretrainedFile::Missing => Some(text::why_pretrained_missing()),
        PretrainedFile::Loading => Some(text::why_pretrained_loading()),
        PretrainedFile::Failed => Some(text::why_pretrained_failed()),
        PretrainedFile::Ready => None,
    }
}

/// Whether the model takes features of a home's photos by the pretrained network.
pub fn home_looks(state: &State) -> bool {
    state.model.as_ref().is_some_and(|model| model.summary.config.model.is_pretrained())
}

/// What to choose to price a home: how many photos the model in use needs.
pub fn home_photos_text(state: &State) -> String {
    let photos = home_rooms(state).len();
    match &*state.model {
        None => text::predict_blurb().to_owned(),
        Some(model) if !model.summary.config.model.uses_photos() => text::predict_no_photos().to_owned(),
        Some(_) if home_looks(state) => text::predict_needs_one(photos),
        Some(_) => text::predict_needs_all(photos),
    }
}

/// The rooms without a photo, as indices; `photos` says for each room whether there is one.
pub fn missing_rooms(state: &State, photos: &[bool]) -> Vec<usize> {
    let chosen = |room: &usize| photos.get(*room).copied().unwrap_or(false);
    (0..home_rooms(state).len()).filter(|room| !chosen(room)).collect()
}

/// The same as names.
pub(super) fn missing_photos(state: &State, photos: &[bool]) -> Vec<String> {
    let rooms = home_rooms(state);
    missing_rooms(state, photos).into_iter().map(|room| room_in_sentence(rooms.name(room))).collect()
}

/// The value typed for an attribute of the model; `None` if the field is empty.
///
/// # Errors
/// A sentence if the text is not a number.
pub fn home_attribute(state: &State, index: usize) -> Result<Option<f64>, String> {
    let text = state.home.attribute_texts.get(index).map_or("", |text| text.trim());
    if text.is_empty() {
        return Ok(None);
    }
    let attributes = state.model.as_ref().map(|model| &model.summary.input_schema.attributes);
    let name = attributes.and_then(|names| names.get(index)).map_or(text::why_it(), String::as_str);
    let value = parse_localised(text)
        .or_else(|| date_or_flag(text))
        .filter(|value| value.is_finite() && *value >= 0.0);
    let sentence = || text::why_no_number(name);
    value.map(Some).ok_or_else(sentence)
}

/// A date as a year with its fraction, and yes or no as 1 or 0, as they are read from a table.
fn date_or_flag(text: &str) -> Option<f64> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "ja" | "wahr" => Some(1.0),
        "no" | "n" | "false" | "nein" | "falsch" => Some(0.0),
        date => year_of_date(date),
    }
}

/// The value that is chosen for a category with `count` indicators from the index `first` on: `count` for another value, `None`
/// if it is not known.
pub fn chosen_category(state: &State, first: usize, count: usize) -> Option<usize> {
    let text = |index: usize| state.home.attribute_texts.get(index).map_or("", String::as_str);
    let known = (first..first + count).any(|index| !text(index).is_empty());
    known.then(|| (0..count).find(|value| text(first + value) == "1").unwrap_or(count))
}

/// Chooses a value, as [`chosen_category`] returns it.
pub fn set_category(state: &mut State, first: usize, count: usize, choice: Option<usize>) {
    for value in 0..count {
        let text = choice.map_or("", |choice| if choice == value { "1" } else { "0" });
        state.set_home_input(Some(first + value), text.to_owned());
    }
}

/// The attributes of the model's houses that it ignores; `None` if there are none, or they are unknown.
pub fn ignored_attributes_text(state: &State) -> Option<String> {
    let model = state.model.as_ref().filter(|model| model.summary.config.model.uses_attributes())?;
    let run = state.runs.iter().find(|run| Some(run.number) == model.run)?;
    let used = &model.summary.input_schema.attributes;
    let known = &run.data.as_ref()?.attributes;
    let names: Vec<String> = known.iter().filter(|name| !used.contains(name)).cloned().collect();
    (!names.is_empty()).then(|| text::why_left_out(list(&names)))
}
