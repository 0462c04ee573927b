//! The differences between native and wasm targets: the clock, yielding, the number of cores, and conversions of
//! letters and numbers, for which the page uses the browser's tables instead of including its own.

mod device;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod web;

pub use device::{DeviceKind, DeviceName};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{cores, now_ms, parallel_map, yield_now};
#[cfg(target_arch = "wasm32")]
pub use web::{cores, free_buffer, now_ms, parallel_map, run_constructors, sleep, timeout, yield_now};
