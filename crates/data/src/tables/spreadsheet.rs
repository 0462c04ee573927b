//! Reads spreadsheets: Excel workbooks of all kinds and OpenDocument, with calamine.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Cell, Data, DataRef, ExcelDateTime, Ods, Range, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx,
};

use super::super::DatasetError;
use super::super::table::{MAX_COLUMNS, MAX_TABLE_BYTES, ReadOptions, Table, TableReading, check_limit};
use super::compound_file;
use super::grid::Grid;
use super::markup::midnight;
use super::workbook_check::{self, Package};
use super::workbook_problem::Problem;

/// Reads a workbook that is an archive, or `None` if the archive is none.
///
/// # Errors
/// If it is damaged, protected or too large, has no rows, or has no sheet of the wanted name.
pub(crate) fn of_archive(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Option<Table>, DatasetError> {
    let package = workbook_check::check(bytes).map_err(|problem| problem_of(file, problem))?;
    let reader = Cursor::new(bytes);
    let mut sheets = Sheets::new(file, options);
    guard(file, || {
        match package {
            Package::Xlsx => {
                let mut book = Xlsx::new(reader).map_err(|_| damaged(file))?;
                let names = sheets.wanted(book.sheets_metadata())?;
                for (name, visible) in names {
                    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| damaged(file))?;
                    let rows = streamed_rows(file, || cells.next_cell())?;
                    sheets.offer(name, visible, rows);
                }
            }
            Package::Xlsb => {
                let mut book = Xlsb::new(reader).map_err(|_| damaged(file))?;
                let names = sheets.wanted(book.sheets_metadata())?;
                for (name, visible) in names {
                    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| damaged(file))?;
                    let rows = streamed_rows(file, || cells.next_cell())?;
                    sheets.offer(name, visible, rows);
                }
            }
            Package::OpenDocument => {
                let mut book = Ods::new(reader).map_err(|_| damaged(file))?;
                let names = sheets.wanted(book.sheets_metadata())?;
                for (name, visible) in names {
                    let range = book.worksheet_range(&name).map_err(|_| damaged(file))?;
                    sheets.offer(name, visible, range_rows(file, &range));
                }
            }
            Package::Other => {}
        }
        Ok(())
    })?;
    if package == Package::Other { Ok(None) } else { sheets.table().map(Some) }
}

/// Reads a workbook of Excel 97 to 2003.
///
/// # Errors
/// As [`of_archive`].
pub(crate) fn of_compound_file(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Table, DatasetError> {
    compound_file::check(bytes).map_err(|problem| problem_of(file, problem))?;
    let mut sheets = Sheets::new(file, options);
    guard(file, || {
        let mut book = Xls::new(Cursor::new(bytes)).map_err(|_| damaged(file))?;
        let names = sheets.wanted(book.sheets_metadata())?;
        for (name, visible) in names {
            let range = book.worksheet_range(&name).map_err(|_| damaged(file))?;
            sheets.offer(name, visible, range_rows(file, &range));
        }
        Ok(())
    })?;
    sheets.table()
}

/// Reads the tables of a web page or of Excel's XML, or `None` if there are none.
///
/// # Errors
/// As [`of_archive`].
pub(crate) fn of_markup(
    file: &str,
    text: &str,
    options: &ReadOptions,
    encoding: Option<String>,
) -> Result<Option<Table>, DatasetError> {
    let tables = super::markup::sheets(file, text)?;
    if tables.iter().all(|(_, grid)| grid.is_empty()) {
        return Ok(None);
    }
    let mut sheets = Sheets::new(file, options);
    sheets.reading.encoding = encoding;
    let named: Vec<&String> = tables.iter().map(|(name, _)| name).filter(|name| !name.is_empty()).collect();
    sheets.reading.sheets = named.into_iter().cloned().collect();
    sheets.check_wanted()?;
    for (name, grid) in tables {
        if options.sheet.as_ref().is_none_or(|wanted| *wanted == name) {
            sheets.offer(name, true, Ok(grid));
        }
    }
    sheets.table().map(Some)
}

/// The error for what the check found.
fn problem_of(file: &str, problem: Problem) -> DatasetError {
    let kind = match problem {
        Problem::Damaged => "damaged",
        Problem::Password => "password",
        Problem::TooLarge => "too-large",
    };
    DatasetError::Spreadsheet { file: file.to_owned(), kind }
}

fn damaged(file: &str) -> DatasetError {
    problem_of(file, Problem::Damaged)
}

/// Turns a panic of the library over a damaged file into an error, where panics unwind. In a browser they end the
/// worker, which is replaced.
fn guard(file: &str, read: impl FnOnce() -> Result<(), DatasetError>) -> Result<(), DatasetError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged(file)))
}

