//! The shelf: sessions and models that are kept by hand, in the browser or as files.

use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::document::scroll_to;
use super::dom::{View, each, html};
use super::files;
use super::page::Page;
use super::parts::{button, fixed, icon, never, why};
use super::renamed::renamed;
use super::stored::{SHELF, record, record_of, wrapped};
use crate::store::Record;
use facade_app::aside;
use facade_app::file_name::{Ending, file_name, stem};
use facade_app::form::Form;
use facade_app::keeper::Noted;
use facade_app::list::{Adopted, Entry};
use facade_app::notice::{NoticeKind, Place};
use facade_app::saved::{self, KeptModel, Settings, ago};
use facade_app::shelf::{Item, Kind, Opened, Session, Shelf, left_out_words};
use facade_app::state::State;
use facade_app::steps::why_no_load;
use facade_app::store_status::{Hold, Refusal};
use facade_protocol::{Bytes, Request};
use facade_record::Unreadable;
use facade_text as text;
use facade_text::format::size;

/// Bytes by which a thing's kind is known.
const HEAD: f64 = 64.0;

impl Page {
    /// Reads what lies there.
    pub(super) async fn look_at_shelf(self) {
        let Ok(kept) = self.kept().store.get(SHELF).await else { return };
        match record::<Shelf>(&kept) {
            Some(Ok(shelf)) => self.state.update(|s| s.shelf = shelf),
            Some(Err(why)) => {
                self.kept().cannot_read(SHELF, why);
                self.list_shelf_anew().await;
            }
            None => {}
        }
    }

    /// Writes the list of what lies there, where the one before was put aside.
    pub(super) async fn write_shelf(self) {
        let shelf = self.state.with_untracked(|s| s.shelf.clone());
        if let Some(all) = saved::pack(&shelf).filter(|_| !shelf.items.is_empty()) {
            let all = Record::Put(SHELF.into(), Uint8Array::from(&*all).into());
            // What is not written now is when something is put there.
            let _ = self.kept().store.write(false, vec![all]).await;
        }
    }

    /// Lists what lies there where the list of it cannot be read: only the names are lost.
    async fn list_shelf_anew(self) {
        let Ok(found) = self.kept().store.beginning(&format!("{SHELF}.")).await else { return };
        let mut things = Vec::new();
        for (name, value) in found {
            let id = name.strip_prefix(SHELF).and_then(|rest| rest.strip_prefix('.')?.parse().ok());
            let (Some(id), Ok(file)) = (id, value.dyn_into::<Blob>()) else { continue };
            let size = file.size();
            let Ok(start) = file.slice_with_f64_and_f64(0.0, HEAD) else { continue };
            things.push((id, files::read(&start).await.unwrap_or_default(), size as usize));
        }
        self.state.update(|s| {
            s.shelf.take_in(things.iter().map(|(id, start, size)| (*id, start.as_slice(), *size)));
            s.notice(NoticeKind::Warning, Place::Predict, text::shelf_unreadable().to_owned());
        });
    }

    /// Changes what lies there: the list, and what happens to the bytes of one thing, if anything does.
    fn change_shelf(self, change: impl FnOnce(&mut Shelf) -> Option<Record> + 'static) {
        spawn_local(async move {
            if let Err(refusal) = self.try_change_shelf(change).await {
                self.not_written(Place::Predict, refusal);
            }
        });
    }

    async fn try_change_shelf(
        self,
        change: impl FnOnce(&mut Shelf) -> Option<Record>,
    ) -> Result<(), Refusal> {
        let changed = self.write_change(change).await?;
        self.show_shelf(changed);
        Ok(())
    }

