//! Keeps in the browser what the keeper decides, and brings it back on the next visit.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Date, Function, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileSystemDirectoryHandle};

use super::document::{document, now};
use super::files;
use super::kept::{Gone, Keeping, Lock};
use super::page::Page;
use super::stored::{SHELF, as_file, record, record_of, size_of, unwrapped, wrapped};
use crate::scope::own;
use crate::store::Record;
use facade_app::aside::{self, ASIDE, Aside};
use facade_app::file_name::Ending;
use facade_app::form::Form;
use facade_app::keeper::{Change, ModelFile, Noted, Write};
use facade_app::list::{Entry, HIGHEST, MOST};
use facade_app::notice::{NoticeKind, Place};
use facade_app::saved::{self, Excluded, KeptModel, SavedRun, Unreadable};
use facade_app::state::State;
use facade_app::store_status::{Hold, Kept, Refusal};
use facade_data::Dataset;
use facade_platform as platform;
use facade_protocol::{Bytes, Request};
use facade_text as text;

/// Names of the records.
const HOUSES: &str = "houses";
const RUN: &str = "run";
const CHECKPOINT: &str = "checkpoint";
const MODEL: &str = "model";
const FOLDER: &str = "folder";
const EXCLUDED: &str = "excluded";

/// Name of the lock that one tab of this path holds.
const LOCK: &str = "facade";

/// Milliseconds in which a tab that has the lock and is going lets go of it.
const LET_GO_MS: f64 = 1_500.0;

// web-sys has these behind a flag of the compiler, since the standard is a draft.
#[wasm_bindgen]
extern "C" {
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, granted: &Function) -> Result<Promise, JsValue>;
}

impl Page {
    pub(super) fn kept(self) -> Rc<Keeping> {
        self.keeping.get_value()
    }

    /// Changes which houses are left out, now and on the next visit.
    pub(super) fn leave_out(self, change: impl FnOnce(&mut State)) {
        self.state.update(change);
        self.keep(Noted::Excluded);
    }

    /// Looks for what an earlier visit left, and keeps what this one does.
    pub(super) fn begin_keeping(self) {
        spawn_local(async move {
            let keeping = self.kept();
            let outdated = Closure::<dyn Fn()>::new(move || self.let_go_of_store());
            keeping.store.when_outdated(outdated.into_js_value().unchecked_into());
            let mut opened = keeping.store.open(false).await;
            if let Err(refusal @ (Refusal::Silent | Refusal::Blocked)) = opened {
                keeping.keeper.borrow_mut().silent(refusal);
                self.tell_kept();
                opened = keeping.store.open(true).await;
            }
            if opened.is_err() {
                keeping.keeper.borrow_mut().held(Hold::Denied);
                return self.tell_kept();
            }
            keeping.store.take_over().await;
            // Not before: a tab whose store never opens keeps nothing, and is in no other's way.
            let lock = hold_lock(keeping.lock.clone());
            let Ok(found) = self.look().await else {
                keeping.keeper.borrow_mut().held(Hold::Denied);
                keeping.let_go_of_lock();
                return self.tell_kept();
            };
            let (run, model) = self.bring_back(found);
            self.bring_back_list().await;
            self.look_at_shelf().await;
            self.tell_kept();
            spawn_local(self.see_whether_lasting());
            // A tab that is loaded again, or was closed just now, needs a moment to let go.
            if matches!(platform::within(&lock, LET_GO_MS).await, Some(Ok(_))) {
                return self.take_hold(run, model).await;
            }
            if keeping.gave_up() {
                return;
            }
            keeping.keeper.borrow_mut().held(Hold::OtherTab);
            self.tell_kept();
            if JsFuture::from(lock).await.is_ok() {
                // The other tab may have changed all of it.
                keeping.unread.take();
                keeping.newer.set(false);
                let Ok(found) = self.look().await else { return };
                self.bring_back_list().await;
                self.look_at_shelf().await;
                self.take_hold(found.run, found.model.and_then(Result::ok)).await;
            }
        });
    }

