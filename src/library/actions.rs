//! What the visitor can do with the library: save, open, rename and delete workspaces and models.

use std::sync::Arc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use crate::browser::document::scroll_to;
use crate::browser::files;
use crate::browser::indexed_db::RecordChange;
use crate::page::Page;
use crate::persistence::records::{LIBRARY, item_key, unpack_record, wrap_bytes};
use facade_app::file_name::{Extension, file_name, stem};
use facade_app::form::Form;
use facade_app::library::{ItemKind, Library, LibraryItem};
use facade_app::notice::{NoticeKind, Place};
use facade_app::quarantine;
use facade_app::run_entry::RunEntry;
use facade_app::run_list::ImportSummary;
use facade_app::run_models::model_file_name;
use facade_app::save_trigger::SaveTrigger;
use facade_app::saved::{self, SavedModel, Settings};
use facade_app::store_status::StoreError;
use facade_app::workspace::{OpenedWorkspace, Workspace, skipped_runs_text};
use facade_protocol::{Bytes, Request};
use facade_record::Unreadable;
use facade_text as text;

/// Bytes that tell the kind of an item.
const HEADER_BYTES: f64 = 64.0;

impl Page {
    pub(crate) async fn read_library(self) {
        let Ok(stored) = self.persistence().store.get(LIBRARY).await else { return };
        match unpack_record::<Library>(&stored) {
            Some(Ok(library)) => self.state.update(|s| *s.library = library),
            Some(Err(why)) => {
                self.persistence().mark_unreadable(LIBRARY, why);
                self.rebuild_library().await;
            }
            None => {}
        }
    }

    /// Writes the list of items, after an unreadable one was quarantined.
    pub(crate) async fn write_library(self) {
        let library = self.state.with_untracked(|s| s.library.clone());
        if let Some(all) = saved::pack(&library).filter(|_| !library.items.is_empty()) {
            let all = RecordChange::Put(LIBRARY.into(), Uint8Array::from(&*all).into());
            // If this fails, the next change of the library writes it.
            let _ = self.persistence().store.write(false, vec![all]).await;
        }
    }

    /// Lists the items again if their list cannot be read. Only the names are lost.
    async fn rebuild_library(self) {
        let Ok(found) = self.persistence().store.get_by_prefix(&format!("{LIBRARY}.")).await else { return };
        let mut items = Vec::new();
        for (name, value) in found {
            let id = name.strip_prefix(LIBRARY).and_then(|rest| rest.strip_prefix('.')?.parse().ok());
            let (Some(id), Ok(file)) = (id, value.dyn_into::<Blob>()) else { continue };
            let size = file.size();
            let Ok(start) = file.slice_with_f64_and_f64(0.0, HEADER_BYTES) else { continue };
            items.push((id, files::read_bytes(&start).await.unwrap_or_default(), size as usize));
        }
        self.state.update(|s| {
            s.library.add_found(items.iter().map(|(id, start, size)| (*id, start.as_slice(), *size)));
            s.notice(NoticeKind::Warning, Place::Predict, text::shelf_unreadable().to_owned());
        });
    }

    /// Changes the list of items, and the bytes of the item that `change` returns.
    pub(super) fn change_library(self, change: impl FnOnce(&mut Library) -> Option<RecordChange> + 'static) {
        spawn_local(async move {
            if let Err(error) = self.try_change_library(change).await {
                self.report_write_error(Place::Predict, error);
            }
        });
    }

    async fn try_change_library(
        self,
        change: impl FnOnce(&mut Library) -> Option<RecordChange>,
    ) -> Result<(), StoreError> {
        let changed = self.write_change(change).await?;
        self.show_library(changed);
        Ok(())
    }

    /// Writes a change, and returns the library after it.
    async fn write_change(
        self,
        change: impl FnOnce(&mut Library) -> Option<RecordChange>,
    ) -> Result<Option<Library>, StoreError> {
        self.wait_for_forget().await;
        let before = self.state.with_untracked(|s| s.library.clone());
        let (mut changed, mut is_newer) = (None, false);
        let persistence = self.persistence();
        let written = persistence.store.update(LIBRARY, |stored| {
            // Another tab may have added items. An unreadable list is quarantined, and replaced by the one that is shown.
            let (mut library, quarantined) = match unpack_record::<Library>(&stored) {
                None => (Library::default(), None),
                Some(Ok(library)) => (library, None),
                // The newer version will find it unchanged.
                Some(Err(Unreadable::Newer)) => {
                    is_newer = true;
                    return None;
                }
                Some(Err(_)) => (
                    before.clone(),
                    Some(RecordChange::Put(quarantine::key(LIBRARY, js_sys::Date::now()).into(), stored)),
                ),
            };
            library.reserve_ids_of(&before);
            let item = change(&mut library);
            let all = Uint8Array::from(&*saved::pack(&library)?);
            changed = Some(library);
            Some(
                std::iter::once(RecordChange::Put(LIBRARY.into(), all.into()))
                    .chain(item)
                    .chain(quarantined)
                    .collect(),
            )
        });
        written.await?;
        if is_newer {
            return Err(StoreError::Newer);
        }
        Ok(changed)
    }

