//! The model in use.

use std::rc::Rc;

use facade_protocol::ModelSummary;

/// The model that predicts.
#[derive(Clone, Debug)]
pub struct Model {
    /// What it is.
    pub summary: ModelSummary,
    /// The run that made it; none if it came from a file.
    pub run: Option<u32>,
    /// Name of its file.
    pub file_name: String,
    /// Its file.
    pub file: Rc<Vec<u8>>,
    /// Whether it was kept from an earlier visit.
    pub kept: bool,
}
