//! What guesses would cost, and which training houses a home is like.

mod baseline;
mod neighbours;
mod ridge;

pub use baseline::baselines;
pub use neighbours::{Directions, Neighbours};
