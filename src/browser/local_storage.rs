//! `localStorage`, under names of this page's own. All pages of an origin share its storage, so a name contains the path of the
//! page.

use web_sys::{Storage, Url};

/// A name that no page at another path of the origin uses: for storage, databases and locks.
pub(super) fn scoped_name(name: &str) -> String {
    format!("{name} {}", base_path())
}

/// The path of the page without the file's name.
fn base_path() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let url = document.and_then(|document| document.base_uri().ok().flatten()).unwrap_or_default();
    let path = Url::new(&url).map(|url| url.pathname()).unwrap_or_default();
    path.rsplit_once('/').map_or("/".to_owned(), |(folder, _)| format!("{folder}/"))
}

/// None if the browser does not allow it.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Reads an item. One from before names were scoped is copied from `unscoped_name` first.
pub(crate) fn get(name: &str, unscoped_name: &str) -> Option<String> {
    let (storage, name) = (storage()?, scoped_name(name));
    if let Some(text) = storage.get_item(&name).ok()? {
        return Some(text);
    }
    let text = storage.get_item(unscoped_name).ok()??;
    // If nothing can be written, the next visit reads it from there again.
    let _ = storage.set_item(&name, &text);
    Some(text)
}

pub(crate) fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // If the browser stores nothing, the value holds for this visit.
        let _ = storage.set_item(&scoped_name(name), text);
    }
}
