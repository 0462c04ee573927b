//! Starts workers so that the page's content-security policy holds in them, and so that no worker needs the network.
//!
//! A policy in a `meta` element does not reach a worker that is loaded from an address of its own; one that is loaded
//! from a blob inherits it. Each module is fetched and compiled once, when the page starts: its blob holds the script
//! that wasm-bindgen made for it, and a worker is handed the compiled module. So a worker that takes another's place
//! starts without a connection, and after loading the page asks for nothing.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Promise, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, MessageEvent, Response, Url, Window, Worker, WorkerOptions, WorkerType,
};

use super::trusted::start_worker;
use facade_app::recovery::LastWord;
use facade_platform as platform;
use facade_text::language;

/// What follows a module's script in its blob: the first message is the compiled module. Memory running out and a trap
/// end in an error that no hook in the module sees; in a future it is a rejected promise, of which the page does not
/// hear. So both are told as a last word, with whether memory ran out. The browser says that with a RangeError, as it does when
/// calls are nested too deep; the module traps, without the last word that a panic has. Rejections of other kinds end nothing:
/// browsers reject promises of their own that nobody waits for.
const SHIM: &str = r#"
{
  const tell = (error, message) => {
    const why = String(error?.message ?? message ?? error ?? "unknown fault");
    const memory = error instanceof WebAssembly.RuntimeError ? /unreachable/i.test(why)
      : error instanceof RangeError && !/call stack/i.test(why);
    postMessage([why, memory]);
  };
  addEventListener("error", ({ error, message }) => tell(error, message));
  addEventListener("unhandledrejection", ({ reason }) => {
    if (reason instanceof WebAssembly.RuntimeError || reason instanceof RangeError) tell(reason);
  });
  const begin = ({ data }) => __wbg_init({ module_or_path: data }).catch(error => tell(error));
  addEventListener("message", begin, { once: true });
}
"#;

/// Milliseconds that whoever wants a worker waits for its module, and then for its first word. What takes longer counts as a start
/// that failed: whoever wants it tries again, and gives up in the end.
const LOAD_MS: f64 = 60_000.0;
const START_MS: f64 = 60_000.0;

/// Milliseconds after which a module that has not come yet is fetched anew. A slow connection needs its time, and one that hangs
/// never comes.
const HANGS_MS: f64 = 3.0 * LOAD_MS - 1_000.0;

/// A module that workers can be started from. Clones share what was fetched.
#[derive(Clone, Debug)]
pub(super) struct Module {
    name: &'static str,
    /// Its address without the ending.
    address: String,
    /// Becomes an array: the address of the blob, and the compiled module; and since when it does. None where it is to be fetched
    /// (again).
    code: Rc<RefCell<Option<(Promise, f64)>>>,
}

impl Module {
    /// The module of this name, in the folder that holds the modules of the page's own build. It is being fetched from
    /// now on.
    pub(super) fn find(name: &'static str) -> Result<Module, JsValue> {
        let document = window()?.document().ok_or_else(|| JsValue::from_str("there is no document"))?;
        let build =
            document.query_selector("meta[name=build]")?.and_then(|meta| meta.get_attribute("content"));
        let base = document.base_uri()?.unwrap_or_default();
        let path = format!("{}/{name}", build.as_deref().unwrap_or("."));
        let address = Url::new_with_base(&path, &base)?.href();
        let module = Module { name, address, code: Rc::default() };
        let early = module.clone();
        // Whoever needs it tries again, and tells if it fails then too.
        spawn_local(async move { drop(early.code().await) });
        Ok(module)
    }

    /// Its code, fetched unless that was done before.
    async fn code(&self) -> Result<(String, JsValue), JsValue> {
        let fetched = || (fetch(self.address.clone()), platform::now_ms());
        let (code, since) = self.code.borrow_mut().get_or_insert_with(fetched).clone();
        match platform::within(&code, LOAD_MS).await {
            Some(Ok(parts)) => {
                let parts: Array = parts.unchecked_into();
                Ok((parts.get(0).as_string().unwrap_or_default(), parts.get(1)))
            }
            Some(Err(error)) => {
                self.code.take();
                Err(error)
            }
            None => {
                if platform::now_ms() - since >= HANGS_MS {
                    self.code.borrow_mut().take_if(|(_, now)| *now == since);
                }
                Err(JsValue::from_str("The module did not come in time."))
            }
        }
    }

