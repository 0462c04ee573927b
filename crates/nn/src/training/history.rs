//! What is noted of each epoch.

/// An epoch in the history of a run.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct EpochRecord {
    /// Sample-weighted mean of the batches' losses, as Keras prints it. Of percentage errors, in percent.
    pub train_loss: f64,
    /// The same loss on the validation houses, dropout off.
    pub validation_loss: f64,
    /// MAPE on the validation houses, in percent.
    pub validation_mape: f64,
    /// Seconds that the training steps took.
    #[serde(default)]
    pub seconds: f64,
}
