//! The scans of a JPEG, up to its end mark.

/// Maximum number of scans. Ten are usual; each scan costs a pass over all blocks, but can be a few bytes in the file.
pub(crate) const MAX_SCANS: usize = 100;

/// What follows the first scan's marker.
pub(super) struct ScanData {
    /// Number of scans that follow the first.
    pub(super) more_scans: usize,
    /// The offset behind the end mark. `None` if there is none, or something that is not part of this picture before it:
    /// another picture, or a film.
    pub(super) end: Option<usize>,
}

/// Follows the scans to the end mark. `bytes` begin with the length of the first scan's header.
pub(super) fn scan_data(bytes: &[u8]) -> ScanData {
    let header = bytes.first_chunk().map_or(0, |length| usize::from(u16::from_be_bytes(*length)));
    let (mut position, mut more_scans) = (if header < bytes.len() { header } else { 0 }, 0);
    while let Some(ahead) = bytes.get(position..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff))
    {
        position += ahead;
        let Some(&marker) = bytes.get(position + 1) else { break };
        match marker {
            0xff => position += 1,
            // A stuffed byte, or a restart marker.
            0 | 0xd0..=0xd7 => position += 2,
            0xd9 => return ScanData { more_scans, end: Some(position + 2) },
            // Tables, a scan, a number of lines, a restart interval, comments.
            0xc4 | 0xda..=0xdd | 0xe0..=0xef | 0xfe => {
                more_scans += usize::from(marker == 0xda);
                let segment = bytes.get(position..).and_then(<[u8]>::first_chunk::<4>);
                let length =
                    segment.map_or(0, |[_, _, high, low]| usize::from(u16::from_be_bytes([*high, *low])));
                position += 2 + if position + 2 + length <= bytes.len() { length } else { 0 };
            }
            _ => break,
        }
    }
    ScanData { more_scans, end: None }
}
