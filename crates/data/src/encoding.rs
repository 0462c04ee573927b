//! Decodes a table's bytes to text. Only UTF-8 and encodings declared by a byte order mark are accepted: a wrong
//! guess would corrupt names without anyone noticing.

use super::DatasetError;

/// Magic bytes of other file types, and their variant in the text `dataset-not-text`.
const OTHER_TYPES: [(&[u8], &str); 15] = [
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "excel"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "database"),
    (b"<!DOCTYPE", "web-page"),
    (b"<!doctype", "web-page"),
    (b"<html", "web-page"),
    (b"version https://git-lfs.", "git-lfs"),
];

/// The text of a table, without a byte order mark and with `\n` line endings.
///
/// # Errors
/// If the bytes are not valid in the declared encoding or in UTF-8. The error says what the file seems to be.
pub(super) fn text(file: &str, bytes: &[u8]) -> Result<String, DatasetError> {
    let text = decode(bytes).map_err(|NotText { kind, byte, line }| {
        let byte = byte.map(|byte| format!("{byte:02X}")).unwrap_or_default();
        DatasetError::TableNotText { file: file.to_owned(), kind, byte, line }
    })?;
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

/// Why the bytes are not text: the variant of the text `dataset-not-text`, and the offending byte.
#[derive(Default)]
struct NotText {
    kind: &'static str,
    byte: Option<u8>,
    line: usize,
}

/// An error that concerns the whole file.
fn not_text(kind: &'static str) -> NotText {
    NotText { kind, ..NotText::default() }
}

fn decode(bytes: &[u8]) -> Result<String, NotText> {
    if let Some((_, kind)) = OTHER_TYPES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(not_text(kind));
    }
    let text = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => return Err(not_text("utf-32")),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest)?,
        _ => utf8(bytes)?,
    };
    match text.find('\0') {
        Some(at) => Err(NotText { kind: "zero-byte", byte: Some(0), line: line(&text.as_bytes()[..at]) }),
        None => Ok(text),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, NotText> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    if 5 * zeros(0).max(zeros(1)) > sample.len() {
        return Err(not_text("unmarked-utf-16"));
    }
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let at = error.valid_up_to();
        let kind = if error.error_len().is_none() { "cut-utf-8" } else { "not-utf-8" };
        NotText { kind, byte: bytes.get(at).copied(), line: line(&bytes[..at]) }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(not_text("cut-utf-16"));
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .collect::<Result<_, _>>()
        .map_err(|_| not_text("half-utf-16"))
}

/// The line number, from 1, at the end of `before`; lines end with CRLF, CR or LF.
fn line(before: &[u8]) -> usize {
    let ends =
        |(i, byte): (usize, &u8)| *byte == b'\n' || (*byte == b'\r' && before.get(i + 1) != Some(&b'\n'));
    1 + before.iter().enumerate().filter(|&end| ends(end)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> String {
        text("prices.csv", bytes).unwrap_err().to_string()
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_byte_order_mark_declares_the_encoding_and_is_removed() {
        assert_eq!(text("t", b"\xef\xbb\xbf4 4").unwrap(), "4 4");
        let table = "\u{feff}preis €,größe\n1,2";
        assert_eq!(text("t", &utf16(table, u16::to_le_bytes)).unwrap(), table[3..]);
        assert_eq!(text("t", &utf16(table, u16::to_be_bytes)).unwrap(), table[3..]);
        assert_eq!(text("t", b"").unwrap(), "");
    }

    #[test]
    fn line_endings_are_normalised() {
        assert_eq!(text("t", b"a\r\nb\rc\nd\r").unwrap(), "a\nb\nc\nd\n");
    }

    #[test]
    fn other_encodings_are_named() {
        assert_eq!(
            refused(b"a,b\r\n1,2\r\ncaf\xe9,3"),
            "prices.csv is not UTF-8: the byte E9 in line 3 (perhaps Windows-1252 or Latin-1). Save the table as “CSV UTF-8” and choose the folder again."
        );
        assert!(
            refused("größ".as_bytes().split_last().unwrap().1)
                .contains("line 1 (the file ends within a character)")
        );
        assert!(
            refused(&utf16("price,area\n1,2", u16::to_le_bytes))
                .contains("perhaps UTF-16 without a byte order mark")
        );
        assert!(
            refused(&utf16("price,area\n1,2", u16::to_be_bytes))
                .contains("perhaps UTF-16 without a byte order mark")
        );
        assert!(refused(b"price,area\n1,2\n3\0,4").contains("a zero byte in line 3"));
        assert!(refused(b"\xff\xfe4\0 ").contains("ends within a character"));
        assert!(refused(b"\xff\xfe\x00\xd8\x20\x00").contains("half a character"));
        assert!(refused(b"\xff\xfe\0\0a\0\0\0").contains("UTF-32"));
    }

    #[test]
    fn other_files_are_named() {
        assert!(refused(b"PK\x03\x04....").contains("is a spreadsheet or another zip archive"));
        assert!(refused(b"\xd0\xcf\x11\xe0").contains("Excel"));
        assert!(refused(b"\xff\xd8\xff\xe0").contains("JPEG"));
        let list = text("HousesInfo.txt", b"%PDF-1.7").unwrap_err().to_string();
        assert_eq!(
            list,
            "HousesInfo.txt is a PDF despite its name. Save the list as plain text in UTF-8 and choose the folder again."
        );
    }
}
