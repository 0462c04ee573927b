//! A convolution that is learned from the training photos alone, without their prices, and then stays as it is (Coates, Ng and
//! Lee, "An Analysis of Single-Layer Networks in Unsupervised Feature Learning", 2011): patches of photos are brought to one
//! brightness and contrast, whitened, and grouped by k-means; the groups' centres are the kernels. Of what a kernel finds, more
//! than a threshold to either side, a photo keeps the mean in each cell of a grid.
//!
//! What it needs lies in a flat vector, in the order of [`Layout::fixed`].

use std::ops::Range;

use nalgebra::{DMatrix, SymmetricEigen};

use super::Layout;
use super::layout::CHANNELS;
use crate::onnx::graph::{Graph, Part, Setting, Value};
use facade_platform as platform;
use facade_spec::random::{Purpose, Stream};
use facade_spec::{Config, LEAST_PATCHED, PATCH_CELLS};

/// Width and height of a patch, in pixels.
const WINDOW: usize = 6;
/// Pixels from one patch to the next.
const STRIDE: usize = 2;
/// Cells of the grid, across and down.
const GRID: usize = PATCH_CELLS;
/// Values of a patch.
const VALUES: usize = WINDOW * WINDOW * CHANNELS;
// There is a patch for each cell of the grid.
const _: () = assert!(LEAST_PATCHED == WINDOW + (GRID - 1) * STRIDE);

/// Patches that kernels are learned from, at most.
const SAMPLE: usize = 40_000;
/// Rounds of k-means.
const ROUNDS: usize = 10;
/// Added to a patch's variance, of values in 0 to 1: ten levels of 255, squared, as in the paper.
const FLAT: f32 = 10.0 / (255.0 * 255.0);
/// Added to the variance along each direction in whitening: the paper's.
const ROUND: f64 = 0.1;
/// What a kernel must find at least.
const THRESHOLD: f32 = 0.5;
/// The layer, with its values.
#[derive(Clone, Debug)]
pub(crate) struct Patches<'a> {
    tile: usize,
    filters: usize,
    /// `[VALUES, filters]`
    kernels: &'a [f32],
    /// `[filters]`
    bias: &'a [f32],
}

/// Adds the layer's values to a layout.
pub(super) fn lay(layout: &mut Layout, config: &Config) {
    let filters = config.patch_filters();
    layout.fixed("patches.kernels", vec![VALUES, filters]);
    layout.fixed("patches.bias", vec![filters]);
}

impl<'a> Patches<'a> {
    /// With values that begin as the layout does.
    pub(crate) fn new(config: &Config, values: &'a [f32]) -> Self {
        let tile = config.tile;
        let filters = config.patch_filters();
        let (kernels, rest) = values.split_at(VALUES * filters);
        Patches { tile, filters, kernels, bias: &rest[..filters] }
    }

    /// What it makes of a house's photos, `[photos, 3, tile, tile]` in 0 to 1.
    pub(crate) fn house(&self, photos: &[f32]) -> Vec<f32> {
        let mut all = Vec::new();
        photos.chunks_exact(CHANNELS * self.tile * self.tile).for_each(|photo| self.photo(photo, &mut all));
        all
    }

    /// The root of the mean in each cell, `[GRID, GRID, 2 * filters]`: what is above the threshold, then what is below its negative.
    fn photo(&self, photo: &[f32], out: &mut Vec<f32>) {
        let start = out.len();
        out.resize(start + GRID * GRID * 2 * self.filters, 0.0);
        self.cells(photo, [0, 1].map(|_| 0..self.across()), &mut out[start..]);
    }

    /// What it makes of a photo that differs from one of which it has made `before` only between these columns and these rows of
    /// pixels.
    pub(crate) fn changed(&self, photo: &[f32], pixels: [Range<usize>; 2], before: &[f32]) -> Vec<f32> {
        let across = self.across();
        let touched = pixels.map(|pixels| {
            let first = (pixels.start + STRIDE).saturating_sub(WINDOW) / STRIDE;
            let end = pixels.end.div_ceil(STRIDE).min(across);
            // All patches of each cell in which one is touched.
            let (first, last) = (first * GRID / across, end.saturating_sub(1) * GRID / across);
            (first * across).div_ceil(GRID)..((last + 1) * across).div_ceil(GRID)
        });
        let mut cells = before.to_vec();
        self.cells(photo, touched, &mut cells);
        cells
    }

