//! What the page asks of the browser.

pub(crate) mod blob;
pub(crate) mod document;
pub(crate) mod files;
pub(crate) mod focus;
pub(crate) mod folder_picker;
pub(crate) mod indexed_db;
pub(crate) mod local_storage;
pub(crate) mod photo;
pub(crate) mod storage_manager;
pub(crate) mod trusted_types;
pub(crate) mod web_lock;
pub(crate) mod worker_host;
