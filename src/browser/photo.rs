//! Photos that the visitor chose, with addresses to show them by.

use web_sys::{Blob, File, Url};

/// An object URL, which is revoked when this is dropped.
pub(crate) struct ObjectUrl(String);

impl ObjectUrl {
    /// None if the browser has no room for it.
    pub(crate) fn new(file: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(file).ok().map(ObjectUrl)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // Without this the picture would stay in memory for as long as the page.
        let _ = Url::revoke_object_url(&self.0);
    }
}

pub(crate) struct Photo {
    pub(crate) file: File,
    pub(crate) url: ObjectUrl,
    /// Whether its name or the visitor says which room it shows.
    pub(crate) is_placed: bool,
    /// Probability of the room that was recognised on it, if it was.
    pub(crate) recognised: Option<f32>,
}

impl Photo {
    pub(crate) fn new(file: File, is_placed: bool) -> Option<Self> {
        let url = ObjectUrl::new(&file)?;
        Some(Photo { file, url, is_placed, recognised: None })
    }
}
