//! Web platform: the page and its workers.

use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AddEventListenerOptions, MessageChannel, MessagePort, Performance};

/// A property of the global object. Window and worker scope have no common type.
fn global(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// Runs the static constructors that libraries register; Burn's kernels need them. The compute worker calls it once,
/// before anything else. Without an explicit call, the linker runs the constructors before every export, and
/// wasm-bindgen calls an export for each JavaScript object: that took two thirds of a training step on WebGPU.
#[allow(unsafe_code, reason = "the function is provided by the linker")]
pub fn run_constructors() {
    // SAFETY: wasm-ld defines a function with this name and type in every module.
    unsafe extern "C" {
        fn __wasm_call_ctors();
    }
    // SAFETY: it has no arguments, and it is called once, before any other code of the module.
    unsafe { __wasm_call_ctors() }
}

/// Milliseconds of a monotonic clock with an arbitrary start.
pub fn now_ms() -> f64 {
    thread_local! {
        static CLOCK: Performance = global("performance").unchecked_into();
    }
    CLOCK.with(Performance::now)
}

/// Yields to the event loop, so that pending messages are processed. Uses a message to itself: browsers clamp timers
/// to 4 ms, and to far more in background tabs.
pub async fn yield_now() {
    thread_local! {
        static CHANNEL: Option<MessageChannel> = MessageChannel::new().ok().inspect(|c| c.port1().start());
    }
    let message = CHANNEL.with(|channel| {
        let channel = channel.as_ref()?;
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        Some(Promise::new(&mut |resolve, _| {
            let port = channel.port1();
            let added = port
                .add_event_listener_with_callback_and_add_event_listener_options("message", &resolve, &once);
            if added.and_then(|()| channel.port2().post_message(&JsValue::NULL)).is_err() {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
        }))
    });
    if let Some(message) = message {
        let _ = JsFuture::from(message).await;
    }
}

/// Resolves with `value` after a delay.
fn delayed(milliseconds: f64, value: &JsValue) -> Promise {
    Promise::new(&mut |resolve, _| {
        let set_timeout = global("setTimeout").unchecked_into::<Function>();
        // Slightly longer, so that the time has passed on every clock.
        let _ = set_timeout.call3(&JsValue::UNDEFINED, &resolve, &(milliseconds.ceil() + 1.0).into(), value);
    })
}

/// Resolves after a delay.
pub fn sleep(milliseconds: f64) -> Promise {
    delayed(milliseconds, &JsValue::UNDEFINED)
}

/// The result of a promise, or `None` if it takes longer than the timeout.
pub async fn timeout(promise: &Promise, milliseconds: f64) -> Option<Result<JsValue, JsValue>> {
    let late = Object::new();
    let first = JsFuture::from(Promise::race(&Array::of2(promise, &delayed(milliseconds, &late)))).await;
    (first.as_ref() != Ok(&*late)).then_some(first)
}

/// Frees a buffer immediately. Otherwise, buffers of files accumulate to a hundred megabytes and more before the
/// garbage collector runs. Transferring the buffer to a closed port is the only way that works: after
/// `buffer.transfer(0)`, Chromium keeps the memory until the next collection and no longer counts it, which delays
/// the collection further.
pub fn free_buffer(buffer: &ArrayBuffer) {
    thread_local! {
        static CLOSED_PORT: Option<MessagePort> = MessageChannel::new().ok().map(|channel| {
            channel.port2().close();
            channel.port1()
        });
    }
    CLOSED_PORT.with(|port| {
        // Fails for a buffer that was already transferred, which is then not ours to free.
        port.as_ref().map(|port| port.post_message_with_transferable(&JsValue::NULL, &Array::of1(buffer)))
    });
}

/// Number of cores as reported by the browser, at least 1.
pub fn cores() -> usize {
    let cores = Reflect::get(&global("navigator"), &JsValue::from_str("hardwareConcurrency"));
    cores.ok().and_then(|cores| cores.as_f64()).map_or(1, |cores| cores.max(1.0) as usize)
}

/// Maps `0..count` in order. A worker has one thread.
pub fn parallel_map<T>(count: usize, op: impl Fn(usize) -> T) -> Vec<T> {
    (0..count).map(op).collect()
}
