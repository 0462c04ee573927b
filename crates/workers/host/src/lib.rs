//! What all workers share: the message loop, and reading the files that are attached to a request.
//!
//! A message is an array: the bytes of a request or event; in requests, the language code; then attachments (files,
//! pixels), which would otherwise be copied. An array that starts with a string reports that the worker has failed:
//! the string is the reason, followed by whether it ran out of memory.
#![cfg(target_arch = "wasm32")]

mod source_blob;

use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use facade_protocol as protocol;
use facade_text as text;
use facade_text::Language;
pub use source_blob::SourceBlob;

/// The worker's global scope.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Posts an event to the page.
pub fn post(event: &impl Serialize) {
    post_with(event, &[]);
}

/// Posts an event to the page with attached pixels, if any. Both are transferred.
pub fn post_with(event: &impl Serialize, pixels: &[u8]) {
    let sent =
        protocol::encode(event).map_err(|error| JsValue::from_str(&error.to_string())).and_then(|bytes| {
            let bytes = Uint8Array::from(bytes.as_slice());
            let (parts, transfer) = (Array::of1(&bytes), Array::of1(&bytes.buffer()));
            if !pixels.is_empty() {
                let pixels = Uint8Array::from(pixels).buffer();
                parts.push(&pixels);
                transfer.push(&pixels);
            }
            scope().post_message_with_transfer(&parts, &transfer)
        });
    if let Err(error) = sent {
        // A RangeError means that there was no memory for the message.
        post_failure(
            &format!("An event could not be sent: {error:?}"),
            error.has_type::<js_sys::RangeError>(),
        );
    }
}

/// Reports to the page that this worker has failed, and whether it ran out of memory.
fn post_failure(why: &str, out_of_memory: bool) {
    // If this fails too, nothing else can be done.
    let _ = scope().post_message(&Array::of2(&JsValue::from_str(why), &JsValue::from_bool(out_of_memory)));
}

/// Reports panics to the console and the page. A panic in a future would only reject a promise that the page does not
/// see.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // The standard library's panic if an allocation exceeds the address space.
        let out_of_memory =
            info.payload().downcast_ref::<&str>().is_some_and(|text| *text == "capacity overflow");
        post_failure(&info.to_string(), out_of_memory);
    }));
}

/// Calls `on_request` with each request and its attachments.
pub fn listen<R: DeserializeOwned>(on_request: impl Fn(R, Vec<JsValue>) + 'static) {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let parts: Array = event.data().unchecked_into();
        let bytes: Uint8Array = parts.get(0).unchecked_into();
        if let Some(language) = parts.get(1).as_string().as_deref().and_then(Language::from_code) {
            text::speak(language);
        }
        match protocol::decode(&bytes.to_vec()) {
            Ok(request) => on_request(request, parts.iter().skip(2).collect()),
            Err(error) => post_failure(&format!("A request could not be read: {error}"), false),
        }
    });
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // Lives as long as the worker.
    on_message.forget();
}
