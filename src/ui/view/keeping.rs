//! Keeps in the browser what the keeper decides, and brings it back on the next visit.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Date, Function, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileSystemDirectoryHandle};

use super::page::{Page, document, now};
use crate::dataset::Dataset;
use crate::platform;
use crate::protocol::{Bytes, Request};
use crate::sample;
use crate::text;
use crate::ui::form::Form;
use crate::ui::keeper::{Before, Change, Hold, Keeper, ModelFile, Noted, Refusal, Write};
use crate::ui::list::{Entry, RunList};
use crate::ui::saved::{self, SavedRun, Unreadable};
use crate::ui::shelf::Shelf;
use crate::ui::state::{NoticeKind, Place, State};
use crate::ui::store::{Record, Store};

/// Names of the records.
const HOUSES: &str = "houses";
const RUN: &str = "run";
const CHECKPOINT: &str = "checkpoint";
const MODEL: &str = "model";
const FOLDER: &str = "folder";
const EXCLUDED: &str = "excluded";

/// Name of the lock that one tab holds.
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

/// The keeper, and the store that it decides about.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    keeper: RefCell<Keeper>,
    pub(super) store: Store,
    /// Whether something is about to go.
    going: Cell<bool>,
    /// Whether the browser was asked to keep it for good.
    asked: Cell<bool>,
    /// Whether a time is waited for at which something is written again.
    waits: Cell<bool>,
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
            let lock = hold_lock();
            let Ok(found) = self.look().await else {
                keeping.keeper.borrow_mut().held(Hold::Denied);
                return self.tell_kept();
            };
            let run = self.bring_back(found);
            self.bring_back_list().await;
            self.look_at_shelf().await;
            self.tell_kept();
            // A tab that is loaded again, or was closed just now, needs a moment to let go.
            if matches!(platform::within(&lock, LET_GO_MS).await, Some(Ok(_))) {
                return self.take_hold(run);
            }
            keeping.keeper.borrow_mut().held(Hold::OtherTab);
            self.tell_kept();
            if JsFuture::from(lock).await.is_ok()
                && let Ok(value) = keeping.store.get(RUN).await
            {
                self.bring_back_list().await;
                self.take_hold(record(&value));
            }
        });
    }

    /// The store is this tab's from now on, and so is the run that was found in it.
    fn take_hold(self, run: Option<Result<SavedRun, Unreadable>>) {
        let keeping = self.kept();
        {
            let mut keeper = keeping.keeper.borrow_mut();
            keeper.held(Hold::Ours);
            match run {
                Some(Ok(run)) => self.state.with_untracked(|state| keeper.found_run(run, state)),
                Some(Err(why)) => keeper.found_unreadable(why),
                None => {}
            }
        }
        self.tell_kept();
        self.write();
    }

    /// Brings back the list of runs and series. What cannot be read of it stays where it is.
    async fn bring_back_list(self) {
        let keeping = self.kept();
        // What cannot be told from nothing is told when something is to be saved.
        let Ok(found) = keeping.store.numbered().await else { return };
        let highest = found.iter().map(|(number, _)| *number).max().unwrap_or(0);
        let (mut entries, mut unreadable) = (Vec::new(), None);
        for (_, value) in &found {
            match record::<Entry>(value) {
                Some(Ok(entry)) => entries.push(entry),
                Some(Err(why)) => unreadable = Some(why),
                None => {}
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
        let mut restored = None;
        self.state.update(|s| restored = s.list.restore());
        self.keep(Noted::Listed(restored.into_iter().collect()));
    }

    /// Everything that is kept, but for the checkpoint and the list.
    async fn look(self) -> Result<Found, Refusal> {
        let keeping = self.kept();
        let run = keeping.store.get(RUN).await?;
        let houses = keeping.store.get(HOUSES).await?;
        let excluded = keeping.store.get(EXCLUDED).await?;
        let model = keeping.store.get(MODEL).await?;
        if let Ok(folder) = keeping.store.get(FOLDER).await?.dyn_into::<FileSystemDirectoryHandle>() {
            self.last_folder.set(Some(folder));
            keeping.keeper.borrow_mut().found_folder();
        }
        let excluded = record(&excluded).and_then(Result::ok).unwrap_or_default();
        Ok(Found { run: record(&run), houses: whole_houses(&houses), excluded, model: record(&model) })
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
        spawn_local(async move {
            let _ = self.kept().store.write(false, vec![record]).await;
        });
    }

    /// Puts what was found in use, unless the visitor was faster, and gives back the run: it may be another tab's.
    fn bring_back(self, found: Found) -> Option<Result<SavedRun, Unreadable>> {
        let keeping = self.kept();
        let unreadable = |why| keeping.keeper.borrow_mut().found_unreadable(why);
        match found.houses {
            Some(Ok(houses)) => {
                if houses.0.name != sample::NAME {
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
        match found.model {
            Some(Ok((name, Bytes(bytes)))) => {
                keeping.keeper.borrow_mut().found_model();
                if self.state.with_untracked(|s| s.model.is_none() && !s.loading_model() && s.runs.is_empty())
                {
                    let mut id = 0;
                    self.state.update(|s| id = s.ask_kept_model(name, Rc::new(bytes.clone())));
                    self.tell(|link| link.ask(id, Request::LoadModel(Bytes(bytes))));
                }
            }
            Some(Err(why)) => unreadable(why),
            None => {}
        }
        found.run
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
            self.gone.set(None);
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
                Ok(value) => record::<Bytes>(&unwrapped(value).await).and_then(Result::ok),
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
                Some(Bytes(state)) if there => {
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
            let records = gone.records.iter().map(|(name, value)| Record::Put(name.clone(), value.clone()));
            if let Err(refusal) = keeping.store.write(false, records.collect()).await {
                let text = refusal.sentence().to_owned();
                self.state.update(|s| s.notice(NoticeKind::Error, Place::Train, text));
                return self.gone.set(Some(gone));
            }
            keeping.keeper.borrow_mut().brought_back(gone.before.clone());
            if gone.all {
                self.last_folder.set(gone.folder.clone());
                self.state.update(|s| (s.list, s.shelf) = (gone.list.clone(), gone.shelf.clone()));
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
        self.taken.set(None);
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
            (keeper.kept().clone(), keeper.said(), keeper.standing())
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
            if matches!(write.run, Change::Put(_)) && !keeping.asked.replace(true) {
                spawn_local(ask_to_persist());
            }
            let outcome = match records(self, write) {
                Some((clear, records)) => keeping.store.write(clear, records).await,
                None => Err(Refusal::Failed),
            };
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

/// What the visitor had go: the kept run, or everything.
#[derive(Debug)]
pub(super) struct Gone {
    pub(super) all: bool,
    records: Vec<(JsValue, JsValue)>,
    list: RunList,
    shelf: Shelf,
    before: Before,
    folder: Option<FileSystemDirectoryHandle>,
}

/// What an earlier visit left: nothing, something, or something of no use.
struct Found {
    run: Option<Result<SavedRun, Unreadable>>,
    houses: Option<Result<(Dataset, Blob), Unreadable>>,
    excluded: Vec<u32>,
    model: Option<Result<(String, Bytes), Unreadable>>,
}

/// A record of plain bytes.
pub(super) fn record<T: serde::de::DeserializeOwned>(value: &JsValue) -> Option<Result<T, Unreadable>> {
    (!value.is_undefined()).then(|| match value.dyn_ref::<Uint8Array>() {
        Some(bytes) => saved::unpack(&bytes.to_vec()),
        None => Err(Unreadable::Damaged),
    })
}

/// Bytes as a file: a browser stores a value of at most 127 MB, and files of any size.
pub(super) fn wrapped(bytes: &[u8]) -> Option<JsValue> {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok().map(Into::into)
}

/// What was wrapped so.
pub(super) async fn unwrapped(value: JsValue) -> JsValue {
    let Ok(blob) = value.dyn_into::<Blob>() else { return JsValue::UNDEFINED };
    match JsFuture::from(blob.array_buffer()).await {
        Ok(buffer) => Uint8Array::new(&buffer).into(),
        Err(_) => JsValue::UNDEFINED,
    }
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

/// The records that a write is made of. None if something does not pack, which plain data always does.
fn records(page: Page, write: Write) -> Option<(bool, Vec<Record>)> {
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
        records.push(Record::Put(EXCLUDED.into(), bytes(&saved::pack(&excluded)?)));
    }
    match write.run {
        Change::Leave => {}
        Change::Put((run, checkpoint)) => {
            records.push(Record::Put(RUN.into(), bytes(&saved::pack(&*run)?)));
            let checkpoint = wrapped(&saved::pack(&Bytes(checkpoint.to_vec()))?)?;
            records.push(Record::Put(CHECKPOINT.into(), checkpoint));
        }
        Change::Remove => records.extend([RUN, CHECKPOINT].map(|name| Record::Remove(name.into()))),
    }
    if let Some(ModelFile { name, bytes: file }) = write.model {
        let model = bytes(&saved::pack(&(name, Bytes(file.to_vec())))?);
        records.push(Record::Put(MODEL.into(), model));
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

/// Asks the browser not to throw away what is kept when room gets scarce. It may ask the visitor, or refuse: all is well
/// without.
async fn ask_to_persist() {
    let storage = navigator("storage");
    let persist =
        Reflect::get(&storage, &"persist".into()).and_then(|persist| persist.dyn_into::<Function>());
    let asked = persist.and_then(|persist| persist.call0(&storage));
    if let Some(asked) = asked.ok().and_then(|asked| asked.dyn_into::<Promise>().ok()) {
        let _ = JsFuture::from(asked).await;
    }
}

/// Asks for the lock, and holds it from the moment that the promise is kept for as long as the tab lives. Where the browser
/// has no locks, each tab takes itself for the only one.
fn hold_lock() -> Promise {
    let locks = navigator("locks");
    if !locks.is_object() {
        return Promise::resolve(&JsValue::NULL);
    }
    Promise::new(&mut |resolve, _| {
        let alone = resolve.clone();
        let granted = Closure::once_into_js(move |_: JsValue| {
            // The promise is ours: settling it throws nothing. The lock is held until what is returned settles: never.
            let _ = resolve.call0(&JsValue::UNDEFINED);
            Promise::new(&mut |_, _| {})
        });
        let asked = locks.unchecked_ref::<Locks>().request(LOCK, granted.unchecked_ref());
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
