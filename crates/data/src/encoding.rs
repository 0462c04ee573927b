//! Decodes a table's bytes to text: Unicode where the bytes are valid in it, otherwise in the code page that
//! fits best. The guess is recorded, since a wrong one corrupts names: it can be seen, and another can be chosen.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::DatasetError;
use super::tables::code_page;

/// Labels of the encodings that a visitor can choose from; all those of the web can be given by label.
pub const ENCODINGS: [&str; 16] = [
    "utf-8",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "iso-8859-2",
    "shift_jis",
    "euc-jp",
    "gbk",
    "big5",
    "euc-kr",
    "ibm866",
    "macintosh",
];

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

/// Text, and what it was decoded from.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark and with `\n` line endings.
    pub(super) text: String,
    /// Label of the guessed or chosen code page; `None` for Unicode, but `utf-8` if bytes of it are damaged.
    pub(super) encoding: Option<String>,
}

/// The text of a table in Unicode, without a byte order mark and with `\n` line endings.
///
/// # Errors
/// If the bytes are not valid in the declared encoding or in UTF-8. The error says what the file seems to be.
pub(super) fn unicode(file: &str, bytes: &[u8]) -> Result<String, DatasetError> {
    strict(bytes).map(normalised).map_err(|problem| problem.of(file))
}

/// The text of a table in any encoding: the one with this label, or a guess.
///
/// # Errors
/// If the file is no text, is damaged Unicode, or there is no encoding of this label.
pub(super) fn decode(file: &str, bytes: &[u8], label: Option<&str>) -> Result<Decoded, DatasetError> {
    if let Some(kind) = other_type(bytes) {
        return Err(not_text(kind).of(file));
    }
    decode_markup(file, bytes, label)
}

/// As [`decode`], for web pages as well.
pub(super) fn decode_markup(file: &str, bytes: &[u8], label: Option<&str>) -> Result<Decoded, DatasetError> {
    if let Some(label) = label {
        let Some(encoding) = Encoding::for_label(label.trim().as_bytes()) else {
            return Err(DatasetError::NoEncoding { label: label.to_owned() });
        };
        return Ok(Decoded {
            text: normalised(encoding.decode(bytes).0.into_owned()),
            encoding: name(encoding),
        });
    }
    let text = match decode_unicode(bytes) {
        Ok(text) if is_iso_2022_jp(bytes) => {
            return Ok(guessed(bytes).unwrap_or(Decoded { text, encoding: None }));
        }
        Ok(text) => text,
        Err(problem) => match unmarked_utf16(bytes) {
            Some(text) => text,
            None if problem.may_be_code_page(bytes) => {
                return guessed(bytes).ok_or_else(|| problem.of(file));
            }
            // Some bytes of a long text are damaged. The name of the encoding tells that it was not valid.
            None if problem.is_slightly_damaged(bytes) => {
                let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
                let text = normalised(String::from_utf8_lossy(bytes).into_owned());
                return Ok(Decoded { text, encoding: Some("utf-8".to_owned()) });
            }
            None => return Err(problem.of(file)),
        },
    };
    Ok(Decoded { text: normalised(text), encoding: None })
}

/// Whether a file is a web page or XML.
pub(super) fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).take(64).collect();
    let start = start.strip_prefix(b"\xff\xfe").unwrap_or(&start).trim_ascii_start().to_ascii_lowercase();
    [
        &b"<!doctype"[..],
        b"<html",
        b"<?xml",
        b"<table",
        b"<head",
        b"<meta",
        b"<!--",
        b"<style",
        b"<body",
        b"<div",
    ]
    .iter()
    .any(|tag| start.starts_with(tag))
}

