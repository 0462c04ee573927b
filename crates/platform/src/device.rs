//! Names of compute devices.

use serde::{Deserialize, Serialize};

/// The kind and name of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceName {
    /// The kind of device.
    pub kind: DeviceKind,
    /// The adapter's name, or its vendor and architecture; "Burn Flex" for the CPU.
    pub name: String,
}

/// A kind of compute device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceKind {
    /// A GPU through WebGPU.
    Gpu,
    /// A software WebGPU adapter, which runs on the CPU.
    SoftwareGpu,
    /// The CPU backend.
    Cpu,
}
