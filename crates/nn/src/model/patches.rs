//! A convolution that is fitted on the training photos without their prices and then frozen (Coates, Ng and
//! Lee, "An Analysis of Single-Layer Networks in Unsupervised Feature Learning", 2011): patches are
//! normalised to one brightness and contrast, whitened, and clustered by k-means; the cluster centres are the
//! kernels. The positive and negative part of each response, beyond a threshold, is averaged over each cell
//! of a grid.
//!
//! Its values are a flat vector in the order of the layout's frozen values.

use std::ops::Range;

use nalgebra::{DMatrix, SymmetricEigen};

use crate::onnx::graph::{OnnxGraph, OpAttribute, ParamGroup, Value};
use facade_platform as platform;
use facade_spec::graph::{CHANNELS, PATCH_CELLS, PATCH_SIZE};
use facade_spec::random::{Purpose, Stream};
use facade_spec::{Config, MIN_PATCH_TILE};

/// Pixels from one patch to the next.
const STRIDE: usize = 2;
/// Cells of the grid, across and down.
const GRID: usize = PATCH_CELLS;
/// Values of a patch.
const PATCH_VALUES: usize = PATCH_SIZE * PATCH_SIZE * CHANNELS;
// Each cell of the grid has at least one patch.
const _: () = assert!(MIN_PATCH_TILE == PATCH_SIZE + (GRID - 1) * STRIDE);

/// Maximum number of patches that kernels are fitted on.
const MAX_PATCHES: usize = 40_000;
/// Iterations of k-means.
const KMEANS_ITERATIONS: usize = 10;
/// Added to a patch's variance, for values in 0 to 1: 10 for values in 0 to 255, as in the paper.
const CONTRAST_EPSILON: f32 = 10.0 / (255.0 * 255.0);
/// Added to the eigenvalues in ZCA whitening, as in the paper.
const WHITENING_EPSILON: f64 = 0.1;
/// Threshold on responses.
const THRESHOLD: f32 = 0.5;
/// The layer, with its values.
#[derive(Clone, Debug)]
pub(crate) struct PatchLayer<'a> {
    tile: usize,
    filters: usize,
    /// `[PATCH_VALUES, filters]`
    kernels: &'a [f32],
    /// `[filters]`
    bias: &'a [f32],
}

impl<'a> PatchLayer<'a> {
    /// `values` begin with the layer's own, in the layout's order.
    pub(crate) fn new(tile: usize, filters: usize, values: &'a [f32]) -> Self {
        let (kernels, rest) = values.split_at(PATCH_VALUES * filters);
        PatchLayer { tile, filters, kernels, bias: &rest[..filters] }
    }

    /// Features of a house's photos, `[photos, 3, tile, tile]` in 0 to 1.
    pub(crate) fn house_features(&self, photos: &[f32]) -> Vec<f32> {
        let mut all = Vec::new();
        photos.chunks_exact(CHANNELS * self.tile * self.tile).for_each(|photo| self.photo(photo, &mut all));
        all
    }

    /// Square root of the mean in each cell, `[GRID, GRID, 2 * filters]`: first the responses above the
    /// threshold, then those below its negative.
    fn photo(&self, photo: &[f32], out: &mut Vec<f32>) {
        let start = out.len();
        out.resize(start + GRID * GRID * 2 * self.filters, 0.0);
        self.cells(photo, [0, 1].map(|_| 0..self.patches_per_side()), &mut out[start..]);
    }

    /// Features of a photo that differs only in these columns and rows of pixels from one with the features
    /// `before`.
    pub(crate) fn update(&self, photo: &[f32], pixels: [Range<usize>; 2], before: &[f32]) -> Vec<f32> {
        let patches_per_side = self.patches_per_side();
        let touched = pixels.map(|pixels| {
            let first = (pixels.start + STRIDE).saturating_sub(PATCH_SIZE) / STRIDE;
            let end = pixels.end.div_ceil(STRIDE).min(patches_per_side);
            // All patches of each cell that contains a changed patch.
            let (first, last) =
                (first * GRID / patches_per_side, end.saturating_sub(1) * GRID / patches_per_side);
            (first * patches_per_side).div_ceil(GRID)..((last + 1) * patches_per_side).div_ceil(GRID)
        });
        let mut cells = before.to_vec();
        self.cells(photo, touched, &mut cells);
        cells
    }

