//! Files in and out: picked, dropped with their folders, saved.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, DragEvent, File, FileList, FileSystemDirectoryEntry,
    FileSystemEntry, FileSystemFileEntry, HtmlAnchorElement, HtmlInputElement, Url,
};

use super::page::document;
use crate::platform::yield_now;
use crate::sorting;
use crate::ui::data_report::UNNAMED;

/// A file with its path inside what was picked.
pub(super) type Picked = (String, File);

/// Files that are asked for their path in one go: some milliseconds' work.
const AT_ONCE: u32 = 2000;

/// The input of an event, and what was picked with it.
pub(super) fn picked(event: &web_sys::Event) -> Option<(HtmlInputElement, FileList)> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let list = input.files()?;
    Some((input, list))
}

/// The name of what was picked, before all paths are known.
pub(super) fn name_of(list: &FileList) -> String {
    folder_name(&list.get(0).map(with_path).into_iter().collect::<Vec<_>>())
}

/// What an input holds. The input is emptied, so that picking the same again is noticed. The page goes on meanwhile: a
/// folder may hold many thousands of files.
pub(super) async fn take((input, list): (HtmlInputElement, FileList)) -> Vec<Picked> {
    let mut picked = Vec::with_capacity(list.length() as usize);
    for i in 0..list.length() {
        picked.extend(list.get(i).map(with_path));
        if i % AT_ONCE == AT_ONCE - 1 {
            yield_now().await;
        }
    }
    // Not before: the browser would empty the list with it.
    input.set_value("");
    picked
}

fn with_path(file: File) -> Picked {
    let path = Reflect::get(&file, &JsValue::from_str("webkitRelativePath"));
    let path = path.ok().and_then(|path| path.as_string()).unwrap_or_default();
    (if path.is_empty() { file.name() } else { path }, file)
}

/// What was picked, for messages: the folder that all files lie in, if there is one.
pub(super) fn folder_name(files: &[Picked]) -> String {
    let folder = files.first().and_then(|(path, _)| path.split_once('/')).map(|(folder, _)| folder);
    folder.filter(|f| !f.is_empty()).unwrap_or(UNNAMED).to_string()
}

/// What is dropped with an event.
pub(super) fn transfer(event: &web_sys::Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

/// The entries of a drop. They must be taken while the event lasts.
pub(super) fn entries(transfer: &DataTransfer) -> Vec<FileSystemEntry> {
    let items = transfer.items();
    (0..items.length()).filter_map(|i| items.get(i)?.webkit_get_as_entry().ok().flatten()).collect()
}

/// The plain files of a drop.
pub(super) fn dropped_files(transfer: &DataTransfer) -> Vec<File> {
    transfer.files().map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
}

/// All files below the entries. What cannot be read is left out: a missing photo is told later, by name.
pub(super) async fn walk(entries: Vec<FileSystemEntry>) -> Vec<Picked> {
    let mut out = Vec::new();
    let mut open = entries;
    while let Some(entry) = open.pop() {
        if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>() {
            let reader = folder.create_reader();
            // A reader hands out a hundred entries at a time, and an empty list at the end.
            while let Ok(batch) =
                promised(|yes, no| reader.read_entries_with_callback_and_callback(yes, no)).await
            {
                let batch: Array = batch.unchecked_into();
                if batch.length() == 0 {
                    break;
                }
                open.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
            }
        } else if let Some(file) = entry.dyn_ref::<FileSystemFileEntry>() {
            let read = promised(|yes, no| {
                file.file_with_callback_and_callback(yes, no);
                Ok(())
            });
            if let Ok(file) = read.await {
                out.push((entry.full_path().trim_start_matches('/').to_string(), file.unchecked_into()));
            }
        }
    }
    sorting::sort(&mut out, |a, b| a.0.cmp(&b.0));
    out
}

async fn promised(start: impl Fn(&Function, &Function) -> Result<(), JsValue>) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |yes, no| {
        if let Err(error) = start(&yes, &no) {
            // Calling reject cannot fail.
            let _ = no.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(promise).await
}

/// A file's bytes.
pub(super) async fn read(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Bytes of this type as a file.
pub(super) fn blob(bytes: &[u8], kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)
}

/// Saves bytes as a download.
pub(super) fn save(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    save_blob(name, &blob(bytes, "")?)
}

/// Saves a file as a download.
pub(super) fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link = document().ok_or(JsValue::NULL)?.create_element("a")?.dyn_into::<HtmlAnchorElement>()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken hold of the bytes by then; kept, they would stay in memory.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(30),
    );
    Ok(())
}
