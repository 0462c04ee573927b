//! Recognises rooms by features of photos ([`super::room_features`]): multinomial logistic regression. Photos that look
//! like another room than the one they are named after are found by cross-validation over the houses.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::photo_features::CHANNELS;
use super::room_features::TILE_FEATURES;

/// Folds of the cross-validation over houses.
const FOLDS: usize = 5;
/// Maximum number of training photos (approximately), so that the time does not grow with the dataset.
pub(super) const MAX_TRAINING_PHOTOS: usize = 2500;
/// Steps of gradient descent; 100 gave the same list.
const STEPS: usize = 60;
const LEARNING_RATE: f32 = 0.05;
const MOMENTUM: f32 = 0.9;
/// L2 penalty; 0.02 and 0.15 made little difference.
const WEIGHT_DECAY: f32 = 0.05;
/// With weights below it, logits are finite.
const MAX_WEIGHT: f32 = 1e6;
/// Minimum number of photos of a room for it to be classified. By tiles, a dataset has about five false positives
/// regardless of its size: 3 % of the photos of 40 houses, 1.3 % of 100 houses, 0.3 % of 535 houses.
const MIN_PHOTOS_PER_ROOM: usize = 100;
/// Minimum odds of another room against the named one, by tiles. With 10, the list had 19 photos instead of 8, and one
/// more of them was wrong.
const MIN_TILE_ODDS: f32 = 20.0;
/// The same by features of the pretrained network. Of the 2,140 photos of the Houses dataset the list has 8, of which 6
/// show another room; with 5 it has 17, and one more of them does.
const MIN_PRETRAINED_ODDS: f32 = 10.0;

/// A photo that looks like another room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Misclassified {
    /// Index of the photo.
    pub(super) photo: usize,
    /// The room it looks like.
    pub(super) looks_like: usize,
    /// Odds of that room against the room it is named after.
    pub(super) odds: f32,
}

/// The photos that look like another room, by descending odds. Element `i` of `features`, `rooms` and `houses`
/// belongs to photo `i`: its features, the room it is named after, and its house. Rooms with fewer than
/// [`MIN_PHOTOS_PER_ROOM`] photos and photos without features are ignored, and those whose tile is all that is known if
/// the pretrained network has looked at others.
pub(super) fn misclassified<F: AsRef<[u8]>>(
    features: &[F],
    rooms: &[usize],
    houses: &[usize],
) -> Vec<Misclassified> {
    let photos = usable_photos(features, rooms, houses);
    let mut classes: Vec<usize> = photos.iter().map(|photo| photo.room).collect();
    classes.sort_unstable();
    classes.dedup();
    if classes.len() < 2 {
        return Vec::new();
    }
    let photos: Vec<Photo> = photos
        .iter()
        .filter_map(|photo| Some(Photo { room: classes.binary_search(&photo.room).ok()?, ..*photo }))
        .collect();
    // Trains on every n-th house of each fold.
    let stride = photos.len().div_ceil(MAX_TRAINING_PHOTOS);
    let mut found = Vec::new();
    for fold in 0..FOLDS {
        let held_out = |photo: &&Photo| photo.house_rank % FOLDS == fold;
        let trains = |photo: &&Photo| !held_out(photo) && (photo.house_rank / FOLDS).is_multiple_of(stride);
        let training: Vec<(&[u8], usize)> =
            photos.iter().filter(trains).map(|photo| (photo.features, photo.room)).collect();
        let classifier = RoomClassifier::fit(&training, classes.len());
        let held_out = photos.iter().filter(held_out);
        found.extend(held_out.filter_map(|photo| check(&classifier, photo, &classes)));
    }
    found.sort_by(|a, b| b.odds.total_cmp(&a.odds).then(a.photo.cmp(&b.photo)));
    found
}

#[derive(Clone, Copy)]
struct Photo<'a> {
    position: usize,
    features: &'a [u8],
    room: usize,
    /// Rank of its house among the houses, which assigns the fold.
    house_rank: usize,
}

/// The photos that have features, of rooms with enough photos.
fn usable_photos<'a>(features: &'a [impl AsRef<[u8]>], rooms: &[usize], houses: &[usize]) -> Vec<Photo<'a>> {
    let mut order = houses.to_vec();
    order.sort_unstable();
    order.dedup();
    let has_looked = features.iter().any(|features| features.as_ref().len() == CHANNELS);
    let count = if has_looked { CHANNELS } else { TILE_FEATURES };
    let labelled = features.iter().map(AsRef::as_ref).zip(rooms).zip(houses).enumerate();
    let mut photos: Vec<Photo> = labelled
        .filter(|(_, ((features, _), _))| features.len() == count)
        .filter_map(|(position, ((features, &room), house))| {
            Some(Photo { position, features, room, house_rank: order.binary_search(house).ok()? })
        })
        .collect();
    let mut counts = HashMap::new();
    for photo in &photos {
        *counts.entry(photo.room).or_insert(0) += 1;
    }
    photos.retain(|photo| counts.get(&photo.room).is_some_and(|&count: &usize| count >= MIN_PHOTOS_PER_ROOM));
    photos
}

