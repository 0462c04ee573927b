//! Out-of-distribution score of a home, and its nearest training houses.

use facade_data::HouseId;
use serde::{Deserialize, Serialize};

/// A training house near a home.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Its id.
    pub house: HouseId,
    /// Price in dollars.
    pub price: f64,
    /// Euclidean distance from the home in the space of the network's principal components.
    pub distance: f64,
}

/// How far a home lies from the training houses in the network's feature space.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct OodScore {
    /// Mahalanobis distance divided by the threshold: above one the home is out of distribution.
    pub distance: f64,
    /// Test houses above one (the false alarms), and test houses in all.
    pub false_alarms: [usize; 2],
}
