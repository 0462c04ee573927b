//! The document and its elements.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Milliseconds on the page's steady clock.
pub(super) fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

pub(super) fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

pub(super) fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

pub(super) fn scroll_to(id: &str) {
    if let Some(place) = element(id) {
        place.scroll_into_view();
    }
}
