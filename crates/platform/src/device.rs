//! What computes, as it is told to a person.

use serde::{Deserialize, Serialize};

/// A device as it names itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceName {
    /// What kind it is.
    pub kind: DeviceKind,
    /// What the adapter tells: its name, or vendor and architecture. "Burn Flex" for the CPU.
    pub name: String,
}

/// What kind of device computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeviceKind {
    /// A graphics processor through WebGPU.
    Gpu,
    /// WebGPU emulated on the CPU. Not a GPU.
    SoftwareGpu,
    /// The CPU backend.
    Cpu,
}
