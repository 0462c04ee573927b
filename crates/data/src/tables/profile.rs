//! What the rows of a table look like: how many fields they fill, and which columns hold numbers.

use std::collections::BTreeMap;

use super::cell_kind::{CellKind, kind, looks_like_number};
use super::record::Record;

/// At most this many lines are looked at.
const SAMPLE: usize = 400;

/// At most this many lines before the first row: titles, notes, header, units.
pub(crate) const MAX_PREAMBLE: usize = 32;

/// What rows look like, from a sample behind the first lines.
pub(crate) struct Profile {
    /// The number of fields that half of the rows fill.
    pub(crate) typical: usize,
    /// Whether a column holds numbers.
    numeric: Vec<bool>,
    /// Whether at least half of the rows fill a column.
    common: Vec<bool>,
    /// The words in each column, and how often each is there; none in a column of numbers.
    words: Vec<BTreeMap<String, usize>>,
}

impl Profile {
    /// Looks at lines behind the first [`MAX_PREAMBLE`], or in the second half of a short table.
    pub(crate) fn of(records: &[Record]) -> Self {
        let from = (records.len() / 2).min(MAX_PREAMBLE);
        let rows = records.get(from..).unwrap_or_default();
        let step = rows.len().div_ceil(SAMPLE).max(1);
        let sample: Vec<&Record> = rows.iter().step_by(step).collect();
        let mut lengths: Vec<usize> = sample.iter().map(|record| record.filled().count()).collect();
        lengths.sort_unstable();
        let typical = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
        let columns = sample.iter().map(|record| record.cells.len()).max().unwrap_or(0);
        let (mut numeric, mut common, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for column in 0..columns {
            let (mut numbers, mut texts, mut filled) = (0, 0, 0);
            let mut found = BTreeMap::new();
            for cell in sample.iter().map(|record| record.cell(column)).filter(|cell| !cell.is_empty()) {
                filled += 1;
                match kind(cell) {
                    CellKind::Number => numbers += 1,
                    CellKind::Text => {
                        texts += 1;
                        if cell.len() <= 60 {
                            *found.entry(cell.to_lowercase()).or_default() += 1;
                        }
                    }
                    CellKind::Empty | CellKind::Missing => {}
                }
            }
            let of_numbers = numbers > 0 && 5 * numbers >= 3 * (numbers + texts);
            numeric.push(of_numbers);
            common.push(2 * filled >= sample.len());
            words.push(if of_numbers { BTreeMap::new() } else { found });
        }
        Profile { typical, numeric, common, words }
    }

    /// Whether the column holds numbers.
    pub(crate) fn is_numeric(&self, column: usize) -> bool {
        self.numeric.get(column).copied().unwrap_or(false)
    }

    /// Number of columns that hold numbers.
    pub(crate) fn numeric_columns(&self) -> usize {
        self.numeric.iter().filter(|numeric| **numeric).count()
    }

    /// The columns that at least half of the rows fill.
    pub(crate) fn common_columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.common.iter().enumerate().filter(|(_, common)| **common).map(|(column, _)| column)
    }

    /// Whether rows have this word in the column.
    pub(crate) fn has_word(&self, column: usize, cell: &str) -> bool {
        self.words.get(column).is_some_and(|words| words.contains_key(&cell.to_lowercase()))
    }

    /// Whether at least two rows have this word in the column, or words of the same shape with a digit: `A-017` is like
    /// `A-003`. One of them may be the line in question.
    pub(crate) fn has_like(&self, column: usize, cell: &str) -> bool {
        let Some(words) = self.words.get(column) else { return false };
        let wanted = shape(cell);
        let alike = words.iter().filter(|(word, _)| wanted.contains('9') && shape(word) == wanted);
        words.get(&cell.to_lowercase()).is_some_and(|count| *count > 1)
            || alike.map(|(_, count)| count).sum::<usize>() > 1
    }

    /// What a line has in the columns of numbers.
    pub(crate) fn count(&self, record: &Record) -> Counts {
        let mut counts = Counts { filled: record.filled().count(), ..Counts::default() };
        for (column, cell) in record.filled() {
            match kind(cell) {
                CellKind::Number => {
                    counts.numbers += 1;
                    counts.numbers_in_place += usize::from(self.is_numeric(column));
                }
                CellKind::Missing => counts.missing += 1,
                CellKind::Text => counts.words_out_of_place += usize::from(self.is_numeric(column)),
                CellKind::Empty => {}
            }
        }
        counts
    }
}

/// What a line contains.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Fields that are not empty.
    pub(crate) filled: usize,
    /// Numbers in any column.
    pub(crate) numbers: usize,
    /// Numbers in the columns of numbers.
    pub(crate) numbers_in_place: usize,
    /// Words in the columns of numbers.
    pub(crate) words_out_of_place: usize,
    /// Marks for missing values.
    pub(crate) missing: usize,
}

/// Letters become `a`, digits `9`, runs of them one character.
fn shape(word: &str) -> String {
    let mut shape = String::new();
    for c in word.chars() {
        let kind = match c {
            _ if c.is_numeric() => '9',
            _ if c.is_alphabetic() => 'a',
            other => other,
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    shape
}

/// Whether a line has at least two numbers.
pub(crate) fn has_two_numbers(record: &Record) -> bool {
    record.filled().filter(|(_, cell)| looks_like_number(cell)).nth(1).is_some()
}
