//! Restores what an earlier visit saved.

use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, FileSystemDirectoryHandle};

use super::records::{
    CHECKPOINT, DATASET, EXCLUDED, FOLDER, MODEL, RUN, RUN_MODEL, record_size, run_model_key, unpack_dataset,
    unpack_record, unwrap_bytes,
};
use crate::page::Page;
use facade_app::availability::model_load_blocked_by;
use facade_app::form::Form;
use facade_app::notice::{NoticeKind, Place};
use facade_app::run_entry::ModelKey;
use facade_app::run_entry::{MAX_NUMBER, RunEntry};
use facade_app::run_models::RunModel;
use facade_app::save_trigger::SaveTrigger;
use facade_app::saved::{Excluded, SavedModel, SavedRun, Unreadable};
use facade_app::state::State;
use facade_app::store_status::StoreError;
use facade_data::{Dataset, HouseId};
use facade_protocol::{Bytes, Request};
use facade_text as text;

/// What an earlier visit saved: each part is missing, read, or unreadable.
pub(super) struct StoredWork {
    pub(super) run: Option<Result<SavedRun, Unreadable>>,
    dataset: Option<Result<(Dataset, Blob), Unreadable>>,
    excluded: Vec<HouseId>,
    pub(super) model: Option<Result<SavedModel, Unreadable>>,
}

impl Page {
    /// Reads everything but the checkpoint and the list of runs.
    pub(super) async fn read_store(self) -> Result<StoredWork, StoreError> {
        let persistence = self.persistence();
        // A single value that the browser cannot read is no reason to save nothing.
        persistence.store.is_empty().await?;
        let get = async |name: &str| {
            persistence.store.get(name).await.unwrap_or_else(|_| {
                persistence.mark_unreadable(name, Unreadable::Damaged);
                persistence.save_queue.borrow_mut().found_unreadable(Unreadable::Damaged);
                JsValue::UNDEFINED
            })
        };
        let (run, dataset) = (get(RUN).await, get(DATASET).await);
        let (excluded, model) = (get(EXCLUDED).await, get(MODEL).await);
        let folder = persistence.store.get(FOLDER).await.unwrap_or_default();
        if let Ok(folder) = folder.dyn_into::<FileSystemDirectoryHandle>() {
            self.last_folder.set(Some(folder));
            persistence.save_queue.borrow_mut().found_folder();
        }
        let excluded = unpack_record(&excluded).transpose().unwrap_or_else(|why| {
            persistence.mark_unreadable(EXCLUDED, why);
            None
        });
        let Excluded { houses: excluded } = excluded.unwrap_or_default();
        let (dataset, model) = (unpack_dataset(&dataset), unpack_record(&unwrap_bytes(model).await));
        if let Some(Err(why)) = dataset {
            persistence.mark_unreadable(DATASET, why);
        }
        if let Some(Err(why)) = model {
            persistence.mark_unreadable(MODEL, why);
        }
        let run = unpack_record(&run).map(|run| run.and_then(SavedRun::checked));
        Ok(StoredWork { run, dataset, excluded, model })
    }

    /// Uses what was read, unless the visitor has loaded something already. Returns the run, which may belong to another tab, and
    /// the model if it is not used.
    pub(super) fn restore_stored(
        self,
        stored: StoredWork,
    ) -> (Option<Result<SavedRun, Unreadable>>, Option<SavedModel>) {
        let persistence = self.persistence();
        let unreadable = |why| persistence.save_queue.borrow_mut().found_unreadable(why);
        match stored.dataset {
            Some(Ok(dataset)) => {
                if dataset.0.name != facade_data::SAMPLE_NAME {
                    self.suggest_recipe();
                }
                self.use_stored_dataset(dataset, false);
                self.state.update(|s| {
                    if *s.data_restored {
                        s.excluded.clear();
                        s.excluded.extend(stored.excluded);
                    }
                });
                self.match_tile_size();
            }
            Some(Err(why)) => unreadable(why),
            None => {}
        }
        let mut unused = None;
        match stored.model {
            Some(Ok(model)) => {
                persistence.save_queue.borrow_mut().found_model(model.run);
                if self
                    .state
                    .with_untracked(|s| s.model.is_none() && !s.is_loading_model() && s.runs.is_empty())
                {
                    let SavedModel { name, file: bytes, run } = model;
                    let mut id = 0;
                    self.state.update(|s| id = s.request_restored_model(name, Arc::new(bytes.clone()), run));
                    self.with_workers(|workers| workers.request(id, Request::LoadModel(Bytes(bytes))));
                } else {
                    unused = Some(model);
                }
            }
            Some(Err(why)) => unreadable(why),
            None => {}
        }
        (stored.run, unused)
    }

    /// Restores a stored dataset; unless `needed`, one that is loaded already stays.
    fn use_stored_dataset(self, (dataset, pixels): (Dataset, Blob), needed: bool) {
        if needed || self.state.with_untracked(|s| s.data.is_none() && s.loading.is_none()) {
            self.with_workers(|workers| workers.restore_dataset(dataset, pixels));
        }
        let in_use = self.state.with_untracked(|s| s.data.clone().filter(|_| *s.data_restored));
        self.persistence().save_queue.borrow_mut().found_houses(in_use);
    }