    /// Writes a change of what lies there, and tells what lies there then.
    async fn write_change(
        self,
        change: impl FnOnce(&mut Shelf) -> Option<Record>,
    ) -> Result<Option<Shelf>, Refusal> {
        self.forgotten().await;
        let before = self.state.with_untracked(|s| s.shelf.clone());
        let (mut changed, mut newer) = (None, false);
        let keeping = self.kept();
        let written = keeping.store.update(SHELF, |kept| {
            // Another tab may have put something there. A list that cannot be read is put aside, and what is known takes its place.
            let (mut shelf, aside) = match record::<Shelf>(&kept) {
                None => (Shelf::default(), None),
                Some(Ok(shelf)) => (shelf, None),
                // That version finds it as it is.
                Some(Err(Unreadable::Newer)) => {
                    newer = true;
                    return None;
                }
                Some(Err(_)) => {
                    (before.clone(), Some(Record::Put(aside::key(SHELF, js_sys::Date::now()).into(), kept)))
                }
            };
            shelf.goes_on_behind(&before);
            let bytes = change(&mut shelf);
            let all = Uint8Array::from(&*saved::pack(&shelf)?);
            changed = Some(shelf);
            Some(std::iter::once(Record::Put(SHELF.into(), all.into())).chain(bytes).chain(aside).collect())
        });
        written.await?;
        if newer {
            return Err(Refusal::Newer);
        }
        Ok(changed)
    }

    fn show_shelf(self, changed: Option<Shelf>) {
        if let Some(shelf) = changed {
            self.ask_to_keep(true);
            self.state.update(|s| s.shelf = shelf);
        }
    }

    pub(super) fn whole_session(self) -> (Session, Kind) {
        // While what is typed is no setting, the latest that were.
        let latest = || self.preferences.with_untracked(|all| Some((all.config.clone()?, all.device)));
        let typed = self.config().map(|config| (config, self.form.with_untracked(|form| form.device)));
        let settings = typed.ok().or_else(latest).map(|(config, device)| Settings { config, device });
        let session = self.state.with_untracked(|s| s.whole_session(settings));
        let kind = Kind::Session { runs: session.entries.len(), model: session.model.is_some() };
        (session, kind)
    }

    /// Puts a model there that another has taken the place of, and says so.
    pub(super) async fn put_model_on_shelf(self, model: KeptModel) -> Result<(), Refusal> {
        let KeptModel { name, file: bytes } = model;
        let file = wrapped(&bytes).ok_or(Refusal::Full)?;
        let title = stem(&name, Ending::Safetensors).to_owned();
        let said = text::shelf_model_moved(&title);
        self.try_change_shelf(move |shelf| {
            let item = shelf.put(Kind::Model, &title, js_sys::Date::now(), bytes.len());
            Some(Record::Put(record_of(&item).into(), file))
        })
        .await?;
        self.state.update(|s| s.notice(NoticeKind::Warning, Place::Train, said));
        Ok(())
    }

    fn put_on_shelf(self, kind: Kind, name: Option<String>, bytes: Vec<u8>) {
        // Without its bytes nothing is put there.
        let Some(file) = wrapped(&bytes) else { return self.not_written(Place::Predict, Refusal::Full) };
        self.change_shelf(move |shelf| {
            let name = name.unwrap_or_else(|| shelf.next_name());
            let item = shelf.put(kind, &name, js_sys::Date::now(), bytes.len());
            Some(Record::Put(record_of(&item).into(), file))
        });
    }

    /// Saves a session, or a part of one, as a file.
    pub(super) fn save_session(self, place: Place, name: &str, session: &Session) {
        if let Some(bytes) = session.pack() {
            self.save(place, name, Ending::Facade, &bytes);
        }
    }

