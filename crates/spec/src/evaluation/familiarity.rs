//! What is told of a home beside its price: which training houses are like it, and whether any is.

use serde::{Deserialize, Serialize};

/// A training house near a home.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Its row number in the price list.
    pub house: u32,
    /// Its price in dollars.
    pub price: f64,
}

/// How far a home is from the training houses.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Familiarity {
    /// Its distance from what is usual among them: above one it is unlike them.
    pub distance: f64,
    /// How many of so many test houses are above one.
    pub false_alarms: [usize; 2],
}
