//! Why a line of a table is no house.

use serde::{Deserialize, Serialize};

use facade_text as text;

/// Why a line is no house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkipReason {
    /// A title or a note above the header.
    Title,
    /// The upper line of a header of two lines.
    UpperHeader,
    /// Units or data types below the header.
    Units,
    /// A second line below the header that describes the columns.
    Description,
    /// The header once more.
    RepeatedHeader,
    /// A heading above a group of rows.
    Heading,
    /// A total, an average or the like.
    Total,
    /// A note, or another table, below the rows.
    Note,
}

impl SkipReason {
    /// The variant of the text.
    fn name(self) -> &'static str {
        match self {
            SkipReason::Title => "title",
            SkipReason::UpperHeader => "upper-header",
            SkipReason::Units => "units",
            SkipReason::Description => "description",
            SkipReason::RepeatedHeader => "repeated-header",
            SkipReason::Heading => "heading",
            SkipReason::Total => "total",
            SkipReason::Note => "note",
        }
    }
}

impl std::fmt::Display for SkipReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&text::table_skip_reason(self.name()))
    }
}
