//! The lines of a table before its header is known, and the table that a header makes of them.

use std::collections::{HashMap, HashSet};

use super::super::DatasetError;
use super::super::table::{
    MAX_COLUMNS, MAX_FIELDS, MAX_ROWS, Row, SkippedLine, Table, TableFormat, TableReading, check_limit,
};
use super::cell_kind::names_price;
use super::junk_lines::is_rule;
use super::layout::{self, Layout};
use super::merged_cells;
use super::profile::Profile;
use super::ragged::{has_row_names, have_moved, join_amount, join_texts};
use super::record::Record;
use super::skip_reason::SkipReason;
use facade_text as text;

/// Lines above the limit of rows that are read all the same: titles, headers and totals.
const MORE_LINES: usize = 200;

/// At most this many of the lines that were left out are listed.
const MAX_SKIPPED: usize = 20;

/// The lines of a table.
pub(crate) struct Grid {
    file: String,
    records: Vec<Record>,
    /// Number of fields in all records.
    fields: usize,
    /// Whether the number of fields of a line means something. In a spreadsheet, a row ends with its last filled cell.
    lines_have_lengths: bool,
    /// Whether the last line was blank.
    gap: bool,
}

impl Grid {
    /// The lines of separated text: a line with too few or too many fields is an error.
    pub(crate) fn of_text(file: &str) -> Self {
        Grid { file: file.to_owned(), records: Vec::new(), fields: 0, lines_have_lengths: true, gap: false }
    }

    /// The rows of a spreadsheet.
    pub(crate) fn of_cells(file: &str) -> Self {
        Grid { lines_have_lengths: false, ..Self::of_text(file) }
    }

