//! Unpacks one file of an archive.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::{ArchiveEntry, ArchiveError, MAX_UNPACKED};

/// Length of a local header without the file name and the extra field that follow it.
const HEADER_LENGTH: usize = 30;

/// Unpacks a file from `bytes`, the archive's bytes `entry.start..entry.end`.
///
/// # Errors
/// If the file is larger than [`MAX_UNPACKED`], or its length or CRC-32 differ from the directory entry.
pub fn unpack(entry: &ArchiveEntry, bytes: &[u8]) -> Result<Vec<u8>, ArchiveError> {
    let damaged = |what| ArchiveError::Damaged { path: entry.path.clone(), what };
    check_unpacked_size(entry)?;
    let from = header_length(bytes).map_err(damaged)?;
    let data =
        usize::try_from(entry.packed).ok().and_then(|packed| bytes.get(from..from.checked_add(packed)?));
    let data = data.ok_or_else(|| damaged("end"))?;

    let unpacked = if entry.deflated {
        inflate(data, entry.size as usize).ok_or_else(|| damaged("packed"))?
    } else {
        data.to_vec()
    };
    if unpacked.len() as u64 != entry.size {
        return Err(damaged("length"));
    }
    let mut crc = Crc::new();
    crc.update(&unpacked);
    if crc.sum() != entry.crc {
        return Err(damaged("sum"));
    }
    Ok(unpacked)
}

/// Checks a file's size before its bytes are read.
///
/// # Errors
/// If its compressed or uncompressed size is above [`MAX_UNPACKED`].
pub fn check_unpacked_size(entry: &ArchiveEntry) -> Result<(), ArchiveError> {
    let largest = entry.size.max(entry.packed);
    if largest <= MAX_UNPACKED {
        return Ok(());
    }
    Err(ArchiveError::TooLarge { path: entry.path.clone(), megabytes: largest.div_ceil(1 << 20) })
}

/// Unpacks the first `count` bytes of a file from the start of its slice of the archive. `None` if the slice is
/// too short.
pub fn unpack_prefix(entry: &ArchiveEntry, bytes: &[u8], count: usize) -> Option<Vec<u8>> {
    let data = bytes.get(header_length(bytes).ok()?..)?;
    if !entry.deflated {
        return data.get(..count).map(<[u8]>::to_vec);
    }
    let mut start = vec![0; count];
    DeflateDecoder::new(data).read_exact(&mut start).ok()?;
    Some(start)
}

/// The length of a local header, or the problem with it.
fn header_length(bytes: &[u8]) -> Result<usize, &'static str> {
    let [b'P', b'K', 3, 4, .., name_low, name_high, extra_low, extra_high] =
        *bytes.get(..HEADER_LENGTH).ok_or("behind")?
    else {
        return Err("begin");
    };
    let name = usize::from(u16::from_le_bytes([name_low, name_high]));
    Ok(HEADER_LENGTH + name + usize::from(u16::from_le_bytes([extra_low, extra_high])))
}

/// Inflates `data`: `size` bytes, or one more if the data holds more. `None` if it is not a Deflate stream.
fn inflate(data: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut decoder = DeflateDecoder::new(data);
    let mut unpacked = Vec::new();
    let max = size.saturating_add(1);
    while unpacked.len() < max {
        // The size may be wrong, so the buffer doubles instead of starting at it. It never exceeds it: a `Vec`
        // that grows by itself could end up twice as large.
        let before = unpacked.len();
        let room = (max - before).min(before.max(data.len().saturating_mul(8)).max(4096));
        unpacked.try_reserve_exact(room).ok()?;
        decoder.by_ref().take(room as u64).read_to_end(&mut unpacked).ok()?;
        if unpacked.len() - before < room {
            break;
        }
    }
    Some(unpacked)
}
