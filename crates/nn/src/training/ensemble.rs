//! What the members of an ensemble say together.

use facade_data::statistics::best_constant;

/// The member that does not train on the house at this index. Houses are in the order of the split, which is
/// random.
pub(super) fn held_out_member(index: usize, members: usize) -> usize {
    index % members
}

/// Mean output of the ensemble.
pub(crate) fn ensemble_mean(outputs: &[f32]) -> f32 {
    outputs.iter().sum::<f32>() / outputs.len() as f32
}

/// The factor for prices that minimises their MAPE. Prices of zero or below are ignored.
pub fn calibration_factor(prices: &[f64], actual: impl Iterator<Item = f64>) -> f64 {
    let ratios = prices.iter().zip(actual).filter(|(price, _)| **price > 0.0);
    let ratios: Vec<f64> = ratios.map(|(price, actual)| actual / price).collect();
    if ratios.is_empty() { 1.0 } else { best_constant(&ratios) }
}
