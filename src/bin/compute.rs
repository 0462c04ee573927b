//! The compute worker's module: trains and predicts.

fn main() {
    #[cfg(target_arch = "wasm32")]
    facade::worker::compute::run();
}
