//! Buffered random access to an archive's bytes.

use std::io::{self, Read, Seek, SeekFrom};

const BLOCK_SIZE: u64 = 1 << 16;

/// Reads whole blocks and caches the last one: the directory is read in many small reads and seeks, and in a browser
/// each would be a separate call.
pub(super) struct BlockReader<R> {
    inner: R,
    length: u64,
    block: Vec<u8>,
    /// Offset of the cached block.
    block_start: u64,
}

impl<R: Read + Seek> BlockReader<R> {
    pub(super) fn new(mut inner: R) -> io::Result<Self> {
        let length = inner.seek(SeekFrom::End(0))?;
        Ok(BlockReader { inner, length, block: Vec::new(), block_start: 0 })
    }

    /// Length of the archive in bytes.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// The `count` bytes at `position`, or fewer at the end.
    pub(super) fn read_at(&mut self, position: u64, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(count.min(BLOCK_SIZE as usize));
        let mut position = position;
        while bytes.len() < count {
            let missing = count - bytes.len();
            let buffered = self.buffered(position)?;
            let part = buffered.get(..missing).unwrap_or(buffered);
            if part.is_empty() {
                break;
            }
            bytes.extend_from_slice(part);
            position += part.len() as u64;
        }
        Ok(bytes)
    }

    /// The `N` bytes at `position`. `None` if the archive ends before.
    pub(super) fn array_at<const N: usize>(&mut self, position: u64) -> io::Result<Option<[u8; N]>> {
        Ok(self.read_at(position, N)?.try_into().ok())
    }

    /// The bytes from `position` to the end of its block; empty only at the end.
    fn buffered(&mut self, position: u64) -> io::Result<&[u8]> {
        if position >= self.length {
            return Ok(&[]);
        }
        let block_end = self.block_start + self.block.len() as u64;
        if !(self.block_start..block_end).contains(&position) {
            self.block_start = position - position % BLOCK_SIZE;
            self.block.clear();
            self.inner.seek(SeekFrom::Start(self.block_start))?;
            let size = BLOCK_SIZE.min(self.length - self.block_start);
            (&mut self.inner).take(size).read_to_end(&mut self.block)?;
        }
        let offset = usize::try_from(position - self.block_start).unwrap_or(usize::MAX);
        Ok(self.block.get(offset..).unwrap_or_default())
    }
}
