//! Notices, and the four places of the page.

/// In the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Data,
    Train,
    Results,
    Predict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something failed.
    Error,
    /// The work continues.
    Warning,
    /// Something was done that shows nowhere else.
    Done,
}

/// A sentence for the visitor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// To dismiss it by.
    pub id: u32,
    pub kind: NoticeKind,
    pub place: Place,
    pub text: String,
}