    /// Adds a line; a blank one only marks the next.
    ///
    /// # Errors
    /// If there are more lines or fields than a table may have.
    pub(crate) fn push<'a>(
        &mut self,
        line: usize,
        fields: impl Iterator<Item = &'a str>,
    ) -> Result<(), DatasetError> {
        let (mut cells, mut written, mut filled) = (Vec::new(), 0, 0);
        for field in fields {
            written += 1;
            if written <= MAX_COLUMNS + 1 {
                // Spreadsheets are told by `="007"` that it is a text.
                let text = field.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
                cells.push(text.filter(|text| !text.contains('"')).unwrap_or(field).to_owned());
            }
            if !field.trim().is_empty() {
                filled = written;
            }
        }
        // A line with a filled field behind the limit keeps more fields than a table may have columns.
        cells.truncate(filled);
        if filled == 0 {
            self.gap = true;
            return Ok(());
        }
        check_limit(&self.file, self.records.len() + 1, "rows", MAX_ROWS + MORE_LINES)
            .map_err(|error| as_limit(error, MAX_ROWS))?;
        self.fields += cells.len();
        check_limit(&self.file, self.fields, "fields", MAX_FIELDS + MORE_LINES * MAX_COLUMNS)
            .map_err(|error| as_limit(error, MAX_FIELDS))?;
        let gap = std::mem::take(&mut self.gap) && !self.records.is_empty();
        self.records.push(Record { line, fields: written, cells, gap });
        Ok(())
    }

    /// Whether there is no line.
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Number of lines with at least two numbers, and whether a line among the first names a price: how much this
    /// looks like a price list.
    pub(crate) fn likeness(&self) -> (bool, usize) {
        let named =
            self.records.iter().take(32).any(|record| record.filled().any(|(_, cell)| names_price(cell)));
        (named, self.records.iter().filter(|record| super::profile::has_two_numbers(record)).count())
    }

    /// The table: finds the header, or takes the line that was asked for, and leaves out what is no house.
    ///
    /// # Errors
    /// If there are no rows, or more columns or fields than a table may have.
    pub(crate) fn table(
        mut self,
        header_line: Option<usize>,
        reading: TableReading,
    ) -> Result<Table, DatasetError> {
        if self.records.is_empty() {
            return Err(DatasetError::TableEmpty { file: self.file });
        }
        if !self.lines_have_lengths {
            self.even_out();
        }
        let mut rules = Vec::new();
        self.records.retain(|record| {
            let rule = is_rule(record);
            if rule {
                rules.push(SkippedLine { line: record.line, why: SkipReason::Description });
            }
            !rule
        });
        if self.records.is_empty() {
            return Err(DatasetError::TableEmpty { file: self.file });
        }
        let profile = Profile::of(&self.records);
        let layout = layout::find(&self.records, &profile, header_line);
        if self.lines_have_lengths {
            self.mend(&layout);
        }
        let (columns, units) = self.columns(&layout)?;
        let mut rows = Vec::new();
        let (mut skipped, mut fields_read) = (Vec::new(), 0);
        let mut left_out = layout.skipped.iter().peekable();
        for (at, record) in self.records.into_iter().enumerate() {
            if let Some((_, why)) = left_out.next_if(|(position, _)| *position == at) {
                if skipped.len() < MAX_SKIPPED {
                    skipped.push(SkippedLine { line: record.line, why: *why });
                }
                continue;
            }
            if layout.header == Some(at) {
                continue;
            }
            check_limit(&self.file, rows.len() + 1, "rows", MAX_ROWS)?;
            fields_read += record.fields.min(columns.len());
            check_limit(&self.file, fields_read, "fields", MAX_FIELDS)?;
            rows.push(Row { line: record.line, fields: row(record, columns.len()) });
        }
        if rows.is_empty() {
            return Err(DatasetError::NoRows { file: self.file });
        }
        merged_cells::fill(&mut rows);
        skipped.extend(rules);
        skipped.sort_by_key(|skipped| skipped.line);
        skipped.truncate(MAX_SKIPPED);
        let reading = TableReading { header_line: layout.header_line, units, skipped, ..reading };
        Ok(Table { file: self.file, format: TableFormat::Delimited, columns, rows, reading })
    }

    /// Gives the rows the header's columns, where it is certain what was meant.
    fn mend(&mut self, layout: &Layout) {
        let Some(at) = layout.header else { return };
        let skipped: HashSet<usize> = layout.skipped.iter().map(|(at, _)| *at).collect();
        let is_row = |at: usize| at >= layout.first_row && !skipped.contains(&at);
        let rows: Vec<&Record> =
            self.records.iter().enumerate().filter(|(at, _)| is_row(*at)).map(|(_, record)| record).collect();
        let named = self.records.get(at).is_some_and(|header| has_row_names(header, &rows));
        if named && let Some(header) = self.records.get_mut(at) {
            header.cells.insert(0, String::new());
            header.fields += 1;
        }
        let Some((columns, named)) = self.records.get(at).map(|header| (header.fields, header.cells.len()))
        else {
            return;
        };
        let rows = self.records.iter_mut().enumerate().filter(|(at, _)| is_row(*at));
        let mut rows: Vec<&mut Record> = rows.map(|(_, record)| record).collect();
        for row in &mut rows {
            join_amount(row, columns);
        }
        join_texts(&mut rows, named);
        let rows: Vec<&Record> = rows.into_iter().map(|row| &*row).collect();
        if named < columns && have_moved(&rows, named) {
            // The rows whose fields moved have more fields than columns then.
            if let Some(header) = self.records.get_mut(at) {
                header.fields = named;
            }
        }
    }

    /// Gives all rows of a spreadsheet the same columns: from the first that any row fills to the last that two rows
    /// fill. A single note at the side is no column.
    fn even_out(&mut self) {
        let first =
            self.records.iter().filter_map(|record| record.filled().next()).map(|(column, _)| column).min();
        let first = first.unwrap_or(0);
        let mut widths: Vec<usize> = self.records.iter().map(|record| record.fields).collect();
        widths.sort_unstable_by(|a, b| b.cmp(a));
        let last = widths.get(usize::from(widths.len() > 2)).copied().unwrap_or(0);
        for record in &mut self.records {
            record.cells.truncate(last);
            record.cells.drain(..first.min(record.cells.len()));
            record.fields = last.saturating_sub(first);
        }
        self.records.retain(|record| record.filled().next().is_some());
    }

    /// The names of the columns and their units; the units are empty if no line has them.
    fn columns(&self, layout: &Layout) -> Result<(Vec<String>, Vec<String>), DatasetError> {
        let named = layout.header.or(Some(layout.first_row)).and_then(|at| self.records.get(at));
        let count = named.map_or(0, |record| record.fields);
        check_limit(&self.file, count, "columns", MAX_COLUMNS)?;
        let mut names = vec![String::new(); count];
        if let Some(header) = layout.header.and_then(|at| self.records.get(at)) {
            let upper = layout.upper_header.and_then(|at| self.records.get(at));
            names = (0..count).map(|column| header.cell(column).to_owned()).collect();
            if let Some(upper) = upper {
                join_upper(&mut names, upper);
            }
        }
        let lines = layout.units.iter().filter_map(|at| self.records.get(*at));
        let mut units = Vec::new();
        for line in lines {
            units.resize(count, String::new());
            for (unit, column) in units.iter_mut().zip(0..) {
                if unit.is_empty() && super::cell_kind::is_unit(line.cell(column)) {
                    line.cell(column).clone_into(unit);
                }
            }
        }
        Ok((unique_names(&names), units))
    }
}

