//! Checks a spreadsheet's archive before it is read. The library that reads spreadsheets (calamine) trusts the sizes
//! that they declare.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::MAX_UNPACKED;
use super::open_document;
use super::workbook_problem::Problem;

/// What an archive contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Package {
    /// Office Open XML: `.xlsx`, `.xlsm`.
    Xlsx,
    /// Its binary form: `.xlsb`.
    Xlsb,
    /// OpenDocument: `.ods`.
    OpenDocument,
    /// No spreadsheet.
    Other,
}

/// At most this many parts: a sheet, its drawings and relations are a few each.
const MAX_PARTS: usize = 20_000;

/// At most this many shared strings may be announced: the library reserves memory for them.
const MAX_SHARED_STRINGS: u64 = 2_000_000;

/// So much of an OpenDocument file's list of parts is searched for encryption, in bytes.
const MAX_MANIFEST: u64 = 1 << 20;

/// Finds out what the archive is, and unpacks all parts that will be read, to measure them.
pub(crate) fn check(bytes: &[u8]) -> Result<Package, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::Damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(Problem::TooLarge);
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_ascii_lowercase()).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let package = if names.iter().any(|name| name.ends_with("xl/workbook.bin")) {
        Package::Xlsb
    } else if has("[content_types].xml") && names.iter().any(|name| name.ends_with("workbook.xml")) {
        Package::Xlsx
    } else if has("mimetype") && has("content.xml") && is_open_document(&mut archive) {
        Package::OpenDocument
    } else {
        return Ok(Package::Other);
    };
    let mut left = MAX_UNPACKED;
    for position in 0..archive.len() {
        let mut part = archive.by_index(position).map_err(|_| Problem::Damaged)?;
        let name = part.name().map_err(|_| Problem::Damaged)?.to_ascii_lowercase();
        if !name.ends_with(".xml") && !name.ends_with(".rels") && !name.ends_with(".bin") {
            continue;
        }
        let mut start = Vec::new();
        let limit = |left: u64, read: u64| left.checked_sub(read).ok_or(Problem::TooLarge);
        let read = part.by_ref().take(4096).read_to_end(&mut start).map_err(|_| Problem::Damaged)?;
        left = limit(left, read as u64)?;
        if name.ends_with("sharedstrings.xml") && announced_strings(&start) > MAX_SHARED_STRINGS {
            return Err(Problem::Damaged);
        }
        let mut rest = part.take(left + 1);
        let read = std::io::copy(&mut rest, &mut std::io::sink()).map_err(|_| Problem::Damaged)?;
        left = limit(left, read)?;
    }
    if package == Package::OpenDocument {
        let mut manifest = String::new();
        let part = archive.by_name("META-INF/manifest.xml").map_err(|_| Problem::Damaged)?;
        part.take(MAX_MANIFEST).read_to_string(&mut manifest).map_err(|_| Problem::Damaged)?;
        if manifest.contains("encryption-data") {
            return Err(Problem::Password);
        }
        let content = archive.by_name("content.xml").map_err(|_| Problem::Damaged)?;
        open_document::check(std::io::BufReader::new(content))?;
    }
    Ok(package)
}

/// Whether the archive says that it is an OpenDocument spreadsheet.
fn is_open_document(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let mut kind = Vec::new();
    let Ok(part) = archive.by_name("mimetype") else { return false };
    part.take(100).read_to_end(&mut kind).is_ok()
        && kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet")
}

/// The number of shared strings that the start of their part announces.
fn announced_strings(start: &[u8]) -> u64 {
    let start = String::from_utf8_lossy(start);
    let Some((_, rest)) = start.split_once("uniqueCount") else { return 0 };
    let digits = rest.trim_start_matches(|c: char| c == '=' || c == '"' || c == '\'' || c.is_whitespace());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    if end == 0 { 0 } else { digits[..end].parse().unwrap_or(u64::MAX) }
}
