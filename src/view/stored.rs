//! How records lie in the store.

use facade_app::saved;
use facade_app::shelf::Item;
use facade_record::Unreadable;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Name of the record that says what lies there; each thing's bytes are a record behind it.
pub(super) const SHELF: &str = "shelf";

/// Name of the record of the bytes of a thing that is kept by hand.
pub(super) fn record_of(item: &Item) -> String {
    format!("{SHELF}.{}", item.id)
}

/// A record of plain bytes.
pub(super) fn record<T: facade_record::Record>(value: &JsValue) -> Option<Result<T, Unreadable>> {
    (!value.is_undefined()).then(|| match value.dyn_ref::<Uint8Array>() {
        Some(bytes) => saved::unpack(&bytes.to_vec()),
        None => Err(Unreadable::Damaged),
    })
}

/// Bytes as a file: a browser stores a value of at most 127 MB, and files of any size.
pub(super) fn wrapped(bytes: &[u8]) -> Option<JsValue> {
    Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok().map(Into::into)
}

/// What was wrapped so. Anything else stays as it is; null where the browser has lost the file.
pub(super) async fn unwrapped(value: JsValue) -> JsValue {
    let Some(blob) = value.dyn_ref::<Blob>() else { return value };
    match JsFuture::from(blob.array_buffer()).await {
        Ok(buffer) => Uint8Array::new(&buffer).into(),
        Err(_) => JsValue::NULL,
    }
}

/// A record as a file, whatever it holds.
pub(super) fn as_file(value: &JsValue) -> Option<Blob> {
    match value.dyn_ref::<Array>() {
        Some(parts) => Blob::new_with_blob_sequence(parts).ok(),
        None => Blob::new_with_blob_sequence(&Array::of1(value)).ok(),
    }
}

/// Bytes of a record.
pub(super) fn size_of(value: &JsValue) -> usize {
    as_file(value).map_or(0, |file| file.size() as usize)
}