    /// A newer version of the page needs the store: this one keeps nothing any more.
    fn let_go_of_store(self) {
        let keeping = self.kept();
        keeping.keeper.borrow_mut().outdated();
        keeping.let_go_of_lock();
        self.tell_kept();
    }

    /// The store is this tab's from now on, and so are the run and the model that were found in it.
    async fn take_hold(self, run: Option<Result<SavedRun, Unreadable>>, model: Option<KeptModel>) {
        let keeping = self.kept();
        if keeping.gave_up() {
            return;
        }
        let has_own = keeping.keeper.borrow().has_model_to_write();
        if let Some(model) = model.filter(|_| has_own)
            && self.put_model_on_shelf(model).await.is_err()
        {
            keeping.unread.borrow_mut().push(MODEL.into());
        }
        if let Some(Err(why)) = run {
            keeping.cannot_read(RUN, why);
        }
        // The visitor began one before the store answered.
        let replaced = matches!(run, Some(Ok(_))) && keeping.keeper.borrow().has_run_to_write();
        if replaced {
            keeping.unread.borrow_mut().extend([RUN.into(), HOUSES.into()]);
        }
        let lost = self.put_aside().await;
        {
            let mut keeper = keeping.keeper.borrow_mut();
            keeper.held(Hold::Ours);
            match run {
                Some(Ok(run)) if replaced || !lost => {
                    self.state.with_untracked(|state| keeper.found_run(run, state));
                }
                // It cannot go on without its houses.
                Some(Ok(_)) | None => {}
                Some(Err(why)) => keeper.found_unreadable(why),
            }
        }
        self.state.update(|s| s.retract(text::keeping_other_tab()));
        self.tell_kept();
        self.write();
    }

    /// Puts aside what cannot be read, before anything takes its place, and looks what lies there. Whether the run
    /// that was found cannot go on.
    async fn put_aside(self) -> bool {
        let keeping = self.kept();
        let mut unread = keeping.unread.take();
        // No run can go on without its houses, and no state without its run.
        if unread.iter().any(|name| *name == HOUSES) && !unread.iter().any(|name| *name == RUN) {
            unread.push(RUN.into());
        }
        if unread.iter().any(|name| *name == RUN) {
            unread.push(CHECKPOINT.into());
        }
        let since = Date::now();
        let name = |name: &JsValue| {
            let text = name.as_string().or_else(|| name.as_f64().map(|number| number.to_string()));
            (name.clone(), aside::key(&text.unwrap_or_default(), since))
        };
        let names: Vec<_> = unread.iter().map(name).collect();
        let stuck = if keeping.newer.get() {
            Some(text::keeping_stuck_newer())
        } else if !names.is_empty() && keeping.store.set_aside(&names).await.is_err() {
            Some(text::keeping_stuck())
        } else {
            None
        };
        // What lies there is known without its list.
        if stuck.is_none() && unread.iter().any(|name| *name == SHELF) {
            self.write_shelf().await;
        }
        // What cannot be told from nothing is told on the next visit.
        let aside = keeping.store.beginning(ASIDE).await.unwrap_or_default();
        let aside = aside.iter().filter_map(|(key, value)| Aside::of(key, size_of(value))).collect();
        keeping.keeper.borrow_mut().found_aside(aside, stuck);
        unread.iter().any(|name| *name == RUN)
    }

    /// Saves what lies aside as a file.
    pub(super) fn save_aside(self, aside: Aside) {
        spawn_local(async move {
            let value = self.kept().store.get(&aside.key).await;
            let saved = value.ok().and_then(|value| as_file(&value)).ok_or(JsValue::UNDEFINED);
            self.saved(
                Place::Train,
                saved.and_then(|file| files::save_blob(&aside.file_name(), Ending::Bin, &file)),
            );
        });
    }