/// The sheets of a workbook, of which the best is kept.
struct Sheets<'a> {
    file: &'a str,
    options: &'a ReadOptions,
    reading: TableReading,
    /// The best sheet so far: whether it is visible and names a price, its number of rows with numbers.
    best: Option<((bool, bool, usize), String, Grid)>,
    /// The visible sheets with prices, and their numbers of rows with numbers.
    priced: Vec<(String, usize)>,
    /// Why a sheet could not be read.
    error: Option<DatasetError>,
}

impl<'a> Sheets<'a> {
    fn new(file: &'a str, options: &'a ReadOptions) -> Self {
        Sheets {
            file,
            options,
            reading: TableReading::default(),
            best: None,
            priced: Vec::new(),
            error: None,
        }
    }

    /// The names of the sheets to read, and whether each is visible.
    fn wanted(&mut self, sheets: &[Sheet]) -> Result<Vec<(String, bool)>, DatasetError> {
        let sheets: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
        self.reading.sheets = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        self.check_wanted()?;
        let wanted = |sheet: &&&Sheet| self.options.sheet.as_ref().is_none_or(|wanted| *wanted == sheet.name);
        let names = sheets.iter().filter(wanted);
        Ok(names.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect())
    }

    /// Fails if there is no sheet of the wanted name.
    fn check_wanted(&self) -> Result<(), DatasetError> {
        match &self.options.sheet {
            Some(sheet) if !self.reading.sheets.contains(sheet) => Err(DatasetError::NoSheet {
                file: self.file.to_owned(),
                sheet: sheet.clone(),
                sheets: self.reading.sheets.join(", "),
            }),
            _ => Ok(()),
        }
    }

    /// Keeps a sheet if it looks more like a price list than those before: visible, with a price, with more rows.
    fn offer(&mut self, name: String, visible: bool, grid: Result<Grid, DatasetError>) {
        match grid {
            Ok(grid) if !grid.is_empty() => {
                let (priced, rows) = grid.likeness();
                let rank = (visible, priced && rows > 0, rows);
                if visible && rank.1 {
                    self.priced.push((name.clone(), rows));
                }
                if self.best.as_ref().is_none_or(|(best, ..)| rank > *best) {
                    self.best = Some((rank, name, grid));
                }
            }
            Ok(_) => {}
            Err(error) => self.error = self.error.take().or(Some(error)),
        }
    }

    /// The table of the best sheet.
    fn table(self) -> Result<Table, DatasetError> {
        let Sheets { file, options, mut reading, best, priced: sheets, error } = self;
        let Some(((_, priced, rows), name, grid)) = best else {
            return Err(error.unwrap_or_else(|| DatasetError::TableEmpty { file: file.to_owned() }));
        };
        // The sheet that is too large may be the price list.
        if let Some(error) = error.filter(|_| !priced) {
            return Err(error);
        }
        // A sheet with much fewer rows sums up.
        let is_other = |(other, theirs): &(String, usize)| *other != name && 4 * theirs >= rows;
        reading.other_price_sheets = sheets.into_iter().filter(is_other).map(|(other, _)| other).collect();
        reading.sheet = (!name.is_empty()).then_some(name);
        grid.table(options.header_line, reading)
    }
}

/// The rows of a sheet, from its cells in their order.
struct SheetRows {
    file: String,
    grid: Grid,
    /// The open row, from 0, and its cells.
    row: u32,
    cells: Vec<String>,
    /// Number of bytes in all cells.
    bytes: usize,
    error: Option<DatasetError>,
}