    /// Takes a session's runs, model and settings, beside what is there.
    fn open_session(self, name: &str, bytes: &[u8]) {
        self.state.update(|s| s.clear_notices(Place::Predict));
        // What comes of it is told there.
        scroll_to("predict");
        let Opened { session: Session { entries, model, settings }, unreadable } =
            match Session::unpack(bytes) {
                Ok(opened) => opened,
                Err(why) => {
                    let text = saved::unreadable_file(why, name);
                    return self.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text));
                }
            };
        if let Some(Settings { config, device }) = settings {
            self.replace_settings(|form| *form = Form::remembered(&config, device));
        }
        let has_runs = !entries.is_empty() || !unreadable.is_empty();
        let mut adopted = Adopted::default();
        self.state.update(|s| adopted = s.adopt(entries));
        self.keep(Noted::Listed(adopted.numbers.clone()));
        if let Some(KeptModel { name, file }) = model {
            // As it would be saved: whoever made the session chose the name.
            self.take_model(file_name(&name, Ending::Safetensors), file);
        }
        let added = adopted.numbers.len();
        let runs = match (has_runs, added, adopted.already) {
            (false, ..) => "none",
            (true, 0, 0) => "left-out",
            (true, 0, _) => "there",
            _ => "some",
        };
        let text = text::shelf_opened(name, runs, added);
        let left_out = left_out_words(adopted.no_room, &unreadable);
        self.state.update(|s| {
            s.notice(NoticeKind::Done, Place::Predict, text);
            for sentence in left_out {
                s.notice(NoticeKind::Warning, Place::Predict, sentence);
            }
        });
        self.opened.set((added > 0).then(|| Rc::new(adopted)));
    }

    /// Takes the runs and series of the session that was opened last off the list again.
    fn take_back_opened(self) {
        let Some(adopted) = self.opened.try_update(Option::take).flatten() else { return };
        self.state.update(|s| s.list.give_back(&adopted));
        self.keep(Noted::Listed(adopted.numbers.clone()));
    }

    /// Takes a model in the place of the one that is here.
    pub(super) fn take_model(self, name: String, bytes: Vec<u8>) {
        let mut id = 0;
        self.state.update(|s| id = s.ask_model(name, bytes.clone().into()));
        self.tell(|link| link.ask(id, Request::LoadModel(Bytes(bytes))));
    }

    /// The bytes of something on the shelf.
    async fn bytes_of(self, item: &Item) -> Option<Vec<u8>> {
        let value = self.kept().store.get(&format!("{SHELF}.{}", item.id)).await.ok()?;
        files::read(&value.dyn_into::<Blob>().ok()?).await.ok()
    }

    /// Reads the bytes of something on the shelf, for `take`.
    fn with_bytes(self, item: Item, take: impl FnOnce(Item, Vec<u8>) + 'static) {
        spawn_local(async move {
            match self.bytes_of(&item).await {
                Some(bytes) => take(item, bytes),
                None => {
                    let text = text::shelf_damaged(&item.name);
                    self.state.update(|s| s.notice(NoticeKind::Error, Place::Predict, text));
                }
            }
        });
    }

    /// Takes one away. It can be brought back as long as the page is open, but for one whose bytes cannot be read.
    fn take_off_shelf(self, item: Item) {
        spawn_local(async move {
            let bytes = self.bytes_of(&item).await;
            let id = item.id;
            let mut gone = None;
            let take = |shelf: &mut Shelf| {
                gone = shelf.take(id);
                gone.as_ref().map(|item| Record::Remove(record_of(item).into()))
            };
            match self.write_change(take).await {
                Ok(changed) => {
                    // First what brings it back: the focus goes there from the line that goes.
                    self.taken.update(|taken| taken.extend(gone.zip(bytes)));
                    self.show_shelf(changed);
                }
                Err(refusal) => self.not_written(Place::Predict, refusal),
            }
        });
    }

    fn bring_back_to_shelf(self) {
        let Some((item, bytes)) = self.taken.with_untracked(|taken| taken.last().cloned()) else { return };
        spawn_local(async move {
            let id = item.id;
            let put = match wrapped(&bytes) {
                Some(file) => self.put_back_on_shelf(item, file).await,
                None => Err(Refusal::Full),
            };
            match put {
                // Last what brings it back: the focus goes from there to its line. A second click puts the same there once more.
                Ok(()) => self.taken.update(|taken| taken.retain(|(item, _)| item.id != id)),
                Err(refusal) => self.not_written(Place::Predict, refusal),
            }
        });
    }

    /// Puts something there again, under its id or, where that was given meanwhile, under the next one.
    pub(super) async fn put_back_on_shelf(self, item: Item, file: JsValue) -> Result<(), Refusal> {
        self.try_change_shelf(|shelf| {
            let item = shelf.put_back(item);
            Some(Record::Put(record_of(&item).into(), file))
        })
        .await
    }
}

