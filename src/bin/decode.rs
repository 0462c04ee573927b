//! The decoders' module: reads and tiles photos.

fn main() {
    #[cfg(target_arch = "wasm32")]
    facade::worker::decode::run();
}
