//! Out-of-distribution score of a home, and its nearest training houses.

use serde::{Deserialize, Serialize};

/// A training house near a home.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Row number in the price list.
    pub house: u32,
    /// Price in dollars.
    pub price: f64,
}

/// How far a home lies from the training houses in the network's feature space.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OodScore {
    /// Mahalanobis distance divided by the threshold: above one the home is out of distribution.
    pub distance: f64,
    /// Test houses above one (the false alarms), and test houses in all.
    pub false_alarms: [usize; 2],
}
