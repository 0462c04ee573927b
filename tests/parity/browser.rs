//! The same comparison in a browser, on the CPU and on WebGPU: a module that `tests/e2e` loads in a blank page.
#![allow(
    missing_docs,
    unreachable_pub,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used
)]
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
mod backbone;
#[cfg(target_arch = "wasm32")]
mod extractor;
#[cfg(target_arch = "wasm32")]
#[path = "../fixtures/lite0.rs"]
mod lite0;
#[cfg(target_arch = "wasm32")]
mod networks;
#[cfg(target_arch = "wasm32")]
mod recorded;
#[cfg(target_arch = "wasm32")]
#[path = "../fixtures/resnet18.rs"]
mod resnet18;

#[cfg(target_arch = "wasm32")]
mod entry {
    use super::backbone;
    use super::extractor;
    use super::networks::{self, CRITERIA, KINDS};
    use super::recorded::{Deviation, LIMITS, Outputs, full, full_in_keras, odd, small, small_in_keras};
    use burn::tensor::Device;
    use facade_nn::training::{Compute, Criterion};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Milliseconds that the pretrained network takes for a photo: on the CPU, on WebGPU, and on Burn's CPU, as JSON with the adapter's
    /// name.
    #[wasm_bindgen]
    pub async fn extractor_times(photos: usize) -> Result<String, String> {
        facade_platform::run_constructors();
        let gpu = Compute::gpu().await.map_err(|why| why.to_string())?;
        let [cpu, webgpu] = extractor::times(&gpu.device, photos).await;
        let [_, burn] = extractor::times(&Device::flex(), photos).await;
        let times =
            serde_json::json!({ "adapter": gpu.name.name, "cpu": cpu, "webgpu": webgpu, "burn": burn });
        Ok(times.to_string())
    }

    /// The deviations of the CPU and WebGPU from Keras and from each other, as JSON: `{"adapter": name, "limits": deviation,
    /// "cpu-keras": {"small": deviation, "full": deviation}, "gpu-keras": ..., "gpu-cpu": ..., "odd": WebGPU from the CPU,
    /// "backbones": {architecture: WebGPU from PyTorch}, "extractor": [largest difference of WebGPU from the CPU, its limit], "networks": {network: {loss: WebGPU from the CPU, "keras": WebGPU from Keras}}, "losses": {loss: largest
    /// difference of the loss and its slopes from Keras}}`.
    #[wasm_bindgen]
    pub async fn parity() -> Result<String, String> {
        facade_platform::run_constructors();
        console_error_panic_hook::set_once();
        let gpu = Compute::gpu().await.map_err(|why| why.to_string())?;
        let cpu = Device::flex();
        let keras = [small_in_keras(), full_in_keras()];
        let on_gpu = [small(&gpu.device).await, full(&gpu.device).await];
        let on_cpu = [small(&cpu).await, full(&cpu).await];
        let between = |ours: &[Vec<Outputs>; 2], theirs: &[Vec<Outputs>; 2]| {
            let [small, full] = [0, 1].map(|i| Deviation::between(&ours[i], &theirs[i]));
            serde_json::json!({ "small": small, "full": full })
        };
        let mut others = serde_json::Map::new();
        for kind in KINDS {
            let mut losses = serde_json::Map::new();
            for (name, criterion) in CRITERIA {
                let ours = networks::on(&gpu.device, kind, criterion).await;
                let theirs = networks::on(&cpu, kind, criterion).await;
                losses.insert(name.into(), serde_json::json!(Deviation::between(&[ours], &[theirs])));
            }
            let ours = networks::on(&gpu.device, kind, Criterion::Mape).await;
            let keras = Deviation::between(&[ours], &[networks::in_keras(kind)]);
            losses.insert("keras".into(), serde_json::json!(keras));
            others.insert(kind.name().into(), losses.into());
        }
        let mut losses = serde_json::Map::new();
        for (name, criterion) in CRITERIA {
            let ours = networks::loss(&gpu.device, criterion).await;
            losses.insert(
                name.into(),
                serde_json::json!(networks::difference(&ours, &networks::loss_in_keras(name))),
            );
        }
        let mut backbones = serde_json::Map::new();
        for architecture in backbone::BOTH {
            let ours = backbone::on(&gpu.device, architecture).await;
            let apart = Deviation::between(&[ours], &[backbone::in_pytorch(architecture)]);
            backbones.insert(architecture.name().into(), serde_json::json!(apart));
        }
        Ok(serde_json::json!({
            "adapter": gpu.name.name,
            "limits": LIMITS,
            "cpu-keras": between(&on_cpu, &keras),
            "gpu-keras": between(&on_gpu, &keras),
            "gpu-cpu": between(&on_gpu, &on_cpu),
            "networks": others,
            "losses": losses,
            "backbones": backbones,
            "extractor": [extractor::difference(&gpu.device).await, extractor::LIMIT],
            "odd": Deviation::between(&odd(&gpu.device).await, &odd(&cpu).await),
        })
        .to_string())
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