pub(super) fn shelf(page: Page) -> View {
    let nothing = |s: &State| {
        (s.list.entries().is_empty() && s.model.is_none()).then(|| text::shelf_nothing().to_owned())
    };
    let denied = |s: &State| {
        let denied = matches!(s.kept.hold, Hold::Denied | Hold::Silent);
        denied.then(|| text::shelf_denied().to_owned())
    };
    let no_model = page.memo(move |s| {
        let none = s.model.is_none().then(|| text::predict_no_model().to_owned());
        none.or_else(|| denied(s))
    });
    let denied = page.memo(move |s| denied(s).or_else(|| nothing(s)));
    let nothing = page.memo(nothing);
    let no_load = page.memo(why_no_load);
    let keep = move || {
        let (session, kind) = page.whole_session();
        if let Some(bytes) = session.pack() {
            page.put_on_shelf(kind, None, bytes);
        }
    };
    let keep_model = move || {
        let model =
            page.state.with_untracked(|s| s.model.as_ref().map(|m| (m.file_name.clone(), m.file.clone())));
        if let Some((name, file)) = model {
            let name = stem(&name, Ending::Safetensors).to_owned();
            page.put_on_shelf(Kind::Model, Some(name), file.to_vec());
        }
    };
    let save = move || page.save_session(Place::Predict, "facade-session", &page.whole_session().0);
    let open = move |event: web_sys::Event| {
        page.read_picked(&event, Place::Predict, move |name, bytes| page.open_session(&name, &bytes));
    };
    let ids = page.memo(|s| s.shelf.items.iter().rev().map(|item| item.id).collect::<Vec<u32>>());
    let any = page.memo(|s| !s.shelf.items.is_empty());
    let taken = move || {
        let name = page.taken.with(|taken| taken.last().map(|(item, _)| item.name.clone()))?;
        Some(html! {
            <p class="s gap-s" role="status" data-testid="shelf-deleted">{text::shelf_deleted(name)} " "
                <button class="textbtn" type="button" data-testid="shelf-undo" on:click={move |_| page.bring_back_to_shelf()}>{text::shelf_undo()}</button></p>
        })
    };
    let opened = move || {
        let runs = page.opened.with(|opened| opened.as_ref().map(|adopted| adopted.numbers.len()))?;
        Some(html! {
            <p class="s gap-s" data-testid="session-opened">{text::shelf_came(runs)} " "
                <button class="textbtn" type="button" data-testid="undo-opened" on:click={move |_| page.take_back_opened()}>{text::shelf_undo()}</button></p>
        })
    };
    let table = move || {
        html! {
            <table class="runs gap" data-testid="shelf"><caption class="vh">{text::shelf_heading()}</caption>
                <thead><tr><th scope="col">{text::shelf_name()}</th><th scope="col">{text::shelf_what()}</th><th scope="col" class="opt6">{text::shelf_when()}</th>
                    <th scope="col" class="n opt6">{text::shelf_size()}</th><th scope="col"><span class="vh">{text::shelf_do()}</span></th></tr></thead>
                <tbody>{each(move || ids.get(), move |id| Some(line(page, id)))}</tbody></table>
        }
    };
    html! {
        <div class="keep c12" id="shelf">
            <div class="c4"><h3>{text::shelf_heading()}</h3><p class="sub">{text::shelf_how()}</p></div>
            <div class="c4"><div class="btns">{button("keep-session", "keep-session", "save", fixed(text::shelf_keep()), denied, never(), Box::new(keep))}
                {button("keep-model", "keep-model", "save", fixed(text::shelf_keep_model()), no_model, never(), Box::new(keep_model))}</div>
                {why("keep-session", denied)}{why("keep-model", no_model)}</div>
            <div class="c4"><div class="btns">{button("save-session", "save-session", "save", fixed(text::shelf_save()), nothing, never(), Box::new(save))}
                <span class="btn pick" aria-disabled={move || no_load.with(Option::is_some).to_string()}>{icon("open")} " " {text::shelf_open()}
                    <input type="file" accept={Ending::Facade.text()} aria-label={text::shelf_open_file()} data-testid="open-session-input"
                        disabled={move || no_load.with(Option::is_some)} aria-describedby="why-load" on:change={open}/></span></div>{why("save-session", nothing)}</div>
            <div class="c12">{move || any.get().then(table)}{taken}{opened}</div>
        </div>
    }
}

