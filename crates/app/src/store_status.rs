//! What the browser's store holds, which tab owns it, and why a write failed.

use std::sync::Arc;

use super::quarantine::QuarantinedRecord;
use super::saved::SavedRun;
use super::store_write::Part;
use facade_text as text;

/// Which tab holds the store's Web Lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoreOwner {
    #[default]
    Unknown,
    ThisTab,
    /// Until that tab is closed.
    OtherTab,
    /// No tab: the browser does not allow storage.
    Denied,
    /// Not known yet, since the browser has not answered within the time limit. It still may.
    Unresponsive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The quota is used up.
    Full,
    /// The browser does not allow storage.
    Denied,
    /// The browser does not answer.
    Unresponsive,
    /// A tab with another version of the page has the database open.
    Blocked,
    /// A later version of the page wrote the record.
    Newer,
    Failed,
}

impl StoreError {
    pub fn text(self) -> &'static str {
        match self {
            StoreError::Full => text::keeping_full(),
            StoreError::Denied => text::keeping_denied(),
            StoreError::Unresponsive => text::keeping_silent(),
            StoreError::Blocked => text::keeping_blocked(),
            StoreError::Newer => text::keeping_stuck_newer(),
            StoreError::Failed => text::keeping_failed(),
        }
    }

    /// For something that the visitor saved or deleted.
    pub fn manual_save_text(self) -> &'static str {
        match self {
            StoreError::Full => text::keeping_full_by_hand(),
            StoreError::Denied => text::keeping_denied_by_hand(),
            StoreError::Failed => text::keeping_failed_by_hand(),
            StoreError::Unresponsive | StoreError::Blocked | StoreError::Newer => self.text(),
        }
    }

    pub(super) fn part_text(self, part: Part) -> &'static str {
        match (self, part) {
            (StoreError::Failed, Part::Clear) => text::keeping_failed_forget(),
            (StoreError::Failed, Part::Model) => text::keeping_failed_model(),
            (StoreError::Failed, Part::Listed(_)) => text::keeping_failed_listed(),
            _ => self.text(),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoreStatus {
    pub owner: StoreOwner,
    /// The unfinished run.
    pub run: Option<Arc<SavedRun>>,
    pub houses: bool,
    pub model: bool,
    /// Whether a folder can be opened again.
    pub folder: bool,
    /// Number of runs and series of the list.
    pub listed: usize,
    pub quarantined: Vec<QuarantinedRecord>,
    /// Whether an unreadable record could not be quarantined: it is not overwritten until the visitor clears the store.
    pub stuck: bool,
    /// Whether the browser grants persistent storage; `None` until it was asked.
    pub persistent: Option<bool>,
    /// Whether something else of this tab is not saved.
    pub unsaved: bool,
}

impl StoreStatus {
    pub fn any(&self) -> bool {
        let listed = self.listed > 0;
        let unread = !self.quarantined.is_empty() || self.stuck;
        self.run.is_some() || self.houses || self.model || self.folder || listed || unread
    }
}
