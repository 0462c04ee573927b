//! Places of the page, and what is said at each.

/// The four places of the page, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Houses.
    Data,
    /// Runs.
    Train,
    /// How far off.
    Results,
    /// Prices.
    Predict,
}

/// How bad a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was not done.
    Error,
    /// Something happened; work goes on.
    Warning,
    /// Something was done that is not to be seen elsewhere.
    Done,
}

/// A sentence for the visitor, shown in the place where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number, to dismiss it by.
    pub id: u32,
    /// How bad it is.
    pub kind: NoticeKind,
    /// Where it belongs.
    pub place: Place,
    /// The sentence.
    pub text: String,
}
