//! What makes the page save something.

use std::sync::Arc;

use super::Message;
use facade_protocol::Event;

#[derive(Clone, Debug, PartialEq)]
pub enum SaveTrigger {
    Nothing,
    /// Other houses are in use.
    Houses,
    /// The visitor excluded or included houses.
    Excluded,
    /// A run has completed an epoch: its number, the epochs done, the packed checkpoint.
    Checkpoint(u32, usize, Arc<Vec<u8>>),
    /// A run has ended and produced a model.
    Finished(u32),
    /// Another model is in use.
    Model,
    /// The list has changed at these numbers.
    Listed(Vec<u32>),
}

impl SaveTrigger {
    /// What to save after a message was applied to the state.
    pub fn of(message: &Message) -> Self {
        match message {
            Message::DatasetLoaded(_) | Message::DatasetSwapped(_) => SaveTrigger::Houses,
            Message::Checkpoint { run, epochs_done, state } => {
                SaveTrigger::Checkpoint(*run, *epochs_done, state.clone())
            }
            Message::Session(Event::Finished { run, .. }) => SaveTrigger::Finished(*run),
            Message::Session(Event::ModelLoaded { .. }) => SaveTrigger::Model,
            _ => SaveTrigger::Nothing,
        }
    }
}
