//! Trusted Types: what may become elements or scripts. Where a browser has them, the policy in `index.html` makes it ask here
//! whenever text is turned into markup, or a URL into a worker.

use js_sys::Object;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use facade_app::markup::is_safe_svg;

#[wasm_bindgen]
extern "C" {
    type PolicyFactory;
    #[wasm_bindgen(thread_local_v2, js_name = trustedTypes)]
    static TRUSTED_TYPES: Option<PolicyFactory>;
    #[wasm_bindgen(method, catch, js_name = createPolicy)]
    fn create_policy(this: &PolicyFactory, name: &str, options: &PolicyOptions) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type PolicyOptions;
    #[wasm_bindgen(method, setter, js_name = createHTML)]
    fn set_create_html(this: &PolicyOptions, check: &JsValue);
    #[wasm_bindgen(method, setter, js_name = createScriptURL)]
    fn set_create_script_url(this: &PolicyOptions, check: &JsValue);
}

/// Creates the page's policy, which the browser applies to all text. `index.html` allows one of this name: no other script can
/// create another.
pub(crate) fn create_policy() {
    TRUSTED_TYPES.with(|types| {
        let Some(types) = types else { return };
        let options: PolicyOptions = Object::new().unchecked_into();
        // What is not a drawing becomes nothing.
        options.set_create_html(&checked(|markup| {
            Some(if is_safe_svg(&markup) { markup } else { String::new() })
        }));
        // Workers are started from blobs that the page made.
        options.set_create_script_url(&checked(|url| url.starts_with("blob:").then_some(url)));
        // If the browser refuses it, drawings are missing and no worker starts, which is reported.
        let _ = types.create_policy("default", &options);
    });
}

fn checked(check: fn(String) -> Option<String>) -> JsValue {
    Closure::<dyn Fn(String) -> Option<String>>::new(check).into_js_value()
}
