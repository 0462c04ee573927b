//! Saves the models of runs.

use std::collections::{BTreeMap, BTreeSet};

use super::SaveQueue;
use crate::run_entry::ModelKey;
use crate::run_list::RunList;
use crate::run_models::{RunModel, model_file_name};
use crate::store_write::ModelFile;

impl SaveQueue {
    /// The store holds models of runs. Pending changes to models are dropped, as those to the list are.
    pub fn found_models(&mut self, keys: impl Iterator<Item = ModelKey>) {
        self.pending.run_models.clear();
        self.stored_models = keys.collect();
    }

    /// Writes the models that the list keeps, and removes the others. Whether that is anything.
    pub(super) fn enqueue_models(&mut self, list: &RunList) -> bool {
        let in_flight = self.in_flight.as_ref().map(|write| &write.run_models);
        let is_coming = |key: &ModelKey| {
            let queued = [Some(&self.pending.run_models), in_flight];
            queued.into_iter().flatten().find_map(|models| models.get(key)).map(Option::is_some)
        };
        let will_be_stored = |key: &ModelKey| is_coming(key).unwrap_or(self.stored_models.contains(key));
        let mut changes = BTreeMap::new();
        for entry in list.entries() {
            let key = entry.model_key();
            if let Some(RunModel::Loaded(file)) = list.models().get(key)
                && !will_be_stored(&key)
            {
                let (name, bytes, run) = (model_file_name(entry.number), file.clone(), Some(entry.number));
                changes.insert(key, Some(ModelFile { name, bytes, run }));
            }
        }
        let queued = self.pending.run_models.keys().chain(in_flight.into_iter().flat_map(BTreeMap::keys));
        let known: BTreeSet<ModelKey> = queued.chain(&self.stored_models).copied().collect();
        let removed =
            known.into_iter().filter(|key| list.models().get(*key).is_none() && will_be_stored(key));
        changes.extend(removed.map(|key| (key, None)));
        let changed = !changes.is_empty();
        self.pending.run_models.extend(changes);
        changed
    }

    pub(super) fn record_models(&mut self, written: BTreeMap<ModelKey, Option<ModelFile>>) {
        for (key, model) in written {
            if model.is_some() {
                self.stored_models.insert(key);
            } else {
                self.stored_models.remove(&key);
            }
        }
    }
}
