//! The platform of the page and of its workers.

use js_sys::{Array, ArrayBuffer, Function, JsString, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AddEventListenerOptions, MessageChannel, MessagePort, Performance};

/// A property of the window or of the worker's scope, which have no common type.
fn global(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Runs what libraries register before they are used: Burn's kernels need it. Whoever trains calls it once, before
/// anything else. That it is called keeps the linker from having it run before every export, of which wasm-bindgen calls
/// one for each object of the browser: it took two thirds of a training step on WebGPU.
#[allow(unsafe_code, reason = "the linker writes it, and it takes nothing")]
pub fn construct() {
    // SAFETY: wasm-ld makes a function of this name and type in every module.
    unsafe extern "C" {
        fn __wasm_call_ctors();
    }
    // SAFETY: it takes nothing, and runs what was compiled in to be run before the module's first use, once, before anything else.
    unsafe { __wasm_call_ctors() }
}

/// Milliseconds on a steady clock that starts at some time of its own.
pub fn now_ms() -> f64 {
    thread_local! {
        static CLOCK: Performance = global("performance").unchecked_into();
    }
    CLOCK.with(Performance::now)
}

/// Lets waiting messages in. A timer would do too, but browsers stretch timers to 4 ms and far more in the background;
/// a message to oneself queues up behind those that wait and comes at once.
pub async fn yield_now() {
    thread_local! {
        static CHANNEL: Option<MessageChannel> = MessageChannel::new().ok().inspect(|c| c.port1().start());
    }
    let turn = CHANNEL.with(|channel| {
        let channel = channel.as_ref()?;
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        Some(Promise::new(&mut |resolve, _| {
            let port = channel.port1();
            let heard = port
                .add_event_listener_with_callback_and_add_event_listener_options("message", &resolve, &once);
            if heard.and_then(|()| channel.port2().post_message(&JsValue::NULL)).is_err() {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        }))
    });
    if let Some(turn) = turn {
        let _ = JsFuture::from(turn).await;
    }
}

/// A value, so many milliseconds from now.
fn later(milliseconds: f64, value: &JsValue) -> Promise {
    Promise::new(&mut |resolve, _| {
        let set = global("setTimeout").unchecked_into::<Function>();
        // A little later than told, so that the time has come by any clock.
        let _ = set.call3(&JsValue::UNDEFINED, &resolve, &(milliseconds.ceil() + 1.0).into(), value);
    })
}

/// Settles so many milliseconds from now.
pub fn after(milliseconds: f64) -> Promise {
    later(milliseconds, &JsValue::UNDEFINED)
}

/// What becomes of a promise; none if that takes longer than so many milliseconds.
pub async fn within(promise: &Promise, milliseconds: f64) -> Option<Result<JsValue, JsValue>> {
    let late = Object::new();
    let first = JsFuture::from(Promise::race(&Array::of2(promise, &later(milliseconds, &late)))).await;
    (first.as_ref() != Ok(&*late)).then_some(first)
}

/// Gives a buffer's memory back at once. Left to the collector, the buffers of files that were read pile up to a hundred
/// megabytes and more before it comes. To send one to where nobody listens is the one way that frees it: after
/// `buffer.transfer(0)` Chromium keeps the memory until the collector comes, and no longer counts it, so that it comes
/// later still.
pub fn free(buffer: &ArrayBuffer) {
    thread_local! {
        static NOBODY: Option<MessagePort> = MessageChannel::new().ok().map(|channel| {
            channel.port2().close();
            channel.port1()
        });
    }
    NOBODY.with(|port| {
        // A buffer that was handed over before is nobody's to free.
        port.as_ref().map(|port| port.post_message_with_transferable(&JsValue::NULL, &Array::of1(buffer)))
    });
}

/// How many threads compute at the same time, as far as the browser tells; at least 1.
pub fn cores() -> usize {
    let cores = Reflect::get(&global("navigator"), &JsValue::from_str("hardwareConcurrency"));
    cores.ok().and_then(|cores| cores.as_f64()).map_or(1, |cores| cores.max(1.0) as usize)
}

/// What a function makes of `0..count`, in order. A worker has one thread.
pub fn map<T>(count: usize, of: impl Fn(usize) -> T) -> Vec<T> {
    (0..count).map(of).collect()
}

/// The text in small letters.
pub fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// The text in capital letters.
pub fn upper(text: &str) -> String {
    JsString::from(text).to_upper_case().into()
}

/// The number that a text is, written with a point and without groups.
pub fn number(text: &str) -> Option<f64> {
    // JavaScript also takes nothing for zero, space around a number, and numbers to other bases.
    let decimal = |c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E');
    let value = JsValue::from_str(text).unchecked_into_f64();
    (!text.is_empty() && text.chars().all(decimal) && !value.is_nan()).then_some(value)
}
