//! The decode worker: reads photos.

#[cfg(target_arch = "wasm32")]
mod image_bitmap;
#[cfg(target_arch = "wasm32")]
mod image_decoder;
#[cfg(target_arch = "wasm32")]
mod worker;

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::run();
}