    /// Patches across and down.
    fn patches_per_side(&self) -> usize {
        (self.tile - PATCH_SIZE) / STRIDE + 1
    }

    /// Computes the cells of these columns and rows of patches, which must cover whole cells.
    fn cells(&self, photo: &[f32], [columns, rows]: [Range<usize>; 2], cells: &mut [f32]) {
        let patches_per_side = self.patches_per_side();
        let mut counts = [0f32; GRID * GRID];
        let mut patch = [0.0; PATCH_VALUES];
        let mut responses = vec![0.0; self.filters];
        for row in rows {
            for column in columns.clone() {
                extract_patch(photo, self.tile, [column * STRIDE, row * STRIDE], &mut patch);
                responses.copy_from_slice(self.bias);
                add_product(&patch, self.kernels, &mut responses);
                let at = row * GRID / patches_per_side * GRID + column * GRID / patches_per_side;
                let cell = &mut cells[at * 2 * self.filters..][..2 * self.filters];
                if counts[at] == 0.0 {
                    cell.fill(0.0);
                }
                counts[at] += 1.0;
                let (above, below) = cell.split_at_mut(self.filters);
                above.iter_mut().zip(&responses).for_each(|(sum, v)| *sum += (v - THRESHOLD).max(0.0));
                below.iter_mut().zip(&responses).for_each(|(sum, v)| *sum += (-v - THRESHOLD).max(0.0));
            }
        }
        let summed = cells.chunks_exact_mut(2 * self.filters).zip(counts).filter(|(_, count)| *count > 0.0);
        for (cell, count) in summed {
            cell.iter_mut().for_each(|sum| *sum = (*sum / count).sqrt());
        }
    }
}

/// Features of photos `[photos, 3, tile, tile]` in ONNX operators: `[photos, GRID * GRID * 2 * filters]`.
pub(crate) fn onnx(graph: &mut OnnxGraph<'_>, photos: &Value, [tile, filters]: [usize; 2]) -> Value {
    let patches_per_side = (tile - PATCH_SIZE) / STRIDE + 1;
    // Extracts the patches: each value of a patch becomes a channel.
    let mut eye = vec![0.0; PATCH_VALUES * PATCH_VALUES];
    eye.iter_mut().step_by(PATCH_VALUES + 1).for_each(|value| *value = 1.0);
    let eye = graph.constant(&[PATCH_VALUES, CHANNELS, PATCH_SIZE, PATCH_SIZE], &eye);
    let strides = [STRIDE as i64; 2];
    let patches = graph.apply_with("Conv", &[photos, &eye], &[("strides", OpAttribute::Integers(&strides))]);
    let mean = graph.mean(&patches, 1, true);
    let centred = graph.apply("Sub", &[&patches, &mean]);
    let squares = graph.apply("Mul", &[&centred, &centred]);
    let variance = graph.mean(&squares, 1, true);
    let epsilon = graph.constant(&[], &[CONTRAST_EPSILON]);
    let variance = graph.apply("Add", &[&variance, &epsilon]);
    let deviation = graph.apply("Sqrt", &[&variance]);
    let patches = graph.apply("Div", &[&centred, &deviation]);
    let patches =
        graph.apply_with("Transpose", &[&patches], &[("perm", OpAttribute::Integers(&[0, 2, 3, 1]))]);
    let [kernels, bias] = graph.parameters(ParamGroup::Frozen, 0);
    let responses = graph.apply("MatMul", &[&patches, &kernels]);
    let responses = graph.apply("Add", &[&responses, &bias]);
    let threshold = graph.constant(&[], &[THRESHOLD]);
    let negative = graph.apply("Neg", &[&responses]);
    let sides = [&responses, &negative].map(|side| {
        let above = graph.apply("Sub", &[side, &threshold]);
        graph.apply("Relu", &[&above])
    });
    let responses = graph.concat(sides.to_vec(), 3);
    let channels = 2 * filters;
    let responses =
        graph.reshape(&responses, &[-1, (patches_per_side * patches_per_side) as i64, channels as i64]);
    // The mean over each cell of the grid.
    let cell = |position: usize| {
        position / patches_per_side * GRID / patches_per_side * GRID
            + position % patches_per_side * GRID / patches_per_side
    };
    let mut counts = [0f32; GRID * GRID];
    (0..patches_per_side * patches_per_side).for_each(|position| counts[cell(position)] += 1.0);
    let mut shares = vec![0.0; GRID * GRID * patches_per_side * patches_per_side];
    (0..patches_per_side * patches_per_side).for_each(|position| {
        shares[cell(position) * patches_per_side * patches_per_side + position] = 1.0 / counts[cell(position)]
    });
    let shares = graph.constant(&[GRID * GRID, patches_per_side * patches_per_side], &shares);
    let means = graph.apply("MatMul", &[&shares, &responses]);
    let roots = graph.apply("Sqrt", &[&means]);
    graph.reshape(&roots, &[-1, (GRID * GRID * channels) as i64])
}