    /// Deletes what lies aside, until that is undone.
    pub(super) fn delete_aside(self, aside: Aside) {
        spawn_local(async move {
            let keeping = self.kept();
            let mut value = JsValue::UNDEFINED;
            let deleted = keeping.store.update(&aside.key, |found| {
                value = found;
                Some(vec![Record::Remove((&aside.key).into())])
            });
            if let Err(refusal) = deleted.await {
                return self.not_written(Place::Train, refusal);
            }
            keeping.keeper.borrow_mut().deleted_aside(&aside.key);
            // A second click finds nothing any more, and must not take the place of what there was.
            if !value.is_undefined() {
                self.deleted_aside.update(|all| all.push(Rc::new((aside, value))));
            }
            self.tell_kept();
        });
    }

    /// Puts back aside what was deleted there last.
    pub(super) fn bring_back_aside(self) {
        let Some(deleted) = self.deleted_aside.try_update(Vec::pop).flatten() else { return };
        spawn_local(async move {
            let (aside, value) = &*deleted;
            let keeping = self.kept();
            if let Err(refusal) =
                keeping.store.write(false, vec![Record::Put((&aside.key).into(), value.clone())]).await
            {
                self.not_written(Place::Train, refusal);
                return self.deleted_aside.update(|all| all.push(deleted));
            }
            keeping.keeper.borrow_mut().brought_back_aside(aside.clone());
            self.tell_kept();
        });
    }

    /// Tells that something that the visitor asked for could not be written.
    pub(super) fn not_written(self, place: Place, refusal: Refusal) {
        let text = refusal.sentence_by_hand().to_owned();
        self.state.update(|s| s.notice(NoticeKind::Error, place, text));
    }

    /// Looks whether the browser has promised to keep what it keeps.
    async fn see_whether_lasting(self) {
        if let Some(lasting) = ask_storage("persisted").await {
            self.note_lasting(lasting);
        }
    }

    /// Asks the browser not to throw away what is kept when room gets scarce, once a visit and whenever something is kept by hand. It
    /// may ask the visitor, or refuse.
    pub(super) fn ask_to_keep(self, by_hand: bool) {
        let keeping = self.kept();
        let promised = keeping.keeper.borrow().kept().lasting == Some(true);
        if promised || (keeping.asked.replace(true) && !by_hand) {
            return;
        }
        spawn_local(async move {
            if let Some(lasting) = ask_storage("persist").await {
                self.note_lasting(lasting);
            }
        });
    }

    fn note_lasting(self, lasting: bool) {
        let keeping = self.kept();
        keeping.keeper.borrow_mut().promised(lasting);
        self.tell_kept();
    }

    /// Brings back the list of runs and series. What cannot be read of it stays where it is.
    async fn bring_back_list(self) {
        let keeping = self.kept();
        // What cannot be told from nothing is told when something is to be saved.
        let Ok(found) = keeping.store.numbered().await else { return };
        // One beyond all that are given would have the numbers of later runs come to their end.
        let highest = found.iter().map(|(number, _)| *number).filter(|n| *n <= HIGHEST).max().unwrap_or(0);
        let (mut entries, mut unreadable) = (Vec::new(), None);
        for (number, value) in &found {
            let bytes = value.dyn_ref::<Uint8Array>().ok_or(Unreadable::Damaged);
            let entry = bytes.and_then(|bytes| Entry::unpack(&bytes.to_vec()));
            match entry
                .and_then(|entry| if *number <= HIGHEST { Ok(entry) } else { Err(Unreadable::Unsound) })
            {
                Ok(entry) => entries.push(Entry { number: *number, ..entry }),
                Err(why) => {
                    unreadable = Some(why);
                    keeping.cannot_read(*number, why);
                }
            }
        }
        let numbers: Vec<u32> = entries.iter().map(|entry| entry.number).collect();
        keeping.keeper.borrow_mut().found_list(numbers.into_iter(), unreadable);
        let mut changed = Vec::new();
        self.state.update(|s| {
            let taken: Vec<u32> = s.numbers().collect();
            changed = s.list.merge(entries, highest, &taken);
        });
        self.keep(Noted::Listed(changed));
    }

