//! The decoders' module: reads and tiles photos.

#[cfg(target_arch = "wasm32")]
mod bitmap;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod slices;
#[cfg(target_arch = "wasm32")]
mod worker;

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::run();
}