impl PatchLayer<'_> {
    /// Gradient of a photo `[3, tile, tile]` in 0 to 1, from the gradient of its features.
    pub(crate) fn input_gradient(&self, photo: &[f32], gradient: &[f32]) -> Vec<f32> {
        let patches_per_side = (self.tile - PATCH_SIZE) / STRIDE + 1;
        let mut features = Vec::new();
        self.photo(photo, &mut features);
        // Gradients of each cell's sums; the root has none at zero.
        let mut counts = [0f32; GRID * GRID];
        let cell = |row: usize, column: usize| {
            row * GRID / patches_per_side * GRID + column * GRID / patches_per_side
        };
        (0..patches_per_side * patches_per_side).for_each(|position| {
            counts[cell(position / patches_per_side, position % patches_per_side)] += 1.0
        });
        let sum_grads: Vec<f32> = gradient
            .iter()
            .zip(&features)
            .enumerate()
            .map(
                |(at, (g, root))| {
                    if *root > 0.0 { g / (2.0 * root * counts[at / (2 * self.filters)]) } else { 0.0 }
                },
            )
            .collect();
        let mut photo_grad = vec![0.0; photo.len()];
        let mut patch = [0.0; PATCH_VALUES];
        let mut responses = vec![0.0; self.filters];
        for row in 0..patches_per_side {
            for column in 0..patches_per_side {
                let corner = [column * STRIDE, row * STRIDE];
                let factor = extract_patch(photo, self.tile, corner, &mut patch);
                responses.copy_from_slice(self.bias);
                add_product(&patch, self.kernels, &mut responses);
                let (above, below) = sum_grads[cell(row, column) * 2 * self.filters..][..2 * self.filters]
                    .split_at(self.filters);
                for (response, (above, below)) in responses.iter_mut().zip(above.iter().zip(below)) {
                    *response = match *response {
                        v if v > THRESHOLD => *above,
                        v if v < -THRESHOLD => -below,
                        _ => 0.0,
                    };
                }
                let dot = |kernels: &[f32]| kernels.iter().zip(&responses).map(|(k, g)| k * g).sum::<f32>();
                let patch_grad: Vec<f32> = self.kernels.chunks_exact(self.filters).map(dot).collect();
                // Back through the normalisation of brightness and contrast.
                let mean = patch_grad.iter().sum::<f32>() / PATCH_VALUES as f32;
                let along =
                    patch_grad.iter().zip(&patch).map(|(g, v)| g * v).sum::<f32>() / PATCH_VALUES as f32;
                for (at, (g, v)) in patch_grad.iter().zip(&patch).enumerate() {
                    let (line, x) = (at / PATCH_SIZE, at % PATCH_SIZE);
                    let (channel, y) = (line / PATCH_SIZE, line % PATCH_SIZE);
                    let position = (channel * self.tile + corner[1] + y) * self.tile + corner[0] + x;
                    photo_grad[position] += factor * (g - mean - v * along);
                }
            }
        }
        photo_grad
    }
}

/// Adds `values [n]` times `matrix [n, sums]`.
fn add_product(values: &[f32], matrix: &[f32], sums: &mut [f32]) {
    for (value, row) in values.iter().zip(matrix.chunks_exact(sums.len())) {
        sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
    }
}

