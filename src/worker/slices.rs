//! A file of the browser's as something to read and to seek in, a slice at a time: it is never held whole.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::Uint8Array;
use web_sys::{Blob, FileReaderSync};

/// Bytes fetched at a time: a reader of archives asks for a few bytes here and there, and each way out costs.
const CHUNK: u64 = 1 << 16;

/// A file, at a position.
pub(super) struct Slices<'a> {
    file: &'a Blob,
    size: u64,
    at: u64,
    /// Where the bytes at hand begin, and the bytes.
    chunk: (u64, Vec<u8>),
}

impl<'a> Slices<'a> {
    /// A file, at its beginning.
    pub(super) fn new(file: &'a Blob) -> Self {
        Slices { file, size: file.size() as u64, at: 0, chunk: (0, Vec::new()) }
    }

    /// Fetches the bytes from the position on.
    fn fetch(&mut self) -> io::Result<()> {
        let refused = |_| io::Error::other("the browser could not read the file");
        let end = (self.at + CHUNK).min(self.size);
        let slice = self.file.slice_with_f64_and_f64(self.at as f64, end as f64).map_err(refused)?;
        let buffer =
            FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&slice)).map_err(refused)?;
        self.chunk = (self.at, Uint8Array::new(&buffer).to_vec());
        Ok(())
    }
}

impl Read for Slices<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size || out.is_empty() {
            return Ok(0);
        }
        let inside = |(start, bytes): &(u64, Vec<u8>), at: u64| {
            at.checked_sub(*start)
                .and_then(|offset| usize::try_from(offset).ok())
                .filter(|offset| *offset < bytes.len())
        };
        if inside(&self.chunk, self.at).is_none() {
            self.fetch()?;
        }
        let Some(offset) = inside(&self.chunk, self.at) else { return Ok(0) };
        let bytes = &self.chunk.1[offset..];
        let count = bytes.len().min(out.len());
        out[..count].copy_from_slice(&bytes[..count]);
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
