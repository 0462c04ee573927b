//! Training houses near a home in the network's feature space, and a test for out-of-distribution homes, for
//! which the network has no basis for a price.
//!
//! There can be thousands of features and only hundreds of houses. So each house is reduced to its
//! coordinates on the principal components and the logarithm of its squared distance from their subspace.
//! Mahalanobis distances (Lee et al., "A Simple Unified Framework for Detecting Out-of-Distribution Samples",
//! 2018) use the mean and variance of these on training houses that the components were not fitted on; the
//! others lie closer to the subspace than any new house.

use nalgebra::{DMatrix, SymmetricEigen};

use facade_data::HouseId;
use facade_data::statistics::mean_and_std;
use facade_spec::evaluation::{Neighbour, OodScore};

/// Maximum number of components.
const MAX_COMPONENTS: usize = 32;
/// Minimum number of fitted houses per component.
const HOUSES_PER_COMPONENT: usize = 4;
/// Maximum number of houses that components are fitted on, and of all their features together, which take 256
/// MB.
const MAX_FIT_HOUSES: usize = 200;
const MAX_FIT_VALUES: usize = 1 << 26;
/// Deviation of coordinates of the same photos, as a share of their standard deviation: they are rounded, and a GPU rounds otherwise.
const SAME: f32 = 0.02;
/// Share of training houses that count as in distribution.
const IN_DISTRIBUTION: f64 = 0.97;

/// Principal component analysis (PCA) of features.
#[derive(Clone, Debug, PartialEq)]
pub struct PrincipalComponents {
    /// `[features]`
    pub mean: Vec<f32>,
    /// `[components, features]`, orthonormal.
    pub components: Vec<f32>,
}

impl PrincipalComponents {
    /// Maximum number of houses for a fit in a space of this many features.
    pub fn max_fit_houses(features: usize) -> usize {
        MAX_FIT_HOUSES.min(MAX_FIT_VALUES / features.max(1))
    }

    /// Fits at most `most` components to the features of houses, of which there may be
    /// [`max_fit_houses`](Self::max_fit_houses).
    pub fn fit(houses: &[Vec<f32>], most: usize) -> Self {
        let features = houses.first().map_or(0, Vec::len);
        let mut mean = vec![0f32; features];
        for house in houses {
            mean.iter_mut().zip(house).for_each(|(sum, value)| *sum += value / houses.len() as f32);
        }
        let centred: Vec<Vec<f32>> =
            houses.iter().map(|house| house.iter().zip(&mean).map(|(v, c)| v - c).collect()).collect();
        // With fewer houses than features, from the Gram matrix of the houses.
        let count = houses.len();
        let mut gram = DMatrix::<f64>::zeros(count, count);
        for a in 0..count {
            for b in 0..=a {
                let product = f64::from(dot(&centred[a], &centred[b]));
                (gram[(a, b)], gram[(b, a)]) = (product, product);
            }
        }
        let SymmetricEigen { eigenvectors, eigenvalues } = SymmetricEigen::new(gram);
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|a, b| eigenvalues[*b].total_cmp(&eigenvalues[*a]));
        let largest = order.first().map_or(0.0, |first| eigenvalues[*first]);
        let significant = |component: &usize| eigenvalues[*component] > 1e-6 * largest;
        let mut components = Vec::new();
        let kept = most.min(MAX_COMPONENTS).min(count / HOUSES_PER_COMPONENT);
        for component in order.into_iter().filter(significant).take(kept) {
            let start = components.len();
            components.resize(start + features, 0.0);
            let factor = 1.0 / eigenvalues[component].sqrt();
            for (house, centred) in centred.iter().enumerate() {
                let share = (eigenvectors[(house, component)] * factor) as f32;
                components[start..].iter_mut().zip(centred).for_each(|(sum, v)| *sum += share * v);
            }
        }
        PrincipalComponents { mean, components }
    }

    /// Number of components.
    pub fn count(&self) -> usize {
        self.components.len() / self.mean.len().max(1)
    }

    /// Coordinates of features on the components, then the logarithm of the squared distance from their
    /// subspace.
    pub fn project(&self, features: &[f32]) -> Vec<f32> {
        let centred: Vec<f32> = features.iter().zip(&self.mean).map(|(v, c)| v - c).collect();
        let mut point: Vec<f32> =
            self.components.chunks_exact(self.mean.len().max(1)).map(|axis| dot(axis, &centred)).collect();
        let residual = dot(&centred, &centred) - dot(&point, &point);
        point.push(residual.max(f32::MIN_POSITIVE).ln());
        point
    }
}