/// Copies the patch at this corner and normalises it to one brightness and contrast. Returns the factor that
/// its values were multiplied by.
fn extract_patch(
    photo: &[f32],
    tile: usize,
    [left, top]: [usize; 2],
    patch: &mut [f32; PATCH_VALUES],
) -> f32 {
    let lines =
        photo.chunks_exact(tile * tile).flat_map(|plane| plane[top * tile..].chunks(tile).take(PATCH_SIZE));
    for (to, line) in patch.chunks_exact_mut(PATCH_SIZE).zip(lines) {
        to.copy_from_slice(&line[left..left + PATCH_SIZE]);
    }
    let mean = patch.iter().sum::<f32>() / PATCH_VALUES as f32;
    patch.iter_mut().for_each(|value| *value -= mean);
    let variance = patch.iter().map(|value| value * value).sum::<f32>() / PATCH_VALUES as f32;
    let factor = 1.0 / (variance + CONTRAST_EPSILON).sqrt();
    patch.iter_mut().for_each(|value| *value *= factor);
    factor
}

/// Fits the layer on the photos of the training houses, `[photos, 3, tile, tile]` each, and returns its
/// values.
pub(crate) fn fit(houses: &[Vec<f32>], config: &Config) -> Vec<f32> {
    let &Config { tile, seed, .. } = config;
    let filters = config.patch_filters();
    let sample = sample(houses, tile, seed);
    let (mean, whitening) = whitening(&sample);
    let centres = centres(&sample, &mean, &whitening, filters, seed);
    // Whitening and response to a centre in one matrix.
    let mut values: Vec<f32> = platform::parallel_map(PATCH_VALUES, |value| {
        let mut kernels = vec![0.0; filters];
        add_product(&whitening[value * PATCH_VALUES..][..PATCH_VALUES], &centres, &mut kernels);
        kernels
    })
    .concat();
    let mut bias = vec![0.0; filters];
    add_product(&mean, &values, &mut bias);
    values.extend(bias.iter().map(|sum| -sum));
    values
}

/// Random patches, from each photo in turn.
fn sample(houses: &[Vec<f32>], tile: usize, seed: u64) -> Vec<[f32; PATCH_VALUES]> {
    let mut stream = Stream::new(seed, Purpose::Patches, 0, 0);
    let size = CHANNELS * tile * tile;
    let photos: Vec<&[f32]> = houses.iter().flat_map(|house| house.chunks_exact(size)).collect();
    let mut position = || stream.below((tile - PATCH_SIZE + 1) as u64) as usize;
    let one = |i: usize| {
        let mut patch = [0.0; PATCH_VALUES];
        let corner = [position(), position()];
        extract_patch(photos[i % photos.len()], tile, corner, &mut patch);
        patch
    };
    if photos.is_empty() { Vec::new() } else { (0..MAX_PATCHES).map(one).collect() }
}

/// Mean of the patches `[PATCH_VALUES]`, and the ZCA whitening matrix `[PATCH_VALUES, PATCH_VALUES]` (Bell
/// and Sejnowski, 1997).
fn whitening(sample: &[[f32; PATCH_VALUES]]) -> (Vec<f32>, Vec<f32>) {
    let count = sample.len().max(1) as f64;
    let mut mean = [0f64; PATCH_VALUES];
    for patch in sample {
        mean.iter_mut().zip(patch).for_each(|(sum, value)| *sum += f64::from(*value) / count);
    }
    let mut covariance = DMatrix::<f64>::zeros(PATCH_VALUES, PATCH_VALUES);
    let mut centred = [0f64; PATCH_VALUES];
    for patch in sample {
        centred
            .iter_mut()
            .zip(patch.iter().zip(mean.iter()))
            .for_each(|(to, (v, m))| *to = f64::from(*v) - m);
        for (column, factor) in covariance.as_mut_slice().chunks_exact_mut(PATCH_VALUES).zip(centred) {
            column.iter_mut().zip(&centred).for_each(|(sum, value)| *sum += factor * value / count);
        }
    }
    let SymmetricEigen { eigenvectors, eigenvalues } = SymmetricEigen::new(covariance);
    let factors = eigenvalues.map(|variance| 1.0 / (variance.max(0.0) + WHITENING_EPSILON).sqrt());
    let whitening = &eigenvectors * DMatrix::from_diagonal(&factors) * eigenvectors.transpose();
    let single = |values: &[f64]| values.iter().map(|&value| value as f32).collect();
    (single(&mean), single(whitening.as_slice()))
}

