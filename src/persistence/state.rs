//! The state of saving, and what can be undone.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use wasm_bindgen::JsValue;
use web_sys::FileSystemDirectoryHandle;

use super::records::wrap_bytes;
use crate::browser::indexed_db::RecordStore;
use crate::browser::web_lock::WebLock;
use facade_app::library::Library;
use facade_app::run_list::RunList;
use facade_app::save_queue::{SaveQueue, Snapshot};
use facade_record::Unreadable;

/// The save queue, and the store that it writes to.
#[derive(Debug, Default)]
pub(crate) struct Persistence {
    pub(crate) save_queue: RefCell<SaveQueue>,
    pub(crate) store: RecordStore,
    pub(crate) lock: WebLock,
    /// Keys of the records that cannot be read.
    pub(crate) unreadable: RefCell<Vec<JsValue>>,
    /// Whether a later version of the page wrote some of them: it will look for them under the same keys.
    pub(crate) has_newer: Cell<bool>,
    /// What was packed last, so that a write that is tried again does not pack it again.
    pub(crate) packed: RefCell<Vec<(Arc<Vec<u8>>, JsValue)>>,
    /// Whether something is about to be forgotten.
    pub(crate) forget_pending: Cell<bool>,
    /// Whether the browser was asked to keep the store permanently.
    pub(crate) persist_requested: Cell<bool>,
    pub(crate) retry_scheduled: Cell<bool>,
}

/// What the visitor let the page forget, to be restored: the saved run, or everything (`all`).
#[derive(Debug)]
pub(crate) struct Undo {
    pub(crate) all: bool,
    pub(crate) records: Vec<(JsValue, JsValue)>,
    pub(crate) list: RunList,
    pub(crate) library: Library,
    pub(crate) snapshot: Snapshot,
    pub(crate) folder: Option<FileSystemDirectoryHandle>,
}

impl Persistence {
    /// Notes that the record with this key cannot be read.
    pub(crate) fn mark_unreadable(&self, name: impl Into<JsValue>, why: Unreadable) {
        self.unreadable.borrow_mut().push(name.into());
        self.has_newer.set(self.has_newer.get() || why == Unreadable::Newer);
    }

    /// Large bytes in the form in which they are stored; packed once, however often they are written.
    pub(crate) fn pack_once(
        &self,
        bytes: &Arc<Vec<u8>>,
        pack: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Option<JsValue> {
        let before = |all: &Vec<(Arc<Vec<u8>>, JsValue)>| {
            all.iter().find(|(each, _)| Arc::ptr_eq(each, bytes)).map(|(_, packed)| packed.clone())
        };
        if let Some(packed) = before(&self.packed.borrow()) {
            return Some(packed);
        }
        let packed = wrap_bytes(&pack()?)?;
        let mut all = self.packed.borrow_mut();
        // A model and a checkpoint: what is older is not written any more.
        if all.len() > 1 {
            all.remove(0);
        }
        all.push((bytes.clone(), packed.clone()));
        Some(packed)
    }
}
