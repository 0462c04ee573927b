//! What the browser keeps, whose it is, and why it refuses.

use std::rc::Rc;

use super::aside::Aside;
use super::saved::SavedRun;
use super::write::Part;
use facade_text as text;

/// Whose the browser's store is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// Not known yet.
    #[default]
    Unknown,
    /// This tab's.
    Ours,
    /// Another tab's, until it is closed.
    OtherTab,
    /// Nobody's: the browser keeps nothing.
    Denied,
    /// Not known yet, since the browser has not answered for long. It may still.
    Silent,
}

/// Why the browser did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no room.
    Full,
    /// It does not let the page write at all.
    Denied,
    /// It does not answer.
    Silent,
    /// Another tab, of another version of the page, holds what is kept.
    Blocked,
    /// A later version of the page wrote what would be changed.
    Newer,
    /// Something else.
    Failed,
}

impl Refusal {
    /// What to tell.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::Full => text::keeping_full(),
            Refusal::Denied => text::keeping_denied(),
            Refusal::Silent => text::keeping_silent(),
            Refusal::Blocked => text::keeping_blocked(),
            Refusal::Newer => text::keeping_stuck_newer(),
            Refusal::Failed => text::keeping_failed(),
        }
    }

    /// What to tell of something that the visitor asked to have kept or deleted.
    pub fn sentence_by_hand(self) -> &'static str {
        match self {
            Refusal::Full => text::keeping_full_by_hand(),
            Refusal::Denied => text::keeping_denied_by_hand(),
            Refusal::Failed => text::keeping_failed_by_hand(),
            Refusal::Silent | Refusal::Blocked | Refusal::Newer => self.sentence(),
        }
    }

    /// What to tell about a part that was not written.
    pub(super) fn of(self, part: Part) -> &'static str {
        match (self, part) {
            (Refusal::Failed, Part::Clear) => text::keeping_failed_forget(),
            (Refusal::Failed, Part::Model) => text::keeping_failed_model(),
            (Refusal::Failed, Part::Listed(_)) => text::keeping_failed_listed(),
            _ => self.sentence(),
        }
    }
}

/// What the browser keeps, as far as the visitor is to know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Whose the store is.
    pub hold: Hold,
    /// The run that is not over.
    pub run: Option<Rc<SavedRun>>,
    /// Whether there are houses.
    pub houses: bool,
    /// Whether there is a model.
    pub model: bool,
    /// Whether there is a folder to open again.
    pub folder: bool,
    /// How many runs and series of the list there are.
    pub listed: usize,
    /// What cannot be read.
    pub aside: Vec<Aside>,
    /// Whether something cannot be read and could not be put aside: nothing takes its place until it is forgotten.
    pub stuck: bool,
    /// Whether the browser promises to keep all this when room gets scarce, as far as it was asked.
    pub lasting: Option<bool>,
    /// Whether something else of this tab is not kept.
    pub unsaved: bool,
}

impl Kept {
    /// Whether there is anything.
    pub fn any(&self) -> bool {
        let listed = self.listed > 0;
        let unread = !self.aside.is_empty() || self.stuck;
        self.run.is_some() || self.houses || self.model || self.folder || listed || unread
    }
}