/// The label of a code page; `None` for Unicode.
fn name(encoding: &'static Encoding) -> Option<String> {
    let unicode = [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
    (!unicode).then(|| encoding.name().to_ascii_lowercase())
}

/// The text with `\n` line endings.
fn normalised(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The text in the code page that fits best, or `None` if the bytes are no text.
fn guessed(bytes: &[u8]) -> Option<Decoded> {
    let (text, encoding) = code_page::guess(bytes)?;
    Some(Decoded { text: normalised(text), encoding: name(encoding) })
}

/// Whether plain text switches to Japanese with escape sequences (ISO-2022-JP).
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    bytes.is_ascii()
        && [b"\x1b$B", b"\x1b$@", b"\x1b(J"].iter().any(|escape| bytes.windows(3).any(|b| b == *escape))
}

/// Text in UTF-16 without a byte order mark: every other byte of its numbers, separators and line ends is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    if !bytes.len().is_multiple_of(2) || !bytes.iter().take(4096).any(|byte| *byte == 0) {
        return None;
    }
    let read = |unit| {
        let text = utf16(bytes, unit).ok()?;
        let count = text.chars().count();
        let plain = text.chars().filter(|c| matches!(c, ' '..='~' | '\n' | '\r' | '\t')).count();
        let lines = text.contains(['\n', '\r']);
        let control = text.chars().any(|c| c.is_control() && !c.is_whitespace());
        (lines && !control && 5 * plain > count).then_some((plain, text))
    };
    let texts = [read(u16::from_le_bytes), read(u16::from_be_bytes)];
    texts.into_iter().flatten().max_by_key(|(plain, _)| *plain).map(|(_, text)| text)
}

/// Why the bytes are not text: the variant of the text `dataset-not-text`, and the offending byte.
#[derive(Default)]
struct NotText {
    kind: &'static str,
    byte: Option<u8>,
    line: usize,
}

impl NotText {
    /// The error of a file.
    fn of(self, file: &str) -> DatasetError {
        let NotText { kind, byte, line } = self;
        let byte = byte.map(|byte| format!("{byte:02X}")).unwrap_or_default();
        DatasetError::TableNotText { file: file.to_owned(), kind, byte, line }
    }

    /// Whether the bytes are UTF-8 with a fault or two among letters that are valid. A text that ends within a character
    /// was cut, and lacks more.
    fn is_slightly_damaged(&self, bytes: &[u8]) -> bool {
        let faults = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        let text = |byte: &u8| *byte >= b' ' && *byte != 0x7f || b"\t\n\r\x0c".contains(byte);
        let cut = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
        self.kind == "not-utf-8"
            && !cut
            && faults <= 2
            && bytes.iter().all(text)
            && has_letters(bytes, faults)
    }

    /// Whether the bytes may be text in a code page: they are not UTF-8 with a fault, and no binary file.
    fn may_be_code_page(&self, bytes: &[u8]) -> bool {
        if self.kind != "not-utf-8" && self.kind != "cut-utf-8" {
            return false;
        }
        let text = |byte: &u8| *byte >= b' ' && *byte != 0x7f || b"\t\n\r\x0c\x1a\x1b".contains(byte);
        let (mut letters, mut faults) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            faults += usize::from(!chunk.invalid().is_empty());
        }
        let cut = self.kind == "cut-utf-8" && faults == 1;
        !cut && letters <= 2 * faults && bytes.iter().all(text)
    }
}

/// Whether a text in UTF-8 has more letters outside ASCII than faults.
fn has_letters(bytes: &[u8], faults: usize) -> bool {
    let letters = bytes.utf8_chunks().map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count());
    letters.sum::<usize>() > faults
}

/// An error that concerns the whole file.
fn not_text(kind: &'static str) -> NotText {
    NotText { kind, ..NotText::default() }
}

/// The variant of the text for a file of another type.
fn other_type(bytes: &[u8]) -> Option<&'static str> {
    OTHER_TYPES.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

fn strict(bytes: &[u8]) -> Result<String, NotText> {
    other_type(bytes).map_or_else(|| decode_unicode(bytes), |kind| Err(not_text(kind)))
}

