//! Training houses near a home in the network's own feature space, and whether the home is unlike them: then the network has no
//! ground for its price.
//!
//! Features can be thousands, and houses are some hundreds. Of each house only its place along the main directions is kept, and how far
//! it lies beside them. What is usual along each (Lee et al., "A Simple Unified Framework for Detecting Out-of-Distribution Samples",
//! 2018, which measures Mahalanobis distances so) and beside them all is measured on training houses that the directions were not
//! fitted on: those lie nearer to them than any other house.

use nalgebra::{DMatrix, SymmetricEigen};

use facade_data::sorting::sort;
use facade_data::statistics::mean_and_std;
use facade_spec::evaluation::{Familiarity, Neighbour};

/// Directions that are kept at most.
const DIRECTIONS: usize = 32;
/// Houses that are fitted on for each direction, at least.
const FOR_EACH: usize = 4;
/// Houses that directions are fitted on at most, and values of all their features together, which take 256 MB.
const FITTED: usize = 200;
const FITTED_VALUES: usize = 1 << 26;
/// Share of houses like them that is not to be taken for something else.
const LIKE: f64 = 0.97;

/// Main directions of features.
#[derive(Clone, Debug, PartialEq)]
pub struct Directions {
    /// `[features]`
    pub centre: Vec<f32>,
    /// `[directions, features]`, of length one and at right angles.
    pub axes: Vec<f32>,
}

impl Directions {
    /// How many houses they may be fitted on, in a space of so many features.
    pub fn fitted(features: usize) -> usize {
        FITTED.min(FITTED_VALUES / features.max(1))
    }

    /// At most so many, fitted on the features of some houses, of which there are no more than [`fitted`](Self::fitted).
    pub fn fit(houses: &[Vec<f32>], most: usize) -> Self {
        let features = houses.first().map_or(0, Vec::len);
        let mut centre = vec![0f32; features];
        for house in houses {
            centre.iter_mut().zip(house).for_each(|(sum, value)| *sum += value / houses.len() as f32);
        }
        let apart: Vec<Vec<f32>> =
            houses.iter().map(|house| house.iter().zip(&centre).map(|(v, c)| v - c).collect()).collect();
        // The directions of few houses in many features, from the products of each two houses.
        let count = houses.len();
        let mut products = DMatrix::<f64>::zeros(count, count);
        for a in 0..count {
            for b in 0..=a {
                let product = f64::from(dot(&apart[a], &apart[b]));
                (products[(a, b)], products[(b, a)]) = (product, product);
            }
        }
        let SymmetricEigen { eigenvectors, eigenvalues } = SymmetricEigen::new(products);
        let mut order: Vec<usize> = (0..count).collect();
        sort(&mut order, |a, b| eigenvalues[*b].total_cmp(&eigenvalues[*a]));
        let largest = order.first().map_or(0.0, |first| eigenvalues[*first]);
        let worth = |direction: &usize| eigenvalues[*direction] > 1e-6 * largest;
        let mut axes = Vec::new();
        for direction in order.into_iter().filter(worth).take(most.min(DIRECTIONS).min(count / FOR_EACH)) {
            let start = axes.len();
            axes.resize(start + features, 0.0);
            let factor = 1.0 / eigenvalues[direction].sqrt();
            for (house, apart) in apart.iter().enumerate() {
                let share = (eigenvectors[(house, direction)] * factor) as f32;
                axes[start..].iter_mut().zip(apart).for_each(|(sum, v)| *sum += share * v);
            }
        }
        Directions { centre, axes }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.axes.len() / self.centre.len().max(1)
    }

    /// Where features lie along the directions, and at last the logarithm of how far beside them, squared.
    pub fn place(&self, features: &[f32]) -> Vec<f32> {
        let apart: Vec<f32> = features.iter().zip(&self.centre).map(|(v, c)| v - c).collect();
        let mut place: Vec<f32> =
            self.axes.chunks_exact(self.centre.len().max(1)).map(|axis| dot(axis, &apart)).collect();
        let beside = dot(&apart, &apart) - dot(&place, &place);
        place.push(beside.max(f32::MIN_POSITIVE).ln());
        place
    }
}

/// The training houses in a network's feature space.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbours {
    /// Its main directions.
    pub directions: Directions,
    /// Mean and standard deviation along each direction, and of the logarithm of the distance beside them,
    /// `[directions + 1, 2]`.
    pub usual: Vec<f32>,
    /// Of each training house its place along the directions, `[houses, directions]`.
    pub places: Vec<f32>,
    /// Their row numbers in the price list.
    pub houses: Vec<u32>,
    /// Their prices in dollars.
    pub prices: Vec<f64>,
    /// Homes that are further from what is usual are unlike them.
    pub threshold: f64,
    /// How many of so many test houses that would be said of.
    pub false_alarms: [usize; 2],
}

