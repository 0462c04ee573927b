//! The keys of records in the store, and their form.

use facade_app::library::LibraryItem;
use facade_app::run_entry::ModelKey;
use facade_app::saved;
use facade_data::Dataset;
use facade_record::Unreadable;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

pub(crate) const DATASET: &str = "houses";
pub(crate) const RUN: &str = "run";
pub(crate) const CHECKPOINT: &str = "checkpoint";
pub(crate) const MODEL: &str = "model";
pub(crate) const FOLDER: &str = "folder";
pub(crate) const EXCLUDED: &str = "excluded";
/// The list of the library's items. The bytes of each are a record of their own ([`item_key`]).
pub(crate) const LIBRARY: &str = "shelf";

/// The key of the bytes of an item of the library.
pub(crate) fn item_key(item: &LibraryItem) -> String {
    format!("{LIBRARY}.{}", item.id)
}

/// Begins the keys of models of runs.
pub(crate) const RUN_MODEL: &str = "run-model";

/// The key of the model of a run.
pub(crate) fn run_model_key(run: ModelKey) -> String {
    format!("{RUN_MODEL}.{run}")
}

/// Reads a record of plain bytes; none if there is none.
pub(crate) fn unpack_record<T: facade_record::Record>(value: &JsValue) -> Option<Result<T, Unreadable>> {
    (!value.is_undefined()).then(|| match value.dyn_ref::<Uint8Array>() {
        Some(bytes) => saved::unpack(&bytes.to_vec()),
        None => Err(Unreadable::Damaged),
    })
}

/// Bytes as a blob: a browser stores a value of at most 127 MB, and blobs of any size.
pub(crate) fn wrap_bytes(bytes: &[u8]) -> Option<JsValue> {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok().map(Into::into)
}

/// The bytes of a blob. Any other value stays as it is; null if the browser has lost the blob.
pub(crate) async fn unwrap_bytes(value: JsValue) -> JsValue {
    let Some(blob) = value.dyn_ref::<Blob>() else { return value };
    match JsFuture::from(blob.array_buffer()).await {
        Ok(buffer) => Uint8Array::new(&buffer).into(),
        Err(_) => JsValue::NULL,
    }
}

/// A record as a file, whatever it contains.
pub(crate) fn to_file(value: &JsValue) -> Option<Blob> {
    match value.dyn_ref::<Array>() {
        Some(parts) => Blob::new_with_blob_sequence(parts).ok(),
        None => Blob::new_with_blob_sequence(&Array::of1(value)).ok(),
    }
}

/// The size of a record in bytes.
pub(crate) fn record_size(value: &JsValue) -> usize {
    to_file(value).map_or(0, |file| file.size() as usize)
}

/// A dataset, whose pixels are stored beside it since they are many.
pub(super) fn unpack_dataset(value: &JsValue) -> Option<Result<(Dataset, Blob), Unreadable>> {
    let (head, body) = match value.dyn_ref::<Array>() {
        Some(parts) => (parts.get(0), parts.get(1)),
        None => (value.clone(), JsValue::UNDEFINED),
    };
    Some(unpack_record::<Dataset>(&head)?.and_then(|dataset| match body.dyn_into::<Blob>() {
        Ok(pixels) if pixels.size() == dataset.montages.len(dataset.houses.len()) as f64 => {
            Ok((dataset, pixels))
        }
        _ => Err(Unreadable::Damaged),
    }))
}