impl SheetRows {
    fn new(file: &str) -> Self {
        let grid = Grid::of_cells(file);
        SheetRows { file: file.to_owned(), grid, row: 0, cells: Vec::new(), bytes: 0, error: None }
    }

    /// Adds a cell; returns whether there is room for more.
    fn add(&mut self, (row, column): (u32, u32), value: String) -> bool {
        if row != self.row {
            self.end_row(row);
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX).min(MAX_COLUMNS + 1);
        if !value.trim().is_empty() {
            self.bytes = self.bytes.saturating_add(value.len());
            if let Err(error) = check_limit(&self.file, self.bytes, "bytes", MAX_TABLE_BYTES) {
                self.error = Some(error);
            }
            if self.cells.len() <= column {
                self.cells.resize(column, String::new());
                self.cells.push(value);
            } else if let Some(cell) = self.cells.get_mut(column) {
                *cell = value;
            }
        }
        self.error.is_none()
    }

    /// Ends the open row; the next is `next`.
    fn end_row(&mut self, next: u32) {
        let line = |row: u32| usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1);
        let cells = std::mem::take(&mut self.cells);
        let pushed = self.grid.push(line(self.row), cells.iter().map(String::as_str));
        let blank = if next > self.row.saturating_add(1) {
            self.grid.push(line(next), std::iter::empty())
        } else {
            Ok(())
        };
        if let Err(error) = pushed.and(blank) {
            self.error = self.error.take().or(Some(error));
        }
        self.row = next;
    }

    fn finish(mut self) -> Result<Grid, DatasetError> {
        self.end_row(self.row);
        self.error.map_or(Ok(self.grid), Err)
    }
}

/// The rows of a sheet whose cells the library gives one by one.
///
/// # Errors
/// If a cell cannot be read. The inner error is one of this sheet alone.
fn streamed_rows<'a, E>(
    file: &str,
    mut next_cell: impl FnMut() -> Result<Option<Cell<DataRef<'a>>>, E>,
) -> Result<Result<Grid, DatasetError>, DatasetError> {
    let mut rows = SheetRows::new(file);
    while let Some(cell) = next_cell().map_err(|_| damaged(file))? {
        let value = cell_text(Data::from(cell.get_value().clone()));
        if !rows.add(cell.get_position(), value) {
            break;
        }
    }
    Ok(rows.finish())
}

/// The rows of a sheet that the library has laid out.
fn range_rows(file: &str, range: &Range<Data>) -> Result<Grid, DatasetError> {
    let mut rows = SheetRows::new(file);
    let (top, left) = range.start().unwrap_or((0, 0));
    'rows: for (row, cells) in (top..).zip(range.rows()) {
        for (column, cell) in (left..).zip(cells) {
            if *cell != Data::Empty && !rows.add((row, column), cell_text(cell.clone())) {
                break 'rows;
            }
        }
    }
    rows.finish()
}

/// The text of a cell: numbers as short as they can be, dates in ISO 8601, errors as nothing.
fn cell_text(data: Data) -> String {
    match data {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(number),
        Data::String(text) => text,
        Data::Bool(value) => value.to_string(),
        Data::DateTime(date) => date_text(date),
        Data::DateTimeIso(text) => midnight(&text).to_owned(),
        Data::DurationIso(text) => text,
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// A number without an exponent: integers exactly, others with the fifteen digits that spreadsheets compute with
/// (137.30000000000001 is 137.3).
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 || !number.is_finite() {
        return if number.is_finite() { format!("{}", number + 0.0) } else { String::new() };
    }
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

/// A date, a date with a time, or a time.
fn date_text(date: ExcelDateTime) -> String {
    let value = date.as_f64();
    // The last day of the calendar is 31 December 9999, day 2,958,465.
    if !(0.0..2_958_466.0).contains(&value) {
        return number_text(value);
    }
    if date.is_duration() {
        let seconds = (value * 86_400.0).round();
        let part = |divisor: f64| (seconds / divisor).floor();
        return format!("{:02}:{:02}:{:02}", part(3600.0), part(60.0) % 60.0, seconds % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if value < 1.0 {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if time == "00:00:00" { day } else { format!("{day}T{time}") }
}

#[cfg(test)]
#[path = "spreadsheet_tests.rs"]
mod tests;
