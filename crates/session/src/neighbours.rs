//! The training houses in the feature space of a network that has learned.

use facade_nn::evaluation::{Directions, Neighbours};
use facade_nn::training::{Trainer, TrainingError};

/// Houses that are looked at together, and values of all their features together, which take 64 MB.
const BATCH: usize = 64;
const BATCH_VALUES: usize = 1 << 24;

/// Those of a run, in no more than so many bytes; none where there is no room, or the houses are too few or do not differ.
pub(super) async fn of(trainer: &Trainer, bytes: usize) -> Result<Option<Neighbours>, TrainingError> {
    let prepared = trainer.prepared();
    let features = trainer.feature_count();
    let most = Neighbours::directions_in(bytes, features, prepared.train.len());
    let fitted = Directions::fitted(features);
    if most == 0 || fitted == 0 {
        return Ok(None);
    }
    // Half of them, or fewer of many, spread over all, which are in no order.
    let step = prepared.train.len().div_ceil(fitted).max(2);
    let sample: Vec<usize> = prepared.train.iter().copied().step_by(step).collect();
    let directions = Directions::fit(&trainer.features(&sample).await?, most);
    let mut sides = Vec::new();
    let batch = BATCH.min(BATCH_VALUES / features.max(1)).max(1);
    for positions in [&prepared.train, &prepared.test] {
        let mut places = Vec::with_capacity(positions.len());
        for batch in positions.chunks(batch) {
            let features = trainer.features(batch).await?;
            places.extend(features.iter().map(|house| directions.place(house)));
        }
        sides.push(places);
    }
    let [train, test] = [&sides[0], &sides[1]];
    let houses = prepared.houses(&prepared.train).into_iter().map(|house| (house.number, house.price));
    Ok(Neighbours::fit(directions, houses.collect(), train, |i| i % step == 0, test))
}
