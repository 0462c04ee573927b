//! Why a field is not a number.

/// Why a field is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    /// Empty, a placeholder for a missing value, or a word such as “on request”.
    Missing,
    /// Not a number in any format.
    NotANumber,
    /// A number whose separators contradict the column's format.
    Inconsistent,
    /// Two amounts, or a bound such as “up to 450k”.
    Range,
    /// An amount in another currency or unit than the column's.
    OtherUnit,
}