impl Neighbours {
    /// How many directions so many bytes have room for, with so many training houses in a space of so many features.
    pub fn directions_in(bytes: usize, features: usize, houses: usize) -> usize {
        let [bytes, features, houses] = [bytes, features, houses].map(|count| count as u64);
        // The centre and what is usual beside all directions; of each house its number and its price.
        let rest = bytes.saturating_sub(4 * features + 8 + 12 * houses);
        let each = 4 * features + 8 + 4 * houses;
        (rest / each).min(DIRECTIONS as u64) as usize
    }

    /// Of training houses, by number and price, in this feature space, and test houses to say how often it is wrong; places are
    /// as [`Directions::place`] gives them. `fitted` tells which the directions were fitted on. None where they are few, or all in
    /// one place.
    pub fn fit(
        directions: Directions,
        train: Vec<(u32, f64)>,
        places: &[Vec<f32>],
        fitted: impl Fn(usize) -> bool,
        test: &[Vec<f32>],
    ) -> Option<Self> {
        let others: Vec<&Vec<f32>> =
            places.iter().enumerate().filter(|(i, _)| !fitted(*i)).map(|(_, place)| place).collect();
        if others.len() < 8 || directions.count() == 0 {
            return None;
        }
        let mut usual = Vec::new();
        for at in 0..=directions.count() {
            let (mean, deviation) = mean_and_std(others.iter().map(|place| f64::from(place[at])));
            usual.extend([mean as f32, if deviation > 0.0 { deviation as f32 } else { 1.0 }]);
        }
        let along = places.iter().flat_map(|place| &place[..directions.count()]).copied().collect();
        let (houses, prices) = train.into_iter().unzip();
        let mut all = Neighbours {
            directions,
            usual,
            places: along,
            houses,
            prices,
            threshold: 1.0,
            false_alarms: [0, test.len()],
        };
        let mut distances: Vec<f64> = others.into_iter().map(|place| all.distance(place)).collect();
        sort(&mut distances, f64::total_cmp);
        // As for conformal ranges: the next house is as likely to be in any place among them.
        let place = (LIKE * (distances.len() + 1) as f64).ceil() as usize;
        all.threshold = *distances.get(place - 1).or(distances.last())?;
        if !(all.threshold > 0.0 && all.threshold.is_finite()) {
            return None;
        }
        all.false_alarms[0] = test.iter().filter(|place| all.distance(place) > all.threshold).count();
        Some(all)
    }

    /// How far a place is from what is usual: Mahalanobis' distance.
    fn distance(&self, place: &[f32]) -> f64 {
        let usual = self.usual.chunks_exact(2);
        let squares = place.iter().zip(usual).map(|(v, of)| f64::from((v - of[0]) / of[1]).powi(2));
        squares.sum::<f64>().sqrt()
    }

    /// The nearest training houses of a home with these features, nearest first, but for one of that number.
    pub fn nearest(&self, features: &[f32], except: Option<u32>, count: usize) -> Vec<Neighbour> {
        let place = self.directions.place(features);
        let apart = |at: &[f32]| at.iter().zip(&place).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
        let places = self.places.chunks_exact(self.directions.count().max(1)).map(apart);
        let mut all: Vec<(usize, f32)> =
            places.enumerate().filter(|(i, _)| Some(self.houses[*i]) != except).collect();
        sort(&mut all, |a, b| a.1.total_cmp(&b.1));
        let told = |(i, _): (usize, f32)| Neighbour { house: self.houses[i], price: self.prices[i] };
        all.into_iter().take(count).map(told).collect()
    }

    /// How far a home with these features is from what is usual.
    pub fn familiarity(&self, features: &[f32]) -> Familiarity {
        let distance = self.distance(&self.directions.place(features)) / self.threshold;
        Familiarity { distance, false_alarms: self.false_alarms }
    }