/// Multinomial logistic regression of the room on features of a photo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoomClassifier {
    /// By room: a weight for each feature, and the bias.
    weights: Vec<Vec<f32>>,
}

impl RoomClassifier {
    /// From its weights, `[rooms, CHANNELS + 1]`, of which the last of each room is the bias. `None` if they have another
    /// shape, or one is so large that no fit gives it.
    pub fn from_weights(weights: &[f32], rooms: usize) -> Option<Self> {
        let is_valid =
            weights.len() == rooms * (CHANNELS + 1) && weights.iter().all(|w| w.abs() <= MAX_WEIGHT);
        let weights = || weights.chunks_exact(CHANNELS + 1).map(<[f32]>::to_vec).collect();
        is_valid.then(|| RoomClassifier { weights: weights() })
    }

    /// Its weights, as [`from_weights`](Self::from_weights) takes them.
    pub fn weights(&self) -> Vec<f32> {
        self.weights.concat()
    }

    /// Number of rooms.
    pub fn rooms(&self) -> usize {
        self.weights.len()
    }

    /// Fits on photos, each its features, which are equally many for all, and its room below `rooms`.
    pub fn fit(photos: &[(&[u8], usize)], rooms: usize) -> Self {
        let (mean, scale) = standardisation(photos);
        let features = mean.len();
        let inputs: Vec<Vec<f32>> =
            photos.iter().map(|(features, _)| standardised(features, &mean, &scale)).collect();
        let mut classifier = RoomClassifier { weights: vec![vec![0.0; features + 1]; rooms] };
        let mut velocity = classifier.weights.clone();
        for _ in 0..STEPS {
            let mut gradient = vec![vec![0.0; features + 1]; rooms];
            for (input, (_, room)) in inputs.iter().zip(photos) {
                let probabilities = classifier.of_inputs(input);
                for (class, (probability, gradient)) in probabilities.iter().zip(&mut gradient).enumerate() {
                    let error = probability - if class == *room { 1.0 } else { 0.0 };
                    gradient.iter_mut().zip(input).for_each(|(gradient, input)| *gradient += error * input);
                }
            }
            classifier.step(&mut velocity, &gradient, photos.len());
        }
        classifier.take_raw_features(&mean, &scale);
        classifier
    }

    fn step(&mut self, velocity: &mut [Vec<f32>], gradient: &[Vec<f32>], photos: usize) {
        let one = 1.0 / photos.max(1) as f32;
        for ((weights, velocity), gradient) in self.weights.iter_mut().zip(velocity).zip(gradient) {
            let bias = weights.len() - 1;
            let parameters = weights.iter_mut().zip(velocity).zip(gradient);
            for (index, ((weight, velocity), gradient)) in parameters.enumerate() {
                // The bias is not regularised.
                let decay = if index < bias { WEIGHT_DECAY } else { 0.0 };
                *velocity = MOMENTUM * *velocity - LEARNING_RATE * (one * gradient + decay * *weight);
                *weight += *velocity;
            }
        }
    }

    /// Puts the standardisation into the weights.
    fn take_raw_features(&mut self, mean: &[f32], scale: &[f32]) {
        for weights in &mut self.weights {
            let mut shift = 0.0;
            for (weight, (mean, scale)) in weights.iter_mut().zip(mean.iter().zip(scale)) {
                *weight *= scale;
                shift += *weight * mean;
            }
            if let Some(bias) = weights.last_mut() {
                *bias -= shift;
            }
        }
    }

    /// The probability of each room, or nothing if there are not as many features as in the fit.
    pub fn probabilities(&self, features: &[u8]) -> Vec<f32> {
        let inputs: Vec<f32> = features.iter().map(|&feature| f32::from(feature)).chain([1.0]).collect();
        match self.weights.first().is_some_and(|weights| weights.len() == inputs.len()) {
            true => self.of_inputs(&inputs),
            false => Vec::new(),
        }
    }

    /// Softmax of the logits. `inputs` are the features, and a constant 1 for the bias.
    fn of_inputs(&self, inputs: &[f32]) -> Vec<f32> {
        let logits: Vec<f32> = self.weights.iter().map(|weights| dot(weights, inputs)).collect();
        let max = logits.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = logits.iter().map(|logit| (logit - max).exp()).collect();
        let sum: f32 = powers.iter().sum();
        powers.iter().map(|power| power / sum).collect()
    }
}

