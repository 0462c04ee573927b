//! Losses of each epoch.

/// An epoch in a run's history.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct EpochRecord {
    /// Mean of the batches' losses, weighted by batch size, as Keras prints it. Percentage errors in percent.
    pub train_loss: f64,
    /// The same loss on the validation houses, without dropout.
    pub validation_loss: f64,
    /// MAPE on the validation houses, in percent.
    pub validation_mape: f64,
    /// Duration of the training steps, in seconds.
    #[serde(default)]
    pub seconds: f64,
}
