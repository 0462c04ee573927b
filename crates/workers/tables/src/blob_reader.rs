//! `Read` and `Seek` for a blob. It is read in slices and never held in memory as a whole.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::Uint8Array;
use web_sys::{Blob, FileReaderSync};

use facade_text as text;

/// A blob with a read position.
pub(super) struct BlobReader<'a> {
    blob: &'a Blob,
    size: u64,
    position: u64,
}

impl<'a> BlobReader<'a> {
    /// A reader at the start of the blob.
    pub(super) fn new(blob: &'a Blob) -> Self {
        BlobReader { blob, size: blob.size() as u64, position: 0 }
    }
}

impl Read for BlobReader<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let error = |_| io::Error::other(text::worker_file_refused());
        let end = self.position.saturating_add(out.len() as u64).min(self.size);
        if end <= self.position {
            return Ok(0);
        }
        let slice = self.blob.slice_with_f64_and_f64(self.position as f64, end as f64).map_err(error)?;
        let buffer =
            FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&slice)).map_err(error)?;
        let bytes = Uint8Array::new(&buffer);
        let count = out.len().min(bytes.length() as usize);
        bytes.subarray(0, count as u32).copy_to(&mut out[..count]);
        facade_platform::free_buffer(&buffer);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for BlobReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}
