//! A file of the browser's as something to read and to seek in, a slice at a time: it is never held whole.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::Uint8Array;
use web_sys::{Blob, FileReaderSync};

use facade_text as text;

/// A file, at a position.
pub(super) struct Slices<'a> {
    file: &'a Blob,
    size: u64,
    at: u64,
}

impl<'a> Slices<'a> {
    /// A file, at its beginning.
    pub(super) fn new(file: &'a Blob) -> Self {
        Slices { file, size: file.size() as u64, at: 0 }
    }
}

impl Read for Slices<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let refused = |_| io::Error::other(text::worker_file_refused());
        let end = self.at.saturating_add(out.len() as u64).min(self.size);
        if end <= self.at {
            return Ok(0);
        }
        let slice = self.file.slice_with_f64_and_f64(self.at as f64, end as f64).map_err(refused)?;
        let buffer =
            FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&slice)).map_err(refused)?;
        let bytes = Uint8Array::new(&buffer);
        let count = out.len().min(bytes.length() as usize);
        bytes.subarray(0, count as u32).copy_to(&mut out[..count]);
        facade_platform::free(&buffer);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Slices<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
