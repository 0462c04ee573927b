//! Writes what the save queue decides, and owns the store's lock.

use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, Date, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::FileSystemDirectoryHandle;

use super::records::{CHECKPOINT, DATASET, EXCLUDED, FOLDER, MODEL, RUN, run_model_key, unpack_dataset};
use super::state::Persistence;
use crate::browser::document::{document, now};
use crate::browser::indexed_db::RecordChange;
use crate::browser::storage_manager;
use crate::page::Page;
use facade_app::notice::{NoticeKind, Place};
use facade_app::save_trigger::SaveTrigger;
use facade_app::saved::{self, Excluded, SavedModel, SavedRun, Unreadable};
use facade_app::state::State;
use facade_app::store_status::{StoreError, StoreOwner, StoreStatus};
use facade_app::store_write::{Change, ModelFile, StoreWrite};
use facade_data::Dataset;
use facade_platform as platform;
use facade_text as text;

/// Milliseconds in which a tab that is closing releases the lock.
const LOCK_TIMEOUT_MS: f64 = 1_500.0;

impl Page {
    pub(crate) fn persistence(self) -> Rc<Persistence> {
        self.persistence.get_value()
    }

    /// Changes which houses are excluded, and saves that.
    pub(crate) fn update_excluded(self, change: impl FnOnce(&mut State)) {
        self.state.update(change);
        self.save_changes(SaveTrigger::Excluded);
    }

    /// Restores what an earlier visit saved, and starts to save.
    pub(crate) fn start_persistence(self) {
        spawn_local(async move {
            let persistence = self.persistence();
            let outdated = Closure::<dyn Fn()>::new(move || self.release_store());
            persistence.store.on_outdated(outdated.into_js_value().unchecked_into());
            let mut opened = persistence.store.open(false).await;
            if let Err(error @ (StoreError::Unresponsive | StoreError::Blocked)) = opened {
                persistence.save_queue.borrow_mut().set_unresponsive(error);
                self.publish_status();
                opened = persistence.store.open(true).await;
            }
            if opened.is_err() {
                persistence.save_queue.borrow_mut().set_owner(StoreOwner::Denied);
                return self.publish_status();
            }
            persistence.store.migrate_unscoped().await;
            // Not before: a tab whose store never opens saves nothing, and must not keep others from saving.
            let lock = persistence.lock.acquire();
            let Ok(stored) = self.read_store().await else {
                persistence.save_queue.borrow_mut().set_owner(StoreOwner::Denied);
                persistence.lock.release();
                return self.publish_status();
            };
            let (run, model) = self.restore_stored(stored);
            self.restore_run_list().await;
            self.read_library().await;
            self.publish_status();
            spawn_local(self.check_persisted());
            // A tab that is reloaded, or was closed just now, needs a moment to release the lock.
            if matches!(platform::timeout(&lock, LOCK_TIMEOUT_MS).await, Some(Ok(_))) {
                return self.on_lock_acquired(run, model).await;
            }
            if persistence.lock.is_released() {
                return;
            }
            persistence.save_queue.borrow_mut().set_owner(StoreOwner::OtherTab);
            self.publish_status();
            if JsFuture::from(lock).await.is_ok() {
                // The other tab may have changed all of it.
                persistence.unreadable.take();
                persistence.has_newer.set(false);
                let Ok(stored) = self.read_store().await else { return };
                self.restore_run_list().await;
                self.read_library().await;
                self.on_lock_acquired(stored.run, stored.model.and_then(Result::ok)).await;
            }
        });
    }

    /// A newer version of the page needs the store: this one stops saving.
    fn release_store(self) {
        let persistence = self.persistence();
        persistence.save_queue.borrow_mut().set_outdated();
        persistence.lock.release();
        self.publish_status();
    }

