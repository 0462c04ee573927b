//! Assigns the photos of a home to the rooms of a model by what they look like.

use serde::{Deserialize, Serialize};

use super::dataset::Dataset;
use super::feature_reader::{FeatureReader, PhotoFeatures};
use super::photo_features::feature_bytes;
use super::room_classifier::{MAX_TRAINING_PHOTOS, RoomClassifier};
use super::room_features::pretrained_room_features;

/// A room that was recognised on a photo.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecognisedRoom {
    /// Index of the room.
    pub room: usize,
    /// Probability of this room by the photo alone.
    pub probability: f32,
}

/// Smallest probability that is told from zero, so that one impossible photo does not hide the others.
const MIN_PROBABILITY: f32 = 1e-6;
/// Maximum number of rooms: the time grows with two to the power of it.
const MAX_ROOMS: usize = 16;

/// The room of each photo, such that no two photos have the same one: as many photos as possible get a room, and the product of their
/// probabilities is the largest. Element `i` of `probabilities` has the probability of each of `rooms` rooms for photo `i`; a
/// photo for which there are not as many gets none.
pub fn recognise_rooms(probabilities: &[Vec<f32>], rooms: usize) -> Vec<Option<RecognisedRoom>> {
    if rooms > MAX_ROOMS {
        return vec![None; probabilities.len()];
    }
    let score = |photo: &[f32], room: usize| {
        photo.get(room).filter(|_| photo.len() == rooms).map(|value| value.max(MIN_PROBABILITY).ln())
    };
    // By the set of rooms that are taken, as bits: photos with a room, the sum of their logarithms, and after each photo
    // the room that it took. Photos come one after the other.
    let sets = 1usize << rooms;
    let mut best: Vec<Option<(usize, f32)>> = vec![None; sets];
    best[0] = Some((0, 0.0));
    let mut choices: Vec<Vec<Option<usize>>> = Vec::with_capacity(probabilities.len());
    for photo in probabilities {
        // Without a room for this photo, all stays as it is.
        let mut next = best.clone();
        let mut choice = vec![None; sets];
        for (taken, (count, sum)) in best.iter().enumerate().filter_map(|(set, best)| Some((set, (*best)?))) {
            for room in (0..rooms).filter(|room| taken & 1 << room == 0) {
                let Some(score) = score(photo, room) else { continue };
                let (set, found) = (taken | 1 << room, (count + 1, sum + score));
                if next[set].is_none_or(|known| found.0 > known.0 || found.0 == known.0 && found.1 > known.1)
                {
                    next[set] = Some(found);
                    choice[set] = Some(room);
                }
            }
        }
        best = next;
        choices.push(choice);
    }
    let better = |a: (usize, f32), b: (usize, f32)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1));
    let ends = best.iter().enumerate().filter_map(|(set, end)| Some((set, (*end)?)));
    let mut set = ends.max_by(|a, b| better(a.1, b.1)).map_or(0, |(set, _)| set);
    let mut found = vec![None; probabilities.len()];
    for ((photo, choice), found) in probabilities.iter().zip(&choices).zip(&mut found).rev() {
        if let Some(room) = choice[set] {
            *found = Some(RecognisedRoom { room, probability: photo[room] });
            set &= !(1 << room);
        }
    }
    found
}

/// Puts photos into the rooms that were recognised on them: an element for each room, then the photos without one. Those
/// whose room was known, not `unknown`, stay where they are.
pub fn arrange_photos<T>(
    photos: Vec<Option<T>>,
    found: &[Option<RecognisedRoom>],
    unknown: &[usize],
    rooms: usize,
) -> Vec<Option<T>> {
    let room_of = |photo: usize| found.get(photo).copied().flatten().map(|found| found.room);
    let mut arranged: Vec<Option<T>> = Vec::new();
    arranged.resize_with(rooms, || None);
    let (placed, others): (Vec<_>, Vec<_>) = photos
        .into_iter()
        .enumerate()
        .partition(|(photo, _)| room_of(*photo).is_some_and(|room| room < rooms));
    for (photo, content) in placed {
        arranged[room_of(photo).unwrap_or_default()] = content;
    }
    for (photo, content) in others.into_iter().filter(|(_, content)| content.is_some()) {
        match arranged.get_mut(photo).filter(|place| place.is_none() && !unknown.contains(&photo)) {
            Some(place) => *place = content,
            None => arranged.push(content),
        }
    }
    arranged
}

