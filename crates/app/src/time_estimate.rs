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
    /// Seconds of training, on two cores that do nothing else.
    training: f64,
    /// Whether the photos are read again before, in another tile size or for features.
    reads_photos: bool,
    /// Seconds that the last reading took; `None` if the houses are of an earlier visit.
    reading: Option<f64>,
}

impl TimeEstimate {
    pub fn text(self) -> String {
        let photos = match (self.reads_photos, self.reading) {
            (false, _) => "read",
            (true, Some(_)) => "again",
            (true, None) => "unknown",
        };
        let reading = duration(self.reading.unwrap_or_default());
        text::t!(form_time, photos, time = duration(self.training), reading)
    }
}

fn estimate<'a>(
    state: &State,
    training: f64,
    mut configs: impl Iterator<Item = &'a Config>,
) -> Option<TimeEstimate> {
    let data = state.data.as_ref()?;
    let reads_photos = configs.any(|config| !config.accepts(&data.montages));
    Some(TimeEstimate { training, reads_photos, reading: *state.load_seconds })
}

/// Of the tutorial's network; `None` if there are no houses.
pub fn tutorial_time(state: &State) -> Option<TimeEstimate> {
    let config = Config { photos: state.photos_per_house(), ..Config::default() };
    let (train, _) = state.split_counts(&config)?;
    let steps = config.epochs * train.div_ceil(config.batch_size);
    estimate(state, steps as f64 * TUTORIAL_STEP_SECONDS, [config].iter())
}

/// Seconds of a run on the dataset with [`TIMED_HOUSES`] houses, in a browser on two cores (docs/figures.md#speed). The members of a
/// pretrained network are as small as those of `mlp`.
fn run_seconds(model: ModelKind) -> f64 {
    match model {
        ModelKind::TunedMixed => 11.0,
        ModelKind::TunedPhotos => 9.0,
        _ => 4.0,
    }
}

/// Of all candidates, one after the other; `None` if there are no houses.
pub fn selection_time(state: &State, candidates: &[Form]) -> Option<TimeEstimate> {
    let houses = state.data.as_ref()?.houses.len() as f64;
    let seconds: f64 = candidates.iter().map(|form| run_seconds(form.model())).sum();
    let configs: Vec<Config> =
        candidates.iter().filter_map(|form| form.config(state.photos_per_house()).ok()).collect();
    estimate(state, seconds * houses / TIMED_HOUSES, configs.iter())
}
