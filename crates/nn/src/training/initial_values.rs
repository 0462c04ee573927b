//! What a network starts with.

use crate::model::{Initializer, Layout, ParamEntry};
use facade_spec::random::{Purpose, Stream};

/// Keras's initial values, from our own generator; those at the start are `given`.
pub(super) fn initial_weights(seed: u64, layout: &Layout, given: &[f32]) -> Vec<f32> {
    let mut values = Vec::with_capacity(layout.weights_len());
    for (position, entry) in layout.weights.iter().enumerate() {
        if let Some(given) = given.get(values.len()..values.len() + entry.len()) {
            values.extend(given);
            continue;
        }
        match entry.init {
            Initializer::GlorotUniform { fan_in, fan_out } => {
                let limit = (6.0 / (fan_in + fan_out) as f32).sqrt();
                let mut stream = Stream::new(seed, Purpose::Weights, 0, position);
                values.extend((0..entry.len()).map(|_| (2.0 * stream.unit() - 1.0) * limit));
            }
            Initializer::Zeros => values.extend(std::iter::repeat_n(0.0, entry.len())),
            Initializer::Ones => values.extend(std::iter::repeat_n(1.0, entry.len())),
        }
    }
    values
}

/// Mean 0, variance 1.
pub(super) fn initial_running_stats(layout: &Layout) -> Vec<f32> {
    let values = |entry: &ParamEntry| {
        std::iter::repeat_n(if entry.init == Initializer::Ones { 1.0 } else { 0.0 }, entry.len())
    };
    layout.running_stats.iter().flat_map(values).collect()
}
