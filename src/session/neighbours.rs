//! The training houses in the feature space of a network that has learned.

use crate::evaluation::{Directions, FITTED, Neighbours};
use crate::training::{Trainer, TrainingError};

/// Houses that are looked at together.
const BATCH: usize = 64;

/// Those of a run; none where they are too few or do not differ.
pub(super) async fn of(trainer: &Trainer) -> Result<Option<Neighbours>, TrainingError> {
    let prepared = trainer.prepared();
    // Half of them, or fewer of many, spread over all, which are in no order.
    let step = prepared.train.len().div_ceil(FITTED).max(2);
    let sample: Vec<usize> = prepared.train.iter().copied().step_by(step).collect();
    let directions = Directions::fit(&trainer.features(&sample).await?);
    let mut sides = Vec::new();
    for positions in [&prepared.train, &prepared.test] {
        let mut places = Vec::with_capacity(positions.len());
        for batch in positions.chunks(BATCH) {
            let features = trainer.features(batch).await?;
            places.extend(features.iter().map(|house| directions.place(house)));
        }
        sides.push(places);
    }
    let [train, test] = [&sides[0], &sides[1]];
    let houses = prepared.houses(&prepared.train).into_iter().map(|house| (house.number, house.price));
    Ok(Neighbours::fit(directions, houses.collect(), train, |i| i % step == 0, test))
}