    /// Patches across and down.
    fn across(&self) -> usize {
        (self.tile - WINDOW) / STRIDE + 1
    }

    /// The same in the cells of these columns and rows of patches, of which there are all in each cell.
    fn cells(&self, photo: &[f32], [columns, rows]: [Range<usize>; 2], cells: &mut [f32]) {
        let across = self.across();
        let mut counts = [0f32; GRID * GRID];
        let mut patch = [0.0; VALUES];
        let mut found = vec![0.0; self.filters];
        for row in rows {
            for column in columns.clone() {
                cut(photo, self.tile, [column * STRIDE, row * STRIDE], &mut patch);
                found.copy_from_slice(self.bias);
                add_product(&patch, self.kernels, &mut found);
                let at = row * GRID / across * GRID + column * GRID / across;
                let cell = &mut cells[at * 2 * self.filters..][..2 * self.filters];
                if counts[at] == 0.0 {
                    cell.fill(0.0);
                }
                counts[at] += 1.0;
                let (above, below) = cell.split_at_mut(self.filters);
                above.iter_mut().zip(&found).for_each(|(sum, v)| *sum += (v - THRESHOLD).max(0.0));
                below.iter_mut().zip(&found).for_each(|(sum, v)| *sum += (-v - THRESHOLD).max(0.0));
            }
        }
        let summed = cells.chunks_exact_mut(2 * self.filters).zip(counts).filter(|(_, count)| *count > 0.0);
        for (cell, count) in summed {
            cell.iter_mut().for_each(|sum| *sum = (*sum / count).sqrt());
        }
    }
}

/// What the layer makes of photos, `[photos, 3, tile, tile]`, as ONNX's operators: `[photos, GRID * GRID * 2 * filters]`.
pub(super) fn onnx(graph: &mut Graph<'_>, photos: &Value, config: &Config) -> Value {
    let across = (config.tile - WINDOW) / STRIDE + 1;
    // Cuts the patches: each value of one becomes a channel.
    let mut eye = vec![0.0; VALUES * VALUES];
    eye.iter_mut().step_by(VALUES + 1).for_each(|value| *value = 1.0);
    let eye = graph.constant(&[VALUES, CHANNELS, WINDOW, WINDOW], &eye);
    let strides = [STRIDE as i64; 2];
    let patches = graph.apply_with("Conv", &[photos, &eye], &[("strides", Setting::Integers(&strides))]);
    let mean = graph.mean(&patches, 1, true);
    let apart = graph.apply("Sub", &[&patches, &mean]);
    let squares = graph.apply("Mul", &[&apart, &apart]);
    let variance = graph.mean(&squares, 1, true);
    let flat = graph.constant(&[], &[FLAT]);
    let variance = graph.apply("Add", &[&variance, &flat]);
    let deviation = graph.apply("Sqrt", &[&variance]);
    let patches = graph.apply("Div", &[&apart, &deviation]);
    let patches = graph.apply_with("Transpose", &[&patches], &[("perm", Setting::Integers(&[0, 2, 3, 1]))]);
    let [kernels, bias] = graph.parameters(Part::Fixed, 0);
    let found = graph.apply("MatMul", &[&patches, &kernels]);
    let found = graph.apply("Add", &[&found, &bias]);
    let threshold = graph.constant(&[], &[THRESHOLD]);
    let negative = graph.apply("Neg", &[&found]);
    let sides = [&found, &negative].map(|side| {
        let above = graph.apply("Sub", &[side, &threshold]);
        graph.apply("Relu", &[&above])
    });
    let found = graph.joined(sides.to_vec(), 3);
    let sums = 2 * config.patch_filters();
    let found = graph.reshape(&found, &[-1, (across * across) as i64, sums as i64]);
    // The mean in each cell of the grid.
    let cell = |place: usize| place / across * GRID / across * GRID + place % across * GRID / across;
    let mut counts = [0f32; GRID * GRID];
    (0..across * across).for_each(|place| counts[cell(place)] += 1.0);
    let mut shares = vec![0.0; GRID * GRID * across * across];
    (0..across * across)
        .for_each(|place| shares[cell(place) * across * across + place] = 1.0 / counts[cell(place)]);
    let shares = graph.constant(&[GRID * GRID, across * across], &shares);
    let means = graph.apply("MatMul", &[&shares, &found]);
    let roots = graph.apply("Sqrt", &[&means]);
    graph.reshape(&roots, &[-1, (GRID * GRID * sums) as i64])
}

