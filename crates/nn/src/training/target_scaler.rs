//! Scaling of prices to targets and back.

use serde::{Deserialize, Serialize};

use facade_data::statistics::mean_and_std;
use facade_spec::Target;

/// Scales prices to targets and back. Fitted on the training houses only.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetScaler {
    /// The network's target.
    pub target: Target,
    /// Zero, or the mean of the log prices.
    pub centre: f64,
    /// The highest price in dollars, or the standard deviation of the log prices.
    pub spread: f64,
}

impl TargetScaler {
    /// Fits the scaler on prices of training houses, in dollars and above zero.
    pub fn fit(target: Target, prices: &[f64]) -> Self {
        match target {
            Target::MaxScaled => {
                let highest = prices.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
                TargetScaler { target, centre: 0.0, spread: highest }
            }
            Target::Log => {
                let (centre, spread) = mean_and_std(prices.iter().map(|price| price.ln()));
                // Equal prices have a standard deviation of zero.
                TargetScaler { target, centre, spread: if spread > 0.0 { spread } else { 1.0 } }
            }
        }
    }

    /// The target for a price in dollars.
    pub fn target(&self, price: f64) -> f32 {
        let value = if self.target == Target::Log { price.ln() } else { price };
        ((value - self.centre) / self.spread) as f32
    }

    /// The price in dollars for a network's output.
    pub fn price(&self, output: f32) -> f64 {
        let value = f64::from(output) * self.spread + self.centre;
        if self.target == Target::Log { value.exp() } else { value }
    }

    /// Whether its values can come from a fit.
    pub fn is_valid(&self) -> bool {
        self.centre.is_finite() && self.spread.is_finite() && self.spread > 0.0
    }
}
