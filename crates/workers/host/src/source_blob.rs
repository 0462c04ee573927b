//! Reads the files that are attached to a request.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use facade_data::{SourceError, check_unpacked_size, unpack, unpack_prefix};
use facade_platform as platform;
use facade_protocol::SourceFile;

/// A file, with its bytes or the slice of the archive that holds it.
#[derive(Clone, Copy)]
pub struct SourceBlob<'a> {
    /// The file.
    pub file: &'a SourceFile,
    /// Its bytes, or the slice.
    pub blob: &'a Blob,
}

impl SourceBlob<'_> {
    /// Its size in bytes, uncompressed if it is in an archive.
    ///
    /// # Errors
    /// If it is in an archive and too large.
    pub fn size(&self) -> Result<u64, SourceError> {
        match &self.file.packed {
            Some(entry) => {
                check_unpacked_size(entry)?;
                Ok(entry.size)
            }
            None => Ok(self.blob.size() as u64),
        }
    }

    /// Its bytes, and the browser's buffer with the same bytes unless it is in an archive.
    ///
    /// # Errors
    /// If it cannot be read or unpacked.
    pub async fn read(&self) -> Result<(Vec<u8>, Option<ArrayBuffer>), SourceError> {
        let buffer = self.buffer(self.blob).await?;
        let bytes = Uint8Array::new(&buffer).to_vec();
        match &self.file.packed {
            Some(entry) => {
                platform::free_buffer(&buffer);
                Ok((unpack(entry, &bytes)?, None))
            }
            None => Ok((bytes, Some(buffer))),
        }
    }

    /// Its first bytes, at most `length`. `None` if they cannot be unpacked; reading the whole file then reports the error.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn read_start(&self, length: usize) -> Result<Option<Vec<u8>>, SourceError> {
        // In an archive, the local header precedes the compressed bytes.
        let slice_length = if self.file.packed.is_some() { 4 * length } else { length };
        let slice = self.blob.slice_with_f64_and_f64(0.0, slice_length as f64);
        let buffer = self.buffer(&slice.map_err(|error| self.unreadable(&error))?).await?;
        let bytes = Uint8Array::new(&buffer).to_vec();
        platform::free_buffer(&buffer);
        match &self.file.packed {
            Some(entry) => Ok(unpack_prefix(entry, &bytes, length)),
            None => Ok(Some(bytes)),
        }
    }

    /// The bytes of the file or of a slice of it.
    async fn buffer(&self, blob: &Blob) -> Result<ArrayBuffer, SourceError> {
        let read = JsFuture::from(blob.array_buffer()).await;
        read.map(JsCast::unchecked_into).map_err(|error| self.unreadable(&error))
    }

    fn unreadable(&self, error: &JsValue) -> SourceError {
        SourceError::Unreadable { path: self.file.path.clone(), why: message(error) }
    }
}

/// An exception's message for use within a sentence: starting in lower case and without a full stop.
fn message(error: &JsValue) -> String {
    let message = Reflect::get(error, &JsValue::from_str("message"));
    let text = message.ok().and_then(|message| message.as_string()).unwrap_or_default();
    let mut letters = text.trim_end_matches('.').chars();
    let first = letters.next().unwrap_or_default();
    first.to_lowercase().chain(letters).collect()
}
