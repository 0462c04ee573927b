//! Removes what was saved, and undoes that.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::records::{CHECKPOINT, LIBRARY, RUN, item_key};
use super::state::Undo;
use crate::browser::indexed_db::RecordChange;
use crate::page::Page;
use facade_app::notice::{NoticeKind, Place};
use facade_app::run_list::MAX_ENTRIES;
use facade_app::save_trigger::SaveTrigger;
use facade_platform as platform;
use facade_text as text;

impl Page {
    /// Discards the saved run. [`undo_forget`](Page::undo_forget) restores it.
    pub(crate) fn discard_saved_run(self) {
        self.forget_with_undo(false, move || {
            self.persistence().save_queue.borrow_mut().discard_run();
            self.publish_status();
            self.write_pending();
        });
    }

    /// Removes everything from the store. [`undo_forget`](Page::undo_forget) restores it.
    pub(crate) fn forget(self) {
        self.forget_with_undo(true, move || self.forget_all());
    }

    fn forget_all(self) {
        self.last_folder.set(None);
        self.deleted_items.set(Vec::new());
        self.state.update(|s| {
            s.list.clear();
            *s.library = s.library.cleared();
        });
        self.persistence().save_queue.borrow_mut().clear();
        self.publish_status();
        self.write_pending();
    }

    /// Takes a snapshot for [`undo_forget`](Page::undo_forget), and then calls `forget`.
    fn forget_with_undo(self, all: bool, forget: impl FnOnce() + 'static) {
        if self.persistence().forget_pending.replace(true) {
            return;
        }
        spawn_local(async move {
            self.snapshot_for_undo(all).await;
            self.persistence().forget_pending.set(false);
            forget();
        });
    }

    async fn snapshot_for_undo(self, all: bool) {
        let persistence = self.persistence();
        // What cannot be read could not be restored.
        let Ok(mut records) = persistence.store.get_all().await else { return self.undo.set(None) };
        if !all {
            records.retain(|(name, _)| [RUN, CHECKPOINT].iter().any(|each| *name == **each));
        }
        let (list, library) = self.state.with_untracked(|s| (s.list.clone(), s.library.clone()));
        let (snapshot, folder) =
            (persistence.save_queue.borrow().snapshot(), self.last_folder.get_untracked());
        self.undo.set(Some(Rc::new(Undo { all, records, list, library, snapshot, folder })));
    }

    /// Waits until forgetting is done: what is saved meanwhile would be removed too.
    pub(crate) async fn wait_for_forget(self) {
        let persistence = self.persistence();
        while persistence.forget_pending.get() || persistence.save_queue.borrow().is_clearing() {
            // A timer does not fail.
            let _ = JsFuture::from(platform::sleep(20.0)).await;
        }
    }

    /// Restores what was forgotten last, unless something has replaced it.
    pub(crate) fn undo_forget(self) {
        let Some(undo) = self.undo.try_update(Option::take).flatten() else { return };
        spawn_local(async move {
            let persistence = self.persistence();
            // Before a failed removal is tried again.
            persistence.save_queue.borrow_mut().cancel_removals();
            // Another tab may have added to the library meanwhile: the items are restored beside that.
            let is_item = |name: &JsValue| {
                name.as_string()
                    .is_some_and(|name| undo.library.items.iter().any(|item| name == item_key(item)))
            };
            let in_library =
                |name: &JsValue| is_item(name) || (!undo.library.items.is_empty() && *name == LIBRARY);
            let records = undo.records.iter().filter(|(name, _)| !in_library(name));
            let changes =
                records.map(|(name, value)| RecordChange::Put(name.clone(), value.clone())).collect();
            let mut written = persistence.store.write(false, changes).await;
            for item in &undo.library.items {
                let name = JsValue::from(item_key(item));
                let bytes = undo.records.iter().find(|(other, _)| *other == name);
                if let (Ok(()), Some((_, bytes))) = (&written, bytes) {
                    written = self.restore_library_item(item.clone(), bytes.clone()).await;
                }
            }
            if let Err(error) = written {
                self.report_write_error(Place::Train, error);
                return self.undo.set(Some(undo));
            }
            persistence.save_queue.borrow_mut().restore(undo.snapshot.clone());
            if undo.all {
                self.last_folder.set(undo.folder.clone());
                self.state.update(|s| *s.list = undo.list.clone());
            }
            self.publish_status();
        });
    }

    /// Deletes a run or a series from the list.
    pub(crate) fn delete_run(self, number: u32) {
        self.state.update(|s| s.list.delete(number));
        self.save_changes(SaveTrigger::Listed(vec![number]));
    }

    pub(crate) fn rename_run(self, number: u32, title: String) {
        self.state.update(|s| s.list.rename(number, title));
        self.save_changes(SaveTrigger::Listed(vec![number]));
    }

    /// Keeps the model of a run longer than others, or no longer.
    pub(crate) fn pin_run(self, number: u32, pinned: bool) {
        self.state.update(|s| s.list.pin(number, pinned));
        self.save_changes(SaveTrigger::Listed(vec![number]));
    }

    /// Restores the run or series that was deleted last.
    pub(crate) fn undo_delete_run(self) {
        if self.state.with_untracked(|s| s.list.is_full()) {
            let text = text::listed_no_room(MAX_ENTRIES);
            return self.state.update(|s| s.notice(NoticeKind::Warning, Place::Results, text));
        }
        let mut restored = None;
        self.state.update(|s| restored = s.list.restore());
        self.save_changes(SaveTrigger::Listed(restored.into_iter().collect()));
    }
}
