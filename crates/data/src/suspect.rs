//! Finds photos that look like another room than their name says, judged from the other houses' photos.
//!
//! A photo is summed up in 136 numbers: colours by place, directions of edges by place, and how often each colour occurs.
//! Multinomial logistic regression learns from them what each room looks like, always without the house that is judged.

/// Cells along each side of a tile. Left and right are put together: a mirrored room is the same room.
const CELLS: usize = 4;
/// Directions of edges, 30 degrees apart. Light to dark and dark to light are alike.
const DIRECTIONS: [[i64; 2]; 6] = [[1000, 0], [866, 500], [500, 866], [0, 1000], [-500, 866], [-866, 500]];
/// Numbers of a photo: 4 x 2 cells of 3 colour values and 6 directions, then 64 colours.
const FEATURES: usize = CELLS * CELLS / 2 * (3 + DIRECTIONS.len()) + 64;
/// Grey levels that count as noise beside a picture's mean edge.
const NOISE: f64 = 4.0;

/// Houses are judged a fifth at a time, by what the others teach.
const FOLDS: usize = 5;
/// About how many photos are learned from, so that many houses take no longer.
const MOST_PHOTOS: usize = 2500;
/// Steps of gradient descent; 100 gave the same list.
const STEPS: usize = 60;
const RATE: f32 = 0.05;
const MOMENTUM: f32 = 0.9;
/// Pulls weights towards zero; 0.02 and 0.15 made little difference.
const DECAY: f32 = 0.05;
/// A room is learned, and its photos judged, from so many photos on. A set has about five false suspects however large it
/// is: of 40 houses' photos 3 in 100, of 100 houses' 1.3, of 535 houses' 0.3.
const FEWEST_PHOTOS: usize = 100;
/// How many times likelier another room has to be than the named one. At 10 the list had 19 photos instead of 8
/// and one more that was wrong.
const ODDS: f32 = 20.0;

/// A photo that looks like another room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Suspect {
    /// Its position.
    pub(super) photo: usize,
    /// The room that it looks like.
    pub(super) looks_like: usize,
    /// How many times likelier that is than the room it is named after: at least [`ODDS`].
    pub(super) odds: f32,
}

/// Sums a photo up in the numbers that tell rooms apart, from RGB pixels, `[tile, tile, 3]`. None if the tile is smaller
/// than 4 by 4 pixels or its bytes are not as many as its size says.
pub fn feature(rgb: &[u8], tile: usize) -> Option<Vec<u8>> {
    let bytes = tile.checked_mul(tile)?.checked_mul(3)?;
    if tile < CELLS || rgb.len() != bytes {
        return None;
    }
    let mut colours = [[0.0; 3]; CELLS * CELLS / 2];
    let mut edges = [[0.0; DIRECTIONS.len()]; CELLS * CELLS / 2];
    let mut counts = [0.0; 64];
    let mut whole = 0.0;
    let grey: Vec<i64> = rgb.chunks_exact(3).map(luma).collect();
    for (at, pixel) in rgb.chunks_exact(3).enumerate() {
        let (x, y) = (at % tile, at / tile);
        let (column, row) = (cell(x, tile), cell(y, tile));
        let mirrored = column >= CELLS / 2;
        let to = row * (CELLS / 2) + if mirrored { CELLS - 1 - column } else { column };
        let share = 0.5 / (cell_width(column, tile) * cell_width(row, tile));
        let (direction, strength) = edge(&grey, tile, x, y, mirrored);
        for (sum, &level) in colours[to].iter_mut().zip(pixel) {
            *sum += share * f64::from(level);
        }
        edges[to][direction] += share * strength;
        whole += strength;
        counts[pixel.iter().fold(0, |bin, &level| bin << 2 | usize::from(level >> 6))] += 1.0;
    }
    let pixels = (tile * tile) as f64;
    // Grey has 8 bits of fraction.
    let edge_unit = whole / pixels + 256.0 * NOISE;
    let colours = colours.iter().flat_map(ycc);
    let edges = edges.as_flattened().iter().map(|sum| 127.5 * (sum / edge_unit).sqrt());
    let counts = counts.iter().map(|count| 255.0 * (count / pixels).sqrt());
    Some(
        colours
            .chain(edges)
            .chain(counts)
            .map(|value| (value + 0.5).floor().clamp(0.0, 255.0) as u8)
            .collect(),
    )
}

