//! The colours of a JPEG with three components: nearly always YCbCr, but some programs save RGB.

use super::segments::segments;

/// The Adobe segment (APP14): its name, a version, flags, and how the colours are transformed.
pub(super) const ADOBE: &[u8] = b"Adobe";
/// The place of the transform in the segment: 0 is RGB, 1 is YCbCr.
pub(super) const ADOBE_TRANSFORM: usize = 11;

/// Whether a JPEG has three components in RGB, by the rules of libjpeg (jdapimin.c, `default_decompress_parms`), which
/// all browsers follow: a JFIF segment says YCbCr, then Adobe's segment counts, then the names of the components. The
/// browser's decoder gives the planes of such a picture as if they were Y, Cb and Cr.
pub fn is_rgb_jpeg(bytes: &[u8]) -> bool {
    let (mut is_jfif, mut transform, mut names) = (false, None, None);
    for (marker, segment, _) in segments(bytes) {
        match marker {
            0xe0 => is_jfif |= segment.starts_with(b"JFIF\0") && segment.len() >= 12,
            0xee if segment.starts_with(ADOBE) => {
                transform = segment.get(ADOBE_TRANSFORM).copied().or(transform);
            }
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let [_, _, _, _, _, 3, a, _, _, b, _, _, c, _, _, ..] = *segment else { return false };
                names = Some([a, b, c]);
            }
            0xda => break,
            _ => {}
        }
    }
    names.is_some_and(|names| match (is_jfif, transform) {
        (true, _) => false,
        (false, Some(transform)) => transform == 0,
        (false, None) => &names == b"RGB",
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{colour, find, with_segment};
    use super::*;

    /// Without the JFIF segment, which `image` writes first.
    fn plain() -> Vec<u8> {
        let bytes = colour();
        let length = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
        [&bytes[..2], &bytes[4 + length..]].concat()
    }

    fn adobe(transform: u8) -> Vec<u8> {
        [ADOBE, &[0, 100, 0, 0, 0, 0, transform]].concat()
    }

    #[test]
    fn segments_and_names_tell_rgb() {
        assert!(!is_rgb_jpeg(&colour()) && !is_rgb_jpeg(&plain()) && !is_rgb_jpeg(b""));
        assert!(is_rgb_jpeg(&with_segment(&plain(), 0xee, &adobe(0))));
        assert!(!is_rgb_jpeg(&with_segment(&plain(), 0xee, &adobe(1))));
        assert!(!is_rgb_jpeg(&with_segment(&colour(), 0xee, &adobe(0))), "JFIF is YCbCr");
        let mut named = plain();
        let frame = find(&named, 0xc0);
        for (component, name) in b"RGB".iter().enumerate() {
            named[frame + 10 + 3 * component] = *name;
        }
        assert!(is_rgb_jpeg(&named));
        assert!(!is_rgb_jpeg(&with_segment(&named, 0xee, &adobe(1))));
    }
}
