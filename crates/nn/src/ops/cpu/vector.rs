//! Loads and stores of SIMD vectors, and the matrix product that all convolutions use.
//!
//! No SIMD vector passes through a closure or an iterator, here or elsewhere: code that is not compiled for
//! the machine's vector instructions passes them through memory and takes ten times as long.
#![allow(clippy::needless_range_loop, reason = "SIMD vectors must not pass through iterators")]

use macerator::{Scalar, Simd, Vector, vload_unaligned, vstore_unaligned};

use super::images::LANES;

/// Whether a vector at this index ends within the length. The arithmetic cannot overflow: a release build
/// would wrap.
#[inline(always)]
fn fits<S: Simd>(at: usize, length: usize) -> bool {
    let lanes = f32::lanes::<S>();
    lanes <= length && at <= length - lanes
}

/// Loads the vector at an index.
#[inline(always)]
#[allow(unsafe_code, reason = "the bounds are checked on the line before")]
pub(super) fn load<S: Simd>(values: &[f32], at: usize) -> Vector<S, f32> {
    assert!(fits::<S>(at, values.len()));
    // SAFETY: all lanes from `at` on lie within `values`, and no alignment is required.
    unsafe { vload_unaligned(values.as_ptr().add(at)) }
}

/// Stores a vector at an index.
#[inline(always)]
#[allow(unsafe_code, reason = "the bounds are checked on the line before")]
pub(super) fn store<S: Simd>(values: &mut [f32], at: usize, value: Vector<S, f32>) {
    assert!(fits::<S>(at, values.len()));
    // SAFETY: all lanes from `at` on lie within `values`, which is borrowed mutably, and no alignment is
    // required.
    unsafe { vstore_unaligned(values.as_mut_ptr().add(at), value) }
}

/// A matrix with any row and column stride.
#[derive(Clone, Copy)]
pub(super) struct Matrix<'a> {
    pub(super) values: &'a [f32],
    /// Distance between rows.
    pub(super) row: usize,
    /// Distance between columns.
    pub(super) column: usize,
}

impl Matrix<'_> {
    /// Whether this row and column, and so all before them, lie within the values.
    #[inline(always)]
    fn holds(&self, row: usize, column: usize) -> bool {
        let place = row.checked_mul(self.row).zip(column.checked_mul(self.column));
        place.and_then(|(down, across)| down.checked_add(across)).is_some_and(|at| at < self.values.len())
    }
}

/// Product of `left` `[rows, inner]` and `right` `[inner, width]`, added to `sums` `[rows, width]` if `ADD`,
/// else written there. The width is a multiple of [`LANES`].
#[inline(always)]
pub(super) fn product<S: Simd, const ADD: bool>(
    sums: &mut [f32],
    left: Matrix<'_>,
    right: &[f32],
    [rows, inner, width]: [usize; 3],
) {
    // As many sums as fit in the registers besides the loaded values: 16 registers, or 32 if a vector has 16
    // lanes.
    match f32::lanes::<S>() {
        16 => tiles::<S, ADD, 8, 1>(sums, left, right, [rows, inner, width]),
        8 => tiles::<S, ADD, 5, 2>(sums, left, right, [rows, inner, width]),
        4 => tiles::<S, ADD, 2, 4>(sums, left, right, [rows, inner, width]),
        _ => tiles::<S, ADD, 1, LANES>(sums, left, right, [rows, inner, width]),
    }
}

/// In tiles of `ROWS` by [`LANES`], which are `VECTORS` vectors.
#[inline(always)]
fn tiles<S: Simd, const ADD: bool, const ROWS: usize, const VECTORS: usize>(
    sums: &mut [f32],
    left: Matrix<'_>,
    right: &[f32],
    [rows, inner, width]: [usize; 3],
) {
    for column in (0..width).step_by(LANES) {
        let whole = rows / ROWS * ROWS;
        for row in (0..whole).step_by(ROWS) {
            tile::<S, ADD, ROWS, VECTORS>(sums, left, right, [row, column], [inner, width]);
        }
        for row in whole..rows {
            tile::<S, ADD, 1, VECTORS>(sums, left, right, [row, column], [inner, width]);
        }
    }
}

