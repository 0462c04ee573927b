//! The file of the pretrained network, and looking at photos with it.

use futures_channel::oneshot;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Response, Url};

use super::hub::{Looking, WorkerHub, Workers};
use super::picked_files::FilePart;
use crate::browser::document::document;
use facade_app::Message;
use facade_app::state::PretrainedFile;
use facade_app::worker_pool::Job;

impl Workers {
    /// Fetches the file, if the page was built with it.
    pub(super) fn fetch_pretrained(&self) {
        let Some(url) = pretrained_url() else { return };
        let workers = self.clone();
        spawn_local(async move {
            workers.0.with(|hub| hub.emit(Message::Pretrained(PretrainedFile::Loading)));
            let file = fetch(&url).await;
            workers.0.with(|hub| {
                let state = if file.is_ok() { PretrainedFile::Ready } else { PretrainedFile::Failed };
                hub.pretrained = file.ok();
                hub.emit(Message::Pretrained(state));
            });
        });
    }

    /// The file.
    pub(crate) fn pretrained(&self) -> Option<Blob> {
        self.0.hub.borrow().pretrained.clone()
    }

    /// What the pretrained network makes of each place of these photos, `[photos, side, side, CHANNELS]` in half precision;
    /// zeros for a missing photo. `None` if there is no photo, or one cannot be read.
    pub(crate) async fn look_at_all(&self, photos: Vec<Option<FilePart>>) -> Option<Vec<u8>> {
        let present: Vec<FilePart> = photos.iter().flatten().cloned().collect();
        let count = present.len();
        let maps = if count > 0 { self.look(present).await? } else { return None };
        let size = maps.len() / count;
        let mut all = Vec::with_capacity(size * photos.len());
        let mut maps = maps.chunks_exact(size);
        for photo in &photos {
            match photo.as_ref().and_then(|_| maps.next()) {
                Some(map) => all.extend(map),
                None => all.resize(all.len() + size, 0),
            }
        }
        Some(all)
    }

    /// The same for photos that are all there.
    async fn look(&self, photos: Vec<FilePart>) -> Option<Vec<u8>> {
        let (send, receive) = oneshot::channel();
        self.0.with(|hub| {
            let number = hub.next_number();
            hub.looking.insert(number, Looking { photos, send });
            hub.readers.push(Job::Look(number));
        });
        receive.await.ok().flatten()
    }
}

impl WorkerHub {
    pub(super) fn looked(&mut self, number: u32, maps: Option<Vec<u8>>) {
        if let Some(Looking { send, .. }) = self.looking.remove(&number) {
            // Nobody waits any more if another home is shown.
            let _ = send.send(maps);
        }
    }
}

/// Where the file is; `None` if the page was built without it.
pub(crate) fn pretrained_url() -> Option<String> {
    let document = document()?;
    let meta = document.query_selector("meta[name=pretrained]").ok()??;
    let base = document.base_uri().ok()??;
    Some(Url::new_with_base(&meta.get_attribute("content")?, &base).ok()?.href())
}

async fn fetch(url: &str) -> Result<Blob, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(response.blob()?).await?.dyn_into()
}