/// The training houses in a network's feature space.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbours {
    /// Components of the space.
    pub pca: PrincipalComponents,
    /// Mean and standard deviation of each coordinate and of the log distance, `[components + 1, 2]`.
    pub coordinate_stats: Vec<f32>,
    /// Coordinates of each training house, `[houses, components]`.
    pub coordinates: Vec<f32>,
    /// Their ids.
    pub houses: Vec<HouseId>,
    /// Their prices in dollars.
    pub prices: Vec<f64>,
    /// Homes with a larger distance are out of distribution.
    pub threshold: f64,
    /// Test houses above the threshold, and test houses in all.
    pub false_alarms: [usize; 2],
}

impl Neighbours {
    /// Number of components that fit in this many bytes, with this many training houses and features.
    pub fn max_components(bytes: usize, features: usize, houses: usize) -> usize {
        let [bytes, features, houses] = [bytes, features, houses].map(|count| count as u64);
        // The mean and the statistics of the distance; per house its number, its id and its price.
        let rest = bytes.saturating_sub(4 * features + 8 + 12 * houses);
        let each = 4 * features + 8 + 4 * houses;
        (rest / each).min(MAX_COMPONENTS as u64) as usize
    }

    /// Fits the statistics and the threshold on training houses (id and price) and counts false alarms on
    /// test houses; coordinates are those of [`PrincipalComponents::project`]. `fitted` says which houses the
    /// components were fitted on. `None` if there are too few houses, or if they are all equal.
    pub fn fit(
        pca: PrincipalComponents,
        train: Vec<(HouseId, f64)>,
        coordinates: &[Vec<f32>],
        fitted: impl Fn(usize) -> bool,
        test: &[Vec<f32>],
    ) -> Option<Self> {
        let held_out: Vec<&Vec<f32>> =
            coordinates.iter().enumerate().filter(|(i, _)| !fitted(*i)).map(|(_, point)| point).collect();
        if held_out.len() < 8 || pca.count() == 0 {
            return None;
        }
        let mut coordinate_stats = Vec::new();
        for at in 0..=pca.count() {
            let (mean, deviation) = mean_and_std(held_out.iter().map(|point| f64::from(point[at])));
            coordinate_stats.extend([mean as f32, if deviation > 0.0 { deviation as f32 } else { 1.0 }]);
        }
        let flat = coordinates.iter().flat_map(|point| &point[..pca.count()]).copied().collect();
        let (houses, prices) = train.into_iter().unzip();
        let mut neighbours = Neighbours {
            pca,
            coordinate_stats,
            coordinates: flat,
            houses,
            prices,
            threshold: 1.0,
            false_alarms: [0, test.len()],
        };
        let mut distances: Vec<f64> = held_out.into_iter().map(|point| neighbours.distance(point)).collect();
        distances.sort_by(f64::total_cmp);
        // As for conformal intervals: the next house is equally likely to have any rank.
        let rank = (IN_DISTRIBUTION * (distances.len() + 1) as f64).ceil() as usize;
        neighbours.threshold = *distances.get(rank - 1).or(distances.last())?;
        if !(neighbours.threshold > 0.0 && neighbours.threshold.is_finite()) {
            return None;
        }
        let alarms = test.iter().filter(|point| neighbours.distance(point) > neighbours.threshold).count();
        neighbours.false_alarms[0] = alarms;
        Some(neighbours)
    }