#[inline(always)]
fn tile<S: Simd, const ADD: bool, const ROWS: usize, const VECTORS: usize>(
    sums: &mut [f32],
    left: Matrix<'_>,
    right: &[f32],
    [row, column]: [usize; 2],
    [inner, width]: [usize; 2],
) {
    let lanes = f32::lanes::<S>();
    let first = row * width + column;
    let mut all = [[0f32.splat::<S>(); VECTORS]; ROWS];
    if ADD {
        for r in 0..ROWS {
            for v in 0..VECTORS {
                all[r][v] = load(sums, first + r * width + v * lanes);
            }
        }
    }
    let Matrix { values, row: down, column: across } = left;
    assert!(inner == 0 || left.holds(row + ROWS - 1, inner - 1));
    debug_assert!(column + LANES <= width && inner * width <= right.len());
    for k in 0..inner {
        let mut loaded = [0f32.splat::<S>(); VECTORS];
        for v in 0..VECTORS {
            loaded[v] = load(right, k * width + column + v * lanes);
        }
        for r in 0..ROWS {
            #[allow(unsafe_code, reason = "the last index was checked before the loop")]
            // SAFETY: `r < ROWS` and `k < inner`, and no index is greater than that of the last row and
            // column, which lies within the matrix: that index did not overflow, so no other does.
            let left = unsafe { *values.get_unchecked((row + r) * down + k * across) }.splat::<S>();
            for v in 0..VECTORS {
                all[r][v] = loaded[v].mul_add(left, all[r][v]);
            }
        }
    }
    for r in 0..ROWS {
        for v in 0..VECTORS {
            store(sums, first + r * width + v * lanes, all[r][v]);
        }
    }
}

#[cfg(test)]
mod tests {
    use macerator::{Scalar, Simd};

    use super::{Matrix, fits, load, store};

    #[macerator::with_simd]
    fn second<S: Simd>(values: &mut [f32], at: usize) -> usize {
        let value = load::<S>(values, at);
        store(values, at, value + 1f32.splat::<S>());
        f32::lanes::<S>()
    }

    #[test]
    fn a_vector_at_the_end_is_loaded() {
        let mut values = [0.0; 64];
        let lanes = second(&mut values, 0);
        assert_eq!(second(&mut values, 64 - lanes), lanes);
        assert_eq!([values[0], values[63]], [1.0; 2]);
    }

    #[test]
    #[should_panic(expected = "fits")]
    fn a_vector_past_the_end_panics() {
        second(&mut [0.0; 64], 64);
    }

    // What a release build would let through: the end wraps around to the start.
    #[test]
    #[should_panic(expected = "fits")]
    fn a_vector_whose_end_overflows_panics() {
        second(&mut [0.0; 64], usize::MAX);
    }

    #[macerator::with_simd]
    fn all_fit<S: Simd>(places: &[usize], length: usize) -> Vec<bool> {
        places.iter().map(|&at| fits::<S>(at, length)).collect()
    }

    #[test]
    fn nothing_fits_into_fewer_values_than_a_vector() {
        assert_eq!(all_fit(&[0, 1, usize::MAX], 0), [false; 3]);
        assert_eq!(all_fit(&[0, usize::MAX / 2, usize::MAX - 7], 64), [true, false, false]);
    }

    #[test]
    fn a_matrix_contains_only_indices_within_its_values() {
        let matrix = Matrix { values: &[0.0; 12], row: 4, column: 1 };
        assert!(matrix.holds(2, 3) && !matrix.holds(3, 0) && !matrix.holds(2, 4));
        // Either a product overflows, or their sum does.
        let half = usize::MAX / 2 + 1;
        for (row, column) in [(half, 0), (0, half), (usize::MAX / 4, usize::MAX / 4)] {
            assert!(!Matrix { values: &[0.0; 12], row: 4, column: 4 }.holds(row, column));
        }
    }
}
