//! Checks the content of an OpenDocument spreadsheet. The library that reads it repeats cells and rows as often as
//! they say, up to a hundred million, and waits forever for the end of a table that is cut off.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::table::{MAX_FIELDS, MAX_TABLE_BYTES};
use super::workbook_problem::Problem;

/// At most this many cells, repeated ones counted, in all sheets together.
const MAX_CELLS: u64 = MAX_FIELDS as u64 + 400_000;

/// At most this many bytes of text, repeated ones counted.
const MAX_TEXT: u64 = 4 * MAX_TABLE_BYTES as u64;

/// Columns and rows of a spreadsheet; more cannot be repeated (OpenDocument 1.3, 19.675 and 19.679, sets no limit;
/// LibreOffice does).
const MAX_REPEATS: u64 = 1 << 20;

/// Sizes of the open table.
#[derive(Default)]
struct Sizes {
    /// Cells of all tables, as written one by one.
    written: u64,
    /// Cells of all tables, when every row is as wide as the widest.
    filled: u64,
    /// Text of all tables.
    text: u64,
    /// The open table: its height, its width, rows at the end that are empty.
    height: u64,
    width: u64,
    empty_rows: u64,
    /// The open row: how often it repeats, its width, cells at the end that are empty, its text.
    row_repeats: u64,
    row_width: u64,
    empty_cells: u64,
    row_text: u64,
    /// The open cell: how often it repeats, its text, and whether it has a value.
    cell_repeats: u64,
    cell_text: u64,
    in_cell: bool,
}

/// Checks that the content is well-formed and unfolds to what a browser tab can hold.
pub(crate) fn check(content: impl BufRead) -> Result<(), Problem> {
    let mut reader = Reader::from_reader(content);
    let (mut buffer, mut depth, mut sizes) = (Vec::new(), 0u32, Sizes::default());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| Problem::Damaged)? {
            Event::Start(tag) => {
                depth += 1;
                sizes.start(&tag)?;
            }
            Event::Empty(tag) => {
                sizes.start(&tag)?;
                sizes.end(tag.local_name().as_ref())?;
            }
            Event::End(tag) => {
                depth = depth.checked_sub(1).ok_or(Problem::Damaged)?;
                sizes.end(tag.local_name().as_ref())?;
            }
            Event::Text(text) if sizes.in_cell => sizes.cell_text += text.len() as u64,
            Event::Eof => return if depth == 0 { Ok(()) } else { Err(Problem::Damaged) },
            _ => {}
        }
    }
}

impl Sizes {
    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), Problem> {
        match tag.local_name().as_ref() {
            "table" => (self.height, self.width, self.empty_rows) = (0, 0, 0),
            "table-row" => {
                self.row_repeats = number(tag, "number-rows-repeated")?;
                (self.row_width, self.empty_cells, self.row_text) = (0, 0, 0);
            }
            "table-cell" | "covered-table-cell" => {
                self.cell_repeats = number(tag, "number-columns-repeated")?;
                let mut value = false;
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|_| Problem::Damaged)?;
                    let name = attribute.key.local_name();
                    value |= name.as_ref() == "formula" || name.as_ref().contains("value");
                }
                self.in_cell = value;
                self.cell_text = if value { tag.len() as u64 } else { 0 };
                if value {
                    self.row_width =
                        self.row_width.saturating_add(self.empty_cells).saturating_add(self.cell_repeats);
                    self.empty_cells = 0;
                } else {
                    self.empty_cells = self.cell_repeats;
                }
            }
            "s" => self.cell_text = self.cell_text.saturating_add(number(tag, "c")?),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "table-cell" | "covered-table-cell" => {
                self.in_cell = false;
                self.row_text = self
                    .row_text
                    .saturating_add(self.cell_text.saturating_mul(self.cell_repeats.min(16_384)));
            }
            "table-row" => {
                self.written = self.written.saturating_add(self.row_width);
                if self.row_width == 0 {
                    self.empty_rows = self.empty_rows.saturating_add(self.row_repeats);
                } else {
                    self.height =
                        self.height.saturating_add(self.empty_rows).saturating_add(self.row_repeats);
                    self.empty_rows = 0;
                    self.width = self.width.max(self.row_width);
                    self.text = self.text.saturating_add(self.row_text.saturating_mul(self.row_repeats));
                }
                let cells =
                    self.filled.saturating_add(self.height.saturating_mul(self.width)).max(self.written);
                if cells > MAX_CELLS || self.text > MAX_TEXT {
                    return Err(Problem::TooLarge);
                }
            }
            "table" => {
                self.filled = self.filled.saturating_add(self.height.saturating_mul(self.width));
                (self.height, self.width) = (0, 0);
            }
            _ => {}
        }
        Ok(())
    }
}

/// A number of repetitions; 1 if the attribute is missing.
fn number(tag: &BytesStart<'_>, name: &str) -> Result<u64, Problem> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| Problem::Damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let number = attribute.value.trim().parse::<u64>().map_err(|_| Problem::Damaged)?;
            return if number > MAX_REPEATS { Err(Problem::TooLarge) } else { Ok(number) };
        }
    }
    Ok(1)
}
