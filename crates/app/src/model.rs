//! The model in use.

use std::sync::Arc;

use facade_data::RoomClassifier;
use facade_protocol::ModelSummary;

#[derive(Clone, Debug)]
pub struct Model {
    pub summary: ModelSummary,
    /// Recognises its rooms on photos, if they can be told apart.
    pub room_classifier: Option<Arc<RoomClassifier>>,
    /// The run on the list that produced it; `None` if it came from a file.
    pub run: Option<u32>,
    pub file_name: String,
    pub file: Arc<Vec<u8>>,
    /// Whether it was saved in an earlier visit.
    pub restored: bool,
}
