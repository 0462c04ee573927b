//! How long networks take to train, before they are trained.

use super::form::Form;
use super::state::State;
use facade_spec::{Config, ModelKind};
use facade_text as text;
use facade_text::format::duration;

/// Seconds of a step of the tutorial's network in a browser, on the CPU with two cores (docs/figures.md#speed).
const TUTORIAL_STEP_SECONDS: f64 = 0.52 / 34.0;

/// Houses of the dataset on which whole runs were timed.
const TIMED_HOUSES: f64 = 362.0;

/// How long networks take on the houses in use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeEstimate {
    /// Seconds of training, on two cores that do nothing else; `None` for settings that were not timed.
    training: Option<f64>,
    /// Whether the photos are read again before, in another tile size or for features.
    reads_photos: bool,
    /// Seconds that the last reading took; `None` if the houses are of an earlier visit.
    reading: Option<f64>,
}

impl TimeEstimate {
    /// Empty if nothing is known.
    pub fn text(self) -> String {
        let training = self.training.map(|seconds| text::form_time(duration(seconds)));
        let known = if self.reading.is_some() { "known" } else { "unknown" };
        let time = duration(self.reading.unwrap_or_default());
        let again = self.reads_photos.then(|| text::t!(form_reads_again, reading = known, time));
        training.into_iter().chain(again).collect::<Vec<_>>().join(" ")
    }
}

/// Of the tutorial's network; `None` if there are no houses.
pub fn tutorial_time(state: &State) -> Option<TimeEstimate> {
    run_time(state, &Form::default())
}

/// Of a run with these settings; `None` if there are no houses, or the settings are wrong.
pub fn run_time(state: &State, form: &Form) -> Option<TimeEstimate> {
    let config = form.config(state.photos_per_house()).ok()?;
    let training = form.is_recipe().then(|| run_seconds(state, &config)).flatten();
    estimate(state, training, &[config])
}

/// Of all candidates, one after the other; `None` if there are no houses.
pub fn selection_time(state: &State, candidates: &[Form]) -> Option<TimeEstimate> {
    let configs: Vec<Config> =
        candidates.iter().filter_map(|form| form.config(state.photos_per_house()).ok()).collect();
    let training = configs.iter().map(|config| run_seconds(state, config)).sum();
    estimate(state, training, &configs)
}

fn estimate(state: &State, training: Option<f64>, configs: &[Config]) -> Option<TimeEstimate> {
    let data = state.data.as_ref()?;
    let reads_photos = configs.iter().any(|config| !config.accepts(&data.montages));
    Some(TimeEstimate { training, reads_photos, reading: *state.load_seconds })
}

/// Seconds of a run with the network's recipe in a browser, on the CPU with two cores (docs/figures.md#speed); `None` for networks
/// that were not timed.
fn run_seconds(state: &State, config: &Config) -> Option<f64> {
    let on_timed_houses = match config.model {
        ModelKind::Cnn => {
            let (train, _) = state.split_counts(config)?;
            let steps = config.epochs * train.div_ceil(config.batch_size);
            return Some(steps as f64 * TUTORIAL_STEP_SECONDS);
        }
        ModelKind::TunedMixed => 11.0,
        ModelKind::TunedPhotos => 9.0,
        ModelKind::Mlp => 4.0,
        // Their members are as small as those of `mlp`.
        model if model.is_pretrained() => 4.0,
        _ => return None,
    };
    Some(on_timed_houses * state.data.as_ref()?.houses.len() as f64 / TIMED_HOUSES)
}
