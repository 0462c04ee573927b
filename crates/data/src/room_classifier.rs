//! Finds photos that look like another room than the one they are named after, by cross-validation over the houses.
//!
//! A photo is described by 136 features: mean colours on a grid, histograms of edge directions on the same grid (as
//! in HOG, Dalal and Triggs, 2005), and a global colour histogram. Multinomial logistic regression classifies the
//! room, and each house is predicted out-of-fold.

/// Grid cells along each side of a tile. The left and right halves are folded together, since a mirrored room is the
/// same room.
const CELLS: usize = 4;
/// Unsigned edge directions, 30 degrees apart.
const DIRECTIONS: [[i64; 2]; 6] = [[1000, 0], [866, 500], [500, 866], [0, 1000], [-500, 866], [-866, 500]];
/// Features per photo: 3 colour channels and 6 edge directions in each of 4 x 2 cells, and a colour histogram of 64 bins.
const FEATURES: usize = CELLS * CELLS / 2 * (3 + DIRECTIONS.len()) + 64;
/// Added to a photo's mean edge strength before normalising, in grey levels, so that flat photos do not amplify noise.
const NOISE: f64 = 4.0;

/// Folds of the cross-validation over houses.
const FOLDS: usize = 5;
/// Maximum number of training photos (approximately), so that the time does not grow with the dataset.
const MAX_TRAINING_PHOTOS: usize = 2500;
/// Steps of gradient descent; 100 gave the same list.
const STEPS: usize = 60;
const LEARNING_RATE: f32 = 0.05;
const MOMENTUM: f32 = 0.9;
/// L2 penalty; 0.02 and 0.15 made little difference.
const WEIGHT_DECAY: f32 = 0.05;
/// Minimum number of photos of a room for it to be classified. A dataset has about five false positives regardless of its
/// size: 3 % of the photos of 40 houses, 1.3 % of 100 houses, 0.3 % of 535 houses.
const MIN_PHOTOS_PER_ROOM: usize = 100;
/// Minimum odds of another room against the named one. With 10, the list had 19 photos instead of 8, and one more of
/// them was wrong.
const MIN_ODDS: f32 = 20.0;

/// A photo that looks like another room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Misclassified {
    /// Index of the photo.
    pub(super) photo: usize,
    /// The room it looks like.
    pub(super) looks_like: usize,
    /// Odds of that room against the room it is named after; at least [`MIN_ODDS`].
    pub(super) odds: f32,
}

/// The features of a photo's tile, from RGB pixels `[tile, tile, 3]`. `None` if the tile is smaller than 4 by 4 pixels or
/// `rgb` does not have the size that `tile` implies.
pub fn room_features(rgb: &[u8], tile: usize) -> Option<Vec<u8>> {
    let bytes = tile.checked_mul(tile)?.checked_mul(3)?;
    if tile < CELLS || rgb.len() != bytes {
        return None;
    }
    let mut colours = [[0.0; 3]; CELLS * CELLS / 2];
    let mut edges = [[0.0; DIRECTIONS.len()]; CELLS * CELLS / 2];
    let mut histogram = [0.0; 64];
    let mut total_strength = 0.0;
    let grey: Vec<i64> = rgb.chunks_exact(3).map(luma).collect();
    for (index, pixel) in rgb.chunks_exact(3).enumerate() {
        let (x, y) = (index % tile, index / tile);
        let (column, row) = (cell(x, tile), cell(y, tile));
        let mirrored = column >= CELLS / 2;
        let cell = row * (CELLS / 2) + if mirrored { CELLS - 1 - column } else { column };
        let share = 0.5 / (cell_width(column, tile) * cell_width(row, tile));
        let (direction, strength) = edge(&grey, tile, x, y, mirrored);
        for (sum, &level) in colours[cell].iter_mut().zip(pixel) {
            *sum += share * f64::from(level);
        }
        edges[cell][direction] += share * strength;
        total_strength += strength;
        histogram[pixel.iter().fold(0, |bin, &level| bin << 2 | usize::from(level >> 6))] += 1.0;
    }
    let pixels = (tile * tile) as f64;
    // Grey levels have 8 fractional bits.
    let edge_scale = total_strength / pixels + 256.0 * NOISE;
    let colours = colours.iter().flat_map(ycc);
    let edges = edges.as_flattened().iter().map(|sum| 127.5 * (sum / edge_scale).sqrt());
    let histogram = histogram.iter().map(|count| 255.0 * (count / pixels).sqrt());
    Some(
        colours
            .chain(edges)
            .chain(histogram)
            .map(|value| (value + 0.5).floor().clamp(0.0, 255.0) as u8)
            .collect(),
    )
}

