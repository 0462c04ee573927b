//! Checks before a photo is read.

use super::error::PhotoError;
use super::limits::MAX_PHOTO_BYTES;
use super::unsupported_format::UnsupportedFormat;

/// Checks the size of a photo's file before it is read.
///
/// # Errors
/// If it is too large.
pub fn check_photo_size(bytes: u64) -> Result<(), PhotoError> {
    if bytes <= MAX_PHOTO_BYTES {
        return Ok(());
    }
    Err(PhotoError::FileTooLarge { megabytes: bytes.div_ceil(1 << 20) })
}

/// Checks the first bytes of a photo's file before the rest is read.
///
/// # Errors
/// If no decoder supports the format.
pub fn check_photo_header(header: &[u8]) -> Result<(), PhotoError> {
    match UnsupportedFormat::detect(header) {
        Some(format) if format.browser_may_decode() => Ok(()),
        Some(format) => Err(PhotoError::Unsupported(format)),
        None if header.is_empty() => Err(PhotoError::Empty),
        None => image::guess_format(header).map(drop).map_err(|_| PhotoError::NotAnImage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsupported_formats_are_detected_by_their_first_bytes() {
        assert_eq!(
            check_photo_header(b"II*\0\x08\0\0\0"),
            Err(PhotoError::Unsupported(UnsupportedFormat::Tiff))
        );
        assert_eq!(
            check_photo_header(b"\xff\x0a\xfa\x1f"),
            Err(PhotoError::Unsupported(UnsupportedFormat::JpegXl))
        );
        assert_eq!(check_photo_header(b"a letter"), Err(PhotoError::NotAnImage));
        assert_eq!(check_photo_header(b""), Err(PhotoError::Empty));
        assert_eq!(check_photo_header(b"\xff\xd8\xff\xe0"), Ok(()));
        assert_eq!(
            check_photo_header(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
            Ok(()),
            "a browser may decode it"
        );
    }

    #[test]
    fn a_file_above_the_limit_is_refused() {
        assert_eq!(check_photo_size(MAX_PHOTO_BYTES), Ok(()));
        let error = check_photo_size(2 << 30).unwrap_err().to_string();
        assert_eq!(error, "The file is 2048 MB, but at most 300 MB can be read. Save the photo as JPEG.");
    }
}