    /// Takes a run or a series off the list.
    pub(super) fn delete_listed(self, number: u32) {
        self.state.update(|s| s.list.delete(number));
        self.keep(Noted::Listed(vec![number]));
    }

    /// Calls a run or a series of the list something else.
    pub(super) fn rename_listed(self, number: u32, title: String) {
        self.state.update(|s| s.list.rename(number, title));
        self.keep(Noted::Listed(vec![number]));
    }

    /// Puts back what was taken off the list last.
    pub(super) fn restore_listed(self) {
        if self.state.with_untracked(|s| s.list.has_no_room()) {
            let text = text::listed_no_room(MOST);
            return self.state.update(|s| s.notice(NoticeKind::Warning, Place::Results, text));
        }
        let mut restored = None;
        self.state.update(|s| restored = s.list.restore());
        self.keep(Noted::Listed(restored.into_iter().collect()));
    }

    /// Everything that is kept, but for the checkpoint and the list.
    async fn look(self) -> Result<Found, Refusal> {
        let keeping = self.kept();
        // One value that the browser cannot read any more is no reason to keep nothing.
        keeping.store.is_empty().await?;
        let get = async |name: &str| {
            keeping.store.get(name).await.unwrap_or_else(|_| {
                keeping.cannot_read(name, Unreadable::Damaged);
                keeping.keeper.borrow_mut().found_unreadable(Unreadable::Damaged);
                JsValue::UNDEFINED
            })
        };
        let (run, houses) = (get(RUN).await, get(HOUSES).await);
        let (excluded, model) = (get(EXCLUDED).await, get(MODEL).await);
        let folder = keeping.store.get(FOLDER).await.unwrap_or_default();
        if let Ok(folder) = folder.dyn_into::<FileSystemDirectoryHandle>() {
            self.last_folder.set(Some(folder));
            keeping.keeper.borrow_mut().found_folder();
        }
        let excluded = record(&excluded).transpose().unwrap_or_else(|why| {
            keeping.cannot_read(EXCLUDED, why);
            None
        });
        let Excluded { houses: excluded } = excluded.unwrap_or_default();
        let (houses, model) = (whole_houses(&houses), record(&unwrapped(model).await));
        if let Some(Err(why)) = houses {
            keeping.cannot_read(HOUSES, why);
        }
        if let Some(Err(why)) = model {
            keeping.cannot_read(MODEL, why);
        }
        let run = record(&run).map(|run| run.and_then(SavedRun::sound));
        Ok(Found { run, houses, excluded, model })
    }

    /// Remembers a folder, so that the next visit can open it with one click. A browser that keeps nothing forgets it, and a
    /// second tab keeps nothing.
    pub(super) fn remember_folder(self, folder: &FileSystemDirectoryHandle) {
        self.last_folder.set(Some(folder.clone()));
        if self.kept().keeper.borrow().kept().hold == Hold::OtherTab {
            return;
        }
        self.kept().keeper.borrow_mut().found_folder();
        self.tell_kept();
        let record = Record::Put(FOLDER.into(), folder.clone().into());
        self.ask_to_keep(false);
        spawn_local(async move {
            let _ = self.kept().store.write(false, vec![record]).await;
        });
    }

