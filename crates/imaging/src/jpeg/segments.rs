//! The segments of a JPEG.

/// The segments of a JPEG after its first marker: marker, content, and all bytes from the segment's length on. Stops
/// at an invalid segment. Only valid up to the first scan's header.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8], &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        while let [0xff, 0xff, ..] = rest {
            rest = &rest[1..];
        }
        let [0xff, marker, tail @ ..] = rest else { return None };
        let length = u16::from_be_bytes(*tail.first_chunk()?);
        let segment = tail.get(2..usize::from(length))?;
        rest = &tail[segment.len() + 2..];
        Some((*marker, segment, tail))
    })
}
