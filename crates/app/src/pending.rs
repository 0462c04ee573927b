//! Requests that are not answered yet: by their numbers, what each was for.

use std::rc::Rc;

use super::explain::About;
use facade_protocol::RequestIds;

/// A model's file on its way to the session.
#[derive(Clone, Debug)]
pub(super) struct Loading {
    pub(super) file_name: String,
    pub(super) file: Rc<Vec<u8>>,
    pub(super) kept: bool,
    /// The run that made it, where it is one of this visit's.
    pub(super) run: Option<u32>,
}

/// What a request was for.
#[derive(Clone, Debug)]
pub(super) enum Purpose {
    /// The montage of the home.
    Photos,
    /// Its price.
    Price,
    /// Why a price is what it is.
    Explanation(About),
    /// The montage of the home at this position of the list.
    ListedPhotos(usize),
    /// Its price.
    ListedPrice(usize),
    /// A model to predict with.
    Model(Loading),
    /// A backbone, by the name of its file.
    Backbone(String),
    /// The model of this file as ONNX.
    Export,
}

impl Purpose {
    /// Whether a home on the list is waiting for it.
    pub(super) fn is_listed(&self) -> bool {
        matches!(self, Purpose::ListedPhotos(_) | Purpose::ListedPrice(_))
    }

    /// Whether it follows from the model in use.
    pub(super) fn needs_model(&self) -> bool {
        self.is_listed() || matches!(self, Purpose::Price | Purpose::Explanation(_))
    }

    /// Whether a decoder answers, and not the session.
    pub(super) fn is_for_decoders(&self) -> bool {
        matches!(self, Purpose::Photos | Purpose::ListedPhotos(_))
    }
}

/// What the page waits for. They are few.
#[derive(Clone, Debug, Default)]
pub(super) struct PendingRequests {
    pub(super) ids: RequestIds,
    all: Vec<(u32, Purpose)>,
}

impl PendingRequests {
    /// Notes a request, and numbers it.
    pub(super) fn ask(&mut self, purpose: Purpose) -> u32 {
        let id = self.ids.next();
        self.all.push((id, purpose));
        id
    }

    /// What the request of this number is for; none where nobody waits for its answer any more.
    pub(super) fn get(&self, id: u32) -> Option<&Purpose> {
        self.all.iter().find(|(asked, _)| *asked == id).map(|(_, purpose)| purpose)
    }

    /// Takes the request of this number off, as it is answered.
    pub(super) fn answered(&mut self, id: u32) -> Option<Purpose> {
        let at = self.all.iter().position(|(asked, _)| *asked == id)?;
        Some(self.all.remove(at).1)
    }

    /// How many there are of some kind.
    pub(super) fn count(&self, which: impl Fn(&Purpose) -> bool) -> usize {
        self.all.iter().filter(|(_, purpose)| which(purpose)).count()
    }

    /// Whether there is one of some kind.
    pub(super) fn any(&self, which: impl Fn(&Purpose) -> bool) -> bool {
        self.all.iter().any(|(_, purpose)| which(purpose))
    }

    /// Takes off all of some kind: late answers are not heard.
    pub(super) fn forget(&mut self, which: impl Fn(&Purpose) -> bool) -> Vec<Purpose> {
        let (gone, kept) = std::mem::take(&mut self.all).into_iter().partition(|(_, purpose)| which(purpose));
        self.all = kept;
        let gone: Vec<(u32, Purpose)> = gone;
        gone.into_iter().map(|(_, purpose)| purpose).collect()
    }
}