    /// From now on this tab owns the store, with the run and the model that were read from it.
    async fn on_lock_acquired(self, run: Option<Result<SavedRun, Unreadable>>, model: Option<SavedModel>) {
        let persistence = self.persistence();
        if persistence.lock.is_released() {
            return;
        }
        let has_own = persistence.save_queue.borrow().has_model_to_write();
        if let Some(model) = model.filter(|_| has_own)
            && self.add_model_to_library(model).await.is_err()
        {
            persistence.unreadable.borrow_mut().push(MODEL.into());
        }
        if let Some(Err(why)) = run {
            persistence.mark_unreadable(RUN, why);
        }
        // The visitor started a run before the store answered.
        let replaced = matches!(run, Some(Ok(_))) && persistence.save_queue.borrow().has_run_to_write();
        if replaced {
            persistence.unreadable.borrow_mut().extend([RUN.into(), DATASET.into()]);
        }
        let lost = self.quarantine_unreadable().await;
        {
            let mut save_queue = persistence.save_queue.borrow_mut();
            save_queue.set_owner(StoreOwner::ThisTab);
            match run {
                Some(Ok(run)) if replaced || !lost => {
                    self.state.with_untracked(|state| save_queue.found_run(run, state));
                }
                // A run cannot be resumed without its dataset.
                Some(Ok(_)) | None => {}
                Some(Err(why)) => save_queue.found_unreadable(why),
            }
        }
        self.state.update(|s| s.retract(text::keeping_other_tab()));
        self.publish_status();
        self.write_pending();
    }

    /// Remembers a folder, so that the next visit can open it with one click. A browser that stores nothing forgets it, and a
    /// second tab stores nothing.
    pub(crate) fn remember_folder(self, folder: &FileSystemDirectoryHandle) {
        self.last_folder.set(Some(folder.clone()));
        if self.persistence().save_queue.borrow().status().owner == StoreOwner::OtherTab {
            return;
        }
        self.persistence().save_queue.borrow_mut().found_folder();
        self.publish_status();
        let change = RecordChange::Put(FOLDER.into(), folder.clone().into());
        self.request_persist(false);
        spawn_local(async move {
            let _ = self.persistence().store.write(false, vec![change]).await;
        });
    }

    /// Saves what has changed, if that is to be saved.
    pub(crate) fn save_changes(self, trigger: SaveTrigger) {
        if trigger != SaveTrigger::Nothing {
            // A discarded run can be restored beside anything but another dataset or run.
            let replaces = matches!(trigger, SaveTrigger::Houses | SaveTrigger::Checkpoint(..));
            let persistence = self.persistence();
            let is_queued = self.state.with_untracked(|state| {
                persistence.save_queue.borrow_mut().enqueue(trigger, state, Date::now())
            });
            // What is written now replaces what was forgotten.
            self.undo.update(|undo| drop(undo.take_if(|undo| replaces || undo.all && is_queued)));
            self.publish_status();
            self.write_pending();
        }
    }

    /// Writes what the save queue holds.
    pub(super) fn write_pending(self) {
        let persistence = self.persistence();
        let next = persistence.save_queue.borrow_mut().next_write(now());
        let Some(write) = next else { return self.schedule_retry() };
        spawn_local(async move {
            let houses = write.houses.clone();
            let outcome = match changes_of(self, &persistence, write) {
                Some((clear, changes)) => {
                    if changes.iter().any(|change| matches!(change, RecordChange::Put(..))) {
                        self.request_persist(false);
                    }
                    persistence.store.write(clear, changes).await
                }
                None => Err(StoreError::Failed),
            };
            if outcome.is_ok() {
                persistence.packed.take();
                if let Some(dataset) = houses {
                    self.use_stored_pixels(&dataset).await;
                }
            }
            persistence.save_queue.borrow_mut().write_ended(outcome, now());
            self.publish_status();
            self.write_pending();
        });
    }

    /// Pixels of a dataset that is stored are read from the store: the browser then holds them once, and can leave them on the disk.
    async fn use_stored_pixels(self, dataset: &Arc<Dataset>) {
        let Ok(value) = self.persistence().store.get(DATASET).await else { return };
        if let Some(Ok((stored, pixels))) = unpack_dataset(&value)
            && stored == **dataset
        {
            self.with_workers(|workers| workers.replace_pixels(dataset, pixels));
        }
    }

    /// Tries a failed write again when its time has come.
    fn schedule_retry(self) {
        let persistence = self.persistence();
        let Some(milliseconds) = persistence.save_queue.borrow().retry_in(now()) else { return };
        // A scheduled retry looks again by itself.
        if persistence.retry_scheduled.replace(true) {
            return;
        }
        spawn_local(async move {
            let _ = JsFuture::from(platform::sleep(milliseconds)).await;
            persistence.retry_scheduled.set(false);
            self.write_pending();
        });
    }