/// Brightness with 8 bits of fraction, by the weights of JPEG (ITU-R BT.601).
fn luma(pixel: &[u8]) -> i64 {
    [77, 150, 29].iter().zip(pixel).map(|(weight, &level)| weight * i64::from(level)).sum()
}

/// Brightness, blue difference and red difference of a mean colour.
fn ycc(&[red, green, blue]: &[f64; 3]) -> [f64; 3] {
    let grey = (77.0 * red + 150.0 * green + 29.0 * blue) / 256.0;
    [grey, (blue - grey) * 0.564 + 128.0, (red - grey) * 0.713 + 128.0]
}

/// Where cell `number` begins.
fn begin(number: usize, tile: usize) -> usize {
    number * tile / CELLS
}

fn cell(at: usize, tile: usize) -> usize {
    (1..CELLS).filter(|&number| begin(number, tile) <= at).count()
}

fn cell_width(number: usize, tile: usize) -> f64 {
    (begin(number + 1, tile) - begin(number, tile)) as f64
}

/// The direction of the edge at a place, as an index of [`DIRECTIONS`], and its strength. To mirror it first, and not its
/// direction after, treats an edge halfway between two directions alike on both sides.
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

/// The photos that look like another room, the surest first. `features`, `rooms` and `houses` tell of photo `i` at
/// position `i`: its numbers from [`feature`], the room it is named after, the house it belongs to. Rooms with fewer than
/// [`FEWEST_PHOTOS`] photos are left out; photos without numbers too.
pub(super) fn suspects<F: AsRef<[u8]>>(features: &[F], rooms: &[usize], houses: &[usize]) -> Vec<Suspect> {
    let photos = known(features, rooms, houses);
    let mut names: Vec<usize> = photos.iter().map(|photo| photo.room).collect();
    names.sort_unstable();
    names.dedup();
    if names.len() < 2 {
        return Vec::new();
    }
    let learned: Vec<Photo> = photos
        .iter()
        .filter_map(|photo| Some(Photo { room: names.binary_search(&photo.room).ok()?, ..*photo }))
        .collect();
    // Every second or third house and so on, as many from each fold.
    let every = learned.len().div_ceil(MOST_PHOTOS);
    let mut found = Vec::new();
    for fold in 0..FOLDS {
        let judged = |photo: &&Photo| photo.rank % FOLDS == fold;
        let others: Vec<Photo> = learned
            .iter()
            .filter(|photo| !judged(photo) && (photo.rank / FOLDS).is_multiple_of(every))
            .copied()
            .collect();
        let model = Model::learn(&others, names.len());
        found.extend(learned.iter().filter(judged).filter_map(|photo| model.suspect(photo, &names)));
    }
    found.sort_by(|a, b| b.odds.total_cmp(&a.odds).then(a.photo.cmp(&b.photo)));
    found
}

#[derive(Clone, Copy)]
struct Photo<'a> {
    position: usize,
    numbers: &'a [u8],
    room: usize,
    /// The how manyeth house it belongs to.
    rank: usize,
}

/// The photos of rooms that can be learned.
fn known<'a>(features: &'a [impl AsRef<[u8]>], rooms: &[usize], houses: &[usize]) -> Vec<Photo<'a>> {
    let mut order = houses.to_vec();
    order.sort_unstable();
    order.dedup();
    let named = features.iter().map(AsRef::as_ref).zip(rooms).zip(houses).enumerate();
    let mut photos: Vec<Photo> = named
        .filter(|(_, ((numbers, _), _))| numbers.len() == FEATURES)
        .filter_map(|(position, ((numbers, &room), house))| {
            Some(Photo { position, numbers, room, rank: order.binary_search(house).ok()? })
        })
        .collect();
    let mut counts = std::collections::HashMap::new();
    for photo in &photos {
        *counts.entry(photo.room).or_insert(0) += 1;
    }
    photos.retain(|photo| counts.get(&photo.room).is_some_and(|&count: &usize| count >= FEWEST_PHOTOS));
    photos
}

