//! Native platform: the command line and tests.

use std::sync::OnceLock;
use std::time::Instant;

use rayon::prelude::*;

/// Milliseconds of a monotonic clock with an arbitrary start.
pub fn now_ms() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}

/// Yields to the event loop. Does nothing natively.
pub async fn yield_now() {}

/// Number of available cores, at least 1.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Maps `0..count` on all cores, in order.
pub fn parallel_map<T: Send>(count: usize, op: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    (0..count).into_par_iter().map(op).collect()
}
