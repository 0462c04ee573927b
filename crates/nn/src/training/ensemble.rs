//! What the members of an ensemble say together.

use std::collections::HashMap;

use facade_data::statistics::best_constant;

/// For each training house, the member that does not train on it; empty without members. They take turns, in the
/// order of the split: by houses, or by groups of houses that are kept together.
pub(super) fn held_out_members(members: usize, train: &[usize], groups: Option<&[usize]>) -> Vec<usize> {
    if members == 0 {
        return Vec::new();
    }
    let mut turns: HashMap<usize, usize> = HashMap::new();
    let turn = |position: &usize| {
        let group = groups.and_then(|groups| groups.get(*position)).unwrap_or(position);
        let next = turns.len();
        *turns.entry(*group).or_insert(next) % members
    };
    train.iter().map(turn).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn houses_of_a_group_are_held_out_from_one_member() {
        assert_eq!(held_out_members(0, &[4, 5], None), [0; 0]);
        assert_eq!(held_out_members(2, &[4, 0, 2], None), [0, 1, 0]);
        let groups = [3, 8, 3, 9, 8, 3];
        assert_eq!(held_out_members(2, &[0, 1, 2, 3, 4, 5], Some(&groups)), [0, 1, 0, 0, 1, 0]);
    }
}