impl Patches<'_> {
    /// The gradient of a photo, `[3, tile, tile]` in 0 to 1, from that of what comes of it.
    pub(crate) fn slope(&self, photo: &[f32], gradient: &[f32]) -> Vec<f32> {
        let across = (self.tile - WINDOW) / STRIDE + 1;
        let mut features = Vec::new();
        self.photo(photo, &mut features);
        // Of each cell's sums; where nothing was found the root has no slope.
        let mut counts = [0f32; GRID * GRID];
        let cell = |row: usize, column: usize| row * GRID / across * GRID + column * GRID / across;
        (0..across * across).for_each(|place| counts[cell(place / across, place % across)] += 1.0);
        let of_sums: Vec<f32> = gradient
            .iter()
            .zip(&features)
            .enumerate()
            .map(
                |(at, (g, root))| {
                    if *root > 0.0 { g / (2.0 * root * counts[at / (2 * self.filters)]) } else { 0.0 }
                },
            )
            .collect();
        let mut of_photo = vec![0.0; photo.len()];
        let mut patch = [0.0; VALUES];
        let mut found = vec![0.0; self.filters];
        for row in 0..across {
            for column in 0..across {
                let corner = [column * STRIDE, row * STRIDE];
                let factor = cut(photo, self.tile, corner, &mut patch);
                found.copy_from_slice(self.bias);
                add_product(&patch, self.kernels, &mut found);
                let (above, below) = of_sums[cell(row, column) * 2 * self.filters..][..2 * self.filters]
                    .split_at(self.filters);
                for (found, (above, below)) in found.iter_mut().zip(above.iter().zip(below)) {
                    *found = match *found {
                        v if v > THRESHOLD => *above,
                        v if v < -THRESHOLD => -below,
                        _ => 0.0,
                    };
                }
                let dot = |kernels: &[f32]| kernels.iter().zip(&found).map(|(k, g)| k * g).sum::<f32>();
                let of_patch: Vec<f32> = self.kernels.chunks_exact(self.filters).map(dot).collect();
                // Back through one brightness and contrast.
                let mean = of_patch.iter().sum::<f32>() / VALUES as f32;
                let along = of_patch.iter().zip(&patch).map(|(g, v)| g * v).sum::<f32>() / VALUES as f32;
                for (at, (g, v)) in of_patch.iter().zip(&patch).enumerate() {
                    let (line, x) = (at / WINDOW, at % WINDOW);
                    let (channel, y) = (line / WINDOW, line % WINDOW);
                    let place = (channel * self.tile + corner[1] + y) * self.tile + corner[0] + x;
                    of_photo[place] += factor * (g - mean - v * along);
                }
            }
        }
        of_photo
    }
}

/// Adds `values [n]` times `matrix [n, sums]`.
fn add_product(values: &[f32], matrix: &[f32], sums: &mut [f32]) {
    for (value, row) in values.iter().zip(matrix.chunks_exact(sums.len())) {
        sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
    }
}

/// A patch with its top left corner here, brought to one brightness and contrast: what it was multiplied by for that.
fn cut(photo: &[f32], tile: usize, [left, top]: [usize; 2], patch: &mut [f32; VALUES]) -> f32 {
    let lines =
        photo.chunks_exact(tile * tile).flat_map(|plane| plane[top * tile..].chunks(tile).take(WINDOW));
    for (to, line) in patch.chunks_exact_mut(WINDOW).zip(lines) {
        to.copy_from_slice(&line[left..left + WINDOW]);
    }
    let mean = patch.iter().sum::<f32>() / VALUES as f32;
    patch.iter_mut().for_each(|value| *value -= mean);
    let variance = patch.iter().map(|value| value * value).sum::<f32>() / VALUES as f32;
    let factor = 1.0 / (variance + FLAT).sqrt();
    patch.iter_mut().for_each(|value| *value *= factor);
    factor
}

