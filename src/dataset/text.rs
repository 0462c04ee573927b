//! From a table's bytes to its text. An encoding is taken from the file's own mark or not at all: guessing wrong would
//! change names without anybody noticing.

use super::DatasetError;

/// The text of a table, without its byte order mark.
///
/// # Errors
/// If it is not text in an encoding that the file declares or in UTF-8: what it is, as far as that can be told.
pub(super) fn text(file: &str, bytes: &[u8]) -> Result<String, DatasetError> {
    let not_text = || DatasetError::TableNotText { file: file.to_owned() };
    let text = std::str::from_utf8(bytes).map_err(|_| not_text())?;
    // A zero byte is valid UTF-8, but no text file has one: UTF-16 without its mark does.
    if text.contains('\0') {
        return Err(not_text());
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_taken_off_and_other_encodings_are_refused() {
        assert_eq!(text("t", b"\xef\xbb\xbf4 4").unwrap(), "4 4");
        let not_text = DatasetError::TableNotText { file: "t".to_owned() };
        assert_eq!(text("t", b"\xff\xfe4\0 \0"), Err(not_text.clone()));
        assert_eq!(text("t", b"4\0 \x003\0"), Err(not_text));
    }
}