    /// Restores the list of runs and series. Unreadable entries stay in the store.
    pub(super) async fn restore_run_list(self) {
        let persistence = self.persistence();
        // A store that cannot be read looks like an empty one. It is reported when something is to be saved.
        let Ok(found) = persistence.store.get_numbered().await else { return };
        // A number beyond the highest that is given out would leave no numbers for later runs.
        let highest = found.iter().map(|(number, _)| *number).filter(|n| *n <= MAX_NUMBER).max().unwrap_or(0);
        let (mut entries, mut unreadable) = (Vec::new(), None);
        for (number, value) in &found {
            let bytes = value.dyn_ref::<Uint8Array>().ok_or(Unreadable::Damaged);
            let entry = bytes.and_then(|bytes| RunEntry::unpack(&bytes.to_vec()));
            match entry
                .and_then(|entry| if *number <= MAX_NUMBER { Ok(entry) } else { Err(Unreadable::Invalid) })
            {
                Ok(entry) => entries.push(RunEntry { number: *number, ..entry }),
                Err(why) => {
                    unreadable = Some(why);
                    persistence.mark_unreadable(*number, why);
                }
            }
        }
        let numbers: Vec<u32> = entries.iter().map(|entry| entry.number).collect();
        persistence.save_queue.borrow_mut().found_list(numbers.into_iter(), unreadable);
        let mut changed = Vec::new();
        self.state.update(|s| {
            let taken: Vec<u32> = s.run_numbers().collect();
            changed = s.list.merge(entries, highest, &taken);
        });
        self.restore_run_models(unreadable.is_some()).await;
        self.state.update(State::view_restored_run);
        self.save_changes(SaveTrigger::Listed(changed));
    }

    /// Lists which models of runs are stored. Those of runs that are not listed any more are removed, unless the list could not be
    /// read as a whole (`partly`).
    async fn restore_run_models(self, partly: bool) {
        let persistence = self.persistence();
        let Ok(found) = persistence.store.get_by_prefix(&format!("{RUN_MODEL}.")).await else { return };
        let found: Vec<(ModelKey, usize)> = found
            .into_iter()
            .filter_map(|(name, value)| Some((name.rsplit_once('.')?.1.parse().ok()?, record_size(&value))))
            .collect();
        self.state.update(|s| s.list.found_models(found.iter().copied()));
        let is_known =
            |key: ModelKey| !partly || self.state.with_untracked(|s| s.list.models().get(key).is_some());
        let known = found.into_iter().map(|(key, _)| key).filter(|key| is_known(*key));
        persistence.save_queue.borrow_mut().found_models(known);
    }

    /// Prices with the model of a run of the list, if it is kept.
    pub(crate) fn use_run_model(self, run: u32) {
        let (model, is_used) = self.state.with_untracked(|s| {
            let is_used = s.model.as_ref().is_some_and(|model| model.run == Some(run));
            let key = s.list.get(run).map(|entry| entry.model_key());
            (s.list.model(run).cloned().zip(key), is_used || model_load_blocked_by(s).is_some())
        });
        let Some((model, key)) = model.filter(|_| !is_used) else { return };
        spawn_local(async move {
            let Some(file) = self.run_model(key, model).await else {
                let text = text::model_unread(run);
                return self.state.update(|s| s.notice(NoticeKind::Error, Place::Results, text));
            };
            let mut id = 0;
            self.state.update(|s| id = s.request_run_model(run, file.clone()));
            self.with_workers(|workers| workers.request(id, Request::LoadModel(Bytes(file.to_vec()))));
        });
    }

    /// The file of a run's model; `None` if the store has lost it.
    pub(crate) async fn run_model(self, key: ModelKey, model: RunModel) -> Option<Arc<Vec<u8>>> {
        if let RunModel::Loaded(file) = model {
            return Some(file);
        }
        let stored = self.persistence().store.get(&run_model_key(key)).await.ok()?;
        let SavedModel { file, .. } = unpack_record(&unwrap_bytes(stored).await)?.ok()?;
        Some(Arc::new(file))
    }

    pub(crate) fn resume_saved_run(self) {
        let Some(run) = self.state.with_untracked(|s| s.offered_run().cloned()) else { return };
        spawn_local(async move {
            let persistence = self.persistence();
            let checkpoint = match persistence.store.get(CHECKPOINT).await {
                // The worker packs and reads it.
                Ok(value) => unwrap_bytes(value).await.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec),
                Err(_) => None,
            };
            let dataset =
                match self.state.with_untracked(|s| persistence.save_queue.borrow().is_stored(&s.data)) {
                    true => None,
                    false => match persistence.store.get(DATASET).await {
                        Ok(value) => unpack_dataset(&value),
                        Err(_) => None,
                    },
                };
            if let Some(Ok(dataset)) = dataset {
                self.use_stored_dataset(dataset, true);
            }
            // Another run may have started meanwhile, for example by a second click.
            if self.state.with_untracked(|s| s.active_run().is_some()) {
                return;
            }
            let is_loaded = self.state.with_untracked(|s| persistence.save_queue.borrow().is_stored(&s.data));
            match checkpoint {
                Some(checkpoint) if is_loaded => {
                    self.replace_settings(|form| *form = Form::remembered(&run.config, run.device));
                    self.state.update(|s| s.resume_run(&run));
                    self.with_workers(|workers| workers.resume_saved_run(&run, checkpoint));
                }
                _ => {
                    let text = text::keeping_not_read().to_string();
                    self.state.update(|s| s.notice(NoticeKind::Error, Place::Train, text));
                }
            }
        });
    }
}
