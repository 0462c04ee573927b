//! Prices as networks say them, and back.

use serde::{Deserialize, Serialize};

use facade_data::statistics::mean_and_std;
use facade_spec::Target;

/// What turns prices into targets and back. It knows the training houses alone.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// What the network says.
    pub target: Target,
    /// Zero, or the mean of the logarithms.
    pub centre: f64,
    /// The highest price in dollars, or the standard deviation of the logarithms.
    pub spread: f64,
}

impl Scale {
    /// Fitted on the prices of training houses, in dollars and above zero.
    pub fn fit(target: Target, prices: &[f64]) -> Self {
        match target {
            Target::Share => {
                let highest = prices.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
                Scale { target, centre: 0.0, spread: highest }
            }
            Target::Log => {
                let (centre, spread) = mean_and_std(prices.iter().map(|price| price.ln()));
                // Houses that all cost the same have no spread to be divided by.
                Scale { target, centre, spread: if spread > 0.0 { spread } else { 1.0 } }
            }
        }
    }

    /// What the network should say of a house of this price.
    pub fn target(&self, price: f64) -> f32 {
        let value = if self.target == Target::Log { price.ln() } else { price };
        ((value - self.centre) / self.spread) as f32
    }

    /// The price in dollars that it means.
    pub fn price(&self, said: f32) -> f64 {
        let value = f64::from(said) * self.spread + self.centre;
        if self.target == Target::Log { value.exp() } else { value }
    }

    /// Whether its numbers are such as a fit can have brought.
    pub fn is_sound(&self) -> bool {
        self.centre.is_finite() && self.spread.is_finite() && self.spread > 0.0
    }
}