    /// Puts what was found in use, unless the visitor was faster, and gives back the run, which may be another tab's, and a model that
    /// is not in use.
    fn bring_back(self, found: Found) -> (Option<Result<SavedRun, Unreadable>>, Option<KeptModel>) {
        let keeping = self.kept();
        let unreadable = |why| keeping.keeper.borrow_mut().found_unreadable(why);
        match found.houses {
            Some(Ok(houses)) => {
                if houses.0.name != facade_data::SAMPLE {
                    self.suggest();
                }
                self.use_houses(houses, false);
                self.state.update(|s| {
                    if s.data_back {
                        s.excluded.clear();
                        s.excluded.extend(found.excluded);
                    }
                });
                self.fit_tile();
            }
            Some(Err(why)) => unreadable(why),
            None => {}
        }
        let mut other = None;
        match found.model {
            Some(Ok(model)) => {
                keeping.keeper.borrow_mut().found_model();
                if self.state.with_untracked(|s| s.model.is_none() && !s.loading_model() && s.runs.is_empty())
                {
                    let KeptModel { name, file: bytes } = model;
                    let mut id = 0;
                    self.state.update(|s| id = s.ask_kept_model(name, Rc::new(bytes.clone())));
                    self.tell(|link| link.ask(id, Request::LoadModel(Bytes(bytes))));
                } else {
                    other = Some(model);
                }
            }
            Some(Err(why)) => unreadable(why),
            None => {}
        }
        (found.run, other)
    }

    /// Puts kept houses in use; unless `needed`, those that are there already stay.
    fn use_houses(self, (houses, pixels): (Dataset, Blob), needed: bool) {
        if needed || self.state.with_untracked(|s| s.data.is_none() && s.intake.is_none()) {
            self.tell(|link| link.bring_back(houses, pixels));
        }
        let now_used = self.state.with_untracked(|s| s.data.clone().filter(|_| s.data_back));
        self.kept().keeper.borrow_mut().found_houses(now_used);
    }

    /// Keeps what has happened, as far as it is to be kept.
    pub(super) fn keep(self, noted: Noted) {
        if noted != Noted::Nothing {
            // What takes the place of what went. A run that was discarded can come back beside all but other houses and another run.
            let replaces = matches!(noted, Noted::Houses | Noted::Checkpoint(..));
            self.gone.update(|gone| drop(gone.take_if(|gone| gone.all || replaces)));
            let keeping = self.kept();
            self.state.with_untracked(|state| keeping.keeper.borrow_mut().note(noted, state, Date::now()));
            self.tell_kept();
            self.write();
        }
    }