    /// Mahalanobis distance of a point. One that is nearer to the subspace than others is not unlike them: the houses that the
    /// components were fitted on are.
    fn distance(&self, point: &[f32]) -> f64 {
        let stats = self.coordinate_stats.chunks_exact(2);
        let last = self.pca.count();
        let deviations = point.iter().zip(stats).enumerate().map(|(at, (v, stats))| {
            let deviation = f64::from((v - stats[0]) / stats[1]);
            if at == last { deviation.max(0.0) } else { deviation }
        });
        deviations.map(|deviation| deviation.powi(2)).sum::<f64>().sqrt()
    }

    /// Whether these are the coordinates of a training house, up to rounding.
    fn is_training_house(&self, point: &[f32]) -> bool {
        let (count, stats) = (self.pca.count(), &self.coordinate_stats);
        let is_same = |(at, (a, b)): (usize, (&f32, &f32))| (a - b).abs() <= SAME * stats[2 * at + 1];
        let mut houses = self.coordinates.chunks_exact(count.max(1));
        houses.any(|house| house.iter().zip(point).enumerate().all(is_same))
    }

    /// The training houses nearest to a home with these features, nearest first, without the house with the
    /// id `except`.
    pub fn nearest(&self, features: &[f32], except: Option<&HouseId>, count: usize) -> Vec<Neighbour> {
        let point = self.pca.project(features);
        let squared_distance =
            |at: &[f32]| at.iter().zip(&point).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
        let distances = self.coordinates.chunks_exact(self.pca.count().max(1)).map(squared_distance);
        let mut all: Vec<(usize, f32)> =
            distances.enumerate().filter(|(i, _)| Some(&self.houses[*i]) != except).collect();
        all.sort_by(|a, b| a.1.total_cmp(&b.1));
        let neighbour = |(i, squared): (usize, f32)| Neighbour {
            house: self.houses[i].clone(),
            price: self.prices[i],
            distance: f64::from(squared).sqrt(),
        };
        all.into_iter().take(count).map(neighbour).collect()
    }

    /// Out-of-distribution score of a home with these features; at most 1 for a training house.
    pub fn ood_score(&self, features: &[f32]) -> OodScore {
        let point = self.pca.project(features);
        let distance = self.distance(&point) / self.threshold;
        let distance = if self.is_training_house(&point) { distance.min(1.0) } else { distance };
        OodScore { distance, false_alarms: self.false_alarms }
    }

    /// Whether its values can come from a fit in a space of this many features.
    pub fn is_valid(&self, features: usize) -> bool {
        let PrincipalComponents { mean, components } = &self.pca;
        let values = [mean, components, &self.coordinates, &self.coordinate_stats];
        let count = self.pca.count();
        mean.len() == features
            && features > 0
            && components.len() == count * features
            && (1..=MAX_COMPONENTS).contains(&count)
            && self.coordinate_stats.len() == 2 * (count + 1)
            && self.coordinate_stats.chunks_exact(2).all(|stats| stats[1] > 0.0)
            && !self.houses.is_empty()
            && self.prices.len() == self.houses.len()
            && self.coordinates.len() == self.houses.len() * count
            && self.threshold > 0.0
            && self.threshold.is_finite()
            && self.false_alarms[0] <= self.false_alarms[1]
            && values.iter().all(|values| values.iter().all(|v| v.is_finite()))
            && self.prices.iter().all(|price| price.is_finite() && *price > 0.0)
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight sums, which the compiler vectorises.
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

    /// Houses in a plane of a space of 40 features, with a little noise.
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
        let pca = PrincipalComponents::fit(&fitted, MAX_COMPONENTS);
        let [train, test] =
            [train, test].map(|side| side.iter().map(|house| pca.project(house)).collect::<Vec<_>>());
        let named =
            (1u32..).map(HouseId::from).zip((0..train.len()).map(|i| 1000.0 * (i + 1) as f64)).collect();
        Neighbours::fit(pca, named, &train, |i| i % 2 == 0, &test)
    }