fn decode_unicode(bytes: &[u8]) -> Result<String, NotText> {
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

    fn text(file: &str, bytes: &[u8]) -> Result<String, DatasetError> {
        unicode(file, bytes)
    }

    fn refused(bytes: &[u8]) -> String {
        unicode("prices.csv", bytes).unwrap_err().to_string()
    }

    /// What a table's bytes are read as, and the code page.
    fn read(bytes: &[u8]) -> (String, Option<String>) {
        let Decoded { text, encoding } = decode("prices.csv", bytes, None).unwrap();
        (text, encoding)
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
            "prices.csv is not valid UTF-8: byte E9 in line 3 is invalid. The file may be Windows-1252 or Latin-1. Save the table as “CSV UTF-8” and choose the folder again."
        );
        assert!(
            refused("größ".as_bytes().split_last().unwrap().1)
                .contains("line 1 starts a character that the file does not complete")
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

    #[test]
    fn code_pages_are_guessed_and_named() {
        let towns =
            "id,price,town,street\n1,250000,Zürich,Straße der Freiheit\n2,300000,Köln,Große Bäckerstraße\n";
        let bytes = encoding_rs::WINDOWS_1252.encode(towns).0;
        assert_eq!(read(&bytes), (towns.to_owned(), Some("windows-1252".to_owned())));
        let japanese = "\u{1b}$B2A3J\u{1b}(B,id\n100,1\n";
        assert_eq!(
            read(japanese.as_bytes()),
            ("価格,id\n100,1\n".to_owned(), Some("iso-2022-jp".to_owned()))
        );
    }

    #[test]
    fn old_macs_are_understood() {
        let bytes = encoding_rs::MACINTOSH.encode("id,price,town\r1,250000,Zürich\r2,300000,Köln\r").0;
        let expected = "id,price,town\n1,250000,Zürich\n2,300000,Köln\n";
        assert_eq!(read(&bytes), (expected.to_owned(), Some("macintosh".to_owned())));
    }

    #[test]
    fn utf_16_needs_no_mark() {
        let table = "id,price,town\n1,250000,Zürich\n2,300000,東京都世田谷区\n";
        assert_eq!(read(&utf16(table, u16::to_le_bytes)), (table.to_owned(), None));
        assert_eq!(read(&utf16(table, u16::to_be_bytes)), (table.to_owned(), None));
        // A zero byte in other text is still an error.
        assert!(
            decode("t.csv", b"price,area\n1,2\n3\0,4\n", None).unwrap_err().to_string().contains("zero byte")
        );
    }

    #[test]
    fn a_chosen_code_page_takes_the_place_of_a_guess() {
        let bytes = encoding_rs::WINDOWS_1251.encode("цена\n1\n").0;
        let read = |label| decode("t.csv", &bytes, Some(label));
        let decoded = Decoded { text: "цена\n1\n".to_owned(), encoding: Some("windows-1251".to_owned()) };
        assert_eq!(read(" CP1251 "), Ok(decoded));
        assert_eq!(read("latin1").unwrap().encoding.as_deref(), Some("windows-1252"));
        assert_eq!(read("utf-16le").unwrap().encoding, None);
        assert_eq!(read("klingon"), Err(DatasetError::NoEncoding { label: "klingon".to_owned() }));
    }

    #[test]
    fn one_damaged_byte_is_shown_and_told() {
        let fault = ["größe,preis\nKüche\n".as_bytes(), b"caf\xe9,5\n"].concat();
        let text = "größe,preis\nKüche\ncaf\u{fffd},5\n".to_owned();
        assert_eq!(decode("t.csv", &fault, None), Ok(Decoded { text, encoding: Some("utf-8".to_owned()) }));
    }

    #[test]
    fn damaged_unicode_and_binary_files_are_refused() {
        let refused = |bytes: &[u8]| decode("t.csv", bytes, None).unwrap_err().to_string();
        assert!(refused("größ".as_bytes().split_last().unwrap().1).contains("does not complete"));
        assert!(refused(b"price,city\n1,Z\xc3").contains("does not complete"));
        let faults =
            ["größe,preis\nKüche\n".as_bytes(), b"caf\xe9,\xe9\xe9 \xe9\n", "äöüäöüä".as_bytes()].concat();
        assert!(refused(&faults).contains("byte E9 in line 3"), "{}", refused(&faults));
        assert!(refused(b"\xfe\x01\x02\x03\x04\n").contains("byte FE"));
        assert!(refused(b"\x80\x81\x05abc").contains("byte 80"));
        assert!(refused(b"%PDF-1.7 \xff").contains("PDF"));
    }
}