    /// Lets the kept run go on.
    pub(super) fn go_on(self) {
        let Some(run) = self.state.with_untracked(|s| s.offered_run().cloned()) else { return };
        spawn_local(async move {
            let keeping = self.kept();
            let checkpoint = match keeping.store.get(CHECKPOINT).await {
                // It is packed and read where the run is computed.
                Ok(value) => unwrapped(value).await.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec),
                Err(_) => None,
            };
            let houses = match self.state.with_untracked(|s| keeping.keeper.borrow().has(&s.data)) {
                true => None,
                false => match keeping.store.get(HOUSES).await {
                    Ok(value) => whole_houses(&value),
                    Err(_) => None,
                },
            };
            if let Some(Ok(houses)) = houses {
                self.use_houses(houses, true);
            }
            // Another run may have been started meanwhile, by a second click say.
            if self.state.with_untracked(|s| s.active_run().is_some()) {
                return;
            }
            let there = self.state.with_untracked(|s| keeping.keeper.borrow().has(&s.data));
            match checkpoint {
                Some(state) if there => {
                    self.replace_settings(|form| *form = Form::remembered(&run.config, run.device));
                    self.state.update(|s| s.go_on(&run));
                    self.tell(|link| link.go_on(&run, state));
                }
                _ => {
                    let text = text::keeping_not_read().to_string();
                    self.state.update(|s| s.notice(NoticeKind::Error, Place::Train, text));
                }
            }
        });
    }

    /// Forgets the kept run, until that is undone.
    pub(super) fn discard(self) {
        self.let_go(false, move || {
            self.kept().keeper.borrow_mut().discard();
            self.tell_kept();
            self.write();
        });
    }

    /// Has something go, until that is undone.
    fn let_go(self, all: bool, go: impl FnOnce() + 'static) {
        if self.kept().going.replace(true) {
            return;
        }
        spawn_local(async move {
            self.remember_what_goes(all).await;
            self.kept().going.set(false);
            go();
        });
    }

    /// Waits until what is about to be forgotten is: what is kept meanwhile would go, too.
    pub(super) async fn forgotten(self) {
        let keeping = self.kept();
        while keeping.going.get() || keeping.keeper.borrow().is_forgetting() {
            // A timer does not fail.
            let _ = JsFuture::from(platform::after(20.0)).await;
        }
    }

    /// Holds on to what is about to go.
    async fn remember_what_goes(self, all: bool) {
        let keeping = self.kept();
        // What cannot be read could not be brought back.
        let Ok(mut records) = keeping.store.all().await else { return self.gone.set(None) };
        if !all {
            records.retain(|(name, _)| [RUN, CHECKPOINT].iter().any(|each| *name == **each));
        }
        let (list, shelf) = self.state.with_untracked(|s| (s.list.clone(), s.shelf.clone()));
        let (before, folder) = (keeping.keeper.borrow().before(), self.last_folder.get_untracked());
        self.gone.set(Some(Rc::new(Gone { all, records, list, shelf, before, folder })));
    }

    /// Puts back what went last, as long as nothing has taken its place.
    pub(super) fn bring_back_gone(self) {
        let Some(gone) = self.gone.try_update(Option::take).flatten() else { return };
        spawn_local(async move {
            let keeping = self.kept();
            // Before a write that failed is tried again.
            keeping.keeper.borrow_mut().stay();
            // Another tab may have kept something by hand meanwhile: what is on the shelf comes back beside that.
            let on_shelf = |name: &JsValue| {
                name.as_string()
                    .is_some_and(|name| gone.shelf.items.iter().any(|item| name == record_of(item)))
            };
            let is_shelf =
                |name: &JsValue| on_shelf(name) || (!gone.shelf.items.is_empty() && *name == SHELF);
            let records = gone.records.iter().filter(|(name, _)| !is_shelf(name));
            let records = records.map(|(name, value)| Record::Put(name.clone(), value.clone())).collect();
            let mut written = keeping.store.write(false, records).await;
            for item in &gone.shelf.items {
                let name = JsValue::from(record_of(item));
                let bytes = gone.records.iter().find(|(other, _)| *other == name);
                if let (Ok(()), Some((_, bytes))) = (&written, bytes) {
                    written = self.put_back_on_shelf(item.clone(), bytes.clone()).await;
                }
            }
            if let Err(refusal) = written {
                self.not_written(Place::Train, refusal);
                return self.gone.set(Some(gone));
            }
            keeping.keeper.borrow_mut().brought_back(gone.before.clone());
            if gone.all {
                self.last_folder.set(gone.folder.clone());
                self.state.update(|s| s.list = gone.list.clone());
            }
            self.tell_kept();
        });
    }

    /// Forgets everything that is kept, until that is undone.
    pub(super) fn forget(self) {
        self.let_go(true, move || self.forget_all());
    }

    fn forget_all(self) {
        self.last_folder.set(None);
        self.taken.set(Vec::new());
        self.state.update(|s| {
            s.list.clear();
            s.shelf = s.shelf.emptied();
        });
        self.kept().keeper.borrow_mut().forget();
        self.tell_kept();
        self.write();
    }

    /// Shows what the keeper knows.
    fn tell_kept(self) {
        let keeping = self.kept();
        let (kept, said, standing) = {
            let mut keeper = keeping.keeper.borrow_mut();
            let kept = Kept { unsaved: keeper.is_unsaved(), ..keeper.kept().clone() };
            (kept, keeper.said(), keeper.standing())
        };
        // Whoever drives the page can wait for what was written.
        if let Some(root) = document().and_then(|d| d.document_element()) {
            let _ = root.set_attribute("data-kept", standing);
        }
        if !said.is_empty() || self.state.with_untracked(|s| s.kept != kept) {
            self.state.update(|s| {
                s.kept = kept;
                for (kind, sentence) in said {
                    s.notice(kind, Place::Train, sentence.to_string());
                }
            });
        }
    }

    /// Writes what is to be written.
    fn write(self) {
        let keeping = self.kept();
        let taken = keeping.keeper.borrow_mut().take(now());
        let Some(write) = taken else { return self.write_later() };
        spawn_local(async move {
            let outcome = match records(self, &keeping, write) {
                Some((clear, records)) => {
                    if records.iter().any(|record| matches!(record, Record::Put(..))) {
                        self.ask_to_keep(false);
                    }
                    keeping.store.write(clear, records).await
                }
                None => Err(Refusal::Failed),
            };
            if outcome.is_ok() {
                keeping.packed.take();
            }
            keeping.keeper.borrow_mut().wrote(outcome, now());
            self.tell_kept();
            self.write();
        });
    }

    /// Tries again what failed, when its time has come.
    fn write_later(self) {
        let keeping = self.kept();
        let Some(milliseconds) = keeping.keeper.borrow().retry_in(now()) else { return };
        // One that waits already looks again then.
        if keeping.waits.replace(true) {
            return;
        }
        spawn_local(async move {
            let _ = JsFuture::from(platform::after(milliseconds)).await;
            keeping.waits.set(false);
            self.write();
        });
    }
}