/// Centres of unit length, `[PATCH_VALUES, filters]`, by spherical k-means; a patch and its negative count as
/// one.
fn centres(
    sample: &[[f32; PATCH_VALUES]],
    mean: &[f32],
    whitening: &[f32],
    filters: usize,
    seed: u64,
) -> Vec<f32> {
    let whitened: Vec<Vec<f32>> = platform::parallel_map(sample.len(), |i| {
        let centred: Vec<f32> = sample[i].iter().zip(mean).map(|(value, mean)| value - mean).collect();
        let mut whitened = vec![0.0; PATCH_VALUES];
        add_product(&centred, whitening, &mut whitened);
        whitened
    });
    let mut stream = Stream::new(seed, Purpose::Patches, 1, 0);
    let mut random_centre = || -> Vec<f32> {
        // A sum of uniform numbers is close enough to a normal one: all directions are equally likely.
        let values = (0..PATCH_VALUES).map(|_| (0..6).map(|_| stream.unit() - 0.5).sum::<f32>());
        unit_length(values.collect())
    };
    let mut centres: Vec<Vec<f32>> = (0..filters).map(|_| random_centre()).collect();
    for _ in 0..KMEANS_ITERATIONS {
        let matrix = transposed(&centres);
        let nearest = platform::parallel_map(whitened.len(), |i| {
            let mut responses = vec![0.0; filters];
            add_product(&whitened[i], &matrix, &mut responses);
            let strongest = |best: (usize, f32), (at, response): (usize, f32)| {
                if response.abs() > best.1.abs() { (at, response) } else { best }
            };
            responses.into_iter().enumerate().fold((0, 0.0), strongest)
        });
        let mut sums = vec![vec![0f32; PATCH_VALUES]; filters];
        for (patch, (at, response)) in whitened.iter().zip(nearest) {
            sums[at].iter_mut().zip(patch).for_each(|(sum, value)| *sum += response * value);
        }
        centres = sums
            .into_iter()
            .map(|sum| if sum.iter().any(|v| *v != 0.0) { unit_length(sum) } else { random_centre() })
            .collect();
    }
    transposed(&centres)
}

/// `[rows][PATCH_VALUES]` as `[PATCH_VALUES, rows]`.
fn transposed(rows: &[Vec<f32>]) -> Vec<f32> {
    (0..PATCH_VALUES).flat_map(|value| rows.iter().map(move |row| row[value])).collect()
}

fn unit_length(mut values: Vec<f32>) -> Vec<f32> {
    let length = values.iter().map(|v| v * v).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    values.iter_mut().for_each(|v| *v /= length);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_changed_cells_of_a_photo_are_computed_again() {
        for (tile, filters) in [(16, 3), (33, 2), (64, 1)] {
            let mut stream = Stream::new(2, Purpose::Patches, 2, 0);
            let values: Vec<f32> =
                (0..(PATCH_VALUES + 1) * filters).map(|_| 0.2 * (stream.unit() - 0.5)).collect();
            let layer = PatchLayer::new(tile, filters, &values);
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
                let again = layer.update(
                    &other,
                    [left..left + width, top..top + height],
                    &layer.house_features(&photo),
                );
                assert_eq!(again, layer.house_features(&other), "{left} {top} of {tile}");
            }
        }
    }

    #[test]
    fn the_gradient_of_a_photo_is_that_of_finite_differences() {
        let mut stream = Stream::new(1, Purpose::Patches, 2, 0);
        let values: Vec<f32> = (0..(PATCH_VALUES + 1) * 5).map(|_| 0.2 * (stream.unit() - 0.5)).collect();
        let layer = PatchLayer::new(16, 5, &values);
        let photo: Vec<f32> = (0..3 * 16 * 16).map(|_| stream.unit()).collect();
        let mut features = Vec::new();
        layer.photo(&photo, &mut features);
        let gradient: Vec<f32> = features.iter().map(|_| stream.unit() - 0.5).collect();
        let sum = |photo: &[f32]| {
            let mut features = Vec::new();
            layer.photo(photo, &mut features);
            features.iter().zip(&gradient).map(|(v, g)| f64::from(v * g)).sum::<f64>()
        };
        let gradients = layer.input_gradient(&photo, &gradient);
        let mut near = 0;
        for at in 0..photo.len() {
            let moved = |by: f32| {
                let mut photo = photo.clone();
                photo[at] += by;
                sum(&photo)
            };
            let measured = (moved(0.004) - moved(-0.004)) / 0.008;
            near += usize::from((f64::from(gradients[at]) - measured).abs() < 0.05 * measured.abs() + 1e-3);
        }
        // For the others a threshold is crossed between the two points.
        assert!(near * 10 > photo.len() * 9, "{near} of {}", photo.len());
    }
}
