//! Every difference between native and wasm: the clock, giving way to other work, how many cores there are, and
//! what a browser knows of letters and numbers, whose tables the page need not bring.

mod device;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod web;

pub use device::{DeviceKind, DeviceName};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{cores, lower, map, now_ms, number, upper, yield_now};
#[cfg(target_arch = "wasm32")]
pub use web::{after, construct, cores, free, lower, map, now_ms, number, upper, within, yield_now};
