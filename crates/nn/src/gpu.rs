//! The GPU through wgpu: whether there is one, what it calls itself, and when it has caught up.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use burn::tensor::Device;
use burn::tensor::wgpu::wgpu;

use facade_platform::{DeviceKind, DeviceName};
use facade_text as text;

/// Kernels that may wait for one submit: more than a step has, which ends in one of its own.
const PER_SUBMIT: usize = 512;

/// Steps that may be submitted and not yet done.
#[cfg(target_arch = "wasm32")]
const IN_FLIGHT: usize = 2;

/// Milliseconds after which neither an adapter nor a device will come any more. They took half a second here.
#[cfg(target_arch = "wasm32")]
const PATIENCE_MS: f64 = 10_000.0;

/// Knows when submitted work is done.
#[derive(Clone)]
pub struct Queue(
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native waits through the device"))]
    Rc<Inner>,
);

struct Inner {
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native waits through the device"))]
    queue: wgpu::Queue,
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native waits through the device"))]
    pending: RefCell<VecDeque<futures_channel::oneshot::Receiver<()>>>,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Queue").finish()
    }
}

/// Why there is no GPU, as a sentence.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoGpu {
    /// The browser lacks what it would be reached by.
    #[error("{}", text::gpu_no_webgpu())]
    NoWebGpu,
    /// The browser has none.
    #[error("{}", text::gpu_no_adapter())]
    NoAdapter,
    /// It cannot tell how long something took.
    #[error("{}", text::gpu_no_timestamps())]
    NoTimestamps,
    /// It did not answer, which takes too long to be tried again.
    #[error("{}", text::gpu_no_answer())]
    NoAnswer,
    /// It could not be set up, which cannot be tried again in this process.
    #[error("{}", text::gpu_not_started(.0))]
    NotStarted(String),
}

impl NoGpu {
    /// Whether the browser has none. It may have one when it is asked again.
    pub fn is_absence(&self) -> bool {
        matches!(self, NoGpu::NoWebGpu | NoGpu::NoAdapter | NoGpu::NoTimestamps)
    }
}

/// Sets up Burn's wgpu runtime on the best adapter. Once in a process.
///
/// # Errors
/// Why there is none.
pub async fn start() -> Result<(Device, DeviceName, Queue), NoGpu> {
    #[cfg(target_arch = "wasm32")]
    let told = probe().await?;
    let options = Device::wgpu_options().tasks_max(PER_SUBMIT);
    #[cfg(target_arch = "wasm32")]
    let begun = {
        let (tell, mut told) = futures_channel::oneshot::channel();
        let begin = wasm_bindgen_futures::future_to_promise(async {
            let _ = tell.send(options.init_with_setup_async().await);
            Ok(wasm_bindgen::JsValue::NULL)
        });
        facade_platform::within(&begin, PATIENCE_MS).await;
        told.try_recv().ok().flatten().ok_or(NoGpu::NoAnswer)?
    };
    #[cfg(not(target_arch = "wasm32"))]
    let begun = options.init_with_setup_async().await;
    let (device, setup) = begun.map_err(|e| NoGpu::NotStarted(e.to_string()))?;
    #[cfg(not(target_arch = "wasm32"))]
    let told = {
        let info = setup.adapter.get_info();
        let software = info.device_type == wgpu::DeviceType::Cpu;
        DeviceName {
            kind: if software { DeviceKind::SoftwareGpu } else { DeviceKind::Gpu },
            name: format!("{}, {}", info.name, info.backend),
        }
    };
    let queue = Inner { queue: setup.queue, pending: RefCell::default() };
    Ok((device, told, Queue(Rc::new(queue))))
}

impl Queue {
    /// Submits what was asked for and waits until at most [`IN_FLIGHT`] steps are under way. Natively wgpu does that.
    pub async fn throttle(&self, device: &Device) {
        // A failure shows at the next read, which has a place for it.
        let _ = device.flush();
        #[cfg(target_arch = "wasm32")]
        {
            let (done, wait) = futures_channel::oneshot::channel();
            self.0.queue.on_submitted_work_done(move || {
                let _ = done.send(());
            });
            self.0.pending.borrow_mut().push_back(wait);
            self.drain(IN_FLIGHT).await;
        }
    }

    /// Waits until all submitted work is done.
    pub async fn wait(&self, device: &Device) {
        #[cfg(target_arch = "wasm32")]
        {
            self.throttle(device).await;
            self.drain(0).await;
        }
        #[cfg(not(target_arch = "wasm32"))]
        let _ = device.sync();
    }

    #[cfg(target_arch = "wasm32")]
    async fn drain(&self, keep: usize) {
        loop {
            let oldest = {
                let mut pending = self.0.pending.borrow_mut();
                if pending.len() <= keep {
                    return;
                }
                pending.pop_front()
            };
            if let Some(oldest) = oldest {
                let _ = oldest.await;
            }
        }
    }
}

/// Asks the browser for an adapter, before Burn does: without `timestamp-query` cubecl-wgpu 0.11.3 panics, and wgpu
/// does not pass on vendor and architecture.
#[cfg(target_arch = "wasm32")]
async fn probe() -> Result<DeviceName, NoGpu> {
    use js_sys::{Function, Promise, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    let get = |object: &JsValue, key: &str| {
        Reflect::get(object, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
    };
    let call = |object: &JsValue, method: &str, argument: &JsValue| {
        let arguments = js_sys::Array::of1(argument);
        get(object, method)
            .dyn_into::<Function>()
            .and_then(|function| function.apply(object, &arguments))
            .unwrap_or(JsValue::UNDEFINED)
    };
    let gpu = get(&get(&js_sys::global(), "navigator"), "gpu");
    if !gpu.is_object() {
        return Err(NoGpu::NoWebGpu);
    }
    // The one that Burn will ask for, where a machine has two.
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &"powerPreference".into(), &"high-performance".into());
    let adapter = match call(&gpu, "requestAdapter", &options).dyn_into::<Promise>() {
        Ok(asked) => {
            let answer = facade_platform::within(&asked, PATIENCE_MS).await;
            answer.ok_or(NoGpu::NoAnswer)?.unwrap_or(JsValue::NULL)
        }
        Err(other) => other,
    };
    if !adapter.is_object() {
        return Err(NoGpu::NoAdapter);
    }
    if !call(&get(&adapter, "features"), "has", &"timestamp-query".into()).is_truthy() {
        return Err(NoGpu::NoTimestamps);
    }
    let info = get(&adapter, "info");
    let word = |key: &str| get(&info, key).as_string().filter(|s| !s.is_empty());
    let parts: Vec<String> = [word("vendor"), word("architecture")].into_iter().flatten().collect();
    let name = word("description").or(word("device")).unwrap_or_else(|| parts.join(" "));
    let fallback =
        get(&info, "isFallbackAdapter").is_truthy() || get(&adapter, "isFallbackAdapter").is_truthy();
    let emulated = word("architecture").is_some_and(|a| a == "swiftshader");
    let kind = if fallback || emulated { DeviceKind::SoftwareGpu } else { DeviceKind::Gpu };
    Ok(DeviceName { kind, name: if name.is_empty() { text::gpu_unnamed().into() } else { name } })
}
