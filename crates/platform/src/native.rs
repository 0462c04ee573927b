//! The platform of the command line and of tests.

use std::sync::OnceLock;
use std::time::Instant;

use rayon::prelude::*;

/// Milliseconds on a steady clock that starts at some time of its own.
pub fn now_ms() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1e3
}

/// Lets waiting messages in. There are none natively.
pub async fn yield_now() {}

/// How many threads compute at the same time; at least 1.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// What a function makes of `0..count`, in order, on all cores.
pub fn map<T: Send>(count: usize, of: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    (0..count).into_par_iter().map(of).collect()
}

/// The text in small letters.
pub fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The text in capital letters.
pub fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// The number that a text is, written with a point and without groups.
pub fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}
