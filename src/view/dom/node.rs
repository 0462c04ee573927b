//! What the document can do, as far as views need it. None of it fails on names of elements and attributes that are
//! names, so nothing here gives a `Result`.

use js_sys::Object;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, Node};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    pub(super) fn create_element(tag: &str) -> Element;
    #[wasm_bindgen(js_namespace = document, js_name = createElementNS)]
    pub(super) fn create_element_ns(namespace: &str, tag: &str) -> Element;
    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    pub(super) fn create_text(text: &str) -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createDocumentFragment)]
    pub(super) fn create_fragment() -> Branch;

    /// An element or a fragment: what can have children.
    #[wasm_bindgen(extends = Node)]
    #[derive(Clone)]
    pub(in crate::view) type Branch;
    #[wasm_bindgen(method)]
    pub(super) fn append(this: &Branch, child: &Node);
    #[wasm_bindgen(method, js_name = insertBefore)]
    pub(super) fn insert_before(this: &Branch, child: &Node, before: &Node);
    #[wasm_bindgen(method, js_name = querySelectorAll)]
    pub(super) fn query_selector_all(this: &Branch, selectors: &str) -> web_sys::NodeList;

    #[wasm_bindgen(js_name = Element)]
    #[derive(Clone)]
    pub(super) type Properties;
    #[wasm_bindgen(method, structural, indexing_setter)]
    pub(super) fn set(this: &Properties, name: &str, value: &JsValue);

    #[wasm_bindgen(js_name = HTMLElement)]
    pub(super) type Control;
    #[wasm_bindgen(method)]
    pub(super) fn focus(this: &Control, options: &Object);
}
