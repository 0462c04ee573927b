//! Finds the header of a table, and the lines that are no houses: titles above it, units below it, totals and notes
//! below the rows.
//!
//! A line is left out only where it cannot be a house. A house left out, or a line of units taken for one, would
//! give every later house the photos of its neighbour where photos are numbered by rows.

use super::cell_kind::{CellKind, is_column_name, is_total, is_unit, kind, names_price};
use super::junk_lines::{counts_rows, is_example, is_named_total, is_section, is_sentence, numbers_columns};
use super::profile::{Counts, MAX_PREAMBLE, Profile};
use super::record::Record;
use super::skip_reason::SkipReason;
use crate::paths::is_photo;

/// Where the parts of a table are, as positions in its lines.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The line with the names of the columns.
    pub(crate) header: Option<usize>,
    /// The line number of the header, from 1.
    pub(crate) header_line: Option<usize>,
    /// The line above it with the names of groups of columns.
    pub(crate) upper_header: Option<usize>,
    /// Lines of units.
    pub(crate) units: Vec<usize>,
    /// The first line behind the header.
    pub(crate) first_row: usize,
    /// Lines that are no houses, in order; without the header.
    pub(crate) skipped: Vec<(usize, SkipReason)>,
}

/// A table needs this many rows before a line at its end is left out for its looks. A total is left out by its name.
const ENOUGH_ROWS: usize = 5;

/// Finds the parts of a table. `header_line` is the number of the header's line, 0 for no header; `None` to guess.
pub(crate) fn find(records: &[Record], profile: &Profile, header_line: Option<usize>) -> Layout {
    let header = match header_line {
        Some(0) => Header { at: None, first_row: 0 },
        Some(line) => {
            let at = records.iter().position(|record| record.line >= line).unwrap_or(records.len());
            Header { at: Some(at), first_row: at.saturating_add(1) }
        }
        None => guess_header(records, profile),
    };
    let mut layout = Layout { header: header.at, first_row: header.first_row, ..Layout::default() };
    let header_record = header.at.and_then(|at| records.get(at));
    layout.header_line = header_record.map(|record| record.line);
    let above = header.at.unwrap_or(header.first_row).min(records.len());
    layout.upper_header =
        header.at.and_then(|at| upper_header(records, at)).filter(|_| header_line.is_none());
    for at in 0..above {
        let upper = layout.upper_header == Some(at);
        layout.skipped.push((at, if upper { SkipReason::UpperHeader } else { SkipReason::Title }));
    }
    let mut first = header.first_row.min(records.len());
    if header_record.is_some() {
        let units = |at: usize| records.get(at).is_some_and(|record| is_units_line(record, profile));
        while layout.units.len() < 3 && units(first) {
            layout.units.push(first);
            layout.skipped.push((first, SkipReason::Units));
            first += 1;
        }
        if records
            .get(first)
            .is_some_and(|record| first + ENOUGH_ROWS < records.len() && describes(record, profile))
        {
            layout.skipped.push((first, SkipReason::Description));
            first += 1;
        }
        while let Some(why) = below_header(records, first) {
            layout.skipped.push((first, why));
            first += 1;
        }
    }
    let end = end_of_rows(records, first, profile);
    for (at, record) in records.iter().enumerate().take(end).skip(first) {
        if let Some(why) = no_house(record, header_record, records, profile) {
            layout.skipped.push((at, why));
        }
    }
    for (at, record) in records.iter().enumerate().skip(end) {
        let total =
            record.filled().next().is_some_and(|(_, cell)| is_total(cell)) || is_named_total(records, at);
        let words = record.filled().any(|(_, cell)| kind(cell) == CellKind::Text);
        layout.skipped.push((at, if total || !words { SkipReason::Total } else { SkipReason::Note }));
    }
    layout
}

/// The header's position, and that of the line behind it.
struct Header {
    at: Option<usize>,
    first_row: usize,
}