/// The error with the limit that the visitor is told.
fn as_limit(error: DatasetError, limit: usize) -> DatasetError {
    match error {
        DatasetError::TableTooLarge { file, found, of, .. } => {
            DatasetError::TableTooLarge { file, found, of, most: limit }
        }
        other => other,
    }
}

/// The fields of a row, one per column, empty where the line ends before; or what is wrong with the row.
fn row(record: Record, columns: usize) -> Result<Vec<String>, String> {
    let Record { line, fields, mut cells, .. } = record;
    // Programs leave out empty fields at the end, but hardly all but one.
    if cells.len() > columns || fields == 1 && columns > 1 {
        return Err(text::t!(row_fields, line, found = fields, columns));
    }
    cells.resize(columns, String::new());
    Ok(cells)
}

/// Puts the names of an upper header line, which merged cells leave at the first of their columns, before the names
/// that are empty or repeated.
fn join_upper(names: &mut [String], upper: &Record) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for name in names.iter() {
        *count.entry(name.to_lowercase()).or_default() += 1;
    }
    let mut group = "";
    for (column, name) in names.iter_mut().enumerate() {
        if !upper.cell(column).is_empty() {
            group = upper.cell(column);
        }
        if name.is_empty() {
            upper.cell(column).clone_into(name);
        } else if !group.is_empty() && count.get(&name.to_lowercase()).is_some_and(|count| *count > 1) {
            *name = format!("{group} {name}");
        }
    }
}

/// Column names, none empty and none repeated: empty ones become “column 3”, repeated ones “price (2)”.
pub(crate) fn unique_names(header: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    let mut taken = HashSet::new();
    // The first suffix to try for each name in lower case.
    let mut next: HashMap<String, usize> = HashMap::new();
    for (position, field) in header.iter().enumerate() {
        // A name may contain line breaks.
        let words: Vec<&str> = field.split_whitespace().collect();
        let mut name: String = words.join(" ").chars().take(60).collect();
        if name.is_empty() {
            name = format!("column {}", position + 1);
        }
        if !taken.insert(name.to_lowercase()) {
            let suffix = next.entry(name.to_lowercase()).or_insert(2);
            let mut unique = format!("{name} ({suffix})");
            while !taken.insert(unique.to_lowercase()) {
                *suffix += 1;
                unique = format!("{name} ({suffix})");
            }
            name = unique;
        }
        names.push(name);
    }
    names
}