/// Every n-th house is held out to test the classifier.
const HELD_OUT: usize = 5;
/// Minimum number of photos of each room, and of photos that are held out.
const MIN_PHOTOS: usize = 8;
/// Minimum recall, averaged over the rooms, on the held-out photos: below it, the rooms do not differ in what they show.
const MIN_RECALL: f64 = 0.75;

impl RoomClassifier {
    /// Fits on the photos of a dataset. `None` if the pretrained network has not looked at them, there are too few, or
    /// its rooms cannot be told apart by what they show.
    pub fn of_dataset(data: &Dataset, features: &dyn PhotoFeatures) -> Option<Self> {
        let rooms = data.rooms.len();
        if rooms < 2 || !data.rooms.are_named() {
            return None;
        }
        let stride = (rooms * data.houses.len()).div_ceil(MAX_TRAINING_PHOTOS).max(1);
        let (mut training, mut held_out) = (Vec::new(), Vec::new());
        let mut features = FeatureReader::new(features, data);
        for (rank, (position, house)) in data.houses.iter().enumerate().step_by(stride).enumerate() {
            let photos = features.get(position)?.chunks_exact(feature_bytes(1)).enumerate();
            let present = photos.filter(|(room, _)| !house.missing_photos.contains(room));
            let labelled = present.map(|(room, photo)| (pretrained_room_features(photo), room));
            if rank % HELD_OUT == 0 { held_out.extend(labelled) } else { training.extend(labelled) }
        }
        let count = |room: usize| training.iter().filter(|(_, of)| *of == room).count();
        let is_held_out = |room: usize| held_out.iter().any(|(_, of)| *of == room);
        if held_out.len() < MIN_PHOTOS
            || (0..rooms).any(|room| count(room) < MIN_PHOTOS || !is_held_out(room))
        {
            return None;
        }
        let training: Vec<(&[u8], usize)> =
            training.iter().map(|(photo, room)| (photo.as_slice(), *room)).collect();
        let classifier = RoomClassifier::fit(&training, rooms);
        let is_right = |(photo, room): &&(Vec<u8>, usize)| {
            let probabilities = classifier.probabilities(photo);
            probabilities.iter().all(|other| *other <= probabilities[*room])
        };
        let recall = |room: usize| {
            let of_room = held_out.iter().filter(|(_, of)| *of == room);
            of_room.clone().filter(is_right).count() as f64 / of_room.count() as f64
        };
        let mean_recall = (0..rooms).map(recall).sum::<f64>() / rooms as f64;
        (mean_recall >= MIN_RECALL).then_some(classifier)
    }

