//! What turns text into elements or scripts, all of it: drawings, and the addresses that workers are started from. Where the browser
//! has Trusted Types, it refuses everything that did not come through here, by the policy in `index.html`.

use js_sys::Object;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Worker, WorkerOptions};

use facade_app::markup::is_drawing;

/// Its name, as `index.html` allows it: once, so that nobody else can have one.
const NAME: &str = "facade";

#[wasm_bindgen]
extern "C" {
    type Factory;
    #[wasm_bindgen(thread_local_v2, js_name = trustedTypes)]
    static TRUSTED_TYPES: Option<Factory>;
    #[wasm_bindgen(method, catch, js_name = createPolicy)]
    fn create_policy(this: &Factory, name: &str, rules: &Rules) -> Result<Policy, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type Rules;
    #[wasm_bindgen(method, setter, js_name = createHTML)]
    fn set_create_html(this: &Rules, pass: &JsValue);
    #[wasm_bindgen(method, setter, js_name = createScriptURL)]
    fn set_create_script_url(this: &Rules, pass: &JsValue);

    type Policy;
    #[wasm_bindgen(method, js_name = createHTML)]
    fn create_html(this: &Policy, html: &str) -> JsValue;
    #[wasm_bindgen(method, js_name = createScriptURL)]
    fn create_script_url(this: &Policy, address: &str) -> JsValue;

    type Filled;
    #[wasm_bindgen(method, catch, setter, js_name = innerHTML)]
    fn set_inner_html(this: &Filled, html: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(extends = Worker, js_name = Worker)]
    type Started;
    #[wasm_bindgen(constructor, catch, js_class = "Worker")]
    fn new(address: &JsValue, options: &WorkerOptions) -> Result<Started, JsValue>;
}

thread_local! {
    static POLICY: Option<Policy> = policy();
}

/// The policy; none where the browser has none. It passes everything: what it is given was looked at.
fn policy() -> Option<Policy> {
    TRUSTED_TYPES.with(|types| {
        let pass = Closure::<dyn Fn(JsValue) -> JsValue>::new(|text| text).into_js_value();
        let rules: Rules = Object::new().unchecked_into();
        rules.set_create_html(&pass);
        rules.set_create_script_url(&pass);
        types.as_ref()?.create_policy(NAME, &rules).ok()
    })
}

/// Fills an element with a drawing. What is none is left out.
pub(super) fn fill(element: &Element, markup: &str) {
    let markup = if is_drawing(markup) { markup } else { "" };
    let html = POLICY.with(|policy| match policy {
        Some(policy) => policy.create_html(markup),
        None => JsValue::from_str(markup),
    });
    // It fails only where the browser allows no policy of ours: then there is no drawing, and all else goes on.
    let _ = element.unchecked_ref::<Filled>().set_inner_html(&html);
}

/// Starts a worker from a blob of the page's own.
pub(super) fn start_worker(address: &str, options: &WorkerOptions) -> Result<Worker, JsValue> {
    if !address.starts_with("blob:") {
        return Err(JsValue::from_str("a worker is started from a blob"));
    }
    let address = POLICY.with(|policy| match policy {
        Some(policy) => policy.create_script_url(address),
        None => JsValue::from_str(address),
    });
    Started::new(&address, options).map(JsCast::unchecked_into)
}
