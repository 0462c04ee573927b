//! The model in use.

use std::sync::Arc;

use facade_protocol::ModelSummary;

#[derive(Clone, Debug)]
pub struct Model {
    pub summary: ModelSummary,
    /// The run that produced it; `None` if it came from a file.
    pub run: Option<u32>,
    pub file_name: String,
    pub file: Arc<Vec<u8>>,
    /// Whether it was saved in an earlier visit.
    pub restored: bool,
}
