//! What the page holds of what it keeps.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::FileSystemDirectoryHandle;

use crate::store::Store;
use facade_app::keeper::{Before, Keeper};
use facade_app::list::RunList;
use facade_app::shelf::Shelf;

/// The lock that one tab has on the store.
#[derive(Debug, Default)]
pub(super) enum Lock {
    #[default]
    Asked,
    /// What lets go of it.
    Held(Function),
    LetGo,
}

/// The keeper, and the store that it decides about.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    pub(super) keeper: RefCell<Keeper>,
    pub(super) store: Store,
    pub(super) lock: Rc<RefCell<Lock>>,
    /// What was found that cannot be read, by its name.
    pub(super) unread: RefCell<Vec<JsValue>>,
    /// Whether a later version of the page wrote some of it, which will want to find it where it is.
    pub(super) newer: Cell<bool>,
    /// What of a write was packed last: what is written again is not packed again.
    pub(super) packed: RefCell<Vec<(Rc<Vec<u8>>, JsValue)>>,
    /// Whether something is about to go.
    pub(super) going: Cell<bool>,
    /// Whether the browser was asked to keep it for good.
    pub(super) asked: Cell<bool>,
    /// Whether a time is waited for at which something is written again.
    pub(super) waits: Cell<bool>,
}

/// What the visitor had go: the kept run, or everything.
#[derive(Debug)]
pub(super) struct Gone {
    pub(super) all: bool,
    pub(super) records: Vec<(JsValue, JsValue)>,
    pub(super) list: RunList,
    pub(super) shelf: Shelf,
    pub(super) before: Before,
    pub(super) folder: Option<FileSystemDirectoryHandle>,
}
