//! The quarantine: records that cannot be read, for the visitor to download or delete.

use std::rc::Rc;

use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::records::{CHECKPOINT, DATASET, LIBRARY, RUN, record_size, to_file};
use crate::browser::files;
use crate::browser::indexed_db::RecordChange;
use crate::page::Page;
use facade_app::file_name::Extension;
use facade_app::notice::Place;
use facade_app::quarantine::{self, QuarantinedRecord};
use facade_text as text;

impl Page {
    /// Moves unreadable records to the quarantine before anything is written, and lists the quarantine. Returns whether the saved
    /// run was among them.
    pub(super) async fn quarantine_unreadable(self) -> bool {
        let persistence = self.persistence();
        let mut unreadable = persistence.unreadable.take();
        // A run cannot be resumed without its dataset, nor a checkpoint without its run.
        if unreadable.iter().any(|name| *name == DATASET) && !unreadable.iter().any(|name| *name == RUN) {
            unreadable.push(RUN.into());
        }
        if unreadable.iter().any(|name| *name == RUN) {
            unreadable.push(CHECKPOINT.into());
        }
        let since = Date::now();
        let name = |name: &JsValue| {
            let text = name.as_string().or_else(|| name.as_f64().map(|number| number.to_string()));
            (name.clone(), quarantine::key(&text.unwrap_or_default(), since))
        };
        let names: Vec<_> = unreadable.iter().map(name).collect();
        let stuck = if persistence.has_newer.get() {
            Some(text::keeping_stuck_newer())
        } else if !names.is_empty() && persistence.store.rename(&names).await.is_err() {
            Some(text::keeping_stuck())
        } else {
            None
        };
        // The items of the library are known without its list.
        if stuck.is_none() && unreadable.iter().any(|name| *name == LIBRARY) {
            self.write_library().await;
        }
        // If the quarantine cannot be read now, the next visit lists it.
        let quarantined = persistence.store.get_by_prefix(quarantine::PREFIX).await.unwrap_or_default();
        let quarantined = quarantined
            .iter()
            .filter_map(|(key, value)| QuarantinedRecord::from_key(key, record_size(value)))
            .collect();
        persistence.save_queue.borrow_mut().set_quarantined(quarantined, stuck);
        unreadable.iter().any(|name| *name == RUN)
    }

    pub(crate) fn download_quarantined(self, record: QuarantinedRecord) {
        spawn_local(async move {
            let value = self.persistence().store.get(&record.key).await;
            let file = value.ok().and_then(|value| to_file(&value)).ok_or(JsValue::UNDEFINED);
            self.report_download(
                Place::Train,
                file.and_then(|file| files::download_blob(&record.file_name(), Extension::Bin, &file)),
            );
        });
    }

    /// Deletes a quarantined record. [`restore_quarantined`](Page::restore_quarantined) undoes it.
    pub(crate) fn delete_quarantined(self, record: QuarantinedRecord) {
        spawn_local(async move {
            let persistence = self.persistence();
            let mut value = JsValue::UNDEFINED;
            let deleted = persistence.store.update(&record.key, |found| {
                value = found;
                Some(vec![RecordChange::Remove((&record.key).into())])
            });
            if let Err(error) = deleted.await {
                return self.report_write_error(Place::Train, error);
            }
            persistence.save_queue.borrow_mut().remove_quarantined(&record.key);
            // A second click finds nothing, and must not replace the record.
            if !value.is_undefined() {
                self.deleted_quarantined.update(|all| all.push(Rc::new((record, value))));
            }
            self.publish_status();
        });
    }

    /// Restores the quarantined record that was deleted last.
    pub(crate) fn restore_quarantined(self) {
        let Some(deleted) = self.deleted_quarantined.try_update(Vec::pop).flatten() else { return };
        spawn_local(async move {
            let (record, value) = &*deleted;
            let persistence = self.persistence();
            if let Err(error) = persistence
                .store
                .write(false, vec![RecordChange::Put((&record.key).into(), value.clone())])
                .await
            {
                self.report_write_error(Place::Train, error);
                return self.deleted_quarantined.update(|all| all.push(deleted));
            }
            persistence.save_queue.borrow_mut().add_quarantined(record.clone());
            self.publish_status();
        });
    }
}
