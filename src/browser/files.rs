//! Files in and out: picked, dropped with their folders, downloaded.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, DragEvent, File, FileList, FileSystemDirectoryEntry,
    FileSystemEntry, FileSystemFileEntry, HtmlAnchorElement, HtmlInputElement, Url,
};

use super::document::document;
use facade_app::data_report::UNNAMED;
use facade_app::file_name::{Extension, file_name};
use facade_data::MAX_FILES;
use facade_platform::yield_now;

/// A file with its path inside what was picked.
pub(crate) type PickedFile = (String, File);

/// Files whose paths are read before the page gets its turn: some milliseconds' work.
const FILES_PER_TURN: u32 = 2000;

/// Files requested from a folder at the same time. One after the other, thousands of files take seconds; all at once, a folder of
/// hundreds of thousands fills the memory with promises.
const MAX_PENDING: u32 = 500;

/// The file input of an event, and what was picked with it.
pub(crate) fn file_input(event: &web_sys::Event) -> Option<(HtmlInputElement, FileList)> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let list = input.files()?;
    Some((input, list))
}

/// The name of what was picked, before all paths are known.
pub(crate) fn list_name(list: &FileList) -> String {
    folder_name(&list.get(0).map(with_path).into_iter().collect::<Vec<_>>())
}

/// Takes the files of an input, and empties it, so that picking the same files again is noticed. The page stays responsive: a
/// folder may hold many thousands of files.
pub(crate) async fn take_files(input: (HtmlInputElement, FileList)) -> Vec<PickedFile> {
    take_files_while(input, || true).await
}

/// Like [`take_files`], while `wanted`, and at most one more than the page accepts.
pub(crate) async fn take_files_while(
    (input, list): (HtmlInputElement, FileList),
    wanted: impl Fn() -> bool,
) -> Vec<PickedFile> {
    let count = list.length().min(MAX_FILES as u32 + 1);
    let mut picked = Vec::with_capacity(count as usize);
    for i in 0..count {
        picked.extend(list.get(i).map(with_path));
        if i % FILES_PER_TURN == FILES_PER_TURN - 1 {
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

fn with_path(file: File) -> PickedFile {
    let path = Reflect::get(&file, &JsValue::from_str("webkitRelativePath"));
    let path = path.ok().and_then(|path| path.as_string()).unwrap_or_default();
    (if path.is_empty() { file.name() } else { path }, file)
}

/// The name of the folder that contains all files; [`UNNAMED`] if there is none.
pub(crate) fn folder_name(files: &[PickedFile]) -> String {
    let folder = files.first().and_then(|(path, _)| path.split_once('/')).map(|(folder, _)| folder);
    folder.filter(|f| !f.is_empty()).unwrap_or(UNNAMED).to_string()
}

pub(crate) fn data_transfer(event: &web_sys::Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

/// The entries of a drop. They must be taken while the event lasts.
pub(crate) fn dropped_entries(transfer: &DataTransfer) -> Vec<FileSystemEntry> {
    let items = transfer.items();
    (0..items.length()).filter_map(|i| items.get(i)?.webkit_get_as_entry().ok().flatten()).collect()
}

/// The plain files of a drop.
pub(crate) fn dropped_files(transfer: &DataTransfer) -> Vec<File> {
    transfer.files().map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
}

/// All files below the entries, while `wanted`, and at most one more than the page accepts. What cannot be read is left out: a
/// missing photo is reported later, by name.
pub(crate) async fn list_files(entries: Vec<FileSystemEntry>, wanted: impl Fn() -> bool) -> Vec<PickedFile> {
    let mut pending = PendingFiles::default();
    let mut open = entries;
    while let Some(entry) = open.pop() {
        if pending.exceeds_limit() || !wanted() {
            break;
        }
        if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>() {
            let reader = folder.create_reader();
            // A reader hands out a hundred entries at a time, and an empty list at the end.
            while let Ok(batch) = JsFuture::from(promise(|resolve, reject| {
                reader.read_entries_with_callback_and_callback(resolve, reject)
            }))
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
            let read = promise(|resolve, reject| {
                file.file_with_callback_and_callback(resolve, reject);
                Ok(())
            });
            pending.push(path, &read).await;
        }
    }
    pending.finish().await
}

/// Files of a folder, some of which are still promises.
#[derive(Default)]
pub(crate) struct PendingFiles {
    files: Vec<PickedFile>,
    paths: Vec<String>,
    promises: Array,
}

impl PendingFiles {
    /// Whether there are more files than the page accepts.
    pub(crate) fn exceeds_limit(&self) -> bool {
        self.files.len() + self.paths.len() > MAX_FILES
    }

    /// Adds the promise of a file, and waits for all of them when there are many.
    pub(crate) async fn push(&mut self, path: String, file: &Promise) {
        self.paths.push(path);
        if self.promises.push(file) >= MAX_PENDING {
            self.settle().await;
        }
    }

    /// What cannot be read is left out.
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

    /// All files, sorted by path.
    pub(crate) async fn finish(mut self) -> Vec<PickedFile> {
        self.settle().await;
        self.files.sort_by(|a, b| a.0.cmp(&b.0));
        self.files
    }
}

fn promise(start: impl Fn(&Function, &Function) -> Result<(), JsValue>) -> Promise {
    Promise::new(&mut |resolve, reject| {
        if let Err(error) = start(&resolve, &reject) {
            // Calling reject cannot fail.
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    })
}

pub(crate) async fn read_bytes(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A blob of this MIME type.
pub(crate) fn to_blob(bytes: &[u8], mime_type: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime_type);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)
}

/// Downloads bytes as a file. The name is made valid on any system, and gets the ending that belongs to the content.
pub(crate) fn download(name: &str, extension: Extension, bytes: &[u8]) -> Result<(), JsValue> {
    download_blob(name, extension, &to_blob(bytes, "")?)
}

/// Like [`download`].
pub(crate) fn download_blob(name: &str, extension: Extension, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link = document().ok_or(JsValue::NULL)?.create_element("a")?.dyn_into::<HtmlAnchorElement>()?;
    link.set_href(&url);
    link.set_download(&file_name(name, extension));
    link.click();
    // By then the browser has taken the bytes; without this they would stay in memory.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(30),
    );
    Ok(())
}
