//! The document and its elements.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// Milliseconds on the page's monotonic clock.
pub(crate) fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

pub(crate) fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

pub(crate) fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

pub(crate) fn scroll_to(id: &str) {
    if let Some(place) = element(id) {
        place.scroll_into_view();
    }
}

/// A property of `navigator`; undefined if the browser does not have it.
pub(super) fn navigator(name: &str) -> JsValue {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into());
    navigator.and_then(|navigator| Reflect::get(&navigator, &name.into())).unwrap_or(JsValue::UNDEFINED)
}
