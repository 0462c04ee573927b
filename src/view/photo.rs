//! A photo that was chosen.

use web_sys::{Blob, File, Url};

/// The address of a picture that the browser holds.
pub(super) struct Address(String);

impl Address {
    /// Of this file; none where the browser has no room for it.
    pub(super) fn of(file: &Blob) -> Option<Self> {
        Url::create_object_url_with_blob(file).ok().map(Address)
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        // Without this the picture would stay in memory for as long as the page.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// A chosen photo.
pub(super) struct Photo {
    pub(super) file: File,
    pub(super) address: Address,
}

impl Photo {
    pub(super) fn of(file: File) -> Option<Self> {
        let address = Address::of(&file)?;
        Some(Photo { file, address })
    }
}