/// Finds the header: the line of words above the first line of numbers.
fn guess_header(records: &[Record], profile: &Profile) -> Header {
    let header = |at: usize| Header { at: Some(at), first_row: at + 1 };
    let no_header = |at: usize| Header { at: None, first_row: at };
    let wide = |record: &Record| 2 * record.filled().count() >= profile.typical;
    let preamble = records.len().min(MAX_PREAMBLE);
    let is_row = |at: usize| {
        let counts = records.get(at).map(|record| profile.count(record)).unwrap_or_default();
        2 * counts.filled >= profile.typical
            && counts.numbers_in_place > 0
            && counts.numbers_in_place > counts.words_out_of_place
            // In the first line, a word above numbers is a name: `2 bed` and `2019-12-31` can be names as well.
            && (at > 0 || counts.words_out_of_place == 0)
            // A title may hold a number as well, but there is no header below a row.
            && !(at + 1..=at + 3).any(|at| records.get(at).is_some_and(|record| names_columns(record, profile) >= Names::Most))
    };
    let first_row = (0..preamble).find(|at| is_row(*at));
    let Some(first_row) = first_row else {
        // Without a row of numbers, the first line that is as wide as the others is the header.
        let at = records.iter().take(preamble).position(wide).unwrap_or(0);
        return if is_all_numbers(records.get(at)) { no_header(at) } else { header(at) };
    };
    let above = records.get(..first_row).unwrap_or_default();
    if above.is_empty() {
        let names = records.get(first_row).is_some_and(counts_or_years);
        return if names { header(first_row) } else { no_header(first_row) };
    }
    // A title with commas may have as many fields: the line with most usual names is the header; on ties, the first.
    let naming = |names: Names| {
        let found = above.iter().enumerate().filter(|(_, record)| names_columns(record, profile) == names);
        let usual = |record: &Record| record.filled().filter(|(_, cell)| is_column_name(cell)).count();
        found.rev().max_by_key(|(_, record)| usual(record)).map(|(at, _)| at)
    };
    let some = || {
        above.iter().rposition(|record| {
            let Counts { numbers, missing, words_out_of_place, .. } = profile.count(record);
            wide(record) && numbers + missing == 0 && 2 * words_out_of_place >= profile.numeric_columns()
        })
    };
    // A line directly above the rows names them, though it names few columns. A title keeps a distance.
    let close = || {
        let distant = records.get(first_row).is_some_and(|record| record.gap);
        let few = above.last().is_some_and(|record| record.filled().count() == 1) && profile.typical > 2;
        (!(distant && few)).then_some(above.len() - 1)
    };
    match naming(Names::All)
        .or_else(|| naming(Names::Most))
        .or_else(some)
        .or_else(|| above.iter().position(wide))
        .or_else(close)
    {
        Some(at) => header(at),
        None => no_header(first_row),
    }
}

/// Which of the columns that rows fill a line names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Names {
    /// Few, or none at all.
    Few,
    /// All but one, as where pandas writes an index without a name.
    Most,
    /// All.
    All,
}

/// Which columns a line names: by words that are no values, hardly any of them twice.
fn names_columns(record: &Record, profile: &Profile) -> Names {
    let mut columns = 0;
    let mut names: Vec<&str> = Vec::new();
    for column in profile.common_columns() {
        columns += 1;
        let cell = record.cell(column);
        let kind = kind(cell);
        let value = kind == CellKind::Missing || profile.is_numeric(column) && kind == CellKind::Number;
        if value || profile.has_word(column, cell) {
            return Names::Few;
        }
        names.extend((kind != CellKind::Empty).then_some(cell));
    }
    let named = names.len();
    names.sort_unstable();
    names.dedup();
    if named == 0 || 5 * names.len() < 4 * named {
        Names::Few
    } else if named == columns {
        Names::All
    } else if columns > 2 && named + 1 == columns {
        Names::Most
    } else {
        Names::Few
    }
}

/// Whether the record has at least two fields, all plain numbers.
fn is_all_numbers(record: Option<&Record>) -> bool {
    record.is_some_and(|record| {
        record.fields > 1 && record.cells.len() == record.fields && {
            record.cells.iter().all(|cell| cell.trim().parse::<f64>().is_ok())
        }
    })
}

/// Whether the numbers in a line that looks like a row are names of columns: 0, 1, 2 … as pandas writes them, or
/// ascending years beside words.
fn counts_or_years(record: &Record) -> bool {
    let numbers: Vec<Option<u32>> = record
        .filled()
        .filter(|(_, cell)| kind(cell) == CellKind::Number)
        .map(|(_, cell)| cell.parse().ok())
        .collect();
    let ascending = |most: u32| {
        numbers.windows(2).all(|pair| match pair {
            [Some(a), Some(b)] => a < b && b - a <= most,
            _ => false,
        })
    };
    let counted =
        numbers.first() == Some(&Some(0)) && numbers.len() > 2 && numbers.len() == record.filled().count();
    let years = numbers.iter().flatten().all(|year| (1900..2100).contains(year));
    let words = record.filled().count() > numbers.len();
    counted && ascending(1) || years && words && !numbers.is_empty() && ascending(200)
}

/// The line above the header if it names groups of columns: words only, close above, and not just a title in front.
fn upper_header(records: &[Record], header: usize) -> Option<usize> {
    let at = header.checked_sub(1)?;
    let (record, below) = (records.get(at)?, records.get(header)?);
    let words = record.filled().all(|(_, cell)| kind(cell) == CellKind::Text);
    let title = record.filled().count() == 1 && !record.cell(0).is_empty();
    (words && !title && !below.gap).then_some(at)
}

/// Whether a line below the header names the units of the columns. At least one field has to be a unit that we know:
/// otherwise it may be a house whose values are missing.
fn is_units_line(record: &Record, profile: &Profile) -> bool {
    let (mut known, mut other) = (0, 0);
    for (column, cell) in record.filled() {
        let numeric = profile.is_numeric(column);
        if is_unit(cell) {
            known += usize::from(numeric);
            continue;
        }
        match kind(cell) {
            CellKind::Empty | CellKind::Missing => {}
            CellKind::Number => return false,
            CellKind::Text if cell.chars().count() > 12 || profile.has_word(column, cell) => return false,
            CellKind::Text => other += usize::from(numeric),
        }
    }
    known > 0 && known >= other
}

