//! How often checkpoints are emitted.

/// Networks with more parameters have large checkpoints (three times their size) and emit them at longer intervals.
const LARGE_PARAMETERS: usize = 4_000_000;
const LARGE_INTERVAL_MS: f64 = 20_000.0;
/// A checkpoint contains the history of all epochs, so after this many epochs the interval grows with their number: 1
/// s after a hundred thousand.
const LONG_EPOCHS: usize = 1000;
const INTERVAL_PER_EPOCH_MS: f64 = 0.01;

/// Minimum interval between two checkpoints of a run in milliseconds.
pub(super) fn checkpoint_interval_ms(parameters: usize, epochs: usize) -> f64 {
    let by_size = if parameters > LARGE_PARAMETERS { LARGE_INTERVAL_MS } else { 0.0 };
    let by_length = if epochs > LONG_EPOCHS { INTERVAL_PER_EPOCH_MS * epochs as f64 } else { 0.0 };
    by_size.max(by_length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checkpoints_of_long_and_large_runs_are_less_frequent() {
        let intervals = [1, LONG_EPOCHS].map(|epochs| checkpoint_interval_ms(89_465, epochs));
        assert_eq!(intervals, [0.0, 0.0]);
        assert_eq!(checkpoint_interval_ms(89_465, 100_000), 1000.0);
        assert_eq!(checkpoint_interval_ms(LARGE_PARAMETERS + 1, 100_000), LARGE_INTERVAL_MS);
    }
}