/// The layer's values, from the photos of the training houses, `[photos, 3, tile, tile]` each.
pub(crate) fn fit(houses: &[Vec<f32>], config: &Config) -> Vec<f32> {
    let &Config { tile, seed, .. } = config;
    let filters = config.patch_filters();
    let sample = sample(houses, tile, seed);
    let (mean, whitening) = whitening(&sample);
    let centres = centres(&sample, &mean, &whitening, filters, seed);
    // Patch to whitened patch to what a centre finds in it, in one product.
    let mut values: Vec<f32> = platform::map(VALUES, |value| {
        let mut kernels = vec![0.0; filters];
        add_product(&whitening[value * VALUES..][..VALUES], &centres, &mut kernels);
        kernels
    })
    .concat();
    let mut bias = vec![0.0; filters];
    add_product(&mean, &values, &mut bias);
    values.extend(bias.iter().map(|sum| -sum));
    values
}

/// Patches of all photos alike, one after the other.
fn sample(houses: &[Vec<f32>], tile: usize, seed: u64) -> Vec<[f32; VALUES]> {
    let mut stream = Stream::new(seed, Purpose::Patches, 0, 0);
    let size = CHANNELS * tile * tile;
    let photos: Vec<&[f32]> = houses.iter().flat_map(|house| house.chunks_exact(size)).collect();
    let mut place = || stream.below((tile - WINDOW + 1) as u64) as usize;
    let one = |i: usize| {
        let mut patch = [0.0; VALUES];
        let corner = [place(), place()];
        cut(photos[i % photos.len()], tile, corner, &mut patch);
        patch
    };
    if photos.is_empty() { Vec::new() } else { (0..SAMPLE).map(one).collect() }
}

/// Mean of the patches, `[VALUES]`, and the symmetric matrix that makes their deviations from it unrelated and of one size,
/// `[VALUES, VALUES]` (Bell and Sejnowski, 1997).
fn whitening(sample: &[[f32; VALUES]]) -> (Vec<f32>, Vec<f32>) {
    let count = sample.len().max(1) as f64;
    let mut mean = [0f64; VALUES];
    for patch in sample {
        mean.iter_mut().zip(patch).for_each(|(sum, value)| *sum += f64::from(*value) / count);
    }
    let mut covariance = DMatrix::<f64>::zeros(VALUES, VALUES);
    let mut apart = [0f64; VALUES];
    for patch in sample {
        apart.iter_mut().zip(patch.iter().zip(mean.iter())).for_each(|(to, (v, m))| *to = f64::from(*v) - m);
        for (column, factor) in covariance.as_mut_slice().chunks_exact_mut(VALUES).zip(apart) {
            column.iter_mut().zip(&apart).for_each(|(sum, value)| *sum += factor * value / count);
        }
    }
    let SymmetricEigen { eigenvectors, eigenvalues } = SymmetricEigen::new(covariance);
    let factors = eigenvalues.map(|variance| 1.0 / (variance.max(0.0) + ROUND).sqrt());
    let whitening = &eigenvectors * DMatrix::from_diagonal(&factors) * eigenvectors.transpose();
    let single = |values: &[f64]| values.iter().map(|&value| value as f32).collect();
    (single(&mean), single(whitening.as_slice()))
}

/// Centres of length one, as `[VALUES, filters]`, of k-means by the angle between patches and centres, a patch and its negative
/// being one.
fn centres(sample: &[[f32; VALUES]], mean: &[f32], whitening: &[f32], filters: usize, seed: u64) -> Vec<f32> {
    let whitened: Vec<Vec<f32>> = platform::map(sample.len(), |i| {
        let apart: Vec<f32> = sample[i].iter().zip(mean).map(|(value, mean)| value - mean).collect();
        let mut whitened = vec![0.0; VALUES];
        add_product(&apart, whitening, &mut whitened);
        whitened
    });
    let mut stream = Stream::new(seed, Purpose::Patches, 1, 0);
    let mut fresh = || -> Vec<f32> {
        // A sum of uniform numbers is near enough to a normal one: all directions are alike.
        let values = (0..VALUES).map(|_| (0..6).map(|_| stream.unit() - 0.5).sum::<f32>());
        normalised(values.collect())
    };
    let mut centres: Vec<Vec<f32>> = (0..filters).map(|_| fresh()).collect();
    for _ in 0..ROUNDS {
        let across = transposed(&centres);
        let nearest = platform::map(whitened.len(), |i| {
            let mut finds = vec![0.0; filters];
            add_product(&whitened[i], &across, &mut finds);
            let further = |best: (usize, f32), (at, found): (usize, f32)| {
                if found.abs() > best.1.abs() { (at, found) } else { best }
            };
            finds.into_iter().enumerate().fold((0, 0.0), further)
        });
        let mut sums = vec![vec![0f32; VALUES]; filters];
        for (patch, (at, found)) in whitened.iter().zip(nearest) {
            sums[at].iter_mut().zip(patch).for_each(|(sum, value)| *sum += found * value);
        }
        centres = sums
            .into_iter()
            .map(|sum| if sum.iter().any(|v| *v != 0.0) { normalised(sum) } else { fresh() })
            .collect();
    }
    transposed(&centres)
}

