//! What is looked at before a photo is read.

use super::error::PhotoError;
use super::foreign::Foreign;
use super::limits::MAX_PHOTO_BYTES;

/// Whether a photo's file is small enough: to be asked before its bytes are read.
///
/// # Errors
/// If it is not.
pub fn check_photo_size(bytes: u64) -> Result<(), PhotoError> {
    if bytes <= MAX_PHOTO_BYTES {
        return Ok(());
    }
    Err(PhotoError::FileTooLarge { megabytes: bytes.div_ceil(1 << 20) })
}

/// Whether a file that begins like this may be a photo: to be asked before the rest is read.
///
/// # Errors
/// If it is something that is never decoded.
pub fn check_photo_head(head: &[u8]) -> Result<(), PhotoError> {
    match Foreign::of(head) {
        Some(foreign) if foreign.for_browsers() => Ok(()),
        Some(foreign) => Err(PhotoError::Foreign(foreign)),
        None if head.is_empty() => Err(PhotoError::Empty),
        None => image::guess_format(head).map(drop).map_err(|_| PhotoError::NotAPicture),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_never_decoded_is_known_by_its_first_bytes() {
        assert_eq!(check_photo_head(b"II*\0\x08\0\0\0"), Err(PhotoError::Foreign(Foreign::Tiff)));
        assert_eq!(check_photo_head(b"\xff\x0a\xfa\x1f"), Err(PhotoError::Foreign(Foreign::JpegXl)));
        assert_eq!(check_photo_head(b"a letter"), Err(PhotoError::NotAPicture));
        assert_eq!(check_photo_head(b""), Err(PhotoError::Empty));
        assert_eq!(check_photo_head(b"\xff\xd8\xff\xe0"), Ok(()));
        assert_eq!(check_photo_head(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Ok(()), "a browser may know it");
    }

    #[test]
    fn a_file_larger_than_any_photo_is_refused() {
        assert_eq!(check_photo_size(MAX_PHOTO_BYTES), Ok(()));
        let refused = check_photo_size(2 << 30).unwrap_err().to_string();
        assert_eq!(refused, "The file has 2048 MB, and 300 MB can be read. Save the photo as JPEG.");
    }
}