/// Weights of one input: the numbers and a constant 1.
const INPUTS: usize = FEATURES + 1;
type Inputs = [f32; INPUTS];

struct Model {
    mean: Inputs,
    /// One over the standard deviation.
    scale: Inputs,
    /// By room.
    weights: Vec<Inputs>,
}

impl Model {
    fn learn(photos: &[Photo], rooms: usize) -> Model {
        let (mean, scale) = spread(photos);
        let mut model = Model { mean, scale, weights: vec![[0.0; INPUTS]; rooms] };
        let inputs: Vec<Inputs> = photos.iter().map(|photo| model.input(photo)).collect();
        let mut speed = model.weights.clone();
        for _ in 0..STEPS {
            let mut slope = vec![[0.0; INPUTS]; rooms];
            for (input, photo) in inputs.iter().zip(photos) {
                for (room, (share, slope)) in model.shares(input).iter().zip(&mut slope).enumerate() {
                    let error = share - if room == photo.room { 1.0 } else { 0.0 };
                    slope.iter_mut().zip(input).for_each(|(slope, input)| *slope += error * input);
                }
            }
            model.step(&mut speed, &slope, photos.len());
        }
        model
    }

    fn step(&mut self, speed: &mut [Inputs], slope: &[Inputs], photos: usize) {
        let one = 1.0 / photos.max(1) as f32;
        for ((weights, speed), slope) in self.weights.iter_mut().zip(speed).zip(slope) {
            for (at, ((weight, speed), slope)) in weights.iter_mut().zip(speed).zip(slope).enumerate() {
                // The constant's weight says how frequent a room is: nothing to hold down.
                let decay = if at < FEATURES { DECAY } else { 0.0 };
                *speed = MOMENTUM * *speed - RATE * (one * slope + decay * *weight);
                *weight += *speed;
            }
        }
    }

    fn input(&self, photo: &Photo) -> Inputs {
        let mut input = [1.0; INPUTS];
        let by = self.mean.iter().zip(&self.scale);
        for ((input, &number), (mean, scale)) in input.iter_mut().zip(photo.numbers).zip(by) {
            *input = (f32::from(number) - mean) * scale;
        }
        input
    }

    /// How likely each room is.
    fn shares(&self, input: &Inputs) -> Vec<f32> {
        let logits: Vec<f32> = self.weights.iter().map(|weights| dot(weights, input)).collect();
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = logits.iter().map(|logit| (logit - most).exp()).collect();
        let sum: f32 = powers.iter().sum();
        powers.iter().map(|power| power / sum).collect()
    }

    fn suspect(&self, photo: &Photo, names: &[usize]) -> Option<Suspect> {
        let shares = self.shares(&self.input(photo));
        let (best, &most) = shares.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        let odds = most / shares.get(photo.room)?.max(f32::MIN_POSITIVE);
        let looks_like = *names.get(best)?;
        (best != photo.room && odds >= ODDS).then_some(Suspect { photo: photo.position, looks_like, odds })
    }
}

/// Sums eight at a time, which a compiler turns into vector instructions.
fn dot(a: &Inputs, b: &Inputs) -> f32 {
    let mut sums = [0.0; 8];
    let (a, b) = (a.chunks(8), b.chunks(8));
    for (a, b) in a.zip(b) {
        sums.iter_mut().zip(a).zip(b).for_each(|((sum, a), b)| *sum += a * b);
    }
    sums.iter().sum()
}

