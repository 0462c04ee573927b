//! Starts workers so that the page's content-security policy holds in them.
//!
//! A policy in a `meta` element does not reach a worker that is loaded from an address of its own; one that is loaded
//! from a blob inherits it. The blob imports the module.

use js_sys::{Array, ArrayBuffer, JSON, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

/// What a module's blob says. Memory running out and a trap end in an error that no hook in the module sees; in a future
/// it is a rejected promise, of which the page does not hear. So both are told as a string, a last word. Rejections of
/// other kinds end nothing: browsers reject promises of their own that nobody waits for.
const SHIM: &str = r#"
const tell = error => postMessage(String(error?.message ?? error ?? "unknown fault"));
addEventListener("error", event => tell(event.message));
addEventListener("unhandledrejection", ({ reason }) => {
  if (reason instanceof WebAssembly.RuntimeError || reason instanceof RangeError) tell(reason);
});
import(MODULE).then(module => module.default()).catch(tell);
"#;

/// A module that workers can be started from.
#[derive(Debug)]
pub(super) struct Module {
    name: &'static str,
    blob: String,
}

impl Module {
    /// The module of this name, in the folder that holds the modules of the page's own build.
    pub(super) fn find(name: &'static str) -> Result<Module, JsValue> {
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.ok_or_else(|| JsValue::from_str("there is no document"))?;
        let build =
            document.query_selector("meta[name=build]")?.and_then(|meta| meta.get_attribute("content"));
        let base = document.base_uri()?.unwrap_or_default();
        let path = format!("{}/{name}.js", build.as_deref().unwrap_or("."));
        let address = Url::new_with_base(&path, &base)?.href();
        let address = String::from(JSON::stringify(&JsValue::from_str(&address))?);
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        let text = Array::of1(&JsValue::from_str(&SHIM.replace("MODULE", &address)));
        let blob = Blob::new_with_str_sequence_and_options(&text, &options)?;
        Ok(Module { name, blob: Url::create_object_url_with_blob(&blob)? })
    }

    /// Starts a worker that calls `hear` with what it says.
    pub(super) fn start(&self, hear: impl Fn(Heard) + Clone + 'static) -> Result<Hosted, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(self.name);
        let worker = Worker::new_with_options(&self.blob, &options)?;
        let told = hear.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            told(match data.as_string() {
                Some(why) => Heard::End(why),
                None => {
                    let parts: Array = data.unchecked_into();
                    let bytes = parts.get(0).unchecked_into::<Uint8Array>().to_vec();
                    Heard::Event(bytes, parts.get(1).dyn_into().ok())
                }
            });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            // An error while loading comes as an event without a message.
            let message =
                Reflect::get(&event, &JsValue::from_str("message")).ok().and_then(|m| m.as_string());
            hear(Heard::End(message.unwrap_or_default()));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Hosted { worker, _on_message: on_message, _on_error: on_error })
    }
}

/// What a worker says.
#[derive(Debug)]
pub(super) enum Heard {
    /// The bytes of an event, and the pixels beside them.
    Event(Vec<u8>, Option<ArrayBuffer>),
    /// Its last word: it is of no more use.
    End(String),
}

/// A running worker. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Hosted {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Hosted {
    /// Sends the bytes of a request, and files or blobs beside them.
    pub(super) fn post(&self, request: &[u8], beside: &[impl AsRef<JsValue>]) -> Result<(), JsValue> {
        let bytes = Uint8Array::from(request);
        let parts = Array::of1(&bytes);
        beside.iter().for_each(|each| {
            parts.push(each.as_ref());
        });
        self.worker.post_message_with_transfer(&parts, &Array::of1(&bytes.buffer()))
    }
}

impl Drop for Hosted {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