    /// Shows the status of the save queue.
    pub(super) fn publish_status(self) {
        let persistence = self.persistence();
        let (status, notices, state_name) = {
            let mut save_queue = persistence.save_queue.borrow_mut();
            let status = StoreStatus { unsaved: save_queue.has_unsaved(), ..save_queue.status().clone() };
            (status, save_queue.take_notices(), save_queue.state_name())
        };
        // Tests that drive the page wait for this.
        if let Some(root) = document().and_then(|d| d.document_element()) {
            let _ = root.set_attribute("data-kept", state_name);
        }
        if !notices.is_empty() || self.state.with_untracked(|s| *s.store_status != status) {
            self.state.update(|s| {
                *s.store_status = status;
                for (kind, sentence) in notices {
                    s.notice(kind, Place::Train, sentence.to_string());
                }
            });
        }
    }

    /// Reports that something the visitor asked for could not be written.
    pub(crate) fn report_write_error(self, place: Place, error: StoreError) {
        let text = error.manual_save_text().to_owned();
        self.state.update(|s| s.notice(NoticeKind::Error, place, text));
    }

    /// Checks whether the browser has promised to keep the store.
    async fn check_persisted(self) {
        if let Some(persistent) = storage_manager::persisted().await {
            self.set_persisted(persistent);
        }
    }

    /// Asks the browser not to evict the store when room gets scarce: once per visit, and whenever something is saved by hand. The
    /// browser may ask the visitor, or refuse.
    pub(crate) fn request_persist(self, by_visitor: bool) {
        let persistence = self.persistence();
        let is_persistent = persistence.save_queue.borrow().status().persistent == Some(true);
        if is_persistent || (persistence.persist_requested.replace(true) && !by_visitor) {
            return;
        }
        spawn_local(async move {
            if let Some(persistent) = storage_manager::persist().await {
                self.set_persisted(persistent);
            }
        });
    }

    fn set_persisted(self, persistent: bool) {
        let persistence = self.persistence();
        persistence.save_queue.borrow_mut().set_persistent(persistent);
        self.publish_status();
    }
}

/// The changes of a write, and whether it clears the store first. None if something cannot be packed, which plain data always can.
fn changes_of(page: Page, persistence: &Persistence, write: StoreWrite) -> Option<(bool, Vec<RecordChange>)> {
    let mut changes: Vec<RecordChange> = Vec::new();
    let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let mut excluded = write.excluded;
    if let Some(dataset) = write.houses {
        // The excluded houses of this dataset, which need not be the one in use.
        excluded = page.state.with_untracked(|s| {
            let used = s.data.as_ref().is_some_and(|data| Arc::ptr_eq(data, &dataset));
            Some(if used { s.excluded.iter().cloned().collect() } else { Vec::new() })
        });
        let head = saved::pack(&*dataset)?;
        let mut pixels = None;
        page.with_workers(|workers| pixels = workers.pixels(&dataset));
        changes.push(RecordChange::Put(DATASET.into(), Array::of2(&bytes(&head), &pixels?.into()).into()));
    }
    if let Some(excluded) = excluded {
        changes
            .push(RecordChange::Put(EXCLUDED.into(), bytes(&saved::pack(&Excluded { houses: excluded })?)));
    }
    match write.run {
        Change::Leave => {}
        Change::Put((run, checkpoint)) => {
            changes.push(RecordChange::Put(RUN.into(), bytes(&saved::pack(&*run)?)));
            // The worker packed it.
            let packed = persistence.pack_once(&checkpoint, || Some(checkpoint.to_vec()))?;
            changes.push(RecordChange::Put(CHECKPOINT.into(), packed));
        }
        Change::Remove => changes.extend([RUN, CHECKPOINT].map(|name| RecordChange::Remove(name.into()))),
    }
    let model = |ModelFile { name, bytes: file, run }: ModelFile| {
        persistence.pack_once(&file, || saved::pack(&SavedModel { name, file: file.to_vec(), run }))
    };
    if let Some(file) = write.model {
        changes.push(RecordChange::Put(MODEL.into(), model(file)?));
    }
    for (run, file) in write.run_models {
        let key = run_model_key(run).into();
        changes.push(match file {
            Some(file) => RecordChange::Put(key, model(file)?),
            None => RecordChange::Remove(key),
        });
    }
    for (number, entry) in write.list {
        changes.push(match entry {
            Some(entry) => RecordChange::Put(number.into(), bytes(&saved::pack(&*entry)?)),
            None => RecordChange::Remove(number.into()),
        });
    }
    Some((write.clear, changes))
}
