//! Where a run computes.

use burn::tensor::Device;

use crate::platform::{DeviceKind, DeviceName};

/// A device that is ready, with what it calls itself.
#[derive(Clone, Debug)]
pub struct Compute {
    /// Burn's handle, without autodiff.
    pub device: Device,
    /// Kind and name, to be shown.
    pub name: DeviceName,
    #[cfg(feature = "gpu")]
    gpu: Option<crate::platform::gpu::Queue>,
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

    /// The GPU through wgpu. Can be called once in a process: the runtime cannot be set up again.
    ///
    /// # Errors
    /// Why there is none.
    #[cfg(feature = "gpu")]
    pub async fn gpu() -> Result<Self, crate::platform::gpu::NoGpu> {
        let (device, name, queue) = crate::platform::gpu::start().await?;
        Ok(Compute { device, name, gpu: Some(queue) })
    }

    /// Waits until at most two steps are in flight. wgpu does not throttle submission in a browser: without this,
    /// pause and stop would wait for an endless queue.
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
