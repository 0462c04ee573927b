//! A line of a table.

/// A line that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    /// The line on which it starts, from 1.
    pub(crate) line: usize,
    /// Number of fields as written, with empty ones at the end.
    pub(crate) fields: usize,
    /// The fields without empty ones at the end; at most `MAX_COLUMNS` and one.
    pub(crate) cells: Vec<String>,
    /// Whether blank lines precede it.
    pub(crate) gap: bool,
}

impl Record {
    /// The field of a column; empty behind the last.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// The columns and fields that are not empty.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, &str)> + Clone {
        self.cells.iter().map(|cell| cell.trim()).enumerate().filter(|(_, cell)| !cell.is_empty())
    }
}
