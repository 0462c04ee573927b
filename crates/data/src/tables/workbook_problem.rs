//! What is wrong with a spreadsheet.

/// Why a spreadsheet cannot be read: the variant of the text `dataset-spreadsheet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A part is missing, cut off or not what it should be.
    Damaged,
    /// It needs a password.
    Password,
    /// It unpacks to more than a browser tab can hold.
    TooLarge,
}
