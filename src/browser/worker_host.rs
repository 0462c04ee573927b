//! Starts workers. The page's content-security policy applies to them, and none of them needs the network.
//!
//! A policy in a `meta` element does not apply to a worker that is loaded from its own URL; a worker that is loaded from a blob
//! inherits it. Each module is fetched and compiled once, when the page starts: a blob contains the script that wasm-bindgen
//! generated for it, and each worker receives the compiled module. So a replacement worker starts without a connection, and the
//! page requests nothing after it has loaded.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Promise, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, MessageEvent, Response, Url, Window, Worker, WorkerOptions, WorkerType,
};

use facade_app::recovery::Termination;
use facade_platform as platform;
use facade_text::language;

/// Follows the module's script in its blob. The first message is the compiled module. A trap or memory running out ends in an
/// error that no hook in the module sees; in a future it is a rejected promise, which does not reach the page. So the script
/// reports both, and whether memory ran out. The browser signals that with a RangeError, which it also throws when calls are
/// nested too deep; the module signals it with a trap, without the message of a panic. Other rejections are ignored: browsers
/// reject promises of their own that nobody waits for.
const SHIM: &str = r#"
{
  const report = (error, message) => {
    const why = String(error?.message ?? message ?? error ?? "unknown fault");
    const memory = error instanceof WebAssembly.RuntimeError ? /unreachable/i.test(why)
      : error instanceof RangeError && !/call stack/i.test(why);
    postMessage([why, memory]);
  };
  addEventListener("error", ({ error, message }) => report(error, message));
  addEventListener("unhandledrejection", ({ reason }) => {
    if (reason instanceof WebAssembly.RuntimeError || reason instanceof RangeError) report(reason);
  });
  const start = ({ data }) => __wbg_init({ module_or_path: data }).catch(error => report(error));
  addEventListener("message", start, { once: true });
}
"#;

/// Milliseconds to wait for a worker's module, and then for its first message. After that the start counts as failed: the caller
/// tries again, and gives up in the end.
const LOAD_TIMEOUT_MS: f64 = 60_000.0;
const START_TIMEOUT_MS: f64 = 60_000.0;

/// Milliseconds after which a module that has not arrived is fetched again. A slow connection needs time; one that hangs never
/// delivers it.
const REFETCH_MS: f64 = 3.0 * LOAD_TIMEOUT_MS - 1_000.0;

/// A module that workers can be started from. Clones share the fetched code.
#[derive(Clone, Debug)]
pub(crate) struct WorkerModule {
    name: &'static str,
    /// Without the ending.
    url: String,
    /// A promise of an array (the URL of the blob, and the compiled module), and when it was requested. None if it has to be
    /// fetched (again).
    code: Rc<RefCell<Option<(Promise, f64)>>>,
}

impl WorkerModule {
    /// Starts to fetch the module of this name, from the folder with the modules of the page's build.
    ///
    /// # Errors
    /// If there is no document.
    pub(crate) fn preload(name: &'static str) -> Result<WorkerModule, JsValue> {
        let document = window()?.document().ok_or_else(|| JsValue::from_str("there is no document"))?;
        let build =
            document.query_selector("meta[name=build]")?.and_then(|meta| meta.get_attribute("content"));
        let base = document.base_uri()?.unwrap_or_default();
        let path = format!("{}/{name}", build.as_deref().unwrap_or("."));
        let url = Url::new_with_base(&path, &base)?.href();
        let module = WorkerModule { name, url, code: Rc::default() };
        let preloaded = module.clone();
        // Who needs it tries again, and reports if that fails too.
        spawn_local(async move { drop(preloaded.code().await) });
        Ok(module)
    }

    /// The URL of its script's blob, and the compiled module. Fetched unless it was before.
    async fn code(&self) -> Result<(String, JsValue), JsValue> {
        let fetched = || (fetch(self.url.clone()), platform::now_ms());
        let (code, since) = self.code.borrow_mut().get_or_insert_with(fetched).clone();
        match platform::timeout(&code, LOAD_TIMEOUT_MS).await {
            Some(Ok(parts)) => {
                let parts: Array = parts.unchecked_into();
                Ok((parts.get(0).as_string().unwrap_or_default(), parts.get(1)))
            }
            Some(Err(error)) => {
                self.code.take();
                Err(error)
            }
            None => {
                if platform::now_ms() - since >= REFETCH_MS {
                    self.code.borrow_mut().take_if(|(_, now)| *now == since);
                }
                Err(JsValue::from_str("The module did not come in time."))
            }
        }
    }

