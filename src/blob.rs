//! Pixels that the browser holds.

use std::ops::Range;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use facade_platform::free;

/// Hands pixels over to the browser.
pub(crate) fn wrap(pixels: &[ArrayBuffer]) -> Result<Blob, JsValue> {
    let blob = Blob::new_with_buffer_source_sequence(&pixels.iter().collect::<Array>())?;
    // The browser has its own copy.
    pixels.iter().for_each(free);
    Ok(blob)
}

/// One blob of parts of others. The browser notes which parts these are and copies nothing.
pub(crate) fn compose(parts: &[(Blob, Range<usize>)]) -> Result<Blob, JsValue> {
    let slices = Array::new();
    for (blob, bytes) in parts {
        let whole = bytes.start == 0 && bytes.end as f64 >= blob.size();
        let bytes = bytes.start as u64..bytes.end as u64;
        slices.push(&if whole { blob.clone() } else { slice(blob, &bytes)? }.into());
    }
    Blob::new_with_blob_sequence(&slices)
}

fn slice(blob: &Blob, bytes: &Range<u64>) -> Result<Blob, JsValue> {
    blob.slice_with_f64_and_f64(bytes.start as f64, bytes.end as f64)
}

/// Some bytes of a blob.
pub(crate) async fn read(blob: &Blob, bytes: Range<u64>) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(slice(blob, &bytes)?.array_buffer()).await?;
    let buffer: ArrayBuffer = buffer.unchecked_into();
    let pixels = Uint8Array::new(&buffer).to_vec();
    free(&buffer);
    Ok(pixels)
}