    fn show_library(self, changed: Option<Library>) {
        if let Some(library) = changed {
            self.request_persist(true);
            self.state.update(|s| *s.library = library);
        }
    }

    /// Calls `act` with everything that the visitor has done so far, and what it contains.
    pub(crate) fn with_workspace(self, act: impl FnOnce(Workspace, ItemKind) + 'static) {
        // While the settings as typed are invalid, the last valid ones.
        let latest = || self.preferences.with_untracked(|all| Some((all.config.clone()?, all.device)));
        let typed = self.config().map(|config| (config, self.form.with_untracked(|form| form.device)));
        let settings = typed.ok().or_else(latest).map(|(config, device)| Settings { config, device });
        let workspace = self.state.with_untracked(|s| s.current_workspace(settings));
        let kind = ItemKind::Workspace { runs: workspace.entries.len(), model: workspace.model.is_some() };
        self.with_models(workspace, move |workspace| act(workspace, kind));
    }

    /// Adds the models of the runs of a workspace, except that of the model in use.
    fn with_models(self, mut workspace: Workspace, act: impl FnOnce(Workspace) + 'static) {
        let in_use = workspace.model.as_ref().and_then(|model| model.run);
        let kept = |entry: &RunEntry| {
            let model = self.state.with_untracked(|s| s.list.model(entry.number).cloned())?;
            Some((entry.number, entry.model_key(), model)).filter(|_| Some(entry.number) != in_use)
        };
        let kept: Vec<_> = workspace.entries.iter().filter_map(kept).collect();
        spawn_local(async move {
            for (run, key, model) in kept {
                // One that cannot be read is left out.
                if let Some(file) = self.run_model(key, model).await {
                    let name = model_file_name(run);
                    workspace.models.push(SavedModel { name, file: file.to_vec(), run: Some(run) });
                }
            }
            act(workspace);
        });
    }

    /// Adds a model that another one has replaced, and reports that.
    pub(crate) async fn add_model_to_library(self, model: SavedModel) -> Result<(), StoreError> {
        let SavedModel { name, file: bytes, .. } = model;
        let file = wrap_bytes(&bytes).ok_or(StoreError::Full)?;
        let title = stem(&name, Extension::Safetensors).to_owned();
        let notice = text::shelf_model_moved(&title);
        self.try_change_library(move |library| {
            let item = library.add(ItemKind::Model, &title, js_sys::Date::now(), bytes.len());
            Some(RecordChange::Put(item_key(&item).into(), file))
        })
        .await?;
        self.state.update(|s| s.notice(NoticeKind::Warning, Place::Train, notice));
        Ok(())
    }

    pub(super) fn add_to_library(self, kind: ItemKind, name: Option<String>, bytes: Vec<u8>) {
        // An item needs its bytes.
        let Some(file) = wrap_bytes(&bytes) else {
            return self.report_write_error(Place::Predict, StoreError::Full);
        };
        self.change_library(move |library| {
            let name = name.unwrap_or_else(|| library.next_workspace_name());
            let item = library.add(kind, &name, js_sys::Date::now(), bytes.len());
            Some(RecordChange::Put(item_key(&item).into(), file))
        });
    }

    /// Downloads everything that the visitor has done so far.
    pub(crate) fn download_session(self) {
        self.with_workspace(move |workspace, _| {
            self.download_workspace(Place::Predict, "facade-session", &workspace);
        });
    }

    fn download_workspace(self, place: Place, name: &str, workspace: &Workspace) {
        if let Some(bytes) = workspace.pack() {
            self.download(place, name, Extension::Facade, &bytes);
        }
    }

