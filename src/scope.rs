//! Names of what the browser keeps for the page. All pages of a host share its stores, so each name says at which path the page
//! lies.

use web_sys::{Storage, Url};

/// A name of this path's own.
pub(super) fn own(name: &str) -> String {
    format!("{name} {}", folder())
}

/// The path that the page lies at, without the file's name.
fn folder() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let address = document.and_then(|document| document.base_uri().ok().flatten()).unwrap_or_default();
    let path = Url::new(&address).map(|url| url.pathname()).unwrap_or_default();
    path.rsplit_once('/').map_or("/".to_owned(), |(folder, _)| format!("{folder}/"))
}

/// What the browser remembers from visit to visit; none where it is not allowed to.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What is remembered under a name. Once, it is taken from the name that all paths had before.
pub(super) fn remembered(name: &str, former: &str) -> Option<String> {
    let (storage, own) = (storage()?, own(name));
    if let Some(text) = storage.get_item(&own).ok()? {
        return Some(text);
    }
    let text = storage.get_item(former).ok()??;
    // Where nothing can be written, it is read there the next time.
    let _ = storage.set_item(&own, &text);
    Some(text)
}

/// Remembers something under a name.
pub(super) fn remember(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // Where the browser keeps nothing, it holds for this visit.
        let _ = storage.set_item(&own(name), text);
    }
}
