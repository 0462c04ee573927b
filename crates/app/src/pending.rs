//! Requests that are not answered yet, by number.

use std::sync::Arc;

use super::explanation::ExplainTarget;
use facade_protocol::RequestIds;

#[derive(Clone, Debug)]
pub(super) struct ModelFileLoad {
    pub(super) file_name: String,
    pub(super) file: Arc<Vec<u8>>,
    pub(super) restored: bool,
    /// The run that produced the model.
    pub(super) run: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) enum Purpose {
    /// The montage of the home.
    Photos,
    /// The price of the home.
    Price,
    /// Why a price is what it is.
    Explanation(ExplainTarget),
    /// The tables of the list of homes.
    HomeTables,
    /// The montage of the home at this index of the list.
    ListedPhotos(usize),
    /// The price of the home at this index of the list.
    ListedPrice(usize),
    Model(ModelFileLoad),
    /// The name of its file.
    Backbone(String),
    /// The model in use as ONNX.
    Export,
    /// The list of homes as an Excel workbook.
    Workbook,
}

impl Purpose {
    /// For a home of the list.
    pub(super) fn is_for_list(&self) -> bool {
        matches!(self, Purpose::HomeTables | Purpose::ListedPhotos(_) | Purpose::ListedPrice(_))
    }

    /// Whether the answer depends on the model in use.
    pub(super) fn needs_model(&self) -> bool {
        self.is_for_list() || matches!(self, Purpose::Price | Purpose::Explanation(_))
    }

    /// Whether a decoder answers, and not the session.
    pub(super) fn is_for_decoders(&self) -> bool {
        matches!(self, Purpose::Photos | Purpose::HomeTables | Purpose::ListedPhotos(_))
    }
}

/// They are few, so a list does.
#[derive(Clone, Debug, Default)]
pub(super) struct PendingRequests {
    pub(super) ids: RequestIds,
    all: Vec<(u32, Purpose)>,
}

impl PendingRequests {
    /// Adds a request and returns its number.
    pub(super) fn register(&mut self, purpose: Purpose) -> u32 {
        let id = self.ids.next();
        self.all.push((id, purpose));
        id
    }

    /// `None` if nobody waits for the answer any more.
    pub(super) fn get(&self, id: u32) -> Option<&Purpose> {
        self.all.iter().find(|(asked, _)| *asked == id).map(|(_, purpose)| purpose)
    }

    /// Removes a request that was answered.
    pub(super) fn take(&mut self, id: u32) -> Option<Purpose> {
        let at = self.all.iter().position(|(asked, _)| *asked == id)?;
        Some(self.all.remove(at).1)
    }

    pub(super) fn count(&self, which: impl Fn(&Purpose) -> bool) -> usize {
        self.all.iter().filter(|(_, purpose)| which(purpose)).count()
    }

    pub(super) fn any(&self, which: impl Fn(&Purpose) -> bool) -> bool {
        self.all.iter().any(|(_, purpose)| which(purpose))
    }

    /// What the latest such request is about.
    pub(super) fn find<T>(&self, about: impl Fn(&Purpose) -> Option<T>) -> Option<T> {
        self.all.iter().rev().find_map(|(_, purpose)| about(purpose))
    }

    /// Removes requests: their answers are ignored.
    pub(super) fn cancel(&mut self, which: impl Fn(&Purpose) -> bool) -> Vec<Purpose> {
        let (gone, kept) = std::mem::take(&mut self.all).into_iter().partition(|(_, purpose)| which(purpose));
        self.all = kept;
        let gone: Vec<(u32, Purpose)> = gone;
        gone.into_iter().map(|(_, purpose)| purpose).collect()
    }
}
