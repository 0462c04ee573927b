//! Pixels in blobs: the browser holds them, outside the module's memory.

use std::ops::Range;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use facade_platform::free_buffer;

/// Blobs of what is before and behind an offset of each of these buffers. It frees them.
pub(crate) fn split_buffers(pixels: &[(ArrayBuffer, usize)]) -> Result<[Blob; 2], JsValue> {
    let join = |part: &dyn Fn(&ArrayBuffer, u32) -> Uint8Array| {
        let parts: Array = pixels.iter().map(|(buffer, offset)| part(buffer, *offset as u32)).collect();
        Blob::new_with_buffer_source_sequence(&parts)
    };
    let before = join(&|buffer, offset| Uint8Array::new_with_byte_offset_and_length(buffer, 0, offset))?;
    let behind = join(&|buffer, offset| Uint8Array::new_with_byte_offset(buffer, offset))?;
    // The browser has its own copy.
    pixels.iter().for_each(|(buffer, _)| free_buffer(buffer));
    Ok([before, behind])
}

/// A blob of this buffer, which it frees.
pub(crate) fn from_buffer(pixels: &ArrayBuffer) -> Result<Blob, JsValue> {
    let blob = Blob::new_with_buffer_source_sequence(&Array::of1(pixels))?;
    free_buffer(pixels);
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
