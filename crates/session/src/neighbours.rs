//! Fits the nearest-neighbour index of a run, its training houses in the network's feature space, and draws the map.

use facade_nn::evaluation::{Neighbours, PrincipalComponents};
use facade_nn::training::{Trainer, TrainingError};
use facade_spec::evaluation::MapPoint;

/// Maximum number of houses per batch, and of feature values per batch (64 MB).
const BATCH: usize = 64;
const BATCH_VALUES: usize = 1 << 24;
/// Maximum number of houses on the map, evenly spaced: more points could not be told apart.
const MAX_MAP_HOUSES: usize = 5000;

/// Fits the index within `bytes` bytes: `None` if they are too few, or if the houses are too few or do not differ. And the
/// map of training and test houses; empty if there are not two components.
pub(super) async fn fit_neighbours(
    trainer: &Trainer,
    bytes: usize,
) -> Result<(Option<Neighbours>, Vec<MapPoint>), TrainingError> {
    let prepared = trainer.prepared();
    let features = trainer.feature_count();
    let id_bytes: usize =
        prepared.houses(&prepared.train).iter().map(|house| house.id.as_str().len() + 1).sum();
    let max_components =
        Neighbours::max_components(bytes.saturating_sub(id_bytes), features, prepared.train.len());
    let max_fit_houses = PrincipalComponents::max_fit_houses(features);
    if max_components == 0 || max_fit_houses == 0 {
        return Ok((None, Vec::new()));
    }
    // Fits the components on at most half of the houses, evenly spaced: their order is random.
    let step = prepared.train.len().div_ceil(max_fit_houses).max(2);
    let sample: Vec<usize> = prepared.train.iter().copied().step_by(step).collect();
    let pca = PrincipalComponents::fit(&trainer.features(&sample).await?, max_components);
    let mut sets = Vec::new();
    let batch = BATCH.min(BATCH_VALUES / features.max(1)).max(1);
    for positions in [&prepared.train, &prepared.test] {
        let mut coordinates = Vec::with_capacity(positions.len());
        for batch in positions.chunks(batch) {
            let features = trainer.features(batch).await?;
            coordinates.extend(features.iter().map(|house| pca.project(house)));
        }
        sets.push(coordinates);
    }
    let [train, test] = [&sets[0], &sets[1]];
    let points = [&prepared.train[..], &prepared.test].map(|positions| prepared.houses(positions)).concat();
    let map = points.iter().zip(sets.iter().flatten()).filter_map(|(house, coordinates)| {
        // The last one is the distance from the components.
        let (_, coordinates) = coordinates.split_last()?;
        let at: [f32; 2] = coordinates.get(..2)?.try_into().ok()?;
        at.iter().all(|value| value.is_finite()).then(|| MapPoint { house: house.id.clone(), at })
    });
    let step_on_map = points.len().div_ceil(MAX_MAP_HOUSES).max(1);
    let map = map.step_by(step_on_map).collect();
    let houses = prepared.houses(&prepared.train).into_iter().map(|house| (house.id.clone(), house.price));
    Ok((Neighbours::fit(pca, houses.collect(), train, |i| i % step == 0, test), map))
}