/// Whether the first line below the header describes every column once more: questions, a translation.
fn describes(record: &Record, profile: &Profile) -> bool {
    let counts = profile.count(record);
    let known = record.filled().any(|(column, cell)| profile.has_word(column, cell));
    let mut cells: Vec<&str> = record.filled().map(|(_, cell)| cell).collect();
    cells.sort_unstable();
    cells.dedup();
    let columns = profile.numeric_columns();
    let prices = record.filled().any(|(_, cell)| names_price(cell));
    (columns > 2 || columns == 2 && prices)
        && counts.words_out_of_place == columns
        && counts.numbers + counts.missing == 0
        && cells.len() == counts.filled
        && !known
}

/// Why a line directly below the header is no house: it numbers the columns, is an example, or a total of what follows.
fn below_header(records: &[Record], at: usize) -> Option<SkipReason> {
    let record = records.get(at)?;
    let below = records.get(at + 1..).unwrap_or_default();
    // The only line is the only house.
    below.first()?;
    if numbers_columns(record, below) || is_example(record) {
        return Some(SkipReason::Description);
    }
    is_named_total(records, at).then_some(SkipReason::Total)
}

/// Why a line among the rows is no house.
fn no_house(
    record: &Record,
    header: Option<&Record>,
    records: &[Record],
    profile: &Profile,
) -> Option<SkipReason> {
    let (column, first) = record.filled().next()?;
    if header.is_some_and(|header| repeats(record, header)) {
        return Some(SkipReason::RepeatedHeader);
    }
    if !first.starts_with(|c: char| c.is_alphabetic()) {
        return None;
    }
    let out_of_place = profile.is_numeric(column);
    let filled = record.filled().count();
    if is_total(first) && profile.typical > 1 && (out_of_place || 4 * filled <= 3 * profile.typical) {
        return Some(SkipReason::Total);
    }
    if filled == 1 && profile.typical > 1 && is_section(first)
        || filled == 1 && profile.typical > 3 && is_sentence(first, column, records)
    {
        return Some(SkipReason::Heading);
    }
    let heading = filled == 1 && profile.typical > 3 && out_of_place && kind(first) == CellKind::Text;
    heading.then_some(SkipReason::Heading)
}

/// Whether a line has the names of the header.
fn repeats(record: &Record, header: &Record) -> bool {
    let columns = record.cells.len().max(header.cells.len());
    header.filled().nth(1).is_some() && (0..columns).all(|column| record.cell(column) == header.cell(column))
}

/// Where the rows end: behind them there are only totals, notes and smaller tables.
fn end_of_rows(records: &[Record], first: usize, profile: &Profile) -> usize {
    let mut end = records.len();
    loop {
        while end > first
            && records.get(end - 1).is_some_and(|record| {
                ends_table(record, end - first, profile)
                    || end - first > ENOUGH_ROWS && is_named_total(records, end - 1)
            })
        {
            end -= 1;
        }
        // A block behind blank lines that is much smaller and narrower than the table.
        let block = records.get(first..end).unwrap_or_default().iter().rposition(|record| record.gap);
        let Some(rows) = block.filter(|rows| *rows >= ENOUGH_ROWS && profile.typical > 3) else { return end };
        let narrow = |record: &Record| {
            let counts = profile.count(record);
            2 * counts.filled <= profile.typical || counts.numbers == 0
        };
        let block = records.get(first + rows..end).unwrap_or_default();
        if block.is_empty() || 4 * block.len() > rows.max(8) || !block.iter().all(narrow) {
            return end;
        }
        end = first + rows;
    }
}

/// Whether the last line is no house, among this many.
fn ends_table(record: &Record, rows: usize, profile: &Profile) -> bool {
    let Some((column, first)) = record.filled().next() else { return false };
    let counts = profile.count(record);
    let Counts { filled, numbers, missing, words_out_of_place, .. } = counts;
    let out_of_place = profile.is_numeric(column);
    if is_total(first) && profile.typical > 1 && (filled < profile.typical || out_of_place) {
        return true;
    }
    if filled == 1 && counts_rows(first) && (profile.typical > 1 || out_of_place) {
        return true;
    }
    if rows <= ENOUGH_ROWS || profile.typical < 3 {
        return false;
    }
    // Another photo of the house above, whose cells are merged.
    if record.filled().any(|(column, cell)| is_photo(cell) && profile.has_like(column, cell)) {
        return false;
    }
    // A house of which only the id is known.
    let number = out_of_place && kind(first) == CellKind::Number;
    let is_id = column == 0 && (number || profile.has_like(0, first));
    let few = filled == 1 || filled == 2 && profile.typical > 3;
    let no_number = words_out_of_place > 1 && numbers + missing == 0;
    (few || no_number) && !is_id
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
