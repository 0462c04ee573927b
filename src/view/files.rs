//! Files in and out: picked, dropped with their folders, saved.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, DragEvent, File, FileList, FileSystemDirectoryEntry,
    FileSystemEntry, FileSystemFileEntry, HtmlAnchorElement, HtmlInputElement, Url,
};

use super::document::document;
use facade_app::data_report::UNNAMED;
use facade_app::file_name::{Ending, file_name};
use facade_data::MAX_FILES;
use facade_data::sorting;
use facade_platform::yield_now;

/// A file with its path inside what was picked.
pub(super) type Picked = (String, File);

/// Files that are asked for their path in one go: some milliseconds' work.
const AT_ONCE: u32 = 2000;

/// Files that a folder is asked for at the same time: one after the other, thousands of files take seconds, and a whole
/// folder of hundreds of thousands fills the memory with what is waited for.
const ASKED: u32 = 500;

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
pub(super) async fn take(input: (HtmlInputElement, FileList)) -> Vec<Picked> {
    take_while(input, || true).await
}

/// The same, as long as it is `wanted`, and with no more than one file too many.
pub(super) async fn take_while(
    (input, list): (HtmlInputElement, FileList),
    wanted: impl Fn() -> bool,
) -> Vec<Picked> {
    let count = list.length().min(MAX_FILES as u32 + 1);
    let mut picked = Vec::with_capacity(count as usize);
    for i in 0..count {
        picked.extend(list.get(i).map(with_path));
        if i % AT_ONCE == AT_ONCE - 1 {
            yield_now().await;
            if !wanted() {
                break;
            }
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

/// All files below the entries, as long as they are `wanted`, and no more than one too many. What cannot be read is left
/// out: a missing photo is told later, by name.
pub(super) async fn walk(entries: Vec<FileSystemEntry>, wanted: impl Fn() -> bool) -> Vec<Picked> {
    let mut asked = Asked::default();
    let mut open = entries;
    while let Some(entry) = open.pop() {
        if asked.is_enough() || !wanted() {
            break;
        }
        if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>() {
            let reader = folder.create_reader();
            // A reader hands out a hundred entries at a time, and an empty list at the end.
            while let Ok(batch) =
                JsFuture::from(promised(|yes, no| reader.read_entries_with_callback_and_callback(yes, no)))
                    .await
            {
                let batch: Array = batch.unchecked_into();
                if batch.length() == 0 || open.len() > MAX_FILES || !wanted() {
                    break;
                }
                open.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
            }
        } else if let Some(file) = entry.dyn_ref::<FileSystemFileEntry>() {
            let path = entry.full_path().trim_start_matches('/').to_string();
            let read = promised(|yes, no| {
                file.file_with_callback_and_callback(yes, no);
                Ok(())
            });
            asked.ask(path, &read).await;
        }
    }
    asked.all().await
}

/// Files that a folder was asked for, some of which are still awaited.
#[derive(Default)]
pub(super) struct Asked {
    files: Vec<Picked>,
    paths: Vec<String>,
    promises: Array,
}

impl Asked {
    /// Whether there are more than can be read.
    pub(super) fn is_enough(&self) -> bool {
        self.files.len() + self.paths.len() > MAX_FILES
    }

    /// Notes the promise of a file, and waits for all where there are many.
    pub(super) async fn ask(&mut self, path: String, file: &Promise) {
        self.paths.push(path);
        if self.promises.push(file) >= ASKED {
            self.settle().await;
        }
    }

    /// Takes the files that are there. What cannot be read is left out.
    async fn settle(&mut self) {
        let promises = std::mem::take(&mut self.promises);
        let settled = JsFuture::from(Promise::all_settled(&promises)).await;
        let outcomes: Array = settled.map(JsCast::unchecked_into).unwrap_or_default();
        for (path, outcome) in self.paths.drain(..).zip(outcomes.iter()) {
            if let Ok(file) = Reflect::get(&outcome, &"value".into())
                && file.is_object()
            {
                self.files.push((path, file.unchecked_into()));
            }
        }
    }

    /// All of them, by their paths.
    pub(super) async fn all(mut self) -> Vec<Picked> {
        self.settle().await;
        sorting::sort(&mut self.files, |a, b| a.0.cmp(&b.0));
        self.files
    }
}

fn promised(start: impl Fn(&Function, &Function) -> Result<(), JsValue>) -> Promise {
    Promise::new(&mut |yes, no| {
        if let Err(error) = start(&yes, &no) {
            // Calling reject cannot fail.
            let _ = no.call1(&JsValue::NULL, &error);
        }
    })
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

/// Saves bytes as a download. Its name is made one that any system takes and that ends as what is in it.
pub(super) fn save(name: &str, ending: Ending, bytes: &[u8]) -> Result<(), JsValue> {
    save_blob(name, ending, &blob(bytes, "")?)
}

/// Saves a file as a download, under a name as [`save`] gives.
pub(super) fn save_blob(name: &str, ending: Ending, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link = document().ok_or(JsValue::NULL)?.create_element("a")?.dyn_into::<HtmlAnchorElement>()?;
    link.set_href(&url);
    link.set_download(&file_name(name, ending));
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
