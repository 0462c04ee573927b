//! Words and letters that multiply a number, such as K, Mio., lakh and 万.

/// The class of a multiplier decides how a separator beside it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// No multiplier.
    Unit,
    /// A thousand: 475K and 1,028K.
    Thousand,
    /// A million or more: 1.2M.
    Million,
    /// Indian and East Asian, whose comma always separates thousands and whose point is always the decimal separator.
    Eastern,
}

/// A power of ten that multiplies a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Multiplier {
    pub(super) class: Class,
    /// The exponent of ten.
    pub(super) power: u8,
    /// “mil”: thousand in Spanish and Portuguese, million in English, Czech and Romanian.
    pub(super) mil: bool,
}

impl Multiplier {
    /// No multiplier.
    pub(super) const ONE: Multiplier = Multiplier { class: Class::Unit, power: 0, mil: false };
}

/// What must stand beside a multiplier for it to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    /// A currency, or a capital letter.
    MoneyOrCapital,
    /// A currency, or that the column is a price.
    Money,
    /// A currency in the same word: `T€`.
    Joined,
}
