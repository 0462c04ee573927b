//! `navigator.storage`: whether the browser keeps what the page stores when space gets scarce.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::document::navigator;

/// Whether the browser has promised to keep it; none if the browser cannot say.
pub(crate) async fn persisted() -> Option<bool> {
    call("persisted").await
}

/// Asks for that promise: the browser may ask the visitor, or refuse.
pub(crate) async fn persist() -> Option<bool> {
    call("persist").await
}

async fn call(method: &str) -> Option<bool> {
    let storage = navigator("storage");
    let method = Reflect::get(&storage, &method.into()).ok()?.dyn_into::<Function>().ok()?;
    let answer = method.call0(&storage).ok()?.dyn_into::<Promise>().ok()?;
    JsFuture::from(answer).await.ok()?.as_bool()
}
