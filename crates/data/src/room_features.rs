//! Features of a photo by which the room that it shows is recognised: those of the pretrained network or, if it has not
//! looked, 136 features of the photo's tile: mean colours on a grid, histograms of edge directions on the same grid (as
//! in HOG, Dalal and Triggs, 2005), and a global colour histogram.

use super::photo_features::{CHANNELS, unpack_features};

/// Grid cells along each side of a tile. The left and right halves are folded together, since a mirrored room is the
/// same room.
const CELLS: usize = 4;
/// Unsigned edge directions, 30 degrees apart.
const DIRECTIONS: [[i64; 2]; 6] = [[1000, 0], [866, 500], [500, 866], [0, 1000], [-500, 866], [-866, 500]];
/// Features of a tile: 3 colour channels and 6 edge directions in each of 4 x 2 cells, and a colour histogram of 64 bins.
pub(super) const TILE_FEATURES: usize = CELLS * CELLS / 2 * (3 + DIRECTIONS.len()) + 64;
/// Added to a photo's mean edge strength before normalising, in grey levels, so that flat photos do not amplify noise.
const NOISE: f64 = 4.0;
/// The largest feature of the pretrained network.
const MAX_FEATURE: f32 = 6.0;

/// What the pretrained network makes of a whole photo: the square root of the mean over its quarters, `[CHANNELS]`, as
/// bytes. `features` are those of the quarters, `[QUARTERS, CHANNELS]` in half precision.
pub fn pretrained_room_features(features: &[u8]) -> Vec<u8> {
    let quarters = unpack_features(features);
    let count = quarters.len() / CHANNELS;
    let mut means = vec![0.0; if count > 0 { CHANNELS } else { 0 }];
    for quarter in quarters.chunks_exact(CHANNELS) {
        means.iter_mut().zip(quarter).for_each(|(mean, value)| *mean += value / count as f32);
    }
    // Most means are far below the largest: square roots of them differ by more than a step.
    let byte = |mean: f32| (255.0 * (mean / MAX_FEATURE).max(0.0).sqrt()).round() as u8;
    means.into_iter().map(byte).collect()
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

#[cfg(test)]
mod tests {
    use super::super::pack_features;
    use super::*;

    #[test]
    fn pretrained_features_are_means_over_the_photo() {
        let quarters: Vec<f32> = (0..4 * CHANNELS).map(|at| [0.0, 6.0][at / CHANNELS % 2]).collect();
        assert_eq!(pretrained_room_features(&pack_features(&quarters)), [180; CHANNELS]);
        assert_eq!(pretrained_room_features(&[]), [0; 0]);
    }

    #[test]
    fn features_need_a_whole_tile() {
        assert_eq!(room_features(&[0; 27], 3), None);
        assert_eq!(room_features(&[0; 47], 4), None);
        assert_eq!(room_features(&[], usize::MAX), None);
        for tile in [4, 5, 17, 33] {
            assert_eq!(
                room_features(&vec![9; 3 * tile * tile], tile).map(|features| features.len()),
                Some(TILE_FEATURES)
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
