//! Pixels in blobs: the browser holds them, outside the module's memory.

use std::ops::Range;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use facade_platform::free_buffer;

/// A blob of these buffers, one after the other. It frees them.
pub(crate) fn from_buffers(pixels: &[ArrayBuffer]) -> Result<Blob, JsValue> {
    let blob = Blob::new_with_buffer_source_sequence(&pixels.iter().collect::<Array>())?;
    // The browser has its own copy.
    pixels.iter().for_each(free_buffer);
    Ok(blob)
}

/// A blob of these byte ranges of other blobs. The browser records the ranges and copies nothing.
pub(crate) fn concat_ranges(parts: &[(Blob, Range<usize>)]) -> Result<Blob, JsValue> {
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

pub(crate) async fn read_range(blob: &Blob, bytes: Range<u64>) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(slice(blob, &bytes)?.array_buffer()).await?;
    let buffer: ArrayBuffer = buffer.unchecked_into();
    let pixels = Uint8Array::new(&buffer).to_vec();
    free_buffer(&buffer);
    Ok(pixels)
}
