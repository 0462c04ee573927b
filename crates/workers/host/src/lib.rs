//! Hosts a session or a decoder in a dedicated worker, and carries messages.
//!
//! An array goes each way: the bytes of a request or an event, with a request the code of the language to answer in, then what
//! bytes cannot carry or would carry several times (files, pixels). An array that begins with a string is a last word: the worker is
//! of no more use, the string says why, and what follows it whether memory ran out.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use facade_protocol as protocol;
use facade_text as text;
use facade_text::Language;

/// The worker itself.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends an event to the page.
pub fn post(event: &impl Serialize) {
    post_with(event, &[]);
}

/// Sends an event to the page, and pixels beside it, if there are any. Both are handed over, not copied once more.
pub fn post_with(event: &impl Serialize, pixels: &[u8]) {
    let sent =
        protocol::encode(event).map_err(|error| JsValue::from_str(&error.to_string())).and_then(|bytes| {
            let bytes = Uint8Array::from(bytes.as_slice());
            let (parts, handed_over) = (Array::of1(&bytes), Array::of1(&bytes.buffer()));
            if !pixels.is_empty() {
                let pixels = Uint8Array::from(pixels).buffer();
                parts.push(&pixels);
                handed_over.push(&pixels);
            }
            scope().post_message_with_transfer(&parts, &handed_over)
        });
    if let Err(error) = sent {
        // The browser had no room for it, or the bytes that it is packed into had none.
        last_word(&format!("An event could not be sent: {error:?}"), error.has_type::<js_sys::RangeError>());
    }
}

/// Tells the page that this worker is of no more use, and whether for want of memory.
fn last_word(why: &str, memory: bool) {
    // There is nobody left to tell of a failure to tell.
    let _ = scope().post_message(&Array::of2(&JsValue::from_str(why), &JsValue::from_bool(memory)));
}

/// Makes a panic reach the console and the page. A panic in a future ends as a rejected promise, of which the page hears
/// nothing by itself.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // So the standard library refuses more bytes than there are addresses.
        let memory = info.payload().downcast_ref::<&str>().is_some_and(|text| *text == "capacity overflow");
        last_word(&info.to_string(), memory);
    }));
}

/// Calls `take` with each request and what came beside it, from now on.
pub fn listen<R: DeserializeOwned>(take: impl Fn(R, Vec<JsValue>) + 'static) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let parts: Array = event.data().unchecked_into();
        let bytes: Uint8Array = parts.get(0).unchecked_into();
        if let Some(language) = parts.get(1).as_string().as_deref().and_then(Language::of_code) {
            text::speak(language);
        }
        match protocol::decode(&bytes.to_vec()) {
            Ok(request) => take(request, parts.iter().skip(2).collect()),
            Err(error) => last_word(&format!("A request could not be read: {error}"), false),
        }
    });
    scope().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    // Listens for as long as the worker lives.
    heard.forget();
}