/// The room that a photo looks like, if it is another than its own.
fn check(classifier: &RoomClassifier, photo: &Photo, classes: &[usize]) -> Option<Misclassified> {
    let probabilities = classifier.probabilities(photo.features);
    let (best, &max) = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
    let odds = max / probabilities.get(photo.room)?.max(f32::MIN_POSITIVE);
    let looks_like = *classes.get(best)?;
    let is_pretrained = photo.features.len() == CHANNELS;
    let min_odds = if is_pretrained { MIN_PRETRAINED_ODDS } else { MIN_TILE_ODDS };
    let found = best != photo.room && odds >= min_odds;
    found.then_some(Misclassified { photo: photo.position, looks_like, odds })
}

/// Dot product with eight partial sums, so that the compiler can vectorise it.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 8];
    let (a, b) = (a.chunks(8), b.chunks(8));
    for (a, b) in a.zip(b) {
        sums.iter_mut().zip(a).zip(b).for_each(|((sum, a), b)| *sum += a * b);
    }
    sums.iter().sum()
}

/// Mean and reciprocal standard deviation of each feature; standard deviations below 1 count as 1.
fn standardisation(photos: &[(&[u8], usize)]) -> (Vec<f32>, Vec<f32>) {
    let features = photos.first().map_or(0, |(features, _)| features.len());
    let count = photos.len().max(1) as f64;
    let of_feature = |index: usize| {
        let values =
            || photos.iter().filter_map(|(features, _)| features.get(index)).map(|&value| f64::from(value));
        let centre = values().sum::<f64>() / count;
        let variance = values().map(|value| (value - centre).powi(2)).sum::<f64>() / count;
        (centre as f32, 1.0 / variance.sqrt().max(1.0) as f32)
    };
    (0..features).map(of_feature).unzip()
}

/// Standardised features, and a constant 1 for the bias.
fn standardised(features: &[u8], mean: &[f32], scale: &[f32]) -> Vec<f32> {
    let of_features = features.iter().zip(mean.iter().zip(scale));
    of_features.map(|(&feature, (mean, scale))| (f32::from(feature) - mean) * scale).chain([1.0]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::room_features::room_features;
    use super::*;

    /// A photo with one colour in its upper half and another in its lower half, shifted slightly by house.
    fn drawn(upper: [u8; 3], lower: [u8; 3], house: usize) -> Vec<u8> {
        let own = (house * 37 % 23) as u8;
        let rgb: Vec<u8> =
            (0..256).flat_map(|at| if at < 128 { upper } else { lower }.map(|level| level + own)).collect();
        room_features(&rgb, 16).unwrap()
    }

    /// Features, rooms and houses of the photos of houses with 2 rooms each.
    fn homes(houses: usize) -> (Vec<Vec<u8>>, Vec<usize>, Vec<usize>) {
        let photos = (0..houses)
            .flat_map(|house| {
                [drawn([200, 60, 20], [10, 90, 9], house), drawn([20, 60, 200], [90, 90, 9], house)]
            })
            .collect();
        let numbers = 0..2 * houses;
        (photos, numbers.clone().map(|i| 7 * (i % 2)).collect(), numbers.map(|i| i / 2).collect())
    }

    #[test]
    fn swapped_names_are_found() {
        let (mut photos, rooms, houses) = homes(120);
        assert_eq!(misclassified(&photos, &rooms, &houses), []);
        photos.swap(20, 21);
        let mut found: Vec<(usize, usize)> =
            misclassified(&photos, &rooms, &houses).iter().map(|s| (s.photo, s.looks_like)).collect();
        found.sort_unstable();
        assert_eq!(found, [(20, 7), (21, 0)]);
    }

    #[test]
    fn few_houses_are_not_classified() {
        let (mut photos, rooms, houses) = homes(MIN_PHOTOS_PER_ROOM - 1);
        photos.swap(20, 21);
        assert_eq!(misclassified(&photos, &rooms, &houses), []);
    }

    #[test]
    fn unusable_photos_are_ignored() {
        const NONE: [usize; 0] = [];
        let (mut photos, rooms, houses) = homes(120);
        photos.swap(20, 21);
        let found = |photos: &[Vec<u8>], rooms: &[usize], houses: &[usize]| {
            let mut found: Vec<usize> =
                misclassified(photos, rooms, houses).iter().map(|found| found.photo).collect();
            found.sort_unstable();
            found
        };
        // A photo without features is ignored; the others are classified.
        let mut some = photos.clone();
        some[21] = Vec::new();
        assert_eq!(found(&some, &rooms, &houses), [20]);
        // Photos without a room or a house are ignored too.
        assert_eq!(found(&photos, &rooms[..160], &houses[..239]), found(&photos[..160], &rooms, &houses));
        // A single room leaves nothing to confuse, and a single house nothing to train on.
        assert_eq!(found(&photos, &[usize::MAX; 240], &[3; 240]), NONE);
        assert_eq!(found(&photos, &rooms, &[3; 240]), NONE);
        assert_eq!(found(&[], &rooms, &houses), NONE);
    }
}