/// What an earlier visit left: nothing, something, or something of no use.
struct Found {
    run: Option<Result<SavedRun, Unreadable>>,
    houses: Option<Result<(Dataset, Blob), Unreadable>>,
    excluded: Vec<u32>,
    model: Option<Result<KeptModel, Unreadable>>,
}

/// Houses, and their pixels beside them, which are many.
fn whole_houses(value: &JsValue) -> Option<Result<(Dataset, Blob), Unreadable>> {
    let (head, body) = match value.dyn_ref::<Array>() {
        Some(parts) => (parts.get(0), parts.get(1)),
        None => (value.clone(), JsValue::UNDEFINED),
    };
    Some(record::<Dataset>(&head)?.and_then(|houses| match body.dyn_into::<Blob>() {
        Ok(pixels) if pixels.size() == houses.montages.place(houses.houses.len()).start as f64 => {
            Ok((houses, pixels))
        }
        _ => Err(Unreadable::Damaged),
    }))
}

impl Keeping {
    /// Notes a record that cannot be read, by its name or number.
    pub(super) fn cannot_read(&self, name: impl Into<JsValue>, why: Unreadable) {
        self.unread.borrow_mut().push(name.into());
        self.newer.set(self.newer.get() || why == Unreadable::Newer);
    }

    /// Lets another tab have the store, also if the lock is still to come.
    fn let_go_of_lock(&self) {
        if let Lock::Held(release) = self.lock.replace(Lock::LetGo) {
            // The promise is ours: settling it throws nothing.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }

    /// Whether this tab keeps nothing any more, whatever it gets.
    fn gave_up(&self) -> bool {
        matches!(*self.lock.borrow(), Lock::LetGo)
    }

    /// Large bytes as what is stored of them; packed once, however often they are written.
    fn packed(&self, bytes: &Rc<Vec<u8>>, pack: impl FnOnce() -> Option<Vec<u8>>) -> Option<JsValue> {
        let before = |all: &Vec<(Rc<Vec<u8>>, JsValue)>| {
            all.iter().find(|(each, _)| Rc::ptr_eq(each, bytes)).map(|(_, packed)| packed.clone())
        };
        if let Some(packed) = before(&self.packed.borrow()) {
            return Some(packed);
        }
        let packed = wrapped(&pack()?)?;
        let mut all = self.packed.borrow_mut();
        // A model and a checkpoint: what is older is not written any more.
        if all.len() > 1 {
            all.remove(0);
        }
        all.push((bytes.clone(), packed.clone()));
        Some(packed)
    }
}

/// The records that a write is made of. None if something does not pack, which plain data always does.
fn records(page: Page, keeping: &Keeping, write: Write) -> Option<(bool, Vec<Record>)> {
    let mut records: Vec<Record> = Vec::new();
    let bytes = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
    let mut excluded = write.excluded;
    if let Some(houses) = write.houses {
        // Those of these houses, which need not be the ones in use.
        excluded = page.state.with_untracked(|s| {
            let used = s.data.as_ref().is_some_and(|data| Rc::ptr_eq(data, &houses));
            Some(if used { s.excluded.iter().copied().collect() } else { Vec::new() })
        });
        let head = saved::pack(&*houses)?;
        let mut pixels = None;
        page.tell(|link| pixels = link.pixels(&houses));
        records.push(Record::Put(HOUSES.into(), Array::of2(&bytes(&head), &pixels?.into()).into()));
    }
    if let Some(excluded) = excluded {
        records.push(Record::Put(EXCLUDED.into(), bytes(&saved::pack(&Excluded { houses: excluded })?)));
    }
    match write.run {
        Change::Leave => {}
        Change::Put((run, checkpoint)) => {
            records.push(Record::Put(RUN.into(), bytes(&saved::pack(&*run)?)));
            // Where it was computed it was packed, too.
            let packed = keeping.packed(&checkpoint, || Some(checkpoint.to_vec()))?;
            records.push(Record::Put(CHECKPOINT.into(), packed));
        }
        Change::Remove => records.extend([RUN, CHECKPOINT].map(|name| Record::Remove(name.into()))),
    }
    if let Some(ModelFile { name, bytes: file }) = write.model {
        let packed = keeping.packed(&file, || saved::pack(&KeptModel { name, file: file.to_vec() }))?;
        records.push(Record::Put(MODEL.into(), packed));
    }
    for (number, entry) in write.list {
        records.push(match entry {
            Some(entry) => Record::Put(number.into(), bytes(&saved::pack(&*entry)?)),
            None => Record::Remove(number.into()),
        });
    }
    Some((write.clear, records))
}

fn navigator(name: &str) -> JsValue {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into());
    navigator.and_then(|navigator| Reflect::get(&navigator, &name.into())).unwrap_or(JsValue::UNDEFINED)
}

/// What the browser says of what is kept to such a question; none where it does not know it.
async fn ask_storage(question: &str) -> Option<bool> {
    let storage = navigator("storage");
    let asks = Reflect::get(&storage, &question.into()).ok()?.dyn_into::<Function>().ok()?;
    let answer = asks.call0(&storage).ok()?.dyn_into::<Promise>().ok()?;
    JsFuture::from(answer).await.ok()?.as_bool()
}

/// Asks for the lock, and holds it from the moment that the promise is kept until it is released, or for as long as the tab lives.
/// Where the browser has no locks, each tab takes itself for the only one.
fn hold_lock(lock: Rc<RefCell<Lock>>) -> Promise {
    let locks = navigator("locks");
    if !locks.is_object() {
        return Promise::resolve(&JsValue::NULL);
    }
    Promise::new(&mut |resolve, _| {
        let (alone, lock) = (resolve.clone(), lock.clone());
        let granted = Closure::once_into_js(move |_: JsValue| {
            // The promise is ours: settling it throws nothing. The lock is held until what is returned settles.
            let _ = resolve.call0(&JsValue::UNDEFINED);
            Promise::new(&mut |end, _| {
                let mut lock = lock.borrow_mut();
                match *lock {
                    Lock::LetGo => drop(end.call0(&JsValue::UNDEFINED)),
                    _ => *lock = Lock::Held(end),
                }
            })
        });
        let asked = locks.unchecked_ref::<Locks>().request(&own(LOCK), granted.unchecked_ref());
        spawn_local(async move {
            // Refused where the page may store nothing; then the store says so.
            let refused = match asked {
                Ok(asked) => JsFuture::from(asked).await.is_err(),
                Err(_) => true,
            };
            if refused {
                let _ = alone.call0(&JsValue::UNDEFINED);
            }
        });
    })
}
