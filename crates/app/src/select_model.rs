//! Which networks are candidates for the houses in use, and how the page goes from one to the next.

use super::availability::start_blocked_by;
use super::form::Form;
use super::model_selection::{Candidate, ModelSelection};
use super::run::Run;
use super::state::{PretrainedFile, State};
use facade_data::{Dataset, SAMPLE_NAME};
use facade_protocol::DeviceChoice;
use facade_spec::{Config, ModelKind};

/// Networks that predict each training house by members that were not trained on it. The quick ones come first.
const CANDIDATES: [ModelKind; 5] = [
    ModelKind::PretrainedMixed,
    ModelKind::PretrainedPhotos,
    ModelKind::PretrainedSet,
    ModelKind::TunedMixed,
    ModelKind::TunedPhotos,
];

/// The network that the sample begins with: trained in seconds, with a result that can be understood.
pub const SAMPLE_NETWORK: ModelKind = ModelKind::TunedMixed;

/// The network that houses begin with: of a visitor's own, the best one on other houses (docs/experiments.md) that can be trained
/// on these; of the sample, a quick one.
pub fn network_to_begin_with(state: &State) -> ModelKind {
    let data = state.data.as_ref();
    // The sample is for trying things out: nobody waits until its photos have been looked at.
    if data.is_some_and(|data| data.name == SAMPLE_NAME) {
        return SAMPLE_NETWORK;
    }
    let can_look = matches!(*state.pretrained, PretrainedFile::Ready | PretrainedFile::Loading);
    let has_features = data.is_some_and(|data| data.montages.has_features());
    // Of restored houses there are no photos to look at.
    let looks = has_features || can_look && !state.lacks_photos();
    match data.is_none_or(|data| has_attributes(data)) {
        true if looks => ModelKind::PretrainedMixed,
        true => ModelKind::TunedMixed,
        false if looks && data.is_some_and(|data| !data.rooms.are_named()) => ModelKind::PretrainedSet,
        false if looks => ModelKind::PretrainedPhotos,
        false => ModelKind::TunedPhotos,
    }
}

/// Whether there is more to know of the houses than their photos.
fn has_attributes(data: &Dataset) -> bool {
    !data.attributes.is_empty() || data.report.zip_codes.len() > 1
}

/// What the best candidate brings.
pub struct Adopted {
    /// Its settings.
    pub form: Form,
    /// Its run.
    pub run: u32,
}

/// The forms of the candidates that can be trained on the houses in use, with the split and the device of `form`. All of them
/// accept houses that lack photos, so their errors are of the same houses.
pub fn candidates(state: &State, form: &Form) -> Vec<Form> {
    // Networks whose file is still being fetched would be left out.
    let is_ready = state.active_run().is_none() && *state.pretrained != PretrainedFile::Loading;
    let Some(data) = state.data.as_ref().filter(|_| is_ready) else { return Vec::new() };
    let has_attributes = has_attributes(data);
    let candidate = |model: ModelKind| {
        let mut form = form.clone();
        form.choose_model(model);
        if let Some((train, _)) = state.split_counts(&form.recipe()) {
            form.fit_recipe(train);
        }
        let is_usable = has_attributes || !model.uses_attributes();
        (is_usable && start_blocked_by(state, &form).is_none()).then_some(form)
    };
    CANDIDATES.into_iter().filter_map(candidate).collect()
}

impl State {
    /// The latest run or, if it ended a choice among networks, the run that was chosen.
    pub fn run_in_view(&self) -> Option<&Run> {
        self.latest_runs().next()
    }

    /// The latest run first, or only the one that was chosen among networks.
    pub(super) fn latest_runs(&self) -> impl Iterator<Item = &Run> {
        let chosen = self.selection.as_ref().and_then(|selection| selection.chosen(&self.runs));
        self.runs.iter().rev().filter(move |run| chosen.is_none_or(|number| run.number == number))
    }

    /// While networks are compared: which one is being trained, counted from 1, and how many there are.
    pub fn compared_network(&self) -> Option<[usize; 2]> {
        let selection = self.selection.as_ref().filter(|selection| selection.is_active(&self.runs))?;
        Some(selection.position(&self.runs))
    }

    /// Begins to train these candidates.
    pub fn begin_selection(&mut self, forms: Vec<Form>) {
        let photos = self.photos_per_house();
        let candidate = |form: Form| Some(Candidate { config: form.config(photos).ok()?, form, run: None });
        let candidates = forms.into_iter().filter_map(candidate).collect();
        *self.selection = Some(ModelSelection { candidates, ..ModelSelection::default() });
    }

    /// Requests the run of the next candidate, if no run is active and the houses are not being read. Returns its number, its
    /// settings and the device.
    pub fn request_candidate(&mut self) -> Option<(u32, Config, DeviceChoice)> {
        if self.active_run().is_some() || self.loading.is_some() {
            return None;
        }
        let next = self.selection.as_ref()?.next(&self.runs)?;
        let Candidate { form, config, .. } = self.selection.as_ref()?.candidates.get(next)?.clone();
        let number = self.request_run(config.clone(), form.device);
        if let Some(candidate) = self.selection.as_mut().and_then(|all| all.candidates.get_mut(next)) {
            candidate.run = Some(number);
        }
        Some((number, config, form.device))
    }

    /// Takes the best candidate once all have ended; `None` if there is none, or if it has been taken.
    pub fn adopt_best(&mut self) -> Option<Adopted> {
        let selection = self.selection.as_ref().filter(|selection| !selection.is_adopted)?;
        let chosen = selection.chosen(&self.runs)?;
        let form = selection.candidates.iter().find(|c| c.run == Some(chosen))?.form.clone();
        if let Some(selection) = &mut *self.selection {
            selection.is_adopted = true;
        }
        Some(Adopted { form, run: chosen })
    }
}