    /// Whether it is such as a fit can have brought, in a space of so many features.
    pub fn is_sound(&self, features: usize) -> bool {
        let Directions { centre, axes } = &self.directions;
        let numbers = [centre, axes, &self.places, &self.usual];
        let count = self.directions.count();
        centre.len() == features
            && features > 0
            && axes.len() == count * features
            && (1..=DIRECTIONS).contains(&count)
            && self.usual.len() == 2 * (count + 1)
            && self.usual.chunks_exact(2).all(|usual| usual[1] > 0.0)
            && !self.houses.is_empty()
            && self.prices.len() == self.houses.len()
            && self.places.len() == self.houses.len() * count
            && self.threshold > 0.0
            && self.threshold.is_finite()
            && self.false_alarms[0] <= self.false_alarms[1]
            && numbers.iter().all(|values| values.iter().all(|v| v.is_finite()))
            && self.prices.iter().all(|price| price.is_finite() && *price > 0.0)
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // In parts, which the compiler makes vectors of.
    let mut sums = [0f32; 8];
    let (left, right) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in left.zip(right) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    rest + sums.iter().sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::random::{Purpose, Stream};

    /// Houses in a plane of a space of 40 features, with a little noise beside it.
    fn houses(count: usize, seed: u64) -> Vec<Vec<f32>> {
        let mut stream = Stream::new(seed, Purpose::Weights, 0, 0);
        let mut one = || {
            let [x, y] = [stream.unit() * 10.0, stream.unit() * 4.0];
            (0..40)
                .map(|i| x * ((i % 3) as f32 - 1.0) + y * ((i % 5) as f32 - 2.0) + 0.1 * stream.unit())
                .collect()
        };
        (0..count).map(|_| one()).collect()
    }

    fn fitted(train: &[Vec<f32>], test: &[Vec<f32>]) -> Option<Neighbours> {
        let fitted: Vec<Vec<f32>> = train.iter().step_by(2).cloned().collect();
        let directions = Directions::fit(&fitted, DIRECTIONS);
        let [train, test] =
            [train, test].map(|side| side.iter().map(|house| directions.place(house)).collect::<Vec<_>>());
        let named = (1..).zip((0..train.len()).map(|i| 1000.0 * (i + 1) as f64)).collect();
        Neighbours::fit(directions, named, &train, |i| i % 2 == 0, &test)
    }

    #[test]
    fn the_nearest_are_those_that_are_nearest_in_the_features() {
        let all = houses(120, 1);
        let neighbours = fitted(&all, &[]).unwrap();
        assert!(neighbours.is_sound(40) && !neighbours.is_sound(41));
        let apart =
            |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>();
        for i in 0..20 {
            let number = i as u32 + 1;
            let near = neighbours.nearest(&all[i], Some(number), 3);
            let mut others: Vec<(u32, f64)> = (1..)
                .zip(&all)
                .map(|(n, house)| (n, apart(house, &all[i])))
                .filter(|(n, _)| *n != number)
                .collect();
            sort(&mut others, |a, b| a.1.total_cmp(&b.1));
            // Noise beside the plane may change the order of those that are nearly as far.
            assert!(others[..3].iter().any(|(n, _)| *n == near[0].house));
            assert_eq!(near[0].price, 1000.0 * f64::from(near[0].house));
            assert_eq!(neighbours.nearest(&all[i], None, 1)[0].house, number);
        }
    }

    #[test]
    fn what_lies_beside_the_houses_is_unlike_them_and_few_others_are() {
        let neighbours = fitted(&houses(300, 1), &houses(200, 2)).unwrap();
        let [alarms, of] = neighbours.false_alarms;
        assert!(of == 200 && alarms <= 16, "{alarms}");
        let mut stream = Stream::new(9, Purpose::Weights, 0, 0);
        let beside: Vec<f32> = (0..40).map(|_| 10.0 * stream.unit()).collect();
        assert!(neighbours.familiarity(&beside).distance > 1.0);
        let far: Vec<f32> = houses(1, 3)[0].iter().map(|v| v * 6.0).collect();
        assert!(neighbours.familiarity(&far).distance > 1.0);
        // Too near to the plane is unusual too.
        assert!(neighbours.familiarity(&neighbours.directions.centre).distance > 1.0);
    }

    #[test]
    fn as_many_directions_as_there_is_room_for() {
        // 12 bytes for the centre, 8 for what is usual, 24 for the houses; 12 + 8 + 8 for each direction.
        let [before, one, two] = [44 + 27, 44 + 28, 44 + 56];
        assert_eq!([before, one, two].map(|bytes| Neighbours::directions_in(bytes, 3, 2)), [0, 1, 2]);
        assert_eq!(Neighbours::directions_in(usize::MAX, 3, 2), DIRECTIONS);
        assert_eq!(Neighbours::directions_in(0, usize::MAX >> 4, 2), 0);
        let some = houses(100, 1);
        assert_eq!([1, 7, 1000].map(|most| Directions::fit(&some, most).count()), [1, 7, 25]);
        assert_eq!(
            (Directions::fitted(40), Directions::fitted(1 << 20), Directions::fitted(0)),
            (200, 64, 200)
        );
    }

    #[test]
    fn few_houses_or_such_as_do_not_differ_have_no_neighbours() {
        assert_eq!(fitted(&vec![vec![1.0; 12]; 40], &[]), None);
        assert_eq!(fitted(&houses(15, 1), &[]), None);
        assert!(fitted(&houses(17, 1), &[]).is_some());
    }
}