/// Luma with 8 fractional bits (ITU-R BT.601, as in JPEG).
fn luma(pixel: &[u8]) -> i64 {
    [77, 150, 29].iter().zip(pixel).map(|(weight, &level)| weight * i64::from(level)).sum()
}

/// RGB to YCbCr (ITU-R BT.601, full range).
fn ycc(&[red, green, blue]: &[f64; 3]) -> [f64; 3] {
    let grey = (77.0 * red + 150.0 * green + 29.0 * blue) / 256.0;
    [grey, (blue - grey) * 0.564 + 128.0, (red - grey) * 0.713 + 128.0]
}

/// First row or column of a cell.
fn cell_start(index: usize, tile: usize) -> usize {
    index * tile / CELLS
}

/// The cell of a row or column.
fn cell(position: usize, tile: usize) -> usize {
    (1..CELLS).filter(|&index| cell_start(index, tile) <= position).count()
}

fn cell_width(index: usize, tile: usize) -> f64 {
    (cell_start(index + 1, tile) - cell_start(index, tile)) as f64
}

/// The edge at a pixel: index of the nearest of [`DIRECTIONS`], and strength. The gradient is mirrored before the
/// direction is chosen, so that an edge halfway between two directions is treated alike in both halves.
fn edge(grey: &[i64], tile: usize, x: usize, y: usize, mirrored: bool) -> (usize, f64) {
    let last = tile - 1;
    let right = grey[y * tile + (x + 1).min(last)] - grey[y * tile + x.saturating_sub(1)];
    let right = if mirrored { -right } else { right };
    let down = grey[(y + 1).min(last) * tile + x] - grey[y.saturating_sub(1) * tile + x];
    let along = |[a, b]: [i64; 2]| (right * a + down * b).abs();
    let mut best = 0;
    for (direction, &vector) in DIRECTIONS.iter().enumerate() {
        if along(vector) > along(DIRECTIONS[best]) {
            best = direction;
        }
    }
    (best, ((right * right + down * down) as f64).sqrt())
}

/// The photos that look like another room, by descending odds. Element `i` of `features`, `rooms` and `houses`
/// belongs to photo `i`: its [`room_features`], the room it is named after, and its house. Rooms with fewer than
/// [`MIN_PHOTOS_PER_ROOM`] photos and photos without features are ignored.
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
        let training: Vec<Photo> = photos
            .iter()
            .filter(|photo| !held_out(photo) && (photo.house_rank / FOLDS).is_multiple_of(stride))
            .copied()
            .collect();
        let classifier = Classifier::fit(&training, classes.len());
        let held_out = photos.iter().filter(held_out);
        found.extend(held_out.filter_map(|photo| classifier.check(photo, &classes)));
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
    let labelled = features.iter().map(AsRef::as_ref).zip(rooms).zip(houses).enumerate();
    let mut photos: Vec<Photo> = labelled
        .filter(|(_, ((features, _), _))| features.len() == FEATURES)
        .filter_map(|(position, ((features, &room), house))| {
            Some(Photo { position, features, room, house_rank: order.binary_search(house).ok()? })
        })
        .collect();
    let mut counts = std::collections::HashMap::new();
    for photo in &photos {
        *counts.entry(photo.room).or_insert(0) += 1;
    }
    photos.retain(|photo| counts.get(&photo.room).is_some_and(|&count: &usize| count >= MIN_PHOTOS_PER_ROOM));
    photos
}

/// The features and a constant 1 for the bias.
const INPUTS: usize = FEATURES + 1;
type Inputs = [f32; INPUTS];

/// Multinomial logistic regression.
struct Classifier {
    mean: Inputs,
    /// Reciprocal of the standard deviation.
    scale: Inputs,
    /// By class.
    weights: Vec<Inputs>,
}

impl Classifier {
    fn fit(photos: &[Photo], classes: usize) -> Classifier {
        let (mean, scale) = standardisation(photos);
        let mut classifier = Classifier { mean, scale, weights: vec![[0.0; INPUTS]; classes] };
        let inputs: Vec<Inputs> = photos.iter().map(|photo| classifier.input(photo)).collect();
        let mut velocity = classifier.weights.clone();
        for _ in 0..STEPS {
            let mut gradient = vec![[0.0; INPUTS]; classes];
            for (input, photo) in inputs.iter().zip(photos) {
                let probabilities = classifier.probabilities(input);
                for (class, (probability, gradient)) in probabilities.iter().zip(&mut gradient).enumerate() {
                    let error = probability - if class == photo.room { 1.0 } else { 0.0 };
                    gradient.iter_mut().zip(input).for_each(|(gradient, input)| *gradient += error * input);
                }
            }
            classifier.step(&mut velocity, &gradient, photos.len());
        }
        classifier
    }