/// Each number's mean and one over its standard deviation, which counts as 1 at least.
fn spread(photos: &[Photo]) -> (Inputs, Inputs) {
    let (mut mean, mut scale) = ([0.0; INPUTS], [1.0; INPUTS]);
    let count = photos.len().max(1) as f64;
    for (at, (mean, scale)) in mean.iter_mut().zip(&mut scale).enumerate().take(FEATURES) {
        let levels =
            || photos.iter().filter_map(|photo| photo.numbers.get(at)).map(|&level| f64::from(level));
        let centre = levels().sum::<f64>() / count;
        let variance = levels().map(|level| (level - centre).powi(2)).sum::<f64>() / count;
        *mean = centre as f32;
        *scale = 1.0 / variance.sqrt().max(1.0) as f32;
    }
    (mean, scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture whose upper half has one colour and whose lower half another, with a little of the house's own.
    fn drawn(upper: [u8; 3], lower: [u8; 3], house: usize) -> Vec<u8> {
        let own = (house * 37 % 23) as u8;
        let rgb: Vec<u8> =
            (0..256).flat_map(|at| if at < 128 { upper } else { lower }.map(|level| level + own)).collect();
        feature(&rgb, 16).unwrap()
    }

    /// Houses with 2 rooms each.
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
        assert_eq!(suspects(&photos, &rooms, &houses), []);
        photos.swap(20, 21);
        let mut found: Vec<(usize, usize)> =
            suspects(&photos, &rooms, &houses).iter().map(|s| (s.photo, s.looks_like)).collect();
        found.sort_unstable();
        assert_eq!(found, [(20, 7), (21, 0)]);
    }

    #[test]
    fn few_houses_are_not_judged() {
        let (mut photos, rooms, houses) = homes(FEWEST_PHOTOS - 1);
        photos.swap(20, 21);
        assert_eq!(suspects(&photos, &rooms, &houses), []);
    }

    #[test]
    fn what_cannot_be_judged_is_not_suspected() {
        const NOBODY: [usize; 0] = [];
        let (mut photos, rooms, houses) = homes(120);
        photos.swap(20, 21);
        let found = |photos: &[Vec<u8>], rooms: &[usize], houses: &[usize]| {
            let mut found: Vec<usize> =
                suspects(photos, rooms, houses).iter().map(|suspect| suspect.photo).collect();
            found.sort_unstable();
            found
        };
        // A photo without numbers is left out, and the others are judged.
        let mut some = photos.clone();
        some[21] = Vec::new();
        assert_eq!(found(&some, &rooms, &houses), [20]);
        // So is what has no room or no house.
        assert_eq!(found(&photos, &rooms[..160], &houses[..239]), found(&photos[..160], &rooms, &houses));
        // One room has no other that its photos could look like, and one house none to learn from.
        assert_eq!(found(&photos, &[usize::MAX; 240], &[3; 240]), NOBODY);
        assert_eq!(found(&photos, &rooms, &[3; 240]), NOBODY);
        assert_eq!(found(&[], &rooms, &houses), NOBODY);
    }

    #[test]
    fn numbers_need_a_whole_tile() {
        assert_eq!(feature(&[0; 27], 3), None);
        assert_eq!(feature(&[0; 47], 4), None);
        assert_eq!(feature(&[], usize::MAX), None);
        for tile in [4, 5, 17, 33] {
            assert_eq!(feature(&vec![9; 3 * tile * tile], tile).map(|numbers| numbers.len()), Some(FEATURES));
        }
    }

    #[test]
    fn a_mirrored_photo_has_the_same_numbers() {
        let level = |x: usize, y: usize| (x * 13 + y * y * 7 % 50) as u8;
        let picture = |flip: bool| -> Vec<u8> {
            let at = |i: usize| (if flip { 11 - i % 12 } else { i % 12 }, i / 12);
            (0..144).flat_map(|i| [level(at(i).0, at(i).1), 90, level(at(i).1, at(i).0)]).collect()
        };
        assert_eq!(feature(&picture(false), 12), feature(&picture(true), 12));
    }
}
