//! Baselines, and the training houses in a network's feature space.

mod baseline;
mod neighbours;
mod ridge;

pub use baseline::baselines;
pub use neighbours::{Neighbours, PrincipalComponents};