    /// Adds the runs of a workspace to the list, and uses its model and settings.
    pub(super) fn open_workspace(self, name: &str, bytes: &[u8]) {
        self.state.update(|s| s.clear_notices(Place::Predict));
        // The result is reported there.
        scroll_to("predict");
        let OpenedWorkspace { workspace: Workspace { entries, model, models, settings }, unreadable } =
            match Workspace::unpack(bytes) {
                Ok(opened) => opened,
                Err(why) => {
                    let text = saved::unreadable_file_text(why, name);
                    return self.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text));
                }
            };
        if let Some(Settings { config, device }) = settings {
            self.replace_settings(|form| *form = Form::remembered(&config, device));
        }
        let has_runs = !entries.is_empty() || !unreadable.is_empty();
        let mut import = ImportSummary::default();
        // The run of the model in use, or else the latest of the workspace, whatever their numbers are here.
        let of_model = model.as_ref().and_then(|model| model.run);
        let viewed = entries.iter().find(|entry| Some(entry.number) == of_model);
        let viewed = viewed.or(entries.iter().rfind(|entry| entry.single().is_some())).cloned();
        let models = model.iter().chain(&models).filter(|model| model.run.is_some()).cloned().collect();
        self.state.update(|s| import = s.import_entries(entries, models));
        self.save_changes(SaveTrigger::Listed(import.numbers.clone()));
        let run = viewed.and_then(|entry| self.state.with_untracked(|s| s.list.find(&entry)));
        let has_model = run.is_some_and(|run| self.state.with_untracked(|s| s.list.model(run).is_some()));
        match model {
            // A valid file name: whoever saved the workspace chose it.
            Some(SavedModel { name, file, .. }) if !has_model => {
                self.load_model(file_name(&name, Extension::Safetensors), file);
            }
            _ => {
                if let Some(run) = run {
                    self.view_run(Some(run));
                }
            }
        }
        let added = import.numbers.len();
        let runs = match (has_runs, added, import.already) {
            (false, ..) => "none",
            (true, 0, 0) => "left-out",
            (true, 0, _) => "there",
            _ => "some",
        };
        let text = text::t!(shelf_opened, name, runs, added);
        let left_out = skipped_runs_text(import.no_room, &unreadable);
        self.state.update(|s| {
            s.notice(NoticeKind::Done, Place::Predict, text);
            for sentence in left_out {
                s.notice(NoticeKind::Warning, Place::Predict, sentence);
            }
        });
        self.last_import.set((added > 0).then(|| Arc::new(import)));
    }

    /// Removes the runs and series of the workspace that was opened last from the list.
    pub(super) fn undo_import(self) {
        let Some(import) = self.last_import.try_update(Option::take).flatten() else { return };
        self.state.update(|s| s.list.undo_import(&import));
        self.save_changes(SaveTrigger::Listed(import.numbers.clone()));
    }

    /// Loads a model instead of the one in use.
    pub(crate) fn load_model(self, name: String, bytes: Vec<u8>) {
        let mut id = 0;
        self.state.update(|s| id = s.request_model(name, bytes.clone().into()));
        self.with_workers(|workers| workers.request(id, Request::LoadModel(Bytes(bytes))));
    }

    async fn library_bytes(self, item: &LibraryItem) -> Option<Vec<u8>> {
        let value = self.persistence().store.get(&item_key(item)).await.ok()?;
        files::read_bytes(&value.dyn_into::<Blob>().ok()?).await.ok()
    }

    /// Reads the bytes of an item for `act`, or reports that they are damaged.
    pub(super) fn with_library_bytes(
        self,
        item: LibraryItem,
        act: impl FnOnce(LibraryItem, Vec<u8>) + 'static,
    ) {
        spawn_local(async move {
            match self.library_bytes(&item).await {
                Some(bytes) => act(item, bytes),
                None => {
                    let text = text::shelf_damaged(&item.name);
                    self.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text));
                }
            }
        });
    }

    /// Deletes an item. Unless its bytes cannot be read, [`undo_delete_library_item`](Page::undo_delete_library_item) restores it.
    pub(super) fn delete_library_item(self, item: LibraryItem) {
        spawn_local(async move {
            let bytes = self.library_bytes(&item).await;
            let id = item.id;
            let mut deleted = None;
            let delete = |library: &mut Library| {
                deleted = library.remove(id);
                deleted.as_ref().map(|item| RecordChange::Remove(item_key(item).into()))
            };
            match self.write_change(delete).await {
                Ok(changed) => {
                    // The button that restores it comes first: the focus moves there from the row that disappears.
                    self.deleted_items.update(|items| items.extend(deleted.zip(bytes)));
                    self.show_library(changed);
                }
                Err(error) => self.report_write_error(Place::Predict, error),
            }
        });
    }

    pub(super) fn undo_delete_library_item(self) {
        let Some((item, bytes)) = self.deleted_items.with_untracked(|items| items.last().cloned()) else {
            return;
        };
        spawn_local(async move {
            let id = item.id;
            let restored = match wrap_bytes(&bytes) {
                Some(file) => self.restore_library_item(item, file).await,
                None => Err(StoreError::Full),
            };
            match restored {
                // The button that restores it goes last: the focus moves from there to its row. A second click restores the same item.
                Ok(()) => self.deleted_items.update(|items| items.retain(|(item, _)| item.id != id)),
                Err(error) => self.report_write_error(Place::Predict, error),
            }
        });
    }

    /// Restores an item under its id or, if that is taken, under the next one.
    pub(crate) async fn restore_library_item(
        self,
        item: LibraryItem,
        file: JsValue,
    ) -> Result<(), StoreError> {
        self.try_change_library(|library| {
            let item = library.restore(item);
            Some(RecordChange::Put(item_key(&item).into(), file))
        })
        .await
    }
}

/// Downloads a run or a series.
pub(crate) fn download_entry(page: Page, entry: &RunEntry) {
    let workspace = Workspace { entries: vec![entry.clone()], ..Workspace::default() };
    let kind = if entry.single().is_some() { "run" } else { "series" };
    let name = format!("facade-{kind}-{}", entry.number);
    page.with_models(workspace, move |workspace| page.download_workspace(Place::Results, &name, &workspace));
}
