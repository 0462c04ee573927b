//! The models of the runs on the list.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::run_entry::{ModelKey, RunEntry};

/// What the models of all runs may take, in bytes: a hundred of them or more, but only two of a backbone. Beyond that the oldest are
/// removed, those of pinned runs last.
pub const MODELS_ROOM: usize = 100_000_000;

/// Name of the file of a run's model.
pub fn model_file_name(run: u32) -> String {
    format!("facade-run-{run}.safetensors")
}

/// Where the model of a run is.
#[derive(Clone, Debug, PartialEq)]
pub enum RunModel {
    /// In memory, since it is of this visit.
    Loaded(Arc<Vec<u8>>),
    /// In the browser's store only, with its size in bytes.
    Stored(usize),
}

impl RunModel {
    /// In bytes.
    pub fn size(&self) -> usize {
        match self {
            RunModel::Loaded(file) => file.len(),
            RunModel::Stored(size) => *size,
        }
    }
}

/// By the keys of the runs.
#[derive(Clone, Debug, Default)]
pub struct RunModels(BTreeMap<ModelKey, RunModel>);

impl RunModels {
    pub fn get(&self, key: ModelKey) -> Option<&RunModel> {
        self.0.get(&key)
    }

    pub fn iter(&self) -> impl Iterator<Item = (ModelKey, &RunModel)> {
        self.0.iter().map(|(key, model)| (*key, model))
    }

    /// Bytes that are left for models.
    pub(super) fn room(&self) -> usize {
        MODELS_ROOM.saturating_sub(self.0.values().map(RunModel::size).sum())
    }

    /// An existing model of that key stays.
    pub(super) fn add(&mut self, key: ModelKey, model: RunModel) {
        self.0.entry(key).or_insert(model);
    }

    /// Removes models of runs that are not listed, and those beyond the room. `entries` are the runs on the list, the oldest
    /// first, and `deleted` those that can be restored. The model of the latest run stays, whatever its size.
    pub(super) fn fit(&mut self, entries: &[Arc<RunEntry>], deleted: &[Arc<RunEntry>]) {
        let key = |entry: &Arc<RunEntry>| entry.model_key();
        let is_listed = |wanted: &ModelKey| entries.iter().chain(deleted).any(|entry| key(entry) == *wanted);
        self.0.retain(|key, _| is_listed(key));
        let latest = entries.iter().map(key).rfind(|key| self.0.contains_key(key));
        let unpinned = entries.iter().filter(|entry| !entry.pinned);
        let pinned = entries.iter().filter(|entry| entry.pinned);
        let mut total: usize = self.0.values().map(RunModel::size).sum();
        for key in deleted.iter().chain(unpinned).chain(pinned).map(key) {
            if total <= MODELS_ROOM {
                break;
            }
            if Some(key) != latest {
                total -= self.0.remove(&key).map_or(0, |model| model.size());
            }
        }
    }
}