    /// The rooms of the photos of a home by [`recognise_rooms`]. Element `i` of `photos` has the features of photo `i`,
    /// empty if it is missing, and of `known` its room where that is known, which then no other photo gets.
    pub fn recognise(&self, photos: &[&[u8]], known: &[Option<usize>]) -> Vec<Option<RecognisedRoom>> {
        let free: Vec<usize> = (0..self.rooms()).filter(|room| !known.contains(&Some(*room))).collect();
        let of_photo = |(photo, known): (&&[u8], &Option<usize>)| {
            let all = if known.is_none() { self.probabilities(photo) } else { Vec::new() };
            free.iter().filter_map(|room| all.get(*room).copied()).collect()
        };
        let probabilities: Vec<Vec<f32>> = photos.iter().zip(known).map(of_photo).collect();
        let found = recognise_rooms(&probabilities, free.len());
        let of_all = |found: RecognisedRoom| RecognisedRoom { room: free[found.room], ..found };
        found.into_iter().map(|found| found.map(of_all)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::photo_features::CHANNELS;
    use super::*;

    fn rooms(probabilities: &[[f32; 3]]) -> Vec<Option<usize>> {
        let photos: Vec<Vec<f32>> = probabilities.iter().map(|photo| photo.to_vec()).collect();
        recognise_rooms(&photos, 3).into_iter().map(|found| found.map(|found| found.room)).collect()
    }

    #[test]
    fn photos_get_different_rooms_that_fit_best_together() {
        // Alone, both look most like room 0; the second one is surer of it.
        assert_eq!(rooms(&[[0.5, 0.4, 0.1], [0.9, 0.05, 0.05]]), [Some(1), Some(0)]);
        assert_eq!(rooms(&[[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]), [Some(1), Some(2), Some(0)]);
        assert_eq!(rooms(&[]), []);
    }

    #[test]
    fn photos_beyond_the_rooms_get_none() {
        let photos = [[0.9, 0.05, 0.05], [0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]];
        assert_eq!(rooms(&photos), [Some(0), None, Some(1), Some(2)]);
    }

    #[test]
    fn the_assignment_is_the_best_of_all() {
        // Against all permutations.
        let mut state = 7u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32
        };
        for _ in 0..50 {
            let photos: Vec<[f32; 3]> = (0..3).map(|_| [next(), next(), next()]).collect();
            let product =
                |order: [usize; 3]| (0..3).map(|photo| photos[photo][order[photo]]).product::<f32>();
            let all = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
            let largest = all.map(product).into_iter().fold(0.0, f32::max);
            let found: Vec<usize> = rooms(&photos).into_iter().flatten().collect();
            assert_eq!(product([found[0], found[1], found[2]]), largest);
        }
    }

    #[test]
    fn a_known_room_goes_to_no_other_photo() {
        // The room is the feature that is on.
        let features = |on: usize| {
            let mut features = vec![0; CHANNELS];
            features[on] = 255;
            features
        };
        let weight = |room: usize, at: usize| if room == at { 0.05 } else { 0.0 };
        let weights: Vec<f32> =
            (0..3).flat_map(|room| (0..=CHANNELS).map(move |at| weight(room, at))).collect();
        let classifier = RoomClassifier::from_weights(&weights, 3).unwrap();
        assert_eq!(classifier.weights(), weights);
        let photos = [features(2), features(2), features(0)];
        let photos: Vec<&[u8]> = photos.iter().map(Vec::as_slice).chain([&[][..]]).collect();
        let rooms = |known: [Option<usize>; 4]| {
            let found = classifier.recognise(&photos, &known).into_iter();
            found.map(|found| found.map(|found| found.room)).collect::<Vec<_>>()
        };
        assert_eq!(rooms([None; 4]), [Some(1), Some(2), Some(0), None], "the first two look the same");
        assert_eq!(rooms([Some(0), None, None, None]), [None, Some(2), Some(1), None]);
        assert_eq!(rooms([None, None, None, Some(2)]), [Some(1), None, Some(0), None]);
        assert_eq!(RoomClassifier::from_weights(&weights, 2), None);
        assert_eq!(RoomClassifier::from_weights(&vec![f32::NAN; weights.len()], 3), None);
    }

    #[test]
    fn photos_without_probabilities_get_no_room() {
        assert_eq!(recognise_rooms(&[vec![], vec![0.1, 0.9]], 2)[0], None);
        let found = recognise_rooms(&[vec![], vec![0.1, 0.9]], 2)[1];
        assert_eq!(found, Some(RecognisedRoom { room: 1, probability: 0.9 }));
        assert_eq!(recognise_rooms(&[vec![1.0]], usize::MAX), [None]);
    }
}
