//! Lines among the rows of a table that are no houses, whatever the columns are: rules, numbers of the columns,
//! examples, page numbers, averages under their bare name.
//!
//! Each of them would be counted as a row, and give every later house the photos of its neighbour.

use super::cell_kind::{CellKind, is_total_word, kind};
use super::record::Record;

/// At most this many rows are compared with a line.
const COMPARED: usize = 40;

/// Whether a line is drawn: `-----,----`, `|---|---:|`, `+----+`. One of its fields has at least three signs, since a
/// single dash is a missing value.
pub(super) fn is_rule(record: &Record) -> bool {
    let drawn = |cell: &str| cell.chars().all(|c| "-=+:|_ ─━═┼│├┤┌┐└┘—–".contains(c));
    let line = |cell: &str| cell.chars().filter(|c| "-=_─━═—–".contains(*c)).count() >= 3;
    record.filled().next().is_some()
        && record.filled().all(|(_, cell)| drawn(cell))
        && record.filled().any(|(_, cell)| line(cell))
}

/// Whether a line numbers the columns: `1;2;3` or `(1);(2);(3)`, where rows below have words or large numbers.
pub(super) fn numbers_columns(record: &Record, below: &[Record]) -> bool {
    let number = |cell: &str| cell.trim_matches(['(', ')', '[', ']', '.', '#', ' ']).parse::<usize>().ok();
    let numbered = record.filled().all(|(column, cell)| number(cell) == Some(column + 1));
    let differs = |column: usize| {
        let cells =
            || below.iter().take(COMPARED).map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
        let digits = |cell: &str| cell.chars().filter(|c| c.is_numeric()).count();
        cells().next().is_some() && cells().all(|cell| kind(cell) == CellKind::Text || digits(cell) >= 4)
    };
    numbered
        && record.cells.len() > 1
        && record.filled().count() == record.fields
        && (0..record.cells.len()).any(differs)
}

/// Whether the first line below the header is an example: `e.g. Springfield`, `(example) Springfield`.
pub(super) fn is_example(record: &Record) -> bool {
    const STARTS: [&str; 14] = [
        "e.g.",
        "e.g ",
        "(e.g.",
        "z.b.",
        "z. b.",
        "(z.b.",
        "(example",
        "example:",
        "[example",
        "(beispiel",
        "beispiel:",
        "p. ex.",
        "p.ex.",
        "例如",
    ];
    record.filled().any(|(_, cell)| {
        let lower: String = cell.chars().take(12).flat_map(char::to_lowercase).collect();
        STARTS.iter().any(|start| lower.starts_with(start))
    })
}

/// Whether the line at `at` is a total or an average under its bare name (`Mittelwert`, `Average:`), though it fills
/// all columns. No other line may have this word there, and a minimum or maximum needs the other one beside it:
/// somebody may be called Max.
pub(super) fn is_named_total(records: &[Record], at: usize) -> bool {
    let first = |at: usize| records.get(at).and_then(|record| record.filled().next());
    let Some((column, cell)) = first(at).filter(|(_, cell)| is_total_word(cell)) else { return false };
    let numbers = records
        .get(at)
        .map_or(0, |record| record.filled().filter(|(_, cell)| kind(cell) == CellKind::Number).count());
    let lower = cell.to_lowercase();
    let again = records.iter().filter(|record| record.cell(column).to_lowercase() == lower).nth(1).is_some();
    let name = matches!(lower.trim_end_matches([':', '.']), "max" | "min");
    let beside = || {
        [at.checked_sub(1), at.checked_add(1)]
            .into_iter()
            .flatten()
            .filter_map(first)
            .any(|(_, cell)| is_total_word(cell))
    };
    numbers > 0 && !again && (!name || beside())
}

/// Whether the only text of a line is a heading within the table: `Section A`, `Page 2 of 3`.
pub(super) fn is_section(cell: &str) -> bool {
    const NAMES: [&str; 12] = [
        "section",
        "page",
        "seite",
        "abschnitt",
        "seccion",
        "sección",
        "sezione",
        "pagina",
        "página",
        "страница",
        "strana",
        "strona",
    ];
    let lower = cell.to_lowercase();
    let mut words = lower.split(|c: char| c.is_whitespace() || c == ':').filter(|word| !word.is_empty());
    let named = words.next().is_some_and(|word| NAMES.contains(&word));
    let short = words.next().is_some_and(|word| word.chars().count() <= 3);
    named && short && words.count() <= 2
}

/// Whether the only text of a line is a sentence, where the column holds short texts.
pub(super) fn is_sentence(cell: &str, column: usize, records: &[Record]) -> bool {
    if cell.chars().count() < 40 || cell.split_whitespace().count() < 6 {
        return false;
    }
    let step = records.len().div_ceil(COMPARED).max(1);
    let others =
        records.iter().step_by(step).map(|record| record.cell(column).len()).filter(|length| *length > 0);
    let (mut count, mut short) = (0, 0);
    for length in others {
        count += 1;
        short += usize::from(3 * length <= cell.len());
    }
    count > 1 && 10 * short >= 8 * count
}

/// Whether the only text of a line counts the rows, as databases write it below: `(24 rows affected)`.
pub(super) fn counts_rows(cell: &str) -> bool {
    let lower = cell.trim().trim_start_matches('(').to_lowercase();
    let mut words = lower.split(|c: char| c.is_whitespace() || c == ')').filter(|word| !word.is_empty());
    let number = words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let rows = ["row", "rows", "row(s", "records", "zeilen", "datensätze", "lignes", "filas"];
    number && words.next().is_some_and(|word| rows.contains(&word))
}