    #[test]
    fn nearest_houses_are_nearest_in_feature_space() {
        let all = houses(120, 1);
        let neighbours = fitted(&all, &[]).unwrap();
        assert!(neighbours.is_valid(40) && !neighbours.is_valid(41));
        let squared_distance =
            |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>();
        for i in 0..20 {
            let number = i as u32 + 1;
            let near = neighbours.nearest(&all[i], Some(&number.into()), 3);
            let mut others: Vec<(u32, f64)> = (1..)
                .zip(&all)
                .map(|(n, house)| (n, squared_distance(house, &all[i])))
                .filter(|(n, _)| *n != number)
                .collect();
            others.sort_by(|a, b| a.1.total_cmp(&b.1));
            // Noise outside the plane may swap houses at nearly equal distances.
            assert!(others[..3].iter().any(|(n, _)| HouseId::from(*n) == near[0].house));
            assert_eq!(near[0].price, 1000.0 * f64::from(near[0].house.as_number().unwrap()));
            assert_eq!(neighbours.nearest(&all[i], None, 1)[0].house, HouseId::from(number));
        }
    }

    #[test]
    fn what_lies_outside_the_houses_plane_is_out_of_distribution_and_few_others_are() {
        let neighbours = fitted(&houses(300, 1), &houses(200, 2)).unwrap();
        let [alarms, of] = neighbours.false_alarms;
        assert!(of == 200 && alarms <= 16, "{alarms}");
        let mut stream = Stream::new(9, Purpose::Weights, 0, 0);
        let outside: Vec<f32> = (0..40).map(|_| 10.0 * stream.unit()).collect();
        assert!(neighbours.ood_score(&outside).distance > 1.0);
        let far: Vec<f32> = houses(1, 3)[0].iter().map(|v| v * 6.0).collect();
        assert!(neighbours.ood_score(&far).distance > 1.0);
        // Nothing is unlike the houses because it is too much like them.
        assert!(neighbours.ood_score(&neighbours.pca.mean).distance < 1.0);
    }

    #[test]
    fn no_training_house_is_out_of_distribution() {
        let mut train = houses(120, 1);
        let mut stream = Stream::new(9, Purpose::Weights, 0, 0);
        // Of a hundred houses a few are unlike the others.
        for house in train.iter_mut().skip(1).step_by(30) {
            *house = (0..40).map(|_| 10.0 * stream.unit()).collect();
        }
        let neighbours = fitted(&train, &[]).unwrap();
        assert!(train.iter().all(|house| neighbours.ood_score(house).distance <= 1.0));
        let nudged: Vec<f32> = train[1].iter().map(|value| value * 1.3).collect();
        assert!(neighbours.ood_score(&nudged).distance > 1.0, "another house may be");
    }

    #[test]
    fn as_many_components_as_there_is_room_for() {
        // 12 bytes for the mean, 8 for the distance, 24 for the houses; 12 + 8 + 8 for each component.
        let [before, one, two] = [44 + 27, 44 + 28, 44 + 56];
        assert_eq!([before, one, two].map(|bytes| Neighbours::max_components(bytes, 3, 2)), [0, 1, 2]);
        assert_eq!(Neighbours::max_components(usize::MAX, 3, 2), MAX_COMPONENTS);
        assert_eq!(Neighbours::max_components(0, usize::MAX >> 4, 2), 0);
        let some = houses(100, 1);
        assert_eq!([1, 7, 1000].map(|most| PrincipalComponents::fit(&some, most).count()), [1, 7, 25]);
        assert_eq!(
            (
                PrincipalComponents::max_fit_houses(40),
                PrincipalComponents::max_fit_houses(1 << 20),
                PrincipalComponents::max_fit_houses(0)
            ),
            (200, 64, 200)
        );
    }

    #[test]
    fn too_few_or_identical_houses_have_no_neighbours() {
        assert_eq!(fitted(&vec![vec![1.0; 12]; 40], &[]), None);
        assert_eq!(fitted(&houses(15, 1), &[]), None);
        assert!(fitted(&houses(17, 1), &[]).is_some());
    }
}
