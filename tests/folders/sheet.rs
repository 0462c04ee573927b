//! Writes tables: separated text in many dialects, JSON lines, workbooks, and old encodings.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::words::{shift_jis, windows_1252};

/// A table as lines of cells.
#[derive(Default)]
pub(super) struct Sheet {
    /// Titles above the header; an empty line is blank.
    pub(super) above: Vec<Vec<String>>,
    pub(super) header: Vec<String>,
    /// A line of units below the header, or a blank line.
    pub(super) below_header: Vec<Vec<String>>,
    pub(super) rows: Vec<Vec<String>>,
    /// Totals and notes.
    pub(super) below: Vec<Vec<String>>,
}

/// How separated text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    pub(super) delimiter: char,
    /// Whether all fields are in quotation marks.
    pub(super) quoted: bool,
    /// Whether short lines have empty fields at the end.
    pub(super) padded: bool,
    pub(super) windows: bool,
}

/// Encodings of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf8Marked,
    Utf16,
    Utf16BigEndian,
    Utf16Unmarked,
    Windows1252,
    ShiftJis,
}

impl Sheet {
    fn lines(&self) -> impl Iterator<Item = &Vec<String>> {
        let header = std::slice::from_ref(&self.header);
        [&self.above[..], header, &self.below_header, &self.rows, &self.below].into_iter().flatten()
    }

    /// As separated text.
    pub(super) fn separated(&self, dialect: Dialect) -> String {
        let mut text = String::new();
        for line in self.lines() {
            let missing = if dialect.padded { self.header.len().saturating_sub(line.len()) } else { 0 };
            let fields = line.iter().map(String::as_str).chain(std::iter::repeat_n("", missing));
            let fields: Vec<String> = fields.map(|field| dialect.field(field)).collect();
            text += &fields.join(&dialect.delimiter.to_string());
            text += if dialect.windows { "\r\n" } else { "\n" };
        }
        text
    }

    /// As an object in each line. Cells that are lists stay lists.
    pub(super) fn json_lines(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let value = |cell: &String| {
                if is_number(cell) || cell.starts_with("[\"") || cell == "[]" {
                    cell.clone()
                } else if cell.is_empty() {
                    "null".to_owned()
                } else {
                    quoted_json(cell)
                }
            };
            let entries: Vec<String> = self
                .header
                .iter()
                .zip(row)
                .map(|(name, cell)| format!("{}: {}", quoted_json(name), value(cell)))
                .collect();
            text += &format!("{{{}}}\n", entries.join(", "));
        }
        text
    }

    /// As an Excel workbook.
    pub(super) fn workbook(&self) -> Vec<u8> {
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut rows = String::new();
        for (line, cells) in (1..).zip(self.lines()) {
            rows += &format!("<row r=\"{line}\">");
            for (column, cell) in (b'A'..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                let at = format!("r=\"{}{line}\"", char::from(column));
                let escaped = cell.replace('&', "&amp;").replace('<', "&lt;");
                rows += &if is_number(cell) {
                    format!("<c {at}><v>{cell}</v></c>")
                } else {
                    format!("<c {at} t=\"inlineStr\"><is><t>{escaped}</t></is></c>")
                };
            }
            rows += "</row>";
        }
        zipped(&[
            ("[Content_Types].xml", "<Types/>".to_owned()),
            (
                "_rels/.rels",
                format!(
                    "<Relationships><Relationship Id=\"r\" Type=\"{RELATION}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATION}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships><Relationship Id=\"s\" Type=\"{RELATION}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ])
    }
}

impl Dialect {
    fn field(self, field: &str) -> String {
        let special = [self.delimiter, '"', '\n'];
        if self.quoted || field.contains(special) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.to_owned()
        }
    }
}

/// Whether programs write the cell as a number: not `007`, and no more digits than they keep.
fn is_number(cell: &str) -> bool {
    let plain = cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain
        && cell.len() <= 15
        && cell.parse::<f64>().is_ok_and(|number| !cell.starts_with('0') || number == 0.0)
}

fn quoted_json(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(*path, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

impl Encoding {
    /// The text in this encoding; `None` if it cannot be written so.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        let units = |marked: bool, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let mark = marked.then_some(0xfeff);
            mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        match self {
            Encoding::Utf8 => Some(text.as_bytes().to_vec()),
            Encoding::Utf8Marked => Some(format!("\u{feff}{text}").into_bytes()),
            Encoding::Utf16 => Some(units(true, u16::to_le_bytes)),
            Encoding::Utf16BigEndian => Some(units(true, u16::to_be_bytes)),
            Encoding::Utf16Unmarked => Some(units(false, u16::to_le_bytes)),
            Encoding::Windows1252 => windows_1252(text),
            Encoding::ShiftJis => shift_jis(text),
        }
    }
}
