//! The device that a run computes on.

use burn::tensor::{Device, Tensor};

use super::error::TrainingError;
use facade_platform::{DeviceKind, DeviceName};

/// A device that is ready, and its name.
#[derive(Clone, Debug)]
pub struct Compute {
    /// Burn's handle, without autodiff.
    pub device: Device,
    /// Kind and name, for display.
    pub name: DeviceName,
    #[cfg(feature = "gpu")]
    gpu: Option<crate::gpu::Queue>,
}

impl Compute {
    /// Burn's CPU backend.
    pub fn cpu() -> Self {
        Compute {
            device: Device::flex(),
            name: DeviceName { kind: DeviceKind::Cpu, name: "Burn Flex".into() },
            #[cfg(feature = "gpu")]
            gpu: None,
        }
    }

    /// The GPU through wgpu. Can be called once per process: the runtime cannot be set up again.
    ///
    /// # Errors
    /// If there is no usable GPU.
    #[cfg(feature = "gpu")]
    pub async fn gpu() -> Result<Self, crate::gpu::NoGpu> {
        let (device, name, queue) = crate::gpu::start().await?;
        Ok(Compute { device, name, gpu: Some(queue) })
    }

    /// Waits until at most two steps are in flight. wgpu does not throttle submission in a browser: without
    /// this, pause and stop would wait for an endless queue.
    pub async fn throttle(&self) {
        #[cfg(feature = "gpu")]
        if let Some(queue) = &self.gpu {
            queue.throttle(&self.device).await;
        }
    }

    /// Waits until all steps are done.
    pub async fn wait(&self) {
        #[cfg(feature = "gpu")]
        if let Some(queue) = &self.gpu {
            queue.wait(&self.device).await;
        }
    }
}

/// Reads a vector. Never blocks: blocking reads panic in a browser.
pub(crate) async fn read(tensor: Tensor<1>) -> Result<Vec<f32>, TrainingError> {
    let fault = |e: String| TrainingError::Device(e);
    let data = tensor.into_data_async().await.map_err(|e| fault(format!("{e:?}")))?;
    data.try_into_vec::<f32>().map_err(|e| fault(format!("{e:?}")))
}