    /// Starts a worker as soon as the module is there. It calls `on_message` with its messages.
    pub(crate) fn start(&self, on_message: impl Fn(WorkerMessage) + Clone + 'static) -> WorkerHandle {
        let running = Rc::new(RefCell::new(None));
        let (module, slot) = (self.clone(), Rc::downgrade(&running));
        spawn_local(async move {
            let code = module.code().await;
            // The handle may have been dropped.
            let Some(slot) = slot.upgrade() else { return };
            let responded = Rc::new(Cell::new(false));
            let started = code
                .and_then(|code| Running::start(module.name, &code, responded.clone(), on_message.clone()));
            match started {
                Ok(started) => {
                    drop(slot.borrow_mut().replace(started));
                    // Only a worker whose handle is still held can time out.
                    let held = Rc::downgrade(&slot);
                    drop(slot);
                    let _ = JsFuture::from(platform::sleep(START_TIMEOUT_MS)).await;
                    if held.strong_count() > 0 && !responded.get() {
                        let why = "The worker did not start in time.".to_owned();
                        on_message(WorkerMessage::Terminated(Termination::from_reason(why)));
                    }
                }
                Err(error) => {
                    on_message(WorkerMessage::Terminated(Termination::from_reason(format!("{error:?}"))))
                }
            }
        });
        WorkerHandle { running }
    }
}

fn window() -> Result<Window, JsValue> {
    web_sys::window().ok_or_else(|| JsValue::from_str("there is no window"))
}

/// Fetches a module's script and the module itself, at the same time: a promise of both.
fn fetch(url: String) -> Promise {
    let script = future_to_promise(fetch_script(format!("{url}.js")));
    let module = future_to_promise(fetch_module(format!("{url}_bg.wasm")));
    Promise::all(&Array::of2(&script, &module)).unchecked_into()
}

async fn response(url: &str) -> Result<Response, JsValue> {
    let response: Response = JsFuture::from(window()?.fetch_with_str(url)).await?.unchecked_into();
    match response.ok() {
        true => Ok(response),
        false => Err(JsValue::from_str(&format!("{url}: status {}", response.status()))),
    }
}

/// The URL of a blob with the script and the [`SHIM`].
async fn fetch_script(url: String) -> Result<JsValue, JsValue> {
    let text = JsFuture::from(response(&url).await?.text()?).await?;
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let parts = Array::of2(&text, &JsValue::from_str(SHIM));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    Url::create_object_url_with_blob(&blob).map(|url| JsValue::from_str(&url))
}

/// A module, compiled while it arrives; or afterwards, if the host sends it with another MIME type.
async fn fetch_module(url: String) -> Result<JsValue, JsValue> {
    let response = response(&url).await?;
    let arriving = Promise::resolve(AsRef::<JsValue>::as_ref(&response));
    match JsFuture::from(WebAssembly::compile_streaming(&arriving)).await {
        Err(_) if !response.body_used() => {
            let bytes = JsFuture::from(response.array_buffer()?).await?;
            JsFuture::from(WebAssembly::compile(&bytes)).await
        }
        compiled => compiled,
    }
}

#[derive(Debug)]
pub(crate) enum WorkerMessage {
    /// The bytes of an event, and the pixels transferred with them.
    Event(Vec<u8>, Option<ArrayBuffer>),
    /// It cannot be used any more.
    Terminated(Termination),
}

/// A worker, which starts when its module is there. It is terminated when this is dropped.
#[derive(Debug)]
pub(crate) struct WorkerHandle {
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
        responded: Rc<Cell<bool>>,
        report: impl Fn(WorkerMessage) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(name);
        let worker = Worker::new_with_options(script, &options)?;
        let report_error = report.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            responded.set(true);
            let parts: Array = event.data().unchecked_into();
            report(match parts.get(0).as_string() {
                Some(why) => WorkerMessage::Terminated(Termination {
                    out_of_memory: parts.get(1).is_truthy(),
                    reason: why,
                }),
                None => {
                    let bytes = parts.get(0).unchecked_into::<Uint8Array>().to_vec();
                    WorkerMessage::Event(bytes, parts.get(1).dyn_into().ok())
                }
            });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            // An error while loading comes as an event without a message.
            let message =
                Reflect::get(&event, &JsValue::from_str("message")).ok().and_then(|m| m.as_string());
            report_error(WorkerMessage::Terminated(Termination::from_reason(message.unwrap_or_default())));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(module)?;
        Ok(Running { worker, _on_message: on_message, _on_error: on_error })
    }
}

impl WorkerHandle {
    /// Posts the bytes of a request with files or blobs.
    pub(crate) fn post(&self, request: &[u8], attachments: &[impl AsRef<JsValue>]) -> Result<(), JsValue> {
        let bytes = Uint8Array::from(request);
        let parts = Array::of2(&bytes, &JsValue::from_str(language().code()));
        attachments.iter().for_each(|attachment| {
            parts.push(attachment.as_ref());
        });
        self.send(&parts, &Array::of1(&bytes.buffer()))
    }

    fn send(&self, parts: &Array, transfer: &Array) -> Result<(), JsValue> {
        match &*self.running.borrow() {
            Some(running) => running.worker.post_message_with_transfer(parts, transfer),
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
