//! The networks, one file each, and how their parameters lie in flat vectors.

mod cnn;
mod layout;

pub use cnn::{Cnn, HIDDEN, Step};
pub use layout::{Entry, Fill, Layout};