    fn step(&mut self, velocity: &mut [Inputs], gradient: &[Inputs], photos: usize) {
        let one = 1.0 / photos.max(1) as f32;
        for ((weights, velocity), gradient) in self.weights.iter_mut().zip(velocity).zip(gradient) {
            let parameters = weights.iter_mut().zip(velocity).zip(gradient);
            for (index, ((weight, velocity), gradient)) in parameters.enumerate() {
                // The bias is not regularised.
                let decay = if index < FEATURES { WEIGHT_DECAY } else { 0.0 };
                *velocity = MOMENTUM * *velocity - LEARNING_RATE * (one * gradient + decay * *weight);
                *weight += *velocity;
            }
        }
    }

    fn input(&self, photo: &Photo) -> Inputs {
        let mut input = [1.0; INPUTS];
        let standardisation = self.mean.iter().zip(&self.scale);
        for ((input, &feature), (mean, scale)) in input.iter_mut().zip(photo.features).zip(standardisation) {
            *input = (f32::from(feature) - mean) * scale;
        }
        input
    }

    /// Softmax of the logits.
    fn probabilities(&self, input: &Inputs) -> Vec<f32> {
        let logits: Vec<f32> = self.weights.iter().map(|weights| dot(weights, input)).collect();
        let max = logits.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = logits.iter().map(|logit| (logit - max).exp()).collect();
        let sum: f32 = powers.iter().sum();
        powers.iter().map(|power| power / sum).collect()
    }

    fn check(&self, photo: &Photo, classes: &[usize]) -> Option<Misclassified> {
        let probabilities = self.probabilities(&self.input(photo));
        let (best, &max) = probabilities.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        let odds = max / probabilities.get(photo.room)?.max(f32::MIN_POSITIVE);
        let looks_like = *classes.get(best)?;
        let found = best != photo.room && odds >= MIN_ODDS;
        found.then_some(Misclassified { photo: photo.position, looks_like, odds })
    }
}

/// Dot product with eight partial sums, so that the compiler can vectorise it.
fn dot(a: &Inputs, b: &Inputs) -> f32 {
    let mut sums = [0.0; 8];
    let (a, b) = (a.chunks(8), b.chunks(8));
    for (a, b) in a.zip(b) {
        sums.iter_mut().zip(a).zip(b).for_each(|((sum, a), b)| *sum += a * b);
    }
    sums.iter().sum()
}

/// Mean and reciprocal standard deviation of each feature; standard deviations below 1 count as 1.
fn standardisation(photos: &[Photo]) -> (Inputs, Inputs) {
    let (mut mean, mut scale) = ([0.0; INPUTS], [1.0; INPUTS]);
    let count = photos.len().max(1) as f64;
    for (index, (mean, scale)) in mean.iter_mut().zip(&mut scale).enumerate().take(FEATURES) {
        let values =
            || photos.iter().filter_map(|photo| photo.features.get(index)).map(|&value| f64::from(value));
        let centre = values().sum::<f64>() / count;
        let variance = values().map(|value| (value - centre).powi(2)).sum::<f64>() / count;
        *mean = centre as f32;
        *scale = 1.0 / variance.sqrt().max(1.0) as f32;
    }
    (mean, scale)
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn features_need_a_whole_tile() {
        assert_eq!(room_features(&[0; 27], 3), None);
        assert_eq!(room_features(&[0; 47], 4), None);
        assert_eq!(room_features(&[], usize::MAX), None);
        for tile in [4, 5, 17, 33] {
            assert_eq!(
                room_features(&vec![9; 3 * tile * tile], tile).map(|features| features.len()),
                Some(FEATURES)
            );
        }
    }

    #[test]
    fn a_mirrored_photo_has_the_same_features() {
        let level = |x: usize, y: usize| (x * 13 + y * y * 7 % 50) as u8;
        let picture = |flip: bool| -> Vec<u8> {
            let at = |i: usize| (if flip { 11 - i % 12 } else { i % 12 }, i / 12);
            (0..144).flat_map(|i| [level(at(i).0, at(i).1), 90, level(at(i).1, at(i).0)]).collect()
        };
        assert_eq!(room_features(&picture(false), 12), room_features(&picture(true), 12));
    }
}
