//! The GPU through wgpu: detection, name, and waiting for submitted work.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use burn::tensor::Device;
use burn_wgpu::graphics::AutoGraphicsApi;
use burn_wgpu::{RuntimeOptions, WgpuDevice, WgpuInitError, WgpuSetup, try_init_setup_async, wgpu};

use facade_platform::{DeviceKind, DeviceName};
use facade_text as text;

/// Kernels per submit: more than a step has, and each step ends with a submit.
const PER_SUBMIT: usize = 512;

/// Maximum number of steps submitted but not done.
#[cfg(target_arch = "wasm32")]
const IN_FLIGHT: usize = 2;

/// Timeout for adapter and device, in milliseconds. They took half a second here.
#[cfg(target_arch = "wasm32")]
const TIMEOUT_MS: f64 = 10_000.0;

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

/// Why there is no GPU. The message is a sentence for the visitor.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoGpu {
    /// The browser has no WebGPU.
    #[error("{}", text::gpu_no_webgpu())]
    NoWebGpu,
    /// The browser has no adapter.
    #[error("{}", text::gpu_no_adapter())]
    NoAdapter,
    /// The adapter has no timestamp queries.
    #[error("{}", text::gpu_no_timestamps())]
    NoTimestamps,
    /// The adapter or device did not answer in time; a second attempt would take as long.
    #[error("{}", text::gpu_no_answer())]
    NoAnswer,
    /// The device could not be set up, and the runtime cannot be set up again in this process.
    #[error("{}", text::gpu_not_started(.0))]
    NotStarted(String),
}

impl NoGpu {
    /// Whether the browser has no GPU. It may have one when asked again.
    pub fn is_absence(&self) -> bool {
        matches!(self, NoGpu::NoWebGpu | NoGpu::NoAdapter | NoGpu::NoTimestamps)
    }
}

/// Sets up Burn's wgpu runtime on the best adapter. Once per process.
///
/// # Errors
/// If there is no usable GPU.
pub async fn start() -> Result<(Device, DeviceName, Queue), NoGpu> {
    #[cfg(target_arch = "wasm32")]
    let adapter_name = probe().await?;
    #[cfg(target_arch = "wasm32")]
    let setup_result = {
        let (sender, mut receiver) = futures_channel::oneshot::channel();
        let setup_promise = wasm_bindgen_futures::future_to_promise(async {
            let _ = sender.send(set_up().await);
            Ok(wasm_bindgen::JsValue::NULL)
        });
        facade_platform::timeout(&setup_promise, TIMEOUT_MS).await;
        receiver.try_recv().ok().flatten().ok_or(NoGpu::NoAnswer)?
    };
    #[cfg(not(target_arch = "wasm32"))]
    let setup_result = set_up().await;
    let (device, setup) = setup_result.map_err(|e| NoGpu::NotStarted(e.to_string()))?;
    #[cfg(not(target_arch = "wasm32"))]
    let adapter_name = {
        let info = setup.adapter.get_info();
        let software = info.device_type == wgpu::DeviceType::Cpu;
        DeviceName {
            kind: if software { DeviceKind::SoftwareGpu } else { DeviceKind::Gpu },
            name: format!("{}, {}", info.name, info.backend),
        }
    };
    let queue = Inner { queue: setup.queue, pending: RefCell::default() };
    Ok((device, adapter_name, Queue(Rc::new(queue))))
}

/// Requests the adapter and the device, and registers them with Burn's runtime.
async fn set_up() -> Result<(Device, WgpuSetup), WgpuInitError> {
    let device = WgpuDevice::default();
    let options = RuntimeOptions::with_tasks_max(Some(PER_SUBMIT))?;
    let setup = try_init_setup_async::<AutoGraphicsApi>(&device, options).await?;
    Ok((Device::from(device), setup))
}

impl Queue {
    /// Submits pending work and waits until at most [`IN_FLIGHT`] steps are in flight. Natively wgpu
    /// throttles by itself.
    pub async fn throttle(&self, device: &Device) {
        // A failure is reported by the next read, which can return an error.
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

/// Requests an adapter before Burn does: cubecl-wgpu 0.11.3 panics without `timestamp-query`, and wgpu does
/// not expose vendor and architecture.
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
    // The adapter that Burn will request, if the machine has two.
    let options = js_sys::Object::new();
    let _ = Reflect::set(&options, &"powerPreference".into(), &"high-performance".into());
    let adapter = match call(&gpu, "requestAdapter", &options).dyn_into::<Promise>() {
        Ok(asked) => {
            let answer = facade_platform::timeout(&asked, TIMEOUT_MS).await;
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
    let field = |key: &str| get(&info, key).as_string().filter(|s| !s.is_empty());
    let parts: Vec<String> = [field("vendor"), field("architecture")].into_iter().flatten().collect();
    let name = field("description").or(field("device")).unwrap_or_else(|| parts.join(" "));
    let fallback =
        get(&info, "isFallbackAdapter").is_truthy() || get(&adapter, "isFallbackAdapter").is_truthy();
    let emulated = field("architecture").is_some_and(|a| a == "swiftshader");
    let kind = if fallback || emulated { DeviceKind::SoftwareGpu } else { DeviceKind::Gpu };
    Ok(DeviceName { kind, name: if name.is_empty() { text::gpu_unnamed().into() } else { name } })
}
