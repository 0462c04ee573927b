//! A folder picked so that it can be opened again, where the browser has that: `showDirectoryPicker`, whose handle
//! outlives the visit.

use js_sys::{AsyncIterator, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemHandle};

use super::document::element;
use super::files::{self, Asked, Picked};
use super::page::Page;
use facade_app::notice::{NoticeKind, Place};
use facade_data::MAX_FILES;
use facade_text as text;
use facade_text::format::count;

/// A method of an object, where it has one. web-sys has these behind a flag of the compiler, since the standard is a draft.
fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn window() -> JsValue {
    web_sys::window().map_or(JsValue::UNDEFINED, JsValue::from)
}

async fn called(object: &JsValue, name: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let function = method(object, name).ok_or(JsValue::UNDEFINED)?;
    JsFuture::from(function.call1(object, argument)?.unchecked_into::<Promise>()).await
}

fn options(key: &str, value: &str) -> JsValue {
    let options = Object::new();
    // A plain object takes every property.
    let _ = Reflect::set(&options, &key.into(), &value.into());
    options.into()
}

/// Has the visitor choose a folder: by a picker whose choice can be remembered or, where the browser has none, by the
/// folder input.
pub(super) fn choose(page: Page) {
    if method(&window(), "showDirectoryPicker").is_none() {
        if let Some(input) = element("folder-input") {
            input.click();
        }
        return;
    }
    spawn_local(async move {
        match called(&window(), "showDirectoryPicker", &options("mode", "read")).await {
            Ok(folder) => {
                let folder: FileSystemDirectoryHandle = folder.unchecked_into();
                page.remember_folder(&folder);
                open(page, folder).await;
            }
            // They changed their mind.
            Err(error) if name_of(&error) == "AbortError" => {}
            Err(_) => refused(page, text::load_picked_refused().to_owned()),
        }
    });
}

/// Opens the folder of an earlier visit, once the visitor allows it again.
pub(super) fn open_last(page: Page) {
    let Some(folder) = page.last_folder.get_untracked() else { return };
    spawn_local(async move {
        let name = folder.name();
        match called(&folder, "requestPermission", &options("mode", "read")).await {
            Ok(answer) if answer.as_string().as_deref() == Some("granted") => open(page, folder).await,
            _ => refused(page, text::load_last_refused(name)),
        }
    });
}

fn name_of(error: &JsValue) -> String {
    error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default()
}

fn refused(page: Page, text: String) {
    page.state.update(|s| s.notice(NoticeKind::Error, Place::Data, text));
}

async fn open(page: Page, folder: FileSystemDirectoryHandle) {
    let name = folder.name();
    let mut drop = 0;
    page.tell(|link| drop = link.expect_files(name.clone()));
    match walk(&folder, || page.awaits_files(drop)).await {
        Ok(files) => open_listed(page, drop, name, files),
        Err(error) => {
            let text = match name_of(&error).as_str() {
                "NotFoundError" => text::load_folder_gone(name),
                _ => text::load_folder_unreadable(name),
            };
            page.tell(|link| link.fail_expected(drop, text));
        }
    }
}

/// All files below a folder, by their paths, as long as they are `wanted`, and no more than one too many. What cannot be read
/// is left out: a missing photo is told later, by name.
async fn walk(folder: &FileSystemDirectoryHandle, wanted: impl Fn() -> bool) -> Result<Vec<Picked>, JsValue> {
    let mut asked = Asked::default();
    let mut folders = vec![(folder.name(), folder.clone())];
    while let Some((path, folder)) = folders.pop() {
        let entries: AsyncIterator = folder.values();
        loop {
            if asked.is_enough() || !wanted() {
                return Ok(asked.all().await);
            }
            let next = JsFuture::from(entries.next()?).await?;
            if Reflect::get(&next, &"done".into())?.is_truthy() {
                break;
            }
            let entry: FileSystemHandle = Reflect::get(&next, &"value".into())?.unchecked_into();
            let name = entry.name();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{path}/{name}");
            match entry.dyn_into::<FileSystemDirectoryHandle>() {
                Ok(folder) => folders.push((path, folder)),
                Err(file) => asked.ask(path, &file.unchecked_into::<FileSystemFileHandle>().get_file()).await,
            }
        }
    }
    Ok(asked.all().await)
}

/// Reads a folder that was expected, now that its files are listed.
pub(super) fn open_listed(page: Page, drop: u32, name: String, files: Vec<Picked>) {
    let name = if files.is_empty() { name } else { files::folder_name(&files) };
    if files.len() > MAX_FILES {
        return page.tell(|link| link.fail_expected(drop, text::dataset_many_files(name, count(MAX_FILES))));
    }
    let (paths, files) = files.into_iter().unzip();
    page.suggest();
    page.tell(|link| link.open_dropped(drop, name, files, paths, page.tile()));
}
