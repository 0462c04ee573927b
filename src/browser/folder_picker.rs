//! `showDirectoryPicker`, where the browser has it. Its handle outlives the visit: the next one can open the folder again.

use js_sys::{AsyncIterator, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemHandle};

use super::files::{PendingFiles, PickedFile};

/// A method of an object, if it has one. web-sys has these methods behind a compiler flag, since the standard is a draft.
fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn window() -> JsValue {
    web_sys::window().map_or(JsValue::UNDEFINED, JsValue::from)
}

async fn call(object: &JsValue, name: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    let function = method(object, name).ok_or(JsValue::UNDEFINED)?;
    JsFuture::from(function.call1(object, argument)?.unchecked_into::<Promise>()).await
}

fn read_mode() -> JsValue {
    let options = Object::new();
    // A plain object takes every property.
    let _ = Reflect::set(&options, &"mode".into(), &"read".into());
    options.into()
}

pub(crate) fn is_supported() -> bool {
    method(&window(), "showDirectoryPicker").is_some()
}

/// Lets the visitor pick a folder.
///
/// # Errors
/// A `DOMException`: `AbortError` if the visitor closes the picker.
pub(crate) async fn pick() -> Result<FileSystemDirectoryHandle, JsValue> {
    call(&window(), "showDirectoryPicker", &read_mode()).await.map(JsCast::unchecked_into)
}

/// Whether the visitor lets the page read a folder of an earlier visit.
pub(crate) async fn request_permission(folder: &FileSystemDirectoryHandle) -> bool {
    let answer = call(folder, "requestPermission", &read_mode()).await;
    answer.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
}

/// The name of a `DOMException`.
pub(crate) fn error_name(error: &JsValue) -> String {
    error.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default()
}

/// All files below a folder, with their paths: while `wanted`, and at most one more than the page accepts. What cannot be read
/// is left out: a missing photo is reported later, by name.
pub(crate) async fn list_files(
    folder: &FileSystemDirectoryHandle,
    wanted: impl Fn() -> bool,
) -> Result<Vec<PickedFile>, JsValue> {
    let mut pending = PendingFiles::default();
    let mut folders = vec![(folder.name(), folder.clone())];
    while let Some((path, folder)) = folders.pop() {
        let entries: AsyncIterator = folder.values();
        loop {
            if pending.exceeds_limit() || !wanted() {
                return Ok(pending.finish().await);
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
                Err(file) => {
                    pending.push(path, &file.unchecked_into::<FileSystemFileHandle>().get_file()).await
                }
            }
        }
    }
    Ok(pending.finish().await)
}
