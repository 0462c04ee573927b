//! How much each input matters to a model.

use serde::{Deserialize, Serialize};

/// An input of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ModelInput {
    /// The photo of a room.
    Room(String),
    /// An attribute, by its column's name.
    Attribute(String),
    /// The zip code.
    ZipCode,
}

/// How much the MAPE on held-out training houses rises if the values of an input are shuffled among them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputImportance {
    /// The input.
    pub input: ModelInput,
    /// Mean rise over some shuffles, in percentage points. Near or below zero for an input that does not matter.
    pub mean: f64,
    /// Standard deviation of the rise over these shuffles.
    pub std: f64,
}
