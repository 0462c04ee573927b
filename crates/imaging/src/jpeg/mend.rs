//! Prepares a JPEG for the decoder, which is stricter than viewers are, and laxer about missing blocks.

use std::borrow::Cow;

use super::blocks::end_of_blocks;
use super::colour::{ADOBE, ADOBE_TRANSFORM, is_rgb_jpeg};
use super::scans::scan_data;
use super::segments::segments;

/// The JPEG as the decoder needs it: with an end mark directly behind its blocks, and with colours that are marked as
/// libjpeg understands them. `None` if blocks are missing.
pub(crate) fn mend(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut mended = with_end(bytes)?;
    let transforms = misread_transforms(bytes);
    if !transforms.is_empty() {
        let transform = u8::from(!is_rgb_jpeg(bytes));
        for place in transforms {
            if let Some(byte) = mended.to_mut().get_mut(place) {
                *byte = transform;
            }
        }
    }
    Some(mended)
}

/// The JPEG with an end mark. `None` if blocks are missing.
fn with_end(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let scans = segments(bytes).find(|(marker, ..)| *marker == 0xda).map(|(.., tail)| tail);
    let Some(scans) = scans else {
        // No valid segments: leave the error to the decoder, unless the bytes ran out.
        return has_invalid_segment(bytes).then_some(Cow::Borrowed(bytes));
    };
    if scan_data(scans).end.is_some() {
        return Some(Cow::Borrowed(bytes));
    }
    if let Some(blocks) = end_of_blocks(bytes).and_then(|end| bytes.get(..end)) {
        return Some(Cow::Owned([blocks, &[0xff, 0xd9]].concat()));
    }
    // A damaged photo, whose end is there.
    scans.windows(2).any(|pair| pair == [0xff, 0xd9]).then_some(Cow::Borrowed(bytes))
}

/// Whether the segments before the first scan end in something else than the end of the file.
fn has_invalid_segment(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, tail @ ..] = rest {
        match (marker, tail) {
            (0xff, _) => rest = rest.get(1..).unwrap_or_default(),
            (_, [high, low, ..]) => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = tail.get(length..).unwrap_or_default();
            }
            _ => return false,
        }
    }
    !matches!(rest, [] | [0xff])
}

/// Where Adobe segments of a picture with three components say another transform than libjpeg understands. The decoder
/// refuses unknown ones, and believes these segments although a JFIF segment is there.
fn misread_transforms(bytes: &[u8]) -> Vec<usize> {
    let (mut places, mut components) = (Vec::new(), 0);
    let expected = u8::from(!is_rgb_jpeg(bytes));
    for (marker, segment, tail) in segments(bytes) {
        match marker {
            0xee if segment.starts_with(ADOBE) => {
                // The segment begins behind its length.
                let place = bytes.len() - tail.len() + 2 + ADOBE_TRANSFORM;
                let is_other = segment.get(ADOBE_TRANSFORM).is_some_and(|transform| *transform != expected);
                places.extend(is_other.then_some(place));
            }
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                components = segment.get(5).copied().unwrap_or(0);
            }
            0xda => break,
            _ => {}
        }
    }
    if components == 3 { places } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::scans::ScanData;
    use super::super::tests::{colour, with_restarts, with_segment};
    use super::*;

    fn ends(bytes: &[u8]) -> Option<Vec<u8>> {
        mend(bytes).map(Cow::into_owned)
    }

    #[test]
    fn an_end_mark_is_added_behind_the_blocks() {
        for whole in [colour(), with_restarts(&colour())] {
            let unmarked = &whole[..whole.len() - 2];
            assert!(matches!(mend(&whole), Some(Cow::Borrowed(_))));
            for behind in
                [&b""[..], b"\xff", b"\0\0\0\x18ftypmp42 \xff\x05 a film\xff\xd9", b"\xff\xff", &whole]
            {
                let bytes = [unmarked, behind].concat();
                assert_eq!(ends(&bytes).as_deref(), Some(&whole[..]), "{}", behind.escape_ascii());
            }
            // With a mark, what follows is left alone.
            let film = [&whole[..], b"\xff\x05 a film"].concat();
            assert!(matches!(mend(&film), Some(Cow::Borrowed(_))));
        }
    }

    #[test]
    fn half_a_photo_is_refused() {
        for whole in [colour(), with_restarts(&colour())] {
            for end in 4..whole.len() - 2 {
                assert_eq!(ends(&whole[..end]), None, "cut at {end} of {}", whole.len());
                let filled = [&whole[..end], &[0; 3000][..]].concat();
                let is_refused = ends(&filled).is_none_or(|mended| mended == filled);
                assert!(is_refused, "cut at {end} and filled with zeros");
            }
        }
    }

    #[test]
    fn scans_are_counted_until_the_end_mark() {
        let scans = |data: &[u8]| {
            let ScanData { more_scans, end } = scan_data(data);
            (more_scans, end)
        };
        assert_eq!(scans(b"\0\x04..data\xff\0\xff\xd3\xff\xd9\xff\xda"), (0, Some(14)));
        // A mark within tables is none.
        assert_eq!(scans(b"\0\x04..\xff\xdb\0\x04\xff\xd9\xff\xda\0\x02.\xff\xd9"), (1, Some(17)));
        assert_eq!(scans(b"\0\x04..\xff\x05\xff\xd9"), (0, None));
        assert_eq!(scans(b""), (0, None));
    }

    #[test]
    fn adobes_mark_is_changed_where_browsers_ignore_it() {
        let adobe = |transform: u8| [ADOBE, &[0, 100, 0, 0, 0, 0, transform]].concat();
        let with = |transform: u8| with_segment(&colour(), 0xee, &adobe(transform));
        for transform in [0, 2, 9] {
            assert_eq!(ends(&with(transform)), Some(with(1)), "{transform}");
        }
        assert!(matches!(mend(&with(1)), Some(Cow::Borrowed(_))));
    }
}