/// `[rows][VALUES]` as `[VALUES, rows]`.
fn transposed(rows: &[Vec<f32>]) -> Vec<f32> {
    (0..VALUES).flat_map(|value| rows.iter().map(move |row| row[value])).collect()
}

fn normalised(mut values: Vec<f32>) -> Vec<f32> {
    let length = values.iter().map(|v| v * v).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    values.iter_mut().for_each(|v| *v /= length);
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use facade_spec::ModelKind;

    #[test]
    fn what_has_changed_in_a_photo_is_all_that_is_looked_at_again() {
        for (tile, filters) in [(16, 3), (33, 2), (64, 1)] {
            let config = Config { tile, filters: vec![filters], ..Config::recipe(ModelKind::TunedPhotos) };
            let mut stream = Stream::new(2, Purpose::Patches, 2, 0);
            let values: Vec<f32> = (0..(VALUES + 1) * filters).map(|_| 0.2 * (stream.unit() - 0.5)).collect();
            let layer = Patches::new(&config, &values);
            let photo: Vec<f32> = (0..3 * tile * tile).map(|_| stream.unit()).collect();
            for [left, top, width, height] in [
                [0, 0, 4, 4],
                [tile - 1, tile - 1, 1, 1],
                [5, 2, 3, 9],
                [tile / 2, 0, tile / 2, tile],
                [0, 0, tile, tile],
            ] {
                let mut other = photo.clone();
                for plane in other.chunks_exact_mut(tile * tile) {
                    for line in plane.chunks_exact_mut(tile).skip(top).take(height) {
                        line[left..left + width].fill(0.25);
                    }
                }
                let again =
                    layer.changed(&other, [left..left + width, top..top + height], &layer.house(&photo));
                assert_eq!(again, layer.house(&other), "{left} {top} of {tile}");
            }
        }
    }

    #[test]
    fn the_slope_of_a_photo_is_how_its_features_change() {
        let config = Config { tile: 16, filters: vec![5], ..Config::recipe(ModelKind::TunedPhotos) };
        let mut stream = Stream::new(1, Purpose::Patches, 2, 0);
        let values: Vec<f32> = (0..(VALUES + 1) * 5).map(|_| 0.2 * (stream.unit() - 0.5)).collect();
        let layer = Patches::new(&config, &values);
        let photo: Vec<f32> = (0..3 * 16 * 16).map(|_| stream.unit()).collect();
        let mut features = Vec::new();
        layer.photo(&photo, &mut features);
        let gradient: Vec<f32> = features.iter().map(|_| stream.unit() - 0.5).collect();
        let sum = |photo: &[f32]| {
            let mut features = Vec::new();
            layer.photo(photo, &mut features);
            features.iter().zip(&gradient).map(|(v, g)| f64::from(v * g)).sum::<f64>()
        };
        let slope = layer.slope(&photo, &gradient);
        let mut near = 0;
        for at in 0..photo.len() {
            let moved = |by: f32| {
                let mut photo = photo.clone();
                photo[at] += by;
                sum(&photo)
            };
            let measured = (moved(0.004) - moved(-0.004)) / 0.008;
            near += usize::from((f64::from(slope[at]) - measured).abs() < 0.05 * measured.abs() + 1e-3);
        }
        // At the others a threshold is crossed on the way.
        assert!(near * 10 > photo.len() * 9, "{near} of {}", photo.len());
    }
}