fn line(page: Page, id: u32) -> View {
    let item = page.memo(move |s| s.shelf.items.iter().find(|item| item.id == id).cloned());
    let now = move || page.state.with_untracked(|s| s.shelf.items.iter().find(|item| item.id == id).cloned());
    let name = move || item.get().map(|item| item.name).unwrap_or_default();
    let open = move |_| {
        if let Some(item) = now().filter(|_| page.state.with_untracked(|s| why_no_load(s).is_none())) {
            page.with_bytes(item, move |item, bytes| match item.kind {
                Kind::Model => page.take_model(item.file_name(), bytes),
                Kind::Session { .. } | Kind::Unknown => page.open_session(&item.name, &bytes),
            });
        }
    };
    let save = move |_| {
        if let Some(item) = now() {
            page.with_bytes(item, move |item, bytes| {
                page.save(Place::Predict, &item.name, item.kind.ending(), &bytes)
            });
        }
    };
    let delete = move |_| {
        if let Some(item) = now() {
            page.take_off_shelf(item);
        }
    };
    let rename = move |name: String| {
        page.change_shelf(move |shelf| {
            shelf.rename(id, name);
            None
        });
    };
    let no_load = page.memo(why_no_load);
    let act = move |what: &'static str, label: &'static str| (format!("shelf-{what}-{id}"), label);
    let [(open_id, open_label), (save_id, save_label), (delete_id, delete_label)] = [
        act("open", text::shelf_open_one()),
        act("save", text::shelf_save_one()),
        act("delete", text::shelf_delete()),
    ];
    html! {
        <tr><th scope="row">{renamed(format!("shelf-rename-{id}"), Box::new(name), Box::new(rename))}</th>
            <td>{move || item.get().map(|item| item.content())}</td>
            <td class="opt6">{move || item.get().filter(|item| item.saved_ms > 0.0).map(|item| ago((js_sys::Date::now() - item.saved_ms) / 1e3))}</td>
            <td class="n opt6">{move || item.get().map(|item| size(item.size))}</td>
            <td class="acts"><button class="textbtn" type="button" data-testid={open_id} aria-label={move || text::shelf_open_named(name())}
                    aria-disabled={move || no_load.with(Option::is_some).to_string()} title={move || no_load.get()} on:click={open}>{open_label}</button>
                <button class="textbtn" type="button" data-testid={save_id} aria-label={move || text::shelf_save_named(name())} on:click={save}>{save_label}</button>
                <button class="textbtn" type="button" data-testid={delete_id} aria-label={move || text::shelf_delete_named(name())} on:click={delete}>{delete_label}</button></td></tr>
    }
}

/// One run or series as a file.
pub(super) fn save_entry(page: Page, entry: &Entry) {
    let session = Session { entries: vec![entry.clone()], ..Session::default() };
    let kind = if entry.single().is_some() { "run" } else { "series" };
    page.save_session(Place::Results, &format!("facade-{kind}-{}", entry.number), &session);
}