    /// Starts a worker that calls `hear` with what it says, as soon as the module is there.
    pub(super) fn start(&self, hear: impl Fn(Heard) + Clone + 'static) -> Hosted {
        let running = Rc::new(RefCell::new(None));
        let (module, slot) = (self.clone(), Rc::downgrade(&running));
        spawn_local(async move {
            let code = module.code().await;
            // Nobody may be waiting for it any more.
            let Some(slot) = slot.upgrade() else { return };
            let said = Rc::new(Cell::new(false));
            let started =
                code.and_then(|code| Running::start(module.name, &code, said.clone(), hear.clone()));
            match started {
                Ok(started) => {
                    drop(slot.borrow_mut().replace(started));
                    // Only a worker that somebody waits for is given up.
                    let waited = Rc::downgrade(&slot);
                    drop(slot);
                    let _ = JsFuture::from(platform::after(START_MS)).await;
                    if waited.strong_count() > 0 && !said.get() {
                        hear(Heard::End(LastWord::of("The worker did not start in time.".to_owned())));
                    }
                }
                Err(error) => hear(Heard::End(LastWord::of(format!("{error:?}")))),
            }
        });
        Hosted { running }
    }
}

fn window() -> Result<Window, JsValue> {
    web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))
}

/// Fetches a module's script and the module itself, at the same time: a promise of both.
fn fetch(address: String) -> Promise {
    let script = future_to_promise(script(format!("{address}.js")));
    let module = future_to_promise(compiled(format!("{address}_bg.wasm")));
    Promise::all(&Array::of2(&script, &module)).unchecked_into()
}

async fn response(address: &str) -> Result<Response, JsValue> {
    let response: Response = JsFuture::from(window()?.fetch_with_str(address)).await?.unchecked_into();
    match response.ok() {
        true => Ok(response),
        false => Err(JsValue::from_str(&format!("{address}: status {}", response.status()))),
    }
}

/// The address of a blob that holds the script and what follows it.
async fn script(address: String) -> Result<JsValue, JsValue> {
    let text = JsFuture::from(response(&address).await?.text()?).await?;
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let parts = Array::of2(&text, &JsValue::from_str(SHIM));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    Url::create_object_url_with_blob(&blob).map(|address| JsValue::from_str(&address))
}

/// A module, compiled while it arrives; or afterwards, from a host that does not call it what it is.
async fn compiled(address: String) -> Result<JsValue, JsValue> {
    let response = response(&address).await?;
    let arriving = Promise::resolve(AsRef::<JsValue>::as_ref(&response));
    match JsFuture::from(WebAssembly::compile_streaming(&arriving)).await {
        Err(_) if !response.body_used() => {
            let bytes = JsFuture::from(response.array_buffer()?).await?;
            JsFuture::from(WebAssembly::compile(&bytes)).await
        }
        compiled => compiled,
    }
}

/// What a worker says.
#[derive(Debug)]
pub(super) enum Heard {
    /// The bytes of an event, and the pixels beside them.
    Event(Vec<u8>, Option<ArrayBuffer>),
    /// Its last word: it is of no more use.
    End(LastWord),
}

/// A worker, or one that will be there when its module is. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Hosted {
    running: Rc<RefCell<Option<Running>>>,
}

#[derive(Debug)]
struct Running {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Running {
    fn start(
        name: &str,
        (script, module): &(String, JsValue),
        said: Rc<Cell<bool>>,
        hear: impl Fn(Heard) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        let worker = start_worker(script, &options)?;
        let told = hear.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            said.set(true);
            let parts: Array = event.data().unchecked_into();
            told(match parts.get(0).as_string() {
                Some(why) => Heard::End(LastWord { memory: parts.get(1).is_truthy(), why }),
                None => {
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
            hear(Heard::End(LastWord::of(message.unwrap_or_default())));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(module)?;
        Ok(Running { worker, _on_message: on_message, _on_error: on_error })
    }
}

impl Hosted {
    /// Sends the bytes of a request, and files or blobs beside them.
    pub(super) fn post(&self, request: &[u8], beside: &[impl AsRef<JsValue>]) -> Result<(), JsValue> {
        let bytes = Uint8Array::from(request);
        let parts = Array::of2(&bytes, &JsValue::from_str(language().code()));
        beside.iter().for_each(|each| {
            parts.push(each.as_ref());
        });
        self.send(&parts, &Array::of1(&bytes.buffer()))
    }

    fn send(&self, parts: &Array, handed_over: &Array) -> Result<(), JsValue> {
        match &*self.running.borrow() {
            Some(running) => running.worker.post_message_with_transfer(parts, handed_over),
            None => Err(JsValue::from_str("the worker has not started")),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
