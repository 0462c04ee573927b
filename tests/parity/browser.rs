//! The same comparison in a browser, on the CPU and on WebGPU: a module for `tests/e2e`, which loads it in an empty page.
#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
mod recorded;

#[cfg(target_arch = "wasm32")]
mod entry {
    use burn::tensor::Device;
    use facade::training::Compute;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Deviations from Keras as JSON: `{"small": {...}, "full": {...}, "device": "..."}`.
    #[wasm_bindgen]
    pub async fn parity(gpu: bool) -> Result<String, String> {
        console_error_panic_hook::set_once();
        let (device, name) = if gpu {
            let compute = Compute::gpu().await?;
            (compute.device, compute.name.name)
        } else {
            (Device::flex(), "Burn Flex".to_owned())
        };
        let small = super::recorded::small(&device).await;
        let full = super::recorded::full(&device).await;
        Ok(serde_json::json!({ "small": small, "full": full, "device": name }).to_string())
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
